"""The facts of one made document, drawn from a seed."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from .lines import Section, draw_sections
from .numbers import Money, date_style, money_style, siren, siret, spaced
from .words import wordings

FAMILIES = (
    "ruled", "borderless", "leaders", "letter", "columns", "form", "acord", "matrix",
    "two_amounts", "options", "basis_apart", "section_column", "merged", "continued", "bullets",
    "pointed", "noted", "silent", "carried", "shared_amount", "drawn_boxes", "outline", "tight",
    "stacked", "transposed", "banded", "priced", "thousands", "yes_no", "cell_lines", "own_tables",
    "conflict", "paragraph", "schedule", "acord_full",
)  # fmt: skip
ENGLISH = frozenset({"form", "acord", "schedule", "acord_full"})
AMERICAN = frozenset({"acord", "acord_full"})
ON_PAPER = frozenset({"columns", "continued", "carried", "tight", "drawn_boxes", *AMERICAN})
"""Families whose trouble is of pages: never a Word file."""


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
    currency = "USD" if family in AMERICAN else "GBP" if language == "en" else "EUR"
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
    sections = draw_sections(rng, words, family, trap)
    return Case(
        seed=seed, family=family, language=language, currency=currency,
        word=family not in ON_PAPER and rng.random() < 0.2,
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
        territory=rng.choice(words["territories"]) if rng.random() < 0.85 and family not in AMERICAN else None,
        trigger=rng.choice(words["triggers"]) if rng.random() < 0.7 and family not in AMERICAN else None,
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
        form = rng.choice(words["us_forms" if family in AMERICAN else "holder_forms"])
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
    effective = (
        None
        if family in {"form", "schedule"}
        else start.replace(year=start.year - rng.randint(0, 6))
    )
    return {
        "effective": start if family in AMERICAN else effective,
        "valid_from": start,
        "valid_to": end if family not in AMERICAN else end + dt.timedelta(days=1),
        "issued": start + dt.timedelta(days=rng.randint(-20, 40)),
    }


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
