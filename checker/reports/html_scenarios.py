"""Played scenarios as one self-contained HTML file, with the pages that they quote.

No script, as in the report: a link leads from each answer to its outlined passage and back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from checker.losses import Answer, HeadResult, ScenarioResult, Scenarios
from checker.reports.citations import Citation, Citations
from checker.reports.html import environment, style_sheet
from checker.reports.scenario_words import POSSIBLE, answer_of, find_bounds
from checker.reports.shown_documents import show_document
from checker.reports.wording import Wording

_TONES = {
    Answer.ANSWERS: "good",
    Answer.CONDITIONAL: "doubt",
    Answer.TO_CONFIRM: "doubt",
    Answer.NO_AMOUNT: "doubt",
    Answer.UNCLEAR: "doubt",
    Answer.UNINSURABLE: "plain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHead:
    """A head of loss with its citations; `possible`: its money is only possible."""

    value: HeadResult
    tone: str
    possible: bool
    bounds: Sequence[str]
    citations: Sequence[Citation]
    obstacles: Sequence[tuple[str, Sequence[Citation]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStory:
    """A scenario with its anchor, its answer in words and its heads."""

    anchor: str
    value: ScenarioResult
    tone: str
    answer: str
    heads: Sequence[ShownHead]


def build_scenarios_html(played: Scenarios, sources: Mapping[str, bytes], words: Wording) -> str:
    """Return the played scenarios as HTML; `sources` are the bytes of documents by name."""
    citations = Citations(words)
    stories = [_story(n, result, words, citations) for n, result in enumerate(played.results, 1)]
    return (
        environment()
        .get_template("scenarios.html.j2")
        .render(
            played=played,
            stories=stories,
            words=words,
            say=words.say,
            style=Markup(style_sheet()),
            why_none=None if played.in_force or not stories else stories[0].heads[0],
            shown=[
                show_document(document, sources.get(document.name), citations.of(document.name))
                for document in played.documents
            ],
        )
    )


def _story(number: int, result: ScenarioResult, words: Wording, citations: Citations) -> ShownStory:
    anchor = f"s{number}"
    tone = "doubt" if result.partial else _TONES.get(result.answer, "bad")
    heads = [_head(f"{anchor}-{n}", head, words, citations)
             for n, head in enumerate(result.heads, 1)]  # fmt: skip
    return ShownStory(
        anchor=anchor, value=result, tone=tone, answer=answer_of(result, words), heads=heads
    )


def _head(anchor: str, head: HeadResult, words: Wording, citations: Citations) -> ShownHead:
    tone = _TONES.get(head.answer, "bad")
    quoted = (*head.evidence, *head.limit_evidence)
    return ShownHead(
        value=head,
        tone=tone,
        possible=head.answer in POSSIBLE and bool(head.paid_at_best),
        bounds=find_bounds(head, words),
        citations=citations.cite(quoted, anchor=anchor, tone=tone, said=head.label),
        obstacles=[
            (one.message,
             citations.cite(one.evidence[:1], anchor=anchor, tone="doubt", said=one.message))
            for one in head.obstacles
        ],
    )  # fmt: skip
