"""What a person at a terminal sees while a file is read, and what a pipe does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checker.cli.session import Session
from checker.errors import UnreadableDocument

SAMPLE = Path(__file__).parents[2] / "samples" / "attestation_lettre.pdf"


def test_cli_reading_is_shown_on_a_terminal_and_wiped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    document = Session("fr").read(SAMPLE.read_bytes(), SAMPLE.name)
    assert document.name == SAMPLE.name
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "Lecture de attestation_lettre.pdf …\r\x1b[K"


def test_cli_reading_of_a_bad_file_leaves_no_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(UnreadableDocument):
        Session("en").read(b"%PDF-1.7 nothing", "bad.pdf")
    assert capsys.readouterr().err.endswith("\r\x1b[K")


def test_cli_reading_says_nothing_to_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Session("fr").read(SAMPLE.read_bytes(), SAMPLE.name)
    assert capsys.readouterr() == ("", "")
