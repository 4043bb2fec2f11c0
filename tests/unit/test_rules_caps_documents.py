"""Rules 1, 2, 3, 5, 10 and 12 of domain.md §6.3: the caps of contracts against attestations.

Every case is a contract and an attestation written as documents and read by the real service.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from contract_files import attestation, contract, found, only, quotes, report_of

from checker.domain import Report
from checker.knowledge import Knowledge

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip
DINC = ("dont dommages immatériels non consécutifs", "500 000 € par sinistre et par année d'assurance")  # fmt: skip
DINC_OF_YEAR = ("dont dommages immatériels non consécutifs", "500 000 € par sinistre et 1 000 000 € par an")  # fmt: skip
DINC_REFUSED = ("dont dommages immatériels non consécutifs", "Non souscrit")
_TITLES = {"fr": "Responsabilité", "en": "Limitation of liability"}


def confront(
    knowledge: Knowledge,
    text: str,
    *rows: tuple[str, str],
    language: str = "fr",
    before: tuple[tuple[str, str], ...] = (),
    alone: bool = False,
) -> Report:
    """Return the report of a contract with this clause and an attestation with these lines."""
    deal = contract([*before, (_TITLES[language], text)], language=language)
    paper = () if alone else (attestation(*(rows or (PRO, DINC))),)
    return report_of(knowledge, deal, *paper)


def capped(report: Report) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Return what the report says of caps: code, uninsured sum, figure of the policy."""
    codes = ("cap_exceeds_policy", "cap_below_policy", "cap_formula", "currency_mismatch")
    return [(f.code, f.gap, f.evidenced) for f in report.findings if f.code in codes and f.clause == "ct.cap"]  # fmt: skip


# ---------------------------------------------------------------- rule 1: the uninsured euros


@pytest.mark.parametrize(
    ("text", "language", "gap"),
    [
        pytest.param("La responsabilité totale cumulée du Prestataire, toutes causes confondues, est limitée à 800 000 € par sinistre.", "fr", 300_000, id="fr: above"),
        pytest.param("Le Prestataire ne pourra être tenu à réparation au-delà de 1,2 M€, tous préjudices confondus.", "fr", 700_000, id="fr: au-delà, in millions"),
        pytest.param("The Supplier's total aggregate liability under this Agreement shall not exceed EUR 750,000.", "en", 250_000, id="en: above"),
        pytest.param("La responsabilité totale du Prestataire est limitée à 500 000 € par sinistre.", "fr", None, id="near twin fr: equal"),
        pytest.param("La responsabilité totale du Prestataire est limitée à 300 000 € par sinistre.", "fr", None, id="near twin fr: below"),
        pytest.param("The Supplier's total aggregate liability under this Agreement shall not exceed EUR 450,000.", "en", None, id="near twin en: below"),
    ],
)  # fmt: skip
def test_rule_1_cap_above_the_limit_leaves_its_excess_uninsured(
    text: str, language: str, gap: int | None, knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language)
    assert bool(found(report, "cap_below_policy")) is (gap is None)
    exceeding = found(report, "cap_exceeds_policy")
    if gap is None:
        assert exceeding == []
        return
    finding = only(report, "cap_exceeds_policy")
    assert (finding.severity, finding.head, finding.clause) == ("critical", "rc.dinc", "ct.cap")
    assert (finding.gap, finding.evidenced) == (Decimal(gap), Decimal(500_000))
    assert quotes(finding, "contrat.docx") == text
    assert "immatériels non consécutifs" in quotes(finding, "attestation.pdf")


def test_rule_1_headline_answers_where_no_pure_loss_is_printed(knowledge: Knowledge) -> None:
    text = "La responsabilité totale du Prestataire est limitée à 2 500 000 € par sinistre."
    finding = only(confront(knowledge, text, PRO), "cap_exceeds_policy")
    assert (finding.head, finding.gap) == ("rc.pro", Decimal(500_000))


def test_rule_1_headline_never_answers_for_a_refused_pure_loss(knowledge: Knowledge) -> None:
    text = "La responsabilité totale du Prestataire est limitée à 400 000 € par sinistre."
    report = confront(knowledge, text, PRO, DINC_REFUSED)
    finding = only(report, "cap_exceeds_policy")
    assert (finding.head, finding.gap, finding.evidenced) == ("rc.dinc", Decimal(400_000), 0)
    assert found(report, "cap_below_policy") == []


def test_rule_1_price_never_stands_for_a_missing_cap(knowledge: Knowledge) -> None:
    before = (("Prix", "Le prix total est fixé à 120 000 € HT."),)
    text = "La responsabilité du Prestataire n'est assortie d'aucune limitation de montant."
    report = confront(knowledge, text, before=before)
    assert [only(report, "no_cap").gap, only(report, "no_cap").severity] == [None, "critical"]
    left = only(report, "policy_limit_is_only_cap")
    assert (left.head, left.evidenced) == ("rc.dinc", Decimal(500_000))
    assert "aucune limitation" in quotes(left, "contrat.docx")


