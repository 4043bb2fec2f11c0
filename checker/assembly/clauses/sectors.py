"""Sectors that policies often exclude, where a contract says that the client is of one.

"Le Client, fabricant de pièces aéronautiques, commande …": read with the vocabulary of the
exclusion itself, in the sentences that tell who the client is and what it orders.
"""

from __future__ import annotations

import re

from checker.assembly.evidence import cite
from checker.domain import BlockKind, Clause
from checker.language import Analysis

__all__ = ["find_sectors"]

_ABOUT = re.compile(
    r"\bclient|\bcustomer|\bacheteur|\bbuyer|\bactivit|\bsecteur|\bsector|\bspeciali|\bexploit"
    r"|\bprestations?\b|\bservices?\b|\blogiciel|\bsoftware|\bfabri|\bmanufactur"
)
_NOT = re.compile(r"\bexclu|\bhors\b|\bne (?:concerne|porte|s'applique)|\bexcept|\bassur|\binsur")


def find_sectors(analysis: Analysis) -> tuple[Clause, ...]:
    """Return one entry for each sector named, `form` its words, each once."""
    found: dict[str, Clause] = {}
    for sentence in analysis.sentences:
        folded = analysis.folded[sentence.start : sentence.end]
        if sentence.block.kind is BlockKind.FURNITURE or not _ABOUT.search(folded):
            continue
        if _NOT.search(folded):
            continue
        for hit in analysis.hits_in("exclusions", sentence.start, sentence.end):
            if hit.id == "ex.secteurs":
                words = analysis.folded[hit.start : hit.end]
                evidence = (cite(analysis.document, sentence.start, sentence.end),)
                found.setdefault(words, Clause(id="burden.sector", form=words, evidence=evidence))
    return tuple(found.values())
