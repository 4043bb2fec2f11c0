"""Words become pieces of lines: level, whole, broken where a column may begin."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checker.domain import Box
from checker.readers.pdf_geometry import Rule, Word, around, median
from checker.readers.pdf_spelling import respelled

# A gap wider than this many ems may be the gap between two columns.
_COLUMN_GAP_EM = 1.05
# In justified type all gaps grow: a column gap is also this much wider than its neighbours.
_COLUMN_GAP_RATIO = 2.2
_LEADER = re.compile(r"^[.…·_]{4,}$|^…{1,}$|^(?:\.\s?){4,}$")
# Three dots of their own are a leader where a figure follows.
_SHORT_LEADER = re.compile(r"^\.{3}$")
_FIGURE = re.compile(r"^(?:\d|[€£$]|EUR\b|GBP\b|USD\b)")
_LEADER_TAIL = re.compile(r"^(?P<word>.*?[^.…])(?:\.{4,}|…{2,})$")
# What begins an item of a list stands apart from its text.
_MARKER = re.compile(
    r"^(?:[•●▪■◦‣∙·○◆➔→✓✗☐☒»*–—-]|\(?(?:\d{1,2}|[a-hA-H])[.)°]|\d{1,2}(?:\.\d{1,2})+\.?)$"
)


# Without slots: what is computed once stays with the line.
@dataclass(frozen=True)
class Line:
    """Words of one baseline, left to right, without a column gap between them."""

    words: tuple[Word, ...]
    led: bool = False
    """True when a dotted leader brings the eye to this piece."""

    @cached_property
    def box(self) -> Box:
        """The box of its words."""
        return around((w.x0, w.top, w.x1, w.bottom) for w in self.words)

    @cached_property
    def x0(self) -> float:
        """Its left end."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Its right end."""
        return max(w.x1 for w in self.words)

    @cached_property
    def top(self) -> float:
        """Its upper side."""
        return min(w.top for w in self.words)

    @cached_property
    def bottom(self) -> float:
        """Its lower side."""
        return max(w.bottom for w in self.words)

    @cached_property
    def base(self) -> float:
        """Its baseline: that of its largest type."""
        return max(self.words, key=lambda w: w.size).base

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size])

    @cached_property
    def bold(self) -> bool:
        """True when all its words are bold."""
        lettered = [w for w in self.words if any(map(str.isalnum, w.text))]
        return bool(lettered) and all(w.bold for w in lettered)

    @cached_property
    def text(self) -> str:
        """Its words with blanks between them."""
        return " ".join(w.text for w in self.words)


def without_doubles(words: Iterable[Word]) -> list[Word]:
    """Return the words without those printed a second time at the same place (false bold)."""
    seen: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        others = seen.setdefault(word.text, [])
        near = 0.2 * word.size
        if any(
            abs(o.x0 - word.x0) <= near
            and abs(o.base - word.base) <= near
            and o.hidden == word.hidden
            for o in others[-40:]
        ):
            continue
        others.append(word)
        kept.append(word)
    return kept


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words by baseline, top to bottom, each row left to right.

    A raised or lowered small word (a note call) stands in the row that it overlaps.
    """
    rows: list[list[Word]] = []
    leads: list[tuple[float, float, float, float]] = []
    for word in sorted(words, key=lambda w: (-round(w.size), w.base)):
        best: list[Word] | None = None
        nearest = math.inf
        size, word_base, middle = word.size, word.base, word.middle
        for row, (base, lead_size, top, bottom) in zip(rows, leads, strict=True):
            distance = abs(base - word_base)
            if distance >= nearest:
                continue
            if distance <= 0.22 * (size if size < lead_size else lead_size) or (
                size < 0.85 * lead_size and top - 1 <= middle <= bottom + 1 and _beside(word, row)
            ):
                best, nearest = row, distance
        if best is None:
            rows.append([word])
            leads.append((word_base, size, word.top, word.bottom))
        else:
            best.append(word)
    for row in rows:
        row.sort(key=lambda w: (w.x0, w.order))
    return sorted(rows, key=lambda row: median([w.base for w in row]))


def _beside(word: Word, row: Sequence[Word]) -> bool:
    reach = 0.6 * row[0].size
    return any(-reach <= word.x0 - w.x1 <= reach or -reach <= w.x0 - word.x1 <= reach for w in row)


def lines_of(
    words: Sequence[Word], walls: Sequence[Rule] = (), *, whole: bool = False
) -> list[Line]:
    """Return the pieces of lines of `words`, top to bottom and left to right.

    `walls` are upright rules: they part words as a gap does. With `whole` only walls do
    (the words of one cell).
    """
    lines: list[Line] = []
    for row in rows_of(words):
        joined = _with_leaders(respelled(row))
        for piece, led in _pieces(joined, walls, whole):
            lines.append(Line(tuple(piece), led))
    return lines


def _with_leaders(row: Sequence[Word]) -> list[Word]:
    """Return the words with dots that stand apart (". . . . .") joined to one leader."""
    joined: list[Word] = []
    for dotted, group in itertools.groupby(row, key=lambda word: not word.text.strip(".…·_")):
        words = list(group)
        if dotted and len(words) >= _LEAST_DOTS:
            joined.append(replace(words[0], text="." * len(words), x1=words[-1].x1))
        else:
            joined += words
    return joined


_LEAST_DOTS = 4


def parted_at_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those that run into the next column without a wide gap parted there.

    A column shows by pieces that begin at the same place after a gap: three, or two where
    the blank to part at is wide itself; before a figure below many others, any blank.
    """
    begins: dict[int, list[Line]] = {}
    for row in _by_base(lines):
        for line in row[1:]:
            begins.setdefault(round(line.x0), []).append(line)
    columns: list[tuple[float, float, float, int]] = []
    for place in begins:
        voters = [v for near in (place - 1, place, place + 1) for v in begins.get(near, ())]
        if len(voters) >= 2:
            top, bottom = min(v.top for v in voters), max(v.bottom for v in voters)
            columns.append((place, top, bottom, len(voters)))
    result: list[Line] = []
    for row in _by_base(lines):
        for index, line in enumerate(row):
            # After a column gap even a narrow blank may be the next one.
            result += _parted(line, columns, 0.18 if index else 0.42)
    return result


