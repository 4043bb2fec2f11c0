"""Who is who: policyholder, additional insureds, client, intermediaries.

The holder of a certificate and the addressee of a letter are not the insured. In a
contract the policyholder is the supplier. Source: domain.md §1.1 rows 3 to 5; SCHEMA
conventions 16, 20 and 21.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checker.assembly.additional_insureds import find_additional
from checker.assembly.contract_parties import find_client, find_supplier
from checker.assembly.evidence import cite
from checker.assembly.holders import find_holder, trading_name
from checker.assembly.intermediaries import find_intermediaries
from checker.assembly.names import Name
from checker.assembly.registration import Registrations
from checker.domain import Intermediary, Kind, Party
from checker.knowledge import Knowledge
from checker.language import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The parties of one document; `client` only in a contract."""

    policyholder: Party | None = None
    additional_insureds: tuple[Party, ...] = ()
    client: Party | None = None
    intermediaries: tuple[Intermediary, ...] = ()


def find_parties(analysis: Analysis, knowledge: Knowledge, *, kind: Kind) -> Parties:
    """Return the parties as printed, each with its SIREN where one is printed."""
    registrations = Registrations(analysis)
    if kind is Kind.CONTRACT:
        client = find_client(analysis)
        supplier = find_supplier(analysis, client)
        supplier = trading_name(analysis, supplier) if supplier else None
        both = tuple(name for name in (supplier, client) if name)
        return Parties(
            policyholder=_party(analysis, registrations, supplier, both),
            client=_party(analysis, registrations, client, both),
        )
    holder = find_holder(analysis)
    additional = find_additional(analysis, holder) if holder else ()
    names = tuple(name for name in (holder, *additional) if name)
    return Parties(
        policyholder=_party(analysis, registrations, holder, names, alone=not additional),
        additional_insureds=tuple(
            party
            for name in additional
            if (party := _party(analysis, registrations, name, names)) is not None
        ),
        intermediaries=find_intermediaries(analysis),
    )


def _party(
    analysis: Analysis,
    registrations: Registrations,
    name: Name | None,
    names: Iterable[Name],
    *,
    alone: bool = False,
) -> Party | None:
    if name is None:
        return None
    others = tuple(other for other in names if other != name)
    found = registrations.siren_of(name, others=others)
    if found is None and alone:
        found = registrations.lone()
    spans = [(name.start, name.end)]
    if found is not None:
        spans.append((found[1].start, found[1].end))
    return Party(
        name=re.sub(r"\s+", " ", analysis.document.text[name.start : name.end]),
        siren=found[0] if found else None,
        evidence=tuple(cite(analysis.document, *span) for span in spans),
    )
