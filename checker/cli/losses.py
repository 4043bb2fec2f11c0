"""`scenarios`: what a loss would cost the firm, on what its documents evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.declared import FILES, Asked, declare
from checker.cli.session import (
    SATISFIED,
    UNREADABLE,
    UNSATISFIED,
    USAGE,
    Session,
    read_sources,
    session_command,
    write_text,
)

if TYPE_CHECKING:
    from checker.losses import Scenarios


@click.command()
@FILES
@click.option(
    "--scenario",
    "ids",
    multiple=True,
    metavar="ID",
    help="Play this one: migration_data_loss. May be repeated (default: those of the activities).",
)
@click.option(
    "--amount", metavar="EUR", help="The whole loss of each scenario, instead of a typical one."
)
@click.option("--activities", multiple=True, help="What the firm does: words or ids.")
@click.option("--as-of", metavar="DATE", help="Day of reference (default: today).")
@click.option("--firm", metavar="NAME|SIREN", help="The firm that must be insured.")
@click.option("--details", is_flag=True, help="Print every scenario head by head.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Also write a self-contained HTML page with the quotations on the pages.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (scenarios/1).")
@session_command
def scenarios(
    session: Session,
    files: Sequence[Path],
    ids: Sequence[str],
    amount: str | None,
    activities: Sequence[str],
    as_of: str | None,
    firm: str | None,
    details: bool,
    html: Path | None,
    as_json: bool,
) -> int:
    """Play loss scenarios: which line answers, up to what, what stays with the firm.

    FILE is as for `checker check`. Silence is no answer: only what a document evidences is
    counted, and beside it what its insurer may confirm. Exit status 0: every loss is answered.
    """
    if not files:
        session.talk(session.words.messages.say("error.no_document"))
        return USAGE
    if html is not None and any(html.resolve() == file.resolve() for file in files):
        session.talk(session.words.messages.say("error.over_a_document", name=html))
        return USAGE
    sources = read_sources(files)
    from checker.declarations import parse_loss
    from checker.service import play

    loss = parse_loss(amount) if amount is not None else None
    declaration = declare(session, sources, Asked(activities=activities, as_of=as_of, firm=firm))
    played = play(sources, declaration, session.knowledge, ids=ids, loss=loss, read=session.read)
    if html is not None:
        from checker.reports.html_scenarios import build_scenarios_html

        page = build_scenarios_html(played, {s.name: s.data for s in sources}, session.words)
        if not write_text(html, page, session):
            return USAGE
        session.talk(session.say("saved", path=html))
    if as_json:
        from checker.reports.documents import dumps

        click.echo(dumps(played))
    else:
        from checker.reports.console_scenarios import print_scenarios

        print_scenarios(played, session.words, session.console, details=details)
    return _status(played)


def _status(played: Scenarios) -> int:
    """Return 0 when every loss is answered in all its heads, 3 when no document is one."""
    if all(document.refusal for document in played.documents):
        return UNREADABLE
    whole = all(result.answer == "answers" and not result.partial for result in played.results)
    return SATISFIED if whole else UNSATISFIED
