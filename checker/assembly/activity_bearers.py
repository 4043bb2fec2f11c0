"""Whose an activity is, and when: a mention may speak of a third party, or of what is to come."""

from __future__ import annotations

import re

from checker.assembly.activity_words import CLAUSE_END, REACH
from checker.assembly.in_force import is_not_in_force
from checker.language import Analysis

# What somebody else does, or what the firm bears itself.
_OTHERS = re.compile(
    r"\b(?:est|sont|etant|a ete|ont ete) (?:\w+ )?(?:confie|heberge|assure|realise|effectue"
    r"|execute|gere|delegue|repris|cede|transfere|externalise|sous-traite)e?s?\b[^.;]{0,60}?"
    r"\b(?:par|a|aux) (?:la|une?|des|les?|ses|son|autre)\b"
    r"|\b(?:demeure|reste)(?:nt|ra|ront)? a (?:la|sa) charge\b"
    r"|\b(?:is|are|being) (?:\w+ )?(?:provided|performed|carried out|subcontracted|outsourced"
    r"|handled|supplied|delivered) (?:by|to) (?:an? |the |its |our )?(?:third|other|another|partner"
    r"|sub-?contract|supplier|external|client|customer)"
)
# What the firm did once: "a cessé son activité d'hébergement".
_ENDED = re.compile(
    r"\b(?:(?:a|ont|avons|avez|ayant) (?:definitivement )?(?:cesse|arrete|abandonne|cede|transfere"
    r"|vendu|interrompu)|n'exerce(?:nt)? plus|ceased|discontinued|no longer)\b[^.;,]{0,40}$"
)
# Whose trade is told, not the firm's: "Vos clients : hébergeurs".
_CLIENTS = re.compile(
    r"\b(?:clients?|clientele|donneurs d'ordres?|fournisseurs?|sous-traitants?|prestataires?"
    r"|partenaires?|customers?|suppliers?|subcontractors?)(?: \w+)?\s*:[^.;]*$"
)
# What the firm's work serves: "logiciels destinés à l'hébergement", "accessoire au conseil".
_SERVED = re.compile(r"\b(?:destinee?s?|accessoires?) (?:a|aux?) (?:l'|la |le |les )?$")
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


# "confié à OVH": somebody else, by name.
_GIVEN_TO = re.compile(
    r"\b(?:confie|delegue|externalise|sous-traite|transfere|repris)e?s? (?:a|par|chez|aupres de) "
)
# "hosting activities ceased on …".
_CEASED = re.compile(
    r"\s*(?:activit\w+ |business |services? )?(?:has |have |was |were |a |ont |est |sont )?"
    r"(?:ete )?(?:ceased|discontinued|terminated|cessee?s?|arretee?s?|abandonnee?s?)\b"
)


def _is_given(analysis: Analysis, start: int, end: int) -> bool:
    found = _GIVEN_TO.search(analysis.folded, start, end)
    return found is not None and analysis.document.text[found.end() : found.end() + 1].isupper()


def is_of_others(analysis: Analysis, start: int, end: int) -> bool:
    """Return True where an item's own words leave its activity to come or to somebody else."""
    folded = analysis.folded
    block = analysis.block_at(start)
    low = max(block.start if block else 0, start - REACH)
    high = min(block.end if block else len(folded), end + REACH)
    stop = CLAUSE_END.search(folded, end, high)
    high = stop.start() if stop else high
    following = analysis.hits_in("activities", end, high)
    high = following[0].start if following else high
    low = max((m.end() for m in CLAUSE_END.finditer(folded, low, start)), default=low)
    before = folded[low:start]
    if any(told.search(before) for told in (_ENDED, _CLIENTS, _SERVED, _TAUGHT)):
        return True
    if _AGENT.match(folded, start) and _AUDIENCE.search(before):
        return True
    if analysis.hits_in("activities", low, start):
        low = start
    if _CEASED.match(folded, end, high) or _is_given(analysis, end, high):
        return True
    return is_not_in_force(analysis, low, high) or bool(_OTHERS.search(folded, end, high))
