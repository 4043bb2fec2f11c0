from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import checker.rules
from checker.domain import Notice
from checker.knowledge import Knowledge
from checker.messages import Messages

SOURCES = sorted(Path(checker.rules.__file__).parent.rglob("*.py"))
# What the product never says of a paper or of a cover.
FORBIDDEN = {
    "fr": re.compile(r"\bcouverte?s?\b|\bfaux\b|\bfausse\b|\bfalsifié", re.IGNORECASE),
    "en": re.compile(r"\bcovered\b|\bforged\b|\bfake\b", re.IGNORECASE),
}
KINDS = ("protection", "activity", "scenario")
OURS = (
    "finding.",
    "protection.why.",
    "activity.why.",
    "scenario.",
    "part.",
    "field.",
    "country.",
    "verdict.",
    "notice.",
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_rules_messages_stand_in_both_languages(knowledge: Knowledge) -> None:
    french, english = knowledge.messages["fr"], knowledge.messages["en"]
    assert french.keys() == english.keys()
    differing = {
        key
        for key in french
        if key.startswith(OURS) and placeholders(french[key]) != placeholders(english[key])
    }
    assert not differing


def test_rules_messages_exist_for_every_code_that_the_rules_name(knowledge: Knowledge) -> None:
    named = {
        code
        for path in SOURCES
        for code in re.findall(
            r"(?:build_finding\(\s*(?:\w+,\s*)?|code = )\"([a-z_]+)\"",
            path.read_text(encoding="utf-8"),
        )
    }
    assert len(named) > 20
    for code in named:
        for part in ("message", "action"):
            assert any(
                key.startswith(f"finding.{code}.") and key.endswith(f".{part}")
                for key in knowledge.messages["fr"]
            ), (code, part)


def test_rules_messages_exist_for_every_reason_that_the_rules_name(knowledge: Knowledge) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    reasons = set(re.findall(r"reason=\"([a-z_]+)\"", text))
    assert len(reasons) > 10
    keys = knowledge.messages["fr"]
    for reason in reasons:
        assert any(f"{kind}.why.{reason}" in keys for kind in KINDS), reason


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rules_messages_never_say_forbidden_words(knowledge: Knowledge, language: str) -> None:
    said = {
        key: sentence
        for key, sentence in knowledge.messages[language].items()
        if key.startswith(OURS) and FORBIDDEN[language].search(sentence)
    }
    assert not said


def test_rules_messages_use_typographic_apostrophes_in_french(knowledge: Knowledge) -> None:
    straight = {
        key
        for key, sentence in knowledge.messages["fr"].items()
        if key.startswith(OURS) and re.search(r"\w'\w", sentence)
    }
    assert not straight


@pytest.mark.parametrize(
    ("language", "amount", "currency", "printed"),
    [
        pytest.param("fr", "1500000", "EUR", "1\u00a0500\u00a0000\u00a0€", id="French euros"),
        pytest.param("fr", "1500.5", "EUR", "1\u00a0500,50\u00a0€", id="French cents"),
        pytest.param("fr", "250000", "GBP", "250\u00a0000\u00a0£", id="French pounds"),
        pytest.param("fr", "250000", None, "250\u00a0000", id="no currency printed"),
        pytest.param("en", "1500000", "EUR", "EUR 1,500,000", id="English euros"),
    ],
)
def test_rules_messages_print_money(
    knowledge: Knowledge, language: str, amount: str, currency: str | None, printed: str
) -> None:
    assert printed == Messages(knowledge, language).money(Decimal(amount), currency)


def test_rules_messages_print_days(knowledge: Knowledge) -> None:
    day = dt.date(2026, 3, 1)
    assert Messages(knowledge, "fr").day(day) == "01/03/2026"
    assert Messages(knowledge, "en").day(day) == "1 March 2026"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("fr", "3 passage(s) masqué(s), non pris en compte", id="French"),
        pytest.param("en", "3 hidden passage(s), left aside", id="English"),
    ],
)
def test_rules_messages_say_notices_in_the_reader_s_language(
    knowledge: Knowledge, language: str, expected: str
) -> None:
    notice = Notice(code="hidden_text", message="en français", values=(("count", "3"),))
    assert Messages(knowledge, language).notice(notice) == expected


def test_rules_messages_keep_the_words_of_a_notice_without_values(knowledge: Knowledge) -> None:
    assert (
        Messages(knowledge, "en").notice(Notice(code="hidden_text", message="12 mots")) == "12 mots"
    )
