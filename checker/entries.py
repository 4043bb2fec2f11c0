"""What an entry of models/ holds: vocabulary, matrix, profiles, legal references, NAF codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import ConfigDict

from checker.domain import Severity

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """A wording in French and English."""

    fr: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every vocabulary entry holds: how it is printed, and its own proof."""

    __pydantic_config__ = STRICT

    id: str
    label: Bilingual
    terms: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    source: str
    aliases: tuple[str, ...] = ()
    status: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class NafCodes:
    __pydantic_config__ = STRICT

    rev2: tuple[str, ...] = ()
    naf2025: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEntry(Entry):
    """An IT activity; `umbrella`: a generic wording may make it `unclear`."""

    naf: NafCodes = field(default_factory=NafCodes)
    umbrella: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UmbrellaEntry(Entry):
    """A generic wording; `suggests`: ids or prefixes ("it.cyber.*"), all umbrellas if empty."""

    suggests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What usually carries a protection that is not printed."""

    __pydantic_config__ = STRICT

    id: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionEntry(Entry):
    family: str
    carrier: Carrier | None = None
    carrier_reason: Bilingual | None = None
    removed_by: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    why: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionEntry(Entry):
    """`removes`: protections it takes away; `limits`: those it narrows without more."""

    removes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    severity: Severity = Severity.HIGH
    activities: tuple[str, ...] = ()
    normal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One protection that an activity needs, how much, and why."""

    protection: str
    severity: Severity
    reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingRisk:
    __pydantic_config__ = STRICT

    wording: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A row of models/matrix.yaml; the requirement set also takes the common rows."""

    __pydantic_config__ = STRICT

    activity: str
    critical: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    reason: Bilingual
    founding: tuple[FoundingRisk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Editable minimums: by class of activity, in euros; never a legal minimum."""

    __pydantic_config__ = STRICT

    id: str
    label: Bilingual
    note: Bilingual
    source: str
    minimums: Mapping[str, Decimal] = field(default_factory=dict)
    by_class: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def minimums_for(self, activities: Iterable[str]) -> dict[str, Decimal]:
        """Return the highest minimum per protection that `activities` call for."""
        found = dict(self.minimums)
        for activity in activities:
            for protection, amount in self.by_class.get(self._class_of(activity), {}).items():
                found[protection] = max(amount, found.get(protection, amount))
        return found

    def _class_of(self, activity: str) -> str:
        # The longest listed prefix decides, so that a leaf may leave its group's class.
        best, chosen = -1, ""
        for name, prefixes in self.classes.items():
            for prefix in prefixes:
                stem = prefix.removesuffix(".*")
                if (activity == stem or activity.startswith(stem + ".")) and len(stem) > best:
                    best, chosen = len(stem), name
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntry:
    """`text_date`: the consolidated text that was read; None when it was not re-read."""

    __pydantic_config__ = STRICT

    id: str
    code: str
    ref: str
    title: Bilingual
    text_date: dt.date | None
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NafEntry:
    __pydantic_config__ = STRICT

    code: str
    nomenclature: str
    label: str
    successors: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    source: str = ""
