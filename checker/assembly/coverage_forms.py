"""Nested rows of forms in boxes (ACORD certificates): a limit's name, then its figure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from checker.assembly.bases import find_bases
from checker.assembly.coverage_cells import Values, with_basis
from checker.assembly.coverage_columns import Column, Role
from checker.assembly.coverage_heads import HEADLINE, Heads
from checker.assembly.coverage_state import TableState
from checker.assembly.limits import Money, read_limit, status_hits
from checker.assembly.marks import is_nothing
from checker.assembly.sections import covers_in
from checker.domain import Block
from checker.values.amounts import find_amounts

_WORDS = re.compile(r"[a-z]{2,}")
_LIMIT_WORDS = re.compile(
    r"\b(?:limits?|limite|montant|plafond|general|policy|garantie|de|par|of)\b"
)


_BLANK = re.compile(r"\s*[$£€]\s*")


def read_nested(
    state: TableState,
    labels: list[Block],
    cells: Values,
    columns: tuple[Column, ...],
) -> bool:
    """Read a row whose limit column holds names and the next one figures (ACORD forms)."""
    texts = [state.text(cell) for index, cell in cells if columns[index].role is Role.LIMIT]
    if any(_BLANK.fullmatch(t) for t in texts) and not any(map(find_amounts, texts)):
        # "E.L. DISEASE - POLICY LIMIT | $": a box that nobody filled in grants nothing.
        return True
    pair = next(
        (
            (name, figure)
            for (index, name), (_, figure) in pairwise(cells)
            if columns[index].role is Role.LIMIT
            and index > 0
            and _names_limit(state, name)
            and (found := read_limit(state.analysis, figure.start, figure.end)) is not None
            and found.amount is not None
        ),
        None,
    )
    if pair is None:
        return False
    name, figure = pair
    if labels:
        # "A | COMMERCIAL GENERAL LIABILITY": the letter of the insurer stands first.
        named = (covers_in(state.analysis, b.start, b.end) for b in labels)
        state.enter_section(next(filter(None, named), ()), headed=True)
    limit = read_limit(state.analysis, figure.start, figure.end, money=Money(bare=True))
    heads = state.heads(name)
    bare = heads.ids in ((), (HEADLINE,)) and not heads.covers
    products = any(
        h.id == "qualifier.products"
        for h in state.analysis.hits_in("coverage-cells", name.start, name.end)
    )
    if products:
        heads, bare = Heads((HEADLINE,), ("rc.apres_livraison",)), False
    if limit is None or not state.standing.covers or (bare and not is_bare(state, name)):
        return True
    if bare:
        heads = Heads((HEADLINE,), ())
    limit = with_basis(state.analysis, limit, Column(Role.LIMIT), name)
    standing = replace(state.standing)
    state.emit(heads, name, limit, None, sublimit=not bare and not products, bare=bare)
    state.standing = standing
    return True


def _names_limit(state: TableState, cell: Block) -> bool:
    """Return True for a cell of words in a limit column: no figure, no status."""
    text = state.text(cell)
    return (
        not is_nothing(text)
        and not any(c.isdigit() for c in text)
        and not status_hits(state.analysis, cell.start, cell.end)
    )


def is_bare(state: TableState, cell: Block) -> bool:
    """Return True for "EACH OCCURRENCE", "GENERAL AGGREGATE": a basis and nothing else."""
    rest = list(state.analysis.folded[cell.start : cell.end])
    bases = find_bases(state.analysis, cell.start, cell.end)
    for basis in bases:
        rest[basis.start - cell.start : basis.end - cell.start] = " " * (basis.end - basis.start)
    return bool(bases) and len(_WORDS.findall(_LIMIT_WORDS.sub(" ", "".join(rest)))) == 0
