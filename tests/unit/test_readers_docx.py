from __future__ import annotations

import unicodedata

import pytest
from docx_files import make_docx, p, r, t, tbl, tc, tr

from checker.domain import BlockKind, Document, ParagraphPlace, Part, Revision, View
from checker.errors import EmptyDocument, NoTextLayer
from checker.readers.docx import read_docx

INSERTED = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


def read(body: str, *, view: View = View.CURRENT, **more: object) -> Document:
    document = read_docx(make_docx(body, **more), name="made.docx", view=view)
    check_invariants(document)
    return document


def check_invariants(document: Document) -> None:
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & {"\u00ad", "\ufb01", "\u200b", "\t", "\xa0"}
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end
        assert "\n" not in text[block.start : block.end]
        assert not text[last : block.start].strip()
        last = block.end
    assert not text[last:].strip()
    last = 0
    for run in document.runs:
        assert last <= run.start < run.end
        assert not text[last : run.start].strip()
        last = run.end


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(r("plafond de ") + r("2 000 000 €"), "plafond de 2 000 000 €", id="runs"),
        pytest.param(
            r("a") + "<w:hyperlink r:id='x'>" + r("lien") + "</w:hyperlink>", "alien", id="link"
        ),
        pytest.param(
            r("au ") + "<w:fldSimple w:instr=' DATE '>" + r("3 mai 2026") + "</w:fldSimple>",
            "au 3 mai 2026",
            id="simple field",
        ),
        pytest.param(r("au ") + field("DATE \\@", "3 mai"), "au 3 mai", id="complex field"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
            + field("MERGEFIELD x", "valeur cachée")
            + '<w:r><w:instrText> = "1"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("oui")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + r(" fin"),
            "oui fin",
            id="field inside the instruction of a field",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent>" + r("neuf mois") + "</w:sdtContent></w:sdt>",
            "neuf mois",
            id="content control",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
            "<w:sdtContent>" + r("X") + "</w:sdtContent></w:sdt>" + r(" Développement"),
            "☒ Développement",
            id="ticked control",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='0'/></w14:checkbox></w:sdtPr>"
            "<w:sdtContent>" + r("☐") + "</w:sdtContent></w:sdt>" + r(" Hébergement"),
            "☐ Hébergement",
            id="control not ticked",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX"
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" Conseil"),
            "☒ Conseil",
            id="old form box",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="non"/><w:listEntry w:val="oui"/></w:ddList></w:ffData></w:fldChar>'
            '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "oui",
            id="old form list",
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" Audit"),
            "☒ Audit",
            id="symbol",
        ),
        pytest.param(
            r("o", '<w:rFonts w:ascii="Wingdings"/>') + r(" Audit"), "☐ Audit", id="symbol font"
        ),
        pytest.param(
            "<w:r><w:t>sous</w:t><w:noBreakHyphen/><w:t>traitants</w:t></w:r>",
            "sous-traitants",
            id="no-break hyphen",
        ),
        pytest.param(
            "<w:r><w:t>respon</w:t><w:softHyphen/><w:t>sabilité</w:t></w:r>",
            "responsabilité",
            id="soft hyphen",
        ),
        pytest.param(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>",
            "a b c",
            id="tab, break",
        ),
        pytest.param(r("8\u00a0000\u202f000  €"), "8 000 000 €", id="no-break spaces"),
        pytest.param(r("e") + r("\u0301te\u0301"), "été", id="accent in the next run"),
        pytest.param(r("pro\ufb01t"), "profit", id="ligature"),
        pytest.param(
            "<w:smartTag>"
            + r("Axeria")
            + "</w:smartTag><w:customXml>"
            + r(" SA")
            + "</w:customXml>",
            "Axeria SA",
            id="smart tag, custom xml",
        ),
        pytest.param(
            "<mc:AlternateContent><mc:Choice Requires='x'>" + r("un") + "</mc:Choice>"
            "<mc:Fallback>" + r("deux") + "</mc:Fallback></mc:AlternateContent>",
            "un",
            id="first choice",
        ),
        pytest.param(
            "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:other/></mc:Choice>"
            "<mc:Fallback>" + t("deux") + "</mc:Fallback></mc:AlternateContent></w:r>",
            "deux",
            id="fallback when the choice prints nothing",
        ),
        pytest.param(
            '<w:commentRangeStart w:id="0"/>' + r("dit") + '<w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r>',
            "dit",
            id="comment",
        ),
        pytest.param("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1", id="formula"),
        pytest.param("<w:r><w:t>\n   mot\n  </w:t></w:r>", "mot", id="pretty-printed"),
    ],
)
def test_readers_docx_paragraph_text(inner: str, expected: str) -> None:
    assert lines(read(f"<w:p>{inner}</w:p>")) == [expected]


def test_readers_docx_open_field_does_not_swallow_the_rest() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("La suite.")
    assert lines(read(body)) == ["La suite."]


