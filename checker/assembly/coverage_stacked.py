"""Several limits printed in one cell, each behind a name: "EACH CLAIM $ 3,000,000 AGGREGATE …".

Also the cell beside "Sous-limites": each of its lines is a sub-limit of the running cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_cells import Values
from checker.assembly.coverage_columns import Column, Role
from checker.assembly.coverage_forms import is_bare
from checker.assembly.coverage_heads import HEADLINE, Heads
from checker.assembly.coverage_pieces import bases_end
from checker.assembly.coverage_state import TableState
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import NO_MONEY, Limit, amounts_in, cues_in
from checker.domain import Block, Deductible, GuaranteeStatus
from checker.values.amounts import AmountSpan

_SUBLIMITS = re.compile(
    r"\W*(?:dont\W+)?(?:sous-limites?|sous-plafonds?|sub-?limits?|inner limits?)"
    r"(?: de garanties?| applicables?)?\W*"
)
_LEAST_STACKED = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A name at `[start, stop)`, its amount, and where the words of the amount end."""

    start: int
    stop: int
    amount: AmountSpan
    end: int


def read_stacked_row(
    state: TableState, label: Block, values: Values, columns: tuple[Column, ...]
) -> bool:
    """Read a row whose value cell holds named amounts; False where it holds none."""
    listed = _SUBLIMITS.fullmatch(state.analysis.folded, label.start, label.end) is not None
    for index, cell in values:
        if columns[index].role not in (Role.LIMIT, Role.OTHER):
            continue
        parts = list(_parts(state, cell))
        if not parts or any(part.start >= part.stop for part in parts):
            continue
        if listed:
            return _emit_sublimits(state, cell, parts)
        first = replace(cell, start=parts[0].start, end=parts[0].stop)
        if len(parts) >= _LEAST_STACKED and is_bare(state, first):
            if _is_one_limit(state, label, cell, parts):
                return False
            _emit_stack(state, label, cell, parts)
            return True
    return False


def _is_one_limit(state: TableState, label: Block, cell: Block, parts: list[_Part]) -> bool:
    """Return True for "Par sinistre : 1 M€ Par an : 2 M€" beside a label: a limit's two bases."""
    heads = state.heads(label)
    if len(parts) != _LEAST_STACKED or not (heads.ids or heads.covers):
        return False
    return all(is_bare(state, replace(cell, start=p.start, end=p.stop)) for p in parts) and not any(
        _is_deductible(state, p) for p in parts
    )


def _parts(state: TableState, cell: Block) -> Iterator[_Part]:
    start = cell.start
    amounts = amounts_in(state.analysis, cell.start, cell.end, NO_MONEY)
    for index, amount in enumerate(amounts):
        name = state.analysis.folded[start : amount.start]
        stop = start + len(name.rstrip(" :.-–—$£€"))
        lead = len(name) - len(name.lstrip(" ,;.:-–—•)"))
        end = bases_end(state.analysis, amount.end, cell.end)
        following = amounts[index + 1].start if index + 1 < len(amounts) else cell.end
        if index + 1 < len(amounts) and not _named(state, end, following):
            # "$ 1,000,000 GENERAL AGGREGATE $ 2,000,000": the basis names the next amount.
            end = amount.end
        yield _Part(min(start + lead, stop), stop, amount, end)
        start = end


def _named(state: TableState, start: int, end: int) -> bool:
    return any(c.isalpha() for c in state.analysis.folded[start:end])


def _emit_sublimits(state: TableState, cell: Block, parts: list[_Part]) -> bool:
    """Add a sub-limit of the running cover for each name that insures something."""
    found = False
    for part in parts:
        named = replace(cell, start=part.start, end=part.stop)
        heads = state.heads(named)
        if heads.ids and heads.ids != (HEADLINE,) and not _is_deductible(state, part):
            limit = _limit(state, part)
            state.emit(heads, named, limit, state.previous, sublimit=True)
            found = True
    return found


def _emit_stack(state: TableState, label: Block, cell: Block, parts: list[_Part]) -> None:
    """Add the limits of the cover that the row names, and its products' limit."""
    heads = state.heads(label)
    state.enter_section(heads.covers, headed=True)
    if not heads.covers:
        # "EMPLOYERS' LIABILITY": its amounts are not those of the cover above.
        return
    deductible: Deductible | None = None
    for part in parts:
        named = replace(cell, start=part.start, end=part.stop)
        if _is_deductible(state, part):
            text = state.analysis.document.text[part.start : part.end]
            deductible = deductible or read_deductible(text)
            continue
        products = any(
            h.id == "qualifier.products"
            for h in state.analysis.hits_in("coverage-cells", part.start, part.stop)
        )
        standing = replace(state.standing)
        if products:
            after = Heads((HEADLINE,), ("rc.apres_livraison",))
            state.emit(after, named, _limit(state, part), None, sublimit=False)
        elif is_bare(state, named):
            own = Heads((HEADLINE,), ())
            state.emit(own, named, _limit(state, part), None, sublimit=False, bare=True)
        state.standing = standing
    if deductible is not None:
        state.govern(deductible, Heads((), heads.covers))


def _is_deductible(state: TableState, part: _Part) -> bool:
    cues = cues_in(state.analysis, part.start, part.stop)
    return any(hit.id == "column.deductible" for hit in cues)


def _limit(state: TableState, part: _Part) -> Limit:
    kinds = [b.kind for b in find_bases(state.analysis, part.start, part.end)]
    return Limit(
        status=GuaranteeStatus.GRANTED,
        amount=part.amount.amount.value,
        currency=part.amount.amount.currency,
        basis=combine_bases(kinds),
        start=part.amount.start,
        end=part.amount.end,
    )
