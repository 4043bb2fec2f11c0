"""`evaluate`: counts, ratios, every miss, against a baseline if one is given."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.session import SATISFIED, UNSATISFIED, USAGE, Session, session_command


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare with committed counts: a new false approval or a lost point fails, "
    "and so does a gain that is not recorded.",
)
@click.option("--update", is_flag=True, help="Record the counts in the baseline.")
@session_command
def evaluate(session: Session, folder: Path, baseline: Path | None, update: bool) -> int:
    """Measure the product on documents annotated beside them (*.gold.json)."""
    from checker.evaluation.ratchet import compare_baseline, write_baseline
    from checker.evaluation.score import evaluate as score
    from checker.evaluation.table import print_evaluation

    if not any(folder.rglob("*.gold.json")):
        session.talk(session.say("evaluation.empty", folder=folder))
        return USAGE
    evaluation = score(folder, session.knowledge)
    print_evaluation(evaluation, session.words, session.console)
    if baseline is None:
        return UNSATISFIED if evaluation.false_approvals or evaluation.unanswered else SATISFIED
    if update and not baseline.exists():
        write_baseline(evaluation, baseline)
        session.talk(session.say("evaluation.baseline_written", path=baseline))
        return SATISFIED
    compared = compare_baseline(evaluation, baseline)
    if compared.losses:
        losses = "\n  ".join(("", *compared.losses))
        session.talk(session.say("evaluation.baseline_worse", path=baseline, losses=losses))
    elif compared.gains and not update:
        gains = "\n  ".join(("", *compared.gains))
        session.talk(session.say("evaluation.baseline_better", path=baseline, gains=gains))
    elif not update:
        session.talk(session.say("evaluation.baseline_ok", path=baseline))
    if update:
        write_baseline(evaluation, baseline)
        session.talk(session.say("evaluation.baseline_written", path=baseline))
        return UNSATISFIED if compared.losses else SATISFIED
    return UNSATISFIED if compared.losses or compared.gains else SATISFIED
