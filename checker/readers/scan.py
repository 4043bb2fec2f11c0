"""Scanned pages: an image of a text becomes words in points, and the rulings of its tables.

The words are those of a text layer, so that the same code finds lines, paragraphs and
tables; what is doubtful keeps its confidence for those who decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from checker.domain import Box
from checker.errors import NoTextLayer
from checker.readers.pdf_geometry import PageContent, Rule, Word, median
from checker.readers.scan_bitmap import Grey, PixelBox, Turn, find_turn, is_noisy, stroke, tight
from checker.readers.scan_engine import Engine, Recognised, find_engine, quarter_turns
from checker.readers.scan_numbers import questioned, regrouped, verified
from checker.readers.scan_paper import levelled, native_dpi, resized, smoothed, without_dust
from checker.readers.scan_rulings import rulings, without

POINTS_PER_INCH = 72
# 200 dpi suffices: more costs time and reads no better (performance.md, 3).
_DPI = 200
# An image of less is enlarged after it was cleaned; a fax has 150 or 204 dots an inch.
_LEAST_DPI = 190
# A page of a million points must not become a bitmap of gigabytes.
_MAX_PIXELS = 25_000_000
# Two pages at a time: recognition runs in processes of its own.
_WORKERS = 2
# What a page costs in this process: drawing, straightening, rulings.
_PAGE_CPU_SECONDS = 3
# Below these a page is probably upside down, and is tried the other way round.
_POOR_CONFIDENCE = 75.0
_FEW_WORDS = 8
_LONG_WORD = 4
# Less ink than this share of the page is an empty page, not an unreadable one.
_BLANK_SHARE = 0.0005
_DARK = 128


# A letter without stem fills this part of its size above the baseline, a capital this one.
_CAPITAL_SHARE = 0.69
_RISING = frozenset("bdfhklABCDEFGHIJKLMNOPRSTUVWXYZ")
_ACCENTED = frozenset("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ")
_DESCENDING = frozenset("gjpqyçQ,;/()[]|")
# Sizes measured on pixels differ by this share within one text.
_SIZE_ERROR = 0.12
# Bold strokes are this much thicker, for their size, than those of most words.
_BOLD_RATIO = 1.35


@dataclass(frozen=True, slots=True)
class _Page:
    """A bitmap as it is drawn, the same without dust, and smooth where there was some."""

    number: int
    pixels: Grey
    dpi: float
    clean: Grey
    smooth: Grey

    @property
    def worn(self) -> bool:
        """True when it was full of dust, as a fax is."""
        return self.smooth is not self.clean


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A page read one way up, turned by `quarters` clockwise."""

    page: _Page
    pixels: Grey
    sharp: Grey
    turn: Turn
    quarters: int
    words: tuple[Recognised, ...]
    rulings: tuple[PixelBox, ...]

    @property
    def worth(self) -> float:
        """How many letters were read, each by its confidence."""
        return sum(len(word.text) * word.confidence for word in self.words)

    @property
    def sideways(self) -> bool:
        """True when most of its longer words are taller than wide."""
        long = [word.box for word in self.words if len(word.text) >= _LONG_WORD]
        tall = sum(bottom - top > x1 - x0 for x0, top, x1, bottom in long)
        return tall * 2 > len(long)

    @property
    def confidence(self) -> float:
        """The mean confidence of its words, 0 without any."""
        count = len(self.words)
        return sum(word.confidence for word in self.words) / count if count else 0.0


