"""Rows that make several lines: figures in the label, paired lines, columns of damage."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from checker.assembly.coverage_cells import Values, read_taken, with_basis
from checker.assembly.coverage_columns import Column, Role
from checker.assembly.coverage_heads import HEADLINE, Heads
from checker.assembly.coverage_lines import products_line
from checker.assembly.coverage_prose import read_compound, read_inner
from checker.assembly.coverage_state import TableState
from checker.assembly.coverage_values import find_value_start
from checker.assembly.limits import NO_MONEY, Limit, Money, amounts_in, read_limit
from checker.domain import Block, GuaranteeStatus


def read_swallowed_row(
    state: TableState,
    label: Block,
    values: Values,
    columns: tuple[Column, ...],
) -> None:
    """Read a row whose label cell also holds its figures, where no column has them."""
    if any(c.role is Role.LIMIT for c in columns):
        return
    start = find_value_start(state.analysis, label.start, label.end)
    if start is None or start <= label.start:
        return
    limit = read_limit(state.analysis, start, label.end)
    named = replace(label, end=start)
    heads = state.heads(named)
    if limit is None or not (heads.ids or heads.covers):
        return
    deductible, own = state.deductible(values, columns)
    sublimit = state.is_sublimit(named)
    state.emit(heads, named, limit, deductible, sublimit=sublimit, own=own)


def read_compound_row(
    state: TableState,
    heads: Heads,
    values: Values,
    columns: tuple[Column, ...],
) -> bool:
    """Read "Corporels : 8 M€ ; Matériels : 1 M€" in the value cell of a cover."""
    if heads.ids and heads.ids != (HEADLINE,):
        return False
    sections = state.standing.sections_for(heads, sublimit=False)
    for index, cell in values:
        if columns[index].role is not Role.LIMIT or not sections:
            continue
        lines = read_compound(state.analysis, state.knowledge, sections[0], cell)
        if lines:
            state.lines += lines
            state.standing.follow(heads)
            return True
    return False


def read_paired_row(
    state: TableState,
    label: Block,
    values: Values,
    columns: tuple[Column, ...],
) -> bool:
    """Read a row of several printed lines: as many amounts as "dont" parts of the label."""
    cues = [
        hit
        for hit in state.analysis.hits_in("coverage-cells", label.start, label.end)
        if hit.id == "line.sublimit" and hit.start > label.start
    ]
    cells = [b for i, b in values if columns[i].role is Role.LIMIT]
    if not cues or len(cells) != 1:
        return False
    first = state.heads(replace(label, end=cues[0].start))
    if not first.ids and not first.covers:
        return False
    cell = cells[0]
    amounts = amounts_in(state.analysis, cell.start, cell.end, NO_MONEY)
    if len(amounts) != len(cues) + 1:
        return False
    starts = [label.start, *(cue.start for cue in cues), label.end]
    stops = [cell.start, *(a.start for a in amounts[1:]), cell.end]
    for part, (first, last) in enumerate(pairwise(starts)):
        piece = replace(label, start=first, end=last)
        heads = state.heads(piece)
        limit = read_limit(state.analysis, stops[part], stops[part + 1])
        if limit is not None and (heads.ids or heads.covers):
            state.emit(heads, piece, limit, None, sublimit=part > 0)
    return True


def read_matrix_row(
    state: TableState,
    label: Block,
    heads: Heads,
    values: Values,
    matrix: Values,
    columns: tuple[Column, ...],
) -> None:
    """Read a row whose columns are damage types or covers."""
    if read_taken(state.analysis, values, columns) is False:
        matrix_limit: Limit | None = Limit(
            status=GuaranteeStatus.NOT_SUBSCRIBED, start=label.start, end=label.end
        )
    else:
        matrix_limit = None
    deductible, own = state.deductible(values, columns)
    for index, cell in matrix:
        column = columns[index]
        money = column.money if column.money.bare else Money(bare=True)
        limit = matrix_limit or read_limit(state.analysis, cell.start, cell.end, money=money)
        if limit is None:
            continue
        limit = with_basis(state.analysis, limit, column, label)
        covers = column.covers or heads.covers
        ids = column.ids or heads.ids
        crossed = Heads(ids, covers, heads.included)
        state.emit(
            crossed, label, limit, deductible,
            sublimit=state.is_sublimit(label), own=own,
        )  # fmt: skip


def read_inner_lines(state: TableState, values: Values, columns: tuple[Column, ...]) -> None:
    """Read lines printed inside a value cell: "(products: in the aggregate)", "dont …"."""
    last = state.lines[-1] if state.lines else None
    if last is None or last.amount is None:
        return
    for index, cell in values:
        if columns[index].role is Role.LIMIT:
            line = products_line(state.analysis, last, cell.start, cell.end)
            state.lines += [line] if line else []
            state.lines += read_inner(state.analysis, state.knowledge, last, cell)
