"""Whom a promise favours, whether it has a ceiling, how far it leaves the supplier free."""

from __future__ import annotations

import re

__all__ = [
    "CLIENT",
    "SUPPLIER",
    "find_beneficiary",
    "find_subcontracting_form",
    "is_refused_waiver",
    "is_uncapped",
]

CLIENT = (
    r"clients?|beneficiaire|donneur d'ordres?|acheteur|maitre d'ouvrage|abonne|licencie|customer"
    r"|buyer|purchaser|licensee|subscriber|commanditaire"
)
SUPPLIER = (
    r"prestataire|titulaire|fournisseur|editeur|hebergeur|integrateur|infogerant|consultant"
    r"|sous-traitant|supplier|provider|vendor|contractor|licensor"
)
_PARTY = re.compile(rf"\b(?:(?P<client>{CLIENT})|(?P<supplier>{SUPPLIER}))\b")
_WAIVER = re.compile(r"\brenonc\w+|\babandon\w*|\bwaiv\w+")
_AGAINST = re.compile(
    r"\b(?:contre|a l'encontre|envers|vis-a-vis|en faveur|au profit|against|in favou?r of)\b"
)
_MUTUAL = re.compile(
    r"\breciproqu|\bmutuel|\bmutual|\bles (?:deux )?parties\b|\bchacune des parties\b"
    r"|\bchaque partie\b|\b(?:each|either|both|the) part(?:y|ies)\b"
)
_REFUSED_WAIVER = re.compile(
    r"\bne renonc\w+ (?:pas|nullement|aucunement|en rien)|\bsans renoncer\b"
    r"|\b(?:does|do|shall) not waive\b|\bwithout waiving\b"
)


def find_beneficiary(folded: str) -> str | None:
    """Return whom a waiver of recourse favours; None where the sentence leaves it open.

    Who waives and against whom must not contradict each other: a doubt is no favour.
    """
    if _MUTUAL.search(folded):
        return "both"
    verb = _WAIVER.search(folded)
    if verb is None:
        return None
    before = _parties(folded[: verb.start()])
    against = _AGAINST.search(folded, verb.end())
    if not before:
        # "Renonciation à recours du Client contre le Prestataire": who waives follows.
        before = _parties(folded[verb.end() : against.start() if against else None])
    target = _parties(folded[against.end() :])[:1] if against else []
    waives = set(before)
    if len(waives) > 1:
        # Two parties before the verb: only the object tells who waives.
        waives = set(before[-1:]) if target and target[0] != before[-1] else set()
    if not waives:
        return target[0] if target and not before else None
    (who,) = waives
    favoured = "supplier" if who == "client" else "client"
    return favoured if not target or target[0] == favoured else None


def is_refused_waiver(folded: str) -> bool:
    """Return True where the sentence says that nobody waives."""
    return bool(_REFUSED_WAIVER.search(folded))


def _parties(folded: str) -> list[str]:
    return ["client" if m["client"] else "supplier" for m in _PARTY.finditer(folded)]


_UNCAPPED = re.compile(
    r"(?<!compris, )(?<!compris )(?<!notamment, )(?<!notamment )"
    r"\bsans (?:aucune? )?(?:limitation|limite|plafond)\b"
    r"(?! de (?:duree|temps)| (?:territorial|geographique|dans le temps|temporelle))"
    r"|\b(?:responsabilite|garantie|indemni\w+|montant)\b[^.;]{0,60}\billimite"
    r"|\b(?:non|pas|ni) (?:limitee?|plafonnee?)s?\b|\bdeplafonne"
    r"|\baucun plafond\b|\baucune limit\w+ (?:de (?:montant|responsabilite)|financiere)"
    r"|\bplafond\w*\b[^.;]{0,80}\bne (?:s'appliqu|(?:lui |leur )?(?:est|sont|sera) )\w* ?pas\b"
    r"|(?<!including )(?<!including, )\bwithout (?:any )?(?:financial )?(?:limit|cap)\b"
    r"|\bwithout (?:any )?limitation (?:of|in|as to|on) (?:amount|liability)"
    r"|\bunlimited(?! (?:licen|right|number|period|duration|use|in time))|\buncapped\b"
    r"|\bnot (?:be )?(?:limited(?! to)|capped|subject to (?:the|any) (?:cap|limit))"
)


def is_uncapped(folded: str) -> bool:
    """Return True where a sentence says that what it promises has no ceiling in money."""
    return bool(_UNCAPPED.search(folded))


_FORBIDDEN = re.compile(
    r"\binterdi\w+|\bprohib|\b(?:ne|n') ?(?:peut|pourra|saurait|doit|devra|est pas|sous-traite)"
    r"|\bnot (?:be )?(?:permitted |entitled |allowed )?(?:to )?(?:sub-?contract|use|engage)"
    r"|\bno sub-?contract"
)
_CONSENT = re.compile(
    r"\baccord\b|\bagrement\b|\bagree\b|\bautorisation\b|\bacceptation\b|\bapprobation\b"
    r"|\bconsent\b|\bapproval\b|\bauthori[sz]ation\b|\bpermission\b|\bagrees? in writing\b"
)
_WITHOUT_CONSENT = re.compile(r"\blibre(?:ment)?\b|\bfreely\b|\bwithout (?:any )?restriction")
_ALLOWED = re.compile(
    r"\bpeut\b|\bpourra\b|\best autorise|\badmise?\b|\bpossible\b|\bse reserve\b|\bmay\b"
    r"|\bfaculte\b|\bentitled\b"
)
_NEEDLESS = re.compile(
    r"\b(?:peut|pourra|may)\b[^.;]{0,80}\b(?:sans|without)\b[^.;]{0,40}"
    r"\b(?:accord|agrement|autorisation|consent|approval)\b"
)


def find_subcontracting_form(folded: str) -> str | None:
    """Return forbidden, consent or free; None where the sentence rules neither way."""
    forbidden = _FORBIDDEN.search(folded) is not None
    if not forbidden and (_WITHOUT_CONSENT.search(folded) or _NEEDLESS.search(folded)):
        return None if re.search(r"\bmay not\b", folded) else "free"
    if _CONSENT.search(folded):
        return "consent"
    if forbidden or re.search(r"\b(?:may|shall) not\b", folded):
        return "forbidden"
    return "free" if _ALLOWED.search(folded) else None
