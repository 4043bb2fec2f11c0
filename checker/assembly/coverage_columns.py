"""What each column of a guarantee table holds: as its header says, else as its cells do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.assembly.bases import find_bases
from checker.assembly.coverage_headers import (
    BOTH_ANSWERS,
    Grid,
    are_paired,
    covers_headed,
    cues_of,
    is_answer,
    is_status,
    is_yes,
    year_of,
)
from checker.assembly.coverage_heads import HEADLINE, read_heads
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import NO_MONEY, Money
from checker.assembly.marks import is_nothing, read_mark
from checker.domain import Block
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.values.amounts import find_amounts


class Role(StrEnum):
    """What a column of a guarantee table holds."""

    LABEL = "label"
    LIMIT = "limit"
    DEDUCTIBLE = "deductible"
    TAKEN = "taken"
    YES = "yes"
    NO = "no"
    PREMIUM = "premium"
    FOREIGN = "foreign"
    """Figures that are not those of the policy: required, former, of an offer."""
    BASIS = "basis"
    """Only "par sinistre", "par an": the bases of the figures beside it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, the basis kinds and money its header prints, its damage or cover."""

    role: Role
    bases: tuple[str, ...] = ()
    money: Money = NO_MONEY
    ids: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    both: bool = False
    """A limit column whose header also names the deductible."""


# "Montants et franchises", which the words of a deductible's amount match too.
_LIMITS_AND_DEDUCTIBLES = re.compile(
    r"\b(?:montants?|plafonds?|limites?|capitaux|garanties?) ?(?:et|/|&|-) ?(?:les )?franchises?"
)
_SCALES = re.compile(r"\b(?:en |in )?(?:k€|keur|k euros?|milliers? d'euros?|ke)\b|k€|\bk£")
_MILLIONS = re.compile(r"m€|\bmeur\b|millions? d'euros?")
_CURRENCIES = (("EUR", re.compile(r"€|\beuros?\b|\beur\b")), ("GBP", re.compile(r"£|\bgbp\b")),
               ("USD", re.compile(r"\$|\busd\b")), ("CHF", re.compile(r"\bchf\b")))  # fmt: skip
# Columns of a certificate that say nothing of what was bought: additional insured, waiver.
_NOT_TAKEN = re.compile(r"\b(?:addl|additional) ins(?:d|ured)|\bsubr(?:o\w*)? w(?:vd|aived)")


def read_columns(
    analysis: Analysis, knowledge: Knowledge, grid: Grid, headers: Sequence[int]
) -> tuple[Column, ...]:
    """Return the columns as the header rows name them, else as their cells suggest."""
    columns: list[Column] = []
    paired = are_paired(analysis, [cell for row in headers for _, cell in grid.row(row)])
    for index in range(grid.columns):
        cells = [grid.places[r, index] for r in headers if (r, index) in grid.places]
        cells = list(dict.fromkeys(cells))
        answers = [cell for cell in cells if paired and index and is_answer(analysis, cell)]
        if answers:
            columns.append(Column(Role.YES if is_yes(analysis, answers[0]) else Role.NO))
            continue
        columns.append(_column(analysis, knowledge, index, cells))
    for index, is_latest in _years(analysis, grid, headers):
        columns[index] = Column(Role.LIMIT if is_latest else Role.FOREIGN)
    columns = _with_amounts(analysis, grid, headers, columns)
    found = _guess(analysis, grid, headers, _with_answers(analysis, grid, headers, columns))
    return _with_shared_basis(analysis, grid, headers, found)


def _with_shared_basis(
    analysis: Analysis, grid: Grid, headers: Sequence[int], columns: tuple[Column, ...]
) -> tuple[Column, ...]:
    """Return the columns; "Plafonds par sinistre" over the labels is the basis of all limits."""
    if any(column.bases for column in columns):
        return columns
    cells = [grid.places[row, 0] for row in headers if (row, 0) in grid.places]
    bases = tuple(b.kind for c in cells for b in find_bases(analysis, c.start, c.end))
    return tuple(
        replace(column, bases=bases) if column.role is Role.LIMIT else column for column in columns
    )


def _with_amounts(
    analysis: Analysis, grid: Grid, headers: Sequence[int], columns: list[Column]
) -> list[Column]:
    """Return the columns; "Accordé au contrat" over amounts holds the limits themselves."""
    limits = any(column.role is Role.LIMIT for column in columns)
    return [
        Column(Role.LIMIT)
        if column.role is Role.TAKEN
        and not limits
        and any(find_amounts(text) for text in _body(analysis, grid, headers, index))
        else column
        for index, column in enumerate(columns)
    ]


def _with_answers(
    analysis: Analysis, grid: Grid, headers: Sequence[int], columns: list[Column]
) -> list[Column]:
    """Return the columns; "Garantie" over OUI and NON, beside the amounts, says what is taken."""
    found = list(columns)
    for index, column in enumerate(columns):
        if not index or column.role not in (Role.LIMIT, Role.LABEL):
            continue
        texts = _body(analysis, grid, headers, index)
        answers = sum(read_mark(text) is not None for text in texts)
        others = [
            text
            for other, known in enumerate(columns)
            if known.role is Role.LIMIT and other != index
            for text in _body(analysis, grid, headers, other)
        ]
        priced = any(find_amounts(text) for text in texts)
        if answers * 2 > len(texts) and not priced and any(map(find_amounts, others)):
            found[index] = Column(Role.TAKEN)
    return found


def _body(analysis: Analysis, grid: Grid, headers: Sequence[int], index: int) -> list[str]:
    """Return the texts of a column below its header, cells that say nothing left out."""
    rows = [r for r in range(grid.rows) if r not in headers and (r, index) in grid.places]
    cells = dict.fromkeys(grid.places[r, index] for r in rows)
    texts = [_text(analysis, cell) for cell in cells if (cell.column or 0) == index]
    return [text for text in texts if not is_nothing(text)]


def _years(analysis: Analysis, grid: Grid, headers: Sequence[int]) -> list[tuple[int, bool]]:
    """Return the columns that years head ("2024 | 2025 | 2026"), the latest one marked."""
    years = {
        index: year
        for row in headers
        for index, cell in grid.row(row)
        if (year := year_of(analysis, cell)) is not None
    }
    latest = max(years.values(), default=0)
    return [(index, year == latest) for index, year in years.items()] if len(years) > 1 else []


def _column(analysis: Analysis, knowledge: Knowledge, index: int, cells: list[Block]) -> Column:
    ids = {name for cell in cells for name in cues_of(analysis, cell)}
    folded = " ".join(analysis.folded[c.start : c.end].strip() for c in cells)
    bases = tuple(b.kind for c in cells for b in find_bases(analysis, c.start, c.end))
    covers = tuple(dict.fromkeys(i for c in cells for i in covers_headed(analysis, c)))
    heads = tuple(
        dict.fromkeys(
            i for c in cells
            for i in read_heads(analysis, knowledge, c.start, c.end, section=None).ids
        )
    )  # fmt: skip
    if "column.limit" in ids:
        # "Limit of liability" heads the limits; it is no damage of its own.
        heads = tuple(i for i in heads if i != HEADLINE)
    if index and not heads and "damage.materiel" in ids:
        heads = ("rc.materiel",)
    money = _money(folded)
    if _NOT_TAKEN.search(folded):
        return Column(Role.OTHER)
    if folded in ("oui", "yes"):
        return Column(Role.YES)
    if folded in ("non", "no"):
        return Column(Role.NO)
    if BOTH_ANSWERS.fullmatch(folded):
        return Column(Role.TAKEN)
    deductible = "column.deductible" in ids
    limit = "column.limit" in ids or _LIMITS_AND_DEDUCTIBLES.search(folded) is not None
    if "column.foreign" in ids and index:
        return Column(Role.FOREIGN)
    if "column.premium" in ids and not limit:
        return Column(Role.PREMIUM)
    if deductible and not limit:
        return Column(Role.DEDUCTIBLE, money=money)
    if index == 0:
        return Column(Role.LABEL)
    if limit or bases or heads or (covers and index):
        both = deductible and limit
        return Column(Role.LIMIT, bases, money, heads, covers if not limit else (), both)
    if "column.taken" in ids:
        return Column(Role.TAKEN)
    return Column(Role.LABEL if "column.label" in ids and index <= 1 else Role.OTHER)


def _guess(
    analysis: Analysis, grid: Grid, headers: Sequence[int], columns: list[Column]
) -> tuple[Column, ...]:
    """Return the columns with a role for those that their header does not name."""
    body = [r for r in range(grid.rows) if r not in headers]
    found = list(columns)
    # Beside a column of required or former amounts, nothing is guessed to be a limit.
    has_limit = any(c.role in (Role.LIMIT, Role.FOREIGN) for c in found)
    has_deductible = any(c.role is Role.DEDUCTIBLE for c in found)
    for index in range(1, grid.columns):
        if found[index].role is Role.DEDUCTIBLE and not has_limit:
            # "Montant Franchise" may head two columns that the page prints as one.
            cells = [grid.places[r, index] for r in body if (r, index) in grid.places]
            texts = [_text(analysis, c) for c in dict.fromkeys(cells)]
            if sum(len(find_amounts(text)) > 1 for text in texts) * 2 >= len(texts) > 0:
                found[index] = replace(found[index], role=Role.LIMIT, both=True)
                has_limit = True
        if found[index].role is not Role.OTHER:
            continue
        cells = [grid.places[r, index] for r in body if (r, index) in grid.places]
        texts = _body(analysis, grid, headers, index)
        marks = sum(read_mark(t) is not None for t in texts)
        money = sum(bool(find_amounts(t)) for t in texts)
        statuses = sum(is_status(analysis, c) for c in dict.fromkeys(cells))
        if texts and marks * 2 > len(texts):
            found[index] = Column(Role.TAKEN)
        elif not has_limit and (money or statuses):
            found[index] = Column(Role.LIMIT)
            has_limit = True
        elif not has_deductible and has_limit and (money or _has_deductible(texts)):
            yearly = [k for c in cells for k in find_bases(analysis, c.start, c.end)]
            if any(k.kind in ("year", "period") for k in yearly):
                found[index] = Column(Role.LIMIT, ("year",))
            else:
                found[index] = Column(Role.DEDUCTIBLE)
                has_deductible = True
        elif texts and not money and _are_bases(analysis, cells, len(texts)):
            found[index] = Column(Role.BASIS)
        elif index == 1 and not money and not headers and grid.columns > 2:
            found[index] = Column(Role.LABEL)
    return tuple(found)


def _are_bases(analysis: Analysis, cells: Sequence[Block], filled: int) -> bool:
    """Return True where most cells of a column only say "par sinistre", "par an"."""
    own = [c for c in dict.fromkeys(cells) if find_bases(analysis, c.start, c.end)]
    return len(own) * 2 > filled


def _has_deductible(texts: list[str]) -> bool:
    """Return True for a column of percentages or hours: deductibles, whatever its header."""
    return bool(texts) and all(read_deductible(text) is not None for text in texts)


def _money(folded: str) -> Money:
    currency = next((code for code, pattern in _CURRENCIES if pattern.search(folded)), None)
    if currency is None:
        return NO_MONEY
    scale = 1000 if _SCALES.search(folded) else 1_000_000 if _MILLIONS.search(folded) else 1
    return Money(currency=currency, scale=scale, bare=True)


def _text(analysis: Analysis, cell: Block) -> str:
    return analysis.document.text[cell.start : cell.end]
