"""Rows whose label and value are joined by dots, where no blank strip parts the two.

Dots bring the eye over from a short label to a value that begins where a longer label
still runs; what of a value finds no room goes on below, at the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.readers.pdf_gaps import levels_of
from checker.readers.pdf_geometry import around
from checker.readers.pdf_lines import Line
from checker.readers.pdf_paragraphs import OPEN_ENDS, OPEN_WORDS, marker_of
from checker.readers.pdf_tables import VALUE, Table, TableCell

_LEADING_EM = 1.75
# What parts a value from the piece behind it, at most (ems): more is another column.
_GAP_EM = 3.0
_ITEM = re.compile(r"(?:dont|y compris|sous-limite|of which|including)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    label: list[Line]
    value: list[Line]

    @property
    def last(self) -> Line:
        return self.value[-1]


@dataclass(slots=True)
class _Run:
    """Rows one below the other."""

    rows: list[_Row] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for line in (*row.label, *row.value)]


def leader_tables(lines: Sequence[Line]) -> list[Table]:
    """Return the tables that dotted leaders make where columns do not: all of two columns."""
    return [_table(run) for run in _runs(lines) if _is_cover(run)]


def _runs(lines: Sequence[Line]) -> list[_Run]:
    runs: list[_Run] = []
    above: list[Line] = []
    for _, level in levels_of(lines):
        pieces = sorted(level, key=lambda line: line.x0)
        row = _row(pieces)
        if row is None:
            run = runs[-1] if runs else None
            if run and len(pieces) == 1 and not above and _goes_on(run.rows[-1], pieces[0]):
                run.rows[-1].value.append(pieces[0])
            else:
                above = pieces
            continue
        head = above[0] if len(above) == 1 and _begins_label(above[0], row.label[0]) else None
        if head is not None:
            row.label.insert(0, head)
        if runs and (not above or head is not None) and _follows(runs[-1].rows[-1], row):
            runs[-1].rows.append(row)
        else:
            runs.append(_Run([row]))
        above = []
    return runs


def _row(pieces: Sequence[Line]) -> _Row | None:
    """Return the label and the value of a level that has just one leader."""
    places = [n for n, piece in enumerate(pieces) if piece.led and n]
    if len(places) != 1:
        return None
    at = places[0]
    value = [pieces[at]]
    for piece in pieces[at + 1 :]:
        if piece.x0 - value[-1].x1 > _GAP_EM * piece.size:
            break
        value.append(piece)
    return _Row([pieces[at - 1]], value)


def _goes_on(row: _Row, line: Line) -> bool:
    """Return True when a line carries on the value above it."""
    last, first = row.last, row.label[0]
    if not 0 < line.base - last.base <= _LEADING_EM * line.size or line.bold != last.bold:
        return False
    if line.x0 < first.x0 - 2 or line.x0 > row.value[0].x1 or _ITEM.match(line.text):
        return False
    said = " ".join(piece.text for piece in row.value)
    if said.count("(") > said.count(")"):
        return True
    if marker_of([line]) and line.words[0].text not in "-–—":
        return False
    end = last.words[-1].text.lower()
    open_end = end.endswith(OPEN_ENDS) or end in OPEN_WORDS or end in ("-", "–", "—", "/")
    return open_end or line.text[:1].islower()


def _begins_label(line: Line, label: Line) -> bool:
    """Return True when a line is the upper part of the label below it."""
    if not 0 < label.base - line.base <= _LEADING_EM * label.size or line.bold != label.bold:
        return False
    if line.text.endswith((".", ":", ";")) or _ITEM.match(label.text) or marker_of([label]):
        return False
    return label.text[:1].islower() or line.words[-1].text.lower() in OPEN_WORDS


def _follows(above: _Row, row: _Row) -> bool:
    label = row.label[0]
    near = label.base - above.last.base <= _LEADING_EM * label.size + 6
    return near and label.x0 < above.value[0].x1 and row.last.x1 > above.label[0].x0


def _is_cover(run: _Run) -> bool:
    """Return True where values stand and no blank strip parts them from the labels."""
    worth = sum(VALUE.search(_said(row)) is not None for row in run.rows)
    if worth * 2 < len(run.rows):
        return False
    parted = min(row.value[0].x0 for row in run.rows) - max(
        line.x1 for row in run.rows for line in row.label
    )
    wrapped = any(line.x0 < row.value[0].x0 - 2 for row in run.rows for line in row.value[1:])
    return parted < run.rows[0].last.size or wrapped


def _said(row: _Row) -> str:
    return " ".join(line.text for line in row.value)


def _table(run: _Run) -> Table:
    cells = [
        TableCell(number, column, tuple(lines))
        for number, row in enumerate(run.rows)
        for column, lines in enumerate((row.label, row.value))
    ]
    edges = (
        min(line.x0 for row in run.rows for line in row.label),
        min(row.value[0].x0 for row in run.rows),
    )
    box = around(line.box for line in run.lines)
    return Table(box, tuple(cells), 2, run.lines[0].words[0].page, edges, ruled=False)
