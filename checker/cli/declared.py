"""What a firm declares on the command line: the same options for every command that judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from checker.cli.session import Session

if TYPE_CHECKING:
    from checker.domain import Declaration
    from checker.service import Source

P = ParamSpec("P")
R = TypeVar("R")

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE…")
_OPTIONS = (
    click.option(
        "--activities",
        multiple=True,
        help='What the firm does: "hébergement, développement", or ids (see `checker activities`).',
    ),
    click.option("--profile", help="Requirement profile (see `checker profiles`)."),
    click.option(
        "--minimum",
        "minimums",
        multiple=True,
        metavar="ID=AMOUNT",
        help="Amount required, in euros per claim: rc.dinc=500000. May be repeated.",
    ),
    click.option("--as-of", metavar="DATE", help="Day of reference (default: today)."),
    click.option("--firm", metavar="NAME|SIREN", help="The firm that must be insured."),
    click.option(
        "--country",
        "countries",
        multiple=True,
        metavar="US",
        help="Country where it works. May be repeated.",
    ),
)


def declaration_options(function: Callable[P, R]) -> Callable[P, R]:
    """Return a command that also takes what the firm declares, as options of its own."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The words of the options, not yet understood."""

    activities: Sequence[str] = ()
    profile: str | None = None
    minimums: Sequence[str] = ()
    as_of: str | None = None
    firm: str | None = None
    countries: Sequence[str] = ()
    side: str = "supplier"

    @property
    def is_bare(self) -> bool:
        """Return True when nothing but the firm is said."""
        return not (
            self.activities or self.profile or self.minimums or self.as_of or self.countries
        )


def declare(session: Session, sources: Sequence[Source], asked: Asked) -> Declaration:
    """Return what is asked; where no activity is, a Word document may remember some.

    Raises the InvalidRequest of the first thing not understood.
    """
    from checker.declarations import build_declaration, parse_day, with_stored
    from checker.readers.docx_declaration import read_declaration

    declaration = build_declaration(
        session.knowledge,
        activities=asked.activities,
        minimums=asked.minimums,
        profile=asked.profile,
        as_of=parse_day(asked.as_of) if asked.as_of else dt.date.today(),  # noqa: DTZ011 (a local day)
        language=session.language,
        firm=asked.firm,
        countries=asked.countries,
        side=asked.side,
    )
    if declaration.activities:
        return declaration
    stored = (read_declaration(source.data, name=source.name) for source in sources)
    declaration = with_stored(declaration, next((s for s in stored if s), None), session.knowledge)
    if declaration.activities:
        names = session.words.names(declaration.activities)
        session.talk(session.say("stored_activities", activities=names))
    return declaration
