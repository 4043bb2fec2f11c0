"""What sentences say of all lines: basis, deductible, overall limit, conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_excess import (
    SKIPPED,
    deductible_clauses,
    freed,
    prints_deductible,
    with_deductible,
)
from checker.assembly.coverage_heads import HEADLINE
from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.limits import NO_MONEY, amounts_in
from checker.assembly.sections import covers_in
from checker.domain import Basis, BlockKind, GuaranteeStatus
from checker.language import Analysis, Sentence

# From so many sentences on, each states the deductible of its own cover.
_SEVERAL = 2
# "Acquis à condition d'une sauvegarde": in a cell, whatever the condition is.
_PROVISO = re.compile(
    r"\ba (?:la )?(?:seule )?condition\b|\bsous condition|\bif and only if\b"
    r"|\bsi (?:les |des |une? |la |le |l')?(?:sauvegardes?|copies?|donnees|chiffrement|antivirus"
    r"|mfa|authentification|contrats?|clients?|cahier|recette|procedures?)\b"
    r"|\bsauf (?:en )?(?:absence|defaut|cas d'absence|l'absence)\b"
    r"|\b(?:provided|unless|if) (?:that )?(?:daily |regular )?(?:the |there |a )?"
    r"(?:backups?|data|encryption|contract|client)\b"
)


def apply_defaults(
    analysis: Analysis, lines: Sequence[Line], spoken: frozenset[int], used: frozenset[int]
) -> tuple[Line, ...]:
    """Return the lines with what the sentences around them say of all of them.

    `spoken`: starts of the sentences that made lines of their own; `used`: of the blocks
    that were read as rows.
    """
    found = [_with_own_condition(analysis, line) for line in lines]
    several = sum(
        sentence.block.start not in used and prints_deductible(analysis, sentence, spoken)
        for sentence in analysis.sentences
    )
    for sentence in analysis.sentences:
        found = freed(analysis, sentence, found)
        if sentence.block.kind in SKIPPED or sentence.start in spoken:
            continue
        if sentence.block.start in used:
            continue
        cues = {h.id for h in analysis.hits_in("coverage-cells", sentence.start, sentence.end)}
        if "column.deductible" in cues:
            for clause in deductible_clauses(analysis, sentence):
                found = with_deductible(analysis, clause, found, whole=several < _SEVERAL)
        if _is_basis_sentence(analysis, sentence):
            found = _with_basis(analysis, sentence, found)
        if "line.headline_included" in cues:
            found = _within_headline(analysis, sentence, found)
        found = _with_condition(analysis, sentence, found)
    return tuple(_with_currency(analysis, found))


# -- currency

_CURRENCY_SENTENCE = re.compile(
    r"\b(?:montants?|sommes?|capitaux|plafonds?|limites?|garanties?|franchises?|amounts?|limits?"
    r"|sums?|figures)\b[^.;\n]{0,60}\b(?:exprime\w*|libelle\w*|indique\w*|s'entend\w*|stated"
    r"|expressed|shown|are|sont)\b[^.;\n]{0,20}?\b(?:en|in)\s+"
    r"(?:(?P<EUR>euros?|eur\b|€)|(?P<GBP>pounds?|gbp|sterling|£)|(?P<USD>us dollars?|usd|dollars?))"
)


def _with_currency(analysis: Analysis, lines: list[Line]) -> list[Line]:
    """Return the lines with the currency of "montants exprimés en euros"."""
    if all(line.amount is None or line.currency for line in lines):
        return lines
    told = _CURRENCY_SENTENCE.search(analysis.folded)
    if told is None:
        return lines
    return [
        replace(line, currency=told.lastgroup)
        if line.amount is not None and line.currency is None
        else line
        for line in lines
    ]


# -- basis


def _is_basis_sentence(analysis: Analysis, sentence: Sentence) -> bool:
    hits = analysis.hits_in("bases", sentence.start, sentence.end)
    if not any(hit.id == "basis.sentence" for hit in hits):
        return False
    return not amounts_in(analysis, sentence.start, sentence.end, NO_MONEY)


def _with_basis(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
    """Return the lines with the basis of "les plafonds s'entendent par sinistre …".

    A clause that names its cover ("; pour la RC après livraison, par année") comes first.
    """
    verb = next(
        h for h in analysis.hits_in("bases", sentence.start, sentence.end)
        if h.id == "basis.sentence"
    )  # fmt: skip
    told: list[tuple[tuple[str, ...], Basis]] = []
    start = sentence.start
    while start < sentence.end:
        stop = _clause_end(analysis, max(start, verb.end), sentence.end)
        bases = find_bases(analysis, max(start, verb.start), stop)
        basis = combine_bases(b.kind for b in bases)
        if basis is not None:
            told.append((covers_in(analysis, start, stop), basis))
        start = stop + 1
    for covers, basis in sorted(told, key=lambda each: not each[0]):
        lines = [
            replace(line, basis=basis)
            if line.amount is not None
            and line.basis is None
            and (not covers or line.section in covers)
            else line
            for line in lines
        ]
    return lines


def _clause_end(analysis: Analysis, start: int, end: int) -> int:
    stop = analysis.folded.find(";", start, end)
    return stop if stop >= 0 else end


def _within_headline(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
    """Return the lines as sub-limits of the overall limit that their section prints."""
    covers = covers_in(analysis, sentence.start, sentence.end)
    headed = {line.section for line in lines if line.id == HEADLINE and line.amount is not None}
    return [
        replace(line, sublimit=True)
        if line.amount is not None
        and line.id != HEADLINE
        and line.section in headed
        and (not covers or line.section in covers)
        else line
        for line in lines
    ]


def _is_named(analysis: Analysis, line: Line, clause: str) -> bool:
    """Return True when a clause repeats the first words of a line's own label."""
    words = _LONG.findall(analysis.folded[line.start : line.end])[:2]
    if line.origin is Origin.GRANT or len(words) < 2 or words[0] in _COMMON:
        return False
    return re.search(rf"\b{words[0]}\W{{1,3}}(?:\w\W)?{words[1]}\b", clause) is not None


