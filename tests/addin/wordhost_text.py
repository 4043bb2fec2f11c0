"""The text of the open document: paragraphs, ranges over several of them, search, edits."""

from __future__ import annotations

import copy
import datetime as dt
import re
from dataclasses import dataclass

from lxml import etree
from wordhost_package import Element, Package, w

_TEXT_BOX = w("txbxContent")
_KEEP = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR = "Testeuse Réviseuse"
# Word's Find refuses more.
MOST_SEARCHED = 255
# What Find understands after a caret, as a regular expression.
_CODES = {
    "^": re.escape("^"), "s": "\u00a0", "~": "\u2011", "-": "\u00ad", "t": "\t", "l": "\v",
    "w": "[ \u00a0\t\u2002\u2003\u2009\u202f]+",
}  # fmt: skip


class OfficeError(Exception):
    """What Word answers instead of a result; `code` is Office's."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Span:
    """From an offset in a paragraph to one in the same or a later paragraph."""

    first: Element
    start: int
    last: Element
    end: int


class Text:
    """What is read and written of a package's body.

    `shows_deletions`: Word shows all markup, so that the text holds tracked deletions and a
    passage with one in its midst is not found (office-js #5874, #2314).
    """

    def __init__(self, package: Package, *, shows_deletions: bool = False) -> None:
        self.package = package
        self.shows_deletions = shows_deletions
        self.tracking = "Off"

    # ------------------------------------------------------------ reading
    def paragraphs(self) -> list[Element]:
        """Return the paragraphs of the body, those of tables included, of text boxes not."""
        return [
            p
            for p in self.package.body.iter(w("p"))
            if not any(a.tag == _TEXT_BOX for a in p.iterancestors())
        ]

    def of(self, paragraph: Element) -> str:
        """Return the text of a paragraph."""
        return "".join(self._of_run(run) for run in self._runs(paragraph))

    def whole(self, paragraph: Element) -> Span:
        return Span(paragraph, 0, paragraph, len(self.of(paragraph)))

    def between(self, span: Span) -> list[Element]:
        """Return the paragraphs that a span touches."""
        every = self.paragraphs()
        return every[every.index(span.first) : every.index(span.last) + 1]

    def read(self, span: Span) -> str:
        """Return the text of a span, paragraphs apart as Word writes them."""
        if span.first is span.last:
            return self.of(span.first)[span.start : span.end]
        texts = [self.of(p) for p in self.between(span)]
        texts[0], texts[-1] = texts[0][span.start :], texts[-1][: span.end]
        return "\r".join(texts)

    def places(self, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return both ends as (paragraph ordinal, offset), to compare."""
        every = self.paragraphs()
        return (every.index(span.first), span.start), (every.index(span.last), span.end)

    def search(self, within: Span, sought: str, *, match_case: bool) -> list[Span]:
        """Find as Word does: never across paragraphs, 255 characters at most, codes with ^."""
        if not sought:
            raise OfficeError("InvalidArgument", "The search string is empty.")
        if len(sought) > MOST_SEARCHED:
            raise OfficeError("SearchStringInvalidOrTooLong", "The search string is too long.")
        pattern = re.compile(_pattern(sought), 0 if match_case else re.IGNORECASE)
        found: list[Span] = []
        for p in self.between(within):
            text = self.of(p)
            low = within.start if p is within.first else 0
            high = within.end if p is within.last else len(text)
            found += [Span(p, m.start(), p, m.end()) for m in pattern.finditer(text, low, high)]
        return found

    # ------------------------------------------------------------ writing
    def add_comment(self, span: Span, words: str) -> Element:
        """Comment a span; return the comment element."""
        comments = self.package.comments
        number = str(1 + max([int(c.get(w("id"))) for c in comments] or [-1]))
        comment = etree.SubElement(
            comments, w("comment"),
            {w("id"): number, w("author"): _AUTHOR, w("initials"): "TR", w("date"): _now()},
        )  # fmt: skip
        for line in words.split("\n"):
            run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
            _write(run, line)
        after = self._split(span.last, span.end)
        before = self._split(span.first, span.start)
        start = etree.Element(w("commentRangeStart"), {w("id"): number})
        end = etree.Element(w("commentRangeEnd"), {w("id"): number})
        if before is None:
            span.first.append(start)
        else:
            _top(before, span.first).addprevious(start)
        if after is None:
            span.last.append(end)
        else:
            _top(after, span.last).addprevious(end)
        mark = etree.Element(w("r"))
        etree.SubElement(mark, w("commentReference"), {w("id"): number})
        end.addnext(mark)
        return comment

    def add_paragraph(self, anchor: Element | None, words: str, where: str) -> Element:
        """Insert a paragraph beside `anchor` (None: in the body), tracked when tracking is on."""
        p = etree.Element(w("p"))
        holder: Element = p
        if self.tracking != "Off":
            mark = {w("author"): _AUTHOR, w("date"): _now()}
            properties = etree.SubElement(etree.SubElement(p, w("pPr")), w("rPr"))
            etree.SubElement(properties, w("ins"), {w("id"): "9001", **mark})
            holder = etree.SubElement(p, w("ins"), {w("id"): "9002", **mark})
        _write(etree.SubElement(holder, w("r")), words)
        body = self.package.body
        if anchor is not None and where in ("After", "Before"):
            (anchor.addnext if where == "After" else anchor.addprevious)(p)
        elif anchor is None and where == "Start":
            body.insert(0, p)
        elif anchor is None and where == "End":
            section = body.find(w("sectPr"))
            body.append(p) if section is None else section.addprevious(p)
        else:
            raise OfficeError("InvalidArgument", f"no paragraph {where} here")
        return p

    def type_over(self, paragraph: Element, words: str) -> None:
        """Replace the text of a paragraph, as somebody who types does."""
        runs = self._runs(paragraph)
        for run in runs[1:]:
            run.getparent().remove(run)
        _write(runs[0] if runs else etree.SubElement(paragraph, w("r")), words)

    def delete_tracked(self, span: Span) -> None:
        """Delete a span of one paragraph with tracking on."""
        after = self._split(span.first, span.end)
        run: Element | None = self._split(span.first, span.start)
        while run is not None and run is not after:
            following = run.getnext()
            gone = etree.Element(
                w("del"), {w("id"): "9003", w("author"): _AUTHOR, w("date"): _now()}
            )
            run.addprevious(gone)
            gone.append(run)
            for text in run.iter(w("t")):
                text.tag = w("delText")
                text.set(_KEEP, "preserve")
            run = following

    # ------------------------------------------------------------ runs
    def _runs(self, paragraph: Element) -> list[Element]:
        return [
            run
            for run in paragraph.iter(w("r"))
            if next(run.iterancestors(w("p"))) is paragraph
            and (self.shows_deletions or next(run.iterancestors(w("del")), None) is None)
        ]

    def _of_run(self, run: Element) -> str:
        said = []
        for child in run:
            if child.tag == w("t") or (child.tag == w("delText") and self.shows_deletions):
                said.append(child.text or "")
            elif child.tag == w("tab"):
                said.append("\t")
            elif child.tag in (w("br"), w("cr")):
                said.append("\v")
            elif child.tag == w("noBreakHyphen"):
                said.append("\u2011")
        return "".join(said)

    def _split(self, paragraph: Element, offset: int) -> Element | None:
        """Return the run that starts at `offset`, cutting one in two if needed; None: the end."""
        place = 0
        for run in self._runs(paragraph):
            text = self._of_run(run)
            if place == offset and text:
                return run
            if place < offset < place + len(text):
                second = copy.deepcopy(run)
                _write(run, text[: offset - place])
                _write(second, text[offset - place :])
                run.addnext(second)
                return second
            place += len(text)
        return None


def _pattern(sought: str) -> str:
    def piece(match: re.Match[str]) -> str:
        code = match[1]
        if code is None:
            return re.escape(match[0])
        if code not in _CODES:
            raise OfficeError("InvalidArgument", f"^{code} is no code of Find")
        return _CODES[code]

    if sought.endswith("^") and not sought.endswith("^^"):
        raise OfficeError("InvalidArgument", "a caret ends the search string")
    return re.sub(r"\^(.)|[^^]", piece, sought, flags=re.DOTALL)


def _write(run: Element, words: str) -> None:
    """Make `words` the text of a run; its properties stay."""
    for child in list(run):
        if child.tag != w("rPr"):
            run.remove(child)
    element = etree.SubElement(run, w("t"))
    element.text = words
    element.set(_KEEP, "preserve")


def _top(run: Element, paragraph: Element) -> Element:
    """Return the child of `paragraph` that holds `run` (a link or a tracked change, else itself)."""
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
