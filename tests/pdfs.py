"""PDF files made in memory with reportlab, for the tests of the PDF reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", parent=getSampleStyleSheet()["Normal"], fontSize=10, leading=12)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def drawn(*pages: Callable[[canvas.Canvas], None], **options: Any) -> bytes:
    """Return a PDF of one page for each function that draws on a canvas."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=options.pop("pagesize", A4), **options)
    for draw in pages:
        draw(page)
        page.showPage()
    page.save()
    return stream.getvalue()


def written(
    lines: Sequence[tuple[float, float, str]], *, font: str = "Helvetica", size: float = 10
) -> bytes:
    """Return a one-page PDF of texts at (x, y from the top)."""

    def draw(page: canvas.Canvas) -> None:
        page.setFont(font, size)
        for x, y, text in lines:
            page.drawString(x, HEIGHT - y, text)

    return drawn(draw)


def flowed(*parts: Any, **options: Any) -> bytes:
    """Return a PDF of flowables; a string is a paragraph, a list of rows a ruled table."""
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, **options)
    story: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            story.append(Paragraph(part, BODY))
        elif isinstance(part, list):
            story.append(table(part))
        else:
            story.append(part)
        story.append(Spacer(1, 8))
    document.build(story)
    return stream.getvalue()


def table(rows: list[list[Any]], *style: Any, **options: Any) -> Table:
    """Return a table with the given style commands, ruled where there are none."""
    made = Table(rows, **options)
    made.setStyle(TableStyle(list(style) or [GRID]))
    return made
