"""Ruled tables: lines that cross make a grid, and the cells between its walls.

A cell is a maximal part of the grid without a wall inside, so merged cells come out with
the rows and columns that they span. A grid need not be closed at its sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.domain import Box
from checker.readers.pdf_geometry import Rule

_SNAP_PT = 2.6
_JOIN_PT = 3.0
# A table finder grows faster than its cells: a denser grid is a drawing, not a table.
_MAX_CELLS = 5000
_MAX_RULES = 4000
_WALL_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its first row and column, what it spans, its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one ruled figure, and the box around them."""

    box: Box
    cells: tuple[GridCell, ...]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.column_span for cell in self.cells)


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with those that continue one another made one."""
    result: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.horizontal, round(r.at), r.start)):
        for index in range(len(result) - 1, max(-1, len(result) - 60), -1):
            last = result[index]
            if (
                last.horizontal == rule.horizontal
                and abs(last.at - rule.at) <= 1.3
                and rule.start <= last.end + _JOIN_PT
                and rule.end >= last.start - _JOIN_PT
            ):
                start, end = min(last.start, rule.start), max(last.end, rule.end)
                result[index] = replace(last, start=start, end=end)
                break
        else:
            result.append(rule)
    return result


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids that `rules` draw: figures with at least one upright wall."""
    if len(rules) > _MAX_RULES:
        return []
    grids: list[Grid] = []
    for group in _touching(joined(rules)):
        if not any(r.horizontal for r in group) or all(r.horizontal for r in group):
            continue
        grid = _grid(group)
        if grid is not None:
            grids.append(grid)
    return grids


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    level = [i for i, r in enumerate(rules) if r.horizontal]
    upright = [i for i, r in enumerate(rules) if not r.horizontal]
    for i in level:
        h = rules[i]
        for j in upright:
            v = rules[j]
            if (
                h.start - _SNAP_PT <= v.at <= h.end + _SNAP_PT
                and v.start - _SNAP_PT <= h.at <= v.end + _SNAP_PT
            ):
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _snapped(values: Iterable[float]) -> list[float]:
    result: list[list[float]] = []
    for value in sorted(values):
        if result and value - result[-1][-1] <= _SNAP_PT:
            result[-1].append(value)
        else:
            result.append([value])
    return [sum(group) / len(group) for group in result]


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [r for r in rules if r.horizontal]
    upright = [r for r in rules if not r.horizontal]
    xs = _snapped([r.at for r in upright] + [e for r in level for e in (r.start, r.end)])
    ys = _snapped([r.at for r in level] + [e for r in upright for e in (r.start, r.end)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MAX_CELLS:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    right = [
        [_wall(upright, xs[j + 1], ys[i], ys[i + 1]) for j in range(columns)] for i in range(rows)
    ]
    below = [
        [_wall(level, ys[i + 1], xs[j], xs[j + 1]) for j in range(columns)] for i in range(rows)
    ]
    taken = [[False] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for i in range(rows):
        for j in range(columns):
            if taken[i][j]:
                continue
            width = 1
            while j + width < columns and not right[i][j + width - 1] and not taken[i][j + width]:
                width += 1
            height = 1
            while i + height < rows and not any(
                below[i + height - 1][c] or taken[i + height][c] for c in range(j, j + width)
            ):
                if any(right[i + height][c] for c in range(j, j + width - 1)):
                    break
                height += 1
            for r in range(i, i + height):
                for c in range(j, j + width):
                    taken[r][c] = True
            cells.append(
                GridCell(i, j, height, width, (xs[j], ys[i], xs[j + width], ys[i + height]))
            )
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), _renumbered(cells))


def _wall(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    length = sum(
        max(0.0, min(r.end, end) - max(r.start, start)) for r in rules if abs(r.at - at) <= _SNAP_PT
    )
    return length >= _WALL_SHARE * (end - start)


def _renumbered(cells: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """Return the cells numbered by the rows and columns in which some cell begins."""
    rows = sorted({c.row for c in cells})
    columns = sorted({c.column for c in cells})
    return tuple(
        replace(
            cell,
            row=rows.index(cell.row),
            column=columns.index(cell.column),
            row_span=sum(cell.row <= r < cell.row + cell.row_span for r in rows),
            column_span=sum(cell.column <= c < cell.column + cell.column_span for c in columns),
        )
        for cell in cells
    )
