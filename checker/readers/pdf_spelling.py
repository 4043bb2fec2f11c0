"""Words that were printed in pieces: letter-spaced titles, letters of another font."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from checker.readers.pdf_geometry import Word, around, median

_LETTER_SPACED = 4


def respelled(row: list[Word]) -> list[Word]:
    """Return the words of a row, left to right, with those printed in pieces made whole."""
    return _without_letter_spacing(_touching(row))


def _touching(row: list[Word]) -> list[Word]:
    """Return the row with words that touch as one: a letter of another font parts none.

    A call of a note, smaller and with a figure, stays a word of its own.
    """
    result: list[Word] = []
    for word in row:
        if result:
            last = result[-1]
            size = min(word.size, last.size)
            call = word.size < 0.85 * last.size and word.text[0] in "(0123456789*"
            marker = len(last.text) == 1 and not last.text.isalnum() and last.text not in "’'(«"
            gap = word.x0 - last.x1
            written = word.spaced and word.order == last.order + 1
            tracking = max(last.tracking, word.tracking)
            near = -0.12 * size <= gap <= 0.07 * size or (
                tracking > 0.05 * size and 0 <= gap <= 1.5 * tracking + 0.03 * size
            )
            if near and not written and not call and not marker:
                result[-1] = merged((last, word))
                continue
        result.append(word)
    return result


def _without_letter_spacing(row: list[Word]) -> list[Word]:
    """Return the row with "A T T E S T A T I O N" as one word."""
    result: list[Word] = []
    index = 0
    while index < len(row):
        end = index
        while (
            end < len(row)
            and _is_letter(row[end])
            and (end == index or row[end].x0 - row[end - 1].x1 < 2.5 * row[end].size)
        ):
            end += 1
        letters = row[index:end]
        if sum(len(w.text) == 1 for w in letters) >= _LETTER_SPACED:
            result += _respelled(letters)
            index = end
        else:
            result.append(row[index])
            index += 1
    return result


def _is_letter(word: Word) -> bool:
    """Return True for a letter alone, or two capitals that kerning brought together."""
    return word.text.isalpha() and (
        len(word.text) == 1 or (len(word.text) == 2 and word.text.isupper())
    )


def _respelled(letters: list[Word]) -> list[Word]:
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(letters)]
    usual = median(gaps)
    groups = [[letters[0]]]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        if gap > 1.7 * usual + 0.12 * letter.size:
            groups.append([letter])
        else:
            groups[-1].append(letter)
    return [merged(group) for group in groups]


def merged(words: Sequence[Word]) -> Word:
    """Return one word of the texts of several."""
    first = words[0]
    x0, top, x1, bottom = around((w.x0, w.top, w.x1, w.bottom) for w in words)
    return replace(
        first,
        text="".join(w.text for w in words),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        place=around(w.place for w in words),
        bold=all(w.bold for w in words),
    )
