"""What a contract costs, as it prints it: a price for the whole, fees for a year or a month.

Only what is plainly the price: no rate for a day or a user, no penalty, cap or capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.clauses.articles import articles_of
from checker.assembly.evidence import cite
from checker.domain import BlockKind, Price
from checker.language import Analysis, Sentence
from checker.text import fold
from checker.values.amounts import AmountSpan, find_amounts

__all__ = ["find_prices"]

_PRICE = re.compile(
    r"\b(?:prix|redevances?|abonnements?|forfait\w*|remuneration|honoraires|loyers?"
    r"|montant (?:total|global|annuel|mensuel|trimestriel|du (?:contrat|marche|projet))|price"
    r"|fees?|charges|subscription|contract value|consideration)\b"
)
_OTHER_MONEY = re.compile(
    r"penalit|liquidated|\bavoirs?\b|service credit|\bcapital\b|responsabilit|liabilit|plafon"
    r"|\bcap(?:ped)?\b|\bassur|\binsur|franchise|deductible|dommages|damages|indemni|amende"
    r"|caution|acompte|deposit|echeance|instal?ment|seuil|threshold|remise|discount|revis|index"
)
# A rate by the day, the hour, the user is no price of the contract.
_UNIT = re.compile(
    r"^[^.;,]{0,24}?(?:\bpar (?:jours?|heures?|utilisateurs?|postes?|licences?|unites?|personnes?"
    r"|interventions?|incidents?|serveurs?|homme)\b|/ ?(?:j|h|jour|heure|utilisateur|poste|jh)\b"
    r"|\bper (?:day|hour|user|seat|licen[cs]e|unit|head|incident|server)\b|l'heure|la journee"
    r"|\bpour cent\b)"
)
_WITH_TAX = re.compile(r"^ ?(?:€|euros?|eur)? ?(?:ttc|toutes taxes|including vat|incl\. vat)")
_PERIODS = (
    ("month", re.compile(
        r"\bmensuel\w*|\bpar mois\b|/ ?mois\b|\bmonthly\b|\bper month\b|\bchaque mois\b")),
    ("quarter", re.compile(
        r"\btrimestriel\w*|\bpar trimestre\b|\bquarterly\b|\bper quarter\b")),
    ("year", re.compile(
        r"\bannuel\w*|\bpar an\b|/ ?an\b|\bpar annee\b|\bannual\w*|\bper (?:annum|year)\b"
        r"|\byearly\b")),
)  # fmt: skip


def find_prices(analysis: Analysis) -> tuple[Price, ...]:
    """Return the prices that a contract prints, in reading order, each once."""
    found = [
        price for article in articles_of(analysis) for price in _in(analysis, article.sentences)
    ]
    kept: dict[tuple[object, ...], Price] = {}
    for price in found:
        kept.setdefault((price.amount, price.currency, price.period), price)
    return tuple(kept.values())


def _in(analysis: Analysis, sentences: tuple[Sentence, ...]) -> Iterator[Price]:
    for index, sentence in enumerate(sentences):
        label, start = "", sentence.start
        if sentence.block.kind is BlockKind.CELL:
            # "Redevance annuelle | 36 000 €": the label is the cell before, or the header.
            before = sentences[index - 1] if index else None
            if before is not None and before.block.row == sentence.block.row:
                label = analysis.folded[before.start : before.end] + " : "
                start = before.start
            label = fold(" ".join(sentence.block.header_path)) + " " + label
        text = analysis.document.text[sentence.start : sentence.end]
        folded = label + analysis.folded[sentence.start : sentence.end]
        if not _PRICE.search(folded) or _OTHER_MONEY.search(folded):
            continue
        spans = [span for span in find_amounts(text) if _is_price(text, span)]
        for number, span in enumerate(spans):
            before_it = label + fold(text[spans[number - 1].end if number else 0 : span.start])
            end = spans[number + 1].start if number + 1 < len(spans) else len(text)
            yield Price(
                amount=span.amount.value,
                currency=span.amount.currency,
                period=_period(before_it, fold(text[span.end : end])),
                evidence=(cite(analysis.document, start, sentence.end),),
            )


def _is_price(text: str, span: AmountSpan) -> bool:
    after = fold(text[span.end : span.end + 60])
    return not _UNIT.match(after) and not _WITH_TAX.match(after)


def _period(before: str, after: str) -> str:
    """Return what the amount is paid for; what follows it says so first."""
    for part in (after[:40], before):
        for period, pattern in _PERIODS:
            if pattern.search(part):
                return period
    return "total"
