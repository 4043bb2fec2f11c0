"""The state of each protection over all documents (SCHEMA.md, States and conventions).

Silence never approves. Within one policy a refusal answers unless the same policy grants
the very protection; between policies the best evidence wins and nothing is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.domain import GuaranteeStatus, ProtectionState
from checker.rules.covers import read_cover
from checker.rules.exclusions import find_removal
from checker.rules.grades import (
    against,
    despite,
    read_excluded,
    read_granted,
    read_line,
    read_refusal,
)
from checker.rules.lines import WHOLE_COVERS, Line, find_headlines, find_lines
from checker.rules.policies import group_by_policy
from checker.rules.reading import APPROVING, REFUSING, SILENT, Reading, best, worst
from checker.rules.request import Request
from checker.rules.time_states import is_about_time, read_time
from checker.rules.validity import Source, Standing

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
        reading = read_cover(protection, policy, request)
    else:
        reading = _read_lines(protection, policy, request)
    if reading.state is SILENT.state or reading.state is ProtectionState.UNCLEAR:
        for other in _ALSO_BY.get(protection, ()):
            also = read_protection(other, policy, request)
            if also.state in APPROVING:
                minimum = request.needs[protection].minimum
                return against(replace(also, reason=f"by_{other}"), minimum)
    return _tempered(reading, policy)


def _read_lines(protection: str, policy: Sequence[Source], request: Request) -> Reading:
    lines = find_lines(protection, policy, request.knowledge)
    granted = [line for line in lines if not line.is_refused]
    refused = [line for line in lines if line.is_refused]
    removal = find_removal(protection, policy, request.knowledge)
    closed = _closed_section(protection, policy)
    if closed and any(line.guarantee.section == closed[0].guarantee.section for line in granted):
        return read_refusal("contradictory", [*closed, *granted], ProtectionState.UNCLEAR)
    if not granted:
        if removal is not None:
            return read_excluded(removal)
        if refused or closed:
            return read_refusal("not_subscribed", refused or closed, ProtectionState.NOT_SUBSCRIBED)
        return _read_unqualified(protection, policy)
    if refused and _contradicts(refused[0], granted[0], outranks=lines[0].is_refused):
        return read_refusal("contradictory", [*granted, *refused], ProtectionState.UNCLEAR)
    return despite(read_granted(protection, granted, request), granted, removal)


def _contradicts(refused: Line, granted: Line, *, outranks: bool) -> bool:
    """Return True when a line printed as not taken leaves the granted one in doubt."""
    if refused.guarantee.section != granted.guarantee.section:
        # "Biens confiés: néant" under services leaves the same line on the premises whole.
        return outranks
    # A "dont" line that was not taken is an extra of the main line.
    return not (granted.has_amount and refused.guarantee.sublimit)


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
        return replace(read_line(granted[0]), state=ProtectionState.UNCLEAR, reason="unqualified")
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
