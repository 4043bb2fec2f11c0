"""What a reader takes from facts and reports, without where it stands."""

from __future__ import annotations

import re
from typing import Any

from pydantic import TypeAdapter

from checker.domain import Facts, Report
from checker.text import fold

_PLACES = frozenset(("evidence", "label", "name", "sha256", "format", "pages", "warnings"))


def essence_of_facts(facts: Facts) -> Any:
    """Return the ids, values and states of `facts`, blanks, case and places left out."""
    return _plain(TypeAdapter(Facts).dump_python(facts, mode="json"))


def essence_of_report(report: Report) -> Any:
    """Return the states and finding codes of a report, in order."""
    return {
        "verdict": report.verdict.value,
        "activities": {a.id: a.state.value for a in report.activities},
        "protections": {
            p.id: (p.state.value, str(p.found_amount))
            for p in report.protections
            if p.required_by or p.state.value != "not_evidenced"
        },
        "findings": sorted({(f.code, f.severity.value, *f.concerns) for f in report.findings}),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k not in _PLACES}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return re.sub(r"[^a-z0-9]+", " ", fold(value)).strip()
    return value
