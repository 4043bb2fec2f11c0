"""Findings about time: validity, suspension, missing dates, the tail of claims-made cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from checker.domain import DateFact, Facts, Finding, Kind, Severity
from checker.rules.request import Request
from checker.rules.time_states import STATUTORY_TAIL_YEARS
from checker.rules.validity import STALE_DAYS, Source, Standing
from checker.rules.wording import build_finding

# An attestation follows the yearly premium; one that runs longer than thirteen months
# departs from every insurer's practice.
_LONGEST_VALIDITY_DAYS = 400
# Ask for the next attestation this long before the present one ends.
_RENEWAL_DAYS = 45


def find_period_findings(sources: Sequence[Source], request: Request) -> Iterator[Finding]:
    """Yield what the dates of each insurance document say on the day of reference."""
    for source in sources:
        if source.standing in (Standing.CONTRACT, Standing.REFUSED):
            continue
        yield from _standing(source, request, sources)
        if source.counts:
            yield from _dates(source.facts, request)
        yield from _tail(source, request)


def _standing(source: Source, request: Request, sources: Sequence[Source]) -> Iterator[Finding]:
    facts, as_of = source.facts, request.declaration.as_of
    day = request.messages.day
    period, name = facts.period, facts.document.name
    if source.standing is Standing.EXPIRED and period.valid_to:
        replaced = any(other.counts and _replaces(other, source) for other in sources)
        yield build_finding(
            request, "expired", Severity.LOW if replaced else Severity.CRITICAL,
            variant="replaced" if replaced else "", evidence=source.evidence,
            document=name, end=day(period.valid_to.value), as_of=day(as_of),
        )  # fmt: skip
    elif source.standing is Standing.NOT_YET_VALID:
        start = period.valid_from or period.effective
        yield build_finding(
            request, "not_yet_valid", Severity.CRITICAL, evidence=source.evidence,
            document=name, start=day(start.value) if start else "", as_of=day(as_of),
        )  # fmt: skip
    elif source.standing is Standing.SUSPENDED:
        yield build_finding(
            request, "suspended", Severity.CRITICAL, evidence=source.evidence,
            legal=("c_assur.l113-3", "cass.2012-10-24"), document=name,
        )  # fmt: skip
    elif source.standing is Standing.OTHER_FIRM:
        return
    elif facts.document.kind is Kind.POLICY and _is_old(source, as_of):
        start = period.effective or period.issued
        yield build_finding(
            request, "no_end_date", Severity.MEDIUM, variant="policy",
            evidence=start.evidence if start else (), document=name,
            issued=day(start.value) if start else "", as_of=day(as_of),
        )  # fmt: skip
    elif facts.document.kind is Kind.ATTESTATION and period.valid_to is None:
        printed = period.issued or period.valid_from
        stale = source.standing is Standing.STALE and printed is not None
        yield build_finding(
            request, "no_end_date", Severity.HIGH, variant="stale" if stale else "",
            evidence=source.evidence, document=name, as_of=day(as_of),
            issued=day(printed.value) if printed else "",
        )  # fmt: skip
    elif source.counts and period.valid_to and _ends_soon(period.valid_to.value, as_of):
        yield build_finding(
            request, "ends_soon", Severity.LOW, evidence=period.valid_to.evidence,
            document=name, end=day(period.valid_to.value),
        )  # fmt: skip


def _replaces(other: Source, source: Source) -> bool:
    """Return True when `other` evidences every family of insurance that `source` did."""
    return set(source.facts.document.families) <= set(other.facts.document.families)


def _is_old(source: Source, as_of: dt.date) -> bool:
    """Return True when a policy without an end date began more than thirteen months ago."""
    period = source.facts.period
    start = period.effective or period.issued
    return (
        source.counts
        and period.valid_to is None
        and start is not None
        and (as_of - start.value).days > STALE_DAYS
    )


def _ends_soon(end: dt.date, as_of: dt.date) -> bool:
    return 0 <= (end - as_of).days <= _RENEWAL_DAYS


def _dates(facts: Facts, request: Request) -> Iterator[Finding]:
    period, as_of = facts.period, request.declaration.as_of
    day = request.messages.day
    name = facts.document.name
    issued, start, end = period.issued, period.valid_from or period.effective, period.valid_to
    found: list[tuple[str, tuple[DateFact, ...]]] = []
    if issued and issued.value > as_of and facts.document.kind is Kind.ATTESTATION:
        found.append(("future", (issued,)))
    if issued and end and issued.value > end.value:
        found.append(("after", (issued, end)))
    if start and end and start.value > end.value:
        found.append(("reversed", (start, end)))
    if (
        period.valid_from
        and end
        and facts.document.kind is Kind.ATTESTATION
        and (end.value - period.valid_from.value).days > _LONGEST_VALIDITY_DAYS
    ):
        found.append(("long", (period.valid_from, end)))
    for variant, dates in found:
        yield build_finding(
            request,
            "dates_inconsistent",
            Severity.LOW if variant == "long" else Severity.HIGH,
            variant=variant,
            evidence=[item for date in dates for item in date.evidence],
            document=name,
            issued=day(issued.value) if issued else "",
            start=day(start.value) if start else "",
            end=day(end.value) if end else "",
            as_of=day(as_of),
        )


def _tail(source: Source, request: Request) -> Iterator[Finding]:
    trigger = source.facts.trigger
    if trigger is None or not source.counts:
        return
    if (
        trigger.tail_years is not None
        and trigger.tail_years < STATUTORY_TAIL_YEARS
        and trigger.basis != "occurrence"
    ):
        yield build_finding(
            request, "tail_below_statutory", Severity.MEDIUM, evidence=trigger.evidence,
            legal=("c_assur.l124-5",), concerns=("time.subsequente",), years=trigger.tail_years,
        )  # fmt: skip
    if trigger.retroactive == "none":
        yield build_finding(
            request, "past_not_covered", Severity.LOW, evidence=trigger.evidence,
            legal=("c_assur.l124-5",), concerns=("time.passe",),
        )  # fmt: skip
