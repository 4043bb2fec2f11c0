"""Risks named in a sentence of grant, without a figure (corpus/SCHEMA.md 5, 18, 26).

"L'insuffisance de conseil est expressément comprise dans cette garantie"; the bullets
under "L'assureur garantit … résultant :". In doubt a sentence grants nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from checker.assembly.coverage_heads import family_of
from checker.assembly.coverage_lines import Line, Origin
from checker.assembly.coverage_pieces import PROVISO
from checker.assembly.limits import cues_in
from checker.assembly.sections import SectionContext, covers_in, is_heading
from checker.domain import Block, BlockKind, GuaranteeStatus, Polarity
from checker.knowledge import Knowledge
from checker.language import Analysis, Sentence
from checker.language.patterns import Hit

_SKIPPED = frozenset((BlockKind.FURNITURE, BlockKind.HEADING))
# Damage classes name no risk (convention 26); covers and periods are no risks either.
_NO_RISKS = frozenset(
    ("rc.tous_dommages", "rc.corporel", "rc.materiel", "rc.dic", "rc.dinc", "rc.immateriels",
     "rc.pro", "rc.exploitation", "rc.apres_livraison", "rc.decennale", "def.pj", "def.recours",
     "time.claims", "time.passe", "time.subsequente")
)  # fmt: skip
_LIABILITIES = ("rc.pro", "rc.exploitation")
_DEFENCE, _PURE = "def.frais", "rc.dinc"
_OTHER_CLASSES = frozenset(("rc.corporel", "rc.materiel", "rc.dic", "rc.tous_dommages"))
_GRANTING = ("grant.predicate", "grant.defence")
# "inclus", "compris", "en sus" alone only grant what they stand beside: costs of defence.
_BARE = re.compile(r"(?:inclus|compris|in addition|inclusive|en sus|includ)")
# Described but perhaps not taken: optional modules of general conditions.
_OPTIONAL = re.compile(
    r"\bsi (?:elle |cette |vous |l'|la )?.{0,30}(?:souscri|mentionn|accord|choisi)"
    r"|\blorsqu.{0,40}(?:souscri|mentionnee? aux|choisi)|\bsi souscri|\ben option\b|optionnel"
    r"|\bsous reserve (?:de|d')? ?.{0,12}souscription|\bif (?:selected|purchased|shown)"
    r"|\b(?:where|when|if) .{0,20}(?:shown|stated|specified|indicated|operative|purchased)\b"
    r"|non souscri|option non|pas ete souscri"
)
# "est acquise si une sauvegarde est faite"; that the insured is liable is no condition of its own.
_CONDITION = re.compile(
    r"\ba (?:la )?(?:seule )?condition (?:de|d'|que|qu')|\bsous condition\b"
    r"|(?<=(?:quis|uise|ises|rdee|dees|nted)) (?:si|s'il|lorsque|lorsqu'|if|when)\b"
    r"(?![^.;]{0,50}(?:responsab|tenue?s? |mentionn|souscri|liab))"
)
_OPTION_TITLE = re.compile(r"[\W\d]*(?:option|extension|garanties? facultative|module|optional)")
_BULLET = re.compile(r"\s*(?:[-–—•·▪➢>*o]|\(?[a-z0-9]{1,2}[.)])\s+\S")


@dataclass(frozen=True, slots=True)
class _Announced:
    """A sentence of grant that ends with a colon, and the blocks of its list."""

    sentence: Sentence
    blocks: tuple[Block, ...]


def read_grants(
    analysis: Analysis, knowledge: Knowledge, sections: SectionContext, known: tuple[Line, ...]
) -> tuple[Line, ...]:
    """Return `known` and the risks that sentences grant without a figure and it lacks.

    A grant that sets a condition ("c) la perte des données, à condition qu'…") sets it on
    the line that limits the same risk.
    """
    reader = _GrantReader(analysis, knowledge, sections, known)
    found = reader.read()
    conditioned = (
        replace(line, condition=reader.conditions[line.id])
        if line.id in reader.conditions
        and line.condition is None
        and line.status is GuaranteeStatus.GRANTED
        else line
        for line in known
    )
    return (*conditioned, *found)


class _GrantReader:
    def __init__(
        self,
        analysis: Analysis,
        knowledge: Knowledge,
        sections: SectionContext,
        known: tuple[Line, ...],
    ) -> None:
        self._analysis = analysis
        self._knowledge = knowledge
        self._sections = sections
        self._headings = [b for b in analysis.document.blocks if is_heading(analysis, b)]
        self._taken = {line.id for line in known}
        self._printed = frozenset(self._taken)
        self.conditions: dict[str, tuple[int, int]] = {}
        """The conditions that grants set on what a line of its own limits."""
        self._granted = [
            line.start for line in known if line.status is not GuaranteeStatus.NOT_SUBSCRIBED
        ]
        self._refused = {
            line.section
            for line in known
            if line.status is GuaranteeStatus.NOT_SUBSCRIBED and line.id == "rc.tous_dommages"
        }
        self._liability = next((s for s in self._named(known) if s.startswith("rc.")), "rc.pro")

    def _named(self, known: tuple[Line, ...]) -> tuple[str, ...]:
        sections = [line.section for line in known if line.status is GuaranteeStatus.GRANTED]
        return ("rc.pro",) if "rc.pro" in sections or not sections else tuple(sections)

    def read(self) -> list[Line]:
        lines: list[Line] = []
        for sentence in self._analysis.sentences:
            if sentence.block.kind in _SKIPPED:
                continue
            cue = self._cue(sentence)
            if cue is None:
                continue
            lines += self._read_sentence(sentence, cue)
            for block in self._list_below(sentence):
                lines += self._read_item(block, sentence)
        kept: list[Line] = []
        for line in sorted(lines, key=lambda line: line.start):
            if line.id in self._printed and line.condition is not None:
                self.conditions.setdefault(line.id, line.condition)
            if line.id not in self._taken:
                self._taken.add(line.id)
                kept.append(line)
        return kept

    # -- sentences

    def _cue(self, sentence: Sentence) -> Hit | None:
        """Return the first words of grant of a sentence; None where it grants nothing."""
        hits = cues_in(self._analysis, sentence.start, sentence.end)
        if any(hit.id == "grant.definition" for hit in hits):
            return None
        if _OPTIONAL.search(self._analysis.folded, sentence.start, sentence.end):
            return None
        named = covers_in(self._analysis, sentence.start, sentence.end)
        if not named and self._is_optional(sentence.start):
            return None
        return next((hit for hit in hits if hit.id in _GRANTING), None)

    def _is_optional(self, position: int) -> bool:
        """Return True under a heading such as "Garantie cyber (si souscrite)", "Option …"."""
        index = bisect_right(self._headings, position, key=lambda block: block.start) - 1
        if index < 0:
            return False
        heading = self._headings[index]
        following = self._headings[index + 1 : index + 2]
        stop = following[0].start if following else len(self._analysis.folded)
        if any(heading.start <= start < stop for start in self._granted):
            # "Module RC professionnelle" with its limit below: it was taken.
            return False
        return bool(
            _OPTIONAL.search(self._analysis.folded, heading.start, heading.end)
            or _OPTION_TITLE.match(self._analysis.folded, heading.start, heading.end)
        )

    def _read_sentence(self, sentence: Sentence, cue: Hit) -> list[Line]:
        stop = self._activities_start(sentence)
        cues = [
            c for c in cues_in(self._analysis, sentence.start, sentence.end) if c.id in _GRANTING
        ]
        found: list[Line] = []
        for hit in self._analysis.hits_in("protections", sentence.start, sentence.end):
            if not self._is_risk(hit):
                continue
            # Behind "the Insured's business", only a new verb of grant names risks again.
            able = [c for c in cues if hit.start < stop or stop <= c.start < hit.start]
            if any(self._reaches(c, hit, sentence) for c in able):
                line = self._line(hit, sentence.start, sentence.end)
                found += [line] if line else []
        return found

    def _reaches(self, cue: Hit, hit: Hit, sentence: Sentence) -> bool:
        """Return True when the words of grant speak of the risk."""
        first, last = sorted(((cue.start, cue.end), (hit.start, hit.end)))
        between = self._analysis.folded[first[1] : last[0]]
        listed = cue.start < hit.start and _LISTS.search(between) is not None
        if "." in between or (";" in between and not listed):
            return False
        words = self._analysis.folded[cue.start : cue.end]
        if cue.id == "grant.defence" and hit.id != _DEFENCE:
            return False
        if hit.id == _DEFENCE:
            return len(between) <= _DEFENCE_REACH
        if _BARE.match(words) and not words.startswith("includes"):
            return False
        if cue.start < hit.start:
            return len(between) <= (_REACH_OF_LIST if listed else _REACH)
        return len(between) <= _REACH_BACK and ":" not in between

    def _activities_start(self, sentence: Sentence) -> int:
        """Return where a sentence of grant begins to list activities, not risks."""
        for hit in self._analysis.hits_in("sections", sentence.start, sentence.end):
            if hit.id == "part.activities":
                return hit.start
        return sentence.end

    def _lists_activities(self, sentence: Sentence) -> bool:
        """Return True for "… des activités suivantes :": what follows is no risk."""
        parts = [
            hit
            for hit in self._analysis.hits_in("sections", sentence.start, sentence.end)
            if hit.id == "part.activities"
        ]
        if not parts:
            return False
        rest = self._analysis.folded[parts[-1].end : sentence.end]
        if _CAUSES.search(rest):
            # "… in respect of the Business Activities for:" what follows are causes of loss.
            return False
        return sum(c.isalpha() for c in rest) <= _LIST_LEAD

    def _is_risk(self, hit: Hit) -> bool:
        return hit.id not in _NO_RISKS or (hit.id == _PURE and self._is_alone(hit))

    def _is_alone(self, hit: Hit) -> bool:
        """Return True where pure financial loss is granted by itself, no class among others."""
        sentence = self._analysis.sentence_at(hit.start)
        return sentence is not None and not any(
            other.id in _OTHER_CLASSES
            for other in self._analysis.hits_in("protections", sentence.start, sentence.end)
        )

    # -- lists

    def _list_below(self, sentence: Sentence) -> list[Block]:
        """Return the blocks of the list that a sentence of grant announces."""
        text = self._analysis.document.text[sentence.start : sentence.end].rstrip()
        if not text.endswith(":") or self._lists_activities(sentence):
            return []
        if self._polarity(sentence.start) is not Polarity.AFFIRMED:
            return []
        blocks = self._analysis.document.blocks
        index = blocks.index(sentence.block)
        found: list[Block] = []
        for block in blocks[index + 1 :]:
            if block.kind is BlockKind.FURNITURE:
                continue
            bullet = block.kind is BlockKind.LIST_ITEM or _BULLET.match(
                self._analysis.document.text, block.start, block.end
            )
            previous = found[-1] if found else None
            carried = previous is not None and self._ends(previous).endswith((";", ","))
            if not bullet and not (carried and block.kind is BlockKind.PARAGRAPH):
                break
            found.append(block)
            if self._ends(block).endswith("."):
                break
        return found

    def _ends(self, block: Block) -> str:
        return self._analysis.document.text[block.start : block.end].rstrip()[-1:]

    def _read_item(self, block: Block, sentence: Sentence) -> list[Line]:
        found: list[Line] = []
        for hit in self._analysis.hits_in("protections", block.start, block.end):
            if self._is_risk(hit):
                line = self._line(hit, sentence.start, sentence.end, item=block)
                found += [line] if line else []
        return found

    # -- lines

    def _polarity(self, position: int) -> Polarity:
        return self._analysis.scope_at(position, position + 1).polarity

    def _line(self, hit: Hit, start: int, end: int, item: Block | None = None) -> Line | None:
        scope = self._analysis.scope_at(hit.start, hit.end)
        if scope.polarity not in (Polarity.AFFIRMED, Polarity.CONDITIONAL):
            return None
        section = self._section(hit, start, end)
        if section is None or section in self._refused:
            return None
        sentence = self._analysis.sentence_at(hit.start)
        condition = scope.condition or self._proviso(hit, sentence)
        quote_end = sentence.end if sentence else hit.end
        return Line(
            section=section,
            id=hit.id,
            start=hit.start,
            end=hit.end,
            status=GuaranteeStatus.NO_AMOUNT,
            condition=condition,
            value=(item.start, item.end) if item else (start, quote_end),
            origin=Origin.GRANT,
            block_end=quote_end,
        )

    def _proviso(self, hit: Hit, sentence: Sentence | None) -> tuple[int, int] | None:
        """Return "si …", "lorsque …" behind a risk that re-enters cover: its condition."""
        if sentence is None:
            return None
        reopened = any(
            cue.id == "scope.reopen"
            for cue in self._analysis.hits_in("scope-cues", sentence.start, hit.start)
        )
        plain = _CONDITION.search(self._analysis.folded, hit.end, sentence.end)
        if plain:
            return plain.start(), sentence.end
        found = PROVISO.search(self._analysis.folded, hit.end, sentence.end)
        return (found.start(), sentence.end) if reopened and found else None

    def _running(self, start: int) -> str | None:
        """Return the cover that the sentences before `start` in its paragraph speak of."""
        sentence = self._analysis.sentence_at(start)
        begin = sentence.block.start if sentence else start
        hits = self._analysis.hits_in("sections", begin, start)
        return next((h.id for h in reversed(hits) if not h.id.startswith("part.")), None)

    def _is_titled(self, hit: Hit) -> bool:
        """Return True under a title of its own, "Article 3 – Frais de défense"."""
        index = bisect_right(self._headings, hit.start, key=lambda block: block.start) - 1
        if index < 0:
            return False
        heading = self._headings[index]
        named = self._analysis.hits_in("protections", heading.start, heading.end)
        covers = covers_in(self._analysis, heading.start, heading.end)
        alone = not covers or covers[0].startswith("def.")
        return any(h.id == _DEFENCE for h in named) and alone

    def _section(self, hit: Hit, start: int, end: int) -> str | None:
        """Return the cover that a granted risk stands under."""
        family = family_of(hit.id)
        if family in ("cyb", "mrp"):
            # A module's own sentence counts only under that module's heading or title.
            here = self._sections.at(start) or self._sections.title
            return family if family in here else None
        here = self._sections.at(start)
        if here and family_of(here[0]) in ("cyb", "mrp"):
            return None
        if hit.id == _DEFENCE and self._is_titled(hit):
            return _DEFENCE
        named = [s for s in covers_in(self._analysis, start, end) if s in _LIABILITIES]
        if len(named) == 1:
            return named[0]
        running = self._running(start)
        if running is not None:
            return running if running in _LIABILITIES else None
        above = [s for s in self._sections.at(start) if s.startswith("rc.")]
        if len(above) == 1:
            return above[0]
        return self._liability


# "Sont également garantis : a ; b ; c": the verb reaches over the whole list.
_LISTS = re.compile(r"^[^;.]{0,80}: ")
_REACH_OF_LIST = 700
_CAUSES = re.compile(
    r"\b(?:for|by reason of|(?:arising|resulting) (?:from|out of)|caused by|due to|resultant d\w+"
    r"|du fait|a la suite|en raison|causes? par|suivants? (?:faits|risques)|consecuti\w+ a|fondees?"
    r" sur)[ ':]*$"
)
# How far a verb of grant reaches over words before and behind it (characters).
_REACH = 260
_REACH_BACK = 170
_DEFENCE_REACH = 90
# "activités suivantes ci-après :": letters that may stand between the word and its list.
_LIST_LEAD = 22
