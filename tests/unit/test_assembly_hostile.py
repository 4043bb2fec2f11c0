"""Texts made to keep whoever reads them busy: answered in seconds, or refused."""

from __future__ import annotations

import contextlib
import time

import pytest
from builders import make_document

from checker.assembly.facts import assemble
from checker.errors import DocumentTooLarge
from checker.knowledge import Knowledge
from checker.language import analyse
from checker.service import warm_up

# Of processor time; each answers in a fifth of it. Before, they took minutes.
_SECONDS = 12.0
_TITLE = "ATTESTATION D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("responsabilité civile professionnelle ", id="cover"),
        pytest.param("garantie 500 000 € ", id="amounts"),
        pytest.param("ÉÈÀ ", id="places"),
        pytest.param("SIREN 732 829 320 ", id="identifiers"),
        pytest.param("sauf toutefois ne sont pas garantis à l'exclusion de ", id="negations"),
        pytest.param("(", id="brackets"),
        pytest.param("a.", id="stops"),
    ],
)
def test_assembly_hostile_paragraph_without_an_end(words: str, knowledge: Knowledge) -> None:
    warm_up(knowledge)
    document = make_document([_TITLE, words * (150_000 // len(words))])
    start = time.process_time()
    with contextlib.suppress(DocumentTooLarge):
        assemble(document, knowledge)
    assert time.process_time() - start < _SECONDS


def test_assembly_hostile_sentences_are_bounded_and_cover_the_text(knowledge: Knowledge) -> None:
    text = "la garantie " * 5_000 + "x" * 20_000
    sentences = analyse(make_document([text]), knowledge).sentences
    assert max(s.end - s.start for s in sentences) <= 6_000
    assert "".join(text[s.start : s.end] for s in sentences).replace(" ", "") == text.replace(
        " ", ""
    )


def test_assembly_long_sentence_of_a_policy_is_whole(knowledge: Knowledge) -> None:
    text = "Sont exclus : " + " ; ".join(f"les dommages de la nature {i}" for i in range(150)) + "."
    assert len(analyse(make_document([text]), knowledge).sentences) == 1
