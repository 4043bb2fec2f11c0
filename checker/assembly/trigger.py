"""How cover works in time: claim or harmful fact, tail, prior acts.

Source: C. assur. L. 124-5; domain.md §1.1 row 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.dated import date_order
from checker.assembly.evidence import cite
from checker.assembly.marks import EMPTY_BOXES
from checker.domain import BlockKind, Trigger
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.analyser import STATEMENT_KINDS
from checker.language.patterns import Hit
from checker.values.dates import find_dates
from checker.values.durations import find_durations

_MONTHS_A_YEAR = 12
_LONGEST_TAIL_YEARS = 30
# A label alone in its block ("Délai subséquent") speaks of the block or cell after it.
_LONGEST_LABEL = 70
# How far behind "retroactive date" its date may stand (characters).
_DATE_REACH = 90

_LABELLED_BASIS = re.compile(
    r"\b(?:base|declenchement|declencheur|fait generateur|basis)\b[^:.;]{0,50}: ?"
    r"(?:base |par (?:la |le )?)?(?P<basis>reclamation|fait dommageable)"
)
_DATED = re.compile(
    r"(?:a compter du|a partir du|depuis le|posterieur\w* (?:au|a compter du)|fixee? au"
    r"|retroacti\w+(?: date)?(?: limite)?(?: au| du)?|from|since|on or after|after) ?:? ?$"
)
_VALUE_NONE = re.compile(
    r"[\s:–-]*(?:inception|neant|non\b(?! limit)|aucune?\b|exclue?\b|sans objet|date d'effet"
    r"|policy inception)"
)
_OF_THE_PAST = re.compile(r"\bretro|\bprior acts")
_VALUE_FULL = re.compile(r"[\s:–-]*(?:none\b|nil\b|n/a\b|unlimited|full\b|illimite|totale)")


def find_trigger(analysis: Analysis, knowledge: Knowledge) -> Trigger | None:
    """Return what is printed of the operation of cover in time, None where nothing is."""
    spans: dict[tuple[int, int], None] = {}
    basis = _basis(analysis, spans)
    tail = _tail(analysis, spans)
    retroactive = _retroactive(analysis, spans)
    if basis is None and tail is None and retroactive is None:
        return None
    return Trigger(
        basis=basis,
        tail_years=tail,
        retroactive=retroactive,
        evidence=tuple(cite(analysis.document, start, end) for start, end in sorted(spans)),
    )


def _statements(analysis: Analysis, *ids: str) -> Iterator[Hit]:
    for hit in analysis.hits("triggers"):
        block = analysis.block_at(hit.start)
        if hit.id not in ids or block is None or block.kind not in STATEMENT_KINDS:
            continue
        # "☐ CLAIMS-MADE ☒ OCCUR": what stands behind an empty box is not said.
        before = analysis.document.text[block.start : hit.start].rstrip()
        if before[-1:] not in EMPTY_BOXES:
            yield hit


def _reach(analysis: Analysis, hit: Hit) -> tuple[int, int]:
    """Return the sentence of a hit, with the block after it where the hit is a label."""
    sentence = analysis.sentence_at(hit.start)
    if sentence is None:
        return hit.start, hit.end
    blocks = analysis.document.blocks
    block = sentence.block
    index = next(i for i, b in enumerate(blocks) if b.start == block.start)
    is_label = block.end - block.start <= _LONGEST_LABEL and index + 1 < len(blocks)
    if is_label and not any(c.isdigit() for c in analysis.folded[hit.end : block.end]):
        following = blocks[index + 1]
        same_row = (following.table, following.row) == (block.table, block.row)
        if block.kind is not BlockKind.CELL or same_row:
            return sentence.start, following.end
    return sentence.start, sentence.end


def _basis(analysis: Analysis, spans: dict[tuple[int, int], None]) -> str | None:
    """Return the narrower basis where both are printed: claims made."""
    found: dict[str, Hit | re.Match[str]] = {}
    for hit in _statements(analysis, "trigger.claims_made", "trigger.occurrence"):
        found.setdefault(hit.id.removeprefix("trigger."), hit)
    if not found:
        for match in _LABELLED_BASIS.finditer(analysis.folded):
            basis = "claims_made" if match["basis"] == "reclamation" else "occurrence"
            spans[match.span()] = None
            return basis
        return None
    basis = "claims_made" if "claims_made" in found else "occurrence"
    hit = found[basis]
    if isinstance(hit, Hit):
        spans[_reach_of_sentence(analysis, hit)] = None
    return basis


def _reach_of_sentence(analysis: Analysis, hit: Hit) -> tuple[int, int]:
    sentence = analysis.sentence_at(hit.start)
    return (sentence.start, sentence.end) if sentence else (hit.start, hit.end)


def _tail(analysis: Analysis, spans: dict[tuple[int, int], None]) -> int | None:
    text = analysis.document.text
    for hit in _statements(analysis, "trigger.tail"):
        start, end = _reach(analysis, hit)
        if not _is_about_claims(analysis.folded[start:end]):
            continue
        durations = [
            (start + d.start, start + d.end, _years(d.value, d.unit))
            for d in find_durations(text[start:end])
        ]
        years = [(s, e, y) for s, e, y in durations if y is not None]
        after = [entry for entry in years if entry[0] >= hit.start]
        chosen = after[0] if after else years[-1] if years else None
        if chosen is not None:
            spans[min(hit.start, chosen[0]), max(hit.end, chosen[1])] = None
            return chosen[2]
    return None


def _is_about_claims(folded: str) -> bool:
    return "subsequent" in folded or any(
        word in folded
        for word in ("reclamation", "claim", "reporting", "discovery", "run-off", "run off", "post")
    )


def _years(value: int, unit: str) -> int | None:
    years = value if unit == "years" else value // _MONTHS_A_YEAR if unit == "months" else 0
    return years if 0 < years <= _LONGEST_TAIL_YEARS else None


def _retroactive(analysis: Analysis, spans: dict[tuple[int, int], None]) -> str | None:
    for hit in _statements(analysis, "trigger.no_past"):
        spans[_reach_of_sentence(analysis, hit)] = None
        return "none"
    for hit in _statements(analysis, "trigger.unlimited"):
        if _OF_THE_PAST.search(analysis.folded, hit.start, hit.end):
            spans[_reach_of_sentence(analysis, hit)] = None
            return "unlimited"
    for hit in _statements(analysis, "trigger.past"):
        start, end = _reach(analysis, hit)
        value = _retroactive_value(analysis, hit, start, end)
        if value is not None:
            spans[start, end] = None
            return value
    return None


def _retroactive_value(analysis: Analysis, hit: Hit, start: int, end: int) -> str | None:
    text, folded = analysis.document.text, analysis.folded
    if _VALUE_NONE.match(folded, hit.end, end):
        return "none"
    if _VALUE_FULL.match(folded, hit.end, end):
        return "unlimited"
    printed = find_dates(text[start:end], order=date_order(analysis))
    dates = [(start + d.start, d.date) for d in printed]
    for position, date in dates:
        if _DATED.search(folded, max(start, position - 40), position):
            return date.isoformat()
    if any(h.id == "trigger.unlimited" for h in analysis.hits_in("triggers", start, end)):
        return "unlimited"
    for position, date in dates:
        if 0 <= position - hit.end <= _DATE_REACH:
            return date.isoformat()
    if "inconnu" in folded[start:end] and "passe" in folded[hit.start : hit.end]:
        return "unlimited"
    return None