_LONG = re.compile(r"[a-z]{4,}")
# Words that begin many labels name none of them.
_COMMON = frozenset(
    ("tous", "toutes", "dommages", "dont", "responsabilite", "garantie", "frais", "autres")
)
# What "la garantie des données" is called in each family.
_DATA = ("perte_donnees", "donnees", "restauration")


# -- conditions


def _with_own_condition(analysis: Analysis, line: Line) -> Line:
    """Return the line with the condition that its own cell or row prints."""
    if line.condition is not None or line.origin is Origin.GRANT or line.value is None:
        return line
    if line.status is GuaranteeStatus.NOT_SUBSCRIBED:
        return line
    spans = [(line.start, line.end), line.value]
    block = analysis.block_at(line.value[0])
    if block is not None and block.kind is BlockKind.CELL:
        spans.append((block.start, block.end))
    if line.origin is Origin.PROSE and line.block_end > line.value[0]:
        spans.append((line.value[0], line.block_end))
    for start, end in spans:
        for hit in analysis.hits_in("scope-cues", start, end):
            if hit.id == "scope.condition":
                return replace(line, condition=(hit.start, end))
        found = _PROVISO.search(analysis.folded, start, end)
        if found:
            return replace(line, condition=(found.start(), end))
    return line


def _with_condition(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
    """Return the lines with the condition that a sentence sets on their cover."""
    cues = [
        h for h in analysis.hits_in("scope-cues", sentence.start, sentence.end)
        if h.id == "scope.condition"
    ]  # fmt: skip
    if not cues or "garantie" not in analysis.folded[sentence.start : cues[0].start]:
        return lines
    before = analysis.hits_in("protections", sentence.start, cues[0].start)
    # "Pertes d'exploitation" is read as property or cyber cover alike: the name counts.
    names = {hit.id.partition(".")[2] for hit in before}
    subjects = analysis.hits_in("grants", sentence.start, cues[0].start)
    if not names and any(hit.id == "subject.data" for hit in subjects):
        names = set(_DATA)
    clause = analysis.folded[sentence.start : cues[0].start]
    span = (cues[0].start, sentence.end)
    granted = (GuaranteeStatus.GRANTED, GuaranteeStatus.NO_AMOUNT, GuaranteeStatus.UNLIMITED)
    touched = {
        (line.section, line.id)
        for line in lines
        if line.id.partition(".")[2] in names or _is_named(analysis, line, clause)
    }
    # A "dont" line of the same protection stands under the same condition.
    return [
        replace(line, condition=span)
        if (line.section, line.id) in touched and line.status in granted and line.condition is None
        else line
        for line in lines
    ]
