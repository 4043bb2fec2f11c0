"""Whether an activity that is printed is insured, left out, or insured under a condition.

The scope of the language layer decides first; this module adds what lists of activities
say in their own way: boxes, "X : NON", "hors X" inside brackets, "aucune activité de X".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from checker.assembly.activity_words import CLAUSE_END, REACH
from checker.domain import Polarity
from checker.language import Analysis


class Standing(StrEnum):
    COVERED = "covered"
    EXCLUDED = "excluded"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Reading:
    """The standing of one mention, where the words that say so begin and end, its condition."""

    standing: Standing
    start: int
    end: int
    condition: tuple[int, int] | None = None


# A verb stands this near its subject.
_NEXT_TO = 25
_EMPTY_BOX, _TICKED_BOX = "☐□❏❑○◯✗✘✖❌", "☑☒■⊠🗹✅✓✔●◉"
_BOXES = re.compile(f"[{_EMPTY_BOX}{_TICKED_BOX}]|\\[[ xX]?\\]|\\(\\s?[xX]?\\)")
# The answer beside an item: "Formation : oui", "Hébergement – NON", "(exclu)".
_ANSWER = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?"
    r"(?:[:=(–-]+\s*(?:activite |garantie |prestation )?|(?=neant|0 ?%))"
    r"(oui|non|yes|no|neant|0 ?%|exclue?s?"
    r"|non (?:garantie?|assuree?|couverte?|souscrite?|declaree?|exercee?)s?)(?:\W|$)"
)
_REFUSED_AFTER = re.compile(
    r"\b(?:n'est|ne sont|n'etant|n'ayant|n'a|n'ont|ne sera|ne seront|ne saurai(?:t|ent)"
    r"|ne peu(?:t|vent)|ne pour(?:ra|ront|rait|raient)|non|not|is not|are not|cannot)\b"
    r"[^.;]{0,30}?\b(?:declaree?s?|souscrite?s?|exercee?s?|garantie?s?|couverte?s?|assuree?s?"
    r"|autorisee?s?|retenue?s?|pratiquee?s?|comprise?s?|inclus(?:es?)?|partie|insured|covered"
    r"|included)\b(?!\s+qu(?:e\b|')(?! ?(?:apres|moyennant|(?:sur|avec) (?:notre |l')?accord)))"
    r"|\b(?:does|do|is|are) not (?:form )?part of\b"
    r"|\bn'en (?:fait|fasse|font|fassent) pas partie\b"
)
# The next clause takes the activity up again: "…, cette activité n'est pas garantie".
_TAKEN_UP = re.compile(
    r"[;,.:–-]\s+(?:toutefois,? |cependant,? |mais |however,? |but )?"
    r"(?:(?:cette|ladite|this|such|the said) (?:derniere )?(?:activite|prestation|activity|service)"
    r"|(?:ces|lesdites|these|such) (?:dernieres )?(?:activite|prestation|activitie|service)s"
    r"|celles?-ci|elles?|il|ils|it|they)\b"
)
_ASIDE = re.compile(r"[^,(]{0,40}?\(?\s*(?:exclue?s?|excluded|non comprise?s?)\b")
_NOT_YET = re.compile(
    r"[^.;]{0,60}?\b(?:sera(?:it)?|seraient|pourra(?:it|ient)?|pourront|peuvent|peut|will be|may be"
    r"|could be) (?:etre )?(?:egalement |also )?(?:garantie?|couverte?|etendue?|souscrite?|assuree?"
    r"|covered|insured|added)"
)
_REFUSED_BEFORE = re.compile(
    r"\bpas (?:d'|l'|de\b|la\b|le\b|les\b)|\b(?:but not|mais pas|mais non|aucune?"
    r"|sans|ni|non compris(?:e|es)?"
    r"|ne pas|ne jamais"
    r"|n(?:e |')(?!exced|depass|constitu|saur|representer)\w+ (?:pas|plus|aucune?|jamais|ni)"
    r"|non (?:garantie?|assuree?|couverte?|souscrite?|declaree?)s?\s*:"
    r"|no|without|does not|do not|not including|excludes?|exclut|excluent|excluant)(?:\b|(?<=:))"
)
_CONDITION = re.compile(
    r"\b(?:dans la limite|a concurrence d|n'excedant pas|n'excede pas|ne depassant pas"
    r"|ne depasse pas|sans exceder|limitee?s? a|inferieure?s? a|a hauteur d|sous reserve"
    r"|a (?:la )?condition|uniquement|exclusivement|a titre (?:accessoire|secondaire)"
    r"|sans intervention|provided|up to|not exceeding|limited to|moins de \d|maximum"
    r"|representant|as long as|only (?:if|for|in)"
    r"|n(?:e |')(?:est|sont|sera|seront) (?:garanti|couvert|assur|acquis|accord)\w* qu(?:e\b|'))"
)
_PREMIUM = re.compile(r"\b(?:paiement|reglement|prime|cotisation|encaissement|premium)\b")
_NARROWS = re.compile(
    r"\b(?:hors|sauf|hormis|excepte|a l'exclusion|a l'exception|excluding|except)\b"
)
_ALL_OTHERS = re.compile(r"\b(?:toute?s? autres?|all other|any other)\b")
_ITEM_END = re.compile(r"[;\n•▪➢]|\.\s|$")
# The other direction: "n'est pas exclue", "y compris", "reste garantie".
_INCLUDES = re.compile(r"\b(?:y compris|including|ainsi que|reste(?:nt)? garantie?s?)\b")


def read_standing(analysis: Analysis, start: int, end: int) -> Reading:
    """Return how the activity printed at `[start, end)` stands."""
    box = _box(analysis, start, end)
    if box is False:
        return Reading(Standing.EXCLUDED, start, end)
    answer = _ANSWER.match(analysis.folded, end)
    if answer is not None:
        refused = answer[1] not in ("oui", "yes")
        standing = Standing.EXCLUDED if refused else Standing.COVERED
        return Reading(standing, start, answer.end(1))
    cue = _refused_head(analysis, start)
    cue = cue if cue is not None else _own_cue(analysis, start, end)
    if cue is not None:
        return Reading(Standing.EXCLUDED, cue, end)
    taken_up = _refused_next(analysis, end)
    if taken_up is not None:
        return Reading(Standing.EXCLUDED, start, taken_up)
    if _NOT_YET.match(analysis.folded, end):
        return Reading(Standing.UNDECIDED, start, end)
    scope = analysis.scope_at(start, end)
    if scope.polarity is Polarity.REINSTATED:
        return Reading(Standing.UNDECIDED, start, end)
    if scope.polarity in (Polarity.EXCLUDED, Polarity.NEGATED):
        governing = [
            cue
            for cue in scope.cues
            if not _closed_before(analysis, cue, start)
            and not _about_places(analysis, cue, start)
            and not _opens_aside(analysis.folded, end, cue[0])
            and not _ABSOLUTE.search(analysis.folded, end, max(end, cue[1]))
        ]
        if governing:
            first = min(c[0] for c in governing)
            last = max(c[1] for c in governing)
            return Reading(Standing.EXCLUDED, *_quoted(analysis, first, last, start, end))
    return Reading(Standing.COVERED, start, end, _condition(analysis, start, end))


def find_narrowing(analysis: Analysis, start: int, end: int) -> bool:
    """Return True where words limit an activity: a condition, a part that they take out."""
    return any(p.search(analysis.folded, start, end) for p in (_CONDITION, _NARROWS))


def _quoted(analysis: Analysis, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Return the words to quote: from the cue to the activity when they stand together."""
    if analysis.block_at(first) is not analysis.block_at(start):
        return start, end
    return min(first, start), max(last, end)


