"""Guarantees as tables of the common kinds."""

from __future__ import annotations

from .cases import Case
from .cells import deductible_words, head_words, label, limit_words, section_rows, shared_deductible
from .elements import Element, Grid, Text
from .lines import Line


def ruled(case: Case) -> list[Element]:
    rows = section_rows(
        case, lambda line: (limit_words(case, line), deductible_words(case, line.deductible))
    )
    head = head_words(case, "label", "limit", "deductible")
    return [Grid((head, *rows), (80, 56, 38), ruled=case.family != "borderless")]


def continued(case: Case) -> list[Element]:
    filler = tuple(
        Text(case.pick("noise").format(money=case.money(1_800), old="4471002")) for _ in range(6)
    )
    return [*filler, *ruled(case)]


def matrix(case: Case) -> list[Element]:
    basis = next(line.basis for section in case.sections for line in section.lines if line.amount)
    names = tuple(line.wording for line in case.sections[0].lines)
    rows = [(case.pick("heads", "matrix"), *names, "Franchise")]
    for section in case.sections:
        cells = tuple(limit_words(case, line, basis=False) for line in section.lines)
        rows.append((section.heading, *cells, deductible_words(case, shared_deductible(section))))
    said = Text(case.pick("basis_sentences").format(b=case.pick("basis", basis)))
    return [said, Grid(tuple(rows), (44, 26, 26, 26, 27, 27, 22))]


def two_amounts(case: Case) -> list[Element]:
    def cells(line: Line) -> tuple[str, ...]:
        if line.amount is None:
            return (line.says, line.says, "–")
        year = case.money(line.amount_year or line.amount)
        return (case.money(line.amount), year, deductible_words(case, line.deductible))

    head = head_words(case, "label", "claim", "year", "deductible")
    return [Grid((head, *section_rows(case, cells)), (66, 36, 36, 36))]


def options(case: Case) -> list[Element]:
    yes, no = case.rng.choice([("OUI", "NON"), ("✓", "✗"), ("☒", "☐"), ("Oui", "Non")])

    def cells(line: Line) -> tuple[str, ...]:
        if line.status == "not_subscribed":
            return (no, "–", "–")
        return (yes, limit_words(case, line), deductible_words(case, line.deductible))

    head = head_words(case, "label", "chosen", "limit", "deductible")
    return [Grid((head, *section_rows(case, cells)), (72, 22, 48, 34))]


def basis_apart(case: Case) -> list[Element]:
    granted = [line for section in case.sections for line in section.lines if line.amount]
    basis = granted[0].basis
    other = [line for line in granted if line.basis != basis or line.amount_year]
    words = case.pick("basis", basis)

    def cells(line: Line) -> tuple[str, ...]:
        said = limit_words(case, line, basis=line in other)
        return (said, deductible_words(case, line.deductible))

    head = list(head_words(case, "label", "limit", "deductible"))
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
    return [*before, Grid((tuple(head), *section_rows(case, cells)), (84, 48, 42)), *after]


def section_column(case: Case) -> list[Element]:
    rows = [head_words(case, "section", "label", "limit", "deductible")]
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


def merged(case: Case) -> list[Element]:
    rows = [head_words(case, "label", "limit", "deductible")]
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
