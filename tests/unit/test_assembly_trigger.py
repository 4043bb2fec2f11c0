from __future__ import annotations

import pytest

from checker.assembly.trigger import find_trigger
from checker.domain import BlockKind
from checker.knowledge import Knowledge
from checker.language import analyse
from tests.builders import make_document


def trigger_of(knowledge: Knowledge, lines: object) -> tuple[object, object, object]:
    document = make_document(lines)
    found = find_trigger(analyse(document, knowledge), knowledge)
    if found is None:
        return None, None, None
    assert found.evidence
    return found.basis, found.tail_years, found.retroactive


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Garantie déclenchée par la réclamation.", ("claims_made", None, None), id="fr"
        ),
        pytest.param("Base réclamation", ("claims_made", None, None), id="base réclamation"),
        pytest.param(
            "Déclenchement de la garantie : réclamation", ("claims_made", None, None), id="labelled"
        ),
        pytest.param(
            "Les garanties sont déclenchées par le fait dommageable.",
            ("occurrence", None, None),
            id="harmful fact",
        ),
        pytest.param(
            "La garantie est déclenchée par la réclamation, que le fait dommageable soit connu ou "
            "non. Délai subséquent de dix ans.",
            ("claims_made", 10, None),
            id="tail of ten years",
        ),
        pytest.param("Garantie subséquente : 60 mois", (None, 5, None), id="tail in months"),
        pytest.param(
            "Le délai subséquent est de cinq (5) ans, porté à dix (10) ans en cas de cessation.",
            (None, 5, None),
            id="the ordinary tail",
        ),
        pytest.param(
            "Reprise du passé : illimitée", (None, None, "unlimited"), id="unlimited past"
        ),
        pytest.param("Reprise du passé : néant", (None, None, "none"), id="no past"),
        pytest.param("Sans reprise du passé.", (None, None, "none"), id="sans reprise"),
        pytest.param(
            "Le souscripteur n'a pas souscrit la reprise du passé.",
            (None, None, "none"),
            id="declined",
        ),
        pytest.param(
            "Date de rétroactivité : 15/03/2019", (None, None, "2019-03-15"), id="retroactive date"
        ),
        pytest.param(
            "Reprise du passé inconnu acquise à l'assuré.",
            (None, None, "unlimited"),
            id="unknown past",
        ),
        pytest.param("Retroactive date: None", (None, None, "unlimited"), id="london none"),
        pytest.param("Retroactive date: inception", (None, None, "none"), id="inception"),
        pytest.param(
            "Retroactive date: 1 June 2018. Claims made basis. Extended reporting period: 5 years.",
            ("claims_made", 5, "2018-06-01"),
            id="english",
        ),
        pytest.param("Basis of cover: losses occurring", ("occurrence", None, None), id="losses"),
        pytest.param(
            "Public liability £5,000,000 any one occurrence", (None, None, None), id="limit"
        ),
        pytest.param(
            "Toute réclamation peut être adressée au service client, qui répond sous 2 mois.",
            (None, None, None),
            id="complaints desk",
        ),
        pytest.param(
            "Le contrat est souscrit depuis cinq ans.",
            (None, None, None),
            id="five years of policy",
        ),
    ],
)
def test_assembly_trigger_reads(
    knowledge: Knowledge, text: str, expected: tuple[object, object, object]
) -> None:
    assert expected == trigger_of(knowledge, text)


def test_assembly_trigger_in_table_rows(knowledge: Knowledge) -> None:
    table = [
        ["Fonctionnement", "Base réclamation"],
        ["Délai subséquent", "5 ans"],
        ["Date de rétroactivité", "01/01/2020"],
    ]
    assert trigger_of(knowledge, [table]) == ("claims_made", 5, "2020-01-01")


def test_assembly_trigger_under_a_title(knowledge: Knowledge) -> None:
    lines = [(BlockKind.HEADING, "Garantie subséquente"), "Sa durée est de cinq ans."]
    assert trigger_of(knowledge, lines) == (None, 5, None)
