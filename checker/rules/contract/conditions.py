"""Conditions and exclusions of the policy that the contract itself brings about (§6.1).

A policy that pays nothing without backups or acceptance, beside a contract that organises
neither; a sector that the policy excludes, beside a client of that sector.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.domain import Evidence, Finding, Severity
from checker.rules.contract.confrontation import Confrontation
from checker.rules.wording import build_finding
from checker.text import fold

_BACKUP = re.compile(r"sauvegard|\bback(?:ed)?[- ]?up|\bcopies? de securite|\bdupli")
_ACCEPTANCE = re.compile(
    r"\brecettes?\b|\bessais?\b|\btests?\b|\btesting\b|\bacceptance\b|\bvalidation"
)
# What an exclusion or a condition asks for, and the clause of the contract that answers it.
_ANSWERS = (("ct.pca", "backup", _BACKUP), ("ct.recette", "acceptance", _ACCEPTANCE))
# Services that touch the data or the systems of a client: advice and training do not.
_TOUCHING = ("it.build.", "it.run.", "it.publish.", "it.data.", "it.hw.", "it.telecom.")
_WORD = re.compile(r"[a-z]{6,}")
# Words of one family share their beginning: aéronautique, aéronautiques.
_SHARED = 7


def find_condition_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield the conditions that the contract does not meet and the sectors it runs into."""
    ordered = [activity.id for activity in both.contract.activities]
    touches = not ordered or any(activity.startswith(_TOUCHING) for activity in ordered)
    for clause, variant, words in _ANSWERS:
        asked = _asking(both, words)
        if asked and touches and not both.clauses(clause):
            yield build_finding(
                both.request, "cover_condition", Severity.HIGH, variant=variant, clause=clause,
                evidence=asked, legal=("c_assur.l113-1",),
            )  # fmt: skip
    yield from _sectors(both)


def _asking(both: Confrontation, words: re.Pattern[str]) -> list[Evidence]:
    """Return the exclusions and conditions printed that depend on these words."""
    found: list[Evidence] = []
    for source in both.insurance:
        for exclusion in source.facts.exclusions:
            if not exclusion.reinstated:
                found += [e for e in exclusion.evidence if words.search(fold(e.quote))]
        for guarantee in source.facts.guarantees:
            if guarantee.condition and words.search(fold(guarantee.condition)):
                found += guarantee.evidence
    return found


def _sectors(both: Confrontation) -> Iterator[Finding]:
    named = [c for c in both.contract.burdens if c.id == "burden.sector" and c.form]
    for source in both.insurance:
        for exclusion in source.facts.exclusions:
            if exclusion.id != "ex.secteurs" or exclusion.reinstated:
                continue
            printed = fold(" ".join(e.quote for e in exclusion.evidence))
            met = [clause for clause in named if _share(clause.form or "", printed)]
            if met:
                yield build_finding(
                    both.request, "sector_excluded", Severity.CRITICAL,
                    evidence=(*(e for c in met for e in c.evidence), *exclusion.evidence),
                    legal=("c_assur.l113-1",),
                    sector=", ".join(dict.fromkeys(c.form or "" for c in met)),
                )  # fmt: skip


def _share(words: str, printed: str) -> bool:
    starts = {word[:_SHARED] for word in _WORD.findall(words)}
    return any(word[:_SHARED] in starts for word in _WORD.findall(printed))
