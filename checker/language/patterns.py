"""The term language of models/vocabulary, compiled for spaCy's matchers.

    word            its stem, whatever its case (an acronym is short enough to be its own stem)
    a|b, (a b|c)    alternatives; (a b)?, word? are optional
    ~, ~5           a gap of up to 3, 5 content words; commas may lie in it, not full stops

Terms without a gap go to one PhraseMatcher (thousands cost nothing); terms with a gap go
to small Matchers keyed by their rarest word, so that a text is only tried against the
terms it can contain.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from checker.errors import InvalidKnowledge
from checker.language.pipeline import BOUNDARY, PAUSE, content_words, pipeline

_PIECE = re.compile(r"\(|\)\??|\||~\d*|[^\s()|~]+")
_DEFAULT_GAP = 3
# A term that multiplies beyond this is two terms.
_MOST_VARIANTS = 600

Gap = int
Element = str | Gap
Sequence_ = tuple[Element, ...]


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


class TermMatcher:
    """All entries of one vocabulary family, compiled once."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> None:
        """Compile (id, terms, unlike) triples; raises InvalidKnowledge on a malformed term."""
        self._vocab = pipeline("fr").vocab
        self._phrases = PhraseMatcher(self._vocab)
        self._gapped: dict[str, Matcher] = {}
        self._own: dict[str, set[str]] = {}
        rules: dict[str, list[Sequence_]] = defaultdict(list)
        for entry_id, terms, unlike in entries:
            for term in terms:
                rules[entry_id] += parse_term(term)
            for term in unlike:
                rules["!" + entry_id] += parse_term(term)
        for key, variants in rules.items():
            self._add(key, variants)

    def _add(self, key: str, variants: list[Sequence_]) -> None:
        self._own[key] = {e for v in variants for e in v if isinstance(e, str)}
        plain = [v for v in variants if all(isinstance(e, str) for e in v)]
        if plain:
            docs = [Doc(self._vocab, words=list(map(str, v))) for v in dict.fromkeys(plain)]
            self._phrases.add(key, docs)
        by_anchor: dict[str, list[list[dict[str, object]]]] = defaultdict(list)
        for variant in dict.fromkeys(variants):
            words = [e for e in variant if isinstance(e, str)]
            if len(words) == len(variant):
                continue
            pattern: list[dict[str, object]] = [
                {"ORTH": e}
                if isinstance(e, str)
                else {"ORTH": {"NOT_IN": [BOUNDARY]}, "OP": f"{{0,{e}}}"}
                for e in variant
            ]
            by_anchor[max(words, key=len)].append(pattern)
        for anchor, patterns in by_anchor.items():
            matcher = self._gapped.setdefault(anchor, Matcher(self._vocab))
            matcher.add(key, patterns)  # type: ignore[arg-type]

    def find(self, words: ContentWords) -> tuple[Hit, ...]:
        """Return the hits in `words`, sorted; a longer reading beats those inside it."""
        found = [*self._find_phrases(words), *self._find_gapped(words)]
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

    def _find_phrases(self, words: ContentWords) -> list[_Found]:
        strings = self._vocab.strings
        return [
            _Found(strings[key], start, end - 1, frozenset(range(start, end)), False)
            for key, start, end in self._phrases(words.doc)
        ]

    def _find_gapped(self, words: ContentWords) -> list[_Found]:
        strings = self._vocab.strings
        found: dict[tuple[str, int], _Found] = {}
        for first, last in words.pieces:
            for anchor in words.anchors(first, last) & self._gapped.keys():
                span = words.doc[first:last]
                matches = self._gapped[anchor](span, with_alignments=True)
                for key, start, end, alignment in matches:
                    candidate = self._aligned(strings[key], first + start, alignment, words)
                    known = found.get((candidate.id, candidate.first))
                    if known is None or candidate.last < known.last:
                        found[candidate.id, candidate.first] = candidate
        # Of two readings with the same end, the later start is the tighter one.
        tightest: dict[tuple[str, int], _Found] = {}
        for candidate in found.values():
            known = tightest.get((candidate.id, candidate.last))
            if known is None or candidate.first > known.first:
                tightest[candidate.id, candidate.last] = candidate
        return list(tightest.values())

    def _aligned(
        self, key: str, start: int, alignment: Sequence[int], words: ContentWords
    ) -> _Found:
        # A token is concrete when it stands for a word of the term, not for its gap.
        counts = Counter(alignment)
        own = self._own[key]
        end = start + len(alignment)
        concrete = frozenset(
            start + i
            for i, element in enumerate(alignment)
            if counts[element] == 1 and words.stems[start + i] in own
        )
        pauses = PAUSE in words.stems[start:end]
        return _Found(key, start, end - 1, concrete, pauses)


def _longest(found: list[_Found]) -> list[_Found]:
    ordered = sorted(found, key=lambda f: (-len(f.concrete), f.first, f.id))
    kept: list[_Found] = []
    for candidate in ordered:
        if not any(
            candidate.concrete < other.concrete and not other.pauses
            or candidate.concrete == other.concrete and candidate.id == other.id
            for other in kept
        ):
            kept.append(candidate)
    return kept


class ContentWords:
    """The content words of one text, as a spaCy Doc of stems with their spans."""

    def __init__(self, text: str) -> None:
        self.stems, self.spans = content_words(text)
        self.doc = Doc(pipeline("fr").vocab, words=self.stems)
        self.pieces = self._cut()

    def _cut(self) -> list[tuple[int, int]]:
        pieces: list[tuple[int, int]] = []
        first = 0
        for i, word in enumerate([*self.stems, BOUNDARY]):
            if word == BOUNDARY:
                if i > first:
                    pieces.append((first, i))
                first = i + 1
        return pieces

    def anchors(self, first: int, last: int) -> set[str]:
        """Return the stems of a piece."""
        return set(self.stems[first:last])
