"""Facts × declaration × knowledge → Report: a pure function, the day of reference given.

What each module decides: `request` what is asked, `validity` which documents count,
`states` and `activity_states` what they evidence, `carriers` what silence hangs on, the
theme modules what to tell, `verdict` what it amounts to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import checker
from checker.domain import (
    ActivityResult,
    Declaration,
    Engine,
    Facts,
    Finding,
    ProtectionResult,
    Report,
)
from checker.knowledge import Knowledge
from checker.rules.activity_states import ActivityReading, find_activity_states
from checker.rules.authenticity import find_authenticity_findings
from checker.rules.carriers import carrier_of
from checker.rules.coherence import find_coherence_findings
from checker.rules.contract import find_contract_findings
from checker.rules.gaps import find_gaps
from checker.rules.periods import find_period_findings
from checker.rules.reading import Reading
from checker.rules.refusal import find_refusals
from checker.rules.request import Request, build_request
from checker.rules.states import find_states
from checker.rules.territory import find_territory_findings
from checker.rules.validity import Source, Standing, find_sources
from checker.rules.verdict import find_verdict, sort_findings
from checker.rules.wording import cite_law, shorten

__all__ = ["assess"]


def assess(facts: Sequence[Facts], declaration: Declaration, knowledge: Knowledge) -> Report:
    """Return what the documents of one firm mean for it on the day of reference.

    Raises InvalidRequest when the declaration names something that does not exist.
    """
    request = build_request(declaration, knowledge)
    sources = find_sources(tuple(facts), as_of=declaration.as_of, firm=declaration.firm)
    protections = find_states(sources, request)
    activities = find_activity_states(sources, request, protections)
    names = [source.facts.document.name for source in sources]
    findings = sort_findings(_findings(sources, request, protections, activities), names)
    return Report(
        engine=Engine(version=checker.__version__, models_digest=knowledge.digest),
        as_of=declaration.as_of,
        documents=tuple(source.facts.document for source in sources),
        profile=request.profile,
        verdict=find_verdict(findings),
        activities=tuple(
            _activity(activity, reading, request, sources)
            for activity, reading in activities.items()
        ),
        protections=tuple(
            _protection(protection, reading, request, sources)
            for protection, reading in protections.items()
        ),
        findings=findings,
        facts=tuple(facts),
    )


def _findings(
    sources: Sequence[Source],
    request: Request,
    protections: Mapping[str, Reading],
    activities: Mapping[str, ActivityReading],
) -> list[Finding]:
    return [
        *find_refusals(sources, request),
        *find_period_findings(sources, request),
        *find_gaps(sources, request, protections, activities),
        *find_territory_findings(sources, request),
        *find_coherence_findings(sources, request, protections),
        *find_authenticity_findings(sources, request),
        *find_contract_findings(sources, request, protections),
    ]


def _activity(
    activity: str, reading: ActivityReading, request: Request, sources: Sequence[Source]
) -> ActivityResult:
    reason = _nothing_counts(sources) or reading.reason
    return ActivityResult(
        id=activity,
        label=request.activity_label(activity),
        state=reading.state,
        why=request.messages.say(
            f"activity.why.{reason}",
            condition=shorten(reading.condition or ""),
            **_standing_values(request),
        ),
        evidence=reading.evidence,
    )


def _protection(
    protection: str, reading: Reading, request: Request, sources: Sequence[Source]
) -> ProtectionResult:
    need, entry, messages = (
        request.needs[protection],
        request.knowledge.protections[protection],
        request.messages,
    )
    reason = reading.reason
    if reason == "silent":
        own = f"silent.{protection}"
        said = own if f"protection.why.{own}" in messages else reason
        reason = _nothing_counts(sources) or said
    values: dict[str, str] = {
        "label": entry.label[messages.language],
        "required": messages.money(need.minimum, "EUR") if need.minimum is not None else "",
        "found": messages.money(reading.amount, reading.currency)
        if reading.amount is not None
        else "",
        "condition": "",
        "since": "",
        **_standing_values(request),
        **{key: shorten(value) for key, value in reading.values},
    }
    if reading.state.value == "conditional" and values["condition"]:
        reason = "conditional"
    return ProtectionResult(
        id=protection,
        label=entry.label[messages.language],
        state=reading.state,
        severity=need.severity,
        required_by=need.required_by,
        required_amount=need.minimum,
        found_amount=reading.amount,
        found_currency=reading.currency,
        deductible=reading.deductible,
        carrier=carrier_of(protection, request.knowledge),
        why=messages.say(f"protection.why.{reason}", **values),
        legal=cite_law(entry.legal, request.knowledge, messages.language),
        evidence=reading.evidence,
    )


def _nothing_counts(sources: Sequence[Source]) -> str | None:
    """Return why no document counts today, None where one does."""
    if any(source.counts for source in sources):
        return None
    standings = [source.standing for source in sources if source.standing is not Standing.CONTRACT]
    return standings[0].value if standings else "no_document"


def _standing_values(request: Request) -> dict[str, str]:
    return {"as_of": request.messages.day(request.declaration.as_of)}
