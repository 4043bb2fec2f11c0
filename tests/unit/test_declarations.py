from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from made_reports import make_knowledge

from checker.declarations import (
    build_declaration,
    parse_activities,
    parse_country,
    parse_day,
    parse_minimum,
)
from checker.errors import (
    InvalidDate,
    InvalidMinimum,
    UnknownActivity,
    UnknownCountry,
    UnknownProfile,
    UnknownProtection,
)
from checker.knowledge import Knowledge


@pytest.fixture(scope="module")
def made() -> Knowledge:
    return make_knowledge()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("it.run.hosting", ["it.run.hosting"], id="id"),
        pytest.param("it.run.hosting,it.build.dev", ["it.run.hosting", "it.build.dev"], id="ids"),
        pytest.param("Hébergeur", ["it.run.hosting"], id="alias, other case"),
        pytest.param("Applications mobiles", ["it.build.mobile"], id="label"),
        pytest.param("mobile apps", ["it.build.mobile"], id="English label"),
        pytest.param("hébergement ; développement de logiciels", ["it.run.hosting", "it.build.dev"], id="words"),
        pytest.param("développement", ["it.build.dev"], id="first word of one label only"),
        pytest.param("it.run.hosting, hébergeur", ["it.run.hosting"], id="once"),
        pytest.param(" , ", [], id="nothing"),
    ],
)  # fmt: skip
def test_declarations_activities(made: Knowledge, text: str, expected: list[str]) -> None:
    assert expected == list(parse_activities([text], made))


def test_declarations_unknown_activity_names_the_nearest_first(made: Knowledge) -> None:
    with pytest.raises(UnknownActivity) as raised:
        parse_activities(["it.run.hostign"], made)

    assert raised.value.values["given"] == "it.run.hostign"
    assert raised.value.values["nearest"].startswith("it.run.hosting (Hébergement")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("rc.dinc=500000", 500000, id="plain"),
        pytest.param("rc.dinc=500 000", 500000, id="spaces"),
        pytest.param("rc.dinc = 500k", 500000, id="k"),
        pytest.param("rc.dinc=1,5 M€", 1500000, id="millions"),
        pytest.param("rc.dinc=500000 EUR", 500000, id="currency"),
        pytest.param("RC.DINC=500000", 500000, id="case"),
    ],
)
def test_declarations_minimum(made: Knowledge, text: str, expected: int) -> None:
    assert parse_minimum(text, made) == ("rc.dinc", Decimal(expected))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("rc.dinc", id="no amount"),
        pytest.param("rc.dinc=", id="empty amount"),
        pytest.param("=500", id="no protection"),
        pytest.param("rc.dinc=beaucoup", id="words"),
        pytest.param("rc.dinc=-5", id="negative"),
        pytest.param("rc.dinc=0", id="zero"),
        pytest.param("rc.dinc=500 USD", id="another currency"),
        pytest.param("rc.dinc=5 € ou 6 €", id="two amounts"),
        pytest.param("rc.dinc=500000=600000", id="twice"),
        pytest.param("rc.dinc=NaN", id="nan"),
        pytest.param("rc.dinc=1e6", id="exponent"),
    ],
)
def test_declarations_malformed_minimum(made: Knowledge, text: str) -> None:
    with pytest.raises(InvalidMinimum) as raised:
        parse_minimum(text, made)

    assert raised.value.values["given"] == text


def test_declarations_minimum_of_an_unknown_protection(made: Knowledge) -> None:
    with pytest.raises(UnknownProtection) as raised:
        parse_minimum("rc.dnic=5", made)

    assert "rc.dinc" in raised.value.values["nearest"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-06-01", dt.date(2026, 6, 1), id="ISO"),
        pytest.param("01/06/2026", dt.date(2026, 6, 1), id="French figures"),
        pytest.param("1er juin 2026", dt.date(2026, 6, 1), id="French words"),
    ],
)
def test_declarations_day(text: str, expected: dt.date) -> None:
    assert expected == parse_day(text)


@pytest.mark.parametrize(
    "text", ["2026-13-01", "demain", "", "2026-06-01 2026-07-01", "31/02/2026"]
)
def test_declarations_malformed_day(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("US", "US"), ("us", "US"), ("États-Unis", "US"), ("etats-unis", "US"), ("DE", "DE")],
)
def test_declarations_country(made: Knowledge, text: str, expected: str) -> None:
    assert expected == parse_country(text, made)


def test_declarations_unknown_country(made: Knowledge) -> None:
    with pytest.raises(UnknownCountry):
        parse_country("Syldavie", made)


def test_declarations_unknown_profile_names_those_that_exist(made: Knowledge) -> None:
    with pytest.raises(UnknownProfile) as raised:
        build_declaration(made, profile="huge", as_of=dt.date(2026, 6, 1))

    assert raised.value.values["nearest"] == "default"


def test_declarations_blank_firm_is_none(made: Knowledge) -> None:
    assert build_declaration(made, firm="  ", as_of=dt.date(2026, 6, 1)).firm is None
