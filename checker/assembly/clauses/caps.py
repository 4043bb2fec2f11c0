"""The liability cap of a contract: its form and the figure or formula that it states.

Forms of domain.md §6.1 (ct.cap.types): a sum, a share of the price, fees of the last
months, a multiple of them, per order, by reference to the policy, symbolic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checker.domain import Basis
from checker.text import fold
from checker.values.amounts import AmountSpan, find_amounts
from checker.values.durations import find_durations
from checker.values.percentages import find_percentages

_PRICE = re.compile(
    r"\b(?:prix|montants?|sommes?|redevances?|honoraires|factur[a-z]*|abonnements?|remunerations?"
    r"|fees|charges|price|sums|amounts?)\b"
)
_PAID_LATELY = re.compile(
    r"\b(?:mois|months?)\b[^.;]{0,40}?\b(?:preced|anterieur|dernier|prior|preceding|before|last)"
    r"|\b(?:derniers?|precedents?|last|preceding|previous)\b[^.;]{0,30}?\b(?:mois|months?)\b"
    r"|\bmois (?:de|d')\b|\b(?:annee|year) (?:precedente|ecoulee|contractuelle precedente)\b"
    r"|\b(?:preceding|previous|prior) (?:contract )?year\b"
)
_POLICY = re.compile(
    r"\b(?:plafonds?|limites?|montants?|garanties?|limits?|proceeds|sums?)\b[^.;]{0,60}?"
    r"\b(?:police|contrat d'assurance|assurances?|assureurs?|insurance|insured|policy)\b"
)
_PER_ORDER = re.compile(
    r"\b(?:bon de commande|commande concernee|commande en cause|par commande|commande a l'origine"
    r"|commande affectee|relevant order|purchase order|order form|statement of work)\b"
)
_ANNUAL = re.compile(
    r"\b(?:annuel(?:le)?s?|par an|annual|yearly|per annum)\b|\bannee contractuelle\b"
)
_PER_CLAIM = re.compile(
    r"\bpar (?:sinistre|evenement|fait generateur|reclamation|dommage)\b"
    r"|\b(?:per|each) (?:claim|event)\b"
)
_PER_YEAR = re.compile(
    r"\bpar (?:an|annee|periode annuelle|exercice)\b|\b(?:per|each|in any) (?:contract )?year\b"
    r"|\bper annum\b|\bannee contractuelle\b"
)
_TIMES = (
    (re.compile(r"\bune fois et demie\b|\b1[,.]5 fois\b|\bone and a half times\b"), Decimal(150)),
    (re.compile(r"\b(?:deux|2) fois\b|\bdouble\b|\btwice\b|\b(?:two|2) times\b"), Decimal(200)),
    (re.compile(r"\b(?:trois|3) fois\b|\btriple\b|\b(?:three|3) times\b"), Decimal(300)),
    (re.compile(r"\b(?:moitie|half)\b"), Decimal(50)),
    (re.compile(r"\bune fois\b|\bmontant total\b|\btotalite\b|\bonce\b"), Decimal(100)),
)
_SYMBOLIC = re.compile(r"\b(?:un|1) euro symbolique\b|\beuro symbolique\b|\b(?:un|1) euro\b")
_MONTHS_IN_YEAR = 12
# Up to this many euros a cap is symbolic (domain.md §6.1, form h).
SYMBOLIC_AMOUNT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapValue:
    """What a cap says: `rate` in percent of the base, `months` of fees that count."""

    form: str
    amount: Decimal | None = None
    currency: str | None = None
    rate: Decimal | None = None
    months: int | None = None
    basis: Basis = Basis.UNSTATED


def find_cap_value(text: str) -> CapValue | None:
    """Return the value of a cap stated in `text`; None when it states none."""
    folded = fold(text)
    amount = _amount(text, folded)
    currency = amount.amount.currency if amount else None
    value = amount.amount.value if amount else None
    basis = basis_of(folded)
    rate = _rate(text, folded)
    if _SYMBOLIC.search(folded):
        return CapValue(form="fixed", amount=Decimal(1), currency="EUR", basis=basis)
    lately = _PAID_LATELY.search(folded)
    priced = _PRICE.search(folded)
    if lately and priced:
        months = _months(text)
        form = "fees_12_months" if months == _MONTHS_IN_YEAR else "fees_multiple"
        return CapValue(form=form, amount=value, currency=currency or "EUR",
                        rate=rate or Decimal(100), months=months, basis=basis)  # fmt: skip
    if rate is not None and priced:
        form = "per_order" if _PER_ORDER.search(folded) else "percent_of_price"
        return CapValue(form=form, amount=value, currency=currency or "EUR", rate=rate, basis=basis)
    if value is not None:
        return CapValue(form="fixed", amount=value, currency=currency, basis=basis)
    if _POLICY.search(folded):
        return CapValue(form="policy_limit", basis=basis)
    if _PER_ORDER.search(folded):
        return CapValue(form="per_order", rate=Decimal(100), currency="EUR", basis=basis)
    if priced and _ANNUAL.search(folded):
        return CapValue(form="percent_of_price", rate=Decimal(100), currency="EUR", basis=basis)
    if priced and re.search(r"\bprix\b|\bprice\b|\bmontant (?:total|ht|hors taxes)\b", folded):
        return CapValue(form="percent_of_price", rate=Decimal(100), currency="EUR", basis=basis)
    return None


def _amount(text: str, folded: str) -> AmountSpan | None:
    amounts = find_amounts(text)
    # Of several, the one nearest behind the words of limitation.
    verb = re.search(r"limit|plafonn|exced|depass|superieur|exceed|capped|soit", folded)
    after = [a for a in amounts if verb and a.start > verb.start()]
    return (after or amounts or [None])[0]


def _rate(text: str, folded: str) -> Decimal | None:
    for pattern, rate in _TIMES[:4]:
        if pattern.search(folded):
            return rate
    percentages = find_percentages(text)
    if percentages:
        return percentages[0].rate
    return _TIMES[4][1] if _TIMES[4][0].search(folded) else None


def _months(text: str) -> int:
    for span in find_durations(text):
        if span.unit == "months":
            return span.value
        if span.unit == "years":
            return span.value * _MONTHS_IN_YEAR
    return _MONTHS_IN_YEAR


def basis_of(folded: str) -> Basis:
    """Return how a limit counts in folded text: per claim, per year, both, or unstated."""
    claim, year = _PER_CLAIM.search(folded), _PER_YEAR.search(folded)
    if claim and year:
        return Basis.PER_CLAIM_AND_YEAR
    if claim:
        return Basis.PER_CLAIM
    return Basis.PER_YEAR if year else Basis.UNSTATED
