from __future__ import annotations

import pytest
from docx_files import make_docx, p, r, tbl, tc, tr

from checker.domain import BlockKind, Document
from checker.readers.docx import read_docx
from checker.readers.docx_kinds import is_marked, title_level
from checker.readers.docx_numbering import spelt


def read(body: str, **parts: str) -> Document:
    return read_docx(make_docx(body, **parts), name="made.docx")


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def kinds(document: Document) -> list[tuple[BlockKind, int | None]]:
    return [(block.kind, block.level) for block in document.blocks]


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, overrides: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def item(text: str, at: int = 0, list_id: int = 1) -> str:
    return p(
        text,
        properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>',
    )


LEGAL = numbering(
    level(0, "decimal", "Article %1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")
)


def test_readers_docx_numbers_are_printed() -> None:
    body = (
        item("Objet") + item("Le Client confie.", 1) + item("le code ;", 2) + item("la doc.", 2)
        + item("Le prix est ferme.", 1) + item("Durée") + item("Un an.", 1)
    )  # fmt: skip
    assert lines(read(body, numbering=LEGAL)) == [
        "Article 1 Objet", "1.1 Le Client confie.", "a) le code ;", "b) la doc.",
        "1.2 Le prix est ferme.", "Article 2 Durée", "2.1 Un an.",
    ]  # fmt: skip


def test_readers_docx_clauses_are_paragraphs_and_items_are_items() -> None:
    body = item("Objet") + item("Le Client confie la refonte.", 1) + item("le code ;", 2)
    assert kinds(read(body, numbering=LEGAL)) == [
        (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, None), (BlockKind.LIST_ITEM, 3),
    ]  # fmt: skip


def test_readers_docx_bullets_are_items_without_sign() -> None:
    bullets = numbering(level(0, "bullet", "\uf0b7"), level(1, "bullet", "o"))
    document = read(item("le vol ;") + item("le feu.", 1), numbering=bullets)
    assert lines(document) == ["le vol ;", "le feu."]
    assert kinds(document) == [(BlockKind.LIST_ITEM, 1), (BlockKind.LIST_ITEM, 2)]


def test_readers_docx_instances_share_counters_unless_one_starts_afresh() -> None:
    one = numbering(level(0, "decimal", "%1."))
    assert lines(read(item("a") + item("b", 0, 2), numbering=one)) == ["1. a", "2. b"]
    fresh = numbering(
        level(0, "decimal", "%1."),
        overrides='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>',
    )
    assert lines(read(item("a") + item("b", 0, 2) + item("c", 0, 2), numbering=fresh)) == [
        "1. a", "5. b", "6. c",
    ]  # fmt: skip


def test_readers_docx_level_that_never_restarts() -> None:
    levels = numbering(
        level(0, "upperRoman", "%1."), level(1, "decimal", "Clause %2", '<w:lvlRestart w:val="0"/>')
    )
    body = item("A") + item("x", 1) + item("B") + item("y", 1)
    assert lines(read(body, numbering=levels)) == ["I. A", "Clause 1 x", "II. B", "Clause 2 y"]


def test_readers_docx_legal_level_prints_digits() -> None:
    levels = numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert lines(read(item("A") + item("x", 1), numbering=levels)) == ["I A", "1.1 x"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mien"><w:basedOn w:val="Titre2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)


def test_readers_docx_numbered_heading_style() -> None:
    linked = numbering(
        level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Titre2"/>')
    )
    document = read(
        item("Objet") + p("Assurances", style="Titre2") + p("Prix", style="Mien"),
        numbering=linked,
        styles=STYLES,
    )
    assert lines(document) == ["1. Objet", "1.1 Assurances", "1.2 Prix"]
    assert kinds(document)[1:] == [(BlockKind.HEADING, 2)] * 2