# "Activité secondaire (non garantie) : hébergement".
_REFUSED_HEAD = re.compile(
    r"\((?:(?:non|pas|not) (?:garantie?|assuree?|souscrite?|couverte?|declaree?|insured|covered)s?"
    r"|exclue?s?|excluded)\)\s*:[^.;]*$"
)
# "X, l'hébergement étant exclu": what is refused stands behind the comma.
_ABSOLUTE = re.compile(r",\s*(?:l'|les? |la )[^,;.]*\b(?:etant|restant|demeurant)\b")


def _refused_head(analysis: Analysis, start: int) -> int | None:
    """Return where the head of a list begins that refuses what it lists, else None."""
    block = analysis.block_at(start)
    low = max(block.start if block else 0, start - REACH)
    low = max((m.end() for m in CLAUSE_END.finditer(analysis.folded, low, start)), default=low)
    found = _REFUSED_HEAD.search(analysis.folded, low, start)
    return found.start() if found else None


def _own_cue(analysis: Analysis, start: int, end: int) -> int | None:
    """Return where a refusal in the item's own words begins, None for no refusal."""
    folded = analysis.folded
    block = analysis.block_at(start)
    low = max(block.start if block else 0, start - REACH)
    high = min(block.end if block else len(folded), end + REACH)
    # An exclusion word may be part of the mention ("hors données de santé").
    for cue in analysis.hits_in("scope-cues", start, end):
        if cue.id == "scope.forward" and cue.start == start and cue.end < end:
            return start
    before = folded[low:start]
    before = before[max((m.end() for m in CLAUSE_END.finditer(before)), default=0) :]
    refusals = list(_REFUSED_BEFORE.finditer(before))
    if refusals:
        refusal = refusals[-1]
        between = before[refusal.end() :]
        crossed = "," in between and refusal[0] in ("sans", "no", "without", "ni")
        closed = between.count(")") > between.count("(")
        if not crossed and not closed and not _INCLUDES.search(between) and len(between) < 160:
            return start - len(before) + refusal.start()
    after = folded[end:high]
    stop = CLAUSE_END.search(after)
    after = after[: stop.start() if stop else len(after)]
    refusal_after = _REFUSED_AFTER.search(after)
    if (
        refusal_after
        and not _speaks_of_other(after[: refusal_after.start()], refusal_after[0])
        and not _opens_aside(folded, end, end + refusal_after.start())
    ):
        return start
    aside = _ASIDE.match(after)
    if aside and not re.search(r"\b(?:pas|not|sauf)\b", aside[0]):
        return start
    return None


