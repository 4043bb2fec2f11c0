"""Where a document lists activities: after which words, and how far (domain.md §1.1 row 8).

Nothing is an activity outside these regions: a letterhead, a title, a guarantee table or an
APE code says nothing about what is insured. Tables are read by `activity_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from checker.assembly.activity_words import (
    ARTICLE,
    CODE,
    CONTRACT_OBJECT,
    DEFINITIONS,
    ELSEWHERE,
    LEADS_NOWHERE,
    LISTED_AT_ONCE,
    MONEY,
    MOVES_ON,
    OTHER_MATTER,
    TAKES_OUT,
    TO_DECLARE,
)
from checker.assembly.clauses.articles import run_in_title
from checker.assembly.general_conditions import (
    HEADING_CHARACTERS,
    find_general_conditions,
    is_title,
)
from checker.domain import Block, BlockKind, Kind
from checker.language import Analysis
from checker.language.patterns import Hit


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text that lists activities; `excluded`: those that are not insured.

    `foreign`: those of another firm or time, which say nothing.
    """

    start: int
    end: int
    excluded: bool = False
    foreign: bool = False


# An item of a list that lost its bullets is short.
_ITEM_CHARACTERS = 160
# A list of activities longer than this is something else.
_MOST_BLOCKS = 60


def find_regions(analysis: Analysis, kind: Kind) -> tuple[Region, ...]:
    """Return the regions of a document that list activities, outside tables, in order."""
    finder = _Finder(analysis)
    found = list(finder.contract() if kind is Kind.CONTRACT else finder.insurance(kind))
    kept: list[Region] = []
    for region in sorted(found, key=lambda r: (r.start, -r.end)):
        if kept and not _alike(kept[-1], region) and region.start < kept[-1].end:
            # A list of what is not insured ends the list above it, and the other way round.
            kept[-1] = replace(kept[-1], end=region.start)
        if kept and region.start < kept[-1].end and _alike(kept[-1], region):
            kept[-1] = replace(kept[-1], end=max(region.end, kept[-1].end))
        elif region.start < region.end:
            kept.append(region)
    return tuple(region for region in kept if not region.foreign)


def _alike(one: Region, other: Region) -> bool:
    return (one.excluded, one.foreign) == (other.excluded, other.foreign)


def is_code_line(folded: str, start: int, end: int) -> bool:
    """Return True where `[start, end)` is the label of an APE code, which evidences nothing."""
    return CODE.search(folded, max(0, start - 25), min(len(folded), end + 25)) is not None


