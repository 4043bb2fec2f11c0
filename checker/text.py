"""Canonical text: the builder that records places, and the length-preserving fold.

Matching reads `fold(text)`, never an edited text, so that any offset found in the fold
is an offset in the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Characters that print the same sign; each maps to exactly one character.
_SAME_SIGN = {
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "«": '"', "»": '"', "„": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "―": "-",
    "Œ": "œ", "Æ": "æ", "ß": "s", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SAME_SIGN:
        return _SAME_SIGN[character]
    if character == "\n":
        # The end of a block: no phrase, no sentence crosses it.
        return character
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", character)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    # What would change the length (½, ﬁ) stays as it is: offsets come first.
    return next((c for c in (plain, character.lower()) if len(c) == 1), character)


def fold(text: str) -> str:
    """Return `text` without accents, case, typographic quotes or kinds of space.

    The result has the same length, character for character.

    >>> fold("À l’exclusion des ÉTATS-UNIS")
    "a l'exclusion des etats-unis"
    """
    return "".join(map(_fold_character, text))
