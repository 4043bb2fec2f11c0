"""Items of a list of activities that name one only once a misprint is read as meant.

The second line of defence behind the terms. Likeness of whole wordings was measured beside
it on the unexplained half of tests/evaluation/paraphrases.yaml (one found, one mistaken) and
left out; respelling a word was not mistaken once there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from checker.assembly.activities import MISPRINT, SEGMENT
from checker.assembly.activity_polarity import Standing, read_standing
from checker.assembly.activity_regions import find_regions
from checker.assembly.activity_tables import find_cells
from checker.assembly.evidence import cite
from checker.assembly.kind import INSURANCE
from checker.domain import ActivityFact, BlockKind, Kind
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.analyser import matchers_of
from checker.language.respelling import Respeller

# An item is a few words; a misprint in a sentence proposes nothing.
_LONGEST_ITEM = 110
_MOST_ITEMS = 200


def find_misprinted(
    analysis: Analysis, knowledge: Knowledge, *, kind: Kind = Kind.ATTESTATION
) -> tuple[ActivityFact, ...]:
    """Return the activities that misprinted items suggest, each with `condition` MISPRINT."""
    if kind not in INSURANCE:
        return ()
    respeller = _respeller(knowledge)
    found: dict[str, tuple[int, int]] = {}
    for count, (start, end) in enumerate(_unexplained(analysis, kind)):
        if count >= _MOST_ITEMS:
            break
        _, hits = respeller.find(analysis.document.text[start:end])
        if hits and read_standing(analysis, start, end).standing is Standing.COVERED:
            for hit in hits:
                found.setdefault(hit.id, (start, end))
    return tuple(
        ActivityFact(
            id=activity,
            label=knowledge.activities[activity].label.fr,
            condition=MISPRINT,
            evidence=(cite(analysis.document, start, end),),
        )
        for activity, (start, end) in found.items()
    )


@lru_cache(maxsize=4)
def _respeller(knowledge: Knowledge) -> Respeller:
    return Respeller(matchers_of(knowledge)["activities"])


def _unexplained(analysis: Analysis, kind: Kind) -> Iterator[tuple[int, int]]:
    """Yield the items of the lists of activities in which no term is found."""
    spans = [(r.start, r.end) for r in find_regions(analysis, kind) if not r.excluded]
    spans += [(c.block.start, c.block.end) for c in find_cells(analysis, kind) if c.taken]
    for start, end in spans:
        at = start
        for cut in [*SEGMENT.finditer(analysis.folded, start, end), None]:
            stop = cut.start() if cut else end
            if _is_item(analysis, at, stop):
                yield _trimmed(analysis, at, stop)
            at = cut.end() if cut else end


def _is_item(analysis: Analysis, start: int, end: int) -> bool:
    if not any(c.isalpha() for c in analysis.folded[start:end]) or end - start > _LONGEST_ITEM:
        return False
    block = analysis.block_at(start)
    if block is None or block.kind is BlockKind.FURNITURE:
        return False
    return not any(
        analysis.hits_in(family, start, end)
        for family in ("activities", "umbrellas", "activity-leads", "scope-cues")
    )


def _trimmed(analysis: Analysis, start: int, end: int) -> tuple[int, int]:
    while start < end and not analysis.folded[start].isalnum():
        start += 1
    while end > start and not analysis.folded[end - 1].isalnum():
        end -= 1
    return start, end
