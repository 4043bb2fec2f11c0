"""What is printed without being in force: proposed, optional, awaited, ended, insured elsewhere.

"La garantie cyber peut être souscrite en option pour 500 000 €" attests no cyber cover, and
"Infogérance (à déclarer)" no activity; a reader who only sees the label and the figure
approves both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.sections import is_heading
from checker.domain import BlockKind, GuaranteeStatus, Kind
from checker.language import Analysis
from checker.values.dates import find_dates

# Only offered or refused; awaited; ended or elsewhere; then the same in English.
_NOT_IN_FORCE = re.compile(
    r"\b(?:option|garantie|extension|activite|volet|module)s? (?:non |pas )?(?:proposee?|envisagee?"
    r"|disponible|refusee?|non (?:retenue?|choisie?|activee?|souscrite?|acceptee?))s?\b"
    r"|\b(?:peut|peuvent|pourra|pourront|pourrait) (?:egalement |aussi )?(?:vous )?(?:etre )?"
    r"(?:souscrite?|accordee?|ajoutee?|proposee?|delivree?|octroyee?|rachetee?)s?\b"
    r"|\bproposee?s? (?:en option|en supplement|a la souscription)"
    r"|\bdisponibles? (?:en option|sur demande)"
    r"|\ben option\b(?![^.;]{0,30}\b(?:souscri|retenu|acquis|choisi|accord))"
    r"|(?:[(:–-] ?|\b(?:activite|garantie)s? )a (?:souscrire|declarer|prevoir|etudier|negocier)\b"
    r"|\ben cours d(?:'|e )(?:etude|instruction|negociation|analyse|acceptation|examen|agrement"
    r"|souscription|validation)\b(?! d(?:u|e la|es) (?:sinistre|reclamation|dossier))"
    r"|\ben attente d(?:'|e )(?:acceptation|accord|validation|etude|reponse|souscription"
    r"|signature|confirmation|agrement)\b"
    r"|\bf(?:era|eront|erait) (?:l')?objet d'une? (?:avenant|etude|contrat|accord|police)\b"
    r"|\bsous reserve (?:de |d')?(?:la |l')?(?:acceptation|accord|etude|agrement|validation)"
    r"(?: (?:prealable|ecrite?|expres|expresse|de|par))* ?(?:la |notre |d'un |l')?"
    r"(?:assureur|compagnie|mutuelle|societe|avenant|services?)\b"
    r"|\bsous reserve de (?:la )?(?:signature|regularisation|souscription) d"
    r"|\b(?:activite|garantie|couverture)s? (?:cessee?|resiliee?|terminee?|arretee?|echue?"
    r"|expiree?|supprimee?|abandonnee?)s?\b"
    r"|\b(?:assuree?|garantie?|couverte?|souscrite?)s? (?:par ailleurs|aupres d'un autre"
    r"|par un autre (?:contrat|assureur)|par une autre (?:police|compagnie)|ailleurs)\b"
    r"|\ben cas d'option\b|\bau choix (?:de l'assure|du souscripteur)\b|\bselon option\b"
    r"|\bn'entre(?:nt)? pas dans"
    r"|\bne (?:releve|font|fait|figure)(?:nt)? pas (?:du|de|partie|au|dans)\b"
    r"|\bpour memoire\b|\b(?:precedent|ancien)e? (?:contrat|police|plafond|garantie)\b"
    r"|\bcontrat precedent\b|\b(?:etait|etaient) de\b|\b(?:est|sont|deja|totalement|entierement)"
    r" epuisee?s?\b|\bepuisee?s? a ce jour\b"
    r"|\bexemple\b|\bsimulation\b|\ba titre (?:indicatif|d'illustration)\b"
    r"|\b(?:clients?|donneurs? d'ordres?|maitre d'ouvrage|marche|cahier des charges|acheteur) "
    r"(?:exige|demande|impose|requi|souhaite)"
    r"|\bfor (?:example|illustration)\b|\bprevious(?:ly)? (?:policy|insured)\b|\bexhausted\b"
    r"|\bnot (?:taken up|bound|effected|elected|selected|bought|in force)\b"
    r"|\bawaiting (?:acceptance|approval|confirmation)"
    r"|\bsubject to (?:acceptance|approval|underwriting|agreement by)"
    r"|\b(?:a|ont) ete (?:proposee?|offerte?|chiffree?|tarifee?)s?\b|\bdevis (?:a ete|est|reste|n)"
    r"|\bpropositions? (?:commerciale|d'assurance|tarifaire)|\bvous (?:est|sont) (?:propose|offert)"
    r"|\b(?:a|the|our) (?:quotation|quote|proposal) (?:for|has|is|was)\b"
    r"|\b(?:has|have) been (?:offered|proposed|quoted|requested)\b"
    r"|\bawaits? (?:acceptance|approval)"
    r"|\b(?:pensez a|ajoutez|decouvrez|completez votre|envie d)\b"
    r"|\ben (?:deux|quelques|un) clics?\b"
    r"|\ba partir de \d[\d ,]* ?€ (?:par mois|/ ?mois|par an)\b|\bvous pourriez\b"
    r"|\b(?:generalement|habituellement|usually|typically) (?:\w+ ){0,2}(?:plafonnee?|limitee?"
    r"|capped|limited|de|a hauteur|comprise?)s?\b|\bnotre gamme\b|\brenseignez-vous\b"
    r"|\b(?:quoted|quotation) (?:only|,)|\bto be (?:agreed|confirmed|advised)\b"
    r"|\b(?:optional|available) (?:on|upon|at|for) (?:request|an? additional|extra|additional)"
    r"|\b(?:may|can|could) be (?:added|purchased|bought)\b|\binsured (?:elsewhere|separately)\b"
)
_IF_TAKEN = re.compile(
    r"\b(?:si|lorsque|des lors que|quand) (?:mention (?:en )?est faite"
    r"|(?:la |cette |l')?(?:garantie|option|extension)(?: \w+)? (?:est|a ete) "
    r"(?:souscrite|mentionnee|prevue|retenue|choisie)"
    r"|elles? (?:est|sont|a ete|ont ete) (?:souscrite|mentionnee|prevue|retenue)s?)"
    r"|\bsi (?:souscrite?|retenue?|mentionnee?|prevue?)s?\b"
    r"|\b(?:if|where|when) (?:selected|purchased|taken out|elected|(?:shown|stated) (?:in|on))\b"
)
# What the intermediary must carry for itself (C. assur. L. 512-6 and L. 512-7).
_OF_BROKER = re.compile(
    r"\bl\.? ?512-[67]\b"
    r"|\b(?:garanties? financieres?|responsabilite civile professionnelle|rc pro)\b"
    r"[^.;]{0,60}\b(?:du courtier|de l'intermediaire|de l'agent|du cabinet|of the broker)\b"
    r"|\bgaranties? financieres? (?:et|conform)"
)
# A title over words that are explained, not granted.
_LEXICON = re.compile(r"\W*(?:\d+\W+)?(?:lexique|glossaire|definitions?|glossary|vocabulaire)\b")
# A layer above another contract answers only once that one has paid.
_LAYER = re.compile(
    r"\ben excedent d|\ben (?:seconde|deuxieme|2e|2eme) ligne\b"
    r"|\bin excess of (?:gbp|usd|eur|[£$€])? ?\d"
)
# "jusqu'au 31/12/2025", behind a line: it ends there.
_UNTIL = re.compile(
    r"\b(?:jusqu'au|jusqu'a la date du|until|up to and including|expirant le|fin le)\s"
)
_DATE_CHARACTERS = 30
# "prendra effet le 01/03/2027", behind a line: it is not there yet.
_LATER = re.compile(
    r"\b(?:prendra|prendront|entrera|entreront) (?:effet|en vigueur)"
    r"|\b(?:sera|seront) (?:acquise?|accordee?|effective|activee?|delivree?)s? (?:a compter"
    r"|a partir|a l'issue|des|le|apres)\b"
    r"|\bwill (?:commence|incept|take effect|come into force|be effective)\b"
)


def is_not_in_force(analysis: Analysis, start: int, end: int) -> bool:
    """Return True where `[start, end)` says that what it prints is not in force (yet)."""
    return _NOT_IN_FORCE.search(analysis.folded, start, end) is not None


def settle_lines(analysis: Analysis, lines: Sequence[Line], kind: Kind) -> tuple[Line, ...]:
    """Return the lines that are in force, those that are not marked as not subscribed.

    A line "if it was taken" attests nothing; the general conditions of a policy say so of
    every module, and keep it. A line with an end of its own, or above another contract's
    limit, runs under that condition.
    """
    starts = sorted({line.start for line in lines})
    crossed = _find_crossed(lines)
    lexicons = () if kind is Kind.POLICY else tuple(_find_lexicons(analysis))
    printed = {(line.section, line.id) for line in lines if line.origin is Origin.TABLE}
    settled: list[Line] = []
    for line in lines:
        if line.status is GuaranteeStatus.NOT_SUBSCRIBED:
            settled.append(line)
            continue
        start, end = _extent(analysis, line, starts)
        parts = [(start, end)]
        if line.start in crossed and line.value:
            # Its neighbours in the row answer for themselves.
            parts = [(line.start, line.end), line.value]
        elif line.value and line.value[0] >= end:
            parts.append(line.value)
        if kind is not Kind.POLICY and _IF_TAKEN.search(analysis.folded, start, end):
            continue
        if any(low <= line.start < high for low, high in lexicons):
            continue
        if _OF_BROKER.search(analysis.folded, start, end):
            continue
        if any(is_not_in_force(analysis, *part) for part in parts):
            if line.origin is not Origin.PROSE or (line.section, line.id) not in printed:
                # What a sentence offers on top changes nothing of the line printed elsewhere.
                settled.append(_refused(line))
            continue
        found = None
        if line.condition is None:
            found = (
                _find_end(analysis, line.start, end)
                or _find(_LATER, analysis, line.start, end)
                or _find(_LAYER, analysis, line.start, end)
            )
        settled.append(replace(line, condition=found) if found else line)
    return tuple(settled)


def _find_lexicons(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the parts under a title "Lexique", "Définitions": they explain, and grant nothing."""
    titles = [block for block in analysis.document.blocks if is_heading(analysis, block)]
    for index, title in enumerate(titles):
        if _LEXICON.match(analysis.folded, title.start, title.end):
            later = [t.start for t in titles[index + 1 :] if t.kind is BlockKind.HEADING]
            yield title.end, (later[0] if later else len(analysis.folded))


