"""What articles a clause refers to: "en cas de violation des articles C.3 ou C.4"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.clauses.articles import articles_of
from checker.assembly.clauses.titles import topics_of
from checker.language import Analysis

__all__ = ["find_referred_heads"]

_NUMBER = r"(?:[a-z]\.?)?\d{1,2}(?:\.\d{1,2})*"
_REFERENCE = re.compile(
    r"\b(?:articles?|clauses?|paragraphes?|paragraphs?|sections?|§)\s+"
    rf"({_NUMBER}(?:(?:,| et| ou| and| or| ni|,? (?:aux?|des|de l'|a l') ?articles?) {_NUMBER})*)\b"
)
_EACH = re.compile(rf"\b{_NUMBER}\b")
_TITLED = re.compile(rf"\W*(?:article|art\.?|clause|section)?\s*({_NUMBER})\b")
# The cover that answers for the breach of an article, by what its title announces.
_HEADS = {
    "ct.confidentialite": "rc.confidentialite",
    "ct.rgpd": "rc.rgpd",
    "ct.garantie_pi": "rc.pi",
}


def find_referred_heads(analysis: Analysis, start: int, end: int) -> tuple[str, ...]:
    """Return the protections that the articles referred to in `[start, end)` call for."""
    numbers = list(_numbers(analysis.folded[start:end]))
    if not numbers:
        return ()
    found: dict[str, None] = {}
    for article in articles_of(analysis):
        if article.block is None:
            continue
        title = analysis.folded[article.block.start : article.block.end]
        printed = _TITLED.match(title)
        if printed and any(_is_within(number, printed[1]) for number in numbers):
            topics = topics_of(analysis, article)
            found.update(dict.fromkeys(_HEADS[t] for t in sorted(topics) if t in _HEADS))
    return tuple(found)


def _numbers(folded: str) -> Iterator[str]:
    for reference in _REFERENCE.finditer(folded):
        for number in _EACH.finditer(reference[1]):
            yield number[0]


def _is_within(number: str, title: str) -> bool:
    """Return True for clause 7.2 under "7. Intellectual property"."""
    return number == title or number.startswith(title + ".")
