"""models/ read, validated and frozen: the trade's words, the matrix, the law.

Everything is checked on loading (unknown keys, duplicate ids, references to ids that do
not exist), so that the rest of the program may trust it. The digest identifies the exact
knowledge a report was made with.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from checker.domain import Severity
from checker.errors import InvalidKnowledge, UnknownProfile

_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

# The families of vocabulary that are plain entries: one file each, or one folder.
PLAIN_FAMILIES = (
    "sections",
    "scope-cues",
    "field-labels",
    "party-cues",
    "number-labels",
    "insurers",
    "territories",
    "boilerplate",
    "document-kinds",
    "legal-forms",
    "date-labels",
    "triggers",
    "bases",
    "coverage-cells",
    "grants",
    "restrictions",
    "activity-leads",
)


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

    __pydantic_config__ = _STRICT

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
    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

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
    __pydantic_config__ = _STRICT

    wording: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A row of models/matrix.yaml; the requirement set also takes the common rows."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

    id: str
    code: str
    ref: str
    title: Bilingual
    text_date: dt.date | None
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NafEntry:
    __pydantic_config__ = _STRICT

    code: str
    nomenclature: str
    label: str
    successors: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Knowledge:
    """All of models/, by id."""

    activities: Mapping[str, ActivityEntry]
    umbrellas: Mapping[str, UmbrellaEntry]
    protections: Mapping[str, ProtectionEntry]
    exclusions: Mapping[str, ExclusionEntry]
    clauses: Mapping[str, Entry]
    plain: Mapping[str, Mapping[str, Entry]]
    rows: Mapping[str, MatrixRow]
    common: MatrixRow
    general: MatrixRow
    profiles: Mapping[str, Profile]
    legal: Mapping[str, LegalEntry]
    naf: Mapping[str, NafEntry]
    messages: Mapping[str, Mapping[str, str]]
    root: Path
    digest: str

    @cached_property
    def families(self) -> Mapping[str, Mapping[str, Entry]]:
        """Return every vocabulary family by name, the typed ones included."""
        return {
            "activities": self.activities,
            "umbrellas": self.umbrellas,
            "protections": self.protections,
            "exclusions": self.exclusions,
            "clauses": self.clauses,
            **self.plain,
        }

    @cached_property
    def matrix(self) -> Mapping[str, tuple[Requirement, ...]]:
        """Return what each activity needs, gravest first (domain.md §4.1 ∪ §4.2)."""
        return {activity: self._requirements(row) for activity, row in self.rows.items()}

    def _requirements(self, row: MatrixRow) -> tuple[Requirement, ...]:
        order = list(Severity)
        found: dict[str, Requirement] = {}
        for source in (row, self.common, self.general):
            graded: list[tuple[Severity, tuple[str, ...]]] = [
                (Severity.CRITICAL, source.critical),
                (Severity.HIGH, source.high + tuple(i for r in source.founding for i in r.ids)),
                (Severity.MEDIUM, source.medium),
                (Severity.LOW, source.low),
            ]
            if source is self.general:
                founding = tuple(i for r in source.founding for i in r.ids)
                graded = [(Severity.MEDIUM, founding + source.medium), (Severity.HIGH, source.high)]
            for severity, protections in graded:
                for protection in protections:
                    known = found.get(protection)
                    if known is None or order.index(severity) < order.index(known.severity):
                        found[protection] = Requirement(
                            protection=protection, severity=severity, reason=source.reason
                        )
        return tuple(sorted(found.values(), key=lambda r: order.index(r.severity)))

    def profile(self, profile_id: str) -> Profile:
        """Return a profile; raises UnknownProfile naming those that exist."""
        if profile_id not in self.profiles:
            raise UnknownProfile(
                f"no profile {profile_id!r}", given=profile_id, nearest=", ".join(self.profiles)
            )
        return self.profiles[profile_id]


def models_root() -> Path:
    """Return the folder of models/: inside the installed package, or beside it."""
    inside = Path(__file__).parent / "models"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "models"


def samples_root() -> Path:
    """Return the folder of samples/: inside the installed package, or beside it."""
    inside = Path(__file__).parent / "samples"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "samples"


def addin_root() -> Path:
    """Return the folder of addin/: inside the installed package, or beside it."""
    inside = Path(__file__).parent / "addin"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "addin"


def load_knowledge(root: Path | None = None) -> Knowledge:
    """Return all of models/; raises InvalidKnowledge naming the file and the entry."""
    root = root or models_root()
    vocabulary = root / "vocabulary"
    matrix = _read_yaml(root / "matrix.yaml")
    rows = _keyed(_typed(matrix["rows"], MatrixRow, root / "matrix.yaml"), "activity")
    common, general = (
        _typed([{"activity": key, **matrix[key]}], MatrixRow, root / "matrix.yaml")[0]
        for key in ("common", "general")
    )
    knowledge = Knowledge(
        activities=_family(vocabulary / "activities", ActivityEntry),
        umbrellas=_family(vocabulary / "umbrellas", UmbrellaEntry),
        protections=_family(vocabulary / "protections", ProtectionEntry),
        exclusions=_family(vocabulary / "exclusions", ExclusionEntry),
        clauses=_family(vocabulary / "clauses", Entry),
        plain={name: _family(vocabulary / name, Entry) for name in PLAIN_FAMILIES},
        rows=rows,
        common=common,
        general=general,
        profiles=_keyed(
            [
                _typed([_read_yaml(path)], Profile, path)[0]
                for path in sorted((root / "profiles").glob("*.yaml"))
            ],
            "id",
        ),
        legal=_keyed(_load(root / "legal.yaml", LegalEntry), "id"),
        naf=_keyed(_load(root / "naf.yaml", NafEntry), "code"),
        messages={
            language: _typed([_read_yaml(path)], dict[str, str], path)[0]
            for language in ("fr", "en")
            for path in [root / "messages" / f"{language}.yaml"]
        },
        root=root,
        digest=_digest(root),
    )
    _check_references(knowledge)
    return knowledge


T = TypeVar("T")


def _family(path: Path, kind: type[T]) -> dict[str, T]:
    """Return the entries of one file (`path`.yaml) or of every file of a folder."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path.with_suffix(".yaml")]
    return _keyed([entry for file in files for entry in _load(file, kind)], "id")


