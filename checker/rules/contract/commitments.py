"""Promises beyond ordinary law, place, time and services against the policy (§6.3, rules 7-9)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain import ActivityFact, Finding, Severity
from checker.rules.contract.confrontation import Confrontation
from checker.rules.territory import is_inside
from checker.rules.wording import build_finding

_AGGRAVATED = {
    "ct.resultat": ("c_civ.1231-1",),
    "ct.renonciation": ("c_assur.l121-12",),
}
# Answering for others: beyond what the law lays on a firm.
_BURDENS = {"burden.joint": "joint", "burden.surety": "surety"}


def find_commitment_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield aggravated promises, gaps of place and time, services not evidenced."""
    for identifier, legal in _AGGRAVATED.items():
        for clause in both.clauses(identifier):
            if clause.beneficiary == "supplier":
                continue
            yield build_finding(
                both.request, "aggravated_liability", Severity.HIGH,
                variant=identifier.removeprefix("ct."), clause=identifier, legal=legal,
                evidence=clause.evidence,
            )  # fmt: skip
    for clause in both.contract.burdens:
        if clause.id in _BURDENS:
            yield build_finding(
                both.request, "aggravated_liability", Severity.HIGH, variant=_BURDENS[clause.id],
                legal=("c_civ.1231-1",), evidence=clause.evidence,
            )  # fmt: skip
    yield from _time(both)
    yield from _place(both)
    yield from _services(both)


def _time(both: Confrontation) -> Iterator[Finding]:
    end, insured = both.contract_end(), both.insurance_end()
    if end is None:
        return
    day = both.request.messages.day
    evidence = [item for clause in both.clauses("ct.duree") for item in clause.evidence]
    tails = [s.facts.trigger for s in both.insurance if s.facts.trigger is not None]
    tail = next((trigger for trigger in tails if trigger.tail_years is not None), None)
    if end < both.request.declaration.as_of:
        yield build_finding(
            both.request, "contract_expired", Severity.MEDIUM, evidence=evidence, end=day(end)
        )
    if insured is not None and insured < end:
        yield build_finding(
            both.request, "term_beyond_expiry", Severity.MEDIUM, clause="ct.duree",
            variant="tail" if tail else "", legal=("c_assur.l124-5",),
            evidence=(*evidence, *(tail.evidence if tail else ())), contract_end=day(end),
            policy_end=day(insured), years=tail.tail_years if tail else "",
        )  # fmt: skip


def _place(both: Confrontation) -> Iterator[Finding]:
    territories = [s.facts.territory for s in both.insurance if s.facts.territory is not None]
    messages = both.request.messages
    for clause in both.clauses("ct.territoire", "ct.loi"):
        countries = dict.fromkeys((*((clause.law,) if clause.law else ()), *clause.countries))
        for country in countries:
            key = f"country.{country}"
            name = messages.say(key) if key in messages else country
            if clause.id == "ct.loi" and country == clause.law != "FR":
                yield build_finding(
                    both.request, "foreign_law", Severity.HIGH, clause=clause.id, country=country,
                    evidence=clause.evidence, name=name,
                )  # fmt: skip
            if territories and not any(is_inside(country, t) for t in territories):
                yield build_finding(
                    both.request, "territory_gap", Severity.CRITICAL, variant="contract",
                    clause=clause.id, country=country,
                    evidence=(*clause.evidence, *(e for t in territories for e in t.evidence)),
                    name=name,
                )  # fmt: skip


def _services(both: Confrontation) -> Iterator[Finding]:
    if not both.insurance:
        return
    printed = {a.id for source in both.insurance for a in source.facts.activities}
    refused = {a.id for source in both.insurance for a in source.facts.excluded_activities}
    if not printed and not refused:
        return
    for activity in both.contract.activities:
        if activity.id in refused:
            yield _service("activity_excluded", activity, both)
        elif activity.id not in printed:
            yield _service("activity_not_evidenced", activity, both)


def _service(code: str, activity: ActivityFact, both: Confrontation) -> Finding:
    return build_finding(
        both.request, code, Severity.CRITICAL, variant="contract", concerns=(activity.id,),
        evidence=activity.evidence, label=both.request.activity_label(activity.id),
    )  # fmt: skip
