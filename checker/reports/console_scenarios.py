"""Loss scenarios on a terminal: an overview, then each story with its heads and its sums.

Reads at 80 columns and without colour: every answer has its word and its sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from checker.domain import DeductibleKind
from checker.losses import Answer, HeadResult, Obstacle, ScenarioResult, Scenarios
from checker.reports.console_parts import passage, section, table
from checker.reports.wording import Wording

_MARKS: dict[Answer, tuple[str, str]] = {
    Answer.ANSWERS: ("✓", "green"),
    Answer.CONDITIONAL: ("~", "yellow"),
    Answer.TO_CONFIRM: ("?", "yellow"),
    Answer.NO_AMOUNT: ("?", "yellow"),
    Answer.UNCLEAR: ("?", "yellow"),
    Answer.NOT_EVIDENCED: ("○", "red"),
    Answer.NOT_SUBSCRIBED: ("✗", "red"),
    Answer.EXCLUDED: ("✗", "red"),
    Answer.UNINSURABLE: ("–", "dim"),
}
_PARTLY = ("◐", "yellow")
# Answers whose money is only possible.
_POSSIBLE = (Answer.CONDITIONAL, Answer.TO_CONFIRM)


def print_scenarios(played: Scenarios, words: Wording, console: Console) -> None:
    """Print what the scenarios come to."""
    console.print(_head(played, words))
    if len(played.results) > 1:
        section(console, words.say("scenarios.overview"), _overview(played.results, words))
    for result in played.results:
        section(console, f"{result.title}  ({result.id})", _story(result, words))
    console.print()
    console.print(Text(words.say("scenarios.note"), style="dim"))
    console.print(Text(words.say("scope_note"), style="dim"))
    engine = played.engine
    origin = words.say("made_by", version=engine.version, digest=engine.models_digest)
    console.print(Text(origin, style="dim"))


def _head(played: Scenarios, words: Wording) -> RenderableType:
    names = ", ".join(document.name for document in played.documents)
    day = words.day(played.as_of)
    lines = [
        Text(words.count("scenarios.played", len(played.results), day=day), style="bold"),
        Text(names),
    ]
    if played.unanswered:
        lines.append(Text(words.count("scenarios.unanswered", len(played.unanswered)), style="red"))
    return Panel(Group(*lines), padding=(0, 1))


def _overview(results: Sequence[ScenarioResult], words: Wording) -> RenderableType:
    rows = table(
        words, "scenario", "loss", "paid", "stays", "state", ratios=(3, None, None, None, 2)
    )
    for result in results:
        rows.add_row(
            Text(result.title),
            _money(result.loss, words),
            _money(result.paid, words),
            _money(result.stays, words),
            _answer(result.answer, words, partial=result.partial),
        )
    return rows


def _story(result: ScenarioResult, words: Wording) -> RenderableType:
    parts: list[RenderableType] = [Text(result.story)]
    if result.activity_label and result.activity_state:
        state = words.say(f"state.{result.activity_state}")
        parts.append(
            Text(words.say("scenarios.activity", activity=result.activity_label, state=state),
                 style="dim")
        )  # fmt: skip
    parts += [Text(""), _heads(result.heads, words), _sums(result, words)]
    parts += [Text(note, style="dim") for note in result.notes]
    if result.legal:
        law = ", ".join(reference.ref for reference in result.legal)
        parts.append(Text(f"{words.say('law')} : {law}", style="dim"))
    return Group(*parts)


def _heads(heads: Sequence[HeadResult], words: Wording) -> Table:
    """Return the table of heads; a line that answers for several is quoted once."""
    rows = table(words, "head", "loss", "paid", "answer", ratios=(2, None, None, 4))
    said: dict[object, HeadResult] = {}
    for head in heads:
        paid = _money(head.paid, words)
        if head.answer in _POSSIBLE and head.paid_at_best:
            paid = _money(head.paid_at_best, words, sign="≤ ", style="dim")
        answer: list[RenderableType] = [_answer(head.answer, words)]
        first = said.setdefault((head.answer, head.why, head.evidence, head.limit), head)
        if first is head:
            answer += _reasons(head, words)
        elif head.limit is not None:
            answer.append(Text(words.say("scenarios.shared", head=first.label), style="dim"))
        rows.add_row(Text(head.label), _money(head.loss, words), paid, Group(*answer))
    return rows


def _reasons(head: HeadResult, words: Wording) -> list[RenderableType]:
    lines: list[RenderableType] = []
    if head.answer is not Answer.ANSWERS:
        lines.append(Text(head.why))
    if head.evidence:
        lines.append(passage(head.evidence, words))
    bounds = _bounds(head, words)
    if bounds:
        lines.append(Text(bounds, style="dim"))
    lines += [_obstacle(obstacle, words) for obstacle in head.obstacles]
    return lines


def _bounds(head: HeadResult, words: Wording) -> str:
    """Return "jusqu'à 150 000 € par année, franchise 3 000 €"."""
    parts: list[str] = []
    limit = words.money(head.limit, head.currency)
    if limit is not None:
        basis = words.say(f"basis.{head.basis}") if head.basis else ""
        parts.append(words.say("scenarios.limit", amount=limit, basis=basis).rstrip())
    deductible = words.deductible(head.deductible)
    if deductible is not None:
        none = head.deductible is not None and head.deductible.kind is DeductibleKind.NONE
        known = words.say("scenarios.deductible", deductible=deductible)
        parts.append(deductible if none else known)
    if head.deducted:
        deducted = words.money(head.deducted, "EUR")
        parts.append(words.say("scenarios.deducted", amount=deducted))
    if head.exhaustible:
        parts.append(words.say("scenarios.exhaustible"))
    return ", ".join(parts)


def _obstacle(obstacle: Obstacle, words: Wording) -> RenderableType:
    text = Text(f"! {obstacle.message}", style="yellow")
    if not obstacle.evidence:
        return text
    return Group(text, Padding(passage(obstacle.evidence, words), (0, 0, 0, 2)))


def _sums(result: ScenarioResult, words: Wording) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right")
    sums = [("loss", result.loss, ""), ("paid", result.paid, ""), ("stays", result.stays, "bold")]
    for key, amount, style in sums:
        grid.add_row(Text(words.say(f"scenarios.{key}"), style=style), _money(amount, words))
    if result.stays_at_best != result.stays:
        grid.add_row(
            Text(words.say("scenarios.at_best"), style="dim"),
            _money(result.stays_at_best, words, style="dim"),
        )
    return Padding(grid, (1, 0, 0, 0))


def _answer(answer: Answer, words: Wording, *, partial: bool = False) -> Text:
    if partial:
        sign, style = _PARTLY
        return Text(f"{sign} {words.say('scenarios.partly')}", style=style)
    sign, style = _MARKS[answer]
    return Text(f"{sign} {words.say(f'answer.{answer}')}", style=style)


def _money(amount: Decimal, words: Wording, *, sign: str = "", style: str = "") -> Text:
    return Text(f"{sign}{words.money(amount, 'EUR')}", style=style, justify="right")
