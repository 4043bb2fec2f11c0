from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest
from made_reports import (
    make_evidence,
    make_facts,
    make_knowledge,
    make_protection,
    make_report,
)
from reportlab.pdfgen import canvas

from checker.assembly.evidence import cite
from checker.domain import ProtectionState
from checker.readers import read_document
from checker.reports.citations import Citation, pieces
from checker.reports.html import build_html
from checker.reports.wording import Wording


def _pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    for number in range(pages):
        page.drawString(60, 700, f"Tous dommages confondus {number}")
        page.showPage()
    page.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def html() -> str:
    return build_html(make_report(), {"made.pdf": _pdf()}, Wording(make_knowledge(), "fr"))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if values.get("href"):
            self.links.append(str(values["href"]))


def _tags(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    return tags


def test_reports_html_every_link_leads_inside_the_file(html: str) -> None:
    tags = _tags(html)

    assert len(tags.ids) == len(set(tags.ids))
    assert {link for link in tags.links if link.lstrip("#") not in tags.ids} == set()


def test_reports_html_statement_and_box_name_each_other(html: str) -> None:
    statement = re.search(
        r'<tr id="(p\d+)">(?:(?!</tr>).)*insuffisant(?:(?!</tr>).)*href="#(b\d+)"', html, re.S
    )
    assert statement is not None
    box = re.search(rf'<a class="box bad" id="{statement[2]}" href="#(\w+)"', html)

    assert box is not None
    assert box[1] == statement[1]


def test_reports_html_box_lies_where_the_words_are(html: str) -> None:
    # made_reports: x 60 to 300, top 215 to 226 on a page of 595 x 842 points.
    box = re.search(r'title="Dommages immatériels[^"]*"', html)
    styled = re.search(
        r'style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%[^>]*title="Dommages', html
    )

    assert box is not None
    assert styled is not None
    assert float(styled[1]) == pytest.approx(100 * 58.5 / 595, abs=0.01)
    assert float(styled[2]) == pytest.approx(100 * 213.5 / 842, abs=0.01)


def test_reports_html_is_self_contained_without_script(html: str) -> None:
    assert "script" not in _tags(html).tags
    assert "data:image/webp;base64," in html
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', html) == []
    assert "url(" not in html


def test_reports_html_escapes_what_a_document_says(html: str) -> None:
    assert "Lumen &amp; Fils &lt;SAS&gt;" in html
    assert "<SAS>" not in html


def test_reports_html_shows_pages_that_are_quoted_however_far() -> None:
    facts = make_facts()
    far = make_evidence("au loin", page=9)
    report = make_report(
        documents=(replace(facts.document, pages=12),),
        facts=(
            replace(facts, policy_numbers=(replace(facts.policy_numbers[0], evidence=(far,)),)),
        ),
    )

    html = build_html(report, {"made.pdf": _pdf(12)}, Wording(make_knowledge(), "fr"))

    assert "Page 9 de made.pdf" in html
    assert "Page 8 de made.pdf" not in html


def test_reports_html_without_the_bytes_still_says_everything() -> None:
    html = build_html(make_report(), {}, Wording(make_knowledge(), "en"))

    assert '<html lang="en">' in html
    assert "below requirement" in html


def _citation(number: int, start: int, end: int) -> Citation:
    evidence = make_evidence("x", page=None, start=start, end=end)
    return Citation(number=number, evidence=evidence, tone="good", said="s", anchor="a")


def test_reports_html_pieces_cut_text_where_quotations_overlap() -> None:
    text = "abcdefghij"
    found = pieces(text, 0, 10, [_citation(1, 1, 6), _citation(2, 4, 8)])

    assert text == "".join(piece.text for piece in found)
    marked = [(p.text, p.citation.number if p.citation else None, p.first) for p in found]
    assert marked == [
        ("a", None, False), ("bcd", 1, True), ("ef", 2, True), ("gh", 2, False), ("ij", None, False)
    ]  # fmt: skip


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("Le Prestataire est assuré <b>en tout</b>.")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Garantie", "Plafond"), ("RC", "1 M€")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_reports_html_word_document_is_text_with_marks_and_tables() -> None:
    data = _docx()
    read = read_document(data, name="made.docx")
    start = read.text.index("assuré")
    evidence = cite(read, start, start + len("assuré"))
    facts = make_facts()
    document = replace(facts.document, name="made.docx", format="docx", pages=None)
    report = make_report(
        documents=(document,), facts=(), findings=(), activities=(),
        protections=(make_protection("rc.pro", ProtectionState.EXCLUDED, evidence=(evidence,)),),
    )  # fmt: skip

    html = build_html(report, {"made.docx": data}, Wording(make_knowledge(), "fr"))

    assert re.search(r'<mark class="bad" id="b1"><a href="#p1"[^>]*>assuré</a></mark>', html)
    assert "&lt;b&gt;en tout" in html
    assert re.search(r"<td><p[^>]*>RC</p></td><td><p[^>]*>1 M€</p></td>", html)
