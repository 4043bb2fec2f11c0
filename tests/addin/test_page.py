"""The web page in a real browser: documents in, findings beside the pages."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import browser, needs_axe, needs_browser, served, violations
from docx import Document
from made_reports import ROOT

from checker.knowledge import Knowledge

pytestmark = needs_browser

SAMPLES = ROOT / "samples"
ATTESTATION = SAMPLES / "attestation_agence_web.pdf"
CONTRACT = SAMPLES / "contrat_hebergement.docx"
HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.fixture(scope="module")
def address(knowledge: Knowledge) -> Iterator[str]:
    with served(knowledge) as address:
        yield address


@pytest.fixture(scope="module")
def opener(address: str) -> Iterator[Callable[..., object]]:
    with browser() as started:

        def open_page(**options: object) -> object:
            settings = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, **options}
            page = started.new_context(**settings).new_page()
            page.problems = []
            page.on("pageerror", lambda error: page.problems.append(str(error)))
            page.goto(address)
            page.wait_for_selector("#app[data-state=ready]")
            return page

        yield open_page


def check(page, *files: Path | dict[str, object], activities: tuple[str, ...] = ()) -> None:
    page.set_input_files("#file-input", list(files))
    for activity in activities:
        page.fill("#activity-input", activity)
        page.press("#activity-input", "Enter")
    page.click("#check")
    page.wait_for_selector("#app[data-state=done], #app[data-state=problem]")


def test_page_shows_findings_beside_the_outlined_passage(opener) -> None:
    page = opener()
    check(page, ATTESTATION, activities=("Hébergement", "62.01Z"))
    assert page.text_content("#verdict") == "Des écarts sont relevés"
    assert page.locator("#findings > li").count() >= 3
    page.wait_for_selector("#viewer .page .outline")
    page.locator("#findings [data-action=go]").first.click()
    said = page.locator("#findings > li.current .said")
    assert said.text_content() == "Passage montré."
    assert page.problems == []


def test_page_goes_from_an_outline_to_its_finding(opener) -> None:
    page = opener()
    check(page, ATTESTATION, activities=("Hébergement",))
    page.wait_for_selector("#viewer .page .outline")
    page.locator("#viewer .outline").first.click()
    assert page.locator("#panel .current").count() == 1


def test_page_filters_by_severity(opener) -> None:
    page = opener()
    check(page, ATTESTATION, activities=("Hébergement",))
    page.locator("#filters [data-filter=critical]").click()
    shown = page.locator("#findings > li")
    severities = {shown.nth(i).get_attribute("data-severity") for i in range(shown.count())}
    assert severities == {"critical"}


def test_page_says_what_is_wrong_with_a_file(opener) -> None:
    page = opener()
    check(page, {"name": "attestation.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    assert page.get_attribute("#app", "data-state") == "problem"
    assert "attestation.pdf" in (page.text_content("#problem-text") or "")


def test_page_says_so_when_the_server_is_gone(opener, address: str) -> None:
    page = opener()
    page.route("**/api/**", lambda route: route.abort())
    check(page, ATTESTATION)
    assert page.get_attribute("#app", "data-state") == "problem"
    assert (page.text_content("#problem-text") or "").strip()


def test_page_shows_hostile_text_as_text(opener) -> None:
    made = Document()
    made.add_heading("Contrat de prestations")
    made.add_paragraph(f"Article 1. Responsabilité illimitée du prestataire {HOSTILE}.")
    out = io.BytesIO()
    made.save(out)
    page = opener()
    title = page.title()
    check(
        page,
        {
            "name": f"{HOSTILE[:20]}.docx",
            "mimeType": "application/octet-stream",
            "buffer": out.getvalue(),
        },
    )
    page.wait_for_selector("#viewer .sheet")
    assert page.title() == title
    assert page.locator("#app img[src=x], #app script").count() == 0
    assert "onerror=" in (page.text_content("#viewer") or "")


@pytest.mark.parametrize("width", [320, 360])
def test_page_fits_a_phone(opener, width: int) -> None:
    page = opener(viewport={"width": width, "height": 740})
    check(page, ATTESTATION, activities=("Hébergement",))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_is_checked_by_keyboard_alone(opener) -> None:
    page = opener()
    page.set_input_files("#file-input", str(ATTESTATION))
    page.focus("#activity-input")
    page.keyboard.type("Hébergement")
    page.keyboard.press("Enter")
    for _ in range(12):
        if page.evaluate("document.activeElement.id") == "check":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#app[data-state=done]")
    assert page.evaluate("document.activeElement.id") == "verdict"


def test_page_speaks_the_language_of_the_browser(opener) -> None:
    page = opener(locale="en-GB")
    check(page, ATTESTATION, activities=("hosting",))
    assert page.get_attribute("html", "lang") == "en"
    assert page.text_content("#verdict") == "Gaps found"


@pytest.mark.parametrize(
    ("files", "format", "start"),
    [
        pytest.param([ATTESTATION], "html", b"<!doctype html>", id="report"),
        pytest.param([ATTESTATION], "json", b"{", id="data"),
        pytest.param([CONTRACT, ATTESTATION], "docx", b"PK", id="annotated contract"),
        pytest.param([ATTESTATION], "letter", b"PK", id="letter to the insurer"),
    ],
)
def test_page_downloads_once(opener, files: list[Path], format: str, start: bytes) -> None:
    page = opener()
    check(page, *files, activities=("Hébergement",))
    page.evaluate("HTMLAnchorElement.prototype.click = function () { window.asked = this.href; }")
    page.locator(f"#downloads [data-format={format}]").click()
    page.wait_for_selector("#app[data-state=done]")
    link = page.evaluate("window.asked")
    first, second = page.request.get(link), page.request.get(link)
    assert first.body().lower().startswith(start.lower())
    assert second.status in (404, 410)


def test_page_takes_several_documents_and_a_minimum(opener) -> None:
    page = opener()
    page.locator("#options summary").click()
    page.wait_for_selector("#minimum-protection option", state="attached")
    page.select_option("#minimum-protection", "rc.pro")
    page.fill("#minimum-amount", "50 000 000")
    page.click("#minimum-add")
    check(page, CONTRACT, SAMPLES / "attestation_hebergeur.pdf", activities=("Hébergement",))
    page.wait_for_selector("#viewer img")
    page.wait_for_selector("#viewer .sheet")
    assert page.locator("#protections [data-state=below_requirement]").count() == 1


def test_page_remembers_what_one_does_and_never_a_document(opener) -> None:
    page = opener()
    check(page, ATTESTATION, activities=("Hébergement",))
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Hébergement" in kept
    assert "attestation" not in kept
    assert page.context.cookies() == []


@needs_axe
@pytest.mark.parametrize(
    "colours",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_page_has_no_accessibility_violation(opener, colours: dict[str, str]) -> None:
    page = opener(**colours)
    assert violations(page) == []
    check(page, ATTESTATION, activities=("Hébergement",))
    page.wait_for_selector("#viewer .page .outline")
    assert violations(page) == []


def test_page_picture_of_the_readme(opener, tmp_path: Path) -> None:
    """The picture is of the running product; CHECKER_PICTURES=1 renews the README's."""
    page = opener()
    check(page, ATTESTATION, activities=("Hébergement",))
    page.wait_for_selector("#viewer .page .outline")
    page.locator("#findings > li").first.scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, 0)")
    kept = SAMPLES / "screenshots" / "web.png"
    target = kept if os.environ.get("CHECKER_PICTURES") else tmp_path / "web.png"
    page.screenshot(path=target)
    assert target.stat().st_size > 20_000
    assert kept.exists()
