from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from made_facts import AS_OF, FULL, cited, excluded, line, make_facts

from checker.domain import (
    Basis,
    Declaration,
    Facts,
    Kind,
    ProtectionResult,
    ProtectionState,
    Trigger,
)
from checker.knowledge import Knowledge
from checker.rules import assess

APPROVING = {
    ProtectionState.EVIDENCED,
    ProtectionState.CONDITIONAL,
    ProtectionState.EVIDENCED_NO_AMOUNT,
}


def read(
    knowledge: Knowledge,
    protection: str,
    *facts: Facts,
    minimum: int | None = None,
    as_of: dt.date = AS_OF,
    activities: tuple[str, ...] = ("it.build.dev",),
    firm: str | None = None,
) -> ProtectionResult:
    minimums = ((protection, Decimal(minimum)),) if minimum is not None else ()
    declaration = Declaration(activities=activities, minimums=minimums, as_of=as_of, firm=firm)
    report = assess(facts, declaration, knowledge)
    return next(result for result in report.protections if result.id == protection)


# ------------------------------------------------------------------ one line


@pytest.mark.parametrize(
    ("printed", "protection", "minimum", "expected"),
    [
        pytest.param(line("rc.pro", "rc.dinc", 500_000), "rc.dinc", None, "evidenced", id="an amount"),
        pytest.param(line("rc.pro", "rc.dinc", 500_000), "rc.dinc", 500_000, "evidenced", id="exactly the minimum"),
        pytest.param(line("rc.pro", "rc.dinc", 499_999), "rc.dinc", 500_000, "below_requirement", id="one euro short"),
        pytest.param(line("rc.pro", "rc.dinc"), "rc.dinc", None, "evidenced_no_amount", id="no amount"),
        pytest.param(line("rc.pro", "rc.dinc"), "rc.dinc", 500_000, "evidenced_no_amount", id="minimum without amount"),
        pytest.param(line("rc.pro", "rc.dinc", "unlimited"), "rc.dinc", 9_000_000, "evidenced", id="unlimited"),
        pytest.param(line("rc.pro", "rc.dinc", 500_000, currency="GBP"), "rc.dinc", None, "evidenced", id="pounds, nothing asked"),
        pytest.param(line("rc.pro", "rc.dinc", 500_000, currency="GBP"), "rc.dinc", 100_000, "unclear", id="pounds against euros"),
        pytest.param(line("rc.pro", "rc.dinc", 500_000, currency=None), "rc.dinc", 100_000, "unclear", id="no currency printed"),
        pytest.param(line("rc.pro", "rc.pi", "none"), "rc.pi", None, "not_subscribed", id="not taken"),
        pytest.param(line("rc.pro", "rc.pi", 0), "rc.pi", None, "not_subscribed", id="zero is not taken"),
        pytest.param(line("rc.pro", "rc.bug", condition="si la recette est signée"), "rc.bug", None, "conditional", id="condition, no amount"),
        pytest.param(line("rc.pro", "rc.dinc", 9_000, condition="si"), "rc.dinc", 10_000, "below_requirement", id="too low beats conditional"),
        pytest.param(line("rc.pro", "rc.dinc", 20_000, condition="si"), "rc.dinc", 10_000, "conditional", id="condition, high enough"),
        pytest.param(line("rc.pro", "rc.dinc", 900_000, basis=Basis.PER_YEAR), "rc.dinc", 500_000, "evidenced", id="per year is a cap per claim too"),
        pytest.param(line("rc.pro", "rc.dinc", 900_000, per_year=300_000), "rc.dinc", 500_000, "below_requirement", id="lower figure per year"),
        pytest.param(line("rc.pro", "rc.dic", 1_000_000), "rc.dinc", None, "not_evidenced", id="trap 1: consecutive only"),
        pytest.param(line("rc.pro", "rc.immateriels", 1_000_000), "rc.dinc", None, "unclear", id="unqualified"),
        pytest.param(line("rc.pro", "rc.immateriels", 1_000_000), "rc.dic", None, "unclear", id="unqualified, the other question"),
        pytest.param(line("rc.pro", "rc.immateriels", "none"), "rc.dinc", None, "not_evidenced", id="unqualified and not taken"),
        pytest.param(line("rc.exploitation", "rc.dinc", 1_500_000), "rc.dinc", None, "not_evidenced", id="for the premises only"),
        pytest.param(line("rc.apres_livraison", "rc.dinc", 1_500_000), "rc.dinc", None, "evidenced", id="after delivery"),
        pytest.param(line("rc.exploitation", "rc.biens_confies", 50_000), "rc.biens_confies", 50_000, "evidenced", id="entrusted property on the premises"),
        pytest.param(line("rc.pro", "rc.performance"), "rc.performance", None, "evidenced_no_amount", id="trap 7"),
        pytest.param(line("mrp", "rc.perte_donnees", 12_000), "rc.perte_donnees", None, "not_evidenced", id="own data are not the client's"),
        pytest.param(line("rc.decennale", "rc.dic", 150_000), "rc.dic", None, "not_evidenced", id="consequential loss of a building"),
        pytest.param(line("cyb", "rc.perte_donnees", 12_000), "rc.perte_donnees", None, "evidenced", id="client data under cyber"),
        pytest.param(line("rc.exploitation", "mrp.locaux", 1_500_000), "mrp.locaux", None, "not_evidenced", id="recourse of neighbours is no property cover"),
    ],
)  # fmt: skip
def test_rules_states_one_line(
    knowledge: Knowledge, printed, protection: str, minimum: int | None, expected: str
) -> None:
    result = read(knowledge, protection, make_facts(printed), minimum=minimum)
    assert expected == result.state


