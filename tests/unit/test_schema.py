from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_reports import ROOT, make_facts, make_report

from checker.reports.documents import json_of
from checker.reports.schema import build_files, build_schema

SCHEMA = ROOT / "models" / "schema"


@pytest.mark.parametrize("name", sorted(build_files()))
def test_schema_is_what_the_types_generate(name: str) -> None:
    committed = (SCHEMA / name).read_text(encoding="utf-8")

    assert build_files()[name] == committed, "run `checker schema --write`"


def test_schema_folder_holds_nothing_else() -> None:
    assert sorted(build_files()) == sorted(path.name for path in SCHEMA.iterdir())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("facts", make_facts(), id="facts"),
        pytest.param("report", make_report(), id="report"),
    ],
)
def test_schema_names_every_key_of_the_json(name: str, value: object) -> None:
    schema = build_schema(name)

    missing = list(_unnamed(json_of(value), schema, schema))

    assert missing == []


def _unnamed(value: object, schema: dict, root: dict):
    """Yield keys that the schema does not name, or requires and does not find."""
    schema = _resolved(schema, value, root)
    if isinstance(value, dict) and "properties" in schema:
        assert sorted(schema["required"]) == sorted(schema["properties"])
        yield from set(value) ^ set(schema["properties"])
        for key, child in value.items():
            yield from _unnamed(child, schema["properties"][key], root)
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for child in value:
            yield from _unnamed(child, schema["items"], root)
    elif "const" in schema and value != schema["const"]:
        yield f"{value} is not {schema['const']}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{value} not in {schema['enum']}"


def _resolved(schema: dict, value: object, root: dict) -> dict:
    if "anyOf" in schema:
        wanted = "null" if value is None else None
        options = [o for o in schema["anyOf"] if (o.get("type") == "null") == (wanted == "null")]
        schema = options[0]
    if "$ref" in schema:
        return root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def test_schema_declarations_have_balanced_braces() -> None:
    text = Path(SCHEMA / "checker.d.ts").read_text(encoding="utf-8")

    assert text.count("{") == text.count("}")
    assert "export interface Report {" in text


def test_schema_files_are_json() -> None:
    assert json.loads((SCHEMA / "report-1.schema.json").read_text())["title"] == "Report"
