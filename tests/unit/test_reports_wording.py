from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from made_reports import ROOT, make_facts, make_knowledge, make_report

from checker import errors
from checker.domain import (
    Basis,
    Deductible,
    DeductibleKind,
    GuaranteeStatus,
    Kind,
    ProtectionState,
    Severity,
    Territory,
    Trigger,
    Verdict,
)
from checker.errors import CheckerError, UnsupportedFormat
from checker.reports.wording import Wording, first_actions, required, to_confirm


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording(make_knowledge(), "fr")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(Deductible(kind=DeductibleKind.NONE), "sans franchise", id="none"),
        pytest.param(Deductible(kind=DeductibleKind.FIXED, amount=Decimal(1500)), "1 500 €", id="fixed"),
        pytest.param(
            Deductible(kind=DeductibleKind.PERCENT, rate=Decimal("7.5"), min=Decimal(500), max=Decimal(5000)),
            "7,5 % du sinistre, min. 500 €, max. 5 000 €", id="percent"),
        pytest.param(Deductible(kind=DeductibleKind.HOURS, hours=12), "12 h", id="hours"),
        pytest.param(Deductible(kind=DeductibleKind.DAYS, days=3), "3 jours", id="days"),
        pytest.param(None, None, id="not printed"),
    ],
)  # fmt: skip
def test_reports_wording_deductible(
    words: Wording, value: Deductible | None, expected: str | None
) -> None:
    said = words.deductible(value)

    assert expected == (said.replace("\u00a0", " ") if said else said)


def test_reports_wording_territory_and_trigger(words: Wording) -> None:
    territory = Territory(includes=("WORLD",), excludes=("US", "CA"), evidence=())
    trigger = Trigger(basis="claims_made", tail_years=5, retroactive="2020-01-31", evidence=())

    assert words.territory(territory) == "Monde entier, sauf États-Unis, Canada"
    assert words.trigger(trigger) == (
        "réclamation, garantie subséquente de 5 ans, reprise du passé depuis le 31/01/2020"
    )


def test_reports_wording_limit_says_both_figures(words: Wording) -> None:
    lines = [line.replace("\u00a0", " ") for line in words.limit(make_facts().guarantees[1])]

    assert lines == ["150 000 €", "par sinistre", "300 000 €", "par année"]


def test_reports_wording_quotation_is_cut_with_an_ellipsis(words: Wording) -> None:
    assert words.quoted("une phrase trop longue", width=12) == "«\u00a0une phrase…\u00a0»"


def test_reports_wording_required_puts_gaps_first_and_leaves_confirmations_out() -> None:
    report = make_report()

    assert to_confirm(report) == {"rc.bug"}
    assert [p.id for p in required(report)] == ["rc.dinc", "rc.perte_donnees", "rc.pro"]


def test_reports_wording_first_actions_are_said_once() -> None:
    report = make_report()
    doubled = make_report(findings=(*report.findings, *report.findings))

    assert first_actions(doubled) == first_actions(report)
    assert len(first_actions(report)) == 2


def _subclasses(kind: type[CheckerError]) -> Iterator[type[CheckerError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _subclasses(child)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_reports_wording_every_error_has_its_sentence(language: str) -> None:
    messages = Wording(make_knowledge(), language).messages
    codes = {kind.code for kind in _subclasses(CheckerError) if kind.__module__ == errors.__name__}

    assert {code for code in codes if f"error.{code}" not in messages} == set()


def test_reports_wording_error_names_the_format_found(words: Wording) -> None:
    error = UnsupportedFormat("x", name="a.pdf", found="PNG")

    assert "PNG" in words.error(error)
    assert "a.pdf" in words.error(UnsupportedFormat("x", name="a.pdf"))


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        pytest.param("state", ProtectionState, id="states"),
        pytest.param("severity", Severity, id="severities"),
        pytest.param("basis", Basis, id="bases"),
        pytest.param("status", GuaranteeStatus, id="statuses"),
        pytest.param("kind", Kind, id="kinds"),
        pytest.param("verdict", Verdict, id="verdicts"),
    ],
)
def test_reports_wording_every_value_has_a_name(words: Wording, prefix: str, values: type) -> None:
    assert [value for value in values if f"face.{prefix}.{value}" not in words.messages] == []


def test_reports_wording_keys_named_in_code_exist() -> None:
    found = make_knowledge().messages
    keys = set()
    for folder in ("reports", "cli", "evaluation", "web"):
        for path in (ROOT / "checker" / folder).rglob("*"):
            if path.suffix in (".py", ".j2"):
                text = path.read_text(encoding="utf-8")
                # A key that ends with a dot is completed by a value (tested above).
                keys |= {
                    f"face.{key}"
                    for key in re.findall(r'(?<!messages\.)\bsay\(\s*"([\w.]+\w)"', text)
                }
                keys |= set(re.findall(r'"(error\.[a-z_]+)"', text))

    assert len(keys) > 60
    for language in ("fr", "en"):
        assert keys - set(found[language]) == set()


def test_reports_wording_languages_say_the_same_keys_with_the_same_values() -> None:
    found = make_knowledge().messages

    assert set(found["fr"]) == set(found["en"])
    unlike = [
        key for key in found["fr"]
        if set(re.findall(r"{(\w+)", found["fr"][key])) != set(re.findall(r"{(\w+)", found["en"][key]))
    ]  # fmt: skip
    assert unlike == []


def test_reports_wording_never_says_couvert() -> None:
    said = [
        key for key, text in make_knowledge().messages["fr"].items()
        if key.startswith(("face.", "error.")) and re.search(r"\bcouvert", text, re.I)
    ]  # fmt: skip

    assert said == []
