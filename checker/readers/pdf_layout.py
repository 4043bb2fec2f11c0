"""The order of a page: text columns, tables without rules, plain flow.

A gutter is a blank strip that no line crosses. Whether what stands on its two sides is two
columns of text or a table is told by the alignment of the lines, the fullness of the two
sides and the order in which the page prints them: content order alone is wrong in forms,
geometry alone interleaves columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from checker.readers.pdf_gaps import levels_of
from checker.readers.pdf_geometry import median
from checker.readers.pdf_lines import Line
from checker.readers.pdf_tables import VALUE, Table

_GUTTER_PT = 6.0
_ALIGNED_PT = 2.2
_MAX_DEPTH = 12
_MAX_ITEMS = 600


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that are read one after the other, top to bottom."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Pieces of lines that stand in the rows and columns of a table without walls."""

    lines: tuple[Line, ...]


Item = Line | Table
Node = Flow | Rows | Table


def ordered(items: Sequence[Item], depth: int = 0) -> list[Node]:
    """Return the items in the order in which a person reads them."""
    if not items:
        return []
    band = _widest_band(items) if depth < _MAX_DEPTH and len(items) <= _MAX_ITEMS else None
    if band is None:
        return _flow(items)
    left, right = band
    inside = {id(item) for item in left} | {id(item) for item in right}
    top = min(item.top for item in (*left, *right))
    outside = [item for item in items if id(item) not in inside]
    above = [item for item in outside if item.top < top]
    below = [item for item in outside if item.top >= top]
    middle: list[Node]
    if _is_columns(left, right):
        gutter = max(i.x1 for i in left), min(i.x0 for i in right)
        if top - min((i.top for i in above), default=top) > 0 and len(left) > 4 < len(right):
            for item in _close_above(above, top):
                if item.x1 <= gutter[0] + 1:
                    left.append(item)
                elif item.x0 >= gutter[1] - 1:
                    right.append(item)
                else:
                    break
                above.remove(item)
        middle = ordered(left, depth + 1) + ordered(right, depth + 1)
    else:
        before, rows, after = _table_rows(left, right)
        above, below = [*above, *before], [*below, *after]
        middle = [Rows(rows)]
    return [*ordered(above, depth + 1), *middle, *ordered(below, depth + 1)]


def _table_rows(
    left: Sequence[Item], right: Sequence[Item]
) -> tuple[list[Line], tuple[Line, ...], list[Line]]:
    """Return the lines above a table, those of its rows and those below it.

    A table begins and ends with a row that has something on both sides; a line that goes
    on in a cell of the last row belongs to it.
    """
    lines = [i for i in (*left, *right) if isinstance(i, Line)]
    lefts = {id(i) for i in left}
    levels = levels_of(lines)
    full = [
        n
        for cluster in _clusters(levels)
        for n in cluster
        if len({id(i) in lefts for k in cluster for i in levels[k][1]}) == 2
    ]
    if not full:
        return [], tuple(lines), []
    first, last = full[0], _before_break(levels, full)
    # A cell centred on the lines of a wrapped label has its label on both sides of it.
    while first > 0 and _goes_on(levels[first - 1], levels[first], upward=True):
        first -= 1
    while last + 1 < len(levels) and _goes_on(levels[last], levels[last + 1], upward=False):
        last += 1
    parts = [
        [i for _, level in part for i in level]
        for part in (levels[:first], levels[first : last + 1], levels[last + 1 :])
    ]
    return parts[0], tuple(parts[1]), parts[2]


def _clusters(levels: Sequence[tuple[float, list[Line]]]) -> list[list[int]]:
    """Return the levels grouped where they stand too close to be lines of one column.

    The value of a row may be centred between the lines of its label.
    """
    clusters: list[list[int]] = []
    for n, (base, level) in enumerate(levels):
        if clusters and base - levels[n - 1][0] < 0.95 * level[0].size:
            clusters[-1].append(n)
        else:
            clusters.append([n])
    return clusters


def _before_break(levels: Sequence[tuple[float, list[Line]]], full: Sequence[int]) -> int:
    """Return the last row before a gap so wide that another table begins after it."""
    gaps = [levels[n + 1][0] - levels[n][0] for n in range(full[0], full[-1])]
    if not gaps:
        return full[-1]
    limit = max(2.4 * levels[full[0]][1][0].size, 1.45 * median(gaps))
    for n, gap in zip(range(full[0], full[-1]), gaps, strict=True):
        if gap > limit and n > full[0] + 1:
            return max(f for f in full if f <= n)
    return full[-1]


def _goes_on(one: tuple[float, list[Line]], two: tuple[float, list[Line]], *, upward: bool) -> bool:
    size = two[1][0].size
    close = two[0] - one[0] <= (1.0 if upward else 1.4) * size
    if upward or not close:
        return close
    text = two[1][0].text
    return (
        len(two[1]) > 1
        or text[:1].islower()
        or two[1][0].x0 > one[1][0].x1
        or (two[0] - one[0] < 1.0 * size)
    )


def _close_above(items: Sequence[Item], top: float) -> list[Item]:
    """Return what stands within two lines above `top`, nearest first."""
    return sorted((i for i in items if i.bottom > top - 24), key=lambda i: -i.bottom)


def _flow(items: Sequence[Item]) -> list[Node]:
    nodes: list[Node] = []
    lines: list[Line] = []
    for item in sorted(items, key=lambda i: (_line_top(i), i.x0)):
        if isinstance(item, Line):
            lines.append(item)
        else:
            if lines:
                nodes.append(Flow(tuple(lines)))
                lines = []
            nodes.append(item)
    if lines:
        nodes.append(Flow(tuple(lines)))
    return nodes


