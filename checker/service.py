"""The only orchestration: bytes to facts, facts and a declaration to a report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from checker.assembly.clauses.redlines import find_redlines
from checker.assembly.parts import assemble_parts
from checker.domain import (
    Declaration,
    Document,
    DocumentFacts,
    Facts,
    Kind,
    Notice,
    Period,
    Report,
    View,
)
from checker.errors import NoTextLayer
from checker.knowledge import Knowledge
from checker.language.analyser import matchers_of
from checker.losses import Scenarios
from checker.messages import Messages
from checker.readers import read_document
from checker.reports.documents import parse_facts
from checker.rules import assess
from checker.rules.scenarios import play_scenarios

# The refusal of an image of a text: nothing in it could be read.
SCAN = "scan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it came: its name and its bytes."""

    name: str
    data: bytes


class Reader(Protocol):
    """What turns bytes into a document: in this process, or in one that may die for it."""

    def __call__(self, data: bytes, /, *, name: str, view: View = View.CURRENT) -> Document:
        """Return the document; raises UnreadableDocument."""
        ...


def warm_up(knowledge: Knowledge) -> None:
    """Compile the vocabulary now, so that the first document does not wait for it."""
    matchers = matchers_of(knowledge)
    for family in knowledge.families:
        matchers[family]


def extract(data: bytes, *, name: str, knowledge: Knowledge, read: Reader = read_document) -> Facts:
    """Return what one document says, the first where a file holds several."""
    return extract_all(data, name=name, knowledge=knowledge, read=read)[0]


def extract_all(
    data: bytes, *, name: str, knowledge: Knowledge, read: Reader = read_document
) -> tuple[Facts, ...]:
    """Return what the documents of one file say, each its own facts: mostly one.

    A facts/1 document, or a list of them, stands for the file it was read from. An image of
    a text gives facts that say so and nothing else. Raises UnreadableDocument for other bytes.
    """
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if name.lower().endswith(".json") and begins in (b"{", b"["):
        return parse_facts(data, name=name)
    try:
        document = read(data, name=name)
    except NoTextLayer:
        return (_facts_of_scan(data, name=name, knowledge=knowledge),)
    facts, *others = assemble_parts(document, knowledge)
    if others:
        return facts, *others
    if facts.document.kind is not Kind.CONTRACT or document.format != "docx":
        return (facts,)
    # What a change under way takes away is only in the marked view of the same file.
    marked = read(data, name=name, view=View.MARKED)
    return (replace(facts, redlines=find_redlines(marked, document, knowledge)),)


def check(
    sources: Sequence[Source],
    declaration: Declaration,
    knowledge: Knowledge,
    *,
    read: Reader = read_document,
) -> Report:
    """Return what the documents of one firm mean for what it declares."""
    facts = _facts_of(sources, knowledge, read)
    return assess(facts, declaration, knowledge)


def play(
    sources: Sequence[Source],
    declaration: Declaration,
    knowledge: Knowledge,
    *,
    ids: Sequence[str] = (),
    loss: Decimal | None = None,
    read: Reader = read_document,
) -> Scenarios:
    """Return what loss scenarios come to on the documents of one firm."""
    facts = _facts_of(sources, knowledge, read)
    return play_scenarios(facts, declaration, knowledge, ids=ids, loss=loss)


def _facts_of(sources: Sequence[Source], knowledge: Knowledge, read: Reader) -> list[Facts]:
    return [
        facts
        for source in sources
        for facts in extract_all(source.data, name=source.name, knowledge=knowledge, read=read)
    ]


def _facts_of_scan(data: bytes, *, name: str, knowledge: Knowledge) -> Facts:
    warning = Messages(knowledge, "fr").say("error.no_text_layer", name=name)
    return Facts(
        document=DocumentFacts(
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            format="pdf",
            kind=Kind.OTHER,
            families=(),
            language="fr",
            pages=None,
            scan=True,
            warnings=(Notice(code="no_text_layer", message=warning),),
            refusal=SCAN,
        ),
        insurers=(),
        intermediaries=(),
        policyholder=None,
        additional_insureds=(),
        client=None,
        policy_numbers=(),
        period=Period(),
        activities=(),
        excluded_activities=(),
        guarantees=(),
        exclusions=(),
        territory=None,
        trigger=None,
        scope_restriction=None,
    )
