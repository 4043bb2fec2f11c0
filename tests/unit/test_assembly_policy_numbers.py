from __future__ import annotations

import re

import pytest
from builders import make_document
from equipment.identity_cases import Case, having

from checker.assembly.policy_numbers import find_policy_numbers
from checker.knowledge import Knowledge
from checker.language import analyse


def found_in(lines: object, knowledge: Knowledge) -> list[str]:
    return [
        f.value for f in find_policy_numbers(analyse(make_document(lines), knowledge), knowledge)
    ]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("policy_numbers")])
def test_assembly_policy_numbers_of_identity_cases(case: Case, knowledge: Knowledge) -> None:
    found = [re.sub(r"[^A-Z0-9]", "", value) for value in found_in(case.lines, knowledge)]
    assert case.expected["policy_numbers"] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Contrat n° 614 228 L 7302 000, à effet du 01/01/2023", ["614 228 L 7302 000"], id="groups"),
        pytest.param("contrat d'assurance responsabilité civile n° 61 884 207 à effet", ["61 884 207"], id="words between"),
        pytest.param("Contrat RC Pro n° SPT 4 118 207 – CG réf. SPT-RCI 01/2025", ["SPT 4 118 207"], id="general conditions"),
        pytest.param("par le contrat n° 41873302R / 0004 (n° client 20471188)", ["41873302R / 0004"], id="a part set off by a stroke"),
        pytest.param("Sociétaire n° 0 417 993 T", [], id="a member's number"),
        pytest.param("Attestation n° 2026-DEC-004417", [], id="a certificate's number"),
        pytest.param("Devis n° 2026-118442", [], id="a quotation's number"),
        pytest.param("N° ORIAS : 07 045 218", [], id="a broker's number"),
        pytest.param("en remplacement de la police n° 4471902", [], id="a replaced policy"),
        pytest.param("Police n° 4471902 et 4471903", ["4471902", "4471903"], id="two numbers"),
        pytest.param("Police : 77-4410983 — Dossier suivi par le service (02 38 00 17 52)", ["77-4410983"], id="a phone number"),
        pytest.param("Le contrat garantit 1 500 000 € par sinistre", [], id="an amount"),
        pytest.param("Contrat du 01/03/2026", [], id="a date"),
        pytest.param("CONTRAT N° 4471902 VELLAVE IARD", ["4471902"], id="capitals behind"),
        pytest.param("Policy No. PIT-26-55083-A", ["PIT-26-55083-A"], id="English"),
        pytest.param("Unique Market Reference B1184TEC2603041", ["B1184TEC2603041"], id="market reference"),
    ],
)  # fmt: skip
def test_assembly_policy_numbers_labels(
    text: str, expected: list[str], knowledge: Knowledge
) -> None:
    assert expected == found_in([text], knowledge)


def test_assembly_policy_numbers_keeps_every_distinct_number(knowledge: Knowledge) -> None:
    lines = ["Contrat n° WR-118842", "Contrat n° WR-118842", "Contrat WR-118824 – page 1"]
    assert found_in(lines, knowledge) == ["WR-118842", "WR-118824"]


def test_assembly_policy_numbers_under_a_header(knowledge: Knowledge) -> None:
    table = [["Sociétaire n°", "Contrat n°", "Agence"], ["0 417 993 T", "MRP 08-551207", "Troyes"]]
    assert found_in([table], knowledge) == ["MRP 08-551207"]
