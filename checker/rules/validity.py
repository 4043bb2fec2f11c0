"""Whether a document may evidence anything on the day of reference (SCHEMA.md 9 and 14).

Both ends of a period are inclusive. Outside it, during a suspension, or for a paper that
is no evidence at all, nothing that the document prints counts.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from checker.domain import Evidence, Facts, Kind
from checker.rules.identity import is_insured, is_shared, parse_firm
from checker.text import fold
from checker.values.amounts import find_amounts

# A yearly attestation without an end date says nothing lasting: thirteen months after it
# was issued (a year and the usual month of grace) it no longer approves anything.
STALE_DAYS = 396


class Standing(StrEnum):
    """What a document is worth on the day of reference."""

    IN_FORCE = "in_force"
    STALE = "stale"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    SUSPENDED = "suspended"
    OTHER_FIRM = "other_firm"
    CONTRACT = "contract"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document with its standing and the words that decide it.

    `general`: general conditions, which name no policyholder and no amount;
    `single`: issued for one mission, contract or site.
    """

    facts: Facts
    standing: Standing
    evidence: tuple[Evidence, ...]
    general: bool = False
    restricted: bool = False
    single: bool = False

    @property
    def counts(self) -> bool:
        """Return True when what the document prints is worth something today."""
        return self.standing in (Standing.IN_FORCE, Standing.STALE)


def find_sources(all_facts: tuple[Facts, ...], *, as_of: dt.date, firm: str | None) -> list[Source]:
    """Return every document with its standing on `as_of`, in the order given.

    Without a declared firm, the first policyholder is the firm, so that the cover of one
    firm never completes that of another.
    """
    party = parse_firm(firm) if firm else None
    reference = _first_insurance(all_facts)
    return [
        _source(
            facts,
            as_of,
            insures=facts.policyholder is None
            or (
                is_insured(party, facts)
                if party is not None
                else reference is None or is_shared(reference, facts)
            ),
        )
        for facts in all_facts
    ]


def end_of(facts: Facts) -> dt.date | None:
    """Return the last day of validity that the document prints."""
    return facts.period.valid_to.value if facts.period.valid_to else None


def _source(facts: Facts, as_of: dt.date, *, insures: bool) -> Source:
    standing, evidence = _standing(facts, as_of, insures=insures)
    restriction = facts.scope_restriction
    # A décennale attestation must print a ceiling of construction cost: that is its form.
    restricted = restriction is not None and set(facts.document.families) != {"rc.decennale"}
    return Source(
        facts=facts,
        standing=standing,
        evidence=evidence,
        general=_is_general(facts),
        restricted=restricted,
        single=restricted and restriction is not None and is_single(restriction.value),
    )


# Words that tie a restriction to one assignment even where it also prints an amount
# ("la mission suivante, montant n'excédant pas 480 000 €").
_TIES = re.compile(
    r"\b(?:uniques?|suivante?s?|designee?s?|exclusivement|uniquement|seule?s?|strictement|only"
    r"|solely|exclusively|single|one|named|below|n°|no\.|reference|ref)(?![a-z])"
)


def is_single(restriction: str) -> bool:
    """Return True when the restriction ties cover to one mission, site or contract.

    One that prints an amount and nothing else of the kind is a mere threshold.

    >>> is_single("marchés dont le montant n'excède pas 500 000 €")
    False
    """
    return not find_amounts(restriction) or _TIES.search(fold(restriction)) is not None


def _standing(
    facts: Facts, as_of: dt.date, *, insures: bool
) -> tuple[Standing, tuple[Evidence, ...]]:
    period = facts.period
    if facts.document.kind is Kind.CONTRACT:
        return Standing.CONTRACT, ()
    if facts.document.refusal is not None or facts.document.kind is Kind.OTHER:
        return Standing.REFUSED, ()
    if facts.suspended is not None:
        return Standing.SUSPENDED, facts.suspended.evidence
    if period.valid_to and as_of > period.valid_to.value:
        return Standing.EXPIRED, period.valid_to.evidence
    start = period.valid_from or period.effective
    if start and as_of < start.value:
        return Standing.NOT_YET_VALID, start.evidence
    if not insures and facts.policyholder is not None:
        return Standing.OTHER_FIRM, facts.policyholder.evidence
    if facts.document.kind is Kind.ATTESTATION and (
        period.valid_to is None or period.valid_to.doubtful
    ):
        printed = period.issued or period.valid_from
        # Undated, it says no more of today than an old one.
        if printed is None or (as_of - printed.value).days > STALE_DAYS:
            return Standing.STALE, printed.evidence if printed else ()
    return Standing.IN_FORCE, ()


def _first_insurance(all_facts: tuple[Facts, ...]) -> Facts | None:
    for facts in all_facts:
        if facts.document.kind in (Kind.ATTESTATION, Kind.POLICY) and facts.policyholder:
            return facts
    return None


def _is_general(facts: Facts) -> bool:
    # General conditions describe covers; who bought them, and for how much, is elsewhere.
    return (
        facts.document.kind is Kind.POLICY
        and facts.policyholder is None
        and not facts.policy_numbers
        and not any(guarantee.amount is not None for guarantee in facts.guarantees)
    )
