"""The grid of a Word table: rows shown by the view, merged cells, header rows.

A cell that continues a vertical merge prints nothing; the first of the merge carries the
rows it spans (ECMA-376-1, 17.4.84).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.readers.docx_text import CellPlace, Draft, Piece

# Longer than this a cell of a first row is a statement, not a header.
_MAX_HEADER_LENGTH = 80
_MAX_HEADER_ROWS = 5
# A cell of several paragraphs and this many characters is a page layout, not a value.
_LAYOUT_LENGTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with what it holds, as if it stood outside a table."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    drafts: tuple[Draft, ...] = ()
    shaded: bool = False
    header: bool = False

    @property
    def own(self) -> tuple[Draft, ...]:
        """The drafts of the cell itself, without nested tables, boxes and hidden text."""
        return tuple(d for d in self.drafts if d.is_own)

    @property
    def text(self) -> str:
        """The text of the cell."""
        return " ".join(draft.text for draft in self.own)


def drafts_of(cells: Sequence[Cell], *, table: int) -> list[Draft]:
    """Return the blocks of a table, row by row.

    A table of one column, or one whose only row is a page layout, is no table: what it
    holds is returned as it stands.
    """
    if not cells:
        return []
    rows = 1 + max(cell.row for cell in cells)
    if all(cell.column == 0 for cell in cells) or (
        rows == 1 and any(_is_layout(cell) for cell in cells)
    ):
        return [draft for cell in cells for draft in cell.drafts]
    header_rows = _header_rows(cells, rows)
    drafts: list[Draft] = []
    for cell in cells:
        place = CellPlace(
            table=table,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            header_path=_header_path(cells, cell, header_rows),
        )
        others = [draft for draft in cell.drafts if not draft.is_own]
        if _is_layout(cell):
            drafts += [replace(draft, cell=place) for draft in cell.own]
        elif cell.own:
            drafts.append(_merged(cell.own, place))
        drafts += others
    return drafts


def _is_layout(cell: Cell) -> bool:
    own = cell.own
    return len(own) > 2 and sum(len(draft.text) for draft in own) > _LAYOUT_LENGTH


def _merged(own: Sequence[Draft], place: CellPlace) -> Draft:
    """Return the paragraphs of a cell as one block."""
    pieces: list[Piece] = []
    several = len(own) > 1
    for draft in own:
        if pieces:
            last = pieces[-1]
            pieces[-1] = replace(last, text=last.text + " ")
        if several and draft.bulleted:
            first = draft.pieces[0]
            pieces.append(replace(first, text="• ", bold=None, size=None))
        pieces += draft.pieces
    notes = tuple(note for draft in own for note in draft.notes)
    return replace(own[0].as_cell(tuple(pieces), place), notes=notes)


def _header_rows(cells: Sequence[Cell], rows: int) -> int:
    """Return how many rows at the top are headers."""
    marked = 0
    while marked < min(rows, _MAX_HEADER_ROWS) and any(
        cell.header for cell in cells if cell.row == marked
    ):
        marked += 1
    if 0 < marked < rows:
        return marked
    if rows < 2:
        return 0
    first = [cell for cell in cells if cell.row == 0]
    if len(first) == 1 and first[0].column_span > 1 and rows > 2:
        # A title over the whole width, then the headers themselves.
        return 2 if _looks_header(cells, 1, rows) else 0
    return first[0].row_span if _looks_header(cells, 0, rows) else 0


def _looks_header(cells: Sequence[Cell], row: int, rows: int) -> bool:
    line = [cell for cell in cells if cell.row == row and cell.text]
    below = [cell for cell in cells if cell.row > row]
    if len(line) < 2 or not below:
        return False
    if any(len(cell.text) > _MAX_HEADER_LENGTH or _has_value(cell.text) for cell in line):
        return False
    if all(draft.bold for cell in line for draft in cell.own) and not all(
        draft.bold for cell in below if cell.text for draft in cell.own
    ):
        return True
    if all(cell.shaded for cell in line) and not all(cell.shaded for cell in below):
        return True
    # Without any mark: words on top, figures below in every other column.
    columns = {cell.column for cell in line} - {0}
    return bool(columns) and all(
        any(_has_value(cell.text) for cell in below if cell.column == column) for column in columns
    )


def _has_value(text: str) -> bool:
    # "Garantie 1" is a label; an amount, a date or a rate has more digits or a unit.
    return sum(map(str.isdigit, text)) >= 3 or "€" in text or "%" in text


def _header_path(cells: Sequence[Cell], cell: Cell, header_rows: int) -> tuple[str, ...]:
    if cell.row < header_rows or not header_rows:
        return ()
    path: list[str] = []
    for above in cells:
        if above.row >= header_rows:
            break
        if above.column <= cell.column < above.column + above.column_span and above.text:
            path.append(above.text)
    return tuple(path)
