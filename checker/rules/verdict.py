"""The verdict of a report, and the order in which its findings are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.domain import Finding, Severity, Verdict
from checker.rules.request import GRAVEST_FIRST

# What only a person can settle: doubt about the paper, not a hole in the cover.
_TO_REVIEW = frozenset(
    (
        "activity_conditional", "activity_unclear", "amount_not_shown", "amounts_differ",
        "currency_mismatch", "dates_inconsistent", "editable_format", "field_missing",
        "headline_hides_sublimit", "hidden_text", "identifier_invalid", "issuer_not_insurer",
        "no_end_date", "no_insurance_document", "policy_numbers_differ", "protection_unclear",
        "restricted_scope", "unreadable_page",
    )
)  # fmt: skip


def find_verdict(findings: Sequence[Finding]) -> Verdict:
    """Return the verdict that the findings amount to.

    Low findings are information. A medium one, or a doubt about the paper, calls for a
    person; a grave one about cover is a gap; a paper that is no evidence is refused.
    """
    if any(finding.code == "not_evidence" for finding in findings):
        return Verdict.REFUSED
    if any(
        finding.severity in (Severity.CRITICAL, Severity.HIGH) and finding.code not in _TO_REVIEW
        for finding in findings
    ):
        return Verdict.GAPS
    if any(finding.severity is not Severity.LOW for finding in findings):
        return Verdict.REVIEW
    return Verdict.NO_GAP


def sort_findings(findings: Iterable[Finding], documents: Sequence[str]) -> tuple[Finding, ...]:
    """Return findings gravest first, then in the order of the documents and of their text."""

    def place(finding: Finding) -> tuple[int, int, int]:
        places = [
            (documents.index(item.document), item.start)
            for item in finding.evidence
            if item.document in documents
        ]
        document, start = min(places, default=(len(documents), 0))
        return GRAVEST_FIRST.index(finding.severity), document, start

    return tuple(sorted(findings, key=place))
