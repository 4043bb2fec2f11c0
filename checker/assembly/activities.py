"""The activities a document insures, those it leaves out, and the generic wordings it uses.

An activity that is not declared to the insurer is not insured (Cass. 3e civ., 18 January
2024): only what a region of activities prints counts, and a mention in doubt counts as
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checker.assembly.activity_bearers import is_of_others
from checker.assembly.activity_notes import ActivityNotes
from checker.assembly.activity_objects import find_not_ordered, is_object, is_sold_online
from checker.assembly.activity_polarity import Reading, Standing, read_standing
from checker.assembly.activity_refusals import bounded, find_refused
from checker.assembly.activity_regions import find_regions
from checker.assembly.activity_tables import find_cells
from checker.assembly.activity_words import runs_over
from checker.assembly.evidence import cite
from checker.domain import ActivityFact, BlockKind, Document, Kind
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.patterns import Hit

# The condition that marks an activity only suggested by a generic wording.
UMBRELLA = "umbrella"
# The condition that marks one only suggested by a misprinted word.
MISPRINT = "misprint"

_NAF_BEFORE = re.compile(r"(?<!\d)\d\d[. ]?\d\d ?[a-z]\b\W{0,5}(?:\w+\W+){0,1}$")
_TIED = re.compile(r"\b(?:toute?s?|any|all|ensemble)\b")
SEGMENT = re.compile(r"[;,\n•▪➢()]|\.\s|\s[–-]\s")
# An item longer than this is quoted by its own words only.
_LONGEST_QUOTE = 110
# Where a generic wording ends; "à savoir" closes it: only what follows is meant.
_PHRASE = re.compile(SEGMENT.pattern + r"|\b(?:et|ou|and|or|ainsi que)\b")
_ANNOUNCES = re.compile(r"\b(?:a savoir|suivante?s?|namely|limitativement|exclusivement)\b|:")


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    hit: Hit
    reading: Reading
    weak: bool = False


def find_activities(
    analysis: Analysis, knowledge: Knowledge, *, kind: Kind = Kind.ATTESTATION
) -> tuple[tuple[ActivityFact, ...], tuple[ActivityFact, ...]]:
    """Return the activities covered (ordered, in a contract) and those left out."""
    if kind is Kind.OTHER:
        return (), ()
    found = _drop_weak(list(_found(analysis, "activities", kind)))
    found = _noted(analysis, found)
    elsewhere = (
        []
        if kind is Kind.CONTRACT
        else [
            _Found(hit.id, hit, reading)
            for hit, reading in find_refused(analysis, frozenset(f.hit for f in found))
        ]
    )
    covered = [f for f in found if f.reading.standing is Standing.COVERED]
    excluded = [f for f in found if f.reading.standing is Standing.EXCLUDED] + elsewhere
    narrowed, excluded = _settle(analysis, covered, excluded)
    return (
        _facts(analysis, knowledge, covered, narrowed),
        _facts(analysis, knowledge, excluded, {}),
    )


def find_umbrellas(
    analysis: Analysis, knowledge: Knowledge, *, kind: Kind = Kind.ATTESTATION
) -> tuple[ActivityFact, ...]:
    """Return the activities that generic wordings suggest, each with `condition` UMBRELLA."""
    if kind in (Kind.OTHER, Kind.CONTRACT):
        return ()
    suggested: dict[str, list[_Found]] = {}
    for found in _drop_weak(list(_found(analysis, "umbrellas", kind))):
        if found.reading.standing is not Standing.COVERED or _is_specified(analysis, found.hit):
            continue
        for activity in _suggested(found.id, knowledge):
            suggested.setdefault(activity, []).append(found)
    return tuple(
        ActivityFact(
            id=activity,
            label=knowledge.activities[activity].label.fr,
            condition=UMBRELLA,
            evidence=tuple(cite(analysis.document, f.hit.start, f.hit.end) for f in mentions[:2]),
        )
        for activity, mentions in suggested.items()
    )


def _is_specified(analysis: Analysis, hit: Hit) -> bool:
    """True when what looks generic belongs to a named activity, or announces a closed list."""
    block = analysis.block_at(hit.start)
    folded = analysis.folded
    low = max(block.start if block else 0, hit.start - 1000)
    high = min(block.end if block else len(folded), hit.end + 1000)
    cuts = [m.end() for m in _PHRASE.finditer(folded, low, hit.start)]
    stop = _PHRASE.search(folded, hit.end, high)
    first, last = (cuts[-1] if cuts else low), (stop.start() if stop else high)
    named = analysis.hits_in("activities", low, high)
    if any(n.start < last and first < n.end for n in named):
        return True
    announced = _ANNOUNCES.search(folded, hit.end, min(high, hit.end + 60))
    return (announced is not None and any(n.start >= announced.end() for n in named)) or (
        announced is not None and announced.end() >= high - 2
    )


def _suggested(umbrella: str, knowledge: Knowledge) -> Iterator[str]:
    wanted = knowledge.umbrellas[umbrella].suggests
    for activity in knowledge.activities.values():
        named = any(
            activity.id == name or (name.endswith("*") and activity.id.startswith(name[:-1]))
            for name in wanted
        )
        if named or (not wanted and activity.umbrella):
            yield activity.id


# ---------------------------------------------------------------- mentions


def _found(analysis: Analysis, family: str, kind: Kind) -> Iterator[_Found]:
    for region in find_regions(analysis, kind):
        for hit in bounded(analysis.hits_in(family, region.start, region.end)):
            block = analysis.block_at(hit.start)
            if block is None or block.kind in (BlockKind.FURNITURE, BlockKind.CELL):
                continue
            if _is_none(analysis, hit):
                continue
            if kind is Kind.CONTRACT and is_sold_online(analysis, hit):
                continue
            reading = read_standing(analysis, hit.start, hit.end)
            if region.excluded and reading.standing is Standing.COVERED:
                reading = Reading(Standing.EXCLUDED, hit.start, hit.end)
            yield _Found(hit.id, hit, _borne(analysis, hit, reading, kind))
    for cell in find_cells(analysis, kind):
        for hit in bounded(analysis.hits_in(family, cell.block.start, cell.block.end)):
            if _is_none(analysis, hit):
                continue
            reading = read_standing(analysis, hit.start, hit.end)
            if not cell.taken and reading.standing is Standing.COVERED:
                reading = Reading(Standing.EXCLUDED, hit.start, hit.end)
            yield _Found(hit.id, hit, _borne(analysis, hit, reading, kind), weak=cell.member)


def _borne(analysis: Analysis, hit: Hit, reading: Reading, kind: Kind) -> Reading:
    """Return the reading, undecided where an activity is somebody else's or to come.

    In a contract the somebody is a party: "est assuré par le Prestataire".
    """
    if reading.standing is not Standing.COVERED:
        return reading
    if kind is Kind.CONTRACT:
        left_out = find_not_ordered(analysis, hit)
        if left_out is None:
            return reading
        standing = Standing.EXCLUDED if left_out else Standing.UNDECIDED
        return Reading(standing, hit.start, hit.end)
    if is_of_others(analysis, hit.start, hit.end):
        return Reading(Standing.UNDECIDED, hit.start, hit.end)
    return reading


def _noted(analysis: Analysis, found: list[_Found]) -> list[_Found]:
    """Return the mentions as the notes that they refer to narrow them, and what those leave out."""
    notes = ActivityNotes(analysis)
    noted: list[_Found] = []
    for mention in found:
        reading = mention.reading
        if reading.standing is not Standing.COVERED:
            noted.append(mention)
            continue
        condition = reading.condition or notes.condition(mention.hit.start)
        noted.append(replace(mention, reading=replace(reading, condition=condition)))
        for note in notes.of(mention.hit.start):
            for hit in analysis.hits_in("activities", note.start, note.end):
                left = read_standing(analysis, hit.start, hit.end)
                if left.standing is Standing.EXCLUDED:
                    noted.append(_Found(hit.id, hit, left))
    return noted


def _is_none(analysis: Analysis, hit: Hit) -> bool:
    """Return True for words of a code, of a service's object, of the item behind a comma."""
    return _is_code(analysis, hit) or is_object(analysis, hit) or runs_over(analysis, hit)


