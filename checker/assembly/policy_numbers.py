"""Policy numbers as printed: behind "contrat n°", "police", "policy number", in every layout.

The nearest label decides: a number of a client, a member, a certificate, a quotation or
general conditions is none (domain.md §1.1 row 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.evidence import cite
from checker.assembly.fields import is_header_cell, value_spans
from checker.domain import Evidence, TextFact
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.values.dates import find_dates

_GROUP = r"[A-Z0-9](?:[A-Z0-9]|[./_-](?=[A-Z0-9]))*"
_WHOLE = rf"(?<![^\W_]){_GROUP}(?![^\W_]|['’°º])"
# "41873302R / 0004": a short part set off by a stroke belongs to its number.
_NUMBER = re.compile(rf"{_WHOLE}(?: {_WHOLE})*(?: / ?\d{{1,4}}(?![\w/.-]))?")
# "n°", "No.", "numéro :", "Nº", "#", "réf." before a number.
_SIGN = r"(?:n ?[°ºo]s?|nos?\.?|nrs?\.?|numeros?|numbers?|num\.?|#|ref(?:erence)?s?\.?|:)"
_SIGNED = re.compile(rf"^[^\d.;\n]{{0,90}}?(?<![a-z]){_SIGN}[\s:.°º-]*$")
_BARE = re.compile(r"^[\s:.°º#«\"–—-]*(?:assurance )?$")
_MORE = re.compile(r"\s?(?:,|et|and|/|&|ou)\s(?:n ?° ?|no\.? )?")
_TAIL_WORD = re.compile(r"(?: [A-Z]{2,}(?:[./-][A-Z]+)*)+$")
_FEWEST_DIGITS = 4
_FEWEST_SIGNS = 5
# Evidence kept for a number printed on every page.
_MOST_CITATIONS = 4


def find_policy_numbers(analysis: Analysis, knowledge: Knowledge) -> tuple[TextFact, ...]:
    """Return the distinct policy numbers, each with its citations, in printed order."""
    found: dict[str, tuple[str, list[Evidence]]] = {}
    for start, end in sorted(set(_spans(analysis))):
        printed = analysis.document.text[start:end]
        _, evidence = found.setdefault(_compact(printed), (printed, []))
        if len(evidence) < _MOST_CITATIONS:
            evidence.append(cite(analysis.document, start, end))
    return tuple(TextFact(value=v, evidence=tuple(e)) for v, e in found.values())


def _spans(analysis: Analysis) -> Iterator[tuple[int, int]]:
    for label in analysis.hits("number-labels"):
        if label.id != "number.policy":
            continue
        yield from _after_label(analysis, label)


def _after_label(analysis: Analysis, label: Hit) -> Iterator[tuple[int, int]]:
    block = analysis.block_at(label.start)
    if block is None:
        return
    text = analysis.document.text
    for match in _NUMBER.finditer(text, label.end, block.end):
        between = analysis.folded[label.end : match.start()]
        if not re.search(r"\d", match[0]):
            continue
        if _claimed(analysis, label.end, match.start()):
            return
        if _SIGNED.match(between) or _BARE.match(between):
            yield from _chain(analysis, match.start(), block.end)
        return
    if text[label.end : block.end].strip(" :.°º-–n"):
        return
    for start, end in value_spans(analysis, label):
        match = _NUMBER.match(text, _skip_sign(analysis, start), end)
        if match and _is_number(analysis, *_trimmed(analysis, match.start(), match.end())):
            yield from _chain(analysis, match.start(), end)
            if not is_header_cell(analysis, block):
                return


def _skip_sign(analysis: Analysis, start: int) -> int:
    match = re.compile(rf"\s*(?:{_SIGN}[\s:.]*)?").match(analysis.folded, start)
    return match.end() if match else start


def _claimed(analysis: Analysis, start: int, end: int) -> bool:
    """True when another label stands nearer to the number."""
    return any(h.end > start for h in analysis.hits_in("number-labels", start, end))


def _chain(analysis: Analysis, start: int, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the number at `start` and those joined to it ("n° 123 456 et 123 457")."""
    text = analysis.document.text
    while match := _NUMBER.match(text, start, limit):
        first, last = _trimmed(analysis, match.start(), match.end())
        if not _is_number(analysis, first, last):
            return
        yield first, last
        link = _MORE.match(text, last, limit)
        if link is None:
            return
        start = link.end()


def _trimmed(analysis: Analysis, start: int, end: int) -> tuple[int, int]:
    """Leave out words in capitals after a number, and a long word before it."""
    text = analysis.document.text
    tail = _TAIL_WORD.search(text, start, end)
    if tail and re.search(r"\d", text[start : tail.start()]):
        end = tail.start()
    date = next((d for d in find_dates(text[start:end]) if d.start > 0), None)
    if date is not None:
        end = start + len(text[start : start + date.start].rstrip(" -/"))
    return start, end


def _is_number(analysis: Analysis, start: int, end: int) -> bool:
    printed = analysis.document.text[start:end]
    digits = sum(c.isdigit() for c in printed)
    compact = _compact(printed)
    if digits < _FEWEST_DIGITS or len(compact) < _FEWEST_SIGNS:
        return False
    if re.match(r"[A-Z]{6,}(?: |$)", printed) or find_dates(printed):
        return False
    return not re.match(r"\s?(?:€|euros?\b|eur\b|k€|m€|%)", analysis.folded[end : end + 8])


def _compact(printed: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", printed)
