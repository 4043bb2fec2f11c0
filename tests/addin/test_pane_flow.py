"""A contract under review in Word: check, finding, passage, comment, clause, saved file."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from browsing import needs_browser, needs_office
from click.testing import CliRunner
from docx import Document
from made_reports import ROOT

from checker.cli import cli
from checker.readers.docx_declaration import read_declaration

pytestmark = [needs_browser, needs_office]
CONTRACT = ROOT / "samples" / "contrat_hebergement.docx"
ATTESTATION = ROOT / "samples" / "attestation_hebergeur.pdf"
PENALTY, CARVEOUT = "penalties_uninsured", "carveout_uncapped"


def test_pane_flow_check_go_to_comment(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    assert pane.find("#verdict").text_content() == "Des écarts sont relevés"
    assert pane.act(PENALTY, "go") == "Passage montré."
    quote = pane.card(PENALTY).locator("blockquote").first.text_content()
    assert pane.word.selected == quote
    assert pane.act(PENALTY, "comment") == "Commentaire ajouté."
    (comment,) = Document(io.BytesIO(pane.word.package.save())).comments
    assert pane.card(PENALTY).locator("h3").text_content() in comment.text
    assert (pane.said, pane.word.errors, pane.word.unknown) == ([], [], [])


def test_pane_flow_clause_is_a_tracked_insertion_after_its_passage(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    assert pane.act(PENALTY, "insert") == "Clause insérée en suivi des modifications."
    assert pane.word.text.tracking == "Off"
    xml = zipfile.ZipFile(io.BytesIO(pane.word.package.save())).read("word/document.xml").decode()
    assert xml.count("<w:ins ") == 2
    texts = [pane.word.text.of(p) for p in pane.word.text.paragraphs()]
    place = next(i for i, text in enumerate(texts) if "Tout manquement" in text)
    assert texts[place + 1].startswith("Les pénalités sont plafonnées")


@pytest.mark.parametrize("mode", ["TrackAll", "TrackMineOnly"])
def test_pane_flow_tracking_is_as_it_was(in_word, mode: str) -> None:
    pane = in_word(CONTRACT)
    pane.word.text.tracking = mode
    pane.check()
    pane.act(PENALTY, "insert")
    assert pane.word.text.tracking == mode


def test_pane_flow_missing_clause_goes_to_the_end(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    before = len(pane.word.text.paragraphs())
    assert pane.act("clause_absent", "insert") == "Clause insérée en suivi des modifications."
    proposed = pane.card("clause_absent").locator(".suggestion p").text_content()
    paragraphs = pane.word.text.paragraphs()
    assert (len(paragraphs), pane.word.text.of(paragraphs[-1])) == (before + 1, proposed)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice: libreoffice-writer-nogui")
def test_pane_flow_saved_file_opens_in_libreoffice(in_word, tmp_path: Path) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    pane.act(PENALTY, "comment")
    said = pane.act(CARVEOUT, "insert")
    assert said == "Clause insérée en suivi des modifications."
    file = tmp_path / "relu.docx"
    file.write_bytes(pane.word.package.save())
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "relu.txt").read_text(encoding="utf-8")
    assert "Tout manquement" in text
    assert "limitée à un plafond distinct" in text


def test_pane_flow_ignored_with_a_reason_kept_in_the_document(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    card = pane.card(PENALTY)
    card.locator("[data-action=ignore]").click()
    card.locator("[data-action=ignore-save]").click()
    assert card.locator(".said").text_content() == "Indiquez un motif."
    card.locator(".reason-input").fill("Accepté par la direction le 3 mai")
    card.locator("[data-action=ignore-save]").click()
    pane.find("#filters [data-filter=ignored]").wait_for()
    assert pane.card(PENALTY).count() == 0

    saved = pane.word.package.save()
    stored = read_declaration(saved, name="Contrat.docx")
    assert stored is not None
    assert [(i.code, i.reason) for i in stored.ignored] == [
        (PENALTY, "Accepté par la direction le 3 mai")
    ]
    # Opened again by somebody else: still set aside, and it can be put back.
    again = in_word(saved)
    again.check()
    assert again.card(PENALTY).count() == 0
    again.find("#filters [data-filter=ignored]").click()
    assert "Accepté par la direction" in (again.card(PENALTY).text_content() or "")
    again.card(PENALTY).locator("[data-action=restore]").click()
    assert again.card(PENALTY).locator("[data-action=comment]").count() == 1
    assert read_declaration(again.word.package.save(), name="Contrat.docx").ignored == ()


def test_pane_flow_same_file_is_asked_the_same_on_the_command_line(in_word, tmp_path: Path) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement", "développement")
    file = tmp_path / "contrat.docx"
    file.write_bytes(pane.word.package.save())
    done = CliRunner().invoke(cli, ["check", str(file), "--json"])
    asked = {a["id"] for a in json.loads(done.stdout)["activities"]}
    shown = set(pane.find("#protections > li").evaluate_all("all => all.map(e => e.dataset.id)"))
    assert asked
    assert asked <= shown


def test_pane_flow_two_parts_are_never_left(in_word) -> None:
    pane = in_word(CONTRACT)
    for activity in ("hébergement", "conseil", "maintenance"):
        pane.find("#activity-input").fill(activity)
        pane.find("#activity-input").press("Enter")
    pane.find("#role").select_option("juriste")
    pane.find("#activity-list > li").nth(1).locator("button").click()
    pane.page.wait_for_timeout(400)
    assert len(pane.word.package.own_parts("urn:checker:declaration:1")) == 1
    stored = read_declaration(pane.word.package.save(), name="Contrat.docx")
    assert (stored.role, stored.activities) == ("juriste", ("hébergement", "maintenance"))


def test_pane_flow_attestation_attached_is_checked_with_the_contract(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.find("#file-input").set_input_files(str(ATTESTATION))
    pane.check("hébergement")
    said = pane.find("#kind").text_content()
    assert "Contrat.docx : contrat client" in said
    assert "attestation_hebergeur.pdf : attestation d’assurance" in said
    assert pane.card("no_insurance_document").count() == 0
    # The document remembers which piece was chosen.
    again = in_word(pane.word.package.save())
    assert "attestation_hebergeur.pdf" in again.find("#status").text_content()


def test_pane_flow_bulk_comment_asks_first(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    pane.find("#comment-all").click()
    assert pane.word.comments == []
    count = int(re.search(r"\d+", pane.find("#bulk-question").text_content())[0])
    pane.find("#bulk-no").click()
    assert not pane.find("#bulk-confirm").is_visible()
    pane.find("#comment-all").click()
    pane.find("#bulk-yes").click()
    pane.find(f"#status:has-text('Commentaires ajoutés : {count} sur {count}')").wait_for()
    assert len(pane.word.comments) == count >= 2


@pytest.mark.parametrize("role", ["prestataire", "client", "juriste"])
def test_pane_flow_roles_same_findings_other_order_and_tools(in_word, role: str) -> None:
    pane = in_word(CONTRACT)
    pane.find("#role").select_option(role)
    pane.check("hébergement")
    assert (pane.card(PENALTY).locator("[data-action=insert]").count() == 1) == (role != "client")
    assert (pane.card(PENALTY).locator(".why[open]").count() == 1) == (role == "juriste")
    counts = pane.find("#filters > button").all_text_contents()
    pane.find("#role").select_option("client")
    assert pane.find("#filters > button").all_text_contents() == counts


def test_pane_flow_role_orders_the_findings(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.find("#role").select_option("juriste")
    pane.check("hébergement")
    orders = {}
    for role in ("juriste", "client"):
        pane.find("#role").select_option(role)
        orders[role] = pane.find("#findings > li").evaluate_all(
            "all => all.map(e => e.dataset.code)"
        )
    assert orders["client"][0] == "no_insurance_document"
    # A lawyer reads in the order of the document, within a severity.
    assert orders["juriste"][:2] == [PENALTY, CARVEOUT]


@pytest.mark.parametrize(
    ("format", "kind", "file"),
    [
        ("html", "text/html; charset=utf-8", None),
        ("json", "application/json", ".json"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx",
        ),
    ],
)
def test_pane_flow_reports(in_word, format: str, kind: str, file: str | None) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    answers = []
    pane.page.context.on("response", lambda r: answers.append(r) if "/reports/" in r.url else None)
    with pane.page.context.expect_page():
        pane.find(f"#downloads [data-format={format}]").click()
    pane.find("#status:has-text('Rapport ouvert')").wait_for(timeout=60_000)
    pane.page.wait_for_timeout(300)
    (made,) = answers
    assert (made.status, made.headers["content-type"]) == (200, kind)
    said = made.headers.get("content-disposition")
    assert said is None if file is None else said.startswith("attachment") and file in said
    # The link served once.
    assert pane.page.context.request.get(made.url).status == 404


def test_pane_flow_in_english(in_word) -> None:
    pane = in_word(CONTRACT, language="en-GB")
    assert pane.find("html").get_attribute("lang") == "en"
    assert pane.find("h1").text_content() == "Insurance check"
    pane.check("hosting")
    assert "gaps" in pane.find("#verdict").text_content().lower()
    assert pane.act(PENALTY, "comment") == "Comment added."
    assert re.search(r"\b(the|of|is)\b", pane.word.comments[0])
