from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from made_reports import ROOT

from checker.cli import cli
from checker.knowledge import Knowledge
from checker.reports.schema import build_schema
from checker.web import WebConfig, create_app

SAMPLES = ROOT / "samples"
FIRM = SAMPLES / "attestation_esn.pdf"
DAY = ("--as-of", "2026-06-01")


def _run(*arguments: object, columns: int = 80) -> Result:
    env = {"LC_ALL": "fr_FR", "COLUMNS": str(columns)}
    return CliRunner().invoke(cli, ["scenarios", *(str(a) for a in arguments)], env=env)


def _flat(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_cli_scenarios_says_line_limit_deductible_and_what_stays() -> None:
    result = _run(FIRM, *DAY, "--scenario", "migration_data_loss", columns=160)
    text = _flat(result)

    assert result.exit_code == 0
    assert "« dont perte ou altération de données confiées » p. 1" in text
    assert "jusqu’à 150 000 € par année, un autre sinistre de l’année peut l’avoir entamé" in text
    assert "franchise 3 000 €" in text
    assert "Reste à l’entreprise 18 000 €" in text


def test_cli_scenarios_several_at_a_glance_then_head_by_head() -> None:
    glance = _run(FIRM, *DAY, columns=160)
    details = _run(FIRM, *DAY, "--details", columns=160)

    assert "Reconstitution des données du client" not in glance.stdout
    assert "« dont perte ou altération de données confiées » p. 1" in _flat(glance)
    assert "Reconstitution des données du client" in details.stdout


def test_cli_scenarios_out_of_force_is_said_once_with_its_dates() -> None:
    text = _flat(_run(FIRM, "--as-of", "2027-04-01", columns=160))

    assert text.count("expiré au 01/04/2027") == 1
    assert "valable du 01/04/2026 au 31/03/2027" in text


def test_cli_scenarios_at_a_glance_says_a_loss_below_the_deductible() -> None:
    # 2 000 € for two heads and their defence: less than the 3 000 € of the line.
    text = _flat(_run(FIRM, *DAY, "--amount", "2000", columns=200))

    assert "n’excède pas la franchise" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_cli_scenarios_keeps_to_the_width(width: int) -> None:
    result = _run(FIRM, *DAY, columns=width)

    assert max(map(len, result.stdout.splitlines())) <= width


def test_cli_scenarios_in_english() -> None:
    result = _run(FIRM, *DAY, "--scenario", "protected_content", "--language", "en")

    assert "not taken out" in result.stdout
    assert "Textes et photos" not in result.stdout
    assert result.exit_code == 1


def test_cli_scenarios_of_declared_activities_with_a_loss_of_ones_own() -> None:
    result = _run(FIRM, *DAY, "--activities", "hébergement", "--amount", "80 k€", "--json")
    played = json.loads(result.stdout)

    assert played["activities"] == ["it.run.hosting"]
    assert {one["loss"] for one in played["results"]} == {"80000"}
    # The certificate excludes hosting: no liability line answers for it.
    outage = next(one for one in played["results"] if one["id"] == "sc.hosting_outage")
    assert (outage["answer"], outage["stays"]) == ("excluded", "80000")
    assert outage["heads"][0]["evidence"]


def test_cli_scenarios_json_has_the_keys_of_its_schema() -> None:
    played = json.loads(_run(FIRM, *DAY, "--json").stdout)
    schema = build_schema("scenarios")

    assert played["schema"] == schema["properties"]["schema"]["const"] == "scenarios/1"
    assert set(played) == set(schema["required"])
    head = played["results"][0]["heads"][0]
    assert set(head) == set(schema["$defs"]["HeadResult"]["required"])


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        pytest.param(("--scenario", "mail_servre"), 2, "mail_server", id="unknown-scenario"),
        pytest.param(("--amount", "beaucoup"), 2, "Perte illisible", id="loss"),
        pytest.param(("--amount", "-5"), 2, "Perte illisible", id="negative-loss"),
        pytest.param(("--amount", "0"), 2, "Perte illisible", id="no-loss"),
        pytest.param(("--as-of", "hier"), 2, "hier", id="day"),
    ],
)
def test_cli_scenarios_refuses(arguments: tuple[str, ...], status: int, sentence: str) -> None:
    result = _run(FIRM, *arguments)

    assert result.exit_code == status
    assert sentence in result.stderr
    assert result.stdout == ""


