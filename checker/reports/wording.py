"""How the values of a report are said to a reader, in French or in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from checker.domain import (
    Basis,
    Deductible,
    DeductibleKind,
    Evidence,
    Facts,
    Finding,
    Guarantee,
    Kind,
    Period,
    ProtectionResult,
    ProtectionState,
    Report,
    Severity,
    Territory,
    Trigger,
    Verdict,
)
from checker.errors import CheckerError, InvalidKnowledge
from checker.knowledge import Knowledge
from checker.messages import Messages
from checker.reports.documents import money_of

# States that approve; the others withhold.
APPROVING = frozenset(
    {
        ProtectionState.EVIDENCED,
        ProtectionState.CONDITIONAL,
        ProtectionState.EVIDENCED_NO_AMOUNT,
    }
)
# One finding that gathers what the documents leave unsaid; it is no alarm.
CONFIRM = "confirm_in_policy"
# A reader acts on three things at once, seldom on four.
FIRST_ACTIONS = 3
_ELLIPSIS = "…"


class Wording:
    """The sentences and names of one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self.knowledge = knowledge
        self.messages = Messages(knowledge, language)
        self.language = self.messages.language

    def say(self, key: str, **values: object) -> str:
        """Return the sentence `face.KEY`."""
        return self.messages.say(f"face.{key}", **values)

    def count(self, key: str, count: int, **values: object) -> str:
        """Return the sentence `face.KEY.one` or `face.KEY.many` for a number of things."""
        one = count == 1 and f"face.{key}.one" in self.messages
        return self.say(f"{key}.{'one' if one else 'many'}", count=count, **values)

    def name(self, identifier: str) -> str:
        """Return the name of an activity, protection, exclusion, clause, section or territory."""
        for entries in self.knowledge.families.values():
            if identifier in entries:
                return entries[identifier].label[self.language]
        return identifier

    def names(self, identifiers: Iterable[str]) -> str:
        """Return several names, separated by commas."""
        return ", ".join(self.name(identifier) for identifier in identifiers)

    def day(self, value: dt.date) -> str:
        """Return a day as it is written."""
        return self.messages.day(value)

    def money(self, value: Decimal | None, currency: str | None) -> str | None:
        """Return an amount as it is written, None for none."""
        return None if value is None else self.messages.money(value, currency)

    def quoted(self, text: str, *, width: int | None = None) -> str:
        """Return `text` between quotation marks, cut to about `width` characters."""
        if width is not None:
            text = shortened(text, width)
        return f"“{text}”" if self.language == "en" else f"«\u00a0{text}\u00a0»"

    def place(self, evidence: Evidence) -> str:
        """Return where a quotation stands: "p. 2", "§ 14"."""
        if evidence.page is not None:
            return self.say("page", page=evidence.page)
        if evidence.paragraph is not None:
            return self.say("paragraph", paragraph=evidence.paragraph + 1)
        return ""

    def period(self, period: Period) -> str | None:
        """Return the validity of an attestation: "du 1/1/2026 au 31/12/2026"."""
        start = self.day(period.valid_from.value) if period.valid_from else None
        end = self.day(period.valid_to.value) if period.valid_to else None
        if start and end:
            return self.say("from_to", start=start, end=end)
        if start:
            return self.say("from", start=start)
        return self.say("until", end=end) if end else None

    def deductible(self, value: Deductible | None, currency: str | None = "EUR") -> str | None:
        """Return a deductible as it is written, None for none printed."""
        if value is None:
            return None
        parts: list[str] = []
        if value.kind is DeductibleKind.NONE:
            return self.say("deductible.none")
        if value.kind is DeductibleKind.PERCENT and value.rate is not None:
            rate = money_of(value.rate)
            rate = rate if self.language == "en" else rate.replace(".", ",")
            parts.append(self.say("deductible.percent", rate=rate))
        if value.amount is not None:
            parts.append(self.messages.money(value.amount, currency))
        if value.min is not None:
            parts.append(
                self.say("deductible.min", amount=self.messages.money(value.min, currency))
            )
        if value.max is not None:
            parts.append(
                self.say("deductible.max", amount=self.messages.money(value.max, currency))
            )
        if value.hours is not None:
            parts.append(self.say("deductible.hours", hours=value.hours))
        if value.days is not None:
            parts.append(self.say("deductible.days", days=value.days))
        return ", ".join(parts) or None

    def limit(self, guarantee: Guarantee) -> list[str]:
        """Return the lines that say a limit: amount, basis; or the status."""
        if guarantee.amount is None:
            return [self.say(f"status.{guarantee.status}")]
        lines = [self.messages.money(guarantee.amount, guarantee.currency)]
        year = guarantee.amount_year
        if year is None or year == guarantee.amount:
            basis = Basis.PER_CLAIM_AND_YEAR if year is not None else guarantee.basis
            return [*lines, self.say(f"basis.{basis}")]
        lines.append(self.say(f"basis.{guarantee.basis}"))
        lines.append(self.messages.money(year, guarantee.currency))
        return [*lines, self.say(f"basis.{Basis.PER_YEAR}")]

    def territory(self, value: Territory) -> str:
        """Return "Monde entier, sauf États-Unis, Canada"."""
        included = self.names(value.includes)
        if not value.excludes:
            return included
        excluded = self.say("except", countries=self.names(value.excludes))
        return f"{included}, {excluded}" if included else excluded

    def trigger(self, value: Trigger) -> str:
        """Return what sets the cover off, and for how long."""
        parts: list[str] = []
        if value.basis:
            parts.append(self.say(f"trigger.{value.basis}"))
        if value.tail_years is not None:
            parts.append(self.count("tail", value.tail_years))
        if value.retroactive in ("unlimited", "none"):
            parts.append(self.say(f"retroactive.{value.retroactive}"))
        elif value.retroactive:
            day = self.day(dt.date.fromisoformat(value.retroactive))
            parts.append(self.say("retroactive.date", day=day))
        return ", ".join(parts)

    def identity(self, facts: Facts) -> list[tuple[str, str, tuple[Evidence, ...]]]:
        """Return what a document says of itself: (field, words, citations) for each."""
        holder = "supplier" if facts.document.kind is Kind.CONTRACT else "policyholder"
        rows: list[tuple[str, str | None, tuple[Evidence, ...]]] = []
        document = facts.document
        rows.append(("kind", self.say(f"kind.{document.kind}"), ()))
        if document.first_page is not None:
            last = document.first_page + (document.pages or 1) - 1
            rows.append(("part", self.say("part", first=document.first_page, last=last), ()))
        rows.append(("families", self.names(document.families) or None, ()))
        rows += [("insurers", fact.value, fact.evidence) for fact in facts.insurers]
        for person in facts.intermediaries:
            number = self.say("field.orias", orias=person.orias) if person.orias else ""
            rows.append(("intermediaries", _joined(person.name, number), person.evidence))
        parties = [(holder, facts.policyholder), ("client", facts.client)]
        parties += [("additional_insureds", party) for party in facts.additional_insureds]
        for field, party in parties:
            if party is not None:
                number = self.say("field.siren", siren=party.siren) if party.siren else ""
                rows.append((field, _joined(party.name, number), party.evidence))
        rows += [("policy_numbers", fact.value, fact.evidence) for fact in facts.policy_numbers]
        rows += self._dates(facts.period)
        if facts.territory:
            rows.append(("territory", self.territory(facts.territory), facts.territory.evidence))
        if facts.trigger:
            rows.append(("trigger", self.trigger(facts.trigger), facts.trigger.evidence))
        for field, fact in (
            ("scope_restriction", facts.scope_restriction),
            ("suspended", facts.suspended),
        ):
            if fact is not None:
                rows.append((field, fact.value, fact.evidence))
        return [(self.say(f"field.{field}"), words, cited) for field, words, cited in rows if words]

    def _dates(self, period: Period) -> list[tuple[str, str | None, tuple[Evidence, ...]]]:
        rows: list[tuple[str, str | None, tuple[Evidence, ...]]] = []
        if period.effective:
            rows.append(("effective", self.day(period.effective.value), period.effective.evidence))
        ends = [fact for fact in (period.valid_from, period.valid_to) if fact]
        cited = tuple(dict.fromkeys(e for fact in ends for e in fact.evidence))
        rows.append(("validity", self.period(period), cited))
        if period.issued:
            rows.append(("issued", self.day(period.issued.value), period.issued.evidence))
        return rows

    def verdict(self, report: Report) -> str:
        """Return the sentence that a procurement officer reads first."""
        counted = [f for f in report.findings if f.severity is not Severity.LOW]
        day = self.day(report.as_of)
        if report.verdict is Verdict.NO_GAP and not report.activities:
            return self.say("no_activities")
        return self.count(f"verdict_sentence.{report.verdict}", len(counted), day=day)

    def error(self, error: CheckerError) -> str:
        """Return one sentence that says what happened, to what, and what to do next."""
        key = f"error.{error.code}"
        if key + "_found" in self.messages and error.values.get("found"):
            key += "_found"
        try:
            return self.messages.say(key, **{"detail": error.detail, **error.values})
        except InvalidKnowledge:
            return error.detail or error.code