def test_readers_docx_number_zero_takes_the_number_off() -> None:
    body = p("Sans", style="Titre2", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read(body, numbering=LEGAL, styles=STYLES)
    assert lines(document) == ["Sans"]


def test_readers_docx_clause_in_a_heading_style_is_a_paragraph() -> None:
    clause = (
        "Le Prestataire maintient pendant toute la durée du contrat une assurance de "
        "responsabilité civile professionnelle auprès d’une compagnie notoirement solvable, "
        "et en justifie chaque année."
    )
    assert kinds(read(p(clause, style="Titre2"), styles=STYLES)) == [(BlockKind.PARAGRAPH, None)]


def test_readers_docx_contents_are_furniture() -> None:
    assert kinds(read(p("1. Objet 3", style="TM1"), styles=STYLES)) == [(BlockKind.FURNITURE, None)]


def test_readers_docx_styles_in_a_loop_end() -> None:
    assert lines(read(p("Texte", style="A"), styles=STYLES)) == ["Texte"]


@pytest.mark.parametrize(
    ("text", "bold", "expected"),
    [
        pytest.param("ARTICLE 12 : ASSURANCES", False, 1, id="division"),
        pytest.param("Article 4.2 – Plafond", False, 2, id="division with depth"),
        pytest.param("EXCLUSIONS", True, 2, id="capitals"),
        pytest.param("Dommages immatériels", True, 3, id="small letters"),
        pytest.param("3.1 Assurances", True, 2, id="typed number"),
        pytest.param("Dommages immatériels", False, None, id="plain"),
        pytest.param("Assuré : NOVALIS", True, None, id="label and value"),
        pytest.param("Plafond 500 000 €", True, None, id="amount"),
        pytest.param("Sont exclus :", True, None, id="announces a list"),
        pytest.param("Le présent contrat est nul.", True, None, id="sentence"),
    ],
)
def test_readers_docx_title_by_form(text: str, bold: bool, expected: int | None) -> None:
    assert title_level(text, bold=bold, centred=False, number="") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- le vol", True, id="dash"),
        pytest.param("• le vol", True, id="bullet"),
        pytest.param("a) le vol", True, id="letter"),
        pytest.param("☒ Conseil", True, id="box"),
        pytest.param("-3 points", False, id="negative number"),
        pytest.param("1. Objet", False, id="number"),
    ],
)
def test_readers_docx_typed_marker(text: str, expected: bool) -> None:
    assert is_marked(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sont exclus :|- le vol ;|- le feu.", ["Sont exclus :", "- le vol ;", "- le feu."],
            id="list",
        ),
        pytest.param(
            "Assuré : NOVALIS|Contrat n° : 123", ["Assuré : NOVALIS", "Contrat n° : 123"], id="labels"
        ),
        pytest.param("12 rue Haute|75001 Paris", ["12 rue Haute 75001 Paris"], id="address"),
    ],
)  # fmt: skip
def test_readers_docx_line_breaks(text: str, expected: list[str]) -> None:
    runs = "<w:r><w:br/></w:r>".join(r(line) for line in text.split("|"))
    assert lines(read(f"<w:p>{runs}</w:p>")) == expected


def cells(document: Document) -> list[tuple[object, ...]]:
    return [
        (b.row, b.column, b.row_span, b.column_span, document.text[b.start : b.end], b.header_path)
        for b in document.blocks
        if b.kind is BlockKind.CELL
    ]


