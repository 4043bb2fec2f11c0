from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from equipment.generator.numbers import euros_in_letters
from hypothesis import given
from hypothesis import strategies as st

from checker.values.amounts import find_amounts

MILLION_AND_A_HALF = [("1500000", "EUR")]


def read(text: str) -> list[tuple[str, str | None]]:
    return [(str(a.amount.value), a.amount.currency) for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1 500 000 €", MILLION_AND_A_HALF, id="plain spaces"),
        pytest.param("1\u00a0500\u00a0000\u00a0€", MILLION_AND_A_HALF, id="no-break spaces"),
        pytest.param("1\u202f500\u202f000\u202f€", MILLION_AND_A_HALF, id="narrow no-break"),
        pytest.param("1\u2009500\u2009000 EUR", MILLION_AND_A_HALF, id="thin spaces"),
        pytest.param("1.500.000 €", MILLION_AND_A_HALF, id="dots"),
        pytest.param("1'500'000 EUR", MILLION_AND_A_HALF, id="Swiss apostrophes"),
        pytest.param("1 500 000,00 EUR", MILLION_AND_A_HALF, id="cents"),
        pytest.param("1,500,000.00 euros", MILLION_AND_A_HALF, id="English grouping"),
        pytest.param("EUR 1 500 000", MILLION_AND_A_HALF, id="currency first"),
        pytest.param("€1,500,000", MILLION_AND_A_HALF, id="sign first"),
        pytest.param("1 500 K€", MILLION_AND_A_HALF, id="K€"),
        pytest.param("1.500 k€", MILLION_AND_A_HALF, id="dotted thousands of k€"),
        pytest.param("1,5 M€", MILLION_AND_A_HALF, id="M€ decimal comma"),
        pytest.param("1.5 MEUR", MILLION_AND_A_HALF, id="MEUR decimal stop"),
        pytest.param("1,500 M€", MILLION_AND_A_HALF, id="three decimals of a million"),
        pytest.param("1,5 million d’euros", MILLION_AND_A_HALF, id="million d'euros"),
        pytest.param("1 million et demi d'euros", MILLION_AND_A_HALF, id="et demi"),
        pytest.param("un million cinq cent mille euros", MILLION_AND_A_HALF, id="letters"),
        pytest.param("UN MILLION CINQ CENT MILLE EUROS", MILLION_AND_A_HALF, id="capitals"),
        pytest.param("€par sinistre : 500 €par an", [("500", "EUR")], id="glued word"),
        pytest.param("£5m any one claim", [("5000000", "GBP")], id="pounds"),
        pytest.param("USD 1 million", [("1000000", "USD")], id="dollars"),
        pytest.param("$1,000,000", [("1000000", "USD")], id="ACORD"),
        pytest.param(
            "2 M€ par victime, 4 M€ par année",
            [("2000000", "EUR"), ("4000000", "EUR")],
            id="two amounts",
        ),
        pytest.param("7 500 000", [], id="no currency, no amount"),
        pytest.param("le 01/01/2026", [], id="date"),
        pytest.param("Tél. 04 72 00 41 18", [], id="telephone"),
        pytest.param("250 fois l'indice FFB", [], id="index multiple"),
    ],
)
def test_values_amounts_reads_every_printed_form(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("sept millions d'euros (7 000 000 €)", None, id="they agree"),
        pytest.param("deux cent mille euros (250 000 €)", Decimal(250000), id="they differ"),
        pytest.param("deux cent mille (250 000) euros", Decimal(250000), id="differ, inside"),
    ],
)
def test_values_amounts_letters_prevail_over_figures(text: str, figures: Decimal | None) -> None:
    (span,) = find_amounts(text)
    assert (span.words, span.figures) == (True, figures)
    assert text[span.start : span.end] == text


def test_values_amounts_column_currency_reads_bare_numbers() -> None:
    spans = find_amounts("1 500 000 (2)", column_currency="EUR")
    assert [(str(s.amount.value), s.amount.currency) for s in spans] == [("1500000", "EUR")]


@given(st.integers(1, 10**9), st.sampled_from(["\u00a0", "\u202f", " ", "."]))
def test_values_amounts_grouping_never_changes_the_value(value: int, separator: str) -> None:
    printed = f"{value:,}".replace(",", separator)
    assert read(f"Plafond : {printed} € par sinistre") == [(str(value), "EUR")]


@given(st.integers(1, 999), st.sampled_from(["k€", "K€", "milliers d'euros"]))
def test_values_amounts_in_thousands(value: int, unit: str) -> None:
    assert [(str(value * 1000), "EUR")] == read(f"Plafond : {value} {unit} par an")


@given(st.integers(1, 10**8), st.sampled_from(["€", "euros", "EUR"]), st.integers(0, 99))
def test_values_amounts_cents_follow_a_comma(value: int, currency: str, cents: int) -> None:
    printed = f"{value:,}".replace(",", " ")
    found = find_amounts(f"Plafond : {printed},{cents:02} {currency}")
    assert [Decimal(value) + Decimal(cents) / 100] == [span.amount.value for span in found]


@given(st.integers(1, 9_999_999))
def test_values_amounts_in_letters_are_read_as_they_are_spelled(value: int) -> None:
    found = find_amounts(f"à concurrence de {euros_in_letters(value)} par sinistre")
    assert [(value, True)] == [(int(span.amount.value), span.words) for span in found]


@given(st.lists(st.integers(1_000, 10**7), min_size=2, max_size=4))
def test_values_amounts_keep_their_order(values: list[int]) -> None:
    printed = " ; puis ".join(f"{value:,} €".replace(",", " ") for value in values)
    assert values == [int(span.amount.value) for span in find_amounts(printed)]


@given(st.text(alphabet="0123456789 .,€kM'(d)e", max_size=60))
def test_values_amounts_spans_are_disjoint_and_inside(text: str) -> None:
    spans = find_amounts(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
