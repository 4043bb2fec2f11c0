"""Rows of cover printed as text: unruled tables, dotted leaders, scans.

A row is a label, then figures or a status, and nothing else: "dont biens confiés
60 000 € par sinistre 400 €". Its label may stand on one block and its figures on the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_heads import HEADLINE, Heads, family_of, read_heads
from checker.assembly.coverage_lines import Line, Origin, line_of, products_line
from checker.assembly.coverage_pieces import NOT_TEXT
from checker.assembly.coverage_prose import read_inner
from checker.assembly.coverage_standing import Standing, ids_under
from checker.assembly.coverage_values import (
    find_deductible_start,
    find_value_start,
    is_values,
)
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import (
    NO_MONEY,
    Limit,
    amounts_in,
    cues_in,
    is_refused_label,
    is_required,
    read_limit,
)
from checker.assembly.marks import is_nothing
from checker.assembly.sections import SectionContext, covers_in, find_frame_end, is_heading
from checker.domain import Block, BlockKind, Deductible, GuaranteeStatus, Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis

_BULLET = re.compile(r"\s*[-–—•·▪➢>]\s*\S")
# "2.1 Ce qui est garanti": the title of a part, not what the label above it is worth.
_PART_TITLE = re.compile(r"\W*(?:\d+(?:\.\d+)*\W+|[a-z][.)]\s+)?(?:ce qu|what |quels? )")
_FULL_STOP = re.compile(r"[\w)»][.!?]\s+$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A label at `[start, key)`, values at `[value, end)`."""

    start: int
    key: int
    value: int
    end: int


def read_rows(
    analysis: Analysis,
    knowledge: Knowledge,
    sections: SectionContext,
    skipped: frozenset[int] = frozenset(),
) -> tuple[tuple[Line, ...], frozenset[int]]:
    """Return the lines of text rows, and the starts of the blocks that they used up.

    `skipped`: starts of blocks that are notes, not rows.
    """
    return _RowReader(analysis, knowledge, sections).read(skipped)


