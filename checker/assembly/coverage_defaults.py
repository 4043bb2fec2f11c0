"""What sentences say of all lines: basis, deductible, overall limit, conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_heads import HEADLINE, family_of
from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import NO_MONEY, amounts_in
from checker.assembly.sections import covers_in
from checker.domain import BlockKind, Deductible, DeductibleKind, GuaranteeStatus
from checker.language import Analysis, Sentence

# From so many sentences on, each states the deductible of its own cover.
_SEVERAL = 2
_SKIPPED = frozenset((BlockKind.FURNITURE, BlockKind.CELL))
_EXCEPTION = re.compile(
    r"\b(?:sauf|hors|hormis|excepte|a l'exception|except|other than|autres que|not applicable to"
    r"|non applicable|ne s'applique pas|sans franchise)\b"
)
# "Acquis à condition d'une sauvegarde": in a cell, whatever the condition is.
_PROVISO = re.compile(r"\ba (?:la )?(?:seule )?condition\b|\bsous condition|\bif and only if\b")
_JUST_BEFORE = re.compile(r"[\s(]*(?:de|d'|en)?\s*")
_DOUBLED = re.compile(r"\b(?:doublee?s?|triplee?s?|majoree?s?|portee?s? a|doubled|increased)\b")


def apply_defaults(
    analysis: Analysis, lines: Sequence[Line], spoken: frozenset[int], used: frozenset[int]
) -> tuple[Line, ...]:
    """Return the lines with what the sentences around them say of all of them.

    `spoken`: starts of the sentences that made lines of their own; `used`: of the blocks
    that were read as rows.
    """
    found = [_with_own_condition(analysis, line) for line in lines]
    several = sum(
        sentence.block.start not in used and _prints_deductible(analysis, sentence, spoken)
        for sentence in analysis.sentences
    )
    for sentence in analysis.sentences:
        found = _freed(analysis, sentence, found)
        if sentence.block.kind in _SKIPPED or sentence.start in spoken:
            continue
        if sentence.block.start in used:
            continue
        cues = {h.id for h in analysis.hits_in("coverage-cells", sentence.start, sentence.end)}
        if "column.deductible" in cues:
            found = _with_deductible(analysis, sentence, found, whole=several < _SEVERAL)
        if _is_basis_sentence(analysis, sentence):
            found = _with_basis(analysis, sentence, found)
        if "line.headline_included" in cues:
            found = _within_headline(analysis, sentence, found)
        found = _with_condition(analysis, sentence, found)
    return tuple(found)


# -- basis


def _is_basis_sentence(analysis: Analysis, sentence: Sentence) -> bool:
    hits = analysis.hits_in("bases", sentence.start, sentence.end)
    if not any(hit.id == "basis.sentence" for hit in hits):
        return False
    return not amounts_in(analysis, sentence.start, sentence.end, NO_MONEY)


def _with_basis(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
    """Return the lines with the basis of "les plafonds s'entendent par sinistre …"."""
    verbs = [
        h for h in analysis.hits_in("bases", sentence.start, sentence.end)
        if h.id == "basis.sentence"
    ]  # fmt: skip
    stop = _clause_end(analysis, verbs[0].end, sentence.end)
    bases = find_bases(analysis, verbs[0].start, stop)
    basis = combine_bases(b.kind for b in bases)
    if basis is None:
        return lines
    covers = covers_in(analysis, sentence.start, sentence.end)
    return [
        replace(line, basis=basis)
        if line.amount is not None and line.basis is None and (not covers or line.section in covers)
        else line
        for line in lines
    ]


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


# -- deductible


def _with_deductible(
    analysis: Analysis, sentence: Sentence, lines: list[Line], *, whole: bool
) -> list[Line]:
    """Return the lines with the deductible that a sentence of its own prints (convention 6).

    `whole`: it is the only one, and governs all lines; else those of its cover.
    """
    text = analysis.document.text
    hit = next(
        h for h in analysis.hits_in("coverage-cells", sentence.start, sentence.end)
        if h.id == "column.deductible"
    )  # fmt: skip
    if _DOUBLED.search(analysis.folded, sentence.start, sentence.end):
        return lines
    exception = _EXCEPTION.search(analysis.folded, hit.end, sentence.end)
    stop = exception.start() if exception else sentence.end
    deductible = read_deductible(text[hit.start : stop]) or _printed_before(
        analysis, sentence.start, hit.start
    )
    if deductible is None or (whole and not _has_figure(deductible)):
        return lines
    excepted = {
        h.id for h in analysis.hits_in("protections", stop, sentence.end)
    } if exception else set()  # fmt: skip
    covers = covers_in(analysis, sentence.start, stop)
    named = {
        h.id for h in analysis.hits_in("protections", sentence.start, stop)
        if h.id not in ("rc.pro", "rc.exploitation", "rc.apres_livraison")
    }  # fmt: skip
    reach = None if whole or covers or named else _cover_above(analysis, sentence, lines)
    return [
        replace(line, deductible=deductible)
        if _takes(line, covers, named, excepted) and (reach is None or line in reach)
        else line
        for line in lines
    ]


def _cover_above(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
    """Return the lines that "Franchise : 500 €" governs below the lines of one cover.

    Right below the heading of a cover, it governs what follows.
    """
    blocks = analysis.document.blocks
    index = blocks.index(sentence.block)
    if index and not any(blocks[index - 1].start <= x.start < sentence.start for x in lines):
        above = covers_in(analysis, blocks[index - 1].start, blocks[index - 1].end)
        if above:
            return [x for x in lines if x.section in above and x.start > sentence.start]
    before = [x for x in lines if x.start < sentence.start and x.origin is not Origin.GRANT]
    if not before:
        return lines
    return [x for x in before if x.section == before[-1].section]


def _prints_deductible(analysis: Analysis, sentence: Sentence, skipped: frozenset[int]) -> bool:
    """Return True for a sentence that prints a deductible and no line of its own."""
    if sentence.block.kind in _SKIPPED or sentence.start in skipped:
        return False
    cues = analysis.hits_in("coverage-cells", sentence.start, sentence.end)
    words = [hit for hit in cues if hit.id == "column.deductible"]
    if not words:
        return False
    text = analysis.document.text[words[0].start : sentence.end]
    return read_deductible(text) is not None


def _printed_before(analysis: Analysis, start: int, end: int) -> Deductible | None:
    """Return the deductible of "500 € de franchise": its amount stands before the word."""
    amounts = amounts_in(analysis, start, end, NO_MONEY)
    if not amounts or not _JUST_BEFORE.fullmatch(analysis.folded, amounts[-1].end, end):
        return None
    return read_deductible(analysis.document.text[amounts[-1].start : end])


def _has_figure(deductible: Deductible) -> bool:
    return any(
        value is not None
        for value in (deductible.amount, deductible.rate, deductible.hours, deductible.days)
    )


def _takes(line: Line, covers: tuple[str, ...], named: set[str], excepted: set[str]) -> bool:
    """Return True for a granted line without a deductible that a general one governs."""
    if line.amount is None or line.deductible is not None or line.own_deductible:
        return False
    if line.id in excepted or family_of(line.id) == "def" or line.origin is Origin.GRANT:
        return False
    if named and not covers:
        return line.id in named
    return not covers or line.section in covers


def _freed(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
    """Return the lines with no deductible where one is "not applicable to" them."""
    cues = analysis.hits_in("coverage-cells", sentence.start, sentence.end)
    words = [hit for hit in cues if hit.id == "column.deductible"]
    exception = _EXCEPTION.search(analysis.folded, sentence.start, sentence.end)
    if exception is None or not (words or _has_excess_label(analysis, sentence)):
        return lines
    ids = {h.id for h in analysis.hits_in("protections", exception.end(), sentence.end)}
    return [
        replace(line, deductible=Deductible(kind=DeductibleKind.NONE))
        if line.id in ids
        and line.deductible is None
        and line.status is not GuaranteeStatus.NOT_SUBSCRIBED
        else line
        for line in lines
    ]


def _has_excess_label(analysis: Analysis, sentence: Sentence) -> bool:
    """Return True for a cell beside "Excess": the cell before it in the same row."""
    block = sentence.block
    if block.kind is not BlockKind.CELL or not block.column:
        return False
    hits = analysis.hits_in("coverage-cells", max(0, block.start - _BESIDE), block.start)
    return any(hit.id == "column.deductible" for hit in hits)


# How far before a cell the label of its row may begin (characters).
_BESIDE = 40


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
