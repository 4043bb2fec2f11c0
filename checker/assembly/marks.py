"""Ticks, crosses and boxes in a cell of a guarantee table: taken out or not."""

from __future__ import annotations

import re
from itertools import pairwise

from checker.text import fold

_YES = frozenset("✓✔☑☒■●◉⊠🗹✅√")
_NO = frozenset("✗✘✕✖❌☐□○◯❏")
# A dash, a star of nothing or an ellipsis says that there is nothing to say.
_NOTHING = re.compile(r"[\s\-_/.…·*—–]*|n/?a|so|ras")
_WORDS = {"oui": True, "yes": True, "o": True, "y": True, "non": False, "no": False, "n": False}
_PIECE = re.compile(r"[^\W_]+|[^\w\s]")
# Boxes are ticked when they hold something; the words beside them say what was asked.
_TICKED_BOX, EMPTY_BOXES = frozenset("☑☒■⊠🗹✅"), frozenset("☐□❏")


def is_nothing(text: str) -> bool:
    """Return True when a cell is blank or holds only dashes ("–", "/", "n/a").

    >>> is_nothing(" – "), is_nothing("0 €")
    (True, False)
    """
    return _NOTHING.fullmatch(fold(text).strip()) is not None


def read_mark(text: str) -> bool | None:
    """Return True for taken out, False for not, None where the cell holds no plain mark.

    >>> read_mark("OUI"), read_mark("✗"), read_mark("☐ Oui ☒ Non"), read_mark("Plafond")
    (True, False, False, None)
    """
    pieces = [p for p in _PIECE.findall(fold(text).strip()) if p not in ".:;,-/()"]
    if not pieces:
        return None
    boxed = _read_boxes(pieces)
    if boxed is not None:
        return boxed
    if len(pieces) != 1:
        return None
    piece = pieces[0]
    if piece in _YES:
        return True
    if piece in _NO:
        return False
    # A lone X ticks a column; "n" and "o" alone are initials of non and oui.
    return True if piece == "x" else _WORDS.get(piece)


def _read_boxes(pieces: list[str]) -> bool | None:
    """Return what a pair such as "☒ Oui ☐ Non" says; contradictions say no."""
    answers: list[bool] = []
    for box, word in pairwise(pieces):
        if box in _TICKED_BOX | EMPTY_BOXES and word in _WORDS and box in _TICKED_BOX:
            answers.append(_WORDS[word])
    boxes = [p for p in pieces if p in _TICKED_BOX | EMPTY_BOXES]
    words = [p for p in pieces if p in _WORDS]
    if len(boxes) < 2 or len(boxes) != len(words):
        return None
    return all(answers) if answers else False
