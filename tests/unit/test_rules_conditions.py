"""Special and general conditions of one contract, read together (C. civ., art. 1119)."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import make_document

from checker.assembly.facts import assemble
from checker.domain import Declaration
from checker.knowledge import Knowledge
from checker.rules import assess

SPECIAL = [
    "# CONDITIONS PARTICULIÈRES",
    "Contrat n° DP-77. Souscripteur : QUATRE RUES SARL. Effet : 01/03/2026. Échéance : 28/02/2027.",
    "# Activités déclarées",
    "Développement de logiciels.",
    "# Garanties",
    [
        ["Garantie", "Montant"],
        ["Responsabilité civile professionnelle", "1 000 000 € par sinistre et par an"],
    ],
    "# Clauses particulières",
]
GENERAL = [
    "# CONDITIONS GÉNÉRALES",
    "# 2. Responsabilité civile professionnelle",
    "Nous garantissons les conséquences pécuniaires de la responsabilité civile de l'assuré en "
    "raison :",
    "- d'une erreur de programmation ;",
    "- de la transmission involontaire d'un virus.",
    "# 5. Exclusions",
    "Sont exclus :",
    "- les retards dans l'exécution des prestations ;",
    "- les pénalités.",
]


@pytest.mark.parametrize(
    ("clause", "protection", "state"),
    [
        pytest.param(
            "Clause 4. Par dérogation à l'article 5 des conditions générales, sont garanties les "
            "conséquences d'un retard accidentel dans l'exécution des prestations.",
            "rc.retard",
            "evidenced_no_amount",
            id="an exclusion bought back",
        ),
        pytest.param(
            "Clause 7. Sont exclues les conséquences de la transmission de virus.",
            "rc.virus",
            "excluded",
            id="a grant taken back",
        ),
        pytest.param(
            "Clause 8. Sans objet.", "rc.retard", "excluded", id="the general exclusion stands"
        ),
        pytest.param(
            "Clause 8. Sans objet.",
            "rc.virus",
            "evidenced_no_amount",
            id="the general grant stands",
        ),
    ],
)
def test_rules_conditions_special_prevail_over_general(
    clause: str, protection: str, state: str, knowledge: Knowledge
) -> None:
    facts = [
        assemble(make_document([*SPECIAL, clause], name="cp.pdf"), knowledge),
        assemble(make_document(GENERAL, name="cg.pdf", sha256="1" * 64), knowledge),
    ]
    declaration = Declaration(activities=("it.build.dev",), as_of=dt.date(2026, 6, 1))
    report = assess(facts, declaration, knowledge)
    assert state == next(str(p.state) for p in report.protections if p.id == protection)
