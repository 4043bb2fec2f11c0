"""Names of firms and persons as printed: where one begins, where it ends.

A name is a run of capitalised words, with the small words and signs that tie them; a
comma, an address, an identifier or a legal form at its end closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assembly.legal_forms import has_legal_form
from checker.language import Analysis
from checker.text import fold

_TOKEN = re.compile(r"[^\s,;:()\[\]«»\"“”|•·…–—]+|[,;:()\[\]«»\"“”|•·…–—]|\n")
_TIES = frozenset(
    ("de", "du", "des", "d'", "la", "le", "les", "l'", "et", "&", "and", "of", "the", "en", "a",
     "aux", "sur", "pour", "+", "/", "y", "sous")
)  # fmt: skip
# What stands between a verb or label and the name that it announces.
_INTRODUCTION = re.compile(
    r"(?:[\s:«\"“•*–—-]|(?:l'|d')"
    r"|(?:la|le|les|de|du|des|a|au|par|que|qu'|notre|notre client|votre|son|leur|ladite|ledit|une"
    r"|un|the|that|of|for|on behalf of|our client|messrs)\b\s?"
    r"|(?:societe|societes|entreprise|firme|compagnie|cabinet|etablissements?|association|mutuelle"
    r"|agence|assureur|assuree?|souscripteur|societaire|adherente?|client|cliente|courtier"
    r"|company|firm|insurers?|denommee?|designee?|ci-dessous|ci-apres|suivante?|nommee?|de tete"
    r"|dont le nom est|anonyme|cooperative|civile|courtage|apporteur|personne morale)"
    r"\b(?=[\s:«,]))"
)
_CIVILITY = re.compile(r"\s*(?:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|m)\b\.?\s+")
_DOTTED = re.compile(r"^(?:[A-Z]\.){1,6}[A-Z]?\.?$")
_STREET = re.compile(
    r"^(?:rue|avenue|av\.?|boulevard|bd|bld|blvd|cours|place|pl\.?|quai|allees?|chemin|impasse|route"
    r"|square|passage|mail|esplanade|promenade|villa|cite|rond-point|zone|za|zi|zac|parc|tour"
    r"|immeuble|batiment|residence|domaine|lieu-dit|bp|cs|street|road|lane|way|floor|venelle"
    r"|montee|sentier|hameau|terrasses?|bis|ter|quater|unit|suite|po|th|st|nd)\b"
)
_END_WORD = re.compile(
    r"^(?:siren|siret|r\.?c\.?s\.?|rcs|orias|tva|vat|tel|tel\.|fax|n°|no|n|naf|ape|adresse|siege"
    r"|capital|representee?|dirigeante?|gerante?|presidente?|immatriculee?|email|e-mail|www\S*"
    r"|http\S*|succursale|branch|agissant|exercant|intervenant|au|dont|ayant|ref\.?)$"
)
# Words that a name may hold, unless they label what follows ("Code NAF : 6201Z").
_LABEL_WORD = re.compile(
    r"^(?:registered|address|contact|effet|periode|validite|date|police|contrat|code|intermediaire"
    r"|page|activites?|adresse|client|societaire|agence|telephone|insurer|assureur|policy)$"
)
_LABELS = re.compile(r"\s?(?:n ?°|no\b|numero|:|naf\b|ape\b|postal\b|office\b|\d)")
_POSTCODE = re.compile(r"^(?:[A-Z]-?)?\d{4,6}$")
_SEAT = re.compile(r"(?:\br\.?c\.?s\.? ?(?:de |d')?(?:la |le |les )?|\b\d{5} |\bcedex )$")
_IN_STREET = re.compile(
    r"\b(?:rue|avenue|boulevard|bd|cours|place|quai|allee|allees|chemin|impasse|route|square|mail"
    r"|esplanade|passage)\b(?: (?:de|du|des|la|le|les|l'|d'|et))*[ ']*$"
)
# A capital at the head of a sentence is no name.
_ORDINARY = frozenset(
    ("ne", "pas", "n'est", "est", "sont", "between", "outre", "exclus", "exclues", "garantit",
     "garantis",
     "la", "le", "les", "l'un", "une", "nous", "je", "vous", "il", "elle", "ce", "cet", "cette",
     "ces", "pour", "par", "en", "au", "aux", "du", "de", "des", "et", "ou", "si", "dans", "sur",
     "sous", "sans", "avec", "entre", "notre", "votre", "vos", "nos", "son", "sa", "ses", "leur",
     "leurs", "tout", "toute", "toutes", "tous", "aucun", "aucune", "chaque", "article", "fait",
     "attestation", "contrat", "police", "objet", "date", "we", "this", "that", "these", "in",
     "on", "our", "your", "to", "from", "it", "its", "and", "or", "for", "by", "of", "is", "all",
     "any", "with", "each", "no", "not", "as", "if", "the", "certificate", "soussignes",
     "soussigne", "present", "presente", "document", "adresse", "activites", "activite",
     "garanties", "garantie", "montant", "siege", "rc", "tva", "rcs", "r.c.s", "siren", "siret",
     "orias", "ape", "naf", "acpr", "cs", "bp", "cedex", "page", "tel", "directeur",
     "directrice", "responsable", "assureur", "souscripteur", "courtier", "client", "mme", "m",
     "mr", "madame", "monsieur", "code", "autorite", "registre", "n°", "franchise", "etendue",
     "etat", "union", "votre", "ref", "n/ref", "sas", "sarl", "sa", "sasu")
)  # fmt: skip
_LONGEST_NAME_WORDS = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `[start, end)`; `person`: a title (Mme, M.) stands before it."""

    start: int
    end: int
    person: bool = False


