"""Elements as PDF (reportlab) and as Word (python-docx)."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from .elements import Bullets, Element, Grid, Leader, Page, Text

_MARGIN = 17 * mm
# The standard font of signs has no ballot boxes: full and hollow squares stand for them.
_DINGBATS = {"✓": "✓", "✗": "✗", "☒": "■", "☐": "❏"}
# Boxes alone in a cell are always drawn as lines.
_DRAWN = ("☒", "☐")
_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}


def pdf(page: Page) -> tuple[bytes, int]:
    """Return the document as PDF, the same bytes each time, and its number of pages."""
    width, height = A4
    stream, pages = io.BytesIO(), []

    def furniture(canvas: Any, template: Any) -> None:
        pages.append(template.page)
        canvas.saveState()
        canvas.setFont(page.font, 8)
        canvas.drawString(_MARGIN, height - 12 * mm, page.header)
        canvas.setFont(page.font, 6.5)
        canvas.drawString(_MARGIN, 11 * mm, page.footer)
        if page.watermark:
            canvas.setFillColor(colors.HexColor("#cccccc"))
            canvas.translate(width / 2, height / 2)
            canvas.rotate(45)
            canvas.setFont("Helvetica-Bold", 70)
            canvas.drawCentredString(0, 0, page.watermark)
        canvas.restoreState()

    gutter = 8 * mm
    column = (width - 2 * _MARGIN - (page.columns - 1) * gutter) / page.columns
    frames = [
        Frame(_MARGIN + i * (column + gutter), 18 * mm, column, height - 36 * mm, 0, 0, 0, 0)
        for i in range(page.columns)
    ]
    template = BaseDocTemplate(stream, pagesize=A4, invariant=1)
    template.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    styles = _styles(page)
    story = [flowable for element in page.elements for flowable in _flow(element, styles, column)]
    template.build(story)
    return stream.getvalue(), len(pages)


def _styles(page: Page) -> dict[str, ParagraphStyle]:
    body = ParagraphStyle(
        "body", fontName=page.font, fontSize=page.size, leading=page.size * 1.3, spaceAfter=4
    )
    bold = ParagraphStyle("bold", parent=body, fontName=_BOLD[page.font])
    cell = ParagraphStyle(
        "cell", parent=body, fontSize=page.size - 1, leading=(page.size - 1) * 1.2, spaceAfter=0
    )
    return {
        "body": body, "bold": bold, "cell": cell,
        "small": ParagraphStyle("small", parent=body, fontSize=7.5, leading=9.5),
        "right": ParagraphStyle("right", parent=body, alignment=TA_RIGHT),
        "title": ParagraphStyle("title", parent=bold, fontSize=14, leading=18, alignment=TA_CENTER, spaceAfter=8),
        "heading": ParagraphStyle("heading", parent=bold, fontSize=page.size + 1, spaceBefore=6),
        "bold cell": ParagraphStyle("bold cell", parent=cell, fontName=_BOLD[page.font]),
    }  # fmt: skip


def _markup(text: str) -> str:
    made = escape(text).replace("\n", "<br/>")
    for glyph, drawn in _DINGBATS.items():
        made = made.replace(glyph, f'<font name="ZapfDingbats">{drawn}</font>')
    return made


def _flow(element: Element, styles: dict[str, ParagraphStyle], column: float) -> list[Flowable]:
    match element:
        case Text():
            return [Paragraph(_markup(element.text), styles[element.style])]
        case Bullets():
            hung = ParagraphStyle(
                "item", parent=styles["body"], leftIndent=14, bulletIndent=4, spaceAfter=1
            )
            return [
                Paragraph(_markup(item), hung, bulletText=element.glyph) for item in element.items
            ]
        case Leader():
            body = styles["body"]
            left, right = element.left, element.right
            room = column - 8 - stringWidth(f"{left}  {right}", body.fontName, body.fontSize)
            dots = "." * max(3, int(room / stringWidth(".", body.fontName, body.fontSize)))
            return [Paragraph(_markup(f"{left} {dots} {right}"), body)]
        case Grid():
            return [_table(element, styles), Spacer(1, 6)]
        case _:
            return [FrameBreak()]


def _table(grid: Grid, styles: dict[str, ParagraphStyle]) -> Table:
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if grid.ruled else "TOP")]
    if grid.ruled:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.grey))
    for top, left, bottom, right in grid.spans:
        commands.append(("SPAN", (left, top), (right, bottom)))
    cells: list[list[Any]] = []
    for number, row in enumerate(grid.rows):
        whole = len(row) == 1
        style = styles["bold cell" if whole or number < grid.header else "cell"]
        made = [_cell(grid, column, text, style) for column, text in enumerate(row)]
        cells.append([*made, *[""] * (len(grid.widths) - len(row))])
        if whole:
            commands.append(("SPAN", (0, number), (-1, number)))
    if grid.tight:
        commands += [(f"{side}PADDING", (0, 0), (-1, -1), 1.2) for side in ("LEFT", "RIGHT")]
    return Table(
        cells, colWidths=[w * mm for w in grid.widths], style=commands,
        repeatRows=grid.header if grid.repeat else 0,
    )  # fmt: skip


def _cell(grid: Grid, column: int, text: str, style: ParagraphStyle) -> Flowable:
    if text in _DRAWN or (grid.drawn and text in _DINGBATS):
        return _Box(text)
    depth = len(text) - len(text.lstrip("\t"))
    if depth or column in grid.right:
        alignment = TA_RIGHT if column in grid.right else TA_LEFT
        style = ParagraphStyle("placed", parent=style, leftIndent=10 * depth, alignment=alignment)
    return Paragraph(_markup(text.lstrip("\t")), style)


class _Box(Flowable):
    """A tick, a cross or a box of lines."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self.sign, self.width, self.height = sign, 8, 8

    def draw(self) -> None:
        """Draw the sign on the page."""
        canvas = self.canv
        canvas.setLineWidth(0.8)
        if self.sign in "☒☐":
            canvas.rect(0, 0, 7, 7)
        if self.sign in "☒✗":
            canvas.lines([(1, 1, 6, 6), (1, 6, 6, 1)])
        if self.sign == "✓":
            canvas.lines([(0.5, 3, 3, 0.5), (3, 0.5, 7, 7)])


