"""Tables as grids, and which of their rows are headers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.assembly.bases import find_bases
from checker.assembly.marks import is_nothing, read_mark
from checker.assembly.sections import covers_in
from checker.domain import Block, BlockKind
from checker.language import Analysis
from checker.values.amounts import find_amounts
from checker.values.percentages import find_percentages


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
# One column of answers: "OUI / NON".
BOTH_ANSWERS = re.compile(r"(?:oui|yes)\s*(?:/|ou|or|-)\s*(?:non|no)(?: \([^)]*\))?")
_NO_HEADER = re.compile(rf"(?:non|no|exclue?s?|excluded|(?:non|pas|not)[ -]?(?:{_TAKEN_OUT}))")


# "2026", "Exercice 2026" at the head of a column.
_YEAR = re.compile(r"\s*(?:annee |exercice )?(20\d\d)\s*")


def is_header_row(analysis: Analysis, grid: Grid, index: int) -> bool:
    """Return True for a row that names the columns: words of columns, no amount, no answer."""
    cells = [c for _, c in grid.row(index) if not is_nothing(_text(analysis, c))]
    if len(cells) < 2 and index > 0:
        return False
    if sum(year_of(analysis, c) is not None for c in cells) > 1:
        return True
    named = 0
    paired = are_paired(analysis, cells)
    crossed = index == 0 and sum(_heads_column(analysis, c) for c in cells[-2:]) == _LEAST_CROSSED
    for position, cell in enumerate(cells):
        text = _text(analysis, cell)
        figures = find_amounts(text) or find_percentages(text) or _FIGURES.search(text)
        if len(text) > _HEADER_CHARACTERS or figures:
            return False
        yes_no = bool(cell.column) and (
            (paired and is_answer(analysis, cell))
            or BOTH_ANSWERS.fullmatch(analysis.folded[cell.start : cell.end].strip()) is not None
        )
        if read_mark(text) is not None and not (yes_no and index <= 1):
            return False
        if index and _BLANK_SUM.search(text):
            return False
        ids = cues_of(analysis, cell)
        if "cell.refers" in ids or ("cell.not_subscribed" in ids and not yes_no):
            return False
        column = ids & _NAMES_OF_COLUMNS
        if index and position and is_status(analysis, cell) and not column & _LIMIT_NAMES:
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


def year_of(analysis: Analysis, cell: Block) -> int | None:
    """Return the year that a cell is headed by, alone."""
    found = _YEAR.fullmatch(analysis.folded, cell.start, cell.end)
    return int(found[1]) if found else None


def are_paired(analysis: Analysis, cells: Sequence[Block]) -> bool:
    """Return True when one of the cells heads a column of yes and another one of no."""
    heads = [_head(analysis, c) for c in cells if c.column]
    yes = any(_YES_HEADER.fullmatch(head) for head in heads)
    return yes and any(_NO_HEADER.fullmatch(head) for head in heads)


def is_answer(analysis: Analysis, cell: Block) -> bool:
    """Return True for the head of a column of yes or of no."""
    head = _head(analysis, cell)
    return is_yes(analysis, cell) or _NO_HEADER.fullmatch(head) is not None


def is_yes(analysis: Analysis, cell: Block) -> bool:
    """Return True for the head of a column whose ticks say yes."""
    return _YES_HEADER.fullmatch(_head(analysis, cell)) is not None


def _head(analysis: Analysis, cell: Block) -> str:
    """Return the words of a head without blanks: a narrow column breaks "Souscri t"."""
    return re.sub(r"\s+", "", analysis.folded[cell.start : cell.end])


def covers_headed(analysis: Analysis, cell: Block) -> tuple[str, ...]:
    """Return the covers that a header cell names, in full or as "Exploitation" alone."""
    named = covers_in(analysis, cell.start, cell.end)
    if named:
        return named
    head = analysis.folded[cell.start : cell.end].strip(" :")
    return next((covers for words, covers in _SHORT_COVERS if words.fullmatch(head)), ())


def _heads_column(analysis: Analysis, cell: Block) -> bool:
    """Return True for a cell that may head a column of damage or of one cover."""
    if not cell.column:
        return False
    named = covers_headed(analysis, cell) or "damage.materiel" in cues_of(analysis, cell)
    return bool(named or analysis.hits_in("protections", cell.start, cell.end))


# Covers by the word that is left of them at the head of a column.
_SHORT_COVERS = (
    (re.compile(r"(?:rc )?(?:en cours d')?exploitation|avant livraison"), ("rc.exploitation",)),
    (re.compile(r"(?:rc )?(?:apres|post)[ -](?:livraison|travaux)"), ("rc.apres_livraison",)),
    (re.compile(r"(?:rc )?professionnel(?:le)?s?"), ("rc.pro",)),
)
# A matrix has at least two columns of damage or covers.
_LEAST_CROSSED = 2


def _first_is_label(analysis: Analysis, cell: Block) -> bool:
    """Return True when the first cell of a row may head the labels: not a cover's own line."""
    ids = cues_of(analysis, cell)
    if covers_in(analysis, cell.start, cell.end) or "column.label" in ids:
        return True
    return not analysis.hits_in("protections", cell.start, cell.end)


def is_status(analysis: Analysis, cell: Block) -> bool:
    """Return True for a cell that says what was taken out: "Acquis", "Néant"."""
    ids = cues_of(analysis, cell)
    return bool(ids & {"cell.not_subscribed", "cell.granted", "cell.unlimited", "cell.refers"})


def cues_of(analysis: Analysis, cell: Block) -> set[str]:
    """Return the ids of the words of coverage cells that a cell prints."""
    return {hit.id for hit in analysis.hits_in("coverage-cells", cell.start, cell.end)}


def _text(analysis: Analysis, cell: Block) -> str:
    return analysis.document.text[cell.start : cell.end]
