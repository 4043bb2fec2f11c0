"""Tracked changes that touch a clause: what is deleted, what is inserted, and where.

The text with insertions accepted is what a contract says; what a change under way takes
away is only in the marked view of the same file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.assembly.clauses.caps import find_cap_value
from checker.assembly.evidence import cite
from checker.domain import Block, Document, Evidence, ParagraphPlace, Redline, Revision
from checker.knowledge import Knowledge
from checker.language import Analysis, analyse

# Of several clauses in one paragraph, the change concerns the first of these.
_FIRST = (
    "ct.cap", "ct.nocap", "ct.cap.carveouts", "ct.indirects", "ct.penalites", "ct.sla",
    "ct.assurance", "ct.resultat", "ct.duree",
)  # fmt: skip
_CAPS = re.compile(r"plafonn|limit|exced|maxim|capped|exceed")
# Characters between a deletion and the insertion that replaces it.
_LARGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class _Changed:
    """A run that was inserted or deleted."""

    start: int
    end: int
    place: ParagraphPlace


@dataclass(frozen=True, slots=True)
class _Change:
    block: Block
    deleted: tuple[int, int] | None
    inserted: tuple[int, int] | None
    place: ParagraphPlace


def find_redlines(marked: Document, current: Document, knowledge: Knowledge) -> tuple[Redline, ...]:
    """Return the changes of `marked` that touch a clause, cited in `current`."""
    analysis = analyse(marked, knowledge)
    found: list[Redline] = []
    paragraphs = _Paragraphs(current)
    for change in _changes(marked):
        clause = _clause_of(change, analysis)
        if clause is None:
            continue
        deleted, inserted = (_text(marked, span) for span in (change.deleted, change.inserted))
        before, after = _caps(change, marked) if clause == "ct.cap" else (None, None)
        found.append(
            Redline(
                clause=clause,
                deleted=deleted,
                inserted=inserted,
                amount_before=before,
                amount_after=after,
                evidence=_cited(change, marked, paragraphs, inserted),
            )
        )
    return tuple(found)


def _changes(marked: Document) -> Iterator[_Change]:
    changed = [
        _Changed(run.start, run.end, run.place)
        for run in marked.runs
        if isinstance(run.place, ParagraphPlace) and run.place.revision is not Revision.NONE
    ]
    starts = [run.start for run in changed]
    for block in marked.blocks:
        index, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        while index < last:
            pair = changed[index : min(index + 2, last)]
            first, second = pair[0], pair[-1]
            together = second.start - first.end <= _LARGEST_GAP
            if first.place.revision is second.place.revision or not together:
                pair = [first]
            index += len(pair)
            spans = {run.place.revision: (run.start, run.end) for run in pair}
            yield _Change(
                block, spans.get(Revision.DELETED), spans.get(Revision.INSERTED), first.place
            )


def _clause_of(change: _Change, analysis: Analysis) -> str | None:
    hits = analysis.hits_in("clauses", change.block.start, change.block.end)
    spans = [span for span in (change.deleted, change.inserted) if span]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    touched = {hit.id for hit in hits if hit.start < end and start < hit.end}
    found = (
        _gravest(touched)
        or _gravest({hit.id for hit in hits if _same_sentence(analysis, hit.start, start)})
        or _gravest({hit.id for hit in hits if hit.id in _FIRST[:4]})
    )
    sentence = analysis.sentence_at(start)
    if found in ("ct.penalites", "ct.penalites.cap") and sentence is not None:
        # "Une pénalité de 2 % par jour, plafonnée à 10 %": the rate changes, or its cap.
        capping = _CAPS.search(analysis.folded, sentence.start, start)
        return "ct.penalites.cap" if capping else "ct.penalites"
    return found


def _gravest(ids: set[str]) -> str | None:
    ordered: Sequence[str] = [*(i for i in _FIRST if i in ids), *sorted(ids - set(_FIRST))]
    return ordered[0] if ordered else None


def _same_sentence(analysis: Analysis, one: int, other: int) -> bool:
    return analysis.sentence_at(one) == analysis.sentence_at(other)


def _text(document: Document, span: tuple[int, int] | None) -> str | None:
    return document.text[span[0] : span[1]].strip() or None if span else None


def _caps(change: _Change, marked: Document) -> tuple[Decimal | None, Decimal | None]:
    """Return the sums of a cap before and after the change, None where it is a formula."""
    text, block = marked.text, change.block
    sides: list[str] = []
    for gone in (change.inserted, change.deleted):
        start, end = gone or (block.end, block.end)
        sides.append(text[block.start : start] + text[end : block.end])
    before, after = (find_cap_value(side) for side in sides)
    return (before.amount if before else None, after.amount if after else None)


def _cited(
    change: _Change, marked: Document, current: _Paragraphs, inserted: str | None
) -> tuple[Evidence, ...]:
    """Return where the change stands in the current text: its insertion, else its paragraph."""
    if inserted and change.inserted and (found := current.cited(inserted, change.place)):
        return found
    if change.deleted:
        before = marked.text[change.block.start : change.deleted[0]].strip()
        return current.cited(before, change.place) if before else ()
    return ()


class _Paragraphs:
    """Where the paragraphs of the current text stand in it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: dict[tuple[str, int], tuple[int, int]] = {}
        for run in document.runs:
            if isinstance(run.place, ParagraphPlace):
                key = run.place.part, run.place.paragraph
                self._spans[key] = self._spans.get(key, (run.start, run.end))[0], run.end

    def cited(self, words: str, place: ParagraphPlace) -> tuple[Evidence, ...]:
        """Return the citation of `words` in the paragraph of `place`, else their first."""
        text = self._document.text
        start, end = self._spans.get((place.part, place.paragraph), (0, 0))
        at = text.find(words, start, end)
        at = text.find(words) if at < 0 else at
        return () if at < 0 else (cite(self._document, at, at + len(words)),)
