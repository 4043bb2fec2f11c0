"""Where the value of a label stands: after it, in the next cell, under it, in the next block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.domain import Block, BlockKind
from checker.language import Analysis
from checker.language.patterns import Hit

# What separates a label from its value: "Souscripteur :", "N° de contrat –", "(1)".
_SEPARATOR = re.compile(r"(?:\s?[A-Z0-9](?=\s?:))?(?:\s*\([^()]{0,30}\))?[\s:.\-–—=>•|°º]*")
_SEPARATED = re.compile(r"(?:\s*\([^()]{0,30}\))?\s*(?::|[–—-]\s)")
# Before a label that begins its block: a number, a bullet, "Le", "Votre", "Nom de l'".
_LEAD_IN = re.compile(
    r"(?:^|[:;.•|–—\n]\s*|\s-\s|\s{2,})(?:[\divx]{1,4}[.)°-]\s*)*"
    r"(?:le |la |les |l'|votre |vos |the |your |and |et |de |du )*$"
)
# How many blocks below a label of its own its value may reach.
_BLOCKS_BELOW = 3
_SHORT_BLOCK = 90
_LEAD_REACH = 60
# The share of a label's text that its words in the vocabulary make.
_LABEL_SHARE = 0.6
_WHOLE_LABEL = 0.99
_LONG_BLOCK = 240


def is_label(analysis: Analysis, hit: Hit) -> bool:
    """Return True when `hit` labels a value, and is no word of a running sentence."""
    block = analysis.block_at(hit.start)
    if block is None:
        return False
    start = max(block.start, hit.start - _LEAD_REACH)
    lead = analysis.folded[start : hit.start]
    # What is cut off begins no block: an "x" stands for it.
    if not _LEAD_IN.search(lead if start == block.start else "x" + lead):
        return False
    rest = analysis.folded[hit.end : block.end]
    if not rest.strip(' :.-*()°º"') or _SEPARATED.match(rest):
        return True
    short = block.end - block.start <= _SHORT_BLOCK
    value = analysis.document.text[hit.end : block.end].lstrip()
    if block.kind is BlockKind.CELL:
        return True
    # "Insured  Harrowgate Ltd": two columns without rules, joined on one line.
    opens = hit.start == block.start and block.end - block.start <= _LONG_BLOCK
    return (short or opens) and (value[0].isupper() or value[0].isdigit())


def value_spans(analysis: Analysis, hit: Hit) -> Iterator[tuple[int, int]]:
    """Yield where the value of the label `hit` may stand, likeliest first."""
    block = analysis.block_at(hit.start)
    if block is None:
        return
    start = after_separator(analysis, hit.end, block.end)
    if start < block.end:
        yield start, block.end
        return
    if block.kind is BlockKind.CELL:
        for cell in _cells_beside(analysis, block):
            yield cell.start, cell.end
        return
    blocks = analysis.document.blocks
    index = blocks.index(block)
    below = [b for b in blocks[index + 1 : index + 1 + 2 * _BLOCKS_BELOW] if _is_body(b)]
    for other in below[:_BLOCKS_BELOW]:
        yield other.start, other.end


def is_header_cell(analysis: Analysis, block: Block) -> bool:
    """Return True when a cell labels the cells under it, not the one at its right."""
    if block.kind is not BlockKind.CELL:
        return False
    row = [
        other
        for other in analysis.document.blocks
        if other.table == block.table
        and other.row == block.row
        and (other.column or 0) > (block.column or 0)
    ]
    return _is_header(analysis, block, row)


def labels_of_cell(analysis: Analysis, block: Block) -> tuple[tuple[int, int], ...]:
    """Return the spans of the cells that may label a cell: left of it, then above it."""
    if block.kind is not BlockKind.CELL or block.row is None or block.column is None:
        return ()
    left: list[Block] = []
    above: list[Block] = []
    for other in analysis.document.blocks:
        if other.table != block.table or other.row is None or other.column is None:
            continue
        if other.row == block.row and other.column < block.column:
            left.append(other)
        elif other.row < block.row and _same_column(other, block):
            above.append(other)
    found = [*reversed(left[-1:]), *above[:1], *above[-1:]]
    return tuple(dict.fromkeys((b.start, b.end) for b in found))


def after_separator(analysis: Analysis, position: int, limit: int) -> int:
    """Return where a value begins that a colon, a dash or blanks set apart."""
    match = _SEPARATOR.match(analysis.document.text, position, limit)
    return match.end() if match else position


def _cells_beside(analysis: Analysis, block: Block) -> list[Block]:
    row, column = block.row, block.column
    if row is None or column is None:
        return []
    right: list[Block] = []
    below: list[Block] = []
    for other in analysis.document.blocks:
        if other.table != block.table or other.row is None or other.column is None:
            continue
        if other.row == row and other.column > column:
            right.append(other)
        elif other.row > row and _same_column(block, other):
            below.append(other)
    # A header cell has its values under it; any other label has them at its right.
    return below + right[:1] if _is_header(analysis, block, right) else right[:1] + below


def _is_header(analysis: Analysis, block: Block, right: list[Block]) -> bool:
    """True when the cells at the right are labels too, not values."""
    if block.row != 0 or not right:
        return False
    folded = analysis.folded
    return not any(re.search(r"\d", folded[b.start : b.end]) for b in right) and any(
        _label_share(analysis, b.start, b.end) >= _LABEL_SHARE for b in right
    )


def is_wording_of_label(analysis: Analysis, start: int, end: int) -> bool:
    """Return True when a text is a label and nothing else, and so no value."""
    return _label_share(analysis, start, end) >= _WHOLE_LABEL


def _label_share(analysis: Analysis, start: int, end: int) -> float:
    """Return the share of a text that the words of one family of labels make."""
    # "POLICY EFF (MM/DD/YYYY)": what stands in brackets explains the label.
    bracket = analysis.document.text.find("(", start + 1, end)
    limit = bracket if bracket > 0 else end
    spans = [
        [(hit.start, hit.end) for hit in analysis.hits_in(family, start, limit)]
        for family in ("field-labels", "number-labels", "date-labels")
    ]
    words = [m.span() for m in re.finditer(r"[^\W\d_]+", analysis.folded[start:limit])]
    if not words:
        return 0.0
    covered = max(
        sum(any(s <= start + first < e for s, e in hits) for first, _ in words) for hits in spans
    )
    return covered / len(words)


def _same_column(one: Block, other: Block) -> bool:
    first, second = one.column or 0, other.column or 0
    return first < second + other.column_span and second < first + one.column_span


def _is_body(block: Block) -> bool:
    return block.kind is not BlockKind.FURNITURE
