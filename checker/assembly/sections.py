"""Which headline cover a place of the document stands under: headings, then the title."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from checker.assembly.limits import status_hits
from checker.domain import Block, BlockKind
from checker.language import Analysis

# A title stands near the top, and is short.
_TITLE_BLOCKS = 14
_TITLE_CHARACTERS = 130
# The line right under the title names the product ("Cyber Enterprise Risk Management").
_SUBTITLE_CHARACTERS = 70
# A paragraph that is no heading for the reader may still be one: bold or announcing, short.
_HEADING_CHARACTERS = 110


_BOTH = re.compile(
    r"exploitation\s*(?:et/ou|et|/|ou|,|-|&)\s*(?:de la |la |responsabilite civile |rc )*"
    r"professionnelle|professionnelle\s*(?:et/ou|et|/|ou|,|-|&)\s*"
    r"(?:d'|de l'|l'|responsabilite civile |rc )*exploitation"
)
_COVER_CHARACTERS = 90
_STRAY_WORDS = 1
_WORD = re.compile(r"[a-z]{3,}")
_COVER_WORDS = re.compile(
    r"\b(?:garanties?|volet|section|chapitre|titre|article|compris|apres|avant|livraison|pendant"
    r"|reception|travaux|assurances?|responsabilite|civile|professionnelle|exploitation|prestations?"
    r"|cover|liability|insurance|and|des?|les?|option|module|pack)\b"
)
# "Cette attestation ne concerne pas la RC professionnelle, objet d'une police distincte."
_ELSEWHERE = re.compile(
    r"\bne (?:concerne|vise|porte|comporte|comprend|couvre|garantit|constitue)\w* pas\b"
    r"|\bn'(?:est|a|ont) pas\b|\bne sont pas\b"
    r"|\b(?:police|contrat|attestation)s? (?:distincte?|separee?)s?\b|\bautre (?:police|contrat)\b"
    r"|\bnon (?:souscrite?|garantie?|acquise?)\b|\b(?:is|are|does) not\b"
    r"|\bseparate (?:policy|cover)"
)

# "Au titre du volet Défense et protection juridique, …" frames what follows; it is no object.
_FRAME = re.compile(
    r"\W*(?:au titre|dans le cadre|en ce qui concerne|s'agissant|concernant|under|in respect)\b"
    r"[^,;:.]{0,40}\b(?:volet|chapitre|section|partie|module|branche)\b[^,;:.]{0,100}[,:]"
)


_NUMBER = re.compile(r"\W*(?:article |art\.? |section |chapitre )?(\d+(?:\.\d+)*)(?=\W)")


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
    covers = list(dict.fromkeys(h.id for h in hits if not h.id.startswith("part.")))
    # "RC exploitation et professionnelle": the second cover leans on the first one's noun.
    one = ("rc.pro" in covers) != ("rc.exploitation" in covers)
    if one and _BOTH.search(analysis.folded, start, end):
        covers += [c for c in ("rc.exploitation", "rc.pro") if c not in covers]
    return tuple(covers)


def find_frame_end(analysis: Analysis, start: int, end: int) -> int:
    """Return where "au titre du volet …," ends; `start` where a sentence has none."""
    found = _FRAME.match(analysis.folded, start, end)
    return found.end() if found else start


def find_sections(analysis: Analysis) -> SectionContext:
    """Return the section context of a document."""
    starts: list[int] = []
    sections: list[tuple[str, ...]] = []
    level, number = 0, ""
    for block in analysis.document.blocks:
        if not is_heading(analysis, block):
            continue
        covers = covers_in(analysis, block.start, block.end)
        depth = block.level or 1
        printed = _NUMBER.match(analysis.folded, block.start, block.end)
        if covers:
            starts.append(block.start)
            sections.append(covers)
            level, number = depth, printed[1] if printed else ""
        elif number and printed and printed[1].startswith(number + "."):
            # "2.1 Ce qui est garanti" is still about what "2. RC professionnelle" names.
            continue
        elif _closes(analysis, block) and (depth <= level or _names_part(analysis, block)):
            starts.append(block.start)
            sections.append(())
            level = depth
    return SectionContext(tuple(starts), tuple(sections), _title(analysis) or _named(analysis))


def is_heading(analysis: Analysis, block: Block) -> bool:
    """Return True for a heading, or a short bold or announcing paragraph that acts as one."""
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is not BlockKind.PARAGRAPH or block.end - block.start > _HEADING_CHARACTERS:
        return False
    text = analysis.document.text[block.start : block.end].rstrip()
    letters = [c for c in text if c.isalpha()]
    capitals = bool(letters) and all(not c.islower() for c in letters)
    if any(c in "€$£" for c in text) or text.endswith((".", ";")):
        return False
    return block.bold or capitals or text.endswith(":") or _names_cover_only(analysis, block)


def _names_cover_only(analysis: Analysis, block: Block) -> bool:
    """Return True for "A – Responsabilité civile exploitation": a cover and little else."""
    if block.end - block.start > _COVER_CHARACTERS:
        return False
    hits = [
        hit
        for hit in analysis.hits_in("sections", block.start, block.end)
        if not hit.id.startswith("part.")
    ]
    if not hits or status_hits(analysis, block.start, block.end):
        return False
    rest = list(analysis.folded[block.start : block.end])
    for hit in hits:
        rest[hit.start - block.start : hit.end - block.start] = " " * (hit.end - hit.start)
    words = _WORD.findall(_COVER_WORDS.sub(" ", "".join(rest)))
    return len(words) <= _STRAY_WORDS


def _named(analysis: Analysis) -> tuple[str, ...]:
    """Return the liability covers that an untitled document names anywhere.

    Where none is named, what a table limits is public liability: nothing says more.
    """
    found: dict[str, None] = {}
    for sentence in analysis.sentences:
        if sentence.block.kind is BlockKind.FURNITURE:
            continue
        if not _ELSEWHERE.search(analysis.folded, sentence.start, sentence.end):
            found.update(dict.fromkeys(covers_in(analysis, sentence.start, sentence.end)))
    liability = tuple(cover for cover in found if cover in ("rc.pro", "rc.exploitation"))
    return liability or (("cyb",) if "cyb" in found else ("rc.exploitation",))


def _closes(analysis: Analysis, block: Block) -> bool:
    """Return True for a heading that ends the section above it although it names no cover."""
    text = analysis.document.text[block.start : block.end].rstrip()
    if block.kind is BlockKind.HEADING:
        return True
    return not text.endswith(":") and not status_hits(analysis, block.start, block.end)


def _names_part(analysis: Analysis, block: Block) -> bool:
    hits = analysis.hits_in("sections", block.start, block.end)
    return any(hit.id.startswith("part.") for hit in hits)


def _title(analysis: Analysis) -> tuple[str, ...]:
    found: dict[str, None] = {}
    blocks = [b for b in analysis.document.blocks if b.kind is not BlockKind.FURNITURE]
    titled = False
    for block in blocks[:_TITLE_BLOCKS]:
        if block.kind is BlockKind.CELL:
            break
        if block.end - block.start > _TITLE_CHARACTERS:
            continue
        if _ELSEWHERE.search(analysis.folded, block.start, block.end):
            continue
        text = analysis.folded[block.start : block.end]
        named = any(word in text for word in ("attestation", "certificat", "assurance", "police"))
        lone = titled and block.end - block.start <= _SUBTITLE_CHARACTERS and not text.endswith(".")
        titled = named
        if block.kind is BlockKind.HEADING or block.bold or named or lone:
            found.update(dict.fromkeys(covers_in(analysis, block.start, block.end)))
    return tuple(found)
