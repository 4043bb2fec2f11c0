from __future__ import annotations

import pytest

from checker.errors import NoTextLayer
from checker.readers import scan, scan_pages
from checker.readers.pdf_geometry import PageContent, Word
from checker.readers.scan_pages import recognise_pages

SIZE = (595.0, 842.0)
IMAGE = (0.0, 0.0, 595.0, 842.0)


def words(*texts: str, hidden: bool = False, confidence: float | None = None) -> tuple[Word, ...]:
    return tuple(
        Word(
            text=text, x0=50, top=50, x1=90, bottom=60, base=59, size=10, bold=False, order=order,
            page=1, place=(50, 50, 90, 60), hidden=hidden, confidence=confidence,
        )
        for order, text in enumerate(texts)
    )  # fmt: skip


def page(number: int, *texts: str, image: bool = False, hidden: bool = False) -> PageContent:
    return PageContent(number, SIZE, words(*texts, hidden=hidden), images=(IMAGE,) if image else ())


TEXT = ("Nous", "attestons", "que", "la", "société", "est", "titulaire", "du", "contrat")


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[Word, ...]]:
    """What the engine reads, by page."""
    read: dict[int, tuple[Word, ...]] = {}

    def fake(pages: list[tuple[int, object]], *, name: str) -> list[PageContent]:
        return [PageContent(number, SIZE, read.get(number, ())) for number, _ in pages]

    monkeypatch.setattr(scan_pages, "find_engine", lambda: object())
    monkeypatch.setattr(scan_pages, "scan_pages", fake)
    return read


@pytest.fixture
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_pages, "find_engine", lambda: None)
    monkeypatch.setattr(scan, "find_engine", lambda: None)


def test_readers_scan_pages_text_is_left_alone() -> None:
    pages = (page(1, *TEXT), page(2, *TEXT))
    assert recognise_pages(pages, lambda number: None, name="a.pdf").pages == pages


def test_readers_scan_pages_whole_scan(recognised: dict[int, tuple[Word, ...]]) -> None:
    recognised[1] = words(*TEXT, confidence=95)
    found = recognise_pages([page(1, image=True)], lambda number: number, name="a.pdf")
    assert ([w.text for w in found.pages[0].words], found.notices, found.scan) == (
        [*TEXT], (), True,
    )  # fmt: skip


def test_readers_scan_pages_one_image_among_texts(
    recognised: dict[int, tuple[Word, ...]],
) -> None:
    recognised[2] = words("annexe", confidence=95)
    found = recognise_pages(
        [page(1, *TEXT), page(2, image=True)], lambda number: number, name="a.pdf"
    )
    assert [w.text for w in found.pages[1].words] == ["annexe"]
    assert not found.scan


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        pytest.param("500", 95, [], id="sure"),
        pytest.param("500", 40, ["doubtful_figures"], id="doubtful figure"),
        pytest.param("12", 40, [], id="short number"),
        pytest.param("mot", 40, [], id="doubtful word"),
    ],
)
def test_readers_scan_pages_announces_doubt(
    recognised: dict[int, tuple[Word, ...]], text: str, confidence: float, expected: list[str]
) -> None:
    recognised[1] = words(*TEXT, confidence=95) + words(text, confidence=confidence)
    found = recognise_pages([page(1, image=True)], lambda number: number, name="a.pdf")
    assert [notice.code for notice in found.notices] == expected


def test_readers_scan_pages_poor_page(recognised: dict[int, tuple[Word, ...]]) -> None:
    recognised[1] = words(*TEXT, confidence=30)
    found = recognise_pages([page(1, image=True)], lambda number: number, name="a.pdf")
    assert [notice.code for notice in found.notices] == ["unreadable_page"]


def test_readers_scan_pages_too_many(
    recognised: dict[int, tuple[Word, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_pages, "MAX_SCANNED_PAGES", 1)
    recognised[1] = words(*TEXT, confidence=95)
    found = recognise_pages(
        [page(1, image=True), page(2, image=True)], lambda number: number, name="a.pdf"
    )
    # The reader announces an image without words.
    assert [shown.lacks_text for shown in found.pages] == [False, True]


def test_readers_scan_pages_nothing_recognised(
    recognised: dict[int, tuple[Word, ...]],
) -> None:
    with pytest.raises(NoTextLayer):
        recognise_pages([page(1, image=True)], lambda number: number, name="a.pdf")


@pytest.mark.usefixtures("_no_engine")
def test_readers_scan_pages_without_engine() -> None:
    with pytest.raises(NoTextLayer, match="install tesseract"):
        recognise_pages([page(1, image=True)], lambda number: None, name="a.pdf")
    mixed = recognise_pages([page(1, *TEXT), page(2, image=True)], lambda n: None, name="a.pdf")
    assert [shown.lacks_text for shown in mixed.pages] == [False, True]


@pytest.mark.usefixtures("_no_engine")
def test_readers_scan_pages_without_engine_reads_the_layer_of_the_scanner() -> None:
    found = recognise_pages(
        [page(1, *TEXT, image=True, hidden=True)], lambda number: None, name="a.pdf"
    )
    assert [w.hidden for w in found.pages[0].words] == [False] * len(TEXT)
    assert ([notice.code for notice in found.notices], found.scan) == (["unreadable_page"], True)
