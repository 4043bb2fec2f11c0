from __future__ import annotations

import time

import pytest

from checker.errors import InvalidKnowledge
from checker.language.inflection import stem
from checker.language.patterns import ContentWords, TermMatcher
from checker.language.terms import parse_term


def spans(term: str, text: str, *, unlike: str = "") -> list[str]:
    matcher = TermMatcher([("x", (term,), (unlike,) if unlike else ())])
    return [text[hit.start : hit.end] for hit in matcher.find(ContentWords(text))]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        pytest.param("bien confié", "les BIENS CONFIÉS", ["BIENS CONFIÉS"], id="plural, capitals"),
        pytest.param("perte données", "perte de données", ["perte de données"], id="glue words"),
        pytest.param("mise service", "mise-en-service", [], id="a content word is not skipped"),
        pytest.param("après livraison", "après\u00a0livraison", ["après\u00a0livraison"], id="nbsp"),
        pytest.param("frais (défense|procès)", "frais de procès", ["frais de procès"], id="choice"),
        pytest.param("RC pro?", "la RC exploitation", ["RC"], id="optional word"),
        pytest.param(
            "atteinte ~2 données", "atteinte à la sécurité des données",
            ["atteinte à la sécurité des données"], id="gap",
        ),
        pytest.param("atteinte ~2 données", "atteinte. Les données", [], id="gap stops at a stop"),
        pytest.param("RC exploitation", "R.C. EXPLOITATION", ["R.C. EXPLOITATION"], id="acronym with stops"),
        pytest.param("art 1119", "voir art. 1119", ["art. 1119"], id="stop inside a reference"),
    ],
)  # fmt: skip
def test_language_patterns_find(term: str, text: str, expected: list[str]) -> None:
    assert spans(term, text) == expected


def test_language_patterns_unlike_takes_its_words_back() -> None:
    text = "formation du contrat, formation des utilisateurs"
    assert spans("formation", text, unlike="formation contrat") == ["formation"]


def test_language_patterns_longer_reading_wins() -> None:
    matcher = TermMatcher([("a", ("dommage",), ()), ("b", ("dommage immatériel",), ())])
    assert [hit.id for hit in matcher.find(ContentWords("dommages immatériels"))] == ["b"]


@pytest.mark.parametrize("term", ["(a b", "a)", "", "~3", "a ("])
def test_language_patterns_refuses_a_malformed_term(term: str) -> None:
    with pytest.raises(InvalidKnowledge):
        parse_term(term)


def test_language_patterns_hostile_line_is_read_in_time() -> None:
    words = ContentWords("atteinte " * 20_000)
    start = time.process_time()
    TermMatcher([("x", ("atteinte ~5 données",), ())]).find(words)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        pytest.param("reseaux", "reseau", True, id="eaux"),
        pytest.param("nationaux", "national", True, id="aux"),
        pytest.param("professionnelle", "professionnel", True, id="feminine"),
        pytest.param("activities", "activity", True, id="English plural"),
        pytest.param("marge", "marche", False, id="different words"),
    ],
)
def test_language_inflection_stem(word: str, other: str, same: bool) -> None:
    assert (stem(word) == stem(other)) is same
