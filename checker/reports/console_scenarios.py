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

from checker.losses import Answer, HeadResult, Obstacle, ScenarioResult, Scenarios
from checker.reports.console_parts import named, passage, section, table
from checker.reports.scenario_words import (
    POSSIBLE,
    answer_of,
    deciding_head,
    find_bounds,
    is_quoted,
    quotation_of,
)
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
# Ids of scenarios may be given without it.
_PREFIX = "sc."


def print_scenarios(
    played: Scenarios, words: Wording, console: Console, *, details: bool = False
) -> None:
    """Print what the scenarios come to: one in full, several at a glance unless `details`."""
    console.print(_head(played, words))
    several = len(played.results) > 1
    if several and played.in_force:
        section(console, words.say("scenarios.overview"), _overview(played.results, words))
    if details or not several:
        for result in played.results:
            section(console, f"{result.title}  ({result.id})", _story(result, words))
    console.print()
    if several and not details and played.in_force:
        example = played.results[0].id.removeprefix(_PREFIX)
        console.print(Text(words.say("scenarios.more", id=example)))
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
    if not played.in_force and played.results:
        head = played.results[0].heads[0]
        lines.append(Text(head.why, style="red"))
        if head.evidence:
            lines.append(passage(head.evidence, words))
    elif played.unanswered:
        lines.append(Text(words.count("scenarios.unanswered", len(played.unanswered)), style="red"))
    return Panel(Group(*lines), padding=(0, 1))


def _overview(results: Sequence[ScenarioResult], words: Wording) -> RenderableType:
    rows = table(
        words, "scenario", "loss", "paid", "stays", "answer", ratios=(3, None, None, None, 4)
    )
    for result in results:
        paid = _money(result.paid, words)
        if result.paid_at_best > result.paid:
            paid.append("\n").append(_money(result.paid_at_best, words, sign="≤ ", style="dim"))
        rows.add_row(
            named(result.title, result.id.removeprefix(_PREFIX)),
            _money(result.loss, words),
            paid,
            _money(result.stays, words),
            Group(_whole(result, words), _decided(result, words)),
        )
    return rows


def _decided(result: ScenarioResult, words: Wording) -> Text:
    """Return what decides a story: the passage of its greatest head with its answer, or why."""
    head = deciding_head(result)
    said = passage(head.evidence, words) if is_quoted(head) else Text(head.why)
    below = next((one for one in head.obstacles if one.code == "below_deductible"), None)
    if below is not None:
        said = Text(below.message)
    said.stylize("dim")
    return said


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
        parts.append(Text(words.say("scenarios.law", law=law), style="dim"))
    return Group(*parts)


def _heads(heads: Sequence[HeadResult], words: Wording) -> Table:
    """Return the table of heads; a line that answers for several is quoted once."""
    rows = table(words, "head", "loss", "paid", "answer", ratios=(2, None, None, 4))
    said: dict[object, HeadResult] = {}
    for head in heads:
        paid = _money(head.paid, words)
        if head.answer in POSSIBLE and head.paid_at_best:
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
    lines += [Text(bound, style="dim") for bound in find_bounds(head, words)]
    lines += [_obstacle(obstacle, words) for obstacle in head.obstacles]
    return lines


def _obstacle(obstacle: Obstacle, words: Wording) -> RenderableType:
    text = Text(f"! {obstacle.message}", style="yellow")
    quote = quotation_of(obstacle)
    if quote is None:
        return text
    said = Text(f"{words.quoted(quote)} ").append(words.place(obstacle.evidence[0]), style="dim")
    return Group(text, Padding(said, (0, 0, 0, 2)))


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


def _answer(answer: Answer, words: Wording) -> Text:
    sign, style = _MARKS[answer]
    return Text(f"{sign} {words.say(f'answer.{answer}')}", style=style)


def _whole(result: ScenarioResult, words: Wording) -> Text:
    sign, style = _PARTLY if result.partial else _MARKS[result.answer]
    return Text(f"{sign} {answer_of(result, words)}", style=style)


def _money(amount: Decimal, words: Wording, *, sign: str = "", style: str = "") -> Text:
    return Text(f"{sign}{words.money(amount, 'EUR')}", style=style, justify="right")