CHANGED = (
    "<w:p>"
    + r("de ")
    + f"<w:del {INSERTED}><w:r><w:delText>douze</w:delText></w:r></w:del>"
    + f"<w:ins {INSERTED}>{r('vingt')}</w:ins>"
    + r(" mois")
    + "</w:p>"
)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param(View.CURRENT, "de vingt mois", id="current"),
        pytest.param(View.ORIGINAL, "de douze mois", id="original"),
        pytest.param(View.MARKED, "de douzevingt mois", id="marked"),
    ],
)
def test_readers_docx_tracked_changes_by_view(view: View, expected: str) -> None:
    assert read(CHANGED, view=view).text == expected


def test_readers_docx_tracked_changes_are_announced() -> None:
    found = [(w.code, w.variant, w.values) for w in read(CHANGED).warnings]
    assert found == [("tracked_changes", "current", (("count", "2"),))]
    assert read(p("Rien.")).warnings == ()


def test_readers_docx_marked_runs_tell_the_revision() -> None:
    document = read(CHANGED, view=View.MARKED)
    assert [
        (document.text[run.start : run.end], run.place.revision)
        for run in document.runs
        if isinstance(run.place, ParagraphPlace)
    ] == [
        ("de ", Revision.NONE),
        ("douze", Revision.DELETED),
        ("vingt", Revision.INSERTED),
        (" mois", Revision.NONE),
    ]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param(View.CURRENT, ["Un.", "Deux. Trois."], id="current: joined"),
        pytest.param(View.ORIGINAL, ["Un. Deux.", "Trois."], id="original: other mark"),
        pytest.param(View.MARKED, ["Un.", "Deux.", "Trois."], id="marked: apart"),
    ],
)
def test_readers_docx_tracked_paragraph_marks(view: View, expected: list[str]) -> None:
    body = (
        p("Un. ", properties=f"<w:rPr><w:ins {INSERTED}/></w:rPr>")
        + p("Deux. ", properties=f"<w:rPr><w:del {INSERTED}/></w:rPr>")
        + p("Trois.")
    )
    assert lines(read(body, view=view)) == expected


def test_readers_docx_move_prints_once() -> None:
    body = (
        f"<w:p><w:moveFrom {INSERTED}>{r('Clause.')}</w:moveFrom>{r('A')}</w:p>"
        f"<w:p><w:moveTo {INSERTED}>{r('Clause.')}</w:moveTo></w:p>"
    )
    assert lines(read(body)) == ["A", "Clause."]
    assert lines(read(body, view=View.ORIGINAL)) == ["Clause.A"]


def test_readers_docx_deletion_inside_an_insertion_is_in_neither_view() -> None:
    body = (
        "<w:p>"
        + r("a")
        + f"<w:ins {INSERTED}><w:del {INSERTED}><w:r><w:delText>x</w:delText></w:r>"
        "</w:del></w:ins></w:p>"
    )
    assert read(body).text == "a"
    assert read(body, view=View.ORIGINAL).text == "a"


def test_readers_docx_tracked_rows() -> None:
    body = tbl(
        tr("Garantie", "Montant"),
        tr("RC", "1 000 000 €", properties=f"<w:del {INSERTED}/>"),
        tr("RC", "500 000 €", properties=f"<w:ins {INSERTED}/>"),
    )
    assert lines(read(body))[2:] == ["RC", "500 000 €"]
    assert lines(read(body, view=View.ORIGINAL))[2:] == ["RC", "1 000 000 €"]
    marked = read(body, view=View.MARKED)
    assert [b.row for b in marked.blocks] == [0, 0, 1, 1, 2, 2]
    assert {r.place.revision for r in marked.runs if isinstance(r.place, ParagraphPlace)} == set(
        Revision
    )


def test_readers_docx_ordinals_count_tables_and_deleted_paragraphs() -> None:
    body = (
        p("zéro")
        + tbl(tr(tc("un"), tc("deux")))
        + p("trois", properties=f"<w:rPr><w:del {INSERTED}/></w:rPr>")
        + p()
        + f"<w:sdt><w:sdtContent>{p('cinq')}</w:sdtContent></w:sdt>"
    )
    document = read(body)
    assert [
        (document.text[run.start : run.end], run.place.paragraph)
        for run in document.runs
        if isinstance(run.place, ParagraphPlace)
    ] == [("zéro", 0), ("un", 1), ("deux", 2), ("trois", 3), ("cinq", 5)]


BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wps:wsp>"
    "<wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_readers_docx_text_box_is_read_once() -> None:
    document = read(p("avant") + BOX.format(p("dans la boîte")) + p("après"))
    assert [(b.part, x) for b, x in zip(document.blocks, lines(document), strict=True)] == [
        (Part.BODY, "avant"),
        (Part.TEXTBOX, "dans la boîte"),
        (Part.BODY, "après"),
    ]
    assert [r.place.paragraph for r in document.runs if isinstance(r.place, ParagraphPlace)] == [
        0, 0, 2,
    ]  # fmt: skip


