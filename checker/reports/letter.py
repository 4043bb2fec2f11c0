"""The request to an insurer, a broker or a supplier, assembled from a report.

Every sentence is chosen from models/letters.yaml by the code of a finding and filled from
what the report holds, so that a report saved in one language gives a letter in the other.
The insured writes to its insurer or broker, the buyer to its supplier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.domain import Evidence, Facts, Finding, Kind, Report, Severity
from checker.reports.letter_addressees import Addressee, assign, find_addressees
from checker.reports.letter_models import Frame, LetterModels, Question, load_letters
from checker.reports.letter_values import (
    build_values,
    fill,
    insured_firm,
    label_of,
    spaced,
    variants_of,
)
from checker.reports.wording import Wording, shortened

# A question rests on its first passages; the report holds the others.
_MOST_PASSAGES = 3
_LONGEST_PASSAGE = 240
_DOCUMENTS = "documents"
# One activity, one question; a sub-limit that is already too low is not asked about twice.
_ONCE = ("activity_",)
_SMALL_SUBLIMIT = "headline_hides_sublimit"
_ALSO_ABOUT_AMOUNT = ("protection_below_requirement", "requirement_not_met", "cap_exceeds_policy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question: its sentence, the names under it, the passages that it rests on."""

    text: str
    points: tuple[str, ...] = ()
    passages: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter ready to send; `documents` are asked for under `documents_title`."""

    language: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    subject: str
    opening: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    documents_title: str
    documents: tuple[str, ...]
    closing: tuple[str, ...]
    signature: tuple[str, ...]


def build_letters(
    report: Report,
    words: Wording,
    *,
    to: str,
    firm: str | None = None,
    sender: str | None = None,
) -> tuple[Letter, ...]:
    """Return one letter for each reader who is asked something: none where nothing is asked.

    `firm` is who must be insured and `sender` who writes, where the documents do not say.
    """
    models = load_letters(words.knowledge)
    addressees = find_addressees(report, to)
    asked = assign(_asked(report.findings), addressees)
    letters = (
        _letter(addressee, findings, report, words, models, to=to, firm=firm, sender=sender)
        for addressee, findings in zip(addressees, asked, strict=True)
    )
    return tuple(letter for letter in letters if letter is not None)


def _asked(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings to ask about, each question once."""
    listed = list(findings)
    told = {f.head for f in listed if f.code in _ALSO_ABOUT_AMOUNT}
    seen: set[tuple[str, ...]] = set()
    kept: list[Finding] = []
    for finding in listed:
        # A document that another one in force replaces is no question.
        if finding.code == "expired" and finding.severity is Severity.LOW:
            continue
        if finding.code == _SMALL_SUBLIMIT and finding.head in told:
            continue
        if finding.code.startswith(_ONCE) and finding.concerns:
            if finding.concerns in seen:
                continue
            seen.add(finding.concerns)
        kept.append(finding)
    return kept


def _letter(
    addressee: Addressee,
    findings: Sequence[Finding],
    report: Report,
    words: Wording,
    models: LetterModels,
    *,
    to: str,
    firm: str | None,
    sender: str | None,
) -> Letter | None:
    language, frame = words.language, models.frame(to)
    blank = models.blank[language]
    grouped: dict[str, list[Item]] = {}
    asks: list[str] = []
    quoted: set[str] = set()
    for finding in findings:
        question = models.question(finding.code, variants_of(finding, report))
        if question is None or to not in question.to:
            continue
        asks += question.asks
        if question.text is not None:
            item = _item(finding, question, report, words, models, firm=firm)
            grouped[question.group] = _with(grouped.get(question.group, []), item)
            quoted |= {e.document for e in finding.evidence}
    titles = {group.id: group.title[language] for group in models.groups}
    sections = tuple(
        Section(title=title, items=tuple(grouped[group]))
        for group, title in titles.items()
        if group in grouped
    )
    documents = tuple(one.text[language] for one in models.documents if one.id in asks)
    if not sections and not documents:
        return None
    people = _People(addressee, report, words, frame, to=to, sender=sender, firm=firm)
    day, between = words.day(report.as_of), models.phrases["between"][language]
    read = _and([_read(f, words, models) for f in _shown(addressee, report, quoted)], models, words)
    activities = between.join(label_of(result.id, words) for result in report.activities)
    intro = [fill(frame.intro[language], {"day": day, "documents": read}, blank)] if read else []
    if activities:
        intro.append(fill(frame.declared[language], {"activities": activities}, blank))
    request = frame.request if sections else models.phrases["only_documents"]
    policy = ", ".join(addressee.policy_numbers)
    subject = (frame.subject if policy else frame.subject_bare)[language]
    phrase = models.phrases
    return Letter(
        language=language,
        sender=people.sender,
        recipient=people.recipient,
        date=fill(phrase["dated"][language], {"day": day}, blank),
        subject=fill(
            phrase["subject"][language],
            {"subject": fill(subject, {"policy": policy, "holder": people.holder}, blank)},
            blank,
        ),
        opening=frame.opening[language],
        intro=(*intro, request[language]),
        sections=sections,
        documents_title=titles[_DOCUMENTS],
        documents=documents,
        closing=(frame.closing[language], frame.greeting[language]),
        signature=(people.sender[0], phrase["signer"][language]),
    )


