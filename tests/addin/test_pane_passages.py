"""Going to a passage: what is selected in Word is what was quoted, wherever it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browsing import needs_browser, needs_office
from docx_files import make_docx, p, r, tbl, tr
from wordhost_text import Span

from checker.assembly.evidence import cite
from checker.readers import read_document
from checker.reports.documents import dumps

pytestmark = [needs_browser, needs_office]

NAME = "Contrat.docx"
PENALTY = "Tout manquement ouvre droit à une pénalité de 500 € par heure d’indisponibilité."
LONG = "Le Prestataire exerce : " + ", ".join(f"activité numéro {n}" for n in range(60)) + "."
FIRST, MIDDLE, LAST = (
    "Cette limite ne joue pas dans les cas suivants :",
    "– la violation de données personnelles ;",
    "– la contrefaçon imputable au Prestataire.",
)


def cited(data: bytes, quote: str, *, nth: int = 0) -> dict[str, Any]:
    """Return the evidence that a report would give for the `nth` occurrence of `quote`."""
    document = read_document(data, name=NAME)
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return json.loads(dumps(cite(document, start, start + len(quote))))


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        pytest.param(
            f"<w:p>{r('La limite ')}{r('est de 10 %', '<w:b/>')}{r(' du prix annuel.')}</w:p>",
            "est de 10 % du prix", id="over runs of different looks",
        ),
        pytest.param(tbl(tr("Pénalités", PENALTY)), PENALTY, id="in a table"),
        pytest.param(p("Préambule.") + p(LONG) + p("Fin."), LONG, id="more than 255 characters"),
        pytest.param(
            p("Avant.") + p(FIRST) + p(MIDDLE) + p(LAST) + p("Après."),
            f"{FIRST}\n{MIDDLE}\n{LAST}", id="three paragraphs",
        ),
        pytest.param(
            p("Avant.") + p(FIRST) + p(LONG) + p("Après."), f"{FIRST}\n{LONG}",
            id="two paragraphs, the second long",
        ),
        pytest.param(
            p("Le taux 2^10 est de 3\u00a0000\u00a0€ (mi\u2011temps)."), "2^10 est de 3 000 € (mi\u2011temps)",
            id="caret, no-break space and hyphen",
        ),
        pytest.param(
            p("Avant.") + p(PENALTY.replace(" €", "\u00a0€").replace("à une", "à\u00a0une")) + p("Après."),
            PENALTY, id="no-break spaces in a long sentence",
        ),
        pytest.param(
            f"<w:p>{r('Voir ')}<w:hyperlink w:anchor='a'>{r('les conditions générales')}</w:hyperlink>{r(' du Prestataire.')}</w:p>",
            "Voir les conditions générales du Prestataire.", id="through a link",
        ),
    ],
)  # fmt: skip
def test_pane_passages_selects_what_is_quoted(in_word, body: str, quote: str) -> None:
    data = make_docx(body)
    pane = in_word(data)
    assert pane.go_to(cited(data, quote))
    assert pane.word.selected.replace("\u00a0", " ") == quote.replace("\n", "\r")


TWICE = (
    p("Article 1. Hébergement.") + p(f"Pour l’hébergement : {PENALTY}") + p("Article 2.")
    + p(PENALTY) + p("Article 3.") + p(PENALTY)
)  # fmt: skip


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_pane_passages_tells_doubles_apart(in_word, nth: int) -> None:
    data = make_docx(TWICE)
    pane = in_word(data)
    assert pane.go_to(cited(data, PENALTY, nth=nth))
    word = pane.word
    places = [word.text.paragraphs().index(each) for each in word.text.between(word.selection)]
    assert (places, word.selected) == ([[1], [3], [5]][nth], PENALTY)


@pytest.mark.parametrize("nth", [0, 2])
def test_pane_passages_survives_edits_above(in_word, nth: int) -> None:
    data = make_docx(TWICE)
    pane = in_word(data)
    word = pane.word
    wanted = word.text.paragraphs()[[1, 3, 5][nth]]
    for _ in range(2):
        word.text.add_paragraph(word.text.paragraphs()[0], "Un paragraphe ajouté.", "Before")
    assert pane.go_to(cited(data, PENALTY, nth=nth))
    assert word.selection.first is wanted


def test_pane_passages_edited_in_the_middle_shows_its_paragraph(in_word) -> None:
    data = make_docx(p("Avant.") + p(PENALTY) + p("Après."))
    pane = in_word(data)
    pane.edit("manquement", PENALTY.replace("500 €", "trois cents euros"))
    assert pane.go_to(cited(data, PENALTY))
    assert "trois cents euros" in pane.word.selected


@pytest.mark.parametrize("blind", [False, True], ids=["deletions hidden", "deletions shown"])
def test_pane_passages_with_a_tracked_deletion(in_word, blind: bool) -> None:
    data = make_docx(p("Avant.") + p(PENALTY) + p("Après."))
    evidence = cited(data, PENALTY)
    pane = in_word(data, quirks={"blind_to_deletions": blind})
    word = pane.word
    paragraph = word.paragraph("manquement")
    start = PENALTY.index("ouvre droit")
    word.text.delete_tracked(Span(paragraph, start, paragraph, start + len("ouvre droit ")))
    assert pane.go_to(evidence)
    assert word.selection.first is paragraph


def test_pane_passages_gone_says_no(in_word) -> None:
    data = make_docx(p("Avant.") + p(PENALTY) + p("Après."))
    pane = in_word(data)
    pane.edit("manquement", "Ce paragraphe parle désormais de la confidentialité des échanges.")
    assert not pane.go_to(cited(data, PENALTY))
    assert pane.word.selected == ""