def _load(path: Path, kind: type[T]) -> list[T]:
    return _typed(_read_yaml(path), kind, path)


class _Loader(yaml.CSafeLoader):
    """YAML without the surprises of version 1.1: `no`, `on` and `yes` stay words."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Return the mapping; raises ConstructorError on a key that stands twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {sorted(twice)} stands twice", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _read_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise InvalidKnowledge(f"{path.name}: {problem}", entry=path.name) from problem


def _typed(raw: Any, kind: type[T], path: Path) -> list[T]:
    try:
        adapter = TypeAdapter(kind)
        return [adapter.validate_python(item) for item in raw]
    except ValidationError as problem:
        raise InvalidKnowledge(f"{path.name}: {problem}", entry=path.name) from problem


def read_model(path: Path, kind: type[T]) -> T:
    """Return one file of models/ as a value; raises InvalidKnowledge naming the entry."""
    return _typed([_read_yaml(path)], kind, path)[0]


def _keyed(entries: Iterable[T], key: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for entry in entries:
        identifier = str(getattr(entry, key))
        if identifier in found:
            raise InvalidKnowledge(f"id {identifier!r} stands twice", entry=identifier)
        found[identifier] = entry
    return found


def _check_references(knowledge: Knowledge) -> None:
    protections, activities = knowledge.protections.keys(), knowledge.activities.keys()
    exclusions = knowledge.exclusions.keys()
    named: list[tuple[str, str, Iterable[str], Iterable[str]]] = []
    for row in (*knowledge.rows.values(), knowledge.common, knowledge.general):
        founding = tuple(i for risk in row.founding for i in risk.ids)
        used = row.critical + row.high + row.medium + row.low + founding
        named.append((f"matrix {row.activity}", "protection", used, protections))
    named.append(("matrix", "activity", knowledge.rows, activities))
    for entry in knowledge.protections.values():
        named.append((entry.id, "exclusion", entry.removed_by, exclusions))
        named.append((entry.id, "legal reference", entry.legal, knowledge.legal))
        if entry.carrier:
            named.append((entry.id, "protection", (entry.carrier.id,), protections))
    for entry in knowledge.exclusions.values():
        named.append((entry.id, "protection", entry.removes + entry.limits, protections))
        named.append((entry.id, "activity", entry.activities, activities))
    for entry in knowledge.naf.values():
        named.append((f"naf {entry.code}", "activity", entry.activities, activities))
    for where, what, used, existing in named:
        for identifier in used:
            if identifier not in existing:
                raise InvalidKnowledge(f"{where}: no {what} {identifier!r}", entry=where)


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
