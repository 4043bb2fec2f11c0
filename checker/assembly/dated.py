"""Dates of a document with what each one is: the label before it, beside it, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assembly.fields import labels_of_cell
from checker.domain import Block, BlockKind
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.values.dates import DateSpan, find_dates

# Farther than this a label no longer speaks of a date.
_LABEL_REACH = 140
_SIGNATURE_REACH = 70
# American forms print their order of day and month.
_MONTH_FIRST = re.compile(r"mm ?/ ?dd ?/ ?yy|\bacord\b|\bnaic\b|\b12:01 a")
# "Angers, le 5 janvier 2026", "Paris, 2025-11-04": a place, then the day of a letter.
_PLACE = re.compile(r"^(?:[^\W\d][\w'’.-]*[ ]?){1,5}(?:\(\d{2,5}\)\s?)?(?:,\s?(?:le\s)?|\sle\s)$")
# The same behind an address that was set beside it.
# "Le 5 janvier 2026, à Angers", alone on its line.
_PLACE_AFTER = re.compile(r"\s*,?\s[àÀaA]\s[A-ZÀ-Ý][\w'’. -]{1,40}$")
_PLACE_BEHIND = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+(?:[ -][\w'’-]+){0,4},\sle\s$")
_ADDRESS_BLOCK = 170
_RANGE_LINK = re.compile(
    r"(?:\b(?:au|jusqu'au|jusqu'a|to|until|till|through|thru|et le|and|et)"
    r"(?: and including| inclus)?(?: the| le| midnight on)? ?:?|[->→/])\s*$"
)
# "Du 01/01/2026 | Au 31/12/2026": the two ends in two cells.
_NEXT_CELL = re.compile(r"\s*\n\s*(?:au|to|until|jusqu'au)\s*:?\s*")
_RANGE_BREAK = re.compile(r"[;\n]|\.\s+[a-z]{2}")
_RANGE_REACH = 70

_NOTHING_BEFORE = re.compile(r"[\s:,]*(?:le|the|du|from|on)?[\s:]*")

LETTER = "date.letter"
ALONE = "date.alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date, or a period of two, and the label that says what it is."""

    first: DateSpan
    last: DateSpan | None
    label: str | None
    start: int
    """Where the label begins, or the date."""

    block: Block

    @property
    def end(self) -> int:
        """Return the end of the last date."""
        return (self.last or self.first).end


def date_order(analysis: Analysis) -> str:
    """Return "mdy" for an American form, else "dmy"."""
    return "mdy" if _MONTH_FIRST.search(analysis.folded) else "dmy"


def find_dated(analysis: Analysis) -> tuple[Dated, ...]:
    """Return the dates and periods of the document, in order."""
    spans = find_dates(analysis.document.text, order=date_order(analysis))
    found: list[Dated] = []
    previous_end = 0
    skip = False
    for index, span in enumerate(spans):
        if skip:
            skip = False
            continue
        block = analysis.block_at(span.start)
        if block is None:
            continue
        following = spans[index + 1] if index + 1 < len(spans) else None
        last = following if following and _is_range(analysis, span, following) else None
        skip = last is not None
        label, start = _label_of(analysis, span, block, previous_end)
        found.append(Dated(first=span, last=last, label=label, start=start, block=block))
        previous_end = (last or span).end
    return tuple(found)


def sentence_span(analysis: Analysis, position: int) -> tuple[int, int]:
    """Return the bounds of the sentence at `position`."""
    sentence = analysis.sentence_at(position)
    return (sentence.start, sentence.end) if sentence else (position, position)


def _is_range(analysis: Analysis, first: DateSpan, last: DateSpan) -> bool:
    between = analysis.folded[first.end : last.start]
    if len(between) > _RANGE_REACH or last.date < first.date:
        return False
    if _NEXT_CELL.fullmatch(between):
        return True
    return bool(_RANGE_LINK.search(between)) and not _RANGE_BREAK.search(between)


