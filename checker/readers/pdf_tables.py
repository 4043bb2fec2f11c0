"""Tables: ruled grids filled with words, and columns found by the gaps between words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.domain import Box
from checker.readers.pdf_geometry import Fill, Word
from checker.readers.pdf_grid import Grid
from checker.readers.pdf_lines import Line, lines_of

# What stands in the columns of a table of cover.
VALUE = re.compile(
    r"[€£$%]|\b(?:EUR|euros?|GBP|USD|néant|oui|non|nil|none|garantie?s?|acquise?|inclus(?:e|es)?"
    r"|included|sans objet|selon)\b"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d[ .,]\d{3}\b",
    re.IGNORECASE,
)
# A cell of more lines than this is a part of the page, not a value.
_MAX_CELL_LINES = 30
_NUMBERED = re.compile(r"^(?:[A-H]|[IVX]{1,4}|\d{1,2})(?:\.\d{1,2})*\s?[.)–-]? ?[A-ZÀ-Ý]|.*:$")

# How the line of a label that is no continuation begins, and how an unfinished one ends.
_ITEM = re.compile(r"\s*(?:[-–—•▪o]\s|dont\b|[A-ZÀ-Ý])")
_OPEN_END = re.compile(r"(?:,|\(|-|\b(?:et|ou|de|des|du|la|le|les|à|aux|and|or|of))$")


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
                is_shaded(place.box, fills),
            )
        )
    if len(cells) < 2 or len({cell.column for cell in cells}) < 2:
        return None
    edges = sorted({round(c.box[0], 1) for c in grid.cells})
    cells = split_rows(cells)
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


def is_shaded(box: Box, fills: Sequence[Fill]) -> bool:
    """Return True when the middle of `box` is painted."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        not f.white and f.box[0] <= x <= f.box[2] and f.box[1] <= y <= f.box[3] for f in fills
    )


def split_rows(cells: list[TableCell]) -> list[TableCell]:
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
    if len(line) < 2 or any(c.row_span > 1 for c in line) or min(len(c.lines) for c in line) < 2:
        return none
    if not all(_is_values(cell) for cell in line if cell.column > 0):
        return none
    fewest = min(line, key=lambda c: len(c.lines))
    others = [c for c in line if c is not fewest]
    starts = [
        one.top - 1
        for one in fewest.lines
        if all(any(abs(one.base - two.base) <= 2 for two in cell.lines) for cell in others)
    ]
    if len(starts) < len(fewest.lines):
        return none
    # Two lines of a label may be one wrapped label beside two figures of one cover.
    if len(starts) < 3 and not all(_begins_item(cell) for cell in line if cell.column == 0):
        return none
    return [-1e9, *starts[1:]]


def _begins_item(cell: TableCell) -> bool:
    """Return True when each line of a label begins an item of its own."""
    return all(
        _ITEM.match(line.text) and not _OPEN_END.search(before.text)
        for before, line in itertools.pairwise(cell.lines)
    )


def _is_values(cell: TableCell) -> bool:
    values = sum(VALUE.search(line.text) is not None for line in cell.lines)
    return values >= 0.6 * len(cell.lines)


def _parted(lines: Sequence[Line], starts: Sequence[float]) -> list[list[Line]]:
    parts: list[list[Line]] = [[] for _ in starts]
    for line in lines:
        index = max(i for i, start in enumerate(starts) if line.base - 0.5 * line.size >= start)
        parts[index].append(line)
    return parts
