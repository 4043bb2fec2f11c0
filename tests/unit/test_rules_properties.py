"""Invariants of the rules over random facts: silence, refusal and doubt never turn into approval."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from made_facts import AS_OF, excluded, line, make_facts

from checker.domain import Declaration, Facts, GuaranteeStatus, Kind, ProtectionState, Report
from checker.knowledge import Knowledge
from checker.rules import assess

SECTIONS = (
    "rc.pro",
    "rc.exploitation",
    "rc.apres_livraison",
    "cyb",
    "mrp",
    "def.pj",
    "rc.decennale",
)
AMOUNTS = (None, "none", "unlimited", 0, 10_000, 300_000, 2_000_000)
CURRENCIES = ("EUR", "EUR", "EUR", "GBP", None)
APPROVING = {
    ProtectionState.EVIDENCED,
    ProtectionState.CONDITIONAL,
    ProtectionState.EVIDENCED_NO_AMOUNT,
}
SEEDS = range(25)


def random_facts(seed: int, knowledge: Knowledge, *, name: str = "made.pdf") -> Facts:
    chance = random.Random(seed)
    ids = list(knowledge.protections)
    lines = [
        line(
            chance.choice(SECTIONS),
            chance.choice([*ids, "rc.tous_dommages", "rc.dinc", "rc.immateriels"]),
            chance.choice(AMOUNTS),
            currency=chance.choice(CURRENCIES),
            sublimit=chance.random() < 0.4,
            condition=chance.choice([None, None, None, "sauvegarde quotidienne"]),
            document=name,
        )
        for _ in range(chance.randint(0, 14))
    ]
    exclusions = [
        excluded(
            chance.choice(list(knowledge.exclusions)),
            reinstated=chance.random() < 0.2,
            document=name,
        )
        for _ in range(chance.randint(0, 5))
    ]
    return make_facts(
        *lines,
        name=name,
        exclusions=exclusions,
        kind=chance.choice([Kind.ATTESTATION, Kind.ATTESTATION, Kind.POLICY]),
        families=chance.choice([(), ("rc.pro",), ("cyb",), ("mrp", "rc.exploitation")]),
        restriction=chance.choice([None, None, "mission unique"]),
        numbers=[f"PH {seed}"],
    )  # fmt: skip


def check(knowledge: Knowledge, *facts: Facts, minimum: int | None = None) -> Report:
    minimums = (
        () if minimum is None else tuple((p, Decimal(minimum)) for p in knowledge.protections)
    )
    activities = ("it.run.hosting", "it.build.cms", "it.hw.cleanroom")
    declaration = Declaration(activities=activities, minimums=minimums, as_of=AS_OF)
    return assess(facts, declaration, knowledge)


def approved(report: Report) -> set[str]:
    return {result.id for result in report.protections if result.state in APPROVING}


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_every_approval_is_quoted_and_said(
    knowledge: Knowledge, seed: int
) -> None:
    facts = random_facts(seed, knowledge)
    for report in (check(knowledge, facts), check(knowledge, facts, minimum=250_000)):
        for result in report.protections:
            assert result.why
            if result.state is not ProtectionState.NOT_EVIDENCED:
                assert result.evidence, result.id
        for finding in report.findings:
            assert finding.message.endswith(".")
            assert "{" not in finding.message


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_approval_rests_on_a_line_of_that_protection(
    knowledge: Knowledge, seed: int
) -> None:
    facts = random_facts(seed, knowledge)
    granted = {g.id for g in facts.guarantees if g.status is not GuaranteeStatus.NOT_SUBSCRIBED}
    sections = {g.section for g in facts.guarantees}
    answered = granted | sections
    if "cyb.rc" in granted:
        answered.add("rc.intrusion")
    if "rc.apres_livraison" in answered:
        answered.add("time.post_livraison")
    assert approved(check(knowledge, facts)) <= answered


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_a_minimum_never_approves_more(knowledge: Knowledge, seed: int) -> None:
    facts = random_facts(seed, knowledge)
    free, low, high = (
        approved(check(knowledge, facts, minimum=minimum)) for minimum in (None, 1_000, 1_000_000)
    )
    assert high <= low <= free


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_an_exclusion_never_approves_more(knowledge: Knowledge, seed: int) -> None:
    facts = random_facts(seed, knowledge)
    more = replace(
        facts, exclusions=(*facts.exclusions, *(excluded(e) for e in knowledge.exclusions))
    )
    assert approved(check(knowledge, more)) <= approved(check(knowledge, facts))


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_out_of_force_approves_nothing(knowledge: Knowledge, seed: int) -> None:
    facts = random_facts(seed, knowledge)
    expired = make_facts(*facts.guarantees, valid_to="2026-05-31")
    other = replace(facts, document=replace(facts.document, kind=Kind.OTHER))
    assert not approved(check(knowledge, expired))
    assert not approved(check(knowledge, other))


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_a_silent_document_changes_nothing_approved(
    knowledge: Knowledge, seed: int
) -> None:
    facts = random_facts(seed, knowledge)
    silent = make_facts(name="silent.pdf", numbers=["ZZ 99"], families=())
    assert approved(check(knowledge, facts, silent)) == approved(check(knowledge, facts))


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_properties_two_policies_approve_what_each_does(
    knowledge: Knowledge, seed: int
) -> None:
    one = random_facts(seed, knowledge)
    other = random_facts(seed + 1000, knowledge, name="other.pdf")
    both = approved(check(knowledge, one, other))
    apart = approved(check(knowledge, one)) | approved(check(knowledge, other))
    # An unclear line of one policy may outrank nothing: the best evidence wins.
    assert both == apart
