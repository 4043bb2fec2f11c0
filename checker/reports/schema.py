"""JSON Schema of facts/1, report/1 and scenarios/1, generated from the domain types.

Written under models/schema/ by `checker schema --write`; a test regenerates and compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from checker.domain import Facts, Report
from checker.losses import Scenarios
from checker.reports.typescript import declarations

ROOTS: dict[str, type] = {"facts": Facts, "report": Report, "scenarios": Scenarios}
VERSION = 1


def build_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one of ROOTS: every key required, more keys allowed."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(ROOTS[name]).json_schema(mode="serialization")
    identifier = f"{name}/{VERSION}"
    named = {ROOTS[name].__name__: schema, **schema.get("$defs", {})}
    for title, definition in named.items():
        properties = definition.get("properties", {})
        definition["required"] = list(properties)
        for root, kind in ROOTS.items():
            if title == kind.__name__:
                properties["schema"] = {"const": f"{root}/{VERSION}", "type": "string"}
        if not properties:
            del definition["required"]
    _tidied(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:checker:{identifier}",
        "title": ROOTS[name].__name__,
        **{key: value for key, value in schema.items() if key != "title"},
    }


def build_files() -> dict[str, str]:
    """Return the text of every generated file by its name."""
    schemas = {name: build_schema(name) for name in ROOTS}
    files = {
        f"{name}-{VERSION}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }
    files["checker.d.ts"] = declarations(list(schemas.values()))
    return files


def write_files(folder: Path) -> list[Path]:
    """Write the generated files under `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, text in build_files().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


def _tidied(node: Any) -> None:
    """Drop what pydantic adds and changes with its version: titles of keys, patterns."""
    if isinstance(node, dict):
        if node.get("type") == "string":
            node.pop("pattern", None)
        for key, value in list(node.items()):
            if key == "title" and isinstance(value, str):
                del node[key]
            # The names under "properties" are keys of ours, "title" among them.
            is_named = key == "properties" and isinstance(value, dict)
            for child in cast("dict[str, Any]", value).values() if is_named else (value,):
                _tidied(child)
    elif isinstance(node, list):
        for value in node:
            _tidied(value)
