"""Counts of what was found, missed and invented, field by field, with every miss named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One disagreement: where, about which field, "missed" or "extra", and what."""

    document: str
    field: str
    kind: str
    what: str


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts of one document; `approvals_asked` counts the refusals that gold expects."""

    document: str
    hit: Counter[str] = field(default_factory=Counter[str])
    miss: Counter[str] = field(default_factory=Counter[str])
    extra: Counter[str] = field(default_factory=Counter[str])
    misses: list[Miss] = field(default_factory=list[Miss])
    false_approvals: list[Miss] = field(default_factory=list[Miss])
    approvals_asked: int = 0
    unanswered: str | None = None
    missing_quotes: list[str] = field(default_factory=list[str])

    def compare(self, name: str, expected: Iterable[object], actual: Iterable[object]) -> None:
        """Count two multisets against each other, one to one."""
        left = [str(item) for item in actual]
        for item in map(str, expected):
            if item in left:
                left.remove(item)
                self.hit[name] += 1
            else:
                self.miss[name] += 1
                self._note(name, "missed", item)
        for item in left:
            self.extra[name] += 1
            self._note(name, "extra", item)

    def compare_one(self, name: str, expected: object, actual: object) -> None:
        """Count two single values; None is not printed."""
        self.compare(
            name,
            [] if expected is None else [expected],
            [] if actual is None else [actual],
        )

    def ask_approval(self, what: str, *, wrongly: bool) -> None:
        """Count a refusal that gold expects; `wrongly` when it was approved all the same."""
        self.approvals_asked += 1
        if wrongly:
            miss = Miss(document=self.document, field="false approval", kind="approved", what=what)
            self.false_approvals.append(miss)

    def fields(self) -> list[str]:
        """Return the fields counted, in alphabetical order."""
        return sorted({*self.hit, *self.miss, *self.extra})

    def _note(self, name: str, kind: str, what: str) -> None:
        self.misses.append(Miss(document=self.document, field=name, kind=kind, what=what))


def ratio(top: int, bottom: int) -> float | None:
    """Return a ratio, None where there is nothing to divide by."""
    return top / bottom if bottom else None


def f1(hit: int, miss: int, extra: int) -> float | None:
    """Return the F1 of three counts, None where nothing was counted."""
    return ratio(2 * hit, 2 * hit + miss + extra)
