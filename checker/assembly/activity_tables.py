"""Activities printed in tables: label and value, lists under a heading, OUI / NON columns."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.assembly.activity_regions import is_code_line
from checker.assembly.activity_words import MONEY
from checker.assembly.in_force import is_past
from checker.assembly.marks import read_mark
from checker.domain import Block, BlockKind, Kind
from checker.language import Analysis
from checker.text import fold


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that names activities; `taken` is False where its row or column says no."""

    block: Block
    taken: bool
    mark: Block | None = None
    member: bool = False
    """It describes a company, not the perimeter of the policy."""


_HEAD = re.compile(
    r"\W*(?:designation|nature|liste|libelle|description|intitule)?\W*(?:de |des |de la |d'|of )?"
    r"(?:l'|vos |your |the )?(?:activite|activites|profession|professions|metier|metiers|activity"
    r"|activities|business|insured services|prestations (?:declarees|exercees|realisees))\b"
)
_OBJECT = re.compile(
    r"\W*(?:objet|nature|intitule|designation|description)(?: de la mission| du marche"
    r"| de la prestation| des prestations| des travaux)?\W*$"
)
_NO_WORDS = re.compile(
    r"\b(?:non|exclue?s?|neant|sans objet|refusee?s?|no|not (?:insured|covered|included)|excluded"
    r"|nil)\b"
)
_YES_WORDS = re.compile(
    r"\b(?:oui|garantie?s?|acquise?s?|souscrite?s?|couverte?s?|inclus|incluses?|assuree?s?|yes"
    r"|insured|covered|included)\b"
)
# "Jusqu'au", "Date de fin": an activity that ended is no longer insured.
_END_HEAD = re.compile(r"\b(?:jusqu'au|jusqu'a|fin|cessation|sortie|retrait|until|end|ended)\b")
_ZERO_SHARE = re.compile(r"0(?:[.,]0+)?\s*%?")
_MEMBER = re.compile(
    r"\W*(?:societes?|filiales?|entites?|raison sociale|denomination|etablissements?|siren"
    r"|company|companies|subsidiar|entity|assures? additionnels?|noms?\b)"
)
# A box of a form that holds sentences.
_PROSE_BOX = 120
# A title above a table is short.
_TITLE_CHARACTERS = 90
_MISSION = re.compile(r"\b(?:mission|marche|prestation|chantier|project|contract)s?\b")


def find_cells(analysis: Analysis, kind: Kind) -> Iterator[TableCell]:
    """Yield the cells of a document that list activities, with what their row answers."""
    if kind is Kind.CONTRACT:
        return
    tables: dict[int, list[Block]] = defaultdict(list)
    leads: dict[int, tuple[str, ...]] = {}
    above: Block | None = None
    for block in analysis.document.blocks:
        if block.kind is BlockKind.CELL and block.table is not None:
            if block.table not in tables:
                leads[block.table] = _announced_by(analysis, above)
            tables[block.table].append(block)
        if block.kind is not BlockKind.FURNITURE:
            above = block
    for number, cells in tables.items():
        yield from _Table(analysis, cells, leads[number]).read()


def _announced_by(analysis: Analysis, above: Block | None) -> tuple[str, ...]:
    """Return the leads of the line right above a table, when it is a title or an announcement."""
    if above is None or above.kind is BlockKind.CELL:
        return ()
    text = analysis.folded[above.start : above.end].rstrip()
    if not text.endswith(":") and above.end - above.start > _TITLE_CHARACTERS:
        return ()
    return tuple(h.id for h in analysis.hits_in("activity-leads", above.start, above.end))


