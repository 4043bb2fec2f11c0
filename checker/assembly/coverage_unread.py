"""Rows of guarantee tables with an amount that no guarantee came from: nothing is lost unsaid."""

from __future__ import annotations

from collections.abc import Sequence

from checker.assembly.coverage_columns import Column, Role, read_columns
from checker.assembly.coverage_headers import Grid, find_grids, is_header_row
from checker.assembly.evidence import cite
from checker.assembly.limits import NO_MONEY, amounts_in, cues_in, is_required
from checker.assembly.sections import covers_in
from checker.domain import Block, Guarantee, TextFact
from checker.knowledge import Knowledge
from checker.language import Analysis

# Labels of rows whose amount is no limit of a guarantee: a premium, a turnover, a deductible.
_OTHER_MONEY = frozenset(
    ("column.deductible", "column.premium", "column.foreign", "money.other", "column.limit")
)
# A label is a few words: anything longer explains.
_LABEL_CHARACTERS = 160
# A table of guarantees gave at least this many lines; one may be a chance.
_LEAST_LINES = 2


def find_unread_lines(
    analysis: Analysis, knowledge: Knowledge, guarantees: Sequence[Guarantee]
) -> tuple[TextFact, ...]:
    """Return the labels of priced rows, in tables that gave guarantees, that gave none."""
    quoted = [(e.start, e.end) for g in guarantees for e in g.evidence]
    found: list[TextFact] = []
    for grid in find_grids(analysis):
        inside = {start for start, _ in quoted if grid.start <= start < grid.end}
        if len(inside) < _LEAST_LINES:
            continue
        headers = [r for r in range(grid.rows) if is_header_row(analysis, grid, r)]
        columns = read_columns(analysis, knowledge, grid, headers)
        for row in range(grid.rows):
            label = None if row in headers else _unread_label(analysis, grid, row, columns, quoted)
            if label is not None:
                text = analysis.document.text[label.start : label.end]
                evidence = cite(analysis.document, label.start, label.end)
                found.append(TextFact(value=text, evidence=(evidence,)))
    return tuple(found)


def _unread_label(
    analysis: Analysis,
    grid: Grid,
    row: int,
    columns: tuple[Column, ...],
    quoted: Sequence[tuple[int, int]],
) -> Block | None:
    """Return the label of a row that prints a limit which nothing quotes, else None."""
    cells = grid.row(row)
    labels = [cell for index, cell in cells if columns[index].role is Role.LABEL]
    limits = [
        cell
        for index, cell in cells
        if columns[index].role is Role.LIMIT and cell not in labels and cell.row == row
    ]
    if not labels or not any(amounts_in(analysis, c.start, c.end, NO_MONEY) for c in limits):
        return None
    if any(a < c.end and c.start < b for _, c in cells for a, b in quoted if c.row == row):
        return None
    label = labels[-1]
    if covers_in(analysis, label.start, label.end):
        return None
    letters = sum(c.isalpha() for c in analysis.folded[label.start : label.end])
    if letters < _LEAST_LETTERS or label.end - label.start > _LABEL_CHARACTERS:
        return None
    if {h.id for h in cues_in(analysis, label.start, label.end)} & _OTHER_MONEY:
        return None
    return None if is_required(analysis, label.start, label.end) else label


# "a)", "1.2" name nothing.
_LEAST_LETTERS = 4
