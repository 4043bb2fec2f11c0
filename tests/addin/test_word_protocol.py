"""The simulated Word keeps the rules of the real one: asked through the genuine library."""

from __future__ import annotations

import io

import pytest
from browsing import needs_browser, needs_office
from docx import Document
from docx_files import make_docx, p, tbl, tr
from made_reports import ROOT

pytestmark = [needs_browser, needs_office]
DOCUMENT = make_docx(
    p("Premier paragraphe, pour l’étanchéité.")
    + tbl(tr("une cellule", "une autre cellule"))
    + p("Fin.")
)


def run(pane, body: str):
    # The policy of the pane refuses code from text; a debugger may do what a page may not.
    return pane.frame.evaluate(
        f"async () => {{ try {{ return await Word.run(async context => {{ {body} }}); }}"
        " catch (error) { return error.code || String(error); } }"
    )


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        pytest.param(
            "const b = context.document.body; await context.sync(); return b.text;",
            "PropertyNotLoaded", id="nothing is read before it is loaded",
        ),
        pytest.param(
            "const h = context.document.body.search('x'.repeat(256)); h.load('items');"
            "await context.sync(); return 'found';",
            "SearchStringInvalidOrTooLong", id="256 characters are too many to seek",
        ),
        pytest.param(
            "const h = context.document.body.search(''); h.load('items'); await context.sync(); return 'found';",
            "InvalidArgument", id="nothing cannot be sought",
        ),
        pytest.param(
            "const h = context.document.body.search('ÉTANCHÉITÉ'); h.load('items/text'); await context.sync();"
            "return h.items.map(i => i.text).join();",
            "étanchéité", id="case does not matter unless asked",
        ),
        pytest.param(
            "const h = context.document.body.search('ÉTANCHÉITÉ', {matchCase: true}); h.load('items');"
            "await context.sync(); return h.items.length;",
            0, id="case matters when asked",
        ),
        pytest.param(
            "const h = context.document.body.search('cellule'); h.load('items'); await context.sync();"
            "const all = h.items[0].expandTo(h.items[1]); all.load('text'); await context.sync(); return all.text;",
            "cellule\rune autre cellule", id="a range over two cells",
        ),
        pytest.param(
            "const h = context.document.body.search('étanchéité. Fin'); h.load('items'); await context.sync();"
            "return h.items.length;",
            0, id="never over two paragraphs",
        ),
        pytest.param(
            "const l = context.document.body.paragraphs; l.load('items/text'); await context.sync();"
            "return l.items.length;",
            4, id="paragraphs of tables count",
        ),
    ],
)  # fmt: skip
def test_word_protocol_rules(in_word, body: str, answer: object) -> None:
    assert run(in_word(DOCUMENT), body) == answer


@pytest.mark.parametrize(
    ("member", "first"),
    [
        ("context.document.body.paragraphs.getFirst().getRange('Whole').insertComment('a')", (1, 4)),
        ("context.document.changeTrackingMode = 'TrackAll'", (1, 4)),
        ("context.document.onParagraphChanged.add(async () => {})", (1, 6)),
    ],
)  # fmt: skip
def test_word_protocol_older_word_lacks_newer_members(in_word, member: str, first) -> None:
    before = (first[0], first[1] - 1)
    body = f"{member}; await context.sync(); return 'done';"
    assert run(in_word(DOCUMENT, word_api=first), body) == "done"
    assert run(in_word(DOCUMENT, word_api=before), body) in ("ApiNotFound", "InvalidObjectPath")


def test_word_protocol_comment_over_two_paragraphs_is_well_formed(in_word) -> None:
    pane = in_word(ROOT / "samples" / "contrat_hebergement.docx")
    run(
        pane,
        "const l = context.document.body.paragraphs; l.load('items'); await context.sync();"
        "l.items[3].getRange('Whole').expandTo(l.items[6].getRange('Whole')).insertComment('Quatre.');"
        "await context.sync();",
    )
    saved = Document(io.BytesIO(pane.word.package.save()))
    assert [c.text for c in saved.comments] == ["Quatre."]
    xml = saved.element.xml
    assert xml.index("commentRangeStart") < xml.index("Article 2") < xml.index("commentRangeEnd")
