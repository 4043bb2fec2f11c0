"""Durations: "cinq (5) ans", "72 heures", "douze mois", "six (6) years".

>>> [(d.value, d.unit) for d in find_durations("délai de cinq (5) ans, puis 72 heures")]
[(5, 'years'), (72, 'hours')]
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from checker.text import fold
from checker.values.numerals import find_numerals

_UNIT = (
    r"(?P<unit>annees?|ans?|years?|yrs?|mois|months?|semaines?|weeks?|jours?|days?"
    r"|heures?|hours?|hrs?|h)(?![a-z])"
)
_QUALITY = r"(?: premieres?| premiers| first| consecutive| calendar| working| business| full)?"
_FIGURES = re.compile(rf"(?<![\d.,/])(?P<number>\d{{1,4}}){_QUALITY}[ -]?{_UNIT}")
_AFTER_WORDS = re.compile(rf" ?(?:\((?P<figures>\d{{1,4}})\))?{_QUALITY}[ -]?{_UNIT}")
_CLOCK_BEFORE = re.compile(r"(?:\ba|\bat|\bde|\bfrom|\bavant|\bapres) $")
_CLOCK_AFTER = re.compile(r" ?(?:\d{2}\b|/ ?(?:24|7))")
_UNITS = {"an": "years", "y": "years", "mo": "months", "j": "days", "d": "days", "h": "hours"}
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationSpan:
    """A duration at `[start, end)`; `unit` is years, months, days or hours."""

    start: int
    end: int
    value: int
    unit: str


def find_durations(text: str) -> list[DurationSpan]:
    """Return the durations of `text` in order; a time of day ("à 24 h 00") is none."""
    folded = fold(text)
    found: dict[int, DurationSpan] = {}
    for numeral in find_numerals(folded):
        tail = _AFTER_WORDS.match(folded, numeral.end)
        if tail:
            span = _span(numeral.start, tail.end(), numeral.value, tail["unit"])
            found[tail.end()] = span
    for match in _FIGURES.finditer(folded):
        if match.end() not in found and not _is_clock(folded, match):
            number = int(match["number"])
            found[match.end()] = _span(match.start(), match.end(), number, match["unit"])
    return sorted(found.values(), key=lambda span: span.start)


def _is_clock(folded: str, match: re.Match[str]) -> bool:
    if not match["unit"].startswith("h"):
        return False
    before = folded[max(0, match.start() - 8) : match.start()]
    return bool(
        _CLOCK_AFTER.match(folded, match.end())
        or (_CLOCK_BEFORE.search(before) and int(match["number"]) <= 24)
        or match["number"] == "0"
    )


def _span(start: int, end: int, value: int, unit: str) -> DurationSpan:
    if unit.startswith(("semaine", "week")):
        return DurationSpan(start=start, end=end, value=value * _DAYS_IN_WEEK, unit="days")
    name = next(name for prefix, name in _UNITS.items() if unit.startswith(prefix))
    return DurationSpan(start=start, end=end, value=value, unit=name)


def last_day(start: dt.date, duration: DurationSpan) -> dt.date | None:
    """Return the last day of a duration that begins on `start`; None for hours.

    >>> last_day(dt.date(2026, 4, 1), find_durations("douze mois")[0])
    datetime.date(2027, 3, 31)
    """
    if duration.unit == "days":
        return start + dt.timedelta(days=duration.value - 1)
    if duration.unit not in ("months", "years"):
        return None
    months = duration.value * (12 if duration.unit == "years" else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > dt.MAXYEAR - 1:
        return None
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day) - dt.timedelta(days=1)
