"""A committed baseline that only turns one way.

Compared document by document and field by field: a new false approval or a lost point
fails, and so does a gain that nobody recorded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from checker.evaluation.gold import InvalidGold
from checker.evaluation.score import Evaluation
from checker.evaluation.tally import Tally

Counts = dict[str, Any]
FALSE_APPROVALS = "false approvals"
UNANSWERED = "unanswered"
QUOTATIONS = "quotations not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is worse and what is better than the baseline, each in one line."""

    losses: tuple[str, ...]
    gains: tuple[str, ...]


def baseline_of(evaluation: Evaluation) -> dict[str, Counts]:
    """Return the counts to commit: false approvals and [hit, miss, extra] by field."""
    return {tally.document: _counts(tally) for tally in evaluation.tallies}


def compare_baseline(evaluation: Evaluation, path: Path) -> Comparison:
    """Return how an evaluation compares with the baseline in `path`; raises InvalidGold."""
    try:
        before = cast("dict[str, Counts]", json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise InvalidGold(f"{path}: {problem}") from problem
    after = baseline_of(evaluation)
    losses: list[str] = []
    gains: list[str] = []
    for document in sorted({*before, *after}):
        if document not in after:
            losses.append(f"{document}: gone")
        elif document not in before:
            gains.append(f"{document}: new")
        else:
            _compare(document, before[document], after[document], losses, gains)
    return Comparison(losses=tuple(losses), gains=tuple(gains))


def write_baseline(evaluation: Evaluation, path: Path) -> None:
    """Write the baseline of an evaluation to `path`, one field a line."""
    lines: list[str] = []
    for document, counts in baseline_of(evaluation).items():
        fields = ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in counts.items()
        )
        lines.append(f" {json.dumps(document)}: {{\n{fields}\n }}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _counts(tally: Tally) -> Counts:
    counts: Counts = {
        FALSE_APPROVALS: len(tally.false_approvals),
        UNANSWERED: 1 if tally.unanswered else 0,
        QUOTATIONS: len(tally.missing_quotes),
    }
    for name in tally.fields():
        counts[name] = [tally.hit[name], tally.miss[name], tally.extra[name]]
    return counts


def _compare(
    document: str, before: Counts, after: Counts, losses: list[str], gains: list[str]
) -> None:
    for name in sorted({*before, *after}):
        old, new = _wrong(before.get(name)), _wrong(after.get(name))
        said = f"{document}: {name}: {_shown(before.get(name))} → {_shown(after.get(name))}"
        if new > old or _hits(after.get(name)) < _hits(before.get(name)):
            losses.append(said)
        elif new < old or _hits(after.get(name)) > _hits(before.get(name)):
            gains.append(said)


def _wrong(value: object) -> int:
    if isinstance(value, list):
        return sum(cast("list[int]", value)[1:])
    return value if isinstance(value, int) else 0


def _hits(value: object) -> int:
    return cast("list[int]", value)[0] if isinstance(value, list) else 0


def _shown(value: object) -> str:
    return "-" if value is None else json.dumps(value)
