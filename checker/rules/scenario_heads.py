"""Which line answers for a head of loss, as a careful adjuster would look for it.

Facts first (is the activity insured, does an exclusion bear on them), then the most specific
line, then the line of the kind of damage. A line that only carries the head leaves a
question, never an answer; silence is no answer at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.domain import ActivityState, ProtectionState
from checker.losses import Answer, LossKind
from checker.rules.activity_states import ActivityReading
from checker.rules.lines import WHOLE_COVERS, Line
from checker.rules.reading import APPROVING, REFUSING, Reading
from checker.rules.scenario_covers import Covers, find_ceilings, is_foreign, prints_any
from checker.rules.scenario_models import Head
from checker.rules.scenario_obstacles import (
    Found,
    conditioned,
    deducted,
    doubted,
    in_place,
    obstacle,
    opposed,
    silent_but,
    words_of,
)
from checker.rules.validity import Source
from checker.rules.wording import shorten

_LIABILITY = (LossKind.THIRD_PARTY, LossKind.DEFENCE)
_ANSWERS = {
    ProtectionState.EXCLUDED: Answer.EXCLUDED,
    ProtectionState.NOT_SUBSCRIBED: Answer.NOT_SUBSCRIBED,
}
_ACTIVITY_ANSWERS = {
    ActivityState.EXCLUDED: Answer.EXCLUDED,
    ActivityState.UNCLEAR: Answer.UNCLEAR,
    ActivityState.NOT_EVIDENCED: Answer.NOT_EVIDENCED,
}
_ORDER = tuple(Answer)
_DEFENCE = "def.frais"
_CYBER = "cyb"
NOT_ANSWERED = (Answer.NOT_EVIDENCED, Answer.NOT_SUBSCRIBED, Answer.EXCLUDED, Answer.UNINSURABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What holds for every head of a scenario: the covers, the activity, why none counts."""

    covers: Covers
    activity: ActivityReading | None
    worthless: Source | None


def find_answer(head: Head, story: Story) -> Found:
    """Return what the documents answer for a head of loss taken alone."""
    if not head.lines:
        barred, _ = story.covers.exclusions(None, (), head.barred_by)
        return Found(answer=Answer.UNINSURABLE, reason=str(head.kind), evidence=words_of(barred))
    if not story.covers.counting:
        standing = story.worthless
        return Found(
            answer=Answer.NOT_EVIDENCED,
            reason=f"standing.{standing.standing if standing else 'no_document'}",
            evidence=standing.evidence if standing else (),
        )
    activity = story.activity if head.kind in _LIABILITY else None
    if activity is not None and activity.state is not ActivityState.EVIDENCED:
        return Found(
            answer=_ACTIVITY_ANSWERS[activity.state],
            reason=f"activity.{activity.state}",
            evidence=activity.evidence,
        )
    found = _of_lines(head, story.covers) or _of_carrier(head, story.covers)
    if found.answer is Answer.NOT_EVIDENCED:
        found = silent_but(found, head, story.covers)
    if activity is not None and activity.condition:
        found = doubted(
            found, obstacle(story.covers, "activity_condition", activity.evidence,
                             condition=shorten(activity.condition))
        )  # fmt: skip
    return in_place(found, story.covers)


def after(found: Found, first: Found, head: str) -> Found:
    """Return the answer of a head that is not paid without another one."""
    if _ORDER.index(first.answer) <= _ORDER.index(found.answer):
        return found
    refused = first.answer in NOT_ANSWERED
    return replace(
        found, answer=first.answer, reason="follows", values=(("head", head),),
        ceilings=None if refused else found.ceilings,
        obstacles=() if refused else found.obstacles,
        evidence=first.evidence if refused else found.evidence,
    )  # fmt: skip


def within_claim(defence: Found, claim: Found) -> Found:
    """Return the answer of defence costs that stand or fall with the cover of the claim.

    Those that print no amount use its limit. Those that no line names are asked of the cyber
    cover where that one answers for the claim, whatever is said of professional indemnity.
    """
    line = claim.line
    if defence.protection != _DEFENCE and line is not None and line.guarantee.section == _CYBER:
        return replace(
            claim, answer=Answer.TO_CONFIRM, reason="to_confirm", protection=line.guarantee.id,
            obstacles=(), evidence=line.guarantee.evidence, values=(),
        )  # fmt: skip
    if defence.answer is not Answer.NO_AMOUNT or claim.ceilings is None:
        return defence
    return replace(
        defence, answer=Answer.ANSWERS, reason="within_claim", ceilings=claim.ceilings,
        obstacles=tuple(o for o in defence.obstacles if o.code != "deductible_not_printed"),
    )  # fmt: skip


