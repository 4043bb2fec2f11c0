"""Loss scenarios played on what the documents evidence (models/scenarios.yaml).

Money is counted twice: as evidenced, and at best, when every condition is met and the
insurer confirms every question. What is silent, excluded or not taken out is in neither.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import checker
from checker.domain import ActivityState, Basis, Declaration, Deductible, Engine, Facts
from checker.errors import UnknownScenario
from checker.knowledge import Knowledge
from checker.losses import Answer, HeadResult, LossKind, ScenarioResult, Scenarios
from checker.rules.activity_states import ActivityReading, find_activity_states
from checker.rules.scenario_covers import Covers, read_covers
from checker.rules.scenario_heads import NOT_ANSWERED, Found, Story, after, find_answer
from checker.rules.scenario_models import Scenario, load_scenarios
from checker.rules.settlement import NOTHING_PAID, Claimed, Settled, settle, split
from checker.rules.validity import Source, Standing, find_sources
from checker.rules.wording import cite_law

_EVIDENCED = (Answer.ANSWERS,)
_AT_BEST = (Answer.ANSWERS, Answer.CONDITIONAL, Answer.TO_CONFIRM)
# Ceilings that one claim may leave empty for the next.
_EXHAUSTIBLE = (Basis.PER_YEAR, Basis.PER_CLAIM_AND_YEAR, Basis.PER_POLICY_PERIOD)
# What documents may print of an activity, best first.
_PRINTED = (ActivityState.EVIDENCED, ActivityState.UNCLEAR, ActivityState.EXCLUDED)
_NOTHING = Decimal(0)
# How alike a name must be to be proposed (difflib's ratio).
_ALIKE = 0.3


def play_scenarios(
    facts: Sequence[Facts],
    declaration: Declaration,
    knowledge: Knowledge,
    *,
    ids: Sequence[str] = (),
    loss: Decimal | None = None,
) -> Scenarios:
    """Return what each scenario comes to: those named, else those of the declared activities.

    `loss` replaces the typical loss, shared out alike. Raises UnknownScenario or the
    InvalidRequest of a declaration that names what does not exist.
    """
    scenarios = load_scenarios(knowledge)
    ids = [identifier if identifier in scenarios else f"sc.{identifier}" for identifier in ids]
    for identifier in ids:
        if identifier not in scenarios:
            alike = difflib.get_close_matches(identifier, scenarios, cutoff=_ALIKE) or scenarios
            raise UnknownScenario(
                f"no scenario {identifier!r}",
                given=identifier.removeprefix("sc."),
                nearest=", ".join(alike),
            )
    sources = find_sources(tuple(facts), as_of=declaration.as_of, firm=declaration.firm)
    covers = read_covers(sources, declaration, knowledge)
    chosen = [scenarios[i] for i in dict.fromkeys(ids)] or [
        scenario for scenario in scenarios.values() if _concerns(scenario, declaration)
    ]
    results = tuple(_play(scenario, covers, loss) for scenario in chosen)
    return Scenarios(
        engine=Engine(version=checker.__version__, models_digest=knowledge.digest),
        as_of=declaration.as_of,
        documents=tuple(source.facts.document for source in sources),
        activities=declaration.activities,
        results=results,
        unanswered=tuple(result.id for result in results if result.answer in NOT_ANSWERED),
    )


def _concerns(scenario: Scenario, declaration: Declaration) -> bool:
    """Return True for a story that may happen to the firm: of its activities, or of any firm."""
    declared = declaration.activities
    return (
        not declared or not scenario.activities or not set(declared).isdisjoint(scenario.activities)
    )


def _play(scenario: Scenario, covers: Covers, loss: Decimal | None) -> ScenarioResult:
    activity, reading = _find_activity(scenario, covers)
    story = Story(covers=covers, activity=reading, nothing_counts=_nothing_counts(covers.sources))
    typical = [head.amount for head in scenario.heads]
    amounts = typical if loss is None else split(loss, typical)
    language = covers.request.messages.language
    found = _answers(scenario, story)
    evidenced = _settle(scenario, found, amounts, _EVIDENCED)
    at_best = _settle(scenario, found, amounts, _AT_BEST)
    heads = tuple(
        _head(scenario, index, found, amounts[index], evidenced[index], at_best[index], covers)
        for index in range(len(scenario.heads))
    )
    total = sum(amounts, _NOTHING)
    paid = sum((head.paid for head in heads), _NOTHING)
    best = sum((head.paid_at_best for head in heads), _NOTHING)
    return ScenarioResult(
        id=scenario.id,
        title=scenario.title[language],
        story=scenario.story[language],
        activity=activity,
        activity_label=covers.request.activity_label(activity) if activity else None,
        activity_state=reading.state if reading else None,
        answer=_summary(heads),
        partial=_is_partial(heads),
        loss=total,
        paid=paid,
        stays=total - paid,
        paid_at_best=best,
        stays_at_best=total - best,
        heads=heads,
        notes=tuple(note[language] for note in scenario.notes),
        legal=cite_law(scenario.legal, covers.request.knowledge, language),
    )


def _answers(scenario: Scenario, story: Story) -> dict[str, Found]:
    """Return the answer of each head; defence is due for a claim that is insured itself."""
    language = story.covers.request.messages.language
    labels = {head.id: head.label[language] for head in scenario.heads}
    found: dict[str, Found] = {}
    for head in scenario.heads:
        answer = find_answer(head, story)
        if head.follows is not None:
            answer = after(answer, found[head.follows], labels[head.follows])
        found[head.id] = answer
    claimed = [head.id for head in scenario.heads if head.kind is LossKind.THIRD_PARTY]
    if claimed:
        order = tuple(Answer)
        best = min(claimed, key=lambda identifier: order.index(found[identifier].answer))
        for head in scenario.heads:
            if head.kind is LossKind.DEFENCE:
                found[head.id] = after(found[head.id], found[best], labels[best])
    return found


def _find_activity(scenario: Scenario, covers: Covers) -> tuple[str | None, ActivityReading | None]:
    """Return the activity in which the fault is committed, and what the documents say of it.

    That is the first declared one that the story names; where it names none, the first that
    the documents print.
    """
    if not scenario.activities:
        return None, None
    request = replace(
        covers.request,
        declaration=replace(covers.request.declaration, activities=scenario.activities),
    )
    states = find_activity_states(covers.sources, request, {})
    declared = covers.request.declaration.activities
    wanted = [a for a in scenario.activities if a in declared]
    for state in _PRINTED:
        wanted = wanted or [a for a in scenario.activities if states[a].state is state]
    chosen = (wanted or list(scenario.activities))[0]
    return chosen, states[chosen]


def _nothing_counts(sources: Sequence[Source]) -> str | None:
    """Return why no document counts today, None where one does."""
    if any(source.counts for source in sources):
        return None
    standings = [s.standing for s in sources if s.standing is not Standing.CONTRACT]
    return f"standing.{standings[0]}" if standings else "standing.no_document"


def _settle(
    scenario: Scenario,
    found: dict[str, Found],
    amounts: Sequence[Decimal],
    counted: Sequence[Answer],
) -> list[Settled]:
    """Return what is paid of each head when the answers `counted` pay, the others nothing."""
    paying = [
        index
        for index, head in enumerate(scenario.heads)
        if found[head.id].answer in counted and found[head.id].ceilings is not None
    ]
    # What is evidenced uses the common ceilings before what is only possible.
    paying.sort(key=lambda index: found[scenario.heads[index].id].answer is not Answer.ANSWERS)
    claims: list[Claimed] = []
    ceilings: dict[str, Decimal] = {}
    deductibles: dict[str, list[Deductible]] = {}
    for index in paying:
        head = scenario.heads[index]
        over = found[head.id].ceilings
        if over is None:
            continue
        ceilings |= dict(over.limits)
        if over.deductible_key is not None and over.deductible is not None:
            deductibles.setdefault(over.deductible_key, []).append(over.deductible)
        claims.append(
            Claimed(
                loss=amounts[index],
                ceilings=tuple(key for key, _ in over.limits),
                deductible=over.deductible_key,
                hours=head.hours,
            )
        )
    settled = settle(claims, ceilings=ceilings, deductibles=deductibles)
    by_index = dict(zip(paying, settled, strict=True))
    return [by_index.get(index, NOTHING_PAID) for index in range(len(scenario.heads))]


def _head(
    scenario: Scenario,
    index: int,
    answers: dict[str, Found],
    loss: Decimal,
    evidenced: Settled,
    at_best: Settled,
    covers: Covers,
) -> HeadResult:
    head = scenario.heads[index]
    found, request = answers[head.id], covers.request
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
        currency="EUR" if ceilings and ceilings.limit is not None else None,
        basis=basis,
        exhaustible=basis in _EXHAUSTIBLE
        or (governing is not None and governing.guarantee.amount_year is not None),
        deductible=ceilings.deductible if ceilings else None,
        deducted=(evidenced if found.answer is Answer.ANSWERS else at_best).deducted,
        paid=evidenced.paid,
        paid_at_best=max(evidenced.paid, at_best.paid),
        obstacles=found.obstacles,
        evidence=found.evidence,
    )


def _is_partial(heads: Sequence[HeadResult]) -> bool:
    """Return True when some heads are answered, or may be, and others are not."""
    insurable = [h.answer for h in heads if h.answer is not Answer.UNINSURABLE]
    refused = [answer for answer in insurable if answer in NOT_ANSWERED]
    return 0 < len(refused) < len(insurable)


def _summary(heads: Sequence[HeadResult]) -> Answer:
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
