"""Tables as grids: which rows are headers, and what each column holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from checker.assembly.bases import find_bases
from checker.assembly.coverage_heads import HEADLINE, read_heads
from checker.assembly.deductibles import read_deductible
from checker.assembly.limits import NO_MONEY, Money
from checker.assembly.marks import is_nothing, read_mark
from checker.assembly.sections import covers_in
from checker.domain import Block, BlockKind
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.text import fold
from checker.values.amounts import find_amounts
from checker.values.percentages import find_percentages


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


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table by place; a merged cell stands in every place it covers."""

    table: int
    rows: int
    columns: int
    places: dict[tuple[int, int], Block] = field(repr=False)
    start: int = 0
    end: int = 0

    def row(self, index: int) -> list[tuple[int, Block]]:
        """Return (column, cell) of a row, each cell once, by its first column."""
        cells: dict[int, tuple[int, Block]] = {}
        for column in range(self.columns):
            cell = self.places.get((index, column))
            if cell is not None and cell.start not in cells:
                cells[cell.start] = (column, cell)
        return list(cells.values())


def find_grids(analysis: Analysis) -> tuple[Grid, ...]:
    """Return the tables of a document in order."""
    tables: dict[int, list[Block]] = defaultdict(list)
    for block in analysis.document.blocks:
        if block.kind is BlockKind.CELL and block.table is not None:
            tables[block.table].append(block)
    grids: list[Grid] = []
    for table, cells in tables.items():
        places: dict[tuple[int, int], Block] = {}
        for cell in cells:
            for row in range(cell.row or 0, (cell.row or 0) + max(1, cell.row_span)):
                first = cell.column or 0
                for column in range(first, first + max(1, cell.column_span)):
                    places.setdefault((row, column), cell)
        rows = 1 + max(row for row, _ in places)
        columns = 1 + max(column for _, column in places)
        grids.append(Grid(table, rows, columns, places, cells[0].start, cells[-1].end))
    return tuple(sorted(grids, key=lambda grid: grid.start))


# A header cell says a few words; a sentence is no header.
_HEADER_CHARACTERS = 90
_FIGURES = re.compile(r"\d{3}")
_SCALES = re.compile(r"\b(?:en |in )?(?:k€|keur|k euros?|milliers? d'euros?|ke)\b|k€|\bk£")
_MILLIONS = re.compile(r"m€|\bmeur\b|millions? d'euros?")
_CURRENCIES = (("EUR", re.compile(r"€|\beuros?\b|\beur\b")), ("GBP", re.compile(r"£|\bgbp\b")),
               ("USD", re.compile(r"\$|\busd\b")), ("CHF", re.compile(r"\bchf\b")))  # fmt: skip
_NAMES_OF_COLUMNS = frozenset(
    (
        "column.limit",
        "column.deductible",
        "column.premium",
        "column.taken",
        "column.foreign",
    )
)
_LIMIT_NAMES = frozenset(("column.limit", "column.taken"))
_TAKEN_OUT = (
    r"(?:acquis|souscrit|accorde|retenu|inclus|compris|garanti|couvert|assure|choisi)e?s?"
    r"|included|insured|covered|selected|taken|purchased|operative"
)
# "COMBINED SINGLE LIMIT $": the box of a form that nobody filled in heads no column.
_BLANK_SUM = re.compile(r"(?<!\bin )(?<!\()[$£]\s*(?:$|[A-Z])")
# Heads of two columns of ticks that stand side by side: "Acquis" and "Non acquis".
_YES_HEADER = re.compile(rf"(?:oui|yes|{_TAKEN_OUT})")
_NO_HEADER = re.compile(rf"(?:non|no|exclue?s?|excluded|(?:non|pas|not)[ -](?:{_TAKEN_OUT}))")


# "2026", "Exercice 2026" at the head of a column.
_YEAR = re.compile(r"\s*(?:annee |exercice )?(20\d\d)\s*")


def is_header_row(analysis: Analysis, grid: Grid, index: int) -> bool:
    """Return True for a row that names the columns: words of columns, no amount, no answer."""
    cells = [c for _, c in grid.row(index) if not is_nothing(_text(analysis, c))]
    if len(cells) < 2 and index > 0:
        return False
    if sum(_YEAR.fullmatch(fold(_text(analysis, c))) is not None for c in cells) > 1:
        return True
    named = 0
    paired = _are_paired(analysis, cells)
    crossed = index == 0 and sum(_heads_column(analysis, c) for c in cells[-2:]) == _LEAST_CROSSED
    for position, cell in enumerate(cells):
        text = _text(analysis, cell)
        figures = find_amounts(text) or find_percentages(text) or _FIGURES.search(text)
        if len(text) > _HEADER_CHARACTERS or figures:
            return False
        yes_no = paired and bool(cell.column) and _is_answer(analysis, cell)
        if read_mark(text) is not None and not (yes_no and index <= 1):
            return False
        if index and _BLANK_SUM.search(text):
            return False
        ids = _cues(analysis, cell)
        if "cell.refers" in ids or ("cell.not_subscribed" in ids and not yes_no):
            return False
        column = ids & _NAMES_OF_COLUMNS
        if index and position and _is_status(analysis, cell) and not column & _LIMIT_NAMES:
            return False
        heads_one = column or find_bases(analysis, cell.start, cell.end)
        heads_one = heads_one or (crossed and _heads_column(analysis, cell))
        if yes_no or ((position or cell.column) and heads_one):
            named += 1
        elif position == 0 and not cell.column:
            first = _first_is_label(analysis, cell)
            if not first:
                return False
    return named > 0


