"""Contract → Clauses: what the text promises, with its values (domain.md §6.1).

The vocabulary says which sentences speak of which clause; the grammar here decides
whether they make it, reads the values, and keeps one clause where one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.assembly.clauses.articles import Article, articles_of
from checker.assembly.clauses.insurance import find_required, find_tail_months
from checker.assembly.clauses.liability import find_liability_clauses
from checker.assembly.clauses.penalties import find_penalty_clauses, find_penalty_value
from checker.assembly.clauses.places import (
    find_courts_abroad,
    find_law,
    find_performance_abroad,
    names_abroad,
)
from checker.assembly.clauses.promises import (
    find_beneficiary,
    find_subcontracting_form,
    is_refused_waiver,
    is_uncapped,
)
from checker.assembly.clauses.titles import find_titled_clauses, topics_of
from checker.assembly.evidence import cite
from checker.domain import Clause, Evidence
from checker.knowledge import Knowledge
from checker.language import Analysis, Sentence
from checker.text import fold
from checker.values.durations import find_durations

__all__ = ["find_clauses"]

# The article that a clause without a title of its own stands in.
_HOMES = {"ct.indirects": "subject.responsabilite"}
# Clauses of which a contract may hold several, each with its own value.
_MANY = frozenset(("ct.cap", "ct.penalites", "ct.assurance", "ct.renonciation"))
# "Durée : trois ans", "Term: 24 months": a label and its value, the colon between them.
_TERM_LABEL = re.compile(r"(?:^|[-;|,] ?)(?:duree|initial term|term)\b[a-z ]{0,40}: ")
# "Sont exclus : les pertes de …": the colon parts the verb from the losses it excludes.
_LOSSES_LISTED = re.compile(
    r"\b(?:exclu[se]?s?|excluded|not liable|pas responsable)\b[^.:]{0,120}:"
    r"[^.]{0,80}?(?:\bpertes? (?:de |d')|\bloss of )"
)
_CREDITS = re.compile(
    r"\b(?:un|d'un|les|des|l'|cet|ces|aux|en) ?avoirs?\b|^avoirs?\b|\bservice credits?\b"
    r"|\bcredits? de service\b"
)


def find_clauses(analysis: Analysis, knowledge: Knowledge) -> tuple[Clause, ...]:
    """Return the clauses of a contract in reading order, each with its citation."""
    articles = articles_of(analysis)
    found: list[tuple[int, bool, Clause]] = []
    for article in articles:
        topics = topics_of(analysis, article)
        for sentence in article.sentences:
            for clause in _of_sentence(analysis, article, topics, sentence):
                at_home = _HOMES.get(clause.id, clause.id) in topics
                found.append((sentence.start, at_home, clause))
    found += [(c.evidence[0].start, True, c) for c in _insurance(analysis, articles)]
    titled = find_titled_clauses(analysis, articles, {clause.id for _, _, clause in found})
    return _kept([*found, *((c.evidence[0].start, True, c) for c in titled)])


def _of_sentence(
    analysis: Analysis, article: Article, topics: frozenset[str], sentence: Sentence
) -> Iterator[Clause]:
    ids = {hit.id for hit in analysis.hits_in("clauses", sentence.start, sentence.end)}
    text = analysis.document.text[sentence.start : sentence.end]
    folded = analysis.folded[sentence.start : sentence.end]
    evidence = (cite(analysis.document, sentence.start, sentence.end),)
    insuring = "ct.assurance" in ids or "subject.assurance" in topics
    yield from find_liability_clauses(analysis, article, sentence, ids, insuring=insuring)
    yield from find_penalty_clauses(analysis, article, topics, sentence, ids)
    if _gives_credits(sentence, folded):
        value = find_penalty_value(text)
        if value.rate is not None or value.capped is not None:
            yield Clause(
                id="ct.sla", credits=True, rate=value.rate, unit=value.unit,
                currency=value.currency, cap_percent=value.cap_percent, capped=value.capped,
                evidence=evidence,
            )  # fmt: skip
    if ("ct.duree" in ids or _TERM_LABEL.search(folded)) and not insuring:
        months = _months(text)
        if months is not None:
            yield Clause(id="ct.duree", months=months, evidence=evidence)
    if "ct.loi" in ids:
        law = find_law(folded)
        if law is not None:
            courts = find_courts_abroad(analysis)
            away = (cite(analysis.document, courts[0].start, courts[0].end),) if courts else ()
            yield Clause(
                id="ct.loi", law=law, countries=courts[1] if courts else (),
                evidence=tuple(dict.fromkeys((*evidence, *away))),
            )  # fmt: skip
    if "subject.assurance" in topics and _PROOF.search(folded):
        ids.add("ct.attestation")
    if _LOSSES_LISTED.search(folded):
        ids.add("ct.indirects")
    for identifier in sorted(ids & _PLAIN):
        if _is_made(identifier, ids, analysis, sentence, folded):
            yield _promise(identifier, analysis, article, sentence, folded, evidence)


def _promise(
    identifier: str,
    analysis: Analysis,
    article: Article,
    sentence: Sentence,
    folded: str,
    evidence: tuple[Evidence, ...],
) -> Clause:
    clause = Clause(id=identifier, evidence=evidence)
    if identifier == "ct.territoire":
        return replace(clause, countries=find_performance_abroad(analysis, sentence))
    if identifier == "ct.renonciation":
        return replace(clause, beneficiary=find_beneficiary(folded))
    if identifier == "ct.sstt":
        return replace(clause, form=find_subcontracting_form(folded))
    if identifier == "ct.garantie_pi":
        following = next((s for s in article.sentences if s.start >= sentence.end), None)
        says = analysis.folded[following.start : following.end] if following else ""
        uncapped = is_uncapped(folded) or bool(_SAME_PROMISE.match(says) and is_uncapped(says))
        return replace(clause, capped=False if uncapped else None)
    return clause


_SAME_PROMISE = re.compile(
    r"(?:\d+(?:\.\d+)* )?(?:cette (?:garantie|indemni\w+|obligation)|(?:la|le) presente? "
    r"(?:garantie|engagement)|this (?:indemnity|warranty)|the (?:foregoing|above) indemnity)\b"
)


def _gives_credits(sentence: Sentence, folded: str) -> bool:
    """Return True when a sentence, or a cell below its header, speaks of service credits."""
    header = fold(" ".join(sentence.block.header_path))
    return bool(_CREDITS.search(folded) or _CREDITS.search(header))


def _is_made(
    identifier: str, ids: set[str], analysis: Analysis, sentence: Sentence, folded: str
) -> bool:
    """Return False where a sentence only mentions what it does not promise."""
    if identifier == "ct.indirects":
        return "ct.cap.carveouts" not in ids
    if identifier == "ct.territoire":
        return bool(names_abroad(analysis, sentence))
    if identifier == "ct.renonciation":
        return not is_refused_waiver(folded)
    if identifier == "ct.resultat":
        return not _REFUSED.search(folded)
    # What the client does is no promise of the supplier.
    return not (identifier == "ct.pca" and _BY_CLIENT.match(folded))


# In an article on insurance, its proof and the word that has it supplied.
_PROOF = re.compile(
    r"\b(?:attestations?|justificati\w+|certificats?|certificates?|evidence|proof)\b"
    r"|\ben justifie\w*\b"
)
_REFUSED = re.compile(
    r"\bne (?:garantit|garantissent|s'engage|promet)[a-z ]{0,12} pas\b"
    r"|(?:does|shall|will) not (?:warrant|guarantee)"
    r"|\b(?:exclusion d\w* ?|aucune |non (?:pas )?(?:a |d')?|sans |et non )(?:une |toute )?"
    r"(?:obligation |garantie )?(?:de )?resultat"
    r"|\bne (?:saurai\w+|peu\w+|constitu\w+)[a-z ,']{0,40}(?:obligation|garantie) de resultat"
)
_BY_CLIENT = re.compile(
    r"(?:\d+(?:\.\d+)* )?(?:le|la|the) (?:client|beneficiaire|customer|acheteur)\b"
)


# Clauses that a sentence makes by itself, without a value.
_PLAIN = frozenset(
    ("ct.indirects", "ct.resultat", "ct.attestation", "ct.renonciation", "ct.garantie_pi",
     "ct.conformite", "ct.rgpd", "ct.confidentialite", "ct.sla", "ct.pca", "ct.reversibilite",
     "ct.territoire", "ct.sstt", "ct.assurance_assure", "ct.recette", "ct.ccag")
)  # fmt: skip


def _insurance(analysis: Analysis, articles: tuple[Article, ...]) -> Iterator[Clause]:
    for article in articles:
        # What the client insures asks nothing of the supplier.
        own = tuple(s for s in article.sentences if not _BY_CLIENT.match(analysis.folded, s.start))
        article = replace(article, sentences=own)
        hits = {hit.id for s in own for hit in analysis.hits_in("clauses", s.start, s.end)}
        if "ct.assurance" not in hits and "subject.assurance" not in topics_of(analysis, article):
            continue
        tail = find_tail_months(analysis, article)
        for required in find_required(analysis, article):
            yield Clause(
                id="ct.assurance", head=required.head, amount=required.amount,
                currency=required.currency, basis=required.basis, tail_months=tail,
                evidence=(cite(analysis.document, required.start, required.end),),
            )  # fmt: skip


def _months(text: str) -> int | None:
    for span in find_durations(text):
        if span.unit == "years":
            return span.value * 12
        if span.unit == "months":
            return span.value
    return None


def _kept(found: list[tuple[int, bool, Clause]]) -> tuple[Clause, ...]:
    kept: list[tuple[int, Clause]] = []
    best: dict[str, tuple[bool, int, Clause]] = {}
    for start, at_home, clause in sorted(found, key=lambda item: item[0]):
        if clause.id in _MANY or clause.credits:
            kept.append((start, clause))
            continue
        known = best.get(clause.id)
        if known is None or (at_home and not known[0]):
            best[clause.id] = (at_home, start, clause)
    kept += [(start, clause) for _, start, clause in best.values()]
    return _with_caps(_defined_once([c for _, c in sorted(kept, key=lambda item: item[0])]))


def _defined_once(clauses: list[Clause]) -> list[Clause]:
    """Return the clauses without the definition that another cap already rests on."""
    rested = {e for c in clauses if c.id == "ct.cap" for e in c.evidence[1:]}
    return [c for c in clauses if c.id != "ct.cap" or c.evidence[0] not in rested]


def _with_caps(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Return the clauses, a cap stated in a sentence of its own given to its penalty."""
    found: list[Clause] = []
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        if clause.credits and clause.capped is None:
            # Credits in a table, their cap in the sentence below it.
            cap = next((c for c in clauses if c.credits and c.capped is not None), None)
            if cap is not None:
                clause = replace(clause, cap_percent=cap.cap_percent, capped=cap.capped)
        if clause.id == "ct.penalites" and clause.capped is None and following is not None:
            if following.id == "ct.penalites.cap":
                clause = replace(clause, cap_percent=following.cap_percent, capped=True)
            elif following.id == "ct.penalites" and following.rate is None:
                clause = replace(clause, capped=following.capped)
        if (clause.id != "ct.penalites" and not clause.credits) or clause.rate is not None:
            found.append(clause)
    return tuple(found)
