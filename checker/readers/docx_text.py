"""From pieces of Word runs to the canonical text: blocks, located runs, hidden spans.

What changes the length of a text (blanks, ligatures, composition, soft hyphens) happens
here and nowhere else, while each piece still knows its paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.domain import Block, BlockKind, ParagraphPlace, Part, Revision, Run

_BLANKS = re.compile(r"\s+")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
              0xFB05: "st", 0xFB06: "st"}  # fmt: skip
# Soft hyphen, zero-width and direction marks, variation selectors: they print nothing.
_UNPRINTED = (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F,
              *range(0x202A, 0x202F), *range(0x2066, 0x206A))  # fmt: skip
_APART = (BlockKind.FOOTNOTE,)
_CANONICAL: dict[int, str | None] = {**_LIGATURES, **dict.fromkeys(_UNPRINTED)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one paragraph; `bold` is None for text that no run holds (a number)."""

    text: str
    paragraph: int
    revision: Revision = Revision.NONE
    hidden: bool = False
    bold: bool | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """Where a cell stands in its table; rows and columns count from 0."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block before it has offsets; its pieces are canonical and not empty."""

    pieces: tuple[Piece, ...]
    kind: BlockKind
    part: Part
    level: int | None = None
    indent: float = 0.0
    cell: CellPlace | None = None
    bulleted: bool = False
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def is_own(self) -> bool:
        """True for the text of a cell itself: no nested table, box, note or hidden text."""
        return (
            self.cell is None
            and self.kind not in _APART
            and self.part is not Part.TEXTBOX
            and not self.hidden
        )

    @property
    def hidden(self) -> bool:
        """True when nobody sees the block."""
        return self.pieces[0].hidden

    def as_cell(self, pieces: tuple[Piece, ...], place: CellPlace) -> Draft:
        """Return a cell of these pieces that stands where this block stands."""
        return replace(
            self, pieces=pieces, kind=BlockKind.CELL, level=None, bulleted=False, cell=place
        )

    @property
    def text(self) -> str:
        """The text of the block."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def bold(self) -> bool:
        """True when all words of the block are bold."""
        weights = [
            piece.bold
            for piece in self.pieces
            if piece.bold is not None and any(map(str.isalnum, piece.text))
        ]
        return bool(weights) and all(weights)

    @property
    def size(self) -> float | None:
        """The size in points of most of its characters."""
        sizes: Counter[float] = Counter()
        for piece in self.pieces:
            if piece.size is not None:
                sizes[piece.size] += len(piece.text)
        return sizes.most_common(1)[0][0] if sizes else None


def canonical(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of one line with NFC text, single blanks and none at either end."""
    result: list[Piece] = []
    after_blank = True
    for piece in pieces:
        text = _BLANKS.sub(" ", piece.text.translate(_CANONICAL))
        text = unicodedata.normalize("NFC", text)
        if after_blank:
            text = text.removeprefix(" ")
        if text:
            after_blank = text.endswith(" ")
            result.append(piece if text == piece.text else replace(piece, text=text))
    if result and after_blank:
        last = result.pop()
        if last.text != " ":
            result.append(replace(last, text=last.text[:-1]))
    if not unicodedata.is_normalized("NFC", "".join(piece.text for piece in result)):
        result = _composed(result)
    return tuple(result)


def _composed(pieces: Sequence[Piece]) -> list[Piece]:
    """Move a combining accent that begins a piece to the letter that it stands on."""
    result = [pieces[0]]
    for piece in pieces[1:]:
        head, text = result[-1].text, piece.text
        while text and (
            unicodedata.combining(text[0]) or not unicodedata.is_normalized("NFC", head + text[0])
        ):
            head, text = unicodedata.normalize("NFC", head + text[0]), text[1:]
        result[-1] = replace(result[-1], text=head)
        if text:
            result.append(replace(piece, text=text))
    return result


@dataclass(frozen=True, slots=True)
class Built:
    """The canonical text of a document with its geography."""

    text: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    hidden: tuple[tuple[int, int], ...]


def build(drafts: Iterable[Draft]) -> Built:
    """Return the drafts as one text, a newline between blocks."""
    texts: list[str] = []
    blocks: list[Block] = []
    runs: list[Run] = []
    hidden: list[tuple[int, int]] = []
    start = 0
    for draft in drafts:
        text = draft.text
        texts.append(text)
        blocks.append(_block(draft, start, start + len(text)))
        runs.extend(_runs(draft, start))
        if draft.hidden:
            hidden.append((start, start + len(text)))
        start += len(text) + 1
    return Built("\n".join(texts), tuple(blocks), tuple(runs), tuple(hidden))


def _block(draft: Draft, start: int, end: int) -> Block:
    block = Block(
        start=start,
        end=end,
        kind=draft.kind,
        level=draft.level,
        indent=draft.indent,
        bold=draft.bold,
        size=draft.size,
        part=draft.part,
    )
    cell = draft.cell
    if cell is None:
        return block
    return replace(
        block,
        table=cell.table,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        header_path=cell.header_path,
    )


def _runs(draft: Draft, start: int) -> list[Run]:
    """Return the runs of a block, neighbours of the same paragraph and revision as one."""
    runs: list[Run] = []
    previous: tuple[int, Revision] | None = None
    for piece in draft.pieces:
        end = start + len(piece.text)
        place = piece.paragraph, piece.revision
        if place == previous:
            runs[-1] = replace(runs[-1], end=end)
        else:
            runs.append(
                Run(
                    start,
                    end,
                    ParagraphPlace(
                        paragraph=piece.paragraph, part=draft.part, revision=piece.revision
                    ),
                )
            )
        start, previous = end, place
    return runs
