"""The four dates of an insurance document: inception, validity (two ends), issue.

Source: domain.md §1.1 rows 7 and 15; SCHEMA conventions 9, 16 and 30.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from checker.assembly.dated import ALONE, LETTER, Dated, find_dated, labelled, sentence_span
from checker.assembly.evidence import cite, is_doubtful
from checker.assembly.told_periods import find_told_period
from checker.domain import BlockKind, DateFact, Kind, Period
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.values.durations import find_durations, last_day

_CERTIFICATE = re.compile(r"attestation|certificat|valab|valid")
_INSURANCE_PERIOD = re.compile(
    r"periode d'assurance|periode de garantie|period of insurance|policy period|assurance"
)
_RENEWAL = re.compile(r"reconduction|renouvel|renew|subsequent|tail|retroactiv|preavis")
_AT_SIGNATURE = re.compile(
    r"(?:effet|vigueur|effective|force)[^.;]{0,25}"
    r"(?:a sa signature|a la signature|signature|date of (?:last )?signature|upon signature)"
)
_END_OF_TERM = re.compile(
    r"\b(?:s'ach[ae]v\w+|prend(?:ra)? fin|expire\w*|se termine\w*|jusqu'a\w*|echeance"
    r"|arrive\w* a (?:son )?terme|until|ends?|terminates?|expir\w+)\b[^.;]{0,80}$"
)
_CITATION_REACH = 160
# How far before a period its sentence may say what it is.
_WORDS_AROUND = 400


def find_period(analysis: Analysis, knowledge: Knowledge, *, kind: Kind) -> Period:
    """Return the dates printed; None for each that is not."""
    found = find_dated(analysis)
    issued = _concluded(analysis, found) if kind is Kind.CONTRACT else None
    issued = issued or _issued(found)
    if kind is Kind.OTHER:
        return Period(issued=_fact(analysis, issued))
    effective = next(
        (d for d in labelled(found, "date.effective") if not _is_void(d) and d is not issued), None
    )
    if kind is Kind.CONTRACT:
        return _contract_period(analysis, found, effective, issued)
    validity = _validity(analysis, found, policy=kind is Kind.POLICY)
    if validity is not None:
        start, end = _ends(analysis, validity)
        period = Period(valid_from=start, valid_to=end)
    else:
        period = _from_single_dates(analysis, found, kind)
        if period.valid_to is None and kind is Kind.ATTESTATION:
            told = find_told_period(analysis, _fact(analysis, issued))
            period = (
                replace(told, valid_from=period.valid_from or told.valid_from) if told else period
            )
    begun = _fact(analysis, effective)
    if period.valid_to and not period.valid_from and begun and begun.value <= period.valid_to.value:
        period = replace(period, valid_from=begun)
    return replace(period, effective=begun, issued=_fact(analysis, issued))


def _concluded(analysis: Analysis, found: tuple[Dated, ...]) -> Dated | None:
    """Return "Conclu à Strasbourg le 30 avril 2026": a place makes it the day of signature."""
    single = (d for d in found if d.last is None)
    return next((d for d in single if _CONCLUDED.search(_lead(analysis, d))), None)


_CONCLUDED = re.compile(r"\b(?:conclue?|signee?|passee?) (?:a|en) [a-z' -]{2,25},? ?le $")


def _contract_period(
    analysis: Analysis, found: tuple[Dated, ...], effective: Dated | None, issued: Dated | None
) -> Period:
    """Return the dates of a contract: it is signed, begins, and may print an end."""
    begun = _fact(
        analysis, effective or _named_effective(analysis, found) or _begins(analysis, found)
    )
    signed = _fact(analysis, issued)
    if begun is None and signed is not None:
        match = _AT_SIGNATURE.search(analysis.folded)
        if match is not None:
            begun = replace(signed, evidence=(cite(analysis.document, match.start(), match.end()),))
    if begun is None and _AT_NOTIFICATION.search(analysis.folded):
        notified = (d for d in found if _NOTIFIED.search(_lead(analysis, d)))
        begun = _fact(analysis, next(notified, None))
    end = None
    for dated in found:
        first, _ = sentence_span(analysis, dated.first.start)
        before = analysis.folded[first : dated.first.start]
        if dated.last is not None and _is_term(before, dated):
            end = _date(analysis, dated, last=True)
        elif (
            dated.label != "date.effective"
            and _END_OF_TERM.search(before)
            and _speaks_of_term(before)
        ):
            end = _fact(analysis, dated)
        if end is not None:
            break
    return Period(effective=begun, valid_to=end, issued=signed)


def _lead(analysis: Analysis, dated: Dated) -> str:
    """Return the words right before a date, those of the cell beside it included."""
    return analysis.folded[max(0, dated.first.start - _LEAD) : dated.first.start]


_LEAD = 40
_AT_NOTIFICATION = re.compile(
    r"(?:effet|vigueur|commence\w*|cours|court|compter)[^.;]{0,25}(?:sa|la|date de)? ?notification"
)
_NOTIFIED = re.compile(r"\bnotifi(?:cation|ee?)\b[^.;]{0,12}$")


def _is_term(before: str, dated: Dated) -> bool:
    if dated.label == "date.from":
        return _speaks_of_term(before)
    return dated.label in ("date.period", "date.effective")


def _named_effective(analysis: Analysis, found: tuple[Dated, ...]) -> Dated | None:
    """Return "dated 9 February 2026 (the "Effective Date")"."""
    return next((d for d in found if _IS_EFFECTIVE.match(analysis.folded, d.end)), None)


def _begins(analysis: Analysis, found: tuple[Dated, ...]) -> Dated | None:
    """Return the day that the work or the terms themselves are said to begin on."""
    for dated in found:
        first, _ = sentence_span(analysis, dated.first.start)
        before = analysis.folded[first : dated.first.start]
        if _STARTS.search(before) or (_IN_FORCE.search(before) and not dated.last):
            return dated
    return _beginning_of_term(analysis, found)


_IS_EFFECTIVE = re.compile(
    r"\W{0,3}(?:\(|ci-apres|hereinafter)[^.;)]{0,25}"
    r"(?:effective date|commencement date|date d'effet|date d'entree en vigueur)"
)
_STARTS = re.compile(
    r"(?:\b(?:contrat|marche|projet|missions?|prestations?|execution|travaux|services?|agreement"
    r"|project|abonnement|intervention|accord|convention|agreement)\b|^\W*(?:elle|il|it)\b)"
    r"[^.;]{0,40}"
    r"\b(?:debut\w*|commenc\w*|demarr\w*|starts?|begins?|commences?|court|courra"
    r"|produi\w+ (?:ses |son )?(?:plein )?effets?|prend(?:ra)? cours)"
    r" (?:le |on |au |des le |(?:a compter|a partir) du )$"
)
# "Conditions applicables aux devis signés à compter du …", "Version 7 – en vigueur au …".
_IN_FORCE = re.compile(
    r"\b(?:conditions|cgv|cgu|cga|cgs|version|edition|terms)\b[^.;]{0,60}\b(?:en vigueur|in force"
    r"|effective)(?: au| le| du| depuis le| a compter du| on| from| as of)? $"
    r"|\b(?:applicables?|s'appliquent?|regissent)\b[^.;]{0,60}"
    r"\b(?:a compter du|a partir du|depuis le|from|as of) $"
    r"|\bin force (?:from|as of) $"
    r"|\bservices? (?:est|sont|sera|seront) (?:ouverts?|mis en service|rendus?)[^.;]{0,30}"
    r" (?:le|au) $"
)


def _beginning_of_term(analysis: Analysis, found: tuple[Dated, ...]) -> Dated | None:
    """Return "conclu pour une durée de trois ans à compter du 1er octobre 2026"."""
    for dated in labelled(found, "date.from"):
        first, last = sentence_span(analysis, dated.first.start)
        words = analysis.folded[first:last]
        if _speaks_of_term(words) and re.search(r"duree|conclu|term\b|period", words):
            return dated
    return None


def _speaks_of_term(before: str) -> bool:
    return bool(_TERM_WORDS.search(before))


# "Il expire le …": the sentence before says what.
_TERM_WORDS = re.compile(
    r"contrat|marche|duree|agreement|term\b|convention|mission|accord|abonnement|^\W*(?:il|elle|it)\b"
)


def _validity(analysis: Analysis, found: tuple[Dated, ...], *, policy: bool) -> Dated | None:
    """Return the period that bounds the validity of the document."""
    best: tuple[int, Dated] | None = None
    for dated in found:
        score = _score(analysis, dated)
        if policy and score < _INSURED:
            score = 0
        if score and (best is None or score > best[0]):
            best = (score, dated)
    return best[1] if best else None


_CERTIFIED, _INSURED, _LABELLED, _BARE = 4, 3, 2, 1


def _score(analysis: Analysis, dated: Dated) -> int:
    if dated.last is None or dated.label in ("date.other", "date.signed", "date.printed"):
        return 0
    first, _ = sentence_span(analysis, dated.start)
    first = max(first, dated.first.start - _WORDS_AROUND)
    around = analysis.folded[min(first, dated.start) : dated.first.start]
    if dated.label == "date.period":
        if _CERTIFICATE.search(around):
            return _CERTIFIED
        return _INSURED
    if _CERTIFICATE.search(around):
        return _CERTIFIED
    if dated.label is not None:
        return _INSURED if _INSURANCE_PERIOD.search(around) else _LABELLED
    return _BARE


def _ends(analysis: Analysis, dated: Dated) -> tuple[DateFact, DateFact]:
    return _date(analysis, dated, last=False), _date(analysis, dated, last=True)


def _from_single_dates(analysis: Analysis, found: tuple[Dated, ...], kind: Kind) -> Period:
    """Return the validity from dates printed apart, or from a start and a duration."""
    single = [d for d in found if d.last is None]
    start = next((d for d in single if d.label == "date.period"), None)
    start = start or next(
        (
            d
            for d in single
            if d.label == "date.from"
            and _CERTIFICATE.search(
                analysis.folded[sentence_span(analysis, d.start)[0] : d.start + 40]
            )
        ),
        None,
    )
    end = next(
        (d for d in single if d.label == "date.until" and not _is_renewal(analysis, d)), None
    )
    if end is None and kind is Kind.ATTESTATION:
        computed = _computed(analysis, single)
        if computed is not None:
            return computed
    return Period(valid_from=_fact(analysis, start), valid_to=_fact(analysis, end))


def _is_renewal(analysis: Analysis, dated: Dated) -> bool:
    first, _ = sentence_span(analysis, dated.start)
    return bool(_RENEWAL.search(analysis.folded[first : dated.first.start]))


def _computed(analysis: Analysis, single: Iterable[Dated]) -> Period | None:
    """Return "pour une durée de 12 mois à compter du 1er avril 2026", both ends inclusive."""
    for dated in single:
        if dated.label not in ("date.from", "date.effective", "date.period"):
            continue
        first, last = sentence_span(analysis, dated.first.start)
        text = analysis.document.text[first:last]
        if _RENEWAL.search(analysis.folded[first:last]):
            continue
        for duration in find_durations(text):
            end = last_day(dated.first.date, duration)
            if end is not None:
                evidence = cite(analysis.document, first, last)
                return Period(
                    valid_from=_fact(analysis, dated),
                    valid_to=DateFact(value=end, evidence=(evidence,)),
                )
    return None


def _issued(found: tuple[Dated, ...]) -> Dated | None:
    single = tuple(d for d in found if d.last is None)
    order = ("date.signed", LETTER, ALONE, "date.printed", "date.bare")
    body = [d for d in single if d.block.kind is not BlockKind.FURNITURE]
    for label in order:
        for dated in (*labelled(tuple(body), label), *labelled(single, label)):
            return dated
    return None


def _is_void(dated: Dated) -> bool:
    return dated.first.date.year < _FIRST_YEAR


# No policy in force today began before.
_FIRST_YEAR = 1950


def _fact(analysis: Analysis, dated: Dated | None) -> DateFact | None:
    return _date(analysis, dated, last=False) if dated else None


def _date(analysis: Analysis, dated: Dated, *, last: bool) -> DateFact:
    span = dated.last if last and dated.last else dated.first
    start = dated.start if dated.start >= dated.block.start else dated.first.start
    end = dated.end
    if end - start > _CITATION_REACH or "\n" in analysis.document.text[start:end]:
        start, end = span.start, span.end
    return DateFact(
        value=span.date,
        evidence=(cite(analysis.document, start, end),),
        doubtful=is_doubtful(analysis.document, start, end),
    )