def _refused_next(analysis: Analysis, end: int) -> int | None:
    """Return where the clause ends that takes an activity up again to refuse it, else None."""
    folded = analysis.folded
    block = analysis.block_at(max(0, end - 1))
    high = min(block.end if block else len(folded), end + REACH)
    taken_up = _TAKEN_UP.search(folded, end, high)
    if taken_up is None or analysis.hits_in("activities", end, taken_up.start()):
        return None
    stop = CLAUSE_END.search(folded, taken_up.end(), high)
    last = stop.start() if stop else high
    refusal = _REFUSED_AFTER.search(folded, taken_up.end(), last)
    if refusal is None or refusal.start() > taken_up.end() + _NEXT_TO:
        return None
    return last


def _speaks_of_other(between: str, refusal: str) -> bool:
    """True when the refusal is about something between: a guarantee, a condition, another."""
    if re.search(
        r"\b(?:lorsque|si|dommages?|reclamations?|dont|qui|que|toute autre|autres?)\b", between
    ):
        return True
    # "X, ces activités n'ayant pas été déclarées" is handled by the cue before X.
    return bool(re.search(r"\bces activites\b", between)) or len(between) > 140


def _closed_before(analysis: Analysis, cue: tuple[int, int], start: int) -> bool:
    """True when the cue stands inside brackets that close before the mention."""
    between = analysis.folded[cue[1] : start] if cue[1] <= start else ""
    return between.count(")") > between.count("(")


