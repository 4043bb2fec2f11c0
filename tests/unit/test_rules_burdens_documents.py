"""Rules 4 and 9 of domain.md §6.3: what no liability insurance pays, what aggravates it.

Every case is a contract and an attestation written as documents and read by the real service.
"""

from __future__ import annotations

import pytest
from contract_files import attestation, contract, found, only, quotes, report_of

from checker.domain import Finding, Report
from checker.knowledge import Knowledge

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip


def confront(
    knowledge: Knowledge, text: str, *, language: str = "fr", alone: bool = False
) -> Report:
    deal = contract([("Engagements" if language == "fr" else "Promises", text)], language=language)
    return report_of(knowledge, deal, *(() if alone else (attestation(PRO),)))


def weighing(report: Report) -> list[Finding]:
    codes = ("penalties_uninsured", "penalties_uncapped", "fines_uninsurable")
    return [f for f in report.findings if f.code in codes]


# ---------------------------------------------------------------- rule 4: uninsured exposure


@pytest.mark.parametrize(
    ("text", "language", "clause", "uncapped"),
    [
        pytest.param("En cas de retard, le Prestataire doit une pénalité de 500 € par jour.", "fr", "ct.penalites", True, id="trap 17 fr: sum per day, no cap"),
        pytest.param("En cas de retard, le Prestataire doit une pénalité de 1 % du prix par jour, plafonnée à 10 % du prix.", "fr", "ct.penalites", False, id="near twin fr: capped"),
        pytest.param("En cas de retard, le Prestataire doit une pénalité de 200 € par jour.\nLe montant cumulé des pénalités est limité à 10 % du prix.", "fr", "ct.penalites", False, id="near twin fr: cap in the next sentence"),
        pytest.param("Liquidated damages of EUR 1,000 per day of delay shall apply.", "en", "ct.penalites", True, id="trap 17 en: liquidated damages"),
        pytest.param("Liquidated damages of 1% of the Charges per week of delay shall apply, up to a maximum of 10%.", "en", "ct.penalites", False, id="near twin en: up to a maximum"),
        pytest.param("En cas d'indisponibilité, le Client reçoit un avoir de 5 % de la redevance mensuelle par heure.", "fr", "ct.sla", True, id="fr: credits, no cap"),
        pytest.param("En cas d'indisponibilité, le Client reçoit un avoir de 5 % de la redevance mensuelle par heure, dans la limite de 20 % de celle-ci.", "fr", "ct.sla", False, id="near twin fr: credits, capped"),
        pytest.param("The Customer shall receive a service credit of 5% of the monthly fee for each hour of unavailability.", "en", "ct.sla", True, id="en: credits"),
    ],
)  # fmt: skip
def test_rule_4_penalties_and_credits_are_uninsured_exposure(
    text: str, language: str, clause: str, uncapped: bool, knowledge: Knowledge
) -> None:
    for alone in (False, True):
        report = confront(knowledge, text, language=language, alone=alone)
        uninsured = only(report, "penalties_uninsured", clause=clause)
        # Never set against a limit of the policy.
        assert (uninsured.severity, uninsured.evidenced, uninsured.gap) == ("high", None, None)
        assert quotes(uninsured, "contrat.docx").startswith(text.splitlines()[0])
        limitless = found(report, "penalties_uncapped", clause=clause)
        assert [f.severity.value for f in limitless] == ["critical"] * uncapped


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        pytest.param("En cas de résolution, le Prestataire restitue l'intégralité du prix perçu.", "fr", "penalties_uninsured", id="fr: price given back"),
        pytest.param("On termination for cause the Supplier shall refund all fees paid by the Customer.", "en", "penalties_uninsured", id="en: refund"),
        pytest.param("Toute violation de la confidentialité donne lieu au paiement d'une somme forfaitaire de 50 000 euros.", "fr", "penalties_uninsured", id="fr: lump sum"),
        pytest.param("Le Prestataire prend en charge les amendes infligées au Client par la CNIL.", "fr", "fines_uninsurable", id="fr: fines"),
        pytest.param("The Supplier shall indemnify the Customer against any fines imposed by a supervisory authority.", "en", "fines_uninsurable", id="en: fines"),
    ],
)  # fmt: skip
def test_rule_4_refunds_lump_sums_and_fines_are_uninsured(
    text: str, language: str, code: str, knowledge: Knowledge
) -> None:
    finding = only(confront(knowledge, text, language=language), code)
    assert finding.severity == "high"
    assert quotes(finding, "contrat.docx") == text
    assert finding.suggested_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Tout retard de paiement entraîne des pénalités au taux de 10 % et une indemnité forfaitaire de 40 € pour frais de recouvrement.", "fr", id="late payment by the client"),
        pytest.param("Aucun remboursement des redevances n'est dû au Client.", "fr", id="no refund"),
        pytest.param("Le Client rembourse au Prestataire les sommes avancées pour son compte.", "fr", id="the client pays back"),
        pytest.param("Le Client supporte les amendes liées à son propre usage du service.", "fr", id="fines of the client on the client"),
        pytest.param("Le Prestataire restitue les données du Client.", "fr", id="data given back"),
        pytest.param("Fees are not refundable; no refund of the fees is due.", "en", id="en: no refund"),
    ],
)  # fmt: skip
def test_rule_4_what_the_supplier_does_not_owe_is_no_exposure(
    text: str, language: str, knowledge: Knowledge
) -> None:
    assert weighing(confront(knowledge, text, language=language)) == []


