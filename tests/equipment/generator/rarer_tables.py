"""Guarantees as tables that are drawn less often, or less kindly."""

from __future__ import annotations

from .cases import Case
from .cells import (
    deductible_words,
    head_words,
    label,
    limit_words,
    section_rows,
)  # fmt: skip
from .elements import Element, Grid, Text
from .lines import Line

_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"


def _three(case: Case, **grid: object) -> Grid:
    """Return label, limit and deductible of every line."""
    rows = section_rows(
        case, lambda line: (limit_words(case, line), deductible_words(case, line.deductible))
    )
    head = head_words(case, "label", "limit", "deductible")
    return Grid((head, *rows), (80, 56, 38), **grid)


def noted(case: Case) -> list[Element]:
    """Print marks behind what notes under the table lower, raise, condition or give."""
    marks = case.rng.choice(["({})", "{}", "super", "*"])
    notes: list[Element] = []

    def mark(line: Line) -> str:
        if not line.note:
            return ""
        number = len(notes) + 1
        printed = {"super": _SUPERSCRIPTS[number - 1], "*": "*" * number, "{}": f"({number})"}.get(
            marks, f"({number})"
        )
        said = line.note.format(
            money=case.money(line.amount or 0), basis=case.pick("basis", line.basis)
        )
        notes.append(Text(f"{printed} {said[0].upper()}{said[1:]}", "small"))
        return f" {printed}" if printed[0] == "(" else printed

    dont = case.pick("dont")
    rows: list[tuple[str, ...]] = []
    for section in case.sections:
        rows.append((section.heading,))
        for line in section.lines:
            said, sign = limit_words(case, line), mark(line)
            name = label(case, line, dont)
            if line.note_at == "label":
                name += sign
            else:
                said += sign
            rows.append((name, said, deductible_words(case, line.deductible)))
    head = head_words(case, "label", "limit", "deductible")
    return [Grid((head, *rows), (80, 56, 38)), *notes]


def carried(case: Case) -> list[Element]:
    """Break a table over two pages without its header on the second."""
    filler = tuple(
        Text(case.pick("noise").format(money=case.money(1_800), old="4471002"))
        for _ in range(case.rng.randint(8, 16))
    )
    return [*filler, _three(case, repeat=False)]


def tight(case: Case) -> list[Element]:
    """Set columns of figures to the right, without rules, nearly touching."""
    rows = section_rows(
        case, lambda line: (limit_words(case, line), deductible_words(case, line.deductible))
    )
    head = head_words(case, "label", "limit", "deductible")
    right = (1, 2) if case.rng.random() < 0.6 else ()
    return [Grid((head, *rows), (62, 58, 54), ruled=False, tight=True, right=right)]


def outline(case: Case) -> list[Element]:
    """Print sub-limits by their indent, a dash or a bullet, under a row "dont"."""
    sign = case.rng.choice(["\t", "\t- ", "\t• ", "\t\t", "\t> "])
    rows: list[tuple[str, ...]] = [head_words(case, "label", "limit", "deductible")]
    for section in case.sections:
        rows.append((section.heading,))
        for line in section.lines:
            name = f"{sign}{line.wording}" if line.sublimit else label(case, line, "{x}")
            rows.append((name, limit_words(case, line), deductible_words(case, line.deductible)))
    return [Grid(tuple(rows), (80, 56, 38), ruled=case.rng.random() < 0.5)]


def shared_amount(case: Case) -> list[Element]:
    """Merge the amount cells of lines that share one amount."""
    rows: list[tuple[str, ...]] = [head_words(case, "label", "limit", "deductible")]
    spans: list[tuple[int, int, int, int]] = []
    dont = case.pick("dont")
    for section in case.sections:
        rows.append((section.heading,))
        first = 0
        for before, line in zip([None, *section.lines], section.lines, strict=False):
            name = label(case, line, dont)
            if before is not None and line.shared:
                rows.append((name, "", ""))
                continue
            _merge(rows, first, spans)
            first = len(rows)
            rows.append((name, limit_words(case, line), deductible_words(case, line.deductible)))
        _merge(rows, first, spans)
    return [Grid(tuple(rows), (80, 56, 38), spans=tuple(spans))]


def _merge(
    rows: list[tuple[str, ...]], first: int, spans: list[tuple[int, int, int, int]]
) -> None:  # fmt: skip
    """Merge amounts and deductibles from row `first` to the last of `rows`."""
    if first and first < len(rows) - 1:
        spans += [(first, column, len(rows) - 1, column) for column in (1, 2)]


def drawn_boxes(case: Case) -> list[Element]:
    """Draw ticks and crosses as lines instead of printing signs."""
    yes, no = case.rng.choice([("✓", "✗"), ("☒", "☐"), ("✓", "")])

    def cells(line: Line) -> tuple[str, ...]:
        if line.status == "not_subscribed":
            return (no, "–", "–")
        return (yes, limit_words(case, line), deductible_words(case, line.deductible))

    head = head_words(case, "label", "chosen", "limit", "deductible")
    return [Grid((head, *section_rows(case, cells)), (72, 22, 48, 34), drawn=True)]


