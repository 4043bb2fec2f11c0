"""What kind of block a Word paragraph is: heading, clause, list item, line of contents.

Styles and outline levels decide; where an author only used bold or capitals, the form of
the line does, because most short contracts are typed that way.
"""

from __future__ import annotations

import re

# A numbered clause set in a heading style is a statement, not a title.
_MAX_HEADING_LENGTH = 160
_MAX_TITLE_WORDS = 16
_SENTENCE_WORDS = 12
# A line that the author broke by hand is longer than this only where prose wraps.
_MAX_LABELLED_LENGTH = 160

_DIVISION = re.compile(
    r"(?:article|art\.|chapitre|titre|section|annexe|partie|chapter|schedule|appendix|clause)"
    r"\s+(?:n°\s*)?(?:\d+(?:[.-]\d+)*|[ivxlc]+|[a-h]|premier|1er)\b",
    re.IGNORECASE,
)
_DEPTH = re.compile(r"(?:[A-Z][.-])?(\d+(?:\.\d+)*)")
_CLAUSE_LABEL = re.compile(r"\d+(?:[.-]\d+)+\.?$|(?:article|art|clause|section)\b", re.IGNORECASE)
_MARKER = re.compile(r"(?:[-–—•▪▫◦‣●○■□❑➢►▶✓✔✗☐☒*·]|[a-z]\)|\(?[ivx]{1,4}\)|\d{1,2}\))\s+\S")
_LABELLED = re.compile(r"[^:]{2,60} ?: ?\S")
_MONEY = re.compile(r"\d[ .\u00a0\u202f]?\d{3}\b|€|\bEUR\b|\beuros?\b|%", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def is_marked(text: str) -> bool:
    """Return True when a line begins with a typed bullet, box or "a)"."""
    return _MARKER.match(text) is not None


def is_clause_label(label: str) -> bool:
    """Return True when a printed number is that of a clause ("11.2", "Article 3").

    >>> is_clause_label("11.2"), is_clause_label("1."), is_clause_label("b)")
    (True, False, False)
    """
    return _CLAUSE_LABEL.match(label) is not None


def is_sentence(text: str) -> bool:
    """Return True when a line says something instead of naming what follows."""
    if len(text) > _MAX_HEADING_LENGTH or text.endswith((";", ",")):
        return True
    return text.endswith(".") and len(text.split()) > _SENTENCE_WORDS


def title_level(text: str, *, bold: bool, centred: bool, number: str) -> int | None:
    """Return the level of a line that is a title by its form alone, else None.

    Numbers tell the depth; else capitals stand above small letters, so that a section of
    exclusions is not ended by the titles inside it.
    """
    if is_sentence(text) or text.endswith((".", ":")) or len(text.split()) > _MAX_TITLE_WORDS:
        return None
    if not _LETTER.search(text) or is_marked(text):
        return None
    capitals = text.upper() == text and sum(map(str.isalpha, text)) > 3
    if _DIVISION.match(text):
        depth = _DEPTH.search(text)
        return depth[1].count(".") + 1 if depth else 1
    if _MONEY.search(text) or _LABELLED.match(text):
        return None
    if not bold and not (capitals and (centred or number)):
        return None
    depth = _DEPTH.match(number or text)
    if depth and (number or len(depth[0]) < len(text)):
        return depth[1].count(".") + 1
    return 2 if capitals else 3


def is_list_of_lines(lines: list[str]) -> bool:
    """Return True when the lines that an author broke by hand stand for themselves.

    They do when some begin with a bullet, or when several read "label : value".
    """
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return False
    if any(is_marked(line) for line in lines[1:]):
        return True
    labelled = [line for line in lines if _LABELLED.match(line)]
    return len(labelled) >= 2 and all(len(line) <= _MAX_LABELLED_LENGTH for line in lines)
