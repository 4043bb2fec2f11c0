"""Whose an activity is, and when: a mention may speak of a third party, or of what is to come."""

from __future__ import annotations

import re

from checker.assembly.in_force import is_not_in_force
from checker.language import Analysis

# How far from a mention the words that decide on it are looked for.
_REACH = 1500
_CLAUSE_END = re.compile(r"[;\n•▪➢]|\.(?=\s)")
# What somebody else does, or what the firm bears itself.
_OTHERS = re.compile(
    r"\b(?:est|sont|etant) (?:\w+ )?(?:confie|heberge|assure|realise|effectue|execute|gere|delegue"
    r"|sous-traite)e?s?\b[^.;]{0,60}?\b(?:par|a|aux) (?:la|une?|des|les?|ses|son|autre)\b"
    r"|\b(?:demeure|reste)(?:nt|ra|ront)? a (?:la|sa) charge\b"
)
# For whom the firm works: "à l'attention d'hébergeurs", "pour le compte d'un éditeur".
_AUDIENCE = re.compile(
    r"\b(?:a l'(?:attention|intention|usage)|a destination|au profit|aupres|pour le compte"
    r"|destinee?s?|au service|pour|for|on behalf) (?:de |d'|des |du |aux? |a |of )?"
    r"(?:l'|la |le |les |une? |des |d'|an? )?(?:\w+ ){0,2}$"
)
_AGENT = re.compile(
    r"(?:hebergeurs?|editeurs?|operateurs?|integrateurs?|agences?|prestataires?|fournisseurs?"
    r"|infogerants?|datacenters?|data|centres?|esn|ssii|developpeurs?|revendeurs?|distributeurs?"
    r"|publishers?|hosts?|providers?|agencies|resellers?|operators?)\b"
)
# What is taught, or whom one recruits, is not what one does.
_TAUGHT = re.compile(
    r"\b(?:formations?|formateurs?|enseignement|cours|recrutement|recruteur|training|recruitment"
    r"|teaching) (?:(?:aux?|a|en|sur|de|des|dans|of|in|for|on) |d')(?:l'|la |le |les )?"
    r"(?:(?!et (?!de |d'|a |aux? )|ou (?!de |d'|a |aux? )|and |or )[\w'’-]+ ){0,8}(?:l'|d')?$"
)


def is_of_others(analysis: Analysis, start: int, end: int) -> bool:
    """Return True where an item's own words leave its activity to come or to somebody else."""
    folded = analysis.folded
    block = analysis.block_at(start)
    low = max(block.start if block else 0, start - _REACH)
    high = min(block.end if block else len(folded), end + _REACH)
    stop = _CLAUSE_END.search(folded, end, high)
    high = stop.start() if stop else high
    following = analysis.hits_in("activities", end, high)
    high = following[0].start if following else high
    low = max((m.end() for m in _CLAUSE_END.finditer(folded, low, start)), default=low)
    before = folded[low:start]
    if _TAUGHT.search(before) or (_AGENT.match(folded, start) and _AUDIENCE.search(before)):
        return True
    if analysis.hits_in("activities", low, start):
        low = start
    return is_not_in_force(analysis, low, high) or bool(_OTHERS.search(folded, end, high))
