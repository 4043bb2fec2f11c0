"""Findings about required cover that no document prints clearly, loud where it matters.

One calm question gathers what an evidenced cover usually carries; one loud finding tells
of each cover that is missing, with all that hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.domain import Evidence, Finding, ProtectionState, Severity
from checker.rules.carriers import Silence, carriers, chain_of
from checker.rules.exclusions import find_narrowing
from checker.rules.lines import WHOLE_COVERS
from checker.rules.reading import REFUSING, Reading
from checker.rules.refused_cover import severity_of
from checker.rules.request import Request, gravest
from checker.rules.validity import Source
from checker.rules.wording import (
    ATTESTATION_LAW,
    also_hanging,
    build_finding,
    join_labels,
    reason_needed,
)

_PRO = "rc.pro"
_TEN_YEARS = "rc.decennale"


def find_silent_cover(
    request: Request,
    protections: Mapping[str, Reading],
    silence: Silence,
    counting: Sequence[Source],
    *,
    told: tuple[str, ...] | None,
) -> Iterator[Finding]:
    """Yield the silent and unclear covers; `told`: what rc_pro_missing named, if it did."""
    loud = _loud(request, protections, silence, pro_told=told is not None)
    for carrier, hanging in loud.items():
        if protections[carrier].reason == "other_currency":
            yield _other_currency(request, carrier, hanging, protections[carrier])
            continue
        yield _carrier(request, carrier, hanging, protections[carrier])
    for protection, reading in protections.items():
        if request.needs[protection].is_required and protection not in loud:
            yield from _unclear(request, protection, reading)
    yield from _alone(request, silence.alone, {*loud, *(told or ()), _PRO})
    yield from _carried(request, silence.to_confirm, counting)


def _loud(
    request: Request, protections: Mapping[str, Reading], silence: Silence, *, pro_told: bool
) -> dict[str, tuple[str, ...]]:
    """Return the carriers to tell of, with what hangs on each."""
    loud = dict(silence.hanging)
    carrying = carriers(request.knowledge)
    for protection in silence.alone:
        if protection in carrying or protection in WHOLE_COVERS:
            loud.setdefault(protection, ())
    return {
        carrier: hanging
        for carrier, hanging in loud.items()
        if not _is_told(carrier, protections[carrier], request, pro_told=pro_told)
    }


def _is_told(carrier: str, reading: Reading, request: Request, *, pro_told: bool) -> bool:
    if pro_told and (carrier == _PRO or _PRO in chain_of(carrier, request.knowledge)):
        return True
    if reading.state is ProtectionState.BELOW_REQUIREMENT:
        return True
    return reading.state in REFUSING and request.needs[carrier].is_required


def _carrier(request: Request, carrier: str, hanging: tuple[str, ...], reading: Reading) -> Finding:
    variant = {
        ProtectionState.UNCLEAR: "unqualified" if reading.reason == "unqualified" else "unclear",
        ProtectionState.EVIDENCED_NO_AMOUNT: "no_amount",
        ProtectionState.EXCLUDED: "excluded",
        ProtectionState.NOT_SUBSCRIBED: "not_subscribed",
    }.get(reading.state, "silent" if hanging else "alone")
    if reading.reason == "only_exploitation":
        variant = "only_exploitation"
    return build_finding(
        request,
        "carrier_missing",
        severity_of(request, (carrier, *hanging)),
        variant=variant,
        concerns=[carrier, *hanging],
        evidence=reading.evidence,
        legal=request.knowledge.protections[carrier].legal,
        head=carrier,
        label=request.label(carrier),
        hanging=join_labels(request.label(protection) for protection in hanging),
        reason=reason_needed(request, [carrier, *hanging]),
    )


def _other_currency(
    request: Request, protection: str, hanging: tuple[str, ...], reading: Reading
) -> Finding:
    minimum = request.needs[protection].minimum
    money = request.messages.money
    return build_finding(
        request,
        "currency_mismatch",
        gravest(Severity.HIGH, severity_of(request, (protection, *hanging))),
        concerns=[protection, *hanging],
        evidence=reading.evidence,
        head=protection,
        required=minimum,
        evidenced=reading.amount,
        label=request.label(protection),
        also=also_hanging(request, hanging),
        found_amount=money(reading.amount, reading.currency) if reading.amount is not None else "",
        required_amount=money(minimum, "EUR") if minimum is not None else "",
    )


def _unclear(request: Request, protection: str, reading: Reading) -> Iterator[Finding]:
    need = request.needs[protection]
    if reading.reason == "other_currency":
        yield _other_currency(request, protection, (), reading)
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
    elif reading.state is ProtectionState.EVIDENCED_NO_AMOUNT and need.minimum is not None:
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


def _alone(request: Request, alone: Sequence[str], told: set[str]) -> Iterator[Finding]:
    """Yield one finding a branch of insurance for what nothing carries and nobody prints."""
    branches: dict[str, list[str]] = {}
    for protection in alone:
        if protection not in told:
            family = protection.split(".")[0]
            branches.setdefault("decennale" if protection == _TEN_YEARS else family, []).append(
                protection
            )
    for branch, found in branches.items():
        # Ten-year cover is owed for building works only: a question, not a gap.
        asked = branch == "decennale" and not request.needs[_TEN_YEARS].asked
        yield build_finding(
            request,
            "protection_not_evidenced",
            Severity.MEDIUM if asked else severity_of(request, tuple(found)),
            variant=branch,
            concerns=found,
            legal=[law for one in found for law in request.knowledge.protections[one].legal],
            head=found[0] if len(found) == 1 else None,
            labels=join_labels(request.label(protection) for protection in found),
            reason=reason_needed(request, found),
        )


def _carried(
    request: Request, silent: Sequence[str], counting: Sequence[Source]
) -> Iterator[Finding]:
    """Yield the calm question, and what a printed exclusion narrows beside it."""
    narrowed: dict[str, list[str]] = {}
    words: dict[str, tuple[Evidence, ...]] = {}
    for protection in silent:
        for exclusion in find_narrowing(protection, counting, request.knowledge):
            narrowed.setdefault(exclusion.id, []).append(protection)
            words[exclusion.id] = exclusion.evidence
    for exclusion, found in narrowed.items():
        entry = request.knowledge.exclusions[exclusion]
        yield build_finding(
            request,
            "protection_narrowed",
            Severity.MEDIUM,
            concerns=[exclusion, *found],
            evidence=words[exclusion],
            legal=("c_assur.l113-1",),
            exclusion=entry.label[request.messages.language],
            labels=join_labels(request.label(protection) for protection in found),
        )
    told = {protection for found in narrowed.values() for protection in found}
    calm = [protection for protection in silent if protection not in told]
    if calm:
        labels = [request.label(protection) for protection in calm]
        yield build_finding(
            request,
            "confirm_in_policy",
            Severity.LOW,
            concerns=calm,
            legal=ATTESTATION_LAW,
            labels=join_labels(labels),
            list="\n".join(f"– {label}" for label in labels),
        )
