from __future__ import annotations

import io

import pytest
from made_reports import make_knowledge
from rich.console import Console

from checker.errors import UnknownId
from checker.reports.explain import explain, print_explanation
from checker.reports.wording import Wording


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording(make_knowledge(), "fr")


def _printed(identifier: str, words: Wording) -> str:
    out = io.StringIO()
    print_explanation(explain(identifier, words), words, Console(file=out, width=100))
    return out.getvalue()


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        pytest.param("it.run.hosting", "Perte de données (rc.perte_donnees)", id="activity: what it requires"),
        pytest.param("it.run.hosting", "63.11Z", id="activity: NAF"),
        pytest.param("rc.bug", "rc.pro → rc.dinc", id="protection: its carrier"),
        pytest.param("rc.perte_donnees", "Exigée par", id="protection: who asks"),
        pytest.param("rc.dinc", "Pénalités de retard (ex.penalites)", id="protection: what removes it"),
        pytest.param("rc.pro", "art. L. 113-1 C. assur.", id="protection: law"),
        pytest.param("ex.penalites", "Dommages immatériels non consécutifs (rc.dinc)", id="exclusion"),
        pytest.param("c_assur.l113-1", "01/01/2023", id="law: date of the text"),
    ],
)  # fmt: skip
def test_reports_explain_says(words: Wording, identifier: str, said: str) -> None:
    assert said in _printed(identifier, words)


def test_reports_explain_unknown_names_the_nearest(words: Wording) -> None:
    with pytest.raises(UnknownId) as raised:
        explain("rc.dnic", words)

    assert "rc.dinc" in raised.value.values["nearest"]
