"""The term language of models/vocabulary.

    word            its stem, whatever its case (an acronym is short enough to be its own stem)
    a|b, (a b|c)    alternatives; (a b)?, word? are optional
    ~, ~5           a gap of up to 3, 5 content words; commas may lie in it, not full stops

A term is a row of slots; each slot holds the phrases that may fill it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from checker.errors import InvalidKnowledge
from checker.language.pipeline import content_words

_PIECE = re.compile(r"\(|\)\??|\||~\d*|[^\s()|~]+")
_DEFAULT_GAP = 3
# A bracket, or the brackets with gaps inside them, that multiply beyond this are several terms.
_MOST_ALTERNATIVES = 2_000

Phrase = tuple[str, ...]
Gap = int
Row = tuple[str | Gap, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Phrases of which one stands here, behind a gap of up to `gap` content words."""

    phrases: tuple[Phrase, ...]
    gap: int = 0
    optional: bool = False


Slots = tuple[Slot, ...]


def parse_term(term: str) -> tuple[Slots, ...]:
    """Return the rows of slots that `term` stands for, one unless a bracket holds gaps.

    Raises InvalidKnowledge on unbalanced brackets or a term without a word.
    """
    pieces = _PIECE.findall(term)
    atoms: list[tuple[list[Row], bool]] = []
    at = 0
    while at < len(pieces):
        options, optional, at = _atom(pieces, at, term)
        # Outside brackets, `a|b` chooses between neighbouring words.
        while at < len(pieces) and pieces[at] == "|":
            more, _, at = _atom(pieces, at + 1, term)
            options = options + more
        atoms.append((options, optional))
    rows = [_slots(choice) for choice in product(*map(_split_gaps, atoms))]
    rows = [row for row in dict.fromkeys(rows) if any(not slot.optional for slot in row)]
    if not rows or len(rows) > _MOST_ALTERNATIVES:
        raise InvalidKnowledge(f"term {term!r} stands for {len(rows)} wordings", entry=term)
    return tuple(rows)


def _atom(pieces: Sequence[str], at: int, term: str) -> tuple[list[Row], bool, int]:
    if at >= len(pieces):
        raise InvalidKnowledge(f"term {term!r} ends too early", entry=term)
    piece = pieces[at]
    if piece == "(":
        options, closing = _alternatives(pieces, at + 1, term)
        if closing >= len(pieces):
            raise InvalidKnowledge(f"unbalanced bracket in term {term!r}", entry=term)
        optional = pieces[closing] == ")?"
        if () in options and not optional:
            # Glue ("un", "de") is never matched: the bracket would be optional unawares.
            raise InvalidKnowledge(f"a bracket of {term!r} can be empty", entry=term)
        return options, optional, closing + 1
    if piece.startswith(")"):
        raise InvalidKnowledge(f"unbalanced bracket in term {term!r}", entry=term)
    if piece.startswith("~"):
        return [(int(piece[1:] or _DEFAULT_GAP),)], False, at + 1
    return [_words(piece.rstrip("?"))], piece.endswith("?"), at + 1


def _alternatives(pieces: Sequence[str], at: int, term: str) -> tuple[list[Row], int]:
    """Parse `row | row …` up to the closing bracket."""
    found: list[Row] = []
    current: list[list[Row]] = []
    while at < len(pieces) and not pieces[at].startswith(")"):
        if pieces[at] == "|":
            found += _joined(current)
            current, at = [], at + 1
            continue
        options, optional, at = _atom(pieces, at, term)
        current.append([*options, ()] if optional else options)
    found += _joined(current)
    if len(found) > _MOST_ALTERNATIVES:
        raise InvalidKnowledge(f"a bracket of {term!r} has {len(found)} wordings", entry=term)
    return found, at


def _joined(parts: list[list[Row]]) -> list[Row]:
    return [tuple(e for part in choice for e in part) for choice in product(*parts)]


def _words(piece: str) -> Row:
    return tuple(content_words(piece)[0])


def _split_gaps(atom: tuple[list[Row], bool]) -> list[tuple[list[Row], bool]]:
    """Return an atom's choices: its plain phrases together, each row with a gap alone."""
    options, optional = atom
    plain = [row for row in options if not any(isinstance(e, int) for e in row)]
    gapped = [row for row in options if any(isinstance(e, int) for e in row)]
    if not gapped or (not plain and len(gapped) == 1 and not optional):
        return [atom]
    choices: list[tuple[list[Row], bool]] = [([row], False) for row in gapped]
    return [*choices, (plain, optional)] if plain or optional else choices


def _slots(choice: Sequence[tuple[list[Row], bool]]) -> Slots:
    slots: list[Slot] = []
    gap = 0
    for options, optional in choice:
        if len(options) == 1 and any(isinstance(e, int) for e in options[0]):
            for element in options[0]:
                if isinstance(element, int):
                    gap += element
                else:
                    slots.append(Slot(((element,),), gap))
                    gap = 0
            continue
        phrases = tuple(dict.fromkeys(row for row in options if row))
        if phrases:
            plain = tuple(tuple(str(e) for e in row) for row in phrases)
            slots.append(Slot(plain, gap, optional or () in options))
            gap = 0
    return _merged(slots)


def _merged(slots: list[Slot]) -> Slots:
    """Return the slots with neighbouring single phrases joined; no gap before the first."""
    merged: list[Slot] = []
    for slot in slots:
        last = merged[-1] if merged else None
        if (
            last
            and slot.gap == 0
            and not (slot.optional or last.optional)
            and len(slot.phrases) == len(last.phrases) == 1
        ):
            merged[-1] = replace(last, phrases=(last.phrases[0] + slot.phrases[0],))
        else:
            merged.append(slot)
    if merged:
        merged[0] = replace(merged[0], gap=0)
    return tuple(merged)
