"""Signs that a firm is the insurer: what certifies, is regulated, signs, bears a label.

A firm is an insurer because a sentence makes it one (it certifies, it is regulated as
one, the contract is placed with it), or because a label says so; a list of known insurers
only adds certainty. Source: domain.md §1.1 row 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.assembly.fields import is_label, value_spans
from checker.assembly.insurer_names import (
    ACTING,
    ALIKE,
    KNOWN,
    NAMED,
    TRADE,
    Candidate,
    is_alien,
    is_possible,
    is_trade,
    split_names,
)
from checker.assembly.names import Name, names_in, read_name
from checker.domain import BlockKind
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.text import fold

_LLOYDS = re.compile(
    r"(?:certain )?(?:underwriters at lloyd's(?: of london|,? london)?|souscripteurs (?:du|des|de) "
    r"lloyd'?s(?: de londres)?)"
    r"(?:,? (?:led by|per|under) syndicates?[^;%\n]*?\)"
    r"|,? (?:led by|per|under) syndicates? (?:no\.? ?)?\d{2,4})?"
)
_LLOYDS_REACH = 300
# Between two insurers of a list: "(apériteur, 60 %) et de", "70 %;", ", ".
_LINK = re.compile(
    r"(?:\s*\([^()\n]{0,60}\))?[^;/\n\w]{0,6}(?:\d{1,3}(?:[.,]\d+)? ?%)?[^;/\n\w]{0,6}"
    r"(?:[;/,&+]|\bet\b|\band\b|\d ?%)\s*(?:de |d'|la |le )?"
)
# Characters of a party's clause that may part a name from the verb of attestation.
_SUBJECT_REACH = 330
_REGULATED_REACH = 330


def find_candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield the firms that may be the insurer, each time a sign says so."""
    for candidate in _signs(analysis):
        trimmed = _trimmed(analysis, candidate)
        if is_possible(analysis, trimmed):
            yield trimmed


def _trimmed(analysis: Analysis, candidate: Candidate) -> Candidate:
    """Leave out "la Compagnie" before the name of a known insurer."""
    for hit in analysis.hits_in("insurers", candidate.start, candidate.end):
        lead = analysis.folded[candidate.start : hit.start].strip()
        if lead in ("compagnie", "la compagnie", "societe", "la societe", "assureur"):
            return replace(candidate, start=hit.start)
    company = _COMPANY.match(analysis.document.text, candidate.start, candidate.end)
    if company and not TRADE.search(analysis.folded, company.end(), candidate.end):
        return replace(candidate, start=company.end())
    return candidate


# "la Compagnie ALG Europe SA" is named without its common noun, "Compagnie du Nord" with it.
_COMPANY = re.compile(r"Compagnie (?=[A-Z]{2,}[ -])")


def _signs(analysis: Analysis) -> Iterator[Candidate]:
    for match in _LLOYDS.finditer(analysis.folded):
        yield Candidate(match.start(), match.end(), NAMED)
    yield from _labelled(analysis)
    yield from _placed(analysis)
    yield from _certifying(analysis)
    yield from _regulated(analysis)
    yield from _signing(analysis)
    yield from _known(analysis)
    yield from _heading(analysis)


# ---------------------------------------------------------------- by label and by cue


def _labelled(analysis: Analysis) -> Iterator[Candidate]:
    for label in analysis.hits("field-labels"):
        if label.id != "party.insurer" or not is_label(analysis, label):
            continue
        block = analysis.block_at(label.start)
        in_table = block is not None and block.kind is BlockKind.CELL
        first = True
        for start, end in value_spans(analysis, label):
            found = list(_listed(analysis, start, end))
            # Under a header, each cell that sounds like an insurer is one of several.
            yield from (c for c in found if first or is_trade(analysis, Name(c.start, c.end)))
            first = first and not found
            if found and not in_table:
                break


