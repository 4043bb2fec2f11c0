"""Reading PDF: words, lines, paragraphs, order of a page, hidden text, refused files."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from pdfs import BODY, HEIGHT, WIDTH, drawn, flowed, table, written
from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph

from checker.domain import BlockKind, Document, PagePlace
from checker.errors import (
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    TruncatedDocument,
    UnreadableDocument,
)
from checker.readers.pdf import read_pdf

SAMPLES = Path(__file__).parents[2] / "samples"
PROSE = (
    "La garantie est déclenchée par la réclamation au sens de l’article L. 124-5 du Code des "
    "assurances. Après résiliation ou expiration, le délai subséquent est fixé à cinq ans ; les "
    "montants de garantie sont alors accordés une seule fois pour l’ensemble de cette durée."
)


def read(data: bytes) -> Document:
    return read_pdf(data, name="essai.pdf")


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[b.start : b.end] for b in document.blocks if kind is None or b.kind is kind
    ]


def assert_sound(document: Document) -> None:
    """Check what holds of every document (domain.Document)."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\xad\u200b\x02\ufffe\ufb01\ufb02")
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end
        assert not text[end : block.start].strip()
        assert "\n" not in text[block.start : block.end]
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        end = block.end
    assert not text[end:].strip()
    end = 0
    for run in document.runs:
        assert end <= run.start < run.end
        assert any(b.start <= run.start and run.end <= b.end for b in document.blocks)
        assert text[run.start : run.end].strip() == text[run.start : run.end]
        end = run.end


# ---------------------------------------------------------------- paragraphs


def test_readers_pdf_lines_of_a_paragraph_are_joined() -> None:
    document = read(flowed(PROSE, PROSE))
    assert texts(document) == [PROSE, PROSE]
    assert_sound(document)


def test_readers_pdf_underlined_words_part_no_paragraph() -> None:
    document = read(flowed(f"<u>{PROSE}</u>"))
    assert texts(document) == [PROSE]


def test_readers_pdf_list_items_stand_apart() -> None:
    items = [
        "Conseil en systèmes d’information ;",
        "Tierce maintenance applicative ;",
        "Formation.",
    ]
    bullets = ListFlowable(
        [ListItem(Paragraph(i, BODY)) for i in items], bulletType="bullet", start="•"
    )
    document = read(flowed("Activités :", bullets))
    assert texts(document, BlockKind.LIST_ITEM) == [f"• {item}" for item in items]


def test_readers_pdf_entries_of_a_narrow_column_stand_apart() -> None:
    lines = [
        "Tous dommages confondus : 300 000 € par an",
        "y compris vol par préposé : 10 000 € par an",
        "Dommages immatériels purs : 10 000",
        "€ par réclamation",
        "La garantie « Dommages immatériels",
        "» est accordée.",
    ]
    document = read(written([(50, 100 + 12 * n, text) for n, text in enumerate(lines)]))

    assert texts(document) == [
        "Tous dommages confondus : 300 000 € par an",
        "y compris vol par préposé : 10 000 € par an",
        "Dommages immatériels purs : 10 000 € par réclamation",
        "La garantie « Dommages immatériels » est accordée.",
    ]


def test_readers_pdf_numbered_items_stand_apart() -> None:
    lines = [
        (60, 100, "Sont exclus de la garantie :"),
        (60, 114, "a) les pénalités de retard ;"),
        (60, 128, "b) les amendes et sanctions de toute nature ;"),
        (60, 142, "c) la faute intentionnelle."),
    ]
    assert texts(read(written(lines)))[1:] == [text for _, _, text in lines[1:]]


def test_readers_pdf_headings_have_levels() -> None:
    document = read(
        flowed(
            '<font size="16"><b>Attestation d’assurance</b></font>',
            "<b>Étendue territoriale</b>",
            PROSE,
        )
    )
    headings = [(b.level, b.bold) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == [(1, True), (3, True)]


def test_readers_pdf_letter_spaced_heading_is_one_word() -> None:
    def draw(page: canvas.Canvas) -> None:
        text = page.beginText(80, 700)
        text.setFont("Helvetica-Bold", 14)
        text.setCharSpace(7)
        text.textOut("ATTESTATION D'ASSURANCE")
        page.drawText(text)
        page.setFont("Helvetica", 10)
        page.drawString(80, 650, "Nous soussignés certifions que la société est assurée.")

    assert texts(read(drawn(draw)))[0] == "ATTESTATION D'ASSURANCE"


def test_readers_pdf_printed_blanks_between_letters_are_dropped() -> None:
    lines = [
        (80, 100, "A T T E S T A T I O N"),
        (80, 140, "Nous certifions que la société est assurée."),
    ]
    assert texts(read(written(lines)))[0] == "ATTESTATION"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["les sous-", "traitants sont assurés."], "les sous-traitants sont assurés.", id="compound"),
        pytest.param(["aux États-", "Unis et ailleurs."], "aux États-Unis et ailleurs.", id="capital"),
        pytest.param(
            ["la responsabilité civile et la respon-", "sabilité décennale."],
            "la responsabilité civile et la responsabilité décennale.",
            id="word known elsewhere",
        ),
        pytest.param(["un procès-", "verbal de recette."], "un procès-verbal de recette.", id="nothing is cut"),
    ],
)  # fmt: skip
def test_readers_pdf_hyphen_at_line_end(lines: list[str], expected: str) -> None:
    document = read(written([(60, 100 + 12 * n, line) for n, line in enumerate(lines)]))
    assert texts(document) == [expected]
    assert_sound(document)


