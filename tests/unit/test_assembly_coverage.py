"""Guarantee lines: what a table or a sentence grants, and what it must never grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from checker.assembly.coverage import find_guarantees
from checker.domain import Document, Guarantee
from checker.knowledge import load_knowledge
from checker.language import analyse
from tests.builders import make_document

KNOWLEDGE = load_knowledge()


def read(document: Document) -> tuple[Guarantee, ...]:
    return find_guarantees(analyse(document, KNOWLEDGE), KNOWLEDGE)


def rows(guarantees: Sequence[Guarantee]) -> list[tuple[object, ...]]:
    """Return (section, id, amount or status, basis, amount per year) of each line."""
    return [
        (
            g.section,
            g.id,
            int(g.amount) if g.amount is not None else str(g.status),
            str(g.basis),
            int(g.amount_year) if g.amount_year is not None else None,
        )
        for g in guarantees
    ]


def lines(content: Sequence[object]) -> list[tuple[object, ...]]:
    return rows(read(make_document(content)))


HEADER = ["Garanties", "Montants", "Franchises"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            [
                "# Attestation",
                [
                    HEADER,
                    ["RESPONSABILITÉ CIVILE EXPLOITATION", "", ""],
                    ["Tous dommages confondus", "8 000 000 € par sinistre", "Néant"],
                    [
                        "– dont dommages matériels et immatériels consécutifs",
                        "1 200 000 € par sinistre",
                        "380 €",
                    ],
                    ["RESPONSABILITÉ CIVILE PROFESSIONNELLE", "", ""],
                    ["Tous dommages confondus", "1 500 000 € par sinistre et par an", "3 000 €"],
                    ["Contrefaçon", "Néant", "–"],
                ],
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 8000000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.materiel", 1200000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.dic", 1200000, "PER_CLAIM", None),
                ("rc.pro", "rc.tous_dommages", 1500000, "PER_CLAIM_AND_YEAR", None),
                ("rc.pro", "rc.pi", "not_subscribed", "UNSTATED", None),
            ],
            id="section rows",
        ),
        pytest.param(
            [
                "# Attestation RC Professionnelle",
                [
                    ["Garanties", "Plafond", ""],
                    ["", "Par sinistre", "Par an"],
                    ["Tous dommages confondus", "1 000 000 €", "2 000 000 €"],
                ],
            ],
            [("rc.pro", "rc.tous_dommages", 1000000, "PER_CLAIM", 2000000)],
            id="header over two rows, two amount columns",
        ),
        pytest.param(
            [
                "# Attestation RC Pro",
                [
                    HEADER,
                    [
                        "Tous dommages confondus, y compris dommages immatériels non consécutifs",
                        "2 M€ par réclamation et par période d'assurance",
                        "2 500 €",
                    ],
                ],
            ],
            [
                ("rc.pro", "rc.tous_dommages", 2000000, "PER_CLAIM_AND_YEAR", None),
                ("rc.pro", "rc.dinc", 2000000, "PER_CLAIM_AND_YEAR", None),
            ],
            id="y compris takes the headline amount",
        ),
        pytest.param(
            [
                "# Vos garanties",
                [
                    ["Garantie", "Souscrite", "Plafond", "Franchise"],
                    ["1. Responsabilité civile professionnelle", "OUI", "750 000 € par an", "0 €"],
                    ["Option « Propriété intellectuelle »", "NON", "100 000 €", "–"],
                    ["2. Protection juridique", "OUI", "16 000 € par litige", "Seuil 300 €"],
                    ["3. Pack Cyber", "NON", "–", "–"],
                ],
            ],
            [
                ("rc.pro", "rc.tous_dommages", 750000, "PER_YEAR", None),
                ("rc.pro", "rc.pi", "not_subscribed", "UNSTATED", None),
                ("def.pj", "def.pj", 16000, "PER_CLAIM", None),
                ("cyb", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
            ],
            id="NON beats an amount",
        ),
        pytest.param(
            [
                "# Attestation RC Professionnelle",
                [
                    ["Garanties", "Montants"],
                    [
                        "Tous dommages confondus",
                        "500 000 € par an, franchise : 5 000 € par sinistre",
                    ],
                    ["dont contrefaçon", "80 000 € par année et par sinistre (sans franchise)"],
                ],
            ],
            [
                ("rc.pro", "rc.tous_dommages", 500000, "PER_YEAR", None),
                ("rc.pro", "rc.pi", 80000, "PER_CLAIM_AND_YEAR", None),
            ],
            id="deductible behind the limit in one cell",
        ),
        pytest.param(
            [
                "# Garanties",
                [
                    ["Garanties", "Oui", "Non", "Montant"],
                    ["Responsabilité civile exploitation", "X", "", "6 100 000 €"],
                    ["Responsabilité civile professionnelle", "", "X", ""],
                ],
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 6100000, "UNSTATED", None),
                ("rc.pro", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
            ],
            id="columns yes and no",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    ["Garanties", "Corporels", "Matériels", "Immatériels non consécutifs"],
                    ["RC Exploitation", "8 000 000 €", "1 000 000 €", "100 000 €"],
                    ["RC Professionnelle", "Exclu", "500 000 €", "500 000 €"],
                ],
            ],
            [
                ("rc.exploitation", "rc.corporel", 8000000, "UNSTATED", None),
                ("rc.exploitation", "rc.materiel", 1000000, "UNSTATED", None),
                ("rc.exploitation", "rc.dinc", 100000, "UNSTATED", None),
                ("rc.pro", "rc.corporel", "not_subscribed", "UNSTATED", None),
                ("rc.pro", "rc.materiel", 500000, "UNSTATED", None),
                ("rc.pro", "rc.dinc", 500000, "UNSTATED", None),
            ],
            id="damage as columns",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    ["Nature des dommages", "RC Exploitation", "RC Professionnelle"],
                    ["Tous dommages confondus", "8 M€ par sinistre", "1 M€ par sinistre"],
                    ["Biens confiés", "30 000 €", "Non garanti"],
                ],
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 8000000, "PER_CLAIM", None),
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.biens_confies", 30000, "UNSTATED", None),
                ("rc.pro", "rc.biens_confies", "not_subscribed", "UNSTATED", None),
            ],
            id="covers as columns",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    ["Volet", "Garantie", "Montant"],
                    ["RC Exploitation", "Tous dommages confondus", "8 M€ par sinistre"],
                    ["RC Professionnelle", "Tous dommages confondus", "1 M€ par sinistre"],
                ],
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 8000000, "PER_CLAIM", None),
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_CLAIM", None),
            ],
            id="covers in a column",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    HEADER,
                    ["RC PROFESSIONNELLE", "", ""],
                    ["Tous dommages confondus", "1 M€", "0 €"],
                ],
                [["dont DINC", "200 000 €", "500 €"], ["dont virus", "100 000 €", "500 €"]],
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1000000, "UNSTATED", None),
                ("rc.pro", "rc.dinc", 200000, "UNSTATED", None),
                ("rc.pro", "rc.virus", 100000, "UNSTATED", None),
            ],
            id="table carried on",
        ),
        pytest.param(
            [
                "# Attestation RC Pro",
                [
                    ["Garantie", "Limite"],
                    ["Tous dommages confondus", "1 000 000 € par an"],
                    ["Dommages immatériels non consécutifs", "dans cette même limite"],
                    ["Virus informatique", "Full policy limit"],
                ],
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_YEAR", None),
                ("rc.pro", "rc.dinc", 1000000, "PER_YEAR", None),
                ("rc.pro", "rc.virus", 1000000, "PER_YEAR", None),
            ],
            id="amounts that point elsewhere",
        ),
        pytest.param(
            [
                "# Certificate of liability insurance",
                [
                    ["TYPE OF INSURANCE", "POLICY NUMBER", "LIMITS", ""],
                    ["COMMERCIAL GENERAL LIABILITY", "GL-1", "EACH OCCURRENCE", "$1,000,000"],
                    ["", "", "MED EXP", "$5,000"],
                    ["", "", "GENERAL AGGREGATE", "$2,000,000"],
                ],
            ],
            [("rc.exploitation", "rc.tous_dommages", 1000000, "PER_CLAIM", 2000000)],
            id="ACORD boxes",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    ["Garanties", "Plafond", "Cotisation TTC"],
                    ["RC Professionnelle", "1 000 000 €", "926,50 €"],
                ],
            ],
            [("rc.pro", "rc.tous_dommages", 1000000, "UNSTATED", None)],
            id="premiums are no limits",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    HEADER,
                    [
                        "RC Professionnelle",
                        "3 M€ par sinistre dont 500 000 € pour les dommages immatériels"
                        " non consécutifs",
                        "Néant",
                    ],
                ],
            ],
            [
                ("rc.pro", "rc.tous_dommages", 3000000, "PER_CLAIM", None),
                ("rc.pro", "rc.dinc", 500000, "UNSTATED", None),
            ],
            id="sub-limit inside a cell",
        ),
        pytest.param(
            [
                "# Attestation RC Pro",
                [
                    ["Garanties", "Montant exigé", "Montant souscrit"],
                    ["Tous dommages confondus", "3 000 000 €", "1 000 000 €"],
                ],
            ],
            [("rc.pro", "rc.tous_dommages", 1000000, "UNSTATED", None)],
            id="required amounts are not those of the policy",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    HEADER,
                    ["RC EXPLOITATION", "", ""],
                    ["Tous dommages confondus", "8 M€", "–"],
                    ["RC PROFESSIONNELLE (non souscrite)", "", ""],
                    ["Tous dommages confondus", "1 M€", "–"],
                ],
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 8000000, "UNSTATED", None),
                ("rc.pro", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
                ("rc.pro", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
            ],
            id="refused section",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    ["Garanties", "Montants par sinistre"],
                    ["RC Exploitation", "Corporels : 8 M€ ; Biens confiés : 30 000 €"],
                ],
            ],
            [
                ("rc.exploitation", "rc.corporel", 8000000, "UNSTATED", None),
                ("rc.exploitation", "rc.biens_confies", 30000, "UNSTATED", None),
            ],
            id="labels inside a value cell",
        ),
        pytest.param(
            [
                "# Attestation",
                [
                    HEADER,
                    ["Dommages matériels et immatériels consécutifs confondus", "1 M€", "–"],
                    ["Dommages immatériels non consécutifs", "150 000 €", "–"],
                ],
            ],
            [
                ("rc.exploitation", "rc.materiel", 1000000, "UNSTATED", None),
                ("rc.exploitation", "rc.dic", 1000000, "UNSTATED", None),
                ("rc.exploitation", "rc.dinc", 150000, "UNSTATED", None),
            ],
            id="a document that names no cover evidences no professional one",
        ),
        pytest.param(
            [
                [
                    ["Nature des dommages", "Exploitation", "Professionnelle"],
                    ["Corporels, matériels et immatériels confondus", "7 500 000 €", "1 000 000 €"],
                    ["dont immatériels non consécutifs", "non garantis", "500 000 €"],
                ]
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 7500000, "UNSTATED", None),
                ("rc.pro", "rc.tous_dommages", 1000000, "UNSTATED", None),
                ("rc.exploitation", "rc.dinc", "not_subscribed", "UNSTATED", None),
                ("rc.pro", "rc.dinc", 500000, "UNSTATED", None),
            ],
            id="columns headed by what is left of their cover",
        ),
        pytest.param(
            [
                [
                    ["Plafonds par sinistre", "", "Franchise"],
                    ["RC professionnelle", "900 000 €", "1 200 €"],
                    ["dont DINC", "350 000 € par an", "1 200 €"],
                ]
            ],
            [
                ("rc.pro", "rc.tous_dommages", 900000, "PER_CLAIM", None),
                ("rc.pro", "rc.dinc", 350000, "PER_YEAR", None),
            ],
            id="the basis over the labels",
        ),
        pytest.param(
            [
                [
                    HEADER,
                    ["RC Professionnelle", "Par sinistre : 1 000 000 € Par an : 2 000 000 €", ""],
                    ["dont DINC", "Par sinistre : 300 000 € Par an : 400 000 €", "-"],
                ]
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_CLAIM", 2000000),
                ("rc.pro", "rc.dinc", 300000, "PER_CLAIM", 400000),
            ],
            id="two bases before their figures in a cell",
        ),
        pytest.param(
            [
                [
                    ["Garanties", "Limites (en euros)"],
                    ["RC Professionnelle, par sinistre", "1 500 000"],
                    ["par année d'assurance", "3 000 000"],
                ]
            ],
            [("rc.pro", "rc.tous_dommages", 1500000, "PER_CLAIM", 3000000)],
            id="the yearly limit in a row of its own",
        ),
        pytest.param(
            [
                [
                    ["Garanties", "Montant"],
                    ["RC EXPLOITATION", ""],
                    ["Matériels", "1 500 000 €"],
                    ["Matériels et DIC", "1 600 000 €"],
                ]
            ],
            [
                ("rc.exploitation", "rc.materiel", 1500000, "UNSTATED", None),
                ("rc.exploitation", "rc.materiel", 1600000, "UNSTATED", None),
                ("rc.exploitation", "rc.dic", 1600000, "UNSTATED", None),
            ],
            id="the adjective alone under a liability",
        ),
    ],
)
def test_find_guarantees_of_tables(
    content: Sequence[object], expected: list[tuple[object, ...]]
) -> None:
    assert lines(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            [
                "# Attestation de responsabilité civile",
                "Les garanties accordées sont les suivantes :",
                "- RC Professionnelle : 1 500 000 € par sinistre et par an, franchise 3 000 €",
                "- RC Exploitation : 7 500 000 € par sinistre, sans franchise",
                "- Protection juridique : non souscrite",
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1500000, "PER_CLAIM_AND_YEAR", None),
                ("rc.exploitation", "rc.tous_dommages", 7500000, "PER_CLAIM", None),
                ("def.pj", "def.pj", "not_subscribed", "UNSTATED", None),
            ],
            id="bullets",
        ),
        pytest.param(
            [
                "# Garanties",
                "RC EXPLOITATION",
                "Dommages corporels ............ 10 000 000 € par sinistre",
                "Biens confiés ............ 30 000 € par sinistre",
            ],
            [
                ("rc.exploitation", "rc.corporel", 10000000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.biens_confies", 30000, "PER_CLAIM", None),
            ],
            id="dotted leaders",
        ),
        pytest.param(
            [
                "# Garanties",
                "RC Professionnelle : par sinistre 1 000 000 € ; par an 2 000 000 €",
                "RC Exploitation",
                "Par sinistre : 5 000 000 €",
                "Par année d'assurance : 6 000 000 €",
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_CLAIM", 2000000),
                ("rc.exploitation", "rc.tous_dommages", 5000000, "PER_CLAIM", 6000000),
            ],
            id="bases before their figures",
        ),
        pytest.param(
            [
                "# Attestation",
                "RC PROFESSIONNELLE – tous dommages confondus 800 000 € par sinistre et par an"
                " 1 500 €",
                "dont immatériels non consécutifs 200 000 € par sinistre et par an 1 500 €",
                "Contrefaçon Néant –",
            ],
            [
                ("rc.pro", "rc.tous_dommages", 800000, "PER_CLAIM_AND_YEAR", None),
                ("rc.pro", "rc.dinc", 200000, "PER_CLAIM_AND_YEAR", None),
                ("rc.pro", "rc.pi", "not_subscribed", "UNSTATED", None),
            ],
            id="rows of a scan",
        ),
        pytest.param(
            [
                "# Attestation",
                "Au titre de la responsabilité civile exploitation, la garantie est accordée à"
                " concurrence de six millions d'euros (6 000 000 €) par sinistre, tous dommages"
                " confondus, sans pouvoir excéder, pour les dommages matériels, un million"
                " d'euros (1 000 000 €) par sinistre.",
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 6000000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.materiel", 1000000, "PER_CLAIM", None),
            ],
            id="prose with a sub-limit",
        ),
        pytest.param(
            [
                "# Attestation",
                "Le contrat garantit la responsabilité civile professionnelle à hauteur de"
                " 3 000 000 € par sinistre et 5 000 000 € par année d'assurance, dont 1 000 000 €"
                " au titre des dommages immatériels non consécutifs et 200 000 € au titre de la"
                " propriété intellectuelle.",
            ],
            [
                ("rc.pro", "rc.tous_dommages", 3000000, "PER_CLAIM", 5000000),
                ("rc.pro", "rc.dinc", 1000000, "UNSTATED", None),
                ("rc.pro", "rc.pi", 200000, "UNSTATED", None),
            ],
            id="labels behind their amounts",
        ),
        pytest.param(
            [
                "# Certificate",
                "Type of insurance: Professional Indemnity",
                "Limit of indemnity: £2,000,000 any one claim",
                "Excess: £2,500 each and every claim",
                "Public Liability: £5,000,000 any one occurrence (products: in the aggregate)",
            ],
            [
                ("rc.pro", "rc.tous_dommages", 2000000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.tous_dommages", 5000000, "PER_CLAIM", None),
                ("rc.apres_livraison", "rc.tous_dommages", 5000000, "PER_YEAR", None),
            ],
            id="London certificate",
        ),
        pytest.param(
            [
                "# 2.2 Responsabilité civile professionnelle",
                "L'assureur garantit les conséquences de la responsabilité de l'assuré résultant :",
                "- d'un conseil inadapté ou d'un défaut d'information ;",
                "- d'un bug ou d'un dysfonctionnement.",
            ],
            [
                ("rc.pro", "rc.conseil", "no_amount", "UNSTATED", None),
                ("rc.pro", "rc.bug", "no_amount", "UNSTATED", None),
            ],
            id="named risks of a grant",
        ),
        pytest.param(
            [
                "# Attestation",
                "Responsabilité civile professionnelle : garantie non souscrite au titre du"
                " présent contrat.",
                "L'assuré n'a pas souscrit la garantie protection juridique.",
            ],
            [
                ("rc.pro", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
                ("def.pj", "def.pj", "not_subscribed", "UNSTATED", None),
            ],
            id="refusals",
        ),
    ],
)
def test_find_guarantees_of_text(
    content: Sequence[object], expected: list[tuple[object, ...]]
) -> None:
    assert lines(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            ["Exclusions :", "- les dommages immatériels non consécutifs ;", "- les virus ;"],
            id="list of exclusions",
        ),
        pytest.param(
            ["Sont exclus : la perte de données, à concurrence de 50 000 €."],
            id="amount in an exclusion",
        ),
        pytest.param(
            ["On entend par dommage immatériel non consécutif tout préjudice pécuniaire."],
            id="definition",
        ),
        pytest.param(
            ["Dommage immatériel consécutif : tout dommage qui suit un dommage matériel garanti."],
            id="definition with a colon",
        ),
        pytest.param(["La perte de données n'est pas garantie."], id="refused protection"),
        pytest.param(["La garantie perte de données n'est pas acquise."], id="feminine refusal"),
        pytest.param(
            ["La garantie cyber-extorsion n'est pas incluse dans le contrat."], id="not included"
        ),
        pytest.param(
            ["La société Atelier Brumaire SAS, au capital de 250 000 €, responsabilité civile."],
            id="share capital",
        ),
        pytest.param(
            ["La cotisation RC professionnelle est fixée à 1 148,60 € TTC."], id="premium"
        ),
        pytest.param(
            ["La mission, dont le montant n'excède pas 480 000 € HT, comprend un audit."],
            id="contract threshold",
        ),
        pytest.param(
            ["# Garantie cyber (si souscrite)", "Nous garantissons la perte de données."],
            id="optional module of general conditions",
        ),
        pytest.param(
            ["Si vous avez souscrit l'extension, la contrefaçon est garantie."],
            id="optional extension",
        ),
        pytest.param(
            [
                "Le titulaire doit justifier d'une assurance RC professionnelle d'un montant"
                " minimum de 2 000 000 € par sinistre."
            ],
            id="requirement of a client",
        ),
        pytest.param(
            [[["Garanties", "Formule 1", "Formule 2"], ["Virus", "300 000 €", "500 000 €"]]],
            id="several formulas",
        ),
        pytest.param(
            [[["Garanties", "Montants"], ["Perte de données (option non souscrite)", "1 M€"]]],
            id="refused label",
        ),
        pytest.param([[["Garanties", "Montants"], ["Perte de données", "0 €"]]], id="nothing"),
        pytest.param(
            ["Garanties non souscrites :", "- Cyber", "- Propriété intellectuelle"],
            id="list of refusals",
        ),
        pytest.param(
            [[["Activité", "Garantie"], ["Développement de logiciels", "OUI"]]],
            id="table of activities",
        ),
    ],
)
def test_find_guarantees_grants_nothing(content: Sequence[object]) -> None:
    granted = [row for row in lines(content) if row[2] != "not_subscribed"]
    assert granted == []


def test_find_guarantees_repeats_a_merged_cell() -> None:
    document = make_document(
        [
            "# Attestation RC Pro",
            [
                ["Garanties", "Montants", "Franchises"],
                ["Perte de données", "300 000 € par an", "1 500 €"],
                ["Virus informatique", "", ""],
            ],
        ]
    )
    blocks = tuple(
        replace(b, row_span=2) if b.row == 1 and b.column in (1, 2) else b for b in document.blocks
    )
    found = read(replace(document, blocks=blocks))
    assert [(g.id, g.amount, g.deductible and g.deductible.amount) for g in found] == [
        ("rc.perte_donnees", Decimal(300000), Decimal(1500)),
        ("rc.virus", Decimal(300000), Decimal(1500)),
    ]


def test_find_guarantees_reads_an_empty_guarantee_cell_as_not_subscribed() -> None:
    content = [
        "# Attestation RC Pro",
        [
            ["Garanties", "Montants", "Franchises"],
            ["Tous dommages confondus", "1 000 000 €", "Néant"],
            ["Virus informatique", "", ""],
        ],
    ]
    assert lines(content)[1][:3] == ("rc.pro", "rc.virus", "not_subscribed")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("Sous-limite DINC", True, id="sous-limite"),
        pytest.param("dont DINC", True, id="dont"),
        pytest.param("– DINC", True, id="dash"),
        pytest.param("DINC", False, id="own line"),
    ],
)
def test_find_guarantees_marks_sublimits(label: str, expected: bool) -> None:
    content = [
        "# Attestation RC Pro",
        [HEADER, ["Tous dommages confondus", "1 M€", "–"], [label, "100 000 €", "–"]],
    ]
    assert read(make_document(content))[1].sublimit is expected


@pytest.mark.parametrize(
    ("note", "amount", "basis", "conditional"),
    [
        pytest.param("(1) Par sinistre et par an.", 500000, "PER_CLAIM_AND_YEAR", False, id="basis"),
        pytest.param(
            "(1) Montant ramené à 200 000 € par an pour l'hébergement.",
            200000, "PER_YEAR", False, id="lowered",
        ),
        pytest.param(
            "(1) Montant porté à 900 000 € sur demande.", 500000, "UNSTATED", False, id="raised"
        ),
        pytest.param(
            "(1) Garantie acquise sous réserve d'un antivirus à jour.",
            500000, "UNSTATED", True, id="condition",
        ),
        pytest.param(
            "(1) La franchise est doublée en cas de sous-traitance.",
            500000, "UNSTATED", False, id="doubled deductible",
        ),
    ],
)  # fmt: skip
def test_find_guarantees_follows_notes(
    note: str, amount: int, basis: str, conditional: bool
) -> None:
    content = [
        "# Attestation RC Pro",
        [HEADER, ["Virus informatique (1)", "500 000 €", "2 000 €"]],
        note,
    ]
    found = read(make_document(content))
    assert [(g.amount, str(g.basis), g.condition is not None) for g in found] == [
        (Decimal(amount), basis, conditional)
    ]
    assert found[0].deductible is not None
    assert found[0].deductible.amount == Decimal(2000)


def test_find_guarantees_applies_sentences_to_all_lines() -> None:
    content = [
        "# Attestation RC Pro",
        "Sauf indication contraire, les plafonds s'entendent par sinistre et par an.",
        [["Garanties", "Plafonds"], ["Tous dommages confondus", "2 M€"], ["dont DINC", "1 M€"]],
        "Une franchise de 1 500 € par sinistre est applicable, sauf dommages corporels.",
    ]
    found = read(make_document(content))
    assert [(str(g.basis), g.deductible and g.deductible.amount) for g in found] == [
        ("PER_CLAIM_AND_YEAR", Decimal(1500)),
        ("PER_CLAIM_AND_YEAR", Decimal(1500)),
    ]


def test_find_guarantees_quotes_what_it_reads() -> None:
    document = make_document(
        ["# Attestation RC Pro", [HEADER, ["Virus informatique", "500 000 €", "2 000 €"]]]
    )
    for guarantee in read(document):
        assert guarantee.evidence
        for evidence in guarantee.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            [
                "# Garanties",
                [
                    HEADER,
                    ["RC exploitation", "", ""],
                    ["Tous dommages", "5 000 000 €", "500 €"],
                    ["Défense pénale et recours", "", ""],
                    ["Frais et honoraires", "20 000 € par litige", "néant"],
                ],
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 5000000, "UNSTATED", None),
                ("def.recours", "def.recours", 20000, "PER_CLAIM", None),
            ],
            id="a title row of defence names the row below it",
        ),
        pytest.param(
            [
                "# Garanties",
                "- RC exploitation : dommages corporels 8 000 000 € ; dommages matériels et "
                "immatériels consécutifs 800 000 €",
            ],
            [
                ("rc.exploitation", "rc.corporel", 8000000, "UNSTATED", None),
                ("rc.exploitation", "rc.materiel", 800000, "UNSTATED", None),
                ("rc.exploitation", "rc.dic", 800000, "UNSTATED", None),
            ],
            id="several limits in one item, parted by semicolons",
        ),
        pytest.param(
            [
                [
                    ["Garanties", "Franchise", "Plafond par sinistre"],
                    ["RC exploitation tous dommages", "néant", "8 000 000 €"],
                    ["Défense pénale et recours", "néant", "30 000 €"],
                ]
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 8000000, "PER_CLAIM", None),
                ("def.recours", "def.recours", 30000, "PER_CLAIM", None),
            ],
            id="a row of defence below a row with its own limit",
        ),
        pytest.param(
            [
                [
                    ["Garanties", "Plafond"],
                    ["RC exploitation", "5 000 000 €"],
                    ["RC après livraison : sans objet"],
                ]
            ],
            [
                ("rc.exploitation", "rc.tous_dommages", 5000000, "UNSTATED", None),
                ("rc.apres_livraison", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
            ],
            id="a title row that refuses its cover",
        ),
        pytest.param(
            [
                "# Assurance multirisque bureau",
                [
                    ["Garanties", "Capitaux"],
                    ["Incendie", "85 000 €"],
                    ["Reconstitution des données de l'assuré", "5 000 €"],
                ],
            ],
            [
                ("mrp", "mrp.locaux", 85000, "UNSTATED", None),
                ("mrp", "mrp.donnees", 5000, "UNSTATED", None),
            ],
            id="data of a property policy",
        ),
        pytest.param(
            [
                "RC professionnelle : 1 000 000 EUR par sinistre, tous dommages confondus y compris "
                "dommages immatériels non consécutifs et frais de défense."
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_CLAIM", None),
                ("rc.pro", "rc.dinc", 1000000, "PER_CLAIM", None),
                ("rc.pro", "def.frais", "no_amount", "UNSTATED", None),
            ],
            id="costs of defence inside a limit have no figure of their own",
        ),
        pytest.param(
            ["# Montants garantis", "- Défense – recours : comprise"],
            [("def.recours", "def.recours", "no_amount", "UNSTATED", None)],
            id="a defence line stands alone",
        ),
        pytest.param(
            [
                [
                    HEADER,
                    ["RC liée au fonctionnement de la structure", "", ""],
                    ["Dommages corporels", "30 000 000 € par sinistre", "150 €"],
                    ["RC après livraison et RC professionnelle", "", ""],
                    ["Tous dommages confondus", "1 000 000 € par an", "150 €"],
                ],
            ],
            [
                ("rc.exploitation", "rc.corporel", 30000000, "PER_CLAIM", None),
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_YEAR", None),
            ],
            id="covers by other names",
        ),
        pytest.param(
            [
                "Activités déclarées",
                [["Code", "Libellé de l'activité", "Garantie"], ["A1", "Infogérance", "oui"]],
            ],
            [],
            id="a table of activities grants no cover",
        ),
        pytest.param(
            [
                "# Responsabilité civile professionnelle",
                "Les montants sont exprimés en livres sterling (GBP).",
                "Tous dommages confondus : 1 000 000 par sinistre",
            ],
            [],
            id="a figure without a currency of its own is no amount in a sentence",
        ),
    ],
)
def test_coverage_reads_other_hands(
    content: Sequence[object], expected: list[tuple[object, ...]]
) -> None:
    assert expected == lines(content)


def test_coverage_deductible_behind_a_list_of_limits_governs_them_all() -> None:
    found = read(
        make_document(
            [
                "La RC professionnelle est accordée à hauteur de 1 000 000 € par sinistre, dont "
                "300 000 € pour les dommages immatériels non consécutifs, avec une franchise de "
                "2 000 € par sinistre."
            ]
        )
    )

    assert [int(g.deductible.amount or 0) for g in found if g.deductible] == [2000, 2000]


def test_coverage_a_column_says_sans_for_no_deductible() -> None:
    found = read(make_document([[HEADER, ["RC exploitation", "5 000 000 € par sinistre", "sans"]]]))

    assert [str(g.deductible.kind) for g in found if g.deductible] == ["none"]


def test_coverage_a_merged_cell_over_excess_and_limit_refuses() -> None:
    table = [
        ["Garanties", "Franchise", "Plafond par sinistre"],
        ["RC professionnelle", "3 000 €", "1 000 000 €"],
        ["Virus", "non garanti"],
    ]
    document = make_document([table])
    merged = document.blocks[-1]
    blocks = (*document.blocks[:-1], replace(merged, column_span=2))

    found = read(replace(document, blocks=blocks))

    assert ("rc.pro", "rc.virus", "not_subscribed") in [
        (g.section, g.id, str(g.status)) for g in found
    ]


def test_coverage_a_note_that_gives_the_limit_is_not_of_the_rows_between() -> None:
    found = read(
        make_document(
            [
                "# Responsabilité civile professionnelle",
                [
                    ["Garanties", "Montants"],
                    ["Dommages immatériels non consécutifs (a)", "1 000 000 € par an"],
                    ["Contrefaçon", "Garantie non souscrite"],
                ],
                "(a) Montant ramené à 300 000 € par an pour les logiciels de paie.",
            ]
        )
    )

    assert [(g.id, str(g.status), g.amount) for g in found] == [
        ("rc.dinc", "granted", Decimal(300000)),
        ("rc.pi", "not_subscribed", None),
    ]


def test_coverage_a_box_of_remarks_refuses() -> None:
    remarks = (
        "Operations: data analytics platform and related implementation services for customers. "
        "Tech E&O is written on a claims-made basis. Cyber extortion: not covered."
    )
    found = read(make_document([[["Remarks"], [remarks]]]))

    assert [(g.id, str(g.status)) for g in found] == [("cyb.extorsion", "not_subscribed")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            [
                [
                    ["Garantie", "Exigé par le donneur d'ordre", "Accordé au contrat"],
                    ["RC professionnelle", "3 000 000 €", "1 000 000 € par an"],
                    ["Perte de données", "500 000 €", "Non accordé"],
                ]
            ],
            [
                ("rc.pro", "rc.tous_dommages", 1000000, "PER_YEAR", None),
                ("rc.pro", "rc.perte_donnees", "not_subscribed", "UNSTATED", None),
            ],
            id="what was granted beside what was asked",
        ),
        pytest.param(
            [
                "Limites : responsabilité civile professionnelle 250 000 € par sinistre. "
                "Responsabilité civile exploitation non souscrite."
            ],
            [
                ("rc.pro", "rc.tous_dommages", 250000, "PER_CLAIM", None),
                ("rc.exploitation", "rc.tous_dommages", "not_subscribed", "UNSTATED", None),
            ],
            id="a refusal behind a limit in the same paragraph",
        ),
    ],
)
def test_coverage_reads_what_stands_beside_a_limit(
    content: Sequence[object], expected: list[tuple[object, ...]]
) -> None:
    assert expected == lines(content)
