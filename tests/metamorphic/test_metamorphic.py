"""What prints the same says the same: blanks, apostrophes, case, line ends, format."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

import docx
import pytest
from essence import essence_of_facts, essence_of_report

from checker.assembly.facts import assemble
from checker.domain import BlockKind, Declaration, Document
from checker.knowledge import Knowledge
from checker.model_files import samples_root
from checker.readers import read_document
from checker.rules import assess

SAMPLES = sorted(samples_root().glob("attestation_*.pdf"))
DECLARATION = Declaration(activities=("it.build.dev", "it.run.hosting"), as_of=dt.date(2026, 10, 1))


def read(path) -> Document:
    return read_document(path.read_bytes(), name=path.name)


def with_text(document: Document, change: Callable[[str], str]) -> Document:
    text = change(document.text)
    assert len(text) == len(document.text)
    return replace(document, text=text)


def capitals(text: str) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


# The same words printed another way.
SAME = {
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "line breaks and doubled blanks": lambda t: t.replace(" ", "  "),
    "narrow no-break spaces": lambda t: t.replace(" ", "\u202f"),
    "straight apostrophes": lambda t: t.replace("’", "'"),
    "long dashes": lambda t: t.replace("–", "—"),
}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_metamorphic_capitals_approve_nothing_more(path, knowledge: Knowledge) -> None:
    document = read(path)
    expected = assemble(document, knowledge)
    got = assemble(with_text(document, capitals), knowledge)
    assert {a.id for a in got.activities} == {a.id for a in expected.activities}
    assert [(g.section, g.id, g.status, g.amount) for g in got.guarantees] == [
        (g.section, g.id, g.status, g.amount) for g in expected.guarantees
    ]


def docx_twin(document: Document, change: Callable[[str], str] = str) -> bytes:
    """Return the same paragraphs and tables, each changed, as a Word file."""
    twin = docx.Document()
    blocks = list(document.blocks)

    def text(block) -> str:
        return change(document.text[block.start : block.end])

    for table, group in groupby(blocks, key=lambda block: block.table):
        members = list(group)
        if table is None:
            for block in members:
                if block.kind is BlockKind.FURNITURE:
                    twin.sections[0].footer.add_paragraph(text(block))
                elif block.kind is BlockKind.HEADING:
                    twin.add_heading(text(block), min(block.level or 1, 9))
                else:
                    twin.add_paragraph(text(block))
            continue
        rows = max(b.row + b.row_span for b in members)
        columns = max(b.column + b.column_span for b in members)
        grid = twin.add_table(rows, columns)
        for block in members:
            cell = grid.cell(block.row, block.column)
            if block.column_span > 1:
                cell = cell.merge(grid.cell(block.row, block.column + block.column_span - 1))
            cell.text = text(block)
    out = io.BytesIO()
    twin.save(out)
    return out.getvalue()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_metamorphic_docx_twin_gives_the_same_findings(path, knowledge: Knowledge) -> None:
    document = read(path)
    twin = read_document(docx_twin(document), name="twin.docx")
    expected = essence_of_report(assess([assemble(document, knowledge)], DECLARATION, knowledge))
    got = essence_of_report(assess([assemble(twin, knowledge)], DECLARATION, knowledge))
    # An attestation that can be edited is a finding of its own.
    got["findings"] = [f for f in got["findings"] if f[0] != "editable_format"]
    assert got == expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_metamorphic_every_quote_is_in_the_text(path, knowledge: Knowledge) -> None:
    document = read(path)
    facts = assemble(document, knowledge)
    cited = [
        e for a in (*facts.activities, *facts.guarantees, *facts.exclusions) for e in a.evidence
    ]
    assert cited
    assert all(document.text[e.start : e.end] == e.quote for e in cited)
    assert all(e.page and e.boxes for e in cited)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("change", list(SAME), ids=list(SAME))
def test_metamorphic_same_words_give_the_same_facts(
    path, change: str, knowledge: Knowledge
) -> None:
    document = read(path)
    plain, changed = (
        read_document(docx_twin(document, how), name="twin.docx") for how in (str, SAME[change])
    )
    expected = essence_of_facts(assemble(plain, knowledge))
    assert essence_of_facts(assemble(changed, knowledge)) == expected
