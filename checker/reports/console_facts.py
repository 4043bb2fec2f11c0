"""What one document says, on a terminal, without judgement."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.domain import Facts
from checker.reports.console_parts import identity, named, passage, section, table
from checker.reports.wording import Wording


def print_facts(facts: Facts, words: Wording, console: Console) -> None:
    """Print what one document says, without judgement."""
    console.print(Text(facts.document.name, style="bold"))
    console.print(identity(facts, words))
    for key, activities in (
        ("activities_covered", facts.activities),
        ("activities_excluded", facts.excluded_activities),
    ):
        if activities:
            rows = table(words, "activity", "passage", ratios=(2, 3))
            for fact in activities:
                rows.add_row(named(words.name(fact.id), fact.id), passage(fact.evidence, words))
            section(console, words.say(key), rows)
    if facts.guarantees:
        section(console, words.say("guarantees"), _guarantees(facts, words))
    if facts.exclusions:
        rows = table(words, "label", "passage", ratios=(2, 3))
        for exclusion in facts.exclusions:
            label = words.name(exclusion.id)
            label += f" ({words.say('reinstated')})" if exclusion.reinstated else ""
            rows.add_row(named(label, exclusion.id), passage(exclusion.evidence, words))
        section(console, words.say("exclusions"), rows)
    if facts.clauses:
        rows = table(words, "label", "passage", ratios=(2, 3))
        for clause in facts.clauses:
            label = named(words.name(clause.id), clause.id)
            rows.add_row(label, passage(clause.evidence, words))
        section(console, words.say("clauses"), rows)
    for warning in facts.document.warnings:
        console.print(Text(f"! {words.messages.notice(warning)}", style="yellow"))


def _guarantees(facts: Facts, words: Wording) -> RenderableType:
    parts: list[RenderableType] = []
    for head, lines in groupby(facts.guarantees, key=lambda line: line.section):
        title = named(words.name(head), head)
        title.stylize("bold")
        parts.append(title)
        rows = table(words, "guarantee", "limit", "deductible", "passage", ratios=(4, None, 2, 3))
        for line in lines:
            label = words.name(line.id)
            label = f"{words.say('sublimit')} {label}" if line.sublimit else label
            rows.add_row(
                named(label, line.id),
                "\n".join(words.limit(line)),
                words.deductible(line.deductible, line.currency or "EUR") or "",
                passage(line.evidence, words),
            )
        parts.append(Padding(rows, (0, 0, 1, 2)))
    return Group(*parts)
