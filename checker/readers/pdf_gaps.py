"""Tables without walls: columns by the blanks between words, rows by rules, fills or gaps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from checker.domain import Box
from checker.readers.pdf_geometry import Fill, Rule, around, median
from checker.readers.pdf_lines import Line
from checker.readers.pdf_tables import Table, TableCell, is_shaded, split_rows, with_sections

_COLUMN_PT = 1.5


def gap_table(lines: Sequence[Line], rules: Sequence[Rule], fills: Sequence[Fill]) -> Table | None:
    """Return the table that pieces of lines make by their alignment, or None."""
    spans = _row_columns(lines)
    if len(spans) < 2:
        return None
    box = around(line.box for line in lines)
    wide = {id(line) for line in lines if len(_over(line, spans)) > 1}
    starts = row_starts(lines, spans, rules, fills, wide)
    places: dict[tuple[int, int], list[Line]] = {}
    for line in sorted(lines, key=lambda i: (i.base, i.x0)):
        row = max(i for i, start in enumerate(starts) if line.base - 0.3 * line.size >= start)
        places.setdefault((row, _column(line, spans)), []).append(line)
    numbers = sorted({row for row, _ in places})
    made = [
        TableCell(
            numbers.index(row),
            column,
            tuple(content),
            column_span=max(len(_over(i, spans)) if id(i) in wide else 1 for i in content),
            shaded=is_shaded(_box(content), fills),
        )
        for (row, column), content in sorted(places.items())
    ]
    edges = tuple(span[0] for span in spans)
    made = with_sections(split_rows(made), len(spans))
    made.sort(key=lambda cell: (cell.row, cell.column))
    return Table(box, tuple(made), len(spans), lines[0].words[0].page, edges, ruled=False)


def _over(line: Line, spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return the columns that a line stands over."""
    return [n for n, (x0, x1) in enumerate(spans) if line.x0 < x1 - 1 and line.x1 > x0 + 1]


def _box(lines: Sequence[Line]) -> Box:
    return around(line.box for line in lines)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the horizontal spans of the columns: what no blank strip divides."""
    spans: list[list[float]] = []
    for line in sorted(lines, key=lambda i: i.x0):
        if spans and line.x0 < spans[-1][1] + _COLUMN_PT:
            spans[-1][1] = max(spans[-1][1], line.x1)
        else:
            spans.append([line.x0, line.x1])
    return [(a, b) for a, b in spans]


def _row_columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the spans of the columns that rows of several pieces make."""
    rows = [level for _, level in levels_of(lines) if len(level) > 1]
    return _columns([line for level in rows for line in level])


def same_columns(one: Sequence[Line], two: Sequence[Line]) -> bool:
    """Return True when each column of the one stands over one column of the other."""
    fewer, more = sorted((_row_columns(one), _row_columns(two)), key=len)
    over = [
        [n for n, span in enumerate(more) if min(x1, span[1]) > max(x0, span[0])]
        for x0, x1 in fewer
    ]
    return (
        len(fewer) >= max(2, len(more) - 1)
        and all(len(o) == 1 for o in over)
        and len({o[0] for o in over}) == len(fewer)
    )


def _column(line: Line, spans: Sequence[tuple[float, float]]) -> int:
    over = _over(line, spans)
    if len(over) > 1:
        return over[0]
    centre = (line.x0 + line.x1) / 2
    return min(range(len(spans)), key=lambda i: max(spans[i][0] - centre, centre - spans[i][1], 0))


def row_starts(
    lines: Sequence[Line],
    spans: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
    fills: Sequence[Fill] = (),
    wide: set[int] | frozenset[int] = frozenset(),
) -> list[float]:
    """Return the height at which each row begins.

    Rules part the rows where they are drawn between most of them; else the gaps do where
    rows stand further apart than the lines of a cell; else a row begins at each line that
    has both a label and a value.
    """
    bases = levels_of(lines)
    x0, x1 = spans[0][0], spans[-1][1]
    cuts = sorted(
        r.at for r in rules if r.horizontal and min(r.end, x1) - max(r.start, x0) > 0.6 * (x1 - x0)
    )
    for fill in fills:
        if not fill.white and min(fill.box[2], x1) - max(fill.box[0], x0) > 0.6 * (x1 - x0):
            cuts += [fill.box[1], fill.box[3]]
    cuts = _apart(cuts)
    within = [cut for cut in cuts if bases[0][0] < cut < bases[-1][0]]
    if len(within) >= 2 and len(within) >= 0.4 * (len(bases) - 1):
        return [-1e9, *within]
    size = median([line.size for line in lines], 10.0)
    gaps = [b[0] - a[0] for a, b in itertools.pairwise(bases)]
    threshold = _threshold(gaps, size)
    starts = [-1e9]
    for ((_, before), (base, here)), gap in zip(itertools.pairwise(bases), gaps, strict=True):
        columns = {_column(line, spans) for line in here}
        if threshold is not None:
            new = gap > threshold
        else:
            first = next((i for i in here if _column(i, spans) == 0), None)
            new = first is not None and (
                len(columns) > 1
                or not (first.text[:1].islower() or before[-1].text.endswith((",", "(", "-")))
            )
        new = new or any(id(i) in wide for i in (*before, *here))
        if new or any(here[0].top - 3 <= cut <= here[0].base for cut in within):
            starts.append(base - 0.6 * size)
    return starts


def _apart(cuts: Sequence[float]) -> list[float]:
    result: list[float] = []
    for cut in sorted(cuts):
        if not result or cut - result[-1] > 2.5:
            result.append(cut)
    return result


def levels_of(lines: Sequence[Line]) -> list[tuple[float, list[Line]]]:
    """Return the lines by baseline, top to bottom."""
    levels: list[tuple[float, list[Line]]] = []
    for line in sorted(lines, key=lambda i: i.base):
        if levels and line.base - levels[-1][0] <= 2.2:
            levels[-1][1].append(line)
        else:
            levels.append((line.base, [line]))
    return levels


def _threshold(gaps: Sequence[float], size: float) -> float | None:
    """Return the gap above which a row begins, None where all gaps are alike."""
    ordered = sorted(gaps)
    if not ordered or ordered[0] > 1.75 * size:
        return 0.0 if ordered else None
    jumps = [
        (b / a, (a + b) / 2) for a, b in itertools.pairwise(ordered) if a <= 1.75 * size and a > 0
    ]
    if not jumps:
        return None
    ratio, middle = max(jumps)
    return middle if ratio >= 1.18 else None
