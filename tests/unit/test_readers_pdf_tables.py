"""Tables of PDF files: ruled, half ruled, shaded, without any line, continued."""

from __future__ import annotations

import pytest
from pdfs import BODY, GRID, HEIGHT, drawn, flowed, table, written
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph

from checker.domain import Block, BlockKind, Document
from checker.readers.pdf import read_pdf

HEADER = ["Nature des garanties", "Montants", "Franchise"]
ROWS = [
    HEADER,
    ["Tous dommages confondus", "8 000 000 € par sinistre", "Néant"],
    ["dont dommages matériels", "1 500 000 € par sinistre", "600 €"],
    ["dont biens confiés", "80 000 € par sinistre", "600 €"],
]
LONG = (
    "Atteintes aux droits de propriété intellectuelle, y compris la contrefaçon non intentionnelle"
)
BOLD = ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")


def read(data: bytes) -> Document:
    return read_pdf(data, name="essai.pdf")


def cells(document: Document) -> list[Block]:
    return [b for b in document.blocks if b.kind is BlockKind.CELL]


def grid(document: Document, number: int = 0) -> list[list[str]]:
    """Return a table as rows of texts, a merged cell in its first place."""
    found = [b for b in cells(document) if b.table == number]
    rows = 1 + max(b.row or 0 for b in found)
    columns = 1 + max((b.column or 0) + b.column_span - 1 for b in found)
    result = [[""] * columns for _ in range(rows)]
    for b in found:
        assert not result[b.row or 0][b.column or 0]
        result[b.row or 0][b.column or 0] = document.text[b.start : b.end]
    return result


def paths(document: Document) -> dict[str, tuple[str, ...]]:
    return {document.text[b.start : b.end]: b.header_path for b in cells(document)}


def wrapped(rows: list[list[str]]) -> list[list[Paragraph]]:
    style = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=10.5)
    return [[Paragraph(text, style) for text in row] for row in rows]


