"""Polarity of a phrase by cues and their scope, after ConText (Harkema et al. 2009).

A cue opens a scope (excluded, conditional), another closes or inverts it; list headers
govern their lists, section titles their sections. Every answer keeps the cues that made
it. The grammar is domain.md §5.3; the cues themselves are in scope-cues.yaml.
"""

from __future__ import annotations

import re
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
            if (
                (kind == "forward" and cue.end <= start and self._reaches(cue, start, end))
                or (kind == "predicate" and self._governs(cue, sentence, start))
                or (kind == "title" and self._announces(cue, sentence, start))
            ):
                excluded.append(cue)
            elif kind == "reinstate":
                if self._names_only(cue, start):
                    excluded.append(cue)
                elif self._reinstates(cue, start):
                    reinstated.append(cue)
            elif kind == "condition":
                conditions.append(cue)
        spans = tuple((c.start, c.end) for c in (*excluded, *reinstated))
        condition = (conditions[0].start, sentence.end) if conditions else None
        if reinstated:
            return Scope(Polarity.REINSTATED, spans, condition)
        if len(excluded) % 2 or _same_side(excluded, start):
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

    def _reaches(self, cue: Hit, start: int, end: int) -> bool:
        """True when a preposition ("hors", "à l'exclusion de") governs `[start, end)`.

        A full clause of its own ("; la garantie …") or the closing of its bracket ends
        what it governs; an enumeration does not. Before an amount ("3 M€ sauf vol
        10 000 €") it makes a sub-limit.
        """
        text = self._analysis.folded
        between = text[cue.end : start]
        if ";" in between or _INNER_STOP.search(between):
            return False
        if between.count(")") > between.count("("):
            return False
        if _NEW_CLAUSE.search(between):
            return False
        spares = text[cue.start : cue.end] in _SPARING
        return not (spares and _AMOUNT_AFTER.match(text, end))

    def _governs(self, cue: Hit, sentence: Sentence, start: int) -> bool:
        """True when a predicate ("sont exclus") speaks of what stands at `start`.

        It speaks of its subject, before it; put first, or before a colon, it announces
        what follows.
        """
        text = self._analysis.folded
        before = text[sentence.start : cue.start]
        if start < cue.start:
            clause = text[start : cue.start]
            return ";" not in clause and not _announced(before) and not _OWN_VERB.search(clause)
        between = text[cue.end : start]
        if ";" in between and ":" not in between.partition(";")[0]:
            return False
        announces = _announced(before) or between.lstrip()[:1] == ":"
        return announces or ":" in between or _FOR.match(between) is not None

    def _announces(self, cue: Hit, sentence: Sentence, start: int) -> bool:
        """True when a title put first ("Exclusions : les amendes") announces `start`."""
        text = self._analysis.folded
        between = text[cue.end : start]
        return start >= cue.end and ":" in between and _announced(text[sentence.start : cue.start])

    def _names_only(self, cue: Hit, start: int) -> bool:
        """True for what "ne sont exclus que" names: that alone is excluded."""
        text = self._analysis.folded
        return (
            start >= cue.end
            and text[cue.start : cue.end].endswith((" que", " qu"))
            and not _UNDER_CONDITION.match(text, cue.end)
        )

    def _reinstates(self, cue: Hit, start: int) -> bool:
        text = self._analysis.folded
        if start >= cue.end:
            return True
        # "Le vol n'est pas exclu" speaks of its subject; "cette exclusion ne s'applique
        # pas aux …" only of what follows it.
        subject = "exclusion" not in text[cue.start : cue.end]
        return subject and ";" not in text[start : cue.start]

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
            if block.kind is BlockKind.HEADING and cue.id != "scope.forward":
                found.append(_Header(cue, index, self._end_of_section(index)))
            elif self._heads_a_list(block, cue):
                found.append(_Header(cue, index, self._end_of_list(index)))
        return tuple(found)

    def _heads_a_list(self, block: Block, cue: Hit) -> bool:
        """True when `cue` rules the list under `block`: by a colon, or by standing alone."""
        text = self._analysis.document.text
        tail = text[cue.end : block.end]
        if text[block.start : block.end].rstrip().endswith(":"):
            # After a preposition, a comma begins what the colon really announces.
            return cue.id != "scope.forward" or "," not in tail
        remark = tail.strip(" .")
        remark = "" if remark.startswith("(") and remark.endswith(")") else remark
        return not remark and cue.start - block.start <= _SHORT_LEAD

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

_ANNOUNCING = frozenset(("", "et", "ou", "mais", "and", "or", "en", "outre", "aucun", "cas"))
# Prepositions that before an amount set a sub-limit instead of an exclusion.
_SPARING = frozenset(("sauf", "hormis", "excepte", "except"))
_AMOUNT_AFTER = re.compile(r"[^;.,:]{0,30}?\d[\d ]{0,14}(?:[.,]\d+)? ?(?:€|eur\b|k€|m€|£|gbp)")
_INNER_STOP = re.compile(r"[a-z)]\.(?= )")
# "à l'exception de X, la garantie …": a main clause of its own after the enumeration.
_NEW_CLAUSE = re.compile(
    r", (?:la|les|cette|ces|the) (?:presente |presentes )?(?:garanties?|assureur|polices?|contrat|cover"
    r"|policy)\b[^,;]{0,40}"
    r"\b(?:est|sont|s'\w+|couvre\w*|garanti\w*|reste\w*|demeure\w*|is|are|covers|remains?)\b"
)
# A finite verb of its own: the clause before it is not the subject of a later predicate.
_OWN_VERB = re.compile(
    r"(?<!qui )\b(?:s'exercent?|s'appliquent?|s'etend(?:ent)?|(?:est|sont) (?:garanti|couvert|acquis"
    r"|accorde)\w*|couvre|couvrent|garantit|is covered|are covered|covers|applies)\b"
)
_FOR = re.compile(r" ?(?:pour|concernant|s'agissant|en cas|a raison|for|in respect of)\b")
_UNDER_CONDITION = re.compile(r" ?(?:si\b|s'ils?\b|lorsqu|quand\b|dans\b|en cas\b)")


def _same_side(excluded: list[Hit], start: int) -> bool:
    """True for two cues that say the same: "sont exclus … qui ne sont pas garantis".

    Only a preposition that follows a predicate takes something out of an exclusion.
    """
    kinds = [cue.id for cue in sorted(excluded, key=lambda cue: cue.start)]
    return bool(excluded) and not (
        "scope.forward" in kinds[1:] and kinds[0] in ("scope.predicate", "scope.title")
    )


def _announced(before: str) -> bool:
    """True when nothing but a number, a bullet or a conjunction precedes the cue."""
    words = "".join(c if c.isalpha() else " " for c in before.rpartition(";")[2]).split()
    return all(word in _ANNOUNCING or len(word) == 1 for word in words)