def test_rules_states_sub_limit_governs_the_head_it_names(knowledge: Knowledge) -> None:
    """Trap 2: eight millions on the headline, 150 000 for pure financial loss."""
    facts = make_facts(
        line("rc.pro", "rc.tous_dommages", 8_000_000),
        line("rc.pro", "rc.dinc", 150_000, sublimit=True),
    )
    result = read(knowledge, "rc.dinc", facts, minimum=500_000)
    assert result.state is ProtectionState.BELOW_REQUIREMENT
    assert result.found_amount == Decimal(150_000)
    assert read(knowledge, "rc.pro", facts, minimum=5_000_000).state is ProtectionState.EVIDENCED


@pytest.mark.parametrize(
    ("lines", "minimum", "expected"),
    [
        pytest.param((line("rc.pro", "rc.tous_dommages", 300_000), line("rc.pro", "rc.dinc", 900_000, sublimit=True)), 500_000, "below_requirement", id="sub-limit above its headline"),
        pytest.param((line("rc.pro", "rc.dinc", 900_000), line("rc.pro", "rc.dinc", 100_000)), 500_000, "unclear", id="two main lines disagree"),
        pytest.param((line("rc.pro", "rc.dinc", 900_000), line("rc.pro", "rc.dinc", 100_000, sublimit=True)), 500_000, "evidenced", id="a sub-case beside the main line"),
        pytest.param((line("rc.pro", "rc.dinc", 100_000), line("rc.pro", "rc.dinc", 900_000)), 500_000, "below_requirement", id="first line answers"),
        pytest.param((line("rc.exploitation", "rc.dinc", 900_000), line("rc.pro", "rc.dinc", 100_000)), 500_000, "below_requirement", id="services answer, not premises"),
        pytest.param((line("rc.exploitation", "rc.dinc", "none"), line("rc.pro", "rc.dinc", 900_000)), 500_000, "evidenced", id="not taken for premises only"),
        pytest.param((line("rc.apres_livraison", "rc.dinc", 900_000), line("rc.pro", "rc.dinc", 100_000)), 500_000, "below_requirement", id="services before delivery"),
        pytest.param((line("rc.pro", "rc.dinc", 900_000), line("rc.pro", "rc.dinc", "none")), None, "unclear", id="granted and not taken"),
        pytest.param((line("rc.pro", "rc.dinc", 900_000), line("rc.pro", "rc.dinc", "none", sublimit=True)), None, "evidenced", id="an extra was not taken"),
        pytest.param((line("rc.pro", "rc.immateriels", 900_000), line("rc.pro", "rc.dinc", 100_000)), None, "evidenced", id="both lines printed"),
        pytest.param((line("rc.pro", "rc.immateriels", 900_000), line("rc.pro", "rc.dinc", "none")), None, "not_subscribed", id="bare line, qualified one not taken"),
    ],
)  # fmt: skip
def test_rules_states_several_lines(
    knowledge: Knowledge, lines, minimum: int | None, expected: str
) -> None:
    assert expected == read(knowledge, "rc.dinc", make_facts(*lines), minimum=minimum).state