def _listed(analysis: Analysis, start: int, end: int) -> Iterator[Candidate]:
    """Yield the insurers of a value: "A 70 %; B 30 %", "A (apériteur) et B"."""
    text = analysis.document.text
    position = start
    first = True
    while position < end:
        lloyds = _LLOYDS.search(analysis.folded, position, min(end, position + _LLOYDS_REACH))
        if lloyds and not text[position : lloyds.start()].strip(" :"):
            yield Candidate(lloyds.start(), lloyds.end(), NAMED)
            position, first = lloyds.end(), False
            continue
        link = _LINK.match(text, position, end)
        if not first:
            if link is None:
                return
            position = link.end()
        name = read_name(analysis, position, end)
        if name is None or name.start - position > 40:
            return
        if not first and not is_trade(analysis, name):
            return
        for part in split_names(analysis, name):
            yield Candidate(part.start, part.end, NAMED)
        position, first = name.end, False


def _placed(analysis: Analysis) -> Iterator[Candidate]:
    """Yield what follows "auprès de", "dont l'assureur est", "pour le compte de"."""
    for cue in analysis.hits("party-cues"):
        delegated = cue.id == "cue.broker" and _DELEGATED.search(
            analysis.folded[cue.start : cue.end]
        )
        if not (cue.id == "cue.insured_with" or delegated) or _is_discarded(analysis, cue):
            continue
        block = analysis.block_at(cue.start)
        sentence = analysis.sentence_at(cue.start)
        if block is None or sentence is None:
            continue
        name = read_name(analysis, cue.end, sentence.end)
        if name is None or not (
            is_trade(analysis, name)
            or (
                _IS_INSURER.search(analysis.folded[cue.start : cue.end])
                and is_alien(analysis, name)
            )
        ):
            continue
        yield from (
            Candidate(c.start, c.end, c.certainty)
            for c in _listed(analysis, name.start, sentence.end)
        )


# Words that only an insurer follows; behind the others its name must sound like one.
_IS_INSURER = re.compile(
    r"aupres$|chez$|assureur|assuree? par$|portee? |garantie? par$|underwritten|insured|placed"
)


# "agissant par délégation de", "agissant en vertu d'un mandat de": the insurer follows.
_DELEGATED = re.compile(r"(?:delegation|mandat|compte)$")


def _is_discarded(analysis: Analysis, cue: Hit) -> bool:
    """True when the sentence speaks of a reinsurer, a group or the broker's own cover."""
    sentence = analysis.sentence_at(cue.start)
    return sentence is None or _is_aside(analysis, sentence.start, cue.end)


def _is_aside(analysis: Analysis, start: int, end: int) -> bool:
    """True when a firm named at `end` is a reinsurer, a group, the broker's own insurer."""
    return any(
        (h.id == "cue.not_insurer" and end - h.end <= _ASIDE_REACH)
        or (h.id == "cue.group" and end - h.end <= _GROUP_REACH)
        for h in analysis.hits_in("party-cues", start, end)
    )


_ASIDE_REACH = 130
_GROUP_REACH = 15


def _certifying(analysis: Analysis) -> Iterator[Candidate]:
    """Yield the subject of "atteste que", unless it is an intermediary."""
    for cue in analysis.hits("party-cues"):
        if cue.id != "cue.attests":
            continue
        sentence = analysis.sentence_at(cue.start)
        if sentence is None:
            continue
        start = max(sentence.start, cue.start - _SUBJECT_REACH)
        if _intermediary_between(analysis, start, cue.start):
            continue
        name = next(names_in(analysis, start, cue.start), None)
        if name is None:
            continue
        for part in split_names(analysis, name):
            yield Candidate(part.start, part.end, ACTING)


def _intermediary_between(analysis: Analysis, start: int, end: int) -> bool:
    return any(h.id == "cue.broker" for h in analysis.hits_in("party-cues", start, end))


def _regulated(analysis: Analysis) -> Iterator[Candidate]:
    """Yield the firm before "entreprise régie par le Code des assurances"."""
    for cue in analysis.hits("party-cues"):
        if cue.id != "cue.regulated":
            continue
        block = analysis.block_at(cue.start)
        if block is None:
            continue
        start = max(block.start, cue.start - _REGULATED_REACH)
        names = [
            n for n in names_in(analysis, start, cue.start) if _is_head(analysis, n, block.start)
        ]
        for name in reversed(names):
            if _intermediary_between(analysis, name.start, cue.start):
                break
            for part in split_names(analysis, name):
                yield Candidate(part.start, part.end, ACTING)
            break


