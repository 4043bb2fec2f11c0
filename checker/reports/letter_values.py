"""What fills the questions of a letter: variants and values read in the report itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from checker.domain import Clause, Facts, Finding, Kind, ProtectionResult, Report
from checker.reports.letter_models import LetterModels
from checker.reports.wording import Wording
from checker.text import fold

_UNQUALIFIED = ("rc.dinc", "rc.dic")
_MONTHS_IN_A_YEAR = 12


class _Filled(dict[str, str]):
    """Values of a sentence; what is missing is the blank."""

    def __init__(self, values: Mapping[str, str | None], blank: str) -> None:
        super().__init__({key: value for key, value in values.items() if value})
        self._blank = blank

    def __missing__(self, key: str) -> str:
        return self._blank


def fill(text: str, values: Mapping[str, str | None], blank: str) -> str:
    """Return `text` with its placeholders filled, the blank where a value is unknown."""
    return text.format_map(_Filled(values, blank))


def label_of(identifier: str, words: Wording) -> str:
    """Return the name of a protection, activity, exclusion or whole branch of insurance."""
    key = f"section.{identifier}"
    return words.messages.say(key) if key in words.messages else words.name(identifier)


def spaced(digits: str) -> str:
    """Return a number in groups of three, as registers print it.

    >>> spaced("552100554")
    '552 100 554'
    """
    return " ".join(digits[start : start + 3] for start in range(0, len(digits), 3))


def variants_of(finding: Finding, report: Report) -> tuple[str, ...]:
    """Return what may choose another question for a finding, the most telling first."""
    found: list[str] = [finding.clause] if finding.clause else []
    if finding.head in _UNQUALIFIED and finding.evidence:
        if _rests_on(finding, report, protection="rc.immateriels"):
            found.append("unqualified")
        if _rests_on(finding, report, section="rc.exploitation"):
            found.append("only_exploitation")
    if (finding.head or "").startswith("time."):
        found.append("time")
    if finding.code == "protection_not_evidenced":
        found += finding.concerns[:1]
    contracts = {d.name for d in report.documents if d.kind is Kind.CONTRACT}
    if finding.evidence and finding.evidence[0].document in contracts:
        found.append("contract")
    result = _result(finding, report)
    if result is not None:
        found.append(str(result.state))
    return tuple(found)


def build_values(
    finding: Finding,
    report: Report,
    words: Wording,
    models: LetterModels,
    *,
    firm: str | None,
) -> dict[str, str | None]:
    """Return the values of a finding's question, None where the report does not say."""
    facts = _facts(finding, report)
    clause = _clause(finding, report)
    subject = finding.head or next(iter(finding.concerns), None)
    asked_currency = (clause.currency if clause else None) or "EUR"
    result = _result(finding, report)
    evidenced_currency = (result.found_currency if result else None) or asked_currency
    values: dict[str, str | None] = {
        "label": label_of(subject, words) if subject else None,
        "required": _money(finding.required, asked_currency, words),
        "evidenced": _money(finding.evidenced, evidenced_currency, words),
        "gap": _money(finding.gap, asked_currency, words),
        "country": _country(finding.country, words),
        "day": words.day(report.as_of),
        "document": words.quoted(facts.document.name) if facts else None,
        "firm": _firm(report, firm),
        "years": str(clause.tail_months // _MONTHS_IN_A_YEAR)
        if clause and clause.tail_months
        else None,
        "fields": ", ".join(
            words.messages.say(f"field.{field}")
            for field in finding.concerns
            if f"field.{field}" in words.messages
        ),
    }
    if facts is not None:
        period = facts.period
        start = period.valid_from or period.effective
        values |= {
            "start": words.day(start.value) if start else None,
            "end": words.day(period.valid_to.value) if period.valid_to else None,
            "holder": facts.policyholder.name if facts.policyholder else None,
            "refusal": _refusal(facts, words, models),
        }
    return values


def _refusal(facts: Facts, words: Wording, models: LetterModels) -> str:
    known = models.refusals.get(facts.document.refusal or "other", models.refusals["other"])
    return known[words.language]


def _facts(finding: Finding, report: Report) -> Facts | None:
    """Return the document that the finding is about: named, quoted, else the only one."""
    names = (finding.document, *(item.document for item in finding.evidence))
    for name in names:
        for facts in report.facts:
            if facts.document.name == name and facts.document.kind is not Kind.CONTRACT:
                return facts
    return report.facts[0] if len(report.facts) == 1 else None


def _clause(finding: Finding, report: Report) -> Clause | None:
    """Return the clause of a contract that the finding is about."""
    if finding.clause is None:
        return None
    for facts in report.facts:
        for clause in facts.clauses:
            quoted = set(clause.evidence) & set(finding.evidence)
            if clause.id == finding.clause and quoted:
                return clause
    return None


def _result(finding: Finding, report: Report) -> ProtectionResult | None:
    head = finding.head or ("rc.pro" if finding.code == "rc_pro_missing" else None)
    return next((result for result in report.protections if result.id == head), None)


def _rests_on(
    finding: Finding, report: Report, *, protection: str | None = None, section: str | None = None
) -> bool:
    """Return True when the finding quotes lines of that protection or section and no other."""
    printed = {
        item
        for facts in report.facts
        for guarantee in facts.guarantees
        if guarantee.id == protection or guarantee.section == section
        for item in guarantee.evidence
    }
    return set(finding.evidence) <= printed


def insured_firm(report: Report, firm: str | None) -> tuple[str | None, str | None]:
    """Return the name and SIREN of who must be insured: as declared, else as printed first."""
    holders = [f.policyholder for f in report.facts if f.policyholder]
    if firm is not None:
        digits = re.sub(r"\s", "", firm)
        if not digits.isdecimal():
            siren = next((h.siren for h in holders if fold(h.name) == fold(firm)), None)
            return firm, siren
        named = next((h for h in holders if h.siren and digits.startswith(h.siren)), None)
        return (named.name if named else None), digits
    insured = [
        f.policyholder
        for f in report.facts
        if f.policyholder and f.document.kind is not Kind.CONTRACT
    ]
    first = next(iter(insured or holders), None)
    return (first.name, first.siren) if first else (None, None)


def _firm(report: Report, firm: str | None) -> str | None:
    """Return the firm that a certificate must name: declared, of the contract, else the first."""
    contracts = (f for f in report.facts if f.document.kind is Kind.CONTRACT)
    supplier = next((f.policyholder.name for f in contracts if f.policyholder), None)
    name, siren = insured_firm(report, firm)
    declared = firm is not None
    return (name or siren) if declared else (supplier or name)


def _country(country: str | None, words: Wording) -> str | None:
    if country is None:
        return None
    key = f"country.{country}"
    return words.messages.say(key) if key in words.messages else words.name(country)


def _money(value: Decimal | None, currency: str, words: Wording) -> str | None:
    return words.money(value, currency)
