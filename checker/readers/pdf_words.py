"""The words of a PDF page with their boxes, in content order.

PDFium puts the blanks between words; two boxes a word are asked for, not one a letter.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2.raw as pdfium

from checker.domain import Box
from checker.readers.pdf_geometry import Fill, Frame, Word, turned
from checker.readers.pdf_objects import Drawing, address

# PDFium writes a hyphen that ends a line as one of these, and joins the two lines.
_LINE_END_HYPHENS = "\x02\ufffe"
# Type that nobody reads on paper.
_UNREADABLE_PT = 1.5
# Paler letters are not read: a contrast of some 1.2 to 1. Large ones are seen sooner.
LEAST_CONTRAST = 24
WATERMARK_PT = 30.0
_LEAST_WATERMARK = 6
_FORCE_BOLD = 1 << 18
# The weight that PDFium guesses from the stems is wrong for many fonts; it is asked only of
# fonts whose name says nothing.
_NAMELESS = re.compile(r"^(?:[A-Z]{6}\+)?(?:CIDFont\+)?[A-Z]{0,4}\d*$")
_INVISIBLE_MODES = (3, 7)
# The thinnest blank between two figures, in ems, beyond the usual gap of the letters.
_THINNEST_EM = 0.075
_DINGBATS = {
    "✓": "✓", "✔": "✓", "✗": "✗", "✘": "✗", "✕": "✗", "✖": "✗", "❏": "☐", "❐": "☐", "❑": "☐",
    "❒": "☐", "□": "☐", "▢": "☐", "☑": "☒", "🗹": "☒", "🗷": "☒", "⊠": "☒", "☓": "✗", "❍": "•",
    "●": "•", "■": "▪", "➢": "•", "➤": "•", "►": "•", "▶": "•",
}  # fmt: skip


@dataclass(frozen=True)
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
    shear: float
    """How much a false italic leans: its boxes are wider than its letters."""
    axis: int
    """Quarter turns of the text in PDF space."""

    @cached_property
    def from_paper(self) -> int:
        """How far its colour is from white."""
        return _apart(self.colour, (255, 255, 255))

    @cached_property
    def is_light(self) -> bool:
        """True when it is pale: a watermark."""
        return min(self.colour) >= 150


def read_words(text_page: Any, frame: Frame, drawing: Drawing, number: int) -> list[Word]:
    """Return the words of a page handle's text in content order."""
    styles: dict[int, _Style] = {}
    words: list[Word] = []
    for token in _tokens(text_page):
        item = pdfium.FPDFText_GetTextObject(text_page, token.letters[0][1])
        key = address(item)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text_page, token.letters[0][1], item, frame, drawing)
        parts, tracking = _parted(text_page, token, style)
        for letters in parts:
            spaced = token.spaced or letters is not parts[0]
            word = _word(
                text_page, letters, style, frame, drawing, len(words), number, spaced, tracking
            )
            if word is not None:
                words.append(word)
    return words


@dataclass(slots=True)
class _Token:
    """Letters between two blanks, each with its index in the text of the page."""

    letters: list[tuple[str, int]]
    spaced: bool


def _tokens(text_page: Any) -> Iterator[_Token]:
    count = pdfium.FPDFText_CountChars(text_page)
    letters: list[tuple[str, int]] = []
    spaced = False
    for index, character in enumerate(_characters(text_page, count)):
        hyphen = character in _LINE_END_HYPHENS
        if hyphen and letters:
            letters.append(("-", letters[-1][1]))
        if hyphen or character.isspace() or ord(character) < 32 or character == "\u200b":
            if letters:
                yield _Token(letters, spaced)
                spaced = False
            letters = []
            spaced = spaced or hyphen or pdfium.FPDFText_IsGenerated(text_page, index) != 1
        else:
            letters.append((character, index))
    if letters:
        yield _Token(letters, spaced)