def _by_base(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda i: (i.base, i.x0)):
        if rows and abs(rows[-1][0].base - line.base) <= 2.2:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda i: i.x0)
    return rows


def _parted(
    line: Line, columns: Sequence[tuple[float, float, float, int]], least: float
) -> list[Line]:
    cuts = [0]
    reach = 30 if least > 0.3 else 90
    for index in range(1, len(line.words)):
        before, word = line.words[index - 1], line.words[index]
        gap = (word.x0 - before.x1) / line.size
        if any(
            abs(word.x0 - at) <= 1.2
            and top - reach <= word.middle <= bottom + reach
            and gap > _least_gap(word, at, voters, least)
            for at, top, bottom, voters in columns
        ):
            cuts.append(index)
    if len(cuts) == 1:
        return [line]
    ends = [*cuts[1:], len(line.words)]
    pieces = [line.words[a:b] for a, b in zip(cuts, ends, strict=True)]
    return [Line(piece, line.led and index == 0) for index, piece in enumerate(pieces)]


def _least_gap(word: Word, at: float, voters: int, least: float) -> float:
    """Return the blank (ems) that parts a word from the one before it in a column at `at`."""
    if voters <= 2:
        return 0.75
    aligned = voters >= _MANY_VOTERS and abs(word.x0 - at) <= 0.6 and _FIGURE.match(word.text)
    # A figure right below many others begins its column even behind a label without room.
    return min(least, _NARROW_EM) if aligned else least


_MANY_VOTERS = 4
_NARROW_EM = 0.12


def _pieces(
    row: list[Word], walls: Sequence[Rule], whole: bool
) -> Iterable[tuple[list[Word], bool]]:
    gaps = sorted(max(0.0, b.x0 - a.x1) for a, b in itertools.pairwise(row))
    size = median([w.size for w in row], 10.0)
    narrow = [gap for gap in gaps if gap < 1.7 * size]
    usual = narrow[len(narrow) // 3] if narrow else 0.0
    even = _even_gaps(row)
    piece: list[Word] = []
    led = next_led = False
    for index, word in enumerate(row):
        if not whole and _is_leader(row, index):
            if piece:
                yield piece, led
            piece, led, next_led = [], False, True
            continue
        tail = None if whole else _LEADER_TAIL.match(word.text)
        if tail:
            word = replace(word, text=tail["word"])
        if piece:
            last = piece[-1]
            gap = word.x0 - last.x1
            size = max(1.0, min(word.size, last.size))
            wide = gap > max(_COLUMN_GAP_EM * size, _COLUMN_GAP_RATIO * usual)
            wide = (wide or gap > 3.2 * size) and index not in even
            if index == 1 and gap < 4.5 * size and _MARKER.match(last.text):
                wide = False
            if (wide and not whole) or (gap > -1 and _walled(last, word, walls)):
                yield piece, led
                piece, led = [], False
        if next_led and not piece:
            led, next_led = True, False
        piece.append(word)
        if tail:
            yield piece, led
            piece, led, next_led = [], False, True
    if piece:
        yield piece, led


def _is_leader(row: Sequence[Word], index: int) -> bool:
    text = row[index].text
    if _LEADER.match(text):
        return True
    after = row[index + 1].text if index + 1 < len(row) else ""
    return bool(index and _SHORT_LEADER.match(text) and _FIGURE.match(after))


def _even_gaps(row: Sequence[Word]) -> set[int]:
    """Return the places of words before which a justified line has its wide, even blanks."""
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(row)]
    even: set[int] = set()
    if len(gaps) > 1 and max(gaps) - min(gaps) <= 0.45 and len({w.text for w in row}) > 2:
        # A line justified before a forced break: blanks of any width, all of them alike.
        return set(range(1, len(row)))
    for index in range(1, len(gaps)):
        one, two = gaps[index - 1], gaps[index]
        texts = {w.text for w in row[index - 1 : index + 2]}
        if abs(one - two) <= 0.45 and two <= 5 * row[index].size and len(texts) == 3:
            even |= {index, index + 1}
    return even


def _walled(left: Word, right: Word, walls: Sequence[Rule]) -> bool:
    y = left.middle
    return any(
        left.x1 - 1.5 <= w.at <= right.x0 + 1.5 and w.start - 1 <= y <= w.end + 1 for w in walls
    )