def test_readers_docx_headers_footers_are_furniture() -> None:
    document = read(
        p("corps"),
        headers={"default": p("en-tête"), "first": p("jamais imprimé"), "even": p("pair")},
        footers={"default": p("pied")},
    )
    assert [(b.kind, b.part) for b in document.blocks] == [
        (BlockKind.FURNITURE, Part.HEADER),
        (BlockKind.PARAGRAPH, Part.BODY),
        (BlockKind.FURNITURE, Part.FOOTER),
    ]
    assert lines(document) == ["en-tête", "corps", "pied"]


def test_readers_docx_first_and_even_headers_print_when_asked_for() -> None:
    document = read(
        p("corps"),
        headers={"default": p("a"), "first": p("b"), "even": p("c")},
        section="<w:titlePg/>",
        settings="<w:evenAndOddHeaders/>",
    )
    assert lines(document) == ["a", "b", "c", "corps"]


def test_readers_docx_watermark_is_furniture() -> None:
    mark = (
        '<w:p><w:r><w:pict><v:shape><v:textpath string="SPÉCIMEN"/></v:shape></w:pict></w:r></w:p>'
    )
    document = read(p("corps"), headers={"default": mark})
    assert lines(document) == ["SPÉCIMEN", "corps"]


NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>' + r(" Sauf faute lourde.") + "</w:p>"
    "</w:footnote>"
)
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def test_readers_docx_footnote_follows_its_paragraph() -> None:
    document = read(f"<w:p>{r('Plafond')}{CALL}{r('.')}</w:p>" + p("Suite."), footnotes=NOTES)
    assert lines(document) == ["Plafond.", "Sauf faute lourde.", "Suite."]
    assert document.blocks[1].kind is BlockKind.FOOTNOTE
    assert document.blocks[1].part is Part.FOOTNOTE


def test_readers_docx_footnote_does_not_cut_a_list() -> None:
    body = (
        f"<w:p>{r('Sont exclus')}{CALL}{r(' :')}</w:p>"
        + p("- le vol ;")
        + p("- le feu.")
        + p("Fin.")
    )
    assert lines(read(body, footnotes=NOTES)) == [
        "Sont exclus :", "- le vol ;", "- le feu.", "Sauf faute lourde.", "Fin.",
    ]  # fmt: skip


def test_readers_docx_footnote_whose_call_is_deleted_does_not_print() -> None:
    body = f"<w:p>{r('Plafond.')}<w:del {INSERTED}>{CALL}</w:del></w:p>"
    assert lines(read(body, footnotes=NOTES)) == ["Plafond."]


def test_readers_docx_endnotes_come_last() -> None:
    notes = NOTES.replace("footnote", "endnote")
    body = f"<w:p>{r('Plafond')}{CALL.replace('footnote', 'endnote')}</w:p>" + p("Suite.")
    document = read(body, endnotes=notes)
    assert lines(document) == ["Plafond", "Suite.", "Sauf faute lourde."]
    assert document.blocks[-1].part is Part.ENDNOTE


def hidden(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.hidden]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(r("sans ", "<w:vanish/>"), ["sans"], id="vanish"),
        pytest.param(r("sans ", '<w:sz w:val="2"/>'), ["sans"], id="one point"),
        pytest.param(r("sans ", '<w:color w:val="FFFFFF"/>'), ["sans"], id="white"),
        pytest.param(
            r("sans ", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>'),
            [],
            id="white on blue",
        ),
        pytest.param(r("sans ", '<w:vanish w:val="0"/>'), [], id="not vanished"),
    ],
)
def test_readers_docx_hidden_text(inner: str, expected: list[str]) -> None:
    document = read("<w:p>" + r("assuré ") + inner + r("réserve") + "</w:p>")
    assert hidden(document) == expected
    assert [w.code for w in document.warnings] == ["hidden_text"] * bool(expected)
    visible = "assuré réserve" if expected else "assuré sans réserve"
    assert lines(document)[0] == visible


def test_readers_docx_white_header_cell_on_colour_is_seen() -> None:
    blue = '<w:shd w:val="clear" w:fill="1F3864"/>'
    white = p("Garantie", run='<w:color w:val="FFFFFF"/>')
    assert hidden(read(tbl(tr(tc(white, properties=blue), "Montant"), tr("RC", "1 €")))) == []


def test_readers_docx_strict_open_xml() -> None:
    assert lines(read(p("Bonjour"), strict=True, headers={"default": p("tête")})) == [
        "tête", "Bonjour",
    ]  # fmt: skip


def test_readers_docx_image_only_is_no_text_layer() -> None:
    with pytest.raises(NoTextLayer):
        read("<w:p><w:r><w:drawing/></w:r></w:p>")


def test_readers_docx_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read(p())


def test_readers_docx_embedded_part_is_announced() -> None:
    document = read(p("corps") + '<w:altChunk r:id="rId9"/>')
    assert [w.code for w in document.warnings] == ["unread_part"]