def test_readers_pdf_syllable_cuts_are_joined_where_words_are_cut() -> None:
    lines = [
        "le contrat d’assu-",
        "rance est sous-",
        "crit pour une pé-",
        "riode de garan-",
        "tie d’un an.",
    ]
    document = read(written([(60, 100 + 12 * n, line) for n, line in enumerate(lines)]))
    assert texts(document) == [
        "le contrat d’assurance est souscrit pour une période de garantie d’un an."
    ]


def test_readers_pdf_thin_blank_between_digits_is_a_blank() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        x = 60.0
        for piece in ("Plafond : 1", "500", "000", "€"):
            page.drawString(x, 700, piece)
            x += page.stringWidth(piece, "Helvetica", 10) + 1.4

    assert texts(read(drawn(draw))) == ["Plafond : 1 500 000 €"]


def test_readers_pdf_false_bold_is_read_once() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        for shift in (0, 0.3, 0.6):
            page.drawString(60 + shift, 700, "Franchise par sinistre")

    assert texts(read(drawn(draw))) == ["Franchise par sinistre"]


# ---------------------------------------------------------------- order of a page


def columns(left: list[str], right: list[str], *, by_row: bool) -> bytes:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 9)
        pairs = [(60, n, text) for n, text in enumerate(left)]
        others = [(320, n, text) for n, text in enumerate(right)]
        order = sorted(pairs + others, key=lambda p: p[1]) if by_row else pairs + others
        for x, n, text in order:
            page.drawString(x, 740 - 11 * n, text)

    return drawn(draw)


@pytest.mark.parametrize(
    "by_row", [pytest.param(False, id="by column"), pytest.param(True, id="by row")]
)
def test_readers_pdf_text_columns_are_read_one_after_the_other(by_row: bool) -> None:
    left = [
        "Le client utilise le service selon sa destination et",
        "s’interdit toute décompilation hors des cas que la",
    ] * 4
    right = [
        "Les redevances sont payables à la commande et par",
        "prélèvement, selon la périodicité choisie par lui et",
    ] * 4
    document = read(columns(left, right, by_row=by_row))
    text = document.text.replace("\n", " ")
    assert " ".join(left) in text
    assert " ".join(right) in text


def test_readers_pdf_address_blocks_are_read_one_by_one() -> None:
    left = ["COMPAGNIE DU LARGE", "Direction technique", "12 quai des Brumes", "44000 NANTES"]
    right = ["MARGOULIN INFORMATIQUE", "27 rue du Bac", "69003 LYON", "SIREN 552 100 554"]
    document = read(columns(left, right, by_row=False))
    assert texts(document) == left + right


def test_readers_pdf_running_lines_are_furniture() -> None:
    def page_of(number: int):
        def draw(page: canvas.Canvas) -> None:
            page.setFont("Helvetica", 8)
            page.drawString(60, HEIGHT - 40, "Contrat n° 77 410 – Assurances du Large")
            page.drawString(60, 30, f"Page {number} sur 2")
            page.setFont("Helvetica", 10)
            page.drawString(
                60, 600, f"Texte propre à la page numéro {'un' if number == 1 else 'deux'}."
            )

        return draw

    document = read(drawn(page_of(1), page_of(2)))
    assert texts(document, BlockKind.FURNITURE) == [
        "Contrat n° 77 410 – Assurances du Large", "Page 1 sur 2",
        "Contrat n° 77 410 – Assurances du Large", "Page 2 sur 2",
    ]  # fmt: skip


def test_readers_pdf_watermark_is_furniture() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.saveState()
        page.setFillColor(colors.lightgrey)
        page.setFont("Helvetica-Bold", 70)
        page.translate(200, 300)
        page.rotate(45)
        page.drawString(0, 0, "SPÉCIMEN")
        page.restoreState()
        page.setFont("Helvetica", 10)
        page.drawString(60, 600, "La présente attestation est valable un an.")

    document = read(drawn(draw))
    assert texts(document, BlockKind.FURNITURE) == ["SPÉCIMEN"]
    assert texts(document, BlockKind.PARAGRAPH) == ["La présente attestation est valable un an."]


