from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as open_docx
from flask.testing import FlaskClient
from made_reports import ROOT

from checker.cli import cli
from checker.knowledge import Knowledge
from checker.web import WebConfig, create_app

SAMPLES = ROOT / "samples"
HOST = SAMPLES / "attestation_hebergeur.pdf"
ASKED = ("--activities", "développement", "--as-of", "2026-09-15")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(
        cli, ["letter", *(str(argument) for argument in arguments)], env={"LC_ALL": "fr_FR"}
    )


def test_cli_letter_is_printed() -> None:
    result = _run(HOST, *ASKED)

    assert result.exit_code == 0
    assert result.stdout.startswith("NUAGES DE L’ARVE SASU\nSIREN 853 019 446\n\nCompagnie Alpine")
    assert "« Développement de logiciels » : le document ne la nomme pas" in result.stdout


def test_cli_letter_in_english() -> None:
    result = _run(HOST, *ASKED, "--language", "en", "--to", "supplier")

    assert "Activity “Software development”: the document does not name it." in result.stdout


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".DOCX"])
def test_cli_letter_is_written(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"lettre{suffix}"
    result = _run(HOST, *ASKED, "--out", out)

    assert result.exit_code == 0
    assert result.stdout == ""
    assert f"Lettre écrite : {out}" in result.stderr
    text = (
        out.read_text(encoding="utf-8")
        if suffix == ".txt"
        else "\n".join(p.text for p in open_docx(str(out)).paragraphs)
    )
    assert "NUAGES DE L’ARVE SASU" in text


def test_cli_letter_of_a_saved_report(tmp_path: Path) -> None:
    saved = tmp_path / "rapport.json"
    checked = CliRunner().invoke(cli, ["check", str(HOST), *ASKED, "--json"])
    saved.write_text(checked.stdout, encoding="utf-8")

    assert _run(saved).stdout == _run(HOST, *ASKED).stdout


def test_cli_letter_of_a_saved_report_takes_no_other_declaration(tmp_path: Path) -> None:
    saved = tmp_path / "rapport.json"
    saved.write_text('{"schema": "report/1"}', encoding="utf-8")

    for arguments in ((saved, *ASKED), (saved, HOST)):
        result = _run(*arguments)
        assert result.exit_code == 2
        assert "Un rapport enregistré porte déjà" in result.stderr


def test_cli_letter_of_a_damaged_report_is_one_line(tmp_path: Path) -> None:
    saved = tmp_path / "rapport.json"
    saved.write_text('{"schema": "report/1"}', encoding="utf-8")
    result = _run(saved)

    assert result.exit_code == 3
    assert result.stderr.strip().count("\n") == 0
    assert "rapport.json" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param((), "Aucun document", id="no file"),
        pytest.param((HOST, "--out", "lettre.pdf"), ".docx ou en .txt", id="format"),
        pytest.param((HOST, "--activities", "zzz"), "Activité inconnue", id="activity"),
    ],
)
def test_cli_letter_usage(arguments: tuple[object, ...], said: str) -> None:
    result = _run(*arguments)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.fixture
def client(knowledge: Knowledge) -> FlaskClient:
    return create_app(WebConfig(knowledge=knowledge)).test_client()


def _form(**more: str) -> dict[str, object]:
    files = [(io.BytesIO(HOST.read_bytes()), "attestation.pdf")]
    return {"files": files, "activities": "développement", "as_of": "2026-09-15", **more}


def test_web_letter_is_a_word_document(client: FlaskClient) -> None:
    link = client.post("/api/v1/reports", data=_form(format="letter", language="fr"))
    answer = client.get(link.get_json()["url"])

    assert link.get_json()["name"] == "lettre 2026-09-15.docx"
    assert answer.mimetype.startswith("application/vnd.openxmlformats")
    text = [p.text for p in open_docx(io.BytesIO(answer.data)).paragraphs]
    assert "Compagnie Alpine d’Assurances SA\nPar l’intermédiaire de Brumaire Souscription" in text


def test_web_letter_as_text_to_the_supplier(client: FlaskClient) -> None:
    form = _form(format="letter_text", to="supplier", sender="ORMEAU", language="fr")
    link = client.post("/api/v1/reports", data=form)
    text = client.get(link.get_json()["url"]).get_data(as_text=True)

    assert text.startswith("ORMEAU\n\nNUAGES DE L’ARVE SASU")


def test_web_letter_to_nobody_known(client: FlaskClient) -> None:
    answer = client.post("/api/v1/reports", data=_form(format="letter", to="minister"))

    assert (answer.status_code, answer.get_json()["code"]) == (400, "unknown_reader")


def test_web_page_offers_the_letter(client: FlaskClient) -> None:
    assert 'data-format="letter"' in client.get("/").get_data(as_text=True)
