"""The pane for everybody: contrast, names, keyboard, 320 pixels; and its picture."""

from __future__ import annotations

import os

import pytest
from browsing import needs_axe, needs_browser, needs_office, violations
from docx_files import make_docx, p
from made_reports import ROOT

pytestmark = [needs_browser, needs_office]
CONTRACT = ROOT / "samples" / "contrat_hebergement.docx"
PENALTY = "penalties_uninsured"
HOSTILE = "Tout manquement ouvre droit à une pénalité de 500 € &lt;img src=x onerror=alert(1)&gt; par heure."

LOOKS = [
    pytest.param({"color_scheme": "light"}, id="light"),
    pytest.param({"color_scheme": "dark"}, id="dark"),
    pytest.param({"forced_colors": "active"}, id="forced colours"),
]


@needs_axe
@pytest.mark.parametrize("look", LOOKS)
def test_pane_looks_no_violation(in_word, look: dict[str, str]) -> None:
    pane = in_word(CONTRACT, **look)
    assert violations(pane.frame) == []
    pane.find("#role").select_option("juriste")
    pane.check("hébergement", "développement")
    pane.act(PENALTY, "comment")
    pane.card(PENALTY).locator("[data-action=ignore]").click()
    pane.find("#options summary").click()
    pane.find("#protections-box summary").click()
    pane.find("#comment-all").click()
    pane.edit("Tout manquement", "Aucune pénalité n’est due.")
    pane.find("#changed").wait_for()
    assert violations(pane.frame) == []


