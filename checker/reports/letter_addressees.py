"""Whom a letter goes to: one reader for each insurer or broker among the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.domain import Facts, Finding, Kind, Report
from checker.text import fold

# Which branch of insurance answers for a protection, by the start of its id.
_BRANCHES = ("cyb", "mrp", "def.pj", "rc.decennale")
_PRO = "rc.pro"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A reader and the documents that concern it; `name` None where no document says it."""

    name: str | None
    facts: tuple[Facts, ...]

    @property
    def policy_numbers(self) -> tuple[str, ...]:
        """Return the numbers of its policies, each once."""
        return tuple(dict.fromkeys(n.value for f in self.facts for n in f.policy_numbers))

    @property
    def intermediary(self) -> str | None:
        """Return the first intermediary that its documents name."""
        return next((i.name for f in self.facts for i in f.intermediaries), None)

    def names(self, document: str | None) -> bool:
        """Return True when the document is one of its own."""
        return any(facts.document.name == document for facts in self.facts)

    def insures(self, branch: str) -> bool:
        """Return True when one of its documents is of this branch of insurance."""
        return any(
            branch in facts.document.families
            or any(guarantee.section == branch for guarantee in facts.guarantees)
            for facts in self.facts
        )


def find_addressees(report: Report, to: str) -> tuple[Addressee, ...]:
    """Return who is written to, in the order of the documents; one at least."""
    insurance = [f for f in report.facts if f.document.kind is not Kind.CONTRACT]
    if to == "supplier" or not insurance:
        holder = next((f.policyholder for f in report.facts if f.policyholder), None)
        facts = tuple(insurance) or tuple(report.facts)
        return (Addressee(name=holder.name if holder else None, facts=facts),)
    grouped: dict[str, list[tuple[str | None, Facts]]] = {}
    for facts in insurance:
        name = _reader(facts, to)
        grouped.setdefault(fold(name or ""), []).append((name, facts))
    return tuple(
        Addressee(name=found[0][0], facts=tuple(facts for _, facts in found))
        for found in grouped.values()
    )


def assign(findings: Sequence[Finding], addressees: Sequence[Addressee]) -> list[list[Finding]]:
    """Return the findings of each reader: of its documents, else of its branch of insurance."""
    found: list[list[Finding]] = [[] for _ in addressees]
    for finding in findings:
        found[_index(finding, addressees)].append(finding)
    return found


def _index(finding: Finding, addressees: Sequence[Addressee]) -> int:
    for name in (*(item.document for item in finding.evidence), finding.document):
        for index, addressee in enumerate(addressees):
            if addressee.names(name):
                return index
    concerned = finding.head or next(iter(finding.concerns), "")
    branch = next((b for b in _BRANCHES if concerned.startswith(b)), _PRO)
    for wanted in (branch, _PRO):
        for index, addressee in enumerate(addressees):
            if addressee.insures(wanted):
                return index
    return 0


def _reader(facts: Facts, to: str) -> str | None:
    if to == "broker":
        return next((person.name for person in facts.intermediaries), None)
    return next((fact.value for fact in facts.insurers), None)
