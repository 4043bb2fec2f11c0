"""The state of each protection over all documents (SCHEMA.md, States and conventions).

Silence never approves. Within one policy a refusal answers unless the same policy grants
the very protection; between policies the best evidence wins and nothing is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from checker.domain import Guarantee, GuaranteeStatus, ProtectionState
from checker.rules.exclusions import Removal, find_removal
from checker.rules.lines import (
    WHOLE_COVERS,
    Line,
    find_headlines,
    find_lines,
    is_core,
)
from checker.rules.policies import group_by_policy
from checker.rules.reading import APPROVING, REFUSING, SILENT, Reading, best, worst
from checker.rules.request import Request
from checker.rules.time_states import is_about_time, read_time
from checker.rules.validity import Source, Standing

# A requirement is in euros; another currency is never converted.
_EURO = "EUR"
# Printed without saying whether it follows damage: it settles neither question.
_UNQUALIFIED = {"rc.dinc": "rc.immateriels", "rc.dic": "rc.immateriels"}
# A firm hacked at its client's expense answers under its cyber liability (domain.md 3.6).
_ALSO_BY = {"rc.intrusion": ("cyb.rc",), "time.post_livraison": ("rc.apres_livraison",)}


def find_states(sources: Sequence[Source], request: Request) -> dict[str, Reading]:
    """Return what the documents in force say of every protection of the taxonomy."""
    policies = group_by_policy(sources)
    return {
        protection: _over_policies(protection, policies, request)
        for protection in request.knowledge.protections
    }


def _over_policies(protection: str, policies: Sequence[list[Source]], request: Request) -> Reading:
    readings = [(read_protection(protection, policy, request), policy) for policy in policies]
    granted = [reading for reading, _ in readings if reading.state is not SILENT.state
               and reading.state not in REFUSING]  # fmt: skip
    if granted:
        return best(granted)
    # A cyber policy that excludes bad performance says nothing against the liability
    # policy beside it: only the contract that insures the field may answer by a refusal.
    competent = [reading for reading, policy in readings if _is_competent(protection, policy)]
    return worst(competent or [reading for reading, _ in readings])


def _is_competent(protection: str, policy: Sequence[Source]) -> bool:
    family = protection.split(".")[0]
    wanted = {"rc": ("rc.pro",), "cyb": ("cyb",), "mrp": ("mrp",)}.get(family, ())
    families = {name for source in policy for name in source.facts.document.families}
    sections = {line.section for source in policy for line in source.facts.guarantees
                if line.status is not GuaranteeStatus.NOT_SUBSCRIBED}  # fmt: skip
    return any(name in families or name in sections for name in wanted)


def read_protection(protection: str, policy: Sequence[Source], request: Request) -> Reading:
    """Return what the documents of one policy say of `protection`."""
    if is_about_time(protection):
        reading = read_time(protection, policy, request)
    elif protection in WHOLE_COVERS:
        reading = _read_cover(protection, policy, request)
    else:
        reading = _read_lines(protection, policy, request)
    if reading.state is SILENT.state or reading.state is ProtectionState.UNCLEAR:
        for other in _ALSO_BY.get(protection, ()):
            also = read_protection(other, policy, request)
            if also.state in APPROVING:
                minimum = request.needs[protection].minimum
                return _against(replace(also, reason=f"by_{other}"), minimum, policy)
    return _tempered(reading, policy)


def _read_lines(protection: str, policy: Sequence[Source], request: Request) -> Reading:
    lines = find_lines(protection, policy, request.knowledge)
    granted = [line for line in lines if not line.is_refused]
    refused = [line for line in lines if line.is_refused]
    removal = find_removal(protection, policy, request.knowledge)
    closed = _closed_section(protection, policy)
    if granted and closed:
        return _refusal("contradictory", [*closed, *granted], ProtectionState.UNCLEAR)
    if not granted:
        if removal is not None:
            return _excluded(removal)
        if refused or closed:
            return _refusal("not_subscribed", refused or closed, ProtectionState.NOT_SUBSCRIBED)
        return _read_unqualified(protection, policy)
    reading = _read_granted(protection, granted, policy, request)
    if refused and refused[0].guarantee.section == granted[0].guarantee.section:
        main = granted[0].has_amount and refused[0].guarantee.sublimit
        if not main:
            return _refusal("contradictory", [*granted, *refused], ProtectionState.UNCLEAR)
    return _despite(reading, granted, removal)


def _read_unqualified(protection: str, policy: Sequence[Source]) -> Reading:
    bare = _UNQUALIFIED.get(protection)
    if bare is None:
        return SILENT
    lines = [
        Line(guarantee=guarantee, source=source)
        for source in policy
        for guarantee in source.facts.guarantees
        if guarantee.id == bare
    ]
    granted = [line for line in lines if not line.is_refused]
    if granted:
        return replace(_from_line(granted[0]), state=ProtectionState.UNCLEAR, reason="unqualified")
    elsewhere = [
        Line(guarantee=guarantee, source=source)
        for source in policy
        for guarantee in source.facts.guarantees
        if guarantee.id == protection and guarantee.section == "rc.exploitation"
    ]
    if protection == "rc.dinc" and elsewhere:
        return Reading(
            state=ProtectionState.NOT_EVIDENCED,
            reason="only_exploitation",
            evidence=elsewhere[0].guarantee.evidence,
        )
    return SILENT


def _read_cover(cover: str, policy: Sequence[Source], request: Request) -> Reading:
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
        return _refusal(reason, [*refused, *shown], state)
    if granted:
        return _despite(_read_granted(cover, granted, policy, request), granted, removal)
    if not shown:
        return _excluded(removal) if removal is not None else SILENT
    return _despite(_read_shown(cover, shown, policy, request), shown, removal)


def _read_shown(
    cover: str, shown: Sequence[Line], policy: Sequence[Source], request: Request
) -> Reading:
    """Return the state of a cover whose headline is not printed, from its damage lines."""
    priced = [line for line in shown if line.has_amount]
    families = {name for source in policy for name in source.facts.document.families}
    if not priced and cover not in families and cover in ("rc.pro", "rc.exploitation"):
        return replace(_from_line(shown[0]), state=ProtectionState.UNCLEAR, reason="only_named")
    minimum = request.needs[cover].minimum
    first = _from_line((priced or list(shown))[0])
    reading = replace(first, reason="by_lines", amount=None, currency=None)
    if minimum is None:
        state = ProtectionState.EVIDENCED if priced else ProtectionState.EVIDENCED_NO_AMOUNT
        return replace(reading, state=_conditional(state, shown[:1]))
    # No overall limit is printed. The running of the business needs injury and damage both
    # high enough; for services one damage line that reaches the minimum shows the limit.
    if cover == "rc.exploitation":
        main = [line for line in priced if line.guarantee.id in ("rc.corporel", "rc.materiel")]
        main = main or priced
        if main and all(_reaches(line.guarantee, minimum) for line in main):
            return replace(reading, state=ProtectionState.EVIDENCED)
        below = [line for line in main if not _reaches(line.guarantee, minimum)]
        if below:
            return _against(_from_line(below[0]), minimum, policy)
    elif any(_reaches(line.guarantee, minimum) for line in priced):
        return replace(reading, state=ProtectionState.EVIDENCED)
    return replace(reading, state=ProtectionState.UNCLEAR, reason="no_headline")


def _elsewhere(cover: str, policy: Sequence[Source]) -> list[Line]:
    return [
        Line(guarantee=guarantee, source=source)
        for source in policy
        for guarantee in source.facts.guarantees
        if guarantee.id == cover and guarantee.section != cover
    ]


def _read_granted(
    protection: str, granted: Sequence[Line], policy: Sequence[Source], request: Request
) -> Reading:
    minimum = request.needs[protection].minimum
    section = granted[0].guarantee.section
    same = [line for line in granted if line.guarantee.section == section]
    priced = [line for line in same if line.has_amount] or [
        line for line in granted if line.has_amount
    ]
    governing = priced[0] if priced else same[0]
    reading = _against(_from_line(governing), minimum, policy)
    if minimum is not None and reading.state is ProtectionState.EVIDENCED:
        lower = [
            line
            for line in same
            if line is not governing
            and not line.guarantee.sublimit
            and line.has_amount
            and not _reaches(line.guarantee, minimum)
        ]
        if lower:
            return _refusal("several_amounts", [governing, *lower], ProtectionState.UNCLEAR)
    return replace(reading, state=_conditional(reading.state, same, minimum=minimum),
                   values=_condition_of(same))  # fmt: skip


def _from_line(line: Line) -> Reading:
    guarantee = line.guarantee
    return Reading(
        state=ProtectionState.EVIDENCED if line.has_amount else ProtectionState.EVIDENCED_NO_AMOUNT,
        reason="evidenced" if line.has_amount else "no_amount",
        evidence=guarantee.evidence,
        amount=guarantee.amount,
        currency=guarantee.currency,
        deductible=guarantee.deductible,
    )


def _against(reading: Reading, minimum: Decimal | None, policy: Sequence[Source]) -> Reading:
    if minimum is None or reading.state is not ProtectionState.EVIDENCED:
        return reading
    if reading.amount is None:
        return reading  # unlimited
    if reading.currency != _EURO:
        return replace(reading, state=ProtectionState.UNCLEAR, reason="other_currency")
    if reading.amount < minimum:
        return replace(reading, state=ProtectionState.BELOW_REQUIREMENT, reason="below")
    return reading


def _reaches(guarantee: Guarantee, minimum: Decimal) -> bool:
    if guarantee.status is GuaranteeStatus.UNLIMITED:
        return True
    return (
        guarantee.amount is not None and guarantee.currency == _EURO and guarantee.amount >= minimum
    )


def _conditional(
    state: ProtectionState, lines: Sequence[Line], *, minimum: Decimal | None = None
) -> ProtectionState:
    if not any(line.guarantee.condition for line in lines):
        return state
    if state is ProtectionState.EVIDENCED:
        return ProtectionState.CONDITIONAL
    if state is ProtectionState.EVIDENCED_NO_AMOUNT and minimum is None:
        return ProtectionState.CONDITIONAL
    return state


def _condition_of(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    conditions = [line.guarantee.condition for line in lines if line.guarantee.condition]
    return (("condition", conditions[0]),) if conditions else ()


def _despite(reading: Reading, granted: Sequence[Line], removal: Removal | None) -> Reading:
    """Return the reading of a grant that the same policy also excludes, in part or whole."""
    if removal is None or reading.state not in APPROVING or removal.points_to_grant(granted):
        return reading
    if reading.state is ProtectionState.CONDITIONAL:
        return reading
    if any(line.has_amount for line in granted) or removal.is_beside(granted):
        # A printed limit shows that the cover was bought; what is excluded narrows it.
        return replace(
            reading,
            state=ProtectionState.CONDITIONAL,
            reason="also_excluded",
            evidence=(*reading.evidence, *removal.evidence),
        )
    if removal.is_special and all(line.source.general for line in granted):
        # Special conditions prevail over general ones (art. 1119 C. civ.).
        return _excluded(removal)
    return replace(
        reading,
        state=ProtectionState.UNCLEAR,
        reason="named_and_excluded",
        evidence=(*reading.evidence, *removal.evidence),
    )


def _excluded(removal: Removal) -> Reading:
    return Reading(state=ProtectionState.EXCLUDED, reason="excluded", evidence=removal.evidence)


def _refusal(reason: str, lines: Sequence[Line], state: ProtectionState) -> Reading:
    evidence = tuple(item for line in lines for item in line.guarantee.evidence)
    return Reading(state=state, reason=reason, evidence=tuple(dict.fromkeys(evidence)))


def _closed_section(protection: str, policy: Sequence[Source]) -> list[Line]:
    """Return the headlines saying that the whole cyber or property cover was not taken."""
    section = protection.split(".")[0]
    if section not in ("cyb", "mrp"):
        return []
    headlines = find_headlines(section, policy)
    if any(not line.is_refused for line in headlines):
        return []
    return [line for line in headlines if line.is_refused]


def _tempered(reading: Reading, policy: Sequence[Source]) -> Reading:
    """Return the reading after what limits the whole document: one mission, no date, no names."""
    if reading.state not in APPROVING or not reading.evidence:
        return reading
    names = {item.document for item in reading.evidence}
    sources = [source for source in policy if source.facts.document.name in names]
    if sources and all(source.general for source in sources):
        special = any(not source.general for source in policy)
        if not special:
            return replace(reading, state=ProtectionState.UNCLEAR, reason="general_only")
    if any(source.standing is Standing.STALE for source in sources):
        return replace(reading, state=ProtectionState.UNCLEAR, reason="stale")
    if any(source.restricted for source in sources):
        if reading.state is ProtectionState.EVIDENCED_NO_AMOUNT:
            return replace(reading, state=ProtectionState.CONDITIONAL, reason="restricted")
        if reading.state is ProtectionState.EVIDENCED:
            return replace(reading, state=ProtectionState.CONDITIONAL, reason="restricted")
    return reading