class _Finder:
    """Regions of one document."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._folded = analysis.folded
        self._blocks = [
            block for block in analysis.document.blocks if block.kind is not BlockKind.FURNITURE
        ]

    @cached_property
    def _priced(self) -> set[int | None]:
        """Return the tables that print money: they list guarantees."""
        return {
            block.table
            for block in self._blocks
            if block.kind is BlockKind.CELL and MONEY.search(self._text(block))
        }

    def insurance(self, kind: Kind) -> Iterator[Region]:
        """Yield the regions of an attestation or a policy."""
        general = (
            find_general_conditions(self._analysis, self._blocks) if kind is Kind.POLICY else None
        )
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.CELL or (general is not None and block.start >= general):
                continue
            for lead in self._leads(block):
                foreign = lead.id == "lead.other"
                for region in self._after(lead, block, index):
                    yield replace(region, foreign=foreign)

    def contract(self) -> Iterator[Region]:
        """Yield the articles that say what services are ordered."""
        found = False
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.CELL:
                continue
            run_in = run_in_title(self._analysis, block)
            if run_in is not None and CONTRACT_OBJECT.match(self._folded[block.start : run_in]):
                found = found or self._hits(run_in, block.end)
                yield Region(run_in, block.end)
            if not self._is_heading(block):
                continue
            if CONTRACT_OBJECT.match(self._text(block)):
                end = self._end_of_article(index)
                found = found or self._hits(block.end, end)
                yield Region(block.end, end)
        if found:
            return
        led = False
        for block in self._blocks:
            for lead in self._analysis.hits_in("activity-leads", block.start, block.end):
                if lead.id == "lead.service" and block.kind is not BlockKind.CELL:
                    led = led or self._hits(lead.start, block.end)
                    yield Region(lead.start, block.end)
        if not led:
            yield from self._first_article()

    def _first_article(self) -> Iterator[Region]:
        """Yield the first article that names a service, definitions left out."""
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.CELL or not self._is_heading(block):
                continue
            end = self._end_of_article(index)
            if not DEFINITIONS.search(self._text(block)) and self._hits(block.end, end):
                yield Region(block.end, end)
                return

    # -- leads

    def _leads(self, block: Block) -> Iterator[Hit]:
        for lead in self._analysis.hits_in("activity-leads", block.start, block.end):
            if lead.id in ("lead.service", "lead.member"):
                continue
            if is_code_line(self._folded, lead.start, lead.end):
                continue
            if lead.id == "lead.label" and not self._is_label(lead, block):
                continue
            if TO_DECLARE.search(self._folded, block.start, lead.start):
                continue
            yield lead

    def _is_label(self, lead: Hit, block: Block) -> bool:
        """True when a bare "activité" stands alone: a line, or the label of what follows."""
        before = self._folded[block.start : lead.start]
        after = self._folded[lead.end : block.end]
        if any(c.isalpha() for c in before.rpartition(".")[2].rpartition(";")[2]):
            return False
        label = re.match(r"\s*(?:\([^)]{0,12}\))?\s*(?::|$|[-–]\s)", after)
        raw = self._analysis.document.text[lead.end : block.end].lstrip()
        return label is not None or raw[:1].isupper()

    def _after(self, lead: Hit, block: Block, index: int) -> Iterator[Region]:
        if lead.id == "lead.insured" and self._hits(lead.start, lead.end):
            # "L'activité de télémaintenance est garantie": the lead holds what it announces.
            yield Region(lead.start, lead.end)
        excluded = lead.id == "lead.excluded"
        sentence = self._analysis.sentence_at(lead.start)
        end = sentence.end if sentence else block.end
        rest = self._folded[lead.end : end]
        if lead.id == "lead.quality":
            yield Region(lead.end, lead.end + self._clause(rest))
            return
        if LEADS_NOWHERE.match(rest) and lead.start > block.start:
            return
        moved = MOVES_ON.search(rest)
        elsewhere = ELSEWHERE.search(rest[: moved.start() if moved else 120])
        if elsewhere and not self._hits(lead.end, lead.end + elsewhere.start()):
            if not LISTED_AT_ONCE.match(rest):
                return
            moved = None
        tail = rest.strip(" .:-–()s")
        if moved and not rest.rstrip().endswith(":"):
            yield Region(lead.end, lead.end + moved.start(), excluded)
            return
        if end >= block.end and (not tail or rest.rstrip().endswith(":")):
            yield Region(
                lead.end,
                self._end_of_list(index, heading=is_title(self._analysis, block)),
                excluded,
            )
            return
        if is_title(self._analysis, block) and not self._names(block.start, block.end):
            yield Region(block.end, self._end_of_list(index, heading=True), excluded)
            return
        # "Activité déclarée : agence web (…)."  The sentences after it may narrow it.
        yield Region(lead.end, self._end_of_block(lead, end, block, index), excluded)

    def _clause(self, rest: str) -> int:
        moved = MOVES_ON.search(rest)
        stops = [p for p in (rest.find(","), rest.find(";")) if p >= 0]
        return min([len(rest), *stops, *([moved.start()] if moved else [])])

    def _end_of_block(self, lead: Hit, end: int, block: Block, index: int) -> int:
        """Return where the list begun inside a block ends."""
        if lead.start - block.start > HEADING_CHARACTERS and lead.id != "lead.label":
            last = end
        else:
            last = block.end
            for sentence in self._analysis.sentences:
                if lead.start < sentence.start < block.end and self._is_other(
                    sentence.start, sentence.end
                ):
                    last = sentence.start
                    break
        if last < block.end:
            return last
        return self._end_of_list(index, heading=False, strict=True)

    # -- extents

    def _end_of_list(self, index: int, *, heading: bool, strict: bool = False) -> int:
        """Return the end of the blocks after `index` that belong to its list.

        Under a heading everything counts until another matter begins; elsewhere the list
        goes on while its items look like items. `strict`: only what takes out.
        """
        end = self._blocks[index].end
        closed = strict
        for later in range(index + 1, min(len(self._blocks), index + 1 + _MOST_BLOCKS)):
            block = self._blocks[later]
            if block.kind is BlockKind.CELL:
                if block.table in self._priced:
                    break
                # The list goes on in a table, which is read as such.
                closed = True
                continue
            text = self._text(block)
            takes_out = TAKES_OUT.match(text) is not None and self._hits(block.start, block.end)
            if takes_out:
                end = block.end
                closed = True
                continue
            if closed or self._is_other(block.start, block.end):
                break
            hits = self._hits(block.start, block.end)
            if self._is_heading(block) and not hits and not self._is_lead(block):
                break
            item = block.kind is BlockKind.LIST_ITEM or len(text) <= _ITEM_CHARACTERS
            if not hits and not item:
                break
            if not hits and not heading and block.kind is not BlockKind.LIST_ITEM:
                break
            end = block.end
            # A list that ends with a full stop is over, unless a title governs it.
            closed = text.rstrip().endswith(".") and not heading
        return end

    def _end_of_article(self, index: int) -> int:
        end = self._blocks[index].end
        for later in range(index + 1, len(self._blocks)):
            block = self._blocks[later]
            if self._is_heading(block):
                break
            end = block.end
        return end

    def _is_other(self, start: int, end: int) -> bool:
        text = self._folded[start:end]
        if not OTHER_MATTER.match(text):
            return MONEY.search(text) is not None and not self._hits(start, end)
        if TAKES_OUT.match(text) and self._hits(start, end):
            return False
        return not self._analysis.hits_in("activity-leads", start, end) or not _insured(
            self._analysis.hits_in("activity-leads", start, end)
        )

    def _is_lead(self, block: Block) -> bool:
        return bool(self._analysis.hits_in("activity-leads", block.start, block.end))

    def _is_heading(self, block: Block) -> bool:
        text = self._analysis.document.text[block.start : block.end].rstrip()
        if block.kind is BlockKind.HEADING:
            return True
        if len(text) > HEADING_CHARACTERS or text.endswith((";", ",", ".")):
            return False
        letters = [c for c in text if c.isalpha()]
        capitals = len(letters) > 3 and all(c.isupper() for c in letters)
        return capitals or block.bold or ARTICLE.match(self._text(block)) is not None

    def _names(self, start: int, end: int) -> bool:
        """True when an activity or a generic wording is printed there."""
        return self._hits(start, end) or bool(self._analysis.hits_in("umbrellas", start, end))

    def _hits(self, start: int, end: int) -> bool:
        return bool(self._analysis.hits_in("activities", start, end))

    def _text(self, block: Block) -> str:
        return self._folded[block.start : block.end]


def _insured(leads: tuple[Hit, ...]) -> bool:
    return any(lead.id in ("lead.insured", "lead.excluded") for lead in leads)
