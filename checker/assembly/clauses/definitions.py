"""A cap defined elsewhere: "ne peut excéder le Plafond", and "« Plafond » : 400 000 €"."""

from __future__ import annotations

import re

from checker.assembly.clauses.caps import CapValue, find_cap_values
from checker.domain import BlockKind
from checker.language import Analysis, Sentence
from checker.text import fold

__all__ = ["end_of_row", "find_defined_cap"]

# Terms with a capital that a contract gives to its ceiling.
_TERM = re.compile(
    r"\b(?:Plafond|Montant Maximum|Montant Maximal|Limite|Cap|Liability Cap|Liability Limit"
    r"|Maximum Liability|Limit)(?:(?: d[eu]| de la| of)? [A-ZÉ][\w’'-]+)*"
)  # fmt: skip
_DEFINES_TERM = (
    r"^[\s«\"“”»]*(?:\d[\d.]* )?(?:le |la |the )?[\s«\"“”»]*{term}[\s«\"“”»]*"
    r"(?::|=|–|-|designe|signifie|s'entend|correspond|est |s'eleve|means|is |shall )"
)
_NAMED = r"\(?(?:ci-apres|hereinafter)[^)]{{0,30}}{term}"
_RATES = re.compile(r"penalit|retard|delay|liquidated")


def find_defined_cap(
    analysis: Analysis, sentence: Sentence
) -> tuple[tuple[CapValue, ...], tuple[int, int]] | None:
    """Return the values of the term that a cap refers to, and where it is defined."""
    printed = analysis.document.text[sentence.start : sentence.end]
    for term in dict.fromkeys(match[0] for match in _TERM.finditer(printed)):
        found = _definition(analysis, sentence, fold(term))
        if found is not None:
            return found
    return None


def _definition(
    analysis: Analysis, sentence: Sentence, term: str
) -> tuple[tuple[CapValue, ...], tuple[int, int]] | None:
    defines = re.compile(_DEFINES_TERM.format(term=re.escape(term)))
    named = re.compile(_NAMED.format(term=re.escape(term)))
    for other in analysis.sentences:
        if other.start == sentence.start:
            continue
        folded = analysis.folded[other.start : other.end]
        if term not in folded or _RATES.search(folded):
            continue
        start, end = other.start, other.end
        if other.block.kind is BlockKind.CELL:
            if folded.strip(' «»"“”') != term:
                continue
            end = end_of_row(analysis, other)
        elif not defines.search(folded) and not named.search(folded):
            continue
        values = find_cap_values(analysis.document.text[start:end])
        if values:
            return values, (start, end)
    return None


def end_of_row(analysis: Analysis, cell: Sentence) -> int:
    """Return where the last cell of the row of a cell ends."""
    ends = [
        block.end
        for block in analysis.document.blocks
        if block.table == cell.block.table
        and block.row == cell.block.row
        and block.kind is BlockKind.CELL
    ]
    return max(ends, default=cell.end)
