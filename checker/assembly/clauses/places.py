"""Where a contract is performed, which law governs it, which courts hear it (§6.1 ct.territoire).

A city stands for its country: "les tribunaux de Londres", "sur le site de New York".
"""

from __future__ import annotations

import re

from checker.domain import BlockKind
from checker.language import Analysis, Sentence

__all__ = ["find_courts_abroad", "find_law", "find_performance_abroad", "names_abroad"]

_LAWS = {
    "FR": r"francais|france|french",
    "GB": r"angla|england|english|wales|united kingdom|royaume-uni|britanni|scotland|ecossais",
    "BE": r"belge|belgian|belgium|belgique",
    "CH": r"suisse|swiss|switzerland",
    "LU": r"luxembourg",
    "DE": r"allemand|german|allemagne",
    "ES": r"espagn|spain|spanish",
    "IT": r"itali",
    "IE": r"irland|ireland|irish",
    "NL": r"neerland|netherlands|dutch|pays-bas",
    "PT": r"portug",
    "CA": r"canad|quebec|ontario",
    "MA": r"maroc|morocc",
    "TN": r"tunis",
    "SN": r"senegal",
    "IN": r"\bindien|\bindian\b|\bindia\b|\binde\b",
    "CN": r"chinois|chinese|\bchine\b|\bchina\b",
    "JP": r"japon|japan",
    "US": r"americain|new york|delaware|california|californie|texas|massachusetts|united states"
    r"|etats-unis",
}  # fmt: skip
_LAW = re.compile(r"\bdroits?\b|\blois?\b|\blaws?\b|\blegislation\b")
_COURTS = re.compile(
    r"\btribuna(?:l|ux)\b|\bcours? d|\bjuridictions?\b|\bcourts?\b|\barbitrage\b"
    r"|\barbitra(?:l|tion)|\bjurisdiction\b|\bcompetence exclusive\b|\bfor\b(?= (?:de|du|exclusif))"
)
# A place where nothing may be done is no place of performance.
_FORBIDDEN = re.compile(
    r"\binterdi|\bprohib|\bexclu[se]*\b|\bne (?:peut|peuvent|pourr\w+|sera|seront|saurai\w+)\b"
    r"|\b(?:shall|may|must) not\b|\bau sein de l'|\bwithin the\b"
)
_ISO = 2


def names_abroad(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    """Return the countries and groups of countries other than France that a sentence names."""
    return _abroad(analysis, sentence.start, sentence.end)


def find_performance_abroad(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    """Return the countries abroad where a sentence has the services performed."""
    if _FORBIDDEN.search(analysis.folded, sentence.start, sentence.end):
        return ()
    return _countries(names_abroad(analysis, sentence))


def find_law(folded: str) -> str | None:
    """Return the country whose law a folded sentence names: the nearest to the word law."""
    found = [
        (match.start(), code)
        for code, names in _LAWS.items()
        for match in re.finditer(names, folded)
    ]
    if not found:
        return None
    cue = _LAW.search(folded)
    after = [each for each in found if cue and each[0] >= cue.start()]
    # "French law" comes before the word, "loi française", "laws of England" behind it.
    return min(after or found, key=lambda each: abs(each[0] - (cue.start() if cue else 0)))[1]


def find_courts_abroad(analysis: Analysis) -> tuple[Sentence, tuple[str, ...]] | None:
    """Return the first sentence that sends disputes to courts abroad, and their countries."""
    for sentence in analysis.sentences:
        if sentence.block.kind is BlockKind.FURNITURE:
            continue
        cue = _COURTS.search(analysis.folded, sentence.start, sentence.end)
        if cue is None:
            continue
        countries = _countries(_abroad(analysis, cue.start(), min(sentence.end, cue.end() + 80)))
        if countries:
            return sentence, countries
    return None


def _abroad(analysis: Analysis, start: int, end: int) -> tuple[str, ...]:
    hits = [
        *analysis.hits_in("territories", start, end),
        *analysis.hits_in("places", start, end),
    ]
    ordered = sorted(hits, key=lambda hit: hit.start)
    return tuple(dict.fromkeys(hit.id for hit in ordered if not hit.id.startswith("FR")))


def _countries(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return single countries: "US+CA" is two, a group of states is none."""
    codes = [code for each in ids for code in each.split("+")]
    return tuple(dict.fromkeys(c for c in codes if len(c) == _ISO and c not in ("EU", "FR")))