def _are_paired(analysis: Analysis, cells: Sequence[Block]) -> bool:
    """Return True when one of the cells heads a column of yes and another one of no."""
    heads = [analysis.folded[c.start : c.end].strip() for c in cells if c.column]
    yes = any(_YES_HEADER.fullmatch(head) for head in heads)
    return yes and any(_NO_HEADER.fullmatch(head) for head in heads)


def _is_answer(analysis: Analysis, cell: Block) -> bool:
    head = analysis.folded[cell.start : cell.end].strip()
    return bool(_YES_HEADER.fullmatch(head) or _NO_HEADER.fullmatch(head))


def _heads_column(analysis: Analysis, cell: Block) -> bool:
    """Return True for a cell that may head a column of damage or of one cover."""
    if not cell.column:
        return False
    named = covers_in(analysis, cell.start, cell.end) or "damage.materiel" in _cues(analysis, cell)
    return bool(named or analysis.hits_in("protections", cell.start, cell.end))


# A matrix has at least two columns of damage or covers.
_LEAST_CROSSED = 2


def _first_is_label(analysis: Analysis, cell: Block) -> bool:
    """Return True when the first cell of a row may head the labels: not a cover's own line."""
    ids = _cues(analysis, cell)
    if covers_in(analysis, cell.start, cell.end) or "column.label" in ids:
        return True
    return not analysis.hits_in("protections", cell.start, cell.end)


# Columns of a certificate that say nothing of what was bought: additional insured, waiver.
_NOT_TAKEN = re.compile(r"\b(?:addl|additional) ins(?:d|ured)|\bsubr(?:o\w*)? w(?:vd|aived)")


def read_columns(
    analysis: Analysis, knowledge: Knowledge, grid: Grid, headers: Sequence[int]
) -> tuple[Column, ...]:
    """Return the columns as the header rows name them, else as their cells suggest."""
    columns: list[Column] = []
    paired = _are_paired(analysis, [cell for row in headers for _, cell in grid.row(row)])
    for index in range(grid.columns):
        cells = [grid.places[r, index] for r in headers if (r, index) in grid.places]
        cells = list(dict.fromkeys(cells))
        answers = [cell for cell in cells if paired and index and _is_answer(analysis, cell)]
        if answers:
            head = analysis.folded[answers[0].start : answers[0].end].strip()
            columns.append(Column(Role.YES if _YES_HEADER.fullmatch(head) else Role.NO))
            continue
        columns.append(_column(analysis, knowledge, index, cells))
    for index, is_latest in _years(analysis, grid, headers):
        columns[index] = Column(Role.LIMIT if is_latest else Role.FOREIGN)
    return _guess(analysis, grid, headers, columns)


def _years(analysis: Analysis, grid: Grid, headers: Sequence[int]) -> list[tuple[int, bool]]:
    """Return the columns that years head ("2024 | 2025 | 2026"), the latest one marked."""
    years = {
        index: int(found[1])
        for row in headers
        for index, cell in grid.row(row)
        if (found := _YEAR.fullmatch(fold(_text(analysis, cell))))
    }
    latest = max(years.values(), default=0)
    return [(index, year == latest) for index, year in years.items()] if len(years) > 1 else []


def _column(analysis: Analysis, knowledge: Knowledge, index: int, cells: list[Block]) -> Column:
    ids = {name for cell in cells for name in _cues(analysis, cell)}
    folded = " ".join(analysis.folded[c.start : c.end].strip() for c in cells)
    bases = tuple(b.kind for c in cells for b in find_bases(analysis, c.start, c.end))
    covers = tuple(dict.fromkeys(i for c in cells for i in covers_in(analysis, c.start, c.end)))
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
    deductible, limit = "column.deductible" in ids, "column.limit" in ids
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
        texts = [_text(analysis, c) for c in dict.fromkeys(cells) if (c.column or 0) == index]
        texts = [t for t in texts if not is_nothing(t)]
        marks = sum(read_mark(t) is not None for t in texts)
        money = sum(bool(find_amounts(t)) for t in texts)
        statuses = sum(_is_status(analysis, c) for c in dict.fromkeys(cells))
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
        elif index == 1 and not money and not headers and grid.columns > 2:
            found[index] = Column(Role.LABEL)
    return tuple(found)


def _has_deductible(texts: list[str]) -> bool:
    """Return True for a column of percentages or hours: deductibles, whatever its header."""
    return bool(texts) and all(read_deductible(text) is not None for text in texts)


def _is_status(analysis: Analysis, cell: Block) -> bool:
    ids = _cues(analysis, cell)
    return bool(ids & {"cell.not_subscribed", "cell.granted", "cell.unlimited", "cell.refers"})


def _money(folded: str) -> Money:
    currency = next((code for code, pattern in _CURRENCIES if pattern.search(folded)), None)
    if currency is None:
        return NO_MONEY
    scale = 1000 if _SCALES.search(folded) else 1_000_000 if _MILLIONS.search(folded) else 1
    return Money(currency=currency, scale=scale, bare=True)


def _cues(analysis: Analysis, cell: Block) -> set[str]:
    return {hit.id for hit in analysis.hits_in("coverage-cells", cell.start, cell.end)}


def _text(analysis: Analysis, cell: Block) -> str:
    return analysis.document.text[cell.start : cell.end]
