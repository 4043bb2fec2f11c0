"""`check`, `extract`, `demo`: documents in, a report or facts out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.declared import FILES, Asked, declaration_options, declare
from checker.cli.session import (
    SATISFIED,
    UNREADABLE,
    USAGE,
    Session,
    read_sources,
    session_command,
    status_of,
    write_bytes,
    write_text,
)

if TYPE_CHECKING:
    from checker.domain import Report
    from checker.service import Source

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON (report/1 or facts/1).")

# The demonstration: an invented attestation that shows both what is there and what is not.
_DEMO_SAMPLE = "attestation_hebergeur.pdf"
_DEMO_ACTIVITIES = ("it.run.hosting", "it.build.dev")
_DEMO_MINIMUM = "rc.dinc=500000"
_DEMO_DAY = dt.date(2026, 9, 15)
# How every Word file begins.
_ZIP = b"PK"


@click.command()
@FILES
@declaration_options
@_JSON
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Also write a self-contained HTML report with the quotations on the pages.",
)
@click.option(
    "--annotate",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Also write the Word contract among the documents again, with comments on its clauses.",
)
@click.option(
    "--side",
    type=click.Choice(["supplier", "buyer"]),
    default="supplier",
    help="Who reads the contract: the supplier (default) or its client.",
)
@click.option("--suggest", is_flag=True, help="With --annotate: proposed clauses as tracked text.")
@session_command
def check(
    session: Session,
    files: Sequence[Path],
    activities: Sequence[str],
    profile: str | None,
    minimums: Sequence[str],
    as_of: str | None,
    firm: str | None,
    countries: Sequence[str],
    as_json: bool,
    html: Path | None,
    annotate: Path | None,
    side: str,
    suggest: bool,
) -> int:
    """Check documents of one firm against what it does.

    FILE is a PDF, a Word document (.docx) or facts saved by `checker extract --json`.
    """
    messages = session.words.messages
    if not files:
        session.talk(messages.say("error.no_document"))
        return USAGE
    if suggest and annotate is None:
        session.talk(messages.say("error.suggest_without_annotate"))
        return USAGE
    for out in (html, annotate):
        if out is not None and _is_one_of(out, files):
            session.talk(messages.say("error.over_a_document", name=out))
            return USAGE
    sources = read_sources(files)
    from checker.service import check as check_sources

    asked = Asked(
        activities=activities,
        profile=profile,
        minimums=minimums,
        as_of=as_of,
        firm=firm,
        countries=countries,
        side=side,
    )
    declaration = declare(session, sources, asked)
    if not declaration.activities and not as_json:
        session.talk(messages.say("error.no_activity"))
    report = check_sources(sources, declaration, session.knowledge, read=session.read)
    if annotate is not None and not _annotate(report, sources, annotate, session, suggest=suggest):
        return USAGE
    return _show(report, sources, session, as_json=as_json, html=html)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
@session_command
def extract(session: Session, file: Path, as_json: bool) -> int:
    """Say what one document prints, without judgement."""
    source = read_sources([file])[0]
    from checker.reports.documents import dumps
    from checker.service import extract_all

    found = extract_all(
        source.data, name=source.name, knowledge=session.knowledge, read=session.read
    )
    if as_json:
        # A file that holds several documents gives a list of facts/1.
        click.echo(dumps(found[0]) if len(found) == 1 else dumps(found))
    else:
        from checker.reports.console_facts import print_facts

        for facts in found:
            print_facts(facts, session.words, session.console)
    unread = all(facts.document.scan and facts.document.refusal for facts in found)
    return UNREADABLE if unread else SATISFIED


@click.command()
@session_command
def demo(session: Session) -> int:
    """Check a bundled sample from end to end, then say what to try next."""
    from checker.declarations import build_declaration
    from checker.model_files import samples_root
    from checker.service import check as check_sources

    path = samples_root() / _DEMO_SAMPLE
    sources = read_sources([path])
    declaration = build_declaration(
        session.knowledge,
        activities=_DEMO_ACTIVITIES,
        minimums=(_DEMO_MINIMUM,),
        as_of=_DEMO_DAY,
        language=session.language,
    )
    named = session.words.names(declaration.activities)
    session.talk(session.say("demo.intro", name=path.name, activities=named) + "\n")
    report = check_sources(sources, declaration, session.knowledge, read=session.read)
    _show(report, sources, session, as_json=False, html=None)
    _print_next(path, session)
    return SATISFIED


def _show(
    report: Report, sources: Sequence[Source], session: Session, *, as_json: bool, html: Path | None
) -> int:
    if html is not None:
        from checker.reports.html import build_html

        text = build_html(report, {s.name: s.data for s in sources}, session.words)
        if not write_text(html, text, session):
            return USAGE
        session.talk(session.say("saved", path=html))
    if as_json:
        from checker.reports.documents import dumps

        click.echo(dumps(report))
    else:
        from checker.reports.console import print_report

        print_report(report, session.words, session.console)
    return status_of(report.verdict)


def _annotate(
    report: Report, sources: Sequence[Source], out: Path, session: Session, *, suggest: bool
) -> bool:
    """Write the Word contract with comments; say so and return False without one.

    The first contract, or whatever else came in Word where none of them is a contract.
    """
    word = [d for d in report.documents if d.format == "docx"]
    names = [d.name for d in sorted(word, key=lambda d: d.kind != "contract")]
    # Saved facts of a Word contract are no Word file.
    files = {s.name: s for s in sources if s.data[:2] == _ZIP}
    source = next((files[name] for name in names if name in files), None)
    if source is None:
        session.talk(session.words.messages.say("error.no_word_contract"))
        return False
    from checker.reports.word import annotate

    document = session.read(source.data, source.name)
    data = annotate(source.data, document, report, suggest=suggest)
    if not write_bytes(out, data, session):
        return False
    session.talk(session.say("saved", path=out))
    return True


def _is_one_of(out: Path, files: Sequence[Path]) -> bool:
    """Return True when writing `out` would lose one of the files that were given."""
    return out.exists() and any(file.exists() and file.samefile(out) for file in files)


def _print_next(path: Path, session: Session) -> None:
    sample = path if not path.is_relative_to(Path.cwd()) else path.relative_to(Path.cwd())
    declared = f"--activities {','.join(_DEMO_ACTIVITIES)}"
    tries = (
        ("try_own", 'checker check FILE.pdf --activities "hébergement, développement"'),
        ("try_html", f"checker check {sample} {declared} --html report.html"),
        ("try_minimum", f"checker check {sample} {declared} --minimum {_DEMO_MINIMUM}"),
        ("try_extract", f"checker extract {sample}"),
        ("try_explain", "checker explain rc.dinc"),
        ("try_evaluate", f"checker evaluate {sample.parent}"),
        ("try_serve", "checker serve"),
    )
    session.talk("\n" + session.say("demo.next"))
    for key, command in tries:
        session.talk(f"  {command}\n      {session.say(f'demo.{key}')}")
    sys.stderr.flush()
