"""The articles of a contract: which sentences stand under which title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.domain import Block, BlockKind
from checker.language import Analysis, Sentence

# "Article 5 – Assurance", "5. Insurance", "5.2", "ARTICLE V": a numbered title.
_NUMBERED = re.compile(
    r"^(?:article|art\.?|clause|section)?\s*(?:\d{1,2}|[IVX]{1,5})\b[\s.\-–—:)]*", re.I
)
# A title is short and ends no sentence.
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A title (empty before the first) and the sentences below it, in order."""

    title: str
    block: Block | None
    sentences: tuple[Sentence, ...]


def articles_of(analysis: Analysis) -> tuple[Article, ...]:
    """Return the articles of a contract in order; furniture is left out."""
    found: list[Article] = []
    title, heading, sentences = "", None, list[Sentence]()
    text = analysis.document.text
    for block, inside in _by_block(analysis.sentences):
        if block.kind is BlockKind.FURNITURE:
            continue
        printed = text[block.start : block.end]
        if _is_title(block, printed):
            found.append(Article(title=title, block=heading, sentences=tuple(sentences)))
            title, heading, sentences = printed, block, []
        else:
            sentences += inside
    found.append(Article(title=title, block=heading, sentences=tuple(sentences)))
    return tuple(article for article in found if article.sentences)


def _by_block(sentences: Sequence[Sentence]) -> Iterator[tuple[Block, list[Sentence]]]:
    current: list[Sentence] = []
    for sentence in sentences:
        if current and sentence.block is not current[0].block:
            yield current[0].block, current
            current = []
        current.append(sentence)
    if current:
        yield current[0].block, current


def _is_title(block: Block, printed: str) -> bool:
    if len(printed) > _LONGEST_TITLE or block.kind is BlockKind.CELL:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    ends = printed.rstrip()[-1:]
    words = _NUMBERED.sub("", printed).split()
    return bool(
        _NUMBERED.match(printed)
        and words
        and ends not in ".;:,"
        and (block.bold or len(words) <= 8)
    )
