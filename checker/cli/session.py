"""What every command needs: the language, the knowledge when asked for, errors in one line."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from checker.domain import View
from checker.errors import (
    CheckerError,
    DocumentTooLarge,
    InvalidKnowledge,
    MissingDocument,
    UnreadableDocument,
)

if TYPE_CHECKING:
    from rich.console import Console

    from checker.domain import Document, Verdict
    from checker.knowledge import Knowledge
    from checker.reports.wording import Wording
    from checker.service import Source

SATISFIED, UNSATISFIED, USAGE, UNREADABLE = 0, 1, 2, 3

P = ParamSpec("P")


class Session:
    """One run of a command: its language and, loaded on demand, its knowledge."""

    def __init__(self, language: str | None) -> None:
        self.language = language or _language_of_environment()

    @cached_property
    def knowledge(self) -> Knowledge:
        """Return all of models/."""
        from checker.knowledge import load_knowledge

        return load_knowledge()

    @cached_property
    def words(self) -> Wording:
        """Return the sentences of the language."""
        from checker.reports.wording import Wording

        return Wording(self.knowledge, self.language)

    @cached_property
    def console(self) -> Console:
        """Return the terminal that data goes to."""
        from rich.console import Console

        return Console(highlight=False, emoji=False, markup=False)

    def read(self, data: bytes, name: str, view: View = View.CURRENT) -> Document:
        """Return the document in `data`, read apart; a person at a terminal sees which one.

        A scan takes seconds a page. The line is gone when the file is read.
        """
        from checker.readers.guard import read_guarded

        shown = sys.stderr.isatty()
        if shown:
            click.echo(self.say("reading", name=name), nl=False, err=True)
        try:
            return read_guarded(data, name, view)
        finally:
            if shown:
                click.echo("\r\x1b[K", nl=False, err=True)

    def talk(self, sentence: str) -> None:
        """Say something that is not data."""
        click.echo(sentence, err=True)

    def say(self, key: str, **values: object) -> str:
        """Return the sentence `face.KEY`."""
        return self.words.say(key, **values)


def session_command(function: Callable[P, int]) -> Callable[P, None]:
    """Return a command body whose result is the exit status and whose errors are one line."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        session = kwargs["session"] = Session(str(kwargs.pop("language") or "") or None)
        try:
            status = function(*args, **kwargs)
        except CheckerError as error:
            click.echo(_sentence(error, session), err=True)
            status = UNREADABLE if isinstance(error, UnreadableDocument) else USAGE
        sys.exit(status)

    return click.option(
        "--language",
        type=click.Choice(["fr", "en"]),
        help="Language of the sentences (default: that of the environment, else French).",
    )(run)


def _sentence(error: CheckerError, session: Session) -> str:
    try:
        return session.words.error(error)
    except InvalidKnowledge:
        # models/ itself is at fault: its sentences cannot be read either.
        return str(error)


def read_sources(paths: Sequence[Path]) -> list[Source]:
    """Return the files as they are; raises MissingDocument or DocumentTooLarge."""
    from checker.readers import MAX_BYTES

    found: list[tuple[str, bytes]] = []
    for path in paths:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise DocumentTooLarge(f"{path} is too large", name=path.name)
            found.append((path.name, path.read_bytes()))
        except OSError as problem:
            raise MissingDocument(f"{path}: {problem.strerror}", name=str(path)) from problem
    # The readers come with it: not before the files are known to be there.
    from checker.service import Source

    return [Source(name=name, data=data) for name, data in found]


def write_text(path: Path, text: str, session: Session) -> bool:
    """Write a file and return True; say so and return False when it cannot be written."""
    return write_bytes(path, text.encode("utf-8"), session)


def write_bytes(path: Path, data: bytes, session: Session) -> bool:
    """Write a file and return True; say so and return False when it cannot be written."""
    try:
        path.write_bytes(data)
    except OSError:
        session.talk(session.words.messages.say("error.not_writable", name=path))
        return False
    return True


def status_of(verdict: Verdict) -> int:
    """Return the exit status of a verdict."""
    return {"no_gap": SATISFIED, "refused": UNREADABLE}.get(str(verdict), UNSATISFIED)


def _language_of_environment() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"
