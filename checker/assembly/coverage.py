"""The guarantee lines of a document (corpus/SCHEMA.md conventions 1-8, 12, 24-28)."""

from __future__ import annotations

from checker.assembly.coverage_defaults import apply_defaults
from checker.assembly.coverage_grants import read_grants
from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.coverage_prose import read_prose
from checker.assembly.coverage_rows import read_rows
from checker.assembly.coverage_table import read_tables
from checker.assembly.evidence import cite
from checker.assembly.sections import find_sections
from checker.domain import Basis, Document, Guarantee
from checker.knowledge import Knowledge
from checker.language import Analysis


def find_guarantees(analysis: Analysis, knowledge: Knowledge) -> tuple[Guarantee, ...]:
    """Return the lines of cover that a document prints, in printed order."""
    sections = find_sections(analysis)
    rows, used = read_rows(analysis, knowledge, sections)
    lines = [
        *read_tables(analysis, knowledge, sections),
        *rows,
        *read_prose(analysis, knowledge, sections, used),
    ]
    lines += read_grants(analysis, knowledge, sections, tuple(lines))
    lines.sort(key=lambda line: line.start)
    spoken = frozenset(
        sentence.start
        for line in lines
        if line.origin is not Origin.GRANT and (sentence := analysis.sentence_at(line.start))
    )
    found = apply_defaults(analysis, lines, spoken)
    return tuple(_guarantee(analysis.document, line) for line in found)


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
    )
