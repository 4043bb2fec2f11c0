"""What a claim pays in euros: deductible off the loss, then every ceiling above it.

One story is one claim. Its heads share what they have in common: a sub-limit, the line of
their kind of damage, the overall limit of the section. Under a liability cover each head
bears the deductible of its own line, and all of them together no more than the highest;
covers of the firm's own loss bear each their own. Defence costs stand inside the limit.
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
    """A head of loss, the keys of the ceilings over it, and its deductible.

    Heads of one `pool` bear together no more than the highest of their deductibles.
    """

    loss: Decimal
    ceilings: tuple[str, ...]
    pool: str | None = None
    deductible: Deductible | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    paid: Decimal
    deducted: Decimal


NOTHING_PAID = Settled(paid=_NOTHING, deducted=_NOTHING)


def settle(claims: Sequence[Claimed], *, ceilings: Mapping[str, Decimal]) -> list[Settled]:
    """Return what each head is paid, in order: the first heads use the common ceilings first.

    A ceiling without entry does not limit.
    """
    left = dict(ceilings)
    own = _deductibles(claims)
    pooled: dict[str, Decimal] = {}
    for (pool, _), amount in own.items():
        pooled[pool] = max(pooled.get(pool, _NOTHING), amount)
    settled: list[Settled] = []
    for claim in claims:
        deducted = _NOTHING
        if claim.pool is not None and claim.deductible is not None:
            key = (claim.pool, claim.deductible)
            deducted = min(claim.loss, own[key], pooled[claim.pool])
            own[key] -= deducted
            pooled[claim.pool] -= deducted
        rooms = [left[key] for key in claim.ceilings if key in left]
        paid = min([claim.loss - deducted, *rooms])
        for key in claim.ceilings:
            if key in left:
                left[key] -= paid
        settled.append(Settled(paid=paid, deducted=deducted))
    return settled


def _deductibles(claims: Sequence[Claimed]) -> dict[tuple[str, Deductible], Decimal]:
    """Return what each deductible of a pool takes off the losses that bear it."""
    losses: dict[tuple[str, Deductible], list[Claimed]] = {}
    for claim in claims:
        if claim.pool is not None and claim.deductible is not None:
            losses.setdefault((claim.pool, claim.deductible), []).append(claim)
    return {
        key: _whole(
            key[1],
            sum((claim.loss for claim in under), _NOTHING),
            next((claim.hours for claim in under if claim.hours), None),
        )
        or _NOTHING
        for key, under in losses.items()
    }


def deductible_amount(
    deductible: Deductible, loss: Decimal, *, hours: int | None = None
) -> Decimal | None:
    """Return what a deductible takes off a loss, None where it cannot be told.

    A deductible in time takes the same share of the loss as of the interruption.
    """
    whole = _whole(deductible, loss, hours)
    return None if whole is None else min(whole, loss)


def _whole(deductible: Deductible, loss: Decimal, hours: int | None) -> Decimal | None:
    """Return a deductible as printed, be it above the loss."""
    match deductible.kind:
        case DeductibleKind.NONE:
            return _NOTHING
        case DeductibleKind.FIXED:
            return deductible.amount
        case DeductibleKind.PERCENT:
            if deductible.rate is None:
                return None
            share = (loss * deductible.rate / 100).quantize(_CENT, ROUND_HALF_UP)
            if deductible.min is not None:
                share = max(share, deductible.min)
            return share if deductible.max is None else min(share, deductible.max)
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
            return max(share, least or _NOTHING)


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