def _label_of(
    analysis: Analysis, span: DateSpan, block: Block, previous_end: int
) -> tuple[str | None, int]:
    label = _nearest(analysis, span, block, previous_end)
    if label is not None and label.id == "date.from":
        # "Policy Period | From 1 October 2026 to …": the cell beside it says what it is.
        for start, end in labels_of_cell(analysis, block):
            if any(h.id == "date.period" for h in analysis.hits_in("date-labels", start, end)):
                return "date.period", span.start
    if label is not None and label.id != "date.bare":
        return label.id, label.start
    first, _ = sentence_span(analysis, span.start)
    first = max(first, block.start, span.start - _LABEL_REACH)
    lead = analysis.document.text[first : span.start]
    if _PLACE.match(lead.lstrip(" –—-•")) and len(lead) <= _SIGNATURE_REACH:
        return LETTER, first
    behind = analysis.document.text[span.end : block.end]
    if lead.strip(" –—-•").lower() == "le" and _PLACE_AFTER.match(behind):
        return LETTER, first
    if _PLACE_BEHIND.search(lead) and block.end - block.start <= _ADDRESS_BLOCK:
        return LETTER, span.start
    for start, end in labels_of_cell(analysis, block):
        hits = analysis.hits_in("date-labels", start, end)
        if hits:
            return _strongest(hits).id, span.start
    above = _label_above(analysis, block, span)
    if above is not None:
        return above.id, span.start
    if label is not None and not analysis.folded[block.start : label.start].strip():
        return label.id, label.start
    if _NOTHING_BEFORE.fullmatch(analysis.folded, block.start, span.start):
        rest = analysis.folded[span.end : block.end].strip(" .,;:-0123456789h")
        if not rest and block.kind is not BlockKind.CELL:
            return ALONE, span.start
    return None, span.start


def _nearest(analysis: Analysis, span: DateSpan, block: Block, previous_end: int) -> Hit | None:
    """Return the last label before the date, in its sentence, after the date before it."""
    first, _ = sentence_span(analysis, span.start)
    first = max(first, span.start - _LABEL_REACH)
    hits = analysis.hits_in("date-labels", first, span.start)
    after = [h for h in hits if h.end > previous_end]
    # "exigible le D1 et valable jusqu'au D2": a label stands between, or the pair shares one.
    for hit in reversed(after or []):
        if hit.id == "date.signed" and span.start - hit.end > _SIGNATURE_REACH:
            continue
        return hit
    # "Date d'effet de la police : <sentence end> 15/04/2023": a label may close a sentence.
    return None


def _label_above(analysis: Analysis, block: Block, span: DateSpan) -> Hit | None:
    """Return the label of the block before, where it holds nothing else."""
    if not _NOTHING_BEFORE.fullmatch(analysis.folded, block.start, span.start):
        return None
    blocks = analysis.document.blocks
    index = blocks.index(block)
    for other in reversed(blocks[max(0, index - 1) : index]):
        text = analysis.folded[other.start : other.end].strip()
        hits = analysis.hits_in("date-labels", other.start, other.end)
        # "souscrite le / 01-07-2021": the sentence runs on in the next block.
        if hits and _NOTHING_BEFORE.fullmatch(analysis.folded, hits[-1].end, other.end):
            return hits[-1]
        if hits and len(text) <= _SHORT_LABEL and not re.search(r"\d{4}", text):
            return _strongest(hits)
    return None


_SHORT_LABEL = 45


def _strongest(hits: tuple[Hit, ...]) -> Hit:
    named = [h for h in hits if h.id not in ("date.bare", "date.other")]
    return named[-1] if named else hits[-1]


def labelled(found: tuple[Dated, ...], *labels: str) -> Iterator[Dated]:
    """Yield the dates that bear one of `labels`, in the order of the labels."""
    for label in labels:
        yield from (d for d in found if d.label == label)
