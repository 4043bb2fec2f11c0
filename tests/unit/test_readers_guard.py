from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time

import pdf_bombs
import pytest
from builders import make_document
from docx_files import make_docx, p

from checker.domain import Document
from checker.errors import (
    DocumentTooLarge,
    EncryptedDocument,
    TruncatedDocument,
    UnreadableDocument,
    UnsupportedFormat,
)
from checker.readers import guard, read_document
from checker.readers.guard import Limits, read_guarded, run_guarded

forks = pytest.mark.skipif(not guard.can_fork(), reason="no fork with limits on this system")

SMALL = Limits(memory_bytes=256 << 20, cpu_seconds=1, wall_seconds=3.0)


def loop() -> Document:
    while True:
        pass


def sleep() -> Document:
    time.sleep(60)
    raise AssertionError


def hoard() -> Document:
    raise AssertionError(len(bytearray(4 << 30)))


def abort() -> Document:
    os.abort()


def segfault() -> Document:
    os.kill(os.getpid(), 11)
    raise AssertionError


def bug() -> Document:
    raise KeyError("words of the document")


def locked() -> Document:
    raise EncryptedDocument("a password is needed", name="a.pdf")


@forks
@pytest.mark.parametrize(
    ("read", "error"),
    [
        pytest.param(loop, DocumentTooLarge, id="loop"),
        pytest.param(sleep, DocumentTooLarge, id="sleep"),
        pytest.param(hoard, DocumentTooLarge, id="memory"),
        pytest.param(abort, DocumentTooLarge, id="abort"),
        pytest.param(segfault, TruncatedDocument, id="crash"),
        pytest.param(bug, UnreadableDocument, id="bug"),
        pytest.param(locked, EncryptedDocument, id="typed error"),
    ],
)
def test_readers_guard_survives(read: object, error: type[UnreadableDocument]) -> None:
    limits = Limits(memory_bytes=256 << 20, cpu_seconds=1, wall_seconds=1.5)
    start = time.monotonic()
    with pytest.raises(error) as caught:
        run_guarded(read, name="a.pdf", limits=limits)
    assert type(caught.value) is error
    assert caught.value.values == {"name": "a.pdf"}
    assert "words of the document" not in str(caught.value)
    assert time.monotonic() - start < 10


def test_readers_guard_returns_the_same_document() -> None:
    data = make_docx(p("Bonjour") + p("Plafond de 2 000 000 €"))
    assert read_guarded(data, "a.docx") == read_document(data, name="a.docx")


def test_readers_guard_keeps_the_values_of_an_error() -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read_guarded(b"\x89PNG\r\n\x1a\n", "a.pdf")
    assert caught.value.values == {"name": "a.pdf", "found": "PNG"}


def test_readers_guard_large_answer_passes_the_pipe() -> None:
    document = make_document([f"ligne {i} " + "x" * 1000 for i in range(1_000)])
    assert run_guarded(lambda: document, name="a").text == document.text


@forks
def test_readers_guard_limits_bind_the_child_only() -> None:
    with pytest.raises(DocumentTooLarge):
        run_guarded(hoard, name="a", limits=SMALL)
    assert len(bytearray(300 << 20)) == 300 << 20


@forks
def test_readers_guard_ends_what_the_child_started() -> None:
    def start_and_wait() -> Document:
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
        return sleep()

    start = time.monotonic()
    with pytest.raises(DocumentTooLarge):
        run_guarded(start_and_wait, name="a", limits=Limits(wall_seconds=1.0))
    assert time.monotonic() - start < 5


@forks
def test_readers_guard_from_several_threads() -> None:
    document = make_document("Bonjour")
    found: list[object] = []

    def work(index: int) -> None:
        try:
            found.append(
                run_guarded(loop if index % 3 == 0 else lambda: document, name="a", limits=SMALL)
            )
        except DocumentTooLarge as err:
            found.append(err.code)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(map(str, found)).count("document_too_large") == 2
    assert found.count(document) == 4


def test_readers_guard_without_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "can_fork", lambda: False)
    assert read_guarded(make_docx(p("Bonjour")), "a.docx").text == "Bonjour"
    with pytest.raises(UnreadableDocument):
        run_guarded(bug, name="a")


@forks
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf_bombs.double_flate(600), id="blanks that inflate twice"),
        pytest.param(pdf_bombs.nested_forms(26), id="2^26 drawings"),
        pytest.param(pdf_bombs.operators(15_000_000), id="15 million operators"),
        pytest.param(pdf_bombs.letters(1_000_000), id="a million letters"),
        pytest.param(pdf_bombs.kids_loop(), id="pages in a circle"),
        pytest.param(pdf_bombs.huge_page()[:-120], id="cut"),
        pytest.param(b"%PDF-1.7 " + bytes(range(128, 256)) * 9, id="garbage"),
    ],
)
def test_readers_guard_hostile_pdf(data: bytes) -> None:
    limits = Limits(memory_bytes=400 << 20, cpu_seconds=2, wall_seconds=6.0)
    start = time.monotonic()
    # Either a typed error or an answer in time: never a dead or waiting parent.
    with contextlib.suppress(UnreadableDocument):
        read_guarded(data, "bomb.pdf", limits=limits)
    assert time.monotonic() - start < 12


def test_readers_guard_page_of_a_million_points() -> None:
    assert "Bonjour" in read_guarded(pdf_bombs.huge_page(), "a.pdf").text


@forks
def test_readers_guard_costs_little() -> None:
    document = make_document("Bonjour")
    times: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        run_guarded(lambda: document, name="a")
        times.append(time.perf_counter() - start)
    assert min(times) < 1.0
