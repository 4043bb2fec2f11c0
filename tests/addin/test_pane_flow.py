"""A contract under review in Word: check, finding, passage, comment, clause, saved file."""

from __future__ import annotations

import io

from browsing import needs_browser, needs_office
from docx import Document
from made_reports import ROOT

pytestmark = [needs_browser, needs_office]
CONTRACT = ROOT / "samples" / "contrat_hebergement.docx"


def test_pane_flow_check_go_to_comment(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    assert pane.find("#verdict").text_content() == "Des écarts sont relevés"
    code = "penalties_uninsured"
    assert pane.act(code, "go") == "Passage montré."
    quote = pane.card(code).locator("blockquote").first.text_content()
    assert pane.word.selected == quote
    assert pane.act(code, "comment") == "Commentaire ajouté."
    (comment,) = Document(io.BytesIO(pane.word.package.save())).comments
    assert pane.card(code).locator("h3").text_content() in comment.text
    assert (pane.said, pane.word.errors, pane.word.unknown) == ([], [], [])