@needs_axe
@pytest.mark.parametrize("look", LOOKS)
def test_pane_looks_no_violation_with_a_problem(in_word, look: dict[str, str]) -> None:
    pane = in_word(CONTRACT, quirks={"file_error": 5001, "unreadable": True}, **look)
    pane.check()
    pane.find("#problem").wait_for()
    assert violations(pane.frame) == []


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
@pytest.mark.parametrize("role", ["prestataire", "juriste"])
def test_pane_looks_no_sideways_scroll_at_320_pixels(in_word, language: str, role: str) -> None:
    pane = in_word(CONTRACT, width=320, language=language)
    pane.find("#role").select_option(role)
    pane.find("#file-input").set_input_files(
        {"name": "attestation_" + "tres_long_nom_" * 8 + ".pdf", "mimeType": "application/pdf",
         "buffer": (ROOT / "samples" / "attestation_hebergeur.pdf").read_bytes()}
    )  # fmt: skip
    pane.check("hébergement", "développement de logiciels sur mesure et intégration de progiciels")
    pane.find("#options summary").click()
    pane.find("#protections-box summary").click()
    pane.find("#comment-all").click()
    for card in pane.find("#findings .suggestion summary").all():
        card.click()
    width, seen = pane.frame.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert width <= seen <= 320
    wide = pane.frame.evaluate(
        "[...document.querySelectorAll('#panel *')].filter(e => e.checkVisibility()"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []


def focused(pane) -> str:
    return pane.frame.evaluate(
        "(e => e.id || e.dataset.action || e.dataset.filter || e.tagName)(document.activeElement)"
    )


def press_until(pane, key: str, wanted: str) -> None:
    for _ in range(60):
        if focused(pane) == wanted:
            return
        pane.page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached with {key}; focus is on {focused(pane)}")


def test_pane_looks_keyboard_only(in_word) -> None:
    pane = in_word(CONTRACT)
    keyboard = pane.page.keyboard
    pane.find("#file-input").focus()
    press_until(pane, "Tab", "activity-input")
    keyboard.type("hébergement")
    keyboard.press("Enter")
    # Office.js moves the focus in Word on the web; what opens is reached all the same.
    press_until(pane, "Tab", "SUMMARY")
    keyboard.press("Enter")
    press_until(pane, "Tab", "minimum-amount")
    press_until(pane, "Tab", "check")
    keyboard.press("Enter")
    pane.wait("done")
    # The check did not take the focus away.
    assert focused(pane) == "check"
    press_until(pane, "Tab", "comment")
    keyboard.press("Enter")
    pane.find("#findings .said:has-text('Commentaire ajouté.')").wait_for()
    assert focused(pane) == "comment"
    first = pane.frame.evaluate("document.activeElement.closest('li').dataset.finding")
    keyboard.press("ArrowDown")
    second = pane.frame.evaluate("document.activeElement.closest('li').dataset.finding")
    assert first != second
    keyboard.press("ArrowUp")
    press_until(pane, "Tab", "ignore")
    keyboard.press("Enter")
    keyboard.type("Déjà négocié")
    press_until(pane, "Tab", "ignore-save")
    keyboard.press("Enter")
    pane.find("#status:has-text('Constat écarté.')").wait_for()
    # What is left has the focus, not the top of the page.
    assert pane.frame.evaluate("document.activeElement.closest('#findings li') !== null")
    assert pane.frame.evaluate("document.querySelector('#findings').textContent").count(first) == 0
    assert len(pane.word.comments) == 1


def test_pane_looks_focus_is_seen(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.find("#file-input").focus()
    for _ in range(8):
        pane.page.keyboard.press("Tab")
        outline = pane.frame.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle + '/' + "
            "getComputedStyle(document.activeElement).outlineWidth"
        )
        assert outline.split("/")[0] != "none", focused(pane)
        assert outline.split("/")[1] != "0px", focused(pane)


def test_pane_looks_progress_and_results_are_announced(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.frame.evaluate(
        "window.heard = []; new MutationObserver(() => window.heard.push("
        "document.querySelector('#status').textContent)).observe("
        "document.querySelector('#status'), {childList: true, characterData: true, subtree: true})"
    )
    pane.check("hébergement")
    heard = pane.frame.evaluate("window.heard")
    assert heard[0] == "Lecture du document…"
    assert heard[1] == "Contrôle d’un document…"
    assert heard[-1].startswith("Contrôlé à")


def test_pane_looks_document_text_is_only_text(in_word) -> None:
    pane = in_word(make_docx(
        p("CONTRAT DE PRESTATION DE SERVICES") + p("Entre ALPHA SAS, le Client, et BETA SARL, le Prestataire.")
        + p("Article 1 – Pénalités") + p(HOSTILE) + p("Le Prestataire héberge le site du Client.")
    ))  # fmt: skip
    pane.check("<b>hébergement</b>")
    assert pane.find("#findings img, #activity-list b, #problem b").count() == 0
    assert [line for line in pane.said if "onerror" in line] == []


def test_pane_looks_filters_are_counts(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    for chip in pane.find("#filters > button").all():
        name, count = chip.get_attribute("data-filter"), int((chip.text_content() or "").split()[1])
        chip.click()
        assert pane.find(f"#filters [data-filter={name}][aria-pressed=true]").count() == 1
        shown = pane.find("#findings > li").evaluate_all("all => all.map(e => e.dataset.severity)")
        assert shown == [name] * count
        pane.find(f"#filters [data-filter={name}]").click()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pane_looks_follow_words_theme(in_word, dark: bool) -> None:
    pane = in_word(CONTRACT, color_scheme="light" if dark else "dark")
    pane.frame.evaluate(
        "dark => { Object.defineProperty(Office.context, 'officeTheme', "
        "{ value: { isDarkTheme: dark }, configurable: true }); dispatchEvent(new Event('focus')); }",
        dark,
    )
    lightness = pane.frame.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3)"
        ".reduce((a, b) => a + Number(b), 0) / 3"
    )
    assert (lightness < 100) == dark


def test_pane_looks_picture(in_word) -> None:
    pane = in_word(CONTRACT, width=370, viewport={"width": 1200, "height": 820})
    pane.check("hébergement", "infogérance")
    pane.act(PENALTY, "comment")
    pane.act(PENALTY, "insert")
    pane.act(PENALTY, "go")
    pane.draw()
    pane.card(PENALTY).evaluate("e => e.scrollIntoView({ block: 'start' })")
    picture = pane.page.screenshot()
    assert len(picture) > 30_000
    # CHECKER_PICTURES=1 writes the picture of the README anew.
    if os.environ.get("CHECKER_PICTURES"):
        (ROOT / "samples" / "screenshots" / "pane.png").write_bytes(picture)
