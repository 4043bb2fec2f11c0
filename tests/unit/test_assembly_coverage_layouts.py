"""Guarantees in rarer layouts: blank boxes, columns of bases, scales, sentences with refusals."""

from __future__ import annotations

import pytest

from tests.unit.test_assembly_coverage import lines

TITLE = "# Attestation d'assurance"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            [TITLE,
             [["TYPE OF INSURANCE", "LIMITS", ""],
              ["COMMERCIAL GENERAL LIABILITY", "EACH OCCURRENCE", "$1,000,000"],
              ["WORKERS COMPENSATION AND EMPLOYERS' LIABILITY", "E.L. EACH ACCIDENT", "$"],
              ["", "E.L. DISEASE - POLICY LIMIT", "$"]]],
            [("rc.exploitation", "rc.tous_dommages", 1000000, "PER_CLAIM", None)],
            id="a box that nobody filled in",
        ),
        pytest.param(
            [TITLE,
             [["Garanties", "Souscri t", "Non souscrit", "Montants"],
              ["RC PROFESSIONNELLE", "", "", ""],
              ["Tous dommages confondus", "✓", "", "1 500 000 € par sinistre"],
              ["Contrefaçon", "", "✓", ""]]],
            [("rc.pro", "rc.tous_dommages", 1500000, "PER_CLAIM", None),
             ("rc.pro", "rc.pi", "not_subscribed", "UNSTATED", None)],
            id="a head broken by its narrow column",
        ),
        pytest.param(
            [TITLE, "Commerce de détail d'équipements informatiques Cotisation annuelle : 3 600 €"],
            [],
            id="a premium behind an activity",
        ),
        pytest.param(
            [TITLE,
             [["Garanties", "Montants et franchises"],
              ["RC PROFESSIONNELLE", ""],
              ["Tous dommages confondus", "1 500 000 € par sinistre Franchise : 2 500 €"]]],
            [("rc.pro", "rc.tous_dommages", 1500000, "PER_CLAIM", None)],
            id="limits and deductibles in one column",
        ),
        pytest.param(
            [TITLE,
             [["Garanties", "Plafond (k€)", "Base", "Franchise"],
              ["RC PROFESSIONNELLE", "", "", ""],
              ["Tous dommages confondus", "1 500", "par sinistre et par an", "2 500 €"],
              ["dont contrefaçon", "50", "par an", "2 500 €"],
              ["dont biens confiés", "20", "par sinistre", "2 500 €"]]],
            [("rc.pro", "rc.tous_dommages", 1500000, "PER_CLAIM_AND_YEAR", None),
             ("rc.pro", "rc.pi", 50000, "PER_YEAR", None),
             ("rc.pro", "rc.biens_confies", 20000, "PER_CLAIM", None)],
            id="thousands, and a column of bases",
        ),
        pytest.param(
            [TITLE,
             "R.C. EXPLOITATION : Tous dommages confondus : 1 000 000 € par sinistre ; dommages "
             "corporels : non accordé, dont vols commis par les préposés : 150 000 € par an, tous "
             "sinistres confondus. Le tout s'entend dans les termes des conditions générales."],
            [("rc.exploitation", "rc.tous_dommages", 1000000, "PER_CLAIM", None),
             ("rc.exploitation", "rc.corporel", "not_subscribed", "UNSTATED", None),
             ("rc.exploitation", "rc.malveillance", 150000, "PER_YEAR", None)],
            id="a refusal inside a sentence",
        ),
        pytest.param(
            [TITLE,
             [["Garanties", "Montants", "Franchises"],
              ["DÉFENSE ET PROTECTION JURIDIQUE", "", ""],
              ["Litiges professionnels (protection juridique)", "20 000 € par sinistre", "Néant"]]],
            [("def.pj", "def.pj", 20000, "PER_CLAIM", None)],
            id="a cover named in brackets",
        ),
        pytest.param(
            [TITLE,
             [["Garanties", "Montants", "Franchises"],
              ["RC PROFESSIONNELLE", "", ""],
              ["Reconstitution des documents et supports", "10 000 € par an", "500 €"]]],
            [("rc.pro", "rc.perte_donnees", 10000, "PER_YEAR", None)],
            id="documents of others under a liability",
        ),
    ],
)  # fmt: skip
def test_coverage_reads_the_rarer_layouts(
    content: list[object], expected: list[tuple[object, ...]]
) -> None:
    assert expected == lines(content)
