"""The amount that a printed line really evidences, where the document prints more than one.

The lower of two figures always answers: of a sum in letters and in figures, of a limit per
claim and one per year, of a sub-limit and the headline above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from checker.domain import Evidence, Guarantee
from checker.rules.lines import HEADLINE
from checker.rules.validity import Source
from checker.values.amounts import find_amounts

# What separates an amount in letters from the same in figures: "(", a colon, "soit".
_BETWEEN = re.compile(r"[\s (:=–-]{1,4}(?:soit\s)?")


def effective_amount(guarantee: Guarantee, source: Source) -> Decimal | None:
    """Return the lowest figure that limits the line, None where none is printed."""
    if guarantee.amount is None:
        return None
    return min(guarantee.amount, *_other_limits(guarantee, source.facts.guarantees))


def _other_limits(guarantee: Guarantee, printed: Sequence[Guarantee]) -> list[Decimal]:
    found = [guarantee.amount_year] if guarantee.amount_year is not None else []
    for item in guarantee.evidence:
        doubled = differing_amounts(item)
        if doubled is not None and guarantee.amount in doubled[:2]:
            found.extend(doubled[:2])
    if guarantee.sublimit:
        found += [
            headline.amount
            for headline in printed
            if headline.section == guarantee.section
            and headline.id == HEADLINE
            and headline.amount is not None
            and headline.currency == guarantee.currency
        ][:1]
    return [amount for amount in found if amount > 0] or [guarantee.amount or Decimal(0)]


def differing_amounts(item: Evidence) -> tuple[Decimal, Decimal, str | None] | None:
    """Return (letters, figures, currency) where one sum is printed twice, and differently."""
    text = item.quote + item.suffix
    for one, other in pairwise(find_amounts(text)):
        if one.words == other.words or one.start > len(item.quote):
            continue
        if not _BETWEEN.fullmatch(text[one.end : other.start]):
            continue
        if one.amount.value != other.amount.value:
            words, figures = (one, other) if one.words else (other, one)
            return words.amount.value, figures.amount.value, figures.amount.currency
    return None
