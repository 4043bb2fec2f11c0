"""Rules 3, 5 and 11 of domain.md §6.3: cap formulas, heads without a cap, excluded losses.

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
PI = ("dont contrefaçon et propriété intellectuelle", "250 000 € par sinistre")
_TITLES = {"fr": "Responsabilité", "en": "Limitation of liability"}


def confront(
    knowledge: Knowledge,
    text: str,
    *more: tuple[str, str],
    rows: tuple[tuple[str, str], ...] = (PRO, DINC),
    language: str = "fr",
) -> Report:
    deal = contract([(_TITLES[language], text), *more], language=language)
    return report_of(knowledge, deal, attestation(*rows))


# ---------------------------------------------------------------- rule 3: formulas


@pytest.mark.parametrize(
    ("text", "language", "threshold"),
    [
        pytest.param("La responsabilité du Prestataire ne pourra excéder le montant hors taxes effectivement encaissé au cours des douze (12) derniers mois précédant le fait générateur.", "fr", 500_000, id="trap 18 fr: twelve months"),
        pytest.param("La responsabilité du Prestataire est limitée à deux fois le montant annuel des redevances.", "fr", 250_000, id="fr: twice the annual fees"),
        pytest.param("La responsabilité du Prestataire est plafonnée à 150 % du prix hors taxes de la commande concernée.", "fr", 333_333, id="fr: per order"),
        pytest.param("La responsabilité du Prestataire est limitée aux sommes versées au cours des six derniers mois.", "fr", 1_000_000, id="fr: six months"),
        pytest.param("The Supplier's liability shall not exceed 125% of the Charges paid in the twelve months preceding the claim.", "en", 400_000, id="en: share of twelve months"),
    ],
)  # fmt: skip
def test_rule_3_formula_without_a_price_is_a_threshold(
    text: str, language: str, threshold: int, knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language)
    finding = only(report, "cap_formula")
    assert (finding.threshold, finding.gap, finding.head) == (Decimal(threshold), None, "rc.dinc")
    assert quotes(finding, "contrat.docx") == text
    assert found(report, "cap_exceeds_policy") == []


TWELVE = "La responsabilité du Prestataire est limitée aux sommes payées au cours des douze derniers mois."  # fmt: skip
TWICE = "La responsabilité du Prestataire est limitée à deux fois le montant annuel des redevances."
PERCENT = "La responsabilité du Prestataire est limitée à 150 % du prix du contrat."


@pytest.mark.parametrize(
    ("text", "price", "term", "gap"),
    [
        pytest.param(TWICE, "La redevance annuelle est de 300 000 € HT.", "", 100_000, id="annual fees, twice"),
        pytest.param(TWELVE, "La redevance mensuelle est fixée à 50 000 € HT.", "", 100_000, id="monthly fees, twelve months"),
        pytest.param(TWELVE, "Le prix global et forfaitaire est de 1 800 000 € HT.", "Le contrat est conclu pour une durée de trois ans.", 100_000, id="whole price over three years"),
        pytest.param(PERCENT, "Le prix total s'élève à 400 000 € HT.", "", 100_000, id="share of the whole price"),
        pytest.param(PERCENT, "Le loyer est de 20 000 € HT par mois.", "Le contrat est conclu pour une durée de vingt-quatre mois.", 220_000, id="share of the fees of the term"),
        pytest.param(TWICE, "La redevance annuelle est de 200 000 € HT.", "", None, id="near twin: annual fees below"),
        pytest.param(PERCENT, "Le prix total s'élève à 300 000 € HT.", "", None, id="near twin: price below"),
    ],
)  # fmt: skip
def test_rule_3_formula_is_worth_euros_where_the_price_is_printed(
    text: str, price: str, term: str, gap: int | None, knowledge: Knowledge
) -> None:
    more = [("Prix", price), *([("Durée", term)] if term else [])]
    report = confront(knowledge, text, *more)
    formula = only(report, "cap_formula")
    assert price in quotes(formula, "contrat.docx")
    exceeding = found(report, "cap_exceeds_policy")
    assert [f.gap for f in exceeding] == ([Decimal(gap)] if gap else [])
    assert all(price in quotes(f, "contrat.docx") for f in exceeding)


@pytest.mark.parametrize(
    "price",
    [
        pytest.param("Le tarif journalier est de 900 € HT par jour.", id="daily rate"),
        pytest.param("La redevance est de 45 € HT par utilisateur et par mois.", id="per user"),
        pytest.param("Le prix est révisé chaque année.", id="no figure"),
        pytest.param("Le prix de la licence est de 90 000 € HT.\nLe prix du projet est de 310 000 € HT.", id="two prices"),
        pytest.param("Le Prestataire est une société au capital de 900 000 €.", id="capital"),
    ],
)  # fmt: skip
def test_rule_3_what_is_no_price_evaluates_nothing(price: str, knowledge: Knowledge) -> None:
    report = confront(knowledge, PERCENT, ("Prix", price))
    assert "seuil" not in only(report, "cap_formula").message
    assert found(report, "cap_exceeds_policy") == []


@pytest.mark.parametrize(
    ("words", "code", "gap", "threshold"),
    [
        pytest.param("la plus élevée des sommes suivantes : 600 000 € ou 100 % des sommes payées au cours des douze derniers mois", "cap_exceeds_policy", 100_000, None, id="greater: the sum already exceeds"),
        pytest.param("la plus élevée des sommes suivantes : 300 000 € ou 100 % des sommes payées au cours des douze derniers mois", "cap_formula", None, 500_000, id="greater: the formula may exceed"),
        pytest.param("la plus faible des sommes suivantes : 600 000 € ou 100 % des sommes payées au cours des douze derniers mois", "cap_formula", None, 500_000, id="lesser: the formula may exceed"),
        pytest.param("la plus faible des sommes suivantes : 300 000 € ou 100 % des sommes payées au cours des douze derniers mois", "cap_below_policy", None, None, id="lesser: never above the sum"),
    ],
)  # fmt: skip
def test_rule_3_the_higher_or_the_lower_of_a_sum_and_a_formula(
    words: str, code: str, gap: int | None, threshold: int | None, knowledge: Knowledge
) -> None:
    report = confront(knowledge, f"La responsabilité du Prestataire est limitée à {words}.")
    caps = [f for f in report.findings if f.code.startswith("cap_")]
    assert [(f.code, f.gap, f.threshold) for f in caps] == [(code, gap, threshold)]


# ---------------------------------------------------------------- rule 5: carve-outs first


@pytest.mark.parametrize(
    ("text", "language", "heads"),
    [
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 €.\nCe plafond ne s'applique pas en cas de contrefaçon ni de violation de données à caractère personnel.", "fr", {"rc.pi": Decimal(250_000), "rc.rgpd": None}, id="fr: sentence of its own"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 €, sauf en cas de contrefaçon.", "fr", {"rc.pi": Decimal(250_000)}, id="fr: in the sentence of the cap"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 €.\nLe plafond ne s'applique pas :\n- à la contrefaçon ;\n- au manquement à l'obligation de confidentialité.", "fr", {"rc.pi": Decimal(250_000), "rc.confidentialite": None}, id="fr: list"),
        pytest.param("The Supplier's liability is limited to EUR 400,000.\nThe cap does not apply to infringement of intellectual property rights or breach of confidentiality.", "en", {"rc.pi": Decimal(250_000), "rc.confidentialite": None}, id="en"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 €.\nCe plafond ne s'applique pas en cas de faute lourde ou dolosive.", "fr", {}, id="near twin fr: gross negligence only"),
        pytest.param("La responsabilité du Prestataire est limitée à 400 000 €, y compris en cas de contrefaçon.", "fr", {}, id="near twin fr: included"),
    ],
)  # fmt: skip
def test_rule_5_head_without_a_cap_is_the_real_exposure(
    text: str, language: str, heads: dict[str, Decimal | None], knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, rows=(PRO, DINC, PI), language=language)
    uncapped = found(report, "carveout_uncapped")
    assert {f.head: f.evidenced for f in uncapped} == heads
    assert {f.severity.value for f in uncapped} <= {"high"}
    assert all(quotes(f, "contrat.docx") for f in uncapped)
    # The cap itself still stands for the rest.
    assert only(report, "cap_below_policy").evidenced == Decimal(500_000)


@pytest.mark.parametrize(
    ("text", "uncapped"),
    [
        pytest.param("Le Prestataire garantit le Client contre toute action en contrefaçon, sans limitation de montant.", True, id="without limit"),
        pytest.param("Le Prestataire garantit le Client contre toute action en contrefaçon, dans la limite du plafond de l'article 2.", False, id="near twin: within the cap"),
    ],
)  # fmt: skip
def test_rule_5_uncapped_ip_indemnity(text: str, uncapped: bool, knowledge: Knowledge) -> None:
    report = confront(knowledge, PERCENT, ("Propriété intellectuelle", text))
    heads = [(f.head, f.clause) for f in found(report, "carveout_uncapped")]
    assert heads == [("rc.pi", "ct.garantie_pi")] * uncapped


# ---------------------------------------------------------------- rule 11: excluded losses


def test_rule_11_excluded_indirect_loss_lowers_no_requirement(knowledge: Knowledge) -> None:
    insurance = ("Assurance", "Le Prestataire justifie d'une assurance couvrant les dommages immatériels non consécutifs à hauteur de 800 000 € par sinistre.")  # fmt: skip
    losses = ("Préjudices indirects", "Le Prestataire ne répond en aucun cas des dommages indirects, pertes de chiffre d'affaires et pertes d'exploitation.")  # fmt: skip
    cap = "La responsabilité du Prestataire est limitée à 800 000 € par sinistre."
    for more in ([insurance], [losses, insurance]):
        report = confront(knowledge, cap, *more)
        assert only(report, "requirement_not_met", head="rc.dinc").gap == Decimal(300_000)
        assert only(report, "cap_exceeds_policy").gap == Decimal(300_000)
