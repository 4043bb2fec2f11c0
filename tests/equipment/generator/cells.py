"""What cells and labels of guarantees print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .cases import Case
from .lines import Line, Section


def deductible_words(case: Case, value: dict[str, Any] | None) -> str:
    """Return a deductible as a cell prints it, "–" where none is printed."""
    if value is None:
        return "–"
    kind = value["kind"]
    if kind == "percent":
        kind = "percent" if value["max"] else "percent_min"
    amounts = {key: case.money(value[key]) for key in ("min", "max") if value.get(key)}
    return case.pick("deductible", kind).format(
        a=case.money(value.get("amount") or 0), r=value.get("rate"), h=value.get("hours"),
        d=value.get("days"), **({"min": "", "max": ""} | amounts),
    )  # fmt: skip


def limit_words(case: Case, line: Line, *, basis: bool = True) -> str:
    """Return the amount of a line with its basis, or what stands in its place."""
    if line.says or line.amount is None:
        return line.says
    money = case.money(line.printed or line.amount)
    if line.amount_year is not None:
        year = f"{case.money(line.amount_year)} {case.pick('basis', 'PER_YEAR')}"
        return f"{money} {case.pick('basis', line.basis)}{case.rng.choice([' / ', ' et '])}{year}"
    if not basis or line.bare or line.basis == "UNSTATED":
        return money
    return f"{money} {case.pick('basis', line.basis)}"


def label(case: Case, line: Line, dont: str) -> str:
    """Return the label of a line; a sub-limit begins as the document begins them."""
    if line.sublimit:
        return dont.format(x=line.wording)
    return line.wording[0].upper() + line.wording[1:]


def inline_deductible(case: Case, line: Line) -> str:
    if line.deductible is None:
        return ""
    if line.deductible["kind"] == "none":
        return f" ({case.pick('deductible_none_inline')})"
    words = case.pick("deductible_inline").format(x=deductible_words(case, line.deductible))
    return case.rng.choice([" ({})", " – {}", ", {}"]).format(words)


def shared_deductible(section: Section) -> dict[str, Any] | None:
    values = [line.deductible for line in section.lines if line.deductible]
    return next((v for v in values if v["kind"] != "hours"), values[0] if values else None)


def head_words(case: Case, *keys: str) -> tuple[str, ...]:
    return tuple(case.pick("heads", key) for key in keys)


def section_rows(case: Case, cells: Callable[[Line], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    dont = case.pick("dont")
    for section in case.sections:
        yield (section.heading,)
        for line in section.lines:
            yield (label(case, line, dont), *cells(line))
