"""What documents from other hands taught: each mechanism on a document made for it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import make_document

from checker.assembly.coverage import find_guarantees
from checker.assembly.deductibles import read_deductible
from checker.assembly.restrictions import find_restriction
from checker.domain import DeductibleKind, Guarantee
from checker.knowledge import Knowledge
from checker.language import analyse


def lines(document, knowledge: Knowledge) -> list[Guarantee]:
    return list(find_guarantees(analyse(document, knowledge), knowledge))


def test_lines_above_rc_pro_row_are_of_the_business_at_large(knowledge: Knowledge) -> None:
    table = [
        ["Nature des garanties", "Limites de garanties"],
        ["Tous dommages corporels, matériels et immatériels consécutifs confondus", "9 000 000 € par an"],
        ["Atteinte à l'environnement accidentelle, tous dommages confondus", "750 000 € par an"],
        ["Responsabilité civile professionnelle (tous dommages confondus)", "500 000 € par an"],
        ["Dommages immatériels non consécutifs", "300 000 € par an"],
    ]  # fmt: skip
    document = make_document(["# Votre attestation Responsabilité Civile Prestataire", table])
    found = [(g.section, g.id, g.amount) for g in lines(document, knowledge)]
    assert found == [
        ("rc.exploitation", "rc.tous_dommages", Decimal(9_000_000)),
        ("rc.exploitation", "rc.environnement", Decimal(750_000)),
        ("rc.pro", "rc.tous_dommages", Decimal(500_000)),
        ("rc.pro", "rc.dinc", Decimal(300_000)),
    ]


def test_a_dated_subscription_grants_nothing(knowledge: Knowledge) -> None:
    document = make_document(
        "ATTESTATION D'ASSURANCE\nVotre contrat\nResponsabilité Civile Prestataire\nSouscrit le 01/04/2022"
    )
    assert lines(document, knowledge) == []


def test_cyber_sublimit_of_rc_pro_is_its_cyber_liability(knowledge: Knowledge) -> None:
    table = [
        ["Responsabilité civile professionnelle", "Montants"],
        ["Tous dommages confondus", "1 000 000 € par réclamation"],
        ["dont cyber responsabilité", "500 000 € par période d'assurance"],
    ]
    found = [(g.section, g.id, g.sublimit) for g in lines(make_document([table]), knowledge)]
    assert found == [("rc.pro", "rc.tous_dommages", False), ("rc.pro", "cyb.rc", True)]


@pytest.mark.parametrize(
    ("sentence", "restricted"),
    [
        pytest.param(
            "Elle n'engage pas l'assureur au-delà des conditions et limites du contrat n° AB 123 auquel elle se réfère.",
            False, id="reservation",
        ),
        pytest.param(
            "La présente attestation est délivrée exclusivement pour la mission « refonte du portail ».",
            True, id="one mission",
        ),
    ],
)  # fmt: skip
def test_a_reservation_restricts_nothing(
    sentence: str, restricted: bool, knowledge: Knowledge
) -> None:
    analysis = analyse(make_document(sentence), knowledge)
    assert (find_restriction(analysis, knowledge) is not None) is restricted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Néant sur dommages corporels, 750 € sur les autres dommages", DeductibleKind.FIXED, id="partly none"),
        pytest.param("Néant", DeductibleKind.NONE, id="none"),
        pytest.param("750 €, néant pour les dommages corporels", DeductibleKind.FIXED, id="figure first"),
    ],
)  # fmt: skip
def test_a_deductible_that_spares_bodily_injury_is_its_figure(
    text: str, kind: DeductibleKind
) -> None:
    found = read_deductible(text)
    assert found is not None
    assert found.kind is kind
