"""What narrows a whole document: one mission, one tender, a price; or says that cover stops.

"Sauf suspension ou résiliation" is a reservation that every attestation prints;
"suspendue depuis le …" states a fact. Source: domain.md §1.1 rows 13 and 17, corpus
convention 9; Cass. 3e civ., 24 Oct 2012 (attestation issued during a suspension).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.assembly.evidence import cite
from checker.domain import BlockKind, TextFact
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.analyser import STATEMENT_KINDS, Sentence
from checker.language.patterns import Hit

_SUSPENSION = "suspension.stated"
# A restriction is told in so many characters; the citation holds the rest.
_LONGEST_VALUE = 300

# Words before a suspension that make it a possibility, not a statement.
_HYPOTHETICAL = re.compile(
    r"\b(?:si|s'ils?|sauf|sous reserve|en cas|cas d|a defaut|faute d|lorsqu\w*|quand|ni|peut"
    r"|peuvent|pourra\w*|pourrait|susceptible|jusqu'\w+|avant|toute|aucune|hors|en l'absence|hormis"
    r"|opposable\w*|exceptions?|dans les conditions|conformement|delai de|apres"
    r"|if|unless|should|(?<!\d )may(?! \d)|might|can|until|in the event|subject to|provided|where"
    r"|any|no|before"
    r"|after|upon|prior|notice of|n'(?:est|a|ont|etait)|ne (?:sont|soit|soient|fait|font|sera)|non"
    r"|not)\b"
)
# What only may come to pass, said behind the suspension.
_TO_COME = re.compile(
    r"\b(?:pourra\w*|pourrai\w+|serai\w*|peu(?:t|vent)|jours? (?:plus tard|apres)|le cas echeant"
    r"|(?<!\d )may(?! \d)|might|would|could|days? (?:later|after))\b"
)
# "est résilié de plein droit en cas de cessation": what would end it.
_IN_CASE = re.compile(
    r"[^.;\d]{0,40}?\b(?:en cas|si|s'il|lorsqu\w*|des lors|a defaut|faute de|dans les cas"
    r"|in the event|in case|if|should)\b"
)
# "jusqu'à sa résiliation intervenue le 30 juin 2026": with its day, an end is a fact.
_UNTIL = re.compile(r"\b(?:jusqu'\w+|until)\b")
_DATED_END = re.compile(
    r"[^.;]{0,25}?\b(?:intervenue?|survenue?|prononcee?|notifiee?|prenant effet|effective|on|le"
    r"|du|au)"
    r"\s+(?:le |du |au |on |the )?\d{1,2}(?:er|st|nd|rd|th)?[ ./-]"
)
# "certifions que X était titulaire du contrat": a certificate of what is over.
_OVER = re.compile(
    r"\b(?:etait|etaient|a ete|ont ete|fut) (?:bien )?(?:titulaires?|assuree?s?|garantie?s?"
    r"|couverte?s?)\b|\b(?:garantissait|couvrait|was insured|were insured|was covered|has been"
    r" insured)\b"
)
_STILL = re.compile(
    r"\b(?:est|sont|reste|demeure) (?:\w+ )?(?:titulaire|assure|garanti|couvert|en vigueur)"
    r"|\b(?:depuis|since|au|to|until|jusqu'\w+) (?:le |the )?\d|en cours de validite|in force"
)
# A day, or a tense that states.
_STATED = re.compile(
    r"\b(?:depuis|actuellement|en cours|a ce jour|a ete|ont ete|est (?:suspendu|resilie|annule)\w*"
    r"|sont (?:suspendu|resilie|annule)\w*|restee|impaye\w*|has been|have been|was|were|currently"
    r"|since|is (?:suspended|cancelled|terminated)|overdue|unpaid|en date du|(?:19|20)\d\d)\b"
)


def find_restriction(analysis: Analysis, knowledge: Knowledge) -> TextFact | None:
    """Return the words that narrow the whole document, None where it is general."""
    hits = [
        hit
        for hit in analysis.hits("restrictions")
        if hit.id != _SUSPENSION
        and _is_statement(analysis, hit)
        and not _is_reservation(analysis, hit)
    ]
    return _fact(analysis, _sentences(analysis, hits))


def find_suspension(analysis: Analysis, knowledge: Knowledge) -> TextFact | None:
    """Return the words that state that cover is suspended or ended, None without such."""
    over = [s for s in analysis.sentences if _is_over(analysis, s)]
    hits = [
        hit
        for hit in analysis.hits("restrictions")
        if hit.id == _SUSPENSION
        and _is_statement(analysis, hit)
        and not _is_hypothetical(analysis, hit)
    ]
    return _fact(analysis, _sentences(analysis, hits) or over)


def _is_over(analysis: Analysis, sentence: Sentence) -> bool:
    """Return True for a sentence that attests in the past tense, without an end printed."""
    folded = analysis.folded
    if not _OVER.search(folded, sentence.start, sentence.end):
        return False
    attests = any(
        hit.id == "cue.attests"
        for hit in analysis.hits_in("document-kinds", sentence.start, sentence.end)
    )
    return attests and not _STILL.search(folded, sentence.start, sentence.end)


def _is_reservation(analysis: Analysis, hit: Hit) -> bool:
    """Return True for "dans les limites du contrat n° …": every attestation refers to its own."""
    sentence = analysis.sentence_at(hit.start)
    if sentence is None:
        return False
    return any(
        reserve.start < hit.end and hit.start < reserve.end
        for reserve in analysis.hits_in("boilerplate", sentence.start, sentence.end)
    )


def _is_hypothetical(analysis: Analysis, hit: Hit) -> bool:
    sentence = analysis.sentence_at(hit.start)
    if sentence is None:
        return True
    folded = analysis.folded
    supposed = [
        found
        for found in _HYPOTHETICAL.finditer(folded, sentence.start, hit.end)
        if not (_UNTIL.match(folded, found.start()) and _DATED_END.match(folded, hit.end))
    ]
    if supposed or _IN_CASE.match(folded, hit.end, sentence.end):
        return True
    if _TO_COME.search(folded, hit.start, sentence.end):
        return True
    return not _STATED.search(folded, sentence.start, sentence.end)


def _is_statement(analysis: Analysis, hit: Hit) -> bool:
    block = analysis.block_at(hit.start)
    return (
        block is not None and block.kind in STATEMENT_KINDS and block.kind is not BlockKind.FOOTNOTE
    )


def _sentences(analysis: Analysis, hits: Iterable[Hit]) -> list[Sentence]:
    found: dict[int, Sentence] = {}
    for hit in hits:
        sentence = analysis.sentence_at(hit.start)
        if sentence is not None:
            found.setdefault(sentence.start, sentence)
    return list(found.values())


def _fact(analysis: Analysis, sentences: list[Sentence]) -> TextFact | None:
    if not sentences:
        return None
    text = analysis.document.text
    value = " – ".join(text[s.start : s.end].strip() for s in sentences)
    return TextFact(
        value=value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…",
        evidence=tuple(cite(analysis.document, s.start, s.end) for s in sentences),
    )
