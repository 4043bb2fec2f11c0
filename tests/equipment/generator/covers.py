"""The guarantees of a case in each layout family."""

from __future__ import annotations

from collections.abc import Callable

from . import forms, prose, rarer_tables, tables
from .cases import Case
from .elements import Element


def cover(case: Case) -> list[Element]:
    """Return the part of the document that prints the guarantees."""
    return LAYOUTS[case.family](case)


LAYOUTS: dict[str, Callable[[Case], list[Element]]] = {
    "ruled": tables.ruled, "borderless": tables.ruled, "matrix": tables.matrix,
    "two_amounts": tables.two_amounts, "options": tables.options, "basis_apart": tables.basis_apart,
    "section_column": tables.section_column, "merged": tables.merged, "continued": tables.continued,
    "leaders": prose.leaders, "letter": prose.letter, "columns": prose.columns, "bullets": prose.bullets,
    "conflict": prose.letter, "paragraph": prose.paragraph,
    "form": forms.form, "acord": forms.acord, "acord_full": forms.acord_full, "schedule": forms.schedule,
    "pointed": tables.ruled, "noted": rarer_tables.noted, "silent": tables.ruled, "carried": rarer_tables.carried,
    "shared_amount": rarer_tables.shared_amount, "drawn_boxes": rarer_tables.drawn_boxes,
    "outline": rarer_tables.outline, "tight": rarer_tables.tight, "stacked": rarer_tables.stacked,
    "transposed": rarer_tables.transposed, "banded": rarer_tables.banded, "priced": rarer_tables.priced,
    "thousands": rarer_tables.thousands, "yes_no": rarer_tables.yes_no, "cell_lines": rarer_tables.cell_lines,
    "own_tables": rarer_tables.own_tables,
}  # fmt: skip
