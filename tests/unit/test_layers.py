from __future__ import annotations

from importlinter.cli import lint_imports
from made_reports import ROOT


def test_layers_imports_point_down() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0
