"""What a granted line is worth: against a minimum, under a condition, beside an exclusion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from checker.domain import GuaranteeStatus, ProtectionState
from checker.rules.exclusions import Removal
from checker.rules.limits import effective_amount
from checker.rules.lines import Line
from checker.rules.reading import APPROVING, Reading
from checker.rules.request import Request
from checker.text import fold

# A requirement is in euros; another currency is never converted.
_EURO = "EUR"


def read_granted(protection: str, granted: Sequence[Line], request: Request) -> Reading:
    """Return the state of a protection from the lines that grant it, the governing one first."""
    minimum = request.needs[protection].minimum
    section = granted[0].guarantee.section
    same = [line for line in granted if line.guarantee.section == section]
    priced = [line for line in same if line.has_amount] or [
        line for line in granted if line.has_amount
    ]
    governing = priced[0] if priced else same[0]
    reading = against(read_line(governing), minimum)
    if minimum is not None and reading.state is ProtectionState.EVIDENCED:
        lower = [
            line
            for line in same
            if line is not governing
            and not line.guarantee.sublimit
            and line.has_amount
            and not reaches(line, minimum)
        ]
        if lower and all(line.guarantee.doubtful for line in lower):
            return read_refusal("doubtful_amount", [governing, *lower], ProtectionState.UNCLEAR)
        if lower:
            return read_refusal("several_amounts", [governing, *lower], ProtectionState.UNCLEAR)
    return replace(reading, state=conditional(reading.state, same, minimum=minimum),
                   values=_condition_of(same))  # fmt: skip


def read_line(line: Line) -> Reading:
    """Return what one granted line evidences, before any requirement."""
    guarantee = line.guarantee
    if guarantee.doubtful:
        # A scan shows the line, and a figure that nobody may rely on.
        return Reading(
            state=ProtectionState.EVIDENCED_NO_AMOUNT,
            reason="doubtful_amount",
            evidence=guarantee.evidence,
            amount=None,
            currency=None,
            deductible=guarantee.deductible,
        )
    return Reading(
        state=ProtectionState.EVIDENCED if line.has_amount else ProtectionState.EVIDENCED_NO_AMOUNT,
        reason="evidenced" if line.has_amount else "no_amount",
        evidence=guarantee.evidence,
        amount=effective_amount(guarantee, line.source),
        currency=guarantee.currency,
        deductible=guarantee.deductible,
    )


def against(reading: Reading, minimum: Decimal | None) -> Reading:
    """Return the reading measured against a minimum in euros."""
    if minimum is not None and reading.reason == "doubtful_amount":
        return replace(reading, state=ProtectionState.UNCLEAR)
    if minimum is None or reading.state is not ProtectionState.EVIDENCED:
        return reading
    if reading.amount is None:
        return reading  # unlimited
    if reading.currency != _EURO:
        return replace(reading, state=ProtectionState.UNCLEAR, reason="other_currency")
    if reading.amount < minimum:
        return replace(reading, state=ProtectionState.BELOW_REQUIREMENT, reason="below")
    return reading


def reaches(line: Line, minimum: Decimal) -> bool:
    """Return True when the line alone shows the minimum."""
    if line.guarantee.status is GuaranteeStatus.UNLIMITED:
        return True
    if line.guarantee.doubtful:
        return False
    amount = effective_amount(line.guarantee, line.source)
    return amount is not None and line.guarantee.currency == _EURO and amount >= minimum


def conditional(
    state: ProtectionState, lines: Sequence[Line], *, minimum: Decimal | None = None
) -> ProtectionState:
    """Return the state of a grant once a printed condition is counted."""
    if not any(line.guarantee.condition for line in lines):
        return state
    if state is ProtectionState.EVIDENCED:
        return ProtectionState.CONDITIONAL
    if state is ProtectionState.EVIDENCED_NO_AMOUNT and minimum is None:
        return ProtectionState.CONDITIONAL
    return state


def _condition_of(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    conditions = [line.guarantee.condition for line in lines if line.guarantee.condition]
    return (("condition", conditions[0]),) if conditions else ()


def despite(reading: Reading, granted: Sequence[Line], removal: Removal | None) -> Reading:
    """Return the reading of a grant that the same policy also excludes, in part or whole."""
    if removal is None or reading.state not in APPROVING or removal.points_to_grant(granted):
        return reading
    if reading.state is ProtectionState.CONDITIONAL:
        return reading
    if not removal.is_special and any(_derogates(line) for line in granted):
        # "Par dérogation à l'article 5 des conditions générales, sont garanties …"
        return reading
    if any(line.has_amount for line in granted) or removal.is_beside(granted):
        # A printed limit shows that the cover was bought; what is excluded narrows it.
        return replace(
            reading,
            state=ProtectionState.CONDITIONAL,
            reason="also_excluded",
            evidence=(*reading.evidence, *removal.evidence),
        )
    if removal.is_special and all(line.source.general for line in granted):
        # Special conditions prevail over general ones (art. 1119 C. civ.).
        return read_excluded(removal)
    return replace(
        reading,
        state=ProtectionState.UNCLEAR,
        reason="named_and_excluded",
        evidence=(*reading.evidence, *removal.evidence),
    )


def _derogates(line: Line) -> bool:
    """Return True for special conditions that say that they depart from the general ones."""
    return not line.source.general and any(
        _DEROGATION.search(fold(item.quote)) for item in line.guarantee.evidence
    )


_DEROGATION = re.compile(
    r"\b(?:par derogation|il est deroge|derog\w+ (?:a|aux) |rachat|nonobstant|notwithstanding"
    r"|by way of derogation|in derogation)"
)


def read_excluded(removal: Removal) -> Reading:
    """Return the reading of a protection that printed exclusions take away."""
    return Reading(state=ProtectionState.EXCLUDED, reason="excluded", evidence=removal.evidence)


def read_refusal(reason: str, lines: Sequence[Line], state: ProtectionState) -> Reading:
    """Return a reading of `state` that rests on all of `lines`."""
    evidence = tuple(item for line in lines for item in line.guarantee.evidence)
    return Reading(state=state, reason=reason, evidence=tuple(dict.fromkeys(evidence)))
