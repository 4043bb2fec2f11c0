"""Tracked changes of a Word contract: the report says what each change under way would do."""

from __future__ import annotations

import pytest
from contract_files import attestation, contract_lines, found, only, report_of
from docx_files import make_docx, p, r

from checker.domain import Report
from checker.knowledge import Knowledge
from checker.service import Source

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "2 000 000 € par sinistre et par année d'assurance")  # fmt: skip
DINC = ("dont dommages immatériels non consécutifs", "500 000 € par sinistre et par année d'assurance")  # fmt: skip
_MARK = 'w:id="7" w:author="Ormeau" w:date="2026-05-01T00:00:00Z"'


def put_in(text: str) -> str:
    return f"<w:ins {_MARK}>{r(text)}</w:ins>"


def taken_out(text: str) -> str:
    return f'<w:del {_MARK}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def confront(knowledge: Knowledge, *pieces: str, language: str = "fr") -> Report:
    lines = [text for _, text in contract_lines([], language=language)]
    body = "".join(p(line) for line in lines[:-1]) + f"<w:p>{''.join(pieces)}</w:p>" + p(lines[-1])
    deal = Source(name="contrat.docx", data=make_docx(body))
    return report_of(knowledge, deal, attestation(PRO, DINC))


@pytest.mark.parametrize(
    ("before", "deleted", "inserted", "after", "effect"),
    [
        pytest.param("La responsabilité du Prestataire est limitée à ", "500 k€", "150 k€", " par sinistre.", "ramène le plafond de 500\u00a0000\u00a0€ à 150\u00a0000\u00a0€", id="lowered"),
        pytest.param("La responsabilité du Prestataire est limitée à ", "150 000 €", "1,5 M€", ".", "porte le plafond de 150\u00a0000\u00a0€ à 1\u00a0500\u00a0000\u00a0€", id="raised"),
        pytest.param("La responsabilité du Prestataire est limitée à ", "150", "500", " 000 €.", "porte le plafond de 150\u00a0000\u00a0€ à 500\u00a0000\u00a0€", id="figure changed inside the sum"),
        pytest.param("", "La responsabilité du Prestataire est limitée à 500 000 €.", "La responsabilité du Prestataire est illimitée.", "", "retire le plafond de 500\u00a0000\u00a0€", id="no cap any more"),
        pytest.param("The Supplier's liability shall not exceed ", "EUR 500,000", "EUR 900,000", ".", "porte le plafond de 500\u00a0000\u00a0€ à 900\u00a0000\u00a0€", id="English contract"),
    ],
)  # fmt: skip
def test_change_of_a_cap_says_from_what_to_what(
    before: str, deleted: str, inserted: str, after: str, effect: str, knowledge: Knowledge
) -> None:
    language = "en" if before.startswith("The") else "fr"
    pieces = [r(before), taken_out(deleted), put_in(inserted), r(after)]
    report = confront(knowledge, *pieces, language=language)
    assert effect in only(report, "redline_effect", clause="ct.cap").message


def test_deleted_cap_leaves_liability_unlimited(knowledge: Knowledge) -> None:
    report = confront(knowledge, taken_out("La responsabilité du Prestataire est limitée à 500 000 €."))  # fmt: skip
    assert "ne serait plus limitée" in only(report, "redline_effect", clause="ct.cap").message
    assert only(report, "clause_absent", clause="ct.cap").severity == "critical"


@pytest.mark.parametrize(
    ("pieces", "clause"),
    [
        pytest.param([put_in("Le Prestataire est tenu d'une obligation de résultat.")], "ct.resultat", id="promise added"),
        pytest.param([r("Une pénalité de "), taken_out("0,5 %"), put_in("2 %"), r(" du prix par jour de retard est due, plafonnée à 10 %.")], "ct.penalites", id="rate of a penalty"),
        pytest.param([r("Une pénalité de 1 % du prix par jour de retard est due, plafonnée à "), taken_out("10 %"), put_in("30 %"), r(".")], "ct.penalites.cap", id="cap of a penalty"),
        pytest.param([r("Le contrat est conclu pour une durée de "), taken_out("un an"), put_in("trois ans"), r(".")], "ct.duree", id="term"),
    ],
)  # fmt: skip
def test_change_names_the_clause_it_touches(
    pieces: list[str], clause: str, knowledge: Knowledge
) -> None:
    assert only(confront(knowledge, *pieces), "redline_effect").clause == clause


def test_change_outside_clauses_and_accepted_text_say_nothing(knowledge: Knowledge) -> None:
    changed = confront(knowledge, r("Le Client "), taken_out("est"), put_in("sera"), r(" informé."))
    assert found(changed, "redline_effect") == []
    plain = confront(knowledge, r("La responsabilité du Prestataire est limitée à 150 000 €."))
    assert found(plain, "redline_effect") == []
    assert only(plain, "cap_below_policy").clause == "ct.cap"
