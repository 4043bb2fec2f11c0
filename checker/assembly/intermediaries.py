"""Brokers, agents and underwriting agencies, each with its ORIAS number where printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.evidence import cite
from checker.assembly.fields import is_label, value_spans
from checker.assembly.names import Name, names_in, read_name, same_name
from checker.domain import BlockKind, Intermediary
from checker.language import Analysis
from checker.values.identifiers import Identifier, find_identifiers

# How far before its ORIAS number the name of an agency may stand, in characters.
_NAME_REACH = 420
_BROKER_NAME = re.compile(
    r"\b(?:courtage|courtiers?|cabinet|agence|broking|brokers?|souscription|conseils?|assurances?"
    r"|insurance services|underwriting|gestion)\b"
)
_LABEL_WORDS = re.compile(
    r"^(?:votre|votres?|vos|nos|agents?|agent general|agents generaux|courtiers?|intermediaire"
    r"|conseiller|interlocuteur|mandataire|tel|orias|producer|broker)\b[\s\w]{0,20}$"
)


# Words that say what a house does, as under a letterhead ("Lloyd's Insurance Brokers").
_TRADE = re.compile(
    r"lloyds?|s|the|of|in|and|en|et|d|de|des|(?:re)?(?:in|as)surances?|brok(?:ers?|ing)"
    r"|court(?:iers?|age)|cabinet|agen(?:ts?|ce)|gener(?:al|aux)|independent|chartered|registered"
    r"|specialists?|specialises|ris(?:ks?|ques?)"
)


def find_intermediaries(analysis: Analysis) -> tuple[Intermediary, ...]:
    """Return one entry for each ORIAS number, and the brokers printed without one."""
    found: list[Intermediary] = []
    numbers: set[str] = set()
    names: list[str] = []
    previous: tuple[int, Name | None] = (-1, None)
    for identifier in find_identifiers(analysis.document.text):
        if identifier.kind != "orias":
            continue
        name = _before(analysis, identifier, previous)
        previous = (identifier.end, name)
        if identifier.value in numbers:
            continue
        numbers.add(identifier.value)
        printed = _printed(analysis, name) if name else ""
        names.append(printed)
        start = (
            name.start if name and identifier.end - name.start <= _NAME_REACH else identifier.start
        )
        found.append(_intermediary(analysis, printed, identifier.value, start, identifier.end))
    if found:
        return tuple(found)
    for name in _unnumbered(analysis):
        printed = _printed(analysis, name)
        words = re.findall("[a-z]+", analysis.folded[name.start : name.end])
        if all(_TRADE.fullmatch(word) for word in words):
            continue
        if not any(same_name(printed, other) for other in names):
            names.append(printed)
            found.append(_intermediary(analysis, printed, None, name.start, name.end))
            break
    return tuple(found)


def _intermediary(
    analysis: Analysis, name: str, orias: str | None, start: int, end: int
) -> Intermediary:
    if "\n" in analysis.document.text[start:end]:
        start = max(start, analysis.document.text.rindex("\n", start, end) + 1)
    evidence = (cite(analysis.document, start, end),)
    return Intermediary(name=name, orias=orias, evidence=evidence)


def _before(
    analysis: Analysis, identifier: Identifier, previous: tuple[int, Name | None]
) -> Name | None:
    """Return the name that an ORIAS number belongs to: the nearest before it."""
    text = analysis.folded
    # "08 041 377 et 08 041 378": the second number belongs to the first one's agency.
    gap = text[previous[0] : identifier.start] if previous[0] >= 0 else ""
    if previous[0] >= 0 and len(gap) <= 12 and not re.search(r"[a-z]{3}", gap):
        return previous[1]
    start = max(previous[0], identifier.start - _NAME_REACH, 0)
    candidates = [
        name
        for name in names_in(analysis, start, identifier.start)
        if not analysis.hits_in("insurers", name.start, name.end)
        and not _LABEL_WORDS.match(text[name.start : name.end])
    ]
    if not candidates:
        return None
    block = analysis.block_at(identifier.start)
    same_block = [n for n in candidates if block and n.start >= block.start]
    trade = [n for n in candidates if _BROKER_NAME.search(text[n.start : n.end])]
    if same_block:
        first = same_block[0]
        # A letterhead: "AGENCE PRUNIER & ROC – agents généraux X – N° ORIAS : …".
        heads = block is not None and first.start == block.start
        return first if heads and first in trade else same_block[-1]
    return trade[-1] if trade else candidates[-1]


_INTERMEDIARY = re.compile(
    r"courtier|courtage|broker|producer|intermedia|mandataire|agent|souscription|delega"
)


def _unnumbered(analysis: Analysis) -> Iterator[Name]:
    """Yield the value of "Courtier :" or "Producer", and a broker's letterhead."""
    for label in analysis.hits("field-labels"):
        if label.id != "party.intermediary" or not is_label(analysis, label):
            continue
        # A branch or an adviser of the insurer itself is no intermediary.
        if not _INTERMEDIARY.search(analysis.folded, label.start, label.end):
            continue
        for start, end in value_spans(analysis, label):
            name = read_name(analysis, start, end)
            if name and not analysis.hits_in("insurers", name.start, name.end):
                yield name
                break
    for cue in analysis.hits("party-cues"):
        if cue.id != "cue.broker":
            continue
        block = analysis.block_at(cue.start)
        if block is None or "broker" not in analysis.folded[block.start : block.end]:
            continue
        for name in names_in(analysis, block.start, block.end):
            if _BROKER_NAME.search(analysis.folded[name.start : name.end]):
                yield name
    for block in analysis.document.blocks:
        if block.kind is BlockKind.FURNITURE or block.start < 300:
            for name in names_in(analysis, block.start, block.end):
                folded = analysis.folded[name.start : name.end]
                if (
                    re.search(r"\b(?:broking|brokers?|courtage|courtiers?)\b", folded)
                    and " " in folded
                ):
                    yield name


def _printed(analysis: Analysis, name: Name) -> str:
    return re.sub(r"\s+", " ", analysis.document.text[name.start : name.end])
