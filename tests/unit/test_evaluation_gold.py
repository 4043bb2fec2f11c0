from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_reports import ROOT

from checker.evaluation.gold import InvalidGold, load_gold, missing_quotes

SAMPLES = sorted((ROOT / "samples").glob("*.gold.json"))


def _raw() -> dict[str, Any]:
    return json.loads(
        (ROOT / "samples" / "attestation_hebergeur.gold.json").read_text(encoding="utf-8")
    )


def _write(folder: Path, raw: dict[str, Any]) -> Path:
    (folder / raw["file"]).write_bytes(b"")
    path = folder / "x.gold.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_evaluation_gold_samples_are_well_formed(path: Path) -> None:
    assert load_gold(path).file == path.name.replace(
        ".gold.json", Path(load_gold(path).file).suffix
    )


def test_evaluation_gold_amounts_are_decimal(tmp_path: Path) -> None:
    raw = _raw()
    raw["guarantees"][0]["amount"] = 1500000.5

    assert str(load_gold(_write(tmp_path, raw)).guarantees[0].amount) == "1500000.5"


def _set(raw: dict[str, Any], key: str, value: object) -> None:
    raw[key] = value


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        pytest.param("schema", "gold/2", "gold/2", id="another version"),
        pytest.param("guarantes", [], "guarantes", id="a misspelt key"),
        pytest.param("document", {"kind": "attestation"}, "document", id="a missing key"),
        pytest.param("activities", [{"id": "it.x", "quot": "y"}], "quot", id="a misspelt quote"),
        pytest.param("period", {"effective": "2026-02-31", "valid_from": None, "valid_to": None, "issued": None},
                     "period", id="no such day"),
    ],
)  # fmt: skip
def test_evaluation_gold_malformed_is_refused_by_name(
    tmp_path: Path, key: str, value: object, said: str
) -> None:
    raw = _raw()
    raw[key] = value

    with pytest.raises(InvalidGold, match=said) as raised:
        load_gold(_write(tmp_path, raw))

    assert "x.gold.json" in str(raised.value)


def test_evaluation_gold_that_asserts_nothing_is_refused(tmp_path: Path) -> None:
    raw = _raw() | {
        "insurers": [], "policyholder": None, "activities": [], "excluded_activities": [],
        "guarantees": [], "exclusions": [], "clauses": [], "checks": [],
    }  # fmt: skip

    with pytest.raises(InvalidGold, match="nothing"):
        load_gold(_write(tmp_path, raw))


def test_evaluation_gold_without_its_document_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, _raw())
    (tmp_path / _raw()["file"]).unlink()

    with pytest.raises(InvalidGold, match="beside"):
        load_gold(path)


def test_evaluation_gold_quotations_must_be_printed(tmp_path: Path) -> None:
    gold = load_gold(_write(tmp_path, _raw()))
    text = "\n".join(gold.quotes)

    assert missing_quotes(gold, text.replace(" ", "\n")) == []
    assert missing_quotes(gold, text.replace(gold.quotes[0], "")) == [gold.quotes[0]]
