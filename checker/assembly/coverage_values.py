"""Where the values of a line begin, and where its deductible follows its limit.

"60 000 € par sinistre 400 €": two figures without a word between them are a limit and a
deductible; "1 M€ par sinistre et 2 M€ par année" are one limit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.assembly.bases import BasisSpan, find_bases
from checker.assembly.limits import NO_MONEY, STATUSES, amounts_in, cues_in, status_hits
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.values.amounts import AmountSpan
from checker.values.percentages import find_percentages

# Words that a row of figures may hold besides amounts and bases.
_ROW_WORDS = re.compile(
    r"\b(?:et|and|par|de|d'|du|des|la|le|les|l'|avec|un|une|mini(?:mum)?|maxi(?:mum)?|min|max"
    r"|dans|limite|sous-limite|sub-limit|sublimit|neant|sans|franchise|franchises|nil|none|excess"
    r"|montant|montants|dommages?|sinistres?|indemnite|total|plafonds?|seuil|d'intervention"
    r"|intervention|heures?|jours?|ouvres|inclusive|of|costs?|expenses?|in|the|addition|each"
    r"|every|claim|to|not|applicable|maximum|annuel|minimum|autres?|corporels?|pour|les"
    r"|premieres?|an|annee|hors|sauf|soit|fixe|absolue|relative|plafond|limit|any|one|eur|ht"
    r"|under|this|policy|au|titre|present|contrat|tous|confondus)\b"
)
_GLUE = re.compile(r"\b(?:et|and|de|d'|in|the|soit|avec|un|maximum)\b")
_FREE = re.compile(r"(?:sans|no|without)\s+$")
_LETTERS = re.compile(r"[a-z]{2,}")
_TAIL = re.compile(r"(?:^|\s)[–—-]\s*$|\b\d+ ?(?:heures?|h|jours?)\b|\bseuil\b")
_AFTER_STATUS = re.compile(r"\d|(?:^|\s)[–—-]\s*$|[Nn]éant|NÉANT|[Ss]ans")
_JOINING = ("et", "/", "and", "avec un maximum de", "-", ",")
# A line with more stray words than this is a sentence.
_STRAY_WORDS = 3
# How far behind a figure its basis may begin, and "sans" stand before "franchise".
_BASIS_REACH = 40
_FREE_REACH = 9


def find_value_start(analysis: Analysis, start: int, end: int) -> int | None:
    """Return where the figures or the status of a row begin; None for neither."""
    found: list[int] = []
    amounts = amounts_in(analysis, start, end, NO_MONEY)
    if amounts:
        before = _basis_before(analysis, start, amounts[0].start) if len(amounts) > 1 else None
        # "par sinistre 1 M€ ; par an 2 M€": each basis stands before its figure.
        found.append(before.start if before and before.start > start else amounts[0].start)
    text = analysis.document.text[start:end].rstrip()
    if text[-1:] not in ".;:":
        found += [
            hit.start
            for hit in status_hits(analysis, start, end)
            if is_values(analysis, hit.end, end) and hit.start > start
        ]
    return min(found) if found else None


def is_values(analysis: Analysis, start: int, end: int) -> bool:
    """Return True when `[start, end)` holds figures, bases and statuses, no sentence."""
    letters = list(analysis.folded[start:end])
    spans = [(a.start, a.end) for a in amounts_in(analysis, start, end, NO_MONEY)]
    spans += [(b.start, b.end) for b in find_bases(analysis, start, end)]
    spans += [
        (h.start, h.end)
        for h in cues_in(analysis, start, end)
        if h.id in STATUSES or h.id in ("line.sublimit", "column.deductible")
    ]
    for a, b in spans:
        letters[a - start : b - start] = " " * (b - a)
    rest = _ROW_WORDS.sub(" ", "".join(letters))
    return len(_LETTERS.findall(rest)) <= _STRAY_WORDS


def find_deductible_start(analysis: Analysis, start: int, end: int) -> int:
    """Return where the deductible begins in the values `[start, end)`; `end` for none."""
    for hit in cues_in(analysis, start, end):
        if hit.id == "column.deductible":
            lead = _FREE.search(analysis.folded[max(start, hit.start - _FREE_REACH) : hit.start])
            return hit.start - (len(lead[0]) if lead else 0)
    amounts = amounts_in(analysis, start, end, NO_MONEY)
    bases = find_bases(analysis, start, end)
    stops = status_hits(analysis, start, end)
    if not amounts or (stops and stops[0].start < amounts[0].start):
        return _after_status(analysis, start, end, stops)
    stop = _bases_end(analysis, amounts[0].end, bases)
    if len(amounts) > 1 and _basis_before(analysis, start, amounts[0].start):
        stop = amounts[0].end
    if len(amounts) > 1 and _is_second_limit(analysis, stop, amounts[0], amounts[1]):
        stop = _bases_end(analysis, amounts[1].end, bases)
    begins = [a.start for a in amounts if a.start >= stop]
    begins += [h.start for h in stops if h.start >= stop]
    rates = find_percentages(analysis.document.text[stop:end])
    begins += [stop + rate.start for rate in rates]
    tail = _TAIL.search(analysis.folded[stop:end])
    if tail:
        begins.append(stop + tail.start())
    return min(begins, default=end)


def _basis_before(analysis: Analysis, start: int, amount: int) -> BasisSpan | None:
    """Return the basis that leads straight to an amount, None for none."""
    bases = find_bases(analysis, start, amount)
    return bases[-1] if bases and _is_glue(analysis, bases[-1].end, amount) else None


def _bases_end(analysis: Analysis, start: int, bases: Sequence[BasisSpan]) -> int:
    for basis in bases:
        if basis.start >= start and _is_glue(analysis, start, basis.start):
            start = basis.end
    return start


def _after_status(analysis: Analysis, start: int, end: int, stops: Sequence[Hit]) -> int:
    stop = stops[0].end if stops else start
    for hit in stops:
        if hit.start < stop:
            stop = max(stop, hit.end)
    found = _AFTER_STATUS.search(analysis.document.text[stop:end])
    return stop + found.start() if found else end


def _is_glue(analysis: Analysis, start: int, end: int) -> bool:
    return not re.search(r"[a-z0-9€]", _GLUE.sub("", analysis.folded[start:end]))


def _is_second_limit(analysis: Analysis, start: int, first: AmountSpan, second: AmountSpan) -> bool:
    """Return True when the second figure is a limit too: joined, or with a yearly basis.

    A yearly limit below the one per claim is none: the figure is a deductible.
    """
    if second.amount.value < first.amount.value:
        return False
    if analysis.folded[start : second.start].strip(" :") in _JOINING:
        return True
    leading = _basis_before(analysis, start, second.start)
    if leading is not None and leading.kind in ("year", "period"):
        return True
    following = find_bases(analysis, second.end, second.end + _BASIS_REACH)
    return (
        bool(following)
        and _is_glue(analysis, second.end, following[0].start)
        and following[0].kind in ("year", "period")
    )
