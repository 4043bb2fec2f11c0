"""The supplier and the client of a contract, by the role that the text gives each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.fields import value_spans
from checker.assembly.legal_forms import has_legal_form
from checker.assembly.names import Name, names_in, read_name, same_name
from checker.language import Analysis
from checker.language.patterns import Hit

# "ci-après dénommée « le Prestataire »", "(the “Supplier”)", "ci-après « l'Intégrateur »".
_DEFINES = re.compile(
    r"(?:ci-?apres|hereinafter|denommee?s?|designee?s?|appelee?s?|nommee?|d'une part|d'autre part"
    r"|referred to as|\(|called)[^\n;.)]{0,50}$|\"[^\n;.)\"]{0,12}$"
)
# How far before its role the name of a party may stand ("X, société … ci-après le Client").
_PARTY_REACH = 900
# "X fournit à ses clients (le « Client »)": the role is not X's.
_PREDICATE = re.compile(
    r"\b(?:fournit|propose|definissent|commercialise|edite|exploite|provides|offers|supplies"
    r"|(?:ses|leurs|its|their) clients?|customers)\b"
)
_ROLE_HEADING = 40
# Any name that the contract gives a party, of a role that nobody knows ("ci-après « la Banque »").
_ALIAS = re.compile(
    r"\bci-?apres[^\n;.)]{0,50}\"[^\n\"]{2,40}\"|\bhereinafter[^\n;.)]{0,50}\"[^\n\"]{2,40}\""
    r"|\(\s?(?:ci-?apres[^\n;.)\"]{0,40})?(?:the |la |le |l'|les )?\"[^\n\"]{2,40}\""
)
_BETWEEN = re.compile(r"\bentre\b|\bbetween\b|\bparties\b|\b(?:contrat|accord) lie\b")
_SIGNATURE = re.compile(r"^(?:pour|for|signature|lu et approuve|bon pour|p/o)\b")
_GENERAL_TERMS = re.compile(
    r"(?:conditions generales|cgv|cgu|cgs|terms and conditions|terms of service)"
)


def find_client(analysis: Analysis) -> Name | None:
    """Return the client of a contract, None where no firm has that role."""
    found = _of_role(analysis, "party.client")
    if found is not None:
        return found
    supplier = _of_role(analysis, "party.supplier", "party.policyholder")
    supplier = supplier or next(_parties(analysis), None)
    return _other_party(analysis, supplier) if supplier else None


def _other_party(analysis: Analysis, supplier: Name) -> Name | None:
    """Return the second party of a contract between two, whatever it is called there."""
    text, folded = analysis.document.text, analysis.folded
    if not _BETWEEN.search(folded, 0, min(len(folded), _OPENING)):
        return None
    others = [
        name
        for name in names_in(analysis, 0, min(len(text), _OPENING))
        if _DESCRIBED.match(folded, name.end)
        and _is_firm(analysis, name)
        and not _same(text, name, supplier)
    ]
    return others[0] if others else None


def find_supplier(analysis: Analysis, client: Name | None) -> Name | None:
    """Return the supplier: the firm with that role, else the party that is not the client."""
    text = analysis.document.text
    found = _of_role(analysis, "party.supplier", "party.policyholder")
    if found is not None and not (client and _same(text, found, client)):
        return found
    for name in _parties(analysis):
        if not (client and _same(text, name, client)):
            return name
    return None


def _of_role(analysis: Analysis, *roles: str) -> Name | None:
    for role in roles:
        for label in analysis.hits("field-labels"):
            if label.id != role:
                continue
            name = _defined_before(analysis, label) or _headed(analysis, label)
            if name is not None:
                return name
    return None


def _defined_before(analysis: Analysis, label: Hit) -> Name | None:
    """Return the firm that "ci-après le Client" closes the description of."""
    lead = analysis.folded[max(0, label.start - 60) : label.start]
    match = _DEFINES.search(lead)
    if match is None:
        return None
    start = max(0, label.start - _PARTY_REACH)
    # The description of a party begins after the role of the party before it.
    for other in analysis.hits_in("field-labels", start, label.start - len(match[0])):
        if other.id in ("party.client", "party.supplier", "party.policyholder") and _DEFINES.search(
            analysis.folded[max(0, other.start - 60) : other.start]
        ):
            start = other.end
    for alias in _ALIAS.finditer(analysis.folded, start, label.start):
        if not alias.start() < label.start <= alias.end() + 1:
            start = alias.end()
    names = [n for n in names_in(analysis, start, label.start) if _is_firm(analysis, n)]
    body = _public_body(analysis, start, label.start)
    if body is not None and not names:
        return body
    if not names or _PREDICATE.search(analysis.folded[names[0].end : label.start]):
        return None
    return names[0]


def _public_body(analysis: Analysis, start: int, limit: int) -> Name | None:
    """Return the last public body named before a role ("le Syndicat mixte du Haut-Bréda")."""
    text = analysis.document.text
    found: Name | None = None
    for hit in analysis.hits_in("public-bodies", start, limit):
        rest = _BODY_NAME.match(text, hit.end, limit)
        if rest is not None and text[hit.start].isupper():
            found = Name(hit.start, rest.end())
    return found


# "… intercommunal du Haut-Bréda", "Commune de Saint-Malo".
_BODY_NAME = re.compile(
    r"(?: [a-zà-ÿ]{6,}){0,2}"
    r"(?: (?:(?:de|du|des|la|le|les|et|en|sur|sous|d['’]|l['’]) ?){0,3}[A-ZÀ-Ý][\w’'-]*){1,6}"
)


def _headed(analysis: Analysis, label: Hit) -> Name | None:
    """Return the firm under a heading or beside a label ("LE PRESTATAIRE", "Client :")."""
    block = analysis.block_at(label.start)
    if block is None:
        return None
    lead = analysis.folded[block.start : label.start].strip(' -–—:.«"0123456789')
    rest = analysis.document.text[label.end : block.end].lstrip(' »")')
    if lead not in ("", "le", "la", "l'", "the", "votre", "entre", "et") or _SIGNATURE.match(lead):
        return None
    alone = not rest.strip(" :.–—-")
    if not alone and not re.match(r"[:–—-]", rest):
        return None
    if alone and block.end - block.start > _ROLE_HEADING:
        return None
    for start, end in value_spans(analysis, label):
        name = _public_body(analysis, start, end) or read_name(analysis, start, end)
        if name and name.start - start <= 30 and _is_firm(analysis, name, labelled=True):
            return name
    return None


def _parties(analysis: Analysis) -> Iterator[Name]:
    """Yield the firms that the opening of the contract describes, best described first."""
    opening = analysis.document.text[:_OPENING]
    limit = len(opening)
    described = [
        n for n in names_in(analysis, 0, limit) if _DESCRIBED.match(analysis.folded, n.end)
    ]
    yield from described
    yield from (n for n in names_in(analysis, 0, limit) if has_legal_form(analysis, n.start, n.end))


_OPENING = 3_000


def _is_firm(analysis: Analysis, name: Name, *, labelled: bool = False) -> bool:
    folded = analysis.folded[name.start : name.end]
    if _GENERAL_TERMS.search(folded) or folded.startswith(("contrat", "article", "entre")):
        return False
    if analysis.hits_in("document-kinds", name.start, name.end):
        return False
    if any(
        h.start == name.start and h.end == name.end
        for h in analysis.hits_in("field-labels", name.start, name.end)
    ):
        return False
    if labelled or has_legal_form(analysis, name.start, name.end):
        return True
    forms = analysis.hits_in("legal-forms", name.end, name.end + 60)
    if any(form.start - name.end <= _FORM_REACH for form in forms):
        return True
    return bool(_DESCRIBED.match(analysis.folded, name.end))


# What follows the name of a party: its form, its seat, its registration.
_DESCRIBED = re.compile(
    r"[ ,–—(-]*(?:(?:sas|sarl|sa|sasu|eurl)\b|societe|association|etablissement|demeurant|domicili"
    r"|nee?\b|commune|collectivite|entreprise|dont|au capital|immatricul|rcs|siren|represente|siege"
    r"|ayant|prise en la|a company|company (?:no|number)|registered|incorporated|whose|having)"
)
_FORM_REACH = 4


def _same(text: str, one: Name, other: Name) -> bool:
    return same_name(text[one.start : one.end], text[other.start : other.end])
