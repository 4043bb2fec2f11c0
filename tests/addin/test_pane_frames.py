"""Who may show the pane, and who may not ask."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import needs_browser, needs_office
from made_reports import ROOT
from wordhost import WordHost
from wordpane import open_pane

pytestmark = [needs_browser, needs_office]
CONTRACT = (ROOT / "samples" / "contrat_hebergement.docx").read_bytes()
WORD = "https://word-edit.officeapps.live.com"
SHAREPOINT = "https://atelier.sharepoint.com"
EVIL = "https://evil.example"


@pytest.mark.parametrize(
    ("site", "framer", "allowed"),
    [
        pytest.param(SHAREPOINT, WORD, True, id="Word in SharePoint"),
        pytest.param("https://onedrive.live.com", WORD, True, id="Word in OneDrive"),
        pytest.param(SHAREPOINT, EVIL, False, id="another site in SharePoint"),
        pytest.param(EVIL, WORD, False, id="Word inside another site"),
        pytest.param(EVIL, "https://officeapps.live.com.evil.example", False, id="a look-alike"),
    ],
)
def test_pane_frames_only_office_shows_the_pane(
    chromium: Any, secure_address: str, site: str, framer: str, allowed: bool
) -> None:
    pane = open_pane(chromium, secure_address, WordHost(CONTRACT), site=site, framer=framer)
    assert pane.is_shown() == allowed
    assert any("frame-ancestors" in line for line in pane.said) != allowed
    pane.page.context.close()


def test_pane_frames_policy_is_never_broken(in_word) -> None:
    pane = in_word(CONTRACT)
    pane.check("hébergement")
    pane.act("penalties_uninsured", "comment")
    assert [line for line in pane.said if "Content Security Policy" in line] == []


def test_pane_frames_another_site_cannot_ask_for_a_check(
    chromium: Any, secure_address: str
) -> None:
    context = chromium.new_context(ignore_https_errors=True)
    context.route(
        f"{EVIL}/**", lambda r: r.fulfill(body="<title>evil</title>", content_type="text/html")
    )
    page = context.new_page()
    page.goto(f"{EVIL}/")
    asked = """async address => {
      const form = new FormData();
      form.append('files', new Blob(['%PDF-1.4']), 'a.pdf');
      try { return (await fetch(address + '/api/v1/check', {method: 'POST', body: form})).status; }
      catch { return 'refused'; }
    }"""
    statuses = []
    page.on("response", lambda r: statuses.append(r.status) if "/api/" in r.url else None)
    assert page.evaluate(asked, secure_address) == "refused"
    page.wait_for_timeout(300)
    assert statuses in ([], [403])
    context.close()
