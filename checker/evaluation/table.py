"""An evaluation on a terminal: the false approvals first, counts, then every miss."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.evaluation.score import Evaluation
from checker.evaluation.tally import f1, ratio
from checker.reports.wording import Wording


def print_evaluation(evaluation: Evaluation, words: Wording, console: Console) -> None:
    """Print the whole evaluation; an undefined ratio prints as "-"."""
    wrong = evaluation.false_approvals
    headline = words.say(
        "evaluation.false_approvals", wrong=len(wrong), asked=evaluation.approvals_asked
    )
    console.print(Text(headline, style="bold red" if wrong else "bold green"))
    for miss in wrong:
        console.print(Text(f"  {miss.document}: {miss.what}", style="red"))
    console.print(words.count("evaluation.documents", evaluation.documents))
    console.print(words.say("evaluation.micro", f1=_shown(evaluation.micro_f1)))
    console.print(words.say("evaluation.unanswered", count=len(evaluation.unanswered)))
    for tally in evaluation.unanswered:
        console.print(Text(f"  {tally.document}: {tally.unanswered}", style="red"))
    lost = [(t.document, quote) for t in evaluation.tallies for quote in t.missing_quotes]
    console.print(words.say("evaluation.quotations", count=len(lost)))
    for document, quote in lost:
        console.print(Text(f"  {document}: {words.quoted(quote)}"), soft_wrap=True)
    console.print()
    console.print(_counts(evaluation, words))
    if evaluation.misses:
        console.print()
        console.print(Text(words.say("evaluation.misses"), style="bold"))
        for miss in evaluation.misses:
            said = words.say(f"evaluation.{'miss' if miss.kind == 'missed' else 'extra'}")
            line = Text(f"{miss.document}: {miss.field}: {said}: {miss.what}")
            console.print(line, soft_wrap=True)


def _counts(evaluation: Evaluation, words: Wording) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(words.say("evaluation.field"))
    for key in ("hit", "miss", "extra", "precision", "recall"):
        table.add_column(words.say(f"evaluation.{key}"), justify="right")
    table.add_column("F1", justify="right")
    for name, (hit, miss, extra) in evaluation.counts().items():
        ratios = (ratio(hit, hit + extra), ratio(hit, hit + miss), f1(hit, miss, extra))
        table.add_row(name, str(hit), str(miss), str(extra), *map(_shown, ratios))
    return table


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
