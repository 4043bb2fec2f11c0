"""Which pages of a PDF are scans, and what is known of them once they are recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from checker.domain import DOUBTFUL_CONFIDENCE, Notice
from checker.errors import NoTextLayer
from checker.readers.pdf_geometry import PageContent, Recognition, Word
from checker.readers.scan import scan_pages
from checker.readers.scan_engine import find_engine

# A minute of recognition; a longer file is a book, not an attestation.
MAX_SCANNED_PAGES = 20
# Below this mean confidence what was read of a page cannot be relied on.
_UNREADABLE_CONFIDENCE = 55.0
# An invisible text of so many words is the layer that a scanner put behind its image.
_LAYER_WORDS = 8
# Single digits are list numbers and footnotes; from three on they may be an amount.
_FIGURE_DIGITS = 3
_MAX_NAMED = 6


def recognise_pages(
    pages: Sequence[PageContent], page_of: Callable[[int], Any], *, name: str
) -> Recognition:
    """Return the pages with the words of those that are images.

    An image that is not read stays as it is. `page_of` gives the page of pypdfium2 of a page
    number. Raises NoTextLayer when all pages are images and nothing installed reads them.
    """
    images = [page for page in pages if page.lacks_text]
    if not images:
        return Recognition(tuple(pages))
    whole = not any(_has_text(page) for page in pages if not page.lacks_text)
    if find_engine() is None:
        return _by_layer(pages, name=name, whole=whole)
    some = [page for page in images if page.is_loaded][:MAX_SCANNED_PAGES]
    read = {
        page.number: page
        for page in scan_pages([(page.number, page_of(page.number)) for page in some], name=name)
    }
    notices = [notice for page in read.values() for notice in _notices(page)]
    shown = tuple(read.get(page.number, page) for page in pages)
    if whole and not any(page.words for page in shown):
        raise NoTextLayer(f"{name}: no word could be recognised", name=name)
    return Recognition(shown, tuple(notices), whole)


def _has_text(page: PageContent) -> bool:
    return any(not word.hidden for word in page.words)


def _by_layer(pages: Sequence[PageContent], *, name: str, whole: bool) -> Recognition:
    """Return the pages with the invisible text that a scanner put behind its images.

    Nothing says that it is what the image shows: the pages are marked as not read.
    """
    shown: list[PageContent] = []
    notices: list[Notice] = []
    for page in pages:
        layered = page.lacks_text and len(page.words) >= _LAYER_WORDS
        if layered:
            words = tuple(replace(word, hidden=False) for word in page.words)
            page = replace(page, words=words)
            notices.append(_unreadable(page.number, "unverified"))
        shown.append(page)
    if whole and not any(_has_text(page) for page in shown):
        # Says what to install.
        list(scan_pages([], name=name))
        raise NoTextLayer(f"{name}: pages are images", name=name)
    return Recognition(tuple(shown), tuple(notices), whole)


def _notices(page: PageContent) -> list[Notice]:
    if not page.words:
        return []
    mean = sum(word.confidence or 0.0 for word in page.words) / len(page.words)
    if mean < _UNREADABLE_CONFIDENCE:
        return [_unreadable(page.number, "poor")]
    doubtful = [word for word in page.words if _is_doubtful_figure(word)]
    if not doubtful:
        return []
    named = ", ".join(f"« {word.text} »" for word in doubtful[:_MAX_NAMED])
    return [
        Notice(
            code="doubtful_figures",
            values=(("page", str(page.number)), ("figures", named)),
        )
    ]


def _is_doubtful_figure(word: Word) -> bool:
    figures = sum(map(str.isdigit, word.text))
    return (
        figures >= _FIGURE_DIGITS
        and word.confidence is not None
        and word.confidence <= DOUBTFUL_CONFIDENCE
    )


def _unreadable(number: int, why: str) -> Notice:
    return Notice(code="unreadable_page", variant=why, values=(("page", str(number)),))
