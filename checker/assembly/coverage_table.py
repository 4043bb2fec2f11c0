"""Lines of guarantee tables: sections, sub-limits, merged cells, columns of every kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_cells import (
    Values,
    read_row_deductible,
    read_row_limit,
    read_taken,
    says_sublimit,
    with_basis,
)
from checker.assembly.coverage_columns import (
    Column,
    Grid,
    Role,
    find_grids,
    is_header_row,
    read_columns,
)
from checker.assembly.coverage_heads import HEADLINE, Heads, read_heads
from checker.assembly.coverage_lines import Line, Origin, line_of
from checker.assembly.coverage_prose import read_compound, read_inner
from checker.assembly.coverage_standing import Standing, ids_under
from checker.assembly.coverage_values import find_value_start
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import (
    NO_MONEY,
    Limit,
    Money,
    amounts_in,
    is_refused_label,
    read_limit,
    status_hits,
)
from checker.assembly.marks import is_nothing
from checker.assembly.sections import SectionContext, covers_in, is_heading
from checker.domain import Block, Deductible, GuaranteeStatus
from checker.knowledge import Knowledge
from checker.language import Analysis

# How a sub-limit is printed at the head of a label, besides the words of coverage-cells.
_BULLET = re.compile(r"\s*[-–—•·▪➢>↳o]\s+\S")
_DONT = re.compile(r"\W*(?:dont|sous-limites?|sub-limits?|of which|including)\W*")
_WORDS = re.compile(r"[a-z]{2,}")
_LIMIT_WORDS = re.compile(
    r"\b(?:limits?|limite|montant|plafond|general|policy|garantie|de|par|of)\b"
)
# Labels indented by more than this against their headline are its sub-limits (points).
_INDENT_PT = 5.0
_PROFESSIONAL, _RUNNING = "rc.pro", "rc.exploitation"


@dataclass(slots=True)
class _State:
    """Where a table stands while its rows are read."""

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
    lines: list[Line] = field(default_factory=list)


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
        self._last: tuple[Grid, tuple[Column, ...], _State] | None = None

    def read(self, grid: Grid) -> list[Line]:
        """Return the lines of one table."""
        headers = [r for r in range(min(grid.rows, 3)) if is_header_row(self._analysis, grid, r)]
        headers = (
            headers
            if headers and headers == list(range(headers[0], headers[-1] + 1))
            else headers[:1]
        )
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

    def _mend_inherited(self, state: _State) -> None:
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
    ) -> tuple[tuple[Column, ...], _State] | None:
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

    def _fresh_state(self, grid: Grid) -> _State:
        state = _State(standing=Standing(title=self._sections.title))
        above = self._sections.at(grid.start)
        if above:
            state.standing.enter(above, headed=True)
        return state

    def _enter_header(self, grid: Grid, row: int, state: _State) -> None:
        """Take the cover that a header's first cell names ("RC Exploitation | Plafond")."""
        first = grid.places.get((row, 0))
        if first is None:
            return
        covers = covers_in(self._analysis, first.start, first.end)
        if covers:
            self._enter_section(state, covers, headed=True)

    def _enter_section(self, state: _State, covers: tuple[str, ...], *, headed: bool) -> None:
        if covers != state.standing.covers:
            state.previous = None
        if covers and state.entered is None:
            state.entered = len(state.lines)
        state.standing.enter(covers, headed=headed)
        state.listing = False
        state.indent = None
        state.refused = False

    # -- one row

    def _read_row(self, grid: Grid, row: int, columns: tuple[Column, ...], state: _State) -> None:
        cells = grid.row(row)
        labels, values = self._split(cells, columns, grid)
        if self._read_nested(labels, cells, columns, state) or not labels:
            return
        label = labels[-1]
        if len(labels) > 1:
            self._enter_column_section(labels, state)
        text = self._text(label)
        filled = [(c, b) for c, b in values if not is_nothing(self._text(b))]
        if not values or (not filled and self._is_title(grid, label, values)):
            self._read_title(label, state, grid, columns, has_values=bool(values))
            return
        if not re.search(r"\w", text):
            return
        if self._read_special(label, values, columns, state):
            return
        self._read_line(label, values, columns, state)

    def _read_nested(
        self,
        labels: list[Block],
        cells: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> bool:
        """Read a row whose limit column holds names and the next one figures (ACORD forms)."""
        pair = next(
            (
                (name, figure)
                for (index, name), (_, figure) in pairwise(cells)
                if columns[index].role is Role.LIMIT
                and index > 0
                and self._names_limit(name)
                and (found := read_limit(self._analysis, figure.start, figure.end)) is not None
                and found.amount is not None
            ),
            None,
        )
        if pair is None:
            return False
        name, figure = pair
        if labels:
            # "A | COMMERCIAL GENERAL LIABILITY": the letter of the insurer stands first.
            named = (covers_in(self._analysis, b.start, b.end) for b in labels)
            self._enter_section(state, next(filter(None, named), ()), headed=True)
        limit = read_limit(self._analysis, figure.start, figure.end, money=Money(bare=True))
        heads = self._heads(name, state)
        bare = heads.ids in ((), (HEADLINE,)) and not heads.covers
        products = any(
            h.id == "qualifier.products"
            for h in self._analysis.hits_in("coverage-cells", name.start, name.end)
        )
        if products:
            heads, bare = Heads((HEADLINE,), ("rc.apres_livraison",)), False
        if limit is None or not state.standing.covers or (bare and not self._is_bare(name)):
            return True
        if bare:
            heads = Heads((HEADLINE,), ())
        limit = with_basis(self._analysis, limit, Column(Role.LIMIT), name)
        standing = replace(state.standing)
        self._emit(heads, name, limit, None, state, sublimit=not bare and not products, bare=bare)
        state.standing = standing
        return True

    def _names_limit(self, cell: Block) -> bool:
        """Return True for a cell of words in a limit column: no figure, no status."""
        text = self._text(cell)
        return (
            not is_nothing(text)
            and not any(c.isdigit() for c in text)
            and not status_hits(self._analysis, cell.start, cell.end)
        )

    def _is_bare(self, cell: Block) -> bool:
        """Return True for "EACH OCCURRENCE", "GENERAL AGGREGATE": a basis and nothing else."""
        rest = list(self._analysis.folded[cell.start : cell.end])
        bases = find_bases(self._analysis, cell.start, cell.end)
        for basis in bases:
            rest[basis.start - cell.start : basis.end - cell.start] = " " * (
                basis.end - basis.start
            )
        return bool(bases) and len(_WORDS.findall(_LIMIT_WORDS.sub(" ", "".join(rest)))) == 0

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

    def _enter_column_section(self, labels: list[Block], state: _State) -> None:
        """Take the cover that a column of its own prints beside the line's label."""
        covers = covers_in(self._analysis, labels[0].start, labels[0].end)
        if covers and covers != state.standing.covers:
            self._enter_section(state, covers, headed=True)

    def _is_title(self, grid: Grid, label: Block, values: Values) -> bool:
        """Return True for a row that only names a section: no value in a real cell."""
        if not values:
            return True
        dashes = any(self._text(b).strip() for _, b in values)
        return not dashes and (
            label.bold or bool(covers_in(self._analysis, label.start, label.end))
        )

    def _read_title(
        self,
        label: Block,
        state: _State,
        grid: Grid,
        columns: tuple[Column, ...],
        *,
        has_values: bool,
    ) -> None:
        covers = covers_in(self._analysis, label.start, label.end)
        refused = is_refused_label(self._analysis, label.start, label.end)
        if covers:
            self._enter_section(state, covers, headed=True)
            if refused:
                state.refused = True
                limit = Limit(
                    status=GuaranteeStatus.NOT_SUBSCRIBED, start=label.start, end=label.end
                )
                self._emit(Heads((), covers), label, limit, None, state, sublimit=False)
            return
        if _DONT.fullmatch(self._analysis.folded, label.start, label.end):
            state.listing = True
            return
        heads = self._heads(label, state)
        spans_row = label.column_span > 1 or label.bold or grid.columns == 1
        has_limit = any(c.role is Role.LIMIT for c in columns)
        if heads.ids and (state.refused or (not spans_row and has_limit and grid.columns > 1)):
            # An empty cell in the column of guarantees: not taken out.
            limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=label.start, end=label.end)
            self._emit(heads, label, limit, None, state, sublimit=self._is_sublimit(label, state))
        elif not heads.ids and len(self._text(label)) < _TITLE_CHARACTERS:
            hits = self._analysis.hits_in("sections", label.start, label.end)
            generic = spans_row or any(h.id.startswith("part.") for h in hits)
            if generic or refused:
                self._enter_section(state, (), headed=True)
                state.refused = refused

    def _read_special(
        self,
        label: Block,
        values: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> bool:
        """Read rows whose label names no cover: excess, class of insurance, a bare limit."""
        cues = self._cues(label.start, label.end)
        value = values[0][1]
        heads = self._heads(label, state)
        if "column.deductible" in cues and "column.limit" not in cues:
            deductible = read_deductible(self._text(value))
            if deductible is not None:
                self._govern(state, deductible, heads)
            return True
        if heads.ids or heads.covers:
            return False
        covers = covers_in(self._analysis, value.start, value.end)
        limit = read_limit(self._analysis, value.start, value.end)
        if covers and "column.label" in cues and (limit is None or limit.amount is None):
            self._enter_section(state, covers, headed=True)
            return True
        return False

    def _govern(self, state: _State, deductible: Deductible, heads: Heads) -> None:
        """Give an excess row to the lines of its cover, those above and those to come."""
        covers = heads.covers or state.standing.covers
        specific = tuple(i for i in heads.ids if i != HEADLINE)
        for index, line in enumerate(state.lines):
            governed = line.id in specific if specific else not covers or line.section in covers
            own = governed and line.deductible is None
            if own and line.status is GuaranteeStatus.GRANTED:
                state.lines[index] = replace(line, deductible=deductible, own_deductible=True)
        if not specific and (not heads.covers or heads.covers == state.standing.covers):
            state.previous = deductible

    # -- a line with values

    def _read_line(
        self,
        label: Block,
        values: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> None:
        heads = self._heads(label, state)
        matrix = [(i, b) for i, b in values if columns[i].ids or columns[i].covers]
        if len(matrix) >= 2:
            self._read_matrix(label, heads, values, matrix, columns, state)
            return
        if not heads.ids and not heads.covers:
            if not self._is_bare_limit(label, state):
                return
            heads = Heads((HEADLINE,), ())
        limit = read_row_limit(self._analysis, values, columns, label)
        if limit is None:
            self._read_swallowed(label, values, columns, state)
            return
        if heads.covers and state.standing.covers and heads.covers != state.standing.covers:
            state.previous = None
        deductible, own = self._deductible(values, columns, state)
        if limit.amount is not None and self._read_compound(heads, values, columns, state):
            return
        if limit.amount is not None and self._read_paired(label, values, columns, state):
            return
        sublimit = self._is_sublimit(label, state) or says_sublimit(self._analysis, values)
        self._emit(heads, label, limit, deductible, state, sublimit=sublimit, own=own)
        self._read_inner(label, heads, values, columns, state, deductible)

    def _read_swallowed(
        self,
        label: Block,
        values: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> None:
        """Read a row whose label cell also holds its figures, where no column has them."""
        if any(c.role is Role.LIMIT for c in columns):
            return
        start = find_value_start(self._analysis, label.start, label.end)
        if start is None or start <= label.start:
            return
        limit = read_limit(self._analysis, start, label.end)
        named = replace(label, end=start)
        heads = self._heads(named, state)
        if limit is None or not (heads.ids or heads.covers):
            return
        deductible, own = self._deductible(values, columns, state)
        sublimit = self._is_sublimit(named, state)
        self._emit(heads, named, limit, deductible, state, sublimit=sublimit, own=own)

    def _read_compound(
        self,
        heads: Heads,
        values: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> bool:
        """Read "Corporels : 8 M€ ; Matériels : 1 M€" in the value cell of a cover."""
        if heads.ids and heads.ids != (HEADLINE,):
            return False
        sections = state.standing.sections_for(heads, sublimit=False)
        for index, cell in values:
            if columns[index].role is not Role.LIMIT or not sections:
                continue
            lines = read_compound(self._analysis, self._knowledge, sections[0], cell)
            if lines:
                state.lines += lines
                state.standing.follow(heads)
                return True
        return False

    def _read_paired(
        self,
        label: Block,
        values: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> bool:
        """Read a row of several printed lines: as many amounts as "dont" parts of the label."""
        cues = [
            hit
            for hit in self._analysis.hits_in("coverage-cells", label.start, label.end)
            if hit.id == "line.sublimit" and hit.start > label.start
        ]
        cells = [b for i, b in values if columns[i].role is Role.LIMIT]
        if not cues or len(cells) != 1:
            return False
        first = self._heads(replace(label, end=cues[0].start), state)
        if not first.ids and not first.covers:
            return False
        cell = cells[0]
        amounts = amounts_in(self._analysis, cell.start, cell.end, NO_MONEY)
        if len(amounts) != len(cues) + 1:
            return False
        starts = [label.start, *(cue.start for cue in cues), label.end]
        stops = [cell.start, *(a.start for a in amounts[1:]), cell.end]
        for part, (first, last) in enumerate(pairwise(starts)):
            piece = replace(label, start=first, end=last)
            heads = self._heads(piece, state)
            limit = read_limit(self._analysis, stops[part], stops[part + 1])
            if limit is not None and (heads.ids or heads.covers):
                self._emit(heads, piece, limit, None, state, sublimit=part > 0)
        return True

    def _is_bare_limit(self, label: Block, state: _State) -> bool:
        """Return True for "Limit of indemnity", "Each occurrence": the cover's own limit."""
        cues = self._cues(label.start, label.end)
        bases = find_bases(self._analysis, label.start, label.end)
        short = label.end - label.start <= _BARE_LIMIT_CHARACTERS
        return short and bool(state.standing.covers) and ("column.limit" in cues or bool(bases))

    def _deductible(
        self, values: Values, columns: tuple[Column, ...], state: _State
    ) -> tuple[Deductible | None, bool]:
        """Return the row's deductible, and whether the row has a place of its own for one."""
        found, own = read_row_deductible(self._analysis, values, columns, state.previous)
        if any(columns[index].role is Role.DEDUCTIBLE for index, _ in values):
            state.previous = found
        return found, own

    def _is_sublimit(self, label: Block, state: _State) -> bool:
        if "line.sublimit" in self._cues(label.start, label.end):
            return True
        if state.listing and not covers_in(self._analysis, label.start, label.end):
            return True
        text = self._text(label)
        if not state.lines or covers_in(self._analysis, label.start, label.end):
            return False
        if _BULLET.match(text):
            return not state.dashed
        return state.indent is not None and label.indent > state.indent + _INDENT_PT

    def _emit(
        self,
        heads: Heads,
        label: Block,
        limit: Limit,
        deductible: Deductible | None,
        state: _State,
        *,
        sublimit: bool,
        own: bool = False,
        bare: bool = False,
    ) -> None:
        """Add the lines that a label and its limit make."""
        if state.refused or is_refused_label(self._analysis, label.start, label.end):
            limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=limit.start, end=limit.end)
        sections = state.standing.sections_for(heads, sublimit=sublimit)
        for section in sections:
            for identifier in ids_under(heads, section):
                state.lines.append(
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
            state.dashed = _BULLET.match(self._text(label)) is not None
        if not sublimit and state.indent is None:
            state.indent = label.indent
        if not sublimit:
            covers, indent = state.standing.covers, state.indent
            state.standing.follow(heads)
            if covers != state.standing.covers:
                state.previous = None
            state.indent = indent

    def _read_matrix(
        self,
        label: Block,
        heads: Heads,
        values: Values,
        matrix: Values,
        columns: tuple[Column, ...],
        state: _State,
    ) -> None:
        """Read a row whose columns are damage types or covers."""
        if read_taken(self._analysis, values, columns) is False:
            matrix_limit: Limit | None = Limit(
                status=GuaranteeStatus.NOT_SUBSCRIBED, start=label.start, end=label.end
            )
        else:
            matrix_limit = None
        deductible, own = self._deductible(values, columns, state)
        for index, cell in matrix:
            column = columns[index]
            money = column.money if column.money.bare else Money(bare=True)
            limit = matrix_limit or read_limit(self._analysis, cell.start, cell.end, money=money)
            if limit is None:
                continue
            limit = with_basis(self._analysis, limit, column, label)
            covers = column.covers or heads.covers
            ids = column.ids or heads.ids
            crossed = Heads(ids, covers, heads.included)
            self._emit(
                crossed, label, limit, deductible, state,
                sublimit=self._is_sublimit(label, state), own=own,
            )  # fmt: skip

    def _read_inner(
        self,
        label: Block,
        heads: Heads,
        values: Values,
        columns: tuple[Column, ...],
        state: _State,
        deductible: Deductible | None,
    ) -> None:
        """Read lines printed inside a value cell: "(products: in the aggregate)", "dont …"."""
        last = state.lines[-1] if state.lines else None
        if last is None or last.amount is None:
            return
        for index, cell in values:
            if columns[index].role is Role.LIMIT:
                line = products_line(self._analysis, last, cell.start, cell.end)
                state.lines += [line] if line else []
                state.lines += read_inner(self._analysis, self._knowledge, last, cell)

    # -- words

    def _heads(self, label: Block, state: _State) -> Heads:
        section = state.standing.frame()
        return read_heads(self._analysis, self._knowledge, label.start, label.end, section=section)

    def _cues(self, start: int, end: int) -> set[str]:
        return {hit.id for hit in self._analysis.hits_in("coverage-cells", start, end)}

    def _text(self, cell: Block) -> str:
        return self._analysis.document.text[cell.start : cell.end]


# A row that only names a section, a bare "Limite par sinistre": a few words.
_TITLE_CHARACTERS = 120
_BARE_LIMIT_CHARACTERS = 60


def products_line(analysis: Analysis, line: Line, start: int, end: int) -> Line | None:
    """Return the products cover that a bracket adds: "(products: in the aggregate)"."""
    if line.section == "rc.apres_livraison" or not line.section.startswith("rc."):
        return None
    for hit in analysis.hits_in("coverage-cells", start, end):
        if hit.id != "qualifier.products":
            continue
        close = analysis.document.text.find(")", hit.end, end)
        stop = close if close > 0 else end
        basis = combine_bases(b.kind for b in find_bases(analysis, hit.end, stop))
        if basis is not None:
            return replace(
                line,
                section="rc.apres_livraison",
                id=HEADLINE,
                basis=basis,
                amount_year=None,
                value=(hit.start, stop),
                start=hit.start,
                end=stop,
            )
    return None
