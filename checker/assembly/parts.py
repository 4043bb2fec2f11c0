"""Several attestations in one file: each is a document of its own.

What one insures must never complete another. A file is cut where a page begins with the
title of an attestation and names another policy, another holder or another term than the
pages before; a page that goes on, an annex or a title that is printed on each page is not.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.assembly.facts import assemble
from checker.assembly.kind import is_titled
from checker.domain import Block, Document, Facts, Kind, Notice, Run
from checker.knowledge import Knowledge
from checker.language import analyse
from checker.text import fold

# How many blocks may stand above the title of a page: letterhead, addressee, references.
_BLOCKS_ABOVE = 14
_TITLE = re.compile(r"attest|certificat")
# A longer block is a sentence that speaks of an attestation.
_LONGEST_TITLE = 130
# A file of so many titles is a register, or hostile.
_MOST_PARTS = 20
_KINDS = (Kind.ATTESTATION, Kind.POLICY, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class _Pages:
    """Consecutive pages of a file, with what they say as a document of their own."""

    first: int
    last: int
    document: Document
    facts: Facts


def assemble_parts(document: Document, knowledge: Knowledge) -> tuple[Facts, ...]:
    """Return what a file says: the facts of each attestation in it, mostly of one.

    Parts are named NAME#1, NAME#2 …; offsets and pages stay those of the file.
    """
    starts = _page_starts(document, knowledge)
    if not starts:
        return (assemble(document, knowledge),)
    bounds = [1, *starts, (document.pages or 1) + 1]
    parts: list[_Pages] = []
    for first, following in itertools.pairwise(bounds):
        pages = _pages(document, first, following - 1, knowledge)
        if parts and not _is_another(parts[-1].facts, pages.facts):
            pages = _pages(document, parts.pop().first, following - 1, knowledge)
        parts.append(pages)
    if len(parts) == 1:
        return (assemble(document, knowledge),)
    return tuple(
        assemble(_named(part, number, document.warnings), knowledge)
        for number, part in enumerate(parts, 1)
    )


def _page_starts(document: Document, knowledge: Knowledge) -> list[int]:
    """Return the pages, after the first, that begin like an attestation."""
    candidates = [
        page for page in range(2, (document.pages or 1) + 1) if _may_begin(document, page)
    ]
    if not candidates or len(candidates) > _MOST_PARTS:
        return []
    return [
        page
        for page in candidates
        if is_titled(analyse(_alone(document, page), knowledge), Kind.ATTESTATION)
    ]


def _may_begin(document: Document, page: int) -> bool:
    blocks = [block for block in document.blocks if block.page == page]
    return any(
        _TITLE.search(fold(document.text[block.start : block.end]))
        for block in blocks[:_BLOCKS_ABOVE]
        if block.end - block.start <= _LONGEST_TITLE
    )


def _pages(document: Document, first: int, last: int, knowledge: Knowledge) -> _Pages:
    shown = _shown(document, first, last)
    return _Pages(first, last, shown, assemble(shown, knowledge))


def _alone(document: Document, page: int) -> Document:
    """Return one page as a document of its own text: for what is looked up, never cited."""
    blocks = [block for block in document.blocks if block.page == page]
    base = blocks[0].start
    moved = (replace(b, start=b.start - base, end=b.end - base) for b in blocks)
    text = document.text[base : blocks[-1].end]
    return replace(
        document, text=text, blocks=tuple(moved), runs=(), hidden=(), first_page=page, pages=1
    )


def _shown(document: Document, first: int, last: int) -> Document:
    """Return the document with blanks for what is not on the pages `first` to `last`."""

    def is_on(block: Block) -> bool:
        return block.page is not None and first <= block.page <= last

    blocks = tuple(block for block in document.blocks if is_on(block))
    pieces: list[str] = []
    end = 0
    for block in blocks:
        pieces += ["\n" * (block.start - end), document.text[block.start : block.end]]
        end = block.end
    pieces.append("\n" * (len(document.text) - end))
    low, high = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
    runs = document.runs
    return replace(
        document,
        text="".join(pieces),
        blocks=blocks,
        runs=runs[bisect_left(runs, low, key=_start) : bisect_left(runs, high, key=_start)],
        first_page=first,
        pages=last - first + 1,
    )


def _start(run: Run) -> int:
    return run.start


def _named(part: _Pages, number: int, warnings: Sequence[Notice]) -> Document:
    return replace(part.document, name=f"{part.document.name}#{number}", warnings=tuple(warnings))


def _is_another(before: Facts, after: Facts) -> bool:
    """Return True when the pages after attest something else than the pages before."""
    if after.document.kind not in _KINDS or before.document.kind not in _KINDS:
        return False
    told = after.policyholder is not None and after.insurers and after.period.valid_to is not None
    if not told and after.document.refusal is None:
        # An attestation says on its own pages who is insured, by whom and until when.
        return False
    numbers = [{_compact(n.value) for n in facts.policy_numbers} for facts in (before, after)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return True
    holders = [facts.policyholder for facts in (before, after)]
    if holders[0] is not None and holders[1] is not None:
        sirens = {holders[0].siren, holders[1].siren}
        if None not in sirens and len(sirens) == 2:
            return True
        if None in sirens and _compact(holders[0].name) != _compact(holders[1].name):
            return bool(all(numbers))
    ends = [facts.period.valid_to for facts in (before, after)]
    return ends[0] is not None and ends[1] is not None and ends[0].value != ends[1].value


def _compact(value: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(value))
