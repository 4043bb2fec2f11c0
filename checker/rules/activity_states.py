"""Whether each declared activity stands in the perimeter that the documents print.

An activity that is not declared to the insurer is not insured (Cass. 3e civ., 18 January
2024): only a printed activity is evidenced, and a generic wording leaves it unclear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.assembly.activities import MISPRINT
from checker.domain import ActivityFact, ActivityState, Evidence
from checker.rules.policies import group_by_policy
from checker.rules.reading import Reading
from checker.rules.request import Request
from checker.rules.validity import Source, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityReading:
    """The state of one activity; `reason` names the sentence that explains it."""

    state: ActivityState
    reason: str
    evidence: tuple[Evidence, ...] = ()
    condition: str | None = None


_SILENT = ActivityReading(state=ActivityState.NOT_EVIDENCED, reason="silent")


def find_activity_states(
    sources: Sequence[Source], request: Request, protections: Mapping[str, Reading]
) -> dict[str, ActivityReading]:
    """Return the state of every declared activity over the documents in force."""
    policies = group_by_policy(sources)
    professional = [policy for policy in policies if _is_professional(policy)]
    return {
        activity: _over_policies(activity, professional, policies)
        for activity in request.declaration.activities
    }


def _over_policies(
    activity: str, professional: Sequence[list[Source]], policies: Sequence[list[Source]]
) -> ActivityReading:
    main = [_read(activity, policy) for policy in professional or policies]
    reading = _best(main)
    if reading.state is not ActivityState.NOT_EVIDENCED or not professional:
        return reading
    # The liability policy is silent: another contract does not widen its perimeter.
    beside = _best([_read(activity, policy) for policy in policies])
    if beside.state is ActivityState.EVIDENCED:
        return ActivityReading(
            state=ActivityState.UNCLEAR, reason="other_contract", evidence=beside.evidence
        )
    return beside


def _is_professional(policy: Sequence[Source]) -> bool:
    return any(
        "rc.pro" in source.facts.document.families
        or any(guarantee.section == "rc.pro" for guarantee in source.facts.guarantees)
        for source in policy
    )


def _best(readings: Sequence[ActivityReading]) -> ActivityReading:
    order = (
        ActivityState.EVIDENCED,
        ActivityState.UNCLEAR,
        ActivityState.EXCLUDED,
        ActivityState.NOT_EVIDENCED,
    )
    return min(readings, key=lambda reading: order.index(reading.state), default=_SILENT)


def _read(activity: str, policy: Sequence[Source]) -> ActivityReading:
    covered = [
        (fact, source)
        for source in policy
        for fact in source.facts.activities
        if fact.id == activity
    ]
    excluded = [
        fact
        for source in policy
        for fact in source.facts.excluded_activities
        if activity == fact.id or activity.startswith(f"{fact.id}.")
    ]
    evidence = tuple(item for fact in excluded for item in fact.evidence)
    if excluded and covered:
        also = tuple(item for fact, _ in covered for item in fact.evidence)
        return ActivityReading(
            state=ActivityState.UNCLEAR, reason="contradictory", evidence=also + evidence
        )
    if excluded:
        return ActivityReading(state=ActivityState.EXCLUDED, reason="excluded", evidence=evidence)
    if not covered:
        return _suggested(activity, policy)
    fact, source = min(covered, key=_doubt)
    return _covered(fact, source)


def _suggested(activity: str, policy: Sequence[Source]) -> ActivityReading:
    """Return unclear where a generic or misprinted wording suggests it, else silence."""
    facts = [fact for source in policy for fact in source.facts.umbrella if fact.id == activity]
    if not facts:
        return _SILENT
    misprinted = [fact for fact in facts if fact.condition == MISPRINT]
    return ActivityReading(
        state=ActivityState.UNCLEAR,
        reason="misprint" if misprinted else "umbrella",
        evidence=tuple(item for fact in misprinted or facts for item in fact.evidence),
    )


def _doubt(covered: tuple[ActivityFact, Source]) -> tuple[bool, bool, bool]:
    fact, source = covered
    return (
        source.single,
        source.standing is Standing.STALE,
        fact.condition is not None,
    )


def _covered(fact: ActivityFact, source: Source) -> ActivityReading:
    state, reason = ActivityState.EVIDENCED, "evidenced"
    if source.standing is Standing.STALE:
        state, reason = ActivityState.UNCLEAR, "stale"
    elif source.single:
        state, reason = ActivityState.UNCLEAR, "single"
    elif source.general:
        state, reason = ActivityState.UNCLEAR, "general_only"
    elif fact.condition is not None:
        reason = "conditional"
    return ActivityReading(
        state=state, reason=reason, evidence=fact.evidence, condition=fact.condition
    )
