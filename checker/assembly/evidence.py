"""Citations: a span of the canonical text with its place in the source (formats.md)."""

from __future__ import annotations

from bisect import bisect_left

from checker.domain import (
    DOUBTFUL_CONFIDENCE,
    Box,
    Document,
    Evidence,
    PagePlace,
    ParagraphPlace,
    Revision,
    Run,
)

# Enough words on either side to find a quotation again in Word or on a page.
_CONTEXT_CHARACTERS = 40
# Boxes of words whose vertical centres are this close stand on one line (points).
_SAME_LINE_PT = 3.0


def cite(document: Document, start: int, end: int) -> Evidence:
    """Return the citation of `[start, end)`, blanks at either end left out."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    runs = _runs_of(document, start, end)
    places = [run.place for run in runs]
    pages = [place for place in places if isinstance(place, PagePlace)]
    first = next((place for place in places if isinstance(place, ParagraphPlace)), None)
    return Evidence(
        quote=text[start:end],
        prefix=text[max(0, start - _CONTEXT_CHARACTERS) : start],
        suffix=text[end : end + _CONTEXT_CHARACTERS],
        start=start,
        end=end,
        page=pages[0].page if pages else None,
        boxes=_lines([p.box for p in pages if p.page == pages[0].page]) if pages else None,
        paragraph=first.paragraph if first else None,
        **({"part": first.part} if first else {}),
        revision=_revision(places),
        document=document.name,
    )


def is_doubtful(document: Document, start: int, end: int) -> bool:
    """Return True when a figure in `[start, end)` was read with a doubt on a scan."""
    return any(
        run.confidence is not None
        and run.confidence <= DOUBTFUL_CONFIDENCE
        and any(map(str.isdigit, document.text[run.start : run.end]))
        for run in _runs_of(document, start, end)
    )


def _runs_of(document: Document, start: int, end: int) -> list[Run]:
    runs = document.runs
    index = bisect_left(runs, start, key=lambda run: run.end)
    found: list[Run] = []
    while index < len(runs) and runs[index].start < end:
        if runs[index].end > start:
            found.append(runs[index])
        index += 1
    return found


def _revision(places: list[PagePlace | ParagraphPlace]) -> Revision:
    revisions = {p.revision for p in places if isinstance(p, ParagraphPlace)}
    return next((r for r in (Revision.INSERTED, Revision.DELETED) if r in revisions), Revision.NONE)


def _lines(boxes: list[Box]) -> tuple[Box, ...]:
    """Return one box a line, in reading order."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            lines.append(box)
    return tuple((round(a, 1), round(b, 1), round(c, 1), round(d, 1)) for a, b, c, d in lines)


def _same_line(one: Box, other: Box) -> bool:
    return abs((one[1] + one[3]) / 2 - (other[1] + other[3]) / 2) <= _SAME_LINE_PT
