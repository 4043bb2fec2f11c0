"""Polarity of a phrase by cues and their scope, after ConText (Harkema et al. 2009).

A cue opens a scope (excluded, conditional), another closes or inverts it; list headers
govern their lists, section titles their sections. Every answer keeps the cues that made
it. The grammar is domain.md §5.3; the cues themselves are in scope-cues.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.domain import Polarity
from checker.language.headers import HeaderReader
from checker.language.patterns import Hit

if TYPE_CHECKING:
    from checker.language.analyser import Analysis, Sentence


@dataclass(frozen=True, slots=True)
class Scope:
    """Polarity of a span; `condition` is the span of the words that condition it."""

    polarity: Polarity = Polarity.AFFIRMED
    cues: tuple[tuple[int, int], ...] = ()
    condition: tuple[int, int] | None = None


# "non compris les dommages X": put before its noun, it works as a preposition.
_PUT_FIRST = re.compile(
    r"(?:non |pas |not )(?:compris|inclus|included)(?:es?)? (?:(?:les?|la|des?|ceux|celles|the|any)"
    r"\b|l'|d')"
)


class ScopeReader:
    """Reads scopes in one document."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._headers = HeaderReader(analysis)

    def read(self, start: int, end: int) -> Scope:
        """Return the scope of `[start, end)`."""
        sentence = self._analysis.sentence_at(start)
        if sentence is None:
            return Scope()
        near = max(sentence.start, start - _FARTHEST), min(sentence.end, end + _FARTHEST)
        cues = self._analysis.hits_in("scope-cues", *near)
        scope = self._in_sentence(cues, sentence, start, end)
        if scope.polarity in (Polarity.AFFIRMED, Polarity.CONDITIONAL):
            # A condition inside a list of exclusions narrows the exclusion; it grants nothing.
            governing = self._headers.governing(sentence.block)
            if governing is not None and not (
                self._reopened(cues, start)
                or _GRANT.match(self._analysis.folded, sentence.start, sentence.end)
            ):
                cues_of_scope = ((governing.start, governing.end),)
                return Scope(Polarity.EXCLUDED, cues_of_scope, scope.condition)
        return scope

    # -- inside the sentence

    def _in_sentence(
        self, cues: tuple[Hit, ...], sentence: Sentence, start: int, end: int
    ) -> Scope:
        first, last = self._clause(cues, sentence, start, end)
        excluded: list[Hit] = []
        conditions: list[Hit] = []
        reinstated: list[Hit] = []
        for cue in cues:
            kind = cue.id.split(".")[1]
            if kind == "title" and cue.start <= start and end < cue.end:
                # "dommages immatériels non consécutifs non garantis" names and refuses.
                excluded.append(cue)
                continue
            if (cue.start < end and start < cue.end) or not first <= cue.start < last:
                continue
            if _PUT_FIRST.match(self._analysis.folded, cue.start):
                kind = "forward"
            if (
                (kind == "forward" and cue.end <= start and self._reaches(cue, start, end))
                or (kind == "predicate" and self._governs(cue, sentence, start))
                or (kind == "postposed" and self._follows(cue, end))
                or (kind in ("title", "postposed") and self._announces(cue, sentence, start))
            ):
                excluded.append(cue)
            elif kind == "reinstate":
                if self._names_only(cue, start):
                    excluded.append(cue)
                elif self._reinstates(cue, start):
                    reinstated.append(cue)
            elif kind == "condition":
                conditions.append(cue)
        text = self._analysis.folded
        prepositions = {cue: _PREPOSITION.match(text, cue.start) is not None for cue in excluded}
        spans = tuple((c.start, c.end) for c in (*excluded, *reinstated))
        condition = (conditions[0].start, sentence.end) if conditions else None
        if reinstated:
            return Scope(Polarity.REINSTATED, spans, condition)
        if len(excluded) % 2 or _same_side(excluded, prepositions):
            return Scope(Polarity.EXCLUDED, spans, condition)
        if excluded:
            # "sont exclus …, sauf les dommages X": X is taken out of the exclusion.
            return Scope(Polarity.REINSTATED, spans, condition)
        if conditions:
            cue = conditions[0]
            return Scope(Polarity.CONDITIONAL, ((cue.start, cue.end),), condition)
        return Scope()

    def _clause(
        self, cues: tuple[Hit, ...], sentence: Sentence, start: int, end: int
    ) -> tuple[int, int]:
        """Return the part of the sentence around the span that no "toutefois" separates."""
        first, last = sentence.start, sentence.end
        for cue in cues:
            if cue.id != "scope.reopen":
                continue
            if cue.end <= start:
                if not self._is_cut(self._analysis.folded[cue.end : start]):
                    first = max(first, cue.start)
            elif cue.start >= end:
                last = min(last, cue.start)
        return first, last

    def _reaches(self, cue: Hit, start: int, end: int) -> bool:
        """True when a preposition ("hors", "à l'exclusion de") governs `[start, end)`.

        A full clause of its own ("; la garantie …") or the closing of its bracket ends
        what it governs; an enumeration does not. Before an amount ("3 M€ sauf vol
        10 000 €") it makes a sub-limit.
        """
        text = self._analysis.folded
        between = text[cue.end : start]
        if self._is_cut(between):
            return False
        if between.count(")") > between.count("("):
            return False
        if _NEW_CLAUSE.search(between):
            return False
        spares = text[cue.start : cue.end] in _SPARING
        if spares and _AMOUNT_AFTER.match(between):
            return False
        return not (spares and _AMOUNT_AFTER.match(text, end))

    def _follows(self, cue: Hit, end: int) -> bool:
        """True when "exclus" stands right behind its noun: "(USA/Canada exclus)"."""
        text = self._analysis.folded
        between = text[end : cue.start]
        # "Worldwide except …" puts it before; "USA et Canada exceptés." ends its clause.
        if text.startswith("except", cue.start) and not _CLAUSE_END.match(text, cue.end):
            return False
        if _ANSWERED.fullmatch(between):
            return True
        return end <= cue.start <= end + _POSTPOSED_REACH and not _NOT_ONE_NOUN.search(between)

    def _is_cut(self, between: str) -> bool:
        """True when a stop ends the scope; after a colon, semicolons only part its items."""
        announced = between.partition(":")
        items = announced[2] if ";" not in announced[0] else between
        if ";" in announced[0] or (announced[1] == "" and ";" in between):
            return True
        if _INNER_STOP.search(between):
            return True
        return any(_OWN_VERB.search(item) for item in items.split(";")[1:])

    def _governs(self, cue: Hit, sentence: Sentence, start: int) -> bool:
        """True when a predicate ("sont exclus") speaks of what stands at `start`.

        It speaks of its subject, before it; put first, or before a colon, it announces
        what follows.
        """
        text = self._analysis.folded
        before = text[max(sentence.start, cue.start - _LEAD) : cue.start]
        if start < cue.start:
            clause = text[start : cue.start]
            return ";" not in clause and not _announced(before) and not _OWN_VERB.search(clause)
        between = text[cue.end : start]
        if self._is_cut(between):
            return False
        announces = _announced(before) or between.lstrip()[:1] == ":"
        return announces or ":" in between or _FOR.match(between) is not None

    def _announces(self, cue: Hit, sentence: Sentence, start: int) -> bool:
        """True when words put first ("Exclusions :", "Excluded:") announce `start`."""
        text = self._analysis.folded
        between = text[cue.end : start]
        return (
            start >= cue.end
            and ":" in between
            and _announced(text[max(sentence.start, cue.start - _LEAD) : cue.start])
        )

    def _names_only(self, cue: Hit, start: int) -> bool:
        """True for what "ne sont exclus que" names: that alone is excluded."""
        text = self._analysis.folded
        return (
            start >= cue.end
            and text[cue.start : cue.end].endswith((" que", " qu"))
            and not _UNDER_CONDITION.match(text, cue.end)
        )

    def _reinstates(self, cue: Hit, start: int) -> bool:
        text = self._analysis.folded
        if start >= cue.end:
            return True
        # "Le vol n'est pas exclu" speaks of its subject; "cette exclusion ne s'applique
        # pas aux …" only of what follows it.
        subject = "exclusion" not in text[cue.start : cue.end]
        return subject and ";" not in text[start : cue.start]

    # -- from outside the sentence

    def _reopened(self, cues: tuple[Hit, ...], start: int) -> bool:
        return any(
            cue.id in ("scope.reopen", "scope.reinstate")
            and cue.end <= start
            and not self._is_cut(self._analysis.folded[cue.end : start])
            for cue in cues
        )


