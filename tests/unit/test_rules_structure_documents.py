"""Contracts as they are built: numbers, references, definitions, annexes, pages, CCAG (§6.1-6.3).

Every case is a contract written as a document and read by the real service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from contract_files import attestation, contract, contract_lines, found, only, quotes, report_of
from pdfs import HEIGHT, drawn
from reportlab.pdfgen.canvas import Canvas

from checker.domain import Report
from checker.knowledge import Knowledge
from checker.service import Source

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip
DINC = ("dont dommages immatériels non consécutifs", "500 000 € par sinistre et par année d'assurance")  # fmt: skip


def confront(knowledge: Knowledge, *articles: tuple[str, str], language: str = "fr") -> Report:
    return report_of(knowledge, contract(articles, language=language), attestation(PRO, DINC))


@pytest.mark.parametrize(
    ("articles", "language", "gap"),
    [
        pytest.param([("Responsabilité", "2.1 Le Prestataire est tenu d'une obligation de moyens.\n2.2 Plafond. La responsabilité totale cumulée du Prestataire est limitée à 800 000 €.")], "fr", 300_000, id="numbered paragraphs"),
        pytest.param([("Définitions", "« Plafond » désigne la somme de 800 000 € par sinistre."), ("Responsabilité", "La responsabilité totale du Prestataire ne peut excéder le Plafond.")], "fr", 300_000, id="defined before"),
        pytest.param([("Liability", "The Supplier's total aggregate liability shall not exceed the Liability Cap."), ("Definitions", '"Liability Cap" means EUR 800,000 per claim.')], "en", 300_000, id="defined after, English"),
        pytest.param([("Responsabilité", "La responsabilité du Prestataire ne peut excéder le montant indiqué à l'annexe 2."), ("Annexe 2", "Montant maximal de responsabilité : 900 000 €")], "fr", 400_000, id="in an annex"),
        pytest.param([("Responsabilité", "La responsabilité du Prestataire ne peut excéder le montant fixé aux Conditions Particulières."), ("Conditions particulières", "Plafond de responsabilité : 700 000 €")], "fr", 200_000, id="in the special terms"),
        pytest.param([("Responsabilité", "Le Prestataire répond de ses fautes dans la limite prévue à l'article 3."), ("Limite", "Le montant total des dommages et intérêts dus par le Prestataire est plafonné à 650 000 €.")], "fr", 150_000, id="by reference to an article"),
        pytest.param([("Définitions", "« Plafond » désigne la somme de 300 000 € par sinistre."), ("Responsabilité", "La responsabilité totale du Prestataire ne peut excéder le Plafond.")], "fr", None, id="near twin: defined below"),
    ],
)  # fmt: skip
def test_cap_is_found_wherever_the_contract_puts_it(
    articles: Sequence[tuple[str, str]], language: str, gap: int | None, knowledge: Knowledge
) -> None:
    report = confront(knowledge, *articles, language=language)
    code = "cap_exceeds_policy" if gap else "cap_below_policy"
    assert only(report, code).gap == (Decimal(gap) if gap else None)
    assert found(report, "clause_absent", clause="ct.cap") == []


def test_carve_out_names_its_cap_by_number(knowledge: Knowledge) -> None:
    text = "2.1 La responsabilité du Prestataire est limitée à 400 000 €.\n2.2 Le plafond de l'article 2.1 ne s'applique pas en cas de contrefaçon."
    report = confront(knowledge, ("Responsabilité", text))
    assert only(report, "carveout_uncapped").head == "rc.pi"
    assert only(report, "cap_below_policy").clause == "ct.cap"


def test_indemnity_within_the_limit_of_another_article_is_capped(knowledge: Knowledge) -> None:
    report = confront(
        knowledge,
        ("Propriété intellectuelle", "Le Prestataire garantit le Client contre toute action en contrefaçon, dans la limite prévue à l'article 3.2."),
        ("Responsabilité", "3.2 La responsabilité du Prestataire est limitée à 400 000 €."),
    )  # fmt: skip
    assert found(report, "carveout_uncapped") == []


# ---------------------------------------------------------------- pages


def _page(lines: Sequence[str], foot: str) -> Callable[[Canvas], None]:
    def draw(page: Canvas) -> None:
        page.setFont("Helvetica", 8)
        page.drawString(60, HEIGHT - 30, "CONTRAT DE PRESTATIONS – ORMEAU DISTRIBUTION / CALANQUE")
        page.drawString(60, 30, foot)
        page.setFont("Helvetica", 10)
        down = 70
        for line in lines:
            page.drawString(60, HEIGHT - down, line)
            down += 18

    return draw


@pytest.mark.parametrize(
    ("amount", "gap"),
    [
        pytest.param("800 000 €", 300_000, id="above"),
        pytest.param("400 000 €", None, id="near twin: below"),
    ],
)
def test_clause_split_by_the_furniture_of_pages_is_one_clause(
    amount: str, gap: int | None, knowledge: Knowledge
) -> None:
    opening = [text[:110] for _, text in contract_lines([])[:-1]]
    first = [*opening, "Article 2 – Responsabilité", "La responsabilité totale cumulée du Prestataire, toutes causes confondues, est limitée à la"]  # fmt: skip
    second = [f"somme de {amount} par sinistre, quel que soit le fondement de l'action.", "Article 3 – Loi", "Le contrat est soumis au droit français."]  # fmt: skip
    deal = Source(
        name="contrat.pdf",
        data=drawn(_page(first, "CT-2026-01  Page 1 sur 2"), _page(second, "CT-2026-01  Page 2 sur 2")),
    )  # fmt: skip
    report = report_of(knowledge, deal, attestation(PRO, DINC))
    finding = only(report, "cap_exceeds_policy" if gap else "cap_below_policy")
    assert finding.gap == (Decimal(gap) if gap else None)
    assert "Page 1 sur 2" not in quotes(finding, "contrat.pdf")


# ---------------------------------------------------------------- CCAG


TIC = "Le marché est soumis au CCAG-TIC approuvé par l'arrêté du 30 mars 2021."


@pytest.mark.parametrize(
    ("text", "uncapped", "derogates"),
    [
        pytest.param(f"{TIC}\nPar dérogation à l'article 14.1 du CCAG-TIC, les pénalités de retard sont fixées à 500 € par jour et ne sont pas plafonnées.", True, "14.1", id="derogation, not capped"),
        pytest.param(f"{TIC}\nUne pénalité de 500 € par jour de retard est due.", False, None, id="near twin: the cap of the CCAG stands"),
        pytest.param("Une pénalité de 500 € par jour de retard est due.", True, None, id="no CCAG, no cap"),
    ],
)  # fmt: skip
def test_penalties_under_a_ccag_have_its_cap_unless_derogated(
    text: str, uncapped: bool, derogates: str | None, knowledge: Knowledge
) -> None:
    report = confront(knowledge, ("Pénalités", text))
    assert only(report, "penalties_uninsured").clause == "ct.penalites"
    assert len(found(report, "penalties_uncapped")) == uncapped
    told = found(report, "ccag_derogation")
    assert [derogates in f.message for f in told if derogates] == [True] * bool(derogates)
    assert len(told) == bool(derogates)


def test_ccag_brings_its_penalties_by_mere_reference(knowledge: Knowledge) -> None:
    finding = only(confront(knowledge, ("Pièces", TIC)), "penalties_uninsured")
    assert finding.clause == "ct.ccag"
    assert "÷ 1000" in finding.message
    other = "Le marché est soumis au CCAG-PI approuvé par l'arrêté du 30 mars 2021."
    assert "÷ 1000" not in only(confront(knowledge, ("Pièces", other)), "penalties_uninsured").message  # fmt: skip


def test_list_of_derogations_is_told_with_what_touches_insurance(knowledge: Knowledge) -> None:
    text = "L'article 5 du CCAP déroge à l'article 14.1.1 du CCAG-TIC.\nL'article 8 du CCAP déroge à l'article 9.2 du CCAG-TIC."
    finding = only(confront(knowledge, ("Dérogations", text)), "ccag_derogation")
    assert finding.severity == "medium"
    assert "14.1.1, 9.2" in finding.message
    assert "assurance" in finding.message
    assert "9.2" in quotes(finding, "contrat.docx")


# ---------------------------------------------------------------- absent clauses


FULL = (
    ("Responsabilité", "La responsabilité du Prestataire est limitée à 400 000 €. Les dommages indirects ne sont pas réparables."),
    ("Assurance", "Le Prestataire souscrit une assurance de responsabilité civile professionnelle."),
    ("Sous-traitance", "Toute sous-traitance est soumise à l'accord préalable du Client."),
    ("Recette", "La livraison fait l'objet d'une recette constatée par procès-verbal."),
    ("Données personnelles", "Le Prestataire traite les données à caractère personnel sur instruction du Client, au sens du RGPD."),
    ("Confidentialité", "Chaque Partie garde confidentielles les informations de l'autre."),
    ("Loi", "Le contrat est soumis au droit français."),
)  # fmt: skip
_NAMES = {
    "Responsabilité": {"ct.cap", "ct.indirects"},
    "Assurance": {"ct.assurance"},
    "Sous-traitance": {"ct.sstt"},
    "Recette": {"ct.recette"},
    "Données personnelles": {"ct.rgpd"},
    "Confidentialité": {"ct.confidentialite"},
    "Loi": {"ct.loi"},
}


@pytest.mark.parametrize("left_out", [None, *_NAMES])
def test_absent_clause_is_noticed_and_proposed(left_out: str | None, knowledge: Knowledge) -> None:
    report = confront(knowledge, *(article for article in FULL if article[0] != left_out))
    absent = found(report, "clause_absent")
    assert {f.clause for f in absent} == (_NAMES[left_out] if left_out else set())
    assert all(f.suggested_text for f in absent)
