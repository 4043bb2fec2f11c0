"""Several limits in one cell, each behind its name; sub-limits listed beside their title."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checker.assembly.coverage import find_guarantees
from checker.domain import DeductibleKind, Guarantee
from checker.knowledge import load_knowledge
from checker.language import analyse
from tests.builders import make_document

KNOWLEDGE = load_knowledge()


def read(content: Sequence[object]) -> tuple[Guarantee, ...]:
    analysis = analyse(make_document(content), KNOWLEDGE)
    return find_guarantees(analysis, KNOWLEDGE)


def limits(content: Sequence[object]) -> list[tuple[str, str, int, int | None]]:
    return [
        (g.section, g.id, int(g.amount or 0), int(g.amount_year) if g.amount_year else None)
        for g in read(content)
    ]


ACORD_HEADER = ["TYPE OF INSURANCE", "ADDL INSD", "POLICY NUMBER", "LIMITS"]


def test_stacked_limits_of_a_form_take_the_cover_of_their_row() -> None:
    found = limits(
        [
            "# CERTIFICATE OF LIABILITY INSURANCE",
            [
                ACORD_HEADER,
                [
                    "X COMMERCIAL GENERAL LIABILITY",
                    "X",
                    "GL 11",
                    "EACH OCCURRENCE $ 1,000,000 MED EXP $ 10,000 GENERAL AGGREGATE $ 2,000,000"
                    " PRODUCTS - COMP/OP AGG $ 3,000,000",
                ],
                ["UMBRELLA LIAB", "", "", "EACH OCCURRENCE $ AGGREGATE $"],
                ["Technology Errors & Omissions", "", "EO 7", "Each Claim $ 5,000,000"],
            ],
        ]
    )
    assert found == [
        ("rc.exploitation", "rc.tous_dommages", 1000000, 2000000),
        ("rc.apres_livraison", "rc.tous_dommages", 3000000, None),
        ("rc.pro", "rc.tous_dommages", 5000000, None),
    ]


def test_stacked_amounts_of_another_insurance_are_not_those_of_the_cover_above() -> None:
    found = limits(
        [
            "# CERTIFICATE OF LIABILITY INSURANCE",
            [
                ACORD_HEADER,
                ["COMMERCIAL GENERAL LIABILITY", "", "GL 11", "EACH OCCURRENCE $ 1,000,000"],
                ["AUTOMOBILE", "", "AU 3", "EACH ACCIDENT $ 7,000,000 AGGREGATE $ 9,000,000"],
            ],
        ]
    )
    assert [amount for _, _, amount, _ in found] == [1000000]


def test_stacked_retention_is_the_deductible_of_the_limits_beside_it() -> None:
    found = read(
        [
            "# CERTIFICATE OF LIABILITY INSURANCE",
            [
                ACORD_HEADER,
                [
                    "Professional Liability",
                    "",
                    "PL 2",
                    "Each Claim $ 3,000,000 Aggregate $ 3,000,000 Retention $ 25,000",
                ],
            ],
        ]
    )
    assert [(g.amount, g.amount_year) for g in found] == [(3000000, 3000000)]
    assert found[0].deductible is not None
    assert (found[0].deductible.kind, found[0].deductible.amount) == (DeductibleKind.FIXED, 25000)


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        pytest.param(
            "Sous-limites",
            "Atteinte à la propriété intellectuelle : 500 000 € Perte de données confiées :"
            " 75 000 €",
            [("rc.pi", 500000), ("rc.perte_donnees", 75000)],
            id="French",
        ),
        pytest.param(
            "Sub-limits",
            "Infringement of intellectual property: £500,000 in the aggregate Loss of data:"
            " £250,000 in the aggregate",
            [("rc.pi", 500000), ("rc.perte_donnees", 250000)],
            id="English",
        ),
    ],
)
def test_stacked_sublimits_stand_under_the_running_cover(
    title: str, cell: str, expected: list[tuple[str, int]]
) -> None:
    found = read(
        [
            "# RC Professionnelle",
            [["Limite de garantie", "1 000 000 € par sinistre"], [title, cell]],
        ]
    )
    assert [(g.id, g.amount) for g in found[1:]] == expected
    assert all(g.sublimit and g.section == "rc.pro" for g in found[1:])


def test_counted_persons_are_no_money() -> None:
    found = read(
        [
            "# Attestation Cyber",
            [
                ["Garanties", "Plafond (en €)"],
                ["Frais de notification", "50 000 personnes"],
                ["Cyber-extorsion", "250 000"],
            ],
        ]
    )
    assert [(g.id, g.amount) for g in found if g.amount is not None] == [("cyb.extorsion", 250000)]


def test_own_losses_of_a_cyber_policy_evidence_no_liability() -> None:
    found = read(
        [
            "# Attestation d'assurance Cyber",
            [
                ["Garanties", "Plafond"],
                ["Garanties dommages", ""],
                ["Pertes d'exploitation – atteinte à la sécurité", "1 000 000 €"],
            ],
        ]
    )
    assert [(g.section, g.id) for g in found] == [("cyb", "cyb.pe")]
