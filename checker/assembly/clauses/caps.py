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
    r"\b(?:prix|forfaits?|montants?|sommes?|redevances?|honoraires|factur[a-z]*|abonnements?|remunerations?"
    r"|reglements?|versements?|paiements?"
    r"|fees|charges|price|sums|amounts?)\b"
)
_PAID_LATELY = re.compile(
    r"\b(?:mois|months?)\b[^.;]{0,40}?\b(?:preced|anterieur|dernier|prior|preceding|before|last)"
    r"|\b(?:derni(?:er|ere)s?|precedente?s?|ecoule(?:e|s|es)?|last|preceding|previous)\b[^.;]{0,30}?\b(?:mois|months?)\b"
    r"|\bmois (?:de|d')\b|\b(?:annee|year) (?:precedente|ecoulee|contractuelle precedente)\b"
    r"|\b(?:preceding|previous|prior) (?:contract )?year\b"
)
_LATELY_BETWEEN = re.compile(
    r"\b(?:derniers|pr[ée]c[ée]dents|complets|entiers|full|calendar|consecutive|last|preceding)\s+"
    r"(?=mois\b|months?\b)",
    re.I,
)
_POLICY = re.compile(
    r"\b(?:plafonds?|limites?|montants?|sommes?|indemnites?|garanties?|limits?|amounts?|proceeds"
    r"|sums?)\b[^.;]{0,60}?"
    r"\b(?:police|contrat d'assurance|assurances?|assureurs?|insurance|insurers?|insured|policy)\b"
)
_PER_ORDER = re.compile(
    r"\b(?:bons? de commande|commande concernee|commande en cause|par commande|commande a l'origine"
    r"|chaque commande|commande affectee|commande litigieuse|relevant order|purchase order"
    r"|order form|statement of work)\b"
)
_ANNUAL = re.compile(
    r"\b(?:annuel(?:le)?s?|par an|annual|yearly|per annum)\b|\bannee contractuelle\b"
)
_YEARLY_BASE = re.compile(
    r"\b(?:prix|montant|redevances?|abonnement|sommes|remuneration|forfait)\b[^.;,]{0,40}\bannuel"
    r"|\bannuel\w* (?:de la |des |du )?(?:redevance|abonnement|montant|prix)"
    r"|\b(?:annual|yearly)\b[^.;,]{0,30}\b(?:fees?|charges|price|amount|subscription)"
    r"|\b(?:fees?|charges|price)\b[^.;,]{0,30}\b(?:per annum|per year"
    r"|in (?:a|any|the) (?:contract )?year)"
)
_PER_CLAIM = re.compile(
    r"\b(?:par|pour chaque|pour un meme) (?:sinistre|evenement|fait generateur|reclamation"
    r"|dommage|incident)"
    r"|\b(?:per|each|any one|for each|for any one) (?:claim|event|occurrence|loss|incident)\b"
)
_PER_YEAR = re.compile(
    r"\b(?:par|pour chaque|chaque|sur une meme) (?:an|annee|periode annuelle|exercice"
    r"|periode de (?:douze|12)(?: \(12\))? mois)\b"
    r"|\b(?:per|each|in any|any|in each)(?: one)? (?:contract |calendar |policy )?year\b"
    r"|\bper annum\b|\bannee contractuelle\b|\bannuellement\b|\bannually\b"
    r"|\b(?:per|in any) (?:twelve|12)[ -]months? period\b"
)
# "Le montant total des dommages et intérêts" is what is capped, no base of the cap.
_WHOLE = re.compile(
    r"\bune fois\b(?! la)|\btotalite\b|\bonce\b"
    r"|\bmontant total\b(?! (?:(?:cumule|maximal|maximum) )?"
    r"(?:de la |de l'|des? )?(?:dommage|indemni|repar|responsab|condamn))"
)
_TIMES = (
    (re.compile(r"\bune fois et demie\b|\b1[,.]5 fois\b|\bone and a half times\b"), Decimal(150)),
    (re.compile(r"\b(?:deux|2) fois\b|\bdouble\b|\btwice\b|\b(?:two|2) times\b"), Decimal(200)),
    (re.compile(r"\b(?:trois|3) fois\b|\btriple\b|\b(?:three|3) times\b"), Decimal(300)),
    (re.compile(r"\b(?:moitie|half)\b"), Decimal(50)),
    (_WHOLE, Decimal(100)),
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
    choice: str | None = None


def find_cap_values(text: str) -> tuple[CapValue, ...]:
    """Return the values of the caps stated in `text`: one, or one per claim and one per year."""
    value = find_cap_value(text)
    if value is None:
        return ()
    if value.form != "fixed" or value.choice is not None:
        return (value,)
    amounts = _stated(text, fold(text))
    both: list[CapValue] = []
    for index, span in enumerate(amounts):
        end = amounts[index + 1].start if index + 1 < len(amounts) else len(text)
        basis = basis_of(fold(text[span.end : end]))
        both.append(CapValue(form="fixed", amount=span.amount.value,
                             currency=span.amount.currency, basis=basis))  # fmt: skip
    bases = {each.basis for each in both}
    if len(both) == len(bases) == _PER_CLAIM_AND_YEAR and Basis.UNSTATED not in bases:
        return tuple(both)
    return (value,)


# "X par sinistre et Y par an": two caps, each with a basis of its own.
_PER_CLAIM_AND_YEAR = 2
_GREATER = re.compile(
    r"\b(?:plus (?:eleve|haut|grand|important)e?s?|plus forte?|superieure? des deux|greater|higher"
    r"|larger|highest|greatest)\b"
)
_LESSER = re.compile(
    r"\b(?:moins eleve|plus (?:faible|bas|petit)e?s?|moindre|inferieure? des deux|lesser|lower"
    r"|smaller|lowest|least of)\b"
)


def find_cap_value(text: str) -> CapValue | None:
    """Return the value of a cap stated in `text`; None when it states none."""
    folded = fold(text)
    amount = next(iter(_stated(text, folded)), None)
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
                        rate=_of_a_year(rate or Decimal(100), months), months=months, basis=basis,
                        choice=_choice(folded, value))  # fmt: skip
    if rate is not None and priced:
        form = "per_order" if _PER_ORDER.search(folded) else "percent_of_price"
        return CapValue(form=form, amount=value, currency=currency or "EUR", rate=rate,
                        months=_base_months(folded), basis=basis,
                        choice=_choice(folded, value))  # fmt: skip
    if value is not None:
        return CapValue(form="fixed", amount=value, currency=currency, basis=basis)
    if _POLICY.search(folded):
        return CapValue(form="policy_limit", basis=basis)
    if _PER_ORDER.search(folded):
        return CapValue(form="per_order", rate=Decimal(100), currency="EUR", basis=basis)
    if priced and _ANNUAL.search(folded):
        return CapValue(form="percent_of_price", rate=Decimal(100), currency="EUR",
                        months=_base_months(folded), basis=basis)  # fmt: skip
    if priced and re.search(r"\bprix\b|\bprice\b|\bmontant (?:total|ht|hors taxes)\b", folded):
        return CapValue(form="percent_of_price", rate=Decimal(100), currency="EUR", basis=basis)
    return None


