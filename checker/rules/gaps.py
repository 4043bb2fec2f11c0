"""Findings about the perimeter and the professional cover: what everything else hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.domain import ActivityState, Finding, ProtectionState, Severity
from checker.rules.activity_states import ActivityReading
from checker.rules.carriers import Silence, chain_of, sort_silence
from checker.rules.reading import APPROVING, Reading
from checker.rules.refused_cover import find_refused_cover
from checker.rules.request import Request
from checker.rules.silent_cover import find_silent_cover
from checker.rules.validity import Source
from checker.rules.wording import ATTESTATION_LAW, also_hanging, build_finding, join_labels, shorten

_PRO = "rc.pro"
_PERIMETER_LAW = ("cass.2024-01-18", "c_assur.l113-2")


def find_gaps(
    sources: Sequence[Source],
    request: Request,
    protections: Mapping[str, Reading],
    activities: Mapping[str, ActivityReading],
) -> Iterator[Finding]:
    """Yield what the documents in force do not evidence of what is asked."""
    counting = [source for source in sources if source.counts]
    if not counting:
        return  # the finding that says why none counts says it all
    yield from _activity_gaps(request, activities)
    silence = sort_silence(protections, request)
    lost = _lost_with_pro(protections, silence, request)
    if lost is not None:
        yield _pro_missing(request, protections[_PRO], lost, counting)
    yield from find_refused_cover(request, protections, silence)
    yield from find_silent_cover(request, protections, silence, counting, told=lost)


def _activity_gaps(
    request: Request, activities: Mapping[str, ActivityReading]
) -> Iterator[Finding]:
    for activity, reading in activities.items():
        label = request.activity_label(activity)
        if reading.state is ActivityState.EVIDENCED:
            if reading.reason == "conditional":
                yield build_finding(
                    request,
                    "activity_conditional",
                    Severity.MEDIUM,
                    concerns=[activity],
                    evidence=reading.evidence,
                    label=label,
                    condition=shorten(reading.condition or ""),
                )
            continue
        code = {
            ActivityState.EXCLUDED: "activity_excluded",
            ActivityState.UNCLEAR: "activity_unclear",
        }.get(reading.state, "activity_not_evidenced")
        severity = Severity.HIGH if reading.state is ActivityState.UNCLEAR else Severity.CRITICAL
        yield build_finding(
            request,
            code,
            severity,
            variant=reading.reason,
            concerns=[activity],
            evidence=reading.evidence,
            legal=_PERIMETER_LAW,
            label=label,
        )


def _lost_with_pro(
    protections: Mapping[str, Reading], silence: Silence, request: Request
) -> tuple[str, ...] | None:
    """Return what hangs on a professional cover that is not printed, None when it is."""
    reading = protections[_PRO]
    if not request.needs[_PRO].is_required or reading.state in (
        *APPROVING,
        ProtectionState.UNCLEAR,
        ProtectionState.BELOW_REQUIREMENT,
    ):
        return None
    hanging = [
        protection
        for found in (silence.alone, *silence.hanging.values())
        for protection in found
        if protection != _PRO and _PRO in chain_of(protection, request.knowledge)
    ]
    if request.needs["rc.dinc"].is_required and protections["rc.dinc"].state not in APPROVING:
        hanging.insert(0, "rc.dinc")
    return tuple(dict.fromkeys(hanging))


def _pro_missing(
    request: Request, reading: Reading, lost: tuple[str, ...], counting: Sequence[Source]
) -> Finding:
    families = {family for source in counting for family in source.facts.document.families}
    variant = "silent"
    if reading.state is ProtectionState.NOT_SUBSCRIBED:
        variant = "not_subscribed"
    elif reading.state is ProtectionState.EXCLUDED:
        variant = "excluded"
    elif families == {"rc.decennale"}:
        variant = "decennale"
    elif families == {"cyb"}:
        variant = "cyb"
    elif "mrp" in families:
        variant = "mrp"
    elif "rc.exploitation" in families:
        variant = "exploitation"
    activities = [request.activity_label(a) for a in request.declaration.activities]
    return build_finding(
        request,
        "rc_pro_missing",
        Severity.CRITICAL,
        variant=variant,
        concerns=[_PRO, *lost],
        evidence=reading.evidence,
        legal=ATTESTATION_LAW,
        head=_PRO,
        also=also_hanging(request, lost),
        activities=join_labels(activities),
    )
