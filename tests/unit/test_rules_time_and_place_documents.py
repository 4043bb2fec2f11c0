"""Rules 7 and 8 of domain.md §6.3, and the services ordered: time, place, law, courts.

Every case is a contract and an attestation written as documents and read by the real service.
"""

from __future__ import annotations

import datetime as dt

import pytest
from contract_files import attestation, contract, found, only, quotes, report_of

from checker.domain import Report
from checker.knowledge import Knowledge

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip
NO_AMERICA = "Étendue territoriale : monde entier hors USA / Canada."
EUROPE = "Les garanties s'exercent dans les pays de l'Union européenne."


def confront(
    knowledge: Knowledge,
    text: str,
    *,
    language: str = "fr",
    more: tuple[str, ...] = (),
    valid: tuple[str, str] = ("01/01/2026", "31/12/2026"),
    services: str = "développement d'un logiciel de gestion spécifique",
    activities: tuple[str, ...] = ("Développement de logiciels spécifiques",),
    alone: bool = False,
    as_of: dt.date = dt.date(2026, 6, 1),
) -> Report:
    title = "Dispositions" if language == "fr" else "General"
    deal = contract([(title, text)], language=language, services=services)
    paper = attestation(PRO, more=list(more), valid=valid, activities=activities)
    return report_of(knowledge, deal, *(() if alone else (paper,)), as_of=as_of)


# ---------------------------------------------------------------- rule 7: time


@pytest.mark.parametrize(
    ("text", "language", "end"),
    [
        pytest.param("Le contrat prend effet le 1er février 2026 pour une durée de trois ans.", "fr", "31/01/2029", id="fr: start and term"),
        pytest.param("Le contrat est conclu pour une durée de dix-huit mois.", "fr", "14/07/2027", id="fr: from the signature"),
        pytest.param("Le contrat prend effet le 1er février 2026 et s'achève le 30 juin 2027.", "fr", "30/06/2027", id="fr: end date"),
        pytest.param("This Agreement commences on 1 February 2026 and continues for an initial term of 24 months.", "en", "31/01/2028", id="en: initial term"),
        pytest.param("Le contrat prend effet le 1er février 2026 pour une durée de six mois.", "fr", None, id="near twin fr: ends before the policy"),
        pytest.param("This Agreement commences on 1 February 2026 for a term of 6 months.", "en", None, id="near twin en: ends before the policy"),
    ],
)  # fmt: skip
def test_rule_7_contract_that_outlasts_the_policy_is_a_reminder(
    text: str, language: str, end: str | None, knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language)
    beyond = found(report, "term_beyond_expiry")
    assert len(beyond) == (end is not None)
    for finding in beyond:
        assert end in finding.message
        assert "31/12/2026" in finding.message
        assert finding.severity == "medium"
        assert any("124-5" in law.ref for law in finding.legal)


def test_rule_7_tail_of_the_policy_is_said(knowledge: Knowledge) -> None:
    text = "Le contrat prend effet le 1er février 2026 pour une durée de trois ans."
    tail = "Garantie subséquente de cinq ans après la résiliation, base réclamation."
    finding = only(confront(knowledge, text, more=(tail,)), "term_beyond_expiry")
    assert "pendant 5 ans" in finding.message
    assert "subséquente" in quotes(finding, "attestation.pdf")


def test_rule_7_expired_policy_is_expired_not_short(knowledge: Knowledge) -> None:
    text = "Le contrat prend effet le 1er février 2026 pour une durée de trois ans."
    report = confront(knowledge, text, valid=("01/01/2025", "31/12/2025"))
    assert only(report, "expired").severity == "critical"
    assert found(report, "term_beyond_expiry") == []


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        pytest.param("Le contrat prend effet le 1er février 2025 et s'achève le 31 janvier 2026.", True, id="ended"),
        pytest.param("Le contrat prend effet le 1er février 2025 et s'achève le 31 janvier 2027.", False, id="near twin: running"),
    ],
)  # fmt: skip
def test_rule_7_contract_that_ended_is_said(text: str, ended: bool, knowledge: Knowledge) -> None:
    for alone in (False, True):
        report = confront(knowledge, text, alone=alone)
        assert len(found(report, "contract_expired")) == ended


# ---------------------------------------------------------------- rule 8: place, courts, law


