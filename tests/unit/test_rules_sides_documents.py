"""Both sides of a contract, and the conditions of the policy it meets or not, on documents."""

from __future__ import annotations

import pytest
from contract_files import AS_OF, attestation, contract, found, only, quotes

from checker.domain import Declaration, Report, Side
from checker.knowledge import Knowledge
from checker.service import Source, check

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip
DINC = ("dont dommages immatériels non consécutifs", "500 000 € par sinistre et par année d'assurance")  # fmt: skip


def report_for(side: Side, knowledge: Knowledge, *sources: Source, language: str = "fr") -> Report:
    return check(sources, Declaration(as_of=AS_OF, side=side, language=language), knowledge)


# ---------------------------------------------------------------- supplier and buyer


@pytest.mark.parametrize(
    ("text", "code", "supplier", "buyer"),
    [
        pytest.param("La responsabilité du Prestataire est limitée à 800 000 €.", "cap_exceeds_policy", "critical", "high", id="cap above the insurance"),
        pytest.param("La responsabilité du Prestataire est limitée à 100 000 €.", "cap_below_policy", "low", "medium", id="insurance left unused"),
        pytest.param("La responsabilité du Prestataire est limitée à un euro symbolique.", "very_low_cap", "medium", "critical", id="symbolic cap"),
        pytest.param("La responsabilité du Prestataire est illimitée.", "no_cap", "critical", "low", id="no cap"),
        pytest.param("Une pénalité de 500 € par jour de retard est due.", "penalties_uncapped", "critical", "low", id="penalties without a cap"),
        pytest.param("Le Prestataire est tenu d'une obligation de résultat.", "aggravated_liability", "high", "medium", id="result"),
    ],
)  # fmt: skip
def test_same_finding_weighs_otherwise_on_the_buyer(
    text: str, code: str, supplier: str, buyer: str, knowledge: Knowledge
) -> None:
    sources = contract([("Engagements", text)]), attestation(PRO, DINC)
    for language in ("fr", "en"):
        sold = only(report_for(Side.SUPPLIER, knowledge, *sources, language=language), code)
        bought = only(report_for(Side.BUYER, knowledge, *sources, language=language), code)
        assert (sold.severity, bought.severity) == (supplier, buyer)
        # What the documents say is the same; what to do is not.
        assert (sold.message, sold.gap, sold.evidence) == (bought.message, bought.gap, bought.evidence)  # fmt: skip
        assert sold.action != bought.action


def test_buyer_is_proposed_a_cap_as_high_as_the_insurance(knowledge: Knowledge) -> None:
    deal = contract([("Responsabilité", "La responsabilité du Prestataire est limitée à 100 000 €.")])  # fmt: skip
    finding = only(report_for(Side.BUYER, knowledge, deal, attestation(PRO, DINC)), "cap_below_policy")  # fmt: skip
    assert "500\u00a0000\u00a0€" in (finding.suggested_text or "")
    assert "limitée à 100 000 €" in quotes(finding, "contrat.docx")


def test_buyer_misses_no_clause_that_serves_the_supplier_alone(knowledge: Knowledge) -> None:
    deal = contract([("Divers", "Le présent contrat comporte deux exemplaires.")])
    sold, bought = (
        {f.clause for f in found(report_for(side, knowledge, deal), "clause_absent")}
        for side in (Side.SUPPLIER, Side.BUYER)
    )
    assert sold - bought == {"ct.cap", "ct.indirects"}
    assert "ct.assurance" in bought


@pytest.mark.parametrize("side", list(Side))
def test_attestation_alone_reads_the_same_for_both(side: Side, knowledge: Knowledge) -> None:
    plain, seen = (
        report_for(each, knowledge, attestation(PRO, DINC)) for each in (Side.SUPPLIER, side)
    )
    assert [(f.code, f.severity, f.action) for f in plain.findings] == [
        (f.code, f.severity, f.action) for f in seen.findings
    ]
    assert plain.protections == seen.protections


# ---------------------------------------------------------------- conditions, sectors


NO_BACKUP = "Exclusions : les dommages résultant d'une absence de sauvegarde par l'assuré."
NO_TESTS = "Exclusions : les prestations livrées sans qu'aucun essai ni recette n'ait été réalisé."


@pytest.mark.parametrize(
    ("condition", "text", "clause"),
    [
        pytest.param(NO_BACKUP, "Le contrat est soumis au droit français.", "ct.pca", id="no backup in the contract"),
        pytest.param(NO_BACKUP, "Le Client réalise lui-même la sauvegarde de ses données.", "ct.pca", id="backup left to the client"),
        pytest.param(NO_BACKUP, "Le Prestataire réalise une sauvegarde quotidienne des données du Client.", None, id="near twin: the supplier backs up"),
        pytest.param(NO_TESTS, "Le contrat est soumis au droit français.", "ct.recette", id="no acceptance in the contract"),
        pytest.param(NO_TESTS, "La livraison fait l'objet d'une recette constatée par procès-verbal.", None, id="near twin: acceptance"),
        pytest.param("Exclusions : les amendes.", "Le contrat est soumis au droit français.", None, id="near twin: another exclusion"),
    ],
)  # fmt: skip
def test_condition_of_the_policy_that_the_contract_does_not_meet(
    condition: str, text: str, clause: str | None, knowledge: Knowledge
) -> None:
    sources = contract([("Dispositions", text)]), attestation(PRO, DINC, more=[condition])
    told = found(report_for(Side.SUPPLIER, knowledge, *sources), "cover_condition")
    assert [f.clause for f in told] == ([clause] if clause else [])
    assert all(f.suggested_text and quotes(f, "attestation.pdf") for f in told)


AERO = "Exclusions : les logiciels destinés à l'aéronautique, au spatial et au nucléaire."


@pytest.mark.parametrize(
    ("services", "excludes", "expected"),
    [
        pytest.param("développement d'un logiciel de gestion des stocks de pièces aéronautiques", AERO, True, id="excluded sector"),
        pytest.param("développement d'un logiciel de gestion des stocks de pièces automobiles", AERO, False, id="near twin: another sector"),
        pytest.param("développement d'un logiciel de gestion des stocks de pièces aéronautiques", "Exclusions : les amendes.", False, id="near twin: nothing excluded"),
    ],
)  # fmt: skip
def test_client_of_an_excluded_sector(
    services: str, excludes: str, expected: bool, knowledge: Knowledge
) -> None:
    sources = contract([], services=services), attestation(PRO, DINC, more=[excludes])
    told = found(report_for(Side.SUPPLIER, knowledge, *sources), "sector_excluded")
    assert [f.severity.value for f in told] == ["critical"] * expected
    assert all("aéronautiques" in quotes(f, "contrat.docx") for f in told)
    assert all("aéronautique" in quotes(f, "attestation.pdf") for f in told)
