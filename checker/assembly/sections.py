"""Which headline cover a place of the document stands under: headings, then the title."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from checker.domain import Block, BlockKind
from checker.language import Analysis

# A title stands near the top, and is short.
_TITLE_BLOCKS = 14
_TITLE_CHARACTERS = 130
# A paragraph that is no heading for the reader may still be one: bold or announcing, short.
_HEADING_CHARACTERS = 110


@dataclass(frozen=True, slots=True)
class SectionContext:
    """The covers named by the heading above each block, and by the document's title.

    `starts` holds where each stretch begins, `sections` the covers that hold from there;
    an empty tuple: under a heading that names none.
    """

    starts: tuple[int, ...]
    sections: tuple[tuple[str, ...], ...]
    title: tuple[str, ...]

    def at(self, position: int) -> tuple[str, ...]:
        """Return the covers of the nearest heading above `position`; () for none."""
        index = bisect_right(self.starts, position) - 1
        return self.sections[index] if index >= 0 else ()


def covers_in(analysis: Analysis, start: int, end: int) -> tuple[str, ...]:
    """Return the headline covers named in `[start, end)`, in order, each once."""
    hits = analysis.hits_in("sections", start, end)
    return tuple(dict.fromkeys(h.id for h in hits if not h.id.startswith("part.")))


def find_sections(analysis: Analysis) -> SectionContext:
    """Return the section context of a document."""
    starts: list[int] = []
    sections: list[tuple[str, ...]] = []
    level = 0
    for block in analysis.document.blocks:
        if not is_heading(analysis, block):
            continue
        covers = covers_in(analysis, block.start, block.end)
        depth = block.level or 1
        if covers:
            starts.append(block.start)
            sections.append(covers)
            level = depth
        elif block.kind is BlockKind.HEADING and (depth <= level or _names_part(analysis, block)):
            starts.append(block.start)
            sections.append(())
            level = depth
    return SectionContext(tuple(starts), tuple(sections), _title(analysis))


def is_heading(analysis: Analysis, block: Block) -> bool:
    """Return True for a heading, or a short bold or announcing paragraph that acts as one."""
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is not BlockKind.PARAGRAPH or block.end - block.start > _HEADING_CHARACTERS:
        return False
    text = analysis.document.text[block.start : block.end].rstrip()
    letters = [c for c in text if c.isalpha()]
    capitals = bool(letters) and all(not c.islower() for c in letters)
    return (block.bold or capitals or text.endswith(":")) and not any(c in "€$£" for c in text)


def _names_part(analysis: Analysis, block: Block) -> bool:
    hits = analysis.hits_in("sections", block.start, block.end)
    return any(hit.id.startswith("part.") for hit in hits)


def _title(analysis: Analysis) -> tuple[str, ...]:
    found: dict[str, None] = {}
    blocks = [b for b in analysis.document.blocks if b.kind is not BlockKind.FURNITURE]
    for block in blocks[:_TITLE_BLOCKS]:
        if block.kind is BlockKind.CELL:
            break
        if block.end - block.start > _TITLE_CHARACTERS:
            continue
        text = analysis.folded[block.start : block.end]
        named = any(word in text for word in ("attestation", "certificat", "assurance", "police"))
        if block.kind is BlockKind.HEADING or block.bold or named:
            found.update(dict.fromkeys(covers_in(analysis, block.start, block.end)))
    return tuple(found)
