"""A quotation inside a Word paragraph: which runs print it, split where it begins and ends.

Only what a reader of the accepted text sees counts: deleted text and the repeated content
of mc:Fallback are passed over.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from checker.text import fold

Element: TypeAlias = Any  # lxml ships no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PASSED_OVER = (f"{W}del", f"{W}moveFrom", _MC_FALLBACK)
# What prints one character each: a tab, a line break, a no-break hyphen.
_SINGLES = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class _Letter:
    """One printed character: its run, the child of the run that prints it, its place in it."""

    run: Element
    child: Element
    index: int
    sign: str


def find_runs(paragraph: Element, quote: str) -> list[Element] | None:
    """Return the runs that print exactly `quote`, splitting runs at its ends.

    None when the paragraph does not print it. Kinds of blank, case and accents are folded.
    """
    letters = _letters(paragraph)
    squeezed, places = _squeezed(letters)
    wanted = " ".join(fold(quote).split())
    at = squeezed.find(wanted) if wanted else -1
    if at < 0:
        return None
    first, last = letters[places[at]], letters[places[at + len(wanted) - 1]]
    end_run = _split_after(last)
    start_run = _split_before(first)
    if first.run is last.run and start_run is not first.run:
        # The head was cut off: the rest of the run is a new element now.
        end_run = start_run
    return _between(paragraph, start_run, end_run)


def runs_of(paragraph: Element) -> list[Element]:
    """Return the runs of a paragraph that print something in the accepted text."""
    return list(dict.fromkeys(letter.run for letter in _letters(paragraph)))


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


def _squeezed(letters: list[_Letter]) -> tuple[str, list[int]]:
    text: list[str] = []
    places: list[int] = []
    for index, letter in enumerate(letters):
        sign = fold(letter.sign)
        if sign == "\u00ad" or (sign == " " and (not text or text[-1] == " ")):
            continue
        text.append(sign)
        places.append(index)
    return "".join(text), places


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
    whole = child.tag != f"{W}t" or letter.index == len(text) - 1
    if whole and at == len(run) - 1:
        return run
    tail = deepcopy(run)
    run.addnext(tail)
    for element in list(run)[at + 1 :]:
        run.remove(element)
    for element in list(tail)[: at + (1 if whole else 0)]:
        if element.tag != f"{W}rPr":
            tail.remove(element)
    if not whole:
        twin = next(c for c in tail if c.tag == f"{W}t")
        _write(child, text[: letter.index + 1])
        _write(twin, text[letter.index + 1 :])
    return run


def _write(element: Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def _between(paragraph: Element, first: Element, last: Element) -> list[Element]:
    runs = list(paragraph.iter(f"{W}r"))
    start, end = runs.index(first), runs.index(last)
    return runs[start : end + 1]
