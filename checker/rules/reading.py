"""What the documents say of one protection: a state, the figures behind it, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from checker.domain import Deductible, Evidence, ProtectionState

APPROVING = frozenset(
    (
        ProtectionState.EVIDENCED,
        ProtectionState.CONDITIONAL,
        ProtectionState.EVIDENCED_NO_AMOUNT,
    )
)
# Printed against the firm, not merely unsaid.
REFUSING = frozenset((ProtectionState.NOT_SUBSCRIBED, ProtectionState.EXCLUDED))
_ORDER = tuple(ProtectionState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The state of one protection; `reason` names the sentence that explains it."""

    state: ProtectionState
    reason: str
    evidence: tuple[Evidence, ...] = ()
    amount: Decimal | None = None
    currency: str | None = None
    deductible: Deductible | None = None
    values: tuple[tuple[str, str], ...] = field(default=())

    @property
    def rank(self) -> int:
        """Return the place of the state in the order of the report, best first."""
        return _ORDER.index(self.state)


SILENT = Reading(state=ProtectionState.NOT_EVIDENCED, reason="silent")


def best(readings: Iterable[Reading]) -> Reading:
    """Return the best reading; between equals, the higher amount."""
    return min(readings, key=lambda r: (r.rank, -(r.amount or Decimal(0))), default=SILENT)


def worst(readings: Iterable[Reading]) -> Reading:
    """Return the worst reading: of two refusals, the graver printed one."""
    return max(readings, key=lambda r: r.rank, default=SILENT)
