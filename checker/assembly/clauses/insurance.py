"""The insurance obligation of a contract: each head with the amount and basis required."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.assembly.clauses.articles import Article
from checker.assembly.clauses.caps import basis_of
from checker.domain import Basis, Block, BlockKind
from checker.language import Analysis, Sentence
from checker.language.patterns import Hit
from checker.values.amounts import AmountSpan, find_amounts
from checker.values.durations import find_durations

# Headline heads whose damage classes are no heads of their own ("tous dommages confondus").
_CLASSES = frozenset(
    ("rc.tous_dommages", "rc.corporel", "rc.materiel", "rc.dic", "rc.faute", "rc.pro",
     "rc.exploitation", "rc.apres_livraison")
)  # fmt: skip
_AFTER_TERM = re.compile(r"apres|suivant|after|following|post")
_MONTHS = {"years": 12, "months": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """One head that the contract wants insured; amount None where no figure is printed."""

    head: str | None
    amount: Decimal | None
    currency: str | None
    basis: Basis
    start: int
    end: int


def find_required(analysis: Analysis, article: Article) -> list[Required]:
    """Return the heads that the sentences and tables of an insurance article require."""
    found: list[Required] = []
    rows: dict[tuple[int | None, int | None], list[Sentence]] = defaultdict(list)
    head: str | None = None
    for sentence in article.sentences:
        if sentence.block.kind is BlockKind.CELL:
            rows[sentence.block.table, sentence.block.row].append(sentence)
            continue
        here = list(_in_sentence(analysis, sentence, head))
        found += here
        head = here[-1].head if here else head
    for row in rows.values():
        found += _in_row(analysis, row)
    if not found:
        found += _without_figure(analysis, article)
    return _distinct(found)


def find_tail_months(analysis: Analysis, article: Article) -> int | None:
    """Return how many months insurance must be kept after the contract, None if not said."""
    for sentence in article.sentences:
        words = analysis.folded[sentence.start : sentence.end]
        for span in find_durations(analysis.document.text[sentence.start : sentence.end]):
            if span.unit in _MONTHS and _AFTER_TERM.search(words, span.end, span.end + 40):
                return span.value * _MONTHS[span.unit]
    return None


def _in_sentence(analysis: Analysis, sentence: Sentence, known: str | None) -> Iterator[Required]:
    text = analysis.document.text[sentence.start : sentence.end]
    amounts = find_amounts(text)
    if not amounts:
        return
    heads = _heads(analysis, sentence.start, sentence.end)
    previous = sentence.start
    for index, span in enumerate(amounts):
        start, end = sentence.start + span.start, sentence.start + span.end
        following = (
            sentence.start + amounts[index + 1].start if index + 1 < len(amounts) else sentence.end
        )
        before = [h for h in heads if previous <= h.start and h.end <= start]
        after = [h for h in heads if end <= h.start and h.end <= _segment(analysis, end, following)]
        chosen = _specific(before) or _first_specific(after) or (before or after or [None])[0]
        head = chosen.id if chosen else known
        known = head
        previous = max(end, chosen.end if chosen else end)
        if head is not None:
            first = min(start, chosen.start) if chosen else start
            stretch = analysis.folded[first : _segment(analysis, end, following)]
            yield _required(head, span, stretch, first, max(end, chosen.end if chosen else end))


def _in_row(analysis: Analysis, row: list[Sentence]) -> Iterator[Required]:
    label = row[0].block
    heads = _heads(analysis, label.start, label.end)
    chosen = _specific(heads) or (heads or [None])[0]
    if chosen is None:
        return
    for sentence in row[1:]:
        block: Block = sentence.block
        amounts = find_amounts(analysis.document.text[block.start : block.end])
        if amounts:
            words = analysis.folded[block.start : block.end] + " ".join(block.header_path).lower()
            yield _required(chosen.id, amounts[0], words, label.start, label.end)
            return


def _without_figure(analysis: Analysis, article: Article) -> Iterator[Required]:
    for sentence in article.sentences:
        if not any(h.id == "ct.assurance" for h in _clause_hits(analysis, sentence)):
            continue
        heads = _heads(analysis, sentence.start, sentence.end)
        for head in [hit.id for hit in heads[:1]] or [None]:
            yield Required(head=head, amount=None, currency=None, basis=Basis.UNSTATED,
                           start=sentence.start, end=sentence.end)  # fmt: skip


def _clause_hits(analysis: Analysis, sentence: Sentence) -> tuple[Hit, ...]:
    return analysis.hits_in("clauses", sentence.start, sentence.end)


def _heads(analysis: Analysis, start: int, end: int) -> list[Hit]:
    """Return the covers and protections named in a stretch, in order."""
    sections = [h for h in analysis.hits_in("sections", start, end) if not h.id.startswith("part.")]
    protections = [
        h
        for h in analysis.hits_in("protections", start, end)
        if not any(s.start <= h.start and h.end <= s.end for s in sections)
    ]
    return sorted([*sections, *protections], key=lambda hit: hit.start)


def _specific(heads: list[Hit]) -> Hit | None:
    return next((h for h in reversed(heads) if h.id not in _CLASSES), None) or next(
        (h for h in reversed(heads) if h.id in ("rc.pro", "rc.exploitation", "rc.apres_livraison")),
        None,
    )


def _first_specific(heads: list[Hit]) -> Hit | None:
    """Return the head that an amount before it is for: the nearest, "dont X pour les …"."""
    return _specific(heads[:1]) or _specific(heads)


def _segment(analysis: Analysis, start: int, limit: int) -> int:
    """Return where the part of the sentence that speaks of an amount ends."""
    semicolon = analysis.folded.find(";", start, limit)
    return limit if semicolon < 0 else semicolon


def _required(head: str, span: AmountSpan, folded: str, start: int, end: int) -> Required:
    return Required(head=head, amount=span.amount.value, currency=span.amount.currency,
                    basis=basis_of(folded), start=start, end=end)  # fmt: skip


def _distinct(found: list[Required]) -> list[Required]:
    kept: dict[tuple[str | None, Decimal | None, Basis], Required] = {}
    for required in found:
        kept.setdefault((required.head, required.amount, required.basis), required)
    return list(kept.values())
