"""Proposed clauses as tracked insertions: paragraphs that look like their neighbours.

Refusing an insertion joins a paragraph whose mark was inserted to the one after it, which
keeps its own look (ECMA-376-1, 17.13.5.20). Where no paragraph follows, the mark of the
clause above is the inserted one and the new paragraph carries the look that it had.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from checker.readers.docx_package import Element, W, value
from checker.readers.docx_styles import Styles
from checker.reports.word_comments import AUTHOR, Numbers, printable, text_run

# What the new paragraph does not take over: its number would shift the next ones.
_OWN_PARAGRAPH = (
    "rPr", "sectPr", "pPrChange", "numPr", "keepNext", "pageBreakBefore", "framePr", "outlineLvl",
)  # fmt: skip
# What stands before w:numPr (ECMA-376-1, 17.3.1.26).
_BEFORE_NUMBER = ("pStyle", "keepLines", "widowControl")
# The look of the neighbour's letters; bold, underlined or hidden words are its own.
_LOOK = frozenset(
    f"{W}{tag}" for tag in ("rFonts", "color", "sz", "szCs", "rtl", "cs", "lang", "kern")
)
_MARKS_BETWEEN = frozenset(
    f"{W}{tag}"
    for tag in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr",
        "permStart", "permEnd",
    )
)  # fmt: skip


class Proposals:
    """Writes tracked paragraphs; `stamp` is the moment that they carry."""

    def __init__(self, root: Element, numbers: Numbers, stamp: str, styles: Styles) -> None:
        self._numbers = numbers
        self._stamp = stamp
        self._styles = styles
        self._last_after: dict[Element, Element] = {}
        # What an earlier annotation proposed is not proposed again.
        self._there = {
            "".join(text.text or "" for text in insertion.iter(f"{W}t"))
            for insertion in root.iter(f"{W}ins")
            if insertion.get(f"{W}author") == AUTHOR
        }

    def insert(self, target: Element, neighbour: Element | None, text: str) -> None:
        """Insert `text` after the block `target`, in the look of `neighbour`."""
        # Several proposals at one place stand in the order in which they were made.
        after = self._last_after.get(target, target)
        for line in filter(None, map(str.strip, printable(text).split("\n"))):
            if line in self._there:
                continue
            after = self._one(after, neighbour, line)
        self._last_after[target] = after

    def _one(self, after: Element, neighbour: Element | None, line: str) -> Element:
        new = etree.Element(f"{W}p")
        if after.tag == f"{W}p" and _next_block(after) != f"{W}p" and not _has_change(after):
            self._move_mark(after, new)
        else:
            new.append(self._properties(neighbour))
            self._track(_mark_of(new))
        inserted = etree.SubElement(new, f"{W}ins", self._change())
        run = text_run(inserted, line)
        look = _look_of(neighbour)
        if look is not None:
            run.insert(0, look)
        after.addnext(new)
        return new

    def _move_mark(self, above: Element, new: Element) -> None:
        """Give `new` the mark of `above`, whose own becomes the inserted one."""
        properties = above.find(f"{W}pPr")
        if properties is not None:
            new.append(deepcopy(properties))
            section = properties.find(f"{W}sectPr")
            if section is not None:
                properties.remove(section)
        self._track(_mark_of(above))

    def _track(self, mark: Element) -> None:
        mark.insert(0, etree.Element(f"{W}ins", self._change()))

    def _change(self) -> dict[str, str]:
        return {
            f"{W}id": self._numbers.take(),
            f"{W}author": AUTHOR,
            f"{W}date": self._stamp,
        }

    def _properties(self, neighbour: Element | None) -> Element:
        own = None if neighbour is None else neighbour.find(f"{W}pPr")
        properties = etree.Element(f"{W}pPr") if own is None else deepcopy(own)
        numbered = properties.find(f"{W}numPr") is not None
        for name in _OWN_PARAGRAPH:
            for element in properties.findall(f"{W}{name}"):
                properties.remove(element)
        style = self._styles.paragraph(value(properties, f"{W}pStyle"))
        if numbered or style.number_id is not None:
            number = etree.Element(f"{W}numPr")
            etree.SubElement(number, f"{W}numId", {f"{W}val": "0"})
            before = [properties.find(f"{W}{name}") for name in _BEFORE_NUMBER]
            properties.insert(sum(1 for element in before if element is not None), number)
        return properties


def is_ours(element: Element) -> bool:
    """Return True when `element` stands in a tracked insertion of ours."""
    return any(
        ancestor.get(f"{W}author") == AUTHOR for ancestor in element.iterancestors(f"{W}ins")
    )


def _mark_of(paragraph: Element) -> Element:
    """Return the properties of the paragraph's mark, made where there are none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    mark = properties.find(f"{W}rPr")
    if mark is None:
        mark = etree.Element(f"{W}rPr")
        later = [e for e in properties if e.tag in (f"{W}sectPr", f"{W}pPrChange")]
        if later:
            later[0].addprevious(mark)
        else:
            properties.append(mark)
    return mark


def _has_change(paragraph: Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(
        mark.find(f"{W}{tag}") is not None for tag in ("ins", "del", "moveFrom", "moveTo")
    )


def _next_block(element: Element) -> str | None:
    following = element.getnext()
    while following is not None and (
        not isinstance(following.tag, str) or following.tag in _MARKS_BETWEEN
    ):
        following = following.getnext()
    return None if following is None else following.tag


def _look_of(neighbour: Element | None) -> Element | None:
    """Return run properties in the look of most of the neighbour's letters."""
    if neighbour is None:
        return None
    letters: dict[Element, int] = {}
    for run in neighbour.iter(f"{W}r"):
        letters[run] = sum(len(text.text or "") for text in run.iterchildren(f"{W}t"))
    most = max(letters, key=lambda run: letters[run], default=None)
    own = None if most is None else most.find(f"{W}rPr")
    if own is None:
        return None
    look = etree.Element(f"{W}rPr")
    look.extend(deepcopy(element) for element in own if element.tag in _LOOK)
    return look if len(look) else None
