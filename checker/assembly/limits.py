"""What a value cell or the tail of a line says of a limit: amounts, basis, or a status."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.assembly.bases import (
    CLAIM,
    CLAIMANT,
    PERIOD,
    YEAR,
    BasisSpan,
    combine_bases,
    find_bases,
)
from checker.assembly.marks import is_nothing, read_mark
from checker.domain import Basis, GuaranteeStatus
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.values.amounts import AmountSpan, find_amounts

STATUSES = frozenset(
    ("cell.not_subscribed", "cell.granted", "cell.unlimited", "cell.refers")
)  # fmt: skip
_UNIT_ALONE = re.compile(r"(?:millions?|milliards?|milliers?)\b")
# "50 000 personnes" in a column of limits counts no money.
_COUNTED = re.compile(
    r" ?(?:personnes?|individus?|dossiers?|enregistrements?|postes?|salaries?|collaborateurs?"
    r"|heures?|jours?|mois|ans|annees|fois|m2|km|records?|individuals?|people|hours?|days?|months?"
    r"|years?|times)\b"
)
_COUNTED_CELL = re.compile(
    r"\W*\d[\d ]*(?:personnes?|individus?|dossiers?|records?|individuals?)\b"
)
# The noun is no answer: "Garantie" heads a column, "Garantie" alone in a cell answers.
_DATED = re.compile(r" (?:le|depuis|en date|a effet|par|aupres|on|since) ")
_NOUN = frozenset(("garantie", "garanties"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit as printed; `basis` None: not said here; `refers`: set by another line."""

    status: GuaranteeStatus
    amount: Decimal | None = None
    currency: str | None = None
    basis: Basis | None = None
    amount_year: Decimal | None = None
    refers: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What a column header says of its figures: currency and scale ("en k€")."""

    currency: str | None = None
    scale: int = 1
    bare: bool = False


NO_MONEY = Money()


# A label or a title that says its covers were not bought; "non garanti" may qualify a damage.
_REFUSED_LABEL = re.compile(
    r"\b(?:non|pas)[ -](?:souscri|retenu|acquis|accord|choisi)|option non|sans garantie"
    r"|\bnot (?:taken|purchased|insured|selected|included)"
    r"|(?::|\s[-–—])\s*(?:sans objet|neant|non garantie?s?|exclue?s?|not applicable)\W*$"
)


def is_counted(analysis: Analysis, start: int, end: int) -> bool:
    """Return True for a cell such as "50 000 personnes": a limit that is no money."""
    return _COUNTED_CELL.match(analysis.folded, start, end) is not None


def is_refused_label(analysis: Analysis, start: int, end: int) -> bool:
    """Return True for "Cyber (option non souscrite)", "Garanties non souscrites"."""
    return _REFUSED_LABEL.search(analysis.folded, start, end) is not None


_OBLIGED = re.compile(
    r"\b(?:doit|devra|doivent|devront|est tenue?|sera tenue?|s'engage|s'oblige)\b.{0,80}"
    r"(?:assur|garanti|justifi|souscri|couv)|montant minimum|minimum exige|exigee?s? par"
    r"|\b(?:shall|must|required to)\b.{0,40}(?:maintain|hold|carry|insur|effect)"
)


def is_required(analysis: Analysis, start: int, end: int) -> bool:
    """Return True for "devra justifier d'une assurance de …": it asks, it grants nothing."""
    return _OBLIGED.search(analysis.folded, start, end) is not None


def amounts_in(analysis: Analysis, start: int, end: int, money: Money) -> list[AmountSpan]:
    """Return the amounts printed in `[start, end)`, with offsets into the document."""
    text = analysis.document.text[start:end]
    spans = find_amounts(
        text,
        column_currency=money.currency or "" if money.bare else None,
        is_scaled=money.bare and money.scale != 1,
    )
    found: list[AmountSpan] = []
    for span in spans:
        if _UNIT_ALONE.match(analysis.folded[span.start + start : span.end + start]):
            # "M€ : millions d'euros" names a unit, it is no million.
            continue
        amount = span.amount
        bare = money.bare and text[span.start : span.end][-1:].isdigit()
        if bare and money.scale != 1:
            amount = replace(amount, value=amount.value * money.scale)
        if bare and _COUNTED.match(analysis.folded, span.end + start):
            continue
        if bare and amount.currency == "" and text[: span.start].strip():
            # Without a currency anywhere, only a cell that begins with figures is money.
            continue
        if amount.currency == "":
            amount = replace(amount, currency=None)
        found.append(replace(span, start=span.start + start, end=span.end + start, amount=amount))
    return found


def cues_in(analysis: Analysis, start: int, end: int) -> tuple[Hit, ...]:
    """Return the words of cells, columns, grants and money in `[start, end)`, in order."""
    cells = analysis.hits_in("coverage-cells", start, end)
    grants = analysis.hits_in("grants", start, end)
    return tuple(sorted((*cells, *grants), key=lambda hit: (hit.start, hit.end)))


def status_hits(analysis: Analysis, start: int, end: int) -> list[Hit]:
    """Return the words of `[start, end)` that say granted, not taken out, unlimited, as above."""
    whole = analysis.folded[start:end].strip(" .:-–")
    return [
        hit
        for hit in analysis.hits_in("coverage-cells", start, end)
        if hit.id in STATUSES
        and not (
            hit.id == "cell.granted"
            and analysis.folded[hit.start : hit.end] in _NOUN
            and whole not in _NOUN
        )
        # "Souscrit le 01/04/2022" dates a contract; it grants nothing.
        and not _DATED.match(analysis.folded, hit.end)
    ]


def read_limit(
    analysis: Analysis, start: int, end: int, *, money: Money = NO_MONEY
) -> Limit | None:
    """Return the limit that `[start, end)` prints; None where it says nothing of one."""
    text = analysis.document.text[start:end]
    cues = {hit.id for hit in status_hits(analysis, start, end)}
    amounts = amounts_in(analysis, start, end, money)
    if amounts:
        return _of_amounts(analysis, start, end, amounts)
    mark = read_mark(text)
    if mark is False or is_nothing(text) or "cell.not_subscribed" in cues:
        return Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=start, end=end)
    if "cell.unlimited" in cues:
        return Limit(status=GuaranteeStatus.UNLIMITED, start=start, end=end)
    refers = "cell.refers" in cues
    if mark or refers or "cell.granted" in cues:
        return Limit(status=GuaranteeStatus.NO_AMOUNT, refers=refers, start=start, end=end)
    return None


def _of_amounts(analysis: Analysis, start: int, end: int, amounts: list[AmountSpan]) -> Limit:
    first = amounts[0]
    if len(amounts) > 1 and _names_products(analysis, first.end, amounts[1].start):
        # "£5 M any one occurrence; products liability £5 M in the aggregate": two limits.
        amounts = amounts[:1]
        end = next(
            hit.start
            for hit in analysis.hits_in("coverage-cells", first.end, end)
            if hit.id == "qualifier.products"
        )
    bases = [b for b in find_bases(analysis, start, end) if not _is_of_products(analysis, start, b)]
    if first.amount.value == 0:
        return Limit(status=GuaranteeStatus.NOT_SUBSCRIBED, start=start, end=end)
    limit = Limit(
        status=GuaranteeStatus.GRANTED,
        amount=first.amount.value,
        currency=first.amount.currency,
        start=start,
        end=end,
    )
    if len(amounts) == 1:
        return replace(limit, basis=combine_bases(b.kind for b in bases))
    prefix = bool(bases) and bases[0].end <= first.start and bases[-1].end <= amounts[-1].start
    kinds: list[set[str]] = [set() for _ in amounts]
    for basis in bases:
        before = [i for i, a in enumerate(amounts) if a.start < basis.start]
        index = (len(before) if prefix else len(before) - 1) if before or prefix else 0
        kinds[max(0, min(index, len(amounts) - 1))].add(basis.kind)
    yearly = {YEAR, PERIOD}
    second = amounts[1].amount
    lower = second.value < first.amount.value
    if kinds[1] and not kinds[0] & yearly and kinds[1] <= yearly and not lower:
        basis = Basis.PER_CLAIMANT if CLAIMANT in kinds[0] else Basis.PER_CLAIM
        return replace(limit, basis=basis, amount_year=second.value)
    if kinds[0] and kinds[0] <= yearly and kinds[1] & {CLAIM, CLAIMANT}:
        basis = Basis.PER_CLAIMANT if CLAIMANT in kinds[1] else Basis.PER_CLAIM
        return replace(
            limit, amount=second.value, currency=second.currency, basis=basis,
            amount_year=first.amount.value,
        )  # fmt: skip
    if not kinds[1] and first.amount.value < second.value and _is_pair(analysis, amounts):
        return replace(limit, basis=Basis.PER_CLAIM, amount_year=second.value)
    # "3 M€ par sinistre, dont 500 000 € …": what follows is no second basis.
    return replace(limit, basis=combine_bases(kinds[0]))


def _names_products(analysis: Analysis, start: int, end: int) -> bool:
    return (
        any(
            hit.id == "qualifier.products" for hit in analysis.hits_in("coverage-cells", start, end)
        )
        and ";" in analysis.folded[start:end]
    )


def _is_of_products(analysis: Analysis, start: int, basis: BasisSpan) -> bool:
    """Return True for a basis that a bracket gives to products alone."""
    opened = analysis.document.text.rfind("(", start, basis.start)
    if opened < 0 or ")" in analysis.document.text[opened : basis.start]:
        return False
    hits = analysis.hits_in("coverage-cells", opened, basis.start)
    return any(hit.id == "qualifier.products" for hit in hits)


def _is_pair(analysis: Analysis, amounts: list[AmountSpan]) -> bool:
    """Return True for "1 000 000 € / 2 000 000 €": only a stroke or "et" between them."""
    between = analysis.folded[amounts[0].end : amounts[1].start]
    return between.strip() in ("/", "-", "et", "and", "puis")
