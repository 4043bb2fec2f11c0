"""Every entry of models/vocabulary proves itself: its examples match, its near misses do not."""

from __future__ import annotations

from collections import Counter

import pytest

from checker.knowledge import Knowledge, load_knowledge
from checker.language.analyser import matchers_of
from checker.language.patterns import ContentWords
from checker.language.terms import parse_term

KNOWLEDGE = load_knowledge()
ENTRIES = [
    pytest.param(family, entry_id, id=f"{family}:{entry_id}")
    for family, entries in KNOWLEDGE.families.items()
    for entry_id in entries
]


def hits(knowledge: Knowledge, family: str, text: str) -> set[str]:
    return {hit.id for hit in matchers_of(knowledge)[family].find(ContentWords(text))}


@pytest.mark.parametrize(("family", "entry_id"), ENTRIES)
def test_vocabulary_entry_matches_its_examples_and_not_its_near_misses(
    family: str, entry_id: str
) -> None:
    entry = KNOWLEDGE.families[family][entry_id]
    assert entry.terms
    assert entry.examples
    assert entry.near_misses
    unmatched = [text for text in entry.examples if entry_id not in hits(KNOWLEDGE, family, text)]
    mistaken = [text for text in entry.near_misses if entry_id in hits(KNOWLEDGE, family, text)]
    assert (unmatched, mistaken) == ([], [])


@pytest.mark.parametrize("family", list(KNOWLEDGE.families))
def test_vocabulary_family_says_no_term_twice(family: str) -> None:
    variants = Counter(
        (variant, entry.id)
        for entry in KNOWLEDGE.families[family].values()
        for term in set(entry.terms)
        for variant in parse_term(term)
    )
    twice: dict[object, list[str]] = {}
    for variant, entry_id in variants:
        twice.setdefault(variant, []).append(entry_id)
    assert {str(v): ids for v, ids in twice.items() if len(ids) > 1} == {}