def read_name(analysis: Analysis, start: int, limit: int) -> Name | None:
    """Return the name that begins at `start`, articles and "la société" left out."""
    folded = analysis.folded
    position, person = start, False
    while position < limit:
        match = _CIVILITY.match(folded, position, limit)
        if match and (match[0].strip() != "m" or analysis.document.text[position].isupper()):
            position, person = match.end(), True
            continue
        match = _INTRODUCTION.match(folded, position, limit)
        if not match or not match[0] or not _is_small(analysis, match):
            break
        position = match.end()
    end = _end_of_name(analysis, position, limit)
    if end <= position:
        return None
    return Name(position, end, person)


def names_in(analysis: Analysis, start: int, limit: int) -> Iterator[Name]:
    """Yield the names printed in `[start, limit)`, in order."""
    text = analysis.document.text
    position = start
    while match := _TOKEN.search(text, position, limit):
        position = match.end()
        if not _is_capital(match[0]) or _plain(analysis, match) in _ORDINARY:
            continue
        end = _end_of_name(analysis, match.start(), limit)
        if end <= match.start():
            continue
        lead = analysis.folded[max(start, match.start() - 30) : match.start()]
        if _SEAT.search(lead) or _IN_STREET.search(lead):
            # "RCS Le Mans", "69100 VILLEURBANNE": a town, no firm.
            continue
        if _looks_like_name(analysis, match.start(), end):
            yield Name(match.start(), end)
        position = max(position, end)


def same_name(one: str, other: str) -> bool:
    """Return True when two printings name the same firm, legal form and case apart."""
    return _bare(one) == _bare(other) != ""


def is_more_than_form(name: str) -> bool:
    """Return False for a legal form on its own: "certifie que SAS, immatriculée …"."""
    return _bare(name) != ""


