"""The lists of wordings, kept apart from models/."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

_FILES = ("wordings.yaml", "wordings_second.yaml")


@functools.cache
def wordings() -> dict[str, Any]:
    """Return the lists of wordings, by language; a later file adds to an earlier one."""
    found: dict[str, Any] = {}
    for name in _FILES:
        text = (Path(__file__).parent / name).read_text(encoding="utf-8")
        _add(found, yaml.safe_load(text))
    return found


def _add(found: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(found.get(key), dict):
            _add(found[key], value)
        elif isinstance(value, list) and isinstance(found.get(key), list):
            found[key] = [*found[key], *value]
        else:
            found[key] = value
