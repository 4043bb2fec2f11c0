"""Of overlapping readings of one stretch of text, the longest; linear but for sorting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything at `[start, end)`."""

    @property
    def start(self) -> int:
        """Return where it begins."""
        ...

    @property
    def end(self) -> int:
        """Return where it ends."""
        ...


S = TypeVar("S", bound=Span)


def keep_longest(spans: Iterable[S]) -> list[S]:
    """Return disjoint spans in order, longer ones first served, then earlier ones."""
    kept: list[S] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        at = bisect_left(kept, span.start, key=lambda s: s.start)
        before, after = kept[at - 1] if at else None, kept[at] if at < len(kept) else None
        if (before is None or before.end <= span.start) and (
            after is None or span.end <= after.start
        ):
            kept.insert(at, span)
    return kept
