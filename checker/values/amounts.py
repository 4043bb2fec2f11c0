"""Money as printed: figures, thousands and millions, letters (domain.md §1.2).

>>> [(str(a.amount.value), a.amount.currency) for a in find_amounts("1,5 M€ ; GBP 250,000")]
[('1500000', 'EUR'), ('250000', 'GBP')]
>>> find_amounts("sept millions d'euros (7 000 000 €)")[0].amount.value
Decimal('7000000')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.domain import Amount
from checker.text import fold
from checker.values.numerals import find_numerals
from checker.values.spans import keep_longest

# Digits in groups of three behind one kind of separator, or plain, with decimals.
_NUMBER = (
    r"(?<![\d.,/])(?:\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:'\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,3})?)"
    r"(?![\d])"
)
_SCALE = (
    r"(?P<scale{n}>millions?|milliards?|milliers?|mille|thousands?|billions?|mios?|mns?|mln|mds?"
    r"|mm|bn|k|m)"
)
_CURRENCY = (
    r"(?P<currency{n}>€(?:uros?)?|euros?|eur|livres? sterling|livres?|pounds? sterling|pounds?|gbp"
    r"|£|dollars? (?:us|americains?|des etats-unis)|us dollars?|dollars?|us ?\$|usd|\$|chf"
    r"|francs? suisses?)"
)
# A sign ends a currency whatever follows ("€par sinistre"); a word needs an end of its own.
_END = r"(?:(?<=[€£$])|(?![a-z]))"
_AFTER = re.compile(
    rf"(?P<number>{_NUMBER})(?:,-)? ?(?:{_SCALE.format(n=1)}(?: et demi)?)?(?: ?de | ?d')? ?"
    rf"{_CURRENCY.format(n=1)}{_END}"
)
_BEFORE = re.compile(
    rf"(?<![a-z]){_CURRENCY.format(n=2)} ?(?P<number>{_NUMBER})"
    rf"(?: ?{_SCALE.format(n=2)}(?![a-z]))?"
)
_BARE = re.compile(rf"(?P<number>{_NUMBER})(?: ?{_SCALE.format(n=1)}(?![a-z]))?")
_AFTER_WORDS = re.compile(
    rf"(?: ?\((?P<figures>{_NUMBER})\))?(?: ?de| ?d')? ?{_CURRENCY.format(n=1)}{_END}"
)
_SCALES = {
    "k": 10**3, "mille": 10**3, "millier": 10**3, "milliers": 10**3, "thousand": 10**3,
    "thousands": 10**3, "md": 10**9, "mds": 10**9, "bn": 10**9, "billion": 10**9,
    "billions": 10**9, "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip
# What may stand between an amount in letters and the same one in figures.
_TWIN_GAP = re.compile(r"[ (:,=-]{0,4}(?:soit )?\(?")
# Below this a bare number of a money column is a footnote mark or a count.
_LEAST_BARE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountSpan:
    """Money at `[start, end)`; `words`: read in letters, which prevail over figures.

    `figures` holds the figures printed beside the letters where the two differ.
    """

    start: int
    end: int
    amount: Amount
    words: bool = False
    figures: Decimal | None = None


def find_amounts(
    text: str, *, column_currency: str | None = None, is_scaled: bool = False
) -> list[AmountSpan]:
    """Return the amounts printed in `text`, in order, disjoint.

    A number without a currency is no amount, unless `column_currency` says that the
    column which holds it is one of money ("Montants en euros"); small numbers are money
    only where the column counts by thousands or more (`is_scaled`).
    """
    folded = fold(text)
    spelled = list(_spelled(folded))
    figured = keep_longest([*_figured(folded, _AFTER), *_figured(folded, _BEFORE)])
    found = keep_longest(_twinned(spelled, figured, folded))
    if column_currency is not None:
        bare = [
            AmountSpan(
                start=span.start,
                end=span.end,
                amount=Amount(value=span.amount.value, currency=column_currency),
            )
            for span in _figured(folded, _BARE)
            if (is_scaled or span.amount.value >= _LEAST_BARE) and _is_standalone(folded, span)
        ]
        found = keep_longest([*found, *bare])
    return found


def parse_number(printed: str, *, scaled: bool = False) -> Decimal:
    """Return the value of figures in any French or English grouping.

    Three digits behind a single comma or stop are a group ("1.500 €"), except before
    "millions" (`scaled`), where they are decimals ("1,500 M€").
    """
    digits = printed.replace(" ", "").replace("'", "")
    marks = [c for c in digits if c in ".,"]
    if len(marks) == 1 and (scaled or len(digits) - digits.index(marks[0]) - 1 != 3):
        return Decimal(digits.replace(",", "."))
    if len(set(marks)) == 2:
        last = marks[-1]
        digits = digits.replace("," if last == "." else ".", "").replace(last, ".")
        return Decimal(digits)
    return Decimal(digits.replace(",", "").replace(".", ""))


def _figured(folded: str, pattern: re.Pattern[str]) -> Iterator[AmountSpan]:
    for match in pattern.finditer(folded):
        groups = match.groupdict()
        scale = groups.get("scale1") or groups.get("scale2")
        printed = groups.get("currency1") or groups.get("currency2")
        factor = _SCALES.get(scale, 10**6) if scale else 1
        value = parse_number(match["number"], scaled=factor >= 10**6)
        if " et demi" in match[0]:
            value += Decimal("0.5")
        currency = _code(printed) if printed else None
        amount = Amount(value=_plain(value * factor), currency=currency)
        yield AmountSpan(start=match.start(), end=match.end(), amount=amount)


def _spelled(folded: str) -> Iterator[AmountSpan]:
    for numeral in find_numerals(folded):
        tail = _AFTER_WORDS.match(folded, numeral.end)
        if tail is None:
            continue
        figures = parse_number(tail["figures"]) if tail["figures"] else None
        value = Decimal(numeral.value)
        yield AmountSpan(
            start=numeral.start,
            end=tail.end(),
            amount=Amount(value=value, currency=_code(tail["currency1"])),
            words=True,
            figures=figures if figures != value else None,
        )


def _twinned(spelled: list[AmountSpan], figured: list[AmountSpan], folded: str) -> list[AmountSpan]:
    """Return the amounts with letters and figures of one amount as one span."""
    merged: list[AmountSpan] = []
    used: set[int] = set()
    for words in spelled:
        twin = next((f for f in figured if _are_twins(words, f, folded)), None)
        if twin is None:
            merged.append(words)
            continue
        used.add(twin.start)
        end = max(words.end, twin.end)
        if folded[end : end + 1] == ")" and "(" in folded[min(words.start, twin.start) : end]:
            end += 1
        differs = twin.amount.value != words.amount.value
        merged.append(
            AmountSpan(
                start=min(words.start, twin.start),
                end=end,
                amount=words.amount,
                words=True,
                figures=twin.amount.value if differs else words.figures,
            )
        )
    return [*merged, *(f for f in figured if f.start not in used)]


def _are_twins(words: AmountSpan, figures: AmountSpan, folded: str) -> bool:
    first, second = sorted((words, figures), key=lambda span: span.start)
    if first.end > second.start:
        return False
    between = folded[first.end : second.start]
    return "(" in between and _TWIN_GAP.fullmatch(between) is not None


def _is_standalone(folded: str, span: AmountSpan) -> bool:
    before = folded[max(0, span.start - 1) : span.start]
    after = folded[span.end : span.end + 2].strip()[:1]
    return not before.isalnum() and before not in tuple("./-") and after not in tuple("%/")


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _code(printed: str) -> str:
    if printed.startswith(("€", "eur")):
        return "EUR"
    if printed.startswith(("livre", "pound", "gbp", "£")):
        return "GBP"
    if printed.startswith(("chf", "franc")):
        return "CHF"
    return "USD"
