"""Who bears the risk: the legal entity as printed, never its broker, group or supervisor.

A firm is an insurer because a sentence makes it one (it certifies, it is regulated as
one, the contract is placed with it), or because a label says so; a list of known insurers
only adds certainty. Source: domain.md §1.1 row 2; SCHEMA convention 20.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.assembly.evidence import cite
from checker.assembly.fields import is_label, is_wording_of_label, value_spans
from checker.assembly.names import Name, names_in, read_name, same_name
from checker.domain import BlockKind, TextFact
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.patterns import Hit
from checker.text import fold

# How sure each sign makes: printed as the insurer, acting as one, known as one, looking like one.
_NAMED, _ACTING, _KNOWN, _ALIKE = 4, 3, 2, 1
_TRADE = re.compile(
    r"\b(?:assurances?|assureurs?|insurance|assurance|mutuelles?|iard|i\.a\.r\.d|dommages|insurers?"
    r"|underwriters|versicherung\w*|verzekering\w*|seguros|caisse|reassurance|indemnity|casualty"
    r"|mutual)\b"
)
_NOT_A_TRADE = re.compile(
    r"\b(?:courtage|courtiers?|cabinet|agence|agents?|conseils?|broking|brokers?|broker|souscription"
    r"|services|groupe|code|mediation|autorite|controle|courtier|gestion|solutions)\b"
)
_SUPERVISOR = re.compile(
    r"\b(?:acpr|autorite|banque (?:de france|nationale)|commissariat|finanstilsynet|bafin|code des"
    r"|financial conduct|prudential|central bank|orias|mediat|ombudsman|registre|ministere)\b"
)
_LLOYDS = re.compile(
    r"(?:certain )?(?:underwriters at lloyd's(?: of london|,? london)?|souscripteurs (?:du|des|de) "
    r"lloyd'?s(?: de londres)?)(?:,? (?:led by|per|under|apériteur) syndicate[^;%\n]*?\)|,? (?:led by|"
    r"syndicat|per|under) syndicate[s]? (?:no\.? ?)?\d{2,4})?"
)
_SHARE = re.compile(r"[\s,(–-]*\d{1,3}(?:[.,]\d+)? ?%.*$")
# Between two insurers of a list: "(apériteur, 60 %) et de", "70 %;", ", ".
_LINK = re.compile(
    r"(?:\s*\([^()\n]{0,60}\))?[^;/\n\w]{0,6}(?:\d{1,3}(?:[.,]\d+)? ?%)?[^;/\n\w]{0,6}"
    r"(?:[;/,&+]|\bet\b|\band\b|\d ?%)\s*(?:de |d'|la |le )?"
)
# Characters of a party's clause that may part a name from the verb of attestation.
_SUBJECT_REACH = 330
_REGULATED_REACH = 330


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    certainty: int


def find_insurers(analysis: Analysis, knowledge: Knowledge) -> tuple[TextFact, ...]:
    """Return the insurers of the document, co-insurers included, in printed order."""
    found = (_trimmed(analysis, c) for c in _candidates(analysis))
    candidates = [c for c in found if _is_possible(analysis, c)]
    best = max((c.certainty for c in candidates), default=0)
    if not best:
        return ()
    # A firm that the document calls its insurer silences those only known to be one.
    floor = _ACTING if best >= _ACTING else best
    chosen = _distinct(analysis, [c for c in candidates if c.certainty >= floor])
    return tuple(_fact(analysis, group, candidates) for group in chosen)


def _trimmed(analysis: Analysis, candidate: _Candidate) -> _Candidate:
    """Leave out "la Compagnie" before the name of a known insurer."""
    for hit in analysis.hits_in("insurers", candidate.start, candidate.end):
        lead = analysis.folded[candidate.start : hit.start].strip()
        if lead in ("compagnie", "la compagnie", "societe", "la societe", "assureur"):
            return replace(candidate, start=hit.start)
    company = _COMPANY.match(analysis.document.text, candidate.start, candidate.end)
    if company and not _TRADE.search(analysis.folded, company.end(), candidate.end):
        return replace(candidate, start=company.end())
    return candidate


# "la Compagnie ALG Europe SA" is named without its common noun, "Compagnie du Nord" with it.
_COMPANY = re.compile(r"Compagnie (?=[A-Z]{2,}[ -])")


def _candidates(analysis: Analysis) -> Iterator[_Candidate]:
    for match in _LLOYDS.finditer(analysis.folded):
        yield _Candidate(match.start(), match.end(), _NAMED)
    yield from _labelled(analysis)
    yield from _placed(analysis)
    yield from _certifying(analysis)
    yield from _regulated(analysis)
    yield from _signing(analysis)
    yield from _known(analysis)
    yield from _heading(analysis)


# ---------------------------------------------------------------- by label and by cue


def _labelled(analysis: Analysis) -> Iterator[_Candidate]:
    for label in analysis.hits("field-labels"):
        if label.id != "party.insurer" or not is_label(analysis, label):
            continue
        for start, end in value_spans(analysis, label):
            found = list(_listed(analysis, start, end))
            yield from found
            if found:
                break


def _listed(analysis: Analysis, start: int, end: int) -> Iterator[_Candidate]:
    """Yield the insurers of a value: "A 70 %; B 30 %", "A (apériteur) et B"."""
    text = analysis.document.text
    position = start
    first = True
    while position < end:
        lloyds = _LLOYDS.search(analysis.folded, position, end)
        if lloyds and not text[position : lloyds.start()].strip(" :"):
            yield _Candidate(lloyds.start(), lloyds.end(), _NAMED)
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
        if not first and not _is_trade(analysis, name):
            return
        for part in _split(analysis, name):
            yield _Candidate(part.start, part.end, _NAMED)
        position, first = name.end, False


def _placed(analysis: Analysis) -> Iterator[_Candidate]:
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
            _is_trade(analysis, name)
            or (
                _IS_INSURER.search(analysis.folded[cue.start : cue.end])
                and _is_alien(analysis, name)
            )
        ):
            continue
        yield from (
            _Candidate(c.start, c.end, c.certainty)
            for c in _listed(analysis, name.start, sentence.end)
        )


# Words that only an insurer follows; behind the others its name must sound like one.
_IS_INSURER = re.compile(
    r"aupres$|chez$|assureur|assuree? par$|portee? |garantie? par$|underwritten|insured|placed"
)


def _is_alien(analysis: Analysis, name: Name) -> bool:
    """True when nothing speaks against a name being an insurer's."""
    folded = analysis.folded[name.start : name.end]
    behind = analysis.folded[name.end : name.end + 50]
    return not (
        _NOT_A_TRADE.search(folded)
        or _SUPERVISOR.search(folded)
        or re.search(r"orias|courtier|courtage|agent", behind)
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
        h.id == "cue.not_insurer"
        and end - h.end <= _ASIDE_REACH
        or h.id == "cue.group"
        and end - h.end <= _GROUP_REACH
        for h in analysis.hits_in("party-cues", start, end)
    )