def test_readers_pdf_paragraph_goes_on_over_a_page() -> None:
    def first(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 120, "Les garanties s’exercent dans le monde entier, à l’exclusion des")
        page.setFont("Helvetica", 8)
        page.drawString(280, 30, "1")

    def second(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 780, "réclamations portées devant les juridictions des États-Unis.")
        page.setFont("Helvetica", 8)
        page.drawString(280, 30, "2")

    document = read(drawn(first, second))
    assert texts(document, BlockKind.PARAGRAPH) == [
        "Les garanties s’exercent dans le monde entier, à l’exclusion des réclamations portées "
        "devant les juridictions des États-Unis."
    ]
    pages = {run.place.page for run in document.runs if isinstance(run.place, PagePlace)}
    assert pages == {1, 2}


# ---------------------------------------------------------------- frames


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_readers_pdf_boxes_are_those_of_the_displayed_page(rotation: int) -> None:
    """The same point of the displayed page, whatever the page's rotation."""

    def draw(page: canvas.Canvas) -> None:
        page.setPageRotation(rotation)
        page.saveState()
        if rotation == 90:
            page.translate(HEIGHT, 0)
        elif rotation == 180:
            page.translate(WIDTH, HEIGHT)
        elif rotation == 270:
            page.translate(0, WIDTH)
        page.rotate(rotation)
        page.setFont("Helvetica", 10)
        page.drawString(100, HEIGHT - 50, "Assuré : la société")
        page.drawString(100, HEIGHT - 64, "désignée ci-dessus.")
        page.restoreState()

    document = read(drawn(draw))
    assert document.text == "Assuré : la société désignée ci-dessus."
    place = document.runs[0].place
    assert isinstance(place, PagePlace)
    assert place.box[0] == pytest.approx(100, abs=1)
    assert place.box[1] < 50 < place.box[3] + 2
    assert document.page_sizes[0] == pytest.approx((WIDTH, HEIGHT), abs=0.2)


def test_readers_pdf_boxes_follow_the_crop_box() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setCropBox((50, 100, 500, 800))
        page.setFont("Helvetica", 10)
        page.drawString(100, 750, "Assuré")

    document = read(drawn(draw))
    place = document.runs[0].place
    assert isinstance(place, PagePlace)
    assert place.box[0] == pytest.approx(50, abs=1)
    assert place.box[1] < 50 < place.box[3]
    assert document.page_sizes[0] == (450, 700)


def test_readers_pdf_page_printed_sideways_reads_level() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.translate(300, 100)
        page.rotate(90)
        page.setFont("Helvetica", 10)
        page.drawString(0, 0, "Montant des garanties et")
        page.drawString(0, -12, "des franchises du contrat.")

    assert read(drawn(draw)).text == "Montant des garanties et des franchises du contrat."


# ---------------------------------------------------------------- hidden text


def _white(page: canvas.Canvas) -> None:
    page.setFillColor(colors.white)


def _tiny(page: canvas.Canvas) -> None:
    page.setFont("Helvetica", 0.5)


def _clear(page: canvas.Canvas) -> None:
    page.setFillAlpha(0)


@pytest.mark.parametrize("hide", [_white, _tiny, _clear])
def test_readers_pdf_unseen_text_is_hidden(hide) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 700, "Plafond : 100 000 euros.")
        hide(page)
        page.drawString(60, 600, "Plafond : 9 000 000 euros.")

    document = read(drawn(draw))
    assert [document.text[a:b] for a, b in document.hidden] == ["Plafond : 9 000 000 euros."]
    assert [notice.code for notice in document.warnings] == ["hidden_text"]


def test_readers_pdf_render_mode_three_and_off_page_are_hidden() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 700, "Visible ici.")
        page.drawString(-400, 650, "Hors de la page.")
        text = page.beginText(60, 600)
        text.setTextRenderMode(3)
        text.textOut("Invisible.")
        page.drawText(text)

    document = read(drawn(draw))
    hidden = " ".join(document.text[a:b] for a, b in document.hidden)
    assert "Invisible." in hidden
    assert "Visible" not in hidden.replace("Invisible", "")
    assert not any("Hors" in document.text[b.start : b.end] and (b.start, b.end) not in document.hidden for b in document.blocks)  # fmt: skip


def test_readers_pdf_covered_text_is_hidden() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 600, "Plafond : 9 000 000 euros.")
        page.setFillColor(colors.white)
        page.rect(50, 590, 300, 25, stroke=0, fill=1)
        page.setFillColor(colors.black)
        page.drawString(60, 700, "Plafond : 100 000 euros.")

    document = read(drawn(draw))
    assert [document.text[a:b] for a, b in document.hidden] == ["Plafond : 9 000 000 euros."]


