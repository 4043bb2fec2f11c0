"""The articles of a contract: which sentences stand under which title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.domain import Block, BlockKind
from checker.language import Analysis, Sentence

# "Article 5 – Assurance", "5. Insurance", "5.2", "ARTICLE V": a numbered title.
_NUMBERED = re.compile(
    r"^(?:article|art\.?|clause|section)?\s*(?:\d{1,2}|[IVX]{1,5})\b[\s.\-–—:)]*", re.I
)
# "5 – Validation. Vous validez …", "Article 3 : Durée. Le contrat …": a title and its text.
_RUN_IN = re.compile(
    r"(?:(?:article|art\.?|clause)\s+)?(?:\d{1,2}|[IVX]{1,5})(?:\s*[.)–—:-])+\s*"
    r"[^\W\d_][^.:;,\n]{2,60}[.:](?:\s*[–—-])?\s+(?=[^\W\d_])",
    re.I,
)
_LONGEST_RUN_IN = 11
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
        run_in = run_in_title(analysis, block)
        if run_in is not None and not _is_title(block, printed):
            found.append(Article(title=title, block=heading, sentences=tuple(sentences)))
            title = text[block.start : run_in]
            heading = replace(block, end=run_in)
            sentences = [s for s in inside if s.end > run_in]
        elif _is_title(block, printed):
            found.append(Article(title=title, block=heading, sentences=tuple(sentences)))
            title, heading, sentences = printed, block, []
        else:
            sentences += inside
    found.append(Article(title=title, block=heading, sentences=tuple(sentences)))
    return tuple(article for article in found if article.sentences)


def run_in_title(analysis: Analysis, block: Block) -> int | None:
    """Return where the title ends that begins a paragraph, "9 – Assurance. Nous …"; else None."""
    if block.kind in (BlockKind.CELL, BlockKind.HEADING, BlockKind.FURNITURE):
        return None
    printed = analysis.document.text[block.start : block.end]
    match = _RUN_IN.match(printed)
    if match is None or len(match[0].split()) > _LONGEST_RUN_IN:
        return None
    return block.start + match.end()


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