class _Table:
    def __init__(self, analysis: Analysis, cells: list[Block], leads: tuple[str, ...]) -> None:
        self._analysis = analysis
        self._leads = leads
        self._cells = cells
        self._rows: dict[int, list[Block]] = defaultdict(list)
        for cell in cells:
            self._rows[cell.row or 0].append(cell)

    def read(self) -> Iterator[TableCell]:
        first = self._rows[min(self._rows)]
        heads = [cell for cell in first if self._is_head(cell)]
        if heads and len(self._rows) > 1 and not self._is_value_row(first):
            for head in heads:
                yield from self._column(head, first)
            return
        if self._is_announced():
            yield from self._announced(first)
            return
        for row in self._rows.values():
            yield from self._label_and_value(row)
        for cell in self._cells:
            yield from self._boxed(cell)

    def _announced(self, first: list[Block]) -> Iterator[TableCell]:
        """Yield the cells of a table whose title says that it lists activities."""
        refused = "lead.excluded" in self._leads
        heads: dict[int | None, str] = {}
        if not any(self._has_hits(cell) for cell in first):
            heads = {cell.column: self._text(cell) for cell in first}
        rows = list(self._rows.values())
        split = [([c for c in row if self._has_hits(c)], row) for row in rows]
        answers = any(
            read_mark(self._raw(cell)) is not None or _states(self._text(cell))
            for named, row in split
            for cell in row
            if row is not first and cell not in named
        )
        for named, row in split:
            beside = [cell for cell in row if cell not in named]
            taken, mark = self._answer(beside, heads, answers=answers)
            for cell in named:
                yield TableCell(cell, taken and not refused, mark)

    def _is_announced(self) -> bool:
        """True when the line above introduces activities, and no amount stands in the table."""
        if not {"lead.insured", "lead.excluded"} & set(self._leads) or "lead.other" in self._leads:
            return False
        return not any(
            MONEY.search(text) or _states_cover(text) for text in map(self._text, self._cells)
        )

    def _is_value_row(self, row: list[Block]) -> bool:
        """True when the first row is itself labels and their values."""
        return any(
            self._is_head(label) and not self._has_hits(label) and self._has_hits(value)
            for label, value in itertools.pairwise(row)
        )

    def _column(self, head: Block, first: list[Block]) -> Iterator[TableCell]:
        member = any(_MEMBER.match(self._text(cell)) for cell in first if cell is not head)
        others = {cell.column: self._text(cell) for cell in first if cell is not head}
        refused = self._excludes(head)
        answers = any(
            read_mark(self._raw(cell)) is not None or _states(self._text(cell))
            for number, row in self._rows.items()
            for cell in row
            if number != head.row and cell.column != head.column and not self._has_hits(cell)
        )
        for number, row in self._rows.items():
            if number == head.row:
                continue
            named = [cell for cell in row if cell.column == head.column and self._has_hits(cell)]
            beside = [cell for cell in row if cell.column != head.column]
            taken, mark = self._answer(beside, others, answers=answers)
            for cell in named:
                yield TableCell(cell, (taken and not refused), mark, member)

    def _answer(
        self, beside: list[Block], heads: dict[int | None, str], *, answers: bool
    ) -> tuple[bool, Block | None]:
        """Return whether the marks of a row take its activity out, and the cell that says it."""
        for cell in beside:
            text, head = self._text(cell), heads.get(cell.column, "")
            if "%" in text + head and _ZERO_SHARE.fullmatch(text.strip()):
                return False, cell
            if _END_HEAD.search(head) and is_past(self._analysis, cell.start, cell.end):
                return False, cell
            mark = read_mark(self._raw(cell))
            if mark is None and (_NO_WORDS.search(text) or _YES_WORDS.search(text)):
                mark = _NO_WORDS.search(text) is None
            if mark is None:
                continue
            # A tick under "NON" refuses; no tick under "NON" says nothing.
            if _NO_WORDS.search(head) and not _YES_WORDS.search(_without_no(head)):
                if mark:
                    return False, cell
                continue
            return mark, cell
        return (not answers), None

    def _label_and_value(self, row: list[Block]) -> Iterator[TableCell]:
        for index, cell in enumerate(row):
            text = self._text(cell)
            label = self._is_head(cell) or (_OBJECT.match(text) and self._about_mission(cell))
            if not label:
                continue
            if index + 1 < len(row) and not self._has_hits(cell):
                for value in row[index + 1 :]:
                    if self._has_hits(value):
                        yield TableCell(value, not self._excludes(cell))
            elif self._has_hits(cell):
                yield TableCell(cell, not self._excludes(cell))

    def _boxed(self, cell: Block) -> Iterator[TableCell]:
        """Yield what "Operations: …" announces in a box of remarks."""
        if cell.end - cell.start < _PROSE_BOX:
            return
        for lead in self._analysis.hits_in("activity-leads", cell.start, cell.end):
            sentence = self._analysis.sentence_at(lead.start)
            if lead.id not in ("lead.insured", "lead.label") or sentence is None:
                continue
            colon = re.match(r"\s*:", self._analysis.folded[lead.end : sentence.end])
            named = replace(cell, start=lead.end, end=min(sentence.end, cell.end))
            if colon and self._has_hits(named):
                yield TableCell(named, taken=True)

    def _about_mission(self, cell: Block) -> bool:
        before = self._analysis.folded[max(0, cell.start - 600) : cell.start]
        return _MISSION.search(before) is not None

    def _is_head(self, cell: Block) -> bool:
        text = self._text(cell)
        leads = self._analysis.hits_in("activity-leads", cell.start, cell.end)
        if any(lead.id == "lead.other" for lead in leads):
            return False
        named = any(lead.id in ("lead.insured", "lead.excluded") for lead in leads)
        short = len(text) <= 60 or ":" in text[:60]
        if is_code_line(self._analysis.folded, cell.start, min(cell.start + 30, cell.end)):
            return False
        return bool(short and (_HEAD.match(text) or named) and not _states_cover(text))

    def _excludes(self, cell: Block) -> bool:
        leads = self._analysis.hits_in("activity-leads", cell.start, cell.end)
        return any(lead.id == "lead.excluded" for lead in leads)

    def _has_hits(self, cell: Block) -> bool:
        return any(
            self._analysis.hits_in(family, cell.start, cell.end)
            for family in ("activities", "umbrellas")
        )

    def _text(self, cell: Block) -> str:
        return self._analysis.folded[cell.start : cell.end]

    def _raw(self, cell: Block) -> str:
        return self._analysis.document.text[cell.start : cell.end]


def _states(text: str) -> bool:
    return len(text) <= 30 and bool(_NO_WORDS.search(text) or _YES_WORDS.search(text))


def _without_no(head: str) -> str:
    return re.sub(r"non[ -](?:garantie?s?|souscrite?s?|assuree?s?|couverte?s?)", "", fold(head))


def _states_cover(text: str) -> bool:
    return "responsabilite" in text or "dommage" in text or "perte" in text
