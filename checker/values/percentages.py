"""Percentages: "10 %", "0,5 pour cent", "dix pour cent", "5 per cent", "1 ‰".

>>> [str(p.rate) for p in find_percentages("10 % du prix, 0,5 pour cent par jour")]
['10', '0.5']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checker.text import fold
from checker.values.numerals import find_numerals

_SIGN = r"(?P<sign>%|‰|pour ?cents?\b|pour ?mille\b|p\. ?100\b|per ?cent\b)"
_FIGURES = re.compile(rf"(?<![\d.,])(?P<number>\d+(?:[.,]\d+)?) ?{_SIGN}")
_AFTER_WORDS = re.compile(rf"(?: ?\((?:\d+(?:[.,]\d+)?) ?%?\))? ?{_SIGN}")
# "cent" and "mille" are numbers too: "dix pour cent" must not end in "pour".
_PERMILLE = ("‰", "pour mille", "pourmille")


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentageSpan:
    """A percentage at `[start, end)`; `rate` 10 means 10 %."""

    start: int
    end: int
    rate: Decimal


def find_percentages(text: str) -> list[PercentageSpan]:
    """Return the percentages of `text` in order."""
    folded = fold(text)
    found: dict[int, PercentageSpan] = {}
    for numeral in find_numerals(folded):
        tail = _AFTER_WORDS.match(folded, numeral.end)
        if tail:
            rate = _rate(Decimal(numeral.value), tail["sign"])
            found[tail.end()] = PercentageSpan(start=numeral.start, end=tail.end(), rate=rate)
    for match in _FIGURES.finditer(folded):
        if not any(span.start <= match.start() < span.end for span in found.values()):
            rate = _rate(Decimal(match["number"].replace(",", ".")), match["sign"])
            found[match.end()] = PercentageSpan(start=match.start(), end=match.end(), rate=rate)
    return sorted(found.values(), key=lambda span: span.start)


def _rate(number: Decimal, sign: str) -> Decimal:
    return number / 10 if sign in _PERMILLE else number