def test_readers_pdf_white_on_a_dark_ground_is_seen() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFillColor(colors.darkblue)
        page.rect(50, 590, 300, 25, stroke=0, fill=1)
        page.setFillColor(colors.white)
        page.setFont("Helvetica", 10)
        page.drawString(60, 600, "Attestation d’assurance")

    assert read(drawn(draw)).hidden == ()


# ---------------------------------------------------------------- forms and marks


def test_readers_pdf_form_values_are_read() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 700, "Assuré :")
        page.acroForm.textfield(
            name="a", value="MARGOULIN SARL", x=110, y=695, width=200, height=16, borderWidth=0
        )

    assert "MARGOULIN SARL" in read(drawn(draw)).text


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [pytest.param(True, "☒ Hébergement", id="ticked"), pytest.param(False, "☐ Hébergement", id="empty")],
)  # fmt: skip
def test_readers_pdf_drawn_box_becomes_a_sign(ticked: bool, expected: str) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.rect(60, 699, 9, 9)
        if ticked:
            page.line(60, 699, 69, 708)
            page.line(60, 708, 69, 699)
        page.setFont("Helvetica", 10)
        page.drawString(75, 700, "Hébergement")

    document = read(drawn(draw))
    assert document.text == expected
    assert_sound(document)


def test_readers_pdf_dingbats_become_signs() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("ZapfDingbats", 10)
        page.drawString(60, 700, "✔")
        page.setFont("Helvetica", 10)
        page.drawString(75, 700, "Maintenance")

    assert read(drawn(draw)).text == "✓ Maintenance"


# ---------------------------------------------------------------- refused files


def test_readers_pdf_encrypted() -> None:
    data = drawn(
        lambda page: page.drawString(60, 700, "Texte"), encrypt=StandardEncryption("secret")
    )
    with pytest.raises(EncryptedDocument):
        read(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyDocument, id="no byte"),
        pytest.param(b"\x00" * 100, EmptyDocument, id="zeros"),
        pytest.param(b"%PDF-1.4\n%garbage", TruncatedDocument, id="cut"),
        pytest.param(drawn(lambda page: None), EmptyDocument, id="blank page"),
    ],
)
def test_readers_pdf_refuses(data: bytes, error: type[UnreadableDocument]) -> None:
    with pytest.raises(error):
        read(data)


def test_readers_pdf_too_many_pages() -> None:
    with pytest.raises(DocumentTooLarge):
        read(drawn(*[lambda page: page.drawString(60, 700, "x")] * 501))


def test_readers_pdf_dense_grid_is_read_without_tables() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.grid([40 + 3 * n for n in range(150)], [40 + 5 * n for n in range(150)])
        page.setFont("Helvetica", 10)
        page.drawString(60, 805, "Plan de masse du bâtiment")

    assert read(drawn(draw)).text == "Plan de masse du bâtiment"


def test_readers_pdf_everything_is_sound() -> None:
    document = read(
        flowed(
            "<b>ATTESTATION</b>", PROSE, [["Garanties", "Montants"], ["RC", "1 000 000 €"]], PROSE,
            table([["Assuré", "MARGOULIN SARL"], ["SIREN", "552 100 554"]]),
        )
    )  # fmt: skip
    assert_sound(document)
    assert document.format == "pdf"
    assert document.pages == 1


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_readers_pdf_samples_are_sound(path: Path) -> None:
    assert_sound(read(path.read_bytes()))


def test_readers_pdf_highlighted_text_is_seen() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 600, "Plafond : 100 000 euros.")
        page.setBlendMode("Multiply")
        page.setFillColor(colors.yellow)
        page.rect(58, 597, 120, 13, stroke=0, fill=1)

    assert read(drawn(draw)).hidden == ()


def test_readers_pdf_dense_page_takes_no_time() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 3)
        for n in range(180):
            page.drawString(20 + n % 7, 20 + 4.4 * n, "abc def ghi " * 25)

    began = time.process_time()
    assert_sound(read(drawn(draw)))
    assert time.process_time() - began < 10


def test_readers_pdf_page_that_cannot_be_opened_is_said() -> None:
    """One damaged page of two: the other is read, and the report says which was not."""
    data = drawn(lambda c: c.drawString(72, 700, "Premier feuillet"), lambda c: None)
    kids = re.search(rb"/Kids \[ (\d+) 0 R (\d+) 0 R \]", data)
    font = re.search(rb"/F1 (\d+) 0 R", data)
    assert kids
    assert font
    broken = data[: kids.start(2)] + font[1] + data[kids.end(2) :]

    document = read_pdf(broken, name="a.pdf")

    assert document.text == "Premier feuillet"
    assert [notice.code for notice in document.warnings] == ["unreadable_page"]
