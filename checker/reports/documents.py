"""facts/1 and report/1 as JSON values: every key present, money as strings, dates ISO."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from checker.domain import Facts, Report
from checker.errors import InvalidFacts, InvalidReport

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def json_of(value: object) -> Json:
    """Return a domain value as JSON: nothing left out, `null` where nothing is printed."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return money_of(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [json_of(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {str(key): json_of(item) for key, item in items}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_of(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def money_of(value: Decimal) -> str:
    """Return a decimal as a plain number: no exponent, no useless zero.

    >>> money_of(Decimal("1E+6")), money_of(Decimal("0.50"))
    ('1000000', '0.5')
    """
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def dumps(value: object) -> str:
    """Return a domain value as indented JSON text, accents kept."""
    return json.dumps(json_of(value), ensure_ascii=False, indent=2)


def parse_facts(data: bytes, *, name: str) -> tuple[Facts, ...]:
    """Return the facts of a facts/1 document, or of a list of them; raises InvalidFacts.

    Keys that are not known are ignored; keys added since it was saved take their default.
    """
    try:
        raw: Any = json.loads(data.decode("utf-8-sig"))
    except ValueError as problem:
        raise InvalidFacts(f"{name}: {problem}", name=name) from problem
    several = cast("list[Any]", raw) if isinstance(raw, list) else [raw]
    if not several or not all(_is_facts(each) for each in several):
        raise InvalidFacts(f"{name}: no facts/1 document", name=name)
    return tuple(parse_facts_values(each, name=name) for each in several)


def _is_facts(raw: Any) -> bool:
    return isinstance(raw, dict) and cast("dict[str, Any]", raw).get("schema") == "facts/1"


def parse_facts_values(raw: dict[str, Any], *, name: str) -> Facts:
    """Return the facts of a facts/1 document already read as JSON; raises InvalidFacts."""
    from pydantic import ValidationError

    try:
        return _facts_adapter().validate_python(_without_gaps(raw))
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidFacts(f"{name}: {where}: {first['msg']}", name=name) from problem


def is_report(data: bytes) -> bool:
    """Return True for the bytes of a saved report/1 document."""
    try:
        raw: Any = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return False
    return isinstance(raw, dict) and cast("dict[str, Any]", raw).get("schema") == "report/1"


def parse_report(data: bytes, *, name: str) -> Report:
    """Return the report of a report/1 document; raises InvalidReport.

    Keys that are not known are ignored; keys added since it was saved take their default.
    """
    from pydantic import ValidationError

    if not is_report(data):
        raise InvalidReport(f"{name}: no report/1 document", name=name)
    raw: dict[str, Any] = json.loads(data.decode("utf-8-sig"))
    listed = raw.get("facts")
    if isinstance(listed, list):
        raw["facts"] = [_without_gaps(one) if isinstance(one, dict) else one for one in listed]
    try:
        return _report_adapter().validate_python(raw)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidReport(f"{name}: {where}: {first['msg']}", name=name) from problem


def _without_gaps(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the document with the keys of a list that are absent or null made empty."""
    lists = [
        "insurers",
        "intermediaries",
        "additional_insureds",
        "policy_numbers",
        "activities",
        "excluded_activities",
        "guarantees",
        "exclusions",
        "clauses",
    ]
    singles = ["policyholder", "client", "territory", "trigger", "scope_restriction"]
    filled = {key: raw.get(key) or [] for key in lists}
    filled |= {key: raw.get(key) for key in singles}
    return {**raw, **filled, "period": raw.get("period") or {}}


@cache
def _report_adapter() -> TypeAdapter[Report]:
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


@cache
def _facts_adapter() -> TypeAdapter[Facts]:
    from pydantic import TypeAdapter

    return TypeAdapter(Facts)
