from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.values.dates import find_dates
from checker.values.durations import find_durations
from checker.values.percentages import find_percentages


def read(text: str, **options: str) -> list[str]:
    return [span.date.isoformat() for span in find_dates(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("01/03/2022", ["2022-03-01"], id="slashes"),
        pytest.param("01.02.2025", ["2025-02-01"], id="stops"),
        pytest.param("1-2-26", ["2026-02-01"], id="short year"),
        pytest.param("2025-11-01", ["2025-11-01"], id="ISO"),
        pytest.param("1er janvier 2026", ["2026-01-01"], id="French first"),
        pytest.param("1ER JANVIER 2026", ["2026-01-01"], id="capitals"),
        pytest.param("12 févr. 2026", ["2026-02-12"], id="short month"),
        pytest.param("4th March 2026", ["2026-03-04"], id="English ordinal"),
        pytest.param("March 4, 2026", ["2026-03-04"], id="month first"),
        pytest.param("12/31/2026", ["2026-12-31"], id="impossible month"),
        pytest.param("vingt-trois février deux mille vingt-six", ["2026-02-23"], id="letters"),
        pytest.param(
            "du 1er janvier au 31 décembre 2026", ["2026-01-01", "2026-12-31"], id="year once"
        ),
        pytest.param(
            "du 15 juillet à 0 h au 14 juillet 2027", ["2026-07-15", "2027-07-14"], id="year before"
        ),
        pytest.param("le 31/02/2026", [], id="no such day"),
        pytest.param("article L. 124-5, n° 12.03.45.67", [], id="article"),
        pytest.param("1 500 000 €", [], id="amount"),
    ],
)
def test_values_dates_reads_every_printed_form(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_values_dates_american_order_is_asked_for() -> None:
    assert read("03/04/2026", order="mdy") == ["2026-03-04"]


@given(st.dates(dt.date(1980, 1, 1), dt.date(2069, 12, 31)))
def test_values_dates_round_trip(date: dt.date) -> None:
    assert read(f"le {date:%d/%m/%Y} à Lyon") == [date.isoformat()]


@given(
    st.dates(dt.date(1980, 1, 1), dt.date(2069, 12, 31)),
    st.sampled_from(["{d:%d.%m.%Y}", "{d:%d-%m-%Y}", "{d:%Y-%m-%d}", "{day} {month} {d.year}"]),
)
def test_values_dates_of_any_style_round_trip(date: dt.date, style: str) -> None:
    day = "1er" if date.day == 1 else str(date.day)
    printed = style.format(d=date, day=day, month=_MONTHS[date.month - 1])
    assert [date.isoformat()] == read(f"valable jusqu'au {printed} inclus")


@given(st.dates(dt.date(1980, 1, 1), dt.date(2069, 12, 31)))
def test_values_dates_in_american_order(date: dt.date) -> None:
    assert [date.isoformat()] == read(f"POLICY EXP {date:%m/%d/%Y}", order="mdy")


@given(st.text(alphabet="0123456789/.- janvierfévmaoût1er", max_size=60))
def test_values_dates_spans_are_disjoint_and_inside(text: str) -> None:
    spans = find_dates(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("cinq (5) ans", [(5, "years")], id="letters and figures"),
        pytest.param("soixante-douze heures", [(72, "hours")], id="letters"),
        pytest.param("12 h", [(12, "hours")], id="short"),
        pytest.param("two weeks", [(14, "days")], id="weeks"),
        pytest.param("du 1er à 0 h 00 au 31 à 24 h", [], id="time of day"),
        pytest.param("assistance 24 h/24", [], id="round the clock"),
    ],
)
def test_values_durations(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(span.value, span.unit) for span in find_durations(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("10 % mini 750 €", ["10"], id="sign"),
        pytest.param("0,5 pour cent", ["0.5"], id="pour cent"),
        pytest.param("dix pour cent", ["10"], id="letters"),
        pytest.param("1 ‰ par jour", ["0.1"], id="per mille"),
        pytest.param("5 per cent", ["5"], id="English"),
    ],
)
def test_values_percentages(text: str, expected: list[str]) -> None:
    assert [str(span.rate) for span in find_percentages(text)] == expected
