from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as open_docx
from docx_files import make_docx, p
from made_reports import ROOT, make_facts

from checker import __version__
from checker.cli import cli
from checker.reports.documents import dumps

SAMPLES = ROOT / "samples"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(
        cli, [str(argument) for argument in arguments], env={"LC_ALL": "fr_FR"}
    )


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "saved.json"
    path.write_text(dumps(make_facts()), encoding="utf-8")
    return path


def _one_line(result: Result) -> str:
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.stderr
    return lines[0]


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_cli_start_imports_nothing_heavy(flag: str) -> None:
    code = (
        f"import sys; sys.argv=['checker', {flag!r}]\n"
        "from checker.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy='spacy pydantic flask rich pypdfium2 yaml lxml'.split()\n"
        "print('HEAVY', sorted(set(heavy) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "HEAVY []"
    assert "checker" in done.stdout


def test_cli_version() -> None:
    assert __version__ in _run("--version").stdout


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("empty.pdf", b"", "vide", id="empty"),
        pytest.param(
            "notes.pdf", b"just some text", "ni un PDF ni un document Word", id="text as PDF"
        ),
        pytest.param("photo.docx", b"\x89PNG\r\n\x1a\n....", "PNG", id="picture as DOCX"),
        pytest.param("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "endommagé", id="truncated PDF"),
        pytest.param("cut.docx", b"PK\x03\x04rest", "endommagé", id="truncated DOCX"),
        pytest.param("other.json", b'{"schema": "report/1"}', "facts/1", id="other JSON"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "check"])
def test_cli_unreadable_file_is_one_line_and_status_3(
    tmp_path: Path, command: str, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    result = _run(command, path)
    lines = [x for x in result.stderr.splitlines() if "activité déclarée" not in x]

    assert result.exit_code == 3
    assert len(lines) == 1
    assert name in lines[0]
    assert said in lines[0]
    assert result.stdout == ""


def test_cli_missing_file(tmp_path: Path) -> None:
    result = _run("extract", tmp_path / "nowhere.pdf")

    assert result.exit_code == 3
    assert "aucun fichier" in _one_line(result)


def test_cli_folder_instead_of_file(tmp_path: Path) -> None:
    result = _run("extract", tmp_path)

    assert result.exit_code == 3
    _one_line(result)


def test_cli_too_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)

    result = _run("check", path, "--activities", "it.run.hosting")

    assert result.exit_code == 3
    assert "50 Mo" in _one_line(result)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--activities", "it.run.hostign"], "it.run.hosting", id="unknown activity"),
        pytest.param(["--minimum", "rc.dinc"], "rc.dinc=500000", id="malformed minimum"),
        pytest.param(["--minimum", "rc.dnic=5"], "rc.dinc", id="unknown protection"),
        pytest.param(["--as-of", "2026-13-45"], "AAAA-MM-JJ", id="bad date"),
        pytest.param(["--profile", "huge"], "default", id="unknown profile"),
        pytest.param(["--country", "Syldavie"], "ISO", id="unknown country"),
    ],
)
def test_cli_wrong_usage_is_one_line_and_status_2(
    saved: Path, arguments: list[str], said: str
) -> None:
    result = _run("check", saved, *arguments)

    assert result.exit_code == 2
    assert said in _one_line(result)
    assert result.stdout == ""


def test_cli_no_file_is_wrong_usage() -> None:
    result = _run("check")

    assert result.exit_code == 2
    _one_line(result)


def test_cli_errors_speak_the_language_asked(tmp_path: Path) -> None:
    result = _run("extract", tmp_path / "nowhere.pdf", "--language", "en")

    assert "no such file" in result.stderr


def test_cli_extract_json_of_saved_facts_is_the_same(saved: Path) -> None:
    result = _run("extract", saved, "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(saved.read_text(encoding="utf-8"))


def test_cli_check_json_is_a_report_on_stdout_alone(saved: Path) -> None:
    result = _run("check", saved, "--activities", "it.build.dev", "--as-of", "2026-06-01", "--json",
                  "--minimum", "rc.dinc=500 k€")  # fmt: skip
    report = json.loads(result.stdout)

    assert result.stderr == ""
    assert report["schema"] == "report/1"
    assert report["as_of"] == "2026-06-01"
    assert report["profile"]["minimums"] == {"rc.dinc": "500000"}
    assert [a["id"] for a in report["activities"]] == ["it.build.dev"]
    assert result.exit_code == 1


def test_cli_check_writes_html_and_says_so_on_stderr(saved: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"

    result = _run(
        "check", saved, "--activities", "it.build.dev", "--as-of", "2026-06-01", "--html", out
    )

    assert "</html>" in out.read_text(encoding="utf-8")
    assert str(out) in result.stderr
    assert "À faire d’abord" in result.stdout


def test_cli_html_that_cannot_be_written(saved: Path, tmp_path: Path) -> None:
    result = _run(
        "check", saved, "--activities", "it.build.dev", "--html", tmp_path / "no" / "x.html"
    )

    assert result.exit_code == 2
    assert "impossible" in _one_line(result)


@pytest.mark.parametrize(
    "identifier",
    ["it.run.hosting", "rc.dinc", "ex.penalites", "ct.cap", "c_assur.l113-1", "expired"],
)
def test_cli_explain(identifier: str) -> None:
    result = _run("explain", identifier)

    assert result.exit_code == 0, result.stderr
    assert identifier in result.stdout


def test_cli_explain_unknown_names_the_nearest() -> None:
    result = _run("explain", "rc.dnic")

    assert result.exit_code == 2
    assert "rc.dinc" in _one_line(result)


@pytest.mark.parametrize("command", ["activities", "profiles"])
def test_cli_lists(command: str) -> None:
    assert _run(command).exit_code == 0
    assert len(json.loads(_run(command, "--json").stdout)) >= 5


def test_cli_schema_prints_json() -> None:
    assert json.loads(_run("schema", "facts").stdout)["title"] == "Facts"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--host", "0.0.0.0"], "--token-file", id="open to all"),
        pytest.param(["--cert", "x.pem"], "--key", id="certificate without key"),
    ],
)
def test_cli_serve_refuses(arguments: list[str], said: str) -> None:
    result = _run("serve", *arguments)

    assert result.exit_code == 2
    assert said in _one_line(result)