def word(page: Page) -> bytes:
    """Return the document as a Word file."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(page.size)
    section = document.sections[0]
    section.header.paragraphs[0].text = page.header
    section.footer.paragraphs[0].text = page.footer
    for element in page.elements:
        match element:
            case Text():
                paragraph = document.add_paragraph()
                run = paragraph.add_run(element.text)
                run.bold = element.style in {"title", "heading", "bold"}
                if element.style in {"title", "right"}:
                    right = element.style == "right"
                    paragraph.alignment = (
                        WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER
                    )
            case Bullets():
                for item in element.items:
                    document.add_paragraph(item, style="List Bullet")
            case Leader():
                document.add_paragraph(f"{element.left} {'.' * 30} {element.right}")
            case Grid():
                _word_table(document, element)
            case _:
                pass
    if page.watermark:
        document.add_paragraph(page.watermark)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.widths))
    if grid.ruled:
        table.style = "Table Grid"
    for number, row in enumerate(grid.rows):
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            cell.text = text.lstrip("\t")
            cell.paragraphs[0].paragraph_format.left_indent = Mm(4 * text.count("\t"))
            cell.width = Mm(grid.widths[column])
        if len(row) == 1:
            table.cell(number, 0).merge(table.cell(number, len(grid.widths) - 1))
    for top, left, bottom, right in grid.spans:
        merged = table.cell(top, left).merge(table.cell(bottom, right))
        merged.text = merged.text.strip()
    document.add_paragraph()
