"""How long after, and how far back, cover answers: what the trigger clause evidences.

Legal minimum of the tail: five years, ten for the professions of art. R. 124-2 C. assur.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.domain import ProtectionState, Trigger
from checker.rules.lines import Line, find_lines
from checker.rules.reading import SILENT, Reading
from checker.rules.request import Request
from checker.rules.validity import Source

_ABOUT = ("time.claims", "time.passe", "time.subsequente")
COURT_EXPERT = "it.consulting.expert_judiciaire"
COURT_EXPERT_TAIL_YEARS = 10
STATUTORY_TAIL_YEARS = 5


def is_about_time(protection: str) -> bool:
    """Return True for the protections that the trigger clause itself evidences."""
    return protection in _ABOUT


def read_time(protection: str, policy: Sequence[Source], request: Request) -> Reading:
    """Return what the trigger clauses and the printed lines say of a time protection."""
    readings = [
        _from_trigger(protection, source.facts.trigger, request)
        for source in policy
        if source.facts.trigger is not None
    ]
    readings += [_from_line(line) for line in find_lines(protection, policy, request.knowledge)]
    return min(readings, key=lambda reading: reading.rank, default=SILENT)


def _from_trigger(protection: str, trigger: Trigger, request: Request) -> Reading:
    if protection == "time.claims" and trigger.basis == "claims_made":
        return _reading(trigger, ProtectionState.EVIDENCED, "evidenced")
    if protection == "time.subsequente" and trigger.tail_years is not None:
        needed = (
            COURT_EXPERT_TAIL_YEARS
            if COURT_EXPERT in request.declaration.activities
            else STATUTORY_TAIL_YEARS
        )
        if trigger.tail_years < needed:
            return _reading(trigger, ProtectionState.BELOW_REQUIREMENT, "short_tail")
        return _reading(trigger, ProtectionState.EVIDENCED, "evidenced")
    if protection == "time.passe" and trigger.retroactive is not None:
        if trigger.retroactive == "none":
            return _reading(trigger, ProtectionState.NOT_SUBSCRIBED, "not_subscribed")
        if trigger.retroactive == "unlimited":
            return _reading(trigger, ProtectionState.EVIDENCED, "evidenced")
        return _reading(trigger, ProtectionState.CONDITIONAL, "since_date")
    return SILENT


def _reading(trigger: Trigger, state: ProtectionState, reason: str) -> Reading:
    values = (
        (("since", trigger.retroactive),) if reason == "since_date" and trigger.retroactive else ()
    )
    return Reading(state=state, reason=reason, evidence=trigger.evidence, values=values)


def _from_line(line: Line) -> Reading:
    state = ProtectionState.EVIDENCED
    if line.is_refused:
        state = ProtectionState.NOT_SUBSCRIBED
    elif line.guarantee.condition:
        state = ProtectionState.CONDITIONAL
    elif not line.has_amount:
        state = ProtectionState.EVIDENCED_NO_AMOUNT
    reason = {"not_subscribed": "not_subscribed", "evidenced_no_amount": "no_amount"}.get(
        state.value, "evidenced"
    )
    return Reading(state=state, reason=reason, evidence=line.guarantee.evidence)
