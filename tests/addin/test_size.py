"""The pane stays light: what Word loads of ours, comments (the types that tsc checks) apart."""

from __future__ import annotations

import re

from browsing import needs_browser, needs_office
from made_reports import ROOT

ADDIN = ROOT / "addin"
MOST_BYTES = 60 * 1024
# A server that packs them would send less still.
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*\n", re.DOTALL | re.MULTILINE)


def loaded_by_the_pane() -> set[str]:
    """Return the files that the pane loads: its styles, and its script with all it imports."""
    html = (ADDIN / "taskpane.html").read_text(encoding="utf-8")
    # What stands between these is for the page only.
    html = re.sub(r'\{% if host == "browser" %\}.*?\{% endif %\}', "", html, flags=re.DOTALL)
    found = set(re.findall(r'"/addin/((?:css|js)/[\w.]+)"', html))
    waiting = [name for name in found if name.endswith(".js")]
    while waiting:
        text = (ADDIN / waiting.pop()).read_text(encoding="utf-8")
        for name in re.findall(r'^import .*? from "\./([\w.]+)";', text, re.MULTILINE):
            if f"js/{name}" not in found:
                found.add(f"js/{name}")
                waiting.append(f"js/{name}")
    return found


def test_size_of_the_pane() -> None:
    files = loaded_by_the_pane()
    assert {"css/tokens.css", "css/taskpane.css", "js/word.js", "js/passages.js"} <= files
    texts = [(ADDIN / name).read_text(encoding="utf-8") for name in files]
    size = sum(len(COMMENTS.sub("", text).encode()) for text in texts)
    assert size <= MOST_BYTES


@needs_browser
@needs_office
def test_size_counts_all_that_word_loads(in_word) -> None:
    pane = in_word(ROOT / "samples" / "contrat_hebergement.docx", state="")
    seen: set[str] = set()
    pane.page.on("request", lambda r: seen.add(r.url) if r.url.startswith(pane.address) else None)
    pane.page.reload()
    pane.wait("ready")
    ours = {url.removeprefix(f"{pane.address}/addin/") for url in seen}
    assert {name for name in ours if name.endswith((".js", ".css"))} == loaded_by_the_pane()


def test_size_lock_file_names_no_host() -> None:
    assert "://" not in re.sub(
        r'"(?:funding|url)".*', "", (ADDIN / "package-lock.json").read_text()
    )
