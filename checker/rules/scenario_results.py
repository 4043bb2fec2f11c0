"""What a head of loss and a whole story come to: amounts, words, what stays and why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.domain import Basis, Evidence
from checker.losses import Answer, HeadResult, LossKind, Obstacle
from checker.rules.lines import Line
from checker.rules.scenario_covers import Covers
from checker.rules.scenario_heads import NOT_ANSWERED
from checker.rules.scenario_models import Head
from checker.rules.scenario_obstacles import Found, obstacle
from checker.rules.settlement import Settled

# Answers whose money is evidenced, or may be once its conditions and questions are settled.
POSSIBLE = (Answer.ANSWERS, Answer.CONDITIONAL, Answer.TO_CONFIRM)
# Ceilings that one claim may leave empty for the next.
_EXHAUSTIBLE = (Basis.PER_YEAR, Basis.PER_CLAIM_AND_YEAR, Basis.PER_POLICY_PERIOD)
_EURO = "EUR"


def build_head(
    head: Head,
    found: Found,
    loss: Decimal,
    evidenced: Settled,
    at_best: Settled,
    covers: Covers,
) -> HeadResult:
    """Return what a head of loss comes to, in words and euros."""
    request = covers.request
    label = request.label(found.protection) if found.protection else None
    ceilings = found.ceilings
    governing = ceilings.governing if ceilings else None
    line = governing or found.line
    values = {
        "line": label or "",
        "as_of": request.messages.day(request.declaration.as_of),
        **dict(found.values),
    }
    basis = line.guarantee.basis if line and governing else None
    counted = evidenced if found.answer is Answer.ANSWERS else at_best
    obstacles = found.obstacles
    if ceilings is not None and found.answer in POSSIBLE:
        obstacles += _left(loss, counted, covers)
    return HeadResult(
        id=head.id,
        label=head.label[request.messages.language],
        kind=head.kind,
        loss=loss,
        answer=found.answer,
        why=request.messages.say(f"scenario.why.{found.reason}", **values),
        line=found.protection,
        line_label=label,
        section=found.line.guarantee.section if found.line else None,
        limit=ceilings.limit if ceilings else None,
        limit_evidence=_elsewhere(governing, found),
        currency="EUR" if ceilings and ceilings.limit is not None else None,
        basis=basis,
        exhaustible=basis in _EXHAUSTIBLE
        or (governing is not None and governing.guarantee.amount_year is not None),
        deductible=ceilings.deductible if ceilings else None,
        deducted=counted.deducted,
        paid=evidenced.paid,
        paid_at_best=max(evidenced.paid, at_best.paid),
        obstacles=obstacles,
        evidence=found.evidence,
    )


def _elsewhere(governing: Line | None, found: Found) -> tuple[Evidence, ...]:
    """Return the passage of the binding amount where the answer does not quote it already."""
    printed = governing.guarantee.evidence if governing is not None else ()
    return () if set(printed) <= set(found.evidence) else printed


def _left(loss: Decimal, settled: Settled, covers: Covers) -> tuple[Obstacle, ...]:
    """Return what the arithmetic leaves with the firm: below the deductible, above the limit."""
    if settled.deducted == loss:
        return (obstacle(covers, "below_deductible", ()),)
    beyond = loss - settled.deducted - settled.paid
    if not beyond:
        return ()
    amount = covers.request.messages.money(beyond, _EURO)
    return (obstacle(covers, "above_limit", (), amount=amount),)


def is_partial(heads: Sequence[HeadResult]) -> bool:
    """Return True when heads are not answered alike: some are refused, or only asked for.

    Defence costs that only leave a question make no answered loss partial.
    """
    insurable = [head for head in heads if head.answer is not Answer.UNINSURABLE]
    refused = [head for head in insurable if head.answer in NOT_ANSWERED]
    main = {head.answer for head in insurable if head.kind is not LossKind.DEFENCE}
    return 0 < len(refused) < len(insurable) or (Answer.ANSWERS in main and len(main) > 1)


def find_summary(heads: Sequence[HeadResult]) -> Answer:
    """Return the answer for a whole story: the best of what can be insured, defence set apart.

    Defence costs alone are no answer for the loss itself. Among refusals the gravest tells.
    """
    insurable = [h.answer for h in heads if h.answer is not Answer.UNINSURABLE]
    main = [
        head.answer
        for head in heads
        if head.kind is not LossKind.DEFENCE and head.answer is not Answer.UNINSURABLE
    ] or insurable
    hopeful = [answer for answer in main if answer not in NOT_ANSWERED]
    order = tuple(Answer)
    if hopeful:
        return min(hopeful, key=order.index)
    return max(main, key=order.index, default=Answer.UNINSURABLE)
