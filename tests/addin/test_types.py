"""The types of the pane: its own, Office's, and those of reports."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from made_reports import ROOT

ADDIN = ROOT / "addin"
TSC = ADDIN / "node_modules" / "typescript" / "bin" / "tsc"


@pytest.mark.skipif(not TSC.exists() or not shutil.which("node"), reason="npm ci --prefix addin")
def test_types_of_the_pane() -> None:
    done = subprocess.run(
        ["node", str(TSC), "-p", str(ADDIN / "tsconfig.json")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout + done.stderr == ""