class _People:
    """Who writes to whom, with the blanks of what no document says."""

    def __init__(
        self,
        addressee: Addressee,
        report: Report,
        words: Wording,
        frame: Frame,
        *,
        to: str,
        sender: str | None,
        firm: str | None,
    ) -> None:
        language = words.language
        name, digits = insured_firm(report, firm)
        insured = (name,) if name else ()
        number = (words.say("field.siren", siren=spaced(digits)),) if digits else ()
        client = next((f.client for f in report.facts if f.client), None)
        self.holder = insured[0] if insured else None
        if to == "supplier":
            by = (sender,) if sender else ((client.name,) if client else ())
            self.sender = by or (frame.sender_blank[language],)
            self.recipient = (*(insured or (frame.recipient_blank[language],)), *number)
            return
        self.sender = (sender,) if sender else (*(insured or (frame.sender_blank[language],)),)
        if not sender:
            self.sender = (*self.sender, *number)
        through = load_letters(words.knowledge).phrases["through"][language]
        between = (
            (through.format(name=addressee.intermediary),)
            if to == "insurer" and addressee.intermediary
            else ()
        )
        self.recipient = (addressee.name or frame.recipient_blank[language], *between)


def _with(items: list[Item], item: Item) -> list[Item]:
    """Return items and one more; what two questions without passage ask alike is one list."""
    for index, known in enumerate(items):
        if known.text == item.text and known.passages == item.passages:
            points = tuple(dict.fromkeys((*known.points, *item.points)))
            return [*items[:index], replace(known, points=points), *items[index + 1 :]]
    return [*items, item]


def _item(
    finding: Finding,
    question: Question,
    report: Report,
    words: Wording,
    models: LetterModels,
    *,
    firm: str | None,
) -> Item:
    language = words.language
    values = build_values(finding, report, words, models, firm=firm)
    text = question.text[language] if question.text else ""
    labels = [label_of(one, words) for one in finding.concerns]
    points = {"all": labels, "rest": labels[1:]}.get(question.points or "", [])
    said = fill(text, values, models.blank[language])
    if question.points == "hanging" and labels[1:]:
        hanging = models.phrases["hanging"][language]
        between = models.phrases["between"][language]
        said += " " + hanging.format(labels=between.join(labels[1:]))
    return Item(
        text=said,
        points=tuple(dict.fromkeys(points)),
        passages=_passages(finding.evidence, report, words, models),
    )


def _passages(
    evidence: Iterable[Evidence], report: Report, words: Wording, models: LetterModels
) -> str | None:
    language, phrases = words.language, models.phrases
    several = len(report.documents) > 1
    found: list[str] = []
    for one in evidence:
        quote = words.quoted(shortened(" ".join(one.quote.split()), _LONGEST_PASSAGE))
        place = words.place(one)
        if several:
            place = phrases["place_of"][language].format(document=one.document, place=place)
        said = phrases["passage"][language].format(quote=quote, place=place)
        found.append(said if words.place(one) else quote)
    if not found:
        return None
    listed = phrases["between"][language].join(list(dict.fromkeys(found))[:_MOST_PASSAGES])
    return phrases["printed"][language].format(passages=listed)


def _shown(addressee: Addressee, report: Report, quoted: set[str]) -> list[Facts]:
    """Return the documents that the reader is told were read: its own, and what is quoted."""
    own = {facts.document.name for facts in addressee.facts}
    return [
        facts
        for facts in report.facts
        if facts.document.name in own
        or (facts.document.kind is Kind.CONTRACT and facts.document.name in quoted)
    ]


def _read(facts: Facts, words: Wording, models: LetterModels) -> str:
    language, phrases = words.language, models.phrases
    said = [phrases[f"document.{facts.document.kind}"][language]]
    if facts.period.issued and facts.document.kind is not Kind.CONTRACT:
        said.append(
            phrases["document.issued"][language].format(day=words.day(facts.period.issued.value))
        )
    period = words.period(facts.period)
    if period and facts.document.kind is not Kind.CONTRACT:
        said.append(phrases["document.valid"][language].format(period=period))
    return (
        f"{' '.join(said[:2])}{''.join(', ' + more for more in said[2:])} ({facts.document.name})"
    )


def _and(parts: Sequence[str], models: LetterModels, words: Wording) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + models.phrases["and"][words.language] + parts[-1]
