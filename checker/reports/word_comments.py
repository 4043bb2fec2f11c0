"""Native Word comments: the part that holds them and the marks in the body (ECMA-376-1, 17.13.4).

Comments that were there stay as they are. A comment of ours that says the same word for word
is not written again, so that a file may be annotated twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count

from lxml import etree

from checker.readers.docx_package import Element, W, value
from checker.reports.word_runs import Passage

AUTHOR = "checker"
_INITIALS = "c"
_NUMBERED = frozenset(
    f"{W}{tag}"
    for tag in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange",
        "tblPrChange", "trPrChange", "tcPrChange", "cellIns", "cellDel", "cellMerge",
        "numberingChange", "comment", "commentRangeStart", "commentRangeEnd", "commentReference",
        "moveFromRangeStart", "moveToRangeStart", "bookmarkStart",
    )
)  # fmt: skip


class Numbers:
    """Ids that neither a comment, a tracked change nor a bookmark of the document has."""

    def __init__(self, *roots: Element) -> None:
        used = {e.get(f"{W}id") for root in roots for e in root.iter(*_NUMBERED)}
        self._free = (text for n in count() if (text := str(n)) not in used)

    def take(self) -> str:
        """Return an id that was never given."""
        return next(self._free)


class Comments:
    """The comments part under construction; `root` keeps the comments that were there."""

    def __init__(
        self, root: Element, numbers: Numbers, stamp: str, *, styles: Element | None
    ) -> None:
        self.root = root
        self.added = 0
        self._numbers = numbers
        self._stamp = stamp
        self._said = Counter(
            _lines(comment)
            for comment in root.iterchildren(f"{W}comment")
            if comment.get(f"{W}author") == AUTHOR
        )
        self._text_style = _style_of("annotation text", styles)
        self._reference_style = _style_of("annotation reference", styles)

    def add(self, passage: Passage, lines: Sequence[str]) -> None:
        """Comment `passage` with `lines`, unless an earlier comment of ours says just that."""
        said = tuple(_squeezed(printable(line)) for line in lines)
        if self._said[said] > 0:
            self._said[said] -= 1
            return
        identifier = self._numbers.take()
        self.added += 1
        self._mark(passage, identifier)
        comment = etree.SubElement(
            self.root,
            f"{W}comment",
            {
                f"{W}id": identifier,
                f"{W}author": AUTHOR,
                f"{W}date": self._stamp,
                f"{W}initials": _INITIALS,
            },
        )
        for line in lines:
            paragraph = etree.SubElement(comment, f"{W}p")
            if self._text_style:
                properties = etree.SubElement(paragraph, f"{W}pPr")
                etree.SubElement(properties, f"{W}pStyle", {f"{W}val": self._text_style})
            text_run(paragraph, line)

    def _mark(self, passage: Passage, identifier: str) -> None:
        paragraph = passage.paragraph
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": identifier})
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": identifier})
        reference = etree.Element(f"{W}r")
        if self._reference_style:
            properties = etree.SubElement(reference, f"{W}rPr")
            etree.SubElement(properties, f"{W}rStyle", {f"{W}val": self._reference_style})
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": identifier})
        if passage.first is None or passage.last is None:
            paragraph.extend((start, end))
        else:
            passage.first.addprevious(start)
            passage.last.addnext(end)
        _child_of(paragraph, end).addnext(reference)


def text_run(parent: Element, text: str) -> Element:
    """Add a run that prints `text` and return it."""
    run = etree.SubElement(parent, f"{W}r")
    written = etree.SubElement(run, f"{W}t")
    written.text = printable(text)
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def printable(text: str) -> str:
    """Return `text` without what XML cannot hold: a PDF may print control characters."""
    return "".join(
        c for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )  # fmt: skip


def _lines(comment: Element) -> tuple[str, ...]:
    return tuple(
        _squeezed("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
        for paragraph in comment.iterchildren(f"{W}p")
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _style_of(name: str, styles: Element | None) -> str | None:
    """Return the id of the style that Word knows as `name`."""
    if styles is None:
        return None
    for style in styles.iterchildren(f"{W}style"):
        if (value(style, f"{W}name") or "").lower() == name:
            return style.get(f"{W}styleId")
    return None


def _child_of(paragraph: Element, element: Element) -> Element:
    while element.getparent() is not paragraph:
        element = element.getparent()
    return element
