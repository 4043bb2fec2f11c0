from __future__ import annotations

import pytest
from builders import make_document
from equipment.identity_cases import Case, having

from checker.assembly.insurers import find_insurers
from checker.knowledge import Knowledge
from checker.language import analyse


def found_in(lines: object, knowledge: Knowledge) -> list[str]:
    document = make_document(lines)
    facts = find_insurers(analyse(document, knowledge), knowledge)
    for fact in facts:
        for evidence in fact.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
    return [fact.value for fact in facts]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("insurers")])
def test_assembly_insurers_of_identity_cases(case: Case, knowledge: Knowledge) -> None:
    assert case.expected["insurers"] == found_in(case.lines, knowledge)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [
                "La Compagnie Vellave Insurance SE, entreprise régie par le code des assurances, au capital de 800 000 €, sise La Tour Beryl, 31 place des Corolles, contrôlée par l'ACPR, certifie que ORBE SAS est assurée."
            ],
            ["Compagnie Vellave Insurance SE"],
            id="a seat is no insurer",
        ),
        pytest.param(
            ["MMA IARD Assurances Mutuelles / MMA IARD", "Souscripteur : ORBE SAS"],
            ["MMA IARD Assurances Mutuelles", "MMA IARD"],
            id="two joined by a slash",
        ),
        pytest.param(
            [
                "Nous, courtier en assurances, attestons que ORBE SAS est assurée auprès de la Mutuelle du Causse.",
                "Garantie financière souscrite auprès de Vellave Assurances SA",
            ],
            ["Mutuelle du Causse"],
            id="the broker's own guarantee",
        ),
        pytest.param(
            ["Vellave IARD, réassurée auprès de Nordlicht Rückversicherung AG, atteste que ORBE SAS est assurée."],
            ["Vellave IARD"],
            id="a reinsurer",
        ),
        pytest.param(
            [
                "Mutuelle du Causse Assurances Mutuelles et Causse IARD, entreprises régies par le Code des"
                " assurances, attestent que ORBE SAS est assurée."
            ],
            ["Mutuelle du Causse Assurances Mutuelles", "Causse IARD"],
            id="two companies of one mutual",
        ),
        pytest.param(
            ["Vellave IARD – entreprise régie par le Code des assurances – contrôlée par l'ACPR, 4 place de Budapest"],
            ["Vellave IARD"],
            id="the supervisor is none",
        ),
        pytest.param(
            ["Insurers: Certain Underwriters at Lloyd's, led by Syndicate 1200 (Tarn Syndicates) 60%; Wendric Insurance plc 40%"],
            ["Certain Underwriters at Lloyd's, led by Syndicate 1200 (Tarn Syndicates)", "Wendric Insurance plc"],
            id="a syndicate and a company",
        ),
        pytest.param(["Bonjour, ci-joint votre dossier."], [], id="none"),
    ],
)  # fmt: skip
def test_assembly_insurers_roles(
    lines: list[str], expected: list[str], knowledge: Knowledge
) -> None:
    assert expected == found_in(lines, knowledge)
