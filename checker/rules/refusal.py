"""Papers that are no evidence: what they are, and what to ask for instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.domain import Finding, Severity
from checker.rules.request import Request
from checker.rules.validity import Source, Standing
from checker.rules.wording import build_finding, shorten

_UNREADABLE = ("unreadable_page", "page_unreadable", "no_text_layer", "unread_part", "image_page")


def find_refusals(sources: Sequence[Source], request: Request) -> Iterator[Finding]:
    """Yield a refusal for each document that evidences nothing, and each unread page."""
    for source in sources:
        document = source.facts.document
        if source.standing is Standing.REFUSED:
            yield build_finding(
                request, "not_evidence", Severity.CRITICAL, variant=document.refusal or "other",
                document=document.name,
            )  # fmt: skip
            continue
        for warning in document.warnings:
            if warning.code in _UNREADABLE:
                yield build_finding(
                    request, "unreadable_page", Severity.HIGH, document=document.name,
                    detail=shorten(request.messages.notice(warning)),
                )  # fmt: skip
            elif warning.code == "doubtful_figures":
                yield build_finding(
                    request, "doubtful_figures", Severity.MEDIUM, document=document.name,
                    detail=shorten(request.messages.notice(warning)),
                )  # fmt: skip
    contracts = [source for source in sources if source.standing is Standing.CONTRACT]
    if contracts and len(contracts) == len(sources):
        yield build_finding(
            request, "no_insurance_document",
            Severity.HIGH if request.declaration.activities else Severity.LOW,
            document=", ".join(source.facts.document.name for source in contracts),
        )  # fmt: skip
