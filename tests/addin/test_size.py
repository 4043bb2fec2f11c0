"""The pane stays light: what Word loads of ours, comments and types apart."""

from __future__ import annotations

import re

from made_reports import ROOT

ADDIN = ROOT / "addin"
MOST_BYTES = 60 * 1024
# Comments are the types that tsc checks; a server that packs them would send less still.
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*\n", re.DOTALL | re.MULTILINE)
# Loaded by the page only (viewer, its style), or by nobody (types).
NOT_THE_PANE = {"viewer.js", "page.css", "types.js"}


def test_size_of_the_pane() -> None:
    files = [*(ADDIN / "js").glob("*.js"), *(ADDIN / "css").glob("*.css")]
    pane = [path for path in files if path.name not in NOT_THE_PANE]
    assert len(pane) >= 9
    size = sum(len(COMMENTS.sub("", p.read_text(encoding="utf-8")).encode()) for p in pane)
    assert size <= MOST_BYTES


def test_size_lock_file_names_no_host() -> None:
    assert "://" not in re.sub(
        r'"(?:funding|url)".*', "", (ADDIN / "package-lock.json").read_text()
    )
