"""Scans made in memory: a page is drawn, turned, soiled and put into a PDF as an image."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4


def page_pdf(lines: list[str], rows: list[tuple[str, ...]] | None = None) -> bytes:
    """Return a PDF with lines of text and, below them, a table with ruling lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("Helvetica", 11)
    y = HEIGHT - 70
    for line in lines:
        canvas.drawString(60, y, line)
        y -= 16
    if rows:
        y -= 6
        edges = (60.0, 330.0, 535.0)
        top = y
        for row in rows:
            canvas.line(edges[0], y, edges[-1], y)
            for left, text in zip(edges, row, strict=False):
                canvas.drawString(left + 2, y - 14, text)
            y -= 20
        canvas.line(edges[0], y, edges[-1], y)
        for edge in edges:
            canvas.line(edge, top, edge, y)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def drawn(pdf: bytes, dpi: int = 200) -> np.ndarray:
    """Return the first page as grey pixels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pixels = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
        return pixels.reshape(pixels.shape[:2]).copy()
    finally:
        document.close()


def soiled(
    pixels: np.ndarray, *, angle: float = 0.0, quarters: int = 0, specks: int = 0
) -> np.ndarray:
    """Return pixels turned by `angle` and by quarters, both counter-clockwise, with dust."""
    image = Image.fromarray(pixels).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    turned = np.rot90(np.asarray(image), quarters).copy()
    dust = np.random.default_rng(7)
    height, width = turned.shape
    turned[dust.integers(0, height, specks), dust.integers(0, width, specks)] = 0
    return turned


def image_pdf(*pages: np.ndarray, dpi: int = 200) -> bytes:
    """Return a PDF whose pages are images."""
    buffer = io.BytesIO()
    first, *others = [Image.fromarray(page) for page in pages]
    first.save(buffer, "PDF", resolution=dpi, save_all=True, append_images=others)
    return buffer.getvalue()
