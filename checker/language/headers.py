"""What stands above a phrase and puts it out of cover: a list header, a section title, a cell.

"Sont exclus :" governs the list under it, nested items included; a title ("6. Exclusions")
its section; the first cell of a row or column the cells beside or under it. Source:
domain.md §5.3, structural rules 1 and 5.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.domain import Block, BlockKind
from checker.language.patterns import Hit

if TYPE_CHECKING:
    from checker.language.analyser import Analysis

_EXCLUDING = ("scope.predicate", "scope.forward", "scope.title")
# "Sont exclus", "Ne sont pas garantis": how much may stand before the cue of a header.
_SHORT_LEAD = 60
# How many words may stand before the cue of a title.
_TITLE_LEAD = {"scope.title": 3, "scope.predicate": 0}
_REFUSAL = re.compile(r"ne |n'|(?:do|does|will|shall) not ")
_REST_OF_REFUSAL = 2
# No title is longer (characters).
_LONGEST_TITLE = 100
# Page furniture that a reader took for text may interrupt an unfinished list.
_MOST_INTERRUPTIONS = 4

# "TVA" alone is no title.
_SHORTEST_CAPITALS = 6
# A paragraph under an unnumbered title that grants or attests has left its section.
_PROSE = re.compile(
    r"\b(?:(?:la|les|cette) (?:presente |presentes )?(?:attestations?|garanties?)|fait a|l'assureur"
    r"|this certificate|the insurers?)\b"
)
_BULLET = re.compile(r"[^\w\s\"'(]")
_NUMBER = re.compile(
    r"\W*(?:(?:article|art\.?|titre|chapitre|section|clause|part) )?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}|[a-h])(?:[.)]| ?-|(?= [a-z]))",
)
# "1. LES DOMMAGES …", "a) DES AMENDES", "- LE COÛT": an item that names a thing.
_ITEM = re.compile(
    r"(?:\d{1,2} ?[.)°-]+|[a-z]\)|[^\w\s('])? ?(?:les?|la|des?|du|aux?|toute?s?|[dl](?='))\b"
)


@dataclass(frozen=True, slots=True)
class _Header:
    """A cue that governs the blocks `(after, last]`, by their index."""

    cue: Hit
    after: int
    last: int


class HeaderReader:
    """Finds the headers of one document and what each governs."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._blocks = analysis.document.blocks

    def governing(self, block: Block) -> Hit | None:
        """Return the cue of the header that puts `block` out of cover, None without one."""
        if block.kind is BlockKind.CELL and (cue := self._cell_header(block)):
            return cue
        index = bisect_right(self._blocks, block.start, key=lambda b: b.start) - 1
        for header in self._headers:
            if header.after < index <= header.last:
                return header.cue
        return None

    # -- tables

    def _cell_header(self, block: Block) -> Hit | None:
        if block.table is None or (block.row, block.column) == (0, 0):
            return None
        by_row = self._cell_cues.get((block.table, block.row, None)) if block.column else None
        return by_row or (
            self._cell_cues.get((block.table, None, block.column)) if block.row else None
        )

    @cached_property
    def _cell_cues(self) -> dict[tuple[int, int | None, int | None], Hit]:
        found: dict[tuple[int, int | None, int | None], Hit] = {}
        for block in self._blocks:
            if block.kind is not BlockKind.CELL or block.table is None:
                continue
            cue = self._title_cue(block)
            if cue is None or cue.id != "scope.title":
                continue
            if block.column == 0:
                found[block.table, block.row, None] = cue
            elif block.row == 0:
                found[block.table, None, block.column] = cue
        return found

    # -- titles and lists

    @cached_property
    def _headers(self) -> tuple[_Header, ...]:
        found: list[_Header] = []
        for index, block in enumerate(self._blocks):
            if block.kind in (BlockKind.FURNITURE, BlockKind.CELL):
                continue
            title = self._title_cue(block)
            if title is not None and self._opens_section(block):
                found.append(_Header(title, index, self._end_of_section(index)))
                continue
            cues = [c for c in self._cues(block) if self._heads_a_list(block, c)]
            if cues:
                found.append(_Header(cues[-1], index, self._end_of_list(index)))
        return tuple(found)

    def _cues(self, block: Block) -> list[Hit]:
        hits = self._analysis.hits_in("scope-cues", block.start, block.end)
        return [cue for cue in hits if cue.id in _EXCLUDING]

    def _title_cue(self, block: Block) -> Hit | None:
        """Return the cue that a title begins with, None when the block is no such title."""
        text = self._text(block)
        if len(text) > _LONGEST_TITLE or text.endswith((".", ";", ",")):
            return None
        number = _NUMBER.match(text)
        begin = block.start + (number.end() if number else 0)
        for cue in self._cues(block):
            lead = self._analysis.folded[begin : cue.start].rpartition(" - ")[2].split()
            if len(lead) <= _TITLE_LEAD.get(cue.id, -1) or self._refuses(block, cue, lead):
                return cue
        return None

    def _refuses(self, block: Block, cue: Hit, lead: list[str]) -> bool:
        """Return True for the title "Nous ne prenons pas en charge", a refusal of nothing yet."""
        folded = self._analysis.folded
        return (
            block.kind is BlockKind.HEADING
            and cue.id == "scope.forward"
            and len(lead) <= 1
            and _REFUSAL.match(folded, cue.start) is not None
            and len(folded[cue.end : block.end].split()) <= _REST_OF_REFUSAL
        )

    def _opens_section(self, block: Block) -> bool:
        text = self._text(block)
        return block.kind is BlockKind.HEADING or (
            not text.endswith(":") and (_NUMBER.match(text) is not None or self._is_marked(block))
        )

    def _is_marked(self, block: Block) -> bool:
        """True for a short line in capitals or bold: a title that no reader called heading."""
        text = self._analysis.document.text[block.start : block.end].strip()
        return (
            block.kind is not BlockKind.CELL
            and len(text) <= _LONGEST_TITLE
            and not text.endswith((".", ";", ",", ":"))
            and (block.bold or (text.isupper() and len(text) > _SHORTEST_CAPITALS))
        )

    def _text(self, block: Block) -> str:
        return self._analysis.folded[block.start : block.end].strip()

    def _heads_a_list(self, block: Block, cue: Hit) -> bool:
        """True when `cue` rules the list under `block`: by a colon, or by standing alone."""
        text = self._analysis.document.text
        tail = text[cue.end : block.end]
        if text[block.start : block.end].rstrip().endswith(":"):
            # After a preposition, a comma begins what the colon really announces.
            return cue.id != "scope.forward" or "," not in tail
        text = self._text(block)
        remark = tail.strip()
        remark = "" if remark.startswith("(") and remark.endswith(")") else remark
        if remark.strip(" .-–") or text.endswith("."):
            return False
        number = _NUMBER.match(text)
        begin = block.start + (number.end() if number else 0)
        lead = self._analysis.folded[begin : cue.start].rpartition(" - ")[2]
        # "Toute autre activité n'est pas garantie" has its subject: it announces nothing.
        return len(lead.split()) <= _TITLE_LEAD.get(cue.id, 0) and len(lead) <= _SHORT_LEAD

    def _end_of_section(self, index: int) -> int:
        """Return the last block before the next title of the same rank."""
        own = self._blocks[index]
        depth = self._depth(own)
        for later in range(index + 1, len(self._blocks)):
            block = self._blocks[later]
            if block.kind is BlockKind.HEADING and self._is_item(block):
                continue
            if block.kind is BlockKind.HEADING:
                if own.kind is not BlockKind.HEADING or (block.level or 1) <= (own.level or 1):
                    return later - 1
            elif own.kind is not BlockKind.HEADING and not depth:
                if self._is_marked(block) or self._is_prose(block):
                    return later - 1
            elif depth and self._is_numbered_title(block) and self._depth(block) <= depth:
                return later - 1
        return len(self._blocks) - 1

    def _is_item(self, block: Block) -> bool:
        """True for a heading that is an item of a list in capitals: "1. LES DOMMAGES DUS :"."""
        if block.kind is not BlockKind.HEADING:
            return False
        text = self._text(block)
        parts = self._analysis.hits_in("sections", block.start, block.end)
        return text.endswith((":", ";")) and _ITEM.match(text) is not None and not parts

    def _is_prose(self, block: Block) -> bool:
        """True for a paragraph that says something else than what is excluded."""
        return _PROSE.search(self._text(block)) is not None

    def _is_numbered_title(self, block: Block) -> bool:
        text = self._text(block)
        return (
            block.kind is not BlockKind.CELL
            and len(text) <= _LONGEST_TITLE
            and not text.endswith((".", ";", ","))
            and self._depth(block) > 0
        )

    def _depth(self, block: Block) -> int:
        number = _NUMBER.match(self._text(block))
        return number["number"].count(".") + 1 if number else 0

    def _end_of_list(self, index: int) -> int:
        """Return the last block of the list that the block at `index` announces."""
        last = index
        kind: BlockKind | None = None
        for later in range(index + 1, len(self._blocks)):
            block = self._blocks[later]
            if block.kind is BlockKind.FURNITURE:
                continue
            of = BlockKind.LIST_ITEM if self._is_item(block) else block.kind
            if kind is None:
                if of not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.CELL):
                    break
                kind = of
            elif of is not kind:
                if self._is_unfinished(last) and self._goes_on(later, kind):
                    continue
                break
            last = later
            if kind is BlockKind.PARAGRAPH and not self._is_unfinished(later):
                after = self._blocks[later + 1 : later + 2]
                if not after or not _BULLET.match(self._text(after[0])):
                    break
        return last

    def _goes_on(self, index: int, kind: BlockKind) -> bool:
        """True when the list interrupted at `index` begins again soon after."""
        following = self._blocks[index : index + _MOST_INTERRUPTIONS]
        for block in following:
            if block.kind is kind:
                return True
            if block.kind is BlockKind.HEADING or self._text(block).endswith(":"):
                return False
        return False

    def _is_unfinished(self, index: int) -> bool:
        # Items end with a semicolon or comma until the last one.
        return self._text(self._blocks[index])[-1:] in ("", ";", ",", ":")
