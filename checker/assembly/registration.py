"""The SIREN printed with a firm's name: behind it, in its cells, in its address block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.legal_forms import find_legal_forms, has_legal_form, is_only_form
from checker.assembly.names import Name, names_in, same_name
from checker.domain import Block, BlockKind
from checker.language import Analysis
from checker.values.identifiers import Identifier, find_identifiers, is_siren

# How far behind a name its registration may stand, in characters and in blocks.
_REACH = 330
_BLOCKS_BELOW = 9
# A name on every page has told its number before.
_MOST_PRINTINGS = 12
# A label and nothing more.
_LINE_ABOVE = 30
_OWN_LINE = 40
# A name shorter than this, without its legal form, may be any word.
_LEAST_NAME = 5
_COMPANY_KINDS = ("siren", "siret", "vat")
_GLUED = re.compile(r"\bsiren\b[^\d\n]{0,12}(\d{3}[ .]?\d{3}[ .]?\d{3})(?= \d)")
_OTHER_FIRM = re.compile(r"regie? par le code|entreprise d'assurance|orias|courtage|courtier|acpr")


_ROW_OF_NUMBERS = re.compile(r"\b(?:siren|siret|r\.?c\.?s|immatriculation|company number)\b")
_BARE_SIREN = re.compile(r"\s*(\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3})(?:[ .]?\d{5})?\s*")


class Registrations:
    """The company identifiers of one document, found once."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        found = [i for i in find_identifiers(analysis.document.text) if i.kind in _COMPANY_KINDS]
        taken = {i.start for i in found}
        more = (*_glued(analysis.folded), *_of_rows(analysis))
        glued = [i for i in dict.fromkeys(more) if i.start not in taken]
        self._found = sorted((*found, *glued), key=lambda i: i.start)

    def siren_of(
        self, name: Name, *, others: tuple[Name, ...] = ()
    ) -> tuple[str, Identifier] | None:
        """Return the SIREN printed with `name`, wherever the document prints that name.

        `others` are the names that end its reach: their identifiers are theirs.
        """
        beside = self._in_column(name)
        if beside is not None:
            return beside
        printed = self._analysis.document.text[name.start : name.end]
        for start, end in self._printings(printed, name):
            found = self._behind(start, end, others)
            if found is not None:
                return found
        return self._just_before(name)

    def _in_column(self, name: Name) -> tuple[str, Identifier] | None:
        """Return the number in the column of a name, where a table gives each party a column."""
        block = self._analysis.block_at(name.start)
        if block is None or block.kind is not BlockKind.CELL or not block.column:
            return None
        placed = [(i, self._analysis.block_at(i.start)) for i in self._found]
        cells = [(i, b) for i, b in placed if b is not None and b.table == block.table]
        for identifier, cell in cells:
            siblings = {b.column for _, b in cells if b.row == cell.row and b.table == cell.table}
            siren = _siren(identifier)
            if cell.column == block.column and len(siblings) > 1 and siren is not None:
                return siren, identifier
        return None

    def lone(self) -> tuple[str, Identifier] | None:
        """Return the only company number of the document, where it fills a line of its own.

        A letterhead in two columns may print the insurer between a firm and its number.
        """
        found: dict[str, Identifier] = {}
        for identifier in self._found:
            siren = _siren(identifier) if identifier.valid else None
            if siren is not None:
                found.setdefault(siren, identifier)
        if len(found) != 1:
            return None
        ((siren, identifier),) = found.items()
        block = self._analysis.block_at(identifier.start)
        own = block is not None and block.end - block.start <= _OWN_LINE
        return (siren, identifier) if own else None

    def _just_before(self, name: Name) -> tuple[str, Identifier] | None:
        """Return the number of the line above a name ("SIREN : …", then the firm)."""
        text = self._analysis.document.text
        for identifier in self._found:
            between = text[identifier.end : name.start]
            near = 0 <= name.start - identifier.end <= _LINE_ABOVE and between.count("\n") == 1
            siren = _siren(identifier) if near else None
            # Alone on its line, or it is another firm's.
            start = text.rfind("\n", 0, identifier.start) + 1
            if siren and identifier.start - start <= _LINE_ABOVE:
                return siren, identifier
        return None

    def _printings(self, printed: str, name: Name) -> list[tuple[int, int]]:
        folded = self._analysis.folded
        words = [
            re.escape(w)
            for w in re.findall(r"[^\s]+", self._analysis.folded[name.start : name.end])
        ]
        pattern = re.compile(r"\s+".join(words)) if words else None
        spans = [(m.start(), m.end()) for m in pattern.finditer(folded)] if pattern else []
        own = (name.start, name.end)
        spans += self._without_form(name)
        return [own, *(s for s in spans if s != own)][:_MOST_PRINTINGS]

    def _without_form(self, name: Name) -> list[tuple[int, int]]:
        """Return where a name stands without its legal form: "la société BOREAL CODE"."""
        folded = self._analysis.folded
        forms = list(find_legal_forms(self._analysis, name.start, name.end))
        bare = folded[name.start : name.end]
        for start, end in forms:
            if start == name.start:
                bare = folded[end : name.end]
            elif end == name.end:
                bare = folded[name.start : start]
        bare = bare.strip(" ,.")
        if not forms or len(bare) < _LEAST_NAME or " " not in bare:
            return []
        words = r"\s+".join(re.escape(word) for word in bare.split())
        return [(m.start(), m.end()) for m in re.finditer(rf"\b{words}\b", folded)]

    def _behind(
        self, start: int, end: int, others: tuple[Name, ...]
    ) -> tuple[str, Identifier] | None:
        analysis = self._analysis
        block = analysis.block_at(start)
        if block is None:
            return None
        limit = min(self._limit(block), max(end + _REACH, block.end))
        for other in others:
            if end <= other.start < limit:
                limit = other.start
        best: tuple[int, str, Identifier] | None = None
        for identifier in self._found:
            if not end <= identifier.start < limit:
                continue
            between = analysis.folded[end : identifier.start]
            if _OTHER_FIRM.search(between) or self._is_of_another(start, end, identifier.start):
                break
            siren = _siren(identifier)
            if siren is not None and (
                best is None or _COMPANY_KINDS.index(identifier.kind) < best[0]
            ):
                best = (_COMPANY_KINDS.index(identifier.kind), siren, identifier)
                if identifier.valid:
                    break
        return (best[1], best[2]) if best else None

    def _is_of_another(self, start: int, end: int, position: int) -> bool:
        """True when another firm is named between a name and a number."""
        analysis = self._analysis
        if analysis.hits_in("insurers", end, position):
            return True
        block = analysis.block_at(position)
        if block is not None and block.start >= end:
            cues = analysis.hits_in("party-cues", block.start, block.end)
            if any(cue.id in ("cue.regulated", "cue.broker") for cue in cues):
                return True
        printed = analysis.document.text[start:end]
        return any(
            has_legal_form(analysis, other.start, other.end)
            and not same_name(printed, analysis.document.text[other.start : other.end])
            for other in names_in(analysis, end, position)
            if " " in analysis.document.text[other.start : other.end]
            and not is_only_form(analysis, other.start, other.end)
        )

    def _limit(self, block: Block) -> int:
        """Return how far the cells or lines below a name's block may carry its number."""
        blocks = self._analysis.document.blocks
        index = blocks.index(block)
        if block.kind is BlockKind.CELL and block.row is not None and block.row > 0:
            row = [b for b in blocks if b.table == block.table and b.row == block.row]
            if any(self._in(b) for b in row):
                return max(b.end for b in row)
        last = blocks[min(index + _BLOCKS_BELOW, len(blocks) - 1)]
        return last.end

    def _in(self, block: Block) -> bool:
        return any(block.start <= i.start < block.end for i in self._found)


