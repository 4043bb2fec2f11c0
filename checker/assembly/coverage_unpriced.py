"""Sentences that give a cover's state without a figure: "RC Pro : non souscrite"."""

from __future__ import annotations

import re

from checker.assembly.coverage_heads import HEADLINE, Heads, family_of, read_heads
from checker.assembly.coverage_lines import Line, Origin, line_of
from checker.assembly.coverage_standing import Standing, ids_under
from checker.assembly.limits import Limit, cues_in, is_required, read_limit
from checker.assembly.sections import covers_in
from checker.domain import GuaranteeStatus, Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis, Sentence

# A cover that was not bought; "n'est pas garanti" is an exclusion and is read as one.
_REFUSED = re.compile(
    r"n'(?:est|a|ont|etant|ayant)\s+pas (?:ete )?(?:souscri|retenu|choisi)|ne sont pas souscri"
    r"|ne comporte (?:pas|aucune)|non souscrit|option non retenue|pas souhaite (?:souscrire|etre)"
    r"|(?:not|never) (?:been )?(?:purchased|taken out|selected|bought)"
)
# "La garantie RC exploitation n'est pas accordée": of a whole cover, it was not bought.
_NOT_GIVEN = re.compile(
    r"n'est (?:pas|point) (?:accordee?|acquise?|delivree?|octroyee?|comprise?|incluse?|garantie?)\b"
    r"|ne sont pas (?:accordee?s|acquise?s|delivree?s|octroyee?s|comprise?s|incluse?s)\b"
    r"|(?:is|are) not (?:provided|granted|included|given|afforded|operative)\b"
)
# Under its own heading: "Ce module n'a pas été souscrit", "Non souscrite".
_THIS_COVER = re.compile(
    r"\W*(?:(?:ce|cet|cette|le present|la presente|this) (?:module|garantie|volet|section|option"
    r"|couverture|assurance|cover|insurance)\b"
    r"|(?:garantie |module |option )?non (?:souscri|retenu))"
)
_NAMES_A_COVER = re.compile(
    r"\W*(?:la |le |les |the |notre |cette )?(?:garanties? |volet |cover |section |module )?$"
)

# "La garantie « Bris de matériel » est acquise.": the whole sentence, with no condition.
_TOLD = re.compile(
    r"\W*(?:(?:la|les|the|our) )?(?:garanties?|cover|extension)\b([^.;:]{3,110}?)"
    r" (?:est|sont|is|are) (?:egalement |bien |also )?"
    r"(?:acquise?s?|accordee?s?|incluse?s?|comprise?s?|souscrite?s?|granted|included)\W*"
)

# "Dommage immatériel : tout préjudice …" defines.
_DEFINING = re.compile(
    r"\s*(?:tout|toute|tous|toutes|un|une|le|la|les|l'|ensemble|action|perte|any|the|all)\b"
)
_DEFENCE = "def.pj"
# "RC Pro : garantie non souscrite au titre du présent contrat": the longest of each side.
_KEY_CHARACTERS = 110
_STATUS_CHARACTERS = 90
_REFUSAL_CHARACTERS = 160


def is_foreign(analysis: Analysis, sentence: Sentence) -> bool:
    """Return True for a definition, or a sentence in a part that is out of cover."""
    cues = cues_in(analysis, sentence.start, sentence.end)
    if any(hit.id == "grant.definition" for hit in cues):
        return True
    if is_required(analysis, sentence.start, sentence.end):
        return True
    scope = analysis.scope_at(sentence.start, sentence.start + 1)
    return scope.polarity is Polarity.EXCLUDED and not any(
        sentence.start <= cue[0] < sentence.end for cue in scope.cues
    )


def ids_or_cover(heads: Heads, cover: str) -> tuple[str, ...]:
    """Return the ids of heads, or the headline of a cover that stands alone."""
    if heads.ids:
        return heads.ids
    return (HEADLINE if cover.startswith(("rc.", "cyb", "mrp")) else cover,)


def read_refusal(
    analysis: Analysis,
    knowledge: Knowledge,
    sentence: Sentence,
    running: tuple[str, ...],
    title: tuple[str, ...],
) -> list[Line]:
    """Read "la garantie protection juridique n'a pas été souscrite"."""
    found = _REFUSED.search(analysis.folded, sentence.start, sentence.end)
    found = found or _find_not_given(analysis, sentence)
    if found is None or sentence.end - sentence.start > _REFUSAL_CHARACTERS:
        return []
    section = running[0] if running else None
    heads = read_heads(analysis, knowledge, sentence.start, sentence.end, section=section)
    if not heads.ids and not heads.covers:
        if not running or not _THIS_COVER.match(analysis.folded, sentence.start):
            return []
        heads = Heads((), running)
    limit = Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=sentence.start, end=sentence.end)
    standing = Standing(title=title, covers=running)
    return [
        line_of(
            limit,
            section=cover,
            identifier=identifier,
            label=(sentence.start, sentence.end),
            origin=Origin.PROSE,
        )
        for cover in standing.sections_for(heads, sublimit=False)
        for identifier in ids_under(heads, cover)
    ]


