"""What the tracked changes of a contract would do, said one by one."""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain import Finding, Redline, Severity
from checker.rules.contract.confrontation import Confrontation
from checker.rules.wording import build_finding


def find_redline_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield one finding for each change under way that touches a clause."""
    for redline in both.contract.redlines:
        yield _of(redline, both)


def _of(redline: Redline, both: Confrontation) -> Finding:
    messages = both.request.messages
    entry = both.request.knowledge.clauses[redline.clause]
    before, after = redline.amount_before, redline.amount_after
    if before is not None and after is not None and before != after:
        variant = "raised" if after > before else "lowered"
    elif redline.clause == "ct.cap" and before is not None and not both.clauses("ct.cap"):
        variant = "uncapped"
    elif redline.deleted and redline.inserted:
        variant = ""
    else:
        variant = "inserted" if redline.inserted else "deleted"
    return build_finding(
        both.request, "redline_effect", Severity.HIGH, variant=variant, clause=redline.clause,
        evidence=redline.evidence, label=entry.label[messages.language],
        deleted=redline.deleted or "", inserted=redline.inserted or "",
        before=messages.money(before, "EUR") if before is not None else "",
        after=messages.money(after, "EUR") if after is not None else "",
    )  # fmt: skip
