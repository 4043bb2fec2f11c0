from __future__ import annotations

import pytest

from checker.assembly.territory import find_territory
from checker.domain import BlockKind
from checker.knowledge import Knowledge
from checker.language import analyse
from tests.builders import make_document


def territory_of(knowledge: Knowledge, lines: object) -> tuple[set[str], set[str]] | None:
    document = make_document(lines)
    found = find_territory(analyse(document, knowledge), knowledge)
    if found is None:
        return None
    assert found.evidence
    return set(found.includes), set(found.excludes)


@pytest.mark.parametrize(
    ("text", "includes", "excludes"),
    [
        pytest.param(
            "Les garanties s'exercent dans le monde entier.", {"WORLD"}, set(), id="world"
        ),
        pytest.param(
            "Garantie géographique : France métropolitaine et pays de l'Union européenne.",
            {"FR-METRO", "EU"},
            set(),
            id="geographical cover",
        ),
        pytest.param(
            "The policy excludes any delay. Territorial limits: worldwide excluding USA and Canada.",
            {"WORLD"},
            {"US", "CA"},
            id="a label inside a paragraph",
        ),
        pytest.param(
            "Il est valable jusqu'au 31 décembre 2026 et couvre la France métropolitaine, la "
            "Belgique et le Luxembourg.",
            {"FR-METRO", "BE", "LU"},
            set(),
            id="the verb of cover alone",
        ),
        pytest.param("Monde entier hors USA/Canada", {"WORLD"}, {"US", "CA"}, id="hors USA/Canada"),
        pytest.param(
            "Étendue territoriale : Union européenne, Suisse, Monaco et Andorre.",
            {"EU", "CH", "MC", "AD"},
            set(),
            id="labelled list",
        ),
        pytest.param(
            "La garantie s'applique en France métropolitaine, dans les DROM et au Luxembourg.",
            {"FR-METRO", "FR-DROM", "LU"},
            set(),
            id="metropolitan and overseas",
        ),
        pytest.param(
            "Les garanties s'exercent en Guadeloupe et en Martinique, à l'exclusion de la France "
            "métropolitaine.",
            {"FR-DROM"},
            {"FR-METRO"},
            id="metropolitan France itself excluded",
        ),
        pytest.param(
            "Territorialité : Europe, à l'exception de la Russie et de la Biélorussie.",
            {"EUROPE"},
            {"RU", "BY"},
            id="Europe without",
        ),
        pytest.param(
            "Les garanties s'exercent en France et, pour des séjours de moins de trois mois, dans le "
            "monde entier.",
            {"FR"},
            set(),
            id="short stays are not territory",
        ),
        pytest.param(
            "La garantie est acquise dans les pays du Benelux et en Scandinavie.",
            {"BE", "NL", "LU", "DK", "SE", "NO", "FI", "IS"},
            set(),
            id="groups",
        ),
        pytest.param(
            "Territorial limits: Worldwide excluding the United States of America and Canada",
            {"WORLD"},
            {"US", "CA"},
            id="english label",
        ),
        pytest.param(
            "This insurance applies within the European Union and the United Kingdom.",
            {"EU", "GB"},
            set(),
            id="english verb",
        ),
        pytest.param(
            "Les garanties s'exercent dans le monde entier, à l'exclusion de l'Amérique du Nord.",
            {"WORLD"},
            {"US", "CA"},
            id="North America",
        ),
        pytest.param(
            "Territorialité : monde entier (USA/Canada exclus)",
            {"WORLD"},
            {"US", "CA"},
            id="excluded behind",
        ),
        pytest.param(
            "Couverture géographique : UE + Suisse + Royaume-Uni",
            {"EU", "CH", "GB"},
            set(),
            id="plus signs",
        ),
        pytest.param(
            "Les garanties s'exercent dans le monde entier, USA et Canada compris.",
            {"WORLD", "US", "CA"},
            set(),
            id="North America included",
        ),
        pytest.param(
            "Le contrat produit ses effets dans l'Espace économique européen (EEE).",
            {"EEA"},
            set(),
            id="EEA",
        ),
    ],
)
def test_assembly_territory_reads(
    knowledge: Knowledge, text: str, includes: set[str], excludes: set[str]
) -> None:
    assert (includes, excludes) == territory_of(knowledge, text)


def test_assembly_territory_under_its_title(knowledge: Knowledge) -> None:
    lines = [
        (BlockKind.HEADING, "Étendue géographique"),
        "France, Belgique et Luxembourg.",
        (BlockKind.HEADING, "Garanties"),
        "Succursale en Irlande.",
    ]
    assert ({"FR", "BE", "LU"}, set()) == territory_of(knowledge, lines)


def test_assembly_territory_in_a_table_row(knowledge: Knowledge) -> None:
    table = [["Assuré", "Ponant Code SARL, France"], ["Territorialité", "Union européenne, Suisse"]]
    assert ({"EU", "CH"}, set()) == territory_of(knowledge, [table])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ponant Code SARL, 3 rue du Port, 29200 Brest, France", id="address"),
        pytest.param("Compagnie Boréale SA, succursale en France, siège en Belgique", id="branch"),
        pytest.param("AXA France IARD atteste que la société est assurée.", id="insurer's name"),
        pytest.param("L'assureur n'a pas eu connaissance du marché.", id="eu is no EU"),
        pytest.param("Le litige relève des juridictions de la Belgique.", id="courts"),
        pytest.param("Développement de sites pour le monde associatif", id="activity"),
    ],
)
def test_assembly_territory_is_not_read(knowledge: Knowledge, text: str) -> None:
    assert territory_of(knowledge, text) is None
