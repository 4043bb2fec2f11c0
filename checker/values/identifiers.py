"""French and European identifiers with their check digits (python-stdnum).

A nine-digit group may be a policy number or half a phone number: an identifier is only
read behind (or before) its label.

>>> [(i.kind, i.value, i.valid) for i in find_identifiers("SIREN 552 008 443")]
[('siren', '552008443', True)]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.eu import vat
from stdnum.fr import siren, siret

from checker.text import fold

_DIGITS = r"\d(?:[ .]?\d)"
_SIRET_LIKE = re.compile(rf"(?<![\d.,]){_DIGITS}{{13}}(?!\d| ?\d)")
_SIREN_LIKE = re.compile(r"(?<![\d.,])\d{3}[ .]?\d{3}[ .]?\d{3}(?![ .]?\d)")
_VAT_LIKE = re.compile(
    r"(?<![a-z\d])(?P<vat>fr ?[a-z\d]{2} ?\d{3} ?\d{3} ?\d{3}"
    r"|(?:be|de|lu|nl|es|it|ie|at|pt|dk|se|fi|pl) ?[a-z\d][ .a-z\d]{6,12}\d)(?![a-z\d])"
)
_ORIAS_LABEL = re.compile(r"\borias\b")
_ORIAS_LIKE = re.compile(r"(?<!\d)\d{2}(?:[ .]?\d{3}){2}(?![ ]?\d)")
_NAF_LIKE = re.compile(r"(?<![a-z\d])(?P<code>\d{2}\.?\d{2} ?[a-z])(?![a-z\d])")

_REGISTER_LABEL = re.compile(
    r"(?:siren|siret|r\.? ?c\.? ?s\.?|registre|immatricul[a-z]*|sous le (?:n|numero)|insee"
    r"|identifiant|company (?:no|number)|metiers|rm)\b"
)
_REGISTER_AFTER = re.compile(r"[ ,(-]{0,3}(?:r\.? ?c\.? ?s\b|rm\b)")
_VAT_LABEL = re.compile(r"(?:tva|vat|intracom[a-z]*)")
_NAF_LABEL = re.compile(r"\b(?:naf|ape)\b")
# How far before a number its label may stand ("immatriculée au RCS de … sous le numéro").
_LABEL_REACH = 70
# Between the ORIAS numbers of one agency: "08 041 377 et 08 041 378".
_ORIAS_REACH = 60
_OTHER_LABEL = re.compile(r"[;\n]|\b(?:rcs|tel|siren)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier at `[start, end)`: kind siren, siret, vat, orias or naf; compact value."""

    start: int
    end: int
    kind: str
    value: str
    valid: bool


def find_identifiers(text: str) -> list[Identifier]:
    """Return the labelled identifiers of `text` in order, invalid ones included."""
    folded = fold(text)
    # Sorted all the while: a long text holds many, which do not overlap.
    found: list[Identifier] = []
    for candidate in (*_vats(folded), *_orias(folded), *_companies(folded), *_naf(folded)):
        at = bisect_left(found, candidate.start, key=lambda identifier: identifier.start)
        is_free = at == 0 or found[at - 1].end <= candidate.start
        if is_free and (at == len(found) or candidate.end <= found[at].start):
            found.insert(at, candidate)
    return found


def parse_siren(printed: str) -> str | None:
    """Return the SIREN in a SIREN, SIRET or French VAT number, None when it is invalid."""
    digits = re.sub(r"[^\d]", "", printed)
    digits = digits[-9:] if printed.strip().upper().startswith("FR") else digits[:9]
    return digits if siren.is_valid(digits) else None


def is_siren(value: str) -> bool:
    """Return True when `value` is nine digits with a right check digit."""
    return siren.is_valid(value)


def _companies(folded: str) -> Iterator[Identifier]:
    for match in _SIRET_LIKE.finditer(folded):
        value = _compact(match[0])
        if len(value) == 14 and _is_labelled(folded, match):
            yield _identifier(match, "siret", value, valid=siret.is_valid(value))
    for match in _SIREN_LIKE.finditer(folded):
        value = _compact(match[0])
        if _is_labelled(folded, match):
            yield _identifier(match, "siren", value, valid=siren.is_valid(value))


def _is_labelled(folded: str, match: re.Match[str]) -> bool:
    if _REGISTER_AFTER.match(folded, match.end()):
        return True
    before = folded[max(0, match.start() - _LABEL_REACH) : match.start()]
    labels = list(_REGISTER_LABEL.finditer(before))
    # Another number between the label and this one has taken the label.
    return bool(labels) and not re.search(r"\d{3}[ .]?\d{3}", before[labels[-1].end() :])


def _vats(folded: str) -> Iterator[Identifier]:
    for match in _VAT_LIKE.finditer(folded):
        value = _compact(match["vat"]).upper()
        before = folded[max(0, match.start() - _LABEL_REACH) : match.start()]
        if _VAT_LABEL.search(before) or (value.startswith("FR") and vat.is_valid(value)):
            yield _identifier(match, "vat", value, valid=vat.is_valid(value))


def _orias(folded: str) -> Iterator[Identifier]:
    for label in _ORIAS_LABEL.finditer(folded):
        position = label.end()
        while True:
            match = _ORIAS_LIKE.search(folded, position, label.end() + _ORIAS_REACH)
            if match is None or _OTHER_LABEL.search(folded, position, match.start()):
                break
            value = _compact(match[0])
            yield _identifier(match, "orias", value, valid=int(value[:2]) >= _FIRST_ORIAS_YEAR)
            position = match.end()


# The register opened in 2007; the first two digits are the year of registration.
_FIRST_ORIAS_YEAR = 7


def _naf(folded: str) -> Iterator[Identifier]:
    for match in _NAF_LIKE.finditer(folded):
        before = folded[max(0, match.start() - _LABEL_REACH // 2) : match.start()]
        if _NAF_LABEL.search(before):
            digits = _compact(match["code"]).upper()
            yield _identifier(match, "naf", f"{digits[:2]}.{digits[2:]}", valid=True)


def _compact(printed: str) -> str:
    return re.sub(r"[ .]", "", printed)


def _identifier(match: re.Match[str], kind: str, value: str, *, valid: bool) -> Identifier:
    return Identifier(start=match.start(), end=match.end(), kind=kind, value=value, valid=valid)
