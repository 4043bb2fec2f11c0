"""Where a table stands while its rows are read, and the lines they have made so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from checker.assembly.bases import find_bases
from checker.assembly.coverage_cells import Values, read_row_deductible
from checker.assembly.coverage_columns import Column, Role
from checker.assembly.coverage_heads import HEADLINE, Heads, read_heads
from checker.assembly.coverage_lines import Line, Origin, line_of
from checker.assembly.coverage_standing import Standing, ids_under
from checker.assembly.limits import Limit, is_refused_label
from checker.assembly.sections import covers_in
from checker.domain import Block, Deductible, GuaranteeStatus
from checker.knowledge import Knowledge
from checker.language import Analysis

# How a sub-limit is printed at the head of a label, besides the words of coverage-cells.
_BULLET = re.compile(r"\s*[-–—•·▪➢>↳o]\s+\S")
# Labels indented by more than this against their headline are its sub-limits (points).
_INDENT_PT = 5.0
# A bare "Limite par sinistre": a few words.
_BARE_LIMIT_CHARACTERS = 60


@dataclass(slots=True, kw_only=True)
class TableState:
    """The running cover, deductible and indentation of a table, and its lines."""

    analysis: Analysis
    knowledge: Knowledge
    standing: Standing
    indent: float | None = None
    previous: Deductible | None = None
    listing: bool = False
    """Below a row "Dont :", which makes sub-limits of the rows that follow."""
    dashed: bool = False
    """The headline has a dash too: dashes are no sub-limits here."""
    entered: int | None = None
    """How many lines stood before the first section row of the table itself."""
    refused: bool = False
    """Under a section row that was not bought: "RC PROFESSIONNELLE (non souscrite)"."""
    titled: tuple[str, ...] = ()
    """What a title row of defence names for the rows below it that name nothing themselves."""
    lines: list[Line] = field(default_factory=list)

    def text(self, cell: Block) -> str:
        """Return what a cell prints."""
        return self.analysis.document.text[cell.start : cell.end]

    def cues(self, start: int, end: int) -> set[str]:
        """Return the ids of the words of coverage cells in a span."""
        return {hit.id for hit in self.analysis.hits_in("coverage-cells", start, end)}

    def heads(self, label: Block) -> Heads:
        """Return what a label insures, in the terms of the running cover."""
        section = self.standing.frame()
        return read_heads(self.analysis, self.knowledge, label.start, label.end, section=section)

    def enter_section(self, covers: tuple[str, ...], *, headed: bool) -> None:
        """Take the covers of a heading or section row; () for one that names none."""
        if covers != self.standing.covers:
            self.previous = None
        if covers and self.entered is None:
            self.entered = len(self.lines)
        self.standing.enter(covers, headed=headed)
        self.listing = False
        self.indent = None
        self.refused = False
        self.titled = ()

    def is_sublimit(self, label: Block) -> bool:
        """Return True for a label printed as a part of the line above it."""
        if "line.sublimit" in self.cues(label.start, label.end):
            return True
        if self.listing and not covers_in(self.analysis, label.start, label.end):
            return True
        text = self.text(label)
        if not self.lines or covers_in(self.analysis, label.start, label.end):
            return False
        if _BULLET.match(text):
            return not self.dashed
        return self.indent is not None and label.indent > self.indent + _INDENT_PT

    def emit(
        self,
        heads: Heads,
        label: Block,
        limit: Limit,
        deductible: Deductible | None,
        *,
        sublimit: bool,
        own: bool = False,
        bare: bool = False,
    ) -> None:
        """Add the lines that a label and its limit make."""
        if self.refused or is_refused_label(self.analysis, label.start, label.end):
            limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=limit.start, end=limit.end)
        refused = limit.status is GuaranteeStatus.NOT_SUBSCRIBED
        sections = self.standing.sections_for(heads, sublimit=sublimit)
        for section in sections:
            explained = heads.explained if refused else ()
            for identifier in (*ids_under(heads, section), *explained):
                self.lines.append(
                    line_of(
                        limit,
                        section=section,
                        identifier=identifier,
                        label=(label.start, label.end),
                        origin=Origin.TABLE,
                        sublimit=sublimit and identifier not in heads.included,
                        deductible=deductible,
                        own_deductible=own,
                        bare=bare,
                        block_end=max(label.end, limit.end),
                    )
                )
        if not sublimit and (heads.covers or heads.ids == (HEADLINE,)):
            self.dashed = _BULLET.match(self.text(label)) is not None
        if not sublimit and self.indent is None:
            self.indent = label.indent
        if not sublimit:
            covers, indent = self.standing.covers, self.indent
            self.standing.follow(heads)
            if covers != self.standing.covers:
                self.previous = None
            self.indent = indent

    def govern(self, deductible: Deductible, heads: Heads) -> None:
        """Give an excess row to the lines of its cover, those above and those to come."""
        covers = heads.covers or self.standing.covers
        specific = tuple(i for i in heads.ids if i != HEADLINE)
        for index, line in enumerate(self.lines):
            governed = line.id in specific if specific else not covers or line.section in covers
            own = governed and line.deductible is None
            if own and line.status is GuaranteeStatus.GRANTED:
                self.lines[index] = replace(line, deductible=deductible, own_deductible=True)
        if not specific and (not heads.covers or heads.covers == self.standing.covers):
            self.previous = deductible

    def deductible(
        self, values: Values, columns: tuple[Column, ...]
    ) -> tuple[Deductible | None, bool]:
        """Return the row's deductible, and whether the row has a place of its own for one."""
        found, own = read_row_deductible(self.analysis, values, columns, self.previous)
        if any(columns[index].role is Role.DEDUCTIBLE for index, _ in values):
            self.previous = found
        return found, own

    def is_bare_limit(self, label: Block) -> bool:
        """Return True for "Limit of indemnity", "Each occurrence": the cover's own limit."""
        cues = self.cues(label.start, label.end)
        bases = find_bases(self.analysis, label.start, label.end)
        short = label.end - label.start <= _BARE_LIMIT_CHARACTERS
        return short and bool(self.standing.covers) and ("column.limit" in cues or bool(bases))
