"""Activities that a sentence or an item outside the lists says are not insured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.activity_objects import is_object
from checker.assembly.activity_polarity import Reading, Standing, read_standing
from checker.domain import BlockKind, Polarity
from checker.language import Analysis, Sentence
from checker.language.patterns import Hit

# No list of activities names more; what does is no list, and says nothing.
_MOST_MENTIONS = 400
# A statement that an activity is not insured, wherever it is printed.
_ACTIVITY_WORDS = re.compile(
    r"\b(?:activites?|prestations?|missions?|services?|metiers?|professions?|travaux"
    r"|activity|activities|services|operations|work)\b"
)
_LOSS_WORDS = re.compile(
    r"\b(?:dommages?|reclamations?|consequences?|pertes?|frais|litiges?|responsabilites?|sinistres?"
    r"|penalites?|indemnites?|losse?s?|damages?|claims?|liabilit\w+)\b"
)
_OUT_OF_POLICY = re.compile(
    r"\b(?:ne releve(?:nt)? pas"
    r"|n'(?:est|a) (?:pas|plus) (?:ete )?(?:garantie?|declaree?|couverte?|assuree?|souscrite?)"
    r"|ne sont (?:pas|plus|jamais) (?:garantie?|declaree?|couverte?|assuree?|souscrite?)s?"
    r"|(?:est|sont|demeurent?|restent?) "
    r"(?:expressement |formellement |notamment |egalement |aussi )*(?:exclue?s?|hors)"
    r"|ne (?:fait|font) pas partie|(?:is|are) (?:not (?:covered|insured)|excluded)"
    r"|non (?:garantie?|declaree?|couverte?|souscrite?|assuree?)s?"
    r"|ne (?:couvre|garantit|concerne|comprend|vise|porte) pas(?: sur)?|n'est pas etendue?"
    r"|does not (?:cover|extend to)|(?:does|do) not form part"
    r"|(?:is|are) not (?:part of|included))\b"
)
# "L'infogérance, la conception de logiciels … ne sont pas garanties": the subject itself.
_SUBJECT = re.compile(r"\W*(?:l'|la |le |les |toutes? |tous |any |all |the )?\W*")
# "Sont expressément non assurées : la conservation de …": what a refusal announces.
_LISTED_REFUSAL = re.compile(
    r"(?:\bnon (?:garantie?|couverte?|assuree?|souscrite?)|\bexclue?|\b(?:excluded|not insured))"
    r"s?\s*:"
    r"[^.]*$"
)
# An item that begins with its activity: "• la conception de logiciels", "• les travaux de …".
_ITEM = re.compile(
    r"\W*(?:(?:l'|la |le |les |toute? |toutes |tous |any |all |the )?"
    r"(?:(?:activites?|prestations?|travaux|missions?|services?|operations?)"
    r" (?:de |d'|en |sur |liee?s a |relatifs? a )?)?"
    r"(?:(?:des |les |l')?(?:installations?|systemes?|equipements?) (?:de |d'))?)"
    r"(?:l'|la |le |les |des )?"
)
# "Ne sont jamais couverts la fourniture de X, l'hébergement et …": items of one list.
_INVERTED = re.compile(
    r"\W*ne (?:sont|seront|saurai(?:en)?t etre) (?:pas|jamais|plus|en aucun cas) "
    r"(?:couvert|garanti|assure|compris|inclus)e?s?\b.*(?:,|\bet|\bou|\bni) (?:l'|la |le |les )?$"
)
# "les conséquences d'un retard ainsi que toute prestation de": another subject begins.
_NEW_SUBJECT = re.compile(
    r"^.*(?:,|;|\bet\b|\bou\b|\bainsi que\b|\band\b|\bas well as\b) "
    r"(?=(?:toute?s? |les |la |l'|any |all )"
    r"(?:activites?|prestations?|missions?|services?|travaux|activity|activities|work)\b)"
)
# A box of a form that holds sentences ("Description of operations").
_PROSE_BOX = 120
# "Le contrat ne couvre pas l'hébergement": the activity stands right after the refusal.
_DIRECT_REFUSAL = re.compile(
    r"(?:ne (?:couvre|garantit|concerne|comprend|vise|porte) pas(?: sur)?"
    r"|does not (?:cover|extend to))\W+(?:\w+\W+){0,4}$"
)


def find_refused(analysis: Analysis, seen: frozenset[Hit]) -> Iterator[tuple[Hit, Reading]]:
    """Yield activities that a sentence outside the lists says are not insured.

    `seen`: the mentions that the lists have read already.
    """
    for sentence in analysis.sentences:
        block = sentence.block
        boxed = block.kind is BlockKind.CELL and block.end - block.start < _PROSE_BOX
        if block.kind is BlockKind.FURNITURE or boxed:
            continue
        text = analysis.folded[sentence.start : sentence.end]
        refusal = _OUT_OF_POLICY.search(text)
        if refusal is None:
            yield from _refused_items(analysis, sentence, seen)
            continue
        subject = False
        for hit in bounded(analysis.hits_in("activities", sentence.start, sentence.end)):
            before = text[: hit.start - sentence.start]
            subject = subject or bool(
                _SUBJECT.fullmatch(before) and hit.end - sentence.start < refusal.start() + 1
            )
            named = subject or _ACTIVITY_WORDS.search(before) or _DIRECT_REFUSAL.search(before)
            named = named or _LISTED_REFUSAL.search(before) or _INVERTED.fullmatch(before)
            if hit in seen or not named or _LOSS_WORDS.search(_NEW_SUBJECT.sub("", before)):
                continue
            if read_standing(analysis, hit.start, hit.end).standing is Standing.EXCLUDED:
                yield hit, Reading(Standing.EXCLUDED, hit.start, sentence.end)


def _refused_items(
    analysis: Analysis, sentence: Sentence, seen: frozenset[Hit]
) -> Iterator[tuple[Hit, Reading]]:
    """Yield the activities that an item under "Ne sont pas garantis :" is about."""
    if sentence.block.kind is not BlockKind.LIST_ITEM or sentence.start != sentence.block.start:
        return
    hits = bounded(analysis.hits_in("activities", sentence.start, sentence.end))
    if not hits or not _ITEM.fullmatch(analysis.folded, sentence.start, hits[0].start):
        return
    scope = analysis.scope_at(hits[0].start, hits[0].end)
    above = [cue for cue in scope.cues if cue[1] <= sentence.start]
    if scope.polarity is not Polarity.EXCLUDED or not above:
        return
    lead = analysis.sentence_at(above[0][0])
    if lead is None or _LOSS_WORDS.search(analysis.folded, lead.start, lead.end):
        return
    if not _OUT_OF_POLICY.search(analysis.folded, lead.start, lead.end):
        # A title "Exclusions" heads losses; what is not insured is said in a sentence.
        return
    for hit in hits:
        before = analysis.folded[sentence.start : hit.start]
        if hit not in seen and not _LOSS_WORDS.search(before) and not is_object(analysis, hit):
            yield hit, Reading(Standing.EXCLUDED, hit.start, hit.end)


def bounded(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the mentions of one place; none where they are too many for a list."""
    return hits if len(hits) <= _MOST_MENTIONS else ()