def _is_head(analysis: Analysis, name: Name, block_start: int) -> bool:
    """True when a name begins a clause that describes it ("X, SA au capital de …")."""
    if _PLACE_OF_OFFICE.match(analysis.folded, name.start) or _SEATED.search(
        analysis.folded, max(block_start, name.start - _SEAT_REACH), name.start
    ):
        return False
    before = analysis.document.text[block_start : name.start].rstrip()
    after = analysis.folded[name.end : name.end + 60]
    opens = (
        not before or before[-1] in ".;:|•\n–—" or before.endswith((" -", "Pour", "et", "par", "("))
    )
    describes = re.match(
        r"\s?(?:[,–—(-]|et\b|,? ?(?:societe|entreprise|mutuelle|sa\b|s\.a|compagnie|au capital|dont"
        r"|est\b|is\b|authorised|regie|soumise))",
        after,
    )
    article = re.search(r"\b(?:la|le|l'|the|les)$", fold(before[-4:].strip()))
    return bool(describes) and (opens or bool(article))


# "sise La Tour Carpe Diem": a seat, not a firm.
_PLACE_OF_OFFICE = re.compile(r"(?:tour|immeuble|residence|parc|espace|centre d'affaires|quai)\b")
_SEATED = re.compile(
    r"\b(?:sise?|situee?|siege(?: social)?|domicilie\w*|adresse)\W{1,4}(?:la |le )?$"
)
_SEAT_REACH = 30


def _signing(analysis: Analysis) -> Iterator[Candidate]:
    """Yield "Pour AXA France IARD" at the foot, where the name is an insurer's."""
    for match in re.finditer(
        r"(?:^|\n|[.–—-] )(?:pour|p/o|for and on behalf of|for) ", analysis.folded
    ):
        block = analysis.block_at(match.end())
        if block is None:
            continue
        name = read_name(analysis, match.end(), block.end)
        if name and is_trade(analysis, name):
            for part in split_names(analysis, name):
                yield Candidate(part.start, part.end, ACTING)


# ---------------------------------------------------------------- by what the name is


def _known(analysis: Analysis) -> Iterator[Candidate]:
    for hit in analysis.hits("insurers"):
        sentence = analysis.sentence_at(hit.start)
        if sentence is None or not analysis.document.text[hit.start].isupper():
            continue
        cues = analysis.hits_in("party-cues", sentence.start, hit.start)
        if any(c.id == "cue.broker" for c in cues):
            continue
        if _is_aside(analysis, sentence.start, hit.start):
            continue
        name = read_name(analysis, hit.start, sentence.end)
        if name is None or name.start != hit.start or name.end < hit.end:
            yield Candidate(hit.start, hit.end, KNOWN)
            continue
        yield from (Candidate(p.start, p.end, KNOWN) for p in split_names(analysis, name))


def _heading(analysis: Analysis) -> Iterator[Candidate]:
    """Yield a letterhead that reads like an insurer's ("Mutuelle du Val d'Armance")."""
    for block in analysis.document.blocks[:_LETTERHEAD_BLOCKS]:
        name = read_name(analysis, block.start, block.end)
        if name and name.start - block.start <= 4 and is_trade(analysis, name):
            yield Candidate(name.start, name.end, ALIKE)
    for block in analysis.document.blocks:
        if block.kind is BlockKind.FURNITURE:
            name = read_name(analysis, block.start, block.end)
            if name and name.start - block.start <= 4 and is_trade(analysis, name):
                yield Candidate(name.start, name.end, ALIKE)
    for block in analysis.document.blocks:
        name = read_name(analysis, block.start, block.end)
        if name and is_trade(analysis, name) and _DESCRIBED.match(analysis.folded, name.end):
            yield Candidate(name.start, name.end, KNOWN)


# A footer describes the company: "X Insurance SA – société anonyme au capital de …".
_DESCRIBED = re.compile(
    r"\s?[,–—(-]?\s?(?:societe|sa au capital|sa,|entreprise|compagnie|siege|capital|registered"
    r"|incorporated|au capital|succursale|mutuelle)"
)
_LETTERHEAD_BLOCKS = 6
