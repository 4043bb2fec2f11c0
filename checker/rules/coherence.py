"""Findings about what the printed covers are worth together: sub-limits, scope, series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from checker.assembly.activities import MISPRINT
from checker.domain import (
    Deductible,
    DeductibleKind,
    Exclusion,
    Finding,
    Guarantee,
    Kind,
    Severity,
)
from checker.rules.lines import find_headlines
from checker.rules.reading import APPROVING, Reading
from checker.rules.request import Request
from checker.rules.validity import Source
from checker.rules.wording import build_finding, join_labels, shorten

# Below this share of the headline, the headline hides a small financial-loss limit.
_HIDDEN_SHARE = Decimal("0.10")
# A deductible above this share of the limit, or above this sum, is worth saying.
_HEAVY_SHARE = Decimal("0.05")
_HEAVY_SUM = Decimal("10000")
# Activities whose one failure reaches many clients at once (art. L. 124-1-1).
_SERIAL = ("it.run.hosting", "it.run.cloud", "it.run.colo", "it.run.hds", "it.run.backup",
           "it.publish.saas", "it.publish.software", "it.publish.platform", "it.telecom.isp",
           "it.telecom.operator", "it.build.iot")  # fmt: skip
_BUILDING = ("it.hw.cleanroom", "it.telecom.cabling", "it.hw.install", "it.hw.security")
# Usual on every policy, and narrowing nothing that an IT firm is asked for.
_NORMAL_EXCLUSIONS = frozenset(("ex.geo",))


def find_coherence_findings(
    sources: Sequence[Source], request: Request, protections: Mapping[str, Reading]
) -> Iterator[Finding]:
    """Yield what a careful reader notices between the lines of the documents in force."""
    counting = [source for source in sources if source.counts]
    for source in counting:
        yield from _restriction(source, request)
        yield from _hidden_sublimit(source, request)
        yield from _unread_lines(source, request)
        yield from _wrong_type(source, request)
        yield from _exclusions(source, request)
        yield from _vague_activities(source, request)
    yield from _serial(request, protections)
    yield from _deductibles(request, protections)


def _restriction(source: Source, request: Request) -> Iterator[Finding]:
    restriction = source.facts.scope_restriction
    if restriction is None:
        return
    if not source.restricted:
        variant, severity = "building", Severity.LOW
    elif source.single:
        variant, severity = "single", Severity.HIGH
    else:
        variant, severity = "threshold", Severity.MEDIUM
    yield build_finding(
        request, "restricted_scope", severity, variant=variant, evidence=restriction.evidence,
        document=source.facts.document.name, restriction=shorten(restriction.value),
    )  # fmt: skip


def _hidden_sublimit(source: Source, request: Request) -> Iterator[Finding]:
    headline = next((line.guarantee for line in find_headlines("rc.pro", [source])), None)
    loss = next(
        (
            guarantee
            for guarantee in source.facts.guarantees
            if guarantee.section == "rc.pro" and guarantee.id in ("rc.dinc", "rc.immateriels")
        ),
        None,
    )
    if headline is None or loss is None or not _comparable(headline, loss):
        return
    limit, sublimit = headline.amount, loss.amount
    if limit is None or sublimit is None or sublimit >= limit * _HIDDEN_SHARE:
        return
    yield build_finding(
        request,
        "headline_hides_sublimit",
        Severity.MEDIUM,
        evidence=(*headline.evidence, *loss.evidence),
        concerns=(loss.id,),
        head=loss.id,
        evidenced=sublimit,
        headline=request.messages.money(limit, headline.currency),
        sublimit=request.messages.money(sublimit, loss.currency),
        label=request.label(loss.id),
    )


def _unread_lines(source: Source, request: Request) -> Iterator[Finding]:
    """Yield the priced rows whose label is not known: they count for no protection."""
    lines = source.facts.unread_lines
    if lines:
        yield build_finding(
            request, "lines_not_recognised", Severity.LOW,
            evidence=tuple(item for line in lines for item in line.evidence),
            document=source.facts.document.name,
            labels=join_labels(shorten(line.value) for line in lines),
        )  # fmt: skip


def _comparable(one: Guarantee, other: Guarantee) -> bool:
    return (
        one.amount is not None
        and other.amount is not None
        and one.amount > 0
        and one.currency == other.currency
    )


def _wrong_type(source: Source, request: Request) -> Iterator[Finding]:
    declared = request.declaration.activities
    others = [activity for activity in declared if activity not in _BUILDING]
    if set(source.facts.document.families) == {"rc.decennale"} and others:
        yield build_finding(
            request, "wrong_document_type", Severity.HIGH, concerns=others,
            legal=("c_assur.l241-1", "c_assur.a243-3"), document=source.facts.document.name,
            activities=join_labels(request.activity_label(activity) for activity in others),
        )  # fmt: skip


def _exclusions(source: Source, request: Request) -> Iterator[Finding]:
    """Yield the silence of an attestation on exclusions, or what its exclusions touch."""
    facts = source.facts
    printed = [e for e in facts.exclusions if e.id not in _NORMAL_EXCLUSIONS]
    if facts.document.kind is Kind.ATTESTATION and not printed:
        yield build_finding(
            request, "exclusions_not_shown", Severity.LOW,
            legal=("c_assur.l113-1", "c_assur.l112-4"), document=facts.document.name,
        )  # fmt: skip
    for exclusion in facts.exclusions:
        yield from _touched_activity(exclusion, source, request)


def _touched_activity(exclusion: Exclusion, source: Source, request: Request) -> Iterator[Finding]:
    entry = request.knowledge.exclusions.get(exclusion.id)
    if entry is None or exclusion.reinstated or not entry.activities:
        return
    if entry.normal or entry.removes:
        return  # market standard, or told with the protection that it removes
    touched = [
        activity
        for activity in request.declaration.activities
        if any(activity == named or activity.startswith(f"{named}.") for named in entry.activities)
    ]
    if touched:
        yield build_finding(
            request,
            "exclusion_touches_activity",
            entry.severity,
            concerns=(exclusion.id, *touched),
            evidence=exclusion.evidence,
            legal=("c_assur.l113-1",),
            label=entry.label[request.messages.language],
            activities=join_labels(request.activity_label(activity) for activity in touched),
        )


def _vague_activities(source: Source, request: Request) -> Iterator[Finding]:
    generic = [fact for fact in source.facts.umbrella if fact.condition != MISPRINT]
    if generic and not source.facts.activities and not request.declaration.activities:
        yield build_finding(
            request, "activities_vague", Severity.MEDIUM,
            evidence=[item for fact in generic for item in fact.evidence],
        )  # fmt: skip


def _serial(request: Request, protections: Mapping[str, Reading]) -> Iterator[Finding]:
    declared = [activity for activity in request.declaration.activities if activity in _SERIAL]
    reading = protections["rc.pro"]
    if declared and reading.state in APPROVING and reading.amount is not None:
        yield build_finding(
            request, "serial_claims", Severity.LOW, concerns=declared, evidence=reading.evidence,
            legal=("c_assur.l124-1-1",), head="rc.pro",
            activities=join_labels(request.activity_label(activity) for activity in declared),
            limit=request.messages.money(reading.amount, reading.currency),
        )  # fmt: skip


def _deductibles(request: Request, protections: Mapping[str, Reading]) -> Iterator[Finding]:
    for protection in ("rc.pro", "rc.dinc"):
        reading = protections[protection]
        deductible = reading.deductible
        kept = _kept(deductible)
        if reading.state not in APPROVING or kept is None or reading.amount is None:
            continue
        if kept > reading.amount * _HEAVY_SHARE or kept > _HEAVY_SUM:
            rate = deductible.rate if deductible is not None else None
            yield build_finding(
                request, "deductible_high", Severity.LOW, concerns=(protection,), head=protection,
                variant="percent" if rate is not None else "",
                evidence=reading.evidence, label=request.label(protection),
                deductible=request.messages.money(kept, reading.currency),
                rate=f"{rate.normalize():f}" if rate is not None else "",
                limit=request.messages.money(reading.amount, reading.currency),
            )  # fmt: skip
            return


def _kept(deductible: Deductible | None) -> Decimal | None:
    """Return the most that the insured keeps of one claim, None where no sum says so."""
    if deductible is None or deductible.kind is DeductibleKind.NONE:
        return None
    return deductible.amount or deductible.max
