"""What an article is about, and the clause that its title alone makes of its text.

"Confidentialité" over a sentence in words of its own is a confidentiality clause: the
vocabulary of sentences cannot hold every wording, the title says what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.assembly.clauses.articles import Article
from checker.assembly.evidence import cite
from checker.domain import BlockKind, Clause, Evidence
from checker.language import Analysis, Sentence
from checker.values.durations import find_durations

__all__ = ["find_titled_clauses", "term_months", "topics_of"]

# An article that says that it says nothing.
_NOTHING = re.compile(
    r"^\W*(?:sans objet|neant|non applicable|supprime|reserve|not applicable|not used|deleted"
    r"|intentionally (?:left )?(?:blank|omitted)|n/?a)\b[\W\d]*$"
)
# What the text below a title has to speak of before the title makes its clause.
_SAYS = {
    "ct.sstt": re.compile(r"\w"),
    "ct.confidentialite": re.compile(r"\w"),
    "ct.rgpd": re.compile(r"donnee|data|traite|rgpd|gdpr|personn|processor"),
    "ct.reversibilite": re.compile(
        r"restitu|transfer|export|assist|concours|migrat|reprise|return|hand|rever|recuper|remet"
        r"|suppri|cession des|bascul|transition|passation"
    ),
    "ct.recette": re.compile(
        r"prononc|reserve|proces[- ]verbal|verifi|conform|\btests?\b|essai|accept|admission|refus"
        r"|\bjours\b|\bdays\b|reject|recett|valid|approuv"
    ),
    "ct.pca": re.compile(
        r"sauvegard|continuit|reprise|secours|back|recover|restaur|resilien|copie"
    ),
    "ct.garantie_pi": re.compile(
        r"(?:garanti|indemn|defend|prend\w* fait et cause|releve|hold harmless|jouissance|warrant)"
        r"[^.]*(?:tiers|contrefa|evict|revendic|third|claim|infring|trouble|paisible|droits)"
        r"|(?:tiers|third part)[^.]*(?:garanti|indemn|defend|releve)"
    ),
    "ct.conformite": re.compile(
        r"(?:corrig|remed|repar|garanti|warrant)[^.]*\b(?:mois|ans?|jours|annees?|months?|years?"
        r"|days)\b|\b(?:mois|ans?|jours|annees?|months?|years?|days)\b[^.]*(?:corrig|remed|repar"
        r"|garanti|warrant)|\bvices?\b"
    ),
    "ct.sla": re.compile(r"%|\bheures?\b|\bh\b|\bminutes?\b|\bhours?\b|per cent"),
}
# "Moyennant un préavis de trois mois", "renouvelé par périodes d'un an": no term.
_NO_TERM_BEFORE = re.compile(
    r"\b(?:preavis|renouvel\w*|reconduc\w*|reconduit\w*|notice|avant|renew\w*|successi\w*|delai"
    r"|dans les|within|par periodes?|prorog\w*|extend\w*|exced\w*|depass\w*|au moins|minim\w*)\b"
    r"[^;.]*$"
)
_NO_TERM_AFTER = re.compile(
    r"\W*(?:(?:de|of) )?(?:preavis|avant|apres|a l'avance|notice|before|prior|written|suivant)\b"
)
_MONTHS = {"years": 12, "months": 1}
_LONGEST_TERM = 40


def topics_of(analysis: Analysis, article: Article) -> frozenset[str]:
    """Return what the title of an article announces: clauses and subjects."""
    block = article.block
    if block is None:
        return frozenset()
    return frozenset(hit.id for hit in analysis.hits_in("clause-titles", block.start, block.end))


def find_titled_clauses(
    analysis: Analysis, articles: Sequence[Article], known: Collection[str]
) -> Iterator[Clause]:
    """Yield the clauses that titles announce and that no sentence made by its own words."""
    seen = set(known)
    for article in articles:
        for topic in sorted(topics_of(analysis, article) - seen):
            clause = _titled(analysis, article, topic)
            if clause is not None:
                seen.add(topic)
                yield clause


def term_months(text: str, folded: str) -> int | None:
    """Return the term that a sentence about the term states, in months."""
    for span in find_durations(text):
        if span.unit not in _MONTHS:
            continue
        if _NO_TERM_BEFORE.search(folded[max(0, span.start - 60) : span.start]):
            continue
        if _NO_TERM_AFTER.match(folded, span.end):
            continue
        return span.value * _MONTHS[span.unit]
    return None


def _titled(analysis: Analysis, article: Article, topic: str) -> Clause | None:
    says = _SAYS.get(topic)
    for sentence in article.sentences:
        folded = analysis.folded[sentence.start : sentence.end]
        if _NOTHING.match(folded):
            return None
        if topic == "ct.duree":
            months = term_months(analysis.document.text[sentence.start : sentence.end], folded)
            if months is not None and months <= _LONGEST_TERM * _MONTHS["years"]:
                return Clause(id=topic, months=months, evidence=(_cited(analysis, sentence),))
        elif says is not None and says.search(folded) and _is_prose(sentence, folded):
            return Clause(id=topic, evidence=(_cited(analysis, sentence),))
    return None


def _is_prose(sentence: Sentence, folded: str) -> bool:
    """A sentence of its own, no reference to an annex or a lone label."""
    return sentence.block.kind is BlockKind.CELL or len(folded.split()) >= _FEWEST_WORDS


_FEWEST_WORDS = 6


def _cited(analysis: Analysis, sentence: Sentence) -> Evidence:
    return cite(analysis.document, sentence.start, sentence.end)
