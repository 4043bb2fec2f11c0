"""What may go wrong around the pane: it always says a sentence, and what to do."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import needs_browser, needs_office
from made_reports import ROOT

from checker.knowledge import Knowledge

pytestmark = [needs_browser, needs_office]
CONTRACT = ROOT / "samples" / "contrat_hebergement.docx"
PENALTY = "penalties_uninsured"
RICH_API, GET_FILE, CLOSE_FILE = 93, 77, 81


def test_pane_faults_word_2019_has_no_comment_but_all_the_rest(in_word) -> None:
    pane = in_word(CONTRACT, word_api=(1, 3))
    pane.check("hébergement")
    card = pane.card(PENALTY)
    assert card.locator("[data-action=comment]").count() == 0
    assert not pane.find("#comment-all").is_visible()
    assert pane.act(PENALTY, "go") == "Passage montré."
    # This Word cannot track: the person is asked before anything is written.
    before = len(pane.word.text.paragraphs())
    card.locator("[data-action=insert]").click()
    assert "sans suivi" in card.locator(".ask").text_content()
    assert len(pane.word.text.paragraphs()) == before
    card.locator("[data-action=insert-anyway]").click()
    card.locator(".said:has-text('Clause insérée.')").wait_for()
    assert len(pane.word.text.paragraphs()) == before + 1
    assert pane.word.errors == []


def test_pane_faults_word_2019_keeps_choices_in_the_document(in_word) -> None:
    pane = in_word(CONTRACT, word_api=(1, 3))
    pane.check("hébergement")
    assert len(pane.word.package.own_parts("urn:checker:declaration:1")) == 1


def test_pane_faults_word_2024_compares_the_text_when_looked_at_again(in_word) -> None:
    pane = in_word(CONTRACT, word_api=(1, 4))
    pane.check()
    pane.edit("Tout manquement", "Aucune pénalité n’est due.")
    assert not pane.find("#changed").is_visible()
    pane.frame.evaluate("window.dispatchEvent(new Event('focus'))")
    pane.find("#changed").wait_for()


@pytest.mark.parametrize("code", ["NotAllowed", "AccessDenied", "GeneralException"])
def test_pane_faults_comment_refused_leaves_a_text_to_copy(in_word, code: str) -> None:
    pane = in_word(CONTRACT, quirks={"comments": code})
    pane.check()
    said = pane.act(PENALTY, "comment")
    assert said.endswith("Le texte reste à copier.")
    card = pane.card(PENALTY)
    text = card.locator("[data-copyable]").input_value()
    assert card.locator("h3").text_content() in text
    pane.find("#comment-all").click()
    pane.find("#bulk-yes").click()
    pane.find("#status:has-text('copie Word annotée reste disponible')").wait_for()
    assert pane.word.comments == []


def test_pane_faults_file_refused_sends_flat_opc(in_word) -> None:
    pane = in_word(CONTRACT, quirks={"file_error": 11001})
    pane.check("hébergement")
    assert pane.find("#app").get_attribute("data-state") == "done"
    assert pane.act(PENALTY, "go") == "Passage montré."
    assert pane.word.files_open == 0


def test_pane_faults_file_is_always_closed(in_word) -> None:
    pane = in_word(CONTRACT)
    for _ in range(3):
        pane.check()
    assert pane.word.calls.count(GET_FILE) == pane.word.calls.count(CLOSE_FILE) == 3
    assert pane.word.files_open == 0


def test_pane_faults_unreadable_document(in_word) -> None:
    pane = in_word(CONTRACT, quirks={"file_error": 5001, "unreadable": True})
    pane.check()
    assert (
        pane.find("#problem-text").text_content().startswith("Word ne laisse pas lire ce document")
    )
    assert pane.find("#check").get_attribute("aria-disabled") is None


def test_pane_faults_protected_document_is_checked_and_says_why_it_is_not_written(in_word) -> None:
    pane = in_word(CONTRACT, quirks={"read_only": True})
    pane.find("#role").select_option("juriste")
    pane.find("#status:has-text('vos choix ne valent que pour cette séance')").wait_for()
    pane.check("hébergement")
    for action in ("comment", "insert"):
        assert "Word refuse cette modification" in pane.act(PENALTY, action)
        assert pane.card(PENALTY).locator("[data-copyable]").count() == 1
    assert pane.word.text.tracking == "Off"
    assert pane.act(PENALTY, "go") == "Passage montré."


def test_pane_faults_huge_document_is_not_sent(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.word.pretended_file = bytes(51 * 1024 * 1024)
    posts: list[str] = []
    pane.page.on("request", lambda r: posts.append(r.url) if r.method == "POST" else None)
    pane.check()
    assert "dépasse 50 Mo" in pane.find("#problem-text").text_content()
    assert [url for url in posts if "/api/" in url] == []
    assert pane.word.files_open == 0


def test_pane_faults_library_blocked(in_word) -> None:
    pane = in_word(CONTRACT, cdn=False, state="problem")
    said = pane.find("#problem-text").text_content()
    assert "bibliothèque d’Office" in said
    # A file may still be checked by hand.
    pane.find("#file-input").set_input_files(str(CONTRACT))
    pane.check("hébergement")
    assert pane.find("#verdict").text_content() == "Des écarts sont relevés"


@pytest.mark.parametrize("what", ["check", "reports"])
def test_pane_faults_server_lost(in_word, what: str) -> None:
    pane = in_word(CONTRACT)
    if what == "reports":
        pane.check()
    pane.page.context.route(f"{pane.address}/api/v1/{what}", lambda route: route.abort())
    if what == "check":
        pane.check()
    else:
        pane.find("#downloads [data-format=html]").click()
        pane.wait("problem")
    assert pane.find("#problem-text").text_content().startswith("Le serveur ne répond pas")
    # It comes back: one press is enough.
    pane.page.context.unroute(f"{pane.address}/api/v1/{what}")
    pane.check()
    assert pane.find("#app").get_attribute("data-state") == "done"
    assert not pane.find("#problem").is_visible()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param({"status": 502, "body": "<html>Bad gateway"}, "de façon inattendue", id="proxy"),
        pytest.param({"status": 200, "body": "not json"}, "de façon inattendue", id="no report"),
        pytest.param(
            {"status": 422, "json": {"code": "unreadable", "detail": "Ce document est illisible."}},
            "Ce document est illisible.", id="its own words",
        ),
    ],
)  # fmt: skip
def test_pane_faults_server_answers_otherwise(in_word, answer: dict[str, Any], said: str) -> None:
    pane = in_word(CONTRACT)
    pane.page.context.route("**/api/v1/check", lambda route: route.fulfill(**answer))
    pane.check()
    assert said in pane.find("#problem-text").text_content()


def test_pane_faults_slow_word(in_word) -> None:
    pane = in_word(CONTRACT, quirks={"sync_ms": 400})
    pane.find("#check").click()
    # Two presses are one check.
    pane.find("#check").evaluate("button => button.click()")
    assert pane.find("#status").text_content() in (
        "Lecture du document…",
        "Contrôle d’un document…",
    )
    pane.wait("done")
    assert pane.word.calls.count(GET_FILE) == 1
    assert pane.act(PENALTY, "comment") == "Commentaire ajouté."
    pane.page.wait_for_timeout(2500)
    assert not pane.find("#changed").is_visible()


def test_pane_faults_edit_after_the_check(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    assert not pane.find("#changed").is_visible()
    pane.edit("Tout manquement", "Aucune pénalité n’est due.")
    pane.find("#changed").wait_for()
    assert pane.find("#changed").text_content().startswith("Document modifié depuis le contrôle.")
    pane.find("#recheck").click()
    pane.find("#changed").wait_for(state="hidden")
    pane.wait("done")
    assert pane.card(PENALTY).count() == 0


def test_pane_faults_own_comment_is_no_edit_but_own_clause_is(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    pane.act(PENALTY, "comment")
    pane.word.changed()
    pane.tell_events()
    pane.page.wait_for_timeout(1500)
    assert not pane.find("#changed").is_visible()
    pane.act(PENALTY, "insert")
    pane.find("#changed").wait_for()


def test_pane_faults_token_asked_and_given(in_word, knowledge: Knowledge, tmp_path) -> None:
    from browsing import served_securely

    from checker.web.tokens import hash_of

    with served_securely(knowledge, tmp_path, tokens=frozenset({hash_of("sesame")})) as address:
        pane = in_word(CONTRACT, address=address, state="problem")
        assert "Jeton" in pane.find("#problem-text").text_content()
        pane.find("#token").fill("sesame")
        pane.find("#token").press("Enter")
        pane.wait("ready")
        pane.check("hébergement")
        assert pane.find("#app").get_attribute("data-state") == "done"


def test_pane_faults_window_refused_leaves_a_link(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    pane.frame.evaluate("window.open = () => null")
    pane.find("#downloads [data-format=html]").click()
    link = pane.find("#download-link a")
    link.wait_for(timeout=60_000)
    assert "/reports/" in link.get_attribute("href")
    assert "le lien sert une fois" in pane.find("#status").text_content()


def test_pane_faults_clipboard_refused_leaves_a_text_to_copy(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check()
    pane.frame.evaluate(
        "navigator.clipboard.writeText = async () => { throw new Error('refused'); };"
        "document.execCommand = () => false"
    )
    assert pane.act(PENALTY, "copy") == "Sélectionnez le texte et copiez-le."
    copied = pane.card(PENALTY).locator("[data-copyable]").input_value()
    assert copied == pane.card(PENALTY).locator(".suggestion p").text_content()
