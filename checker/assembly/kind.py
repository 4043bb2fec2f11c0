"""What a document is: attestation, policy, contract, or something that evidences nothing.

A title counts by its place, never by a mere mention (domain.md §1.1 row 1): a premium
notice says "ne vaut pas attestation", a contract asks for an attestation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.assembly.evidence import cite
from checker.domain import Block, BlockKind, Evidence, Guarantee, GuaranteeStatus, Kind, Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.patterns import Hit

_FAMILY = "document-kinds"
# Families that the format lists, and the sections whose grant evidences them.
_FAMILIES = ("rc.pro", "rc.exploitation", "mrp", "cyb", "rc.decennale", "def.pj")
_GRANTED = (GuaranteeStatus.GRANTED, GuaranteeStatus.UNLIMITED, GuaranteeStatus.NO_AMOUNT)

# A title is short; a longer block is a sentence that mentions a document.
_LONGEST_TITLE = 130
_LONGEST_STAMP = 45
# How many blocks of the first page may hold the title.
_TITLE_BLOCKS = 30
# So many capitals at the head of a long block make a title of its beginning.
_CAPITALS = 9
_CONTRACT_CUES = 2

_KINDS = {
    "kind.attestation": Kind.ATTESTATION,
    "kind.policy": Kind.POLICY,
    "kind.contract": Kind.CONTRACT,
    "kind.endorsement": Kind.POLICY,
}
_STAMP = re.compile(
    r"^\W*(?:specimen|sample|draft|void|modele|brouillon|fac[- ]simile|projet|exemple|template"
    r"|annulee?|cancelled|caduque?|perimee?|nul(?:le)? et non avenue?|(?:copie )?non valable"
    r"|document non contractuel|sans valeur contractuelle)(?:\W+(?:specimen|sample|draft|void"
    r"|sans valeur(?: contractuelle)?|non contractuel|document|only|copy))*\W*$"
)


_WATERMARK = re.compile(r"\bSP[EÉ]CIMEN\b(?! DE SIGNATURE)|\bANNULÉE?\b(?! ET)")


# Papers that may evidence cover.
INSURANCE = (Kind.ATTESTATION, Kind.POLICY)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFound:
    """The kind of a document; `refusal`: why it evidences no cover, None where it may."""

    kind: Kind
    families: tuple[str, ...] = ()
    refusal: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Title:
    hit: Hit
    score: float


def find_kind(analysis: Analysis, knowledge: Knowledge) -> KindFound:
    """Return what the document is, with the words that say so."""
    titles = _titles(analysis)
    attests = _cues(analysis, "cue.attests")
    contracts = (*_cues(analysis, "cue.contract"), *_contract_titles(analysis))
    best = max(titles.values(), key=lambda title: title.score, default=None)
    if _is_contract(titles, best, attests, contracts):
        return _found(analysis, Kind.CONTRACT, titles.get("kind.contract"), contracts)
    stamp = _stamp(analysis)
    if stamp is not None:
        return _refused(analysis, "specimen", stamp)
    if best is None:
        if attests:
            return _found(analysis, Kind.ATTESTATION, None, attests)
        return KindFound(kind=Kind.OTHER, refusal="unrecognised")
    best = _settled(titles, best, attests)
    kind = _KINDS.get(best.hit.id)
    if kind is None:
        code = best.hit.id.split(".")[1]
        return _refused(analysis, code, (best.hit.start, best.hit.end))
    if kind is Kind.CONTRACT and attests and not contracts:
        kind = Kind.ATTESTATION
    if kind is Kind.CONTRACT and _insures(analysis, titles, contracts):
        kind, best = Kind.POLICY, titles.get("kind.policy", best)
    return _found(analysis, kind, best, attests)


def _insures(analysis: Analysis, titles: dict[str, _Title], contracts: Sequence[Hit]) -> bool:
    """Return True for a "contrat" of insurance: it grants covers under titles that name them.

    A client contract names covers in its article on insurance only, where nothing is granted.
    """
    if len(contracts) >= _CONTRACT_CUES:
        return False
    headings = [b for b in analysis.document.blocks if b.kind is BlockKind.HEADING]
    covers = {
        hit.id
        for block in headings
        for hit in analysis.hits_in("sections", block.start, block.end)
        if hit.id in _FAMILIES
    }
    insured = "kind.policy" in titles or len(covers) > 1
    grants = any(hit.id == "grant.predicate" for hit in analysis.hits("grants"))
    return bool(covers) and insured and grants


def is_titled(analysis: Analysis, kind: Kind) -> bool:
    """Return True when a line looks like the title of a document of `kind`."""
    return any(
        _KINDS.get(title.hit.id) is kind and title.score >= _CLEAR_TITLE
        for title in _titles(analysis).values()
    )


# Less is a mention; a running header that is the title of each page reaches it.
_CLEAR_TITLE = 2.5


def families_of(
    guarantees: Sequence[Guarantee], analysis: Analysis, knowledge: Knowledge
) -> tuple[str, ...]:
    """Return which insurance is evidenced: from what is granted, not from titles."""
    granted = [g for g in guarantees if g.status in _GRANTED]
    found = {_family_of(g) for g in granted}
    if not guarantees:
        found = _families_in_prose(analysis)
    return tuple(family for family in _FAMILIES if family in found)


def _family_of(line: Guarantee) -> str | None:
    if line.id == "def.pj":
        return "def.pj"
    if line.section == "def.pj":
        # A heading "Défense" makes the section without granting legal protection.
        return None
    return next(
        (f for f in _FAMILIES if line.section == f or line.section.startswith(f + ".")), None
    )


def _families_in_prose(analysis: Analysis) -> set[str | None]:
    """Return the covers that a sentence grants where no line of guarantee is printed."""
    found: set[str | None] = set()
    for hit in analysis.hits("sections"):
        if hit.id not in _FAMILIES:
            continue
        sentence = analysis.sentence_at(hit.start)
        if sentence is None or sentence.block.kind in (BlockKind.HEADING, BlockKind.FURNITURE):
            continue
        words = analysis.folded[sentence.start : sentence.end]
        grants = _GRANT.search(words) and sentence.end - sentence.start > _LONGEST_STAMP
        if grants and analysis.scope_at(hit.start, hit.end).polarity in _SAID:
            found.add(hit.id)
    return found


_GRANT = re.compile(r"garanti|couvr|assur|titulaire|souscri|in force|insur|indemnif|cover")
_SAID = (Polarity.AFFIRMED, Polarity.CONDITIONAL, Polarity.REINSTATED)


# ---------------------------------------------------------------- titles


def _titles(analysis: Analysis) -> dict[str, _Title]:
    """Return the most prominent title of each kind."""
    best: dict[str, _Title] = {}
    for position, block in enumerate(_title_zone(analysis)):
        for hit in analysis.hits_in(_FAMILY, block.start, block.end):
            if not hit.id.startswith("kind.") or hit.id == "kind.duplicate":
                continue
            score = _prominence(analysis, block, hit, position)
            if score > 0 and (hit.id not in best or score > best[hit.id].score):
                best[hit.id] = _Title(hit, score)
    return best


def _title_zone(analysis: Analysis) -> list[Block]:
    blocks = analysis.document.blocks
    text = analysis.document.text
    first_page = [b for b in blocks if b.page in (None, analysis.document.first_page)]
    # A title set on one line with what follows it still begins in capitals.
    return [
        b
        for b in first_page
        if b.end - b.start <= _LONGEST_TITLE or text[b.start : b.start + _CAPITALS].isupper()
    ][:_TITLE_BLOCKS]


def _prominence(analysis: Analysis, block: Block, hit: Hit, position: int) -> float:
    """Return how much a hit looks like the title of the document; 0 for a mention."""
    text = analysis.document.text[block.start : block.end].strip()
    loud = analysis.document.text[block.start : hit.end].isupper() and not text.isupper()
    # "ATTESTATION D'ASSURANCE délivrée à X, pour la période …": the capitals are the title.
    if len(text) > _LONGEST_TITLE or (loud and text.endswith(".")):
        if hit.start - block.start > _CAPITALS:
            return 0
        text = analysis.document.text[block.start : hit.end]
        block = replace(block, end=hit.end)
    lead = analysis.folded[block.start : hit.start].strip(' -–—:.«"*|n°0123456789')
    if _NEGATED.search(analysis.folded[block.start : block.end]):
        return 0
    if _SENTENCE.search(analysis.folded[block.start : block.end]) and text.endswith(
        (".", ";", ",")
    ):
        return 0
    score = 2.0 - position * 0.05
    score += 2.0 * (block.kind is BlockKind.HEADING) + 0.5 * block.bold
    score += 1.0 * text.isupper() + 0.5 * _is_large(analysis, block)
    score += 1.5 * (not lead or bool(_SUBJECT.match(lead)))
    score -= 1.5 * (block.kind is BlockKind.CELL) + 2.0 * (block.kind is BlockKind.FURNITURE)
    score -= 1.0 * (len(lead) > len(text) / 2) + 1.5 * (block.kind is BlockKind.LIST_ITEM)
    # "CG réf. X", "Devis n° 12" inside a line of references.
    score -= 1.5 * bool(_REFERENCES.match(lead))
    return max(score, 0)


_NEGATED = re.compile(
    r"ne (?:vaut|constitue|tient|remplace|saurait|peut)|\bnot (?:a|an|constitute)\b"
)
_SENTENCE = re.compile(
    r"\b(?:est|sont|sera|seront|a|ont|peut|doit|figurent|sous reserve|is|are|shall|must|may)\b"
)
_SUBJECT = re.compile(r"^(?:objet|subject|re|votre|vos|notre|document|titre|copie|duplicata)\b")
_REFERENCES = re.compile(r"^(?:ref|n/ref|v/ref|nos ref|vos ref|selon|suivant|cf)")


def _is_large(analysis: Analysis, block: Block) -> bool:
    sizes = sorted(b.size for b in analysis.document.blocks if b.size)
    return bool(block.size and sizes and block.size > sizes[len(sizes) // 2] * 1.1)


def _settled(titles: dict[str, _Title], best: _Title, attests: Sequence[Hit]) -> _Title:
    """Return the title that decides between an attestation and its neighbours."""
    attestation = titles.get("kind.attestation")
    if attestation is None or best is attestation:
        return best
    # "CONTRAT D'ASSURANCE RC – ATTESTATION": the certificate refers to its policy.
    near = best.score - attestation.score <= _CLOSE
    if best.hit.id in ("kind.policy", "kind.contract") and attests and near:
        return attestation
    # A word such as "projet" or "offre" in a line near the title of an attestation.
    weak = best.hit.id in ("kind.termination", "kind.claims_history", "kind.invoice")
    return attestation if weak and attests and near else best


_CLOSE = 1.6


# ---------------------------------------------------------------- other signs


def _cues(analysis: Analysis, cue: str) -> tuple[Hit, ...]:
    return tuple(hit for hit in analysis.hits(_FAMILY) if hit.id == cue)


def _contract_titles(analysis: Analysis) -> tuple[Hit, ...]:
    """Return the titles of articles that only a contract for services has, three at least."""
    found: dict[str, Hit] = {}
    for block in analysis.document.blocks:
        short = block.end - block.start <= _LONGEST_HEADING and block.kind is not BlockKind.CELL
        if not (short and (block.bold or block.kind is BlockKind.HEADING)):
            continue
        for hit in analysis.hits_in("clause-titles", block.start, block.end):
            if hit.id in _CONTRACT_TITLES:
                found.setdefault(hit.id, hit)
    return tuple(found.values()) if len(found) >= _FEWEST_TITLES else ()


_LONGEST_HEADING = 90
_FEWEST_TITLES = 3
# A policy has articles on its term, its law and personal data as well.
_CONTRACT_TITLES = frozenset(
    ("ct.sstt", "ct.confidentialite", "ct.garantie_pi", "ct.reversibilite", "ct.recette", "ct.sla",
     "subject.retard", "subject.prix", "subject.responsabilite")
)  # fmt: skip


def _is_contract(
    titles: dict[str, _Title],
    best: _Title | None,
    attests: Sequence[Hit],
    contracts: Sequence[Hit],
) -> bool:
    if len(contracts) < _CONTRACT_CUES:
        return False
    if best is None:
        return len(contracts) > len(attests)
    if best.hit.id == "kind.contract":
        return len(contracts) > len(attests) or "kind.attestation" not in titles
    if best.hit.id in ("kind.attestation", "kind.policy"):
        return False
    # "Projet v3" over a contract under negotiation, a contract with its quotation.
    return "kind.contract" in titles or len(contracts) > 2 * _CONTRACT_CUES


def _stamp(analysis: Analysis) -> tuple[int, int] | None:
    """Return a watermark or stamp that makes the document a specimen, on any page."""
    for block in analysis.document.blocks:
        if block.end - block.start <= _LONGEST_STAMP and _STAMP.match(
            analysis.folded[block.start : block.end]
        ):
            return block.start, block.end
    # A watermark that the page's text runs through.
    word = _WATERMARK.search(analysis.document.text)
    return word.span() if word else None


def _found(analysis: Analysis, kind: Kind, title: _Title | None, cues: Sequence[Hit]) -> KindFound:
    hit = title.hit if title else next(iter(cues), None)
    evidence = (cite(analysis.document, hit.start, hit.end),) if hit else ()
    return KindFound(kind=kind, evidence=evidence)


def _refused(analysis: Analysis, code: str, span: tuple[int, int]) -> KindFound:
    evidence = (cite(analysis.document, *span),)
    return KindFound(kind=Kind.OTHER, refusal=code, evidence=evidence)
