"""One line of cover while it is being read, before defaults and footnotes are applied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_heads import HEADLINE
from checker.assembly.limits import Limit
from checker.domain import Basis, Deductible, GuaranteeStatus
from checker.language import Analysis


class Origin(StrEnum):
    """Where a line was read: it decides what may be said twice."""

    TABLE = "table"
    PROSE = "prose"
    GRANT = "grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as printed; `basis` None: not printed on the line itself.

    `own_deductible`: the line has its own place for a deductible, so that none of its
    block's applies. `value` is the span that prints the amount or the status.
    """

    section: str
    id: str
    start: int
    end: int
    status: GuaranteeStatus
    amount: Decimal | None = None
    currency: str | None = None
    basis: Basis | None = None
    amount_year: Decimal | None = None
    sublimit: bool = False
    deductible: Deductible | None = None
    own_deductible: bool = False
    condition: tuple[int, int] | None = None
    value: tuple[int, int] | None = None
    refers: bool = False
    bare: bool = False
    """The label names no cover ("Each occurrence"): the running cover's own limit."""
    origin: Origin
    block_end: int = 0
    """Where the row or sentence ends: footnote marks are looked for up to there."""


def line_of(
    limit: Limit,
    *,
    section: str,
    identifier: str,
    label: tuple[int, int],
    origin: Origin,
    sublimit: bool = False,
    deductible: Deductible | None = None,
    own_deductible: bool = False,
    block_end: int = 0,
    bare: bool = False,
) -> Line:
    """Return the line that `limit` and its label make; statuses without a figure keep none."""
    granted = limit.status is GuaranteeStatus.GRANTED
    return Line(
        section=section,
        id=identifier,
        start=label[0],
        end=label[1],
        status=limit.status,
        amount=limit.amount if granted else None,
        currency=limit.currency if granted else None,
        basis=limit.basis if granted else None,
        amount_year=limit.amount_year if granted else None,
        sublimit=sublimit,
        deductible=deductible if limit.status is not GuaranteeStatus.NOT_SUBSCRIBED else None,
        own_deductible=own_deductible,
        value=(limit.start, limit.end),
        refers=limit.refers,
        bare=bare,
        origin=origin,
        block_end=block_end or limit.end,
    )


def products_line(analysis: Analysis, line: Line, start: int, end: int) -> Line | None:
    """Return the products cover that a bracket adds: "(products: in the aggregate)"."""
    if line.section == "rc.apres_livraison" or not line.section.startswith("rc."):
        return None
    for hit in analysis.hits_in("coverage-cells", start, end):
        if hit.id != "qualifier.products":
            continue
        close = analysis.document.text.find(")", hit.end, end)
        stop = close if close > 0 else end
        basis = combine_bases(b.kind for b in find_bases(analysis, hit.end, stop))
        if basis is not None:
            return replace(
                line,
                section="rc.apres_livraison",
                id=HEADLINE,
                basis=basis,
                amount_year=None,
                value=(hit.start, stop),
                start=hit.start,
                end=stop,
            )
    return None
