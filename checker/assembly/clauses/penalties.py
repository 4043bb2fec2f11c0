"""Penalties and service credits: rate, unit, base and cap, in French and English.

"0,5 % du montant par jour de retard, plafonnées à 10 %" → 0.5 percent_per_day, cap 10.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.assembly.clauses.articles import Article
from checker.assembly.evidence import cite
from checker.domain import Clause
from checker.language import Analysis, Sentence
from checker.text import fold
from checker.values.amounts import find_amounts
from checker.values.percentages import PercentageSpan, find_percentages

_UNITS = (
    ("hour", re.compile(r"\b(?:par|chaque|per|each|/) ?(?:tranche d')?(?:full )?(?:heure|hour)")),
    (
        "day",
        re.compile(
            r"\b(?:par|chaque|per|each|for each)"
            r" (?:(?:full|complete|whole|calendar|working|business) )?(?:jour|day)"
        ),
    ),
    (
        "week",
        re.compile(
            r"\b(?:par|chaque|per|each|for each)"
            r" (?:(?:full|complete|whole|calendar) )?(?:semaine|week)"
        ),
    ),
    ("month", re.compile(r"\b(?:par|chaque|per|each) (?:mois|month)")),
    ("tenth", re.compile(r"\bpar (?:dixieme de point|tranche|point)|\bper (?:0[.,]1|tenth)")),
    ("breach", re.compile(r"\bpar (?:manquement|infraction|violation)|\bper (?:breach|failure)")),
)
# What limits a penalty, before the percentage or amount that limits it.
_CAP_CUE = re.compile(
    r"plafonn|dans la limite|limit|exced|maximum|concurrence|depass|superieur|capped"
    r"|not exceed|up to"
)
_NO_CAP = re.compile(
    r"(?:pas|non|aucun|sans|n'est|ne sont)[^.;]{0,24}plafon|sans (?:limite|limitation|maximum)"
    r"|(?:un|not )capped|without (?:limit|cap)"
)
# A cap stands this close behind its cue.
_CAP_REACH = 60


# "1/1000e du montant", "P = V x R / 1000": a share of the value, a day where nothing else is said.
_FRACTION = re.compile(
    r"\b(?:1|un) ?/ ?(?P<of>[1-5] ?000|[1-9]00)(?:e|eme)?\b|\b[rj]\)? ?/ ?(?P<formula>[1-5]000)\b"
)

# What a client owes for paying late is no penalty of the supplier.
_PAYMENT = re.compile(
    r"\b(?:retards?|defauts?|incidents?|absence)\b[^.;]{0,12}\b(?:paiements?|reglements?)\b"
    r"|\binterets?\b|\becheances? de (?:paiement|la facture)\b|\btrois fois\b|\brecouvrement\b"
    r"|\bfactures?\b[^.;]{0,20}\b(?:impayee|non (?:reglee|payee)|echue|en retard)|\blate payment"
    r"|\boverdue\b|\binterest\b|\bexigibilite\b|\bunpaid\b|\bbanque centrale"
)
# A column of a table that says what a missed level costs.
_COLUMN = re.compile(r"penalit|malus|astreinte|sanction|liquidated|refaction|retenue|decote")
_CAP_COLUMN = re.compile(r"\bmaxim|\bplafon|\blimite|\bcap\b|\bup to\b")
# What makes a sum per day a penalty where the title of its article says the rest.
_OWED = re.compile(
    r"\b(?:vers\w*|doit|devra|redevable|dues?|paie\w*|paye\w*|acquitt\w*|encour\w*|appliqu\w*"
    r"|reten\w*|refaction|deduit\w*|reduction|diminu\w*|factur\w*|somme|indemnites?|pays?|deduct"
    r"|owes?|credit\w*|reduc\w*|payable|donne lieu|donnera lieu|entrain\w*)\b"
)
# "Leur montant total est limité à 15 %": of the penalties of the sentence before.
_THEIR_TOTAL = re.compile(
    r"^(?:\d+(?:\.\d+)*\.? )?(?:leur (?:montant|total|cumul|somme)|elles (?:sont|seront|ne)"
    r"|ils (?:sont|ne)|celles-ci|ces (?:sommes|montants|indemnites|reductions|retenues)"
    r"|ce montant|cette (?:somme|indemnite)|(?:le|la) (?:total|cumul|somme|montant)|l'ensemble"
    r"|their|they|such (?:sums|amounts|damages)|these|the (?:total|aggregate))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyValue:
    """`rate` in percent or money according to `unit`; `capped` None where nothing is said."""

    rate: Decimal | None
    unit: str | None
    currency: str | None
    cap_percent: Decimal | None
    capped: bool | None


def find_penalty_clauses(
    analysis: Analysis,
    article: Article,
    topics: Collection[str],
    sentence: Sentence,
    ids: Collection[str],
) -> Iterator[Clause]:
    """Yield the penalties that a sentence or a cell states, and the cap that it sets to them."""
    text = analysis.document.text[sentence.start : sentence.end]
    folded = analysis.folded[sentence.start : sentence.end]
    if _PAYMENT.search(folded):
        return
    value = find_penalty_value(text)
    if sentence.block.header_path and _in_column(sentence):
        value = _with_column_cap(analysis, sentence, value)
    late = bool({"subject.retard", "ct.sla"} & set(topics))
    stated = (
        "ct.penalites" in ids
        or (bool(sentence.block.header_path) and _in_column(sentence))
        or (late and "_per_" in (value.unit or "") and bool(_OWED.search(folded)))
    )
    of_before = bool(_THEIR_TOTAL.match(folded)) and (
        late or _follows_penalty(analysis, article, sentence)
    )
    if not (stated or of_before or "ct.penalites.cap" in ids):
        return
    evidence = (cite(analysis.document, sentence.start, sentence.end),)
    if value.rate is not None and stated:
        yield Clause(
            id="ct.penalites", rate=value.rate, unit=value.unit, currency=value.currency,
            cap_percent=value.cap_percent, capped=value.capped, evidence=evidence,
        )  # fmt: skip
    if value.capped or ("ct.penalites.cap" in ids and value.capped is not False):
        yield Clause(id="ct.penalites.cap", cap_percent=value.cap_percent, evidence=evidence)
    if value.capped is False and value.rate is None:
        yield Clause(id="ct.penalites", capped=False, evidence=evidence)


def _with_column_cap(analysis: Analysis, sentence: Sentence, value: PenaltyValue) -> PenaltyValue:
    """Return the penalty of a row with the cap that another column of the row sets."""
    if value.capped is not None or value.rate is None:
        return value
    for cell in analysis.document.blocks:
        same = (cell.table, cell.row) == (sentence.block.table, sentence.block.row)
        if not same or cell.table is None or not cell.header_path:
            continue
        if _CAP_COLUMN.search(fold(cell.header_path[-1])):
            printed = analysis.document.text[cell.start : cell.end]
            limits = find_percentages(printed)
            if limits or find_amounts(printed):
                return replace(value, cap_percent=limits[0].rate if limits else None, capped=True)
    return value


def _in_column(sentence: Sentence) -> bool:
    return bool(_COLUMN.search(fold(sentence.block.header_path[-1])))


def _follows_penalty(analysis: Analysis, article: Article, sentence: Sentence) -> bool:
    before = [s for s in article.sentences if s.end <= sentence.start]
    return bool(before) and any(
        hit.id.startswith("ct.penalites")
        for hit in analysis.hits_in("clauses", before[-1].start, before[-1].end)
    )


def find_penalty_value(text: str) -> PenaltyValue:
    """Return what the words of one or more sentences say of a penalty."""
    folded = fold(text)
    caps = [m.start() for m in _CAP_CUE.finditer(folded)]
    percentages = find_percentages(text)
    limits = [p for p in percentages if _follows_cap(p.start, caps, folded)]
    rates = [p for p in percentages if p not in limits and not _is_level(p, folded)]
    amounts = [a for a in find_amounts(text) if not _follows_cap(a.start, caps, folded)]
    per = next((name for name, pattern in _UNITS if pattern.search(folded)), None)
    rate = unit = currency = None
    if rates and (not amounts or rates[0].start < amounts[0].start):
        rate = rates[0].rate
        unit = f"percent_per_{per}" if per else "percent"
    elif amounts:
        rate, currency = amounts[0].amount.value, amounts[0].amount.currency
        unit = f"{(currency or 'eur').lower()}_per_{per}" if per else "fixed"
    elif (fraction := _FRACTION.search(folded)) is not None:
        rate = Decimal(100) / int((fraction["of"] or fraction["formula"]).replace(" ", ""))
        unit = f"percent_per_{per or 'day'}"
    no_cap = bool(_NO_CAP.search(folded))
    capped = False if no_cap else True if limits or _capped_in_money(text, caps, folded) else None
    return PenaltyValue(
        rate=rate,
        unit=unit,
        currency=currency,
        cap_percent=limits[0].rate if limits and not no_cap else None,
        capped=capped,
    )


def _follows_cap(position: int, caps: list[int], folded: str) -> bool:
    return any(
        0 < position - cap <= _CAP_REACH and not re.search(r"[.;]", folded[cap:position])
        for cap in caps
    )


def _capped_in_money(text: str, caps: list[int], folded: str) -> bool:
    return any(_follows_cap(a.start, caps, folded) for a in find_amounts(text))


def _is_level(span: PercentageSpan, folded: str) -> bool:
    # "disponibilité de 99,9 %" is the level promised, not the rate of the penalty.
    return (span.rate >= 90 and "disponib" in folded[max(0, span.start - 80) : span.start]) or (
        span.rate >= 90 and "availab" in folded[max(0, span.start - 80) : span.end + 40]
    )
