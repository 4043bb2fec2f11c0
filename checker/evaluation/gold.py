"""Gold annotations (gold/1), read strictly: what fails open measures nothing.

An unknown key, or an annotation that asserts nothing, raises InvalidGold naming the file.
A quotation that the text does not hold is a lie of the annotator or a fault of the reader:
the evaluation counts it, and a test on samples/ allows none.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from checker.domain import Basis, Deductible, GuaranteeStatus, Kind
from checker.errors import CheckerError

_STRICT = ConfigDict(extra="forbid")


class InvalidGold(CheckerError):
    """An annotation that is malformed, untrue of its document, or empty."""

    code = "invalid_gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    __pydantic_config__ = _STRICT

    kind: Kind
    families: tuple[str, ...]
    language: str
    pages: int | None
    scan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParty:
    __pydantic_config__ = _STRICT

    name: str
    siren: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldIntermediary:
    __pydantic_config__ = _STRICT

    name: str
    orias: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPeriod:
    __pydantic_config__ = _STRICT

    effective: dt.date | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    issued: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldActivity:
    __pydantic_config__ = _STRICT

    id: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldGuarantee:
    __pydantic_config__ = _STRICT

    section: str
    id: str
    status: GuaranteeStatus
    amount: Decimal | None
    currency: str | None
    basis: Basis
    amount_year: Decimal | None
    sublimit: bool
    deductible: Deductible | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldExclusion:
    __pydantic_config__ = _STRICT

    id: str
    quote: str
    reinstated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTerritory:
    __pydantic_config__ = _STRICT

    includes: tuple[str, ...]
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTrigger:
    __pydantic_config__ = _STRICT

    basis: str | None
    tail_years: int | None
    retroactive: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClause:
    """A clause of a contract; the keys that are never compared (unit, credits…) are let by."""

    __pydantic_config__ = ConfigDict(extra="ignore")

    id: str
    quote: str
    form: str | None = None
    accept_forms: tuple[str, ...] = ()
    amount: Decimal | None = None
    rate: Decimal | None = None
    cap_percent: Decimal | None = None
    months: int | None = None
    law: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldGiven:
    __pydantic_config__ = _STRICT

    policy: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCase:
    """What the report must say for a declaration, or one finding that it must hold.

    The values of a finding from `threshold` on tell a reader more; they are not compared.
    """

    __pydantic_config__ = _STRICT

    declared: tuple[str, ...] = ()
    minimums: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    as_of: dt.date
    expect: Mapping[str, str] = field(default_factory=dict[str, str])
    expect_activities: Mapping[str, str] = field(default_factory=dict[str, str])
    rule: str | None = None
    given: GoldGiven | None = None
    gap: Decimal | None = None
    threshold: Any = None
    head: Any = None
    required: Any = None
    evidenced: Any = None
    country: Any = None
    contract_end: Any = None
    policy_end: Any = None
    activity: Any = None
    source: Any = None
    quote: Any = None
    deleted: Any = None
    inserted: Any = None
    note: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An annotation beside its document."""

    __pydantic_config__ = _STRICT

    schema: str
    file: str
    document: GoldDocument
    insurers: tuple[str, ...]
    intermediaries: tuple[GoldIntermediary, ...]
    policyholder: GoldParty | None
    additional_insureds: tuple[Any, ...]
    client: GoldParty | None
    policy_numbers: tuple[str, ...]
    period: GoldPeriod
    activities: tuple[GoldActivity, ...]
    excluded_activities: tuple[GoldActivity, ...]
    guarantees: tuple[GoldGuarantee, ...]
    exclusions: tuple[GoldExclusion, ...]
    territory: GoldTerritory | None
    trigger: GoldTrigger | None
    scope_restriction: str | None
    clauses: tuple[GoldClause, ...]
    checks: tuple[GoldCase, ...]
    absent_clauses: tuple[str, ...] = ()
    paired_attestation: str | None = None

    @property
    def quotes(self) -> list[str]:
        """Return every quotation that the document must print."""
        annotated = (
            *self.activities,
            *self.excluded_activities,
            *self.guarantees,
            *self.exclusions,
            *self.clauses,
        )
        return [item.quote for item in annotated]


def load_gold(path: Path) -> Gold:
    """Return the annotation in `path`; raises InvalidGold."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        gold = TypeAdapter(Gold).validate_python(cast("dict[str, Any]", raw))
    except (OSError, ValueError) as problem:
        raise InvalidGold(f"{path.name}: {_first_line(problem)}") from problem
    if gold.schema != "gold/1":
        raise InvalidGold(f"{path.name}: schema {gold.schema!r} is not gold/1")
    if not (gold.quotes or gold.checks or gold.insurers or gold.policyholder):
        raise InvalidGold(f"{path.name}: asserts nothing")
    if not (path.parent / gold.file).is_file():
        raise InvalidGold(f"{path.name}: {gold.file} is not beside it")
    return gold


def missing_quotes(gold: Gold, text: str) -> list[str]:
    """Return the quotations that are not in the document's text, spaces apart."""
    squeezed = squeeze(text)
    return [quote for quote in gold.quotes if squeeze(quote) not in squeezed]


def squeeze(text: str) -> str:
    """Return the text without any space: readers may join lines where annotators did not."""
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))


def _first_line(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        first = problem.errors(include_url=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    return str(problem).splitlines()[0]