def scan_pages(pages: Sequence[tuple[int, Any]], *, name: str) -> Iterator[PageContent]:
    """Yield what is printed on `pages`: pairs of a number and a page of pypdfium2.

    An empty page and one that cannot be read have no words. Raises NoTextLayer when no
    engine of recognition is installed.
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
            _ask_for_time(_WORKERS)
            some = [drawn(page, number) for number, page in pages[start : start + _WORKERS]]
            yield from pool.map(partial(_content, engine), some)


def _ask_for_time(pages: int) -> None:
    """Raise the limit of a guarded child by the work of some pages.

    Ten seconds are much for a text and not enough for a scan of thirty pages.
    """
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        more = soft + pages * _PAGE_CPU_SECONDS
        resource.setrlimit(
            resource.RLIMIT_CPU, (more if hard == resource.RLIM_INFINITY else min(more, hard), hard)
        )


def drawn(page: Any, number: int) -> _Page:
    """Return a page as a bitmap of bounded size, in the resolution of its image if it is one."""
    width, height = page.get_size()
    inches = max(width * height / POINTS_PER_INCH**2, 0.01)
    dpi = min(native_dpi(page) or float(_DPI), (_MAX_PIXELS / inches) ** 0.5)
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
    try:
        pixels = bitmap.to_numpy()
        pixels = pixels.reshape(pixels.shape[:2]).copy()
    finally:
        bitmap.close()
    return _Page(number, pixels, dpi, pixels, pixels)


def _prepared(page: _Page) -> _Page:
    """Return a page with white paper, without dust, fine enough to be read."""
    pixels = levelled(page.pixels)
    noisy = is_noisy(pixels)
    clean = without_dust(pixels) if noisy else pixels
    dpi = page.dpi
    if dpi < _LEAST_DPI:
        pixels, clean = resized(pixels, _DPI / dpi), resized(clean, _DPI / dpi)
        dpi = float(_DPI)
    return _Page(page.number, pixels, dpi, clean, smoothed(clean) if noisy else clean)


def _content(engine: Engine, page: _Page) -> PageContent:
    page = _prepared(page)
    height, width = page.pixels.shape
    unit = POINTS_PER_INCH / page.dpi
    size = width * unit, height * unit
    if float((page.clean < _DARK).mean()) < _BLANK_SHARE:
        return PageContent(page.number, size, ())
    attempt = _attempted(engine, page)
    return PageContent(
        number=page.number,
        size=size,
        words=tuple(_words(attempt)),
        # Rules stand in the frame of the page as displayed, straight as on the upright page.
        rules=tuple(_rule(_unturned(attempt, box), unit) for box in attempt.rulings),
    )


def _attempted(engine: Engine, page: _Page) -> _Attempt:
    """Return the page read the right way up."""
    best = _attempt(engine, page, quarters=0)
    if best.sideways or best.confidence < _POOR_CONFIDENCE or len(best.words) < _FEW_WORDS:
        found = quarter_turns(page.clean)
        # An engine reads a page on its side by itself, but then lines are not level.
        # Too little text to be sure of: a poor page is tried upside down.
        turns = [found] if found else [1, 3] if best.sideways else [2]
        others = [_attempt(engine, page, quarters=quarters) for quarters in turns]
        best = max([best, *others], key=lambda attempt: (not attempt.sideways, attempt.worth))
    # A second reading of the same picture would repeat the errors of the first.
    words = verified(best.words, best.sharp, engine, page.dpi)
    return replace(best, words=tuple(questioned(regrouped(words))))


def _attempt(engine: Engine, page: _Page, *, quarters: int) -> _Attempt:
    def upright(pixels: Grey) -> Grey:
        return np.ascontiguousarray(np.rot90(pixels, -quarters))

    turn = find_turn(upright(page.clean))
    # Dashes of a faint ruling are dust: they are looked for where there still is some.
    found, inked = rulings(turn.applied(upright(page.pixels)), page.dpi, worn=page.worn)
    clean = without(turn.applied(upright(page.smooth)), inked)
    sharp = clean
    if page.worn:
        sharp = without(turn.applied(upright(page.clean)), inked)
    words = [
        replace(word, box=tight(clean, word.box))
        for word in engine(np.ascontiguousarray(clean), round(page.dpi), False)
    ]
    return _Attempt(page, clean, sharp, turn, quarters, tuple(words), tuple(found))


def _rule(box: PixelBox, unit: float) -> Rule:
    x0, top, x1, bottom = (side * unit for side in box)
    if x1 - x0 >= bottom - top:
        return Rule(True, (top + bottom) / 2, x0, x1)
    return Rule(False, (x0 + x1) / 2, top, bottom)


def _words(attempt: _Attempt) -> Iterator[Word]:
    """Yield the words in points; those of one line share their baseline and size."""
    lines: dict[int, list[Recognised]] = {}
    for word in attempt.words:
        lines.setdefault(word.line, []).append(word)
    shapes = _smoothed({number: _shape(words) for number, words in lines.items()})
    strokes = [
        stroke(attempt.pixels, word.box) / max(shapes[word.line][1], 1.0) for word in attempt.words
    ]
    usual = median([each for each in strokes if each], 1.0)
    bold = _bold_lines(attempt.words, [each > _BOLD_RATIO * usual for each in strokes])
    unit = POINTS_PER_INCH / attempt.page.dpi
    for order, word in enumerate(attempt.words):
        base, size = shapes[word.line]
        x0, top, x1, bottom = word.box
        yield Word(
            text=word.text,
            x0=x0 * unit,
            top=min(top, base - _CAPITAL_SHARE * size) * unit,
            x1=x1 * unit,
            bottom=max(bottom, base) * unit,
            base=base * unit,
            size=round(size * unit * 2) / 2,
            bold=bold[order],
            order=order,
            page=attempt.page.number,
            place=_place(attempt, word.box, unit),
            quarter=attempt.quarters,
            confidence=word.confidence,
        )


def _bold_lines(words: Sequence[Recognised], heavy: Sequence[bool]) -> list[bool]:
    """Return which words are bold: a sign or a figure is as bold as the words of its line."""
    lettered = [sum(map(str.isalpha, word.text)) > 1 for word in words]
    votes: dict[int, int] = {}
    for word, thick, letters in zip(words, heavy, lettered, strict=True):
        if letters:
            votes[word.line] = votes.get(word.line, 0) + (1 if thick else -1)
    return [
        thick if letters else votes.get(word.line, 0) > 0
        for word, thick, letters in zip(words, heavy, lettered, strict=True)
    ]


def _smoothed(shapes: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Return the lines with one size for those that differ by the error of measure only."""
    usual = median([size for _, size in shapes.values()])
    return {
        number: (base, usual if abs(size - usual) <= _SIZE_ERROR * usual else size)
        for number, (base, size) in shapes.items()
    }


