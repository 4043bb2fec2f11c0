"""Deductibles that sentences print for the lines around them (corpus/SCHEMA.md 6)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from checker.assembly.coverage_heads import family_of
from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import NO_MONEY, amounts_in
from checker.assembly.sections import covers_in
from checker.domain import BlockKind, Deductible, DeductibleKind, GuaranteeStatus
from checker.language import Analysis, Sentence

SKIPPED = frozenset((BlockKind.FURNITURE, BlockKind.CELL))
_EXCEPTION = re.compile(
    r"\b(?:sauf|hors|hormis|excepte|a l'exception|except|other than|autres que|not applicable to"
    r"|non applicable|ne s'applique pas|sans franchise)\b"
)
# "Il n'est pas appliqué de franchise": nothing behind the word says that there is none.
_APPLIES_NONE = re.compile(
    r"\bn'est (?:pas|point) (?:appliquee?|prevue?|retenue?|deduite?) (?:de |d'aucune )?franchise"
    r"|\b(?:il )?ne (?:s'applique|sera applique) (?:pas de|aucune) franchise"
    r"|\bno (?:excess|deductible) (?:applies|is applied|shall apply)\b"
)
_JUST_BEFORE = re.compile(r"[\s(]*(?:de|d'|en)?\s*")
_DOUBLED = re.compile(r"\b(?:doublee?s?|triplee?s?|majoree?s?|portee?s? a|doubled|increased)\b")


def with_deductible(
    analysis: Analysis, sentence: Sentence, lines: list[Line], *, whole: bool
) -> list[Line]:
    """Return the lines with the deductible that a sentence of its own prints (convention 6).

    `whole`: it is the only one, and governs all lines; else those of its cover.
    """
    text = analysis.document.text
    hits = analysis.hits_in("coverage-cells", sentence.start, sentence.end)
    word = next((h for h in hits if h.id == "column.deductible"), None)
    # A clause behind the first one has only its figures: "; pertes d'exploitation : 12 heures".
    lead = word.start if word else sentence.start
    if _DOUBLED.search(analysis.folded, sentence.start, sentence.end):
        return lines
    exception = _EXCEPTION.search(analysis.folded, lead, sentence.end)
    stop = exception.start() if exception else sentence.end
    freely = _APPLIES_NONE.search(analysis.folded, sentence.start, sentence.end) is not None
    deductible = (
        Deductible(kind=DeductibleKind.NONE)
        if freely
        else read_deductible(text[lead:stop]) or _printed_before(analysis, sentence.start, lead)
    )
    whole = whole and not freely
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
        if (reach is None or line in reach)
        and (_takes(line, covers, named, excepted) or (reach and _is_defence(line)))
        else line
        for line in lines
    ]


def deductible_clauses(analysis: Analysis, sentence: Sentence) -> list[Sentence]:
    """Return the parts of "Franchise : 5 000 € ; pertes d'exploitation : 12 heures".

    Those that name their cover come first: the general one takes what they leave.
    """
    cuts = [m.start() for m in re.finditer(";", analysis.folded[sentence.start : sentence.end])]
    bounds = [sentence.start, *(sentence.start + cut + 1 for cut in cuts), sentence.end]
    parts = [replace(sentence, start=a, end=b) for a, b in pairwise(bounds) if a < b]
    text = analysis.document.text
    if not all(read_deductible(text[part.start : part.end]) for part in parts):
        return [sentence]
    general = [p for p in parts if not analysis.hits_in("protections", p.start, p.end)]
    return [*(p for p in parts if p not in general), *general]


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


def prints_deductible(analysis: Analysis, sentence: Sentence, skipped: frozenset[int]) -> bool:
    """Return True for a sentence that prints a deductible and no line of its own."""
    if sentence.block.kind in SKIPPED or sentence.start in skipped:
        return False
    cues = analysis.hits_in("coverage-cells", sentence.start, sentence.end)
    words = [hit for hit in cues if hit.id == "column.deductible"]
    if not words:
        return False
    if _APPLIES_NONE.search(analysis.folded, sentence.start, sentence.end):
        return True
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
        # "Pertes d'exploitation" is read as property or cyber cover alike: the name counts.
        names = {name.partition(".")[2] for name in named}
        return line.id in named or line.id.partition(".")[2] in names
    return not covers or line.section in covers


def _is_defence(line: Line) -> bool:
    """Return True for a limit under a heading of defence, which a sentence below it governs."""
    return (
        line.section == "def.pj"
        and line.amount is not None
        and line.deductible is None
        and not line.own_deductible
    )


def freed(analysis: Analysis, sentence: Sentence, lines: list[Line]) -> list[Line]:
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
