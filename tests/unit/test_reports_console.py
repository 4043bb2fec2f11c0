from __future__ import annotations

import io
from dataclasses import replace

import pytest
from made_reports import make_facts, make_knowledge, make_report
from rich.console import Console

from checker.domain import Verdict
from checker.reports.console import print_report
from checker.reports.console_facts import print_facts
from checker.reports.wording import Wording


def _printed(value: object, *, width: int = 80, language: str = "fr", colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
    )
    words = Wording(make_knowledge(), language)
    (print_facts if type(value).__name__ == "Facts" else print_report)(value, words, console)
    return out.getvalue()


def test_reports_console_reads_verdict_actions_tables_findings_facts_in_order() -> None:
    text = _printed(make_report())
    marks = [
        "Des protections ne sont pas attestées",
        "À faire d’abord",
        "Activités déclarées",
        "Protections exigées",
        "À confirmer dans les conditions générales (1)",
        "Constats",
        "Documents lus",
    ]

    assert sorted(marks, key=text.index) == marks


@pytest.mark.parametrize("width", [60, 80, 120])
def test_reports_console_keeps_to_the_width(width: int) -> None:
    lines = (
        _printed(make_report(), width=width) + _printed(make_facts(), width=width)
    ).splitlines()

    assert max(map(len, lines)) <= width


def test_reports_console_gravest_action_comes_first() -> None:
    text = _printed(make_report())

    assert text.index("1. Faites relever") < text.index("2. Demandez les conditions")


def test_reports_console_says_states_in_words_without_colour() -> None:
    text = _printed(make_report())

    assert "\x1b" not in text
    assert "↓ insuffisant" in text
    assert "✓ attesté" in text
    assert "≥ 500" in text


def test_reports_console_silent_protection_to_confirm_is_no_alarm() -> None:
    text = _printed(make_report())
    table = text[text.index("Protections exigées") : text.index("À confirmer")]

    assert "rc.bug" not in table
    assert "rc.perte_donnees" in table


def test_reports_console_speaks_english() -> None:
    text = _printed(make_report(), language="en")

    assert "To do first" in text
    assert "EUR 150,000" in text
    assert "“dont dommages" in text


def test_reports_console_brackets_of_a_document_are_no_markup() -> None:
    facts = make_facts()
    holder = replace(facts.policyholder, name="[bold]Firme[/nothing]")

    assert "[bold]Firme[/nothing]" in _printed(replace(facts, policyholder=holder))


def test_reports_console_facts_show_both_amounts_and_the_deductible() -> None:
    text = _printed(make_facts(), width=120)

    assert "150\u00a0000\u00a0€" in text
    assert "300\u00a0000\u00a0€" in text
    assert "10 % du sinistre" in text


def test_reports_console_never_says_couvert() -> None:
    for verdict in Verdict:
        assert "couvert" not in _printed(make_report(verdict=verdict)).lower()
