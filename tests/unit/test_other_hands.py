"""Mechanisms that documents of other hands called for: layouts and wordings of insurers."""

from __future__ import annotations

import pytest

from checker.assembly.activities import find_activities
from checker.assembly.coverage import find_guarantees
from checker.assembly.kind import find_kind
from checker.assembly.restrictions import find_restriction
from checker.assembly.territory import find_territory
from checker.domain import Document, Kind
from checker.knowledge import load_knowledge
from checker.language import analyse
from tests.builders import make_document

KNOWLEDGE = load_knowledge()


def guarantees(document: Document) -> list[tuple[str, str, int | str]]:
    return [
        (g.section, g.id, int(g.amount) if g.amount is not None else str(g.status))
        for g in find_guarantees(analyse(document, KNOWLEDGE), KNOWLEDGE)
    ]


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        pytest.param("Acquis", "Non acquis", id="acquis"),
        pytest.param("Souscrite", "Non souscrite", id="souscrite"),
        pytest.param("Garanti", "Exclu", id="garanti-exclu"),
        pytest.param("Insured", "Not insured", id="english"),
    ],
)
def test_two_columns_of_crosses_answer_for_their_rows(yes: str, no: str) -> None:
    document = make_document(
        [
            "# Attestation",
            [
                ["Volet", yes, no, "Limite (en euros)", "Franchise (en euros)"],
                ["Responsabilité civile professionnelle", "X", "", "1.000.000", "2.000"],
                ["- contrefaçon", "", "X", "-", "-"],
                ["Responsabilité civile après livraison", "", "X", "-", "-"],
            ],
        ]
    )
    assert guarantees(document) == [
        ("rc.pro", "rc.tous_dommages", 1_000_000),
        ("rc.pro", "rc.pi", "not_subscribed"),
        ("rc.apres_livraison", "rc.tous_dommages", "not_subscribed"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cette attestation ne concerne pas la responsabilité civile professionnelle.",
        "La responsabilité civile professionnelle fait l'objet d'une police distincte.",
        "La responsabilité civile professionnelle n'est pas accordée.",
    ],
)
def test_a_cover_said_to_be_elsewhere_heads_no_limit(sentence: str) -> None:
    found = guarantees(
        make_document(
            [
                "# Attestation d'assurance",
                "Cyber Enterprise Protect",
                "Plafond toutes garanties confondues : 3 000 000 € par période d'assurance.",
                sentence,
            ]
        )
    )
    assert not [line for line in found if line[0] == "rc.pro" and isinstance(line[2], int)]


def test_a_limit_for_a_cover_with_what_it_takes_in_is_the_limit_of_both() -> None:
    found = guarantees(
        make_document(
            "Plafond : 1 000 000 € par sinistre et par an pour la responsabilité civile"
            " professionnelle (y compris dommages immatériels non consécutifs)."
        )
    )
    assert ("rc.pro", "rc.tous_dommages", 1_000_000) in found
    assert ("rc.pro", "rc.dinc", 1_000_000) in found


def test_brackets_with_a_subject_of_their_own_take_out_nothing_else() -> None:
    document = make_document(
        "Activités garanties : câblage informatique, vidéosurveillance (la pose d'alarmes"
        " reliées à un centre n'est pas garantie)."
    )
    covered, _ = find_activities(analyse(document, KNOWLEDGE), KNOWLEDGE)
    assert "it.telecom.cabling" in {fact.id for fact in covered}


def test_brackets_that_only_refuse_take_out_what_stands_before_them() -> None:
    document = make_document(
        "Activités garanties : câblage informatique, hébergement (non garanti)."
    )
    covered, excluded = find_activities(analyse(document, KNOWLEDGE), KNOWLEDGE)
    assert {fact.id for fact in covered} == {"it.telecom.cabling"}
    assert "it.run.hosting" in {fact.id for fact in excluded}


def test_a_country_where_only_some_exports_are_insured_is_no_territory() -> None:
    document = make_document(
        "Territorialité : Monde entier. Toutefois, pour les États-Unis et le Canada, sont seules"
        " garanties les exportations réalisées à l'insu de l'assuré."
    )
    territory = find_territory(analyse(document, KNOWLEDGE), KNOWLEDGE)
    assert territory is not None
    assert (territory.includes, territory.excludes) == (("WORLD",), ("US", "CA"))


def test_assignments_of_a_platform_narrow_the_document() -> None:
    document = make_document(
        "L'indépendant est assuré uniquement pour les missions commandées, facturées et payées"
        " par l'intermédiaire de la plateforme."
    )
    assert find_restriction(analyse(document, KNOWLEDGE), KNOWLEDGE) is not None


def test_a_title_of_liability_contract_is_a_policy() -> None:
    document = make_document(
        ["# CONTRAT RESPONSABILITÉ CIVILE « MÉTIERS DU NUMÉRIQUE »", "Effet : 1er mars 2026"]
    )
    assert find_kind(analyse(document, KNOWLEDGE), KNOWLEDGE).kind is Kind.POLICY
