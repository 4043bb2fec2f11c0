"""Notes under a table: "(1) Par sinistre", "* Montant ramené à 400 000 €"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_heads import HEADLINE, read_heads
from checker.assembly.coverage_lines import Line
from checker.assembly.limits import NO_MONEY, amounts_in
from checker.domain import Basis, BlockKind, GuaranteeStatus
from checker.knowledge import Knowledge
from checker.language import Analysis

_MARK = r"\((?:\d{1,2}|\*{1,3}|[a-h])\)|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]"
# A mark that refers stands behind a word or a figure; one that begins a note stands first.
_REFERENCE = re.compile(rf"(?<=[\w€%)»”\"'])\s?(?P<mark>{_MARK})(?!\w)")
_NOTE = re.compile(rf"(?:^|(?<=\n)|(?<=[.;] ))\s*(?P<mark>{_MARK}|\d{{1,2}}\))\s*(?=\S)")
_LOWERED = re.compile(
    r"ramene|reduit|limite|plafonne|sous-limit|maximum|sans (?:pouvoir )?exceder|limited|reduced"
    r"|dans la limite|a concurrence|capped"
)
_CONDITION_CUES = ("scope.condition",)


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a note, without its mark, at `[start, end)`; `block`: where its block starts."""

    mark: str
    start: int
    end: int
    block: int


def find_notes(analysis: Analysis) -> tuple[Note, ...]:
    """Return the notes of a document whose mark something above refers to."""
    text = analysis.document.text
    notes: list[Note] = []
    cited: set[str] = set()
    for block in analysis.document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        printed = text[block.start : block.end]
        begins = [m for m in _NOTE.finditer(printed) if _plain(m["mark"]) in cited]
        if begins and begins[0].start() == 0 and block.kind is not BlockKind.CELL:
            stops = [m.start() for m in begins[1:]] + [len(printed)]
            notes += [
                Note(_plain(m["mark"]), block.start + m.end(), block.start + stop, block.start)
                for m, stop in zip(begins, stops, strict=True)
            ]
        cited.update(marks_in(printed))
    return tuple(notes)


def marks_in(printed: str) -> list[str]:
    """Return the marks that refer to notes in `printed`, without their brackets."""
    return [_plain(m["mark"]) for m in _REFERENCE.finditer(printed)]


def apply_notes(
    analysis: Analysis, knowledge: Knowledge, lines: Sequence[Line], notes: Sequence[Note]
) -> tuple[Line, ...]:
    """Return the lines as their notes complete, lower or condition them."""
    by_mark = {note.mark: note for note in notes}
    found: list[Line] = []
    for line in lines:
        marks = marks_in(_printed(analysis, line))
        extra: list[Line] = []
        for mark in dict.fromkeys(marks):
            note = by_mark.get(mark)
            if note is not None and note.start > line.start:
                line, more = _noted(analysis, knowledge, line, note)
                extra += more
        found += [line, *extra]
    return tuple(found)


def _printed(analysis: Analysis, line: Line) -> str:
    """Return the label and the value of a line, marks included."""
    text = analysis.document.text
    label = text[line.start : min(len(text), line.end + 4)].split("\n")[0]
    value = text[line.value[0] : line.value[1] + 4].split("\n")[0] if line.value else ""
    return f"{label}\n{value}"


def _plain(mark: str) -> str:
    return mark.strip("()").translate(str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789"))


def _noted(
    analysis: Analysis, knowledge: Knowledge, line: Line, note: Note
) -> tuple[Line, list[Line]]:
    """Return the line as its note changes it, and lines that the note adds."""
    cues = {h.id for h in analysis.hits_in("coverage-cells", note.start, note.end)}
    scope = [
        h for h in analysis.hits_in("scope-cues", note.start, note.end) if h.id in _CONDITION_CUES
    ]
    if scope and line.status is not GuaranteeStatus.NOT_SUBSCRIBED:
        line = replace(line, condition=line.condition or (note.start, note.end))
    if "column.deductible" in cues:
        # "La franchise est doublée en cas de …" changes no limit.
        return line, []
    amounts = amounts_in(analysis, note.start, note.end, NO_MONEY)
    basis = combine_bases(b.kind for b in find_bases(analysis, note.start, note.end))
    if not amounts:
        if line.amount is not None and line.basis is None and basis is not None:
            line = replace(line, basis=basis)
        return line, []
    amount = amounts[0].amount
    heads = read_heads(analysis, knowledge, note.start, note.end, section=line.section)
    others = [i for i in heads.ids if i not in (line.id, HEADLINE)]
    limit = replace(
        line,
        status=GuaranteeStatus.GRANTED,
        amount=amount.value,
        currency=amount.currency,
        basis=basis or line.basis or Basis.UNSTATED,
        amount_year=None,
        value=(amounts[0].start, amounts[0].end),
    )
    if others and line.amount is not None:
        added = [
            replace(limit, id=i, start=note.start, end=note.end, sublimit=True) for i in others
        ]
        return line, added
    if line.amount is None:
        return (limit if line.status is GuaranteeStatus.NO_AMOUNT else line), []
    lowered = _LOWERED.search(analysis.folded, note.start, note.end)
    if lowered and amount.value < line.amount:
        return limit, []
    return line, []