def test_rules_states_preferred_section_refused_is_not_approved_by_another(
    knowledge: Knowledge,
) -> None:
    facts = make_facts(line("rc.exploitation", "rc.pi", 50_000), line("rc.pro", "rc.pi", "none"))
    assert read(knowledge, "rc.pi", facts).state is ProtectionState.UNCLEAR


def test_rules_states_lower_of_letters_and_figures_answers(knowledge: Knowledge) -> None:
    printed = line("rc.pro", "rc.dinc", 1_500_000, quote="cent cinquante mille euros (1 500 000 €)")
    result = read(knowledge, "rc.dinc", make_facts(printed), minimum=500_000)
    assert result.state is ProtectionState.BELOW_REQUIREMENT
    assert result.found_amount == Decimal(150_000)


# ------------------------------------------------------------------ whole covers


@pytest.mark.parametrize(
    ("lines", "families", "cover", "minimum", "expected"),
    [
        pytest.param((line("rc.pro", "rc.tous_dommages", 1_500_000),), ("rc.pro",), "rc.pro", None, "evidenced", id="headline"),
        pytest.param((line("rc.pro", "rc.tous_dommages", "none"),), ("cyb",), "rc.pro", None, "not_subscribed", id="headline not taken"),
        pytest.param((line("rc.pro", "rc.tous_dommages"),), ("rc.pro",), "rc.pro", None, "evidenced_no_amount", id="headline without amount"),
        pytest.param((line("rc.pro", "rc.dinc", 500_000),), ("rc.pro",), "rc.pro", None, "evidenced", id="damage line without headline"),
        pytest.param((line("rc.pro", "rc.dinc", 500_000),), ("rc.pro",), "rc.pro", 1_000_000, "unclear", id="no headline to compare"),
        pytest.param((line("rc.pro", "rc.dinc", 1_500_000),), ("rc.pro",), "rc.pro", 1_000_000, "evidenced", id="a line reaches the minimum"),
        pytest.param((line("rc.exploitation", "rc.tous_dommages", 4_500_000), line("rc.exploitation", "rc.malveillance", 10_000)), ("rc.exploitation",), "rc.pro", None, "not_evidenced", id="trap 10: titled RC Pro, lines of exploitation"),
        pytest.param((line("mrp", "mrp.locaux", 210_000), line("rc.exploitation", "rc.tous_dommages", 6_000_000)), ("mrp", "rc.exploitation"), "rc.pro", None, "not_evidenced", id="trap 11: multirisque only"),
        pytest.param((line("rc.pro", "def.frais"),), ("rc.exploitation",), "rc.pro", None, "not_evidenced", id="defence costs are no cover"),
        pytest.param((line("rc.pro", "rc.faute"),), (), "rc.pro", None, "unclear", id="named, bought nowhere"),
        pytest.param((line("rc.pro", "rc.faute"),), ("rc.pro",), "rc.pro", None, "evidenced_no_amount", id="granted in prose"),
        pytest.param((line("rc.exploitation", "rc.corporel", "unlimited"), line("rc.exploitation", "rc.materiel", 2_000_000)), ("rc.exploitation",), "rc.exploitation", None, "evidenced", id="injury and damage lines"),
        pytest.param((line("rc.exploitation", "rc.corporel", "unlimited"), line("rc.exploitation", "rc.materiel", 2_000_000)), ("rc.exploitation",), "rc.exploitation", 5_000_000, "below_requirement", id="damage line too low"),
        pytest.param((line("rc.exploitation", "rc.faute_inexcusable", 1_000_000),), ("rc.exploitation",), "rc.exploitation", None, "not_evidenced", id="employer's liability alone"),
        pytest.param((line("rc.apres_livraison", "rc.tous_dommages", 1_500_000),), ("rc.pro",), "rc.apres_livraison", None, "evidenced", id="after delivery"),
        pytest.param((line("rc.apres_livraison", "rc.materiel_fourni", 1_000_000),), ("rc.exploitation",), "rc.apres_livraison", None, "evidenced", id="goods supplied"),
        pytest.param((line("rc.apres_livraison", "rc.retrait", 100_000),), ("rc.exploitation",), "rc.apres_livraison", None, "not_evidenced", id="withdrawal costs alone"),
        pytest.param((line("rc.decennale", "rc.decennale"), line("rc.decennale", "rc.dic", 150_000)), ("rc.decennale",), "rc.dinc", None, "not_evidenced", id="trap 19: décennale only"),
    ],
)  # fmt: skip
def test_rules_states_whole_covers(
    knowledge: Knowledge, lines, families, cover: str, minimum: int | None, expected: str
) -> None:
    facts = make_facts(*lines, families=families)
    assert expected == read(knowledge, cover, facts, minimum=minimum).state


