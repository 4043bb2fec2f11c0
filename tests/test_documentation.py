"""What README says is run: commands end with a documented status, pictures exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("checker ")]
# What the README's reader would have at hand under these names.
STANDS_FOR = {
    "attestation.pdf": "attestation_hebergeur.pdf",
    "contrat.docx": "contrat_hebergement.docx",
}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = "from checker.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_readme_has_commands() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize("command", [c for c in COMMANDS if " serve" not in c])
def test_readme_command_runs(command: str, tmp_path: Path) -> None:
    for name, sample in STANDS_FOR.items():
        shutil.copy(ROOT / "samples" / sample, tmp_path / name)
    words = shlex.split(command.partition(" > ")[0])[1:]
    done = run(*words, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout or any(tmp_path.iterdir())
    assert "Traceback" not in done.stderr


def test_readme_demo_prints_what_is_shown(tmp_path: Path) -> None:
    shown = re.search(r"<!-- run: checker demo -->\n```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    printed = run("demo", cwd=tmp_path).stdout
    assert [line for line in shown[1].splitlines() if line not in printed] == []


def test_readme_output_of_a_sample_is_what_is_printed() -> None:
    shown = re.findall(
        r"<!-- run: checker ([^\n]* samples/[^\n]*) -->\n```text\n(.*?)```", README, re.DOTALL
    )
    assert shown
    for command, text in shown:
        printed = run(*shlex.split(command), cwd=ROOT).stdout
        lines = [line.rstrip() for line in printed.splitlines()]
        assert [line for line in text.splitlines() if line not in lines] == []


def test_readme_pictures_and_paths_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    paths = [*pictures, *re.findall(r"`((?:models|samples|tests|addin)/[\w./-]+\w)/?`", README)]
    assert [path for path in paths if not (ROOT / path).exists()] == []
