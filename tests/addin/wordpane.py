"""The unmodified pane inside the simulated Word, inside a simulated SharePoint, in Chromium."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browsing import OFFICE
from wordhost import WordHost

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Locator, Page, Route

HERE = Path(__file__).parent
SITE = "https://atelier.sharepoint.com"
WORD = "https://word-edit.officeapps.live.com"
_CDN = "https://appsforoffice.microsoft.com"
# Chromium asks before a public page shows one of this machine; test_pane_local_network.py looks at that.
NO_LOCAL_NETWORK_CHECK = "--disable-features=LocalNetworkAccessChecks"


@dataclass(slots=True, kw_only=True)
class Pane:
    """The pane as a test drives it; `said` holds the errors of every page and console."""

    word: WordHost
    page: Page
    address: str
    said: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        return next(f for f in self.page.frames if f.url.startswith(self.address))

    @property
    def outer(self) -> Frame:
        """The frame that plays Word."""
        return self.frame.parent_frame

    def find(self, selector: str) -> Locator:
        return self.page.frame_locator("#word").frame_locator("#pane iframe").locator(selector)

    def is_shown(self) -> bool:
        """Return True when the pane runs in its frame, False when the browser refused it."""
        self.page.wait_for_timeout(2500)
        frames = [f for f in self.page.frames if f.url.startswith(self.address)]
        return any(f.locator("#app").count() for f in frames)

    def wait(self, state: str) -> None:
        """Wait until the pane is in a state (or has a problem to tell)."""
        self.find(f"#app[data-state={state}]").wait_for(timeout=30_000)

    def check(self, *activities: str) -> None:
        for activity in activities:
            self.find("#activity-input").fill(activity)
            self.find("#activity-input").press("Enter")
        self.find("#check").click()
        self.find("#app[data-state=done], #app[data-state=problem]").wait_for(timeout=60_000)

    def card(self, code: str, nth: int = 0) -> Locator:
        return self.find(f"#findings > li[data-code={code}]").nth(nth)

    def act(self, code: str, action: str, *, nth: int = 0) -> str:
        """Press a button of a card and return what the card then says."""
        card = self.card(code, nth)
        card.locator(".said").evaluate("e => { e.textContent = ''; }")
        card.locator(f"[data-action={action}]:not(.link)").first.click()
        card.locator(".said:not(:empty)").wait_for()
        return card.locator(".said").text_content() or ""

    def go_to(self, evidence: dict[str, Any]) -> bool:
        """Ask the pane's own module to show a passage, whatever a report says of it."""
        return self.frame.evaluate(
            "async e => (await (await import('/addin/js/word.js')).wordHost()).goTo(e)", evidence
        )

    def tell_events(self) -> None:
        """Send the events of edits that a test made in the document."""
        self.outer.evaluate("events => window.__tell(events)", self.word.take_events())

    def edit(self, words: str, instead: str) -> None:
        """Type over the paragraph that holds `words`, as a person does in Word."""
        self.word.text.type_over(self.word.paragraph(words), instead)
        self.word.changed()
        self.tell_events()

    def draw(self) -> None:
        """Show the document beside the pane, for a picture."""
        self.outer.evaluate("paragraphs => window.__draw(paragraphs)", list(self.word.view()))


def open_pane(
    browser: Browser,
    address: str,
    word: WordHost,
    *,
    width: int = 350,
    site: str = SITE,
    framer: str = WORD,
    cdn: bool = True,
    permissions: tuple[str, ...] = (),
    **settings: Any,
) -> Pane:
    """Open the document of `word` in a tab with the pane at its side, `width` pixels wide."""
    options: dict[str, Any] = {
        "ignore_https_errors": True, "viewport": {"width": 1180, "height": 820},
        "locale": word.language, **settings,
    }  # fmt: skip
    context = browser.new_context(**options)
    if permissions:
        context.grant_permissions(list(permissions))
    context.route(f"{_CDN}/**", _library if cdn else lambda route: route.abort())
    setup = {
        "source": f"{address}/addin/taskpane.html", "pause": word.quirks.sync_ms, "width": width,
        "hostInfo": f"Word$Web$16.00${word.language}$telemetry$$disableLogging$0", "name": word.name,
    }  # fmt: skip
    html = (HERE / "wordhost.html").read_text(encoding="utf-8").replace(
        "<script>", f"<script>window.__setup={json.dumps(setup)};", 1
    )  # fmt: skip
    context.route(
        f"{framer}/**", lambda r: r.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    around = (
        "<!doctype html><title>SharePoint</title><style>html,body,iframe{margin:0;border:0;"
        "width:100%;height:100vh;display:block}</style>"
        f"<iframe id=word src='{framer}/we/wordeditorframe.aspx' "
        "allow='local-network-access; clipboard-write'></iframe>"
    )
    context.route(f"{site}/**", lambda r: r.fulfill(body=around, content_type="text/html"))
    page = context.new_page()
    pane = Pane(word=word, page=page, address=address)
    told = word.context(address, site)

    def answer(message: dict[str, Any]) -> dict[str, Any]:
        data = word.answer(message, told)
        return {"data": data, "events": word.take_events()}

    page.expose_function("__word", answer)
    page.on("pageerror", lambda error: pane.said.append(str(error)))
    page.on("console", lambda m: pane.said.append(m.text) if m.type == "error" else None)
    page.on("requestfailed", lambda r: pane.said.append(f"{r.url} {r.failure}"))
    page.goto(f"{site}/documents/{word.name}")
    return pane


def _library(route: Route) -> None:
    """Serve the genuine Office.js of npm in the place of Microsoft's servers."""
    name = route.request.url.split("?")[0].partition("/lib/1/hosted/")[2]
    file = OFFICE / name
    if not name or not file.is_file():
        route.fulfill(status=404)
    elif name.startswith("word-web-16.00"):
        text = file.read_text(encoding="utf-8")
        added = (HERE / "office_topup.js").read_text(encoding="utf-8")
        route.fulfill(body=f"{text}\n;{added}", content_type="text/javascript")
    else:
        route.fulfill(path=file, content_type=mimetypes.guess_type(name)[0])
