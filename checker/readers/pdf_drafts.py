"""Blocks before they have offsets, and the headers of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.domain import BlockKind
from checker.readers.pdf_geometry import Word
from checker.readers.pdf_lines import Line
from checker.readers.pdf_tables import Table, TableCell

_MAX_HEADER_LENGTH = 80
# Words that head the columns of a table of cover, folded or not (fr, en).
_HEADER_STEMS = (
    "garantie", "nature", "montant", "plafond", "limite", "franchise", "capita", "désignation",
    "designation", "libellé", "événement", "evenement", "activité", "souscri", "intitulé", "risque",
    "cover", "limit", "deductible", "excess", "amount", "retention", "section", "insured",
    "coverage", "description", "sum", "siren", "métier", "société",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block and its lines of words; `hidden` when nobody sees it."""

    kind: BlockKind
    lines: tuple[tuple[Word, ...], ...]
    page: int
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1
    header_path: tuple[Line, ...] = ()
    headers: tuple[str, ...] = ()
    level: int | None = None
    indent: float = 0.0
    hidden: bool = False

    @property
    def words(self) -> Iterator[Word]:
        """Its words in reading order."""
        for line in self.lines:
            yield from line

    @property
    def bold(self) -> bool:
        """True when all its words are bold."""
        lettered = [w for w in self.words if any(map(str.isalnum, w.text))]
        return bool(lettered) and all(w.bold for w in lettered)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size])


def table_drafts(
    table: Table, number: int, carried: Sequence[TableCell] = (), row: int = 0
) -> list[Draft]:
    """Return the cells of a table as blocks, from row `row` on.

    `carried` are the header cells of a table that this one continues.
    """
    headers = header_cells(table)
    first_body = 1 + max((c.row + c.row_span - 1 for c in headers), default=-1)
    above = headers or list(carried)
    drafts: list[Draft] = []
    for cell in table.cells:
        spans_all = cell.column == 0 and cell.column_span >= table.columns
        path = () if cell.row < first_body or spans_all else header_path(above, cell)
        drafts.append(
            Draft(
                kind=BlockKind.CELL,
                lines=tuple(line.words for line in cell.lines),
                page=table.page,
                table=number,
                row=cell.row + row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                headers=path,
            )
        )
    return drafts


def header_path(headers: Sequence[TableCell], cell: TableCell) -> tuple[str, ...]:
    """Return the texts of the header cells above `cell`, outermost first."""
    return tuple(h.text for h in headers if h.column <= cell.column < h.column + h.column_span)


def header_cells(table: Table) -> list[TableCell]:
    """Return the cells of the header rows of a table, none where it has no header."""
    title = 0
    first = [c for c in table.cells if c.row == 0]
    if len(first) == 1 and (first[0].column_span > 1 or first[0].column == 0) and table.rows > 2:
        title = 1
    if not _looks_header(table, title):
        return []
    last = title
    while last - title < 3 and last + 2 < table.rows and _continues_header(table, last + 1):
        last += 1
    spanned = max(c.row + c.row_span - 1 for c in table.cells if c.row == title)
    last = max(last, spanned)
    return [c for c in table.cells if c.row <= last and (c.row >= title or c.column_span > 1)]


def _looks_header(table: Table, row: int) -> bool:
    line = [c for c in table.cells if c.row == row]
    below = [c for c in table.cells if c.row > row]
    if len(line) < 2 or not below:
        return False
    if any(len(c.text) > _MAX_HEADER_LENGTH or _has_value(c.text) for c in line):
        return False
    known = sum(c.text.lower().startswith(_HEADER_STEMS) for c in line)
    if known * 2 >= len(line) and any(
        c.text.lower().startswith(_HEADER_STEMS) for c in line if c.column > 0
    ):
        return True
    values = [c for c in below if c.column > 0]
    if all(c.bold for c in line) and not all(c.bold for c in values):
        return True
    if all(c.shaded for c in line) and not all(c.shaded for c in below):
        return (
            len({c.shaded for c in table.cells if c.row in (row + 2, row + 1)}) < 2 or len(line) > 2
        )
    columns = {c.column for c in line} - {0}
    return len(line) > 2 and all(
        any(_has_value(c.text) for c in below if c.column == column) for column in columns
    )


def _continues_header(table: Table, row: int) -> bool:
    """Return True when a second row is a header too: under merged cells, bold like the first."""
    line = [c for c in table.cells if c.row == row]
    above = [c for c in table.cells if c.row == row - 1]
    spanning = any(1 < c.column_span < table.columns for c in above) or any(
        c.row_span > 1 for c in above
    )
    return (
        spanning
        and bool(line)
        and not any(_has_value(c.text) for c in line)
        and (all(c.bold or c.shaded for c in line) or all(c.column > 0 for c in line))
    )


def _has_value(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= 3 or "€" in text or "%" in text
