"""The end of a validity that is told, not dated: "valable six mois", "l'année 2026".

Only what bounds the document itself is read; whoever misses such an end approves an
attestation that ran out. Source: domain.md §1.1 row 7.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from checker.assembly.evidence import cite
from checker.domain import DateFact, Period
from checker.language import Analysis
from checker.values.dates import find_dates, find_yearly_days
from checker.values.durations import find_durations, last_day

# "La présente attestation est valable (pour une durée de) six mois", "Validité : 3 mois".
_VALID_FOR = re.compile(
    r"\b(?:(?:est |reste |n'est |is )?(?:valable|valide|valid)(?: qu[e'])?"
    r"|(?:duree de )?validite(?: de l'attestation)?\s*:?)"
    r"\s*,?\s*(?:pour|pendant|durant|for|que|qu')?\s*(?:une? |a )?"
    r"(?:(?:duree|periode|period) (?:de |d'|of ))?\s*$"
)
_DOCUMENT = re.compile(r"\b(?:attestation|certificat|certificate|document|validite)\b|^\W*valable")
_RENEWAL = re.compile(r"\b(?:reconduction|subsequent|sejours?|deplacements?|preavis)\w*")
_WHOLE_YEAR = re.compile(
    r"\b(?:valable|valide|valid|validite|periode (?:d'assurance|de garantie|de validite)"
    r"|period of insurance|policy period)\b[^.;\n\d]{0,30}?"
    r"(?:(?:annee(?: civile)?|calendar year|year)\s*|:\s*|\n\s*)(?P<year>20\d\d)"
    r"(?![\d/-]|\.\d| ?(?:-|–|au|a|to|/) ?\d)"
)
_NEXT_DUE = re.compile(
    r"\b(?:prochaine|premiere) echeance|\bnext (?:renewal|anniversary)|\bdate d'echeance annuelle"
)
_UNTIL = re.compile(r"\b(?:jusqu'\w*|until|expire\w*)\b[^.;]{0,40}$")
_DUE = re.compile(
    r"\b(?:echeance|anniversaire|renewal)(?: (?:annuelle|principale|anniversaire|contractuelle"
    r"|du contrat|date))*\s*(?:[:,–-]|est fixee|fixee|chaque annee|on)?\s*(?:au|le|the)?\s*$"
)
_DUE_REACH = 70
_VALID_REACH = 60


def find_told_period(analysis: Analysis, issued: DateFact | None) -> Period | None:
    """Return the validity that words bound, None where none do.

    Durations and the next due date run from the day of issue; without one they bound nothing.
    """
    year = _WHOLE_YEAR.search(analysis.folded)
    if year is not None:
        evidence = (cite(analysis.document, year.start(), year.end()),)
        first = dt.date(int(year["year"]), 1, 1)
        return Period(
            valid_from=DateFact(value=first, evidence=evidence),
            valid_to=DateFact(value=first.replace(month=12, day=31), evidence=evidence),
        )
    if issued is None:
        return None
    end = next(_durations(analysis, issued.value), None) or _next_due(analysis, issued.value)
    return Period(valid_to=end) if end else None


def _durations(analysis: Analysis, issued: dt.date) -> Iterator[DateFact]:
    """Yield the ends of "valable trois mois (à compter de sa date d'émission)"."""
    text = analysis.document.text
    for sentence in analysis.sentences:
        folded = analysis.folded[sentence.start : sentence.end]
        if not _DOCUMENT.search(folded) or _RENEWAL.search(folded):
            continue
        if any(date.date != issued for date in find_dates(text[sentence.start : sentence.end])):
            # It runs from a day of its own.
            continue
        for duration in find_durations(text[sentence.start : sentence.end]):
            lead = folded[max(0, duration.start - _VALID_REACH) : duration.start]
            end = last_day(issued, duration) if _VALID_FOR.search(lead) else None
            if end is not None:
                yield DateFact(
                    value=end, evidence=(cite(analysis.document, sentence.start, sentence.end),)
                )


def _next_due(analysis: Analysis, issued: dt.date) -> DateFact | None:
    """Return the last day before the yearly due date that follows the issue."""
    folded = analysis.folded
    told = next(
        (
            found
            for found in _NEXT_DUE.finditer(folded)
            if _UNTIL.search(folded, max(0, found.start() - _VALID_REACH), found.start())
        ),
        None,
    )
    if told is None:
        return None
    for day in find_yearly_days(analysis.document.text):
        if not _DUE.search(folded, max(0, day.start - _DUE_REACH), day.start):
            continue
        due = day.after(issued)
        # Due on the 1st of April: the last day is the 31st of March; on the 31st, that day.
        end = due if (due + dt.timedelta(days=1)).day == 1 else due - dt.timedelta(days=1)
        evidence = tuple(
            cite(analysis.document, start, stop)
            for start, stop in ((told.start(), told.end()), (day.start, day.end))
        )
        return DateFact(value=end, evidence=evidence)
    return None
