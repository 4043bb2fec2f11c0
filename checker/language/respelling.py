"""A misprinted wording read again with the words of the vocabulary: "hébergernent".

Scans and hurried hands misprint; a word that the vocabulary does not hold is read as the one
word of it that lies within one or two letters (V. I. Levenshtein, 1966), if exactly one
lies nearest. What is found that way proposes, it never approves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checker.language.inflection import stem
from checker.language.patterns import ContentWords, Hit, TermMatcher
from checker.text import fold

# Shorter words lie close to too many others; two letters may differ from this length on.
_SHORTEST = 6
_LONG = 10


class Respeller:
    """Reads misprinted wordings of one family of the vocabulary."""

    def __init__(self, matcher: TermMatcher) -> None:
        self._matcher = matcher
        self._stems = matcher.stems
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for known in self._stems:
            if len(known) >= _SHORTEST and known.isalpha():
                self._by_start[known[0]].append(known)

    def find(self, text: str) -> tuple[str, tuple[Hit, ...]]:
        """Return `text` as it is read with known words, and what it then names.

        Nothing is named where no word was read differently.
        """
        words = fold(text)
        read = words
        for word in dict.fromkeys(_long_words(words)):
            known = self._nearest(stem(word))
            if known is not None:
                read = read.replace(word, known)
        return read, (self._matcher.find(ContentWords(read)) if read != words else ())

    def _nearest(self, word: str) -> str | None:
        """Return the one known stem that `word` misprints; None for a known word."""
        if word in self._stems or len(word) < _SHORTEST:
            return None
        reach = 2 if len(word) >= _LONG else 1
        far = {
            known: _distance(word, known, reach)
            for known in self._by_start.get(word[0], ())
            if abs(len(known) - len(word)) <= reach
        }
        least = min(far.values(), default=reach + 1)
        near = [known for known, distance in far.items() if distance == least]
        return near[0] if least <= reach and len(near) == 1 else None


def _long_words(folded: str) -> Iterable[str]:
    word = ""
    for character in f"{folded} ":
        if character.isalpha():
            word += character
            continue
        if len(word) >= _SHORTEST:
            yield word
        word = ""


def _distance(one: str, other: str, most: int) -> int:
    """Return the number of letters to change, add or drop; `most + 1` for more than `most`."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        if min(row) > most:
            return most + 1
    return row[-1]
