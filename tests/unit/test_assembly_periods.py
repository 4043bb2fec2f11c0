from __future__ import annotations

import pytest
from builders import make_document
from equipment.identity_cases import Case, having

from checker.assembly.periods import find_period
from checker.domain import Kind, Period
from checker.knowledge import Knowledge
from checker.language import analyse

DATES = ("effective", "valid_from", "valid_to", "issued")


def found_in(lines: object, kind: Kind, knowledge: Knowledge) -> Period:
    return find_period(analyse(make_document(lines), knowledge), knowledge, kind=kind)


def dates(period: Period) -> dict[str, str | None]:
    facts = {key: getattr(period, key) for key in DATES}
    return {key: fact.value.isoformat() if fact else None for key, fact in facts.items()}


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having(*DATES)])
def test_assembly_periods_of_identity_cases(case: Case, knowledge: Knowledge) -> None:
    kind = Kind(str(case.expected.get("kind", "attestation")))
    found = dates(found_in(case.lines, kind, knowledge))
    expected = {key: case.expected[key] for key in DATES if key in case.expected}
    assert expected == {key: found[key] for key in expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Contrat à effet du 1er mars 2022", {"effective": "2022-03-01"}, id="à effet du"),
        pytest.param("contrat ayant pris effet le 01/03/2022", {"effective": "2022-03-01"}, id="ayant pris effet"),
        pytest.param("est assurée depuis le 12/05/2018 par le contrat", {"effective": "2018-05-12"}, id="depuis le"),
        pytest.param(
            "Attestation valable du 1er janvier au 31 décembre 2026",
            {"valid_from": "2026-01-01", "valid_to": "2026-12-31"},
            id="the year once",
        ),
        pytest.param(
            "Période d'assurance : du 1er avril 2026, zéro heure, au 31 mars 2027, vingt-quatre heures",
            {"valid_from": "2026-04-01", "valid_to": "2027-03-31"},
            id="hours in letters",
        ),
        pytest.param(
            "Period of insurance: From 1st March 2026 to 28th February 2027, both days inclusive",
            {"valid_from": "2026-03-01", "valid_to": "2027-02-28"},
            id="both days inclusive",
        ),
        pytest.param(
            "Attestation valable du 01/01 au 31/12/2026",
            {"valid_from": "2026-01-01", "valid_to": "2026-12-31"},
            id="the year once, in figures",
        ),
        pytest.param(
            "Valable pour l'année civile 2026",
            {"valid_from": "2026-01-01", "valid_to": "2026-12-31"},
            id="a calendar year",
        ),
        pytest.param(
            "Fait à Lyon, le 5 janvier 2026. Attestation valable trois mois.",
            {"issued": "2026-01-05", "valid_to": "2026-04-04"},
            id="months from its issue",
        ),
        pytest.param(
            "Fait à Lyon, le 5 janvier 2026. Garanties valables pour des séjours de trois mois.",
            {"issued": "2026-01-05"},
            id="months of something else",
        ),
        pytest.param(
            "Contrat à effet du 01.04.2024, échéance annuelle : 1er avril. Établie le 02.04.2026 et valable jusqu'à la prochaine échéance.",
            {"effective": "2024-04-01", "valid_from": "2024-04-01", "valid_to": "2027-03-31", "issued": "2026-04-02"},
            id="until the next due date",
        ),
        pytest.param(
            "Échéance : 31/12. Établie le 02.04.2026 et valable jusqu'à la prochaine échéance.",
            {"valid_to": "2026-12-31", "issued": "2026-04-02"},
            id="due at the end of a month",
        ),
        pytest.param(
            "Effet 01/07/2026 Terme du contrat 30/06/2027",
            {"effective": "2026-07-01", "valid_from": "2026-07-01", "valid_to": "2027-06-30"},
            id="terme",
        ),
        pytest.param(
            "Attestation établie pour une durée de 12 mois à compter du 15 avril 2026",
            {"valid_from": "2026-04-15", "valid_to": "2027-04-14"},
            id="computed end",
        ),
        pytest.param(
            "Contrat à effet du 01/01/2026 conclu pour un an, renouvelable par tacite reconduction",
            {"effective": "2026-01-01"},
            id="tacit renewal has no end",
        ),
        pytest.param(
            "Date d'effet : 16/03/2026 - Fin de validité : 15/03/2027",
            {"effective": "2026-03-16", "valid_from": "2026-03-16", "valid_to": "2027-03-15"},
            id="effect and end only",
        ),
        pytest.param("Fait à Strasbourg, le vingt-trois février deux mille vingt-six.", {"issued": "2026-02-23"}, id="in letters"),
        pytest.param("Angers, le 5 janvier 2026", {"issued": "2026-01-05"}, id="a letter's head"),
        pytest.param("Document imprimé le 16/03/2026 09:41", {"issued": "2026-03-16"}, id="printed on"),
        pytest.param("Date de rétroactivité : 01/11/2022", {}, id="a retroactive date"),
        pytest.param("arrêté du 19 novembre 2009", {}, id="a law"),
        pytest.param("Conditions générales du 01/10/2019", {}, id="an edition"),
        pytest.param("Marché notifié le 16 février 2026", {}, id="a notification"),
        pytest.param("Échéance principale : 1er janvier", {}, id="no year"),
    ],
)  # fmt: skip
def test_assembly_periods_wordings(
    text: str, expected: dict[str, str], knowledge: Knowledge
) -> None:
    found = dates(found_in([text], Kind.ATTESTATION, knowledge))
    assert expected == {key: value for key, value in found.items() if value}


def test_assembly_periods_of_a_contract_that_begins_when_signed(knowledge: Knowledge) -> None:
    lines = [
        "Le Contrat prend effet à sa signature et s'achève le 30 septembre 2027.",
        "Fait à Reims, le 18 mars 2026",
    ]
    found = dates(found_in(lines, Kind.CONTRACT, knowledge))
    assert found == {
        "effective": "2026-03-18",
        "valid_from": None,
        "valid_to": "2027-09-30",
        "issued": "2026-03-18",
    }


def test_assembly_periods_a_notice_only_has_its_own_date(knowledge: Knowledge) -> None:
    lines = ["Garanties pour la période du 01/01/2027 au 31/12/2027", "Édité le 12 novembre 2026"]
    found = dates(found_in(lines, Kind.OTHER, knowledge))
    assert {k: v for k, v in found.items() if v} == {"issued": "2026-11-12"}


def test_assembly_periods_quotes_the_words(knowledge: Knowledge) -> None:
    document = make_document(["Contrat à effet du 01/03/2022"])
    period = find_period(analyse(document, knowledge), knowledge, kind=Kind.ATTESTATION)
    assert period.effective is not None
    assert [e.quote for e in period.effective.evidence] == ["effet du 01/03/2022"]
