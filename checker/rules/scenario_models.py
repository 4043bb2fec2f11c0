"""models/scenarios.yaml: stories, their heads of loss, and the lines that may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from checker.entries import STRICT, Bilingual
from checker.errors import InvalidKnowledge
from checker.knowledge import Knowledge
from checker.losses import LossKind
from checker.model_files import read_model

_FILE = "scenarios.yaml"
_WITHOUT_LINE = (LossKind.OWN_WORK, LossKind.PENALTY, LossKind.FINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head of loss and its typical amount in euros.

    `lines`: protections that name it, the most specific first: the first that a document
    prints answers. `damage`: the line of the kind of damage, which bounds the others and
    carries them where none is printed. `names`: words by which the line that carries the head
    names it after all ("dommages corporels" of an overall limit). `section`: only lines of this
    cover. `perils`: words one of which the line must print to answer. `follows`: the earlier
    head without which this one is not paid. `barred_by`: exclusions that bear on these very
    facts. `hours`: how long an interruption lasts, for a deductible in time.
    """

    __pydantic_config__ = STRICT

    id: str
    label: Bilingual
    kind: LossKind
    amount: Decimal
    lines: tuple[str, ...] = ()
    damage: str | None = None
    names: tuple[str, ...] = ()
    section: str | None = None
    perils: tuple[str, ...] = ()
    follows: str | None = None
    barred_by: tuple[str, ...] = ()
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A story; `activities`: those in which the fault is committed, the most typical first."""

    __pydantic_config__ = STRICT

    id: str
    title: Bilingual
    story: Bilingual
    source: str
    activities: tuple[str, ...] = ()
    heads: tuple[Head, ...]
    notes: tuple[Bilingual, ...] = ()
    legal: tuple[str, ...] = ()

    @property
    def loss(self) -> Decimal:
        """Return the typical loss: the sum of its heads."""
        return sum((head.amount for head in self.heads), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    __pydantic_config__ = STRICT

    scenarios: tuple[Scenario, ...]


def load_scenarios(knowledge: Knowledge) -> Mapping[str, Scenario]:
    """Return the scenarios by id; raises InvalidKnowledge naming what does not exist."""
    scenarios = _load(knowledge.root / _FILE, knowledge.digest)
    for scenario in scenarios.values():
        for where, what, used, existing in _references(scenario, knowledge):
            for identifier in used:
                if identifier not in existing:
                    raise InvalidKnowledge(f"{where}: no {what} {identifier!r}", entry=where)
    return scenarios


def _references(
    scenario: Scenario, knowledge: Knowledge
) -> Iterable[tuple[str, str, Iterable[str], Iterable[str]]]:
    yield scenario.id, "activity", scenario.activities, knowledge.activities
    yield scenario.id, "legal reference", scenario.legal, knowledge.legal
    for head in scenario.heads:
        where = f"{scenario.id}.{head.id}"
        damage = (head.damage,) if head.damage else ()
        yield where, "protection", (*head.lines, *damage), knowledge.protections
        yield where, "exclusion", head.barred_by, knowledge.exclusions


@lru_cache(maxsize=2)
def _load(path: Path, digest: str) -> Mapping[str, Scenario]:
    del digest  # a changed folder is another key
    found: dict[str, Scenario] = {}
    for scenario in read_model(path, _File).scenarios:
        if scenario.id in found:
            raise InvalidKnowledge(f"id {scenario.id!r} stands twice", entry=scenario.id)
        ids = [head.id for head in scenario.heads]
        if len(set(ids)) != len(ids) or not ids:
            raise InvalidKnowledge(f"{scenario.id}: heads {ids}", entry=scenario.id)
        for index, head in enumerate(scenario.heads):
            if head.follows is not None and head.follows not in ids[:index]:
                raise InvalidKnowledge(f"{scenario.id}: no {head.follows!r}", entry=scenario.id)
            if head.amount <= 0 or bool(head.lines) == (head.kind in _WITHOUT_LINE):
                raise InvalidKnowledge(f"{scenario.id}: head {head.id!r}", entry=scenario.id)
        found[scenario.id] = scenario
    return found
