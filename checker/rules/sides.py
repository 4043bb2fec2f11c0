"""The two sides of a contract: the same finding weighs otherwise on who buys (§6.1, §6.3 rule 12).

A cap protects the supplier and bounds what the buyer recovers; a penalty costs the one and
serves the other. What the documents say never changes, only how grave it is and what to do.
"""

from __future__ import annotations

from checker.domain import Severity, Side

_BUYER = {
    "cap_exceeds_policy": Severity.HIGH,
    "cap_below_policy": Severity.MEDIUM,
    "very_low_cap": Severity.CRITICAL,
    "no_cap": Severity.LOW,
    "carveout_uncapped": Severity.MEDIUM,
    "penalties_uninsured": Severity.LOW,
    "penalties_uncapped": Severity.LOW,
    "fines_uninsurable": Severity.LOW,
    "aggravated_liability": Severity.MEDIUM,
    "insurance_needed": Severity.HIGH,
}
# Clauses whose absence serves the buyer.
SUPPLIERS_OWN = frozenset(("ct.cap", "ct.indirects", "ct.penalites.cap"))


def severity_for(side: Side, code: str, severity: Severity) -> Severity:
    """Return how grave a finding of `code` is for one side of the contract."""
    return _BUYER.get(code, severity) if side is Side.BUYER else severity