def _of_a_year(rate: Decimal, months: int) -> Decimal:
    """Return a share of the fees of some months in percent of those of a year."""
    yearly = rate * months / _MONTHS_IN_YEAR
    return yearly if yearly == yearly.to_integral_value() else round(yearly, 2)


def _choice(folded: str, amount: Decimal | None) -> str | None:
    """Return greater or lesser where a cap is the one or the other of a sum and a formula."""
    if amount is None:
        return None
    if _GREATER.search(folded):
        return "greater"
    return "lesser" if _LESSER.search(folded) else None


_VERB = re.compile(
    r"limit|plafonn|exced|depass|superieur|exceed|capped|soit|au-dela|au dela|hauteur"
    r"|concurrence|more than|maxim"
)


def _stated(text: str, folded: str) -> list[AmountSpan]:
    """Return the amounts behind the words of limitation, or all where none stands behind."""
    amounts = find_amounts(text)
    verb = _VERB.search(folded)
    after = [a for a in amounts if verb and a.start > verb.start()]
    return after or amounts


def _rate(text: str, folded: str) -> Decimal | None:
    for pattern, rate in _TIMES[:4]:
        if pattern.search(folded):
            return rate
    percentages = find_percentages(text)
    if percentages:
        return percentages[0].rate
    return _TIMES[4][1] if _TIMES[4][0].search(folded) else None


def _base_months(folded: str) -> int | None:
    """Return twelve where the base of a percentage is what is paid for a year."""
    return _MONTHS_IN_YEAR if _YEARLY_BASE.search(folded) else None


def _months(text: str) -> int:
    # "Les six (6) derniers mois": the number and its unit stand apart.
    for span in find_durations(_LATELY_BETWEEN.sub("", text)):
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