def yes_no(case: Case) -> list[Element]:
    """Print one column for yes and one for no, ticked by an X."""
    yes, no = case.rng.choice([("OUI", "NON"), ("Acquis", "Non acquis"), ("Souscrit", "Non souscrit")])  # fmt: skip
    tick = case.rng.choice(["X", "x", "✓", "☒"])

    def cells(line: Line) -> tuple[str, ...]:
        if line.status == "not_subscribed":
            return ("", tick, "", "")
        return (tick, "", limit_words(case, line), deductible_words(case, line.deductible))

    head = (*head_words(case, "label"), yes, no, *head_words(case, "limit", "deductible"))
    return [Grid((head, *section_rows(case, cells)), (64, 16, 18, 46, 32))]


def stacked(case: Case) -> list[Element]:
    """Print a header of two rows: amounts, then per claim and per year."""
    name, limit, excess = head_words(case, "label", "limit", "deductible")
    claim, year = head_words(case, "claim", "year")

    def cells(line: Line) -> tuple[str, ...]:
        if line.amount is None:
            return (line.says, line.says, "–")
        total = case.money(line.amount_year or line.amount)
        return (case.money(line.amount), total, deductible_words(case, line.deductible))

    rows = ((name, limit, "", excess), ("", claim, year, ""), *section_rows(case, cells))
    spans = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3))
    return [Grid(rows, (66, 36, 36, 36), header=2, spans=spans)]


def transposed(case: Case) -> list[Element]:
    """Print the covers as columns, their limits and deductibles as rows."""
    heads = [section.lines[0] for section in case.sections]
    rows = (
        ("", *(section.heading for section in case.sections)),
        (case.pick("heads", "limit"), *(limit_words(case, line) for line in heads)),
        ("Franchise", *(deductible_words(case, line.deductible) for line in heads)),
    )
    width = 134 // len(heads)
    return [Grid(rows, (40, *(width for _ in heads)))]


def banded(case: Case) -> list[Element]:
    """Print the limit of a cover on the row of its heading."""
    rows: list[tuple[str, ...]] = [head_words(case, "label", "limit", "deductible")]
    dont = case.pick("dont")
    for section in case.sections:
        for line in section.lines:
            whole = line is section.lines[0] and line.ids == ("rc.tous_dommages",)
            if line is section.lines[0] and not whole:
                rows.append((section.heading,))
            name = line.wording if whole else label(case, line, dont)
            rows.append((name, limit_words(case, line), deductible_words(case, line.deductible)))
    return [Grid(tuple(rows), (80, 56, 38))]


def priced(case: Case) -> list[Element]:
    """Print a code before each line and its premium behind."""
    rows: list[tuple[str, ...]] = [
        ("Réf.", *head_words(case, "label", "limit", "deductible"), "Prime annuelle HT")
    ]
    dont = case.pick("dont")
    for section in case.sections:
        rows.append((section.heading,))
        for line in section.lines:
            price = case.money(case.rng.randint(3, 90) * 10)
            premium = price if line.status == "granted" else "–"
            rows.append((
                f"G{case.rng.randint(100, 999)}", label(case, line, dont), limit_words(case, line),
                deductible_words(case, line.deductible), premium,
            ))  # fmt: skip
    return [Grid(tuple(rows), (14, 62, 46, 34, 22))]


def thousands(case: Case) -> list[Element]:
    """Name the currency and the scale in the header alone, the basis in a column."""
    scale = case.rng.choice(["en k€", "(k€)", "en milliers d’euros", "(en euros)", "en €"])
    divisor = 1 if scale in {"(en euros)", "en €"} else 1000

    def cells(line: Line) -> tuple[str, ...]:
        if line.amount is None:
            return (line.says, "–", "–")
        figure = f"{line.amount // divisor:,}".replace(",", " ")
        return (figure, case.pick("basis", line.basis), deductible_words(case, line.deductible))

    name, limit, excess = head_words(case, "label", "limit", "deductible")
    head = (name, f"{limit} {scale}", "Base", excess)
    return [Grid((head, *section_rows(case, cells)), (72, 30, 40, 34))]


def cell_lines(case: Case) -> list[Element]:
    """Print the amount per claim, per year and the deductible on lines of one cell."""

    def cells(line: Line) -> tuple[str, ...]:
        if line.amount is None:
            return (line.says,)
        said = [f"{case.money(line.amount)} {case.pick('basis', line.basis)}"]
        if line.amount_year:
            said.append(f"{case.money(line.amount_year)} {case.pick('basis', 'PER_YEAR')}")
        said.append(f"Franchise : {deductible_words(case, line.deductible)}")
        return ("\n".join(said),)

    head = (case.pick("heads", "label"), "Montants et franchises")
    return [Grid((head, *section_rows(case, cells)), (90, 84))]


def own_tables(case: Case) -> list[Element]:
    """Give each cover its heading and a table of its own."""
    made: list[Element] = []
    dont = case.pick("dont")
    head = head_words(case, "label", "limit", "deductible")
    headed = case.rng.random() < 0.6
    for section in case.sections:
        rows = [
            (label(case, line, dont), limit_words(case, line), deductible_words(case, line.deductible))
            for line in section.lines
        ]  # fmt: skip
        grid = Grid(((head, *rows) if headed else tuple(rows)), (80, 56, 38), header=int(headed))
        made += [Text(section.heading, case.rng.choice(["heading", "bold"])), grid]
    return made
