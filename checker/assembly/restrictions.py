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
    r"\b(?:si|s'ils?|sauf|sous reserve|en cas|cas d|a defaut|faute d|lorsqu\w*|quand|ni|peut|peuvent"
    r"|pourra\w*|pourrait|susceptible|jusqu'\w+|avant|toute|aucune|hors|en l'absence|hormis"
    r"|opposable\w*|exceptions?|dans les conditions|conformement|delai de|apres|suite a la resiliation"
    r"|if|unless|should|may|might|can|until|in the event|subject to|provided|where|any|no|before|after"
    r"|upon|prior|notice of|n'(?:est|a|ont|etait)|ne (?:sont|soit|soient|fait|font|sera)|non|not)\b"
)
# A suspension to come, of which the words give the day, is a fact all the same.
_DATED_FACT = re.compile(
    r"\b(?:depuis le|a compter du|au|le|since|with effect from|effective|as (?:of|from)|on) \d"
)


def find_restriction(analysis: Analysis, knowledge: Knowledge) -> TextFact | None:
    """Return the words that narrow the whole document, None where it is general."""
    hits = [
        hit
        for hit in analysis.hits("restrictions")
        if hit.id != _SUSPENSION and _is_statement(analysis, hit)
    ]
    return _fact(analysis, _sentences(analysis, hits))


def find_suspension(analysis: Analysis, knowledge: Knowledge) -> TextFact | None:
    """Return the words that state that cover is suspended or ended, None without such."""
    hits = [
        hit
        for hit in analysis.hits("restrictions")
        if hit.id == _SUSPENSION
        and _is_statement(analysis, hit)
        and not _is_hypothetical(analysis, hit)
    ]
    return _fact(analysis, _sentences(analysis, hits))


def _is_hypothetical(analysis: Analysis, hit: Hit) -> bool:
    sentence = analysis.sentence_at(hit.start)
    if sentence is None:
        return True
    clause = analysis.folded[sentence.start : hit.end]
    # A dated statement after a semicolon stands on its own.
    return _HYPOTHETICAL.search(clause.rpartition(";")[2]) is not None


def _is_statement(analysis: Analysis, hit: Hit) -> bool:
    block = analysis.block_at(hit.start)
    return (
        block is not None
        and block.kind in STATEMENT_KINDS
        and block.kind is not BlockKind.FOOTNOTE
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
