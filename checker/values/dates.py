"""Calendar dates in French and English, in figures and in letters.

>>> [d.date.isoformat() for d in find_dates("du 1er janvier au 31 décembre 2026")]
['2026-01-01', '2026-12-31']
>>> [d.date.isoformat() for d in find_dates("le vingt-trois février deux mille vingt-six")]
['2026-02-23']
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.text import fold
from checker.values.numerals import Numeral, find_numerals
from checker.values.spans import keep_longest

_MONTHS = {
    "janvier": 1, "january": 1, "janv": 1, "jan": 1, "fevrier": 2, "february": 2, "fevr": 2,
    "fev": 2, "feb": 2, "mars": 3, "march": 3, "mar": 3, "avril": 4, "april": 4, "avr": 4,
    "apr": 4, "mai": 5, "may": 5, "juin": 6, "june": 6, "jun": 6, "juillet": 7, "july": 7,
    "juil": 7, "jul": 7, "aout": 8, "august": 8, "aug": 8, "septembre": 9, "september": 9,
    "sept": 9, "sep": 9, "octobre": 10, "october": 10, "oct": 10, "novembre": 11, "november": 11,
    "nov": 11, "decembre": 12, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?: ?(?:er|st|nd|rd|th))?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"

_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?:er)? ?(?P<mark>[/.-]) ?(?P<second>\d{1,2}) ?(?P=mark) ?"
    r"(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/]|[.-]\d)"
)
_ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d/.,]){_DAY}(?: of| day of)?[ -]{{0,2}}{_MONTH},?[ -]{{0,2}}{_YEAR}(?!\d)"
)
_MONTH_FIRST = re.compile(rf"(?<![a-z]){_MONTH} {_DAY},? {_YEAR}(?!\d)")
_PARTIAL = re.compile(rf"(?<![\d/.,]){_DAY} {_MONTH}(?![a-z])(?!,? ?\d{{4}})")
_PARTIAL_FIGURES = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})(?:er)? ?[/.] ?(?P<month>\d{1,2})(?! ?[/.]? ?\d)"
)
# Between the two ends of a period: "au", "jusqu'au", "to", with an hour before it.
_RANGE = re.compile(
    r"(?: inclus)?(?:,? (?:a )?(?:\d{1,2} ?h(?:eures?)?(?: ?\d{2})?|zero heure|minuit|midi))?,? ?"
    r"(?:au|jusqu'au|to|until|till|through|et|-)(?: and including)?(?: le)? ?"
)
_MONTH_IN_LETTERS = re.compile(rf" {_MONTH} ")
# Two figures of a year: attestations and contracts, not birth dates.
_PIVOT = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A calendar date at `[start, end)`; `partial`: its year comes from its period's end."""

    start: int
    end: int
    date: dt.date
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyDay:
    """A day that comes back every year, at `[start, end)`."""

    start: int
    end: int
    month: int
    day: int

    def after(self, date: dt.date) -> dt.date:
        """Return its first return after `date`; the 29th of February is the 28th elsewhere."""
        for year in (date.year, date.year + 1):
            found = _date(year, self.month, self.day) or dt.date(year, self.month, 28)
            if found > date:
                return found
        return dt.date(date.year + 1, self.month, min(self.day, 28))


def find_yearly_days(text: str) -> list[YearlyDay]:
    """Return the days printed without a year: "1er avril", "01/04"."""
    folded = fold(text)
    found = [
        YearlyDay(
            start=match.start(), end=match.end(),
            month=_MONTHS[match["month"]], day=int(match["day"]),
        )
        for match in _PARTIAL.finditer(folded)
    ] + [
        YearlyDay(
            start=match.start(), end=match.end(),
            month=int(match["month"]), day=int(match["day"]),
        )
        for match in _PARTIAL_FIGURES.finditer(folded)
    ]  # fmt: skip
    real = (day for day in found if _date(2024, day.month, day.day))
    return sorted(real, key=lambda day: day.start)


def find_dates(text: str, *, order: str = "dmy") -> list[DateSpan]:
    """Return the dates of `text` in order, disjoint.

    `order` "mdy" reads 03/04/2026 as the fourth of March (American forms). A date that
    does not exist is left out.
    """
    folded = fold(text)
    found = [
        *_with_figures(folded, order),
        *_with_month(folded, _DAY_FIRST),
        *_with_month(folded, _MONTH_FIRST),
        *_in_letters(folded),
    ]
    found = keep_longest(found)
    return keep_longest([*found, *_partial(folded, found)])


def _with_figures(folded: str, order: str) -> Iterator[DateSpan]:
    for match in _ISO.finditer(folded):
        yield from _span(match, int(match["year"]), int(match["month"]), int(match["day"]))
    for match in _NUMERIC.finditer(folded):
        year = int(match["year"])
        if year < 100:
            year += 2000 if year < _PIVOT else 1900
        day, month = int(match["first"]), int(match["second"])
        if (order == "mdy" and day <= 12) or month > 12 >= day:
            day, month = month, day
        yield from _span(match, year, month, day)


def _with_month(folded: str, pattern: re.Pattern[str]) -> Iterator[DateSpan]:
    for match in pattern.finditer(folded):
        yield from _span(match, int(match["year"]), _MONTHS[match["month"]], int(match["day"]))


def _in_letters(folded: str) -> Iterator[DateSpan]:
    numerals = find_numerals(folded)
    by_start = {numeral.start: numeral for numeral in numerals}
    for match in _MONTH_IN_LETTERS.finditer(folded):
        day = next((n for n in numerals if n.end == match.start()), None) or _figure_day(
            folded, match.start()
        )
        year = by_start.get(match.end())
        if day and year and 1900 < year.value < 2100:
            date = _date(year.value, _MONTHS[match["month"]], day.value)
            if date:
                yield DateSpan(start=day.start, end=year.end, date=date)


def _figure_day(folded: str, end: int) -> Numeral | None:
    match = re.search(r"(?<!\d)(\d{1,2})(?:er)?$", folded[max(0, end - 5) : end])
    return Numeral(end - len(match[0]), end, int(match[1])) if match else None


def _partial(folded: str, found: list[DateSpan]) -> Iterator[DateSpan]:
    """Yield the beginnings of periods whose year is only printed at their end."""
    for day in find_yearly_days(folded):
        link = _RANGE.match(folded, day.end)
        end = next((d for d in found if link and d.start == link.end()), None)
        if end is None:
            continue
        later = (day.month, day.day) > (end.date.month, end.date.day)
        date = _date(end.date.year - later, day.month, day.day)
        if date:
            yield DateSpan(start=day.start, end=day.end, date=date, partial=True)


def _span(match: re.Match[str], year: int, month: int, day: int) -> Iterator[DateSpan]:
    date = _date(year, month, day)
    if date:
        yield DateSpan(start=match.start(), end=match.end(), date=date)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
