"""PDF documents: words from PDFium, layout from geometry.

PDFium is not thread-safe: one lock guards every call to it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from checker.domain import Document, Notice
from checker.errors import (
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    NoTextLayer,
    TruncatedDocument,
)
from checker.readers.pdf_geometry import Frame, PageContent, Recognition
from checker.readers.pdf_marks import with_marks
from checker.readers.pdf_objects import read_drawing
from checker.readers.pdf_pages import drafts_of
from checker.readers.pdf_text import Hyphens, TextBuilder
from checker.readers.pdf_visibility import with_visibility
from checker.readers.pdf_words import read_words

PDFIUM_LOCK = threading.RLock()

MAX_PAGES = 500
MAX_PAGE_CHARACTERS = 60_000
MAX_CHARACTERS = 5_000_000


def read_pdf(data: bytes, *, name: str) -> Document:
    """Return the PDF in `data` as text with its geography.

    Raises EmptyDocument, EncryptedDocument, TruncatedDocument, DocumentTooLarge, or
    NoTextLayer when no page has text.
    """
    if not data.strip(b"\x00\t\r\n\x0c "):
        raise EmptyDocument(f"{name}: no content", name=name)
    with PDFIUM_LOCK:
        found = _read_pages(data, name)
    return to_document(found.pages, data=data, name=name, scan=found.scan, notices=found.notices)


def to_document(
    pages: Sequence[PageContent],
    *,
    data: bytes,
    name: str,
    scan: bool = False,
    notices: Sequence[Notice] = (),
) -> Document:
    """Return the document of what is printed on `pages`; `notices` are those of a scan."""
    unread = [page.number for page in pages if page.lacks_text]
    if not any(page.words for page in pages):
        if any(page.images for page in pages):
            raise NoTextLayer(f"{name}: {len(pages)} page(s) without text", name=name)
        raise EmptyDocument(f"{name}: no text", name=name)
    drafts = drafts_of(pages)
    builder = TextBuilder(Hyphens(drafts))
    for draft in drafts:
        builder.add(draft)
    text = builder.text
    if len(text) > MAX_CHARACTERS:
        raise DocumentTooLarge(f"{name}: {len(text)} characters", name=name)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        text=text,
        blocks=tuple(builder.blocks),
        runs=tuple(builder.runs),
        pages=len(pages),
        page_sizes=tuple((round(p.size[0], 1), round(p.size[1], 1)) for p in pages),
        scan=scan,
        hidden=tuple(builder.hidden),
        warnings=(*_warnings(len(builder.hidden), unread), *notices),
    )


def _warnings(hidden: int, unread: Sequence[int]) -> Iterable[Notice]:
    if hidden:
        yield Notice(code="hidden_text", values=(("count", str(hidden)),))
    if unread:
        numbers = ", ".join(map(str, unread))
        yield Notice(code="unreadable_page", variant="blank", values=(("pages", numbers),))


def _read_pages(data: bytes, name: str) -> Recognition:
    document = _open(data, name)
    try:
        count = len(document)
        if count == 0:
            raise EmptyDocument(f"{name}: no page", name=name)
        if count > MAX_PAGES:
            raise DocumentTooLarge(f"{name}: {count} pages", name=name)
        if document.get_formtype():
            document.init_forms()
        pages = [_read_page(document, index, name) for index in range(count)]
        if not any(page.is_loaded for page in pages):
            raise TruncatedDocument(f"{name}: no page can be loaded", name=name)
        if any(page.lacks_text for page in pages):
            # Recognition weighs on the start of the command line.
            from checker.readers.scan_pages import recognise_pages

            return recognise_pages(pages, lambda number: document[number - 1], name=name)
        return Recognition(tuple(pages))
    finally:
        document.close()


def _open(data: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            raise EncryptedDocument(f"{name}: a password is needed", name=name) from problem
        raise TruncatedDocument(f"{name}: {problem}", name=name) from problem


def _read_page(document: Any, index: int, name: str) -> PageContent:
    """Return what is printed on one page; a page that cannot be loaded has no words."""
    try:
        return _content(document, index, name)
    except pypdfium2.PdfiumError:
        return PageContent(index + 1, (0.0, 0.0), (), images=((0.0, 0.0, 1.0, 1.0),))


def _content(document: Any, index: int, name: str) -> PageContent:
    number = index + 1
    page = document[index]
    try:
        if document.formenv:
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        frame = _frame(page)
        text_page = page.get_textpage()
        try:
            if pdfium.FPDFText_CountChars(text_page.raw) > MAX_PAGE_CHARACTERS:
                raise DocumentTooLarge(f"{name}: page {number} is too dense", name=name)
            drawing = read_drawing(page.raw, frame)
            words = with_marks(read_words(text_page.raw, frame, drawing, number), drawing)
        finally:
            text_page.close()
        words = with_visibility(page, words, drawing)
    finally:
        page.close()
    return PageContent(
        number,
        frame.size,
        tuple(words),
        tuple(drawing.rules),
        tuple(drawing.fills),
        tuple(drawing.images),
    )


def _frame(page: Any) -> Frame:
    left, bottom, right, top = page.get_bbox()
    media = page.get_mediabox()
    crop = page.get_cropbox()
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    if box[2] - box[0] < 1 or box[3] - box[1] < 1:
        box = (left, bottom, right, top)
    return Frame(*box, rotation=page.get_rotation() % 360)
