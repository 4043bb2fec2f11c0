"""What stands between a head of loss and its payment: conditions, exclusions, place, deductible.

What is only doubted is never counted as evidenced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.domain import Evidence, Exclusion, ProtectionState
from checker.losses import Answer, Obstacle
from checker.rules.lines import Line
from checker.rules.reading import Reading
from checker.rules.scenario_covers import Ceilings, Covers
from checker.rules.scenario_models import Head
from checker.rules.settlement import deductible_amount
from checker.rules.territory import is_inside
from checker.rules.wording import shorten

# Reasons of a conditional reading that say themselves what the condition is.
_SAYING = ("restricted", "also_excluded", "since_date")
# Where the stories take place.
_PLACE = "FR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What answers for a head: the line, its ceilings, the words of why."""

    answer: Answer
    reason: str
    protection: str | None = None
    line: Line | None = None
    ceilings: Ceilings | None = None
    obstacles: tuple[Obstacle, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def conditioned(
    found: Found, readings: Sequence[Reading], chain: Sequence[Line], covers: Covers
) -> Found:
    """Return the answer under every condition printed on its line or on the lines above."""
    said = {line.guarantee.condition: line.guarantee.evidence for line in chain}
    for reading in readings:
        if reading.state is ProtectionState.CONDITIONAL:
            said.setdefault(dict(reading.values).get("condition"), reading.evidence)
    for condition, evidence in said.items():
        if condition:
            words = shorten(condition)
            found = doubted(found, obstacle(covers, "condition", evidence, condition=words))
    reasons = {
        reading.reason: reading.evidence
        for reading in readings
        if reading.state is ProtectionState.CONDITIONAL
    }
    for reason, evidence in reasons.items():
        if reason in _SAYING:
            found = doubted(found, obstacle(covers, reason, evidence))
    if reasons and not found.obstacles:
        found = doubted(found, obstacle(covers, "conditional", next(iter(reasons.values()))))
    return found


def opposed(found: Found, head: Head, covers: Covers) -> Found:
    """Return the answer after the printed exclusions that bear on the facts or on the line."""
    barred, narrowing = covers.exclusions(found.line, head.lines, head.barred_by)
    if barred and found.answer is Answer.TO_CONFIRM:
        return replace(
            found, answer=Answer.EXCLUDED, reason="barred", evidence=words_of(barred),
            ceilings=None, values=(("exclusion", _names(barred, covers)),),
        )  # fmt: skip
    for doubt in _exclusions([*barred, *narrowing], covers):
        found = doubted(found, doubt)
    if barred or narrowing:
        # The exclusion itself says more than that there is one.
        kept = tuple(one for one in found.obstacles if one.code != "also_excluded")
        found = replace(found, obstacles=kept)
    return found


def silent_but(found: Found, head: Head, covers: Covers) -> Found:
    """Return the answer of silence with the printed exclusions that bear on the facts."""
    barred, _ = covers.exclusions(None, (), head.barred_by)
    return replace(found, obstacles=(*found.obstacles, *_exclusions(barred, covers)))


def _exclusions(exclusions: Sequence[Exclusion], covers: Covers) -> list[Obstacle]:
    return [
        obstacle(covers, "exclusion", one.evidence, exclusion=_names([one], covers))
        for one in exclusions
    ]


def words_of(exclusions: Sequence[Exclusion]) -> tuple[Evidence, ...]:
    """Return the passages of exclusions."""
    return tuple(item for exclusion in exclusions for item in exclusion.evidence)


def deducted(found: Found, head: Head, covers: Covers) -> Found:
    """Return the answer with what its deductible leaves unknown."""
    if found.ceilings is None:
        return found
    deductible = found.ceilings.deductible
    if deductible is None:
        # An attestation often leaves it out: the amount stands before any deductible.
        return replace(
            found, obstacles=(*found.obstacles, obstacle(covers, "deductible_not_printed", ()))
        )
    if deductible_amount(deductible, head.amount, hours=head.hours) is None:
        return doubted(found, obstacle(covers, "deductible_unknown", ()))
    return found


def doubted(found: Found, doubt: Obstacle) -> Found:
    """Return an answer with one more obstacle: what was evidenced becomes conditional."""
    answer, reason = found.answer, found.reason
    if answer is Answer.ANSWERS:
        answer, reason = Answer.CONDITIONAL, "conditional"
    return replace(found, answer=answer, reason=reason, obstacles=(*found.obstacles, doubt))


def in_place(found: Found, covers: Covers) -> Found:
    """Return the answer, none where the policy does not insure where the story takes place."""
    if found.line is None:
        return found
    printed = [s.facts.territory for s in covers.policy(found.line) if s.facts.territory]
    if not printed or any(is_inside(_PLACE, territory) for territory in printed):
        return found
    evidence = tuple(item for territory in printed for item in territory.evidence)
    return replace(
        found, answer=Answer.EXCLUDED, reason="territory", evidence=evidence, obstacles=(),
        ceilings=None,
    )  # fmt: skip


def _names(exclusions: Sequence[Exclusion], covers: Covers) -> str:
    known, language = covers.request.knowledge.exclusions, covers.request.messages.language
    return ", ".join(
        dict.fromkeys(known[e.id].label[language] if e.id in known else e.id for e in exclusions)
    )


def obstacle(covers: Covers, code: str, evidence: tuple[Evidence, ...], **values: str) -> Obstacle:
    """Return what stands in the way, in words."""
    message = covers.request.messages.say(f"scenario.obstacle.{code}", **values)
    return Obstacle(code=code, message=message, evidence=evidence)
