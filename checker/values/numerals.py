"""Numbers in letters, French and English: "un million cinq cent mille", "two thousand".

>>> [n.value for n in find_numerals("sept millions cinq cent mille euros")]
[7500000]
>>> [n.value for n in find_numerals("quatre-vingt-dix-sept mille")]
[97000]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.text import fold

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "premier": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDRED = frozenset(("cent", "cents", "hundred"))
_SCALES = {
    "mille": 1_000, "mil": 1_000, "thousand": 1_000, "million": 10**6, "millions": 10**6,
    "milliard": 10**9, "milliards": 10**9, "billion": 10**9,
}  # fmt: skip
_LINKS = frozenset(("et", "and"))
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A whole number written in letters at `[start, end)`."""

    start: int
    end: int
    value: int


def find_numerals(text: str) -> list[Numeral]:
    """Return the numbers in letters, longest readings, in order."""
    folded = fold(text)
    found: list[Numeral] = []
    group: list[re.Match[str]] = []
    for match in _WORD.finditer(folded):
        joined = bool(group) and _joins(folded[group[-1].end() : match.start()])
        if not _is_number_word(match[0]) or (group and not joined):
            if group and not (joined and match[0] in _LINKS):
                _close(group, found)
                group = []
            if joined and match[0] in _LINKS and group:
                group.append(match)
                continue
        if _is_number_word(match[0]):
            group.append(match)
    if group:
        _close(group, found)
    return found


def _is_number_word(word: str) -> bool:
    return word in _UNITS or word in _HUNDRED or word in _SCALES


def _joins(between: str) -> bool:
    return between in (" ", "-", " - ")


def _close(group: list[re.Match[str]], found: list[Numeral]) -> None:
    while group and group[-1][0] in _LINKS:
        group.pop()
    if group:
        value = _value([match[0] for match in group])
        found.append(Numeral(group[0].start(), group[-1].end(), value))


def _value(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in _LINKS:
            continue
        if word in _HUNDRED:
            # "deux cents", "cent": a hundred multiplies what stands before it below 100.
            current = max(current % 100, 1) * 100 + current // 100 * 100
        elif word in _SCALES:
            scale = _SCALES[word]
            total += max(current, 1) * scale
            current = 0
        elif word in ("vingt", "vingts") and current % 100 == 4:
            current += 76  # quatre-vingts
        else:
            current += _UNITS[word]
    return total + current
