"""Which exclusions a document prints, and which of them it buys back.

A phrase of the catalogue counts under an excluding scope only (a negation, an exclusion
list, a section of exclusions), never in a reservation sentence that merely mentions the
exclusions of the policy. Source: domain.md §5.2-5.3, corpus conventions 10, 11 and 22.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assembly.evidence import cite
from checker.domain import Evidence, Exclusion, Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.analyser import STATEMENT_KINDS
from checker.language.patterns import Hit

_GEOGRAPHIC = "ex.geo"
# An entry of the catalogue that restores cover: it is never an exclusion.
_BUY_BACK = "ex.franchise_rachat"
# Where part of an exclusion is left standing, it is not bought back (convention 11).
_PARTIAL = re.compile(
    r"\b(?:partiel\w*|partial\w*|en partie|demeur\w+ exclu\w*|rest\w+ exclu\w*)\b"
)
# How much of a sentence is read around a phrase (characters).
_NEAR = 2000
# The territories whose exclusion the market writes as a matter of course.
_NORTH_AMERICA = frozenset(("US", "CA", "US+CA"))


@dataclass(frozen=True, slots=True)
class _Mention:
    id: str
    start: int
    end: int
    reinstated: bool


def find_exclusions(analysis: Analysis, knowledge: Knowledge) -> tuple[Exclusion, ...]:
    """Return the exclusions that are printed, one an id, in the order of their first mention.

    An exclusion is reinstated when one sentence negates or buys it back in full.
    """
    mentions = sorted(
        {*_catalogued(analysis, knowledge), *_geographic(analysis)},
        key=lambda mention: (mention.start, mention.end),
    )
    by_id: dict[str, list[_Mention]] = {}
    for mention in mentions:
        by_id.setdefault(mention.id, []).append(mention)
    return tuple(
        Exclusion(
            id=exclusion,
            reinstated=any(mention.reinstated for mention in found),
            evidence=tuple(_evidence(analysis, found)),
        )
        for exclusion, found in by_id.items()
    )


def _catalogued(analysis: Analysis, knowledge: Knowledge) -> Iterator[_Mention]:
    for hit in analysis.hits("exclusions"):
        if hit.id == _BUY_BACK or hit.id not in knowledge.exclusions:
            continue
        mention = _read(analysis, hit, hit.id)
        if mention is not None:
            yield mention


def _geographic(analysis: Analysis) -> Iterator[_Mention]:
    """Yield the countries put out of cover; North America is the usual case."""
    for hit in analysis.hits("territories"):
        if hit.id not in _NORTH_AMERICA or not _is_statement(analysis, hit):
            continue
        scope = analysis.scope_at(hit.start, hit.end)
        if scope.polarity is Polarity.EXCLUDED:
            start = min([cue[0] for cue in scope.cues if cue[0] < hit.start], default=hit.start)
            sentence = analysis.sentence_at(hit.start)
            inside = sentence is not None and sentence.start <= start
            yield _Mention(_GEOGRAPHIC, start if inside else hit.start, hit.end, False)


def _read(analysis: Analysis, hit: Hit, exclusion: str) -> _Mention | None:
    if not _is_statement(analysis, hit):
        return None
    scope = analysis.scope_at(hit.start, hit.end)
    if scope.polarity is Polarity.EXCLUDED:
        if _is_reservation(analysis, hit):
            return None
        return _Mention(exclusion, hit.start, hit.end, False)
    if scope.polarity is Polarity.REINSTATED and _is_bought_back(analysis, hit):
        return _Mention(exclusion, hit.start, hit.end, not _is_partial(analysis, hit))
    return None


def _is_statement(analysis: Analysis, hit: Hit) -> bool:
    block = analysis.block_at(hit.start)
    return block is not None and block.kind in STATEMENT_KINDS


def _is_reservation(analysis: Analysis, hit: Hit) -> bool:
    """True in a sentence that mentions exclusions without making any."""
    sentence = analysis.sentence_at(hit.start)
    if sentence is None:
        return False
    near = max(sentence.start, hit.start - _NEAR), min(sentence.end, hit.end + _NEAR)
    return bool(analysis.hits_in("boilerplate", *near)) and not any(
        cue.id == "scope.predicate" for cue in analysis.hits_in("scope-cues", *near)
    )


def _is_bought_back(analysis: Analysis, hit: Hit) -> bool:
    """True when the words negate an exclusion, not when "sauf" takes this out of one."""
    sentence = analysis.sentence_at(hit.start)
    return sentence is not None and any(
        cue.id == "scope.reinstate"
        for cue in analysis.hits_in(
            "scope-cues",
            max(sentence.start, hit.start - _NEAR),
            min(sentence.end, hit.end + _NEAR),
        )
    )


def _is_partial(analysis: Analysis, hit: Hit) -> bool:
    block = analysis.block_at(hit.start)
    return block is not None and bool(_PARTIAL.search(analysis.folded, block.start, block.end))


def _evidence(analysis: Analysis, found: list[_Mention]) -> Iterator[Evidence]:
    """Yield the citations, the words that buy an exclusion back first; no word twice."""
    reach = -1
    ordered = sorted(found, key=lambda mention: (not mention.reinstated, mention.start))
    for mention in ordered:
        if mention.start >= reach or mention.end < reach - (mention.end - mention.start):
            yield cite(analysis.document, mention.start, mention.end)
            reach = mention.end