def _of_lines(head: Head, covers: Covers) -> Found | None:
    """Return what the lines that name the head say, None where none is printed."""
    asked: Found | None = None
    for protection in head.lines:
        reading = covers.reading(protection, head.section)
        if reading.state in REFUSING:
            return _refused(protection, reading)
        if reading.state in APPROVING:
            line = covers.line(reading)
            if head.perils:
                line = covers.naming(protection, head.perils)
                if line is None:
                    # Fire insurance of the premises says nothing of theft: it may be asked.
                    asked = asked or Found(
                        answer=Answer.UNCLEAR,
                        reason="peril",
                        protection=protection,
                        evidence=reading.evidence,
                    )
                    continue
            return _granted(head, protection, reading, line, covers)
        if reading.state is not ProtectionState.NOT_EVIDENCED:
            return Found(
                answer=Answer.UNCLEAR, reason="unclear", protection=protection,
                evidence=reading.evidence,
            )  # fmt: skip
    return asked


def _granted(
    head: Head, protection: str, reading: Reading, line: Line | None, covers: Covers
) -> Found:
    if line is None:
        return Found(answer=Answer.NO_AMOUNT, reason="no_amount", protection=protection,
                     evidence=reading.evidence)  # fmt: skip
    damage = _damage(head, line, covers)
    if damage is not None and damage.state in REFUSING:
        # A priced line of its own against a refused kind of damage: only the insurer knows.
        if line.has_amount:
            return Found(answer=Answer.UNCLEAR, reason="unclear", protection=protection,
                         evidence=(*reading.evidence, *damage.evidence))  # fmt: skip
        return _refused(head.damage or protection, damage)
    chain, readings = [line], [reading]
    above = covers.line(damage) if damage is not None and damage.state in APPROVING else None
    if above and damage and above.guarantee.section == line.guarantee.section:
        chain.append(above)
        readings.append(damage)
    # A headline alone is no amount for a line that prints none, except for defence costs.
    priced = any(one.has_amount for one in chain) or head.kind is LossKind.DEFENCE
    return _bounded(
        head, protection, readings, chain, covers,
        answer=Answer.ANSWERS if priced else Answer.NO_AMOUNT,
    )  # fmt: skip


def _of_carrier(head: Head, covers: Covers) -> Found:
    """Return the question that a silent head leaves where what carries it is evidenced."""
    known = covers.request.knowledge.protections
    silent = Found(answer=Answer.NOT_EVIDENCED, reason="silent", protection=head.lines[0])
    # A cause that no line usually carries (intrusion, delay) is not carried by another name.
    if any(known[protection].carrier is None for protection in head.lines):
        return silent
    if head.damage is not None and not covers.prints(head.damage):
        label = covers.request.label(head.damage)
        silent = replace(silent, reason="silent_both", values=(("carrier", label),))
    for protection in _carriers(head, covers):
        reading = covers.reading(protection, head.section)
        if reading.state in REFUSING:
            return _refused(protection, reading)
        if reading.state in APPROVING:
            line = covers.line(reading)
            if line is None:
                return silent
            named = head.names and prints_any(line, head.names)
            answer = Answer.ANSWERS if named else Answer.TO_CONFIRM
            return _bounded(head, protection, [reading], [line], covers, answer=answer)
        if reading.state is not ProtectionState.NOT_EVIDENCED:
            return Found(answer=Answer.UNCLEAR, reason="unclear", protection=protection,
                         evidence=reading.evidence)  # fmt: skip
    return silent


def _carriers(head: Head, covers: Covers) -> list[str]:
    """Return what may carry a head: its kind of damage, then the cover that carries that."""
    protections = covers.request.knowledge.protections
    found = [head.damage] if head.damage is not None else []
    above = protections[head.damage or head.lines[0]].carrier
    if above is not None and above.section in WHOLE_COVERS:
        found.append(head.section or above.section)
    return found


def _bounded(
    head: Head,
    protection: str,
    readings: Sequence[Reading],
    chain: list[Line],
    covers: Covers,
    *,
    answer: Answer,
) -> Found:
    """Return an answer with its ceilings, and with all that the documents set against it."""
    headline = covers.headline(chain[0])
    if headline is not None and headline not in chain:
        chain = [*chain, headline]
    ceilings = find_ceilings(chain, covers.policy(chain[0]))
    found = Found(
        answer=answer, reason=str(answer), protection=protection, line=chain[0],
        ceilings=ceilings, evidence=chain[0].guarantee.evidence,
    )  # fmt: skip
    if any(is_foreign(line.guarantee) for line in chain):
        return replace(found, answer=Answer.UNCLEAR, reason="other_currency", ceilings=None)
    if answer is not Answer.NO_AMOUNT and not ceilings.limits and not ceilings.unlimited:
        found = replace(found, answer=Answer.NO_AMOUNT, reason="no_amount")
    return deducted(
        opposed(conditioned(found, readings, chain, covers), head, covers), head, covers
    )


def _damage(head: Head, line: Line, covers: Covers) -> Reading | None:
    """Return the state of the kind of damage, where it bounds the line at all."""
    if head.damage is None or head.damage in (line.guarantee.id, *WHOLE_COVERS):
        return None
    if not line.guarantee.section.startswith("rc."):
        return None
    return covers.reading(head.damage, head.section)


def _refused(protection: str, reading: Reading) -> Found:
    answer = _ANSWERS[reading.state]
    return Found(
        answer=answer, reason=str(answer), protection=protection, evidence=reading.evidence
    )
