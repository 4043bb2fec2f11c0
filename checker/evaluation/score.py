"""Score the product against a folder of gold annotations, document by document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checker.declarations import build_declaration
from checker.domain import Facts
from checker.errors import CheckerError
from checker.evaluation.comparison import compare_facts, compare_report
from checker.evaluation.gold import Gold, InvalidGold, load_gold, missing_quotes
from checker.evaluation.tally import Miss, Tally, f1
from checker.knowledge import Knowledge
from checker.readers import read_document
from checker.reports.documents import parse_facts_values
from checker.rules import assess
from checker.service import extract

_HEADLINES = ("rc.pro", "rc.exploitation", "cyb", "mrp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The tallies of a folder, with their sums."""

    tallies: tuple[Tally, ...]

    @property
    def documents(self) -> int:
        """Return how many documents were scored."""
        return len(self.tallies)

    @property
    def false_approvals(self) -> list[Miss]:
        """Return every approval that gold refuses: the number that counts first."""
        return [miss for tally in self.tallies for miss in tally.false_approvals]

    @property
    def approvals_asked(self) -> int:
        """Return how many refusals gold expects."""
        return sum(tally.approvals_asked for tally in self.tallies)

    @property
    def unanswered(self) -> list[Tally]:
        """Return the documents that gave no answer."""
        return [tally for tally in self.tallies if tally.unanswered]

    @property
    def misses(self) -> list[Miss]:
        """Return every disagreement."""
        return [miss for tally in self.tallies for miss in tally.misses]

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Return hit, miss and extra of every field."""
        sums = (
            _sum(tally.hit for tally in self.tallies),
            _sum(tally.miss for tally in self.tallies),
            _sum(tally.extra for tally in self.tallies),
        )
        names = sorted({name for counter in sums for name in counter})
        return {name: (sums[0][name], sums[1][name], sums[2][name]) for name in names}

    @property
    def micro_f1(self) -> float | None:
        """Return the F1 over all fields together."""
        counts = self.counts().values()
        return f1(*(sum(column) for column in zip(*counts, strict=True))) if counts else None


def evaluate(folder: Path, knowledge: Knowledge) -> Evaluation:
    """Return the evaluation of every *.gold.json under `folder`.

    Raises InvalidGold when there is none, or when one is malformed or untrue.
    """
    paths = sorted(folder.rglob("*.gold.json"))
    if not paths:
        raise InvalidGold(f"{folder}: no *.gold.json")
    return Evaluation(tallies=tuple(score_document(path, knowledge) for path in paths))


def score_document(path: Path, knowledge: Knowledge) -> Tally:
    """Return the tally of one annotation and its document."""
    gold = load_gold(path)
    tally = Tally(document=gold.file)
    try:
        document = path.parent / gold.file
        tally.missing_quotes = missing_quotes(gold, _text_of(document, gold))
        facts = extract(document.read_bytes(), name=document.name, knowledge=knowledge)
        compare_facts(gold, facts, tally)
        for number, case in enumerate(gold.checks, 1):
            others = _others(
                gold, path.parent, case.given.policy if case.given else None, knowledge
            )
            declaration = build_declaration(
                knowledge,
                activities=case.declared,
                as_of=case.as_of,
            )
            declaration = replace(declaration, minimums=tuple(case.minimums.items()))
            report = assess([facts, *others], declaration, knowledge)
            compare_report(case, report, tally, where=f"check {number}")
    except CheckerError as error:
        tally.unanswered = f"{error.code}: {error}"
    return tally


def _text_of(path: Path, gold: Gold) -> str:
    """Return the text that quotations are taken from: that of a scan stands beside it."""
    source = path.with_suffix(".source.txt")
    if gold.document.scan and source.is_file():
        return source.read_text(encoding="utf-8")
    return read_document(path.read_bytes(), name=path.name).text


def _others(
    gold: Gold, folder: Path, terms: Mapping[str, Any] | None, knowledge: Knowledge
) -> list[Facts]:
    """Return the policy that a case is held against, paired or assumed."""
    if terms is not None:
        return [assumed_policy(terms)]
    if gold.paired_attestation is not None:
        path = folder / gold.paired_attestation
        return [extract(path.read_bytes(), name=path.name, knowledge=knowledge)]
    return []


def assumed_policy(terms: Mapping[str, Any]) -> Facts:
    """Return the facts of an attestation that prints just these terms."""
    basis = terms.get("basis", "PER_CLAIM_AND_YEAR")
    lines = [
        {
            "section": key if key in _HEADLINES else "rc.pro",
            "id": "rc.tous_dommages" if key in _HEADLINES else key,
            "label": key,
            "status": "granted",
            "amount": str(amount),
            "currency": "EUR",
            "basis": basis,
            "amount_year": None,
            "sublimit": key not in _HEADLINES,
            "deductible": None,
            "condition": None,
            "evidence": [],
        }
        for key, amount in terms.items()
        if re.match(r"rc\.|cyb|mrp", key)
    ]
    territory = terms.get("territory") or {"includes": ["WORLD"], "excludes": []}
    return parse_facts_values(
        {
            "schema": "facts/1",
            "document": {
                "name": "assumed-policy",
                "sha256": "0" * 64,
                "format": "facts",
                "kind": "attestation",
                "families": ["rc.pro"],
                "language": "fr",
                "pages": None,
                "scan": False,
                "warnings": [],
            },
            "period": {
                "valid_from": {"value": "2020-01-01", "evidence": []},
                "valid_to": {"value": terms.get("valid_to", "2099-12-31"), "evidence": []},
            },
            "activities": [
                {"id": activity, "label": activity, "condition": None, "evidence": []}
                for activity in terms.get("activities", ())
            ],
            "guarantees": lines,
            "territory": {**territory, "evidence": []},
        },
        name="assumed-policy",
    )


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total
