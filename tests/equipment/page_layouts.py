"""Small layout helpers over reportlab, for samples and reader tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=12.5, spaceAfter=5)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.5, leading=9.5)
RIGHT = ParagraphStyle("right", parent=BODY, alignment=TA_RIGHT)
TITLE = ParagraphStyle(
    "title", parent=BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, alignment=TA_CENTER
)
SUBTITLE = ParagraphStyle("subtitle", parent=BODY, fontSize=11, leading=14, alignment=TA_CENTER)
HEADING = ParagraphStyle(
    "heading", parent=BODY, fontName="Helvetica-Bold", fontSize=10.5, spaceBefore=7, spaceAfter=3
)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.5, leading=10.5, spaceAfter=0)
BOLD_CELL = ParagraphStyle("bold cell", parent=CELL, fontName="Helvetica-Bold")

RULED = [
    ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#555555")),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e6e9ef")),
]
UNRULED = [("VALIGN", (0, 0), (-1, -1), "TOP")]


def paragraphs(*texts: str, style: ParagraphStyle = BODY) -> list[Flowable]:
    """Return one paragraph a text."""
    return [Paragraph(text, style) for text in texts]


def bullets(*texts: str) -> Flowable:
    """Return a bulleted list."""
    items = [Paragraph(text, BODY) for text in texts]
    return ListFlowable(items, bulletType="bullet", start="•", leftIndent=14, bulletFontSize=9)


def grid(
    rows: Sequence[Sequence[str]], widths_mm: Sequence[float], *, style: Sequence[tuple]
) -> Table:
    """Return a table; a row of one text is a section row over the whole width."""
    commands, cells = list(style), []
    for index, row in enumerate(rows):
        section = len(row) == 1 and len(widths_mm) > 1
        bold = BOLD_CELL if section or index == 0 else CELL
        cells.append([Paragraph(text, bold) for text in row] + [""] * (len(widths_mm) - len(row)))
        if section:
            commands.append(("SPAN", (0, index), (-1, index)))
    return Table(cells, colWidths=[w * mm for w in widths_mm], style=commands, repeatRows=1)


def column_break() -> Flowable:
    """Return a jump to the next column or page."""
    return FrameBreak()


def gap(points: float = 8) -> Spacer:
    """Return an empty space of this height."""
    return Spacer(1, points)


def write_pdf(
    path: Path,
    story: Sequence[Flowable],
    *,
    title: str,
    header: str = "",
    footer: str = "",
    columns: int = 1,
    masthead: Sequence[Flowable] = (),
) -> None:
    """Write the story as A4 pages with a running header and footer, the same bytes each time.

    With two columns, `masthead` stands above them over the whole width.
    """
    width, height = A4
    margin, gutter, top = 18 * mm, 8 * mm, 22 * mm
    tall = height - top - 24 * mm
    banner = 70 * mm if masthead else 0
    column = (width - 2 * margin - (columns - 1) * gutter) / columns
    frames = [
        Frame(margin + i * (column + gutter), 24 * mm, column, tall - banner, 0, 0, 0, 0)
        for i in range(columns)
    ]
    if masthead:
        frames.insert(
            0, Frame(margin, height - top - banner, width - 2 * margin, banner, 0, 0, 0, 0)
        )

    def furniture(canvas, document) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, height - 13 * mm, header)
        canvas.setFont("Helvetica", 6.5)
        for line, text in enumerate(footer.split("\n")):
            canvas.drawString(margin, 16 * mm - 8 * line, text)
        canvas.drawRightString(width - margin, 8 * mm, f"Page {document.page}")
        canvas.restoreState()

    template = BaseDocTemplate(
        str(path), pagesize=A4, title=title, author="checker samples", invariant=1
    )
    template.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    template.build([*masthead, *story])
