"""Guarantees that whole sentences tell: what is acquired, and where no deductible applies."""

from __future__ import annotations

import pytest

from checker.assembly.coverage import find_guarantees
from checker.domain import DeductibleKind, Guarantee
from checker.knowledge import load_knowledge
from checker.language import analyse
from tests.builders import make_document

KNOWLEDGE = load_knowledge()
OPENING = "Au titre du volet Responsabilité civile professionnelle, la garantie « Tous dommages "


def read(text: str) -> tuple[Guarantee, ...]:
    return find_guarantees(analyse(make_document(text), KNOWLEDGE), KNOWLEDGE)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("La garantie « atteinte à la propriété intellectuelle » est acquise.",
                     ["rc.pi"], id="acquired"),
        pytest.param("La garantie « atteinte à la propriété intellectuelle » n'est pas acquise.",
                     [], id="not acquired"),
    ],
)  # fmt: skip
def test_coverage_tells_a_guarantee_without_amount(sentence: str, expected: list[str]) -> None:
    text = (
        f"# Attestation\n{OPENING}confondus » est accordée à 1 000 000 € par sinistre. {sentence}"
    )
    assert expected == [g.id for g in read(text) if g.amount is None and g.status == "no_amount"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param("si une sauvegarde quotidienne est faite", 1, id="condition"),
        pytest.param("si la responsabilité de l'assuré est recherchée", 0, id="liability"),
    ],
)
def test_coverage_keeps_the_condition_of_a_guarantee(condition: str, expected: int) -> None:
    told = f"La garantie « atteinte à la propriété intellectuelle » est acquise {condition}."
    text = f"# Attestation\n{OPENING}confondus » est accordée à 1 000 000 € par sinistre. {told}"
    assert expected == len([g.condition for g in read(text) if g.id == "rc.pi" and g.condition])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Il n'est pas appliqué de franchise.", [DeductibleKind.NONE], id="none"),
        pytest.param("Une franchise de 1 500 € est appliquée.", [DeductibleKind.FIXED], id="fixed"),
    ],
)
def test_coverage_tells_the_deductible_of_a_cover(
    sentence: str, expected: list[DeductibleKind]
) -> None:
    text = (
        f"# Attestation\n{OPENING}confondus » est accordée à 1 000 000 € par sinistre. {sentence}"
    )
    assert expected == [g.deductible.kind for g in read(text) if g.deductible]


def test_coverage_reads_one_column_of_answers() -> None:
    document = make_document([
        "# Attestation RC Professionnelle",
        [["Garanties", "OUI / NON", "Montants"],
         ["Tous dommages confondus", "OUI", "1 000 000 € par sinistre"],
         ["Atteinte à la propriété intellectuelle", "NON", "–"]],
    ])  # fmt: skip
    found = find_guarantees(analyse(document, KNOWLEDGE), KNOWLEDGE)
    assert [(g.id, g.status) for g in found] == [
        ("rc.tous_dommages", "granted"),
        ("rc.pi", "not_subscribed"),
    ]
