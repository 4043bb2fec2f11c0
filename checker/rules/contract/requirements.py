"""What the contract requires of the insurance, head by head (domain.md §6.3, rule 6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.domain import Basis, Clause, Finding, Severity
from checker.rules.contract.confrontation import WHOLE_SECTIONS, Confrontation, Limit
from checker.rules.wording import build_finding

# L. 124-5 C. assur.: the insurer's tail after the policy ends is five years at least.
_STATUTORY_TAIL_MONTHS = 60
_TAIL = "time.subsequente"
_MONTHS_IN_YEAR = 12
_SERIOUS = frozenset(("rc.pro", "rc.dinc"))


def find_requirement_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield, for each required head, whether the documents print it and high enough."""
    for clause in both.clauses("ct.assurance"):
        if clause.head is not None:
            of_head = _of_head if both.has_insurance else _alone
            yield of_head(clause, clause.head, both)
    yield from _tail(both)
    for clause in both.clauses("ct.assurance_assure"):
        yield build_finding(
            both.request, "client_as_additional_insured", Severity.MEDIUM, clause=clause.id,
            evidence=clause.evidence,
        )  # fmt: skip


def _tail(both: Confrontation) -> Iterator[Finding]:
    """Yield, once, whether insurance outlasts the contract as long as it is required to."""
    required = [c for c in both.clauses("ct.assurance") if c.tail_months is not None]
    if not required:
        return
    clause = max(required, key=lambda c: c.tail_months or 0)
    months = clause.tail_months or 0
    if months > _STATUTORY_TAIL_MONTHS:
        yield build_finding(
            both.request, "tail_longer_than_statutory", Severity.MEDIUM, clause=clause.id,
            legal=("c_assur.l124-5",), evidence=clause.evidence, years=_years(months),
        )  # fmt: skip
    printed = [
        trigger
        for source in both.insurance
        if (trigger := source.facts.trigger) is not None and trigger.tail_years is not None
    ]
    if printed and all((t.tail_years or 0) * _MONTHS_IN_YEAR < months for t in printed):
        longest = max(printed, key=lambda t: t.tail_years or 0)
        yield build_finding(
            both.request, "requirement_not_met", Severity.HIGH, variant="tail", clause=clause.id,
            head=_TAIL, concerns=(_TAIL,), evidence=(*clause.evidence, *longest.evidence),
            required_text=_years(months), evidenced_text=str(longest.tail_years),
            label=both.request.label(_TAIL),
        )  # fmt: skip


def _years(months: int) -> str:
    """Return months in years, with one decimal where they make no whole year."""
    years = Decimal(months) / _MONTHS_IN_YEAR
    return str(years.quantize(Decimal(1)) if years == int(years) else round(years, 1))


def _of_head(clause: Clause, head: str, both: Confrontation) -> Finding:
    request, money = both.request, both.request.messages.money
    limit = both.limit(head)
    label = head_label(both, head)
    required = money(clause.amount, clause.currency) if clause.amount is not None else "–"
    refused = None if head in WHOLE_SECTIONS else both.refusal(head)
    if refused is not None:
        return build_finding(
            request, "requirement_not_met", _severity(head), variant="refused", clause=clause.id,
            head=head, concerns=(head,), required=clause.amount, evidenced=Decimal(0),
            gap=clause.amount, evidence=(*clause.evidence, *refused.evidence), label=label,
            required_text=required,
        )  # fmt: skip
    if limit is None:
        return build_finding(
            request, "requirement_silent_on", Severity.HIGH, clause=clause.id, head=head,
            concerns=(head,), required=clause.amount, evidence=clause.evidence, label=label,
            required_text=required,
        )  # fmt: skip
    evidence = (*clause.evidence, *limit.evidence)
    figure = limit.on(clause.basis)
    evidenced = money(figure, limit.currency) if figure is not None else "–"
    if limit.amount is None and clause.amount is not None:
        return build_finding(
            request, "requirement_silent_on", Severity.MEDIUM, variant="no_amount",
            clause=clause.id, head=head, concerns=(head,), required=clause.amount,
            evidence=evidence, label=label, required_text=required,
        )  # fmt: skip
    gap = _gap(clause, limit)
    if gap is not None and gap > 0:
        return build_finding(
            request, "requirement_not_met", _severity(head), clause=clause.id, head=head,
            concerns=(head,), required=clause.amount, evidenced=figure, gap=gap, evidence=evidence,
            label=label, required_text=required, evidenced_text=evidenced,
            gap_text=money(gap, clause.currency),
        )  # fmt: skip
    if gap is None and clause.amount is not None:
        return build_finding(
            request, "currency_mismatch", Severity.HIGH, variant="contract", clause=clause.id,
            head=head, evidence=evidence, currency=clause.currency or "–",
            other=limit.currency or "–",
        )  # fmt: skip
    if clause.amount is not None and _is_weaker(limit.basis, clause.basis):
        return build_finding(
            request, "requirement_silent_on", Severity.MEDIUM, variant="basis", clause=clause.id,
            head=head, concerns=(head,), required=clause.amount, evidenced=figure,
            evidence=evidence, label=label, required_text=required, evidenced_text=evidenced,
        )  # fmt: skip
    return build_finding(
        request, "requirement_met", Severity.LOW, clause=clause.id, head=head, concerns=(head,),
        required=clause.amount, evidenced=figure, evidence=evidence, label=label,
        required_text=required, evidenced_text=evidenced,
    )  # fmt: skip


def _gap(clause: Clause, limit: Limit) -> Decimal | None:
    """Return what is missing to the required amount, None across currencies or unsaid."""
    figure = limit.on(clause.basis)
    if clause.amount is None or figure is None:
        return None
    if clause.currency and limit.currency and clause.currency != limit.currency:
        return None
    return max(Decimal(0), clause.amount - figure)


def _is_weaker(printed: Basis | None, required: Basis | None) -> bool:
    """Return True when what is required for each claim is printed for a whole year only."""
    return printed is Basis.PER_YEAR and required is Basis.PER_CLAIM


def _severity(head: str) -> Severity:
    return Severity.CRITICAL if head in _SERIOUS else Severity.HIGH


def _alone(clause: Clause, head: str, both: Confrontation) -> Finding:
    """Return what the contract asks of an insurance that no document shows."""
    request = both.request
    amount = clause.amount
    return build_finding(
        request, "insurance_needed", Severity.MEDIUM, clause=clause.id, head=head,
        variant="required" if amount is not None else "named", concerns=(head,), required=amount,
        evidence=clause.evidence, label=head_label(both, head),
        cap=request.messages.money(amount, clause.currency) if amount is not None else "–",
    )  # fmt: skip


def head_label(both: Confrontation, head: str) -> str:
    """Return the name of a required head, a whole section included."""
    if head in WHOLE_SECTIONS or head not in both.request.knowledge.protections:
        return both.request.messages.say(f"section.{head}")
    return both.request.label(head)
