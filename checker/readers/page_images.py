"""Pages of a PDF as pictures, for a reader who wants to see the words where they stand."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import pypdfium2

# Pixels per point: a page of A4 becomes 893 pixels wide, sharp enough to read.
_SCALE = 1.5
# Quality of the picture: text stays crisp, a page stays near 60 kB.
_QUALITY = 55
# No page of a document is larger than this when drawn, whatever the size it declares.
_MOST_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page (from 1), its size in points as displayed, and its WebP picture."""

    page: int
    width_pt: float
    height_pt: float
    webp: bytes


def draw_pages(data: bytes, pages: Iterable[int]) -> list[PageImage]:
    """Return the pictures of `pages`; a page that does not exist is left out."""
    images: list[PageImage] = []
    pdf = pypdfium2.PdfDocument(data)
    try:
        for number in sorted(set(pages)):
            if 1 <= number <= len(pdf):
                images.append(_draw(pdf, number))
    finally:
        pdf.close()
    return images


def _draw(pdf: pypdfium2.PdfDocument, number: int) -> PageImage:
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        # The stubs say int; PDFium takes any number.
        picture = page.render(scale=cast("int", scale)).to_pil().convert("RGB")
    finally:
        page.close()
    buffer = io.BytesIO()
    picture.save(buffer, format="WEBP", quality=_QUALITY, method=2)
    return PageImage(page=number, width_pt=width, height_pt=height, webp=buffer.getvalue())
