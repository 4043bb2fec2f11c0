"""What is asked of the documents: the needs of the declared activities, with their minimums."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from checker.domain import Declaration, ProfileUsed, Severity
from checker.errors import UnknownActivity, UnknownProtection
from checker.knowledge import Knowledge
from checker.messages import Messages

GRAVEST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One protection that is asked for: how gravely, by which activities, for how much.

    `asked` is true when the declaration itself sets a minimum for it; `required_by` is
    empty where no declared activity calls for the protection.
    """

    protection: str
    severity: Severity
    required_by: tuple[str, ...]
    minimum: Decimal | None
    asked: bool

    @property
    def is_required(self) -> bool:
        """Return True when a missing protection must be reported."""
        return bool(self.required_by) or self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The declaration resolved against the knowledge, with the sentences of its language."""

    declaration: Declaration
    knowledge: Knowledge
    messages: Messages
    needs: Mapping[str, Need]
    profile: ProfileUsed

    def label(self, protection: str) -> str:
        """Return the name of a protection in the language of the report."""
        return self.knowledge.protections[protection].label[self.messages.language]

    def activity_label(self, activity: str) -> str:
        """Return the name of an activity in the language of the report."""
        return self.knowledge.activities[activity].label[self.messages.language]


def build_request(declaration: Declaration, knowledge: Knowledge) -> Request:
    """Return the needs of `declaration`.

    Raises UnknownActivity, UnknownProtection or UnknownProfile naming what exists nearby.
    """
    for activity in declaration.activities:
        if activity not in knowledge.activities:
            nearest = ", ".join(_nearest(activity, knowledge.activities))
            raise UnknownActivity(f"no activity {activity!r}", given=activity, nearest=nearest)
    for protection, _ in declaration.minimums:
        if protection not in knowledge.protections:
            nearest = ", ".join(_nearest(protection, knowledge.protections))
            raise UnknownProtection(
                f"no protection {protection!r}", given=protection, nearest=nearest
            )
    minimums: dict[str, Decimal] = {}
    if declaration.profile is not None:
        profile = knowledge.profile(declaration.profile)
        minimums.update(profile.minimums_for(declaration.activities))
    # What is asked expressly replaces the profile's figure, upwards or downwards.
    minimums.update(dict(declaration.minimums))
    asked = {protection for protection, _ in declaration.minimums}
    return Request(
        declaration=declaration,
        knowledge=knowledge,
        messages=Messages(knowledge, declaration.language),
        needs={
            protection: _need(protection, declaration, knowledge, minimums, asked)
            for protection in knowledge.protections
        },
        profile=ProfileUsed(id=declaration.profile, minimums=minimums),
    )


def _need(
    protection: str,
    declaration: Declaration,
    knowledge: Knowledge,
    minimums: Mapping[str, Decimal],
    asked: set[str],
) -> Need:
    severity: Severity | None = None
    required_by: list[str] = []
    for activity in declaration.activities:
        for requirement in knowledge.matrix.get(activity, ()):
            if requirement.protection == protection:
                required_by.append(activity)
                severity = gravest(severity, requirement.severity)
    if protection in asked:
        severity = gravest(severity, Severity.HIGH)
    elif protection in minimums:
        severity = gravest(severity, Severity.MEDIUM)
    return Need(
        protection=protection,
        severity=severity or Severity.LOW,
        required_by=tuple(dict.fromkeys(required_by)),
        minimum=minimums.get(protection),
        asked=protection in asked,
    )


def gravest(*severities: Severity | None) -> Severity:
    """Return the gravest of the severities given, LOW when there is none."""
    known = [severity for severity in severities if severity is not None]
    return min(known, key=GRAVEST_FIRST.index, default=Severity.LOW)


def _nearest(given: str, existing: Mapping[str, object]) -> list[str]:
    return difflib.get_close_matches(given, existing, n=3, cutoff=0.4)
