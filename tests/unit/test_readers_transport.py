"""Documents on their way from one process to another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import make_document
from docx_files import make_docx, p
from pdfs import flowed

from checker.domain import Document, Run
from checker.errors import EncryptedDocument
from checker.readers import read_document
from checker.readers.transport import PackedRuns, packed, unpacked

CHANGE = 'w:id="7" w:author="A" w:date="2026-01-02T00:00:00Z"'


def _scan() -> Document:
    document = read_document(flowed("Attestation d'assurance"), name="a.pdf")
    runs = tuple(Run(r.start, r.end, r.place, 51.5 if i else None)
                 for i, r in enumerate(document.runs))  # fmt: skip
    return replace(document, runs=runs)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(read_document(flowed("Un mot.", "Un autre."), name="a.pdf"), id="pages"),
        pytest.param(
            read_document(
                make_docx(
                    p("Avant.") + f"<w:p><w:ins {CHANGE}><w:r><w:t>Neuf</w:t></w:r></w:ins></w:p>",
                    headers={"default": p("En-tête")},
                    section="",
                ),
                name="a.docx",
            ),
            id="paragraphs",
        ),
        pytest.param(_scan(), id="recognised"),
        pytest.param(make_document("Sans lieu."), id="made"),
    ],
)
def test_readers_transport_gives_back_what_it_took(document: Document) -> None:
    back = unpacked(packed(document))
    assert isinstance(back, Document)
    assert replace(back, runs=tuple(back.runs)) == replace(document, runs=tuple(document.runs))
    assert tuple(back.runs[1:]) == tuple(document.runs[1:])
    assert list(reversed(back.runs)) == list(reversed(document.runs))


def test_readers_transport_refuses_what_is_out_of_range() -> None:
    runs = PackedRuns(read_document(flowed("Un mot."), name="a.pdf").runs)
    assert runs[-1] == runs[len(runs) - 1]
    for index in (len(runs), -len(runs) - 1):
        with pytest.raises(IndexError):
            runs[index]


def test_readers_transport_of_an_error() -> None:
    back = unpacked(packed(EncryptedDocument("locked", name="a.pdf")))
    assert isinstance(back, EncryptedDocument)
    assert str(back) == "locked"
