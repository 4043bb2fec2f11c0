"""The rows and cells that a Word table shows, with their spans.

A cell that continues a vertical merge prints nothing; the first of the merge carries the
rows that it spans (ECMA-376-1, 17.4.84).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from checker.domain import Revision
from checker.readers.docx_package import (
    DELETED,
    INSERTED,
    WRAPPERS,
    Element,
    W,
    is_on,
    number,
    value,
)
from checker.readers.docx_styles import is_shaded
from checker.readers.docx_tables import Cell
from checker.readers.docx_text import Draft

_SDT = f"{W}sdt"
# Word itself allows 63 columns; a span beyond is an attack on memory.
_MAX_SPAN = 1_000


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a paragraph and changes how it reads."""

    row: Revision = Revision.NONE
    cell: bool = False
    grounded: bool = False
    box: bool = False
    contents: bool = False


class Shows(Protocol):
    """Says whether the view shows what was inserted or deleted."""

    def __call__(self, *, inserted: bool, deleted: bool) -> bool:
        """Return True when it does."""
        ...


@dataclass(slots=True)
class GridReader:
    """Reads one table; `drafts` reads what a cell holds."""

    shows: Shows
    drafts: Callable[[Element, Around], list[Draft]]
    sets_off_first_row: Callable[[str | None], bool]
    _cells: list[Cell] = field(default_factory=list)
    _merges: dict[int, int] = field(default_factory=dict)
    """Column of a vertical merge that may go on, to the index of its first cell."""

    def read(self, table: Element, around: Around) -> list[Cell]:
        """Return the cells of `table` in order of row and column."""
        properties = table.find(f"{W}tblPr")
        style = value(properties, f"{W}tblStyle")
        grounded = around.grounded or is_shaded(properties) or style is not None
        styled = _wants_first_row(properties) and self.sets_off_first_row(style)
        row = 0
        for element, wrapper in _rows(table):
            change = _change(element.find(f"{W}trPr")) or wrapper or around.row
            inserted, deleted = change is Revision.INSERTED, change is Revision.DELETED
            if self.shows(inserted=inserted, deleted=deleted):
                inside = replace(around, row=change, cell=True, grounded=grounded)
                self._row(element, row, inside, header=styled and row == 0)
                row += 1
        return self._cells

    def _row(self, element: Element, row: int, around: Around, *, header: bool) -> None:
        properties = element.find(f"{W}trPr")
        if properties is not None and is_on(properties.find(f"{W}tblHeader")):
            header = True
        column = min(number(value(properties, f"{W}gridBefore")) or 0, _MAX_SPAN)
        for tc in _cells_of(element):
            stated = tc.find(f"{W}tcPr")
            if not self._cell_is_shown(stated):
                continue
            span = max(1, min(number(value(stated, f"{W}gridSpan")) or 1, _MAX_SPAN))
            if not self._continues(stated, row, column, span):
                shaded = is_shaded(stated)
                inside = replace(around, grounded=around.grounded or shaded)
                self._cells.append(
                    Cell(
                        row=row,
                        column=column,
                        column_span=span,
                        drafts=tuple(self.drafts(tc, inside)),
                        shaded=shaded,
                        header=header,
                    )
                )
            column += span

    def _continues(self, stated: Element | None, row: int, column: int, span: int) -> bool:
        """Widen the cell above or before when this one only continues it."""
        down = None if stated is None else stated.find(f"{W}vMerge")
        across = None if stated is None else stated.find(f"{W}hMerge")
        if _goes_on(down) and column in self._merges:
            at = self._merges[column]
            first = self._cells[at]
            self._cells[at] = replace(first, row_span=row - first.row + 1)
            return True
        if _goes_on(across) and self._cells and self._cells[-1].row == row:
            last = self._cells[-1]
            self._cells[-1] = replace(last, column_span=last.column_span + span)
            return True
        if down is None:
            self._merges.pop(column, None)
        else:
            self._merges[column] = len(self._cells)
        return False

    def _cell_is_shown(self, properties: Element | None) -> bool:
        if properties is None:
            return True
        return self.shows(
            inserted=properties.find(f"{W}cellIns") is not None,
            deleted=properties.find(f"{W}cellDel") is not None,
        )


def _wants_first_row(properties: Element | None) -> bool:
    """Return True when a table asks its style for a header row (ECMA-376-1, 17.4.55)."""
    look = None if properties is None else properties.find(f"{W}tblLook")
    if look is None:
        return False
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return stated in ("1", "true", "on")
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & 0x20)
    except ValueError:
        return False


def _goes_on(merge: Element | None) -> bool:
    return merge is not None and merge.get(f"{W}val", "continue") != "restart"


def _rows(
    table: Element, change: Revision | None = None
) -> Iterator[tuple[Element, Revision | None]]:
    """Yield the rows of a table, those in content controls included, with their change."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child, change
        elif child.tag == _SDT or child.tag in WRAPPERS:
            yield from _rows(child, change)
        elif child.tag in INSERTED:
            yield from _rows(child, Revision.INSERTED)
        elif child.tag in DELETED:
            yield from _rows(child, Revision.DELETED)


def _cells_of(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == _SDT or child.tag in WRAPPERS:
            yield from _cells_of(child)


def _change(properties: Element | None) -> Revision | None:
    if properties is None:
        return None
    if properties.find(f"{W}del") is not None:
        return Revision.DELETED
    return Revision.INSERTED if properties.find(f"{W}ins") is not None else None