def test_rule_1_silence_on_a_cap_is_an_absent_clause(knowledge: Knowledge) -> None:
    report = confront(knowledge, "Chaque Partie est responsable de ses préposés.")
    assert only(report, "clause_absent", clause="ct.cap").severity == "critical"
    assert found(report, "no_cap") == []


@pytest.mark.parametrize(
    ("text", "language", "required"),
    [
        pytest.param("La responsabilité totale du Prestataire est limitée à 800 000 €.", "fr", 800_000, id="fr: sum"),
        pytest.param("The Supplier's total liability is limited to EUR 800,000.", "en", 800_000, id="en: sum"),
        pytest.param("La responsabilité totale du Prestataire est limitée aux sommes payées au cours des douze derniers mois.", "fr", None, id="fr: formula"),
    ],
)  # fmt: skip
def test_rule_1_contract_alone_says_what_it_asks_of_the_insurance(
    text: str, language: str, required: int | None, knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language, alone=True)
    finding = only(report, "insurance_needed", clause="ct.cap")
    assert (finding.head, finding.required) == ("rc.dinc", required)
    assert quotes(finding, "contrat.docx") == text
    assert capped(report) == []


def test_rule_1_attestation_alone_says_nothing_of_contracts(knowledge: Knowledge) -> None:
    report = report_of(knowledge, attestation(PRO, DINC), activities=("it.build.dev",))
    about = {"insurance_needed", "clause_absent", "no_cap", "cap_below_policy", "cap_formula"}
    assert about & {finding.code for finding in report.findings} == set()


# ---------------------------------------------------------------- rule 2: like with like


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("La responsabilité du Prestataire est limitée à 800 000 € par sinistre.", "fr", [("cap_exceeds_policy", 300_000, 500_000)], id="fr: per claim against per claim"),
        pytest.param("La responsabilité du Prestataire est limitée à 1 200 000 € par année contractuelle.", "fr", [("cap_exceeds_policy", 200_000, 1_000_000)], id="fr: per year against per year"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 € par année contractuelle.", "fr", [("cap_below_policy", None, 1_000_000)], id="near twin fr: per year, below"),
        pytest.param("La responsabilité du Prestataire est limitée à 300 000 € par sinistre et à 1 500 000 € par an.", "fr", [("cap_exceeds_policy", 500_000, 1_000_000), ("cap_below_policy", None, 500_000)], id="fr: one of each"),
        pytest.param("The Supplier's liability shall not exceed EUR 1,100,000 in any contract year.", "en", [("cap_exceeds_policy", 100_000, 1_000_000)], id="en: per year"),
        pytest.param("The Supplier's liability is limited to EUR 600,000 for each claim.", "en", [("cap_exceeds_policy", 100_000, 500_000)], id="en: each claim"),
    ],
)  # fmt: skip
def test_rule_2_caps_are_compared_on_their_own_basis(
    text: str, language: str, expected: list[tuple[str, int | None, int]], knowledge: Knowledge
) -> None:
    assert expected == capped(confront(knowledge, text, PRO, DINC_OF_YEAR, language=language))


def test_rule_2_one_claim_may_use_up_a_yearly_cap(knowledge: Knowledge) -> None:
    text = "La responsabilité du Prestataire est limitée à 800 000 € par année contractuelle."
    finding = only(confront(knowledge, text, PRO, DINC_OF_YEAR), "cap_below_policy")
    assert finding.severity == "medium"
    assert "un seul sinistre" in finding.message
    assert "500\u00a0000\u00a0€" in finding.message


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("La responsabilité du Prestataire est limitée à 800 000 dollars US.", ["currency_mismatch"], id="dollars"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 £.", ["currency_mismatch"], id="pounds"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 euros.", ["cap_below_policy"], id="near twin: euros"),
    ],
)  # fmt: skip
def test_rule_2_currencies_are_never_compared(
    text: str, codes: list[str], knowledge: Knowledge
) -> None:
    assert codes == [code for code, _, _ in capped(confront(knowledge, text))]


# ---------------------------------------------------------------- rule 10, 12: very low, below


@pytest.mark.parametrize(
    ("amount", "low"),
    [
        pytest.param("un euro symbolique", True, id="symbolic"),
        pytest.param("5 000 €", True, id="five thousand"),
        pytest.param("150 000 €", False, id="near twin: a real cap"),
    ],
)
def test_rule_10_cap_that_empties_the_obligation_is_said_not_recommended(
    amount: str, low: bool, knowledge: Knowledge
) -> None:
    report = confront(knowledge, f"La responsabilité du Prestataire est limitée à {amount}.")
    lows = found(report, "very_low_cap")
    assert [f.suggested_text for f in lows] == [None] * low
    assert all(any("1170" in law.ref for law in finding.legal) for finding in lows)


def test_rule_12_cap_far_below_the_policy_proposes_alignment(knowledge: Knowledge) -> None:
    text = "La responsabilité du Prestataire est limitée à 100 000 € par sinistre."
    finding = only(confront(knowledge, text), "cap_below_policy")
    assert (finding.severity, finding.evidenced) == ("low", Decimal(500_000))
    assert "500\u00a0000\u00a0€" in finding.action
