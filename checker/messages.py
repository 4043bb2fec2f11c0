"""Every sentence shown to a user comes from models/messages, in French or English."""

from __future__ import annotations

from collections.abc import Mapping

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