def _find_not_given(analysis: Analysis, sentence: Sentence) -> re.Match[str] | None:
    """Return the refusal of a sentence whose subject is a whole cover, else None."""
    found = _NOT_GIVEN.search(analysis.folded, sentence.start, sentence.end)
    hits = [
        h for h in analysis.hits_in("sections", sentence.start, sentence.end)
        if not h.id.startswith("part.")
    ]  # fmt: skip
    if found is None or not hits or hits[0].end > found.start():
        return None
    lead = analysis.folded[sentence.start : hits[0].start]
    return found if _NAMES_A_COVER.fullmatch(lead) else None


def read_status(
    analysis: Analysis,
    knowledge: Knowledge,
    sentence: Sentence,
    running: tuple[str, ...],
    title: tuple[str, ...],
) -> list[Line]:
    """Read "RC professionnelle : garantie non souscrite", "Frais de défense : inclus"."""
    text = analysis.folded
    colon = _key_end(text, sentence.start, sentence.end)
    if colon is None:
        return []
    covers = covers_in(analysis, sentence.start, sentence.end) or running
    section = covers[0] if covers else None
    heads = read_heads(analysis, knowledge, sentence.start, colon, section=section)
    if not heads.ids and not heads.covers:
        return []
    if any(hit.id == "column.deductible" for hit in cues_in(analysis, sentence.start, colon)):
        # "Franchise RC Pro : 10 % avec un minimum de 1 000 €" grants nothing.
        return []
    if is_foreign(analysis, sentence) or _DEFINING.match(text, colon, sentence.end):
        return []
    if analysis.hits_in("protections", colon, sentence.end):
        # "DIC : dommages immatériels consécutifs à un dommage garanti" is a legend.
        return []
    limit = read_limit(analysis, colon, sentence.end)
    if limit is None or sentence.end - colon > _STATUS_CHARACTERS:
        return []
    if limit.amount is not None:
        # "… informatiques Cotisation annuelle : 3 600 €": no amount here is a limit.
        return []
    if section is None:
        first = heads.ids[0]
        if family_of(first) in ("cyb", "mrp"):
            section = family_of(first)
        else:
            section = title[0] if title else (first if family_of(first) == "def" else None)
    sections = heads.covers or ((section,) if section else ())
    if heads.covers == (_DEFENCE,) and heads.ids and family_of(heads.ids[0]) == "def":
        # A defence line in a sentence stands alone (convention 7).
        sections = heads.ids[:1]
    return [
        line_of(
            limit,
            section=cover,
            identifier=identifier,
            label=(sentence.start, colon),
            origin=Origin.PROSE,
        )
        for cover in sections
        for identifier in ids_or_cover(heads, cover)
    ]


def read_told(
    analysis: Analysis, knowledge: Knowledge, sentence: Sentence, running: tuple[str, ...]
) -> list[Line]:
    """Read "La garantie « Bris de matériel » est acquise" under the cover it stands in."""
    told = _TOLD.fullmatch(analysis.folded, sentence.start, sentence.end)
    if told is None or len(running) != 1:
        return []
    if analysis.scope_at(told.start(1), told.end(1)).polarity is not Polarity.AFFIRMED:
        return []
    heads = read_heads(analysis, knowledge, told.start(1), told.end(1), section=running[0])
    limit = Limit(status=GuaranteeStatus.NO_AMOUNT, start=sentence.start, end=sentence.end)
    return [
        line_of(
            limit,
            section=cover,
            identifier=identifier,
            label=(told.start(1), told.end(1)),
            origin=Origin.PROSE,
        )
        for cover in heads.covers or running
        for identifier in heads.ids
    ]


def _key_end(folded: str, start: int, end: int) -> int | None:
    """Return where the key of "key : value" or "key ..... value" ends; None for no such form."""
    match = re.search(r" ?: |\.{3,}|…+|_{3,}| [-–—] ", folded[start:end])
    if match is None or match.start() > _KEY_CHARACTERS:
        return None
    return start + match.end()
