"""models/ read, validated and frozen: the trade's words, the matrix, the law.

Everything is checked on loading (unknown keys, duplicate ids, references to ids that do
not exist), so that the rest of the program may trust it. The digest identifies the exact
knowledge a report was made with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checker.domain import Severity
from checker.entries import (
    ActivityEntry,
    Entry,
    ExclusionEntry,
    LegalEntry,
    MatrixRow,
    NafEntry,
    Profile,
    ProtectionEntry,
    Requirement,
    UmbrellaEntry,
)
from checker.errors import InvalidKnowledge, UnknownProfile
from checker.model_files import (
    digest_of,
    keyed,
    load_list,
    models_root,
    read_family,
    read_typed,
    read_yaml,
)

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
    "clause-titles",
    "burdens",
    "places",
    "public-bodies",
)


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


def load_knowledge(root: Path | None = None) -> Knowledge:
    """Return all of models/; raises InvalidKnowledge naming the file and the entry."""
    root = root or models_root()
    vocabulary = root / "vocabulary"
    matrix = read_yaml(root / "matrix.yaml")
    rows = keyed(read_typed(matrix["rows"], MatrixRow, root / "matrix.yaml"), "activity")
    common, general = (
        read_typed([{"activity": key, **matrix[key]}], MatrixRow, root / "matrix.yaml")[0]
        for key in ("common", "general")
    )
    knowledge = Knowledge(
        activities=read_family(vocabulary / "activities", ActivityEntry),
        umbrellas=read_family(vocabulary / "umbrellas", UmbrellaEntry),
        protections=read_family(vocabulary / "protections", ProtectionEntry),
        exclusions=read_family(vocabulary / "exclusions", ExclusionEntry),
        clauses=read_family(vocabulary / "clauses", Entry),
        plain={name: read_family(vocabulary / name, Entry) for name in PLAIN_FAMILIES},
        rows=rows,
        common=common,
        general=general,
        profiles=keyed(
            [
                read_typed([read_yaml(path)], Profile, path)[0]
                for path in sorted((root / "profiles").glob("*.yaml"))
            ],
            "id",
        ),
        legal=keyed(load_list(root / "legal.yaml", LegalEntry), "id"),
        naf=keyed(load_list(root / "naf.yaml", NafEntry), "code"),
        messages={
            language: read_typed([read_yaml(path)], dict[str, str], path)[0]
            for language in ("fr", "en")
            for path in [root / "messages" / f"{language}.yaml"]
        },
        root=root,
        digest=digest_of(root),
    )
    _check_references(knowledge)
    return knowledge


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