_CLAUSE_END = re.compile(r"\s*(?:[.,;)]|$|\n)")
_NUMBERED = re.compile(r"\d ?[.):–—-]{1,2}\s")
_ANNOUNCING = frozenset(
    (
        "et", "ou", "mais", "and", "or", "en", "outre", "aucun", "cas", "est", "sont", "demeure",
        "demeurent", "reste", "restent", "toujours", "egalement", "aussi", "notamment",
        "expressement", "formellement", "enfin", "also", "further", "article", "art",
    )
)  # fmt: skip
# "Outre les exclusions prévues par la loi, ne sont pas garantis :" announces what follows.
_BESIDES = re.compile(
    r"\b(?:outre|en plus de|en complement de|independamment de|en sus de|in addition to|besides)\b"
    r"[^:;.]{0,90}\b(?:exclusions?|exclus|cas)\b[^:;]{0,110},"
)
# Prepositions that before an amount set a sub-limit instead of an exclusion.
_SPARING = frozenset(("sauf", "hormis", "excepte", "except"))
_AMOUNT_AFTER = re.compile(r"[^;.,:]{0,30}?\d[\d ]{0,14}(?:[.,]\d+)? ?(?:€|eur\b|k€|m€|£|gbp)")
_PREPOSITION = re.compile(
    r"(?:hors|hormis|sauf|except|exclusion|exception|excluding|other than|save|with exception"
    r"|not including)"
)
# A single letter and a stop number an item: "a. les pénalités".
_INNER_STOP = re.compile(r"[a-z)]{2}\.(?= )")
# "à l'exception de X, la garantie …": a main clause of its own after the enumeration.
_NEW_CLAUSE = re.compile(
    r", (?:la|les|cette|ces|the) (?:presentes? )?"
    r"(?:garanties?|assureur|polices?|contrat|cover|policy)\b[^,;]{0,40}"
    r"\b(?:est|sont|s'\w+|couvre\w*|garanti\w*|reste\w*|demeure\w*|is|are|covers|remains?)\b"
)
# A finite verb of its own: the clause before it is not the subject of a later predicate.
_OWN_VERB = re.compile(
    r"(?<!qui )\b(?:s'exercent?|s'appliquent?|s'etend(?:ent)?|couvre|couvrent|garantit"
    r"|(?:est|sont) (?:garanti|couvert|acquis|accorde)\w*|is covered|are covered|covers|applies)\b"
)
# No cue governs farther than this (characters): a sentence without end stays cheap.
_FARTHEST = 4000
_LEAD = 200
# How far before "exclus" its nouns may begin (characters), and what parts them from it.
_POSTPOSED_REACH = 40
_NOT_ONE_NOUN = re.compile(r"[;:()]|\b(?:est|sont|garanti\w*|couvr\w*|mais|is|are|but|covers?)\b")
# "Pénalités de retard : exclues".
_ANSWERED = re.compile(r"\s*[:=–-]\s*")
# A sentence that grants, whatever title it stands under.
_GRANT = re.compile(
    r"(?:(?:the|this|la|les|le|l'|cette) ?)?(?:presentes? )?(?:policy|insurers?|cover|insurance"
    r"|garanties?|assureur|contrat|police|attestation|certificate|nous)\b[^.;:]{0,30}?"
    r"\b(?:indemnif\w+|covers|insures|garantit|garantissons|couvre|couvrons|pren(?:d|ons) en charge"
    r"|s'exerc\w+|s'appliqu\w+|(?:est|sont) (?:acquis|valabl|delivr|etabli|accord|garanti)\w*)"
)
_FOR = re.compile(r" ?(?:pour|concernant|s'agissant|en cas|a raison|for|in respect of)\b")
_UNDER_CONDITION = re.compile(r" ?(?:si\b|s'ils?\b|lorsqu|quand\b|dans\b|en cas\b)")


def _same_side(excluded: list[Hit], is_preposition: dict[Hit, bool]) -> bool:
    """True for two cues that say the same: "sont exclus … qui ne sont pas garantis".

    Only a preposition that follows a predicate takes something out of an exclusion.
    """
    ordered = sorted(excluded, key=lambda cue: cue.start)
    return bool(excluded) and not (
        is_preposition[ordered[-1]] and not is_preposition[ordered[0]] and len(ordered) > 1
    )


def _announced(before: str) -> bool:
    """True when nothing but a number, a bullet or a conjunction precedes the cue."""
    lead = _BESIDES.sub(" ", before.rpartition(";")[2])
    # "Clause 7. Sont exclus …", "Convention spéciale n° 4 : …": a number of its own.
    lead = _NUMBERED.split(lead)[-1]
    words = "".join(c if c.isalpha() else " " for c in lead).split()
    return all(word in _ANNOUNCING or len(word) == 1 for word in words)
