"""What a cap is worth in money: its figure, or its formula where the contract prints the price.

domain.md §6.3, rule 3: a formula becomes euros only when the price it needs is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checker.domain import Clause, Price
from checker.rules.contract.confrontation import Confrontation

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The cap that a formula gives at the price printed in the contract."""

    amount: Decimal
    currency: str | None
    price: Price


def evaluate_formula(clause: Clause, both: Confrontation) -> Priced | None:
    """Return what a formula cap is worth, None where the price it needs is not printed."""
    months = _base_months(clause)
    term = next((c.months for c in both.clauses("ct.duree") if c.months), None)
    for wanted in (_regular, _whole):
        price = wanted(both.contract.prices)
        if price is None or clause.form == "per_order":
            continue
        base = _base(price, months, term)
        if base is not None:
            amount = (base * (clause.rate or Decimal(100)) / 100).quantize(Decimal(1))
            return Priced(amount=_chosen(clause, amount), currency=price.currency, price=price)
    return None


def is_yearly(clause: Clause) -> bool:
    """Return True when a formula takes a share of what is paid in twelve months."""
    return clause.form in ("fees_12_months", "fees_multiple") or clause.months == _YEAR


def threshold_of(clause: Clause, limit: Decimal) -> Decimal:
    """Return the price or fees above which a formula exceeds the limit, in whole units."""
    return (limit * 100 / (clause.rate or Decimal(100))).quantize(Decimal(1))


def _base_months(clause: Clause) -> int | None:
    """Return over how many months the base of a formula runs; None: the whole price."""
    return _YEAR if is_yearly(clause) else None


def _base(price: Price, months: int | None, term: int | None) -> Decimal | None:
    if price.period == "total":
        if months is None:
            return price.amount
        if term is None:
            return None
        return price.amount * min(months, term) / term
    wanted = months or term
    return None if wanted is None else price.amount * wanted / _MONTHS[price.period]


def _regular(prices: tuple[Price, ...]) -> Price | None:
    return _only([price for price in prices if price.period in _MONTHS])


def _whole(prices: tuple[Price, ...]) -> Price | None:
    return _only([price for price in prices if price.period not in _MONTHS])


def _only(prices: list[Price]) -> Price | None:
    """Return the one price there is: of several nobody can say which the formula means."""
    return prices[0] if len(prices) == 1 else None


def _chosen(clause: Clause, amount: Decimal) -> Decimal:
    if clause.amount is None or clause.choice is None:
        return amount
    return max(amount, clause.amount) if clause.choice == "greater" else min(amount, clause.amount)
