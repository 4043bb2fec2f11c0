from __future__ import annotations

import pytest
import yaml
from builders import make_document
from made_reports import ROOT

from checker.assembly.activities import find_activities
from checker.assembly.activity_misprints import find_misprinted
from checker.knowledge import Knowledge
from checker.language import analyse
from checker.language.analyser import matchers_of
from checker.language.patterns import ContentWords
from checker.language.respelling import Respeller

PARAPHRASES = yaml.safe_load((ROOT / "tests/evaluation/paraphrases.yaml").read_text("utf-8"))
# Read by the second line only: their words are misprinted.
MISPRINTED = {"Develloppement de logicels", "Hébergernent de serveurs et de données"}


@pytest.mark.parametrize("row", PARAPHRASES, ids=lambda row: row["text"])
def test_activities_paraphrases(row: dict[str, str | None], knowledge: Knowledge) -> None:
    text = str(row["text"])
    found = {hit.id for hit in matchers_of(knowledge)["activities"].find(ContentWords(text))}
    expected = {row["id"]} if row["id"] and text not in MISPRINTED else set()
    assert expected <= found
    if row["id"] is None:
        assert found == set()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "# Activités assurées\n- Develloppement de logicels", {"it.build.dev"}, id="hand"
        ),
        pytest.param(
            "# Activités assurées\n- Hébergernent de serveurs", {"it.run.hosting"}, id="scan"
        ),
        pytest.param("# Activités assurées\n- Hébergement de serveurs", set(), id="spelt right"),
        pytest.param("# Activités exclues\n- Hébergernent de serveurs", set(), id="left out"),
        pytest.param("# Garanties\n- Hébergernent de serveurs", set(), id="no activity"),
        pytest.param("# Activités assurées\n- Vente de mobilier", set(), id="another trade"),
    ],
)
def test_activity_misprints_propose(lines: str, expected: set[str], knowledge: Knowledge) -> None:
    analysis = analyse(make_document(lines), knowledge)
    assert {fact.id for fact in find_misprinted(analysis, knowledge)} == expected


def test_activity_misprints_never_approve(knowledge: Knowledge) -> None:
    analysis = analyse(make_document("# Activités assurées\n- Hébergernent de serveurs"), knowledge)
    covered, excluded = find_activities(analysis, knowledge)
    assert (covered, excluded) == ((), ())


@pytest.mark.parametrize(
    "row", [r for r in PARAPHRASES if r["id"] is None], ids=lambda r: r["text"]
)
def test_respelling_makes_no_activity_of_another_trade(
    row: dict[str, str | None], knowledge: Knowledge
) -> None:
    assert Respeller(matchers_of(knowledge)["activities"]).find(str(row["text"]))[1] == ()