_ASIDE_REACH = 130
_GROUP_REACH = 15


def _certifying(analysis: Analysis) -> Iterator[_Candidate]:
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
        for part in _split(analysis, name):
            yield _Candidate(part.start, part.end, _ACTING)


def _intermediary_between(analysis: Analysis, start: int, end: int) -> bool:
    return any(h.id == "cue.broker" for h in analysis.hits_in("party-cues", start, end))


def _regulated(analysis: Analysis) -> Iterator[_Candidate]:
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
            for part in _split(analysis, name):
                yield _Candidate(part.start, part.end, _ACTING)
            break


def _is_head(analysis: Analysis, name: Name, block_start: int) -> bool:
    """True when a name begins a clause that describes it ("X, SA au capital de …")."""
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


def _signing(analysis: Analysis) -> Iterator[_Candidate]:
    """Yield "Pour AXA France IARD" at the foot, where the name is an insurer's."""
    for match in re.finditer(
        r"(?:^|\n|[.–—-] )(?:pour|p/o|for and on behalf of|for) ", analysis.folded
    ):
        block = analysis.block_at(match.end())
        if block is None:
            continue
        name = read_name(analysis, match.end(), block.end)
        if name and _is_trade(analysis, name):
            for part in _split(analysis, name):
                yield _Candidate(part.start, part.end, _ACTING)


# ---------------------------------------------------------------- by what the name is


def _known(analysis: Analysis) -> Iterator[_Candidate]:
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
        end = name.end if name and name.start == hit.start else hit.end
        yield _Candidate(hit.start, max(end, hit.end), _KNOWN)


def _heading(analysis: Analysis) -> Iterator[_Candidate]:
    """Yield a letterhead that reads like an insurer's ("Mutuelle du Val d'Armance")."""
    for block in analysis.document.blocks[:_LETTERHEAD_BLOCKS]:
        name = read_name(analysis, block.start, block.end)
        if name and name.start - block.start <= 4 and _is_trade(analysis, name):
            yield _Candidate(name.start, name.end, _ALIKE)
    for block in analysis.document.blocks:
        if block.kind is BlockKind.FURNITURE:
            name = read_name(analysis, block.start, block.end)
            if name and name.start - block.start <= 4 and _is_trade(analysis, name):
                yield _Candidate(name.start, name.end, _ALIKE)
    for block in analysis.document.blocks:
        name = read_name(analysis, block.start, block.end)
        if name and _is_trade(analysis, name) and _DESCRIBED.match(analysis.folded, name.end):
            yield _Candidate(name.start, name.end, _KNOWN)


# A footer describes the company: "X Insurance SA – société anonyme au capital de …".
_DESCRIBED = re.compile(
    r"\s?[,–—(-]?\s?(?:societe|sa au capital|sa,|entreprise|compagnie|siege|capital|registered"
    r"|incorporated|au capital|succursale|mutuelle)"
)
_LETTERHEAD_BLOCKS = 6


def _is_trade(analysis: Analysis, name: Name) -> bool:
    """True when a name is a known insurer's, or made of the trade's words."""
    folded = analysis.folded[name.start : name.end]
    if _SUPERVISOR.search(folded):
        return False
    if analysis.hits_in("insurers", name.start, name.end):
        return True
    return bool(_TRADE.search(folded)) and not _NOT_A_TRADE.search(folded)


