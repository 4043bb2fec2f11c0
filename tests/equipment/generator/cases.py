"""The facts of one made document, drawn from a seed."""

from __future__ import annotations

import datetime as dt
import functools
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .numbers import Money, date_style, money_style, siren, siret, spaced

FAMILIES = (
    "ruled", "borderless", "leaders", "letter", "columns", "form", "acord", "matrix",
    "two_amounts", "options", "basis_apart", "section_column", "merged", "continued", "bullets",
)  # fmt: skip
ENGLISH = frozenset({"form", "acord"})
PLAIN = frozenset({"letter", "matrix", "merged", "columns", "acord", "form"})
"""Families that print one deductible for a whole section."""
ALSO = {"rc.materiel": ("rc.materiel", "rc.dic")}
"""Lines that insure two things by one wording (convention 2)."""
BOTH = "PER_CLAIM_AND_YEAR"


@functools.cache
def wordings() -> dict[str, Any]:
    """Return the lists of wordings, by language."""
    text = (Path(__file__).parent / "wordings.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


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


@dataclass(slots=True, kw_only=True)
class Section:
    id: str
    heading: str
    lines: list[Line]


@dataclass(slots=True, kw_only=True)
class Holder:
    name: str
    printed: str
    siren: str | None


@dataclass(slots=True, kw_only=True)
class Case:
    seed: int
    family: str
    language: str
    currency: str
    word: bool
    insurer: dict[str, str]
    intermediary: tuple[str, str, str] | None
    """What it is (mga or broker), its name, its ORIAS number."""
    holder: Holder
    policy: str
    dates: dict[str, dt.date | None]
    activities: list[tuple[str, str]]
    excluded: list[tuple[str, str]]
    umbrella: str | None
    sections: list[Section]
    exclusions: list[tuple[str, str]]
    territory: dict[str, Any] | None
    trigger: dict[str, Any] | None
    trap: str | None
    """None, suspended, refused (a quotation), specimen, or title (a title that says too much)."""
    money: Money
    date: Any
    rng: random.Random = field(repr=False)

    @property
    def words(self) -> dict[str, Any]:
        """Return the wordings of the language of the document."""
        return wordings()[self.language]

    def pick(self, *path: str) -> str:
        """Return one wording of the list at `path`."""
        node: Any = self.words
        for key in path:
            node = node[key]
        return self.rng.choice(node)


def draw(seed: int) -> Case:
    """Return the case of a seed."""
    rng = random.Random(seed)
    family = FAMILIES[seed % len(FAMILIES)]
    language = "en" if family in ENGLISH else "fr"
    currency = "USD" if family == "acord" else "GBP" if language == "en" else "EUR"
    words = wordings()[language]
    trap = None
    if language == "fr":
        trap = rng.choices([None, "suspended", "refused", "specimen", "title"], [84, 4, 4, 3, 5])[0]
    covered = rng.sample(sorted(words["activities"]), rng.randint(2, 6))
    # Left out of cover, artificial intelligence would be an exclusion too: readers may differ.
    rest = sorted(set(words["activities"]) - {*covered, "it.data.ai"})
    excluded = rng.sample(rest, rng.randint(1, 2)) if rng.random() < 0.45 else []
    umbrella = None
    if language == "fr" and rng.random() < 0.08:
        umbrella, covered = rng.choice(words["umbrellas"]), []
        excluded = []
    sections = _sections(rng, words, family, trap)
    return Case(
        seed=seed, family=family, language=language, currency=currency,
        word=family not in {"columns", "continued", "acord"} and rng.random() < 0.2,
        insurer=rng.choice(words["insurers"]),
        intermediary=_intermediary(rng, words, family),
        holder=_holder(rng, words, family),
        policy=_policy(rng),
        dates=_dates(rng, family),
        activities=[(a, rng.choice(words["activities"][a])) for a in covered],
        excluded=[(a, rng.choice(words["activities"][a])) for a in excluded],
        umbrella=umbrella,
        sections=sections,
        exclusions=_exclusions(rng, words, sections) if language == "fr" else [],
        territory=rng.choice(words["territories"]) if rng.random() < 0.85 and family != "acord" else None,
        trigger=rng.choice(words["triggers"]) if rng.random() < 0.7 and family != "acord" else None,
        trap=trap, money=money_style(rng, currency), date=date_style(rng, language), rng=rng,
    )  # fmt: skip


def _policy(rng: random.Random) -> str:
    number = rng.randint(1_000_000, 99_999_999)
    return rng.choice(
        [f"{number}", f"RCP{number}", f"{number:,}".replace(",", " "), f"PI-{number // 97}-{rng.randint(10, 99)}",
         f"FR{rng.randint(10, 99)}/{number}", f"{rng.choice('ABCH')}{number // 10}.{rng.randint(1, 9):03}"]
    )  # fmt: skip


def _intermediary(
    rng: random.Random, words: dict[str, Any], family: str
) -> tuple[str, str, str] | None:
    orias = f"{rng.randint(7, 25):02}{rng.randint(0, 999_999):06}"
    if words is wordings()["en"]:
        return ("broker", rng.choice(words["brokers"]), "")
    if family == "columns":
        return ("mga", rng.choice(words["mgas"]), orias)
    kind = rng.choices(["", "mga", "broker"], [60, 15, 25])[0]
    return (kind, rng.choice(words[f"{kind}s"]), orias) if kind else None


def _holder(rng: random.Random, words: dict[str, Any], family: str) -> Holder:
    name = rng.choice(words["holders"])
    if words is wordings()["en"]:
        form = rng.choice(words["us_forms" if family == "acord" else "holder_forms"])
        return Holder(name=f"{name} {form}", printed=f"{name} {form}", siren=None)
    number = siren(rng)
    form, trader = rng.choice(words["holder_forms"]), rng.random() < 0.12
    printed = rng.choice(words["trader" if trader else "company"]).format(
        name=name, form=form, person=rng.choice(words["people"]), city=rng.choice(words["cities"]),
        street=rng.choice(words["streets"]), siren=spaced(number, rng),
        siret=spaced(siret(rng, number), rng), capital=f"{rng.randint(1, 90)} 000 €",
    )  # fmt: skip
    return Holder(name=name if trader else f"{name} {form}", printed=printed, siren=number)


def _dates(rng: random.Random, family: str) -> dict[str, dt.date | None]:
    start = dt.date(
        rng.choice([2025, 2026]), rng.choice([1, 1, 3, 4, 7, 10]), rng.choice([1, 1, 15])
    )
    end = start.replace(year=start.year + 1) - dt.timedelta(days=1)
    effective = None if family == "form" else start.replace(year=start.year - rng.randint(0, 6))
    return {
        "effective": start if family == "acord" else effective,
        "valid_from": start,
        "valid_to": end if family != "acord" else end + dt.timedelta(days=1),
        "issued": start + dt.timedelta(days=rng.randint(-20, 40)),
    }


def _sections(
    rng: random.Random, words: dict[str, Any], family: str, trap: str | None
) -> list[Section]:
    if family == "acord":
        return _acord_sections(rng)
    chosen = ["rc.exploitation", "rc.pro"]
    rng.shuffle(chosen)
    if family != "matrix":
        chosen += [s for s in ("rc.apres_livraison", "cyb") if rng.random() < 0.25]
        if "def.pj" in words["p"]:
            chosen += [s for s in ("mrp", "def.pj") if rng.random() < 0.25]
    if family == "continued":
        chosen = ["rc.exploitation", "rc.pro", "cyb", "mrp", "def.pj"]
    if trap == "title":
        chosen.remove("rc.pro")
    basis = (
        rng.choice([BOTH, BOTH, "PER_CLAIM", "PER_YEAR"])
        if family in {"basis_apart", "matrix"}
        else None
    )
    return [_section(rng, words, family, name, basis) for name in chosen]


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
    most = 6 if family == "continued" else 4
    for key in sorted(rng.sample(subs, min(len(subs), rng.randint(1, most))), key=subs.index):
        amount = rng.choice([10_000, 20_000, 50_000, 75_000, 100_000, 150_000, 250_000])
        own = basis if family in {"basis_apart"} else rng.choice([basis, "PER_CLAIM", "PER_YEAR"])
        line = _line(rng, words, name, key, amount, own, shared)
        line.sublimit = bool(lines) and key[:3] == "rc." and line.wording[0].islower()
        fate = rng.random()
        if fate < 0.14:
            _refuse(line, rng.choice(words["not_subscribed"]))
        elif fate < 0.22 and "included" in words and not line.sublimit and family != "options":
            line.status, line.amount, line.basis = "no_amount", None, "UNSTATED"
            line.says, line.deductible = rng.choice(words["included"]), None
        lines.append(line)
    if family == "two_amounts":
        for line in lines:
            if line.status == "granted":
                line.basis, line.amount_year = "PER_CLAIM", line.amount * rng.choice([1, 2])
    return Section(id=name, heading=rng.choice(words["sections"][name]), lines=lines)


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


def _exclusions(
    rng: random.Random, words: dict[str, Any], sections: list[Section]
) -> list[tuple[str, str]]:
    """Return exclusions that take nothing away from what the table prints."""
    if rng.random() < 0.5:
        return []
    printed = {i for section in sections for line in section.lines for i in line.ids}
    removes = words["excludes"]
    free = [key for key in words["exclusions"] if not printed & set(removes.get(key, ()))]
    if "rc.virus" in printed or any(s.id == "cyb" for s in sections):
        free = [key for key in free if key != "ex.cyber"]
    keys = rng.sample(free, min(len(free), rng.randint(2, 4)))
    return [(key, rng.choice(words["exclusions"][key])) for key in keys]


def _acord_sections(rng: random.Random) -> list[Section]:
    occurrence, claim = rng.choice([1, 2]) * 1_000_000, rng.choice([1, 2, 5]) * 1_000_000
    made = [
        ("rc.exploitation", "COMMERCIAL GENERAL LIABILITY", "EACH OCCURRENCE", "GENERAL AGGREGATE", occurrence),
        ("rc.pro", "PROFESSIONAL LIABILITY (E&O)", "EACH CLAIM", "AGGREGATE", claim),
    ]  # fmt: skip
    if rng.random() < 0.5:
        made.append(("cyb", "CYBER LIABILITY", "EACH CLAIM", "AGGREGATE", claim // 2))
    return [
        Section(id=name, heading=heading, lines=[
            Line(ids=("rc.tous_dommages",), wording=heading, amount=amount, basis="PER_CLAIM",
                 amount_year=amount * 2, says=f"{per}|{total}")
        ])
        for name, heading, per, total, amount in made
    ]  # fmt: skip