def test_cli_token_is_stored_hashed(tmp_path: Path) -> None:
    path = tmp_path / "tokens"

    token = _run("token", "marie", "--token-file", path).stdout.strip()

    assert len(token) > 30
    assert token not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0


def test_cli_demo_shows_a_report_then_what_to_try() -> None:
    result = _run("demo")

    assert result.exit_code == 0, result.stderr
    assert "À faire d’abord" in result.stdout
    assert "checker explain" in result.stderr


def test_cli_evaluate_empty_folder(tmp_path: Path) -> None:
    result = _run("evaluate", tmp_path)

    assert result.exit_code == 2
    _one_line(result)


_CONTRACT = (
    "CONTRAT DE PRESTATIONS INFORMATIQUES",
    "Entre la société ORMEA SYSTEMES, ci-après le Prestataire, et la société VALBRUN, "
    "ci-après le Client.",
    "Article 1 – Objet",
    "Le Prestataire développe un logiciel spécifique pour le Client.",
    "Article 2 – Responsabilité",
    "La responsabilité du Prestataire est illimitée.",
    "Article 3 – Retard",
    "Une pénalité de 500 € par jour de retard est due par le Prestataire, sans plafond.",
)


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.docx"
    document = open_docx()
    for line in _CONTRACT:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_cli_annotate_package_without_content_types(tmp_path: Path) -> None:
    path, out = tmp_path / "contract.docx", tmp_path / "out.docx"
    path.write_bytes(make_docx("".join(p(line) for line in _CONTRACT)))

    _run("check", path, "--annotate", out, "--as-of", "2026-06-01")

    assert "word/comments.xml" in zipfile.ZipFile(out).namelist()


def test_cli_annotate_writes_the_contract_again_with_comments(
    contract: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    before = contract.read_bytes()

    result = _run("check", contract, "--annotate", out, "--as-of", "2026-06-01")

    assert str(out) in result.stderr, result.stderr
    assert len(list(open_docx(io.BytesIO(out.read_bytes())).comments)) >= 2
    assert b"<w:ins " not in zipfile.ZipFile(out).read("word/document.xml")
    assert contract.read_bytes() == before


def test_cli_annotate_suggests_clauses_as_tracked_insertions(
    contract: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"

    _run("check", contract, "--annotate", out, "--suggest", "--as-of", "2026-06-01")

    assert b"<w:ins " in zipfile.ZipFile(out).read("word/document.xml")


def test_cli_annotate_without_a_word_contract_is_wrong_usage(saved: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"

    result = _run("check", saved, "--activities", "it.build.dev", "--annotate", out)

    assert result.exit_code == 2
    assert "contrat Word" in _one_line(result)
    assert not out.exists()


def test_cli_annotate_of_a_pdf_names_what_to_do(tmp_path: Path) -> None:
    out = tmp_path / "out.docx"

    result = _run(
        "check", SAMPLES / "attestation_esn.pdf", "--activities", "it.build.dev", "--annotate", out
    )

    assert result.exit_code == 2
    assert "--html" in _one_line(result)
    assert not out.exists()


@pytest.mark.parametrize("option", ["--annotate", "--html"])
def test_cli_never_writes_over_a_document(option: str, contract: Path) -> None:
    before = contract.read_bytes()

    result = _run("check", contract, option, contract.parent / "." / contract.name)

    assert result.exit_code == 2
    assert "jamais remplacé" in _one_line(result)
    assert contract.read_bytes() == before


def test_cli_annotate_of_an_encrypted_contract(tmp_path: Path) -> None:
    path, out = tmp_path / "contrat.docx", tmp_path / "out.docx"
    ole = bytes.fromhex("D0CF11E0A1B11AE1")
    path.write_bytes(ole + bytes(600) + "EncryptedPackage".encode("utf-16-le"))

    result = _run("check", path, "--activities", "it.build.dev", "--annotate", out)

    assert result.exit_code == 3
    assert "mot de passe" in _one_line(result)
    assert "Traceback" not in result.stderr
    assert not out.exists()


def test_cli_suggest_without_annotate_is_wrong_usage(saved: Path) -> None:
    result = _run("check", saved, "--suggest")

    assert result.exit_code == 2
    assert "--annotate" in _one_line(result)
