"""Lines of cover outside tables: sentences, bullets, key and value, dotted leaders.

A sentence is cut into pieces, one an amount; each piece takes the heads printed beside
its amount. "une garantie à concurrence de X, dont Y pour les dommages Z" has two pieces.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_heads import HEADLINE, Heads, family_of, read_heads
from checker.assembly.coverage_lines import Line, Origin, line_of
from checker.assembly.coverage_pieces import (
    NOT_TEXT,
    PROVISO,
    Piece,
    cut_pieces,
    find_deductible_span,
    find_part_start,
    is_behind,
)
from checker.assembly.coverage_unpriced import (
    ids_or_cover,
    is_foreign,
    read_refusal,
    read_status,
    read_told,
)
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import NO_MONEY, Limit, amounts_in, cues_in, read_limit
from checker.assembly.sections import SectionContext, covers_in, find_frame_end
from checker.domain import Block, BlockKind, GuaranteeStatus, Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis, Sentence
from checker.values.amounts import AmountSpan

# Between a label and its figure where no verb says what the figure is.
_LEADER = re.compile(r"[\s:.…_\-–—|*()\d'’/]*(?:\(?\d\)?)?[\s:.…_\-–—|]*")
# A limit again after a deductible: "franchise de 500 €, plafond de 3 M€".
_RESUMED = re.compile(
    r"plafond|concurrence|hauteur|limite|capital|limit of|sum insured|garantie de"
)
_COMMON_DEDUCTIBLE = re.compile(
    r", (?:le tout )?(?:avec|moyennant|sous deduction d|apres (?:application|deduction) d"
    r"|subject to|with) ?(?:'une|une|la|de la|an|a|the)? ?(?:franchise|deductible|excess|retention)"
)


def read_prose(
    analysis: Analysis,
    knowledge: Knowledge,
    sections: SectionContext,
    used: frozenset[int] = frozenset(),
) -> tuple[Line, ...]:
    """Return the lines of cover that sentences print with an amount or a status.

    `used`: starts of the blocks that were read as rows.
    """
    reader = _ProseReader(analysis, knowledge, sections)
    return tuple(reader.read(used))


def read_inner(
    analysis: Analysis, knowledge: Knowledge, line: Line, cell: Block
) -> tuple[Line, ...]:
    """Return the sub-limits that a value cell prints behind its limit: "dont … pour …"."""
    cues = [
        h
        for h in analysis.hits_in("coverage-cells", cell.start, cell.end)
        if h.id == "line.sublimit"
    ]
    amounts = amounts_in(analysis, cell.start, cell.end, NO_MONEY)
    if not cues or not amounts or cues[0].start < amounts[0].end:
        return ()
    reader = _ProseReader(analysis, knowledge, SectionContext((), (), (line.section,)))
    start = find_part_start(analysis, amounts[0].end, cues[0].start)
    return tuple(reader.read_part(Sentence(start, cell.end, cell)))


def read_compound(
    analysis: Analysis, knowledge: Knowledge, section: str, cell: Block
) -> tuple[Line, ...]:
    """Return the lines that a value cell prints under labels of its own; () for none."""
    amounts = amounts_in(analysis, cell.start, cell.end, NO_MONEY)
    if not amounts:
        return ()
    first = read_heads(analysis, knowledge, cell.start, amounts[0].start, section=section)
    if not first.ids or first.ids == (HEADLINE,):
        return ()
    reader = _ProseReader(analysis, knowledge, SectionContext((), (), (section,)))
    lines = reader.read_part(Sentence(cell.start, cell.end, cell))
    return tuple(replace(line, sublimit=False, origin=Origin.TABLE) for line in lines)


class _ProseReader:
    def __init__(self, analysis: Analysis, knowledge: Knowledge, sections: SectionContext) -> None:
        self._analysis = analysis
        self._knowledge = knowledge
        self._sections = sections
        self._covers: tuple[str, ...] = ()

    def read(self, used: frozenset[int]) -> list[Line]:
        lines: list[Line] = []
        block: Block | None = None
        for sentence in self._analysis.sentences:
            if sentence.block.kind is BlockKind.CELL:
                lines += self._read_box(sentence)
                continue
            if sentence.block.kind in NOT_TEXT or sentence.block.start in used:
                continue
            if sentence.block is not block:
                self._enter_block(sentence.block)
                block = sentence.block
            lines += self._read_sentence(sentence)
        return lines

    def _read_box(self, sentence: Sentence) -> list[Line]:
        """Return what a sentence in a box of remarks ("Cyber extortion: not covered.") refuses."""
        if sentence.block.end - sentence.block.start < _PROSE_BOX:
            return []
        found = read_status(self._analysis, self._knowledge, sentence, (), self._sections.title)
        return [line for line in found if line.status is GuaranteeStatus.NOT_SUBSCRIBED]

    def _enter_block(self, block: Block) -> None:
        """Forget the running cover at a heading, or take the one that it names."""
        above = self._sections.at(block.start)
        if block.kind is BlockKind.HEADING or above != self._above:
            self._covers = above
        self._above = above

    _above: tuple[str, ...] = ()
    _unknown = False
    """The running sentence stands under a part whose cover is not known."""

    def read_part(self, part: Sentence) -> list[Line]:
        """Return the lines of a part of a sentence or cell that begins with a sub-limit cue."""
        found = amounts_in(self._analysis, part.start, part.end, NO_MONEY)
        amounts = [amount for amount in found if self._is_limit(amount, part.start)]
        lines: list[Line] = []
        for piece in cut_pieces(self._analysis, part, amounts) if amounts else ():
            lines += self._read_piece(replace(piece, sublimit=True), part, lines)
        return lines

    def _read_sentence(self, sentence: Sentence) -> list[Line]:
        start, end = sentence.start, sentence.end
        covers = covers_in(self._analysis, start, end)
        framed = find_frame_end(self._analysis, start, end)
        self._unknown = framed > start and not covers_in(self._analysis, start, framed)
        if self._unknown:
            self._covers = ()
        amounts = [
            a for a in amounts_in(self._analysis, start, end, NO_MONEY) if self._is_limit(a, start)
        ]
        lines: list[Line] = []
        if amounts and not is_foreign(self._analysis, sentence):
            for piece in cut_pieces(self._analysis, sentence, amounts):
                if piece.refused is not None:
                    begin, stop = piece.refused
                    part = replace(sentence, start=begin, end=stop)
                    lines += self._read_refused(part, sentence)
                lines += self._read_piece(piece, sentence, lines)
            lines = self._with_common_deductible(lines, sentence)
        elif not amounts:
            told = (self._analysis, self._knowledge, sentence, self._covers, self._sections.title)
            lines += (
                read_refusal(*told)
                or read_status(*told)
                or read_told(self._analysis, self._knowledge, sentence, self._covers)
            )
        if covers and len(covers) == 1:
            self._covers = covers
        return lines

    def _read_refused(self, part: Sentence, sentence: Sentence) -> list[Line]:
        """Return the lines of "…, dommages corporels : non accordé," within a sentence."""
        running = covers_in(self._analysis, sentence.start, part.end) or self._covers
        title = self._sections.title
        found = read_status(self._analysis, self._knowledge, part, running, title)
        return [line for line in found if line.status is GuaranteeStatus.NOT_SUBSCRIBED]

    def _with_common_deductible(self, lines: list[Line], sentence: Sentence) -> list[Line]:
        """Return the lines of "X, dont Y …, avec une franchise de Z": Z governs them all."""
        last = lines[-1] if lines else None
        if last is None or last.deductible is None or any(x.deductible for x in lines[:-1]):
            return lines
        if not _COMMON_DEDUCTIBLE.search(self._analysis.folded, last.start, sentence.end):
            return lines
        return [
            line if line.own_deductible else replace(line, deductible=last.deductible)
            for line in lines
        ]

    # -- which amounts are limits

    def _is_limit(self, amount: AmountSpan, start: int) -> bool:
        """Return False for deductibles, premiums, share capital and thresholds."""
        before = cues_in(self._analysis, start, amount.start)
        words = [
            hit for hit in before
            if hit.id in ("column.deductible", "money.other", "limit.announced", "column.limit")
            and self._analysis.folded[hit.start : hit.end] != "maximum"
        ]  # fmt: skip
        after = self._analysis.folded[amount.end : amount.end + _AFTER_CHARACTERS]
        if re.match(r"\s*(?:de |d')?(?:franchise|excess|deductible|ht\b|ttc\b|hors taxe)", after):
            return False
        if not words:
            return True
        deductibles = [hit for hit in words if hit.id == "column.deductible"]
        if deductibles:
            later = self._analysis.folded[deductibles[-1].end : amount.start]
            return ";" in later or _RESUMED.search(later) is not None
        if any(hit.id == "money.other" for hit in words):
            other = [hit for hit in words if hit.id == "money.other"][-1]
            gap = self._analysis.folded[other.end : amount.start]
            # "… de la cotisation, la RC professionnelle à hauteur de 2 M€": another matter.
            resumed = _RESUMED.search(gap) and covers_in(self._analysis, other.end, amount.start)
            return ";" in gap or len(gap) > _OTHER_REACH or bool(resumed)
        return True

    # -- one piece

    def _read_piece(self, piece: Piece, sentence: Sentence, before: list[Line]) -> list[Line]:
        first, last = piece.amounts[0], piece.amounts[-1]
        section = self._section(piece.start, sentence.start, first.start)
        heads = self._heads(piece, section)
        if heads is None or not self._is_granted(piece, heads, sentence):
            return []
        span = find_deductible_span(self._analysis, last.end, piece.end)
        deductible = None
        if span is not None:
            tail = self._analysis.document.text[span[0] : piece.end]
            deductible = read_deductible(tail)
        stop = span[0] if span else piece.end
        limit = self._limit(piece, stop)
        sublimit = piece.sublimit
        if section is None and not heads.covers:
            return []
        covers = heads.covers or ((section,) if section else ())
        if heads.ids and family_of(heads.ids[0]) == "def" and not heads.covers:
            # A defence line in a sentence stands alone (convention 7).
            covers = ("def.pj",) if self._above == ("def.pj",) else heads.ids[:1]
        label = self._label(piece, heads)
        shared = replace(limit, status=GuaranteeStatus.NO_AMOUNT, amount=None, currency=None)
        shared = replace(shared, basis=None, amount_year=None)
        lines = [
            line_of(
                # Costs of defence "y compris" have no figure of their own (convention 5).
                shared if identifier == _COSTS and HEADLINE in heads.ids else limit,
                section=cover,
                identifier=identifier,
                label=label,
                origin=Origin.PROSE,
                sublimit=sublimit and identifier not in heads.included,
                deductible=deductible,
                own_deductible=deductible is not None,
                block_end=piece.end,
            )
            for cover in covers
            for identifier in ids_or_cover(heads, cover)
        ]
        return [] if self._is_narrow(piece, sentence) else lines

    def _is_narrow(self, piece: Piece, sentence: Sentence) -> bool:
        """Return True for a limit that re-enters cover out of an exclusion, "si …": no line."""
        reopened = any(
            cue.id == "scope.reopen"
            for cue in self._analysis.hits_in("scope-cues", sentence.start, piece.end)
        )
        found = PROVISO.search(self._analysis.folded, piece.amounts[-1].end, sentence.end)
        return reopened and found is not None

    def _heads(self, piece: Piece, section: str | None) -> Heads | None:
        """Return what a piece insures: the words before its amount, else those behind it."""
        first, last = piece.amounts[0], piece.amounts[-1]
        start = find_frame_end(self._analysis, piece.start, first.start)
        before = read_heads(self._analysis, self._knowledge, start, first.start, section=section)
        framed = covers_in(self._analysis, piece.start, start)
        if before.ids and framed:
            before = replace(before, covers=framed[-1:])
        elif start > piece.start:
            before = read_heads(
                self._analysis, self._knowledge, piece.start, first.start, section=section
            )
        after = read_heads(self._analysis, self._knowledge, last.end, piece.end, section=section)
        if after.ids and is_behind(self._analysis, last):
            return replace(after, covers=before.covers or after.covers)
        if before.ids or (before.covers and not after.ids):
            if after.ids and set(after.ids) <= {HEADLINE} and not before.ids:
                return replace(before, ids=after.ids)
            return before
        if after.ids:
            covers = before.covers or after.covers
            return replace(after, covers=covers)
        if before.covers or after.covers:
            return replace(before, covers=before.covers or after.covers)
        own = find_bases(self._analysis, piece.start, piece.end)
        announced = any(
            hit.id in ("column.limit", "limit.announced")
            for hit in cues_in(self._analysis, piece.start, first.start)
        )
        bare = piece.start == first.start or not re.search(
            r"\w", self._analysis.folded[piece.start : first.start]
        )
        return Heads((HEADLINE,), ()) if section and own and (announced or bare) else None

    def _is_granted(self, piece: Piece, heads: Heads, sentence: Sentence) -> bool:
        """Return True for an announced limit, or a label with nothing but its figure."""
        first = piece.amounts[0]
        scope = self._analysis.scope_at(first.start, first.end)
        if scope.polarity is Polarity.EXCLUDED:
            return False
        cues = cues_in(self._analysis, piece.start, piece.end)
        announced = any(
            hit.id in ("limit.announced", "column.limit", "line.sublimit", "grant.predicate")
            for hit in cues
        )
        based = bool(find_bases(self._analysis, first.start, piece.end))
        if announced or based or (is_behind(self._analysis, piece.amounts[-1]) and heads.ids):
            return True
        labels = [end for _, _, end in heads.spans]
        covers = [
            h.end for h in self._analysis.hits_in("sections", piece.start, first.start)
            if not h.id.startswith("part.")
        ]  # fmt: skip
        ends = [e for e in (*labels, *covers) if e <= first.start]
        if not ends:
            return False
        return _LEADER.fullmatch(self._analysis.folded, max(ends), first.start) is not None

    def _limit(self, piece: Piece, stop: int) -> Limit:
        first = piece.amounts[0]
        end = max(stop, piece.amounts[-1].end)
        found = read_limit(self._analysis, first.start, end)
        if found is None or found.amount is None or found.amount != first.amount.value:
            found = Limit(
                status=GuaranteeStatus.GRANTED,
                amount=first.amount.value,
                currency=first.amount.currency,
                start=first.start,
                end=piece.amounts[-1].end,
            )
        if found.basis is None:
            bases = find_bases(self._analysis, piece.start, first.start)
            found = replace(found, basis=combine_bases(b.kind for b in bases))
        return replace(found, end=piece.amounts[-1].end)

    def _section(self, start: int, sentence_start: int, amount_start: int) -> str | None:
        """Return the cover a piece stands under: its sentence's, the running one, the title's."""
        named = covers_in(self._analysis, sentence_start, amount_start)
        if named:
            return named[-1]
        if self._covers or self._unknown:
            return self._covers[0] if self._covers else None
        title = self._sections.title
        return title[0] if title else None

    def _label(self, piece: Piece, heads: Heads) -> tuple[int, int]:
        """Return the span that names what is insured, up to its amount."""
        spans = [(s, e) for _, s, e in heads.spans if piece.start <= s < piece.end]
        if not spans:
            return piece.start, piece.amounts[-1].end
        first = min(s for s, _ in spans)
        last = max(e for _, e in spans)
        return min(first, piece.amounts[0].start), max(last, piece.amounts[-1].end)


_COSTS = "def.frais"
# How far behind an amount "de franchise" or "HT" may stand.
_AFTER_CHARACTERS = 22
# A box of a form that holds sentences.
_PROSE_BOX = 120
# A word of premium or capital speaks of the amounts this close behind it (characters).
_OTHER_REACH = 90
