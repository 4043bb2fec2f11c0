"""Lines of cover that letters and narrow columns print: volets, entries, deductibles below."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checker.assembly.coverage import find_guarantees
from checker.knowledge import Knowledge
from checker.language import analyse
from tests.builders import make_document

LETTER = "ATTESTATION D’ASSURANCE"


def read(content: Sequence[str], knowledge: Knowledge) -> list[tuple[str, str, str, str]]:
    """Return (section, id, amount or status, deductible) of each line."""
    found = find_guarantees(analyse(make_document(content), knowledge), knowledge)
    said = []
    for line in found:
        own = line.deductible
        bounds = f"{own.amount or own.rate} {own.min or ''}".strip() if own else ""
        amount = str(line.status) if line.amount is None else str(line.amount)
        said.append((line.section, line.id, amount, str(own.kind) if bounds == "None" else bounds))
    return said


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            ["Au titre du volet Défense et protection juridique, la garantie « Défense pénale et"
             " recours » est accordée à concurrence de 20 000 € par sinistre."],
            [("def.pj", "def.recours", "20000", "")],
            id="a volet is a frame, no object",
        ),
        pytest.param(
            ["Au titre du volet Cyber, la garantie est accordée à concurrence de 500 000 € par an.",
             "Au titre du volet Belle vie, la garantie « vol par préposé » est limitée à 20 000 €."],
            [("cyb", "rc.tous_dommages", "500000", "")],
            id="a volet nobody knows ends the one before",
        ),
        pytest.param(
            ["Au titre du volet RC exploitation, la garantie « Tous dommages confondus » est"
             " accordée à concurrence de 2 000 000 € par an. La garantie « Atteintes à"
             " l’environnement » est acquise."],
            [("rc.exploitation", "rc.tous_dommages", "2000000", ""),
             ("rc.exploitation", "rc.environnement", "no_amount", "")],
            id="a grant stands under the cover of its paragraph",
        ),
        pytest.param(
            ["## RC professionnelle",
             "Tous dommages confondus : 500 000 € par an",
             "dont contrefaçon non intentionnelle : 100 000 € par an",
             "Franchise : 10 % du montant du sinistre avec un minimum de 2 500 €"],
            [("rc.pro", "rc.tous_dommages", "500000", "10 2500"),
             ("rc.pro", "rc.pi", "100000", "10 2500")],
            id="a percentage below governs the lines above",
        ),
        pytest.param(
            ["## RC professionnelle",
             "Tous dommages confondus : 500 000 € par an",
             "Franchise : sans franchise"],
            [("rc.pro", "rc.tous_dommages", "500000", "none")],
            id="no deductible, said below",
        ),
        pytest.param(
            ["## RC professionnelle",
             "Honoraires retenus par le client : 20 000 € par an"],
            [("rc.pro", "rc.honoraires", "20000", "")],
            id="fees that are withheld are no deductible",
        ),
    ],
)  # fmt: skip
def test_assembly_coverage_entries(
    content: list[str], expected: list[tuple[str, str, str, str]], knowledge: Knowledge
) -> None:
    assert read([f"# {LETTER}", *content], knowledge) == expected
