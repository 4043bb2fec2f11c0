"""The gold of a case (gold/1): its facts, and what a report must answer on them."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from .cases import Case
from .lines import Line

_HEADS = ("rc.pro", "rc.exploitation", "mrp", "cyb")
_PROBES = (
    "rc.pro", "rc.exploitation", "rc.dinc", "rc.perte_donnees", "rc.pi", "rc.virus", "rc.retard", "rc.rgpd",
    "rc.retrait", "rc.depose_repose", "cyb.extorsion", "cyb.pe", "cyb.rc", "mrp.pe", "mrp.materiel", "def.pj",
)  # fmt: skip


def gold(case: Case, file: str, pages: int | None, text: str) -> dict[str, Any]:
    """Return the annotation of the document of a case, quoted as its text prints it."""
    made = _annotation(case, file, pages)
    for name in ("activities", "excluded_activities", "guarantees", "exclusions"):
        for item in made[name]:
            at = text.casefold().find(item["quote"].casefold())
            item["quote"] = text[at : at + len(item["quote"])] if at >= 0 else item["quote"]
    return made


def _annotation(case: Case, file: str, pages: int | None) -> dict[str, Any]:
    refused = case.trap in {"refused", "specimen"}
    intermediaries = []
    if case.intermediary:
        _, name, orias = case.intermediary
        intermediaries = [{"name": name, "orias": orias or None}]
    return {
        "schema": "gold/1",
        "file": file,
        "document": {"kind": "other" if refused else "attestation", "families": [] if refused else _families(case),
                     "language": case.language, "pages": pages, "scan": False},
        "insurers": [case.insurer["name"]],
        "intermediaries": intermediaries,
        "policyholder": {"name": case.holder.name, "siren": case.holder.siren},
        "additional_insureds": [],
        "client": None,
        "policy_numbers": [case.policy],
        "period": {name: value.isoformat() if value else None for name, value in case.dates.items()},
        "activities": [] if refused else [{"id": i, "quote": q} for i, q in case.activities],
        "excluded_activities": [] if refused else [{"id": i, "quote": q} for i, q in case.excluded],
        "guarantees": [] if refused else [
            _guarantee(case, section.id, i, line) for section in case.sections for line in section.lines for i in line.ids
        ],
        "exclusions": _exclusions(case),
        "territory": {"includes": case.territory["includes"], "excludes": case.territory["excludes"]} if case.territory else None,
        "trigger": {"basis": case.trigger["basis"], "tail_years": case.trigger["tail"], "retroactive": case.trigger["retro"]} if case.trigger else None,
        "scope_restriction": "suspended" if case.trap == "suspended" else None,
        "clauses": [],
        "checks": _checks(case, refused),
    }  # fmt: skip


def _exclusions(case: Case) -> list[dict[str, Any]]:
    made = [{"id": i, "quote": q, "reinstated": False} for i, q in case.exclusions]
    if case.territory and case.territory["excludes"]:
        made.append({"id": "ex.geo", "quote": case.territory["text"], "reinstated": False})
    return made


def _families(case: Case) -> list[str]:
    found: list[str] = []
    for section in case.sections:
        granted = [line for line in section.lines if line.status != "not_subscribed"]
        if section.id in _HEADS and granted:
            found.append(section.id)
        if any("def.pj" in line.ids for line in granted):
            found.append("def.pj")
    return found


def _guarantee(case: Case, section: str, protection: str, line: Line) -> dict[str, Any]:
    return {
        "section": section, "id": protection, "status": line.status, "amount": line.amount,
        "currency": case.currency if line.amount is not None else None, "basis": line.basis,
        "amount_year": line.amount_year, "sublimit": line.sublimit, "deductible": line.deductible,
        "quote": line.wording,
    }  # fmt: skip


def _states(case: Case) -> dict[str, str]:
    """Return the state of each probed protection, on a day of the period."""
    lines: dict[str, list[Line]] = {}
    whole: dict[str, Line] = {}
    for section in case.sections:
        for line in section.lines:
            for protection in line.ids:
                lines.setdefault(protection, []).append(line)
            if line.ids == ("rc.tous_dommages",):
                whole[section.id] = line
    removed = case.words.get("excludes", {})
    excluded = {p for exclusion, _ in case.exclusions for p in removed.get(exclusion, ())}
    states: dict[str, str] = {}
    for probe in _PROBES:
        if probe in ("rc.pro", "rc.exploitation"):
            states[probe] = _state([whole[probe]] if probe in whole else [])
        elif probe in excluded:
            states[probe] = "excluded"
        elif probe[:4] == "cyb." and "cyb" in whole and whole["cyb"].status == "not_subscribed":
            states[probe] = "not_subscribed"
        elif probe == "rc.dinc" and not _under(case, "rc.pro", probe) and probe in lines:
            continue  # under the business cover alone: readers may differ
        elif len({_state([line]) for line in lines.get(probe, [])}) <= 1:
            states[probe] = _state(lines.get(probe, []))
    return states


def _under(case: Case, cover: str, protection: str) -> bool:
    return any(
        protection in line.ids
        for section in case.sections
        if section.id == cover
        for line in section.lines
    )


def _state(lines: list[Line]) -> str:
    if not lines:
        return "not_evidenced"
    if lines[0].conditional:
        return "conditional"
    return {
        "granted": "evidenced",
        "no_amount": "evidenced_no_amount",
        "not_subscribed": "not_subscribed",
    }[lines[0].status]


def _checks(case: Case, refused: bool) -> list[dict[str, Any]]:
    rng = random.Random(case.seed + 1)
    begin, end = case.dates["valid_from"], case.dates["valid_to"]
    assert begin
    assert end
    inside = begin + dt.timedelta(days=200)
    never = refused or case.trap == "suspended"
    states = _states(case)
    if never:
        states = dict.fromkeys(states, "not_evidenced")
    named = [a for a, _ in case.activities]
    out = [a for a, _ in case.excluded]
    stock = sorted(set(case.words["activities"]) - set(named) - set(out))
    if case.umbrella:
        stock = [
            a
            for a in stock
            if a
            in (
                "it.run.hosting",
                "it.hw.sale",
                "it.training",
                "it.telecom.cabling",
                "it.cyber.audit",
            )
        ]
    silent = rng.sample(stock, 2)
    activities = (
        dict.fromkeys(named, "evidenced")
        | dict.fromkeys(out, "excluded")
        | dict.fromkeys(silent, "not_evidenced")
    )
    if never:
        activities = dict.fromkeys(activities, "not_evidenced")
    checks: list[dict[str, Any]] = [
        {
            "declared": list(activities),
            "as_of": inside.isoformat(),
            "expect": states,
            "expect_activities": activities,
        }
    ]
    minimums = {} if never or case.currency != "EUR" else _minimums(case, states)
    if minimums:
        checks.append({
            "declared": named[:1], "as_of": inside.isoformat(),
            "minimums": {p: n for p, (n, _) in minimums.items()},
            "expect": {p: state for p, (_, state) in minimums.items()}, "expect_activities": {},
        })  # fmt: skip
    outside = end + dt.timedelta(days=rng.choice([1, 45, 400]))
    if rng.random() < 0.3:
        outside = begin - dt.timedelta(days=rng.choice([1, 300]))
    granted = [p for p, state in states.items() if state.startswith("evidenced")]
    if granted:
        checks.append({
            "declared": named[:2], "as_of": outside.isoformat(), "expect": dict.fromkeys(granted, "not_evidenced"),
            "expect_activities": dict.fromkeys(named[:2], "not_evidenced"),
        })  # fmt: skip
    return checks


def _minimums(case: Case, states: dict[str, str]) -> dict[str, tuple[int, str]]:
    """Return a floor for each granted protection, by turns above and below its amount."""
    wanted: dict[str, tuple[int, str]] = {}
    for section in case.sections:
        for line in section.lines:
            key = section.id if line.ids == ("rc.tous_dommages",) else line.ids[0]
            alike = [x for s in case.sections for x in s.lines if key in x.ids]
            if line.amount is None or states.get(key) != "evidenced" or len(alike) > 1:
                continue
            above = len(wanted) % 2 == 0
            wanted[key] = (
                (line.amount * 2, "below_requirement") if above else (line.amount // 2, "evidenced")
            )
    return wanted
