"""Letters as a Word document: real styles and numbered lists, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, cast

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from checker.reports.letter import Letter

_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_FONT = "Calibri"
_BODY = Pt(11)
_MARGIN = Cm(2.5)
# Where the name of the reader stands on a letter, from the left margin.
_RECIPIENT_INDENT = Cm(9)
_UNDER_ITEM = Cm(0.63)
# A ZIP entry needs a date; a fixed one keeps equal letters equal.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def build_docx(letters: Sequence[Letter], *, day: dt.date) -> bytes:
    """Return letters as one DOCX, each on its own page; `day` dates the file."""
    document = new_document()
    _set_up(document, letters[0].language)
    properties = document.core_properties
    properties.title = letters[0].subject
    properties.author = letters[0].sender[0]
    properties.last_modified_by = ""
    properties.comments = ""
    properties.language = _LANGUAGES[letters[0].language]
    properties.created = properties.modified = dt.datetime.combine(
        day, dt.time(), tzinfo=dt.UTC
    ).replace(tzinfo=None)
    for index, letter in enumerate(letters):
        _write(document, letter, new_page=index > 0)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _set_up(document: WordDocument, language: str) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = _MARGIN
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size = _FONT, _BODY
    normal.paragraph_format.space_after = Pt(8)
    _element("w:lang", _properties(normal), val=_LANGUAGES[language])
    heading = _style(document, "Heading 2")
    heading.font.name, heading.font.size = _FONT, Pt(12)
    heading.font.color.rgb = RGBColor(0, 0, 0)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
    heading.paragraph_format.keep_with_next = True
    for name in ("List Number", "List Bullet", "List Bullet 2"):
        _style(document, name).paragraph_format.space_after = Pt(3)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles[name])


def _properties(style: ParagraphStyle) -> Any:
    return cast("Any", style.element).get_or_add_rPr()


def _element(tag: str, parent: Any, **attributes: str) -> Any:
    """Return a new element of WordprocessingML under `parent`."""
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _write(document: WordDocument, letter: Letter, *, new_page: bool) -> None:
    first = _lines(document, letter.sender)
    first.paragraph_format.page_break_before = new_page
    _lines(document, letter.recipient).paragraph_format.left_indent = _RECIPIENT_INDENT
    document.add_paragraph(letter.date).paragraph_format.left_indent = _RECIPIENT_INDENT
    document.add_paragraph().add_run(letter.subject).bold = True
    for text in (letter.opening, *letter.intro):
        document.add_paragraph(text)
    numbering = _new_numbering(document)
    for section in letter.sections:
        document.add_heading(section.title, level=2)
        for item in section.items:
            _number(document.add_paragraph(item.text, style="List Number"), numbering)
            for point in item.points:
                document.add_paragraph(point, style="List Bullet 2")
            if item.passages:
                quoted = document.add_paragraph(style="Quote")
                quoted.add_run(item.passages)
                quoted.paragraph_format.left_indent = _UNDER_ITEM
    if letter.documents:
        document.add_heading(letter.documents_title, level=2)
        for text in letter.documents:
            document.add_paragraph(text, style="List Bullet")
    for index, text in enumerate(letter.closing):
        closing = document.add_paragraph(text)
        if index == 0:
            closing.paragraph_format.space_before = Pt(12)
    signature = _lines(document, letter.signature)
    signature.paragraph_format.left_indent = _RECIPIENT_INDENT
    signature.paragraph_format.keep_together = True


def _lines(document: WordDocument, lines: Sequence[str]) -> Paragraph:
    """Return one paragraph of several lines, the way an address is written."""
    paragraph = document.add_paragraph()
    for index, line in enumerate(lines):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(line)
    return paragraph


def _new_numbering(document: WordDocument) -> int:
    """Return the id of a list of numbers that begins at one: every letter has its own."""
    numbering: Any = document.part.numbering_part.element
    style: Any = document.styles["List Number"].element
    used = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    lists = numbering.findall(qn("w:num"))
    copy = deepcopy(next(one for one in lists if one.get(qn("w:numId")) == used))
    identifier = max(int(one.get(qn("w:numId"))) for one in lists) + 1
    copy.set(qn("w:numId"), str(identifier))
    override = _element("w:lvlOverride", copy, ilvl="0")
    _element("w:startOverride", override, val="1")
    numbering.append(copy)
    return identifier


def _number(paragraph: Paragraph, numbering: int) -> None:
    element: Any = paragraph._p  # pyright: ignore[reportPrivateUsage]
    numbered = element.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = numbering


def _undated(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=_ZIP_DATE)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return out.getvalue()
