"""Findings about the paper itself: who issued it, to whom, and what does not agree.

Never a verdict of forgery: "incohérent, à confirmer auprès de l'assureur".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.domain import Facts, Finding, Kind, Severity
from checker.rules.identity import is_shared
from checker.rules.limits import differing_amounts
from checker.rules.request import Request
from checker.rules.validity import Source, Standing
from checker.rules.wording import build_finding, shorten
from checker.text import fold
from checker.values.identifiers import is_siren

# The register of intermediaries opened in 2007: the first two digits are a year.
_ORIAS_FIRST_YEAR = 7
# Two policy numbers this close, of one length, are one number mistyped or altered.
_FIELDS_HIGH = ("insurer", "policyholder", "policy_number", "activities")
_FIELDS_MEDIUM = ("siren", "issued", "amounts", "deductible", "territory")
_HIDDEN = ("hidden_text", "hidden")


def find_authenticity_findings(sources: Sequence[Source], request: Request) -> Iterator[Finding]:
    """Yield what must be confirmed with the insurer about each insurance document."""
    contracts = [source.facts for source in sources if source.standing is Standing.CONTRACT]
    for source in sources:
        if source.standing in (Standing.CONTRACT, Standing.REFUSED):
            continue
        facts = source.facts
        yield from _holder(source, request)
        yield from _supplier(source, contracts, request)
        if not source.counts:
            continue  # the finding that says why it counts for nothing says it all
        yield from _issuer(facts, request)
        yield from _identifiers(facts, request)
        yield from _policy_numbers(facts, request)
        yield from _amounts(facts, request)
        yield from _file(facts, request)
        if facts.document.kind is Kind.ATTESTATION:
            yield from _missing_fields(facts, request)


def _holder(source: Source, request: Request) -> Iterator[Finding]:
    holder = source.facts.policyholder
    if source.standing is not Standing.OTHER_FIRM or holder is None:
        return
    firm = request.declaration.firm
    yield build_finding(
        request, "entity_not_insured", Severity.CRITICAL, variant="" if firm else "several",
        evidence=holder.evidence, legal=("c_assur.l112-6",), document=source.facts.document.name,
        firm=firm or "", holder=holder.name,
    )  # fmt: skip


def _supplier(source: Source, contracts: Sequence[Facts], request: Request) -> Iterator[Finding]:
    """Yield a gap where the supplier of a contract is not who the document insures."""
    holder = source.facts.policyholder
    if holder is None or not source.counts or request.declaration.firm is not None:
        return
    for contract in contracts:
        supplier = contract.policyholder
        if supplier is not None and not is_shared(contract, source.facts):
            yield build_finding(
                request, "entity_not_insured", Severity.HIGH, variant="contract",
                evidence=(*holder.evidence, *supplier.evidence), legal=("c_assur.l112-6",),
                document=source.facts.document.name, firm=supplier.name, holder=holder.name,
            )  # fmt: skip


def _issuer(facts: Facts, request: Request) -> Iterator[Finding]:
    if not facts.insurers and facts.intermediaries:
        names = ", ".join(intermediary.name for intermediary in facts.intermediaries)
        yield build_finding(
            request, "issuer_not_insurer", Severity.HIGH,
            evidence=[item for i in facts.intermediaries for item in i.evidence],
            legal=("c_assur.l112-4", "c_assur.l512-1"), names=names, document=facts.document.name,
        )  # fmt: skip


def _identifiers(facts: Facts, request: Request) -> Iterator[Finding]:
    parties = [facts.policyholder, *facts.additional_insureds]
    for party in parties:
        if party is not None and party.siren is not None and not is_siren(party.siren):
            yield build_finding(
                request, "identifier_invalid", Severity.HIGH, variant="siren",
                evidence=party.evidence, number=party.siren, name=party.name,
            )  # fmt: skip
    for intermediary in facts.intermediaries:
        orias = intermediary.orias
        if orias is not None and not _is_orias(orias, request.declaration.as_of.year):
            yield build_finding(
                request, "identifier_invalid", Severity.MEDIUM, variant="orias",
                evidence=intermediary.evidence, legal=("c_assur.l512-1",), number=orias,
                name=intermediary.name,
            )  # fmt: skip


def _is_orias(number: str, year: int) -> bool:
    digits = re.sub(r"\D", "", number)
    return len(digits) == 8 and _ORIAS_FIRST_YEAR <= int(digits[:2]) <= year % 100


def _policy_numbers(facts: Facts, request: Request) -> Iterator[Finding]:
    printed = {re.sub(r"[^a-z0-9]", "", fold(n.value)): n for n in facts.policy_numbers}
    numbers = list(printed)
    for i, one in enumerate(numbers):
        for other in numbers[i + 1 :]:
            if _is_close(one, other):
                yield build_finding(
                    request, "policy_numbers_differ", Severity.HIGH,
                    evidence=(*printed[one].evidence, *printed[other].evidence),
                    one=printed[one].value, other=printed[other].value,
                    document=facts.document.name,
                )  # fmt: skip
                return


def _is_close(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < 5:
        return False
    differing = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    # Consecutive contracts end in a different digit; an altered number differs inside, or
    # by two digits exchanged.
    swapped = len(differing) == 2 and sorted(one) == sorted(other)
    inside = len(differing) == 1 and differing[0] < len(one) - 2
    return swapped or inside


def _amounts(facts: Facts, request: Request) -> Iterator[Finding]:
    told: set[tuple[str, int]] = set()
    for guarantee in facts.guarantees:
        for item in guarantee.evidence:
            pair = differing_amounts(item)
            if pair is None or (item.document, item.start) in told:
                continue
            told.add((item.document, item.start))
            words, figures, currency = pair
            yield build_finding(
                request, "amounts_differ", Severity.HIGH, evidence=(item,),
                concerns=(guarantee.id,), words=request.messages.money(words, currency),
                figures=request.messages.money(figures, currency), document=facts.document.name,
            )  # fmt: skip


def _file(facts: Facts, request: Request) -> Iterator[Finding]:
    name = facts.document.name
    if facts.document.format == "docx" and facts.document.kind is Kind.ATTESTATION:
        yield build_finding(
            request, "editable_format", Severity.HIGH, document=name, legal=("c_pen.441-1",)
        )
    hidden = next((w for w in facts.document.warnings if w.code in _HIDDEN), None)
    if hidden is not None:
        yield build_finding(
            request,
            "hidden_text",
            Severity.HIGH,
            document=name,
            detail=shorten(request.messages.notice(hidden)),
        )


def _missing_fields(facts: Facts, request: Request) -> Iterator[Finding]:
    missing = {
        "insurer": not facts.insurers and not facts.intermediaries,
        "policyholder": facts.policyholder is None,
        "policy_number": not facts.policy_numbers,
        "activities": not facts.activities and "rc.pro" in facts.document.families,
        # A foreign certificate prints no French register number.
        "siren": facts.policyholder is not None
        and facts.policyholder.siren is None
        and facts.document.language == "fr",
        "issued": facts.period.issued is None,
        "amounts": not any(guarantee.amount is not None for guarantee in facts.guarantees),
        "deductible": bool(facts.guarantees)
        and all(guarantee.deductible is None for guarantee in facts.guarantees),
        "territory": facts.territory is None,
    }
    for fields, severity in ((_FIELDS_HIGH, Severity.HIGH), (_FIELDS_MEDIUM, Severity.MEDIUM)):
        absent = [field for field in fields if missing[field]]
        if absent:
            yield build_finding(
                request, "field_missing", severity, concerns=absent,
                document=facts.document.name,
                fields=", ".join(request.messages.say(f"field.{field}") for field in absent),
            )  # fmt: skip
