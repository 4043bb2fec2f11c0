"""Loss scenarios played on what the documents evidence (models/scenarios.yaml).

Money is counted twice: as evidenced, and at best, when every condition is met and the
insurer confirms every question. What is silent, excluded or not taken out is in neither.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import checker
from checker.domain import ActivityState, Declaration, Engine, Facts
from checker.errors import UnknownScenario
from checker.knowledge import Knowledge
from checker.losses import Answer, LossKind, ScenarioResult, Scenarios
from checker.rules.activity_states import ActivityReading, find_activity_states
from checker.rules.scenario_covers import Covers, read_covers
from checker.rules.scenario_heads import (
    NOT_ANSWERED,
    Found,
    Story,
    after,
    find_answer,
    within_claim,
)
from checker.rules.scenario_models import Scenario, load_scenarios
from checker.rules.scenario_results import POSSIBLE, build_head, find_summary, is_partial
from checker.rules.settlement import NOTHING_PAID, Claimed, Settled, settle, split
from checker.rules.validity import Source, Standing, find_sources
from checker.rules.wording import cite_law

_EVIDENCED = (Answer.ANSWERS,)
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
    results = [_play(scenario, covers, loss) for scenario in chosen]
    if not ids and not declaration.activities:
        results = _of_printed_activities(results, scenarios)
    return Scenarios(
        engine=Engine(version=checker.__version__, models_digest=knowledge.digest),
        as_of=declaration.as_of,
        documents=tuple(source.facts.document for source in sources),
        in_force=bool(covers.counting),
        activities=declaration.activities,
        results=tuple(results),
        unanswered=tuple(result.id for result in results if result.answer in NOT_ANSWERED),
    )


def _concerns(scenario: Scenario, declaration: Declaration) -> bool:
    """Return True for a story that may happen to the firm: of its activities, or of any firm."""
    declared = declaration.activities
    return (
        not declared or not scenario.activities or not set(declared).isdisjoint(scenario.activities)
    )


def _of_printed_activities(
    results: list[ScenarioResult], scenarios: Mapping[str, Scenario]
) -> list[ScenarioResult]:
    """Return the stories of activities that the documents print, and those of any firm.

    An excluded activity tells its own story, not those in which it is one of many. Where no
    activity is printed, every story is told.
    """

    def is_told(one: ScenarioResult) -> bool:
        if one.activity_state is ActivityState.EXCLUDED:
            return one.activity == scenarios[one.id].activities[0]
        return one.activity_state in _PRINTED

    told = [one for one in results if is_told(one)]
    return [one for one in results if one.activity is None or one in told or not told]


def _play(scenario: Scenario, covers: Covers, loss: Decimal | None) -> ScenarioResult:
    activity, reading = _find_activity(scenario, covers)
    story = Story(covers=covers, activity=reading, worthless=_worthless(covers.sources))
    typical = [head.amount for head in scenario.heads]
    amounts = typical if loss is None else split(loss, typical)
    language = covers.request.messages.language
    found = _answers(scenario, story)
    evidenced = _settle(scenario, found, amounts, _EVIDENCED)
    at_best = _settle(scenario, found, amounts, POSSIBLE)
    heads = tuple(
        build_head(head, found[head.id], amounts[index], evidenced[index], at_best[index], covers)
        for index, head in enumerate(scenario.heads)
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
        answer=find_summary(heads),
        partial=is_partial(heads),
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
    claimed = {h.id: h.amount for h in scenario.heads if h.kind is LossKind.THIRD_PARTY}
    if claimed:
        order = tuple(Answer)
        # The greatest of the claims that are answered best.
        best = min(claimed, key=lambda one: (order.index(found[one].answer), -claimed[one]))
        for head in scenario.heads:
            if head.kind is LossKind.DEFENCE:
                answer = within_claim(found[head.id], found[best])
                found[head.id] = after(answer, found[best], labels[best])
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


def _worthless(sources: Sequence[Source]) -> Source | None:
    """Return the first insurance document that counts for nothing today."""
    papers = [source for source in sources if source.standing is not Standing.CONTRACT]
    return next((source for source in papers if not source.counts), None)


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
    for index in paying:
        head = scenario.heads[index]
        over = found[head.id].ceilings
        if over is None:
            continue
        ceilings |= dict(over.limits)
        claims.append(
            Claimed(
                loss=amounts[index],
                ceilings=tuple(key for key, _ in over.limits),
                pool=over.deductible_key,
                deductible=over.deductible,
                hours=head.hours,
            )
        )
    settled = settle(claims, ceilings=ceilings)
    by_index = dict(zip(paying, settled, strict=True))
    return [by_index.get(index, NOTHING_PAID) for index in range(len(scenario.heads))]
