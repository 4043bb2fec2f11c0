from __future__ import annotations

import json
from decimal import Decimal

import pytest
from made_reports import make_facts, make_report

from checker.domain import Basis, Kind
from checker.errors import InvalidFacts
from checker.reports.documents import dumps, json_of, money_of, parse_facts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(Decimal("1E+6"), "1000000", id="no exponent"),
        pytest.param(Decimal("1500.00"), "1500", id="no useless cents"),
        pytest.param(Decimal("0.5"), "0.5", id="decimals kept"),
        pytest.param(Decimal(0), "0", id="zero"),
        pytest.param(Decimal(100), "100", id="zeros of the number kept"),
    ],
)
def test_reports_documents_money(value: Decimal, expected: str) -> None:
    assert expected == money_of(value)


def test_reports_documents_report_has_every_key_and_no_number_for_money() -> None:
    report = json.loads(dumps(make_report()))

    assert {"schema", "engine", "as_of", "verdict", "protections", "findings", "facts"} <= set(
        report
    )
    assert report["as_of"] == "2026-06-01"
    assert report["profile"]["minimums"] == {"rc.dinc": "500000"}
    assert report["findings"][1]["gap"] == "350000"
    assert report["findings"][0]["gap"] is None
    assert report["protections"][1]["state"] == "below_requirement"


def test_reports_documents_facts_survive_the_round_trip() -> None:
    facts = make_facts()

    assert (facts,) == parse_facts(dumps(facts).encode(), name="saved.json")


def test_reports_documents_unknown_keys_are_ignored() -> None:
    raw = json.loads(dumps(make_facts()))
    raw["added_later"] = {"x": 1}
    raw["guarantees"][0]["added_later"] = True

    assert (make_facts(),) == parse_facts(json.dumps(raw).encode(), name="saved.json")


def test_reports_documents_partial_facts_are_read() -> None:
    raw = {
        "schema": "facts/1",
        "document": {"name": "assumed", "sha256": "0", "format": "facts", "kind": "attestation",
                     "families": ["rc.pro"], "language": "fr", "pages": None, "scan": False, "warnings": []},
        "period": None,
        "guarantees": [
            {"section": "rc.pro", "id": "rc.dinc", "label": "rc.dinc", "status": "granted", "amount": "300000",
             "currency": "EUR", "basis": "PER_CLAIM", "amount_year": None, "sublimit": True,
             "deductible": None, "condition": None, "evidence": []}],
        "activities": None,
    }  # fmt: skip

    (facts,) = parse_facts(json.dumps(raw).encode(), name="assumed.json")

    assert facts.document.kind is Kind.ATTESTATION
    assert facts.guarantees[0].amount == Decimal(300000)
    assert facts.guarantees[0].basis is Basis.PER_CLAIM
    assert facts.activities == ()
    assert facts.period.valid_to is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{", id="not JSON"),
        pytest.param(b"[1]", id="a list"),
        pytest.param(b'{"schema": "report/1"}', id="another schema"),
        pytest.param(b'{"schema": "facts/1"}', id="no document"),
        pytest.param(b"\xff\xfe{", id="not UTF-8"),
        pytest.param(b'{"schema": "facts/1", "document": 3}', id="wrong type"),
    ],
)
def test_reports_documents_other_json_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InvalidFacts) as raised:
        parse_facts(data, name="x.json")

    assert raised.value.values["name"] == "x.json"


def test_reports_documents_unknown_type_has_no_json() -> None:
    with pytest.raises(TypeError):
        json_of(object())
