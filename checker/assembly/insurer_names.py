"""What a name says of the firm that bears it: of the insurance trade, or of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assembly.fields import is_wording_of_label
from checker.assembly.names import Name
from checker.language import Analysis

# How sure each sign makes: printed as the insurer, acting as one, known as one, looking like one.
NAMED, ACTING, KNOWN, ALIKE = 4, 3, 2, 1
TRADE = re.compile(
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


@dataclass(frozen=True, slots=True)
class Candidate:
    start: int
    end: int
    certainty: int


def is_trade(analysis: Analysis, name: Name) -> bool:
    """True when a name is a known insurer's, or made of the trade's words."""
    folded = analysis.folded[name.start : name.end]
    if _SUPERVISOR.search(folded):
        return False
    if analysis.hits_in("insurers", name.start, name.end):
        return True
    return bool(TRADE.search(folded)) and not _NOT_A_TRADE.search(folded)


def is_possible(analysis: Analysis, candidate: Candidate) -> bool:
    """Return False for a supervisor, a title, a label, a common noun, a broker."""
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
        return candidate.certainty == NAMED
    return folded.strip() not in _COMMON


_ORIAS_NEAR = re.compile(r"[^\n;]{0,60}\borias\b")
_COMMON = frozenset(
    ("assureur", "compagnie", "la compagnie", "mutuelle", "assurance", "assurances", "assure",
     "directeur", "la mutuelle", "lloyd's", "caisse", "la caisse", "insurers", "assureurs")
)  # fmt: skip


def split_names(analysis: Analysis, name: Name) -> Iterator[Name]:
    """Yield the parts of "MMA IARD Assurances Mutuelles et MMA IARD"."""
    text = analysis.document.text
    for match in re.finditer(r"\s(?:et|and|&|/)\s(?:de |d')?", text[name.start : name.end]):
        left = Name(name.start, name.start + match.start())
        right = Name(name.start + match.end(), name.end)
        if all(_stands_alone(analysis, part) for part in (left, right)):
            yield left
            yield from split_names(analysis, right)
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


def is_alien(analysis: Analysis, name: Name) -> bool:
    """True when nothing speaks against a name being an insurer's."""
    folded = analysis.folded[name.start : name.end]
    behind = analysis.folded[name.end : name.end + 50]
    return not (
        _NOT_A_TRADE.search(folded)
        or _SUPERVISOR.search(folded)
        or re.search(r"orias|courtier|courtage|agent", behind)
    )