# ------------------------------------------------------------------ cyber and property


@pytest.mark.parametrize("protection", ["cyb.rc", "cyb.extorsion", "cyb.pe", "cyb.incident"])
def test_rules_states_cyber_not_taken_closes_the_whole_section(
    knowledge: Knowledge, protection: str
) -> None:
    facts = make_facts(*FULL, line("cyb", "rc.tous_dommages", "none"))
    assert read(knowledge, protection, facts).state is ProtectionState.NOT_SUBSCRIBED
    assert read(knowledge, "mrp.materiel", facts).state is ProtectionState.NOT_EVIDENCED


def test_rules_states_cyber_headline_grants_no_line(knowledge: Knowledge) -> None:
    facts = make_facts(line("cyb", "rc.tous_dommages", 1_000_000), families=("cyb",))
    assert read(knowledge, "cyb.extorsion", facts).state is ProtectionState.NOT_EVIDENCED


def test_rules_states_contradictory_cyber_is_unclear(knowledge: Knowledge) -> None:
    facts = make_facts(line("cyb", "rc.tous_dommages", "none"), line("cyb", "cyb.rc", 500_000))
    assert read(knowledge, "cyb.rc", facts).state is ProtectionState.UNCLEAR


def test_rules_states_intrusion_is_answered_by_cyber_liability(knowledge: Knowledge) -> None:
    facts = make_facts(line("cyb", "cyb.rc", 500_000), families=("cyb",))
    assert read(knowledge, "rc.intrusion", facts).state is ProtectionState.EVIDENCED
    below = read(knowledge, "rc.intrusion", facts, minimum=1_000_000)
    assert below.state is ProtectionState.BELOW_REQUIREMENT


def test_rules_states_own_cyber_loss_does_not_answer_for_intrusion(knowledge: Knowledge) -> None:
    facts = make_facts(line("cyb", "cyb.extorsion", 500_000), families=("cyb",))
    assert read(knowledge, "rc.intrusion", facts).state is ProtectionState.NOT_EVIDENCED


# ------------------------------------------------------------------ exclusions


