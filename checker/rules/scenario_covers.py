"""What the documents offer a scenario: states of protections, the lines behind them, ceilings.

No minimum is asked here: a line that is too low for a profile still answers for its amount.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from checker.domain import (
    Declaration,
    Deductible,
    DeductibleKind,
    Evidence,
    Exclusion,
    Guarantee,
    GuaranteeStatus,
)
from checker.knowledge import Knowledge
from checker.rules.exclusions import find_narrowing
from checker.rules.limits import effective_amount
from checker.rules.lines import Line, find_headlines, find_lines
from checker.rules.policies import group_by_policy
from checker.rules.reading import Reading
from checker.rules.request import Request, build_request
from checker.rules.states import find_states
from checker.rules.validity import Source
from checker.text import fold

_EURO = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """The documents in force, read for scenarios; readings of one section are kept apart."""

    sources: tuple[Source, ...]
    request: Request
    _readings: dict[str | None, Mapping[str, Reading]] = field(
        default_factory=dict[str | None, Mapping[str, Reading]]
    )

    @property
    def counting(self) -> tuple[Source, ...]:
        """Return the documents that are worth something on the day of reference."""
        return tuple(source for source in self.sources if source.counts)

    def reading(self, protection: str, section: str | None = None) -> Reading:
        """Return the state of a protection, in the lines of one section where it is given."""
        if section not in self._readings:
            only = self.sources if section is None else tuple(_only(self.sources, section))
            self._readings[section] = find_states(only, self.request)
        return self._readings[section][protection]

    def prints(self, protection: str) -> bool:
        """Return True when a line in force prints the protection, in whatever section."""
        return any(
            guarantee.id == protection
            for source in self.counting
            for guarantee in source.facts.guarantees
        )

    def line(self, reading: Reading) -> Line | None:
        """Return the printed line that a reading rests on, that of its amount first."""
        quoted = set(reading.evidence)
        found = [
            Line(guarantee=guarantee, source=source)
            for source in self.counting
            for guarantee in source.facts.guarantees
            if guarantee.evidence and set(guarantee.evidence) <= quoted
        ]
        exact = [
            line
            for line in found
            if effective_amount(line.guarantee, line.source) == reading.amount
        ]
        chosen = next(iter(exact or found), None)
        return None if chosen is None else self._lowest(chosen)

    def _lowest(self, line: Line) -> Line:
        """Return the lowest of the main lines that print one protection twice in one section."""
        wanted = (line.guarantee.id, line.guarantee.section, line.guarantee.currency)
        amounts = {
            amount: other
            for other in find_lines(wanted[0], self.policy(line), self.request.knowledge)
            if (other.guarantee.id, other.guarantee.section, other.guarantee.currency) == wanted
            and not other.is_refused
            and not other.guarantee.sublimit
            and (amount := effective_amount(other.guarantee, other.source)) is not None
        }
        own = effective_amount(line.guarantee, line.source)
        lowest = min(amounts, default=None)
        return line if lowest is None or own is None or lowest >= own else amounts[lowest]

    def naming(self, protection: str, perils: Sequence[str]) -> Line | None:
        """Return the first granted line of a protection that prints one of the perils."""
        for line in find_lines(protection, self.counting, self.request.knowledge):
            if not line.is_refused and prints_any(line, perils):
                return line
        return None

    def policy(self, line: Line) -> list[Source]:
        """Return the documents of the policy that prints a line."""
        for policy in group_by_policy(self.sources):
            if any(source is line.source for source in policy):
                return policy
        return [line.source]

    def headline(self, line: Line) -> Line | None:
        """Return the overall limit of the section that a line stands in."""
        found = find_headlines(line.guarantee.section, self.policy(line))
        return next((one for one in found if not one.is_refused), None)

    def exclusions(
        self, line: Line | None, protections: Sequence[str], barring: Sequence[str]
    ) -> tuple[list[Exclusion], list[Exclusion]]:
        """Return the printed exclusions that bar these facts, and those that narrow the line.

        They are those of the policy of `line`, of every document where there is none.
        """
        policy = self.policy(line) if line is not None else list(self.counting)
        barred = [
            exclusion
            for source in policy
            for exclusion in source.facts.exclusions
            if exclusion.id in barring and not exclusion.reinstated
        ]
        narrowing = [
            exclusion
            for protection in protections
            for exclusion in find_narrowing(protection, policy, self.request.knowledge)
            if exclusion not in barred
        ]
        return barred, list(dict.fromkeys(narrowing))


def prints_any(line: Line, words: Sequence[str]) -> bool:
    """Return True when a line prints one of the words."""
    wanted = re.compile(r"\b(?:" + "|".join(re.escape(fold(word)) for word in words) + r")\b")
    printed = [line.guarantee.label, *(item.quote for item in line.guarantee.evidence)]
    return any(wanted.search(fold(text)) for text in printed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The limits over one head, lowest first to answer, and the deductible that it bears."""

    lines: tuple[Line, ...]
    limits: tuple[tuple[str, Decimal], ...]
    deductible_key: str | None
    deductible: Deductible | None
    unlimited: bool

    @property
    def governing(self) -> Line | None:
        """Return the line whose amount binds."""
        if not self.limits:
            return None
        lowest = min(self.limits, key=lambda limit: limit[1])[0]
        return next(line for line in self.lines if key_of(line) == lowest)

    @property
    def limit(self) -> Decimal | None:
        """Return the lowest amount, None where none is printed in euros."""
        return min((amount for _, amount in self.limits), default=None)