def shortened(text: str, width: int) -> str:
    """Return `text` cut to `width` characters, with an ellipsis where it is cut."""
    return text if len(text) <= width else text[: max(1, width - 1)].rstrip(" ,;:") + _ELLIPSIS


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings gravest first, in the order of the report within one severity."""
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def first_actions(report: Report) -> list[Finding]:
    """Return the findings to act on first, gravest first, each action once.

    A low finding is information, except the one that has a request ready.
    """
    actions: dict[str, Finding] = {}
    for finding in ordered(report.findings):
        if finding.severity is not Severity.LOW or finding.code == CONFIRM:
            actions.setdefault(finding.action, finding)
    return list(actions.values())[:FIRST_ACTIONS]


def to_confirm(report: Report) -> frozenset[str]:
    """Return the protections that only need a confirmation in the general conditions."""
    silent = {p.id for p in report.protections if p.state is ProtectionState.NOT_EVIDENCED}
    named = {i for f in report.findings if f.code == CONFIRM for i in f.concerns}
    return frozenset(silent & named)


def required(report: Report) -> list[ProtectionResult]:
    """Return the protections asked for, what withholds approval first, gravest first."""
    severities = list(Severity)
    calm = to_confirm(report)
    asked = [
        p
        for p in report.protections
        if (p.required_by or p.required_amount is not None) and p.id not in calm
    ]
    return sorted(asked, key=lambda p: (p.state in APPROVING, severities.index(p.severity)))


def grouped(
    protections: Iterable[ProtectionResult],
) -> list[tuple[ProtectionResult, ...]]:
    """Return protections in order, those that have no passage and one reason gathered.

    Twenty rows that say the same thing are read by nobody; one row with twenty names is.
    """
    groups: dict[object, list[ProtectionResult]] = {}
    for result in protections:
        silent = not result.evidence and result.found_amount is None
        key = (result.state, result.why, result.required_amount) if silent else result.id
        groups.setdefault(key, []).append(result)
    return [tuple(group) for group in groups.values()]


def confirmation(report: Report) -> Finding | None:
    """Return the finding that gathers what is to be confirmed, if there is one."""
    return next((finding for finding in report.findings if finding.code == CONFIRM), None)


def shown_findings(report: Report) -> list[Finding]:
    """Return the findings gravest first, without the one that has a section of its own."""
    calm = confirmation(report) if to_confirm(report) else None
    return [finding for finding in ordered(report.findings) if finding is not calm]


def printed_besides(report: Report) -> list[ProtectionResult]:
    """Return the protections that nothing asks for and a document prints all the same."""
    return [
        p
        for p in report.protections
        if not p.required_by
        and p.required_amount is None
        and p.evidence
        and p.state is not ProtectionState.NOT_EVIDENCED
    ]


def _joined(name: str, more: str) -> str:
    return f"{name} ({more})" if more else name
