"""Running headers and footers, page numbers, watermarks: what is on a page but not of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.readers.pdf_lines import Line

_ZONE = 0.14
_PAGE_NUMBER = re.compile(
    r"^(?:[-–]\s*)?(?:page|p\.?|pages)?\s*\d{1,3}\s*(?:(?:/|sur|of|de|-)\s*\d{1,3})?(?:\s*[-–])?$",
    re.I,
)
_LEGAL = re.compile(
    r"soci[ée]t[ée] (?:anonyme|par actions|d.assurance|europ)|\bcapital\b|\brcs\b|r\.c\.s"
    r"|si[èe]ge social|code des assurances|acpr|orias|registered|authori[sz]ed|\bs\.?a\.? au\b"
    r"|\bnaf\b|\btva\b|\bsiren\b|mutuelle d.assurance|assurance mutuelle|cotisations",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def furniture_of(
    pages: Sequence[tuple[Sequence[Line], tuple[float, float]]], body: float
) -> set[int]:
    """Return the identities (`id`) of the lines of `pages` that are furniture.

    A page is its lines and its size. A line of the top or bottom zone is furniture when it
    comes back on another page, when it is a page number, or when it belongs to small legal
    print at the bottom.
    """
    found: set[int] = set()
    where: dict[str, list[tuple[int, float, Line]]] = {}
    for number, (lines, size) in enumerate(pages):
        for line in lines:
            if _zone(line, size):
                where.setdefault(_key(line), []).append((number, line.base, line))
    for places in where.values():
        for number, base, line in places:
            if any(n != number and abs(b - base) <= 3 for n, b, _ in places):
                found.add(id(line))
    for lines, size in pages:
        for line in lines:
            if _zone(line, size) and _PAGE_NUMBER.match(line.text) and _alone(line, lines):
                found.add(id(line))
        found |= _legal_footer(lines, size, body)
        if len(pages) > 1:
            found |= _beyond(lines, size, found)
    return found


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _zone(line: Line, size: tuple[float, float]) -> str | None:
    if line.bottom <= _ZONE * size[1]:
        return "top"
    return "bottom" if line.top >= (1 - _ZONE) * size[1] else None


def _alone(line: Line, lines: Sequence[Line]) -> bool:
    """Return True when no larger line stands close: a number of a list is no page number."""
    return not any(
        other is not line
        and abs(other.base - line.base) < 1.6 * line.size
        and abs(other.x0 - line.x0) < 60
        and other.size > line.size * 1.15
        for other in lines
    )


def _legal_footer(lines: Sequence[Line], size: tuple[float, float], body: float) -> set[int]:
    """Return the small print that ends a page, when it speaks of the company that prints it."""
    tail: list[Line] = []
    for line in sorted(lines, key=lambda i: -i.base):
        numbered = _PAGE_NUMBER.match(line.text) is not None
        if line.top < 0.8 * size[1] or (line.size > 0.86 * body and not numbered):
            break
        if (
            tail
            and tail[-1].base - line.base > 3.5 * line.size
            and not _PAGE_NUMBER.match(tail[-1].text)
        ):
            break
        tail.append(line)
    if tail and _LEGAL.search(" ".join(line.text for line in reversed(tail))):
        return {id(line) for line in tail}
    return set()


def _beyond(lines: Sequence[Line], size: tuple[float, float], found: set[int]) -> set[int]:
    """Return small lines further out than the furniture already found on the page."""
    tops = [i.base for i in lines if id(i) in found and i.bottom <= _ZONE * size[1]]
    bottoms = [i.base for i in lines if id(i) in found and i.top >= (1 - _ZONE) * size[1]]
    high = max(tops, default=-1.0)
    low = min(bottoms, default=1e9)
    return {id(i) for i in lines if i.base < high - 1 or i.base > low + 1}