def find_ceilings(lines: Sequence[Line], policy: Sequence[Source]) -> Ceilings:
    """Return what bounds a head: lines of `policy` from the most specific to the headline."""
    limits: dict[str, Decimal] = {}
    for line in lines:
        amount = effective_amount(line.guarantee, line.source)
        if amount is not None and line.guarantee.currency == _EURO:
            limits.setdefault(key_of(line), amount)
    bearing = next((line for line in lines if line.guarantee.deductible is not None), None)
    return Ceilings(
        lines=tuple(lines),
        limits=tuple(limits.items()),
        deductible_key=_deductible_key(bearing, policy) if bearing else None,
        deductible=bearing.guarantee.deductible if bearing else None,
        unlimited=bool(lines) and lines[0].guarantee.status is GuaranteeStatus.UNLIMITED,
    )


def read_covers(
    sources: Sequence[Source], declaration: Declaration, knowledge: Knowledge
) -> Covers:
    """Return the documents read for scenarios, whatever minimums are asked elsewhere."""
    bare = replace(declaration, minimums=(), profile=None)
    return Covers(sources=tuple(sources), request=build_request(bare, knowledge))


def key_of(line: Line) -> str:
    """Return what identifies a printed line: two lines of one passage share their amount."""
    first = next(iter(line.guarantee.evidence), None)
    return _place(first) if first else f"{line.guarantee.section}/{line.guarantee.id}"


def _deductible_key(line: Line, policy: Sequence[Source]) -> str:
    """Return what shares one deductible: a liability section, else the line alone.

    A line that is printed without deductible bears none for its neighbours.
    """
    section = line.guarantee.section
    printed = line.guarantee.deductible
    none = printed is not None and printed.kind is DeductibleKind.NONE
    if none or not section.startswith("rc."):
        return key_of(line)
    return f"{policy[0].facts.document.name}/{section}"


def is_foreign(guarantee: Guarantee) -> bool:
    """Return True for an amount that is not printed in euros."""
    return guarantee.amount is not None and guarantee.currency != _EURO


def _place(item: Evidence) -> str:
    return f"{item.document}:{item.start}"


def _only(sources: Sequence[Source], section: str) -> list[Source]:
    return [
        replace(
            source,
            facts=replace(
                source.facts,
                guarantees=tuple(g for g in source.facts.guarantees if g.section == section),
            ),
        )
        for source in sources
    ]
