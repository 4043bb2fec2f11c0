"""What a claim pays in euros: deductible off the loss, then every ceiling above it.

One story is one claim. Its heads share what they have in common: a sub-limit, the line of
their kind of damage, the overall limit of the section. A liability cover bears one
deductible a claim, the highest of those that apply; covers of the firm's own loss bear each
their own. Defence costs stand inside the limit unless the document says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from checker.domain import Deductible, DeductibleKind

_HOURS_IN_A_DAY = 24
_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A head of loss with the ceilings over it and its deductible, by key."""

    loss: Decimal
    ceilings: tuple[str, ...]
    deductible: str | None
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    paid: Decimal
    deducted: Decimal


NOTHING_PAID = Settled(paid=_NOTHING, deducted=_NOTHING)


def settle(
    claims: Sequence[Claimed],
    *,
    ceilings: Mapping[str, Decimal],
    deductibles: Mapping[str, Sequence[Deductible]],
) -> list[Settled]:
    """Return what each head is paid, in order: the first heads use the common ceilings first.

    A ceiling or deductible without entry does not limit; of several deductibles under one key
    the highest is borne.
    """
    left = dict(ceilings)
    borne: dict[str, Decimal] = {}
    for key, printed in deductibles.items():
        under = [claim for claim in claims if claim.deductible == key]
        loss = sum((claim.loss for claim in under), _NOTHING)
        hours = next((claim.hours for claim in under if claim.hours), None)
        sums = [deductible_amount(one, loss, hours=hours) or _NOTHING for one in printed]
        borne[key] = max(sums, default=_NOTHING)
    settled: list[Settled] = []
    for claim in claims:
        deducted = min(claim.loss, borne.get(claim.deductible or "", _NOTHING))
        if claim.deductible in borne:
            borne[claim.deductible] -= deducted
        rooms = [left[key] for key in claim.ceilings if key in left]
        paid = min([claim.loss - deducted, *rooms])
        for key in claim.ceilings:
            if key in left:
                left[key] -= paid
        settled.append(Settled(paid=paid, deducted=deducted))
    return settled


def deductible_amount(
    deductible: Deductible, loss: Decimal, *, hours: int | None = None
) -> Decimal | None:
    """Return what a deductible takes off a loss, None where it cannot be told.

    A deductible in time takes the same share of the loss as of the interruption.
    """
    match deductible.kind:
        case DeductibleKind.NONE:
            return _NOTHING
        case DeductibleKind.FIXED:
            return None if deductible.amount is None else min(deductible.amount, loss)
        case DeductibleKind.PERCENT:
            if deductible.rate is None:
                return None
            share = (loss * deductible.rate / 100).quantize(_CENT, ROUND_HALF_UP)
            if deductible.min is not None:
                share = max(share, deductible.min)
            if deductible.max is not None:
                share = min(share, deductible.max)
            return min(share, loss)
        case DeductibleKind.HOURS | DeductibleKind.DAYS:
            waiting = (
                deductible.hours
                if deductible.kind is DeductibleKind.HOURS
                else (deductible.days or 0) * _HOURS_IN_A_DAY
            )
            if not waiting or not hours:
                return None
            share = (loss * min(waiting, hours) / hours).quantize(_CENT, ROUND_HALF_UP)
            least = deductible.min if deductible.min is not None else deductible.amount
            return min(max(share, least or _NOTHING), loss)


def split(total: Decimal, typical: Sequence[Decimal]) -> list[Decimal]:
    """Return `total` shared out like `typical`, in whole euros where the total is whole.

    >>> [str(part) for part in split(Decimal(100), [Decimal(1), Decimal(2)])]
    ['33', '67']
    """
    unit = Decimal(1) if total == total.to_integral_value() else _CENT
    whole = sum(typical, _NOTHING)
    exact = [total * part / whole for part in typical]
    parts = [part.quantize(unit, ROUND_DOWN) for part in exact]
    missing = int((total - sum(parts, _NOTHING)) / unit)
    # The units that rounding leaves go to the parts that lost most by it.
    losers = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for index in losers[:missing]:
        parts[index] += unit
    return parts