def _is_code(analysis: Analysis, hit: Hit) -> bool:
    return _NAF_BEFORE.search(analysis.folded, max(0, hit.start - 30), hit.start) is not None


def _drop_weak(found: list[_Found]) -> list[_Found]:
    """Drop what describes the companies of a group when the policy prints its own list."""
    strong = [f for f in found if not f.weak]
    return strong if any(f.reading.standing is Standing.COVERED for f in strong) else found


# ---------------------------------------------------------------- both covered and left out


def _settle(
    analysis: Analysis, covered: list[_Found], excluded: list[_Found]
) -> tuple[dict[str, tuple[int, int]], list[_Found]]:
    """Return conditions by activity, and the exclusions that stand.

    "Hébergement … à l'exclusion de l'hébergement de données bancaires" leaves hosting
    insured under a condition; "toute activité d'hébergement" contradicts it.
    """
    ids = {f.id for f in covered}
    conditions: dict[str, tuple[int, int]] = {}
    standing: list[_Found] = []
    for mention in excluded:
        rest = _complement(analysis, mention)
        if mention.id in ids and rest is not None:
            conditions.setdefault(mention.id, rest)
        else:
            standing.append(mention)
    return conditions, standing


def _complement(analysis: Analysis, mention: _Found) -> tuple[int, int] | None:
    """Return the span of an exclusion that names only a part of its activity, else None."""
    folded = analysis.folded
    if _TIED.search(folded, max(0, mention.hit.start - 30), mention.hit.start):
        return None
    block = analysis.block_at(mention.hit.start)
    stop = SEGMENT.search(folded, mention.hit.end, block.end if block else len(folded))
    last = stop.start() if stop else (block.end if block else len(folded))
    rest = folded[mention.hit.end : last]
    words = [w for w in re.findall(r"[a-z]{4,}", rest) if w not in _EMPTY_WORDS]
    if not words or re.match(r"\s*(?:et|ou|and|or|ni|ne|n'|est|sont)\b", rest):
        return None
    return min(mention.reading.start, mention.hit.start), last


