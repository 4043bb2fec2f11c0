from __future__ import annotations

import subprocess
import sys

from made_reports import ROOT

# In a process of its own: import-linter configures logging for everyone.
_LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def test_layers_imports_point_down() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LINT], capture_output=True, text=True, cwd=ROOT, check=False
    )

    assert done.returncode == 0, done.stdout
