"""Fixtures of the pane's tests: the product over TLS, Chromium, a document open in Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import browser, served_securely
from wordhost import Quirks, WordHost
from wordpane import NO_LOCAL_NETWORK_CHECK, Pane, open_pane

from checker.knowledge import Knowledge


@pytest.fixture(scope="module")
def secure_address(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_securely(knowledge, tmp_path_factory.mktemp("tls")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser(NO_LOCAL_NETWORK_CHECK) as started:
        yield started


@pytest.fixture
def in_word(chromium: Any, secure_address: str) -> Iterator[Callable[..., Pane]]:
    """Open a DOCX (path or bytes) in the simulated Word and wait until the pane is ready."""
    opened: list[Pane] = []

    def open_document(
        docx: Path | bytes,
        *,
        state: str = "ready",
        word_api: tuple[int, int] = (1, 6),
        language: str = "fr-FR",
        address: str = secure_address,
        quirks: dict[str, Any] | None = None,
        **settings: Any,
    ) -> Pane:
        data = docx if isinstance(docx, bytes) else docx.read_bytes()
        word = WordHost(data, word_api=word_api, language=language, quirks=Quirks(**quirks or {}))
        pane = open_pane(chromium, address, word, **settings)
        opened.append(pane)
        if state:
            pane.wait(state)
        return pane

    yield open_document
    for pane in opened:
        pane.page.context.close()
