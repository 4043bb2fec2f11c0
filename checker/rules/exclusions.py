"""What printed exclusions take away from a protection, and what they leave.

A fine is never insured and removing fines removes no cover; an exclusion bought back in
full removes nothing; one that points to an option leaves the option standing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.domain import Evidence, Exclusion
from checker.knowledge import Knowledge
from checker.rules.lines import Line
from checker.rules.validity import Source
from checker.text import fold

# Words of an exclusion that send the reader to a cover bought apart. They are read in the
# citation that facts carry: no analysed text, hence no vocabulary, reaches the rules.
_POINTS_AWAY = (
    "sauf rachat", "sauf extension", "sauf option", "sauf si l'option", "sauf si la garantie",
    "sauf mention", "sauf stipulation", "sauf convention", "sauf souscription", "sauf disposition",
    "sauf derogation", "hormis l'option", "est souscrite", "a ete souscrite", "moyennant surprime",
    "unless endorsed", "unless purchased", "unless otherwise", "except as provided",
)  # fmt: skip
_FINES = ("amende", "sanction", "fine", "penalt", "condamnation penale", "condamnations penales")
_ITEM_END = re.compile(r"[;.\n•·]")
# How far behind an exclusion its "toutefois" may reopen it, in characters.
_REACH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """The exclusions that take one protection away, as printed."""

    exclusions: tuple[Exclusion, ...]
    is_special: bool

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the words of the exclusions."""
        return tuple(item for exclusion in self.exclusions for item in exclusion.evidence)

    def points_to_grant(self, granted: Sequence[Line]) -> bool:
        """Return True when each exclusion spares a cover bought apart, and one is printed."""
        return any(line.has_amount for line in granted) and all(
            _points_away(exclusion) for exclusion in self.exclusions
        )

    def is_beside(self, granted: Sequence[Line]) -> bool:
        """Return True when a grant follows the exclusion closely: it reopens it."""
        return any(
            excluded.document == given.document and 0 <= given.start - excluded.start <= _REACH
            for excluded in self.evidence
            for line in granted
            for given in line.guarantee.evidence
        )


def find_removal(protection: str, policy: Sequence[Source], knowledge: Knowledge) -> Removal | None:
    """Return the printed exclusions that take `protection` away, None when there is none."""
    found = [
        (exclusion, source)
        for source in policy
        for exclusion in source.facts.exclusions
        if not exclusion.reinstated
        and _removes(exclusion, protection, knowledge)
        and not (exclusion.id == "ex.rgpd" and is_about_fines(exclusion, source))
    ]
    if not found:
        return None
    return Removal(
        exclusions=tuple(exclusion for exclusion, _ in found),
        is_special=any(not source.general for _, source in found),
    )


def find_narrowing(
    protection: str, counting: Sequence[Source], knowledge: Knowledge
) -> list[Exclusion]:
    """Return the printed exclusions that narrow `protection` without taking it away."""
    return [
        exclusion
        for source in counting
        for exclusion in source.facts.exclusions
        if not exclusion.reinstated and _narrows(exclusion, protection, knowledge)
    ]


def is_about_fines(exclusion: Exclusion, source: Source) -> bool:
    """Return True when the exclusion bears on fines and sanctions alone."""
    fines = [e for e in source.facts.exclusions if e.id == "ex.matieres_penales"]
    spans = {(e.document, e.start) for other in fines for e in other.evidence}
    return all(
        any(word in _own_words(item) for word in _FINES) or (item.document, item.start) in spans
        for item in exclusion.evidence
    )


def _own_words(item: Evidence) -> str:
    """Return the words of a citation with those before it in the same item of a list."""
    return _ITEM_END.split(fold(item.prefix))[-1] + fold(item.quote)


def _removes(exclusion: Exclusion, protection: str, knowledge: Knowledge) -> bool:
    entry = knowledge.exclusions.get(exclusion.id)
    return entry is not None and protection in entry.removes and protection not in entry.limits


def _narrows(exclusion: Exclusion, protection: str, knowledge: Knowledge) -> bool:
    entry = knowledge.exclusions.get(exclusion.id)
    if entry is None or entry.normal or _removes(exclusion, protection, knowledge):
        return False
    # What a protection names as removing it, and which does not remove it whole, narrows it.
    named = knowledge.protections[protection].removed_by
    return protection in entry.limits or exclusion.id in named


def _points_away(exclusion: Exclusion) -> bool:
    return any(
        word in fold(item.prefix[-40:] + item.quote + item.suffix)
        for item in exclusion.evidence
        for word in _POINTS_AWAY
    )
