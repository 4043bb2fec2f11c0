"""What the contract requires of the insurance, head by head (domain.md §6.3, rule 6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.domain import Clause, Finding, Severity
from checker.rules.contract.confrontation import WHOLE_SECTIONS, Confrontation, Limit
from checker.rules.wording import build_finding

# L. 124-5 C. assur.: the insurer's tail after the policy ends is five years at least.
_STATUTORY_TAIL_MONTHS = 60
_SERIOUS = frozenset(("rc.pro", "rc.dinc"))


def find_requirement_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield, for each required head, whether the documents print it and high enough."""
    for clause in both.clauses("ct.assurance"):
        if clause.tail_months is not None and clause.tail_months > _STATUTORY_TAIL_MONTHS:
            yield build_finding(
                both.request, "tail_longer_than_statutory", Severity.MEDIUM, clause=clause.id,
                legal=("c_assur.l124-5",), evidence=clause.evidence,
                years=clause.tail_months // 12,
            )  # fmt: skip
        if clause.head is not None and both.has_insurance:
            yield _of_head(clause, clause.head, both)
    for clause in both.clauses("ct.assurance_assure"):
        yield build_finding(
            both.request, "client_as_additional_insured", Severity.MEDIUM, clause=clause.id,
            evidence=clause.evidence,
        )  # fmt: skip


def _of_head(clause: Clause, head: str, both: Confrontation) -> Finding:
    request, money = both.request, both.request.messages.money
    limit = both.limit(head)
    label = head_label(both, head)
    required = money(clause.amount, clause.currency) if clause.amount is not None else "–"
    if limit is None:
        return build_finding(
            request, "requirement_silent_on", Severity.HIGH, clause=clause.id, head=head,
            concerns=(head,), required=clause.amount, evidence=clause.evidence, label=label,
            required_text=required,
        )  # fmt: skip
    evidence = (*clause.evidence, *limit.evidence)
    evidenced = money(limit.amount, limit.currency) if limit.amount is not None else "–"
    if limit.amount is None and clause.amount is not None:
        return build_finding(
            request, "requirement_silent_on", Severity.MEDIUM, variant="no_amount",
            clause=clause.id, head=head, concerns=(head,), required=clause.amount,
            evidence=evidence, label=label, required_text=required,
        )  # fmt: skip
    gap = _gap(clause, limit)
    if gap is not None and gap > 0:
        return build_finding(
            request, "requirement_not_met",
            Severity.CRITICAL if head in _SERIOUS else Severity.HIGH, clause=clause.id, head=head,
            concerns=(head,), required=clause.amount, evidenced=limit.amount, gap=gap,
            evidence=evidence, label=label, required_text=required, evidenced_text=evidenced,
            gap_text=money(gap, clause.currency),
        )  # fmt: skip
    if gap is None and clause.amount is not None:
        return build_finding(
            request, "currency_mismatch", Severity.HIGH, variant="contract", clause=clause.id,
            head=head, evidence=evidence, currency=clause.currency or "–",
            other=limit.currency or "–",
        )  # fmt: skip
    return build_finding(
        request, "requirement_met", Severity.LOW, clause=clause.id, head=head, concerns=(head,),
        required=clause.amount, evidenced=limit.amount, evidence=evidence, label=label,
        required_text=required, evidenced_text=evidenced,
    )  # fmt: skip


def _gap(clause: Clause, limit: Limit) -> Decimal | None:
    """Return what is missing to the required amount, None across currencies or unsaid."""
    if clause.amount is None or limit.amount is None:
        return None
    if clause.currency and limit.currency and clause.currency != limit.currency:
        return None
    return max(Decimal(0), clause.amount - limit.amount)


def head_label(both: Confrontation, head: str) -> str:
    """Return the name of a required head, a whole section included."""
    if head in WHOLE_SECTIONS or head not in both.request.knowledge.protections:
        return both.request.messages.say(f"section.{head}")
    return both.request.label(head)
