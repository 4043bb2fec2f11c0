"""From the words of a line to the protections it insures (corpus/SCHEMA.md 1-4, 24, 26)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checker.assembly.sections import covers_in
from checker.domain import Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.patterns import Hit

HEADLINE = "rc.tous_dommages"
DINC = "rc.dinc"
_IMMATERIAL = ("rc.dic", "rc.immateriels", DINC)
_BODILY_AND_MATERIAL = ("rc.corporel", "rc.materiel")
_CLASSES = frozenset((HEADLINE, *_IMMATERIAL, *_BODILY_AND_MATERIAL))
# Ids of whole covers and of time: sections and periods, never a line's own object.
_NOT_OBJECTS = frozenset(
    ("rc.pro", "rc.exploitation", "rc.apres_livraison", "time.claims", "time.passe",
     "time.subsequente", "time.post_livraison")
)  # fmt: skip
_INCLUDING = re.compile(r"y compris|incluant|including|inclus |compris ")
_TAKEN_IN = re.compile(r"^[^()]*\b(?:compris|inclus|included)")
_ALL = re.compile(r"\btou(?:s|te|tes|t)\b|\ball\b")
# Under a liability the adjective is left alone; elsewhere "matériel" is equipment.
_LIABILITIES = frozenset(("rc.pro", "rc.exploitation", "rc.apres_livraison"))
_MATERIAL = re.compile(r"[\W\d]*(?:dont )?(materiels)\s*(?:$|[:.…/+,(]|et |ou )")
_PARENTHESIS = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True, slots=True)
class Heads:
    """What a label insures: `ids` in printed order, the `covers` (sections) it names.

    `included` are ids brought in by "y compris": they share the headline's amount.
    """

    ids: tuple[str, ...]
    covers: tuple[str, ...]
    included: tuple[str, ...] = ()
    spans: tuple[tuple[str, int, int], ...] = ()
    led: bool = False
    """The label begins with its cover: "RC EXPLOITATION Dommages corporels"."""
    homes: tuple[str, ...] = ()
    """The sections in which the first id may stand; () for any."""
    explained: tuple[str, ...] = ()
    """What brackets behind a cover name: "RC professionnelle (immatériels …)"; refused with it."""


def read_heads(
    analysis: Analysis, knowledge: Knowledge, start: int, end: int, *, section: str | None
) -> Heads:
    """Return what the words at `[start, end)` insure when they stand under `section`."""
    covers = covers_in(analysis, start, end)
    frame = covers[0] if covers else section
    hits = [
        hit
        for hit in analysis.hits_in("protections", start, end)
        if hit.id not in _NOT_OBJECTS
        and not _is_carved_out(analysis, hit, start, end)
        and not _is_part_of_cover(analysis, hit, start, end)
    ]
    material = _MATERIAL.match(analysis.folded, start, end) if frame in _LIABILITIES else None
    if material and all(hit.start >= material.end() for hit in hits):
        hits.insert(0, Hit("rc.materiel", material.start(1), material.end(1)))
    hits = _before_sublimits(_fit_section(analysis, hits, frame), analysis, start, end)
    folded = analysis.folded[start:end]
    including = [m.start() + start for m in _INCLUDING.finditer(folded)]
    after = {h.id for h in hits if any(mark < h.start for mark in including)}
    outer = _outside_parentheses(hits, folded, start, including)
    if covers and hits and not outer and covers[0] not in {hit.id for hit in hits}:
        # "RC professionnelle (immatériels non consécutifs compris)": the cover's own limit.
        taken = tuple(h.id for h in hits if _TAKEN_IN.search(folded[h.end - start :]))
        spans = tuple((h.id, h.start, h.end) for h in hits)
        explained = tuple(dict.fromkeys(h.id for h in hits if h.id not in (HEADLINE, *taken)))
        ids = (HEADLINE, *dict.fromkeys(taken))
        return Heads(ids, covers, tuple(taken), spans, explained=explained)
    hits = outer or hits
    hits = _without_scope(hits)
    ids = _split_headline(tuple(dict.fromkeys(hit.id for hit in hits)), hits, analysis)
    spans = tuple((h.id, h.start, h.end) for h in hits)
    reduced, included = _reduce(ids, after)
    if covers and reduced and set(reduced) <= after and HEADLINE not in reduced:
        # "la RC professionnelle (y compris immatériels non consécutifs)": the cover's limit.
        reduced, included = (HEADLINE, *reduced), reduced
    leading = analysis.hits_in("sections", start, end)
    led = bool(covers and spans) and any(
        h.id == covers[0] and h.end <= min(s for _, s, _ in spans) for h in leading
    )
    entry = knowledge.protections.get(reduced[0]) if reduced else None
    return Heads(reduced, covers, included, spans, led, entry.sections if entry else ())


def _is_part_of_cover(analysis: Analysis, hit: Hit, start: int, end: int) -> bool:
    """Return True for words that only name the cover: "errors" in "Errors & omissions"."""
    for cover in analysis.hits_in("sections", start, end):
        same = (cover.start, cover.end) == (hit.start, hit.end)
        inside = cover.start <= hit.start and hit.end <= cover.end
        both_liability = hit.id.startswith("rc.") and cover.id.startswith("rc.")
        if cover.id != hit.id and inside and both_liability:
            return True
        if cover.id == "cyb" and hit.id.startswith("cyb.") and same:
            return True
    return False


def _is_carved_out(analysis: Analysis, hit: Hit, start: int, end: int) -> bool:
    """Return True for what the label itself leaves out ("hors immatériels …")."""
    scope = analysis.scope_at(hit.start, hit.end)
    return scope.polarity is Polarity.EXCLUDED and any(start <= cue[0] < end for cue in scope.cues)


def _before_sublimits(hits: list[Hit], analysis: Analysis, start: int, end: int) -> list[Hit]:
    """Return the hits before a "dont" that stands inside the label: the rest is another line."""
    cues = [h for h in analysis.hits_in("coverage-cells", start, end) if h.id == "line.sublimit"]
    for cue in cues:
        before = [hit for hit in hits if hit.end <= cue.start]
        if before:
            return before
    return hits


# What a cyber policy calls by the same words as a property policy.
_IN_CYBER = {"mrp.pe": "cyb.pe", "mrp.donnees": "cyb.restauration"}
_IN_PROPERTY = {"cyb.pe": "mrp.pe", "cyb.restauration": "mrp.donnees"}


# Documents to be rebuilt under a liability are those of others, unless they are said to be own.
_IN_LIABILITY = {"mrp.donnees": "rc.perte_donnees"}
_OWN = re.compile(r"\b(?:vos|ses|propres?|own|assuree?|immateriel|informati(?:que|on)s?)\b")


def family_of(identifier: str) -> str:
    """Return rc, def, mrp, cyb or time."""
    return identifier.split(".")[0]


def _fit_section(analysis: Analysis, hits: list[Hit], section: str | None) -> list[Hit]:
    """Return the readings that fit the section: data are `cyb.*` in a cyber table."""
    if section is None:
        return hits
    family = family_of(section)
    if family == "cyb":
        hits = [replace(hit, id=_IN_CYBER.get(hit.id, hit.id)) for hit in hits]
    elif family == "rc":
        hits = [
            replace(hit, id=_IN_LIABILITY.get(hit.id, hit.id))
            if not _OWN.search(analysis.folded, hit.start, hit.end)
            else hit
            for hit in hits
        ]
    if family == "mrp":
        hits = [replace(hit, id=_IN_PROPERTY.get(hit.id, hit.id)) for hit in hits]
    own = [hit for hit in hits if family_of(hit.id) == family]
    if family in ("cyb", "mrp"):
        return own or hits
    kept: list[Hit] = []
    for hit in hits:
        rival = any(o.start < hit.end and hit.start < o.end for o in own)
        foreign = family_of(hit.id) in ("cyb", "mrp")
        if not (foreign and (rival or (own and family == "rc"))):
            kept.append(hit)
    return kept


def _outside_parentheses(
    hits: list[Hit], folded: str, start: int, including: list[int]
) -> list[Hit]:
    """Return hits without those that only explain others in brackets."""
    inside = [
        (m.start() + start, m.end() + start)
        for m in _PARENTHESIS.finditer(folded)
        if not any(m.start() + start <= mark < m.end() + start for mark in including)
    ]
    return [h for h in hits if not any(a <= h.start < b for a, b in inside)]


def _without_scope(hits: list[Hit]) -> list[Hit]:
    """Return hits less a headline printed behind an object: it only says what counts there.

    "Atteintes à l'environnement – tous dommages confondus" is the environment's line.
    """
    first = next((h for h in hits if h.id != HEADLINE and h.id not in _CLASSES), None)
    headline = next((h for h in hits if h.id == HEADLINE), None)
    if first is None or headline is None or headline.start < first.start:
        return hits
    return [hit for hit in hits if hit.id not in _CLASSES]


def _split_headline(ids: tuple[str, ...], hits: list[Hit], analysis: Analysis) -> tuple[str, ...]:
    """Return the ids; "dommages matériels et immatériels … confondus" is no headline."""
    if HEADLINE not in ids:
        return ids
    words = " ".join(analysis.folded[h.start : h.end] for h in hits if h.id == HEADLINE)
    if "materiel" not in words or "corporel" in words or _ALL.search(words):
        return ids
    classes = ["rc.materiel"]
    if "immateriel" in words:
        pure = "non consecutif" in words
        classes.append(DINC if pure else "rc.dic" if "consecutif" in words else "rc.immateriels")
    others = [i for i in ids if i != HEADLINE and i not in classes]
    return (*classes, *others)


def _reduce(ids: tuple[str, ...], after: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids with damage classes gathered into the headline where they are one."""
    found = set(ids)
    whole = set(_BODILY_AND_MATERIAL) <= found and bool(found & set(_IMMATERIAL))
    if HEADLINE in found or whole:
        included = tuple(i for i in ids if i == DINC or (i in after and i not in _CLASSES))
        others = tuple(i for i in ids if i not in _CLASSES and i not in included)
        return (HEADLINE, *included, *others), included
    specific = tuple(i for i in ids if i not in _CLASSES)
    if specific and not after:
        return specific, ()
    return ids, tuple(i for i in ids if i in after)