def _find_crossed(lines: Sequence[Line]) -> frozenset[int]:
    """Return the starts of the labels whose row has a value for each of several columns."""
    values: dict[int, set[tuple[int, int]]] = {}
    for line in lines:
        if line.value:
            values.setdefault(line.start, set()).add(line.value)
    return frozenset(start for start, found in values.items() if len(found) > 1)


def _refused(line: Line) -> Line:
    return replace(
        line,
        status=GuaranteeStatus.NOT_SUBSCRIBED,
        amount=None,
        currency=None,
        basis=None,
        amount_year=None,
        deductible=None,
    )


def _extent(analysis: Analysis, line: Line, starts: Sequence[int]) -> tuple[int, int]:
    """Return the words that speak of one line: its row or sentence, up to the next line."""
    last = max(line.end, line.value[1] if line.value else 0)
    block = analysis.block_at(line.start)
    if block is not None and block.kind is BlockKind.CELL:
        row = [
            other
            for other in analysis.document.blocks
            if other.table == block.table and other.row == block.row and other.table is not None
        ]
        low, high = line.start, max((other.end for other in row), default=last)
        if line.value and line.value[0] >= high:
            # A note gives the value: the rows between are others'.
            last = min(last, high)
    else:
        sentence = analysis.sentence_at(line.start)
        closing = analysis.sentence_at(max(line.start, last - 1))
        low = sentence.start if sentence else line.start
        high = closing.end if closing else last
    before = [start for start in starts if low <= start < line.start]
    after = [start for start in starts if start >= last]
    return (line.start if before else low), min([max(high, last), *after[:1]])


def _find_end(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """Return the words "jusqu'au …" that end a line before the document's latest day."""
    found = _UNTIL.search(analysis.folded, start, end)
    if found is None:
        return None
    text = analysis.document.text
    dates = find_dates(text[found.end() : min(end, found.end() + _DATE_CHARACTERS)])
    if not dates or dates[0].start > 2:
        return None
    stop = found.end() + dates[0].end
    return (found.start(), stop) if is_past(analysis, found.end(), stop) else None


def is_past(analysis: Analysis, start: int, end: int) -> bool:
    """Return True where the first date of a span lies before the document's latest one."""
    text = analysis.document.text
    dates = find_dates(text[start:end])
    return bool(dates) and dates[0].date < max(date.date for date in find_dates(text))


def _find(
    words: re.Pattern[str], analysis: Analysis, start: int, end: int
) -> tuple[int, int] | None:
    """Return the condition of a line from the first of `words` on, None without them."""
    found = words.search(analysis.folded, start, end)
    return (found.start(), end) if found else None