def _line_top(item: Item) -> float:
    return item.base - 0.8 * item.size if isinstance(item, Line) else item.top


def _widest_band(items: Sequence[Item]) -> tuple[list[Item], list[Item]] | None:
    """Return what stands left and right of the tallest gutter, or None."""
    best: tuple[list[Item], list[Item]] | None = None
    best_score = 0.0
    edges: set[int] = set()
    for item in items:
        edge = round(item.x0)
        if edge in edges:
            continue
        edges.add(edge)
        end = min(other.x0 for other in items if round(other.x0) == edge) - 0.4
        for left, right in _bands(items, end - _GUTTER_PT, end):
            overlap = min(max(i.bottom for i in left), max(i.bottom for i in right)) - max(
                min(i.top for i in left), min(i.top for i in right)
            )
            if overlap <= 0:
                continue
            width = end - max(i.x1 for i in left)
            score = overlap + 0.3 * min(width, 60.0)
            if score > best_score:
                best, best_score = (left, right), score
    return best


def _bands(items: Sequence[Item], start: float, end: float) -> list[tuple[list[Item], list[Item]]]:
    """Return what stands on both sides of the strip, between two lines that cross it."""
    crossing = sorted(
        (i.top + 0.15 * (i.bottom - i.top), i.bottom - 0.15 * (i.bottom - i.top))
        for i in items
        if i.x0 < end and i.x1 > start
    )
    free = [i for i in items if not (i.x0 < end and i.x1 > start)]
    bounds = [-1e9, *[(top + bottom) / 2 for top, bottom in crossing], 1e9]
    bands: list[tuple[list[Item], list[Item]]] = []
    for low, high in itertools.pairwise(bounds):
        band = [i for i in free if low < (i.top + i.bottom) / 2 < high]
        left = [i for i in band if i.x1 <= start]
        right = [i for i in band if i.x0 >= end]
        if left and right:
            bands.append(_trimmed(left, right))
    return [(left, right) for left, right in bands if left and right]


def _trimmed(left: list[Item], right: list[Item]) -> tuple[list[Item], list[Item]]:
    """Return the two sides without what stands above the first line of the other side."""
    top = max(min(i.top for i in left), min(i.top for i in right))
    kept_left = [i for i in left if i.bottom > top + 1]
    kept_right = [i for i in right if i.bottom > top + 1]
    return kept_left, kept_right


def _is_columns(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Return True when the two sides are columns of text, False when they are a table."""
    if any(isinstance(i, Table) for i in (*left, *right)):
        return True
    left_lines = [i for i in left if isinstance(i, Line)]
    right_lines = [i for i in right if isinstance(i, Line)]
    if any(line.led for line in right_lines):
        return False
    if _is_prose(left_lines) and _is_prose(right_lines):
        return True
    low = max(min(i.top for i in left), min(i.top for i in right)) - 1
    high = min(max(i.bottom for i in left), max(i.bottom for i in right)) + 1
    near_left = [i for i in left_lines if low <= (i.top + i.bottom) / 2 <= high]
    near_right = [i for i in right_lines if low <= (i.top + i.bottom) / 2 <= high]
    if not near_left or not near_right:
        return True
    fewer, more = sorted((_bases(near_left), _bases(near_right)), key=len)
    aligned = sum(any(abs(a - b) <= _ALIGNED_PT for b in more) for a in fewer) / len(fewer)
    turns = _turns(near_left, near_right)
    if len(fewer) == 1:
        return not aligned
    if len(fewer) == 2 and not _is_labels(near_left, near_right):
        return True
    by_column = turns <= max(1.0, 0.34 * len(fewer))
    if by_column:
        return not (aligned >= 0.9 and len(fewer) >= 4 and _is_values(near_right))
    return aligned < 0.4 and not (turns >= 2 and _is_values(near_right))


def _bases(lines: Sequence[Line]) -> list[float]:
    bases: list[float] = []
    for base in sorted(line.base for line in lines):
        if not bases or base - bases[-1] > _ALIGNED_PT:
            bases.append(base)
    return bases


def _is_prose(lines: Sequence[Line]) -> bool:
    if len(lines) < 5:
        return False
    width = max(i.x1 for i in lines) - min(i.x0 for i in lines)
    full = sum(line.x1 - line.x0 >= 0.8 * width for line in lines)
    return full >= 0.6 * len(lines) and median([float(len(i.words)) for i in lines]) >= 4


def _is_values(lines: Sequence[Line]) -> bool:
    figures = sum(VALUE.search(line.text) is not None for line in lines)
    return figures >= 0.6 * len(lines)


def _is_labels(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Return True when two rows are plainly labels and values, not two addresses."""
    texts = [line.text for line in left]
    return (
        all(text.rstrip().endswith(":") for text in texts)
        or all(line.text.startswith(":") for line in right)
        or all(len(i.words) <= 8 and VALUE.search(i.text) is not None for i in right)
        or all(len(line.words) <= 3 and not any(map(str.isdigit, line.text)) for line in left)
    )


def _turns(left: Sequence[Line], right: Sequence[Line]) -> int:
    """Return how often the content of the page passes from the left side to the right."""
    sides = sorted(
        [(w.order, 0) for line in left for w in line.words]
        + [(w.order, 1) for line in right for w in line.words]
    )
    return sum(a[1] == 0 and b[1] == 1 for a, b in itertools.pairwise(sides))
