"""Scanned pages: an image of a text becomes words in points, and the rulings of its tables.

The words have the shape of those of a text layer, so that the same code finds lines,
paragraphs and tables; what is doubtful keeps its confidence for those who decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from checker.domain import Box
from checker.errors import NoTextLayer
from checker.readers.scan_bitmap import Grey, Turn, rulings, straightened
from checker.readers.scan_engine import Engine, Recognised, find_engine, quarter_turns

POINTS_PER_INCH = 72
# 200 dpi suffices: more costs time and reads no better (performance.md, 3).
_DPI = 200
# A page of a million points must not become a bitmap of gigabytes.
_MAX_PIXELS = 25_000_000
_MIN_DPI = 50
# Two pages at a time: recognition runs in processes of its own.
_WORKERS = 2
# Below these a page is probably upside down, and is tried the other way round.
_POOR_CONFIDENCE = 60.0
_FEW_WORDS = 8
# Less ink than this share of the page is an empty page, not an unreadable one.
_BLANK_SHARE = 0.0005
_DARK = 128


@dataclass(frozen=True, slots=True)
class ScanWord:
    """A word of an upright page, in points from its top left."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class ScanPage:
    """An upright page; `quarters` is how it was turned, clockwise, to be upright."""

    number: int
    width: float
    height: float
    words: tuple[ScanWord, ...]
    rulings: tuple[Box, ...]
    blank: bool
    quarters: int
    _turn: Turn
    _dpi: float

    def restored(self, box: Box) -> Box:
        """Return where a box of the upright page stands on the page as displayed."""
        unit = self._dpi / POINTS_PER_INCH
        x0, top, x1, bottom = (side * unit for side in box)
        x0, top, x1, bottom = self._turn.restored((x0, top, x1, bottom))
        width, height = self._turn.width, self._turn.height
        for _ in range(self.quarters):
            # Undo one quarter clockwise: (x, y) came from (y, width - x) of the page before.
            x0, top, x1, bottom = top, width - x1, bottom, width - x0
            width, height = height, width
        return x0 / unit, top / unit, x1 / unit, bottom / unit

    @property
    def confidence(self) -> float:
        """The mean confidence of its words, 0 for none."""
        return _confidence(self.words)


def scan_pages(pages: Sequence[tuple[int, Any]], *, name: str) -> Iterator[ScanPage]:
    """Yield what is printed on `pages`: pairs of a number and a page of pypdfium2.

    Raises NoTextLayer when no engine of recognition is installed.
    """
    engine = find_engine()
    if engine is None:
        raise NoTextLayer(
            f"{name}: pages are images; install tesseract (tesseract-ocr, tesseract-ocr-fra) "
            "or the extra checker[ocr] to read them",
            name=name,
        )
    with ThreadPoolExecutor(_WORKERS) as pool:
        # pdfium is not thread-safe: pages are drawn here, and recognised beside.
        for start in range(0, len(pages), _WORKERS):
            some = pages[start : start + _WORKERS]
            drawn = [(number, *_drawn(page)) for number, page in some]
            yield from pool.map(partial(_scanned, engine), drawn)


def _drawn(page: Any) -> tuple[Grey, float]:
    """Return the bitmap of a page and its resolution."""
    width, height = page.get_size()
    inches = max(width * height, 1.0) / POINTS_PER_INCH**2
    dpi = max(_MIN_DPI, min(_DPI, int((_MAX_PIXELS / inches) ** 0.5)))
    while width * height / POINTS_PER_INCH**2 * dpi**2 > 2 * _MAX_PIXELS and dpi > 1:
        dpi //= 2
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
    try:
        pixels = bitmap.to_numpy()
        return np.ascontiguousarray(pixels.reshape(pixels.shape[:2])).copy(), float(dpi)
    finally:
        bitmap.close()


def _scanned(engine: Engine, drawn: tuple[int, Grey, float]) -> ScanPage:
    number, pixels, dpi = drawn
    if float((pixels < _DARK).mean()) < _BLANK_SHARE:
        height, width = pixels.shape
        return _page(number, Turn(0.0, width, height), dpi, [], [], blank=True, quarters=0)
    best = _attempt(number, pixels, dpi, engine, quarters=0)
    if best.confidence < _POOR_CONFIDENCE or len(best.words) < _FEW_WORDS:
        quarters = quarter_turns(pixels)
        if quarters:
            turned = np.ascontiguousarray(np.rot90(pixels, -quarters))
            other = _attempt(number, turned, dpi, engine, quarters=quarters)
            if _worth(other) > _worth(best):
                return other
    return best


def _worth(page: ScanPage) -> float:
    """Return how many letters a page has, each by its confidence."""
    return sum(len(word.text) * word.confidence for word in page.words)


def _attempt(
    number: int, pixels: Grey, dpi: float, engine: Engine, *, quarters: int
) -> ScanPage:  # fmt: skip
    upright, turn = straightened(pixels)
    found, clean = rulings(upright, dpi)
    words = engine(np.ascontiguousarray(clean), round(dpi))
    return _page(number, turn, dpi, words, found, blank=False, quarters=quarters)


def _page(
    number: int, turn: Turn, dpi: float, words: Sequence[Recognised],
    found: Sequence[Box], *, blank: bool, quarters: int,
) -> ScanPage:  # fmt: skip
    unit = POINTS_PER_INCH / dpi

    def points(box: Box) -> Box:
        x0, top, x1, bottom = box
        return x0 * unit, top * unit, x1 * unit, bottom * unit

    return ScanPage(
        number=number,
        width=turn.width * unit,
        height=turn.height * unit,
        words=tuple(ScanWord(word.text, points(word.box), word.confidence) for word in words),
        rulings=tuple(points(box) for box in found),
        blank=blank,
        quarters=quarters,
        _turn=turn,
        _dpi=dpi,
    )


def _confidence(words: Sequence[ScanWord]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 0.0
