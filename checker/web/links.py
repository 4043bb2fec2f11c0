"""Links that answer once: a report made on demand waits in memory for the one who asked.

The address is the only key, so it holds 128 random bits; what nobody fetches is forgotten.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_TOKEN_BYTES = 16
# Time to click on a link, not to keep it.
LIFETIME_SECONDS = 600.0
# Waiting reports are kept in memory: the oldest gives way.
MOST_ITEMS = 32
MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a link answers; `attached` when a browser should save it and not show it."""

    content: bytes
    mimetype: str
    name: str
    attached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeLinks:
    """The reports that wait; `clock` gives seconds that never go back."""

    clock: Callable[[], float] = time.monotonic
    most_items: int = MOST_ITEMS
    most_bytes: int = MOST_BYTES
    _items: dict[str, tuple[float, Item]] = field(default_factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def add(self, item: Item) -> str:
        """Return the token that gives `item` back, once."""
        token = secrets.token_hex(_TOKEN_BYTES)
        with self._lock:
            self._forget_old()
            self._items[token] = (self.clock() + LIFETIME_SECONDS, item)
            while len(self._items) > 1 and self._is_full():
                del self._items[next(iter(self._items))]
        return token

    def take(self, token: str) -> Item | None:
        """Return what waits under `token` and forget it; None when nothing does."""
        with self._lock:
            self._forget_old()
            found = self._items.pop(token, None)
        return found[1] if found else None

    def _is_full(self) -> bool:
        weight = sum(len(item.content) for _, item in self._items.values())
        return len(self._items) > self.most_items or weight > self.most_bytes

    def _forget_old(self) -> None:
        now = self.clock()
        for token in [t for t, (until, _) in self._items.items() if until <= now]:
            del self._items[token]