@pytest.mark.parametrize(
    ("text", "language", "territory", "gaps"),
    [
        pytest.param("Les prestations sont réalisées dans les locaux du Client à New York (États-Unis).", "fr", NO_AMERICA, ["US"], id="fr: New York"),
        pytest.param("Les prestations sont réalisées sur les sites du Client à Boston et à Montréal.", "fr", NO_AMERICA, ["US", "CA"], id="fr: cities alone"),
        pytest.param("The Services shall be performed at the Client's premises in Toronto.", "en", NO_AMERICA, ["CA"], id="en: Toronto"),
        pytest.param("Les prestations sont réalisées sur le site du Client à Tunis.", "fr", EUROPE, ["TN"], id="fr: outside the Union"),
        pytest.param("Les prestations sont réalisées sur le site du Client à Munich.", "fr", EUROPE, [], id="near twin fr: Munich"),
        pytest.param("Les prestations sont réalisées dans les locaux du Client à Lyon.", "fr", EUROPE, [], id="near twin fr: Lyon"),
        pytest.param("Les prestations ne peuvent être réalisées hors de France, notamment en Inde.", "fr", EUROPE, [], id="near twin fr: forbidden abroad"),
    ],
)  # fmt: skip
def test_rule_8_place_outside_the_territory_is_a_gap(
    text: str, language: str, territory: str, gaps: list[str], knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language, more=(territory,))
    found_here = found(report, "territory_gap")
    assert [f.country for f in found_here] == gaps
    assert {f.severity.value for f in found_here} <= {"critical"}
    assert all(quotes(f, "contrat.docx") == text for f in found_here)
    assert all(quotes(f, "attestation.pdf") for f in found_here)


@pytest.mark.parametrize(
    ("text", "language", "law", "courts"),
    [
        pytest.param("Le contrat est soumis au droit de l'État de New York.", "fr", "US", ["US"], id="fr: New York law"),
        pytest.param("This Agreement shall be governed by the laws of the State of Delaware.", "en", "US", ["US"], id="en: Delaware law"),
        pytest.param("Le contrat est soumis au droit français. Les tribunaux de New York sont seuls compétents.", "fr", None, ["US"], id="fr: French law, courts of New York"),
        pytest.param("This Agreement is governed by the laws of England and Wales.", "en", "GB", [], id="en: English law, inside the territory"),
        pytest.param("Le présent contrat est régi par le droit luxembourgeois.", "fr", "LU", [], id="fr: Luxembourg law"),
        pytest.param("Tout différend est tranché par arbitrage à Genève selon le droit suisse.", "fr", "CH", [], id="fr: arbitration in Geneva"),
        pytest.param("Le contrat est soumis au droit français. Les tribunaux de Paris sont seuls compétents.", "fr", None, [], id="near twin fr: Paris"),
        pytest.param("This Agreement is governed by French law and the courts of Lyon have jurisdiction.", "en", None, [], id="near twin en: French law"),
    ],
)  # fmt: skip
def test_rule_8_law_and_courts(
    text: str, language: str, law: str | None, courts: list[str], knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language, more=(NO_AMERICA,))
    assert [f.country for f in found(report, "foreign_law")] == ([law] if law else [])
    gaps = found(report, "territory_gap", clause="ct.loi")
    assert [f.country for f in gaps] == courts
    alone = confront(knowledge, text, language=language, alone=True)
    assert [f.country for f in found(alone, "foreign_law")] == ([law] if law else [])
    assert found(alone, "territory_gap") == []


# ---------------------------------------------------------------- services ordered


@pytest.mark.parametrize(
    ("services", "more", "expected"),
    [
        pytest.param("hébergement de serveurs", (), [("activity_not_evidenced", "it.run.hosting")], id="trap 16: not attested"),
        pytest.param("hébergement de serveurs", ("Sont exclues les activités d'hébergement de données.",), [("activity_excluded", "it.run.hosting")], id="excluded"),
        pytest.param("développement de logiciels spécifiques", (), [], id="near twin: attested"),
    ],
)  # fmt: skip
def test_services_ordered_are_attested_or_told(
    services: str, more: tuple[str, ...], expected: list[tuple[str, str]], knowledge: Knowledge
) -> None:
    report = confront(knowledge, "Clause sans objet.", services=services, more=more)
    codes = ("activity_not_evidenced", "activity_excluded")
    told = [f for f in report.findings if f.code in codes]
    assert [(f.code, f.concerns[0]) for f in told] == expected
    assert all("hébergement" in quotes(f, "contrat.docx") for f in told)
