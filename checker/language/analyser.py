"""Document → Analysis: sentences, vocabulary hits and scope, computed once and shared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from checker.domain import Block, BlockKind, Document
from checker.errors import DocumentTooLarge
from checker.knowledge import Knowledge
from checker.language.patterns import ContentWords, Hit, TermMatcher
from checker.language.pipeline import content_words
from checker.language.scope import Scope, ScopeReader
from checker.text import fold

# Where a sentence may end inside a block; `_is_end` decides.
# A text that says a word of one list at every dozen characters is no text: it is made to
# keep whoever compares the hits busy. Real ones stay below one in fifty.
_FEWEST_TOO_MANY = 5_000
_CLOSEST_HITS = 12
# The longest enumerations of policies stay below 3,000 characters. What looks at each hit of a
# sentence with those before it must not meet one of a million.
_LONGEST_SENTENCE = 6_000
_STOP = re.compile(r"[.!?](?=\s)")
# "R.C. EXPLOITATION", "R.C.P. Informatique": the name of a cover goes on behind its stops.
_INITIALS_OF_COVER = re.compile(r"(?:^|\W)R\. ?C(?:\. ?[A-Z])?$")

# The commonest words of each language: their share tells which one a text is written in.
_FRENCH_MARKS = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "et",
        "est",
        "que",
        "pour",
        "par",
        "dans",
        "au",
        "aux",
        "du",
        "une",
        "sur",
    ]
)
_ENGLISH_MARKS = frozenset(
    ["the", "of", "and", "is", "that", "for", "by", "in", "to", "an", "on", "with", "any", "under"]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: `[start, end)`, and the block it stands in."""

    start: int
    end: int
    block: Block


class Analysis:
    """What the language layer knows of one document; everything is lazy and cached."""

    def __init__(self, document: Document, matchers: Matchers) -> None:
        self.document = document
        self._matchers = matchers
        self._hits: dict[str, tuple[Hit, ...]] = {}

    @cached_property
    def folded(self) -> str:
        """Return the fold of the text, same offsets."""
        return fold(self.document.text)

    @cached_property
    def words(self) -> ContentWords:
        """Return the content words of the whole text."""
        return ContentWords(self.document.text)

    @cached_property
    def language(self) -> str:
        """Return "fr" or "en", by the share of each language's commonest words."""
        tokens = re.findall(r"[a-z]+", self.folded)
        french = sum(token in _FRENCH_MARKS for token in tokens)
        english = sum(token in _ENGLISH_MARKS for token in tokens)
        return "en" if english > french else "fr"

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of every block, in order."""
        return tuple(
            sentence for block in self.document.blocks for sentence in self._sentences_of(block)
        )

    def hits(self, family: str) -> tuple[Hit, ...]:
        """Return where the entries of a vocabulary family are printed, in order."""
        if family not in self._hits:
            found = tuple(self._matchers[family].find(self.words))
            if len(found) > max(_FEWEST_TOO_MANY, len(self.document.text) // _CLOSEST_HITS):
                name = self.document.name
                raise DocumentTooLarge(f"{name}: {len(found)} times the words of a list", name=name)
            self._hits[family] = found
        return self._hits[family]

    def hits_in(self, family: str, start: int, end: int) -> tuple[Hit, ...]:
        """Return the hits of `family` that lie inside `[start, end)`."""
        hits = self.hits(family)
        first = bisect_left(hits, start, key=lambda hit: hit.start)
        last = bisect_left(hits, end, key=lambda hit: hit.start)
        return tuple(hit for hit in hits[first:last] if hit.end <= end)

    def block_at(self, position: int) -> Block | None:
        """Return the block that holds a position of the text."""
        blocks = self.document.blocks
        index = bisect_right(blocks, position, key=lambda block: block.start) - 1
        return blocks[index] if index >= 0 and position < blocks[index].end else None

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence that holds a position of the text."""
        index = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        found = self.sentences[index] if index >= 0 else None
        return found if found and position < found.end else None

    def scope_at(self, start: int, end: int) -> Scope:
        """Return the polarity of what is printed at `[start, end)`, with its cues."""
        return self._scopes.read(start, end)

    @cached_property
    def _scopes(self) -> ScopeReader:
        return ScopeReader(self)

    def _sentences_of(self, block: Block) -> Iterable[Sentence]:
        text = self.document.text
        start = block.start
        for match in _STOP.finditer(text, block.start, block.end):
            if _is_end(text, match.start(), block.end):
                yield from _bounded(text, Sentence(start, match.end(), block))
                start = match.end()
                while start < block.end and text[start].isspace():
                    start += 1
        if start < block.end:
            yield from _bounded(text, Sentence(start, block.end, block))


def _bounded(text: str, sentence: Sentence) -> Iterable[Sentence]:
    """Yield the sentence, cut at blanks where it is longer than any that somebody wrote."""
    start = sentence.start
    while sentence.end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, limit)
        cut = limit if cut < 0 else cut
        yield Sentence(start, cut, sentence.block)
        start = cut + (text[cut] == " ")
    if start < sentence.end:
        yield Sentence(start, sentence.end, sentence.block)


def _is_end(text: str, position: int, limit: int) -> bool:
    rest = text[position + 1 : min(limit, position + 4)].lstrip()
    if rest and not (rest[0].isupper() or rest[0].isdigit() or rest[0] in '«"“(–-•'):
        return False
    if _INITIALS_OF_COVER.search(text[max(0, position - 8) : position]):
        return False
    # The content words' own rule for short forms ("art. L. 124-5", "Mme X").
    window = text[max(0, position - 8) : position + 2]
    return "§" in content_words(window)[0]


def analyse(document: Document, knowledge: Knowledge) -> Analysis:
    """Return the analysis of `document`, as a person sees it, against `knowledge`."""
    return Analysis(as_seen(document), matchers_of(knowledge))


def as_seen(document: Document) -> Document:
    """Return the document with blanks for what a person does not see on the page.

    Amounts, dates and names are read from the text itself, not from hits alone: what is
    hidden must not be there at all. Offsets stay.
    """
    if not document.hidden:
        return document
    spans = sorted(document.hidden)
    pieces: list[str] = []
    shown_from = 0
    for start, end in spans:
        pieces += [document.text[shown_from:start], " " * (end - max(start, shown_from))]
        shown_from = max(shown_from, end)
    pieces.append(document.text[shown_from:])

    def is_shown(start: int, end: int) -> bool:
        index = bisect_right(spans, start, key=lambda span: span[0]) - 1
        return index < 0 or end > spans[index][1]

    return replace(
        document,
        text="".join(pieces),
        blocks=tuple(block for block in document.blocks if is_shown(block.start, block.end)),
        runs=tuple(run for run in document.runs if is_shown(run.start, run.end)),
    )


@lru_cache(maxsize=4)
def matchers_of(knowledge: Knowledge) -> Matchers:
    """Return the matchers of `knowledge`; each family is compiled once."""
    return Matchers(knowledge)


class Matchers:
    """The matchers of a knowledge's families, each compiled when it is first asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._families = knowledge.families
        self._compiled: dict[str, TermMatcher] = {}

    def __getitem__(self, family: str) -> TermMatcher:
        if family not in self._compiled:
            self._compiled[family] = TermMatcher(
                (entry.id, entry.terms, entry.unlike) for entry in self._families[family].values()
            )
        return self._compiled[family]


# Blocks that carry statements about cover; furniture only carries identities.
STATEMENT_KINDS = frozenset(BlockKind) - {BlockKind.FURNITURE}
