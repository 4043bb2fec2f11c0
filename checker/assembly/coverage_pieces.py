"""A sentence cut into pieces, each with one limit: "X, dont Y pour …, et Z au titre de …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.assembly.bases import find_bases
from checker.assembly.coverage_heads import HEADLINE
from checker.assembly.limits import NO_MONEY, amounts_in, cues_in, status_hits
from checker.domain import BlockKind
from checker.language import Analysis, Sentence
from checker.values.amounts import AmountSpan

# "1 000 000 € au titre de …": the label stands behind its amount.
_BEHIND = re.compile(
    r"[\s,]*(?:au titre|pour|en ce qui concerne|s'agissant|concernant|relatifs?|applicables? a"
    r"|in respect of|for|regarding|en cas de|sur)\b"
)
_JOINED = re.compile(r"\s*(?:,|et|and|ainsi que|,\s*et)\s*(?:a |de )?$")
_LINKS = re.compile(r"\b(?:et|and|par|de|in|the|dans|la|limite)\b")
_AND = re.compile(r",|\bet\b|\band\b|\bainsi que\b")
_PAUSE = re.compile(r"\s*[,;]\s*")
_STRONG = re.compile(r"[;\n]")
# "200 000 € par sinistre et par année, au titre de": how far the words behind may stand.
_BEHIND_REACH = 80


# What makes a grant one of some cases only: "si", "lorsque".
PROVISO = re.compile(r"\b(?:si|lorsque|lorsqu'|quand|des lors que|if|where|provided)\b")
# Blocks that hold neither rows of text nor sentences of cover.
NOT_TEXT = frozenset((BlockKind.FURNITURE, BlockKind.CELL, BlockKind.FOOTNOTE))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence with one limit: `[start, end)`, its amounts, how it is cut off."""

    start: int
    end: int
    amounts: tuple[AmountSpan, ...]
    sublimit: bool = False
    refused: tuple[int, int] | None = None
    """What stands before it and is refused: "dommages corporels : non accordé, dont …"."""


def cut_pieces(analysis: Analysis, sentence: Sentence, amounts: list[AmountSpan]) -> list[Piece]:
    """Return the sentence cut so that each piece holds one limit (or one pair)."""
    groups = _grouped(analysis, amounts)
    pieces: list[Piece] = []
    start, sub = sentence.start, False
    for index, group in enumerate(groups):
        if index + 1 == len(groups):
            end, following = sentence.end, False
        else:
            end, following = _cut(analysis, group[-1], groups[index + 1][0])
        begun = _past_refusal(analysis, start, group[0].start)
        refused = (start, begun) if begun > start else None
        start = begun
        own = any(hit.id == "line.sublimit" for hit in cues_in(analysis, start, group[0].start))
        joined = _JOINED.match(analysis.folded, start, group[0].start)
        carried = bool(pieces) and pieces[-1].sublimit and joined and is_behind(analysis, group[-1])
        pieces.append(Piece(start, end, tuple(group), sub or own or bool(carried), refused))
        start, sub = end, following
    return pieces


def _past_refusal(analysis: Analysis, start: int, end: int) -> int:
    """Return where what follows "X : non accordé," begins, `start` where nothing is refused."""
    refusals = [h for h in status_hits(analysis, start, end) if h.id == "cell.not_subscribed"]
    for refusal in reversed(refusals):
        stop = _PAUSE.match(analysis.folded, refusal.end, end)
        if stop is not None:
            return stop.end()
    return start


def is_behind(analysis: Analysis, amount: AmountSpan) -> bool:
    """Return True when a label stands behind the amount: "200 000 € au titre de …"."""
    limit = min(len(analysis.folded), amount.end + _BEHIND_REACH)
    start = bases_end(analysis, amount.end, limit)
    return _BEHIND.match(analysis.folded, start, limit) is not None


def _grouped(analysis: Analysis, amounts: list[AmountSpan]) -> list[list[AmountSpan]]:
    """Return amounts by limit: "X par sinistre et Y par année" is one."""
    groups: list[list[AmountSpan]] = []
    for amount in amounts:
        if groups and len(groups[-1]) == 1 and _is_pair(analysis, groups[-1][0], amount):
            groups[-1].append(amount)
        else:
            groups.append([amount])
    return groups


def _is_pair(analysis: Analysis, first: AmountSpan, second: AmountSpan) -> bool:
    """Return True when only a basis stands between two amounts: a limit's two bases."""
    between = list(analysis.folded[first.end : second.start])
    for basis in find_bases(analysis, first.end, second.start):
        at = basis.start - first.end
        between[at : basis.end - first.end] = " " * (basis.end - basis.start)
    rest = re.sub(r"\b(?:et|and|avec|puis|maximum|ou|limite|a|de|d')\b", " ", "".join(between))
    return not re.search(r"[a-z;]", rest) and first.end <= second.start


def _cut(analysis: Analysis, first: AmountSpan, second: AmountSpan) -> tuple[int, bool]:
    """Return where the piece of `first` ends, and whether a sub-limit follows."""
    between = (first.end, second.start)
    cues = [hit for hit in cues_in(analysis, *between) if hit.id == "line.sublimit"]
    if cues:
        return find_part_start(analysis, first.end, cues[0].start), True
    strong = _STRONG.search(analysis.folded, *between)
    if strong:
        return strong.end(), False
    end = first.end
    tail = [
        (b.start, b.end) for b in find_bases(analysis, *between)
    ] + [
        (h.start, h.end)
        for h in analysis.hits_in("protections", *between)
        if h.id == HEADLINE
    ]  # fmt: skip
    for start, stop in sorted(tail):
        gap = analysis.folded[end:start]
        if re.search(r"[a-z]", re.sub(r"\b(?:et|and|par|de|in|the)\b", "", gap)):
            break
        end = max(end, stop)
    behind = _BEHIND.match(analysis.folded, end, second.start)
    if behind:
        stops = [m.start() for m in _AND.finditer(analysis.folded, behind.end(), second.start)]
        return (stops[-1] if stops else second.start), False
    deductible = find_deductible_span(analysis, end, second.start)
    return (deductible[1] if deductible else end), False


def find_part_start(analysis: Analysis, start: int, cue: int) -> int:
    """Return where a sub-limit begins: at its cue, or at the label that stands before it.

    "£250,000; Social engineering sub-limit £25,000" begins behind the semicolon.
    """
    strong = _STRONG.search(analysis.folded, start, cue)
    return strong.end() if strong else cue


def find_deductible_span(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of a deductible in `[start, end)`, up to a pause after its figures."""
    hit = next(
        (
            h for h in cues_in(analysis, start, end)
            if h.id == "column.deductible"
        ),
        None,
    )  # fmt: skip
    if hit is None:
        return None
    amounts = amounts_in(analysis, hit.start, end, NO_MONEY)
    stop = amounts[-1].end if amounts else end
    return hit.start, min(stop, end)


def bases_end(analysis: Analysis, start: int, end: int) -> int:
    """Return where the bases that follow an amount end."""
    for basis in find_bases(analysis, start, end):
        if re.search(r"[a-z]", _LINKS.sub("", analysis.folded[start : basis.start])):
            break
        start = basis.end
    return start
