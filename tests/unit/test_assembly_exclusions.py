from __future__ import annotations

import pytest

from checker.assembly.exclusions import find_exclusions
from checker.domain import BlockKind
from checker.knowledge import Knowledge
from checker.language import analyse
from tests.builders import make_document

HEADING = BlockKind.HEADING


def exclusions_of(knowledge: Knowledge, lines: object, **more: object) -> dict[str, bool]:
    document = make_document(lines, **more)
    found = find_exclusions(analyse(document, knowledge), knowledge)
    for exclusion in found:
        assert exclusion.evidence
        for evidence in exclusion.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
    return {exclusion.id: exclusion.reinstated for exclusion in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Les pénalités de retard ne sont pas garanties.", {"ex.penalites"}, id="penalties"
        ),
        pytest.param(
            "Sont exclus les dommages immatériels non consécutifs.", {"ex.dinc"}, id="dinc"
        ),
        pytest.param(
            "La police ne couvre pas le défaut de performance des logiciels.",
            {"ex.performance"},
            id="performance",
        ),
        pytest.param(
            "Demeurent exclus les frais de remise en état de la prestation défectueuse.",
            {"ex.prix"},
            id="cost of redoing",
        ),
        pytest.param(
            "Ne sont jamais garanties les amendes infligées par la CNIL.",
            {"ex.rgpd"},
            id="fines of the regulator",
        ),
        pytest.param(
            "Sont exclues les sanctions administratives.", {"ex.matieres_penales"}, id="sanctions"
        ),
        pytest.param(
            "Toute cyberattaque et tout virus informatique sont exclus.", {"ex.cyber"}, id="cyber"
        ),
        pytest.param(
            "Clause cyber LMA 5403 : les cyberincidents sont exclus.", {"ex.cyber"}, id="LMA"
        ),
        pytest.param(
            "Sont exclus les dommages causés par un système d'intelligence artificielle.",
            {"ex.ia"},
            id="ai",
        ),
        pytest.param(
            "Les prestations destinées à l'industrie nucléaire ou à l'aéronautique sont exclues.",
            {"ex.secteurs"},
            id="sectors",
        ),
        pytest.param(
            "Sont exclus les dommages causés par les sous-traitants de l'assuré.",
            {"ex.sous_traitants"},
            id="subcontractors",
        ),
        pytest.param(
            "Ne sont pas garantis les dommages dus à des logiciels dont le support a cessé, "
            "ou à un défaut de mise à jour.",
            {"ex.obsolescence"},
            id="unsupported software",
        ),
        pytest.param(
            "Sont exclus les dommages résultant de l'absence de cahier des charges.",
            {"ex.referentiel"},
            id="no specification",
        ),
        pytest.param(
            "Restent exclus les biens confiés à l'assuré.", {"ex.biens_confies"}, id="entrusted"
        ),
        pytest.param("Monde entier, hors USA/Canada.", {"ex.geo"}, id="hors USA/Canada"),
        pytest.param(
            "Les garanties s'exercent dans le monde entier à l'exception des États-Unis.",
            {"ex.geo"},
            id="à l'exception des États-Unis",
        ),
        pytest.param(
            "Sont exclues les réclamations portées devant les tribunaux du Canada.",
            {"ex.geo"},
            id="courts",
        ),
        pytest.param(
            "This policy does not cover liquidated damages, fines or war.",
            {"ex.penalites", "ex.matieres_penales", "ex.guerre"},
            id="english sentence",
        ),
        pytest.param(
            "Patent infringement and unfair competition are excluded.",
            {"ex.contrefacon"},
            id="english predicate",
        ),
        pytest.param("Worldwide excluding USA and Canada", {"ex.geo"}, id="english territory"),
    ],
)
def test_assembly_exclusions_found(knowledge: Knowledge, text: str, expected: set[str]) -> None:
    assert expected == set(exclusions_of(knowledge, text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Les pénalités de retard sont garanties.", id="granted"),
        pytest.param("Contrefaçon : 200 000 € par sinistre", id="a line of cover"),
        pytest.param(
            "L'ensemble des clauses, limites et exclusions de la police demeure applicable aux "
            "réclamations de données personnelles.",
            id="reservation",
        ),
        pytest.param(
            "La présente attestation ne peut engager l'assureur en dehors des limites du contrat "
            "ni valoir garantie contractuelle.",
            id="binds within the policy",
        ),
        pytest.param(
            "Sont opposables aux tiers les exclusions, déchéances et franchises prévues au contrat.",
            id="opposable",
        ),
        pytest.param("Toute autre activité n'est pas garantie.\n- Contrefaçon", id="subject first"),
        pytest.param("Retard de livraison : non souscrit", id="not taken out is no exclusion"),
        pytest.param("Frais de défense inclus, franchise en cas de retard : 1 000 €", id="no cue"),
        pytest.param("Vol sauf espèces 10 000 €, virus garantis", id="sauf and an amount"),
        pytest.param(
            "subject to the exclusions of the policy, cyber liability is insured", id="en"
        ),
    ],
)
def test_assembly_exclusions_not_found(knowledge: Knowledge, text: str) -> None:
    assert exclusions_of(knowledge, text) == {}