@pytest.mark.parametrize(
    ("lines", "exclusions", "protection", "expected"),
    [
        pytest.param(FULL, [excluded("ex.donnees")], "rc.perte_donnees", "excluded", id="silence and an exclusion"),
        pytest.param(FULL, [excluded("ex.donnees", reinstated=True)], "rc.perte_donnees", "not_evidenced", id="bought back, still silent"),
        pytest.param((*FULL, line("rc.pro", "rc.perte_donnees", "none")), [excluded("ex.donnees")], "rc.perte_donnees", "excluded", id="not taken and excluded: the worse"),
        pytest.param((*FULL, line("rc.pro", "rc.perte_donnees", 100_000)), [excluded("ex.donnees", "absence de sauvegarde")], "rc.perte_donnees", "conditional", id="trap 8: granted, narrowed"),
        pytest.param((*FULL, line("rc.pro", "rc.pi", 100_000)), [excluded("ex.contrefacon", suffix=" sauf si l’option est souscrite")], "rc.pi", "evidenced", id="the exclusion spares the option"),
        pytest.param(FULL, [excluded("ex.contrefacon", suffix=" sauf si l’option est souscrite")], "rc.pi", "excluded", id="the option is not printed"),
        pytest.param((*FULL, line("rc.pro", "rc.virus", start=500)), [excluded("ex.cyber", start=400)], "rc.virus", "conditional", id="trap 9: toutefois"),
        pytest.param((*FULL, line("rc.pro", "rc.virus", start=500)), [excluded("ex.cyber", start=9000)], "rc.virus", "unclear", id="named here, excluded elsewhere"),
        pytest.param(FULL, [excluded("ex.penalites")], "rc.retard", "not_evidenced", id="penalties remove no cover"),
        pytest.param((*FULL, line("rc.pro", "rc.bug")), [excluded("ex.tests")], "rc.bug", "evidenced_no_amount", id="a condition of acceptance removes nothing"),
        pytest.param(FULL, [excluded("ex.rgpd", "le traitement illicite de données")], "rc.rgpd", "excluded", id="claims excluded"),
        pytest.param(FULL, [excluded("ex.rgpd", "les amendes de la CNIL")], "rc.rgpd", "not_evidenced", id="fines only"),
        pytest.param(FULL, [excluded("ex.rgpd", "CNIL", prefix="les amendes prononcées par la ")], "rc.rgpd", "not_evidenced", id="fines named before"),
        pytest.param(FULL, [excluded("ex.rgpd", "traitement illicite de données", prefix="les amendes ; le ")], "rc.rgpd", "excluded", id="fines in the item before"),
        pytest.param((*FULL, line("rc.pro", "rc.rgpd", 500_000)), [excluded("ex.rgpd", "les sanctions de la CNIL")], "rc.rgpd", "evidenced", id="fines leave the cover whole"),
        pytest.param(FULL, [excluded("ex.dinc")], "rc.dinc", "conditional", id="excluded under one head, granted under another"),
        pytest.param(FULL[:3], [excluded("ex.dinc")], "rc.dinc", "excluded", id="pure financial loss excluded"),
        pytest.param(FULL, [excluded("ex.dinc")], "rc.bug", "not_evidenced", id="acts through its carrier"),
        pytest.param(FULL, [excluded("ex.unknown")], "rc.bug", "not_evidenced", id="an exclusion of another taxonomy"),
    ],
)  # fmt: skip
def test_rules_states_exclusions(
    knowledge: Knowledge, lines, exclusions, protection: str, expected: str
) -> None:
    facts = make_facts(*lines, exclusions=exclusions)
    assert expected == read(knowledge, protection, facts).state


# ------------------------------------------------------------------ the day and the paper


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, "evidenced", id="in force"),
        pytest.param({"valid_to": "2026-06-01"}, "evidenced", id="last day included"),
        pytest.param({"valid_to": "2026-05-31"}, "not_evidenced", id="expired yesterday"),
        pytest.param({"valid_from": "2026-06-01"}, "evidenced", id="first day included"),
        pytest.param({"valid_from": "2026-06-02"}, "not_evidenced", id="begins tomorrow"),
        pytest.param({"valid_from": None, "effective": "2026-06-02"}, "not_evidenced", id="takes effect tomorrow"),
        pytest.param({"suspended": "mise en demeure du 3 mai 2026"}, "not_evidenced", id="suspended"),
        pytest.param({"restriction": "mission unique : contrat n° 12"}, "conditional", id="trap 12: single mission"),
        pytest.param({"restriction": "marchés n’excédant pas 500 000 €"}, "conditional", id="price threshold"),
        pytest.param({"valid_to": None, "issued": "2026-01-05"}, "evidenced", id="no end date, recent"),
        pytest.param({"valid_to": None, "issued": "2024-01-05"}, "unclear", id="no end date, old"),
        pytest.param({"valid_to": None, "issued": None, "valid_from": None}, "unclear", id="undated"),
        pytest.param({"valid_to": None, "issued": None, "valid_from": None, "kind": Kind.POLICY}, "evidenced", id="a policy goes on"),
        pytest.param({"kind": Kind.OTHER, "refusal": "quotation"}, "not_evidenced", id="quotation"),
        pytest.param({"kind": Kind.ATTESTATION, "refusal": "specimen"}, "not_evidenced", id="specimen"),
        pytest.param({"kind": Kind.OTHER}, "not_evidenced", id="unknown paper"),
        pytest.param({"kind": Kind.CONTRACT}, "not_evidenced", id="contract"),
    ],
)  # fmt: skip
def test_rules_states_follow_the_standing_of_the_document(
    knowledge: Knowledge, change: dict, expected: str
) -> None:
    facts = make_facts(*FULL, **change)
    assert expected == read(knowledge, "rc.dinc", facts).state


