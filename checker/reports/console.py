"""A report on a terminal: verdict, what to do first, then the tables, then the facts.

Reads at 80 columns and without colour: every state has its word and its sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from checker.domain import (
    Evidence,
    Facts,
    Finding,
    ProtectionResult,
    ProtectionState,
    Report,
    Severity,
    Verdict,
)
from checker.reports.wording import (
    Wording,
    confirmation,
    first_actions,
    grouped,
    printed_besides,
    required,
    shown_findings,
    to_confirm,
)

_STATE_MARKS: dict[str, tuple[str, str]] = {
    ProtectionState.EVIDENCED: ("✓", "green"),
    ProtectionState.CONDITIONAL: ("~", "yellow"),
    ProtectionState.EVIDENCED_NO_AMOUNT: ("✓", "green"),
    ProtectionState.UNCLEAR: ("?", "yellow"),
    ProtectionState.BELOW_REQUIREMENT: ("↓", "red"),
    ProtectionState.NOT_EVIDENCED: ("○", "red"),
    ProtectionState.NOT_SUBSCRIBED: ("✗", "red"),
    ProtectionState.EXCLUDED: ("✗", "red"),
}
_VERDICT_STYLES = {
    Verdict.NO_GAP: ("✓", "green"),
    Verdict.GAPS: ("✗", "red"),
    Verdict.REVIEW: ("?", "yellow"),
    Verdict.REFUSED: ("✗", "red"),
}
_SEVERITY_STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}
# A quotation in a cell: enough to recognise the line, the rest is on the page.
_CELL_QUOTE = 60


def print_report(report: Report, words: Wording, console: Console) -> None:
    """Print the whole report."""
    console.print(_head(report, words))
    _section(console, words.say("to_do"), _actions(report, words))
    _section(console, words.say("activities"), _activities(report, words))
    asked = required(report)
    if asked:
        _section(console, words.say("protections"), _protections(asked, words))
    calm = to_confirm(report)
    if calm:
        title = words.say("to_confirm", count=len(calm))
        _section(console, title, _to_confirm(report, calm, words))
    others = printed_besides(report)
    if others:
        _section(console, words.say("other_protections"), _protections(others, words))
    _section(console, words.say("findings"), _findings(shown_findings(report), words))
    _section(console, words.say("documents"), _documents(report.facts, words))
    console.print(Text(words.say("scope_note"), style="dim"))
    console.print(Text(_origin(report, words), style="dim"))


def print_facts(facts: Facts, words: Wording, console: Console) -> None:
    """Print what one document says, without judgement."""
    console.print(Text(facts.document.name, style="bold"))
    console.print(_identity(facts, words))
    for key, activities in (
        ("activities_covered", facts.activities),
        ("activities_excluded", facts.excluded_activities),
    ):
        if activities:
            table = _table(words, "activity", "passage", ratios=(2, 3))
            for fact in activities:
                table.add_row(_named(words.name(fact.id), fact.id), _passage(fact.evidence, words))
            _section(console, words.say(key), table)
    if facts.guarantees:
        _section(console, words.say("guarantees"), _guarantees(facts, words))
    if facts.exclusions:
        table = _table(words, "label", "passage", ratios=(2, 3))
        for exclusion in facts.exclusions:
            label = words.name(exclusion.id)
            label += f" ({words.say('reinstated')})" if exclusion.reinstated else ""
            table.add_row(_named(label, exclusion.id), _passage(exclusion.evidence, words))
        _section(console, words.say("exclusions"), table)
    if facts.clauses:
        table = _table(words, "label", "passage", ratios=(2, 3))
        for clause in facts.clauses:
            label = _named(words.name(clause.id), clause.id)
            table.add_row(label, _passage(clause.evidence, words))
        _section(console, words.say("clauses"), table)
    for warning in facts.document.warnings:
        console.print(Text(f"! {warning.message}", style="yellow"))


def _head(report: Report, words: Wording) -> RenderableType:
    sign, style = _VERDICT_STYLES[report.verdict]
    title = Text(f"{sign} {words.say(f'verdict.{report.verdict}')}", style=f"bold {style}")
    lines: list[RenderableType] = [title, Text(words.verdict(report))]
    profile = words.knowledge.profiles.get(report.profile.id or "")
    if profile:
        label = profile.label[words.language]
        lines.append(Text(words.say("profile_used", label=label), style="dim"))
    return Panel(Group(*lines), border_style=style, padding=(0, 1))


def _actions(report: Report, words: Wording) -> RenderableType:
    actions = first_actions(report)
    if not actions:
        return Text(words.say("nothing_to_do"))
    grid = Table.grid(padding=(0, 1))
    for number, action in enumerate(actions, 1):
        grid.add_row(Text(f"{number}.", style="bold"), Text(action))
    return grid


def _activities(report: Report, words: Wording) -> RenderableType:
    if not report.activities:
        return Text(words.say("no_activities"), style="dim")
    table = _table(words, "state", "activity", "passage", ratios=(None, 2, 3))
    for result in report.activities:
        state = _state(ProtectionState(result.state), words)
        passage = _passage(result.evidence, words) if result.evidence else Text(result.why)
        table.add_row(state, _named(result.label, result.id), passage)
    return table


def _protections(protections: Sequence[ProtectionResult], words: Wording) -> RenderableType:
    """Return the table; protections that share one reason follow it as one list."""
    table = _table(words, "state", "protection", "amount", "passage", ratios=(None, 3, None, 4))
    lists: list[RenderableType] = []
    for group in grouped(protections):
        result = group[0]
        if len(group) > 1:
            lists.append(_gathered(group, words))
            continue
        passage = _passage(result.evidence, words) if result.evidence else Text(result.why)
        label = _named(result.label, result.id)
        table.add_row(_state(result.state, words), label, _amounts(result, words), passage)
    return Group(*([table] if table.rows else []), *lists)


def _gathered(group: Sequence[ProtectionResult], words: Wording) -> RenderableType:
    result = group[0]
    head = _state(result.state, words).append(f" ({len(group)})")
    if result.required_amount is not None:
        head.append(f"  ≥ {words.money(result.required_amount, 'EUR')}", style="dim")
    head.append(f"  {result.why}", style="default")
    return Group(head, Padding(Text(" · ".join(one.label for one in group)), (0, 0, 0, 2)))


def _state(state: ProtectionState, words: Wording) -> Text:
    sign, style = _STATE_MARKS[state]
    return Text(f"{sign} {words.say(f'state.{state}')}", style=style)


def _amounts(result: ProtectionResult, words: Wording) -> Text:
    text = Text(words.money(result.found_amount, result.found_currency) or "", justify="right")
    if result.required_amount is not None:
        wanted = words.money(result.required_amount, "EUR")
        text.append(f"\n≥ {wanted}" if text.plain else f"≥ {wanted}", style="dim")
    return text


def _to_confirm(report: Report, calm: frozenset[str], words: Wording) -> RenderableType:
    labels = [p.label for p in report.protections if p.id in calm]
    parts = [Text(words.say("to_confirm_note"), style="dim"), Text(" · ".join(labels))]
    finding = confirmation(report)
    if finding is not None:
        parts.append(Text(f"→ {finding.action}"))
        if finding.suggested_text:
            parts.append(Text(f"\n{finding.suggested_text}", style="italic"))
    return Group(*parts)


def _findings(findings: Sequence[Finding], words: Wording) -> RenderableType:
    if not findings:
        return Text(words.say("no_findings"))
    return Group(*(_finding(finding, words) for finding in findings))


def _finding(finding: Finding, words: Wording) -> RenderableType:
    head = Text(
        words.say(f"severity.{finding.severity}").upper(), style=_SEVERITY_STYLES[finding.severity]
    )
    head.append(f"  {finding.message}", style="default not dim")
    lines: list[RenderableType] = [head]
    pairs = [("expected", finding.expected), ("found", finding.found)]
    if finding.gap is not None:
        pairs.append(("gap", words.money(finding.gap, "EUR")))
    pairs.append(("action", finding.action))
    details = Table.grid(padding=(0, 1))
    for key, value in pairs:
        if value:
            details.add_row(Text(words.say(key), style="dim"), Text(value))
    if finding.evidence:
        passage = _passage(finding.evidence, words, width=None)
        details.add_row(Text(words.say("column.passage"), style="dim"), passage)
    if finding.legal:
        law = ", ".join(reference.ref for reference in finding.legal)
        details.add_row(Text(words.say("law"), style="dim"), Text(law))
    lines.append(Padding(details, (0, 0, 1, 2)))
    return Group(*lines)


def _documents(facts: Iterable[Facts], words: Wording) -> RenderableType:
    parts: list[RenderableType] = []
    for one in facts:
        parts.append(Text(one.document.name, style="bold"))
        parts.append(Padding(_identity(one, words), (0, 0, 1, 2)))
    return Group(*parts)


def _identity(facts: Facts, words: Wording) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    for field, value, cited in words.identity(facts):
        line = Text(value)
        if cited and words.place(cited[0]):
            line.append(f"  {words.place(cited[0])}", style="dim")
        grid.add_row(Text(field, style="dim"), line)
    return grid


def _guarantees(facts: Facts, words: Wording) -> RenderableType:
    parts: list[RenderableType] = []
    for section, lines in groupby(facts.guarantees, key=lambda line: line.section):
        title = _named(words.name(section), section)
        title.stylize("bold")
        parts.append(title)
        table = _table(words, "guarantee", "limit", "deductible", "passage", ratios=(4, None, 2, 3))
        for line in lines:
            label = words.name(line.id)
            label = f"{words.say('sublimit')} {label}" if line.sublimit else label
            table.add_row(
                _named(label, line.id),
                "\n".join(words.limit(line)),
                words.deductible(line.deductible, line.currency or "EUR") or "",
                _passage(line.evidence, words),
            )
        parts.append(Padding(table, (0, 0, 1, 2)))
    return Group(*parts)


def _table(words: Wording, *columns: str, ratios: Sequence[int | None]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="dim", pad_edge=False)
    for column, ratio in zip(columns, ratios, strict=True):
        is_amount = column == "amount" and ratio is None
        table.add_column(
            words.say(f"column.{column}"),
            ratio=ratio,
            no_wrap=ratio is None,
            justify="right" if is_amount else "left",
        )
    return table


def _named(label: str, identifier: str) -> Text:
    return Text(label).append(f" {identifier}", style="dim")


def _passage(
    evidence: Sequence[Evidence], words: Wording, *, width: int | None = _CELL_QUOTE
) -> Text:
    if not evidence:
        return Text(words.say("no_quote"), style="dim")
    first = evidence[0]
    return Text(words.quoted(first.quote, width=width)).append(
        f" {words.place(first)}", style="dim"
    )


def _section(console: Console, title: str, body: RenderableType) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))
    console.print(body)


def _origin(report: Report, words: Wording) -> str:
    engine = report.engine
    return words.say("made_by", version=engine.version, digest=engine.models_digest)