# ---------------------------------------------------------------- rule 9: aggravated promises


@pytest.mark.parametrize(
    ("text", "language", "clause"),
    [
        pytest.param("Le Prestataire est tenu d'une obligation de résultat pour l'ensemble des livrables.", "fr", "ct.resultat", id="fr: result"),
        pytest.param("The Supplier guarantees that the Software will achieve the results described in Schedule 1.", "en", "ct.resultat", id="en: result"),
        pytest.param("Le Prestataire et ses assureurs renoncent à tout recours contre le Client et ses assureurs.", "fr", "ct.renonciation", id="fr: waiver"),
        pytest.param("The Supplier waives any right of recourse against the Customer and its insurers.", "en", "ct.renonciation", id="en: waiver"),
        pytest.param("Le Prestataire répond solidairement avec ses sous-traitants de la bonne exécution du contrat.", "fr", None, id="fr: solidarity"),
        pytest.param("The Supplier and its affiliates are jointly and severally liable to the Customer.", "en", None, id="en: joint and several"),
        pytest.param("Le Prestataire se porte fort du respect des présentes par ses sous-traitants.", "fr", None, id="fr: porte-fort"),
    ],
)  # fmt: skip
def test_rule_9_promise_beyond_ordinary_law_is_aggravated_liability(
    text: str, language: str, clause: str | None, knowledge: Knowledge
) -> None:
    for alone in (False, True):
        report = confront(knowledge, text, language=language, alone=alone)
        finding = only(report, "aggravated_liability", clause=clause)
        assert (finding.severity, quotes(finding, "contrat.docx")) == ("high", text)
        assert finding.suggested_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Le Prestataire est tenu d'une obligation de moyens.", "fr", id="means"),
        pytest.param("Aucune obligation de résultat ne pèse sur le Prestataire.", "fr", id="no result"),
        pytest.param("Le Client et ses assureurs renoncent à tout recours contre le Prestataire.", "fr", id="waiver by the client"),
        pytest.param("Les Parties ne sont pas tenues solidairement.", "fr", id="no solidarity"),
        pytest.param("Le Client répond solidairement de ses filiales.", "fr", id="solidarity of the client"),
        pytest.param("The Supplier shall use reasonable skill and care.", "en", id="en: care"),
        pytest.param("The parties shall not be jointly and severally liable.", "en", id="en: not joint"),
    ],
)  # fmt: skip
def test_rule_9_ordinary_promises_aggravate_nothing(
    text: str, language: str, knowledge: Knowledge
) -> None:
    assert found(confront(knowledge, text, language=language), "aggravated_liability") == []
