"""A client contract against the insurance: each rule of domain.md §6.3 is a function here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.domain import Finding
from checker.rules.contract.absences import find_absence_findings
from checker.rules.contract.caps import find_cap_findings
from checker.rules.contract.commitments import find_commitment_findings
from checker.rules.contract.conditions import find_condition_findings
from checker.rules.contract.confrontation import find_confrontations
from checker.rules.contract.penalties import find_penalty_findings
from checker.rules.contract.public import find_public_findings
from checker.rules.contract.redlines import find_redline_findings
from checker.rules.contract.requirements import find_requirement_findings
from checker.rules.contract.uncapped import find_uncapped_findings
from checker.rules.reading import Reading
from checker.rules.request import Request
from checker.rules.validity import Source

__all__ = ["find_contract_findings"]

_RULES = (
    find_cap_findings,
    find_uncapped_findings,
    find_penalty_findings,
    find_public_findings,
    find_requirement_findings,
    find_commitment_findings,
    find_condition_findings,
    find_absence_findings,
    find_redline_findings,
)


def find_contract_findings(
    sources: Sequence[Source], request: Request, protections: Mapping[str, Reading]
) -> Iterator[Finding]:
    """Yield what each contract demands of the insurance and where the two clash."""
    for both in find_confrontations(sources, protections, request):
        for rule in _RULES:
            yield from rule(both)
