"""Who bears the risk: the legal entity as printed, never its broker, group or supervisor.

Co-insurers are all listed; a brand joins the entity that bears it. Source: domain.md §1.1
row 2; SCHEMA convention 20.
"""

from __future__ import annotations

import re
from itertools import pairwise

from checker.assembly.evidence import cite
from checker.assembly.insurer_names import ACTING, ALIKE, Candidate
from checker.assembly.insurer_signs import find_candidates
from checker.assembly.names import same_name
from checker.domain import TextFact
from checker.knowledge import Knowledge
from checker.language import Analysis

_SHARE = re.compile(r"[\s,(–-]*\d{1,3}(?:[.,]\d+)? ?%.*$")


def find_insurers(analysis: Analysis, knowledge: Knowledge) -> tuple[TextFact, ...]:
    """Return the insurers of the document, co-insurers included, in printed order."""
    candidates = [c for c in dict.fromkeys(find_candidates(analysis)) if _is_name(analysis, c)]
    best = max((c.certainty for c in candidates), default=0)
    if not best:
        return ()
    # A firm that the document calls its insurer silences those only known to be one.
    floor = ACTING if best >= ACTING else best
    chosen = _distinct(analysis, [c for c in candidates if c.certainty >= floor])
    return tuple(_fact(analysis, group, candidates) for group in chosen)


def _is_name(analysis: Analysis, candidate: Candidate) -> bool:
    """Return False for the label of an empty box ("INSURER D") or of another row."""
    if _EMPTY_BOX.fullmatch(analysis.folded, candidate.start, candidate.end):
        return False
    if _VERB.match(analysis.folded, candidate.start, candidate.end):
        return False
    cues = analysis.hits_in("coverage-cells", candidate.start, candidate.end)
    return not any(hit.id == "column.limit" and hit.start == candidate.start for hit in cues)


_EMPTY_BOX = re.compile(r"(?:the |l')?(?:insurer|assureur|underwriter)s?(?: ?\(?[a-f1-6]\)?)?\W*")
# "L'ASSUREUR NE GARANTIT PAS :" is a sentence in capitals, no name.
_VERB = re.compile(
    r"(?:l'|the )?(?:assureur |insurer )?(?:ne|n'\w+|est|sont|garantit|accorde|prend|peut|doit"
    r"|s'engage|couvre|exclut|does|will|shall|is|has|may)\b"
)
_ROLE = re.compile(r"(?:L['’]assureur|The [Ii]nsurer|La compagnie d['’]assurances?)\s+(?=[A-Z])")


# ---------------------------------------------------------------- one firm, one fact


def _distinct(analysis: Analysis, found: list[Candidate]) -> list[list[Candidate]]:
    """Return the candidates grouped by firm; a brand joins the entity that bears it."""
    groups: list[list[Candidate]] = []
    beside = _side_by_side(analysis, found)
    ranked = sorted(found, key=lambda c: (-len(_words(analysis, c)), -c.certainty, c.start))
    for candidate in ranked:
        group = next((g for g in groups if _is_same(analysis, candidate, g[0], beside)), None)
        if group is None:
            groups.append([candidate])
        else:
            group.append(candidate)
    return sorted(groups, key=lambda group: min(c.start for c in group))


def _side_by_side(analysis: Analysis, found: list[Candidate]) -> set[frozenset[tuple[str, ...]]]:
    """Return the pairs of names that are printed one beside the other, as two firms are."""
    ordered = sorted(set(found), key=lambda c: (c.start, c.end))
    return {
        frozenset((_words(analysis, one), _words(analysis, other)))
        for one, other in pairwise(ordered)
        if 0 <= other.start - one.end <= _BESIDE
    }


def _is_same(
    analysis: Analysis,
    one: Candidate,
    other: Candidate,
    beside: set[frozenset[tuple[str, ...]]],
) -> bool:
    text = analysis.document.text
    if one.start < other.end and other.start < one.end:
        return True
    if same_name(text[one.start : one.end], text[other.start : other.end]):
        return True
    shorter, longer = _words(analysis, one), _words(analysis, other)
    if not set(shorter) <= set(longer):
        return False
    # "MMA IARD Assurances Mutuelles et MMA IARD": two entities printed side by side.
    return not (frozenset((shorter, longer)) in beside and len(shorter) > 1)


_BESIDE = 6


def _words(analysis: Analysis, candidate: Candidate) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", analysis.folded[candidate.start : candidate.end]))


_ARTICLE = re.compile(r"(?:Les |L['’])")


def _fact(analysis: Analysis, group: list[Candidate], candidates: list[Candidate]) -> TextFact:
    text = analysis.document.text
    fullest = len(_words(analysis, group[0]))
    printings = [c for c in group if len(_words(analysis, c)) == fullest]
    # A letterhead tells whether the article belongs to the name ("Les Assurances X").
    printings += [
        c
        for c in candidates
        if c.certainty == ALIKE
        and _ARTICLE.match(text, c.start)
        and same_name(text[c.start : c.end], text[group[0].start : group[0].end])
    ]
    # "Compagnie Ligérienne" reads better than its letterhead in capitals.
    best = min(
        printings,
        key=lambda c: (
            text[c.start : c.end].isupper(),
            not _ARTICLE.match(text, c.start),
            -c.certainty,
            c.start,
        ),
    )
    surest = max(group, key=lambda c: (c.certainty, -c.start))
    spans = dict.fromkeys([(surest.start, surest.end), (best.start, best.end)])
    value = re.sub(r"\s+", " ", _SHARE.sub("", _ROLE.sub("", text[best.start : best.end]))).strip(
        " ,;–-"
    )
    return TextFact(value=value, evidence=tuple(cite(analysis.document, *s) for s in spans))
