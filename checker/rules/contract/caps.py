"""The contract's liability cap against the limit that answers (domain.md §6.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.domain import Clause, Finding, Severity
from checker.rules.contract.confrontation import Confrontation, Limit
from checker.rules.wording import build_finding

# Up to this a cap is symbolic; below this share of the policy's limit it leaves insurance unused.
_SYMBOLIC_EUROS = Decimal(100)
_LOW_EUROS = Decimal(10_000)
_FORMULAS = frozenset(("fees_12_months", "fees_multiple", "percent_of_price", "per_order"))
# Heads that a law or a policy never lets a cap reach are no exposure of their own.
_NO_HEADS = frozenset(("rc.faute", "rc.tous_dommages", "rc.pro", "rc.exploitation", "rc.materiel"))


def find_cap_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield what the cap, its absence and its exceptions mean for the insurance."""
    caps = both.clauses("ct.cap")
    uncapped = both.clauses("ct.nocap")
    for clause in caps:
        yield from _of_cap(clause, both)
    for clause in uncapped:
        yield from _no_cap(clause, both)
    for clause in (*both.clauses("ct.cap.carveouts"), *both.clauses("ct.garantie_pi")):
        yield from _carved_out(clause, both)


def _of_cap(clause: Clause, both: Confrontation) -> Iterator[Finding]:
    request = both.request
    if clause.amount is not None and clause.amount <= _LOW_EUROS:
        yield build_finding(
            request, "very_low_cap", Severity.MEDIUM, clause=clause.id, legal=("c_civ.1170",),
            evidence=clause.evidence, amount=request.messages.money(clause.amount, clause.currency),
        )  # fmt: skip
        if clause.amount <= _SYMBOLIC_EUROS:
            return
    limit = both.financial_limit()
    if clause.form == "policy_limit":
        yield build_finding(
            request, "cap_is_policy_limit", Severity.MEDIUM, clause=clause.id,
            evidence=(*clause.evidence, *(limit.evidence if limit else ())),
            evidenced=limit.amount if limit else None,
        )  # fmt: skip
        return
    if limit is None or limit.amount is None:
        return
    money = request.messages.money
    if clause.amount is None:
        if clause.form in _FORMULAS:
            threshold = _threshold(clause, limit.amount)
            yield build_finding(
                request, "cap_formula", Severity.MEDIUM, clause=clause.id, head=limit.head,
                threshold=threshold, evidenced=limit.amount,
                evidence=(*clause.evidence, *limit.evidence), label=_label(both, limit.head),
                limit=money(limit.amount, limit.currency),
                threshold_text=money(threshold, limit.currency),
            )  # fmt: skip
        return
    yield from _fixed(clause, limit, both)


def _fixed(clause: Clause, limit: Limit, both: Confrontation) -> Iterator[Finding]:
    cap_amount, limit_amount = clause.amount, limit.amount
    if cap_amount is None or limit_amount is None:
        return
    request, money = both.request, both.request.messages.money
    if clause.currency != limit.currency and clause.currency and limit.currency:
        yield build_finding(
            request, "currency_mismatch", Severity.HIGH, variant="contract", clause=clause.id,
            evidence=(*clause.evidence, *limit.evidence), currency=clause.currency,
            other=limit.currency,
        )  # fmt: skip
        return
    gap = cap_amount - limit_amount
    code, severity = ("cap_exceeds_policy", Severity.CRITICAL) if gap > 0 else (
        "cap_below_policy", Severity.LOW)  # fmt: skip
    yield build_finding(
        request, code, severity, clause=clause.id, head=limit.head, gap=gap if gap > 0 else None,
        evidenced=limit_amount, evidence=(*clause.evidence, *limit.evidence),
        label=_label(both, limit.head), cap=money(cap_amount, clause.currency),
        limit=money(limit_amount, limit.currency), gap_text=money(abs(gap), limit.currency),
    )  # fmt: skip


def _threshold(clause: Clause, limit: Decimal) -> Decimal:
    """Return the price or fees above which the cap exceeds the limit, in whole units."""
    rate = clause.rate or Decimal(100)
    return (limit * 100 / rate).quantize(Decimal(1))


def _no_cap(clause: Clause, both: Confrontation) -> Iterator[Finding]:
    yield build_finding(
        both.request, "no_cap", Severity.CRITICAL, clause=clause.id, evidence=clause.evidence
    )
    limit = both.financial_limit()
    if limit is not None and limit.amount is not None:
        yield build_finding(
            both.request, "policy_limit_is_only_cap", Severity.HIGH, clause=clause.id,
            head=limit.head, evidenced=limit.amount,
            evidence=(*clause.evidence, *limit.evidence), label=_label(both, limit.head),
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


def _label(both: Confrontation, head: str) -> str:
    return both.request.label(head)