@pytest.mark.parametrize(
    "style",
    [
        pytest.param((GRID,), id="grid"),
        pytest.param((GRID, BOLD), id="grid, bold header"),
        pytest.param((("INNERGRID", (0, 0), (-1, -1), 0.5, colors.grey),), id="open sides"),
        pytest.param((("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), BOLD), id="level rules"),
        pytest.param((("LINEBELOW", (0, 0), (-1, 0), 1, colors.black), BOLD), id="rule under header"),
        pytest.param((("BOX", (0, 0), (-1, -1), 0.5, colors.black), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)), id="box and level rules"),
        pytest.param((("BOX", (0, 0), (-1, -1), 0.5, colors.black), ("LINEAFTER", (0, 0), (-1, -1), 0.5, colors.black)), id="upright rules"),
        pytest.param((("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightblue, colors.white]), BOLD), id="shaded rows"),
        pytest.param((("BACKGROUND", (0, 0), (-1, 0), colors.navy), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white)), id="dark header"),
        pytest.param((BOLD,), id="no line"),
        pytest.param((("ALIGN", (1, 0), (-1, -1), "RIGHT"), BOLD), id="no line, right"),
        pytest.param((("ALIGN", (1, 0), (-1, -1), "CENTER"), BOLD), id="no line, centred"),
    ],
)  # fmt: skip
def test_readers_pdf_tables_of_any_ruling(style) -> None:
    document = read(
        flowed("Les montants sont les suivants.", table(ROWS, *style), "Fait à Nantes.")
    )
    assert grid(document) == ROWS
    found = paths(document)
    assert found["1 500 000 € par sinistre"] == ("Montants",)
    assert found["dont biens confiés"] == ("Nature des garanties",)
    assert found["Montants"] == ()


@pytest.mark.parametrize(
    "style",
    [
        pytest.param((GRID,), id="grid"),
        pytest.param((("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey),), id="level rules"),
        pytest.param((("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightblue, colors.white]),), id="shaded"),
        pytest.param((("VALIGN", (0, 0), (-1, -1), "TOP"),), id="no line, top"),
        pytest.param((("VALIGN", (0, 0), (-1, -1), "MIDDLE"),), id="no line, middle"),
    ],
)  # fmt: skip
def test_readers_pdf_tables_with_wrapped_cells(style) -> None:
    rows = [
        HEADER,
        [LONG, "400 000 € par sinistre et par année d’assurance", "10 % du montant du dommage, minimum 1 500 €"],
        ["Frais de défense", "Inclus", "Néant"],
        ["Reconstitution des données de la clientèle et des tiers", "600 000 €", "7 500 €"],
    ]  # fmt: skip
    document = read(flowed(table(wrapped(rows), *style, colWidths=[170, 130, 130])))
    assert grid(document) == rows


def test_readers_pdf_tables_section_row_spans() -> None:
    rows = [
        HEADER,
        ["RESPONSABILITÉ CIVILE EXPLOITATION (avant livraison ou réception)", "", ""],
        *ROWS[1:],
        ["RESPONSABILITÉ CIVILE PROFESSIONNELLE", "", ""],
        ["Contrefaçon", "Non souscrit", "–"],
    ]
    spans = [("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 5), (-1, 5))]
    document = read(flowed(table(rows, GRID, BOLD, *spans)))
    sections = [
        (b.row, b.column, b.column_span, b.header_path)
        for b in cells(document)
        if b.column_span > 1
    ]
    assert sections == [(1, 0, 3, ()), (5, 0, 3, ())]
    assert paths(document)["Non souscrit"] == ("Montants",)


def test_readers_pdf_tables_section_row_without_lines() -> None:
    rows = [
        HEADER,
        ["RESPONSABILITÉ CIVILE EXPLOITATION AVANT LIVRAISON OU RÉCEPTION", "", ""],
        *ROWS[1:],
        ["RESPONSABILITÉ CIVILE PROFESSIONNELLE ET APRÈS LIVRAISON", "", ""],
        ["Contrefaçon", "Non souscrit", "–"],
    ]
    document = read(flowed(table(rows, BOLD, colWidths=[200, 140, 100])))
    assert grid(document) == rows
    assert [b.row for b in cells(document) if b.column_span == 3] == [1, 5]


def test_readers_pdf_tables_merged_cells() -> None:
    rows = [
        ["Garanties", "Montants", "", "Franchise"],
        ["", "par sinistre", "par année", ""],
        ["Responsabilité civile", "1 000 000 €", "2 000 000 €", "1 500 €"],
        ["", "500 000 €", "1 000 000 €", "3 000 €"],
    ]
    spans = [
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (3, 0), (3, 1)),
        ("SPAN", (0, 2), (0, 3)),
    ]
    document = read(flowed(table(rows, GRID, ("FONT", (0, 0), (-1, 1), "Helvetica-Bold"), *spans)))
    found = paths(document)
    assert found["2 000 000 €"] == ("Montants", "par année")
    assert found["3 000 €"] == ("Franchise",)
    block = next(
        b for b in cells(document) if document.text[b.start : b.end] == "Responsabilité civile"
    )
    assert (block.row, block.column, block.row_span, block.column_span) == (2, 0, 2, 1)


@pytest.mark.parametrize("dots", [".", "…"])
def test_readers_pdf_tables_dotted_leaders(dots: str) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Times-Roman", 10)
        for n, (label, value) in enumerate((r[0], r[1]) for r in ROWS[1:]):
            y = 700 - 14 * n
            page.drawString(60, y, label)
            start = 60 + page.stringWidth(label, "Times-Roman", 10) + 4
            end = 440 - page.stringWidth(value, "Times-Roman", 10) - 4
            width = page.stringWidth(dots, "Times-Roman", 10)
            page.drawString(start, y, dots * int((end - start) / width))
            page.drawRightString(440, y, value)

    assert grid(read(drawn(draw))) == [[r[0], r[1]] for r in ROWS[1:]]


@pytest.mark.parametrize("colon", ["", " :"])
def test_readers_pdf_tables_labels_and_values(colon: str) -> None:
    pairs = [
        ("Assuré", "MARGOULIN INFORMATIQUE SARL"),
        ("Adresse", "27 rue du Bac, 69003 LYON"),
        ("SIREN", "552 100 554"),
        ("Contrat n°", "77 410 983"),
    ]
    lines = []
    for n, (label, value) in enumerate(pairs):
        lines += [(60, 100 + 15 * n, label + colon), (180, 100 + 15 * n, value)]
    document = read(written(lines))
    assert grid(document) == [[label + colon, value] for label, value in pairs]
    assert all(not b.header_path for b in cells(document))


@pytest.mark.parametrize("repeat", [0, 1])
def test_readers_pdf_tables_go_on_over_a_page(repeat: int) -> None:
    rows = [HEADER] + [[f"Garantie numéro {n}", f"{n} 000 000 €", "Néant"] for n in range(1, 61)]
    made = table(rows, GRID, BOLD, repeatRows=repeat)
    document = read(flowed(made))
    assert document.pages == 2
    assert {b.table for b in cells(document)} == {0}
    assert paths(document)["59 000 000 €"] == ("Montants",)
    places = [(b.row, b.column) for b in cells(document)]
    assert len(places) == len(set(places))


def test_readers_pdf_tables_in_a_text_column() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 9)
        for n in range(12):
            page.drawString(50, 700 - 12 * n, "Le texte de la colonne de gauche va jusqu’au bord,")
        made = table([["Garantie", "Plafond"], ["Contrefaçon", "100 000 €"], ["Virus", "50 000 €"]])
        made.wrapOn(page, 200, 200)
        made.drawOn(page, 330, 600)
        page.drawString(330, 680, "Garanties souscrites au contrat")

    document = read(drawn(draw))
    assert grid(document) == [
        ["Garantie", "Plafond"],
        ["Contrefaçon", "100 000 €"],
        ["Virus", "50 000 €"],
    ]
    text = document.text
    assert (
        text.index("colonne de gauche")
        < text.index("Garanties souscrites")
        < text.index("Contrefaçon")
    )


def test_readers_pdf_tables_frame_of_one_cell_is_text() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.rect(50, HEIGHT - 150, 300, 60)
        page.setFont("Helvetica", 10)
        page.drawString(60, HEIGHT - 110, "Cette attestation est valable du 1er janvier")
        page.drawString(60, HEIGHT - 122, "au 31 décembre inclus.")

    document = read(drawn(draw))
    assert cells(document) == []
    assert document.text == "Cette attestation est valable du 1er janvier au 31 décembre inclus."


def test_readers_pdf_tables_empty_cells_yield_no_block() -> None:
    document = read(flowed(table([HEADER, ["Vol", "", "100 €"], ["", "5 000 €", ""]], GRID)))
    assert [(b.row, b.column) for b in cells(document)][3:] == [(1, 0), (1, 2), (2, 1)]


def test_readers_pdf_tables_value_centred_on_a_wrapped_label() -> None:
    lines = [
        (60, 100, "Les garanties du contrat sont les suivantes, sous réserve des exclusions ci-après."),
        (60, 130, "Atteinte à la réputation"), (420, 130, "Garanti"),
        (60, 150, "Cyber-extorsion et frais de rançon lorsque la loi le permet, sous"),
        (420, 156, "Non garanti"),
        (60, 162, "réserve du dépôt de plainte"),
        (420, 182, "Option non"), (60, 188, "Perte d’exploitation"), (420, 194, "souscrite"),
    ]  # fmt: skip
    assert grid(read(written(lines))) == [
        ["Atteinte à la réputation", "Garanti"],
        ["Cyber-extorsion et frais de rançon lorsque la loi le permet, sous réserve du dépôt de plainte", "Non garanti"],
        ["Perte d’exploitation", "Option non souscrite"],
    ]  # fmt: skip


def test_readers_pdf_tables_two_tables_apart() -> None:
    document = read(flowed(ROWS, table([["Cyber", "Non souscrit"], ["Vol", "Non souscrit"]])))
    assert [b.table for b in cells(document)] == [0] * 12 + [1] * 4


def test_readers_pdf_tables_figure_right_behind_a_label_that_fills_its_column() -> None:
    label = "Frais de reconstitution des documents confiés"
    amounts = 60 + stringWidth(label, "Helvetica", 10) + 2
    rows = [
        ["Tous dommages confondus", "8 000 000 €", "Néant"],
        ["Biens confiés", "60 000 €", "400 €"],
        [label, "10 000 €", "500 €"],
        ["Contrefaçon", "300 000 €", "500 €"],
        ["Vol par préposé", "20 000 €", "500 €"],
    ]
    lines = [
        (x, 100 + 20 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip((60, amounts, 480), row, strict=True)
    ]
    assert rows == grid(read(written(lines)))
