"""Several attestations in one file: each its own facts, and nothing of one in the other."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from pdfs import drawn
from reportlab.pdfgen import canvas

from checker.cli import cli
from checker.domain import ActivityState, Declaration, Facts
from checker.knowledge import Knowledge
from checker.reports.documents import dumps
from checker.reports.html import build_html
from checker.reports.wording import Wording
from checker.service import Source, check, extract_all

TITLE = "ATTESTATION D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE"
FIRST = [
    "Nous soussignés, MMA IARD, attestons que la société AVELINE NUMÉRIQUE SAS, SIREN 552 100 554,",
    "est titulaire du contrat n° 44 512 009 garantissant sa responsabilité civile professionnelle.",
    "Activités garanties : développement de logiciels.",
    "Dommages immatériels non consécutifs : 300 000 € par sinistre.",
    "La présente attestation est valable du 01/01/2026 au 31/12/2026.",
    "Fait à Lyon, le 05/01/2026.",
]
OTHER = [
    "Nous soussignés, Generali IARD, attestons que la société BOREALE CLOUD SARL, SIREN 732 829 320,",
    "est titulaire du contrat n° AR 887 341 garantissant sa responsabilité civile professionnelle.",
    "Activités garanties : hébergement de données.",
    "Dommages immatériels non consécutifs : 2 000 000 € par sinistre.",
    "La présente attestation est valable du 01/07/2025 au 30/06/2026.",
    "Fait à Paris, le 02/07/2025.",
]
ANNEX = [
    "Annexe : extrait des conditions du contrat n° 44 512 009",
    "Sont exclues les pénalités de retard.",
    "Territorialité : monde entier, hors États-Unis et Canada.",
]
SAME_AGAIN = ["Contrat n° 44 512 009 (suite)", "Dommages corporels : 5 000 000 € par sinistre."]
NEXT_YEAR = [
    line.replace("2026", "2027").replace("300 000", "450 000").replace("2025", "2026")
    for line in FIRST
]


def pdf(*pages: tuple[str | None, Sequence[str]]) -> bytes:
    """Return a PDF with a page for each title and its lines."""

    def drawer(title: str | None, lines: Sequence[str]):
        def draw(page: canvas.Canvas) -> None:
            y = 780.0
            if title:
                page.setFont("Helvetica-Bold", 13)
                page.drawString(60, y, title)
                y -= 40
            page.setFont("Helvetica", 9.5)
            for line in lines:
                page.drawString(60, y, line)
                y -= 18

        return draw

    return drawn(*[drawer(title, lines) for title, lines in pages])


def read(data: bytes, knowledge: Knowledge) -> tuple[Facts, ...]:
    return extract_all(data, name="lot.pdf", knowledge=knowledge)


def test_assembly_parts_two_attestations_are_two(knowledge: Knowledge) -> None:
    first, other = read(pdf((TITLE, FIRST), (None, ANNEX), (TITLE, OTHER)), knowledge)
    assert (first.document.name, other.document.name) == ("lot.pdf#1", "lot.pdf#2")
    assert (first.document.first_page, first.document.pages) == (1, 2)
    assert (other.document.first_page, other.document.pages) == (3, 1)
    names = [facts.policyholder.name for facts in (first, other) if facts.policyholder]
    assert names == ["AVELINE NUMÉRIQUE SAS", "BOREALE CLOUD SARL"]
    assert [[i.value for i in f.insurers] for f in (first, other)] == [
        ["MMA IARD"],
        ["Generali IARD"],
    ]
    assert [[a.id for a in f.activities] for f in (first, other)] == [
        ["it.build.dev"],
        ["it.run.hosting"],
    ]
    assert [{str(g.amount) for g in f.guarantees} for f in (first, other)] == [
        {"300000"},
        {"2000000"},
    ]
    assert [f.period.valid_to and f.period.valid_to.value.year for f in (first, other)] == [
        2026,
        2026,
    ]
    assert [x.id for x in first.exclusions] == ["ex.penalites", "ex.geo"]
    assert other.exclusions == ()
    assert {e.page for g in other.guarantees for e in g.evidence} == {3}


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([(TITLE, FIRST), (None, ANNEX)], id="annex"),
        pytest.param([(TITLE, FIRST), (TITLE, SAME_AGAIN)], id="title on each page"),
        pytest.param(
            [(TITLE, FIRST), ("ANNEXE À L'ATTESTATION D'ASSURANCE", ANNEX)], id="titled annex"
        ),
        pytest.param([(TITLE, FIRST), (TITLE, FIRST)], id="the same twice"),
    ],
)
def test_assembly_parts_what_goes_on_is_one(
    pages: list[tuple[str | None, list[str]]], knowledge: Knowledge
) -> None:
    (facts,) = read(pdf(*pages), knowledge)
    assert facts.document.name == "lot.pdf"
    assert facts.document.first_page is None


def test_assembly_parts_two_years_of_one_policy_are_two(knowledge: Knowledge) -> None:
    found = read(pdf((TITLE, FIRST), (TITLE, NEXT_YEAR)), knowledge)
    assert [f.period.valid_to and f.period.valid_to.value.year for f in found] == [2026, 2027]


def test_assembly_parts_of_another_firm_complete_nothing(knowledge: Knowledge) -> None:
    source = Source(name="lot.pdf", data=pdf((TITLE, FIRST), (TITLE, OTHER)))
    declaration = Declaration(
        activities=("it.build.dev", "it.run.hosting"),
        as_of=dt.date(2026, 3, 1),
        firm="AVELINE NUMÉRIQUE",
    )
    report = check([source], declaration, knowledge)
    states = {activity.id: activity.state for activity in report.activities}
    assert states["it.build.dev"] is ActivityState.EVIDENCED
    assert states["it.run.hosting"] is ActivityState.NOT_EVIDENCED
    page = build_html(report, {source.name: source.data}, Wording(knowledge, "fr"))
    assert "lot.pdf#1" in page
    assert "pages 2 à 2 du fichier" in page
    # Each part shows its own page.
    assert page.count("data:image/webp") == 2


def test_assembly_parts_specimen_refuses_its_own_part(knowledge: Knowledge) -> None:
    first, other = read(pdf((TITLE, FIRST), (TITLE, ["SPÉCIMEN", *OTHER])), knowledge)
    assert first.document.refusal is None
    assert other.document.refusal == "specimen"


def test_assembly_parts_command_line_shows_each(tmp_path: Path) -> None:
    path = tmp_path / "lot.pdf"
    path.write_bytes(pdf((TITLE, FIRST), (TITLE, OTHER)))
    listed = CliRunner().invoke(cli, ["extract", str(path), "--json"])
    assert [f["document"]["first_page"] for f in json.loads(listed.stdout)] == [1, 2]
    shown = CliRunner().invoke(cli, ["extract", str(path), "--language", "fr"])
    assert "pages 1 à 1 du fichier" in " ".join(shown.stdout.split())


def test_assembly_parts_saved_by_extract_are_checked_like_the_file(knowledge: Knowledge) -> None:
    data = pdf((TITLE, FIRST), (TITLE, OTHER))
    found = extract_all(data, name="two.pdf", knowledge=knowledge)
    saved = dumps(found).encode()
    assert extract_all(saved, name="two.json", knowledge=knowledge) == found
