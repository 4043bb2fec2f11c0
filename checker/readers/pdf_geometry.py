"""The geometry of a PDF page: frames, words, ruling lines and fills.

Everything here is measured in points. PDFium speaks of the page before its rotation,
origin bottom left; a person sees the page after it, origin top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.domain import Box, Notice
from checker.text import fold

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in PDF space and its rotation (0, 90, 180, 270)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.rotation % 180 == 0 else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point of PDF space on the displayed page."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the displayed box of two opposite corners in PDF space."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def turned(box: Box, quarter: int, size: tuple[float, float]) -> Box:
    """Return `box` after turning its page so that text of direction `quarter` reads level.

    `quarter` counts quarter turns anticlockwise of the text; `size` is that of the page.
    """
    x0, top, x1, bottom = box
    width, height = size
    if quarter == 1:
        return height - bottom, x0, height - top, x1
    if quarter == 2:
        return width - x1, height - bottom, width - x0, height - top
    if quarter == 3:
        return top, width - x1, bottom, width - x0
    return box


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed. The four sides are those of the frame in which lines are level.

    `place` is its box on the displayed page; `order` its rank in the content of the page,
    `base` the height of its baseline; `skew` is True when it is printed aslant.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    order: int
    page: int
    place: Box
    hidden: bool = False
    skew: bool = False
    quarter: int = 0
    light: bool = False
    spaced: bool = False
    """True when a blank was written before it, not only a gap left."""
    tracking: float = 0.0
    """The gap between its letters, 0 for plain type."""
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The abscissa of its centre."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: level when `horizontal`, at `at`, from `start` to `end`."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A painted rectangle; `z` is its rank in painting, `colour` its red, green and blue."""

    box: Box
    colour: tuple[int, int, int]
    z: int
    opaque: bool = True

    @property
    def highlight(self) -> bool:
        """True for a bright colour, which marks the text under it and does not hide it."""
        return max(self.colour) > 200 and max(self.colour) - min(self.colour) > 60

    @property
    def white(self) -> bool:
        """True when it cannot be told from paper."""
        return min(self.colour) >= 245


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is printed on one page; words are in content order."""

    number: int
    size: tuple[float, float]
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    images: tuple[Box, ...] = ()

    @property
    def is_loaded(self) -> bool:
        """False for a page that is in the file and cannot be opened."""
        return self.size != (0.0, 0.0)

    @property
    def is_garbled(self) -> bool:
        """True when the text behind the page is no language: its font maps signs wrongly.

        Two letters of five are vowels in French and English; where a font names its signs
        by their place in it, one of six is.
        """
        letters = [c for w in self.words if not w.hidden for c in fold(w.text) if c.isalpha()]
        if len(letters) < _LETTERS_TO_JUDGE:
            return False
        return sum(c in "aeiouy" for c in letters) < _LEAST_VOWELS * len(letters)

    @property
    def lacks_text(self) -> bool:
        """True when the page shows an image and next to no words, or words of no language."""
        if self.is_garbled:
            return True
        width, height = self.size
        covered = sum((b[2] - b[0]) * (b[3] - b[1]) for b in self.images)
        shown = sum(1 for word in self.words if not word.hidden)
        return covered > 0.4 * width * height and shown < 8


_LETTERS_TO_JUDGE = 150
_LEAST_VOWELS = 0.25


@dataclass(frozen=True, slots=True)
class Recognition:
    """The pages of a document, those that are scans with recognised words."""

    pages: tuple[PageContent, ...]
    notices: tuple[Notice, ...] = ()
    scan: bool = False
    """True when the document has no page with a text layer of its own."""


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all `boxes` (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def median(values: Sequence[float], default: float = 0.0) -> float:
    """Return the middle value of `values`, `default` when there is none."""
    if not values:
        return default
    return sorted(values)[len(values) // 2]
