"""What the reports on a terminal are made of: tables, passages, identities."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from checker.domain import Evidence, Facts
from checker.reports.wording import Wording

# A quotation in a cell: enough to recognise the line, the rest is on the page.
_CELL_QUOTE = 60
_MONEY = ("amount", "loss", "paid", "stays")


def identity(facts: Facts, words: Wording) -> RenderableType:
    """Return what a document says of itself, field by field."""
    grid = Table.grid(padding=(0, 2))
    for field, value, cited in words.identity(facts):
        line = Text(value)
        if cited and words.place(cited[0]):
            line.append(f"  {words.place(cited[0])}", style="dim")
        grid.add_row(Text(field, style="dim"), line)
    return grid


def table(words: Wording, *columns: str, ratios: Sequence[int | None]) -> Table:
    """Return a table without rules; a column without ratio does not wrap."""
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="dim", pad_edge=False)
    for column, ratio in zip(columns, ratios, strict=True):
        is_amount = column in _MONEY and ratio is None
        table.add_column(
            words.say(f"column.{column}"),
            ratio=ratio,
            no_wrap=ratio is None,
            justify="right" if is_amount else "left",
        )
    return table


def named(label: str, identifier: str) -> Text:
    """Return a name and its id."""
    return Text(label).append(f" {identifier}", style="dim")


def passage(
    evidence: Sequence[Evidence], words: Wording, *, width: int | None = _CELL_QUOTE
) -> Text:
    """Return the first quotation with its place."""
    if not evidence:
        return Text(words.say("no_quote"), style="dim")
    first = evidence[0]
    return Text(words.quoted(first.quote, width=width)).append(
        f" {words.place(first)}", style="dim"
    )


def section(console: Console, title: str, body: RenderableType) -> None:
    """Print a titled part."""
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))
    console.print(body)
