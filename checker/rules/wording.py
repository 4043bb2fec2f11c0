"""Findings in words: every sentence comes from models/messages, with its law and quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from checker.domain import Evidence, Finding, LegalReference, Severity, Side
from checker.knowledge import Knowledge
from checker.rules.request import Request
from checker.rules.sides import severity_for

# An attestation is a simple presumption, and binds the insurer no further than the policy.
ATTESTATION_LAW = ("cass.2012-10-24",)
EXCLUSION_LAW = ("c_assur.l113-1", "c_assur.l112-4")


def build_finding(
    request: Request,
    code: str,
    severity: Severity,
    *,
    variant: str = "",
    concerns: Iterable[str] = (),
    evidence: Iterable[Evidence] = (),
    legal: Iterable[str] = (),
    head: str | None = None,
    country: str | None = None,
    required: Decimal | None = None,
    evidenced: Decimal | None = None,
    gap: Decimal | None = None,
    clause: str | None = None,
    threshold: Decimal | None = None,
    document: str | None = None,
    **values: object,
) -> Finding:
    """Return the finding `code`, its sentences filled with `values`.

    `variant` chooses another message of the same code ("finding.CODE.VARIANT.message");
    what the variant does not say, the code's own sentences do.
    """
    messages, side = request.messages, request.declaration.side
    if document is not None:
        values["document"] = document

    def sentence(part: str) -> str | None:
        keys = [f"finding.{code}.{variant}.{part}", f"finding.{code}.{part}"]
        if side is Side.BUYER:
            keys.insert(0, f"finding.{code}.buyer.{part}")
            if part == "request" and f"finding.{code}.buyer.action" in messages:
                # What the supplier would propose is nothing that its client would.
                keys = keys[:1]
        for key in keys:
            if key in messages:
                return messages.say(key, **values)
        return None

    return Finding(
        code=code,
        severity=severity_for(side, code, severity),
        message=sentence("message") or messages.say(f"finding.{code}.message", **values),
        expected=sentence("expected"),
        found=sentence("found"),
        gap=gap,
        action=sentence("action") or messages.say(f"finding.{code}.action", **values),
        suggested_text=sentence("request"),
        legal=cite_law(legal, request.knowledge, messages.language),
        evidence=tuple(dict.fromkeys(evidence)),
        head=head,
        country=country,
        clause=clause,
        threshold=threshold,
        required=required,
        evidenced=evidenced,
        concerns=tuple(dict.fromkeys(concerns)),
        document=document,
    )


def cite_law(ids: Iterable[str], knowledge: Knowledge, language: str) -> tuple[LegalReference, ...]:
    """Return the legal references named by `ids`, with the date of the text that was read."""
    return tuple(
        LegalReference(ref=entry.ref, title=entry.title[language], text_date=entry.text_date)
        for entry in (knowledge.legal[identifier] for identifier in dict.fromkeys(ids))
    )


def join_labels(labels: Iterable[str]) -> str:
    """Return labels in one enumeration, each once."""
    return " ; ".join(dict.fromkeys(labels))


def also_hanging(request: Request, hanging: Sequence[str]) -> str:
    """Return the sentence naming what hangs on a cover, empty when nothing does."""
    if not hanging:
        return ""
    labels = join_labels(request.label(protection) for protection in hanging)
    return request.messages.say("part.hanging", labels=labels)


def reason_needed(request: Request, protections: Sequence[str]) -> str:
    """Return why the gravest of the protections is asked for."""
    order = list(Severity)
    gravest_first = sorted(protections, key=lambda p: order.index(request.needs[p].severity))
    for protection in gravest_first:
        for activity in request.needs[protection].required_by:
            for requirement in request.knowledge.matrix[activity]:
                if requirement.protection == protection:
                    return requirement.reason[request.messages.language]
    return request.messages.say("part.asked")


# Longer quotations are cut in a sentence; the evidence beside it holds them whole.
_LONGEST_QUOTED = 160


def shorten(printed: str) -> str:
    """Return printed words as a sentence may hold them: one line, cut, no closing stop.

    >>> shorten("sauvegarde  quotidienne.")
    'sauvegarde quotidienne'
    """
    line = " ".join(printed.split()).rstrip(" .;,:")
    if len(line) <= _LONGEST_QUOTED:
        return line
    return line[:_LONGEST_QUOTED].rsplit(" ", 1)[0].rstrip(" .;,:–") + " […]"
