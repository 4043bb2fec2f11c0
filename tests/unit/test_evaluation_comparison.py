from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from made_reports import make_facts, make_report

from checker.domain import Deductible, DeductibleKind, Facts, Kind, ProtectionState
from checker.evaluation.comparison import compare_facts, compare_report, plain
from checker.evaluation.gold import (
    Gold,
    GoldActivity,
    GoldCase,
    GoldDocument,
    GoldExclusion,
    GoldGuarantee,
    GoldParty,
    GoldPeriod,
    GoldTerritory,
    GoldTrigger,
)
from checker.evaluation.tally import Tally, f1


def _gold(facts: Facts, **more: Any) -> Gold:
    """Return gold that says just what the facts say."""
    values: dict[str, Any] = {
        "schema": "gold/1",
        "file": "made.pdf",
        "document": GoldDocument(kind=facts.document.kind, families=facts.document.families, language="fr", pages=1, scan=False),
        "insurers": tuple(fact.value for fact in facts.insurers),
        "intermediaries": (),
        "policyholder": GoldParty(name=facts.policyholder.name, siren=facts.policyholder.siren),
        "additional_insureds": (),
        "client": None,
        "policy_numbers": tuple(fact.value for fact in facts.policy_numbers),
        "period": GoldPeriod(effective=None, valid_from=facts.period.valid_from.value, valid_to=facts.period.valid_to.value, issued=None),
        "activities": tuple(GoldActivity(id=a.id, quote=a.label) for a in facts.activities),
        "excluded_activities": (),
        "guarantees": tuple(
            GoldGuarantee(section=g.section, id=g.id, status=g.status, amount=g.amount, currency=g.currency, basis=g.basis,
                          amount_year=g.amount_year, sublimit=g.sublimit, deductible=g.deductible, quote=g.label)
            for g in facts.guarantees
        ),
        "exclusions": tuple(GoldExclusion(id=e.id, quote="x", reinstated=False) for e in facts.exclusions),
        "territory": GoldTerritory(includes=facts.territory.includes, excludes=facts.territory.excludes),
        "trigger": GoldTrigger(basis="claims_made", tail_years=5, retroactive="unlimited"),
        "scope_restriction": None,
        "clauses": (),
        "checks": (),
    }  # fmt: skip
    return Gold(**(values | more))


def _tally(gold: Gold, facts: Facts) -> Tally:
    tally = Tally(document="made.pdf")
    compare_facts(gold, facts, tally)
    return tally


def test_evaluation_comparison_same_facts_have_no_miss() -> None:
    facts = make_facts()

    tally = _tally(_gold(facts), facts)

    assert tally.misses == []
    assert tally.hit["guarantee amount"] == 2
    assert tally.hit["policyholder.siren"] == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"amount": Decimal(2)}, "guarantee amount", id="amount"),
        pytest.param({"currency": "USD"}, "guarantee amount", id="currency"),
        pytest.param({"amount_year": Decimal(9)}, "guarantee amount", id="yearly amount"),
        pytest.param({"deductible": None}, "guarantee deductible", id="deductible missed"),
        pytest.param({"deductible": Deductible(kind=DeductibleKind.FIXED, amount=Decimal(9))}, "guarantee deductible",
                     id="deductible"),
        pytest.param({"section": "cyb"}, "guarantee lines", id="section"),
    ],
)  # fmt: skip
def test_evaluation_comparison_names_what_differs_in_a_line(
    change: dict[str, Any], field: str
) -> None:
    facts = make_facts()
    first, second = facts.guarantees
    wrong = replace(facts, guarantees=(replace(first, **change), second))

    tally = _tally(_gold(facts), wrong)

    assert {miss.field for miss in tally.misses} == {field}
    assert (tally.miss[field], tally.extra[field]) == (1, 1)


def test_evaluation_comparison_counts_an_invented_activity_as_extra() -> None:
    facts = make_facts()

    tally = _tally(_gold(facts, activities=()), facts)

    assert (tally.hit["activities"], tally.extra["activities"]) == (0, 1)


def test_evaluation_comparison_of_a_paper_that_is_no_evidence_stops_at_its_kind() -> None:
    facts = make_facts()
    other = GoldDocument(kind=Kind.OTHER, families=(), language="fr", pages=1, scan=False)

    assert set(_tally(_gold(facts, document=other), facts).fields()) == {"families", "kind"}


@pytest.mark.parametrize(
    ("wanted", "wrongly"),
    [
        pytest.param("not_evidenced", True, id="silence approved"),
        pytest.param("below_requirement", True, id="too low approved"),
        pytest.param("conditional", False, id="another approval is no false approval"),
    ],
)
def test_evaluation_comparison_false_approval_of_a_protection(wanted: str, wrongly: bool) -> None:
    tally = Tally(document="made.pdf")
    case = GoldCase(as_of=dt.date(2026, 6, 1), expect={"rc.pro": wanted})

    compare_report(case, make_report(), tally, where="check 1")

    assert bool(tally.false_approvals) == wrongly
    assert tally.approvals_asked == (1 if wrongly else 0)


def test_evaluation_comparison_a_refusal_of_another_kind_is_a_miss_only() -> None:
    tally = Tally(document="made.pdf")
    case = GoldCase(as_of=dt.date(2026, 6, 1), expect={"rc.dinc": "excluded"})

    compare_report(case, make_report(), tally, where="check 1")

    assert tally.false_approvals == []
    assert tally.approvals_asked == 1
    assert tally.miss["protection state"] == 1


def test_evaluation_comparison_false_approval_of_an_activity() -> None:
    tally = Tally(document="made.pdf")
    case = GoldCase(as_of=dt.date(2026, 6, 1), expect_activities={"it.build.dev": "unclear"})

    compare_report(case, make_report(), tally, where="check 1")

    assert len(tally.false_approvals) == 1


def test_evaluation_comparison_finding_and_its_gap() -> None:
    tally = Tally(document="made.pdf")
    case = GoldCase(
        as_of=dt.date(2026, 6, 1), rule="protection_below_requirement", gap=Decimal(350000)
    )
    absent = GoldCase(as_of=dt.date(2026, 6, 1), rule="no_cap")

    compare_report(case, make_report(), tally, where="check 1")
    compare_report(absent, make_report(), tally, where="check 2")

    assert (tally.hit["findings"], tally.miss["findings"]) == (1, 1)
    assert tally.hit["finding gap"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société Émeraude S.A.S.", "SOCIETE EMERAUDE"),
        ("Lumen & Fils SARL", "Lumen et Fils"),
    ],
)
def test_evaluation_comparison_plain_names(one: str, other: str) -> None:
    assert (plain(one) == plain(other)) == ("&" not in one)


def test_evaluation_comparison_undefined_ratio_is_none() -> None:
    assert f1(0, 0, 0) is None
    assert f1(1, 0, 1) == pytest.approx(2 / 3)


def test_evaluation_comparison_state_enum_is_complete() -> None:
    assert {str(state) for state in ProtectionState} >= {
        "evidenced",
        "conditional",
        "evidenced_no_amount",
    }
