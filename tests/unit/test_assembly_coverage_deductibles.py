"""Deductibles and ticks as cells print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.assembly.deductibles import read_deductible
from checker.assembly.marks import is_nothing, read_mark
from checker.domain import Deductible, DeductibleKind

NONE = Deductible(kind=DeductibleKind.NONE)


def fixed(amount: int) -> Deductible:
    return Deductible(kind=DeductibleKind.FIXED, amount=Decimal(amount))


def percent(rate: str, low: int | None = None, high: int | None = None) -> Deductible:
    return Deductible(
        kind=DeductibleKind.PERCENT,
        rate=Decimal(rate),
        min=Decimal(low) if low is not None else None,
        max=Decimal(high) if high is not None else None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1 000 €", fixed(1000), id="fixed"),
        pytest.param("0,3 k€", fixed(300), id="thousands"),
        pytest.param("3 000 € (2)", fixed(3000), id="footnote mark"),
        pytest.param("GBP 25,000 each and every claim, not applicable to costs", fixed(25000), id="en"),
        pytest.param("1 500 € sauf dommages corporels : néant", fixed(1500), id="exception"),
        pytest.param("10 % mini 5 000 € maxi 25 000 €", percent("10", 5000, 25000), id="mini maxi"),
        pytest.param("10 % (min. 1 500 €, max. 15 000 €)", percent("10", 1500, 15000), id="brackets"),
        pytest.param(
            "10 % du montant des dommages, avec un minimum de 500,00 EUR et un maximum de 5.000,00 EUR",
            percent("10", 500, 5000), id="sentence",
        ),
        pytest.param("10 % minimum 300 €", percent("10", 300), id="minimum only"),
        pytest.param("10 % maximum 3 000 €", percent("10", None, 3000), id="maximum only"),
        pytest.param("Néant", NONE, id="neant"),
        pytest.param("Sans franchise", NONE, id="sans franchise"),
        pytest.param("0 €", NONE, id="zero"),
        pytest.param("Nil", NONE, id="nil"),
        pytest.param("Néant les 48 premières heures", NONE, id="neant then hours"),
        pytest.param("12 heures", Deductible(kind=DeductibleKind.HOURS, hours=12), id="hours"),
        pytest.param("3 jours ouvrés", Deductible(kind=DeductibleKind.DAYS, days=3), id="days"),
        pytest.param("–", None, id="dash"),
        pytest.param("Sans objet", None, id="sans objet"),
        pytest.param("Seuil d'intervention : 380 €", None, id="threshold"),
        pytest.param("Franchise légale", None, id="legal"),
    ],
)  # fmt: skip
def test_read_deductible(text: str, expected: Deductible | None) -> None:
    assert read_deductible(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("OUI", True, id="oui"),
        pytest.param("Non", False, id="non"),
        pytest.param("✓", True, id="tick"),
        pytest.param("✗", False, id="cross"),
        pytest.param("☒", True, id="ticked box"),
        pytest.param("☐", False, id="empty box"),
        pytest.param("X", True, id="lone x"),
        pytest.param("☒ Oui ☐ Non", True, id="pair yes"),
        pytest.param("☐ Oui ☒ Non", False, id="pair no"),
        pytest.param("☐ Oui ☐ Non", False, id="pair unticked"),
        pytest.param("☒ Oui ☒ Non", False, id="pair contradictory"),
        pytest.param("1 000 €", None, id="amount"),
    ],
)
def test_read_mark(text: str, expected: bool | None) -> None:
    assert read_mark(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", True, id="blank"),
        pytest.param(" — ", True, id="dash"),
        pytest.param("n/a", True, id="n/a"),
        pytest.param("Néant", False, id="word"),
    ],
)
def test_is_nothing(text: str, expected: bool) -> None:
    assert is_nothing(text) is expected
