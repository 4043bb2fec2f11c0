"""Notes that narrow an activity: "Infogérance (1)", "(1) hors hébergement de données de santé".

The note of a table stands below it and refers back by its mark; what it leaves out is not
insured, and what it requires conditions the activity.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from checker.assembly.activity_polarity import find_narrowing
from checker.assembly.footnotes import Note, find_notes, marks_in
from checker.domain import BlockKind
from checker.language import Analysis


class ActivityNotes:
    """The notes of one document, by the row or block that refers to them."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def _notes(self) -> dict[str, Note]:
        return {note.mark: note for note in find_notes(self._analysis)}

    def of(self, start: int) -> Iterator[Note]:
        """Yield the notes that the row or block of a mention refers to, below it."""
        for mark in dict.fromkeys(marks_in(self._beside(start))):
            note = self._notes.get(mark)
            if note is not None and note.start > start:
                yield note

    def _beside(self, start: int) -> str:
        """Return the words of the row of a table, or of the line, that hold a mention."""
        analysis = self._analysis
        text = analysis.document.text
        block = analysis.block_at(start)
        if block is None:
            return ""
        if block.kind is BlockKind.CELL and block.table is not None:
            row = [
                other
                for other in analysis.document.blocks
                if other.table == block.table and other.row == block.row
            ]
            return "\n".join(text[cell.start : cell.end] for cell in row)
        low = max(text.rfind("\n", block.start, start) + 1, block.start)
        high = text.find("\n", start, block.end)
        return text[low : block.end if high < 0 else high]

    def condition(self, start: int) -> tuple[int, int] | None:
        """Return the words of the first note that narrows the mention at `start`, else None."""
        for note in self.of(start):
            if find_narrowing(self._analysis, note.start, note.end):
                return note.start, note.end
        return None