def _is_possible(analysis: Analysis, candidate: _Candidate) -> bool:
    folded = analysis.folded[candidate.start : candidate.end]
    if _SUPERVISOR.search(folded) or len(folded) < 3:
        return False
    if analysis.hits_in("document-kinds", candidate.start, candidate.end):
        return False
    if is_wording_of_label(analysis, candidate.start, candidate.end) or "affording" in folded:
        return False
    if _ORIAS_NEAR.match(analysis.folded, candidate.end):
        return False
    if _NOT_A_TRADE.search(folded) and not analysis.hits_in(
        "insurers", candidate.start, candidate.end
    ):
        return candidate.certainty == _NAMED
    return folded.strip() not in _COMMON


_ORIAS_NEAR = re.compile(r"[^\n;]{0,60}\borias\b")
_COMMON = frozenset(
    ("assureur", "compagnie", "la compagnie", "mutuelle", "assurance", "assurances", "assure",
     "directeur", "la mutuelle", "lloyd's", "caisse", "la caisse", "insurers", "assureurs")
)  # fmt: skip


def _split(analysis: Analysis, name: Name) -> Iterator[Name]:
    """Yield the parts of "MMA IARD Assurances Mutuelles et MMA IARD"."""
    text = analysis.document.text
    for match in re.finditer(r"\s(?:et|and|&|/)\s(?:de |d')?", text[name.start : name.end]):
        left = Name(name.start, name.start + match.start())
        right = Name(name.start + match.end(), name.end)
        if all(_stands_alone(analysis, part) for part in (left, right)):
            yield left
            yield from _split(analysis, right)
            return
    yield name


def _stands_alone(analysis: Analysis, name: Name) -> bool:
    return bool(
        analysis.hits_in("insurers", name.start, name.end)
        or re.search(
            r"\b(?:sa|se|limited|ltd|plc|dac|iard|mutuelles?|assurances|company)$",
            analysis.folded[name.start : name.end],
        )
    )


# ---------------------------------------------------------------- one firm, one fact


def _distinct(analysis: Analysis, found: list[_Candidate]) -> list[list[_Candidate]]:
    """Return the candidates grouped by firm; a brand joins the entity that bears it."""
    groups: list[list[_Candidate]] = []
    ranked = sorted(found, key=lambda c: (-len(_words(analysis, c)), -c.certainty, c.start))
    for candidate in ranked:
        group = next((g for g in groups if _is_same(analysis, candidate, g[0], found)), None)
        if group is None:
            groups.append([candidate])
        else:
            group.append(candidate)
    return sorted(groups, key=lambda group: min(c.start for c in group))


def _is_same(
    analysis: Analysis, one: _Candidate, other: _Candidate, found: list[_Candidate]
) -> bool:
    text = analysis.document.text
    if one.start < other.end and other.start < one.end:
        return True
    if same_name(text[one.start : one.end], text[other.start : other.end]):
        return True
    shorter, longer = _words(analysis, one), _words(analysis, other)
    if not set(shorter) <= set(longer):
        return False
    # "MMA IARD Assurances Mutuelles et MMA IARD": two entities printed side by side.
    beside = any(
        (
            abs(a.start - b.end) <= _BESIDE
            and _words(analysis, a) == shorter
            and _words(analysis, b) == longer
        )
        or (
            abs(b.start - a.end) <= _BESIDE
            and _words(analysis, a) == shorter
            and _words(analysis, b) == longer
        )
        for a in found
        for b in found
    )
    return not (beside and len(shorter) > 1)


_BESIDE = 6


def _words(analysis: Analysis, candidate: _Candidate) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", analysis.folded[candidate.start : candidate.end]))


_ARTICLE = re.compile(r"(?:Les |L['’])")


def _fact(analysis: Analysis, group: list[_Candidate], candidates: list[_Candidate]) -> TextFact:
    text = analysis.document.text
    fullest = len(_words(analysis, group[0]))
    printings = [c for c in group if len(_words(analysis, c)) == fullest]
    # A letterhead tells whether the article belongs to the name ("Les Assurances X").
    printings += [
        c
        for c in candidates
        if c.certainty == _ALIKE
        and _ARTICLE.match(text, c.start)
        and same_name(text[c.start : c.end], text[group[0].start : group[0].end])
    ]
    # "Compagnie Ligérienne" reads better than its letterhead in capitals.
    best = min(
        printings,
        key=lambda c: (
            text[c.start : c.end].isupper(),
            not _ARTICLE.match(text, c.start),
            -c.certainty,
            c.start,
        ),
    )
    surest = max(group, key=lambda c: (c.certainty, -c.start))
    spans = dict.fromkeys([(surest.start, surest.end), (best.start, best.end)])
    value = re.sub(r"\s+", " ", _SHARE.sub("", text[best.start : best.end])).strip(" ,;–-")
    return TextFact(value=value, evidence=tuple(cite(analysis.document, *s) for s in spans))
