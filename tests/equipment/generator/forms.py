"""Guarantees in forms: keys and values, the boxes of a certificate."""

from __future__ import annotations

from .cases import Case
from .cells import deductible_words, limit_words, shared_deductible
from .elements import Element, Grid


def form(case: Case) -> list[Element]:
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
        rows.append(
            (case.pick("deductible_keys"), deductible_words(case, shared_deductible(section)))
        )
    return [Grid(tuple(rows), (60, 110), ruled=case.rng.random() < 0.5, header=0)]


def acord(case: Case) -> list[Element]:
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


def schedule(case: Case) -> list[Element]:
    """Print an English schedule: cover, limit, excess."""
    rows: list[tuple[str, ...]] = [("Cover", "Limit of indemnity", "Excess")]
    sub = case.pick("sub")
    for section in case.sections:
        rows.append((section.heading,))
        for line in section.lines:
            name = sub.format(x=line.wording) if line.sublimit else line.wording
            rows.append((
                name[0].upper() + name[1:], limit_words(case, line),
                deductible_words(case, line.deductible),
            ))  # fmt: skip
    return [Grid(tuple(rows), (70, 66, 40), ruled=case.rng.random() < 0.6)]


def acord_full(case: Case) -> list[Element]:
    """Print all rows of a certificate of liability, most of them not ticked."""
    begin, end = (f"{case.dates[key]:%m/%d/%Y}" for key in ("valid_from", "valid_to"))
    head = ("INSR LTR", "TYPE OF INSURANCE", "ADDL INSD", "SUBR WVD", "POLICY NUMBER", "POLICY EFF (MM/DD/YYYY)", "POLICY EXP (MM/DD/YYYY)", "LIMITS", "")  # fmt: skip
    rows: list[tuple[str, ...]] = [head]
    spans: list[tuple[int, int, int, int]] = [(0, 7, 0, 8)]
    money = case.money

    def row(kind: str, limits: list[tuple[str, str]], *, taken: bool) -> None:
        place = ("A", case.policy, begin, end) if taken else ("", "", "", "")
        first = len(rows)
        for number, (name, amount) in enumerate(limits):
            top = number == 0
            rows.append((
                place[0] if top else "", kind if top else "", "N" if top and taken else "", "", place[1] if top else "",
                place[2] if top else "", place[3] if top else "", name, amount,
            ))  # fmt: skip
        if len(limits) > 1:
            spans.extend((first, column, len(rows) - 1, column) for column in range(7))

    general, *others = case.sections
    limit, products = general.lines[0], next((x for x in others if x.id == "rc.apres_livraison"), None)  # fmt: skip
    row("☒ COMMERCIAL GENERAL LIABILITY\n☐ CLAIMS-MADE ☒ OCCUR\nGEN'L AGGREGATE LIMIT APPLIES PER:\n☒ POLICY ☐ PROJECT ☐ LOC", [
        ("EACH OCCURRENCE", money(limit.amount or 0)), ("DAMAGE TO RENTED PREMISES (Ea occurrence)", money(100_000)),
        ("MED EXP (Any one person)", money(10_000)), ("PERSONAL & ADV INJURY", money(limit.amount or 0)),
        ("GENERAL AGGREGATE", money(limit.amount_year or 0)),
        ("PRODUCTS - COMP/OP AGG", money(products.lines[0].amount or 0) if products else money(0)),
    ], taken=True)  # fmt: skip
    row("AUTOMOBILE LIABILITY\n☐ ANY AUTO\n☐ HIRED AUTOS ONLY", [("COMBINED SINGLE LIMIT (Ea accident)", "$"), ("BODILY INJURY (Per person)", "$")], taken=False)  # fmt: skip
    row("☐ UMBRELLA LIAB ☐ OCCUR\n☐ EXCESS LIAB ☐ CLAIMS-MADE", [("EACH OCCURRENCE", "$"), ("AGGREGATE", "$")], taken=False)  # fmt: skip
    row("WORKERS COMPENSATION AND EMPLOYERS' LIABILITY", [("E.L. EACH ACCIDENT", "$"), ("E.L. DISEASE - POLICY LIMIT", "$")], taken=False)  # fmt: skip
    for section in others:
        line = section.lines[0]
        if section.id != "rc.apres_livraison":
            per, total = line.says.split("|")
            row(section.heading, [(per, money(line.amount or 0)), (total, money(line.amount_year or 0))], taken=True)  # fmt: skip
    return [Grid(tuple(rows), (9, 42, 9, 9, 26, 21, 21, 30, 20), spans=tuple(spans))]
