"""What the browser tests share: the running product and a Chromium to look at it with."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from made_reports import ROOT
from werkzeug.serving import make_server

from checker.knowledge import Knowledge
from checker.web import WebConfig, create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = ROOT / "addin" / "node_modules" / "axe-core" / "axe.min.js"
# A root user, a machine without a screen, and no call to anybody's servers.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium: apt-get install chromium")
OFFICE = ROOT / "addin" / "node_modules" / "@microsoft" / "office-js" / "dist"
needs_office = pytest.mark.skipif(not OFFICE.exists(), reason="Office.js: npm ci --prefix addin")
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core: npm ci --prefix addin")


@contextmanager
def served(knowledge: Knowledge) -> Iterator[str]:
    """Serve the product as it is on a free port of this machine; the address comes back."""
    server = make_server("127.0.0.1", 0, create_app(WebConfig(knowledge=knowledge)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served_securely(knowledge: Knowledge, folder: Path, **settings: Any) -> Iterator[str]:
    """Serve the product over TLS, as Word asks; the address comes back without its slash."""
    import trustme

    issued = trustme.CA().issue_cert("localhost")
    cert, key = folder / "cert.pem", folder / "key.pem"
    issued.cert_chain_pems[0].write_to_path(cert)
    issued.private_key_pem.write_to_path(key)
    app = create_app(WebConfig(knowledge=knowledge, **settings))
    context = (str(cert), str(key))
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browser(*flags: str) -> Iterator[Browser]:
    """Start Chromium; one a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
        try:
            yield started
        finally:
            started.close()


def violations(page: Page | Frame) -> list[str]:
    """Return what axe-core finds wrong with the page, a line a rule and element."""
    # The page's own policy keeps foreign scripts out: axe comes in through the debugger.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document)")
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
