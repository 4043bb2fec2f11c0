"""The term language of models/vocabulary, compiled for spaCy's matchers.

    word            its stem, whatever its case (an acronym is short enough to be its own stem)
    a|b, (a b|c)    alternatives; (a b)?, word? are optional
    ~, ~5           a gap of up to 3, 5 content words; commas may lie in it, not full stops

Every run of words between two gaps is one pattern of a single PhraseMatcher (thousands
cost nothing); terms with gaps are then chains of the places found. spaCy's own Matcher
takes time and memory in proportion to its rules and explodes on wide gaps.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from checker.errors import InvalidKnowledge
from checker.language.pipeline import BOUNDARY, PAUSE, content_words, pipeline

_PIECE = re.compile(r"\(|\)\??|\||~\d*|[^\s()|~]+")
_DEFAULT_GAP = 3
# A term that multiplies beyond this is two terms.
_MOST_VARIANTS = 2_000

Gap = int
Element = str | Gap
Sequence_ = tuple[Element, ...]
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of the vocabulary found at a span of the document's text."""

    id: str
    start: int
    end: int


def parse_term(term: str) -> tuple[Sequence_, ...]:
    """Return every variant of `term`: sequences of stems and gap widths.

    Raises InvalidKnowledge on unbalanced brackets or a term without a word.
    """
    pieces = _PIECE.findall(term)
    variants, position = _alternatives(pieces, 0, term)
    if position != len(pieces):
        raise InvalidKnowledge(f"unbalanced bracket in term {term!r}", entry=term)
    cleaned = {trimmed for variant in variants if (trimmed := _trim(variant))}
    if not cleaned or len(cleaned) > _MOST_VARIANTS:
        raise InvalidKnowledge(f"term {term!r} has {len(cleaned)} variants", entry=term)
    return tuple(sorted(cleaned, key=repr))


def _trim(variant: Sequence_) -> Sequence_:
    # A gap at either end says nothing.
    words = list(variant)
    while words and isinstance(words[0], int):
        words.pop(0)
    while words and isinstance(words[-1], int):
        words.pop()
    return tuple(words)


def _alternatives(pieces: Sequence[str], at: int, term: str) -> tuple[list[Sequence_], int]:
    """Parse `sequence | sequence …` up to a closing bracket or the end."""
    found: list[Sequence_] = []
    inside = at > 0
    current: list[list[Sequence_]] = []
    while at < len(pieces) and not pieces[at].startswith(")"):
        if pieces[at] == "|" and inside:
            found += _joined(current)
            current, at = [], at + 1
            continue
        options, at = _atom(pieces, at, term)
        # Outside brackets, `a|b` chooses between neighbouring words.
        while not inside and at < len(pieces) and pieces[at] == "|":
            more, at = _atom(pieces, at + 1, term)
            options = options + more
        current.append(options)
    return found + _joined(current), at


def _joined(parts: list[list[Sequence_]]) -> list[Sequence_]:
    return [tuple(e for part in choice for e in part) for choice in product(*parts)]


def _atom(pieces: Sequence[str], at: int, term: str) -> tuple[list[Sequence_], int]:
    if at >= len(pieces):
        raise InvalidKnowledge(f"term {term!r} ends too early", entry=term)
    piece = pieces[at]
    if piece == "(":
        options, closing = _alternatives(pieces, at + 1, term)
        if closing >= len(pieces):
            raise InvalidKnowledge(f"unbalanced bracket in term {term!r}", entry=term)
        if pieces[closing] == ")?":
            options = [*options, ()]
        return options, closing + 1
    if piece.startswith("~"):
        return [(int(piece[1:] or _DEFAULT_GAP),)], at + 1
    optional = piece.endswith("?")
    words = _words(piece.rstrip("?"))
    return ([words, ()] if optional else [words]), at + 1


def _words(piece: str) -> Sequence_:
    return tuple(content_words(piece)[0])


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    first: int
    last: int
    concrete: frozenset[int]
    pauses: bool


@dataclass(frozen=True, slots=True)
class _Chain:
    """A variant with gaps: phrases, and how many content words may lie before each."""

    id: str
    phrases: tuple[Phrase, ...]
    gaps: tuple[int, ...]