def test_readers_docx_merged_cells() -> None:
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("Volet", properties='<w:gridSpan w:val="2"/>'), "Montant"),
        tr(tc("RC", properties=down), "corporels", "8 000 000 €"),
        tr(tc("texte que Word ne montre pas", properties=more), "matériels", "2 000 000 €"),
    )
    assert cells(read(body)) == [
        (0, 0, 1, 2, "Volet", ()),
        (0, 2, 1, 1, "Montant", ()),
        (1, 0, 2, 1, "RC", ("Volet",)),
        (1, 1, 1, 1, "corporels", ("Volet",)),
        (1, 2, 1, 1, "8 000 000 €", ("Montant",)),
        (2, 1, 1, 1, "matériels", ("Volet",)),
        (2, 2, 1, 1, "2 000 000 €", ("Montant",)),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [tr("Garanties", "Montants"), tr("RC", "8 000 000 €")],
            ("Montants",),
            id="words on figures",
        ),
        pytest.param([tr("Assuré", "NOVALIS"), tr("Ville", "Lyon")], (), id="labels on the left"),
        pytest.param(
            [
                tr(tc(p("A", run="<w:b/>")), tc(p("B", run="<w:b/>"))),
                tr("x", "y"),
            ],
            ("B",),
            id="bold",
        ),
        pytest.param(
            [tr("A", "B", properties="<w:tblHeader/>"), tr("x", "y")], ("B",), id="marked"
        ),
        pytest.param(
            [
                tr(tc("GARANTIES", properties='<w:gridSpan w:val="2"/>')),
                tr("Nature", "Montant"),
                tr("RC", "500 000 €"),
            ],
            ("GARANTIES", "Montant"),
            id="title over headers",
        ),
        pytest.param([tr("RC", "500 000 €"), tr("PJ", "20 000 €")], (), id="no header"),
    ],
)
def test_readers_docx_header_path(rows: list[str], expected: tuple[str, ...]) -> None:
    assert cells(read(tbl(*rows)))[-1][-1] == expected


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        pytest.param('w:firstRow="1"', ("Rôle",), id="asked for"),
        pytest.param('w:val="04A0"', ("Rôle",), id="asked for by bits"),
        pytest.param('w:firstRow="0"', (), id="not asked for"),
    ],
)
def test_readers_docx_header_row_of_a_table_style(look: str, expected: tuple[str, ...]) -> None:
    style = (
        '<w:style w:type="table" w:styleId="G"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
        "</w:rPr></w:tblStylePr></w:style>"
    )
    body = tbl(tr("Nom", "Rôle"), tr("Vauclin", "gérante")).replace(
        "<w:tblPr/>", f'<w:tblPr><w:tblStyle w:val="G"/><w:tblLook {look}/></w:tblPr>'
    )
    assert cells(read(body, styles=style))[-1][-1] == expected


def test_readers_docx_cell_of_several_paragraphs_is_one_block() -> None:
    bullets = numbering(level(0, "bullet", "·"))
    body = tbl(
        tr("Activités", "Montant"),
        tr(tc(item("conseil"), item("audit")), tc("150 000 €", "par sinistre")),
    )
    document = read(body, numbering=bullets)
    assert [c[4] for c in cells(document)][2:] == ["• conseil • audit", "150 000 € par sinistre"]


def test_readers_docx_nested_table_has_its_own_number() -> None:
    inner = tbl(tr("a", "b"), tr("c", "d"))
    document = read(
        tbl(tr("x", tc("avant", inner, p())), tr("y", "z")) + tbl(tr("1", "2"), tr("3", "4"))
    )
    assert [(b.table, document.text[b.start : b.end]) for b in document.blocks] == [
        (0, "x"), (0, "avant"), (1, "a"), (1, "b"), (1, "c"), (1, "d"), (0, "y"), (0, "z"),
        (2, "1"), (2, "2"), (2, "3"), (2, "4"),
    ]  # fmt: skip


def test_readers_docx_frame_of_one_cell_is_no_table() -> None:
    document = read(tbl(tr(tc(p("Sont exclus :"), p("- le vol ;"), p("- le feu.")))))
    assert [b.table for b in document.blocks] == [None, None, None]
    assert lines(document) == ["Sont exclus :", "- le vol ;", "- le feu."]


def test_readers_docx_row_in_a_content_control() -> None:
    body = tbl(tr("A", "B"), f"<w:sdt><w:sdtContent>{tr('x', '12 000 €')}</w:sdtContent></w:sdt>")
    assert [c[4] for c in cells(read(body))] == ["A", "B", "x", "12 000 €"]


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        pytest.param(1994, "upperRoman", "MCMXCIV", id="roman"),
        pytest.param(27, "lowerLetter", "aa", id="letters"),
        pytest.param(10**9, "lowerRoman", "1000000000", id="hostile"),
        pytest.param(1, "ordinal", "1er", id="ordinal"),
    ],
)
def test_readers_docx_spelt(count: int, form: str, expected: str) -> None:
    assert spelt(count, form) == expected
