"""Which words of a page a person sees: the page is drawn, and looked at where each stands.

Text under an image, clipped away or in a layer that is switched off is in the text of the
page all the same; no property of the text itself says that nobody can read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias, cast

import numpy as np
import pypdfium2.raw as pdfium

from checker.domain import Box
from checker.readers.pdf_geometry import Word
from checker.readers.pdf_objects import Drawing
from checker.readers.pdf_words import LEAST_CONTRAST, WATERMARK_PT

Picture: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"

# Pixels a point: strokes of small type keep half of their ink.
_SCALE = 1.5
# A page of a million points must not become a bitmap of gigabytes.
_MAX_PIXELS = 4_000_000
# The part of a box that only its own letters ink: not those of the lines above and below.
_UPPER, _LOWER = 0.25, 0.85


def with_visibility(page: Any, words: Sequence[Word], drawing: Drawing) -> list[Word]:
    """Return the words of a page, those that leave no ink on it as hidden.

    The text of the page handle is gone afterwards where something may cover it.
    """
    tested = [index for index, word in enumerate(words) if _is_tested(word)]
    if not tested:
        return list(words)
    result = list(words)
    picture, scale = _drawn(page, grey=True)
    pale = [i for i in tested if _contrast(picture, words[i].place, scale) < LEAST_CONTRAST]
    if pale:
        # Red on green may be one grey.
        colours, scale = _drawn(page, grey=False)
        pale = [i for i in pale if _contrast(colours, words[i].place, scale) < LEAST_CONTRAST]
    under = [i for i in tested if _is_under(words[i], drawing)]
    if under and _without_text(page):
        bare, scale = _drawn(page, grey=True)
        pale += [i for i in under if _difference(picture, bare, words[i].place, scale) < 2]
    unseen = set(pale)
    for index, word in enumerate(words):
        # A colon between two hidden words is hidden.
        if index in unseen or (not _is_lettered(word) and {index - 1, index + 1} <= unseen):
            result[index] = replace(word, hidden=True)
    return result


def _is_tested(word: Word) -> bool:
    """Return True for words to look at: not for a pale watermark, judged by its colour."""
    pale = word.light and (word.skew or word.size > WATERMARK_PT)
    return _is_lettered(word) and not (word.hidden or pale)


def _is_lettered(word: Word) -> bool:
    """Return False for a sign, which may be smaller than a pixel."""
    return any(map(str.isalnum, word.text))


def _drawn(page: Any, *, grey: bool) -> tuple[Picture, float]:
    width, height = page.get_size()
    scale = min(_SCALE, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    # The stubs say int; PDFium takes any number.
    bitmap = page.render(scale=cast("int", scale), grayscale=grey)
    try:
        pixels = bitmap.to_numpy().copy()
        return pixels.reshape(*pixels.shape[:2], -1), scale
    finally:
        bitmap.close()


def _contrast(picture: Picture, box: Box, scale: float) -> int:
    """Return how much the ink of a place differs from its ground, 0 to 255."""
    part = _part(picture, box, scale)
    if not part.size:
        return 0
    if part.shape[2] == 1:
        return int(part.max()) - int(part.min())
    darkest, lightest = part.min(axis=(0, 1)), part.max(axis=(0, 1))
    return int((lightest.astype(np.int16) - darkest).max())


def _difference(picture: Picture, bare: Picture, box: Box, scale: float) -> int:
    """Return by how much a place changes when the text is taken away."""
    part, without = _part(picture, box, scale), _part(bare, box, scale)
    return int(np.abs(part.astype(np.int16) - without).max()) if part.size else 0


def _part(picture: Picture, box: Box, scale: float) -> Picture:
    x0, top, x1, bottom = (side * scale for side in box)
    height, width = bottom - top, x1 - x0
    # The direction of the line is unknown: the margins are left out both ways.
    if height <= width:
        top, bottom = top + _UPPER * height, top + _LOWER * height
    else:
        x0, x1 = x0 + (1 - _LOWER) * width, x0 + (1 - _UPPER) * width
    y0, left = max(0, int(top)), max(0, int(x0))
    return picture[y0 : max(0, round(bottom)) + 1, left : max(0, round(x1)) + 1]


def _is_under(word: Word, drawing: Drawing) -> bool:
    """Return True when an image may have been drawn over the word."""
    x, y = (word.place[0] + word.place[2]) / 2, (word.place[1] + word.place[3]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in drawing.images)


def _without_text(page: Any) -> bool:
    """Take the text objects off a page; False when there are none to take."""
    taken = False
    for index in reversed(range(pdfium.FPDFPage_CountObjects(page.raw))):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
            taken = bool(pdfium.FPDFPage_RemoveObject(page.raw, item)) or taken
    return taken
