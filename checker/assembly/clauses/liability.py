"""How far a contract bounds the supplier's liability: caps, none at all, what escapes the cap.

One sentence may hold a cap and its exceptions ("est limitée à 300 000 €, sauf contrefaçon");
a cap may stand in a definition elsewhere ("ne peut excéder le Plafond").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.assembly.clauses.articles import Article
from checker.assembly.clauses.caps import CapValue, find_cap_values
from checker.assembly.clauses.definitions import end_of_row, find_defined_cap
from checker.assembly.clauses.promises import CLIENT, SUPPLIER
from checker.assembly.clauses.references import find_referred_heads
from checker.assembly.evidence import cite
from checker.domain import BlockKind, Clause, Evidence
from checker.language import Analysis, Sentence
from checker.text import fold

__all__ = ["find_heads", "find_liability_clauses"]

_INSURANCE = re.compile(
    r"\bassur\w*|\bpolices?\b|\binsur\w*|\bpolic(?:y|ies)\b|\bsouscri\w+|\bgaranties suivantes"
)
# In an article on insurance only these words cap: "à hauteur de" says how much is insured.
_CAPS = re.compile(r"limit|plafonn|exced|depass|superieur|exceed|capped|au-?\s?dela|more than")
_CREDITS = re.compile(
    r"\bavoirs?\b(?! (?:ete|lieu|pour))|\bservice credits?\b|\bcredits? de service\b"
)
# What takes a head out of the cap that the same sentence states.
_EXCEPTION = re.compile(
    r"\b(?:sauf|hormis|a l'exception|exception faite|excepte|a l'exclusion|except|save"
    r"|other than)\b"
)
# "Ce plafond ne s'applique pas …": the sentence is about what escapes, and states no cap.
_INAPPLICABLE = re.compile(
    r"\bn[e'] ?(?:s'|sont? |est |sera |seront |saurai\w+ |pourr\w+ |peu\w+ |jou\w+|vau\w+"
    r"|trouv\w+|concern\w+)"
    r"[a-z' ]{0,30}(?:appli|joue|oppos|pas|ni\b)|\bnot appl|\bnothing in\b"
)
_OTHERWISE = re.compile(
    r"\botherwise\b|\bin (?:all|any) other cases?\b|\bpour le (?:reste|surplus)\b"
    r"|\bdans (?:tous )?les autres cas\b|\ba defaut\b|\bautrement\b"
)
_NOTHING = re.compile(
    r"\bnothing in (?:this|the) (?:agreement|contract)\b[^.;]{0,60}\bliability"
    r"(?: (?:under|in connection with|arising under) (?:this|the) (?:agreement|contract))?[ .]*$"
    r"|\bnothing in\b[^.;]{0,120}\bliability\b[^.;]{0,30}\bunlimited\b"
)
_OF_CLIENT = re.compile(
    rf"\bresponsabilite (?:[a-z]+ ){{0,3}}?(?:du|de la|de l'|d'un|des) ?(?:{CLIENT})\b"
    rf"|\b(?:{CLIENT})'?s? (?:[a-z]+ ){{0,3}}?liability\b"
    rf"|\bliability of (?:the )?(?:{CLIENT})\b"
)
_RAISED = re.compile(
    r"\bporte\w* (?:a|au)\b|\breleve\w* (?:a|au)\b|\b(?:increased|raised) to\b"
    r"|\bplafond (?:distinct|specifique|separe|particulier|propre)\b"
    r"|\b(?:separate|specific|higher|super) cap\b"
)
# The text joined to the sentence that ends with a colon, at most so many items.
_MOST_ITEMS = 12


# "Plafond de responsabilité : 700 000 €": a label and its value, in a line or a row.
_LABEL = re.compile(
    r"^\W*(?:\d[\d.]*\W+)?(?:plafond|limite|limitation|montant (?:maximal|maximum)|liability cap"
    r"|limit of liability|cap on liability|maximum liability|overall cap)\b[^:.;]{0,60}(?::|$)"
)
_OF_LIABILITY = re.compile(r"responsabilit|indemnis|indemnit|reparation|liabilit")


def _label_caps(analysis: Analysis, sentence: Sentence) -> Iterator[Clause]:
    folded = analysis.folded[sentence.start : sentence.end]
    label = _LABEL.match(folded)
    if label is None or not _OF_LIABILITY.search(label[0]) or _INSURANCE.search(folded):
        return
    end = sentence.end
    if sentence.block.kind is BlockKind.CELL:
        end = end_of_row(analysis, sentence)
    values = find_cap_values(analysis.document.text[sentence.start : end])
    evidence = (cite(analysis.document, sentence.start, end),)
    yield from (_of_value(value, evidence) for value in values)


def find_liability_clauses(
    analysis: Analysis, article: Article, sentence: Sentence, ids: set[str], *, insuring: bool
) -> Iterator[Clause]:
    """Yield the caps, the absence of a cap and the exceptions that one sentence states."""
    folded = analysis.folded[sentence.start : sentence.end]
    evidence = (cite(analysis.document, sentence.start, sentence.end),)
    if _OF_CLIENT.search(folded) and not re.search(rf"\b(?:{SUPPLIER}|part(?:y|ies?))\b", folded):
        return
    limits = _limits(analysis, sentence, ids, folded, insuring=insuring)
    if "ct.cap.carveouts" in ids:
        if _NOTHING.search(folded):
            yield Clause(id="ct.nocap", capped=False, evidence=evidence)
            return
        if _INAPPLICABLE.search(folded) or not limits:
            items = _items(analysis, article, sentence)
            spans = [(s.start, s.end) for s in (sentence, *items)]
            heads = [head for span in spans for head in find_heads(analysis, *span)]
            heads += [head for span in spans for head in find_referred_heads(analysis, *span)]
            cited = tuple(cite(analysis.document, *span) for span in spans)
            yield Clause(id="ct.cap.carveouts", heads=tuple(dict.fromkeys(heads)), evidence=cited)
            return
    elif "ct.nocap" in ids:
        split = _OTHERWISE.search(folded)
        rest = (
            analysis.document.text[sentence.start + split.start() : sentence.end] if split else ""
        )
        values = find_cap_values(rest) if _CAPS.search(fold(rest)) else ()
        if split is None or not values:
            yield Clause(id="ct.nocap", capped=False, evidence=evidence)
            return
        yield from (_of_value(value, evidence) for value in values)
        # "Unlimited for bodily injury; otherwise it shall not exceed …": a cap and its exception.
        heads = find_heads(analysis, sentence.start, sentence.start + split.start())
        yield Clause(id="ct.cap.carveouts", heads=heads, evidence=evidence)
        return
    if not limits:
        yield from _label_caps(analysis, sentence)
        return
    caps = list(_caps(analysis, sentence, folded))
    yield from caps
    if caps and (escaped := _exception(folded, _cap_start(analysis, sentence))):
        start, end = (sentence.start + offset for offset in escaped)
        named = (*find_heads(analysis, start, end), *find_referred_heads(analysis, start, end))
        heads = tuple(dict.fromkeys(named))
        if heads or "ct.cap.carveouts" in ids:
            yield Clause(id="ct.cap.carveouts", heads=heads, evidence=evidence)


def find_heads(analysis: Analysis, start: int, end: int) -> tuple[str, ...]:
    """Return the protections named in a stretch of text, each once."""
    return tuple(dict.fromkeys(hit.id for hit in analysis.hits_in("protections", start, end)))


def _caps(analysis: Analysis, sentence: Sentence, folded: str) -> Iterator[Clause]:
    document = analysis.document
    evidence = (cite(document, sentence.start, sentence.end),)
    values = find_cap_values(document.text[sentence.start : sentence.end])
    if not values and (defined := find_defined_cap(analysis, sentence)):
        values, where = defined
        evidence = (*evidence, cite(document, *where))
    for value in values:
        clause = _of_value(value, evidence)
        if _RAISED.search(folded):
            heads = find_heads(analysis, sentence.start, sentence.end)
            clause = replace(clause, head=heads[0] if heads else None)
        yield clause


def _of_value(value: CapValue, evidence: tuple[Evidence, ...]) -> Clause:
    return Clause(
        id="ct.cap", form=value.form, amount=value.amount, rate=value.rate,
        currency=value.currency, basis=value.basis, choice=value.choice,
        months=value.months if value.form == "percent_of_price" else None,
        evidence=evidence,
    )  # fmt: skip


def _limits(
    analysis: Analysis, sentence: Sentence, ids: set[str], folded: str, *, insuring: bool
) -> bool:
    """Return True when a sentence caps liability, not an insurance, a penalty or a credit."""
    if "ct.cap" not in ids or ids & {"ct.penalites", "ct.penalites.cap"}:
        return False
    if _CREDITS.search(folded):
        return False
    if insuring and not _CAPS.search(folded):
        return False
    # "Sa responsabilité est limitée au montant de sa police" caps; "sa police garantit sa
    # responsabilité à hauteur de …" insures: what comes first is what the sentence is about.
    insured = _INSURANCE.search(folded)
    return insured is None or _cap_start(analysis, sentence) < insured.start()


def _cap_start(analysis: Analysis, sentence: Sentence) -> int:
    """Return where in its sentence the cap is told first."""
    starts = [
        hit.start - sentence.start
        for hit in analysis.hits_in("clauses", sentence.start, sentence.end)
        if hit.id == "ct.cap"
    ]
    return min(starts, default=0)


def _exception(folded: str, cap: int) -> tuple[int, int] | None:
    """Return the part of a sentence that takes heads out of the cap it states."""
    cue = _EXCEPTION.search(folded)
    if cue is None:
        return None
    # "À l'exception de …, la responsabilité est limitée": up to where the cap begins.
    return cue.start(), cap if cue.start() < cap else len(folded)


def _items(analysis: Analysis, article: Article, sentence: Sentence) -> list[Sentence]:
    """Return the list items that a sentence ending with a colon opens."""
    if not analysis.document.text[: sentence.end].rstrip().endswith(":"):
        return []
    found: list[Sentence] = []
    for other in article.sentences:
        if other.start < sentence.end:
            continue
        printed = analysis.document.text[other.start : other.end]
        if other.block.kind is not BlockKind.LIST_ITEM and not _ITEM.match(printed):
            break
        found.append(other)
    return found[:_MOST_ITEMS]


_ITEM = re.compile(r"\s*(?:[-–—•▪*]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s")
