"""Where cover applies: countries and groups of countries, put in and put out.

Countries stand everywhere on an attestation (addresses, insurers, courts); only a
statement of territory counts: its title, its label, or a verb of cover. Source:
domain.md §1.1 row 11, corpus convention 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.assembly.evidence import cite
from checker.domain import Block, BlockKind, Polarity, Territory
from checker.knowledge import Knowledge
from checker.language import Analysis
from checker.language.analyser import STATEMENT_KINDS
from checker.language.patterns import Hit

# A title or label is no longer than this (characters), and governs so many blocks.
_LONGEST_TITLE = 90
_GOVERNED_BLOCKS = 5
# How far a label may stand behind the number of its block ("Étendue", "Limites de l'").
_LABEL_LEAD = 12
_NUMBER = re.compile(
    r"[\W\d]*(?:(?:article|art\.?|chapitre|titre|section|volet|clause|cs)"
    r" (?:\d+|[ivx]+|[a-z])\b\W*)?"
)
# Territories where business trips are cover like any other (convention 10).
_NEAR = frozenset(("EU", "EEA", "EUROPE", "FR", "FR-METRO", "FR-DROM"))
_NORTH_AMERICA = frozenset(("US", "CA"))

_COVER_VERB = re.compile(
    r"\b(?:garanties?|assurances?|polices?|contrat|couvertures?|cover|policy|insurance|coverage)\b"
    r"[^.;:]{0,160}?\b(?:s'exerc\w+|s'appliqu\w+|s'etend\w*|s'entend\w*|produi\w+|jou\w+|valables?"
    r"|acquises?|accordees?|limitees?|couvr\w+|garanti\w*|appl(?:y|ies)|extends?|valid|operates?"
    r"|covers?|limited)\b"
)
# "Il est valable jusqu'au … et couvre la France": the verb alone, with a place behind it.
_COVERS = re.compile(
    r"\b(?:il|elle|ils|elles|it)\b[^.;:]{0,120}\b(?:couvre|couvrent|covers?|s'etend\w*|s'exerce\w*"
    r"|s'applique\w*|applies)\b (?:(?:en|dans|au|aux|a|sur|dans) )?(?:la |le |les |l'|the )?"
    r"(?:territoires? (?:de |d'|du ))?$"
)
_COVERED_WHERE = re.compile(
    r"\b(?:garanti\w*|couver\w*|assure\w*|travaux realises|prestations realisees|missions?"
    r"|dommages survenus|sinistres survenus)\b[^.;:]{0,60}\b(?:en|dans|au|aux|sur|within|in)\b"
)
_OF_A_COURT = re.compile(
    r"\b(?:juridictions?|tribuna\w+|courts?|droit|lois?|laws?|regi\w+ par|sous le controle"
    r"|succursale|siege|domicili\w+|immatricul\w+)\b[^,;.:]{0,45}$"
)
# "l'exécution en France de leurs décisions" excludes judgments, not France.
_ENFORCED_IN = re.compile(r"\b(?:execution|exequatur|enforcement) (?:en|in|au|aux)? ?$")
_SHORT_STAY = re.compile(
    r"\b(?:sejours?|voyages?|deplacements?|stages?|temporaires?|ponctuel\w*|short stays?"
    r"|business trips?|temporary|moins de (?:\w+ ){1,3}(?:mois|jours)|n'excedant pas)\b"
)


_ONLY_PART = re.compile(
    r"\bseule?s? (?:sont|est|demeure\w*|reste\w*)|\b(?:sont|est) seule?s?\b|\buniquement\b"
    r"|\ba l'insu\b|\bexportations? (?:indirectes?|faites?|realisees?)|\bonly in respect\b"
    r"|\blimite\w* (?:a|aux)\b"
)
# Wholes of which an exclusion behind them only takes a part.
_GROUPS = frozenset(("WORLD", "EU", "EEA", "EUROPE", "FR"))


def find_territory(analysis: Analysis, knowledge: Knowledge) -> Territory | None:
    """Return what is printed of the territory of cover, None where nothing is."""
    includes: dict[str, None] = {}
    excludes: dict[str, None] = {}
    spans: dict[tuple[int, int], None] = {}
    stated = _territorial_blocks(analysis)
    previous: Hit | None = None
    for hit in analysis.hits("territories"):
        block = analysis.block_at(hit.start)
        sentence = analysis.sentence_at(hit.start)
        if block is None or sentence is None or block.kind not in STATEMENT_KINDS:
            continue
        places = hit.id.split("+")
        territorial = block.start in stated or _speaks_of_cover(analysis, sentence.start, hit)
        scope = analysis.scope_at(hit.start, hit.end)
        polarity = scope.polarity
        if polarity is Polarity.EXCLUDED and _is_whole(analysis, hit, scope.cues):
            polarity = Polarity.AFFIRMED
        if set(places) <= _NORTH_AMERICA and _ONLY_PART.search(
            analysis.folded, hit.end, sentence.end
        ):
            # "Pour les États-Unis, seules sont garanties les exportations": not cover there.
            polarity = Polarity.EXCLUDED
        counted = True
        if polarity is Polarity.EXCLUDED and (territorial or set(places) <= _NORTH_AMERICA):
            if _ENFORCED_IN.search(analysis.folded, sentence.start, hit.start):
                continue
            excludes.update(dict.fromkeys(places))
        elif (
            territorial
            and polarity in (Polarity.AFFIRMED, Polarity.CONDITIONAL)
            and not _OF_A_COURT.search(analysis.folded, max(0, sentence.start), hit.start)
            and not _is_short_stay(analysis, sentence.start, sentence.end, previous, hit)
        ):
            includes.update(dict.fromkeys(places))
        else:
            counted = False
        if counted:
            spans[sentence.start, sentence.end] = None
        previous = hit
    if not spans:
        return None
    return Territory(
        includes=tuple(place for place in includes if place not in excludes),
        excludes=tuple(excludes),
        evidence=tuple(cite(analysis.document, start, end) for start, end in spans),
    )


def _is_whole(analysis: Analysis, hit: Hit, cues: tuple[tuple[int, int], ...]) -> bool:
    """Return True for the whole from which parts are taken: "monde entier, USA exceptés"."""
    behind = [start for start, _ in cues if start >= hit.end]
    if hit.id not in _GROUPS or len(behind) < len(cues) or not behind:
        return False
    parts = analysis.hits_in("territories", hit.end, max(behind))
    return any(part.id not in _GROUPS for part in parts)


def _speaks_of_cover(analysis: Analysis, start: int, hit: Hit) -> bool:
    before = analysis.folded[start : hit.start]
    labels = analysis.hits_in("sections", start, hit.start)
    if any(label.id == "part.territory" and label.start - start <= _LABEL_LEAD for label in labels):
        return True
    before_first = analysis.folded[start : _first_place(analysis, start, hit)]
    if _COVERS.search(before_first):
        return True
    return bool(_COVER_VERB.search(before) or _COVERED_WHERE.search(before)) or (
        hit.id == "WORLD" and not before.strip(" -•:")
    )


def _first_place(analysis: Analysis, start: int, hit: Hit) -> int:
    """Return where the list of places begins that `hit` belongs to."""
    first = hit.start
    for place in reversed(analysis.hits_in("territories", start, hit.start)):
        if not _LISTED.fullmatch(analysis.folded, place.end, first):
            break
        first = place.start
    return first


_LISTED = re.compile(r"\W*(?:(?:et|and|ou|or|ainsi que|en|au|aux|la|le|les|the|l'|d'|de)\W*)*")


def _is_short_stay(
    analysis: Analysis, start: int, end: int, previous: Hit | None, hit: Hit
) -> bool:
    """True when the place is only allowed for stays: "pour des séjours de moins de …"."""
    if hit.id in _NEAR:
        return False
    text = analysis.folded
    begin = max(start, previous.end if previous else start)
    after = re.split(r"[,;.]", text[hit.end : min(end, hit.end + 80)])[0]
    return bool(_SHORT_STAY.search(text[begin : hit.start]) or _SHORT_STAY.search(after))


def _territorial_blocks(analysis: Analysis) -> frozenset[int]:
    """Return the starts of the blocks under a title or label of territory."""
    found: set[int] = set()
    blocks = [b for b in analysis.document.blocks if b.kind in STATEMENT_KINDS]
    for index, block in enumerate(blocks):
        label = _label(analysis, block)
        if label is None:
            continue
        found.add(block.start)
        if label.end >= block.end - 2 or _is_title(analysis, block):
            found.update(b.start for b in _governed(analysis, blocks, index))
    return frozenset(found)


def _label(analysis: Analysis, block: Block) -> Hit | None:
    """Return the territory label that a block begins with."""
    number = _NUMBER.match(analysis.folded, block.start, block.end)
    begin = number.end() if number else block.start
    for hit in analysis.hits_in("sections", block.start, block.end):
        # Where courts sit is not where cover applies.
        if analysis.folded.startswith("jurisdiction", hit.start):
            continue
        if hit.id == "part.territory" and hit.start - begin <= _LABEL_LEAD:
            return hit
    return None


def _is_title(analysis: Analysis, block: Block) -> bool:
    text = analysis.folded[block.start : block.end].strip()
    return block.kind is BlockKind.HEADING or (
        len(text) <= _LONGEST_TITLE and not text.endswith((".", ";", ","))
    )


def _governed(analysis: Analysis, blocks: list[Block], index: int) -> Iterator[Block]:
    title = blocks[index]
    for block in blocks[index + 1 : index + 1 + _GOVERNED_BLOCKS]:
        if title.kind is BlockKind.CELL:
            if block.table == title.table and block.row == title.row:
                yield block
            continue
        if block.kind is BlockKind.HEADING:
            return
        sections = analysis.hits_in("sections", block.start, block.end)
        if _is_title(analysis, block) and any(hit.id != "part.territory" for hit in sections):
            return
        yield block
