"""Bullets and ticked boxes that are drawn, not written: they become words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.domain import Box
from checker.readers.pdf_geometry import Word
from checker.readers.pdf_objects import Drawing

_TICKED, _UNTICKED, _BULLET = "☒", "☐", "•"
# A bullet stands at most this far before its line.
_REACH_PT = 22.0
_MAX_BULLETS = 300


def with_marks(words: list[Word], drawing: Drawing) -> list[Word]:
    """Return the words with drawn bullets and boxes to tick in their places."""
    boxes = _distinct(drawing.boxes)[:_MAX_BULLETS]
    marked: list[tuple[str, Box]] = []
    for box in boxes:
        ticks = [m for m in drawing.marks + drawing.dots if _inside(m, box)]
        written = [w for w in words if _inside(w.place, box) and len(w.text) == 1]
        if written:
            index = words.index(written[0])
            text = _TICKED if written[0].text.lower() in "x✓✗4v" else _UNTICKED
            words[index] = replace(written[0], text=text)
            continue
        marked.append((_TICKED if ticks else _UNTICKED, box))
    dots = [d for d in _distinct(drawing.dots) if not any(_inside(d, box) for box in boxes)]
    # More are a dotted line or a drawing.
    if len(dots) <= _MAX_BULLETS:
        marked += [(_BULLET, dot) for dot in dots]
    result = words
    for text, box in marked:
        result = _inserted(result, text, box)
    return result


def _distinct(boxes: Sequence[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in boxes:
        if not any(all(abs(a - b) < 1.5 for a, b in zip(box, k, strict=True)) for k in kept[-50:]):
            kept.append(box)
    return kept


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    within = outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1
    return within and inner[2] - inner[0] < 1.6 * (outer[2] - outer[0])


def _inserted(words: list[Word], text: str, box: Box) -> list[Word]:
    """Return the words with a mark before the word that follows it on its line, if there is one.

    A bullet needs a line that begins there: a dot between two words is an ornament.
    """
    middle = (box[1] + box[3]) / 2
    row = [
        (index, w)
        for index, w in enumerate(words)
        if w.quarter == 0 and not w.skew and w.top < middle < w.bottom and not w.hidden
    ]
    after = [(i, w) for i, w in row if -1 <= w.x0 - box[2] <= _REACH_PT]
    before = [(i, w) for i, w in row if -1 <= box[0] - w.x1 <= _REACH_PT]
    if not after and (text == _BULLET or not before):
        return words
    if text == _BULLET and before:
        return words
    index, near = min(after, key=lambda p: p[1].x0) if after else max(before, key=lambda p: p[1].x1)
    mark = replace(
        near,
        text=text,
        x0=box[0],
        x1=box[2],
        place=(box[0], near.place[1], box[2], near.place[3]),
        bold=near.bold,
    )
    at = index if after else index + 1
    return [*words[:at], mark, *words[at:]]