class TermMatcher:
    """All entries of one vocabulary family, compiled once."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> None:
        """Compile (id, terms, unlike) triples; raises InvalidKnowledge on a malformed term."""
        self._vocab = pipeline("fr").vocab
        self._matcher = PhraseMatcher(self._vocab)
        self._names: dict[Phrase, str] = {}
        self._phrases: dict[str, Phrase] = {}
        self._plain: dict[Phrase, list[str]] = defaultdict(list)
        # Chains by their rarest phrase: a text is only tried against what it can contain.
        self._chains: dict[Phrase, list[_Chain]] = defaultdict(list)
        for entry_id, terms, unlike in entries:
            for key, wordings in ((entry_id, terms), ("!" + entry_id, unlike)):
                variants = dict.fromkeys(v for term in wordings for v in parse_term(term))
                for variant in variants:
                    self._add(key, variant)

    def _add(self, key: str, variant: Sequence_) -> None:
        phrases, gaps = _phrases_of(variant)
        for phrase in phrases:
            self._learn(phrase)
        if len(phrases) == 1:
            self._plain[phrases[0]].append(key)
        else:
            anchor = max(phrases, key=lambda phrase: sum(map(len, phrase)))
            self._chains[anchor].append(_Chain(key, phrases, gaps))

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
        found = [*self._find_plain(places), *self._find_chains(places, words)]
        barred = [f for f in found if f.id.startswith("!")]
        kept = [
            f
            for f in found
            if not f.id.startswith("!")
            and not any(b.id[1:] == f.id and b.concrete & f.concrete for b in barred)
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

    def _find_chains(self, places: Mapping[Phrase, list[int]], words: ContentWords) -> list[_Found]:
        # Of two readings with the same end, the later start is the tighter one.
        tightest: dict[tuple[str, int], _Found] = {}
        for anchor in places.keys() & self._chains.keys():
            for chain in self._chains[anchor]:
                if not all(phrase in places for phrase in chain.phrases):
                    continue
                for candidate in _follow(chain, places, words):
                    known = tightest.get((candidate.id, candidate.last))
                    if known is None or candidate.first > known.first:
                        tightest[candidate.id, candidate.last] = candidate
        return list(tightest.values())


def _phrases_of(variant: Sequence_) -> tuple[tuple[Phrase, ...], tuple[int, ...]]:
    phrases: list[list[str]] = [[]]
    gaps: list[int] = [0]
    for element in variant:
        if isinstance(element, str):
            phrases[-1].append(element)
        elif phrases[-1]:
            phrases.append([])
            gaps.append(element)
        else:
            gaps[-1] += element
    return tuple(map(tuple, phrases)), tuple(gaps)


def _follow(
    chain: _Chain, places: Mapping[Phrase, list[int]], words: ContentWords
) -> Iterator[_Found]:
    """Yield a reading of `chain` for each place of its first phrase that leads to its last.

    Each phrase takes the nearest place within its gap; a place that led nowhere once is
    not tried again, so the work is linear in the places.
    """
    dead: set[tuple[int, int]] = set()

    def rest(index: int, position: int) -> tuple[int, ...] | None:
        if index == len(chain.phrases):
            return ()
        starts = places[chain.phrases[index]]
        at = bisect_left(starts, position)
        while at < len(starts) and starts[at] - position <= chain.gaps[index]:
            start = starts[at]
            at += 1
            if words.piece[start] != words.piece[position - 1]:
                return None
            if (index, start) in dead:
                continue
            tail = rest(index + 1, start + len(chain.phrases[index]))
            if tail is not None:
                return (start, *tail)
            dead.add((index, start))
        return None

    for start in places[chain.phrases[0]]:
        tail = rest(1, start + len(chain.phrases[0]))
        if tail is None:
            continue
        starts = (start, *tail)
        concrete = frozenset(
            at + offset
            for at, phrase in zip(starts, chain.phrases, strict=True)
            for offset in range(len(phrase))
        )
        last = starts[-1] + len(chain.phrases[-1]) - 1
        pauses = PAUSE in words.stems[start : last + 1]
        yield _Found(chain.id, start, last, concrete, pauses)


def _longest(found: list[_Found]) -> list[_Found]:
    ordered = sorted(found, key=lambda f: (-len(f.concrete), f.first, f.id))
    kept: list[_Found] = []
    for candidate in ordered:
        if not any(
            (candidate.concrete < other.concrete and not other.pauses)
            or (candidate.concrete == other.concrete and candidate.id == other.id)
            for other in kept
        ):
            kept.append(candidate)
    return kept


class ContentWords:
    """The content words of one text, as a spaCy Doc of stems with their spans.

    `piece` numbers the stretch of text between two strong stops that a word lies in.
    """

    def __init__(self, text: str) -> None:
        self.stems, self.spans = content_words(text)
        self.doc = Doc(pipeline("fr").vocab, words=self.stems)
        self.piece = list(accumulate(word == BOUNDARY for word in self.stems))