def test_rules_states_general_conditions_alone_show_no_purchase(knowledge: Knowledge) -> None:
    general = make_facts(line("rc.pro", "rc.bug"), kind=Kind.POLICY, holder=None, numbers=())
    assert read(knowledge, "rc.bug", general).state is ProtectionState.UNCLEAR


# ------------------------------------------------------------------ several documents


def cyber(document: str = "cyber.pdf", **change) -> Facts:
    values = {"name": document, "families": ("cyb",), "numbers": ("CY 77",)} | change
    return make_facts(
        line("cyb", "rc.tous_dommages", 1_000_000, document=document),
        line("cyb", "cyb.rc", 1_000_000, document=document),
        **values,
    )


def test_rules_states_two_policies_are_merged_and_never_summed(knowledge: Knowledge) -> None:
    """Trap 13."""
    one = make_facts(line("rc.pro", "rc.perte_donnees", 80_000, document="rc.pdf"), name="rc.pdf")
    other = make_facts(
        line("cyb", "rc.perte_donnees", 90_000, document="cyber.pdf"),
        name="cyber.pdf",
        families=("cyb",),
        numbers=("CY 77",),
    )
    result = read(knowledge, "rc.perte_donnees", one, other, minimum=150_000)
    assert result.state is ProtectionState.BELOW_REQUIREMENT
    assert result.found_amount == Decimal(90_000)


def test_rules_states_cyber_policy_completes_a_liability_policy(knowledge: Knowledge) -> None:
    liability = make_facts(*FULL, line("cyb", "rc.tous_dommages", "none"))
    assert read(knowledge, "cyb.rc", liability, cyber()).state is ProtectionState.EVIDENCED
    assert read(knowledge, "rc.dinc", cyber(), liability).state is ProtectionState.EVIDENCED


def test_rules_states_refusals_of_another_branch_do_not_count(knowledge: Knowledge) -> None:
    silent = make_facts(*FULL)
    narrow = cyber(exclusions=[excluded("ex.performance", document="cyber.pdf")])
    assert read(knowledge, "rc.performance", silent, narrow).state is ProtectionState.NOT_EVIDENCED
    excluding = make_facts(*FULL, exclusions=[excluded("ex.performance")])
    assert read(knowledge, "rc.performance", excluding, cyber()).state is ProtectionState.EXCLUDED


def test_rules_states_special_exclusion_beats_general_grant(knowledge: Knowledge) -> None:
    general = make_facts(
        line("rc.pro", "rc.pi", document="cg.pdf"),
        name="cg.pdf", kind=Kind.POLICY, holder=None, numbers=(),
    )  # fmt: skip
    special = make_facts(
        *FULL, name="cp.pdf", kind=Kind.POLICY,
        exclusions=[excluded("ex.contrefacon", document="cp.pdf")],
    )  # fmt: skip
    assert read(knowledge, "rc.pi", general, special).state is ProtectionState.EXCLUDED
    assert read(knowledge, "rc.pi", special, general).state is ProtectionState.EXCLUDED


def test_rules_states_general_conditions_complete_the_policy_bought(knowledge: Knowledge) -> None:
    general = make_facts(
        line("rc.pro", "rc.bug", document="cg.pdf"),
        name="cg.pdf", kind=Kind.POLICY, holder=None, numbers=(),
    )  # fmt: skip
    attestation = make_facts(*FULL)
    result = read(knowledge, "rc.bug", attestation, general)
    assert result.state is ProtectionState.EVIDENCED_NO_AMOUNT


