"""Drafts become the canonical text: words joined, hyphens resolved, places recorded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from checker.domain import Block, PagePlace, Run
from checker.readers.pdf_drafts import Draft
from checker.readers.pdf_geometry import Word

# First halves after which a hyphen at the end of a line belongs to the word.
_KEEPS = frozenset(
    [
        "sous",
        "non",
        "après",
        "avant",
        "demi",
        "arrière",
        "quasi",
        "peut",
        "vis",
        "rendez",
        "grand",
        "grande",
        "petit",
        "libre",
        "porte",
        "main",
        "celui",
        "celle",
        "ceux",
        "celles",
        "états",
        "royaume",
        "third",
        "claims",
        "self",
        "cross",
        "bodily",
        "sub",
        "non-co",
    ]
)
_SECOND_HALVES = frozenset(
    [
        "même",
        "mêmes",
        "ci",
        "là",
        "delà",
        "dessus",
        "dessous",
        "après",
        "avant",
        "joint",
        "jointe",
        "jointes",
        "joints",
        "contre",
        "être",
    ]
)
# "sous-crire", "non-ante", "sous-trait": one word cut at a syllable.
_SYLLABLES = re.compile(
    r"^(?:sous|sub)-(?:cri|scri|sist|stan|trai(?!t)|strai|jec|ven|mer|rog)", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+|[^\W\d_]+")


class Hyphens:
    """Decides whether a hyphen that ends a line belongs to the word.

    The rest of the document decides first: "sous-traitants" printed inside a line keeps the
    hyphen, "souscription" drops it. Then: a capital or a digit after it keeps it; so do first
    halves such as "sous", "non", "peut", second halves such as "même", "dessus", and a word
    that already has a hyphen. Else the word was cut at a syllable if the document cuts words
    at all: one that ends next to no line with a hyphen does not, and its hyphens are real.
    """

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._known: set[str] = set()
        ends: list[tuple[str, str]] = []
        breaks = 0
        for draft in drafts:
            for number, line in enumerate(draft.lines):
                following = draft.lines[number + 1] if number + 1 < len(draft.lines) else None
                cut = following is not None and line[-1].text.endswith("-")
                breaks += following is not None
                if cut and following is not None:
                    ends.append((line[-1].text[:-1], following[0].text))
                for word in line[:-1] if cut else line:
                    self._known.update(m.lower() for m in _WORD.findall(word.text))
        cuts = [pair for pair in ends if self._settled(*pair) is None]
        dropped = any(self._settled(*pair) is False for pair in ends)
        self._cuts_words = dropped or len(cuts) >= max(3, 0.03 * breaks)

    def keeps(self, first: str, second: str) -> bool:
        """Return True when "first-" before "second" is a compound."""
        settled = self._settled(first, second)
        return not self._cuts_words if settled is None else settled

    def _settled(self, first: str, second: str) -> bool | None:
        """Return what the words themselves say, None when they do not."""
        if not second[:1].islower():
            return True
        head = re.split(r"[^\w-]", first.lower())[-1]
        tail = re.match(r"[\w]*", second.lower())
        end = tail[0] if tail else ""
        if f"{head}-{end}" in self._known:
            return True
        if head + end in self._known or _SYLLABLES.match(f"{head}-{end}"):
            return False
        if head in _KEEPS or end in _SECOND_HALVES or "-" in head:
            return True
        return None


class TextBuilder:
    """Collects drafts as one text with its blocks, runs and hidden spans."""

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.hidden: list[tuple[int, int]] = []

    @property
    def text(self) -> str:
        """What was collected so far."""
        return "".join(self._parts)

    def add(self, draft: Draft) -> None:
        """Add one block; a draft without a letter or sign is left out."""
        pieces = _joined(draft.lines, self._hyphens)
        if not pieces:
            return
        if self._parts:
            self._write("\n")
        start = self._length
        for text, word, blank in pieces:
            if blank:
                self._write(" ")
            here = self._length
            self._write(text)
            place = PagePlace(page=word.page, box=rounded(word.place))
            self.runs.append(Run(here, self._length, place, word.confidence))
        if draft.hidden:
            self.hidden.append((start, self._length))
        self.blocks.append(
            Block(
                start=start,
                end=self._length,
                kind=draft.kind,
                table=draft.table,
                row=draft.row,
                column=draft.column,
                row_span=draft.row_span,
                column_span=draft.column_span,
                header_path=draft.headers,
                level=draft.level,
                indent=draft.indent,
                bold=draft.bold,
                size=round(draft.size, 1),
                page=draft.page,
            )
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return a box to a tenth of a point."""
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _joined(lines: Sequence[Sequence[Word]], hyphens: Hyphens) -> list[tuple[str, Word, bool]]:
    """Return (text, word, whether a blank comes before) for each word of a block."""
    pieces: list[tuple[str, Word, bool]] = []
    for line in lines:
        for index, word in enumerate(line):
            blank = bool(pieces)
            if pieces and index == 0:
                last, holder, before = pieces[-1]
                if last.endswith("-") and len(last) > 1 and last[-2].isalpha():
                    blank = False
                    if not hyphens.keeps(last[:-1], word.text):
                        pieces[-1] = (last[:-1], holder, before)
            text = word.text
            if pieces and not blank and unicodedata.combining(text[0]):
                text = text.lstrip("\u0300\u0301\u0302\u0308\u0327")
            if text:
                pieces.append((text, word, blank))
    return pieces


def joined_text(lines: Sequence[Sequence[Word]], hyphens: Hyphens) -> str:
    """Return the text of a block as it will stand in the document."""
    return "".join((" " if blank else "") + text for text, _, blank in _joined(lines, hyphens))
