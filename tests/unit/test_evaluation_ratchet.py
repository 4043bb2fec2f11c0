from __future__ import annotations

from pathlib import Path

import pytest

from checker.evaluation.gold import InvalidGold
from checker.evaluation.ratchet import compare_baseline, write_baseline
from checker.evaluation.score import Evaluation
from checker.evaluation.tally import Tally


def _evaluation(
    *, hits: int = 5, missed: int = 1, extra: int = 1, false: int = 0, name: str = "a.pdf"
) -> Evaluation:
    tally = Tally(document=name)
    tally.compare(
        "amount",
        [f"h{i}" for i in range(hits)] + [f"m{i}" for i in range(missed)],
        [f"h{i}" for i in range(hits)] + [f"e{i}" for i in range(extra)],
    )
    for number in range(false):
        tally.ask_approval(f"rc.dinc {number}", wrongly=True)
    return Evaluation(tallies=(tally,))


@pytest.mark.parametrize(
    ("after", "losses", "gains"),
    [
        pytest.param({}, 0, 0, id="the same"),
        pytest.param({"false": 1}, 1, 0, id="a new false approval"),
        pytest.param({"missed": 2}, 1, 0, id="one more miss"),
        pytest.param({"extra": 2}, 1, 0, id="one more invention"),
        pytest.param({"hits": 4, "missed": 2}, 1, 0, id="a lost point"),
        pytest.param({"hits": 6, "missed": 0}, 0, 1, id="an unrecorded gain"),
        pytest.param({"name": "b.pdf"}, 1, 1, id="another document"),
    ],
)
def test_evaluation_ratchet(tmp_path: Path, after: dict, losses: int, gains: int) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(_evaluation(), path)

    compared = compare_baseline(_evaluation(**after), path)

    assert (len(compared.losses), len(compared.gains)) == (losses, gains)


def test_evaluation_ratchet_without_a_baseline(tmp_path: Path) -> None:
    with pytest.raises(InvalidGold):
        compare_baseline(_evaluation(), tmp_path / "none.json")
