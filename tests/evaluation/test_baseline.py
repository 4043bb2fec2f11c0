"""The committed counts of samples/ hold: no new false approval, no lost point, no gain unrecorded."""

from __future__ import annotations

from made_reports import ROOT

from checker.evaluation.ratchet import compare_baseline
from checker.evaluation.score import evaluate
from checker.knowledge import Knowledge

BASELINE = ROOT / "tests" / "evaluation" / "baseline.json"


def test_baseline_of_samples_holds(knowledge: Knowledge) -> None:
    evaluation = evaluate(ROOT / "samples", knowledge)
    compared = compare_baseline(evaluation, BASELINE)

    assert evaluation.documents >= 6
    assert evaluation.unanswered == []
    assert [t.missing_quotes for t in evaluation.tallies if t.missing_quotes] == []
    assert evaluation.false_approvals == []
    assert compared.losses == ()
    assert compared.gains == (), (
        "record them: checker evaluate samples --baseline tests/evaluation/baseline.json --update"
    )