def _of_rows(analysis: Analysis) -> Iterator[Identifier]:
    """Yield the numbers of a row "SIREN | 791 028 467 | 265 801 373", each in its cell."""
    labels = {
        (block.table, block.row)
        for block in analysis.document.blocks
        if block.kind is BlockKind.CELL
        and not block.column
        and _ROW_OF_NUMBERS.search(analysis.folded, block.start, block.end)
    }
    for block in analysis.document.blocks:
        if block.kind is not BlockKind.CELL or (block.table, block.row) not in labels:
            continue
        match = _BARE_SIREN.fullmatch(analysis.document.text, block.start, block.end)
        if match and block.column:
            digits = re.sub(r"\D", "", match[1])
            yield Identifier(
                start=match.start(1), end=match.end(1), kind="siren", value=digits,
                valid=is_siren(digits),
            )  # fmt: skip


def _glued(folded: str) -> list[Identifier]:
    """Return the valid SIRENs that a street number follows ("SIREN 853 019 446 6 rue")."""
    return [
        Identifier(start=m.start(1), end=m.end(1), kind="siren", value=value, valid=True)
        for m in _GLUED.finditer(folded)
        if is_siren(value := re.sub(r"\D", "", m[1]))
    ]


def _siren(identifier: Identifier) -> str | None:
    if identifier.kind == "vat":
        value = identifier.value
        return value[-9:] if value.startswith("FR") and value[-9:].isdigit() else None
    return identifier.value[:9]


__all__ = ["Registrations", "same_name"]
