"""The amount that a printed line really evidences, where the document prints more than one.

The lower of two figures always answers: of a sum in letters and in figures, of a limit per
claim and one per year, of a sub-limit and the headline above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.domain import Evidence, Guarantee
from checker.rules.lines import HEADLINE
from checker.rules.validity import Source
from checker.values.amounts import find_amounts


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
    for span in find_amounts(item.quote + item.suffix):
        if span.figures is not None and span.start <= len(item.quote):
            return span.amount.value, span.figures, span.amount.currency
    return None
