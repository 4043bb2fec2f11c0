"""What an amount is counted by: per claim, per year, per period, per claimant (domain.md §1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.domain import Basis
from checker.language import Analysis

CLAIM, YEAR, PERIOD, CLAIMANT = "claim", "year", "period", "claimant"
_KINDS = {f"basis.{kind}": kind for kind in (CLAIM, YEAR, PERIOD, CLAIMANT)}


@dataclass(frozen=True, slots=True)
class BasisSpan:
    """One basis wording at `[start, end)`: claim, year, period or claimant."""

    start: int
    end: int
    kind: str


def find_bases(analysis: Analysis, start: int, end: int) -> tuple[BasisSpan, ...]:
    """Return the basis wordings printed in `[start, end)`, in order."""
    return tuple(
        BasisSpan(hit.start, hit.end, _KINDS[hit.id])
        for hit in analysis.hits_in("bases", start, end)
        if hit.id in _KINDS
    )


def combine_bases(kinds: Iterable[str]) -> Basis | None:
    """Return the basis of one amount that is printed with all of `kinds`; None for none.

    One amount "par sinistre et par année" caps both (corpus/SCHEMA.md).
    """
    found = set(kinds)
    if CLAIM in found and found & {YEAR, PERIOD}:
        return Basis.PER_CLAIM_AND_YEAR
    if CLAIMANT in found:
        return Basis.PER_CLAIMANT
    if CLAIM in found:
        return Basis.PER_CLAIM
    if YEAR in found:
        return Basis.PER_YEAR
    return Basis.PER_POLICY_PERIOD if PERIOD in found else None
