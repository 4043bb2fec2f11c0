"""Every sentence shown to a user comes from models/messages, in French or English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from checker.domain import Notice
from checker.errors import InvalidKnowledge
from checker.knowledge import Knowledge


class Messages:
    """The sentences of one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self.language = "en" if language == "en" else "fr"
        self._sentences: Mapping[str, str] = knowledge.messages[self.language]

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def say(self, key: str, **values: object) -> str:
        """Return the sentence `key` with its {placeholders} filled.

        Raises InvalidKnowledge when the key or one of its values is missing.
        """
        try:
            return self._sentences[key].format(**values)
        except (KeyError, IndexError) as problem:
            raise InvalidKnowledge(f"message {key!r} lacks {problem}", entry=key) from problem

    def notice(self, notice: Notice) -> str:
        """Return a notice in words of this language; its own words where it has no values."""
        if not notice.values:
            return notice.message
        key = ".".join(filter(None, ("notice", notice.code, notice.variant)))
        return self.say(key, **dict(notice.values))

    def money(self, value: Decimal, currency: str | None) -> str:
        """Return an amount as this language prints it: "1 500 000 €", "EUR 1,500,000"."""
        digits = f"{value:,.2f}".removesuffix(".00")
        if self.language == "en":
            return f"{currency} {digits}" if currency else digits
        digits = digits.replace(",", "\u00a0").replace(".", ",")
        sign = {"EUR": "€", "GBP": "£"}.get(currency or "", currency or "")
        return f"{digits}\u00a0{sign}".rstrip("\u00a0")

    def day(self, value: dt.date) -> str:
        """Return a day as this language prints it: "31/12/2026", "31 December 2026"."""
        if self.language == "en":
            return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        return f"{value:%d/%m/%Y}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
