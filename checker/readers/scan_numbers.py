"""A second, independent reading of the figures of a scan.

A wrong digit in an amount approves what is not insured, and an engine may be sure of it. So
each stretch of a line that holds figures is cut out, enlarged and read again; where the two
readings differ, the words keep a low confidence for those who decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from checker.domain import DOUBTFUL_CONFIDENCE
from checker.readers.scan_bitmap import Grey, PixelBox
from checker.readers.scan_engine import Engine, Recognised

# A gap wider than this many heights of a word ends a stretch: the next cell of a table.
_GAP_HEIGHTS = 1.6
# The boxes of an engine overlap where signs touch.
_OVERLAP_HEIGHTS = 0.6
_MARGIN_PIXELS = 14
_ENLARGED = 1.5
# A sheet of clippings larger than a page would cost more than the page.
_MAX_SHEET_PIXELS = 12_000_000


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring words of one line, by their index, and the box around them."""

    members: tuple[int, ...]
    box: PixelBox

    @property
    def height(self) -> int:
        """The height of its clipping."""
        return int(self.box[3]) - int(self.box[1]) + 2 * _MARGIN_PIXELS

    @property
    def width(self) -> int:
        """The width of its clipping."""
        return int(self.box[2]) - int(self.box[0]) + 2 * _MARGIN_PIXELS


def verified(
    words: Sequence[Recognised], pixels: Grey, engine: Engine, dpi: float
) -> list[Recognised]:
    """Return the words, those of figures that are read otherwise a second time as doubtful."""
    stretches = _stretches(words)
    if not stretches:
        return list(words)
    sheet, tops = _sheet(stretches, pixels)
    if sheet is None:
        return list(words)
    again = engine(sheet, round(dpi * _ENLARGED), True)
    result = list(words)
    for stretch, top in zip(stretches, tops, strict=True):
        bottom = top + stretch.height * _ENLARGED
        second = sorted(
            (w for w in again if top <= (w.box[1] + w.box[3]) / 2 < bottom), key=lambda w: w.box[0]
        )
        first = [index for index in stretch.members if _digits(words[index].text)]
        figures = [word for word in second if _digits(word.text)]
        if not figures:
            continue
        trust = min(word.confidence for word in figures)
        same = _joined(words[index] for index in first) == _joined(figures)
        for index in first:
            own = result[index].confidence
            # Two readings that agree are worth the better, two that differ are worth little.
            confidence = max(own, trust) if same else min(own, DOUBTFUL_CONFIDENCE)
            result[index] = replace(result[index], confidence=confidence)
    return result


def questioned(words: Sequence[Recognised]) -> list[Recognised]:
    """Return the words, amounts that nobody prints as doubtful.

    A ceiling is round: "3 060 000" or "750 009" is a zero with dust in it. Both readings of a
    worn page may agree on that.
    """
    return [
        replace(word, confidence=min(word.confidence, DOUBTFUL_CONFIDENCE))
        if _LONE_DIGIT.fullmatch(word.text) and _is_group(words, word)
        else word
        for word in words
    ]


# One figure that is no zero at the end of a group, or in the middle of it.
_LONE_DIGIT = re.compile(r"0[1-9]0|00[1-9]|0[1-9][1-9]")


def _is_group(words: Sequence[Recognised], word: Recognised) -> bool:
    """Return True for a group of an amount: a currency or three more figures stand right of it."""
    beside = _beside(words, word)
    return beside is not None and (
        beside.text.startswith(("€", "EUR", "euro")) or bool(_GROUP.match(beside.text))
    )


def _joined(words: Iterable[Recognised]) -> str:
    return "".join(_digits(word.text) for word in words)


def regrouped(words: Sequence[Recognised]) -> list[Recognised]:
    """Return the words, amounts whose first thin space was not seen with it put back.

    "1500 000 €" is one million five hundred thousand: no one groups digits that way.
    """
    result: list[Recognised] = []
    for word in words:
        head = word.text[:-3]
        if _LONG_GROUP.fullmatch(word.text) and _is_amount(words, word):
            x0, top, x1, bottom = word.box
            middle = x0 + (x1 - x0) * len(head) / len(word.text)
            # Two words that touch would be printed as one.
            gap = _THIN_SPACE_HEIGHTS * (bottom - top)
            result.append(replace(word, text=head, box=(x0, top, middle - gap, bottom)))
            result.append(replace(word, text=word.text[-3:], box=(middle + gap, top, x1, bottom)))
        else:
            result.append(word)
    return result


