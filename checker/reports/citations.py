"""Quotations numbered through a report, so that a statement and its passage name each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from checker.domain import Box, Evidence
from checker.reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One quotation: its number, where it stands, and how the statement looks upon it."""

    number: int
    evidence: Evidence
    tone: str
    said: str
    anchor: str
    """The statement that first quotes it."""


@dataclass(slots=True)
class Citations:
    """The citations of one report, in the order in which they are first quoted."""

    words: Wording
    _known: dict[tuple[str, int, int], Citation] = field(
        default_factory=dict[tuple[str, int, int], Citation]
    )

    def cite(
        self, evidence: Iterable[Evidence], *, anchor: str, tone: str, said: str
    ) -> list[Citation]:
        """Return the citations of a statement, new ones numbered."""
        found: list[Citation] = []
        for item in evidence:
            key = (item.document, item.start, item.end)
            if key not in self._known:
                number = len(self._known) + 1
                self._known[key] = Citation(
                    number=number, evidence=item, tone=tone, said=said, anchor=anchor
                )
            if self._known[key] not in found:
                found.append(self._known[key])
        return found

    def of(self, document: str) -> list[Citation]:
        """Return the citations of one document."""
        return [c for c in self._known.values() if c.evidence.document == document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A box of a page in hundredths of its size; `first` carries the anchor."""

    citation: Citation
    left: float
    top: float
    width: float
    height: float
    first: bool


def outlines(
    citations: Iterable[Citation], *, page: int, width_pt: float, height_pt: float
) -> Iterator[Outline]:
    """Yield the boxes to draw over a page."""
    for citation in citations:
        evidence = citation.evidence
        if evidence.page != page:
            continue
        for index, box in enumerate(evidence.boxes or ()):
            left, top, right, bottom = _padded(box)
            yield Outline(
                citation=citation,
                left=round(100 * left / width_pt, 3),
                top=round(100 * top / height_pt, 3),
                width=round(100 * (right - left) / width_pt, 3),
                height=round(100 * (bottom - top) / height_pt, 3),
                first=index == 0,
            )


# Room between the ink and the outline, in points.
_PADDING_PT = 1.5


def _padded(box: Box) -> Box:
    left, top, right, bottom = box
    return left - _PADDING_PT, top - _PADDING_PT, right + _PADDING_PT, bottom + _PADDING_PT


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of text; `citation` when it is quoted, `first` where the quotation begins."""

    text: str
    citation: Citation | None = None
    first: bool = False


def pieces(text: str, start: int, end: int, citations: Iterable[Citation]) -> list[Piece]:
    """Return `text[start:end]` cut where quotations begin and end.

    Where two quotations overlap, the one that began last is the one marked.
    """
    inside = [c for c in citations if c.evidence.start < end and start < c.evidence.end]
    cuts = sorted(
        {start, end}
        | {max(start, c.evidence.start) for c in inside}
        | {min(end, c.evidence.end) for c in inside}
    )
    begun: set[int] = set()
    found: list[Piece] = []
    for left, right in pairwise(cuts):
        over = [c for c in inside if c.evidence.start <= left and right <= c.evidence.end]
        chosen = max(over, key=lambda c: c.evidence.start, default=None)
        first = chosen is not None and chosen.number not in begun
        if chosen is not None:
            begun.add(chosen.number)
        found.append(Piece(text=text[left:right], citation=chosen, first=first))
    return found
