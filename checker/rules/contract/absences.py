"""The clauses that a careful lawyer for the supplier notices are missing.

Only what every contract of services calls for, and what this one calls for by what it
promises: penalties call for their cap, entrusted personal data for article 28.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain import Finding, Severity, Side
from checker.rules.contract.confrontation import Confrontation
from checker.rules.sides import SUPPLIERS_OWN
from checker.rules.wording import build_finding

_ALWAYS = ("ct.cap", "ct.indirects", "ct.assurance", "ct.loi")
_RUNNING = ("it.run.", "it.publish.saas", "it.build.erp", "it.build.migration", "it.telecom.")
_BUILDING = ("it.build.", "it.publish.", "it.hw.install")
_DATA = ("it.run.", "it.publish.saas", "it.build.", "it.data.", "it.mkt.adtech")


def find_absent_clauses(both: Confrontation) -> tuple[str, ...]:
    """Return the ids of the clauses that this contract calls for and does not hold."""
    present = {clause.id for clause in both.contract.clauses}
    ordered = [activity.id for activity in both.contract.activities]
    wanted: list[str] = list(_ALWAYS)
    if any(c.rate is not None for c in both.clauses("ct.penalites")):
        wanted.append("ct.penalites.cap")
    if _any(ordered, _RUNNING):
        wanted += ["ct.pca", "ct.reversibilite"]
    if _any(ordered, _BUILDING):
        wanted.append("ct.recette")
    if _any(ordered, _DATA):
        wanted += ["ct.rgpd", "ct.confidentialite"]
    wanted.append("ct.sstt")
    # An unlimited liability leaves nothing to cap; a capped penalty says its own cap.
    if "ct.nocap" in present:
        wanted.remove("ct.cap")
    if any(c.cap_percent is not None for c in both.clauses("ct.penalites")):
        present.add("ct.penalites.cap")
    if both.request.declaration.side is Side.BUYER:
        present |= SUPPLIERS_OWN
    return tuple(identifier for identifier in wanted if identifier not in present)


def find_absence_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield one finding for each absent clause, gravest for the cap."""
    for identifier in find_absent_clauses(both):
        entry = both.request.knowledge.clauses[identifier]
        severity = Severity.CRITICAL if identifier == "ct.cap" else Severity.MEDIUM
        yield build_finding(
            both.request, "clause_absent", severity, variant=identifier.removeprefix("ct."),
            clause=identifier, label=entry.label[both.request.messages.language],
        )  # fmt: skip


def _any(ordered: list[str], prefixes: tuple[str, ...]) -> bool:
    return any(activity.startswith(prefixes) for activity in ordered)
