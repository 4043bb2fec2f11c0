"""Tables: ruled grids filled with words, and columns found by the gaps between words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.domain import Box
from checker.readers.pdf_geometry import Fill, Rule, Word, around, median
from checker.readers.pdf_grid import Grid
from checker.readers.pdf_lines import Line, lines_of

# A cell of more lines than this is a part of the page, not a value.
_MAX_CELL_LINES = 30
_COLUMN_PT = 1.5
_NUMBERED = re.compile(r"^(?:[A-H]|[IVX]{1,4}|\d{1,2})(?:\.\d{1,2})*\s?[.)–-]? ?[A-ZÀ-Ý]|.*:$")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell and its lines; rows and columns count from 0."""

    row: int
    column: int
    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    shaded: bool = False

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        """True when all its words are bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def section(self) -> bool:
        """True when it spans several columns."""
        return self.column_span > 1


@dataclass(frozen=True, slots=True)
class Table:
    """The cells that hold text, row by row, with the box of the whole."""

    box: Box
    cells: tuple[TableCell, ...]
    columns: int
    page: int
    edges: tuple[float, ...] = ()
    """Left ends of its columns."""
    ruled: bool = True

    @property
    def x0(self) -> float:
        """Its left side."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """Its right side."""
        return self.box[2]

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.box[3]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return 1 + max(cell.row for cell in self.cells)


def ruled_table(grid: Grid, words: Sequence[Word], fills: Sequence[Fill]) -> Table | None:
    """Return the table that `words` make in `grid`; None when the figure is no table."""
    if grid.columns < 2 or len(grid.cells) < 2:
        return None
    cells: list[TableCell] = []
    for place in grid.cells:
        inside = [w for w in words if _holds(place.box, w)]
        if not inside:
            continue
        lines = lines_of(inside, whole=True)
        if len(lines) > _MAX_CELL_LINES:
            return None
        cells.append(
            TableCell(
                place.row,
                place.column,
                tuple(lines),
                place.row_span,
                place.column_span,
                _is_shaded(place.box, fills),
            )
        )
    if len(cells) < 2 or len({cell.column for cell in cells}) < 2:
        return None
    edges = sorted({round(c.box[0], 1) for c in grid.cells})
    cells = _split_rows(cells)
    cells = with_sections(cells, grid.columns)
    cells.sort(key=lambda c: (c.row, c.column))
    return Table(grid.box, tuple(cells), grid.columns, words[0].page, tuple(edges))


def with_sections(cells: Sequence[TableCell], columns: int) -> list[TableCell]:
    """Return the cells, one that stands alone in its row as a section title spanning all."""
    counts: dict[int, int] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            counts[row] = counts.get(row, 0) + 1
    return [
        replace(cell, column_span=columns)
        if counts[cell.row] == 1 and cell.column == 0 and cell.row_span == 1 and _is_title(cell)
        else cell
        for cell in cells
    ]


def _is_title(cell: TableCell) -> bool:
    letters = [c for c in cell.text if c.isalpha()]
    capitals = len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    return cell.bold or cell.shaded or capitals or _NUMBERED.match(cell.text) is not None


def _holds(box: Box, word: Word) -> bool:
    return box[0] <= word.centre <= box[2] and box[1] <= word.middle <= box[3]


def _is_shaded(box: Box, fills: Sequence[Fill]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        not f.white and f.box[0] <= x <= f.box[2] and f.box[1] <= y <= f.box[3] for f in fills
    )


def _split_rows(cells: list[TableCell]) -> list[TableCell]:
    """Part the rows of a grid that has walls between columns only."""
    result: list[TableCell] = []
    shift = 0
    for row in sorted({cell.row for cell in cells}):
        line = [cell for cell in cells if cell.row == row]
        starts = _row_starts(line)
        for cell in line:
            for number, lines in enumerate(_parted(cell.lines, starts)):
                if lines:
                    result.append(replace(cell, row=row + shift + number, lines=tuple(lines)))
        shift += len(starts) - 1
    return result


def _row_starts(line: Sequence[TableCell]) -> list[float]:
    """Return the tops of the rows within a row of a grid: one for each line that they share."""
    none = [-1e9]
    if len(line) < 2 or any(c.row_span > 1 for c in line) or min(len(c.lines) for c in line) < 3:
        return none
    if any(line.text[:1].islower() for cell in line for line in cell.lines):
        return none
    fewest = min(line, key=lambda c: len(c.lines))
    others = [c for c in line if c is not fewest]
    starts = [
        one.top - 1
        for one in fewest.lines
        if all(any(abs(one.base - two.base) <= 2 for two in cell.lines) for cell in others)
    ]
    if len(starts) < len(fewest.lines) or len(starts) < 3:
        return none
    return [-1e9, *starts[1:]]


def _parted(lines: Sequence[Line], starts: Sequence[float]) -> list[list[Line]]:
    parts: list[list[Line]] = [[] for _ in starts]
    for line in lines:
        index = max(i for i, start in enumerate(starts) if line.base - 0.5 * line.size >= start)
        parts[index].append(line)
    return parts


def gap_table(lines: Sequence[Line], rules: Sequence[Rule], fills: Sequence[Fill]) -> Table | None:
    """Return the table that pieces of lines make by their alignment, or None."""
    spans = _columns(lines)
    if len(spans) < 2:
        return None
    box = around(line.box for line in lines)
    starts = row_starts(lines, spans, rules, fills)
    cells: dict[tuple[int, int], list[Line]] = {}
    for line in sorted(lines, key=lambda i: (i.base, i.x0)):
        column = _column(line, spans)
        row = max(i for i, start in enumerate(starts) if line.base - 0.3 * line.size >= start)
        cells.setdefault((row, column), []).append(line)
    rows = sorted({row for row, _ in cells})
    made = [
        TableCell(rows.index(row), column, tuple(content), shaded=_is_shaded(_box(content), fills))
        for (row, column), content in sorted(cells.items())
    ]
    edges = tuple(span[0] for span in spans)
    made = with_sections(made, len(spans))
    return Table(box, tuple(made), len(spans), lines[0].words[0].page, edges, ruled=False)


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


def _column(line: Line, spans: Sequence[tuple[float, float]]) -> int:
    centre = (line.x0 + line.x1) / 2
    return min(range(len(spans)), key=lambda i: max(spans[i][0] - centre, centre - spans[i][1], 0))


def row_starts(
    lines: Sequence[Line],
    spans: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
    fills: Sequence[Fill] = (),
) -> list[float]:
    """Return the height at which each row begins.

    Rules part the rows where they are drawn between most of them; else the gaps do where
    rows stand further apart than the lines of a cell; else a row begins at each line that
    has both a label and a value.
    """
    bases = _levels(lines)
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
    gaps = [b[0] - a[0] for a, b in zip(bases, bases[1:], strict=False)]
    threshold = _threshold(gaps, size)
    starts = [-1e9]
    for (_, before), (base, here), gap in zip(bases, bases[1:], gaps, strict=False):
        columns = {_column(line, spans) for line in here}
        if threshold is not None:
            new = gap > threshold
        else:
            first = next((i for i in here if _column(i, spans) == 0), None)
            new = first is not None and (
                len(columns) > 1
                or not (first.text[:1].islower() or before[-1].text.endswith((",", "(", "-")))
            )
        if new or any(here[0].top - 3 <= cut <= here[0].base for cut in within):
            starts.append(base - 0.6 * size)
    return starts


def _apart(cuts: Sequence[float]) -> list[float]:
    result: list[float] = []
    for cut in sorted(cuts):
        if not result or cut - result[-1] > 2.5:
            result.append(cut)
    return result


def _levels(lines: Sequence[Line]) -> list[tuple[float, list[Line]]]:
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
        (b / a, (a + b) / 2)
        for a, b in zip(ordered, ordered[1:], strict=False)
        if a <= 1.75 * size and a > 0
    ]
    if not jumps:
        return None
    ratio, middle = max(jumps)
    return middle if ratio >= 1.18 else None