_EMPTY_WORDS = frozenset(
    [
        *("pour", "dans", "avec", "sont", "exclue", "exclues", "garantie", "garanties", "etre"),
        *("informatique", "informatiques", "client", "clients", "tiers", "autre", "autres"),
    ]
)


# ---------------------------------------------------------------- facts


def _facts(
    analysis: Analysis,
    knowledge: Knowledge,
    mentions: Iterable[_Found],
    narrowed: dict[str, tuple[int, int]],
) -> tuple[ActivityFact, ...]:
    by_id: dict[str, list[_Found]] = {}
    for mention in mentions:
        by_id.setdefault(mention.id, []).append(mention)
    return tuple(
        ActivityFact(
            id=activity,
            label=knowledge.activities[activity].label.fr,
            condition=_condition(analysis.document, found, narrowed.get(activity)),
            evidence=tuple(
                cite(analysis.document, *_quote(analysis, mention)) for mention in found[:3]
            ),
        )
        for activity, found in by_id.items()
    )


def _condition(
    document: Document, found: list[_Found], narrowed: tuple[int, int] | None
) -> str | None:
    # One mention without a condition is enough, unless an exclusion narrows them all.
    spans = [f.reading.condition for f in found]
    span = narrowed or (None if None in spans else spans[0])
    return document.text[span[0] : span[1]].strip(" ,.;") if span else None


def _quote(analysis: Analysis, mention: _Found) -> tuple[int, int]:
    """Return the item that a mention stands in, or its own words where the item is long."""
    start, end = mention.reading.start, mention.reading.end
    if mention.reading.standing is Standing.EXCLUDED:
        return start, end
    block = analysis.block_at(start)
    if block is None:
        return start, end
    folded = analysis.folded
    first = max(block.start, start - 2 * _LONGEST_QUOTE)
    cuts = [m.end() for m in SEGMENT.finditer(folded, first, start)]
    low = cuts[-1] if cuts else first
    stop = SEGMENT.search(folded, end, block.end)
    high = stop.start() if stop else block.end
    while low < start and not folded[low].isalnum():
        low += 1
    if high - low > _LONGEST_QUOTE:
        return start, end
    return low, high
