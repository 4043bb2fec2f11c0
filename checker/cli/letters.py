"""`letter`: the request to the insurer, the broker or the supplier, ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.declared import FILES, Asked, declaration_options, declare
from checker.cli.session import (
    SATISFIED,
    USAGE,
    Session,
    read_sources,
    session_command,
    write_bytes,
    write_text,
)

if TYPE_CHECKING:
    from checker.domain import Report
    from checker.reports.letter import Letter


@click.command()
@FILES
@declaration_options
@click.option(
    "--to",
    type=click.Choice(["insurer", "supplier", "broker"]),
    default="insurer",
    show_default=True,
    help="Who is written to: the insured writes to its insurer or broker, the buyer to its "
    "supplier.",
)
@click.option("--sender", metavar="NAME", help="Who writes, where the documents do not say.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="OUT.docx|.txt",
    help="Write the letter to a Word or text file (default: print it).",
)
@session_command
def letter(
    session: Session,
    files: Sequence[Path],
    activities: Sequence[str],
    profile: str | None,
    minimums: Sequence[str],
    as_of: str | None,
    firm: str | None,
    countries: Sequence[str],
    to: str,
    sender: str | None,
    out: Path | None,
) -> int:
    """Write the request that a report calls for: what to confirm, to raise, to send.

    FILE is as for `checker check`, or one report saved by `checker check --json`. There is one
    letter for each insurer (or broker) among the documents, and none where nothing is asked.
    """
    messages = session.words.messages
    if not files:
        session.talk(messages.say("error.no_document"))
        return USAGE
    if out is not None and out.suffix.lower() not in (".docx", ".txt"):
        session.talk(messages.say("error.letter_format", name=out))
        return USAGE
    asked = Asked(
        activities=activities,
        profile=profile,
        minimums=minimums,
        as_of=as_of,
        firm=firm,
        countries=countries,
    )
    report = _report(session, files, asked)
    if report is None:
        session.talk(messages.say("error.report_alone"))
        return USAGE
    from checker.reports.letter import build_letters

    letters = build_letters(report, session.words, to=to, firm=firm, sender=sender)
    if not letters:
        session.talk(session.say("nothing_to_ask"))
        return SATISFIED
    return _write(letters, report, out, session)


def _report(session: Session, files: Sequence[Path], asked: Asked) -> Report | None:
    """Return the saved report, or that of a check; None for a report beside anything else."""
    sources = read_sources(files)
    from checker.reports.documents import is_report, parse_report
    from checker.service import check

    saved = [s for s in sources if s.name.lower().endswith(".json") and is_report(s.data)]
    if saved:
        if len(sources) > 1 or not asked.is_bare:
            return None
        return parse_report(saved[0].data, name=saved[0].name)
    declaration = declare(session, sources, asked)
    if not declaration.activities:
        session.talk(session.words.messages.say("error.no_activity"))
    return check(sources, declaration, session.knowledge, read=session.read)


def _write(letters: Sequence[Letter], report: Report, out: Path | None, session: Session) -> int:
    from checker.reports.letter_text import build_text

    if out is None:
        click.echo(build_text(letters), nl=False)
        return SATISFIED
    if out.suffix.lower() == ".docx":
        from checker.reports.letter_docx import build_docx

        written = write_bytes(out, build_docx(letters, day=report.as_of), session)
    else:
        written = write_text(out, build_text(letters), session)
    if not written:
        return USAGE
    session.talk(session.say("letter_saved", path=out))
    return SATISFIED
