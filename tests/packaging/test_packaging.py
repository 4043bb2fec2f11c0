"""Wheel, editable install and plain checkout all find models/ and samples/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from made_reports import ROOT

from checker.knowledge import Knowledge

_ASK = (
    "import checker; from pathlib import Path\n"
    "from checker.knowledge import load_knowledge\n"
    "from checker.model_files import models_root, samples_root\n"
    "from checker.reports import html\n"
    "assert (samples_root() / 'README.md').is_file(), samples_root()\n"
    "assert (models_root() / 'schema' / 'report-1.schema.json').is_file()\n"
    "assert (Path(html.__file__).parent / 'templates' / 'report.css').is_file()\n"
    "print(Path(checker.__file__).parent.parent); print(load_knowledge().digest)"
)


def _ask(*, path: Path | None, cwd: Path) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, "-c", _ASK],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A copy, so that the build leaves nothing behind in the checkout.
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("checker", "models", "samples", "addin"):
        shutil.copytree(
            ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if (
        done.returncode
        and "setuptools" in done.stderr
        and "No matching distribution" in done.stderr
    ):
        pytest.skip("the build backend cannot be fetched here")
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_packaging_wheel_finds_its_data(wheel: Path, tmp_path: Path, knowledge: Knowledge) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")

    where, digest = _ask(path=tmp_path / "site", cwd=tmp_path)

    assert where == str(tmp_path / "site")
    assert digest == knowledge.digest


def test_packaging_wheel_holds_every_module(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checker").rglob("*.py")}

    assert modules - held == set()


def test_packaging_checkout_finds_its_data(tmp_path: Path, knowledge: Knowledge) -> None:
    assert _ask(path=ROOT, cwd=tmp_path) == [str(ROOT), knowledge.digest]


def test_packaging_installed_finds_its_data(tmp_path: Path, knowledge: Knowledge) -> None:
    _, digest = _ask(path=None, cwd=tmp_path)

    assert digest == knowledge.digest
