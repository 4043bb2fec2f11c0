"""The words of a PDF page with their boxes, in content order.

PDFium puts the blanks between words; two boxes a word are asked for, not one a letter.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from checker.domain import Box
from checker.readers.pdf_geometry import Fill, Frame, Word, turned
from checker.readers.pdf_objects import Drawing, address

# PDFium writes a hyphen that ends a line as one of these, and joins the two lines.
_LINE_END_HYPHENS = "\x02\ufffe"
_SHY = "\xad"
# Type that nobody reads on paper.
_UNREADABLE_PT = 1.5
_INVISIBLE_MODES = (3, 7)
_DINGBATS = {
    "✓": "✓", "✔": "✓", "✗": "✗", "✘": "✗", "✕": "✗", "✖": "✗", "❏": "☐", "❐": "☐", "❑": "☐",
    "❒": "☐", "□": "☐", "▢": "☐", "☑": "☒", "🗹": "☒", "🗷": "☒", "⊠": "☒", "☓": "✗", "❍": "•",
    "●": "•", "■": "▪", "➢": "•", "➤": "•", "►": "•", "▶": "•",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    """What all letters of one text object share."""

    size: float
    bold: bool
    invisible: bool
    colour: tuple[int, int, int]
    rank: int
    quarter: int
    skew: bool
    font: str


def read_words(text_page: Any, frame: Frame, drawing: Drawing, number: int) -> list[Word]:
    """Return the words of a page handle's text in content order."""
    styles: dict[int, _Style] = {}
    words: list[Word] = []
    for first, last, text in _tokens(text_page):
        item = pdfium.FPDFText_GetTextObject(text_page, first)
        key = address(item)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text_page, first, item, frame, drawing)
        word = _word(text_page, first, last, text, style, frame, drawing, len(words), number)
        if word is not None:
            words.append(word)
    return words


def _tokens(text_page: Any) -> Iterator[tuple[int, int, str]]:
    """Yield (first character, last character, text) of each word."""
    count = pdfium.FPDFText_CountChars(text_page)
    characters = _characters(text_page, count)
    start, letters = -1, ""
    for index, character in enumerate(characters):
        if character in _LINE_END_HYPHENS:
            if start >= 0:
                yield start, index - 1 if index > start else start, letters + "-"
            start, letters = -1, ""
        elif character.isspace() or ord(character) < 32 or character == "\u200b":
            if start >= 0:
                yield start, index - 1, letters
            start, letters = -1, ""
        else:
            if start < 0:
                start = index
            letters += character
    if start >= 0:
        yield start, count - 1, letters


def _characters(text_page: Any, count: int) -> str:
    """Return one character for each index of the text page."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


def _style(text_page: Any, index: int, item: Any, frame: Frame, drawing: Drawing) -> _Style:
    raw = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, raw)
    scale = math.hypot(raw.c, raw.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(text_page, index) * scale
    name, weight = _font(item)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else 0
    direction = math.degrees(math.atan2(raw.b, raw.a)) - frame.rotation
    quarter = round(direction / 90)
    lower = name.lower()
    heavy = any(mark in lower for mark in ("bold", "black", "heavy", "demi", "-bd", "gras"))
    return _Style(
        size=round(abs(size), 2),
        bold=heavy or weight >= 600 or mode == 2,
        invisible=mode in _INVISIBLE_MODES or bool(known and alpha.value < 8),
        colour=(red.value, green.value, blue.value) if known else (0, 0, 0),
        rank=drawing.ranks.get(address(item), drawing.objects + 1),
        quarter=quarter % 4,
        skew=abs(direction - 90 * quarter) > 3,
        font=lower,
    )


def _font(item: Any) -> tuple[str, int]:
    font = pdfium.FPDFTextObj_GetFont(item) if item else None
    if not font:
        return "", 400
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", errors="replace"), pdfium.FPDFFont_GetWeight(font)


def _word(
    text_page: Any,
    first: int,
    last: int,
    text: str,
    style: _Style,
    frame: Frame,
    drawing: Drawing,
    order: int,
    number: int,
) -> Word | None:
    place = _box(text_page, first, last, frame)
    text = clean(text, style.font)
    if not text:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, first, x, y)
    ox, oy = frame.point(x.value, y.value)
    level = turned(place, style.quarter, frame.size)
    base = turned((ox, oy, ox, oy), style.quarter, frame.size)[1]
    return Word(
        text=text,
        x0=level[0],
        top=level[1],
        x1=level[2],
        bottom=level[3],
        base=base,
        size=style.size,
        bold=style.bold,
        order=order,
        page=number,
        place=place,
        hidden=style.invisible or _unseen(place, style, frame.size, drawing),
        skew=style.skew,
        quarter=style.quarter,
        light=min(style.colour) >= 150,
    )


def _box(text_page: Any, first: int, last: int, frame: Frame) -> Box:
    rect = pdfium.FS_RECTF()
    corners: list[tuple[float, float, float, float]] = []
    for index in {first, last}:
        if pdfium.FPDFText_GetLooseCharBox(text_page, index, rect):
            corners.append((rect.left, rect.bottom, rect.right, rect.top))
    if not corners:
        return 0.0, 0.0, 0.0, 0.0
    return frame.box(
        min(c[0] for c in corners),
        min(c[1] for c in corners),
        max(c[2] for c in corners),
        max(c[3] for c in corners),
    )


def _unseen(place: Box, style: _Style, size: tuple[float, float], drawing: Drawing) -> bool:
    """Return True when the word is off the page, too small, or of the colour of its ground."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    if not (-1 <= x <= size[0] + 1 and -1 <= y <= size[1] + 1) or style.size < _UNREADABLE_PT:
        return True
    ground: Fill | None = None
    for fill in drawing.fills:
        x0, top, x1, bottom = fill.box
        if fill.opaque and x0 <= x <= x1 and top <= y <= bottom:
            if fill.z > style.rank:
                return True
            if ground is None or fill.z >= ground.z:
                ground = fill
    if ground is None and any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in drawing.images):
        return False
    paint = (255, 255, 255) if ground is None else ground.colour
    return max(abs(a - b) for a, b in zip(style.colour, paint, strict=True)) < 12


def clean(text: str, font: str = "") -> str:
    """Return the text of a word as it is kept: NFC, no ligature, no character that prints nothing."""
    if "dingbat" in font or "wingdings" in font:
        text = "".join(_pictogram(character, font) for character in text)
    if text.isascii():
        return text
    kept = []
    for character in text:
        if "\ufb00" <= character <= "\ufb06":
            kept.append(unicodedata.normalize("NFKC", character))
        elif character in _DINGBATS:
            kept.append(_DINGBATS[character])
        elif "\uf000" <= character <= "\uf0ff":
            kept.append(_pictogram(character, font or "wingdings"))
        elif unicodedata.category(character) not in ("Cf", "Cc", "Co", "Cs", "Cn"):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _pictogram(character: str, font: str) -> str:
    from checker.readers.docx_symbols import sign

    if character in _DINGBATS:
        return _DINGBATS[character]
    name = next((n for n in ("zapfdingbats", "wingdings 2", "wingdings") if n in font), None)
    return sign(character, name) if ord(character) < 0x100 or character >= "\uf000" else character
