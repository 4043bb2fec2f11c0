"""A document on its way from the process that read it: places as columns of numbers.

The runs of a long document are a hundred thousand small objects, which pickle writes and
reads one by one. As columns they take a fifth of the time and of the memory, and only those
that are cited are ever made.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from checker.domain import Document, PagePlace, ParagraphPlace, Part, Revision, Run
from checker.errors import UnreadableDocument

_PARTS = tuple(Part)
_REVISIONS = tuple(Revision)


class PackedRuns(Sequence[Run]):
    """Runs whose places are all of one kind, each made when it is asked for."""

    __slots__ = ("_boxes", "_confidences", "_ends", "_kinds", "_numbers", "_starts")

    def __init__(self, runs: Sequence[Run]) -> None:
        self._starts = array("q", (run.start for run in runs))
        self._ends = array("q", (run.end for run in runs))
        # Pages, or ordinals of paragraphs; then boxes, or part and revision in one number.
        self._numbers, self._boxes, self._kinds = array("q"), array("d"), array("q")
        for run in runs:
            place = run.place
            if isinstance(place, PagePlace):
                self._numbers.append(place.page)
                self._boxes.extend(place.box)
            else:
                self._numbers.append(place.paragraph)
                part, revision = _PARTS.index(place.part), _REVISIONS.index(place.revision)
                self._kinds.append(part * len(_REVISIONS) + revision)
        if self._boxes and self._kinds:
            raise ValueError("places of a page beside places of a paragraph")
        recognised = any(run.confidence is not None for run in runs)
        self._confidences = tuple(run.confidence for run in runs) if recognised else ()

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Run: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Run, ...]: ...
    def __getitem__(self, index: int | slice) -> Run | tuple[Run, ...]:
        if isinstance(index, slice):
            return tuple(self._run(i) for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._run(index % len(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _run(self, index: int) -> Run:
        confidence = self._confidences[index] if self._confidences else None
        return Run(self._starts[index], self._ends[index], self._place(index), confidence)

    def _place(self, index: int) -> PagePlace | ParagraphPlace:
        number = self._numbers[index]
        if not self._kinds:
            left, top, right, bottom = self._boxes[4 * index : 4 * index + 4]
            return PagePlace(page=number, box=(left, top, right, bottom))
        part, revision = divmod(self._kinds[index], len(_REVISIONS))
        return ParagraphPlace(paragraph=number, part=_PARTS[part], revision=_REVISIONS[revision])


def packed(answer: Document | UnreadableDocument) -> bytes:
    """Return what reading gave as bytes that `unpacked` takes."""
    if isinstance(answer, Document):
        answer = replace(answer, runs=PackedRuns(answer.runs))
    return pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(payload: bytes) -> Document | UnreadableDocument:
    """Return what `packed` was given."""
    return pickle.loads(payload)