class _RowReader:
    def __init__(self, analysis: Analysis, knowledge: Knowledge, sections: SectionContext) -> None:
        self._analysis = analysis
        self._knowledge = knowledge
        self._sections = sections
        self._standing = Standing(title=sections.title)
        self._above: tuple[str, ...] | None = None
        self._dashed = True
        self._refusing = False
        self._excess: tuple[str, Deductible] | None = None
        self._blocks = [b for b in analysis.document.blocks if b.kind is not BlockKind.FURNITURE]

    def read(self, skipped: frozenset[int]) -> tuple[tuple[Line, ...], frozenset[int]]:
        """Return the lines and the blocks they come from."""
        lines: list[Line] = []
        used: set[int] = set()
        index = 0
        while index < len(self._blocks):
            block = self._blocks[index]
            index += 1
            if block.kind in NOT_TEXT or block.start in skipped:
                continue
            self._enter(block)
            refused = self._refused_item(block)
            if refused:
                lines += refused
                used.add(block.start)
                continue
            row = self._row(index - 1)
            if row is None:
                continue
            found = self._read(row, lines)
            if found is None:
                continue
            lines += found
            used.update(b.start for b in self._blocks if row.start <= b.start < row.end)
            while index < len(self._blocks) and self._blocks[index].start < row.end:
                index += 1
        return tuple(lines), frozenset(used)

    def _enter(self, block: Block) -> None:
        """Take the cover that a heading names, or that a short line of its own names."""
        above = self._sections.at(block.start)
        if above != self._above:
            self._above = above
            self._standing.enter(above, headed=True)
        if is_heading(self._analysis, block):
            covers = covers_in(self._analysis, block.start, block.end)
            if covers or block.kind is BlockKind.HEADING:
                self._standing.enter(covers or above, headed=True)

    def _refused_item(self, block: Block) -> list[Line]:
        """Return the covers of a list under "Garanties non souscrites :"."""
        if is_heading(self._analysis, block):
            named = self._analysis.hits_in("protections", block.start, block.end)
            covers = covers_in(self._analysis, block.start, block.end)
            refused = is_refused_label(self._analysis, block.start, block.end)
            self._refusing = refused and not named and not covers
            return []
        text = self._analysis.document.text
        listed = block.kind is BlockKind.LIST_ITEM or _BULLET.match(text, block.start, block.end)
        if not self._refusing or not listed:
            self._refusing = self._refusing and bool(listed)
            return []
        heads = read_heads(self._analysis, self._knowledge, block.start, block.end, section=None)
        if not heads.ids and not heads.covers:
            return []
        limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=block.start, end=block.end)
        return [
            line_of(
                limit, section=section, identifier=identifier,
                label=(block.start, block.end), origin=Origin.PROSE,
            )
            for section in self._standing.sections_for(heads, sublimit=False)
            for identifier in ids_under(heads, section)
        ]  # fmt: skip

    # -- shape

    def _row(self, index: int) -> _Row | None:
        """Return the row that begins with the block at `index`."""
        block = self._blocks[index]
        if block.end - block.start > _ROW_CHARACTERS:
            return None
        if find_frame_end(self._analysis, block.start, block.end) > block.start:
            return None
        value = find_value_start(self._analysis, block.start, block.end)
        end = block.end
        named = self._names_deductible(block.start, end)
        if named is not None and read_deductible(self._analysis.document.text[named:end]):
            return _Row(block.start, named, named, end)
        if value is not None and self._ends_a_sentence(block.start, value):
            return None
        if value is None:
            follower = self._values_below(index)
            if follower is None or not self._may_be_label(block):
                return None
            return _Row(block.start, block.end, follower[0], follower[1])
        if value == block.start or not is_values(self._analysis, value, end):
            return None
        if self._holds_several(value, end) or self._goes_on(value, end):
            return None
        return _Row(block.start, value, value, end)

    def _goes_on(self, value: int, end: int) -> bool:
        """Return True where a sentence behind the value names another cover: prose, no row."""
        sentence = self._analysis.sentence_at(value)
        return (
            sentence is not None
            and sentence.end < end
            and bool(covers_in(self._analysis, sentence.end, end))
        )

    def _holds_several(self, start: int, end: int) -> bool:
        """Return True for "corporels 8 M€ ; matériels 800 000 €": labels and limits in turn."""
        stop = self._analysis.folded.find(";", start, end)
        if stop < 0:
            return False
        later = amounts_in(self._analysis, stop, end, NO_MONEY)
        return bool(later and self._analysis.hits_in("protections", stop, later[0].start))

    def _ends_a_sentence(self, start: int, value: int) -> bool:
        """Return True when a sentence of its own stands before the label: prose, no row."""
        sentence = self._analysis.sentence_at(value)
        if sentence is None or sentence.start <= start:
            return False
        # A leader of dots ends no sentence.
        return _FULL_STOP.search(self._analysis.folded, start, sentence.start) is not None

    def _names_deductible(self, start: int, end: int) -> int | None:
        """Return where the value of a row begins whose key is a deductible: "Franchise : …"."""
        colon = self._analysis.folded.find(":", start, end)
        keys = cues_in(self._analysis, start, colon) if colon > 0 else ()
        first = next((h for h in keys if h.id.startswith("column.")), None)
        if first is None or first.id != "column.deductible":
            return None
        return None if amounts_in(self._analysis, start, first.start, NO_MONEY) else colon

    def _values_below(self, index: int) -> tuple[int, int] | None:
        """Return the span of the blocks below that hold only figures, at most two."""
        spans: list[tuple[int, int]] = []
        for block in self._blocks[index + 1 : index + 3]:
            if block.kind in NOT_TEXT or block.end - block.start > _ROW_CHARACTERS:
                break
            text = self._analysis.document.text[block.start : block.end]
            if block.kind is BlockKind.HEADING and _PART_TITLE.match(
                self._analysis.folded, block.start, block.end
            ):
                break
            value = find_value_start(self._analysis, block.start - 1, block.end)
            starts = value is not None and is_values(self._analysis, block.start, value)
            if not (starts or (spans and is_nothing(text))) or not is_values(
                self._analysis, block.start, block.end
            ):
                break
            if self._analysis.hits_in("protections", block.start, block.end):
                break
            spans.append((block.start, block.end))
        return (spans[0][0], spans[-1][1]) if spans else None

    def _may_be_label(self, block: Block) -> bool:
        text = self._analysis.document.text[block.start : block.end].rstrip()
        return text[-1:] not in ".;" and bool(
            self._analysis.hits_in("protections", block.start, block.end)
            or covers_in(self._analysis, block.start, block.end)
        )

    # -- reading

    def _read(self, row: _Row, before: list[Line]) -> list[Line] | None:
        """Return the lines of a row; None where it is no row of cover."""
        cues = {h.id for h in cues_in(self._analysis, row.start, row.key)}
        if cues & {"money.other", "limit.announced", "grant.predicate", "grant.definition"}:
            return None
        if is_required(self._analysis, row.start, row.end):
            return None
        scope = self._analysis.scope_at(row.start, row.start + 1)
        outside = any(not row.start <= cue[0] < row.end for cue in scope.cues)
        if scope.polarity is Polarity.EXCLUDED and outside:
            return None
        heads = read_heads(
            self._analysis, self._knowledge, row.start, row.key, section=self._standing.frame()
        )
        first = self._names_deductible(row.start, row.end) is not None
        if "column.deductible" in cues and (first or "column.limit" not in cues):
            return self._excess_row(row, heads, before)
        if not heads.ids and not heads.covers:
            return self._bare_limit(row, cues)
        inner = self._inner_start(row)
        split = find_deductible_start(self._analysis, row.value, inner or row.end)
        limit = read_limit(self._analysis, row.value, split)
        if limit is None:
            return None
        colon = self._analysis.folded.find(":", row.start, row.key)
        if limit.amount is None and colon >= 0 and any(s > colon for _, s, _ in heads.spans):
            # "DIC : dommages immatériels consécutifs à un dommage garanti" is a legend.
            return None
        if is_refused_label(self._analysis, row.start, row.key):
            limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=row.value, end=split)
        if limit.amount is not None and limit.basis is None and limit.amount_year is None:
            limit = self._label_basis(limit, row)
        deductible = self._deductible(split, inner or row.end)
        section = self._standing.sections_for(heads, sublimit=False)[:1]
        if deductible is None and self._excess is not None and section == self._excess[:1]:
            deductible = self._excess[1] if limit.amount is not None else None
        text = self._analysis.document.text
        values = {h.id for h in cues_in(self._analysis, row.value, split)}
        dashed = _BULLET.match(text, row.start, row.key) is not None
        sublimit = "line.sublimit" in cues | values or (
            dashed and not self._dashed and not heads.covers and bool(before)
        )
        if heads.covers or heads.ids == (HEADLINE,):
            # Where the headline has a dash too, dashes are no sub-limits.
            self._dashed = dashed
        sections = self._standing.sections_for(heads, sublimit=sublimit)
        if heads.covers == ("def.pj",) and heads.ids and family_of(heads.ids[0]) == "def":
            # A defence line of its own stands alone (convention 7).
            sections = heads.ids[:1]
        lines = [
            line_of(
                limit,
                section=section,
                identifier=identifier,
                label=(row.start, row.key),
                origin=Origin.PROSE,
                sublimit=sublimit and identifier not in heads.included,
                deductible=deductible,
                own_deductible=deductible is not None or split < row.end,
                block_end=row.end,
            )
            for section in sections
            for identifier in ids_under(heads, section)
        ]
        if not sublimit:
            self._standing.follow(heads)
        parts = self._parts(lines, row) if inner else ()
        return [*lines, *parts, *self._products(lines, row)]

    def _inner_start(self, row: _Row) -> int | None:
        """Return where "1 000 000 € dont 150 000 € pour …" begins its part, None without one."""
        amounts = amounts_in(self._analysis, row.value, row.end, NO_MONEY)
        cue = next(
            (
                hit.start
                for hit in cues_in(self._analysis, row.value, row.end)
                if hit.id == "line.sublimit" and amounts and hit.start >= amounts[0].end
            ),
            None,
        )
        return cue if cue is not None and amounts[-1].start > cue else None

    def _parts(self, lines: list[Line], row: _Row) -> tuple[Line, ...]:
        block = self._analysis.block_at(row.start)
        if not lines or block is None:
            return ()
        value = replace(block, start=row.value, end=row.end)
        return read_inner(self._analysis, self._knowledge, lines[0], value)

    def _label_basis(self, limit: Limit, row: _Row) -> Limit:
        kinds = [b.kind for b in find_bases(self._analysis, row.start, row.key)]
        return replace(limit, basis=combine_bases(kinds))

    def _excess_row(self, row: _Row, heads: Heads, before: list[Line]) -> list[Line] | None:
        """Give "Excess GBP 25,000", "Franchise RC Pro : 1 000 €" to the lines it governs."""
        named = next(
            hit for hit in cues_in(self._analysis, row.start, row.key)
            if hit.id == "column.deductible"
        )  # fmt: skip
        deductible = read_deductible(self._analysis.document.text[named.start : row.end])
        if deductible is None or not before:
            return None
        covers = heads.covers or (before[-1].section,)
        specific = tuple(i for i in heads.ids if i != HEADLINE)
        if not specific:
            self._excess = (covers[0], deductible)
        for index, line in enumerate(before):
            governed = line.id in specific if specific else line.section in covers
            own = governed and line.deductible is None
            if own and line.status is GuaranteeStatus.GRANTED:
                before[index] = replace(line, deductible=deductible)
        return []

    def _bare_limit(self, row: _Row, cues: set[str]) -> list[Line] | None:
        """Read "Limite par sinistre 500 000 €" under a cover: the cover's own limit."""
        bases = find_bases(self._analysis, row.start, row.key)
        if not self._standing.covers or not ("column.limit" in cues or bases):
            return None
        if row.key - row.start > _BARE_LIMIT_CHARACTERS:
            return None
        limit = read_limit(self._analysis, row.value, row.end)
        if limit is None or limit.amount is None:
            return None
        if limit.basis is None:
            limit = self._label_basis(limit, row)
        return [
            line_of(
                limit, section=section, identifier=HEADLINE,
                label=(row.start, row.key), origin=Origin.PROSE, bare=True, block_end=row.end,
            )
            for section in self._standing.covers
        ]  # fmt: skip

    def _deductible(self, start: int, end: int) -> Deductible | None:
        return read_deductible(self._analysis.document.text[start:end]) if start < end else None

    def _products(self, lines: list[Line], row: _Row) -> list[Line]:
        """Return the line of products that a bracket adds to public liability."""
        if not lines or lines[0].amount is None:
            return []
        found = products_line(self._analysis, lines[0], row.value, row.end)
        return [found] if found else []


# A row is short; a label alone too. A line with more stray words is a sentence.
_ROW_CHARACTERS = 230
_BARE_LIMIT_CHARACTERS = 60
