"""What the value cells of one row say together: limit, ticks, deductible."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from checker.assembly.bases import combine_bases, find_bases
from checker.assembly.coverage_columns import Column, Role
from checker.assembly.coverage_values import find_deductible_start
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import (
    NO_MONEY,
    Limit,
    Money,
    amounts_in,
    cues_in,
    is_counted,
    read_limit,
)
from checker.assembly.marks import is_nothing, read_mark
from checker.domain import Basis, Block, Deductible, GuaranteeStatus
from checker.language import Analysis

Values = list[tuple[int, Block]]
"""The value cells of a row with their columns."""

_DITTO = re.compile(r'\s*(?:"|»|«|idem|id\.?|ibid\.?|ditto)\s*$')
# "sous-limite 500 000 €": how far into a value cell the word may stand.
_SUBLIMIT_LEAD = 12


def _is_of_limits(cell: Block, index: int, columns: tuple[Column, ...]) -> bool:
    """Return True for a cell of a column of limits, or a merged one that reaches into one."""
    spanned = columns[index : index + max(1, cell.column_span)]
    return any(column.role is Role.LIMIT for column in spanned)


def read_row_limit(
    analysis: Analysis, values: Values, columns: tuple[Column, ...], label: Block
) -> Limit | None:
    """Return the limit that the value cells of a row print together."""
    taken = read_taken(analysis, values, columns)
    if taken is False:
        _, cell = values[0]
        return Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=cell.start, end=cell.end)
    found: list[tuple[Limit, Column]] = []
    for index, cell in values:
        column = columns[index]
        if not _is_of_limits(cell, index, columns) or column.ids or column.covers:
            continue
        money = column.money if column.money.bare else Money(bare=True)
        end = _limit_end(analysis, cell, column)
        limit = read_limit(analysis, cell.start, end, money=money)
        if limit is not None:
            found.append((with_basis(analysis, limit, column, label), column))
    if not found:
        if taken:
            _, cell = values[0]
            return Limit(status=GuaranteeStatus.NO_AMOUNT, start=cell.start, end=cell.end)
        counted = [
            cell
            for index, cell in values
            if columns[index].role is Role.LIMIT and is_counted(analysis, cell.start, cell.end)
        ]
        if counted:
            # "50 000 personnes": granted, and limited otherwise than in money.
            start, end = counted[0].start, counted[0].end
            return Limit(status=GuaranteeStatus.NO_AMOUNT, start=start, end=end)
        return None
    limit = _joined([limit for limit, _ in found])
    if limit.amount is not None and limit.basis is None and limit.amount_year is None:
        beside = [cell for index, cell in values if columns[index].role is Role.BASIS]
        kinds = [b.kind for cell in beside for b in find_bases(analysis, cell.start, cell.end)]
        limit = replace(limit, basis=combine_bases(kinds))
    # "OUI" beside a dash: taken out, without a figure; "OUI" beside "néant" is no grant.
    blank = all(is_nothing(analysis.document.text[x.start : x.end]) for x, _ in found)
    if taken and blank:
        return replace(limit, status=GuaranteeStatus.NO_AMOUNT)
    return limit


def _limit_end(analysis: Analysis, cell: Block, column: Column) -> int:
    """Return where the limit of a cell ends: before the deductible it also holds."""
    start = _inner_deductible(analysis, cell, column)
    if start is None or (not column.both and not amounts_in(analysis, cell.start, start, NO_MONEY)):
        return cell.end
    return max(cell.start + 1, start)


def _inner_deductible(analysis: Analysis, cell: Block, column: Column) -> int | None:
    """Return where a value cell turns to its deductible; None where it prints none."""
    if column.both:
        return find_deductible_start(analysis, cell.start, cell.end)
    named = [h for h in cues_in(analysis, cell.start, cell.end) if h.id == "column.deductible"]
    if not named:
        return None
    start = find_deductible_start(analysis, cell.start, cell.end)
    return start if amounts_in(analysis, cell.start, start, NO_MONEY) else named[0].start


def with_basis(analysis: Analysis, limit: Limit, column: Column, label: Block) -> Limit:
    """Return the limit with the basis of its column header, or of its label."""
    if limit.amount is None or limit.basis is not None:
        return limit
    own = [b.kind for b in find_bases(analysis, label.start, label.end)]
    kinds = column.bases or tuple(own)
    if limit.amount_year is None:
        return replace(limit, basis=combine_bases(kinds))
    return limit


def read_taken(analysis: Analysis, values: Values, columns: tuple[Column, ...]) -> bool | None:
    """Return what the columns of ticks say; one that says no is enough for no."""
    answers: list[bool] = []
    for index, cell in values:
        role, text = columns[index].role, _text(analysis, cell)
        mark = read_mark(text)
        if role in (Role.YES, Role.NO):
            if not is_nothing(text) and mark is not False:
                answers.append(role is Role.YES)
        elif role is Role.TAKEN:
            if mark is not None:
                answers.append(mark)
                continue
            limit = read_limit(analysis, cell.start, cell.end)
            if limit is not None:
                answers.append(limit.status is not GuaranteeStatus.NOT_SUBSCRIBED)
    has_pair = {columns[i].role for i, _ in values} & {Role.YES, Role.NO}
    if has_pair and not answers:
        return False
    return all(answers) if answers else None


def read_row_deductible(
    analysis: Analysis,
    values: Values,
    columns: tuple[Column, ...],
    previous: Deductible | None,
) -> tuple[Deductible | None, bool]:
    """Return the row's deductible, and whether the row has a place of its own for one.

    `previous`: the deductible above, which "idem" repeats.
    """
    for index, cell in values:
        if columns[index].role is Role.DEDUCTIBLE:
            if _DITTO.match(analysis.folded[cell.start : cell.end]):
                return previous, True
            money = columns[index].money
            found = read_deductible(_text(analysis, cell), currency=money.currency or "EUR")
            if found is not None and found.amount is not None and money.scale != 1:
                found = replace(found, amount=found.amount * money.scale)
            return found, True
    for index, cell in values:
        if columns[index].role is Role.LIMIT:
            found = _embedded_deductible(analysis, cell, columns[index])
            if found is not None:
                return found, True
    if not any(c.role is Role.DEDUCTIBLE for c in columns):
        return previous, previous is not None
    return None, False


def _embedded_deductible(analysis: Analysis, cell: Block, column: Column) -> Deductible | None:
    """Return the deductible that a value cell prints behind its limit."""
    start = _inner_deductible(analysis, cell, column)
    return None if start is None else read_deductible(analysis.document.text[start : cell.end])


def says_sublimit(analysis: Analysis, values: Values) -> bool:
    """Return True when the value cell opens with "sous-limite", "sub-limit", "dont"."""
    for _, cell in values:
        for hit in analysis.hits_in("coverage-cells", cell.start, cell.end):
            amount_after = hit.start - cell.start <= _SUBLIMIT_LEAD
            if hit.id == "line.sublimit" and amount_after:
                return True
    return False


def _joined(limits: list[Limit]) -> Limit:
    """Return one limit out of a row's limit columns: per claim first, per year second."""
    amounts = [limit for limit in limits if limit.amount is not None]
    if not amounts:
        refusals = [x for x in limits if x.status is GuaranteeStatus.NOT_SUBSCRIBED]
        grants = [x for x in limits if x.status is not GuaranteeStatus.NOT_SUBSCRIBED]
        return (grants or refusals)[0]
    first = amounts[0]
    if len(amounts) == 1 or first.amount_year is not None:
        return first
    second = amounts[1]
    if first.basis in (Basis.PER_YEAR, Basis.PER_POLICY_PERIOD) and second.basis in (
        Basis.PER_CLAIM,
        Basis.PER_CLAIMANT,
    ):
        first, second = second, first
    year: Decimal | None = second.amount
    if second.basis in (Basis.PER_YEAR, Basis.PER_POLICY_PERIOD) or second.basis is None:
        return replace(first, basis=first.basis or Basis.PER_CLAIM, amount_year=year)
    return first


def _text(analysis: Analysis, cell: Block) -> str:
    return analysis.document.text[cell.start : cell.end]
