"""The guarantees of a case in each layout family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .cases import Case, Line, Section
from .elements import Bullets, Element, Grid, Leader, Text
from .numbers import euros_in_letters


def cover(case: Case) -> list[Element]:
    """Return the part of the document that prints the guarantees."""
    return _LAYOUTS[case.family](case)


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
    if line.amount is None:
        return line.says
    if line.amount_year is not None:
        year = f"{case.money(line.amount_year)} {case.pick('basis', 'PER_YEAR')}"
        return f"{case.money(line.amount)} {case.pick('basis', line.basis)}{case.rng.choice([' / ', ' et '])}{year}"
    if not basis or line.basis == "UNSTATED":
        return case.money(line.amount)
    return f"{case.money(line.amount)} {case.pick('basis', line.basis)}"


def label(case: Case, line: Line, dont: str) -> str:
    """Return the label of a line; a sub-limit begins as the document begins them."""
    if line.sublimit:
        return dont.format(x=line.wording)
    return line.wording[0].upper() + line.wording[1:]


def _inline_deductible(case: Case, line: Line) -> str:
    if line.deductible is None:
        return ""
    if line.deductible["kind"] == "none":
        return f" ({case.pick('deductible_none_inline')})"
    words = case.pick("deductible_inline").format(x=deductible_words(case, line.deductible))
    return case.rng.choice([" ({})", " – {}", ", {}"]).format(words)


def _head(case: Case, *keys: str) -> tuple[str, ...]:
    return tuple(case.pick("heads", key) for key in keys)


def _section_rows(
    case: Case, cells: Callable[[Line], tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    dont = case.pick("dont")
    for section in case.sections:
        yield (section.heading,)
        for line in section.lines:
            yield (label(case, line, dont), *cells(line))


def _ruled(case: Case) -> list[Element]:
    rows = _section_rows(
        case, lambda line: (limit_words(case, line), deductible_words(case, line.deductible))
    )
    head = _head(case, "label", "limit", "deductible")
    return [Grid((head, *rows), (80, 56, 38), ruled=case.family != "borderless")]


def _continued(case: Case) -> list[Element]:
    filler = tuple(
        Text(case.pick("noise").format(money=case.money(1_800), old="4471002")) for _ in range(6)
    )
    return [*filler, *_ruled(case)]


def _leaders(case: Case) -> list[Element]:
    made: list[Element] = []
    dont = case.pick("dont")
    for section in case.sections:
        made.append(Text(section.heading, "bold"))
        made += [
            Leader(
                label(case, line, dont), limit_words(case, line) + _inline_deductible(case, line)
            )
            for line in section.lines
        ]
    return made


def _bullets(case: Case) -> list[Element]:
    made: list[Element] = []
    dont = case.pick("dont")
    for section in case.sections:
        items = tuple(
            f"{label(case, line, dont).lstrip('–• ')} : {limit_words(case, line)}{_inline_deductible(case, line)}"
            for line in section.lines
        )
        made += [Text(section.heading, "bold"), Bullets(items, case.rng.choice("•–-"))]
    return made


def _columns(case: Case) -> list[Element]:
    made: list[Element] = []
    dont = case.pick("dont")
    for section in case.sections:
        made.append(Text(section.heading, "bold"))
        made += [
            Text(f"{label(case, line, dont)} : {limit_words(case, line)}") for line in section.lines
        ]
        own = _shared(section)
        if own:
            made.append(Text(f"Franchise : {deductible_words(case, own)}"))
        made += [_own_deductible(case, line) for line in section.lines if _differs(line, own)]
    return made


def _own_deductible(case: Case, line: Line) -> Text:
    return Text(f"Franchise « {line.wording} » : {deductible_words(case, line.deductible)}")


def _differs(line: Line, shared: dict[str, Any] | None) -> bool:
    return line.deductible is not None and line.deductible != shared


def _shared(section: Section) -> dict[str, Any] | None:
    values = [line.deductible for line in section.lines if line.deductible]
    return next((v for v in values if v["kind"] != "hours"), values[0] if values else None)


def _letter(case: Case) -> list[Element]:
    made: list[Element] = []
    for section in case.sections:
        said: list[str] = []
        for line in section.lines:
            said.append(_sentence(case, section, line, first=not said))
        own = _shared(section)
        if own and own["kind"] != "none":
            said.append(f"Une franchise de {deductible_words(case, own)} est appliquée.")
        elif own:
            said.append("Il n’est pas appliqué de franchise.")
        for line in section.lines:
            if _differs(line, own):
                words = deductible_words(case, line.deductible)
                said.append(f"Pour la garantie « {line.wording} », la franchise est de {words}.")
        made.append(Text(" ".join(said)))
    return made


def _sentence(case: Case, section: Section, line: Line, *, first: bool) -> str:
    heading = section.heading.strip("I. ")
    lead = f"Au titre du volet {heading}, " if first else ""
    name = f"la garantie « {line.wording} »"
    if line.status == "not_subscribed":
        said = f"{lead}{name} n’a pas été souscrite."
    elif line.status == "no_amount":
        said = f"{lead}{name} est acquise."
    else:
        money = f"{euros_in_letters(line.amount or 0)} ({case.money(line.amount or 0)})"
        verb = (
            "est limitée, à l’intérieur de ce montant, à"
            if line.sublimit
            else "est accordée à concurrence de"
        )
        said = f"{lead}{name} {verb} {money} {case.pick('basis', line.basis)}."
    return said[0].upper() + said[1:]


def _matrix(case: Case) -> list[Element]:
    basis = next(line.basis for section in case.sections for line in section.lines if line.amount)
    names = tuple(line.wording for line in case.sections[0].lines)
    rows = [(case.pick("heads", "matrix"), *names, "Franchise")]
    for section in case.sections:
        cells = tuple(limit_words(case, line, basis=False) for line in section.lines)
        rows.append((section.heading, *cells, deductible_words(case, _shared(section))))
    said = Text(case.pick("basis_sentences").format(b=case.pick("basis", basis)))
    return [said, Grid(tuple(rows), (34, 28, 28, 28, 28, 28, 24))]


def _two_amounts(case: Case) -> list[Element]:
    def cells(line: Line) -> tuple[str, ...]:
        if line.amount is None:
            return (line.says, line.says, "–")
        year = case.money(line.amount_year or line.amount)
        return (case.money(line.amount), year, deductible_words(case, line.deductible))

    head = _head(case, "label", "claim", "year", "deductible")
    return [Grid((head, *_section_rows(case, cells)), (66, 36, 36, 36))]


def _options(case: Case) -> list[Element]:
    yes, no = case.rng.choice([("OUI", "NON"), ("✓", "✗"), ("☒", "☐"), ("Oui", "Non")])

    def cells(line: Line) -> tuple[str, ...]:
        if line.status == "not_subscribed":
            return (no, "–", "–")
        return (yes, limit_words(case, line), deductible_words(case, line.deductible))

    head = _head(case, "label", "chosen", "limit", "deductible")
    return [Grid((head, *_section_rows(case, cells)), (72, 22, 48, 34))]


def _basis_apart(case: Case) -> list[Element]:
    granted = [line for section in case.sections for line in section.lines if line.amount]
    basis = granted[0].basis
    other = [line for line in granted if line.basis != basis or line.amount_year]
    words = case.pick("basis", basis)

    def cells(line: Line) -> tuple[str, ...]:
        said = limit_words(case, line, basis=line in other)
        return (said, deductible_words(case, line.deductible))

    head = list(_head(case, "label", "limit", "deductible"))
    before: list[Element] = []
    after: list[Element] = []
    where = case.rng.choice(["head", "before", "after", "note"])
    if other and where == "head":
        where = "before"
    if where == "head":
        head[1] = f"{head[1]} {words}"
    elif where == "note":
        head[1] = f"{head[1]} (1)"
        after = [Text(f"(1) Sauf indication contraire, les montants s’entendent {words}.", "small")]
    else:
        said = Text(f"Sauf mention contraire, les montants sont exprimés {words}.")
        before, after = ([said], []) if where == "before" else ([], [said])
    return [*before, Grid((tuple(head), *_section_rows(case, cells)), (84, 48, 42)), *after]


def _section_column(case: Case) -> list[Element]:
    rows = [_head(case, "section", "label", "limit", "deductible")]
    spans: list[tuple[int, int, int, int]] = []
    dont = case.pick("dont")
    for section in case.sections:
        first = len(rows)
        for line in section.lines:
            rows.append((
                section.heading if len(rows) == first else "", label(case, line, dont),
                limit_words(case, line), deductible_words(case, line.deductible),
            ))  # fmt: skip
        spans.append((first, 0, len(rows) - 1, 0))
    return [Grid(tuple(rows), (38, 62, 42, 32), spans=tuple(spans))]


def _merged(case: Case) -> list[Element]:
    rows = [_head(case, "label", "limit", "deductible")]
    spans: list[tuple[int, int, int, int]] = []
    dont = case.pick("dont")
    for section in case.sections:
        rows.append((section.heading,))
        run: list[int] = []
        for line in section.lines:
            same = run and line.deductible == section.lines[run[-1]].deductible
            index = section.lines.index(line)
            if line.deductible and same:
                run.append(index)
                words = ""
            else:
                _close(rows, run, spans)
                run = [index] if line.deductible else []
                words = deductible_words(case, line.deductible)
            rows.append((label(case, line, dont), limit_words(case, line), words))
        _close(rows, run, spans)
    return [Grid(tuple(rows), (80, 56, 38), spans=tuple(spans))]


def _close(
    rows: list[tuple[str, ...]], run: list[int], spans: list[tuple[int, int, int, int]]
) -> None:  # fmt: skip
    """Merge the deductible cells of the run that has just ended at the bottom of `rows`."""
    if len(run) > 1:
        spans.append((len(rows) - len(run), 2, len(rows) - 1, 2))


def _form(case: Case) -> list[Element]:
    rows: list[tuple[str, ...]] = []
    for section in case.sections:
        head = section.lines[0]
        rows.append((section.heading,))
        rows.append((head.wording, limit_words(case, head)))
        sub = case.pick("sub")
        rows += [
            (sub.format(x=line.wording).capitalize(), limit_words(case, line))
            for line in section.lines[1:]
        ]
        rows.append((case.pick("deductible_keys"), deductible_words(case, _shared(section))))
    return [Grid(tuple(rows), (60, 110), ruled=case.rng.random() < 0.5, header=0)]


def _acord(case: Case) -> list[Element]:
    begin, end = case.dates["valid_from"], case.dates["valid_to"]
    rows: list[tuple[str, ...]] = [
        ("INSR LTR", "TYPE OF INSURANCE", "POLICY NUMBER", "POLICY EFF (MM/DD/YYYY)", "POLICY EXP (MM/DD/YYYY)", "LIMITS", "")
    ]  # fmt: skip
    spans: list[tuple[int, int, int, int]] = [(0, 5, 0, 6)]
    for section in case.sections:
        line = section.lines[0]
        per, total = line.says.split("|")
        first = len(rows)
        rows.append(
            (
                "A",
                f"☒ {section.heading}",
                case.policy,
                f"{begin:%m/%d/%Y}",
                f"{end:%m/%d/%Y}",
                per,
                case.money(line.amount or 0),
            )
        )
        rows.append(("", "", "", "", "", total, case.money(line.amount_year or 0)))
        spans += [(first, column, first + 1, column) for column in range(5)]
    return [Grid(tuple(rows), (12, 44, 28, 24, 24, 30, 24), spans=tuple(spans))]


_LAYOUTS: dict[str, Callable[[Case], list[Element]]] = {
    "ruled": _ruled, "borderless": _ruled, "leaders": _leaders, "letter": _letter,
    "columns": _columns, "form": _form, "acord": _acord, "matrix": _matrix,
    "two_amounts": _two_amounts, "options": _options, "basis_apart": _basis_apart,
    "section_column": _section_column, "merged": _merged, "continued": _continued, "bullets": _bullets,
}  # fmt: skip
