from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from made_facts import AS_OF, FULL, cited, line, make_facts

from checker.domain import Declaration, Finding, Kind, Party, Severity, Verdict
from checker.errors import UnknownActivity, UnknownProfile, UnknownProtection
from checker.knowledge import Knowledge
from checker.rules.identity import is_same, parse_firm, words_of
from checker.rules.policies import group_by_policy
from checker.rules.request import build_request
from checker.rules.validity import Standing, find_sources, is_single
from checker.rules.verdict import find_verdict, sort_findings


def request(knowledge: Knowledge, **values):
    return build_request(Declaration(as_of=AS_OF, **values), knowledge)


# ------------------------------------------------------------------ what is asked


@pytest.mark.parametrize(
    ("values", "error", "nearest"),
    [
        pytest.param({"activities": ("it.run.hostin",)}, UnknownActivity, "it.run.hosting", id="activity"),
        pytest.param({"minimums": (("rc.dinq", Decimal(1)),)}, UnknownProtection, "rc.dinc", id="protection"),
        pytest.param({"profile": "geant"}, UnknownProfile, "default", id="profile"),
    ],
)  # fmt: skip
def test_rules_request_names_what_exists_nearby(
    knowledge: Knowledge, values: dict, error: type[Exception], nearest: str
) -> None:
    with pytest.raises(error) as raised:
        request(knowledge, **values)
    assert nearest in raised.value.values["nearest"]


def test_rules_request_takes_the_gravest_severity_of_all_activities(knowledge: Knowledge) -> None:
    need = request(knowledge, activities=("it.training", "it.run.backup")).needs["rc.perte_donnees"]
    assert need.severity is Severity.CRITICAL
    assert need.required_by == ("it.run.backup",)


def test_rules_request_asks_for_what_a_minimum_names(knowledge: Knowledge) -> None:
    need = request(knowledge, minimums=(("cyb.rc", Decimal(100)),)).needs["cyb.rc"]
    assert need.is_required
    assert need.severity is Severity.HIGH


def test_rules_request_profile_compares_but_does_not_ask(knowledge: Knowledge) -> None:
    need = request(knowledge, profile="tpe").needs["rc.exploitation"]
    assert need.minimum == Decimal(5_000_000)
    assert not need.is_required


def test_rules_request_takes_the_highest_class_of_the_profile(knowledge: Knowledge) -> None:
    asked = request(knowledge, profile="tpe", activities=("it.training", "it.cyber.audit"))
    assert asked.profile.minimums["rc.dinc"] == Decimal(4_000_000)


# ------------------------------------------------------------------ who is who


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("NOVALIS Conseil, S.A.S.", {"novalis", "conseil"}, id="dotted form"),
        pytest.param("SARL L’Atelier du Web", {"atelier", "web"}, id="articles"),
        pytest.param("SAS", {"sas"}, id="nothing but a form"),
        pytest.param("", set(), id="empty"),
    ],
)
def test_rules_identity_words(name: str, words: set[str]) -> None:
    assert words == words_of(name)


@pytest.mark.parametrize(
    ("asked", "name", "siren", "same"),
    [
        pytest.param(
            "Novalis 552 100 554", "AUTRE NOM", "552100554", True, id="the number decides"
        ),
        pytest.param("Novalis 552 100 554", "NOVALIS", "732829320", False, id="two numbers differ"),
        pytest.param("Novalis 552 100 554", "NOVALIS", None, True, id="the name, without a number"),
        pytest.param("552 100 554", "NOVALIS", None, False, id="a number against a name"),
        pytest.param("Éditions Mélusine", "EDITIONS MELUSINE SARL", None, True, id="accents"),
        pytest.param("Mélusine Lyon", "MELUSINE", None, False, id="longer than printed"),
    ],
)
def test_rules_identity_is_same(asked: str, name: str, siren: str | None, same: bool) -> None:
    assert same == is_same(parse_firm(asked), Party(name=name, siren=siren, evidence=()))


# ------------------------------------------------------------------ which documents count


@pytest.mark.parametrize(
    ("restriction", "single"),
    [
        pytest.param("one mission: contract n° 2026-014, amount not exceeding 480000 EUR", True, id="English, with an amount"),
        pytest.param("contracts under 500000 EUR", False, id="English threshold"),
        pytest.param("marchés dont le montant n’excède pas 500 000 €", False, id="French threshold"),
        pytest.param("chantier situé 3 rue du Port", True, id="site"),
    ],
)  # fmt: skip
def test_rules_validity_single(restriction: str, single: bool) -> None:
    assert single == is_single(restriction)


def test_rules_validity_of_two_firms_keeps_the_first() -> None:
    one = make_facts(*FULL)
    longer = make_facts(*FULL, name="b.pdf", holder="NOVALIS CONSEIL INFORMATIQUE", siren=None)
    other = make_facts(*FULL, name="c.pdf", holder="QUADRANT", siren="732829320")
    found = find_sources((one, longer, other), as_of=AS_OF, firm=None)
    assert [s.standing for s in found] == [
        Standing.IN_FORCE, Standing.IN_FORCE, Standing.OTHER_FIRM,
    ]  # fmt: skip


def test_rules_policies_group_by_number_and_send_general_conditions_home() -> None:
    special = make_facts(*FULL, name="cp.pdf", numbers=["AB 12 34"])
    attestation = make_facts(*FULL, name="a.pdf", numbers=["ab1234"])
    cyber = make_facts(
        line("cyb", "cyb.rc", 1), name="cy.pdf", numbers=["CY 9"], insurer="Mutuelle du Nord"
    )
    general = make_facts(
        line("rc.pro", "rc.bug"), name="cg.pdf", kind=Kind.POLICY, holder=None, numbers=()
    )
    sources = find_sources(
        (general, special, cyber, attestation), as_of=dt.date(2026, 6, 1), firm=None
    )
    groups = group_by_policy(sources)
    assert [[s.facts.document.name for s in group] for group in groups] == [
        ["cp.pdf", "a.pdf", "cg.pdf"],
        ["cy.pdf"],
    ]


# ------------------------------------------------------------------ verdict and order


def finding(code: str, severity: Severity, *, start: int | None = None) -> Finding:
    evidence = cited("mots", start=start) if start is not None else ()
    return Finding(code=code, severity=severity, message="m", action="a", evidence=evidence)


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        pytest.param([], Verdict.NO_GAP, id="nothing"),
        pytest.param([finding("confirm_in_policy", Severity.LOW)], Verdict.NO_GAP, id="a calm question"),
        pytest.param([finding("field_missing", Severity.MEDIUM)], Verdict.REVIEW, id="to be read again"),
        pytest.param([finding("editable_format", Severity.HIGH)], Verdict.REVIEW, id="a doubt about the paper"),
        pytest.param([finding("carrier_missing", Severity.HIGH)], Verdict.GAPS, id="a hole in the cover"),
        pytest.param([finding("carrier_missing", Severity.HIGH), finding("not_evidence", Severity.CRITICAL)], Verdict.REFUSED, id="no evidence at all"),
    ],
)  # fmt: skip
def test_rules_verdict(findings: list[Finding], verdict: Verdict) -> None:
    assert verdict is find_verdict(findings)


def test_rules_verdict_orders_gravest_first_then_by_place() -> None:
    late, early, low, nowhere = (
        finding("a", Severity.HIGH, start=900),
        finding("b", Severity.HIGH, start=100),
        finding("c", Severity.LOW, start=1),
        finding("d", Severity.HIGH),
    )
    ordered = sort_findings([low, nowhere, late, early], ["made.pdf"])
    assert [f.code for f in ordered] == ["b", "a", "d", "c"]
