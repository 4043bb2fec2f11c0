"""Guarantees as text: leaders, bullets, columns of a page, letters."""

from __future__ import annotations

from typing import Any

from .cases import Case
from .cells import deductible_words, inline_deductible, label, limit_words, shared_deductible
from .elements import Bullets, Element, Leader, Text
from .lines import Line, Section
from .numbers import euros_in_letters


def leaders(case: Case) -> list[Element]:
    made: list[Element] = []
    dont = case.pick("dont")
    for section in case.sections:
        made.append(Text(section.heading, "bold"))
        made += [
            Leader(label(case, line, dont), limit_words(case, line) + inline_deductible(case, line))
            for line in section.lines
        ]
    return made


def bullets(case: Case) -> list[Element]:
    made: list[Element] = []
    dont = case.pick("dont")
    for section in case.sections:
        items = tuple(
            f"{label(case, line, dont).lstrip('–• ')} : {limit_words(case, line)}{inline_deductible(case, line)}"
            for line in section.lines
        )
        made += [Text(section.heading, "bold"), Bullets(items, case.rng.choice("•–-"))]
    return made


def columns(case: Case) -> list[Element]:
    made: list[Element] = []
    dont = case.pick("dont")
    for section in case.sections:
        made.append(Text(section.heading, "bold"))
        made += [
            Text(f"{label(case, line, dont)} : {limit_words(case, line)}") for line in section.lines
        ]
        own = shared_deductible(section)
        if own:
            made.append(Text(f"Franchise : {deductible_words(case, own)}"))
        made += [_own_deductible(case, line) for line in section.lines if _differs(line, own)]
    return made


def _own_deductible(case: Case, line: Line) -> Text:
    return Text(f"Franchise « {line.wording} » : {deductible_words(case, line.deductible)}")


def _differs(line: Line, shared: dict[str, Any] | None) -> bool:
    return line.deductible is not None and line.deductible != shared


def letter(case: Case) -> list[Element]:
    made: list[Element] = []
    for section in case.sections:
        said: list[str] = []
        for line in section.lines:
            said.append(_sentence(case, section, line, first=not said))
        own = shared_deductible(section)
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
        figures = case.money(line.printed or line.amount or 0)
        money = f"{euros_in_letters(line.amount or 0)} ({figures})"
        verb = (
            "est limitée, à l’intérieur de ce montant, à"
            if line.sublimit
            else "est accordée à concurrence de"
        )
        said = f"{lead}{name} {verb} {money} {case.pick('basis', line.basis)}."
    return said[0].upper() + said[1:]


def paragraph(case: Case) -> list[Element]:
    """Print each cover as one sentence, its sub-limits behind "dont"."""
    made: list[Element] = []
    for section in case.sections:
        own = shared_deductible(section)
        said = ""
        for line in section.lines:
            join = "" if not said else ", dont " if line.sublimit else " ; "
            joint = (
                " : " if line.amount is None else case.rng.choice([" ", " : ", " à hauteur de "])
            )
            said += f"{join}{line.wording}{joint}{limit_words(case, line)}"
        said = f"{section.heading} : {said}."
        if own:
            said += f" Franchise : {deductible_words(case, own)}."
        made.append(Text(said))
    return made
