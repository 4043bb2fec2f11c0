"""Rule 6 of domain.md §6.3: each required head, its amount, basis, currency and tail.

Every case is a contract and an attestation written as documents and read by the real service.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from contract_files import attestation, contract, found, only, quotes, report_of

from checker.domain import Report
from checker.knowledge import Knowledge
from checker.service import Source

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip
DINC = ("dont dommages immatériels non consécutifs", "500 000 € par sinistre et par année d'assurance")  # fmt: skip
OF_YEAR = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par année d'assurance")  # fmt: skip
TWO_FIGURES = ("Responsabilité civile professionnelle : tous dommages confondus", "1 000 000 € par sinistre et 2 000 000 € par an")  # fmt: skip
_TITLES = {"fr": "Assurance", "en": "Insurance"}


def confront(
    knowledge: Knowledge, text: str, *papers: Source, language: str = "fr", alone: bool = False
) -> Report:
    deal = contract([(_TITLES[language], text)], language=language)
    return report_of(knowledge, deal, *(() if alone else papers or (attestation(PRO, DINC),)))


def required(report: Report) -> list[tuple[str, str | None, Decimal | None]]:
    return [(f.code, f.head, f.gap) for f in report.findings if f.code.startswith("requirement_")]


# ---------------------------------------------------------------- each head, with its amount


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("Le Prestataire justifie d'une assurance de responsabilité civile professionnelle d'un montant minimum de 3 000 000 € par sinistre.", "fr", ("requirement_not_met", "rc.pro", 1_000_000), id="fr: headline too low"),
        pytest.param("Le Prestataire justifie d'une assurance de responsabilité civile professionnelle d'un montant minimum de 1 500 000 € par sinistre.", "fr", ("requirement_met", "rc.pro", None), id="near twin fr: headline enough"),
        pytest.param("Le Prestataire est assuré pour les dommages immatériels non consécutifs à hauteur de 800 000 € au moins.", "fr", ("requirement_not_met", "rc.dinc", 300_000), id="fr: pure loss too low"),
        pytest.param("Le Prestataire souscrit une assurance cyber de 1 000 000 € par an.", "fr", ("requirement_silent_on", "cyb", None), id="fr: cyber not printed"),
        pytest.param("Le Prestataire est assuré pour les dommages aux biens confiés à hauteur de 150 000 €.", "fr", ("requirement_silent_on", "rc.biens_confies", None), id="fr: entrusted goods not printed"),
        pytest.param("The Supplier shall maintain professional indemnity insurance of not less than EUR 3,000,000 any one claim.", "en", ("requirement_not_met", "rc.pro", 1_000_000), id="en: too low"),
        pytest.param("The Supplier shall maintain professional indemnity insurance of not less than EUR 2,000,000 any one claim.", "en", ("requirement_met", "rc.pro", None), id="near twin en: equal"),
    ],
)  # fmt: skip
def test_rule_6_each_required_head_is_compared_with_its_own_line(
    text: str,
    language: str,
    expected: tuple[str, str, int | None],
    knowledge: Knowledge,
) -> None:
    report = confront(knowledge, text, language=language)
    assert required(report) == [expected]
    finding = only(report, expected[0])
    assert finding.clause == "ct.assurance"
    assert quotes(finding, "contrat.docx") in text
    prints = expected[0] != "requirement_silent_on"
    assert bool(quotes(finding, "attestation.pdf")) is prints


def test_rule_6_several_heads_of_one_sentence(knowledge: Knowledge) -> None:
    text = (
        "Le Prestataire justifie d'une assurance de responsabilité civile professionnelle de "
        "3 000 000 € par sinistre et par an, dont 500 000 € pour les dommages immatériels non "
        "consécutifs, et d'une assurance cyber de 1 000 000 €."
    )
    assert sorted(required(confront(knowledge, text))) == [
        ("requirement_met", "rc.dinc", None),
        ("requirement_not_met", "rc.pro", Decimal(1_000_000)),
        ("requirement_silent_on", "cyb", None),
    ]


def test_rule_6_refused_head_is_not_met_for_its_whole_amount(knowledge: Knowledge) -> None:
    text = "Le Prestataire est assuré pour les dommages immatériels non consécutifs à hauteur de 800 000 €."
    paper = attestation(PRO, ("Dommages immatériels non consécutifs", "Non souscrit"))
    finding = only(confront(knowledge, text, paper), "requirement_not_met", head="rc.dinc")
    assert (finding.gap, finding.evidenced) == (Decimal(800_000), Decimal(0))


def test_rule_6_contract_alone_says_what_it_requires(knowledge: Knowledge) -> None:
    text = "Le Prestataire justifie d'une assurance de responsabilité civile professionnelle de 3 000 000 € par sinistre."
    report = confront(knowledge, text, alone=True)
    finding = only(report, "insurance_needed", clause="ct.assurance")
    assert (finding.head, finding.required) == ("rc.pro", Decimal(3_000_000))
    assert required(report) == []


# ---------------------------------------------------------------- basis


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        pytest.param("2 000 000 € par sinistre", OF_YEAR, [("requirement_silent_on", None)], id="per claim required, per year printed"),
        pytest.param("2 000 000 € par sinistre", PRO, [("requirement_met", None)], id="near twin: per claim and per year printed"),
        pytest.param("2 000 000 € par an", OF_YEAR, [("requirement_met", None)], id="near twin: per year both"),
        pytest.param("2 000 000 € par an", TWO_FIGURES, [("requirement_met", None)], id="per year against the yearly figure"),
        pytest.param("2 000 000 € par sinistre", TWO_FIGURES, [("requirement_not_met", 1_000_000)], id="per claim against the figure per claim"),
        pytest.param("1 000 000 € par sinistre et 3 000 000 € par an", TWO_FIGURES, [("requirement_met", None), ("requirement_not_met", 1_000_000)], id="one requirement of each"),
    ],
)  # fmt: skip
def test_rule_6_requirement_is_compared_on_its_basis(
    text: str,
    line: tuple[str, str],
    expected: list[tuple[str, int | None]],
    knowledge: Knowledge,
) -> None:
    clause = f"Le Prestataire justifie d'une assurance de responsabilité civile professionnelle de {text}."
    found_here = required(confront(knowledge, clause, attestation(line)))
    assert sorted((code, gap) for code, _, gap in found_here) == expected


# ---------------------------------------------------------------- currency, tail, insured client


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        pytest.param("USD 1,000,000", "currency_mismatch", id="dollars"),
        pytest.param("£1,000,000", "currency_mismatch", id="pounds"),
        pytest.param("EUR 1,000,000", "requirement_met", id="near twin: euros"),
    ],
)
def test_rule_6_currencies_are_said_not_converted(
    amount: str, code: str, knowledge: Knowledge
) -> None:
    text = f"The Supplier shall maintain professional indemnity insurance of at least {amount} per claim."
    report = confront(knowledge, text, language="en")
    codes = {"currency_mismatch", "requirement_met", "requirement_not_met"}
    assert [f.code for f in report.findings if f.code in codes] == [code]


TAIL = "Les garanties subséquentes s'exercent pendant cinq ans après la résiliation du contrat."


@pytest.mark.parametrize(
    ("text", "longer", "unmet"),
    [
        pytest.param("Le Prestataire maintient son assurance de responsabilité civile professionnelle pendant la durée du contrat et dix ans après son terme.", True, True, id="fr: ten years"),
        pytest.param("Le Prestataire maintient son assurance pendant la durée du contrat et six ans après son terme.", True, True, id="fr: no head named"),
        pytest.param("Le Prestataire maintient son assurance de responsabilité civile professionnelle pendant la durée du contrat et trois ans après son terme.", False, False, id="near twin fr: three years"),
        pytest.param("The Supplier shall maintain professional indemnity insurance during the term and for six years after termination.", True, True, id="en: six years"),
    ],
)  # fmt: skip
def test_rule_6_tail_after_the_contract(
    text: str, longer: bool, unmet: bool, knowledge: Knowledge
) -> None:
    language = "en" if text.startswith("The") else "fr"
    report = confront(knowledge, text, attestation(PRO, more=[TAIL]), language=language)
    assert len(found(report, "tail_longer_than_statutory")) == longer
    short = found(report, "requirement_not_met", head="time.subsequente")
    assert len(short) == unmet
    assert all("cinq ans" in quotes(finding, "attestation.pdf") for finding in short)


def test_rule_6_tail_unprinted_is_not_said_to_be_short(knowledge: Knowledge) -> None:
    text = "Le Prestataire maintient son assurance pendant le contrat et dix ans après son terme."
    report = confront(knowledge, text, attestation(PRO))
    assert found(report, "requirement_not_met") == []
    assert only(report, "tail_longer_than_statutory").clause == "ct.assurance"


@pytest.mark.parametrize(
    ("text", "language", "unusual"),
    [
        pytest.param("Le Client est désigné en qualité d'assuré additionnel.", "fr", True, id="fr"),
        pytest.param("The Supplier shall name the Customer as an additional insured.", "en", True, id="en"),
        pytest.param("Le Prestataire est seul assuré au titre de sa police.", "fr", False, id="near twin fr"),
    ],
)  # fmt: skip
def test_rule_6_client_as_additional_insured(
    text: str, language: str, unusual: bool, knowledge: Knowledge
) -> None:
    report = confront(knowledge, text, language=language)
    assert len(found(report, "client_as_additional_insured")) == unusual
