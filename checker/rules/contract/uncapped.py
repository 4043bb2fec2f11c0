"""Liability without a cap: none in the contract, or a head taken out of it (§6.3, rules 1, 5)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain import Clause, Finding, Severity
from checker.rules.contract.confrontation import Confrontation
from checker.rules.wording import build_finding

# Heads that a law or a policy never lets a cap reach are no exposure of their own.
_NO_HEADS = frozenset(("rc.faute", "rc.tous_dommages", "rc.pro", "rc.exploitation", "rc.materiel"))


def find_uncapped_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield what stands without a cap, and the only limit that is left."""
    for clause in both.clauses("ct.nocap"):
        yield from _no_cap(clause, both)
    for clause in (*both.clauses("ct.cap.carveouts"), *both.clauses("ct.garantie_pi")):
        yield from _carved_out(clause, both)


def _no_cap(clause: Clause, both: Confrontation) -> Iterator[Finding]:
    yield build_finding(
        both.request, "no_cap", Severity.CRITICAL, clause=clause.id, evidence=clause.evidence
    )
    limit = both.financial_limit()
    if limit is not None and limit.amount is not None and both.refusal("rc.dinc") is None:
        yield build_finding(
            both.request, "policy_limit_is_only_cap", Severity.HIGH, clause=clause.id,
            head=limit.head, evidenced=limit.amount,
            evidence=(*clause.evidence, *limit.evidence), label=both.request.label(limit.head),
            limit=both.request.messages.money(limit.amount, limit.currency),
        )  # fmt: skip


def _carved_out(clause: Clause, both: Confrontation) -> Iterator[Finding]:
    heads = clause.heads
    if clause.id == "ct.garantie_pi":
        heads = ("rc.pi",) if clause.capped is False else ()
    for head in dict.fromkeys(heads):
        if head in _NO_HEADS or head not in both.request.knowledge.protections:
            continue
        limit = both.limit(head)
        variant = ""
        if both.has_insurance:
            variant = "limited" if limit is not None else "silent"
        yield build_finding(
            both.request, "carveout_uncapped", Severity.HIGH, variant=variant, clause=clause.id,
            head=head, concerns=(head,), evidenced=limit.amount if limit else None,
            evidence=(*clause.evidence, *(limit.evidence if limit else ())),
            label=both.request.label(head),
            limit=both.request.messages.money(limit.amount, limit.currency)
            if limit and limit.amount is not None else "–",
        )  # fmt: skip
