"""A quotation inside a Word paragraph: which runs print it, split where it begins and ends.

Only what a reader of the accepted text sees counts: deleted text, the repeated content of
mc:Fallback and phonetic guides are passed over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from checker.readers.docx_package import MC, Element, W
from checker.text import fold

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PASSED_OVER = frozenset((f"{W}del", f"{W}moveFrom", f"{W}rt", f"{MC}Fallback"))
# What prints one character each: a tab, a line break, a no-break hyphen.
_SINGLES = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
# Where Word itself sets the marks of a comment. Not inside a content control, which Word
# writes anew from its data, nor inside a field, which it computes anew.
_HOLDERS = frozenset(
    f"{W}{tag}" for tag in ("p", "ins", "moveTo", "hyperlink", "smartTag", "customXml")
)
# A number that Word makes itself ("Article 11.2 –") is read before the text of its paragraph.
_LONGEST_LABEL = 40
# Where the middle prints what no run holds (a symbol, a formula), both ends find the passage.
_END_WORDS = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """What a comment stands on: its first and last element, None in a paragraph without runs."""

    paragraph: Element
    first: Element | None
    last: Element | None

    def to(self, other: Passage) -> Passage:
        """Return the passage from the start of this one to the end of `other`."""
        if self.first is None or other.last is None:
            return self
        return Passage(other.paragraph, self.first, other.last)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One printed character: its run, the child of the run that prints it, its place in it."""

    run: Element
    child: Element
    index: int
    sign: str


def find_passage(paragraph: Element, quote: str, *, before: str = "") -> Passage | None:
    """Return where `paragraph` prints `quote`, splitting runs at its ends; None if it does not.

    Kinds of blank, case and accents are folded. Of several places the one is taken that
    follows what `before` ends with.
    """
    letters = _letters(paragraph)
    printed, places = _squeezed([letter.sign for letter in letters])
    wanted, _ = _squeezed(list(quote))
    found = _span(printed.rstrip(), wanted.strip(), before)
    if found is None:
        return None
    start, end = found
    first, last = letters[places[start]], letters[places[end - 1]]
    fields = _fields(paragraph)
    last_element = _raised(last.run, fields, -1)
    if last_element is last.run:
        last_element = _split_after(last)
    first_element = _raised(first.run, fields, 0)
    if first_element is first.run:
        first_element = _split_before(first)
        if first.run is last_element and first_element is not first.run:
            # The head was cut off: the rest of the run is a new element now.
            last_element = first_element
    return Passage(paragraph, first_element, last_element)


def whole(paragraph: Element) -> Passage:
    """Return all of a paragraph: what it prints, else whatever runs it has."""
    runs = list(dict.fromkeys(letter.run for letter in _letters(paragraph)))
    runs = runs or list(paragraph.iterchildren(f"{W}r"))
    if not runs:
        return Passage(paragraph, None, None)
    fields = _fields(paragraph)
    return Passage(paragraph, _raised(runs[0], fields, 0), _raised(runs[-1], fields, -1))


def around(run: Element) -> Passage:
    """Return the passage of one run: the anchor of a drawing, the reference of a note."""
    paragraph = _nearest_paragraph(run)
    return Passage(paragraph, _raised(run, {}, 0), _raised(run, {}, -1))


def text_of(paragraph: Element) -> str:
    """Return what a paragraph prints in the accepted text, numbers of lists left out."""
    return "".join(letter.sign for letter in _letters(paragraph))


def _span(printed: str, wanted: str, before: str) -> tuple[int, int] | None:
    """Return where `wanted` stands in `printed`, both folded and with single blanks."""
    if not wanted:
        return None
    hits = list(_occurrences(printed, wanted))
    if hits:
        context, _ = _squeezed(list(before))
        at = max(hits, key=lambda hit: _common_end(printed[:hit].strip(), context.strip()))
        return at, at + len(wanted)
    for cut, sign in enumerate(wanted[:_LONGEST_LABEL]):
        rest = wanted[cut + 1 :]
        if sign == " " and rest and printed.startswith(rest):
            return 0, len(rest)
    words = wanted.split(" ")
    if len(words) < 2 * _END_WORDS:
        return None
    head, tail = " ".join(words[:_END_WORDS]), " ".join(words[-_END_WORDS:])
    start = printed.find(head)
    end = printed.find(tail, start + len(head)) if start >= 0 else -1
    return (start, end + len(tail)) if end >= 0 else None


