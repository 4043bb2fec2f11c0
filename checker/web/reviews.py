"""What the panel asks besides a check: pages to show, reports to download."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace

from flask import Response, request

from checker.domain import Declaration, Finding, Report
from checker.readers.docx_declaration import read_declaration as read_stored
from checker.readers.guard import read_guarded
from checker.reports.documents import dumps
from checker.service import Source, check, play
from checker.web.config import WebConfig, current_config
from checker.web.forms import read_declaration, read_files, read_losses
from checker.web.links import Item
from checker.web.problems import Refusal, request_words

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A page that shows a document asks for a few pages at a time.
_MOST_PAGES = 12
# How much of a quotation the pane keeps for a finding set aside (addin/js/state.js).
_KEPT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown:
    """A page of a PDF; `image` is a data URI."""

    page: int
    width_pt: float
    height_pt: float
    image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShown:
    """A piece of text of a Word document and its place in the canonical text."""

    start: int
    end: int
    kind: str
    table: int | None
    row: int | None
    column: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentShown:
    """A document as its pages (PDF) or as its text (Word); neither for saved facts."""

    name: str
    pages: tuple[PageShown, ...]
    blocks: tuple[BlockShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a report waits, to be fetched once within ten minutes."""

    url: str
    name: str


def post_pages() -> Response:
    """Show one document: pictures of the pages of `page`, or the text of a Word document."""
    sources = read_files()
    if len(sources) > 1:
        raise Refusal("too_many_files", 413, most=1)
    source, config = sources[0], current_config()
    with config.lock:
        shown = _pages(source) if b"%PDF-" in source.data[:1024] else _blocks(source)
    return Response(dumps(shown), mimetype="application/json")


def post_reports() -> Response:
    """Make a report to download: `format` is html, json, docx, letter, letter_text or scenarios.

    The answer is a link that gives it once, within ten minutes.
    """
    sources, config = read_files(), current_config()
    declaration = read_declaration(sources)
    if request.form.get("format") == "scenarios":
        with config.lock:
            item = _scenarios(sources, declaration, config)
        link = Link(url=f"/reports/{config.links.add(item)}", name=item.name)
        return Response(dumps(link), status=201, mimetype="application/json")
    with config.lock:
        report = check(sources, declaration, config.knowledge, read=read_guarded)
        item = _made(request.form.get("format", "html"), report, sources, declaration, config)
    link = Link(url=f"/reports/{config.links.add(item)}", name=item.name)
    return Response(dumps(link), status=201, mimetype="application/json")


def _made(
    kind: str, report: Report, sources: list[Source], declaration: Declaration, config: WebConfig
) -> Item:
    words = request_words()
    name = words.messages.say("face.file_name", day=report.as_of.isoformat())
    if kind == "json":
        content = dumps(report).encode()
        return Item(
            content=content, mimetype="application/json", name=f"{name}.json", attached=True
        )
    if kind == "html":
        from checker.reports.html import build_html

        page = build_html(report, {s.name: s.data for s in sources}, words)
        return Item(
            content=page.encode(), mimetype="text/html", name=f"{name}.html", attached=False
        )
    if kind == "docx":
        return _annotated(report, sources)
    if kind in ("letter", "letter_text"):
        return _letter(kind, report, declaration)
    raise Refusal("unknown_format", 400, given=kind)


def _scenarios(sources: list[Source], declaration: Declaration, config: WebConfig) -> Item:
    """Return the loss scenarios of the form, played on the documents, as an HTML page."""
    from checker.reports.html_scenarios import build_scenarios_html

    ids, loss = read_losses()
    played = play(sources, declaration, config.knowledge, ids=ids, loss=loss, read=read_guarded)
    words = request_words()
    page = build_scenarios_html(played, {s.name: s.data for s in sources}, words)
    name = words.say("scenarios_name", day=played.as_of.isoformat())
    return Item(content=page.encode(), mimetype="text/html", name=f"{name}.html", attached=False)


def _letter(kind: str, report: Report, declaration: Declaration) -> Item:
    """Return the request to the insurer, or to the reader that the form names in `to`."""
    from checker.reports.letter import build_letters
    from checker.reports.letter_docx import build_docx
    from checker.reports.letter_models import AUDIENCES
    from checker.reports.letter_text import build_text

    to = request.form.get("to", "").strip() or AUDIENCES[0]
    if to not in AUDIENCES:
        raise Refusal("unknown_reader", 400, given=to)
    words = request_words()
    letters = build_letters(
        report,
        words,
        to=to,
        firm=declaration.firm,
        sender=request.form.get("sender", "").strip() or None,
    )
    if not letters:
        raise Refusal("nothing_to_ask", 400)
    name = words.say("letter_name", day=report.as_of.isoformat())
    if kind == "letter":
        content = build_docx(letters, day=report.as_of)
        return Item(content=content, mimetype=_DOCX, name=f"{name}.docx", attached=True)
    text = build_text(letters).encode()
    return Item(content=text, mimetype="text/plain", name=f"{name}.txt", attached=True)


def _annotated(report: Report, sources: list[Source]) -> Item:
    """Return the first Word document with the findings as comments, without those ignored."""
    from checker.reports.word import annotate

    source = next((s for s in sources if s.data.startswith(b"PK")), None)
    if source is None:
        raise Refusal("no_word_document", 400)
    if request.form.get("ignored") == "omit":
        stored = read_stored(source.data, name=source.name)
        ignored = {(i.code, i.quote) for i in stored.ignored} if stored else set()
        kept = tuple(f for f in report.findings if (f.code, _head(f)) not in ignored)
        report = replace(report, findings=kept)
    document = read_guarded(source.data, source.name)
    suggest = request.form.get("suggest") == "yes"
    content = annotate(source.data, document, report, suggest=suggest)
    stem = source.name.removesuffix(".docx")
    return Item(content=content, mimetype=_DOCX, name=f"{stem} - checker.docx", attached=True)


def _head(finding: Finding) -> str:
    """Return the start of the first quotation, as the pane keeps it."""
    return finding.evidence[0].quote[:_KEPT].strip() if finding.evidence else ""


def _pages(source: Source) -> DocumentShown:
    from checker.readers.page_images import draw_pages

    wanted = {int(page) for page in request.form.getlist("page") if page.isdecimal()}
    if len(wanted) > _MOST_PAGES:
        raise Refusal("too_many_pages", 400, most=_MOST_PAGES)
    pages = tuple(
        PageShown(
            page=image.page,
            width_pt=image.width_pt,
            height_pt=image.height_pt,
            image="data:image/webp;base64," + base64.b64encode(image.webp).decode("ascii"),
        )
        for image in draw_pages(source.data, wanted)
    )
    return DocumentShown(name=source.name, pages=pages, blocks=())


def _blocks(source: Source) -> DocumentShown:
    if source.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return DocumentShown(name=source.name, pages=(), blocks=())
    document = read_guarded(source.data, source.name)
    blocks = tuple(
        BlockShown(
            start=block.start, end=block.end, kind=str(block.kind), table=block.table,
            row=block.row, column=block.column, text=document.text[block.start : block.end],
        )
        for block in document.blocks
    )  # fmt: skip
    return DocumentShown(name=source.name, pages=(), blocks=blocks)
