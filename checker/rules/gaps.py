"""Findings about cover: what is missing, refused, excluded or too low, and what to ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.domain import ActivityState, Finding, ProtectionState, Severity
from checker.rules.activity_states import ActivityReading
from checker.rules.carriers import Silence, carriers, chain_of, sort_silence
from checker.rules.reading import APPROVING, Reading
from checker.rules.request import Need, Request, gravest
from checker.rules.validity import Source
from checker.rules.wording import build_finding, join_labels

_PRO = "rc.pro"
_PERIMETER_LAW = ("cass.2024-01-18", "c_assur.l113-2")
_EXCLUSION_LAW = ("c_assur.l113-1", "c_assur.l112-4")
_ATTESTATION_LAW = ("cass.2012-10-24",)


def find_gaps(
    sources: Sequence[Source],
    request: Request,
    protections: Mapping[str, Reading],
    activities: Mapping[str, ActivityReading],
) -> Iterator[Finding]:
    """Yield what the documents in force do not evidence of what is asked."""
    if not any(source.counts for source in sources):
        return
    yield from _activity_gaps(request, activities)
    silence = sort_silence(protections, request)
    lost = _lost_with_pro(protections, silence, request)
    if lost is not None:
        yield _pro_missing(request, protections[_PRO], lost, sources)
    yield from _refusals(request, protections, silence)
    yield from _silent_carriers(request, protections, silence, skip=lost is not None)
    yield from _unclear(request, protections)
    if silence.alone:
        yield from _alone(request, silence.alone, lost or ())
    if silence.to_confirm:
        yield _to_confirm(request, silence.to_confirm)


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
                    condition=reading.condition or "",
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
    """Return what hangs on a professional cover that is not evidenced, None when it is."""
    need = request.needs[_PRO]
    if protections[_PRO].state in APPROVING or not (
        need.is_required or request.declaration.activities
    ):
        return None
    if protections[_PRO].state in (ProtectionState.UNCLEAR, ProtectionState.BELOW_REQUIREMENT):
        return None
    knowledge = request.knowledge
    hanging = [
        protection
        for found in (silence.alone, *silence.hanging.values())
        for protection in found
        if protection != _PRO and _PRO in chain_of(protection, knowledge)
    ]
    if request.needs["rc.dinc"].is_required and protections["rc.dinc"].state not in APPROVING:
        hanging.insert(0, "rc.dinc")
    return tuple(dict.fromkeys(hanging))


def _pro_missing(
    request: Request, reading: Reading, lost: tuple[str, ...], sources: Sequence[Source]
) -> Finding:
    families = {
        family for source in sources if source.counts for family in source.facts.document.families
    }
    variant = "silent"
    if reading.state is ProtectionState.NOT_SUBSCRIBED:
        variant = "not_subscribed"
    elif reading.state is ProtectionState.EXCLUDED:
        variant = "excluded"
    elif families == {"rc.decennale"}:
        variant = "decennale"
    elif "mrp" in families:
        variant = "mrp"
    elif families == {"cyb"}:
        variant = "cyb"
    elif "rc.exploitation" in families:
        variant = "exploitation"
    return build_finding(
        request,
        "rc_pro_missing",
        Severity.CRITICAL,
        variant=variant,
        concerns=[_PRO, *lost],
        evidence=reading.evidence,
        legal=_ATTESTATION_LAW,
        head=_PRO,
        hanging=join_labels(request.label(protection) for protection in lost),
        activities=_activities(request),
    )


def _refusals(
    request: Request, protections: Mapping[str, Reading], silence: Silence
) -> Iterator[Finding]:
    """Yield one finding for each required protection printed as refused, or too low."""
    for protection, reading in protections.items():
        need = request.needs[protection]
        if protection == _PRO and reading.state in (
            ProtectionState.NOT_SUBSCRIBED,
            ProtectionState.EXCLUDED,
        ):
            continue  # rc_pro_missing says it
        if not need.is_required and reading.state is not ProtectionState.BELOW_REQUIREMENT:
            continue
        hanging = silence.hanging.get(protection, ())
        severity = _severity(need, hanging, request)
        label = request.label(protection)
        common = {
            "label": label,
            "reason": _reason_needed(request, protection),
            "also": _also(request, hanging),
        }
        if reading.state is ProtectionState.EXCLUDED:
            yield build_finding(
                request,
                "protection_excluded",
                severity,
                concerns=[protection, *hanging],
                evidence=reading.evidence,
                legal=(*_EXCLUSION_LAW, *request.knowledge.protections[protection].legal),
                head=protection,
                **common,
            )
        elif reading.state is ProtectionState.NOT_SUBSCRIBED:
            yield build_finding(
                request,
                "protection_not_subscribed",
                severity,
                concerns=[protection, *hanging],
                evidence=reading.evidence,
                legal=request.knowledge.protections[protection].legal,
                head=protection,
                **common,
            )
        elif reading.state is ProtectionState.BELOW_REQUIREMENT and need.minimum is not None:
            yield _below(request, protection, reading, need, hanging, severity, common)
        elif reading.state is ProtectionState.BELOW_REQUIREMENT:
            yield build_finding(
                request,
                "protection_below_requirement",
                severity,
                variant=reading.reason,
                concerns=[protection, *hanging],
                evidence=reading.evidence,
                legal=("c_assur.r124-2", "c_assur.l124-5"),
                head=protection,
                **common,
            )


def _below(
    request: Request,
    protection: str,
    reading: Reading,
    need: Need,
    hanging: tuple[str, ...],
    severity: Severity,
    common: Mapping[str, str],
) -> Finding:
    messages = request.messages
    required, found = need.minimum, reading.amount
    gap = required - found if required is not None and found is not None else None
    return build_finding(
        request,
        "protection_below_requirement",
        severity,
        concerns=[protection, *hanging],
        evidence=reading.evidence,
        legal=request.knowledge.protections[protection].legal,
        head=protection,
        required=required,
        evidenced=found,
        gap=gap,
        required_amount=messages.money(required, "EUR") if required is not None else "",
        found_amount=messages.money(found, reading.currency) if found is not None else "",
        gap_amount=messages.money(gap, "EUR") if gap is not None else "",
        source=_source_of_minimum(request, protection),
        **common,
    )


def _silent_carriers(
    request: Request, protections: Mapping[str, Reading], silence: Silence, *, skip: bool
) -> Iterator[Finding]:
    """Yield one loud finding for each carrier that is silent or unclear."""
    loud = dict(silence.hanging)
    for protection in silence.alone:
        if protection in carriers(request.knowledge):
            loud.setdefault(protection, ())
    for carrier, hanging in loud.items():
        reading = protections[carrier]
        if reading.state not in (ProtectionState.NOT_EVIDENCED, ProtectionState.UNCLEAR,
                                 ProtectionState.EVIDENCED_NO_AMOUNT):  # fmt: skip
            if request.needs[carrier].is_required or reading.state is (
                ProtectionState.BELOW_REQUIREMENT
            ):
                continue  # _refusals says it
        if skip and (carrier == _PRO or _PRO in chain_of(carrier, request.knowledge)):
            continue  # rc_pro_missing says it
        if reading.state is ProtectionState.UNCLEAR and not hanging:
            continue  # protection_unclear says it
        variant = {
            ProtectionState.UNCLEAR: "unclear",
            ProtectionState.EVIDENCED_NO_AMOUNT: "no_amount",
            ProtectionState.EXCLUDED: "excluded",
            ProtectionState.NOT_SUBSCRIBED: "not_subscribed",
        }.get(reading.state, "silent" if hanging else "alone")
        yield build_finding(
            request,
            "carrier_missing",
            _severity(request.needs[carrier], hanging, request),
            variant=variant,
            concerns=[carrier, *hanging],
            evidence=reading.evidence,
            legal=request.knowledge.protections[carrier].legal,
            head=carrier,
            label=request.label(carrier),
            hanging=join_labels(request.label(protection) for protection in hanging),
            reason=_reason_needed(request, carrier),
        )


def _unclear(request: Request, protections: Mapping[str, Reading]) -> Iterator[Finding]:
    """Yield the required protections whose words settle nothing, and missing figures."""
    for protection, reading in protections.items():
        need = request.needs[protection]
        if not need.is_required:
            continue
        if reading.state is ProtectionState.UNCLEAR and reading.reason == "other_currency":
            yield build_finding(
                request,
                "currency_mismatch",
                Severity.HIGH,
                concerns=[protection],
                evidence=reading.evidence,
                head=protection,
                required=need.minimum,
                evidenced=reading.amount,
                label=request.label(protection),
                found_amount=request.messages.money(reading.amount, reading.currency)
                if reading.amount is not None
                else "",
                required_amount=request.messages.money(need.minimum, "EUR")
                if need.minimum is not None
                else "",
            )
        elif reading.state is ProtectionState.UNCLEAR:
            yield build_finding(
                request,
                "protection_unclear",
                gravest(need.severity, Severity.MEDIUM),
                variant=reading.reason,
                concerns=[protection],
                evidence=reading.evidence,
                head=protection,
                label=request.label(protection),
            )
        elif (
            reading.state is ProtectionState.EVIDENCED_NO_AMOUNT and need.minimum is not None
        ):
            yield build_finding(
                request,
                "amount_not_shown",
                Severity.MEDIUM,
                concerns=[protection],
                evidence=reading.evidence,
                head=protection,
                required=need.minimum,
                label=request.label(protection),
                required_amount=request.messages.money(need.minimum, "EUR"),
            )


def _alone(
    request: Request, alone: tuple[str, ...], told: Sequence[str]
) -> Iterator[Finding]:
    """Yield one finding a branch of insurance for what nothing carries and nobody prints."""
    carrying = carriers(request.knowledge)
    branches: dict[str, list[str]] = {}
    for protection in alone:
        if protection in told or protection in carrying or protection == _PRO:
            continue
        family = protection.split(".")[0]
        branches.setdefault(protection if family == "rc" else family, []).append(protection)
    for branch, found in branches.items():
        yield build_finding(
            request,
            "protection_not_evidenced",
            gravest(*(request.needs[protection].severity for protection in found)),
            variant=branch,
            concerns=found,
            legal=[law for p in found for law in request.knowledge.protections[p].legal],
            head=found[0] if len(found) == 1 else None,
            labels=join_labels(request.label(protection) for protection in found),
            reason=_reason_needed(request, found[0]),
        )


def _to_confirm(request: Request, silent: tuple[str, ...]) -> Finding:
    return build_finding(
        request,
        "confirm_in_policy",
        Severity.LOW,
        concerns=silent,
        legal=_ATTESTATION_LAW,
        labels=join_labels(request.label(protection) for protection in silent),
        count=len(silent),
        list="\n".join(f"– {request.label(protection)}" for protection in silent),
    )


def _severity(need: Need, hanging: Iterable[str], request: Request) -> Severity:
    return gravest(need.severity, *(request.needs[item].severity for item in hanging))


def _also(request: Request, hanging: Sequence[str]) -> str:
    if not hanging:
        return ""
    labels = join_labels(request.label(protection) for protection in hanging)
    return request.messages.say("part.hanging", labels=labels)


def _activities(request: Request) -> str:
    return join_labels(
        request.activity_label(activity) for activity in request.declaration.activities
    )


def _reason_needed(request: Request, protection: str) -> str:
    """Return why the gravest activity that asks for the protection does so."""
    language = request.messages.language
    for activity in request.needs[protection].required_by:
        for requirement in request.knowledge.matrix[activity]:
            if requirement.protection == protection:
                return requirement.reason[language]
    return request.messages.say("part.asked")


def _source_of_minimum(request: Request, protection: str) -> str:
    profile = request.profile.id
    if profile is None or protection in dict(request.declaration.minimums):
        return ""
    return request.messages.say(
        "part.profile", note=request.knowledge.profiles[profile].note[request.messages.language]
    )
