"""What one id means: what it is, how it is printed, what requires it, what carries it, the law."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.domain import Severity
from checker.entries import ActivityEntry, Entry, ExclusionEntry, LegalEntry, ProtectionEntry
from checker.errors import UnknownId
from checker.reports.wording import Wording

Rows = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An id, its kind, its name and its rows: a title and lines."""

    id: str
    kind: str
    label: str
    rows: Rows


def explain(identifier: str, words: Wording) -> Explanation:
    """Return what `identifier` means; raises UnknownId naming the nearest ids."""
    knowledge = words.knowledge
    activity = knowledge.activities.get(identifier)
    if activity:
        return _explained("activity", activity, words, _activity_rows(activity, words))
    protection = knowledge.protections.get(identifier)
    if protection:
        return _explained("protection", protection, words, _protection_rows(protection, words))
    exclusion = knowledge.exclusions.get(identifier)
    if exclusion:
        return _explained("exclusion", exclusion, words, _exclusion_rows(exclusion, words))
    clause = knowledge.clauses.get(identifier)
    if clause:
        return _explained("clause", clause, words, ())
    legal = knowledge.legal.get(identifier)
    if legal:
        return Explanation(
            id=legal.id, kind=words.say("explain.legal"), label=legal.ref, rows=_law(legal, words)
        )
    rows = _finding_rows(identifier, words)
    if rows:
        return Explanation(
            id=identifier, kind=words.say("explain.finding"), label=identifier, rows=rows
        )
    raise UnknownId(
        f"nothing is called {identifier!r}",
        given=identifier,
        nearest=", ".join(difflib.get_close_matches(identifier, _all_ids(words), cutoff=0.3)),
    )


def print_explanation(explanation: Explanation, words: Wording, console: Console) -> None:
    """Print an explanation."""
    title = Text(explanation.label, style="bold")
    console.print(title.append(f"  {explanation.id} · {explanation.kind}", style="dim not bold"))
    grid = Table.grid(padding=(0, 2))
    for name, lines in explanation.rows:
        for index, line in enumerate(lines):
            grid.add_row(Text("" if index else name, style="dim"), Text(line))
    console.print(grid)


def _explained(kind: str, entry: Entry, words: Wording, rows: Rows) -> Explanation:
    wordings = tuple(words.quoted(example) for example in entry.examples)
    unlike = tuple(words.quoted(miss) for miss in entry.near_misses)
    more: Rows = (
        (words.say("explain.wordings"), wordings),
        (words.say("explain.unlike"), unlike),
        (words.say("explain.source"), (entry.source,)),
    )
    return Explanation(
        id=entry.id,
        kind=words.say(f"explain.{kind}"),
        label=entry.label[words.language],
        rows=tuple((name, lines) for name, lines in (*rows, *more) if lines),
    )


def _activity_rows(entry: ActivityEntry, words: Wording) -> Rows:
    needs = words.knowledge.matrix.get(entry.id, ())
    row = words.knowledge.rows.get(entry.id)
    graded = tuple(
        f"{words.say(f'severity.{severity}')} : {listed}"
        if words.language == "fr"
        else f"{words.say(f'severity.{severity}')}: {listed}"
        for severity in Severity
        for listed in [
            ", ".join(
                f"{words.name(n.protection)} ({n.protection})"
                for n in needs
                if n.severity is severity
            )
        ]
        if listed
    )
    return (
        (words.say("explain.reason"), (row.reason[words.language],) if row else ()),
        (words.say("explain.needs"), graded),
        (words.say("explain.naf"), tuple(dict.fromkeys((*entry.naf.rev2, *entry.naf.naf2025)))),
    )


def _protection_rows(entry: ProtectionEntry, words: Wording) -> Rows:
    knowledge, language = words.knowledge, words.language
    by_activity = {
        activity: need
        for activity, needs in knowledge.matrix.items()
        for need in needs
        if need.protection == entry.id
    }
    if len(by_activity) == len(knowledge.matrix) and by_activity:
        needed: tuple[str, ...] = (words.say("explain.all_activities"),)
    else:
        needed = tuple(
            f"{words.name(activity)} ({words.say(f'severity.{need.severity}')})"
            for activity, need in by_activity.items()
        )
    carrier: tuple[str, ...] = ()
    if entry.carrier:
        reason = entry.carrier_reason[language] if entry.carrier_reason else ""
        carrier = (
            f"{words.name(entry.carrier.id)} ({entry.carrier.section} → {entry.carrier.id})",
            *((reason,) if reason else ()),
        )
    law = tuple(
        f"{knowledge.legal[ref].ref} : {knowledge.legal[ref].title[language]}"
        for ref in entry.legal
    )
    return (
        (words.say("explain.reason"), (entry.why[language],) if entry.why else ()),
        (words.say("explain.needed_by"), needed),
        (words.say("explain.carrier"), carrier),
        (words.say("explain.removed_by"), tuple(map(_named(words), entry.removed_by))),
        (words.say("explain.law"), law),
    )


def _exclusion_rows(entry: ExclusionEntry, words: Wording) -> Rows:
    named = _named(words)
    return (
        (words.say("column.severity"), (words.say(f"severity.{entry.severity}"),)),
        (words.say("explain.removes"), tuple(map(named, entry.removes))),
        (words.say("explain.limits"), tuple(map(named, entry.limits))),
        (words.say("activities"), tuple(map(named, entry.activities))),
        (
            words.say("explain.reason"),
            (words.say("explain.normal"),) if entry.normal else (),
        ),
    )


def _law(entry: LegalEntry, words: Wording) -> Rows:
    read = (
        words.say("law_date", day=words.day(entry.text_date))
        if entry.text_date
        else words.say("law_unread")
    )
    users = tuple(
        f"{words.name(p.id)} ({p.id})"
        for p in words.knowledge.protections.values()
        if entry.id in p.legal
    )
    return (
        (words.say("explain.message"), (entry.title[words.language],)),
        (words.say("explain.status"), (read,)),
        (words.say("explain.used_by"), users or ("-",)),
    )


def _named(words: Wording) -> Callable[[str], str]:
    return lambda identifier: f"{words.name(identifier)} ({identifier})"


# The parts of a finding in models/messages, and the row that shows each.
_FINDING_PARTS = (
    ("message", "explain.message"),
    ("expected", "expected"),
    ("found", "found"),
    ("action", "action"),
    ("request", "suggested"),
)
_PLACEHOLDER = re.compile(r"{\w+}")


def _finding_rows(code: str, words: Wording) -> Rows:
    """Return the sentences of a finding code; what a report fills in shows as "…"."""
    found = words.knowledge.messages[words.language]
    rows: list[tuple[str, tuple[str, ...]]] = []
    for part, title in _FINDING_PARTS:
        lines = tuple(
            _PLACEHOLDER.sub("…", text)
            for key, text in found.items()
            if key.startswith(f"finding.{code}.") and key.endswith(f".{part}")
        )
        if lines:
            rows.append((words.say(title), lines))
    return tuple(rows)


def _all_ids(words: Wording) -> list[str]:
    knowledge = words.knowledge
    codes = {
        key.split(".")[1]
        for key in knowledge.messages[words.language]
        if key.startswith("finding.")
    }
    return [
        *knowledge.activities,
        *knowledge.protections,
        *knowledge.exclusions,
        *knowledge.clauses,
        *knowledge.legal,
        *codes,
    ]
