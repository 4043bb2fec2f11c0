"""The contract's liability cap against the limit that answers (domain.md §6.3, rules 1-3, 10, 12).

Like is compared with like: a cap for a year with the limit for a year, and with the line for
pure financial loss, unless that line is refused: then nothing answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.domain import Basis, Clause, Finding, Severity
from checker.rules.contract.confrontation import Confrontation, Limit
from checker.rules.contract.exposure import Priced, evaluate_formula, is_yearly, threshold_of
from checker.rules.wording import build_finding

# Up to this a cap is symbolic; below this share of the policy's limit it leaves insurance unused.
_SYMBOLIC_EUROS = Decimal(100)
_LOW_EUROS = Decimal(10_000)
_FORMULAS = frozenset(("fees_12_months", "fees_multiple", "percent_of_price", "per_order"))


def find_cap_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield what the caps mean for the insurance, or what they ask of it."""
    for clause in both.clauses("ct.cap"):
        yield from _of_cap(clause, both)


def _of_cap(clause: Clause, both: Confrontation) -> Iterator[Finding]:
    request = both.request
    if clause.amount is not None and clause.amount <= _LOW_EUROS and clause.choice is None:
        yield build_finding(
            request, "very_low_cap", Severity.MEDIUM, clause=clause.id,
            legal=("c_civ.1170", "c_civ.1231-3"), evidence=clause.evidence,
            amount=request.messages.money(clause.amount, clause.currency),
        )  # fmt: skip
        if clause.amount <= _SYMBOLIC_EUROS:
            return
    limit = _limit(clause, both)
    if clause.form == "policy_limit":
        yield build_finding(
            request, "cap_is_policy_limit", Severity.MEDIUM, clause=clause.id,
            evidence=(*clause.evidence, *(limit.evidence if limit else ())),
            evidenced=limit.amount if limit else None,
        )  # fmt: skip
        return
    refused = both.refusal("rc.dinc") if clause.head is None else None
    if refused is not None:
        yield _refused(clause, refused, both)
    elif limit is None or limit.amount is None:
        yield _demand(clause, both)
    elif clause.form in _FORMULAS and (clause.amount is None or clause.choice is not None):
        yield from _formula(clause, limit, both)
    elif clause.amount is not None:
        yield _fixed(clause, clause.amount, limit, both)


def _limit(clause: Clause, both: Confrontation) -> Limit | None:
    """Return the limit of the head that a cap is for, that of pure financial loss otherwise."""
    return both.limit(clause.head) if clause.head else both.financial_limit()


def _demand(clause: Clause, both: Confrontation) -> Finding:
    """Return what the cap asks of an insurance that no document evidences."""
    request, money = both.request, both.request.messages.money
    amount, currency = clause.amount, clause.currency
    priced = evaluate_formula(clause, both) if clause.form in _FORMULAS else None
    if priced is not None and (amount is None or clause.choice is not None):
        amount, currency = priced.amount, priced.currency
    elif clause.choice is not None and clause.form in _FORMULAS:
        amount = None
    head = clause.head or "rc.dinc"
    return build_finding(
        request, "insurance_needed", Severity.MEDIUM, clause=clause.id,
        variant="" if amount is not None else "formula", head=head, concerns=(head,),
        required=amount,
        evidence=(*clause.evidence, *(priced.price.evidence if priced else ())),
        label=request.label(head), cap=money(amount, currency) if amount is not None else "–",
    )  # fmt: skip


def _refused(clause: Clause, refused: Limit, both: Confrontation) -> Finding:
    request, money = both.request, both.request.messages.money
    return build_finding(
        request, "cap_exceeds_policy", Severity.CRITICAL, variant="refused", clause=clause.id,
        head=refused.head, concerns=(refused.head,), gap=clause.amount, evidenced=Decimal(0),
        evidence=(*clause.evidence, *refused.evidence), label=request.label(refused.head),
        cap=money(clause.amount, clause.currency) if clause.amount is not None else "–",
        limit=money(Decimal(0), clause.currency),
    )  # fmt: skip


def _formula(clause: Clause, limit: Limit, both: Confrontation) -> Iterator[Finding]:
    request, money = both.request, both.request.messages.money
    figure = limit.on(clause.basis)
    if figure is None:
        return
    if clause.amount is not None and (clause.amount > figure) == (clause.choice == "greater"):
        # The higher of a formula and of a sum that exceeds, the lower of one that does not.
        yield _fixed(clause, clause.amount, limit, both)
        return
    threshold = threshold_of(clause, figure)
    priced = evaluate_formula(clause, both)
    if priced is not None and _differ(priced.currency, limit.currency):
        priced = None
    yield build_finding(
        request, "cap_formula", Severity.MEDIUM, clause=clause.id,
        variant="priced" if priced else "yearly" if is_yearly(clause) else "",
        head=limit.head, threshold=threshold, evidenced=figure,
        evidence=(*clause.evidence, *limit.evidence, *(priced.price.evidence if priced else ())),
        label=request.label(limit.head), limit=money(figure, limit.currency),
        threshold_text=money(threshold, limit.currency),
        cap=money(priced.amount, priced.currency) if priced else "–", price=_price(priced, both),
    )  # fmt: skip
    if priced is not None and priced.amount > figure:
        yield _fixed(clause, priced.amount, limit, both, priced=priced)


def _price(priced: Priced | None, both: Confrontation) -> str:
    if priced is None:
        return "–"
    return both.request.messages.money(priced.price.amount, priced.price.currency)


def _fixed(
    clause: Clause, cap: Decimal, limit: Limit, both: Confrontation, *, priced: Priced | None = None
) -> Finding:
    request, money = both.request, both.request.messages.money
    currency = priced.currency if priced else clause.currency
    evidence = (*clause.evidence, *limit.evidence, *(priced.price.evidence if priced else ()))
    if _differ(currency, limit.currency):
        return build_finding(
            request, "currency_mismatch", Severity.HIGH, variant="contract", clause=clause.id,
            head=limit.head, evidence=evidence, currency=currency, other=limit.currency,
        )  # fmt: skip
    figure = limit.on(clause.basis) or Decimal(0)
    gap = cap - figure
    if gap > 0:
        code, severity, variant = (
            "cap_exceeds_policy",
            Severity.CRITICAL,
            "priced" if priced else "",
        )
    elif clause.basis is Basis.PER_YEAR and limit.amount is not None and cap > limit.amount:
        # One claim may use up what the contract allows for a year: its own limit is lower.
        code, severity, variant = "cap_below_policy", Severity.MEDIUM, "year"
    else:
        code, severity, variant = "cap_below_policy", Severity.LOW, ""
    return build_finding(
        request, code, severity, variant=variant, clause=clause.id, head=limit.head,
        gap=gap if gap > 0 else None, evidenced=figure, evidence=evidence,
        label=request.label(limit.head), cap=money(cap, currency),
        limit=money(figure, limit.currency), gap_text=money(abs(gap), limit.currency),
        claim=money(limit.amount or figure, limit.currency), price=_price(priced, both),
    )  # fmt: skip


def _differ(currency: str | None, other: str | None) -> bool:
    return bool(currency and other and currency != other)