def _opens_aside(folded: str, end: int, cue: int) -> bool:
    """True when brackets that open behind the mention hold the cue and a subject of its own.

    "vidéosurveillance (la pose d'alarmes n'est pas garantie)" takes out alarms only;
    "hébergement (non garanti)" takes out what stands before it.
    """
    between = folded[end:cue] if end <= cue else ""
    opening = between.rfind("(")
    if opening < 0 or ")" in between[opening:]:
        return False
    words = re.findall(r"[a-z]{3,}", between[opening:])
    # "câblage, hébergement (non garanti)": the singular speaks of the nearest item.
    nearest = "," in between[:opening] and _ONE_REFUSED.match(folded, cue) is not None
    return nearest or any(word not in _ASIDE_WORDS for word in words)


_ONE_REFUSED = re.compile(
    r"(?:non|not|pas|n'est pas)? ?(?:garantie?|couverte?|assuree?|souscrite?|comprise?|incluse?"
    r"|exclue?|declaree?|covered|insured|included|excluded)\s*\)"
)
_ASIDE_WORDS = frozenset(
    [
        *("activite", "activites", "prestation", "prestations", "cette", "ces", "celle", "celles"),
        *("qui", "option", "garantie", "extension", "module", "retenue", "souscrite"),
    ]
)


def _about_places(analysis: Analysis, cue: tuple[int, int], start: int) -> bool:
    """True when the cue leaves out a country ("hors États-Unis, …"), not what follows it."""
    comma = analysis.folded.find(",", cue[1], start) if cue[1] <= start else -1
    if comma < 0 or analysis.hits_in("activities", cue[1], comma):
        return False
    return bool(analysis.hits_in("territories", cue[1], comma))


def _box(analysis: Analysis, start: int, end: int) -> bool | None:
    """Return what the box beside a mention says; None where its line holds no box."""
    block = analysis.block_at(start)
    if block is None:
        return None
    text = analysis.document.text
    line_start = max(text.rfind("\n", block.start, start) + 1, block.start, start - REACH)
    boxes = list(_BOXES.finditer(text, line_start, min(block.end, end + REACH)))
    if not boxes:
        return None
    leading = not any(c.isalpha() for c in text[line_start : boxes[0].start()].rpartition(":")[2])
    before = [b for b in boxes if b.end() <= start]
    after = [b for b in boxes if b.start() >= end]
    chosen = before[-1] if leading and before else after[0] if not leading and after else None
    if chosen is None:
        return None
    inside = chosen[0].strip("[]() ")
    if chosen[0][0] in "[(":
        return inside.lower() == "x"
    return chosen[0] in _TICKED_BOX


def _condition(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of the same item that limit the activity."""
    folded = analysis.folded
    block = analysis.block_at(start)
    limit = min(block.end if block else len(folded), end + REACH)
    stop = _ITEM_END.search(folded, end, limit)
    last = stop.start() if stop else limit
    for pattern in (_CONDITION, _NARROWS):
        found = pattern.search(folded, end, last)
        if found is None or _PREMIUM.search(folded, found.start(), last):
            continue
        if _ALL_OTHERS.search(folded, found.start(), min(last, found.end() + 25)):
            continue
        between = folded[end : found.start()]
        nearer = analysis.hits_in("activities", end, found.start())
        # "conseil, hébergement dans la limite de 20 %": the limit is the nearest one's.
        if nearer and not re.search(r",\s*(?:le tout\s*)?$", between):
            continue
        if pattern is _NARROWS and analysis.hits_in("activities", found.start(), last):
            continue
        return found.start(), _before_next(analysis, found.end(), last)
    return None


def _before_next(analysis: Analysis, position: int, last: int) -> int:
    """Return where the words about one activity end: the comma before the next one, or `last`."""
    following = analysis.hits_in("activities", position, last)
    comma = analysis.folded.rfind(",", position, following[0].start) if following else -1
    return comma if comma >= 0 else last
