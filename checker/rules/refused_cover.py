"""Findings about required cover that is printed against the firm: excluded, not taken, too low."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.domain import Evidence, Finding, ProtectionState, Severity
from checker.rules.carriers import Silence
from checker.rules.reading import REFUSING, Reading
from checker.rules.request import Request, gravest
from checker.rules.wording import (
    EXCLUSION_LAW,
    also_hanging,
    build_finding,
    join_labels,
    reason_needed,
)


def find_refused_cover(
    request: Request, protections: Mapping[str, Reading], silence: Silence
) -> Iterator[Finding]:
    """Yield one finding for each printed refusal, and one for each limit that is too low."""
    for (state, evidence), refused in _by_words(request, protections).items():
        excluded = state is ProtectionState.EXCLUDED
        hanging = [item for one in refused for item in silence.hanging.get(one, ())]
        law = [ref for one in refused for ref in request.knowledge.protections[one].legal]
        yield build_finding(
            request,
            "protection_excluded" if excluded else "protection_not_subscribed",
            severity_of(request, (*refused, *hanging)),
            concerns=[*refused, *hanging],
            evidence=evidence,
            legal=(*EXCLUSION_LAW, *law) if excluded else law,
            head=refused[0] if len(refused) == 1 else None,
            label=join_labels(request.label(one) for one in refused),
            reason=reason_needed(request, refused),
            also=also_hanging(request, hanging),
        )
    for protection, reading in protections.items():
        if reading.state is ProtectionState.BELOW_REQUIREMENT:
            yield _below(request, protection, reading, silence.hanging.get(protection, ()))


def severity_of(request: Request, protections: tuple[str, ...]) -> Severity:
    """Return the gravest severity at which one of the protections is asked for."""
    return gravest(*(request.needs[protection].severity for protection in protections))


def _by_words(
    request: Request, protections: Mapping[str, Reading]
) -> dict[tuple[ProtectionState, tuple[Evidence, ...]], list[str]]:
    """Return the refused protections, those that the same words refuse together."""
    found: dict[tuple[ProtectionState, tuple[Evidence, ...]], list[str]] = {}
    for protection, reading in protections.items():
        # A professional cover that is refused has a finding of its own, rc_pro_missing.
        if reading.state not in REFUSING or protection == "rc.pro":
            continue
        if request.needs[protection].is_required:
            found.setdefault((reading.state, reading.evidence), []).append(protection)
    return found


def _below(
    request: Request, protection: str, reading: Reading, hanging: tuple[str, ...]
) -> Finding:
    messages = request.messages
    required, found = request.needs[protection].minimum, reading.amount
    gap = required - found if required is not None and found is not None else None
    return build_finding(
        request,
        "protection_below_requirement",
        severity_of(request, (protection, *hanging)),
        variant=reading.reason,
        concerns=[protection, *hanging],
        evidence=reading.evidence,
        legal=request.knowledge.protections[protection].legal,
        head=protection,
        required=required,
        evidenced=found,
        gap=gap,
        label=request.label(protection),
        also=also_hanging(request, hanging),
        required_amount=messages.money(required, "EUR") if required is not None else "",
        found_amount=messages.money(found, reading.currency) if found is not None else "",
        gap_amount=messages.money(gap, "EUR") if gap is not None else "",
        source=_source_of_minimum(request, protection),
    )


def _source_of_minimum(request: Request, protection: str) -> str:
    profile = request.profile.id
    if profile is None or protection in dict(request.declaration.minimums):
        return ""
    note = request.knowledge.profiles[profile].note[request.messages.language]
    return request.messages.say("part.profile", note=note)
