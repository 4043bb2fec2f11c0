"""A document as an HTML report shows it: pages with outlines, or text with marks."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.domain import Block, DocumentFacts
from checker.reports.citations import Citation, Outline, Piece, outlines, pieces

# A report of a whole policy shows the first pages and every page that is quoted.
_MOST_PAGES_UNQUOTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A page with its picture as a data URI and the boxes over it."""

    page: int
    width_pt: float
    height_pt: float
    source: str
    boxes: Sequence[Outline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of text; `kind` is that of the block."""

    kind: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    row_span: int
    column_span: int
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, or the rows of a table."""

    paragraph: Paragraph | None = None
    rows: Sequence[Sequence[Cell]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDocument:
    """A document as pages (PDF) or passages (DOCX); neither for saved facts."""

    name: str
    pages: Sequence[ShownPage] = ()
    passages: Sequence[Passage] = ()


def bytes_of(document: DocumentFacts, sources: Mapping[str, bytes]) -> bytes | None:
    """Return the bytes of the file that holds a document, None where they are not at hand."""
    name = document.name
    if name not in sources and document.first_page is not None:
        name = name.rpartition("#")[0]
    return sources.get(name)


def show_document(
    document: DocumentFacts, data: bytes | None, citations: Sequence[Citation]
) -> ShownDocument:
    """Return a document as it is shown; `data` is None where its bytes are not at hand."""
    if data is None or document.format not in ("pdf", "docx") or data.lstrip()[:1] == b"{":
        return ShownDocument(name=document.name)
    if document.format == "pdf":
        return ShownDocument(name=document.name, pages=_pages(document, data, citations))
    return ShownDocument(name=document.name, passages=_passages(document, data, citations))


def _pages(document: DocumentFacts, data: bytes, citations: Sequence[Citation]) -> list[ShownPage]:
    from checker.readers.page_images import draw_pages

    wanted = {c.evidence.page for c in citations if c.evidence.page is not None}
    first = document.first_page or 1
    wanted |= set(range(first, first + min(document.pages or 1, _MOST_PAGES_UNQUOTED)))
    return [
        ShownPage(
            page=image.page,
            width_pt=image.width_pt,
            height_pt=image.height_pt,
            source="data:image/webp;base64," + base64.b64encode(image.webp).decode("ascii"),
            boxes=list(
                outlines(
                    citations,
                    page=image.page,
                    width_pt=image.width_pt,
                    height_pt=image.height_pt,
                )
            ),
        )
        for image in draw_pages(data, wanted)
    ]


def _passages(document: DocumentFacts, data: bytes, citations: Sequence[Citation]) -> list[Passage]:
    from checker.readers import read_document

    read = read_document(data, name=document.name)
    passages: list[Passage] = []
    for table, blocks in groupby(read.blocks, key=lambda block: block.table):
        if table is None:
            passages += [
                Passage(paragraph=_paragraph(block, read.text, citations)) for block in blocks
            ]
        else:
            passages.append(Passage(rows=_rows(blocks, read.text, citations)))
    return passages


def _rows(blocks: Iterable[Block], text: str, citations: Sequence[Citation]) -> list[list[Cell]]:
    """Return the cells of a table by row; several blocks of one cell stay together."""
    cells: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        cells.setdefault((block.row or 0, block.column or 0), []).append(block)
    return [
        [
            Cell(
                row_span=held[0].row_span,
                column_span=held[0].column_span,
                paragraphs=[_paragraph(block, text, citations) for block in held],
            )
            for _, held in row
        ]
        for _, row in groupby(sorted(cells.items(), key=lambda item: item[0]), lambda i: i[0][0])
    ]


def _paragraph(block: Block, text: str, citations: Sequence[Citation]) -> Paragraph:
    return Paragraph(kind=str(block.kind), pieces=pieces(text, block.start, block.end, citations))
