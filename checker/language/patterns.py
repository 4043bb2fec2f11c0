"""The vocabulary compiled for spaCy: where the terms of each entry are printed.

All phrases of all slots go to one PhraseMatcher (thousands cost nothing); a term is then
followed through the places of its slots. spaCy's own Matcher takes time in proportion to
its rules, and explodes on wide gaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from checker.language.pipeline import BOUNDARY, PAUSE, content_words, pipeline
from checker.language.terms import Phrase, Slots, parse_term

_NO_WORDS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of the vocabulary found at a span of the document's text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    first: int
    last: int
    concrete: frozenset[int]
    pauses: bool


@dataclass(frozen=True, slots=True)
class _Term:
    id: str
    slots: Slots


class TermMatcher:
    """All entries of one vocabulary family, compiled once."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> None:
        """Compile (id, terms, unlike) triples; raises InvalidKnowledge on a malformed term."""
        self._vocab = pipeline("fr").vocab
        self._matcher = PhraseMatcher(self._vocab)
        self._names: dict[Phrase, str] = {}
        self._phrases: dict[str, Phrase] = {}
        self._plain: dict[Phrase, list[str]] = defaultdict(list)
        # Terms by the phrases of their rarest slot: a text is tried against what it holds.
        self._terms: dict[Phrase, list[_Term]] = defaultdict(list)
        for entry_id, terms, unlike in entries:
            for key, wordings in ((entry_id, terms), ("!" + entry_id, unlike)):
                for slots in dict.fromkeys(row for term in wordings for row in parse_term(term)):
                    self._add(key, slots)

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that a term holds."""
        return frozenset(word for phrase in self._names for word in phrase)

    def _add(self, key: str, slots: Slots) -> None:
        for slot in slots:
            for phrase in slot.phrases:
                self._learn(phrase)
        if len(slots) == 1:
            for phrase in slots[0].phrases:
                self._plain[phrase].append(key)
            return
        needed = [slot for slot in slots if not slot.optional]
        anchor = min(needed, key=lambda slot: (len(slot.phrases), -len("".join(slot.phrases[0]))))
        term = _Term(key, slots)
        for phrase in anchor.phrases:
            self._terms[phrase].append(term)

    def _learn(self, phrase: Phrase) -> None:
        if phrase not in self._names:
            name = f"p{len(self._names)}"
            self._names[phrase] = name
            self._phrases[name] = phrase
            self._matcher.add(name, [Doc(self._vocab, words=list(phrase))])

    def find(self, words: ContentWords) -> tuple[Hit, ...]:
        """Return the hits in `words`, sorted; a longer reading beats those inside it."""
        places: dict[Phrase, list[int]] = defaultdict(list)
        strings = self._vocab.strings
        for key, start, _ in self._matcher(words.doc):
            places[self._phrases[strings[key]]].append(start)
        for starts in places.values():
            starts.sort()
        found = [*self._find_plain(places), *self._find_terms(places, words)]
        barred: dict[str, set[int]] = defaultdict(set)
        for f in found:
            if f.id.startswith("!"):
                barred[f.id[1:]] |= f.concrete
        kept = [
            f
            for f in found
            if not f.id.startswith("!") and barred.get(f.id, _NO_WORDS).isdisjoint(f.concrete)
        ]
        kept = _longest(kept)
        hits = {Hit(f.id, words.spans[f.first][0], words.spans[f.last][1]) for f in kept}
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.id)))

    def _find_plain(self, places: Mapping[Phrase, list[int]]) -> Iterator[_Found]:
        for phrase, starts in places.items():
            for key in self._plain.get(phrase, ()):
                for start in starts:
                    end = start + len(phrase)
                    yield _Found(key, start, end - 1, frozenset(range(start, end)), False)

    def _find_terms(self, places: Mapping[Phrase, list[int]], words: ContentWords) -> list[_Found]:
        # Of two readings with the same end, the fuller, then the tighter one.
        best: dict[tuple[str, int], _Found] = {}
        tried: set[int] = set()
        for anchor in places.keys() & self._terms.keys():
            for term in self._terms[anchor]:
                if id(term) in tried:
                    continue
                tried.add(id(term))
                for candidate in _Follower(term, places, words).readings():
                    known = best.get((candidate.id, candidate.last))
                    if known is None or _rank(candidate) > _rank(known):
                        best[candidate.id, candidate.last] = candidate
        return list(best.values())


def _rank(found: _Found) -> tuple[int, int]:
    return len(found.concrete), found.first


class _Follower:
    """Follows one term through one text.

    Each slot takes the nearest place within its gap; a place that led nowhere once is not
    tried again, so the work is linear in the places.
    """

    def __init__(
        self, term: _Term, places: Mapping[Phrase, list[int]], words: ContentWords
    ) -> None:
        self._term = term
        self._words = words
        self._dead: set[tuple[int, int, int]] = set()
        # Per slot, its places as (start, -end): at one start the longest phrase first.
        self._places = [
            sorted(
                (start, -start - len(phrase))
                for phrase in slot.phrases
                if phrase in places
                for start in places[phrase]
            )
            for slot in term.slots
        ]

    def readings(self) -> Iterator[_Found]:
        """Yield one reading for each place that can begin the term."""
        for index, slot in enumerate(self._term.slots):
            for start, minus_end in self._places[index]:
                rest = self._rest(index + 1, -minus_end, 0)
                if rest is not None:
                    yield self._found([(start, -minus_end), *rest])
            if not slot.optional:
                return

    def _rest(self, index: int, position: int, carried: int) -> list[tuple[int, int]] | None:
        slots = self._term.slots
        if index == len(slots):
            return []
        if (index, position, carried) in self._dead:
            return None
        slot, places = slots[index], self._places[index]
        reach = slot.gap + carried
        piece = self._words.piece
        at = bisect_left(places, (position, -(10**9)))
        while at < len(places) and places[at][0] - position <= reach:
            start, minus_end = places[at]
            at += 1
            if piece[start] != piece[position - 1]:
                break
            tail = self._rest(index + 1, -minus_end, 0)
            if tail is not None:
                return [(start, -minus_end), *tail]
        if slot.optional:
            tail = self._rest(index + 1, position, reach)
            if tail is not None:
                return tail
        self._dead.add((index, position, carried))
        return None

    def _found(self, spans: list[tuple[int, int]]) -> _Found:
        concrete = frozenset(i for start, end in spans for i in range(start, end))
        first, last = spans[0][0], spans[-1][1] - 1
        # A comma that the term itself spells is no pause.
        stems = self._words.stems
        pauses = any(stems[i] == PAUSE for i in range(first, last + 1) if i not in concrete)
        return _Found(self._term.id, first, last, concrete, pauses)


def _longest(found: list[_Found]) -> list[_Found]:
    ordered = sorted(found, key=lambda f: (-len(f.concrete), f.first, f.id))
    kept: list[_Found] = []
    by_word: dict[int, list[_Found]] = defaultdict(list)
    for candidate in ordered:
        # A reading that holds all words of this one holds its first word.
        around = by_word.get(candidate.first, ())
        if not any(_beats(other, candidate) for other in around):
            kept.append(candidate)
            for word in candidate.concrete:
                by_word[word].append(candidate)
    return kept


def _beats(other: _Found, candidate: _Found) -> bool:
    return (candidate.concrete < other.concrete and not other.pauses) or (
        candidate.concrete == other.concrete and candidate.id == other.id
    )


class ContentWords:
    """The content words of one text, as a spaCy Doc of stems with their spans.

    `piece` numbers the stretch of text between two strong stops that a word lies in.
    """

    def __init__(self, text: str) -> None:
        self.stems, self.spans = content_words(text)
        self.doc = Doc(pipeline("fr").vocab, words=self.stems)
        self.piece = list(accumulate(word == BOUNDARY for word in self.stems))