def test_rules_states_expired_document_adds_nothing(knowledge: Knowledge) -> None:
    old = make_facts(
        line("rc.pro", "rc.pi", 500_000, document="old.pdf"), name="old.pdf", valid_to="2025-12-31",
        valid_from="2025-01-01",
    )  # fmt: skip
    assert read(knowledge, "rc.pi", old, make_facts(*FULL)).state is ProtectionState.NOT_EVIDENCED


def test_rules_states_cover_of_another_firm_is_not_borrowed(knowledge: Knowledge) -> None:
    other = cyber(holder="AUTRE MAISON", siren="732829320")
    assert read(knowledge, "cyb.rc", make_facts(*FULL), other).state is (
        ProtectionState.NOT_EVIDENCED
    )


# ------------------------------------------------------------------ time


@pytest.mark.parametrize(
    ("trigger", "protection", "activity", "expected"),
    [
        pytest.param({"basis": "claims_made"}, "time.claims", "it.build.dev", "evidenced", id="claims made"),
        pytest.param({"basis": "occurrence"}, "time.claims", "it.build.dev", "not_evidenced", id="occurrence"),
        pytest.param({"basis": "claims_made", "tail_years": 5}, "time.subsequente", "it.build.dev", "evidenced", id="five years"),
        pytest.param({"basis": "claims_made", "tail_years": 3}, "time.subsequente", "it.build.dev", "below_requirement", id="three years"),
        pytest.param({"basis": "claims_made", "tail_years": 5}, "time.subsequente", "it.consulting.expert_judiciaire", "below_requirement", id="court expert, five years"),
        pytest.param({"basis": "claims_made", "tail_years": 10}, "time.subsequente", "it.consulting.expert_judiciaire", "evidenced", id="court expert, ten years"),
        pytest.param({"basis": "claims_made", "retroactive": "unlimited"}, "time.passe", "it.build.dev", "evidenced", id="all the past"),
        pytest.param({"basis": "claims_made", "retroactive": "none"}, "time.passe", "it.build.dev", "not_subscribed", id="no past"),
        pytest.param({"basis": "claims_made", "retroactive": "2020-02-01"}, "time.passe", "it.build.dev", "conditional", id="since a date"),
    ],
)  # fmt: skip
def test_rules_states_of_time(
    knowledge: Knowledge, trigger: dict, protection: str, activity: str, expected: str
) -> None:
    values = {"tail_years": None, "retroactive": None} | trigger
    facts = make_facts(*FULL, trigger=Trigger(evidence=cited("L. 124-5"), **values))
    result = read(knowledge, protection, facts, activities=(activity,))
    assert expected == result.state


def test_rules_states_cover_after_delivery_evidences_the_time_after(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL, line("rc.apres_livraison", "rc.tous_dommages", 1_000_000))
    assert read(knowledge, "time.post_livraison", facts).state is ProtectionState.EVIDENCED


# ------------------------------------------------------------------ invariants


def test_rules_states_every_statement_has_its_quotation(knowledge: Knowledge) -> None:
    facts = make_facts(
        *FULL,
        line("rc.pro", "rc.pi", "none"),
        line("cyb", "rc.tous_dommages", "none"),
        line("rc.pro", "rc.bug"),
        exclusions=[excluded("ex.donnees")],
    )
    declaration = Declaration(activities=("it.build.dev", "it.run.hosting"), as_of=AS_OF)
    report = assess([facts], declaration, knowledge)
    assert len(report.protections) == len(knowledge.protections)
    for result in report.protections:
        if result.state is not ProtectionState.NOT_EVIDENCED:
            assert result.evidence, result.id
        assert result.why
        assert "{" not in result.why


def test_rules_states_silence_never_approves(knowledge: Knowledge) -> None:
    declaration = Declaration(activities=tuple(knowledge.activities), as_of=AS_OF)
    report = assess([make_facts()], declaration, knowledge)
    assert not {result.id for result in report.protections if result.state in APPROVING}


def test_rules_states_do_not_depend_on_the_order_of_documents(knowledge: Knowledge) -> None:
    documents = [make_facts(*FULL), cyber()]
    declaration = Declaration(activities=("it.run.hosting",), as_of=AS_OF)
    one = assess(documents, declaration, knowledge)
    other = assess(documents[::-1], declaration, knowledge)
    assert [r.state for r in one.protections] == [r.state for r in other.protections]
