"""The articles of a CCAG from which a public contract derogates (domain.md §6.1 ct.ccag, §6.2).

"L'article 5 du CCAP déroge à l'article 14.1.1 du CCAG-TIC", or a table of derogations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.clauses.articles import Article, articles_of
from checker.assembly.evidence import cite
from checker.domain import BlockKind, Clause
from checker.language import Analysis
from checker.text import fold

__all__ = ["find_derogations"]

_CCAG = re.compile(r"\bc\.?c\.?a\.?g\b")
_DEROGATES = re.compile(r"\bderog\w*|\bpar exception aux?\b|\bcontrairement aux?\b")
_ARTICLES = re.compile(
    r"\b(?:articles?|art\.?) (?P<numbers>\d{1,2}(?:\.\d{1,2}){0,3}"
    r"(?:(?:, ?| et | et a l'article )\d{1,2}(?:\.\d{1,2}){0,3}){0,12})"
)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")
# "14.1 du CCAG-TIC": the articles stand before the name of the document they are of.
_OF_CCAG = re.compile(r"^[^.;]{0,60}?\bc\.?c\.?a\.?g\b")


def find_derogations(analysis: Analysis) -> tuple[Clause, ...]:
    """Return one entry for each article derogated from, `form` its number, each once."""
    found: dict[str, Clause] = {}
    for article in articles_of(analysis):
        for number, start, end in (*_said(analysis, article), *_tabled(analysis, article)):
            evidence = (cite(analysis.document, start, end),)
            found.setdefault(number, Clause(id="burden.derogation", form=number, evidence=evidence))
    return tuple(found.values())


def _said(analysis: Analysis, article: Article) -> Iterator[tuple[str, int, int]]:
    for sentence in article.sentences:
        if sentence.block.kind is BlockKind.CELL:
            continue
        folded = analysis.folded[sentence.start : sentence.end]
        cue = _DEROGATES.search(folded)
        if cue is None or not _CCAG.search(folded):
            continue
        for match in _ARTICLES.finditer(folded, cue.end()):
            if _OF_CCAG.match(folded[match.end() :]):
                for number in _NUMBER.findall(match["numbers"]):
                    yield number, sentence.start, sentence.end


def _tabled(analysis: Analysis, article: Article) -> Iterator[tuple[str, int, int]]:
    titled = _DEROGATES.search(fold(article.title)) is not None
    for sentence in article.sentences:
        if sentence.block.kind is not BlockKind.CELL:
            continue
        header = fold(" ".join(sentence.block.header_path))
        if not _CCAG.search(header) or not (titled or _DEROGATES.search(header)):
            continue
        for number in _NUMBER.findall(analysis.folded[sentence.start : sentence.end]):
            yield number, sentence.start, sentence.end
