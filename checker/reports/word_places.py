"""Where a finding belongs in a Word file: the passage to comment, the block to propose after.

A quotation is found through the offsets of the document that was read. A finding about what
a contract does not say goes to the article that says what stands nearest to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from checker.domain import Block, BlockKind, Document, Evidence, Facts, ParagraphPlace, Part
from checker.readers.docx_package import MC, Element, Package, W, paragraphs_of
from checker.reports.word_runs import Passage, around, find_passage, text_of, whole
from checker.text import fold

# The clauses beside which a lawyer looks for a missing one, nearest first.
_BESIDE = {
    "ct.cap": ("ct.indirects", "ct.cap.carveouts", "ct.resultat", "ct.assurance"),
    "ct.indirects": ("ct.cap", "ct.nocap", "ct.cap.carveouts", "ct.assurance"),
    "ct.penalites.cap": ("ct.penalites", "ct.sla"),
    "ct.assurance": ("ct.attestation", "ct.cap", "ct.nocap", "ct.indirects"),
    "ct.loi": ("ct.territoire", "ct.ccag"),
    "ct.pca": ("ct.sla", "ct.reversibilite", "ct.rgpd"),
    "ct.reversibilite": ("ct.duree", "ct.pca", "ct.rgpd"),
    "ct.recette": ("ct.conformite", "ct.penalites", "ct.resultat"),
    "ct.rgpd": ("ct.confidentialite", "ct.pca"),
    "ct.confidentialite": ("ct.rgpd", "ct.garantie_pi"),
}
# The close of a contract: nothing is agreed below it.
_CLOSE = re.compile(
    r"(?:fait|etabli|signe) (?:a|en|le)\b|done (?:at|in)\b|signed\b|executed (?:by|as|on)\b"
    r"|in witness whereof\b|(?:les |the )?signatures?\b"
    r"|(?:liste des |list of )?(?:annexe|appendix|appendices|schedule|exhibit)s?\b"
)
# Below the title of a contract stand its parties and references, no article to add to.
_MOST_TITLES = 3
# Fewer words in a cell are a value of a table, no clause.
_CLAUSE_WORDS = 40
_OPEN_ENDS = (":", ";", ",")
_LONGEST_LIST = 60
_BLOCK_WRAPPERS = (f"{W}sdtContent", f"{W}sdt", f"{W}customXml", f"{W}smartTag")


@dataclass(frozen=True, slots=True)
class _Article:
    """Ordinals of its heading and of the paragraph behind its last one."""

    heading: int
    end: int


class Places:
    """The geography of one body: its paragraphs, articles and clauses."""

    def __init__(
        self, package: Package, root: Element, document: Document, facts: Facts | None
    ) -> None:
        self._package = package
        self._root = root
        self._document = document
        self._paragraphs = paragraphs_of(root)
        self._ordinals = {paragraph: index for index, paragraph in enumerate(self._paragraphs)}
        self._clauses = () if facts is None else facts.clauses
        headings = [
            (ordinal, block.level or 1)
            for block in document.blocks
            if block.kind is BlockKind.HEADING and block.part is Part.BODY
            for ordinal in [self._first_ordinal(block)]
            if ordinal is not None
        ]
        self._headings = [ordinal for ordinal, _ in headings]
        self._levels = dict(headings)
        self._closing = self._find_close()

    # -- what is commented

    def passage(self, evidence: Evidence) -> Passage | None:
        """Return what `evidence` quotes, or the nearest that can carry a comment."""
        if evidence.part is Part.TEXTBOX:
            return self._boxed(evidence)
        if evidence.part in (Part.FOOTNOTE, Part.ENDNOTE):
            return self._noted(evidence)
        if evidence.part is not Part.BODY:
            return self.opening()
        portions = list(self._portions(evidence))
        if not portions and evidence.paragraph is not None:
            portions = [(evidence.paragraph, evidence.quote)]
        portions = [(n, text) for n, text in portions if 0 <= n < len(self._paragraphs)]
        if not portions:
            return None
        first = self._found(portions[0], evidence.prefix)
        if portions[0][0] == portions[-1][0]:
            return first
        last = self._found(portions[-1], "")
        # A comment over several cells is one that Word does not make.
        is_near = first.paragraph.getparent() is last.paragraph.getparent()
        return first.to(last) if is_near else first

    def beside(self, clause: str | None) -> Passage | None:
        """Return the heading of the article where `clause` is missing."""
        ordinal = self._related(clause)
        if ordinal is None:
            close = self._closing
            ordinal = len(self._paragraphs) - 1 if close is None else close - 1
        article = self._article(ordinal)
        if article is not None:
            return whole(self._paragraphs[article.heading])
        while ordinal > 0 and not self._prints(ordinal):
            ordinal -= 1
        return whole(self._paragraphs[ordinal]) if self._paragraphs else None

    def opening(self) -> Passage | None:
        """Return the first paragraph that prints something."""
        ordinals = range(len(self._paragraphs))
        first = next((n for n in ordinals if self._prints(n)), None)
        return None if first is None else whole(self._paragraphs[first])

    # -- what is proposed

    def after(self, passage: Passage) -> tuple[Element, Element | None, object]:
        """Return the block behind which a wording for `passage` goes, its neighbour, its article.

        The neighbour lends its look. The article is whatever two passages of one share.
        """
        ordinal = self._ordinals[passage.paragraph]
        article = self._article(ordinal)
        end = article.end if article is not None else len(self._paragraphs)
        ordinal = self._past_list(ordinal, end)
        return (*self._target(self._paragraphs[ordinal]), article)

    def after_missing(self, clause: str | None) -> tuple[Element, Element | None, object]:
        """Return the same for a clause that is missing: the end of the article beside it."""
        ordinal = self._related(clause)
        article = None if ordinal is None else self._article(ordinal)
        if article is not None:
            last = article.end - 1
        elif ordinal is not None:
            last = self._past_list(ordinal, len(self._paragraphs))
        else:
            close = self._closing
            last = (len(self._paragraphs) if close is None else close) - 1
        first = 0 if article is None else article.heading
        while last > first and not self._prints(last):
            last -= 1
        return (*self._target(self._paragraphs[last]), article)

    # -- details

    def _first_ordinal(self, block: Block) -> int | None:
        return next((n for n, _ in self._within(block.start, block.end)), None)

    def _within(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield (ordinal, text) of the runs of the body in `[start, end)`."""
        runs = self._document.runs
        index = bisect_right(runs, start, key=lambda run: run.end)
        while index < len(runs) and runs[index].start < end:
            run = runs[index]
            if isinstance(run.place, ParagraphPlace) and run.place.part is Part.BODY:
                text = self._document.text[max(run.start, start) : min(run.end, end)]
                yield run.place.paragraph, text
            index += 1

    def _portions(self, evidence: Evidence) -> Iterator[tuple[int, str]]:
        """Yield (ordinal, text) of each paragraph that the quotation runs through."""
        if self._document.text[evidence.start : evidence.end] != evidence.quote:
            return
        ordinal: int | None = None
        texts: list[str] = []
        for number, text in self._within(evidence.start, evidence.end):
            if number != ordinal:
                if ordinal is not None:
                    yield ordinal, " ".join(texts)
                ordinal, texts = number, []
            texts.append(text)
        if ordinal is not None:
            yield ordinal, "".join(texts)

    def _found(self, portion: tuple[int, str], before: str) -> Passage:
        paragraph = self._paragraphs[portion[0]]
        return find_passage(paragraph, portion[1], before=before) or whole(paragraph)

    def _boxed(self, evidence: Evidence) -> Passage | None:
        """Return the drawing that holds the quotation: Word comments nothing inside it."""
        wanted = " ".join(fold(evidence.quote).split())
        for box in self._root.iter(f"{W}txbxContent"):
            if any(True for _ in box.iterancestors(f"{MC}Fallback")):
                continue
            printed = "\n".join(text_of(paragraph) for paragraph in box.iter(f"{W}p"))
            if wanted in " ".join(fold(printed).split()):
                return self._holder(box)
        return self.opening()

    def _holder(self, element: Element) -> Passage | None:
        """Return the outermost run around `element` in a paragraph of the body."""
        for run in reversed(list(element.iterancestors(f"{W}r"))):
            paragraph = next(run.iterancestors(f"{W}p"), None)
            if paragraph in self._ordinals:
                return around(run)
        return self.opening()

    def _noted(self, evidence: Evidence) -> Passage | None:
        """Return the reference of the note that holds the quotation."""
        kind = "footnote" if evidence.part is Part.FOOTNOTE else "endnote"
        root = self._package.related(f"{kind}s")
        paragraphs = [] if root is None else paragraphs_of(root)
        if evidence.paragraph is None or evidence.paragraph >= len(paragraphs):
            return self.opening()
        note = next(paragraphs[evidence.paragraph].iterancestors(f"{W}{kind}"), None)
        identifier = None if note is None else note.get(f"{W}id")
        for reference in self._root.iter(f"{W}{kind}Reference"):
            if reference.get(f"{W}id") == identifier:
                return self._holder(reference)
        return self.opening()

    def _prints(self, ordinal: int) -> bool:
        return bool(text_of(self._paragraphs[ordinal]).strip())

    def _article(self, ordinal: int) -> _Article | None:
        """Return the article that the paragraph stands in, the last one for what follows it."""
        index = bisect_right(self._headings, ordinal) - 1
        if index < 0:
            return None
        heading = self._headings[index]
        level = self._levels[heading]
        later = (n for n in self._headings[index + 1 :] if self._levels[n] <= level)
        close = self._closing
        ends = [n for n in (next(later, None), close) if n is not None and n > ordinal]
        return _Article(heading, min(ends, default=len(self._paragraphs)))

    def _related(self, clause: str | None) -> int | None:
        """Return the paragraph of the clause nearest to a missing one."""
        for near in _BESIDE.get(clause or "", ()):
            for found in self._clauses:
                if found.id != near:
                    continue
                for item in found.evidence:
                    if item.part is Part.BODY and item.paragraph is not None:
                        ordinal = min(item.paragraph, len(self._paragraphs) - 1)
                        if not self._is_opening(ordinal):
                            return ordinal
        return None

    def _is_opening(self, ordinal: int) -> bool:
        """Return True above the first article of a contract that has some."""
        first = 1 if len(self._headings) > _MOST_TITLES else 0
        return bool(self._headings) and ordinal < self._headings[first]

    def _find_close(self) -> int | None:
        """Return the first paragraph of the signatures or annexes at the end of a contract."""
        # The first half of a contract may be signed, dated and annexed to as well.
        for ordinal in range(len(self._paragraphs) // 2, len(self._paragraphs)):
            if _CLOSE.match(fold(text_of(self._paragraphs[ordinal])).strip()):
                return ordinal
        return None

    def _past_list(self, ordinal: int, end: int) -> int:
        """Return the last paragraph of the enumeration that the paragraph begins or continues."""
        for following in range(ordinal + 1, min(end, ordinal + _LONGEST_LIST)):
            if not text_of(self._paragraphs[ordinal]).rstrip().endswith(_OPEN_ENDS):
                break
            if following in self._levels or not self._is_beside(ordinal, following):
                break
            ordinal = following
        return ordinal

    def _is_beside(self, one: int, other: int) -> bool:
        return self._paragraphs[one].getparent() is self._paragraphs[other].getparent()

    def _target(self, paragraph: Element) -> tuple[Element, Element | None]:
        """Return the block to insert after, and the paragraph beside it that lends its look."""
        target = paragraph
        for ancestor in paragraph.iterancestors():
            if ancestor.tag in _BLOCK_WRAPPERS:
                target = ancestor
            elif ancestor.tag == f"{W}tc":
                words = sum(len(text_of(p).split()) for p in ancestor.iter(f"{W}p"))
                if words >= _CLAUSE_WORDS:
                    break
                target = _with_spacer(next(ancestor.iterancestors(f"{W}tbl")))
            elif ancestor.tag == f"{W}body":
                break
        return target, self._neighbour(paragraph, target)

    def _neighbour(self, paragraph: Element, target: Element) -> Element | None:
        candidates = [paragraph] if target is paragraph else []
        candidates += target.itersiblings(f"{W}p", preceding=True)
        candidates += target.itersiblings(f"{W}p")
        for candidate in candidates:
            ordinal = self._ordinals.get(candidate)
            if ordinal is not None and ordinal not in self._levels and self._prints(ordinal):
                return candidate
        return None


def _with_spacer(table: Element) -> Element:
    """Return the empty paragraph that sets a table off from the text, else the table."""
    following = table.getnext()
    is_empty = following is not None and following.tag == f"{W}p" and len(following) == 0
    if following is not None and following.tag == f"{W}p" and not is_empty:
        is_empty = all(child.tag == f"{W}pPr" for child in following) and (
            following.find(f"{W}pPr/{W}sectPr") is None
        )
    return following if is_empty else table
