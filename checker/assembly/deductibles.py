"""Deductibles: fixed, a percentage with bounds, hours, days, none (domain.md §1.3)."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.assembly.marks import is_nothing
from checker.domain import Deductible, DeductibleKind
from checker.text import fold
from checker.values.amounts import find_amounts
from checker.values.durations import find_durations
from checker.values.percentages import find_percentages

_NONE = re.compile(
    r"\b(?:neant|sans (?:franchise|deductible|excess)|aucune?(?: franchise)?|nil|none|zero"
    r"|pas de franchise|no (?:excess|deductible)|franchise(?: :)? 0)\b"
)
# An intervention threshold bars small disputes; it deducts nothing (SCHEMA convention 6).
_THRESHOLD = re.compile(r"\b(?:seuils?|enjeu|litiges? superieurs?|threshold|minimum dispute)\b")
_MINIMUM = re.compile(r"\b(?:mini(?:mum|mal)?|min|au moins|minimale?|pas inferieure?|at least)\b")
_MAXIMUM = re.compile(r"\b(?:maxi(?:mum|mal)?|max|au plus|plafonnee?|sans (?:pouvoir )?exceder)\b")
_BODILY = re.compile(
    r"[ ,:]*(?:sur|pour|en cas de|for)? ?(?:les )?(?:dommages? )?(?:corporels?|bodily injury)"
)
_NOT_TAKEN = re.compile(r"\b(?:sans objet|non souscrite?|not applicable|selon loi|legale)\b")


def read_deductible(text: str, *, currency: str | None = None) -> Deductible | None:
    """Return the deductible that `text` prints; None where it prints none of any kind.

    `currency`: the column is one of money, so that a bare number is an amount.

    >>> read_deductible("10 % mini 750 €").min
    Decimal('750')
    >>> read_deductible("Néant").kind
    <DeductibleKind.NONE: 'none'>
    >>> read_deductible("Seuil d'intervention : 380 €") is None
    True
    """
    folded = fold(text)
    if is_nothing(text) or _THRESHOLD.search(folded):
        return None
    none = _NONE.search(folded)
    rates = find_percentages(text)
    amounts = find_amounts(text, column_currency=currency)
    if not rates and not amounts and _NOT_TAKEN.search(folded):
        return None
    rest = (*rates, *amounts)
    # "Néant sur dommages corporels, 750 € sur les autres": the figure governs the line.
    partial = none and rest and _BODILY.match(folded, none.end())
    if none and not partial and not any(span.start < none.start() for span in rest):
        return Deductible(kind=DeductibleKind.NONE)
    if rates:
        low, high = _bounds(folded, [(a.start, a.end, a.amount.value) for a in amounts])
        return Deductible(kind=DeductibleKind.PERCENT, rate=rates[0].rate, min=low, max=high)
    times = [d for d in find_durations(text) if d.unit in ("hours", "days")]
    if times and not (amounts and amounts[0].start < times[0].start):
        unit = times[0].unit
        kind = DeductibleKind.HOURS if unit == "hours" else DeductibleKind.DAYS
        return Deductible(
            kind=kind,
            hours=times[0].value if unit == "hours" else None,
            days=times[0].value if unit == "days" else None,
        )
    if amounts:
        value = amounts[0].amount.value
        if value == 0:
            return Deductible(kind=DeductibleKind.NONE)
        return Deductible(kind=DeductibleKind.FIXED, amount=value)
    return Deductible(kind=DeductibleKind.NONE) if _is_zero(folded) else None


def _is_zero(folded: str) -> bool:
    return folded.strip(" .-–") in ("0", "0,00", "0.00", "sans", "non applicable")


def _bounds(
    folded: str, amounts: list[tuple[int, int, Decimal]]
) -> tuple[Decimal | None, Decimal | None]:
    """Return (min, max): by the word next to each amount, else in printed order."""
    low: Decimal | None = None
    high: Decimal | None = None
    previous = 0
    for start, end, value in amounts:
        before = folded[previous:start]
        previous = end
        maximum, minimum = _last(_MAXIMUM, before), _last(_MINIMUM, before)
        if maximum < 0 and minimum < 0:
            after = folded[end : end + _WORD_AFTER]
            maximum, minimum = _last(_MAXIMUM, after), _last(_MINIMUM, after)
        if maximum > minimum or (maximum == minimum and low is not None):
            high = high if high is not None else value
        elif low is None:
            low = value
    return low, high


# "1 500 € minimum": how far after its amount a bound's word may stand.
_WORD_AFTER = 10


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
