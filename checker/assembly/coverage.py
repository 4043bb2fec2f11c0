"""The guarantee lines of a document (corpus/SCHEMA.md conventions 1-8, 12, 24-28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker.assembly.coverage_conditions import apply_conditions
from checker.assembly.coverage_defaults import apply_defaults
from checker.assembly.coverage_grants import read_grants
from checker.assembly.coverage_heads import HEADLINE
from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.coverage_prose import read_prose
from checker.assembly.coverage_rows import read_rows
from checker.assembly.coverage_table import read_tables
from checker.assembly.evidence import cite, is_doubtful
from checker.assembly.footnotes import apply_notes, find_notes
from checker.assembly.in_force import settle_lines
from checker.assembly.sections import find_sections
from checker.domain import Basis, Document, Guarantee, GuaranteeStatus, Kind
from checker.knowledge import Knowledge
from checker.language import Analysis


def find_guarantees(
    analysis: Analysis, knowledge: Knowledge, *, kind: Kind = Kind.ATTESTATION
) -> tuple[Guarantee, ...]:
    """Return the lines of cover that a document prints, in printed order."""
    sections = find_sections(analysis)
    notes = find_notes(analysis)
    noted = frozenset(note.block for note in notes)
    rows, used = read_rows(analysis, knowledge, sections, noted)
    lines = [
        *read_tables(analysis, knowledge, sections),
        *rows,
        *read_prose(analysis, knowledge, sections, used | noted),
    ]
    lines.sort(key=lambda line: line.start)
    lines = _merged(_referred(apply_notes(analysis, knowledge, lines, notes)))
    lines = list(read_grants(analysis, knowledge, sections, tuple(lines)))
    lines.sort(key=lambda line: line.start)
    spoken = frozenset(
        sentence.start
        for line in lines
        if line.origin is not Origin.GRANT and (sentence := analysis.sentence_at(line.start))
    )
    lines = apply_conditions(analysis, apply_defaults(analysis, lines, spoken, used))
    found = settle_lines(analysis, lines, kind)
    return tuple(_guarantee(analysis.document, line) for line in found)


def _referred(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; "dans cette limite" takes the amount of the headline above it."""
    headlines: dict[str, Line] = {}
    for line in lines:
        above = headlines.get(line.section)
        if line.refers and line.amount is None and above is not None:
            line = replace(
                line,
                status=GuaranteeStatus.GRANTED,
                amount=above.amount,
                currency=above.currency,
                basis=above.basis,
                amount_year=above.amount_year,
            )
        if line.id == HEADLINE and line.amount is not None:
            headlines[line.section] = line
        yield line


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Return the lines; a cover's own limits per claim and per year on two rows are one."""
    found: list[Line] = []
    for line in lines:
        index = next((i for i, known in enumerate(found) if _completes(known, line)), None)
        if index is None:
            found.append(line)
        else:
            found[index] = replace(found[index], amount_year=line.amount)
    return found


def _completes(line: Line, following: Line) -> bool:
    return (
        following.bare
        and (line.section, line.id) == (following.section, following.id)
        and line.basis in (Basis.PER_CLAIM, Basis.PER_CLAIMANT)
        and line.amount_year is None
        and following.basis in (Basis.PER_YEAR, Basis.PER_POLICY_PERIOD)
    )


def _guarantee(document: Document, line: Line) -> Guarantee:
    spans = [(line.start, line.end)]
    if line.value is not None and not (line.start <= line.value[0] < line.end):
        spans.append(line.value)
    if line.condition is not None:
        spans.append(line.condition)
    return Guarantee(
        section=line.section,
        id=line.id,
        label=document.text[line.start : line.end],
        status=line.status,
        amount=line.amount,
        currency=line.currency,
        basis=line.basis or Basis.UNSTATED,
        amount_year=line.amount_year,
        sublimit=line.sublimit,
        deductible=line.deductible,
        condition=document.text[line.condition[0] : line.condition[1]] if line.condition else None,
        evidence=tuple(cite(document, start, end) for start, end in spans),
        doubtful=line.amount is not None
        and is_doubtful(document, *(line.value or (line.start, line.end))),
    )
