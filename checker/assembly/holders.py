"""The policyholder of an insurance document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.assembly.fields import is_label, is_wording_of_label, value_spans
from checker.assembly.legal_forms import has_legal_form
from checker.assembly.names import Name, is_more_than_form, names_in, read_name, same_name
from checker.domain import Block, BlockKind
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.values.identifiers import find_identifiers

# How sure each sign makes that a name is the policyholder's.
_SENTENCE, _LABEL, _PREDICATE, _LIST, _ADDRESS = 5, 6, 4, 3, 1
_QUE = re.compile(r"[^.;\n]{0,90}?\b(?:que|qu'|that|garantir|assurer|pour le compte de|a)\b[\s:]*")
# "déclare garantir, par police n° 27 022 649 souscrite à effet du 01-01-2021, la société X".
_ASIDE = re.compile(
    r"[\s,]*(?:par|sous|suivant|selon|depuis|aux termes|au titre|en vertu|a effet|a compter|under"
    r"|with effect|pursuant)\b[^,;\n]{3,140},\s*"
)
_ADDRESS_LINE = re.compile(r"\b\d{5}\s+[a-z]|\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b")
# The address below a name may be that of the insurer, which signs with its statute.
_INSURER_BLOCK = re.compile(r"\bregies? par le code|\bcode des assurances\b")
_SOLE_TRADER = re.compile(r"entreprise individuelle|auto-?entrepr|micro-?entrepr|\bei\b")
_TRADE_NAME_REACH = 200
_LETTERHEAD = 45


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: Name
    certainty: int


def find_holder(analysis: Analysis) -> Name | None:
    """Return the policyholder: named by a label, by the attesting sentence, or addressed."""
    text = analysis.document.text
    candidates = [
        c
        for c in _candidates(analysis)
        if is_possible_holder(analysis, c.name)
        and is_more_than_form(text[c.name.start : c.name.end])
    ]
    best = max(candidates, key=lambda c: (c.certainty, -c.name.start), default=None)
    if best is None:
        return None
    agreeing = [
        c for c in candidates
        if same_name(text[c.name.start : c.name.end], text[best.name.start : best.name.end])
    ]  # fmt: skip
    # The longest printing tells the legal form.
    fullest = max(
        agreeing, key=lambda c: (has_legal_form(analysis, c.name.start, c.name.end), c.certainty)
    )
    person = best.name.person or fullest.name.person
    return trading_name(analysis, replace(fullest.name, person=person))


# ---------------------------------------------------------------- candidates


def _candidates(analysis: Analysis) -> Iterator[_Candidate]:
    for label in analysis.hits("field-labels"):
        if label.id == "party.policyholder" and is_label(analysis, label):
            name = value_of(analysis, label)
            several = _PLURAL_LABEL.match(analysis.folded, label.start)
            if name is not None:
                # "Sociétés assurées : …" lists them; who took the policy out comes first.
                yield _Candidate(name, _LIST if several else _LABEL)
        if label.id == "party.policyholder":
            defined = _defined_before(analysis, label)
            if defined is not None:
                yield _Candidate(defined, _LABEL)
    for cue in analysis.hits("party-cues"):
        sentence = analysis.sentence_at(cue.start)
        if sentence is None:
            continue
        if cue.id == "cue.attests":
            name = _attested(analysis, cue, sentence.end)
            if name is not None:
                yield _Candidate(name, _SENTENCE)
        elif cue.id == "cue.subscribed_by":
            name = read_name(analysis, cue.end, sentence.block.end)
            if name is None or name.start - cue.end > _INTRODUCED:
                name = _below(analysis, cue, sentence.block)
            if name is not None:
                yield _Candidate(name, _SENTENCE)
        elif cue.id == "cue.subscribed":
            yield from (_Candidate(n, _PREDICATE) for n in _subject(analysis, cue, sentence.start))
    for name in _addressed(analysis):
        firm = has_legal_form(analysis, name.start, name.end)
        yield _Candidate(name, _ADDRESS + firm)
    yield from (_Candidate(name, _ADDRESS) for name in _named_as_subject(analysis))


_INTRODUCED = 60
# "Re: Northfell Ltd - Professional indemnity": a letter names its client as its subject.
_SUBJECT_LINE = re.compile(
    r"\s*(?:re|subject|objet|concerne|client|(?:our|your|votre|notre) client|affaire)\s*:\s*"
    r"(?:la )?(?:societe |ste |entreprise )?"
)


def _named_as_subject(analysis: Analysis) -> Iterator[Name]:
    """Yield the firm with a legal form that begins the subject line of a letter."""
    for block in analysis.document.blocks[:_LETTERHEAD]:
        lead = _SUBJECT_LINE.match(analysis.folded, block.start, block.end)
        name = read_name(analysis, lead.end(), block.end) if lead else None
        if lead is None or name is None or name.start - lead.end() > 4:
            continue
        if has_legal_form(analysis, name.start, name.end):
            yield name


def _defined_before(analysis: Analysis, label: Hit) -> Name | None:
    """Return the firm that "…, ci-après l'assuré" closes the description of."""
    folded = analysis.folded
    lead = _DEFINES.search(folded, max(0, label.start - _DEFINITION), label.start)
    if lead is None:
        return None
    start = max(0, label.start - _DESCRIPTION)
    for other in _HEREINAFTER.finditer(folded, start, lead.start()):
        start = other.end()
    names = names_in(analysis, start, lead.start())
    return next((n for n in names if has_legal_form(analysis, n.start, n.end)), None)


_DEFINITION, _DESCRIPTION = 45, 500
_HEREINAFTER = re.compile(r"\bci-?apres\b|\bhereinafter\b")
_DEFINES = re.compile(
    r"\b(?:ci-?apres|hereinafter)\b[ ,:]*(?:denommee?s? |designee?s? |appelee?s? |called |referred"
    r" to as )?(?:l'|le |la |the )?[\s\"«“]*$"
)
_IS_INSURER = re.compile(
    r"[^.;]{0,160}?\b(?:ci-?apres|hereinafter)\b[^.;]{0,25}(?:l'assureur|la compagnie|the insurer)"
)


def value_of(analysis: Analysis, label: Hit) -> Name | None:
    """Return the name that stands behind or below a label."""
    for start, end in value_spans(analysis, label):
        name = read_name(analysis, start, end)
        if (
            name
            and name.start - start <= _INTRODUCED
            and not is_wording_of_label(analysis, name.start, name.end)
        ):
            return name
    return None


def _attested(analysis: Analysis, cue: Hit, limit: int) -> Name | None:
    match = _QUE.match(analysis.folded, cue.end, limit)
    if match is None:
        return None
    aside = _ASIDE.match(analysis.folded, match.end(), limit)
    start = aside.end() if aside else match.end()
    name = read_name(analysis, start, limit)
    if name is not None and name.start - start <= _INTRODUCED:
        return name
    # "attestons que la société de tête <new block> MERIDYS SA": the name stands apart.
    block = analysis.block_at(cue.start)
    if (block is not None and not analysis.folded[match.end() : block.end].strip(" :.")) or (
        block is not None and limit >= block.end - 1 and limit - match.end() <= _INTRODUCED
    ):
        return _below(analysis, cue, block) if block else None
    return None


def _below(analysis: Analysis, cue: Hit, block: Block) -> Name | None:
    """Return the name that begins the block after one that announces it."""
    if len(analysis.folded[cue.end : block.end].strip()) > _INTRODUCED:
        return None
    blocks = analysis.document.blocks
    index = blocks.index(block)
    for other in blocks[index + 1 : index + 3]:
        if other.kind is BlockKind.FURNITURE:
            continue
        name = read_name(analysis, other.start, other.end)
        return name if name and name.start - other.start <= _INTRODUCED else None
    return None


def _subject(analysis: Analysis, cue: Hit, start: int) -> Iterator[Name]:
    """Yield the name before "a souscrit", "est titulaire", insurers left aside."""
    if _NEGATED.search(analysis.folded, max(start, cue.start - _NEXT_TO), cue.end):
        # "Garantie non souscrite", "Ne sont pas garantis" have no firm for their subject.
        return
    names = list(names_in(analysis, start, cue.start))
    for name in names:
        before = analysis.folded[max(start, name.start - 12) : name.start]
        if _SUBJECT_LEAD.search(before):
            yield name
    if not names:
        block = analysis.block_at(start)
        index = analysis.document.blocks.index(block) if block else 0
        # "attestons que / X SAS – SIREN … / a souscrit": the name is the block before.
        if block and index and cue.start - block.start <= 4:
            previous = analysis.document.blocks[index - 1]
            name = read_name(analysis, previous.start, previous.end)
            if name and previous.end - previous.start <= 200:
                yield name


def _addressed(analysis: Analysis) -> Iterator[Name]:
    """Yield the firm of an address block of the first page, or one with a SIREN."""
    blocks = [
        b for b in analysis.document.blocks if b.page in (None, analysis.document.first_page)
    ][:_LETTERHEAD]
    registered = [
        i.start for i in find_identifiers(analysis.document.text) if i.kind in ("siren", "siret")
    ]
    for index, block in enumerate(blocks):
        if block.end - block.start > 160 or block.kind is BlockKind.FURNITURE:
            continue
        name = read_name(analysis, block.start, block.end)
        if name is None or name.start - block.start > 8:
            continue
        below = blocks[min(index + 4, len(blocks) - 1)].end
        around = "\n".join(
            analysis.folded[max(b.start, name.end) : b.end]
            for b in blocks[index : index + 5]
            if not _INSURER_BLOCK.search(analysis.folded, b.start, b.end)
        )
        if _ADDRESS_LINE.search(around) or any(name.end < i < below for i in registered):
            yield name


_NEGATED = re.compile(r"\b(?:non|pas|not)\b")
_NEXT_TO = 4
_PLURAL_LABEL = re.compile(r"(?:societes|entites|filiales|etablissements|entreprises|companies)\b")
_SUBJECT_LEAD = re.compile(
    r"(?:\bque|qu'|\bthat|societe|entreprise|groupe|holding|group|company|cooperative|association|^)"
    r"\s*(?:la |le |l')?$"
)


def is_possible_holder(analysis: Analysis, name: Name) -> bool:
    """Return False for a name that is an insurer's or an intermediary's."""
    folded = analysis.folded[name.start : name.end]
    if analysis.hits_in("insurers", name.start, name.end) or len(folded) < 2:
        return False
    if analysis.hits_in("document-kinds", name.start, name.end):
        return False
    if is_wording_of_label(analysis, name.start, name.end):
        return False
    if folded.split(" ")[0] in ("article", "page", "chapitre", "annexe") or _OF_TEXT.search(folded):
        return False
    insurer = _IS_INSURER.match(analysis.folded, name.end)
    if insurer and len(_HEREINAFTER.findall(insurer[0])) == 1:
        return False
    around = analysis.folded[name.end : name.end + 90]
    before = analysis.folded[max(0, name.start - 60) : name.start]
    if re.search(
        r"orias|regie par le code|courtier|courtage|agents? general", around.split("\n")[0]
    ):
        return False
    if re.search(r"(?:courtier|agent|agence|intermediaire|broker|assureur)\s?:?\s?$", before):
        return False
    return not _INSURER_NAME.search(folded) or (
        has_legal_form(analysis, name.start, name.end)
        and (not re.search(r"assurances?\b|insurance|\biard\b", folded))
    )


# Words of a title in capitals: "OUTRE LES EXCLUSIONS COMMUNES DU CHAPITRE 5".
_OF_TEXT = re.compile(
    r"\b(?:exclusions?|chapitre|clauses?|dispositions|sont)\b|^(?:ne|pas|garantit|est)\b"
)
_INSURER_NAME = re.compile(
    r"\b(?:assurances?|insurance|mutuelle|iard|courtage|courtiers?|broking|brokers?|agence|cabinet"
    r"|orias|certificate|attestation|garanties?|responsabilite|period)\b"
)


_OF_PERSON = re.compile(r"\s*(?:de |d'|of )(?:m\.?|mme|mr|mrs|ms|monsieur|madame)\s")


def trading_name(analysis: Analysis, name: Name) -> Name:
    """Return the trade name of a sole trader, where one is printed behind the name."""
    behind = analysis.folded[name.end : name.end + _TRADE_NAME_REACH]
    sentence = analysis.sentence_at(name.start)
    limit = sentence.end if sentence else name.end
    person = name.person or bool(_SOLE_TRADER.search(behind.split("\n")[0]))
    person = person or not has_legal_form(analysis, name.start, name.end)
    if not person:
        return name
    for cue in analysis.hits_in("party-cues", name.end, min(limit, name.end + _TRADE_NAME_REACH)):
        if cue.id == "cue.trade_name":
            if _OF_PERSON.match(analysis.folded, cue.end, limit):
                # "ALPHA WEB, enseigne de Mme Berthe Dorval": the name stands first.
                return name
            trade = read_name(analysis, cue.end, limit)
            if trade is not None and trade.start - cue.end <= _INTRODUCED:
                return trade
    return name
