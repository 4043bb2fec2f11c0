"""A report as one self-contained HTML file: statements, and the pages they quote.

No script: a link leads from each statement to its outlined passage and back. Page
pictures are inside the file; everything that comes from a document is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checker.domain import (
    ActivityState,
    Evidence,
    Facts,
    ProtectionResult,
    ProtectionState,
    Report,
    Severity,
    Verdict,
)
from checker.reports.citations import Citation, Citations
from checker.reports.shown_documents import bytes_of, show_document
from checker.reports.wording import (
    Wording,
    confirmation,
    first_actions,
    grouped,
    printed_besides,
    required,
    shown_findings,
    to_confirm,
)

_TEMPLATES = Path(__file__).parent / "templates"
_STATE_TONES: dict[str, str] = {
    ProtectionState.EVIDENCED: "good",
    ProtectionState.CONDITIONAL: "doubt",
    ProtectionState.EVIDENCED_NO_AMOUNT: "good",
    ProtectionState.UNCLEAR: "doubt",
    ProtectionState.BELOW_REQUIREMENT: "bad",
    ProtectionState.NOT_EVIDENCED: "bad",
    ProtectionState.NOT_SUBSCRIBED: "bad",
    ProtectionState.EXCLUDED: "bad",
    ActivityState.UNCLEAR: "doubt",
}
_VERDICT_TONES = {
    Verdict.NO_GAP: "good",
    Verdict.GAPS: "bad",
    Verdict.REVIEW: "doubt",
    Verdict.REFUSED: "bad",
}
_SEVERITY_TONES = {
    Severity.CRITICAL: "bad",
    Severity.HIGH: "bad",
    Severity.MEDIUM: "doubt",
    Severity.LOW: "plain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A row or card of the report: an anchor, its tone, and its citations."""

    anchor: str
    tone: str
    value: Any
    citations: Sequence[Citation]


def build_html(report: Report, sources: Mapping[str, bytes], words: Wording) -> str:
    """Return the report as HTML; `sources` are the bytes of its documents by name."""
    citations = Citations(words)
    template = environment().get_template("report.html.j2")
    # Statements number the citations: they are made before the pages that show them.
    statements = {
        "activities": _activities(report, citations),
        "protections": _protections(report, citations),
        "others": _others(report, citations),
        "findings": _findings(report, citations),
        "documents": _documents(report, words, citations),
    }
    calm = to_confirm(report)
    profile = words.knowledge.profiles.get(report.profile.id or "")
    return template.render(
        report=report,
        words=words,
        say=words.say,
        style=Markup(style_sheet()),
        tone=_VERDICT_TONES[report.verdict],
        actions=first_actions(report),
        anchors=_anchors(report),
        confirmation=confirmation(report),
        confirm=[p.label for p in report.protections if p.id in calm],
        profile=profile.label[words.language] if profile else None,
        shown=[
            show_document(document, bytes_of(document, sources), citations.of(document.name))
            for document in report.documents
        ],
        **statements,
    )


def environment() -> Environment:
    """Return what reads our templates, escaping all that comes from a document."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style_sheet() -> str:
    """Return the style sheet that every HTML file carries."""
    return (_TEMPLATES / "report.css").read_text(encoding="utf-8")


def _activities(report: Report, citations: Citations) -> list[Statement]:
    return [
        _statement(f"a{n}", _state_tone(result.state), result, result.evidence, citations,
                   said=result.label)
        for n, result in enumerate(report.activities, 1)
    ]  # fmt: skip


def _protections(report: Report, citations: Citations) -> list[Statement]:
    return _groups("p", required(report), citations)


def _others(report: Report, citations: Citations) -> list[Statement]:
    return _groups("o", printed_besides(report), citations)


def _groups(
    letter: str, protections: Sequence[ProtectionResult], citations: Citations
) -> list[Statement]:
    """Return one statement for each group of protections; its value is the group."""
    return [
        _statement(f"{letter}{n}", _state_tone(group[0].state), group, group[0].evidence,
                   citations, said=group[0].label)
        for n, group in enumerate(grouped(protections), 1)
    ]  # fmt: skip


def _findings(report: Report, citations: Citations) -> list[Statement]:
    return [
        _statement(f"f{n}", _SEVERITY_TONES[finding.severity], finding, finding.evidence,
                   citations, said=finding.message)
        for n, finding in enumerate(shown_findings(report), 1)
    ]  # fmt: skip


def _anchors(report: Report) -> dict[str, str]:
    """Return the anchor of each finding by its message."""
    shown = {f.message: f"f{n}" for n, f in enumerate(shown_findings(report), 1)}
    calm = confirmation(report)
    return shown if calm is None else {calm.message: "confirm", **shown}


def _documents(
    report: Report, words: Wording, citations: Citations
) -> list[tuple[Facts, list[tuple[str, Statement]]]]:
    """Return what each document says of itself: (facts, (field, statement)s)."""
    found: list[tuple[Facts, list[tuple[str, Statement]]]] = []
    for d, facts in enumerate(report.facts, 1):
        rows = [
            (field, _statement(f"d{d}-{n}", "plain", said, cited, citations, said=field))
            for n, (field, said, cited) in enumerate(words.identity(facts), 1)
        ]
        found.append((facts, rows))
    return found


def _statement(
    anchor: str,
    tone: str,
    value: object,
    evidence: Sequence[Evidence],
    citations: Citations,
    *,
    said: str,
) -> Statement:
    cited = citations.cite(evidence, anchor=anchor, tone=tone, said=said)
    return Statement(anchor=anchor, tone=tone, value=value, citations=cited)


def _state_tone(state: str) -> str:
    return _STATE_TONES.get(state, "bad")