_THIN_SPACE_HEIGHTS = 0.1
_LONG_GROUP = re.compile(r"[1-9]\d{3,5}")
_GROUP = re.compile(r"\d{3}")
_GROUP_AND_CURRENCY = re.compile(r"\d{3}€.?")


def _is_amount(words: Sequence[Recognised], first: Recognised) -> bool:
    """Return True when groups of three digits and a currency stand right of `first`."""
    groups, word = 0, _beside(words, first)
    for _ in range(3):
        if word is None:
            return False
        if _GROUP.fullmatch(word.text):
            groups += 1
        elif _GROUP_AND_CURRENCY.fullmatch(word.text):
            return True
        else:
            return groups > 0 and word.text.startswith(("€", "EUR", "euro"))
        word = _beside(words, word)
    return False


def _beside(words: Sequence[Recognised], word: Recognised) -> Recognised | None:
    """Return the next word to the right; an engine may put it on a line of its own."""
    _, top, end, bottom = word.box
    middle, height = (top + bottom) / 2, bottom - top
    near = [
        other
        for other in words
        if other.box[1] <= middle <= other.box[3]
        and -_OVERLAP_HEIGHTS * height <= other.box[0] - end <= _GAP_HEIGHTS * height
        and other.box[0] > word.box[0]
    ]
    return min(near, key=lambda other: other.box[0]) if near else None


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _stretches(words: Sequence[Recognised]) -> list[_Stretch]:
    """Return the stretches of lines that hold figures."""
    lines: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        lines.setdefault(word.line, []).append(index)
    found: list[_Stretch] = []
    for line in lines.values():
        line.sort(key=lambda index: words[index].box[0])
        current: list[int] = []
        for index in line:
            if current:
                before, here = words[current[-1]].box, words[index].box
                if here[0] - before[2] > _GAP_HEIGHTS * max(here[3] - here[1], 1.0):
                    found += _stretch(current, words)
                    current = []
            current.append(index)
        found += _stretch(current, words)
    return found


def _stretch(members: Sequence[int], words: Sequence[Recognised]) -> list[_Stretch]:
    """Return the part of neighbouring words from the first figure to the last, if any.

    A word beside them is kept: an engine reads a figure in context better than alone.
    """
    figures = [at for at, index in enumerate(members) if _digits(words[index].text)]
    if not figures:
        return []
    some = members[max(0, figures[0] - 1) : figures[-1] + 2]
    boxes = [words[index].box for index in some]
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return [_Stretch(tuple(some), (min(x0s), min(tops), max(x1s), max(bottoms)))]


def _sheet(stretches: Sequence[_Stretch], pixels: Grey) -> tuple[Grey | None, list[float]]:
    """Return the enlarged clippings one under the other, and where each begins."""
    width = max(stretch.width for stretch in stretches)
    height = sum(stretch.height for stretch in stretches)
    if width * height * _ENLARGED**2 > _MAX_SHEET_PIXELS:
        return None, []
    sheet = np.full((height, width), 255, dtype=np.uint8)
    tops: list[float] = []
    y = 0
    for stretch in stretches:
        x0, top, x1, bottom = (int(side) for side in stretch.box)
        x0, top = max(0, x0 - 2), max(0, top - 2)
        clipping = pixels[top : bottom + 2, x0 : x1 + 2]
        rows, columns = clipping.shape
        sheet[y + _MARGIN_PIXELS : y + _MARGIN_PIXELS + rows, 4 : 4 + columns] = clipping[
            :, : width - 4
        ]
        tops.append(y * _ENLARGED)
        y += stretch.height
    size = round(width * _ENLARGED), round(height * _ENLARGED)
    image = Image.fromarray(sheet).resize(size, resample=Image.Resampling.BICUBIC)
    return np.asarray(image), tops