def _parted(
    text_page: Any, token: _Token, style: _Style
) -> tuple[list[list[tuple[str, int]]], float]:
    """Return the letters of a token, parted at thin blanks, and the gap between them.

    PDFium sees no blank narrower than some quarter of an em: "500 000" set with thin
    blanks, a tight justified line.
    """
    letters = token.letters
    if len(letters) < 3 or style.skew or style.shear:
        return [letters], 0.0
    spans = _spans(text_page, letters, style.axis)
    gaps = [b[0] - a[1] for a, b in itertools.pairwise(spans)]
    usual = max(0.0, sorted(gaps)[len(gaps) // 3])
    if max(gaps) - usual <= _THINNEST_EM * style.size:
        return [letters], usual
    parts = [[letters[0]]]
    for (before, _), letter, gap in zip(letters, letters[1:], gaps, strict=False):
        digits = before.isdigit() and letter[0].isdigit()
        signs = before.isalnum() and letter[0].isalnum()
        least = _THINNEST_EM if digits else 0.095 if signs or letter[0] in "€%«»(:;!?" else 0.16
        if gap - usual > least * style.size and letter[1] != parts[-1][-1][1]:
            parts.append([letter])
        else:
            parts[-1].append(letter)
    return parts, usual


def _spans(text_page: Any, letters: list[tuple[str, int]], axis: int) -> list[tuple[float, float]]:
    """Return where each letter begins and ends along the direction of its text."""
    rect = pdfium.FS_RECTF()
    box_of = pdfium.FPDFText_GetLooseCharBox
    spans: list[tuple[float, float]] = []
    for _, index in letters:
        box_of(text_page, index, rect)
        if axis == 0:
            spans.append((rect.left, rect.right))
        elif axis == 1:
            spans.append((rect.bottom, rect.top))
        elif axis == 2:
            spans.append((-rect.right, -rect.left))
        else:
            spans.append((-rect.top, -rect.bottom))
    return spans


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
    name, weight, forced = _font(item)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else 0
    turn = math.degrees(math.atan2(raw.b, raw.a))
    direction = turn - frame.rotation
    quarter = round(direction / 90)
    lower = name.lower()
    heavy = any(mark in lower for mark in ("bold", "black", "heavy", "demi", "-bd", "gras"))
    return _Style(
        size=round(abs(size), 2),
        bold=heavy or forced or mode == 2 or (weight >= 690 and _NAMELESS.match(name) is not None),
        invisible=mode in _INVISIBLE_MODES or bool(known and alpha.value < 8),
        colour=(red.value, green.value, blue.value) if known else (0, 0, 0),
        rank=drawing.ranks.get(address(item), drawing.objects + 1),
        quarter=quarter % 4,
        skew=abs(direction - 90 * quarter) > 3,
        font=lower,
        shear=raw.c / raw.d if abs(raw.b) < 1e-3 < abs(raw.d) else 0.0,
        axis=round(turn / 90) % 4,
    )


def _font(item: Any) -> tuple[str, int, bool]:
    """Return the name, weight and forced boldness of the font of a text object."""
    font = pdfium.FPDFTextObj_GetFont(item) if item else None
    if not font:
        return "", 400, False
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    forced = bool(pdfium.FPDFFont_GetFlags(font) & _FORCE_BOLD)
    name = buffer.value.decode("utf-8", errors="replace")
    return name, pdfium.FPDFFont_GetWeight(font), forced


def _word(
    text_page: Any,
    letters: list[tuple[str, int]],
    style: _Style,
    frame: Frame,
    drawing: Drawing,
    order: int,
    number: int,
    spaced: bool,
    tracking: float,
) -> Word | None:
    first, last = letters[0][1], letters[-1][1]
    size = frame.size
    place = _box(text_page, first, last, frame, style.shear)
    text = clean("".join(letter for letter, _ in letters), style.font)
    if not text:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, first, x, y)
    ox, oy = frame.point(x.value, y.value)
    level, base = place, oy
    if style.quarter:
        level = turned(place, style.quarter, size)
        base = turned((ox, oy, ox, oy), style.quarter, size)[1]
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
        hidden=style.invisible or _unseen(place, style, size, drawing),
        skew=style.skew,
        quarter=style.quarter,
        light=style.is_light,
        spaced=spaced,
        tracking=tracking,
    )


def _box(text_page: Any, first: int, last: int, frame: Frame, shear: float) -> Box:
    rect = pdfium.FS_RECTF()
    left = bottom = math.inf
    right = top = -math.inf
    for index in (first, last) if first != last else (first,):
        if pdfium.FPDFText_GetLooseCharBox(text_page, index, rect):
            low, high = rect.bottom, rect.top
            lean = shear * (high - low)
            left, right = min(left, rect.left + 0.2 * lean), max(right, rect.right - 0.8 * lean)
            bottom, top = min(bottom, low), max(top, high)
    if left == math.inf:
        return 0.0, 0.0, 0.0, 0.0
    return frame.box(left, bottom, right, top)


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
                if not fill.highlight:
                    return True
                continue
            if ground is None or fill.z >= ground.z:
                ground = fill
    if ground is None and any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in drawing.images):
        return False
    apart = style.from_paper if ground is None else _apart(style.colour, ground.colour)
    # A large pale word is a watermark, which a person sees.
    large = style.skew or style.size > WATERMARK_PT
    return apart < (_LEAST_WATERMARK if large else LEAST_CONTRAST)


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def clean(text: str, font: str = "") -> str:
    """Return the text of a word as it is kept: NFC, without ligature or unprinted character."""
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
