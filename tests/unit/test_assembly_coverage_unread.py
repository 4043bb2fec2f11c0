"""Priced rows that gave no guarantee are named, and rows of another kind are not."""

from __future__ import annotations

import pytest

from checker.assembly.coverage import find_guarantees
from checker.assembly.coverage_unread import find_unread_lines
from checker.knowledge import load_knowledge
from checker.language import analyse
from tests.builders import make_document

KNOWLEDGE = load_knowledge()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(["Zoonoses du cheptel", "75 000 € par an", "500 €"], ["Zoonoses du cheptel"], id="unknown"),
        pytest.param(["dont biens confiés", "75 000 € par an", "500 €"], [], id="known"),
        pytest.param(["Franchise générale", "500 €", ""], [], id="deductible"),
        pytest.param(["Prime annuelle TTC", "1 800 €", ""], [], id="premium"),
        pytest.param(["Zoonoses du cheptel", "Inclus", "–"], [], id="without a figure"),
    ],
)  # fmt: skip
def test_unread_lines_are_the_priced_rows_of_unknown_label(
    row: list[str], expected: list[str]
) -> None:
    document = make_document([
        "# Attestation",
        [["Garanties", "Montants", "Franchises"],
         ["RC PROFESSIONNELLE", "", ""],
         ["Tous dommages confondus", "1 000 000 € par sinistre", "500 €"],
         ["dont contrefaçon", "100 000 € par an", "500 €"],
         row],
    ])  # fmt: skip
    analysis = analyse(document, KNOWLEDGE)
    guarantees = find_guarantees(analysis, KNOWLEDGE)
    assert expected == [x.value for x in find_unread_lines(analysis, KNOWLEDGE, guarantees)]


def test_unread_lines_are_looked_for_in_tables_of_guarantees_only() -> None:
    document = make_document([
        "# Attestation RC Professionnelle",
        [["Salariés", "Montants"], ["Ingénieurs", "450 000 €"], ["Apprentis", "20 000 €"]],
    ])  # fmt: skip
    analysis = analyse(document, KNOWLEDGE)
    assert find_unread_lines(analysis, KNOWLEDGE, find_guarantees(analysis, KNOWLEDGE)) == ()
