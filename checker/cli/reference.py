"""`explain`, `activities`, `profiles`, `schema`: what the product knows."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.session import SATISFIED, Session, session_command


@click.command()
@click.argument("identifier", metavar="ID")
@session_command
def explain(session: Session, identifier: str) -> int:
    """Explain an activity, protection, exclusion, clause, finding code or legal reference."""
    from checker.reports.explain import explain as explained
    from checker.reports.explain import print_explanation

    print_explanation(explained(identifier, session.words), session.words, session.console)
    return SATISFIED


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@session_command
def activities(session: Session, as_json: bool) -> int:
    """List the activities that may be declared."""
    from checker.reports.catalogue import activity_list, print_activities
    from checker.reports.documents import dumps

    if as_json:
        click.echo(dumps(activity_list(session.words)))
    else:
        print_activities(session.words, session.console)
    return SATISFIED


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@session_command
def profiles(session: Session, as_json: bool) -> int:
    """List the requirement profiles and their floors."""
    from checker.reports.catalogue import print_profiles, profile_list
    from checker.reports.documents import dumps

    if as_json:
        click.echo(dumps(profile_list(session.words)))
    else:
        print_profiles(session.words, session.console)
    return SATISFIED


@click.command()
@click.argument("name", type=click.Choice(["facts", "report", "scenarios"]), default="report")
@click.option("--write", is_flag=True, help="Regenerate models/schema/ (for developers).")
@session_command
def schema(session: Session, name: str, write: bool) -> int:
    """Print the JSON Schema of facts/1, report/1 or scenarios/1."""
    import json

    from checker.model_files import models_root
    from checker.reports.schema import build_schema, write_files

    if write:
        for path in write_files(Path(models_root()) / "schema"):
            session.talk(str(path))
    else:
        click.echo(json.dumps(build_schema(name), ensure_ascii=False, indent=2))
    return SATISFIED
