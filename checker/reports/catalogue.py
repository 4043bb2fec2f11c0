"""The lists of activities and profiles, for the terminal and for the HTTP API."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredProtection:
    id: str
    label: str
    severity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedActivity:
    id: str
    label: str
    naf: tuple[str, ...]
    requires: tuple[RequiredProtection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProfile:
    id: str
    label: str
    note: str
    minimums: dict[str, Decimal]
    by_class: dict[str, dict[str, Decimal]]
    classes: dict[str, tuple[str, ...]]


def activity_list(words: Wording) -> tuple[ListedActivity, ...]:
    """Return every activity that may be declared, with what it requires."""
    knowledge, language = words.knowledge, words.language
    return tuple(
        ListedActivity(
            id=entry.id,
            label=entry.label[language],
            naf=tuple(dict.fromkeys((*entry.naf.rev2, *entry.naf.naf2025))),
            requires=tuple(
                RequiredProtection(
                    id=need.protection, label=words.name(need.protection), severity=need.severity
                )
                for need in knowledge.matrix.get(entry.id, ())
            ),
        )
        for entry in knowledge.activities.values()
        if entry.status == "active"
    )


def profile_list(words: Wording) -> tuple[ListedProfile, ...]:
    """Return every requirement profile with its floors."""
    return tuple(
        ListedProfile(
            id=profile.id,
            label=profile.label[words.language],
            note=profile.note[words.language],
            minimums=dict(profile.minimums),
            by_class={name: dict(floors) for name, floors in profile.by_class.items()},
            classes={name: tuple(ids) for name, ids in profile.classes.items()},
        )
        for profile in words.knowledge.profiles.values()
    )


def print_activities(words: Wording, console: Console) -> None:
    """Print one line for each activity."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(words.say("column.id"), no_wrap=True)
    table.add_column(words.say("column.label"), ratio=1)
    table.add_column(words.say("column.naf"), style="dim")
    for activity in activity_list(words):
        table.add_row(Text(activity.id, style="bold"), activity.label, " ".join(activity.naf))
    console.print(table)


def print_profiles(words: Wording, console: Console) -> None:
    """Print each profile with its floors by class of activity."""
    for profile in profile_list(words):
        console.print(Text(profile.id, style="bold").append(f"  {profile.label}", style="not bold"))
        console.print(Text(f"  {profile.note}", style="dim"))
        classes = {"": profile.minimums, **profile.by_class}
        for name, floors in classes.items():
            amounts = ", ".join(f"{i} {words.money(v, 'EUR')}" for i, v in floors.items())
            if amounts:
                console.print(Text(f"  {name or '*'}  {amounts}"))
        console.print()
