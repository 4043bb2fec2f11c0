"""Whole covers (professional, general, after delivery, ten-year): granted, refused or silent.

The title of a document never grants one; its headline or its damage lines do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.domain import ProtectionState
from checker.rules.exclusions import find_removal
from checker.rules.grades import (
    against,
    conditional,
    despite,
    reaches,
    read_excluded,
    read_granted,
    read_line,
    read_refusal,
)
from checker.rules.lines import Line, find_headlines, is_core
from checker.rules.reading import SILENT, Reading
from checker.rules.request import Request
from checker.rules.validity import Source


def read_cover(cover: str, policy: Sequence[Source], request: Request) -> Reading:
    """Return the state of a whole cover: its headline, or the damage lines under it."""
    headlines = [*find_headlines(cover, policy), *_elsewhere(cover, policy)]
    under = [
        Line(guarantee=guarantee, source=source)
        for source in policy
        for guarantee in source.facts.guarantees
        if guarantee.section == cover
    ]
    granted = [line for line in headlines if not line.is_refused]
    shown = [line for line in under if not line.is_refused and is_core(line, cover)]
    refused = [line for line in headlines if line.is_refused]
    removal = find_removal(cover, policy, request.knowledge)
    if refused and not granted:
        state = ProtectionState.UNCLEAR if shown else ProtectionState.NOT_SUBSCRIBED
        reason = "contradictory" if shown else "not_subscribed"
        return read_refusal(reason, [*refused, *shown], state)
    if granted:
        return despite(read_granted(cover, granted, request), granted, removal)
    if not shown:
        return read_excluded(removal) if removal is not None else SILENT
    return despite(_read_shown(cover, shown, policy, request), shown, removal)


def _read_shown(
    cover: str, shown: Sequence[Line], policy: Sequence[Source], request: Request
) -> Reading:
    """Return the state of a cover whose headline is not printed, from its damage lines."""
    priced = [line for line in shown if line.has_amount]
    families = {name for source in policy for name in source.facts.document.families}
    if not priced and cover not in families and cover in ("rc.pro", "rc.exploitation"):
        return replace(read_line(shown[0]), state=ProtectionState.UNCLEAR, reason="only_named")
    minimum = request.needs[cover].minimum
    first = read_line((priced or list(shown))[0])
    reading = replace(first, reason="by_lines", amount=None, currency=None)
    if minimum is None:
        state = ProtectionState.EVIDENCED if priced else ProtectionState.EVIDENCED_NO_AMOUNT
        return replace(reading, state=conditional(state, shown[:1]))
    # No overall limit is printed. The running of the business needs injury and damage both
    # high enough; for services one damage line that reaches the minimum shows the limit.
    if cover == "rc.exploitation":
        main = [line for line in priced if line.guarantee.id in ("rc.corporel", "rc.materiel")]
        main = main or priced
        if main and all(reaches(line, minimum) for line in main):
            return replace(reading, state=ProtectionState.EVIDENCED)
        below = [line for line in main if not reaches(line, minimum)]
        if below:
            return against(read_line(below[0]), minimum)
    elif any(reaches(line, minimum) for line in priced):
        return replace(reading, state=ProtectionState.EVIDENCED)
    return replace(reading, state=ProtectionState.UNCLEAR, reason="no_headline")


def _elsewhere(cover: str, policy: Sequence[Source]) -> list[Line]:
    return [
        Line(guarantee=guarantee, source=source)
        for source in policy
        for guarantee in source.facts.guarantees
        if guarantee.id == cover and guarantee.section != cover
    ]