def test_cli_scenarios_needs_a_document(tmp_path: Path) -> None:
    assert _run().exit_code == 2
    assert _run(tmp_path / "absent.pdf").exit_code == 3


def test_cli_scenarios_of_a_premium_notice_answers_nothing() -> None:
    result = _run(SAMPLES / "avis_echeance.pdf", *DAY, "--json")
    played = json.loads(result.stdout)

    assert result.exit_code == 3
    assert {one["paid_at_best"] for one in played["results"]} == {"0"}


def test_cli_scenarios_after_the_end_answer_nothing() -> None:
    played = json.loads(_run(FIRM, "--as-of", "2027-04-01", "--json").stdout)

    assert {one["paid_at_best"] for one in played["results"]} == {"0"}
    assert "01/04/2027" in played["results"][0]["heads"][0]["why"]


@pytest.fixture
def client(knowledge: Knowledge) -> FlaskClient:
    return create_app(WebConfig(knowledge=knowledge)).test_client()


def test_web_api_scenarios_is_what_the_command_prints(client: FlaskClient) -> None:
    asked = {"as_of": "2026-06-01", "scenario": "migration_data_loss", "amount": "65000"}
    with FIRM.open("rb") as file:
        answer = client.post("/api/v1/scenarios", data={"files": (file, FIRM.name), **asked})
    printed = _run(FIRM, *DAY, "--scenario", "migration_data_loss", "--json")

    assert answer.status_code == 200
    assert answer.get_json() == json.loads(printed.stdout)


@pytest.mark.parametrize("asked", [{"scenario": "nothing_such"}, {"amount": "x"}])
def test_web_api_scenarios_refuses(client: FlaskClient, asked: dict[str, str]) -> None:
    with FIRM.open("rb") as file:
        answer = client.post("/api/v1/scenarios", data={"files": (file, FIRM.name), **asked})

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_cli_scenarios_write_a_page_that_outlines_each_passage(tmp_path: Path) -> None:
    out = tmp_path / "scenarios.html"
    result = _run(FIRM, *DAY, "--html", out)
    page = out.read_text(encoding="utf-8")

    assert result.exit_code == 1
    assert "<script" not in page
    assert "Reconstitution des données du client" in page
    # Each quotation of the answers is drawn on the page and leads back to its head.
    quoted = set(re.findall(r'class="quote" href="#b(\d+)"', page))
    assert quoted
    assert quoted == set(re.findall(r'<a class="box \w+" id="b(\d+)"', page))
    assert set(re.findall(r'<a class="box[^>]*href="#([\w-]+)"', page)) <= set(
        re.findall(r' id="([\w-]+)"', page)
    )


def test_cli_scenarios_never_write_over_a_document(tmp_path: Path) -> None:
    document = tmp_path / "attestation.pdf"
    document.write_bytes(FIRM.read_bytes())

    assert _run(document, *DAY, "--html", document).exit_code == 2
    assert document.read_bytes() == FIRM.read_bytes()


def test_web_scenarios_page_is_offered_and_made(client: FlaskClient) -> None:
    asked = {"as_of": "2026-06-01", "format": "scenarios", "scenario": "migration_data_loss"}
    with FIRM.open("rb") as file:
        link = client.post("/api/v1/reports", data={"files": (file, FIRM.name), **asked})
    page = client.get(link.get_json()["url"])

    assert 'data-format="scenarios"' in client.get("/").get_data(as_text=True)
    assert (link.status_code, page.status_code, page.mimetype) == (201, 200, "text/html")
    assert "Migration qui perd des données" in page.get_data(as_text=True)