def _bare(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", fold(name))
    return re.sub(
        r"\b(?:sas|sasu|sa|sarl|eurl|se|nv|ltd|limited|plc|inc|ei|the|la|les?)\b| ", "", plain
    )


def _end_of_name(analysis: Analysis, start: int, limit: int) -> int:
    """Return where the name beginning at `start` ends; `start` when there is none."""
    text = analysis.document.text
    end, words, capitals = start, 0, 0
    form_closes = False
    for match in _TOKEN.finditer(text, start, limit):
        token, plain = match[0], _plain(analysis, match)
        if match.start() > end and not _tied(analysis, end, match.start()):
            break
        if match.start() < end:
            continue
        if token == "(":
            close = _place_in_brackets(analysis, match.start(), limit) if words else 0
            if not close:
                break
            end, form_closes = close, False
            continue
        if token in ",":
            # "Quill, Inc.": an American form stands behind a comma.
            form = re.compile(r",\s(?:inc|llc|ltd|llp|corp)\b\.?").match(
                analysis.folded, match.start(), limit
            )
            return form.end() if form and words else end
        if not token[0].isalnum() and token[0] not in "&+/'’-":
            break
        if _is_tie(plain):
            continue
        if _closes(analysis, match, plain, limit, words):
            break
        is_form = _is_form(analysis, match)
        if form_closes and not is_form:
            break
        if words and not is_form and capitals >= 2 and not token.isupper() and token[0].isalpha():
            break
        if words and token.islower() and plain in _TRADE_ENDINGS:
            return match.end()
        if not (is_form or _is_capital(token) or (words and token[0].isdigit()) or _mixed(token)):
            break
        words += 1
        capitals += token.isupper() and len(token) >= 4 and not is_form
        end = match.end()
        form_closes = is_form and words > 1
        if words >= _LONGEST_NAME_WORDS:
            break
        if token.endswith(".") and not _DOTTED.match(token) and len(token) > 4:
            return end - 1
    return _without_tail(text, start, end)


def _tied(analysis: Analysis, end: int, start: int) -> bool:
    """True when only small words lie between two words of a name."""
    between = analysis.folded[end:start].replace("'", "' ").split()
    return all(word in _TIES for word in between) and len(between) <= 3


def _is_tie(plain: str) -> bool:
    return plain in _TIES


def _closes(analysis: Analysis, match: re.Match[str], plain: str, limit: int, words: int) -> bool:
    token = match[0]
    if not words:
        return False
    if _END_WORD.match(plain) or _POSTCODE.match(token):
        return True
    if _LABEL_WORD.match(plain) and _LABELS.match(analysis.folded, match.end(), limit):
        return True
    if token[0].isdigit():
        if len(token) > 4 or re.match(r" ?\d", analysis.folded[match.end() : match.end() + 2]):
            return True
        rest = analysis.folded[match.end() : min(limit, match.end() + 24)].lstrip(" ,")
        return bool(_STREET.match(rest)) or (rest[:1] in "-/" and rest[:1] != "")
    return False


def _place_in_brackets(analysis: Analysis, start: int, limit: int) -> int:
    """Return the end of "(UK)" or "(Ireland)" inside a name, 0 where it closes the name."""
    match = re.compile(r"\(([^()\d]{2,24})\)").match(analysis.document.text, start, limit)
    if match is None or not match[1][0].isupper():
        return 0
    following = _TOKEN.match(analysis.document.text, match.end() + 1, limit)
    if following is None or not _is_form(analysis, following):
        return 0
    return match.end()


def _is_form(analysis: Analysis, match: re.Match[str]) -> bool:
    if _DOTTED.match(match[0]) and len(match[0]) > 3:
        return True
    parts = re.split(r"[/]", match[0])
    if len(parts) > 1 and all(p.isupper() for p in parts):
        return True
    return has_legal_form(analysis, match.start(), match.end())


# "Thélem assurances": the trade is written small at the end of some insurers' names.
_TRADE_ENDINGS = frozenset(("assurances", "assurance", "insurance"))


def _is_capital(token: str) -> bool:
    first = token.lstrip("'’\"")[:1]
    elided = re.match(r"^[dlDL]['’](\w)", token)
    return first.isupper() or bool(elided and elided[1].isupper())


def _mixed(token: str) -> bool:
    """True for a brand such as iD or e-Santé, or a figure with letters (3D, 2iA)."""
    return any(c.isupper() for c in token[:4]) or (token[0].isdigit() and token[-1].isalpha())


def _is_small(analysis: Analysis, match: re.Match[str]) -> bool:
    """True when an introduction is written small, or is one that no name begins with."""
    word = analysis.document.text[match.start() : match.end()].strip()
    if not word or not word[0].isalpha():
        return True
    if word[0].islower():
        return True
    return analysis.folded[match.start() : match.end()].strip() in _CAPITAL_INTRODUCTIONS


_CAPITAL_INTRODUCTIONS = frozenset(["la", "le", "l'", "the", "societe", "notre", "client", "par"])


def _plain(analysis: Analysis, match: re.Match[str]) -> str:
    return analysis.folded[match.start() : match.end()].rstrip(".")


def _looks_like_name(analysis: Analysis, start: int, end: int) -> bool:
    text = analysis.document.text[start:end]
    words = [w for w in re.split(r"[\s'’]+", text) if len(w) > 1]
    capitals = [w for w in words if w[0].isupper()]
    if has_legal_form(analysis, start, end) or analysis.hits_in("insurers", start, end):
        return True
    loud = [w for w in words if w.isupper() and len(w) >= 3]
    return len(capitals) >= 2 or bool(loud and analysis.folded[start:end] not in _ORDINARY)


def _without_tail(text: str, start: int, end: int) -> int:
    printed = text[start:end].rstrip(" -–—/&+.'’")
    if text[start:end].endswith(".") and re.search(
        r"(?:[A-Z]\.){1,}$|\b(?:Inc|Ltd|Cie|Co)\.$", text[start:end]
    ):
        return end
    return start + len(printed)
