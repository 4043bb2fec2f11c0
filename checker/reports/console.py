"""A report on a terminal: verdict, what to do first, then the tables, then the facts.

Reads at 80 columns and without colour: every state has its word and its sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from checker.domain import (
    Facts,
    Finding,
    ProtectionResult,
    ProtectionState,
    Report,
    Severity,
    Verdict,
)
from checker.reports.console_parts import identity, named, passage, section, table
from checker.reports.wording import (
    Wording,
    confirmation,
    first_actions,
    grouped,
    printed_besides,
    required,
    shortened,
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
# What an action is about, in about two lines of a terminal.
_REMINDER = 150
_SEVERITY_STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}


def print_report(report: Report, words: Wording, console: Console) -> None:
    """Print the whole report."""
    console.print(_head(report, words))
    section(console, words.say("to_do"), _actions(report, words))
    section(console, words.say("activities"), _activities(report, words))
    asked = required(report)
    if asked:
        section(console, words.say("protections"), _protections(asked, words))
    calm = to_confirm(report)
    if calm:
        title = words.say("to_confirm", count=len(calm))
        section(console, title, _to_confirm(report, calm, words))
    others = printed_besides(report)
    if others:
        section(console, words.say("other_protections"), _protections(others, words))
    section(console, words.say("findings"), _findings(shown_findings(report), words))
    section(console, words.say("documents"), _documents(report.facts, words))
    console.print(Text(words.say("scope_note"), style="dim"))
    console.print(Text(_origin(report, words), style="dim"))


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
    for number, finding in enumerate(actions, 1):
        line = Text(finding.action, style="bold")
        line.append(f"\n{shortened(finding.message, _REMINDER)}", style="dim not bold")
        grid.add_row(Text(f"{number}.", style="bold"), line)
    return grid


def _activities(report: Report, words: Wording) -> RenderableType:
    if not report.activities:
        return Text(words.say("no_activities"), style="dim")
    rows = table(words, "state", "activity", "passage", ratios=(None, 2, 3))
    for result in report.activities:
        state = _state(ProtectionState(result.state), words)
        quoted = passage(result.evidence, words) if result.evidence else Text(result.why)
        rows.add_row(state, named(result.label, result.id), quoted)
    return rows


def _protections(protections: Sequence[ProtectionResult], words: Wording) -> RenderableType:
    """Return the table; protections that share one reason follow it as one list."""
    rows = table(words, "state", "protection", "amount", "passage", ratios=(None, 3, None, 4))
    lists: list[RenderableType] = []
    for group in grouped(protections):
        result = group[0]
        if len(group) > 1:
            lists.append(_gathered(group, words))
            continue
        quoted = passage(result.evidence, words) if result.evidence else Text(result.why)
        label = named(result.label, result.id)
        rows.add_row(_state(result.state, words), label, _amounts(result, words), quoted)
    return Group(*([rows] if rows.rows else []), *lists)


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
        quoted = passage(finding.evidence, words, width=None)
        details.add_row(Text(words.say("column.passage"), style="dim"), quoted)
    if finding.legal:
        law = ", ".join(reference.ref for reference in finding.legal)
        details.add_row(Text(words.say("law"), style="dim"), Text(law))
    lines.append(Padding(details, (0, 0, 1, 2)))
    return Group(*lines)


def _documents(facts: Iterable[Facts], words: Wording) -> RenderableType:
    parts: list[RenderableType] = []
    for one in facts:
        parts.append(Text(one.document.name, style="bold"))
        parts.append(Padding(identity(one, words), (0, 0, 1, 2)))
    return Group(*parts)


def _origin(report: Report, words: Wording) -> str:
    engine = report.engine
    return words.say("made_by", version=engine.version, digest=engine.models_digest)
