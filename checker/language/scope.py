"""Polarity of a phrase by cues and their scope, after ConText (Harkema et al. 2009).

A cue opens a scope (excluded, conditional), another closes or inverts it; list headers
govern their lists, section titles their sections. Every answer keeps the cues that made
it. The grammar is domain.md §5.3; the cues themselves are in scope-cues.yaml.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.domain import Block, BlockKind, Polarity
from checker.language.patterns import Hit

if TYPE_CHECKING:
    from checker.language.analyser import Analysis, Sentence

# A list header announces: it ends with a colon, or with nothing but the list below it.
_LISTED = (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Scope:
    """Polarity of a span; `condition` is the span of the words that condition it."""

    polarity: Polarity = Polarity.AFFIRMED
    cues: tuple[tuple[int, int], ...] = ()
    condition: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Header:
    """A cue that governs the blocks `(after, last]`, by their index."""

    cue: Hit
    after: int
    last: int


class ScopeReader:
    """Reads scopes in one document."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._blocks = analysis.document.blocks

    def read(self, start: int, end: int) -> Scope:
        """Return the scope of `[start, end)`."""
        sentence = self._analysis.sentence_at(start)
        if sentence is None:
            return Scope()
        cues = self._analysis.hits_in("scope-cues", sentence.start, sentence.end)
        scope = self._in_sentence(cues, sentence, start, end)
        if scope.polarity is Polarity.AFFIRMED:
            governing = self._governing(sentence, start)
            if governing is not None and not self._reopened(cues, start):
                return Scope(Polarity.EXCLUDED, ((governing.start, governing.end),))
        return scope

    # -- inside the sentence

    def _in_sentence(
        self, cues: tuple[Hit, ...], sentence: Sentence, start: int, end: int
    ) -> Scope:
        first, last = self._clause(cues, sentence, start, end)
        excluded: list[Hit] = []
        conditions: list[Hit] = []
        reinstated: list[Hit] = []
        for cue in cues:
            if (cue.start < end and start < cue.end) or not first <= cue.start < last:
                continue
            kind = cue.id.split(".")[1]
            if (kind == "forward" and cue.end <= start and self._reaches(cue, start)) or (
                kind == "predicate" and self._governs(cue, cues, sentence, start)
            ):
                excluded.append(cue)
            elif kind == "reinstate":
                reinstated.append(cue)
            elif kind == "condition":
                conditions.append(cue)
        spans = tuple((c.start, c.end) for c in (*excluded, *reinstated))
        condition = (conditions[0].start, sentence.end) if conditions else None
        if reinstated:
            return Scope(Polarity.REINSTATED, spans, condition)
        if len(excluded) % 2:
            return Scope(Polarity.EXCLUDED, spans, condition)
        if excluded:
            # "sont exclus …, sauf les dommages X": X is taken out of the exclusion.
            return Scope(Polarity.REINSTATED, spans, condition)
        if conditions:
            cue = conditions[0]
            return Scope(Polarity.CONDITIONAL, ((cue.start, cue.end),), condition)
        return Scope()

    def _clause(
        self, cues: tuple[Hit, ...], sentence: Sentence, start: int, end: int
    ) -> tuple[int, int]:
        """Return the part of the sentence around the span that no "toutefois" separates."""
        first, last = sentence.start, sentence.end
        for cue in cues:
            if cue.id != "scope.reopen":
                continue
            if cue.end <= start:
                first = max(first, cue.start)
            elif cue.start >= end:
                last = min(last, cue.start)
        return first, last

    def _reaches(self, cue: Hit, start: int) -> bool:
        # A full clause of its own ("; la garantie …") ends what a preposition governs,
        # but an enumeration after it does not.
        between = self._analysis.document.text[cue.end : start]
        return ";" not in between and "." not in between.replace("R.C.S.", "")

    def _governs(self, cue: Hit, cues: tuple[Hit, ...], sentence: Sentence, start: int) -> bool:
        """True when a predicate ("sont exclus") speaks of what stands at `start`.

        It speaks of its subject, before it; put first, or before a colon, it announces
        what follows.
        """
        text = self._analysis.folded
        before = text[sentence.start : cue.start]
        if start < cue.start:
            clause = text[start : cue.start]
            return ";" not in clause and not _announced(before)
        announces = _announced(before) or text[cue.end : start].lstrip()[:1] == ":"
        colon = text.find(":", cue.end, start)
        return announces or colon >= 0

    # -- from outside the sentence

    def _reopened(self, cues: tuple[Hit, ...], start: int) -> bool:
        return any(
            cue.id in ("scope.reopen", "scope.reinstate") and cue.start <= start for cue in cues
        )

    def _governing(self, sentence: Sentence, start: int) -> Hit | None:
        index = self._index_of(sentence.block)
        for header in self._headers:
            if header.after < index <= header.last:
                return header.cue
        return None

    def _index_of(self, block: Block) -> int:
        return bisect_right(self._blocks, block.start, key=lambda b: b.start) - 1

    @cached_property
    def _headers(self) -> tuple[_Header, ...]:
        """Return the blocks that put what follows them out of cover."""
        found: list[_Header] = []
        text = self._analysis.document.text
        for index, block in enumerate(self._blocks):
            if block.kind in (BlockKind.FURNITURE, BlockKind.CELL):
                continue
            cues = [
                cue
                for cue in self._analysis.hits_in("scope-cues", block.start, block.end)
                if cue.id in ("scope.predicate", "scope.forward", "scope.title")
            ]
            if not cues:
                continue
            cue = cues[-1]
            tail = text[cue.end : block.end].strip(" .")
            if block.kind is BlockKind.HEADING and cue.id == "scope.title":
                found.append(_Header(cue, index, self._end_of_section(index)))
            elif text[block.start : block.end].rstrip().endswith(":") or (
                not tail and len(text[block.start : cue.start]) <= _SHORT_LEAD
            ):
                found.append(_Header(cue, index, self._end_of_list(index)))
        return tuple(found)

    def _end_of_section(self, index: int) -> int:
        level = self._blocks[index].level or 1
        for later in range(index + 1, len(self._blocks)):
            block = self._blocks[later]
            if block.kind is BlockKind.HEADING and (block.level or 1) <= level:
                return later - 1
        return len(self._blocks) - 1

    def _end_of_list(self, index: int) -> int:
        """Return the last block of the list that the block at `index` announces."""
        last = index
        kind: BlockKind | None = None
        for later in range(index + 1, len(self._blocks)):
            block = self._blocks[later]
            if block.kind is BlockKind.FURNITURE:
                continue
            if block.kind not in _LISTED or (kind is not None and block.kind is not kind):
                break
            kind = block.kind
            last = later
            if kind is BlockKind.PARAGRAPH and not self._continues(later):
                break
        return last

    def _continues(self, index: int) -> bool:
        # Unmarked list items end with a semicolon or comma until the last one.
        block = self._blocks[index]
        return self._analysis.document.text[block.start : block.end].rstrip()[-1:] in ";,"


# "Sont exclus", "Ne sont pas garantis": how much may stand before the cue of a header.
_SHORT_LEAD = 60

_ANNOUNCING = frozenset(("", "et", "ou", "mais", "and", "or"))


def _announced(before: str) -> bool:
    """True when nothing but a number, a bullet or a conjunction precedes the cue."""
    words = "".join(c if c.isalpha() else " " for c in before.rpartition(";")[2]).split()
    return all(word in _ANNOUNCING or len(word) == 1 for word in words)
