"""The guarantee lines of one made document, drawn from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

PLAIN = frozenset(
    {
        "letter",
        "matrix",
        "merged",
        "columns",
        "acord",
        "acord_full",
        "form",
        "conflict",
        "paragraph",
    }
)
"""Families that print one deductible for a whole section."""
ALSO = {"rc.materiel": ("rc.materiel", "rc.dic")}
"""Lines that insure two things by one wording (convention 2)."""
_TICKED = frozenset({"options", "drawn_boxes", "yes_no", "thousands"})
"""Families whose cells have no room for "Inclus"."""
BOTH = "PER_CLAIM_AND_YEAR"


@dataclass(slots=True, kw_only=True)
class Line:
    ids: tuple[str, ...]
    wording: str
    amount: int | None
    basis: str = "UNSTATED"
    amount_year: int | None = None
    sublimit: bool = False
    deductible: dict[str, Any] | None = None
    status: str = "granted"
    says: str = ""
    """What stands in place of the amount."""
    note: str = ""
    note_at: str = "amount"
    conditional: bool = False
    """A note sets a condition on it."""
    shared: bool = False
    """It has the amount and the deductible of the line above, printed once for both."""
    printed: int | None = None
    """What its figures say, where letters or a note correct them."""
    bare: bool = False
    """Its basis stands elsewhere."""


@dataclass(slots=True, kw_only=True)
class Section:
    id: str
    heading: str
    lines: list[Line]


def draw_sections(
    rng: random.Random, words: dict[str, Any], family: str, trap: str | None
) -> list[Section]:
    """Return the covers of a document and their lines."""
    if family in ("acord", "acord_full"):
        return _acord_sections(rng, family)
    chosen = ["rc.exploitation", "rc.pro"]
    rng.shuffle(chosen)
    if family not in {"matrix", "transposed"}:
        chosen += [s for s in ("rc.apres_livraison", "cyb") if rng.random() < 0.25]
        if "def.pj" in words["p"]:
            chosen += [s for s in ("mrp", "def.pj") if rng.random() < 0.25]
    if family in {"continued", "carried"}:
        chosen = ["rc.exploitation", "rc.pro", "cyb", "mrp", "def.pj"]
    if trap == "title":
        chosen.remove("rc.pro")
    basis = (
        rng.choice([BOTH, BOTH, "PER_CLAIM", "PER_YEAR"])
        if family in {"basis_apart", "matrix"}
        else None
    )
    sections = [_section(rng, words, family, name, basis) for name in chosen]
    for section in sections:
        _twist(rng, words, family, section)
    return sections


def _section(
    rng: random.Random, words: dict[str, Any], family: str, name: str, basis: str | None
) -> Section:
    stock = words["p"][name]
    shared = _deductible(rng, name) if family in PLAIN else None
    headline = rng.choice([1, 2, 3, 5, 8, 10]) * (1_000_000 if name.startswith("rc") else 250_000)
    if name == "rc.pro":
        headline = rng.choice([300_000, 500_000, 1_000_000, 1_500_000, 2_000_000])
    basis = basis or rng.choice(["PER_CLAIM", BOTH, BOTH, "PER_YEAR"])
    lines: list[Line] = []
    if name in ("cyb", "rc.apres_livraison") and family != "form" and rng.random() < 0.3:
        whole = Line(ids=("rc.tous_dommages",), wording=rng.choice(stock["rc.tous_dommages"]),
                     amount=None, status="not_subscribed", says=rng.choice(words["not_subscribed"]))  # fmt: skip
        return Section(id=name, heading=rng.choice(words["sections"][name]), lines=[whole])
    if "rc.tous_dommages" in stock:
        lines.append(_line(rng, words, name, "rc.tous_dommages", headline, basis, shared))
    if family == "transposed":
        return Section(id=name, heading=rng.choice(words["sections"][name]), lines=lines)
    if family == "matrix":
        for key in ("rc.corporel", "rc.materiel", "rc.dic", "rc.dinc"):
            line = _line(rng, words, name, key, headline // rng.choice([1, 2, 4]), basis, shared)
            line.ids = (key,)
            lines.append(line)
        for line in lines:
            line.wording = words["matrix"][line.ids[0]]
        if rng.random() < 0.4:
            _refuse(lines[-1], rng.choice(words["not_subscribed"]))
        return Section(id=name, heading=rng.choice(words["sections"][name]), lines=lines)
    subs = [key for key in stock if key != "rc.tous_dommages"]
    most = 6 if family in {"continued", "carried"} else 4
    for key in sorted(rng.sample(subs, min(len(subs), rng.randint(1, most))), key=subs.index):
        amount = rng.choice([10_000, 20_000, 50_000, 75_000, 100_000, 150_000, 250_000])
        own = basis if family in {"basis_apart"} else rng.choice([basis, "PER_CLAIM", "PER_YEAR"])
        line = _line(rng, words, name, key, amount, own, shared)
        line.sublimit = bool(lines) and key[:3] == "rc." and line.wording[0].islower()
        fate = rng.random()
        if fate < 0.14:
            _refuse(line, rng.choice(words["silent" if family == "silent" else "not_subscribed"]))
        elif fate < 0.22 and "included" in words and not line.sublimit and family not in _TICKED:
            line.status, line.amount, line.basis = "no_amount", None, "UNSTATED"
            line.says, line.deductible = rng.choice(words["included"]), None
        lines.append(line)
    if family in {"two_amounts", "stacked"}:
        for line in lines:
            if line.status == "granted":
                line.basis, line.amount_year = "PER_CLAIM", line.amount * rng.choice([1, 2])
    return Section(id=name, heading=rng.choice(words["sections"][name]), lines=lines)


def _twist(rng: random.Random, words: dict[str, Any], family: str, section: Section) -> None:
    """Change the lines of a cover as its family wants them."""
    whole = next((x for x in section.lines if x.ids == ("rc.tous_dommages",)), None)
    granted = [line for line in section.lines if line.status == "granted"]
    if family in {"banded", "transposed"} and whole:
        whole.wording = section.heading
    for before, line in zip([None, *section.lines], section.lines, strict=False):
        if line not in granted:
            continue
        if family == "pointed" and whole in granted and line is not whole and rng.random() < 0.5:
            line.amount, line.basis = whole.amount, whole.basis
            line.amount_year, line.says = whole.amount_year, rng.choice(words["pointed"])
        elif family == "shared_amount" and before in granted and before is not whole:
            if rng.random() < 0.6:
                line.amount, line.basis = before.amount, before.basis
                line.amount_year, line.deductible, line.shared = before.amount_year, before.deductible, True  # fmt: skip
        elif family == "conflict" and rng.random() < 0.4:
            line.printed = (line.amount or 0) + rng.choice([50_000, 200_000])
        elif family == "thousands":
            line.amount_year = None
        elif family == "noted" and line is not whole and rng.random() < 0.55:
            _note(rng, words, line)


def _note(rng: random.Random, words: dict[str, Any], line: Line) -> None:
    """Give the line a note that conditions it or sets its basis, amount or deductible."""
    kind = rng.choice(["condition", "basis", "lowered", "neutral"])
    text = rng.choice(words["notes"][kind])
    line.amount_year = None
    line.note_at = rng.choice(["amount", "label"])
    line.conditional, line.bare = kind == "condition", kind == "basis"
    if kind == "lowered":
        line.printed = (line.amount or 0) * 2
    line.note = text


def _line(
    rng: random.Random, words: dict[str, Any], section: str, key: str, amount: int, basis: str,
    shared: dict[str, Any] | None,
) -> Line:  # fmt: skip
    stock = words["p"][section]
    wording = rng.choice(stock.get(key, [""]))
    deductible = shared or _deductible(rng, section)
    if section in ("mrp", "def.pj"):
        basis = "PER_CLAIM"
    if key == "cyb.pe":
        deductible = {"kind": "hours", "hours": rng.choice([8, 12, 24])}
    line = Line(
        ids=ALSO.get(key, (key,)),
        wording=wording,
        amount=amount,
        basis=basis,
        deductible=deductible,
    )
    if basis == "PER_CLAIM" and not shared and rng.random() < 0.12:
        line.amount_year = amount * 2
    return line


def _refuse(line: Line, says: str) -> None:
    line.status, line.amount, line.amount_year, line.basis = (
        "not_subscribed",
        None,
        None,
        "UNSTATED",
    )
    line.deductible, line.says, line.sublimit = None, says, False


def _deductible(rng: random.Random, section: str) -> dict[str, Any]:
    amount = rng.choice([300, 500, 750, 1_000, 1_500, 2_500, 5_000])
    kind = rng.choices(["fixed", "none", "percent", "percent_min"], [60, 20, 12, 8])[0]
    if kind == "none":
        return {"kind": "none"}
    if kind == "fixed" or section == "def.pj":
        return {"kind": "fixed", "amount": amount}
    most = None if kind == "percent_min" else amount * 10
    return {"kind": "percent", "rate": 10, "min": amount, "max": most}


def _acord_sections(rng: random.Random, family: str) -> list[Section]:
    occurrence, claim = rng.choice([1, 2]) * 1_000_000, rng.choice([1, 2, 5]) * 1_000_000
    made = [
        ("rc.exploitation", "COMMERCIAL GENERAL LIABILITY", "EACH OCCURRENCE", "GENERAL AGGREGATE", occurrence),
        ("rc.pro", "PROFESSIONAL LIABILITY (E&O)", "EACH CLAIM", "AGGREGATE", claim),
    ]  # fmt: skip
    if rng.random() < 0.5:
        made.append(("cyb", "CYBER LIABILITY", "EACH CLAIM", "AGGREGATE", claim // 2))
    sections = [
        Section(id=name, heading=heading, lines=[
            Line(ids=("rc.tous_dommages",), wording=heading, amount=amount, basis="PER_CLAIM",
                 amount_year=amount * 2, says=f"{per}|{total}")
        ])
        for name, heading, per, total, amount in made
    ]  # fmt: skip
    if family == "acord_full":
        products = Line(ids=("rc.tous_dommages",), wording="PRODUCTS - COMP/OP AGG",
                        amount=occurrence * 2, basis="PER_YEAR")  # fmt: skip
        sections.append(Section(id="rc.apres_livraison", heading="", lines=[products]))
    return sections