def test_assembly_exclusions_of_a_section_and_its_lists(knowledge: Knowledge) -> None:
    lines = [
        (HEADING, "Garanties"),
        "La contrefaçon est garantie.",
        (HEADING, "Exclusions"),
        "Ne sont pas garantis :",
        "- les pénalités de retard ;",
        "- les engagements de résultat, sauf si la responsabilité existe sans eux ;",
        "- la guerre.",
        (HEADING, "Territoire"),
        "France et Union européenne. Le vol par préposés est garanti.",
    ]
    assert exclusions_of(knowledge, lines) == {
        "ex.penalites": False,
        "ex.engagement": False,
        "ex.guerre": False,
    }


def test_assembly_exclusions_of_a_table_row(knowledge: Knowledge) -> None:
    table = [
        ["Rubrique", "Contenu"],
        ["Garanties", "Contrefaçon, virus"],
        ["Exclusions", "Pénalités de retard, amendes"],
    ]
    assert exclusions_of(knowledge, [table]) == {
        "ex.penalites": False,
        "ex.matieres_penales": False,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Le vol commis par les préposés n'est pas exclu lorsqu'une plainte est déposée.",
            {"ex.vol": True},
            id="negated",
        ),
        pytest.param(
            "Par dérogation à l'exclusion relative à la contrefaçon, celle-ci est garantie.",
            {"ex.contrefacon": True},
            id="derogation",
        ),
        pytest.param(
            "Rachat partiel de l'exclusion contrefaçon. Les brevets demeurent exclus.",
            {"ex.contrefacon": False},
            id="partial buy-back",
        ),
        pytest.param(
            "Le retard est exclu, sauf s'il résulte d'un événement accidentel.",
            {"ex.retard": False},
            id="sauf si leaves it standing",
        ),
        pytest.param(
            "Sont exclus les dommages dus à un virus ; toutefois reste garantie la transmission "
            "involontaire d'un virus.",
            {"ex.cyber": False},
            id="toutefois leaves it standing",
        ),
        pytest.param(
            "The dishonesty of employees is not excluded.", {"ex.vol": True}, id="english"
        ),
    ],
)
def test_assembly_exclusions_reinstated(
    knowledge: Knowledge, text: str, expected: dict[str, bool]
) -> None:
    assert expected == exclusions_of(knowledge, text)


def test_assembly_exclusions_never_from_hidden_text(knowledge: Knowledge) -> None:
    text = "Les pénalités de retard sont exclues."
    assert exclusions_of(knowledge, text, hidden=((0, len(text)),)) == {}
