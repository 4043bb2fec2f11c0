"""Dotted leaders whose values begin where longer labels still run."""

from __future__ import annotations

import pytest
from pdfs import written

from checker.domain import BlockKind
from checker.readers.pdf import read_pdf


def tables(lines: list[str]) -> list[list[tuple[str, str]]]:
    """Return the (label, value) rows of each table read in `lines`, set one below the other."""
    data = written([(50, 80 + 13 * n, text) for n, text in enumerate(lines)], size=9)
    document = read_pdf(data, name="essai.pdf")
    found: dict[int, dict[int, list[str]]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.table is not None:
            row = found.setdefault(block.table, {}).setdefault(block.row or 0, [])
            row.append(document.text[block.start : block.end])
    return [[(row[0], row[-1]) for row in table.values()] for table in found.values()]


SHORT = f"Tous dommages {'.' * 60} 3 000 000 € par sinistre (sans franchise)"
LONG = "Dommages matériels et immatériels qui en sont la suite directe .............. 150 000 €"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [SHORT, LONG],
            [[("Tous dommages", "3 000 000 € par sinistre (sans franchise)"),
              ("Dommages matériels et immatériels qui en sont la suite directe", "150 000 €")]],
            id="no blank strip",
        ),
        pytest.param(
            [
                "Dommages matériels et immatériels qui en résultent ... 150 000 € (avec une",
                "franchise de 750 €)",
                "Vol par préposé ........................................ 50 000 € par an",
            ],
            [[("Dommages matériels et immatériels qui en résultent", "150 000 € (avec une franchise de 750 €)"),
              ("Vol par préposé", "50 000 € par an")]],
            id="value that goes on below",
        ),
        pytest.param(
            [
                SHORT,
                "Dommages aux biens confiés et aux documents que les clients ont",
                "remis pour l’exécution des prestations ........................ 20 000 €",
            ],
            [[("Tous dommages", "3 000 000 € par sinistre (sans franchise)"),
              ("Dommages aux biens confiés et aux documents que les clients ont remis pour "
               "l’exécution des prestations", "20 000 €")]],
            id="label that begins above",
        ),
        pytest.param(
            [SHORT, LONG, "Cotisation annuelle : 7 600 € TTC."],
            [[("Tous dommages", "3 000 000 € par sinistre (sans franchise)"),
              ("Dommages matériels et immatériels qui en sont la suite directe", "150 000 €")]],
            id="sentence after the last row",
        ),
        pytest.param(
            ["Fait à ........................ le ........................ signature"],
            [],
            id="a form to fill in",
        ),
    ],
)  # fmt: skip
def test_readers_pdf_leaders_rows(lines: list[str], expected: list[list[tuple[str, str]]]) -> None:
    assert tables(lines) == expected
