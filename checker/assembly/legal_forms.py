"""Legal forms inside names (SAS, SARL, Ltd): they tell a firm from other capitalised words."""

from __future__ import annotations

from collections.abc import Iterator

from checker.language import Analysis

# Written small, these are forms all the same.
_SMALL_FORMS = frozenset(("plc", "dac", "llp", "ltd", "limited", "gmbh", "a.s.b.l"))


def find_legal_forms(analysis: Analysis, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each legal form of a company stands in `[start, end)`."""
    for hit in analysis.hits_in("legal-forms", start, end):
        printed = analysis.document.text[hit.start : hit.end]
        if hit.id != "form.person" and (printed[0].isupper() or printed in _SMALL_FORMS):
            yield hit.start, hit.end


def has_legal_form(analysis: Analysis, start: int, end: int) -> bool:
    """Return True when a legal form stands in `[start, end)`."""
    return any(True for _ in find_legal_forms(analysis, start, end))


def is_only_form(analysis: Analysis, start: int, end: int) -> bool:
    """Return True for "SCOP SA": legal forms, and no name among them."""
    letters = list(analysis.folded[start:end])
    for first, last in find_legal_forms(analysis, start, end):
        letters[first - start : last - start] = " " * (last - first)
    return not any(map(str.isalnum, letters))
