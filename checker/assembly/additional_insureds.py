"""Which firms a document insures beside its policyholder: labelled, listed, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.assembly.fields import is_label
from checker.assembly.holders import is_possible_holder, value_of
from checker.assembly.legal_forms import has_legal_form
from checker.assembly.names import Name, names_in, read_name, same_name
from checker.domain import BlockKind
from checker.language import Analysis
from checker.language.patterns import Hit

_NEGATED = re.compile(
    r"ne sont pas|n'est pas|n'ont pas|not insured|a l'exclusion|sauf|hors\b|excluding"
)

_INSURED = re.compile(r"assure|adherent|insured|assured")


def find_additional(analysis: Analysis, holder: Name) -> tuple[Name, ...]:
    """Return the firms that the document insures beside the policyholder."""
    text = analysis.document.text
    found: list[Name] = []
    for label in analysis.hits("field-labels"):
        if label.id == "party.additional":
            names = tuple(_insured_by(analysis, label))
        elif label.id == "party.policyholder" and _INSURED.match(
            analysis.folded, label.start, label.end
        ):
            # "Souscripteur : X", then "Assuré : Y": a group policy.
            value = value_of(analysis, label) if is_label(analysis, label) else None
            names = (value,) if value else ()
        else:
            continue
        for name in names:
            printed = text[name.start : name.end]
            known = any(same_name(printed, text[n.start : n.end]) for n in (holder, *found))
            if not known and is_possible_holder(analysis, name):
                found.append(name)
    return tuple(found)


def _insured_by(analysis: Analysis, label: Hit) -> Iterator[Name]:
    sentence = analysis.sentence_at(label.start)
    if sentence is None:
        return
    if _NEGATED.search(analysis.folded[sentence.start : label.end]):
        return
    named: list[Name] = []
    for name in names_in(analysis, label.end, sentence.end):
        if _is_firm(analysis, name):
            named.append(name)
        else:
            pieces = _apart(analysis.document.text, name)
            named += [piece for piece in pieces if _is_listed(analysis, label, piece)]
    if named:
        yield from named
        return
    block = analysis.block_at(label.start)
    if block is None:
        return
    blocks = analysis.document.blocks
    index = blocks.index(block)
    strangers = 0
    for other in blocks[index + 1 : index + 1 + _LISTED_BLOCKS]:
        if other.kind is BlockKind.FURNITURE or (other.kind is BlockKind.CELL and other.column):
            continue
        name = read_name(analysis, other.start, other.end)
        if name and name.start - other.start <= _BULLET and _is_firm(analysis, name):
            yield name
            strangers = _HEADERS
        elif other.kind is not BlockKind.CELL:
            strangers += 1
            if strangers > _HEADERS:
                return


# A line of headers may stand between a label and the list of firms; a bullet before each.
_HEADERS = 2
_BULLET = 6
_LISTED_BLOCKS = 40


def _apart(text: str, name: Name) -> Iterator[Name]:
    """Yield the names that a lower-case "et" joins: "ALPHA et BETA" are two firms."""
    start = name.start
    for joint in _JOINT.finditer(text, name.start, name.end):
        yield replace(name, start=start, end=joint.start())
        start = joint.end()
    yield replace(name, start=start)


def _is_listed(analysis: Analysis, label: Hit, name: Name) -> bool:
    """Return True for capitals behind the label and its colon: "Assurés additionnels : ALPHA"."""
    text = analysis.document.text
    return (
        ":" in text[label.end : name.start]
        and ":" not in text[name.end : name.end + 2]
        and _CAPITALS.fullmatch(text[name.start : name.end]) is not None
        and not _NOBODY.search(analysis.folded[name.start : name.end])
    )


_JOINT = re.compile(r"\s+(?:et|and|ainsi que)\s+")
_CAPITALS = re.compile(r"[^\W\da-z][^a-zà-ÿ]{2,}")
_NOBODY = re.compile(
    r"\b(?:neants?|aucune?s?|non|none|nil|filiales?|les|toutes?|tous|voir|siren|siret|rcs|n/?a)\b"
)


def _is_firm(analysis: Analysis, name: Name) -> bool:
    return has_legal_form(analysis, name.start, name.end)
