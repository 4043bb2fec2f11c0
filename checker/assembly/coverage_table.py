"""Lines of guarantee tables: sections, sub-limits, merged cells, columns of every kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from checker.assembly.coverage_cells import (
    Values,
    read_row_limit,
    says_sublimit,
)
from checker.assembly.coverage_columns import Column, Role, read_columns
from checker.assembly.coverage_forms import read_nested
from checker.assembly.coverage_headers import Grid, find_grids, is_header_row
from checker.assembly.coverage_heads import HEADLINE, Heads, family_of
from checker.assembly.coverage_lines import Line
from checker.assembly.coverage_multiples import (
    read_compound_row,
    read_inner_lines,
    read_matrix_row,
    read_paired_row,
    read_swallowed_row,
)
from checker.assembly.coverage_stacked import read_stacked_row
from checker.assembly.coverage_standing import Standing
from checker.assembly.coverage_state import TableState
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import (
    Limit,
    is_refused_label,
    read_limit,
)
from checker.assembly.marks import is_nothing
from checker.assembly.sections import SectionContext, covers_in, is_heading
from checker.domain import Block, GuaranteeStatus
from checker.knowledge import Knowledge
from checker.language import Analysis

_PART_ROW = re.compile(
    r"\W*(?:volet|section|partie|chapitre|module|titre|rubrique|part)\s+"
    r"(?:[a-z]|\d{1,2}|[ivx]{1,4})\b"
)
_DEMANDED = re.compile(r"\b(?:exigee?|requise?|demandee?|imposee?|required|requested)s?\b")
_DONT = re.compile(r"\W*(?:dont|sous-limites?|sub-limits?|of which|including)\W*")
_PROFESSIONAL, _RUNNING = "rc.pro", "rc.exploitation"


def read_tables(
    analysis: Analysis, knowledge: Knowledge, sections: SectionContext
) -> tuple[Line, ...]:
    """Return the lines of every guarantee table of a document, in printed order."""
    reader = _TableReader(analysis, knowledge, sections)
    lines: list[Line] = []
    headings = [b for b in analysis.document.blocks if is_heading(analysis, b)]
    for grid in find_grids(analysis):
        index = bisect_right(headings, grid.start, key=lambda block: block.start) - 1
        if index < 0 or not _heads_exclusions(analysis, headings[index]):
            lines += reader.read(grid)
    return tuple(lines)


def _heads_exclusions(analysis: Analysis, heading: Block) -> bool:
    """Return True for "Exclusions principales": its table lists what is out of cover."""
    cues = {h.id for h in analysis.hits_in("scope-cues", heading.start, heading.end)}
    parts = {h.id for h in analysis.hits_in("sections", heading.start, heading.end)}
    return "scope.title" in cues and "part.guarantees" not in parts


class _TableReader:
    def __init__(self, analysis: Analysis, knowledge: Knowledge, sections: SectionContext) -> None:
        self._analysis = analysis
        self._knowledge = knowledge
        self._sections = sections
        self._last: tuple[Grid, tuple[Column, ...], TableState] | None = None

    def read(self, grid: Grid) -> list[Line]:
        """Return the lines of one table."""
        headers = [r for r in range(min(grid.rows, 3)) if is_header_row(self._analysis, grid, r)]
        headers = (
            headers
            if headers and headers == list(range(headers[0], headers[-1] + 1))
            else headers[:1]
        )
        if self._is_demanded(grid, headers):
            return []
        continued = self._continues(grid, headers)
        if continued is not None:
            columns, state = continued
        else:
            columns = read_columns(self._analysis, self._knowledge, grid, headers)
            state = self._fresh_state(grid)
        first_line = len(state.lines)
        for row in range(grid.rows):
            if row in headers:
                self._enter_header(grid, row, state)
            elif row > 0 and is_header_row(self._analysis, grid, row):
                columns = read_columns(self._analysis, self._knowledge, grid, [row])
                self._enter_header(grid, row, state)
            else:
                self._read_row(grid, row, columns, state)
        self._last = (grid, columns, state)
        if continued is None:
            self._mend_inherited(state)
        return state.lines[first_line:]

    def _is_demanded(self, grid: Grid, headers: list[int]) -> bool:
        """Return True for "Garantie exigée | Montant minimum": what somebody asks for."""
        return any(
            _DEMANDED.search(self._analysis.folded, cell.start, cell.end)
            for row in headers
            for column, cell in grid.row(row)
            if column == 0
        )

    def _mend_inherited(self, state: TableState) -> None:
        """Take out of RC Pro the lines above the row that prints RC Pro's own limit.

        A title "Responsabilité civile prestataire" heads a table whose first lines are
        those of the business at large, its professional cover one row among others.
        """
        own = next((i for i, line in enumerate(state.lines) if self._is_own_row(line)), None)
        if not own:
            return
        last = own if state.entered is None else min(own, state.entered)
        for index, line in enumerate(state.lines[:last]):
            if line.section == _PROFESSIONAL:
                state.lines[index] = replace(line, section=_RUNNING)

    def _is_own_row(self, line: Line) -> bool:
        covers = covers_in(self._analysis, line.start, line.end)
        return line.id == HEADLINE and covers == (_PROFESSIONAL,) == (line.section,)

    def _continues(
        self, grid: Grid, headers: list[int]
    ) -> tuple[tuple[Column, ...], TableState] | None:
        """Return columns and state of the table that this one carries on, if it does."""
        if self._last is None or headers:
            return None
        before, columns, state = self._last
        if before.columns != grid.columns or before.end > grid.start:
            return None
        if not any(column.role is Role.LIMIT for column in columns) and not state.lines:
            # A table of names and dates above carries no guarantees on.
            return None
        blocks = self._analysis.document.blocks
        between = [b for b in blocks if before.end <= b.start < grid.start]
        if any(b.kind.value in ("heading", "paragraph", "list_item") for b in between):
            return None
        return columns, replace(state, lines=state.lines)

    def _fresh_state(self, grid: Grid) -> TableState:
        state = TableState(
            analysis=self._analysis,
            knowledge=self._knowledge,
            standing=Standing(title=self._sections.title),
        )
        above = self._sections.at(grid.start)
        if above:
            state.standing.enter(above, headed=True)
        return state

    def _enter_header(self, grid: Grid, row: int, state: TableState) -> None:
        """Take the cover that a header's first cell names ("RC Exploitation | Plafond")."""
        first = grid.places.get((row, 0))
        if first is None:
            return
        covers = covers_in(self._analysis, first.start, first.end)
        if covers:
            state.enter_section(covers, headed=True)

    # -- one row

    def _read_row(
        self, grid: Grid, row: int, columns: tuple[Column, ...], state: TableState
    ) -> None:
        cells = grid.row(row)
        labels, values = self._split(cells, columns, grid)
        if read_nested(state, labels, cells, columns) or not labels:
            return
        label = labels[-1]
        if len(labels) > 1:
            self._enter_column_section(labels, state)
        text = self._text(label)
        filled = [(c, b) for c, b in values if not is_nothing(self._text(b))]
        if not values or (not filled and self._is_title(grid, label, values)):
            if not self._enter_defence(label, row, state, grid, columns):
                self._read_title(label, state, grid, columns)
            return
        if not re.search(r"\w", text):
            return
        if self._read_special(label, values, columns, state):
            return
        self._read_line(label, values, columns, state, grid)

    def _split(
        self, cells: Values, columns: tuple[Column, ...], grid: Grid
    ) -> tuple[list[Block], Values]:
        """Return label cells and (column, value cell) of a row."""
        labels: list[Block] = []
        values: Values = []
        for index, cell in cells:
            role = columns[index].role if index < len(columns) else Role.OTHER
            wide = cell.column_span > 1 and cell.column_span >= grid.columns - index
            if role is Role.LABEL or (wide and not values and not labels and index <= 1):
                if not is_nothing(self._text(cell)):
                    labels.append(cell)
            elif role not in (Role.PREMIUM, Role.FOREIGN, Role.OTHER):
                values.append((index, cell))
        return labels, values

    def _enter_column_section(self, labels: list[Block], state: TableState) -> None:
        """Take the cover that a column of its own prints beside the line's label."""
        covers = covers_in(self._analysis, labels[0].start, labels[0].end)
        if covers and covers != state.standing.covers:
            state.enter_section(covers, headed=True)

    def _is_title(self, grid: Grid, label: Block, values: Values) -> bool:
        """Return True for a row that only names a section: no value in a real cell."""
        if not values:
            return True
        dashes = any(self._text(b).strip() for _, b in values)
        return not dashes and (
            label.bold or bool(covers_in(self._analysis, label.start, label.end))
        )

    def _enter_defence(
        self, label: Block, row: int, state: TableState, grid: Grid, columns: tuple[Column, ...]
    ) -> bool:
        """Take a title row "Défense pénale et recours" for the lines below that name nothing."""
        if is_refused_label(self._analysis, label.start, label.end):
            return False
        hits = self._analysis.hits_in("protections", label.start, label.end)
        named = tuple(h.id for h in hits if family_of(h.id) == "def")[:1]
        below = grid.row(row + 1) if row + 1 < grid.rows else []
        labels, values = self._split(below, columns, grid)
        if not named or not labels or not values:
            return False
        heads = state.heads(labels[-1])
        if heads.ids or heads.covers or state.cues(labels[-1].start, labels[-1].end):
            return False
        covers = covers_in(self._analysis, label.start, label.end)
        state.enter_section(covers or named, headed=True)
        state.titled = named
        return True

    def _read_title(
        self,
        label: Block,
        state: TableState,
        grid: Grid,
        columns: tuple[Column, ...],
    ) -> None:
        covers = covers_in(self._analysis, label.start, label.end)
        refused = is_refused_label(self._analysis, label.start, label.end)
        if covers:
            state.enter_section(covers, headed=True)
            if refused:
                state.refused = True
                limit = Limit(
                    status=GuaranteeStatus.NOT_SUBSCRIBED, start=label.start, end=label.end
                )
                state.emit(Heads((), covers), label, limit, None, sublimit=False)
            return
        if _DONT.fullmatch(self._analysis.folded, label.start, label.end):
            state.listing = True
            return
        if self._is_part(grid, label):
            state.enter_section((), headed=True)
            return
        heads = state.heads(label)
        spans_row = label.column_span > 1 or label.bold or grid.columns == 1
        has_limit = any(c.role is Role.LIMIT for c in columns)
        if heads.ids and (state.refused or (not spans_row and has_limit and grid.columns > 1)):
            # An empty cell in the column of guarantees: not taken out.
            limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=label.start, end=label.end)
            state.emit(heads, label, limit, None, sublimit=state.is_sublimit(label))
        elif not heads.ids and len(self._text(label)) < _TITLE_CHARACTERS:
            hits = self._analysis.hits_in("sections", label.start, label.end)
            generic = spans_row or any(h.id.startswith("part.") for h in hits)
            if generic or refused:
                state.enter_section((), headed=True)
                state.refused = refused

    def _is_part(self, grid: Grid, label: Block) -> bool:
        """Return True for "Volet A – Gestion de l'incident" over the rows of its lines."""
        if not _PART_ROW.match(self._analysis.folded, label.start, label.end):
            return False
        below = grid.places.get(((label.row or 0) + 1, label.column or 0))
        return below is not None and not _PART_ROW.match(
            self._analysis.folded, below.start, below.end
        )

    def _read_special(
        self,
        label: Block,
        values: Values,
        columns: tuple[Column, ...],
        state: TableState,
    ) -> bool:
        """Read rows whose label names no cover: excess, class of insurance, a bare limit."""
        cues = state.cues(label.start, label.end)
        value = values[0][1]
        heads = state.heads(label)
        if "column.deductible" in cues and "column.limit" not in cues:
            deductible = read_deductible(self._text(value))
            if deductible is not None:
                state.govern(deductible, heads)
            return True
        if heads.ids or heads.covers:
            return False
        covers = covers_in(self._analysis, value.start, value.end)
        limit = read_limit(self._analysis, value.start, value.end)
        if covers and "column.label" in cues and (limit is None or limit.amount is None):
            state.enter_section(covers, headed=True)
            return True
        return False

    # -- a line with values

    def _read_line(
        self,
        label: Block,
        values: Values,
        columns: tuple[Column, ...],
        state: TableState,
        grid: Grid,
    ) -> None:
        if read_stacked_row(state, label, values, columns):
            return
        heads = state.heads(label)
        matrix = [(i, b) for i, b in values if columns[i].ids or columns[i].covers]
        if len(matrix) >= 2:
            read_matrix_row(state, label, heads, values, matrix, columns)
            return
        bare = not heads.ids and not heads.covers
        if bare:
            if not state.titled and not state.is_bare_limit(label):
                return
            heads = Heads(state.titled or (HEADLINE,), ())
        limit = read_row_limit(self._analysis, values, columns, label)
        if limit is None:
            read_swallowed_row(state, label, values, columns)
            return
        if heads.covers and state.standing.covers and heads.covers != state.standing.covers:
            state.previous = None
        deductible, own = state.deductible(values, columns)
        if limit.amount is not None and read_compound_row(state, heads, values, columns):
            return
        if limit.amount is not None and read_paired_row(state, label, values, columns):
            return
        sublimit = state.is_sublimit(label) or says_sublimit(self._analysis, values)
        if _stands_alone(self._analysis, grid, label, heads):
            state.enter_section(heads.ids[:1], headed=True)
        state.emit(heads, label, limit, deductible, sublimit=sublimit, own=own, bare=bare)
        read_inner_lines(state, values, columns)

    def _text(self, cell: Block) -> str:
        return self._analysis.document.text[cell.start : cell.end]


def _stands_alone(analysis: Analysis, grid: Grid, label: Block, heads: Heads) -> bool:
    """Return True for defence in bold or capitals among section rows: a section of its own."""
    if heads.covers or not heads.ids or family_of(heads.ids[0]) != "def":
        return False
    if not _is_loud(analysis, label):
        return False
    first = [c for (_, column), c in grid.places.items() if column == label.column and c != label]
    return any(not _is_loud(analysis, cell) for cell in first)


def _is_loud(analysis: Analysis, cell: Block) -> bool:
    """Return True for a label in bold or in capitals."""
    printed = analysis.document.text[cell.start : cell.end]
    return cell.bold or (printed.isupper() and len(printed) > _SHORTEST_LOUD)


_SHORTEST_LOUD = 4


# A row that only names a section: a few words.
_TITLE_CHARACTERS = 120
