"""Facts made by hand, for tests of rules: an attestation in force, and what a case changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import count

from checker.domain import (
    ActivityFact,
    Basis,
    DateFact,
    Deductible,
    DocumentFacts,
    Evidence,
    Exclusion,
    Facts,
    Guarantee,
    GuaranteeStatus,
    Intermediary,
    Kind,
    Notice,
    Party,
    Period,
    Territory,
    TextFact,
    Trigger,
)

AS_OF = dt.date(2026, 6, 1)
SIREN = "552100554"
_starts = count(1000, 1000)
WORLD = Territory(includes=("WORLD",), excludes=(), evidence=())


def cited(
    quote: str,
    *,
    document: str = "made.pdf",
    start: int | None = None,
    prefix: str = "",
    suffix: str = "",
) -> tuple[Evidence, ...]:
    """Return one citation; each stands further in the document than the one made before."""
    at = next(_starts) if start is None else start
    return (
        Evidence(
            quote=quote,
            prefix=prefix,
            suffix=suffix,
            start=at,
            end=at + len(quote),
            document=document,
        ),
    )


def line(
    section: str,
    protection: str,
    amount: int | str | None = None,
    *,
    currency: str | None = "EUR",
    basis: Basis = Basis.PER_CLAIM,
    per_year: int | None = None,
    sublimit: bool = False,
    deductible: Deductible | None = None,
    condition: str | None = None,
    document: str = "made.pdf",
    quote: str | None = None,
    suffix: str = "",
    start: int | None = None,
) -> Guarantee:
    """Return a line of cover: `amount` is a number, "none" (not taken), "unlimited" or None."""
    status = {"none": GuaranteeStatus.NOT_SUBSCRIBED, "unlimited": GuaranteeStatus.UNLIMITED,
              None: GuaranteeStatus.NO_AMOUNT}.get(amount, GuaranteeStatus.GRANTED)  # fmt: skip
    value = Decimal(amount) if isinstance(amount, int) else None
    return Guarantee(
        section=section,
        id=protection,
        label=quote or protection,
        status=status,
        amount=value,
        currency=currency if value is not None else None,
        basis=basis if value is not None else Basis.UNSTATED,
        amount_year=Decimal(per_year) if per_year is not None else None,
        sublimit=sublimit,
        deductible=deductible,
        condition=condition,
        evidence=cited(quote or protection, document=document, suffix=suffix, start=start),
    )


def excluded(
    identifier: str,
    quote: str = "restent exclus",
    *,
    reinstated: bool = False,
    document: str = "made.pdf",
    prefix: str = "",
    suffix: str = "",
    start: int | None = None,
) -> Exclusion:
    """Return a printed exclusion."""
    evidence = cited(quote, document=document, prefix=prefix, suffix=suffix, start=start)
    return Exclusion(id=identifier, reinstated=reinstated, evidence=evidence)


def activity(identifier: str, *, condition: str | None = None) -> ActivityFact:
    """Return a printed activity."""
    return ActivityFact(
        id=identifier, label=identifier, condition=condition, evidence=cited(identifier)
    )


def day(value: str | None) -> DateFact | None:
    """Return a printed date, None for none."""
    if value is None:
        return None
    return DateFact(value=dt.date.fromisoformat(value), evidence=cited(value))


def make_facts(
    *guarantees: Guarantee,
    name: str = "made.pdf",
    kind: Kind = Kind.ATTESTATION,
    families: Iterable[str] = ("rc.pro", "rc.exploitation"),
    refusal: str | None = None,
    activities: Iterable[str | ActivityFact] = ("it.build.dev",),
    excluded_activities: Iterable[str] = (),
    umbrella: Iterable[str] = (),
    exclusions: Iterable[Exclusion] = (),
    holder: str | None = "NOVALIS CONSEIL",
    siren: str | None = SIREN,
    insureds: Iterable[str] = (),
    insurer: str | None = "Compagnie du Phare",
    intermediary: tuple[str, str | None] | None = None,
    numbers: Iterable[str] = ("PH 10 234 567",),
    effective: str | None = "2021-03-01",
    valid_from: str | None = "2026-01-01",
    valid_to: str | None = "2026-12-31",
    issued: str | None = "2026-01-05",
    territory: Territory | None = WORLD,
    trigger: Trigger | None = None,
    restriction: str | None = None,
    suspended: str | None = None,
    format: str = "pdf",
    language: str = "fr",
    warnings: Iterable[tuple[str, str]] = (),
) -> Facts:
    """Return the facts of an attestation in force on AS_OF that prints `guarantees`."""
    named = None
    if intermediary is not None:
        named = Intermediary(
            name=intermediary[0], orias=intermediary[1], evidence=cited(intermediary[0])
        )
    return Facts(
        document=DocumentFacts(
            name=name,
            sha256="0" * 64,
            format=format,
            kind=kind,
            families=tuple(families),
            language=language,
            pages=1,
            scan=False,
            warnings=tuple(Notice(code=code, message=text) for code, text in warnings),
            refusal=refusal,
        ),
        insurers=(TextFact(value=insurer, evidence=cited(insurer)),) if insurer else (),
        intermediaries=(named,) if named else (),
        policyholder=Party(name=holder, siren=siren, evidence=cited(holder)) if holder else None,
        additional_insureds=tuple(
            Party(name=insured, siren=None, evidence=cited(insured)) for insured in insureds
        ),
        client=None,
        policy_numbers=tuple(TextFact(value=n, evidence=cited(n)) for n in numbers),
        period=Period(
            effective=day(effective),
            valid_from=day(valid_from),
            valid_to=day(valid_to),
            issued=day(issued),
        ),
        activities=tuple(a if isinstance(a, ActivityFact) else activity(a) for a in activities),
        excluded_activities=tuple(activity(a) for a in excluded_activities),
        umbrella=tuple(activity(a) for a in umbrella),
        guarantees=guarantees,
        exclusions=tuple(exclusions),
        territory=territory,
        trigger=trigger,
        scope_restriction=TextFact(value=restriction, evidence=cited(restriction))
        if restriction
        else None,
        suspended=TextFact(value=suspended, evidence=cited(suspended)) if suspended else None,
    )


FULL = (
    line("rc.exploitation", "rc.tous_dommages", 8_000_000),
    line("rc.exploitation", "rc.materiel", 1_500_000, sublimit=True),
    line("rc.pro", "rc.tous_dommages", 2_000_000, basis=Basis.PER_CLAIM_AND_YEAR),
    line("rc.pro", "rc.dinc", 1_000_000, basis=Basis.PER_CLAIM_AND_YEAR, sublimit=True),
)