def _occurrences(printed: str, wanted: str) -> Iterator[int]:
    at = printed.find(wanted)
    while at >= 0:
        yield at
        at = printed.find(wanted, at + 1)


def _common_end(one: str, other: str) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def _letters(paragraph: Element) -> list[_Letter]:
    found: list[_Letter] = []
    for run in paragraph.iter(f"{W}r"):
        if _nearest_paragraph(run) is not paragraph or _is_passed_over(run, paragraph):
            continue
        for child in run:
            if child.tag == f"{W}t":
                found += [_Letter(run, child, i, c) for i, c in enumerate(child.text or "")]
            elif child.tag in _SINGLES:
                found.append(_Letter(run, child, 0, _SINGLES[child.tag]))
    return found


def _nearest_paragraph(run: Element) -> Element:
    parent = run.getparent()
    while parent is not None and parent.tag != f"{W}p":
        parent = parent.getparent()
    return parent


def _is_passed_over(run: Element, paragraph: Element) -> bool:
    parent = run.getparent()
    while parent is not None and parent is not paragraph:
        if parent.tag in _PASSED_OVER:
            return True
        parent = parent.getparent()
    return False


def _squeezed(signs: list[str]) -> tuple[str, list[int]]:
    """Return the signs folded, blanks single, and for each sign of the result its index."""
    text: list[str] = []
    places: list[int] = []
    for index, sign in enumerate(signs):
        for each in fold(unicodedata.normalize("NFKC", sign)):
            # Soft hyphens, direction marks and accents on their own print no letter.
            if unicodedata.category(each) in ("Cf", "Mn"):
                continue
            blank = each.isspace()
            if blank and (not text or text[-1] == " "):
                continue
            text.append(" " if blank else each)
            places.append(index)
    return "".join(text), places


def _fields(paragraph: Element) -> dict[Element, tuple[Element, Element]]:
    """Return for each run of a field its first and last run, outermost field only."""
    spans: dict[Element, tuple[Element, Element]] = {}
    begun: list[Element] = []
    inside: list[Element] = []
    for run in paragraph.iter(f"{W}r"):
        kinds = [mark.get(f"{W}fldCharType") for mark in run.iterchildren(f"{W}fldChar")]
        begun += [run] * kinds.count("begin")
        if begun:
            inside.append(run)
        for _ in range(min(kinds.count("end"), len(begun))):
            first = begun.pop()
            if not begun:
                spans |= dict.fromkeys(inside, (first, run))
                inside = []
    return spans


def _raised(run: Element, fields: dict[Element, tuple[Element, Element]], side: int) -> Element:
    """Return the element around `run` on whose `side` (0 before, -1 after) a mark may stand."""
    element = fields[run][side] if run in fields else run
    top = element
    parent = element.getparent()
    while parent.tag != f"{W}p":
        if parent.tag not in _HOLDERS:
            top = parent
        parent = parent.getparent()
    return top


def _split_before(letter: _Letter) -> Element:
    """Return the run that begins with `letter`, cutting the head off where there is one."""
    run, child = letter.run, letter.child
    at = list(run).index(child)
    has_head = letter.index > 0 or any(c.tag != f"{W}rPr" for c in list(run)[:at])
    if not has_head:
        return run
    tail = deepcopy(run)
    run.addnext(tail)
    for element in list(run)[at + (letter.index > 0) :]:
        run.remove(element)
    twin = list(tail)[at]
    for element in list(tail)[:at]:
        if element.tag != f"{W}rPr":
            tail.remove(element)
    if letter.index > 0:
        text = child.text
        _write(child, text[: letter.index])
        _write(twin, text[letter.index :])
    return tail


def _split_after(letter: _Letter) -> Element:
    """Return the run that ends with `letter`, cutting the tail off where there is one."""
    run, child = letter.run, letter.child
    at = list(run).index(child)
    text = child.text or ""
    is_whole = child.tag != f"{W}t" or letter.index == len(text) - 1
    if is_whole and at == len(run) - 1:
        return run
    tail = deepcopy(run)
    run.addnext(tail)
    for element in list(run)[at + 1 :]:
        run.remove(element)
    for element in list(tail)[: at + (1 if is_whole else 0)]:
        if element.tag != f"{W}rPr":
            tail.remove(element)
    if not is_whole:
        twin = next(c for c in tail if c.tag == f"{W}t")
        _write(child, text[: letter.index + 1])
        _write(twin, text[letter.index + 1 :])
    return run


def _write(element: Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")
