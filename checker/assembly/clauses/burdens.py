"""What a contract lays on the supplier besides the clauses of domain.md §6.1.

Refunds of the price, fines of the client, joint liability, sureties, lump sums: insurance
carries none of them (domain.md §6.3, rules 4 and 9). What the client owes is none.
"""

from __future__ import annotations

import re

from checker.assembly.clauses.promises import CLIENT, SUPPLIER
from checker.assembly.evidence import cite
from checker.domain import BlockKind, Clause
from checker.language import Analysis, Sentence
from checker.values.amounts import find_amounts

__all__ = ["find_burdens"]

_PARTY = re.compile(rf"\b(?:(?P<client>{CLIENT})|(?P<supplier>{SUPPLIER})|(?P<both>parties?))\b")
_NOT = re.compile(
    r"\b(?:aucune?|sans)\b[a-z' ]{0,30}\b(?:solidar|rembours|restitu|amende|indemnite|somme)"
    r"|\bne (?:\w+ ){0,2}(?:pas|aucun)|\bn'\w+ (?:pas|aucun)|\bnon solidaire"
    r"|\b(?:shall|does|will|is|are) not\b|\bno (?:refund|joint)"
)
# Whose debt it is when the sentence names nobody: penalties and fines are the supplier's.
_LATE_PAYMENT = re.compile(r"paiement (?:tardif|des factures)|facture|recouvrement|late payment")
# A fine or a lump sum is laid on the supplier by one of these words.
_BEARS = re.compile(
    r"\b(?:prend\w* (?:en charge|a sa charge)|support\w+|rembours\w+|garanti\w*|indemnis\w+"
    r"|relev\w+|a (?:la|sa) charge|paie\w*|paye\w*|vers\w+|redevable|donne\w* lieu"
    r"|du paiement|au paiement|indemnif\w+|bear\w*|reimburse\w*|pay\w*|liable)\b"
)


def find_burdens(analysis: Analysis) -> tuple[Clause, ...]:
    """Return what weighs on the supplier, the first sentence of each kind and sum."""
    found: dict[tuple[object, ...], Clause] = {}
    for sentence in analysis.sentences:
        if sentence.block.kind is BlockKind.FURNITURE:
            continue
        for identifier in {
            hit.id for hit in analysis.hits_in("burdens", sentence.start, sentence.end)
        }:
            clause = _burden(analysis, sentence, identifier)
            if clause is not None:
                found.setdefault((identifier, clause.amount), clause)
    return tuple(sorted(found.values(), key=lambda clause: clause.evidence[0].start))


def _burden(analysis: Analysis, sentence: Sentence, identifier: str) -> Clause | None:
    folded = analysis.folded[sentence.start : sentence.end]
    if _NOT.search(folded) or _LATE_PAYMENT.search(folded):
        return None
    if identifier in ("burden.fines", "burden.lump") and not _BEARS.search(folded):
        return None
    if not _is_suppliers(folded):
        return None
    spans = find_amounts(analysis.document.text[sentence.start : sentence.end])
    amount = spans[0].amount if spans and identifier == "burden.lump" else None
    return Clause(
        id=identifier,
        amount=amount.value if amount else None,
        currency=amount.currency if amount else None,
        evidence=(cite(analysis.document, sentence.start, sentence.end),),
    )


def _is_suppliers(folded: str) -> bool:
    """Return True unless the first party named, the one that acts, is the client."""
    acting = _PARTY.search(folded)
    return acting is None or acting["client"] is None
