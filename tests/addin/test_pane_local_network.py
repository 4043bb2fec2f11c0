"""What a browser asks before a page of the internet shows one of this machine (apart: its own
Chromium, without the flag that lets the other tests through)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import browser, needs_browser, needs_office
from made_reports import ROOT
from wordhost import WordHost
from wordpane import open_pane

pytestmark = [needs_browser, needs_office]
CONTRACT = (ROOT / "samples" / "contrat_hebergement.docx").read_bytes()


@pytest.fixture(scope="module")
def asking() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.mark.parametrize("granted", [False, True], ids=["not allowed", "allowed"])
def test_pane_local_network_permission(asking: Any, secure_address: str, granted: bool) -> None:
    """Chromium 142 and later; README and SMOKE.md say what to click."""
    allowed = ("local-network-access",) if granted else ()
    pane = open_pane(asking, secure_address, WordHost(CONTRACT), permissions=allowed)
    assert pane.is_shown() == granted
    assert any("LOCAL_NETWORK_ACCESS" in line for line in pane.said) != granted
    pane.page.context.close()
