"""Penalties, credits, refunds, fines: uninsured whatever the policy says (domain.md §6.3, 4)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain import Clause, Finding, Severity
from checker.rules.contract.confrontation import Confrontation
from checker.rules.contract.public import brings_cap
from checker.rules.wording import build_finding

# Burdens that are owed whatever the damage, and the variant of the sentence that says so.
_UNINSURED = {"burden.refund": "refund", "burden.lump": "lump"}


def find_penalty_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield what no liability insurance pays, and what nothing limits."""
    penalties = [c for c in both.clauses("ct.penalites") if c.rate is not None]
    credits = [c for c in both.clauses("ct.sla") if c.credits]
    for clause in (*penalties, *credits):
        yield build_finding(
            both.request, "penalties_uninsured", Severity.HIGH, clause=clause.id,
            variant="credits" if clause.credits else "", legal=("c_civ.1231-5",),
            evidence=clause.evidence,
        )  # fmt: skip
    yield from _burdens(both)
    for clause in (*both.clauses("ct.penalites"), *credits):
        if _is_uncapped(clause, both):
            yield build_finding(
                both.request, "penalties_uncapped", Severity.CRITICAL, clause=clause.id,
                legal=("c_civ.1231-5",), evidence=clause.evidence,
            )  # fmt: skip


def _burdens(both: Confrontation) -> Iterator[Finding]:
    for clause in both.contract.burdens:
        if clause.id in _UNINSURED:
            yield build_finding(
                both.request, "penalties_uninsured", Severity.HIGH, variant=_UNINSURED[clause.id],
                evidence=clause.evidence,
            )  # fmt: skip
        elif clause.id == "burden.fines":
            yield build_finding(
                both.request, "fines_uninsurable", Severity.HIGH, legal=("c_assur.l113-1",),
                evidence=clause.evidence,
            )  # fmt: skip


def _is_uncapped(clause: Clause, both: Confrontation) -> bool:
    if clause.capped is False:
        return True
    # A cap printed elsewhere for penalties may govern these too; it never governs credits.
    has_cap = not clause.credits and (bool(both.clauses("ct.penalites.cap")) or brings_cap(both))
    return clause.capped is None and clause.cap_percent is None and not has_cap