def _shape(words: Sequence[Recognised]) -> tuple[float, float]:
    """Return the baseline and the size in pixels of a line."""
    level = [w.box[3] for w in words if not _DESCENDING & set(w.text)] or [w.box[3] for w in words]
    base = median(level)
    # Capitals, digits and stems: what rises over the small letters.
    rising = [
        base - word.box[1]
        for word in words
        # An accent on a capital rises higher still.
        if any(c.isdigit() or c in _RISING for c in word.text) and not _ACCENTED & set(word.text)
    ]
    return base, median(rising or [(base - word.box[1]) * 1.4 for word in words]) / _CAPITAL_SHARE


def _place(attempt: _Attempt, box: PixelBox, unit: float) -> Box:
    """Return where a box of the upright page stands on the page as displayed."""
    x0, top, x1, bottom = _unturned(attempt, attempt.turn.restored(box))
    return x0 * unit, top * unit, x1 * unit, bottom * unit


def _unturned(attempt: _Attempt, box: PixelBox) -> PixelBox:
    """Return a box before its page was turned by quarters."""
    x0, top, x1, bottom = box
    width, height = attempt.turn.width, attempt.turn.height
    for _ in range(attempt.quarters):
        # Undo one quarter clockwise: (x, y) came from (y, width - x).
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
        width, height = height, width
    return x0, top, x1, bottom
