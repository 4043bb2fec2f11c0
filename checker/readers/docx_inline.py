"""What one Word paragraph prints: its pieces, and the boxes and notes that hang on it.

A field prints its result and never its instruction (ECMA-376-1, 17.16); a tracked change
prints or not by the view; of an alternate content only one branch prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from checker.domain import Revision, View
from checker.readers.docx_package import MC, W14, Element, M, V, W, is_on, number, value
from checker.readers.docx_styles import Look, Styles
from checker.readers.docx_symbols import TICKED, UNTICKED, printed, sign
from checker.readers.docx_text import Piece

_INSERTIONS = frozenset((f"{W}ins", f"{W}moveTo"))
_DELETIONS = frozenset((f"{W}del", f"{W}moveFrom"))
# Elements that hold runs and print nothing themselves.
_TRANSPARENT = frozenset(
    (
        f"{W}hyperlink", f"{W}smartTag", f"{W}customXml", f"{W}fldSimple", f"{W}sdtContent",
        f"{W}dir", f"{W}bdo", f"{W}ruby", f"{W}rubyBase", f"{W}subDoc",
        f"{M}oMathPara",
    )
)  # fmt: skip
_BREAKS = frozenset((f"{W}br", f"{W}cr"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Inline:
    """The content of one paragraph; a line break is a piece "\\n"."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class InlineReader:
    """Reads paragraphs in order; a field may begin in one and end in another."""

    styles: Styles
    view: View
    white_is_hidden: bool = False
    _fields: list[str] = field(default_factory=list)

    def read(
        self, paragraph: Element, *, ordinal: int, look: Look, row: Revision = Revision.NONE,
        grounded: bool = False,
    ) -> Inline:  # fmt: skip
        """Return what `paragraph` prints.

        `row` is the revision of the table row around it; `grounded` says that it stands on
        a coloured ground, where white text is seen.
        """
        state = _State(
            reader=self,
            ordinal=ordinal,
            look=look,
            inserted=row is Revision.INSERTED,
            deleted=row is Revision.DELETED,
            grounded=grounded,
            inline=Inline(),
        )
        state.children(paragraph)
        # A field whose instruction is still open at the end of its paragraph is broken:
        # it must not swallow the rest of the document.
        while self._fields and self._fields[-1] == "instruction":
            self._fields.pop()
        return state.inline

    def shows(self, *, inserted: bool, deleted: bool) -> bool:
        """Return True when the view shows what was inserted or deleted."""
        if self.view is View.CURRENT:
            return not deleted
        if self.view is View.ORIGINAL:
            return not inserted
        return True

    def begin_field(self) -> None:
        """Enter the instruction of a field."""
        self._fields.append("instruction")

    def separate_field(self) -> None:
        """Enter the result of a field."""
        if self._fields:
            self._fields[-1] = "result"

    def end_field(self) -> None:
        """Leave a field."""
        if self._fields:
            self._fields.pop()

    @property
    def in_instruction(self) -> bool:
        """True when what follows is an instruction, which does not print."""
        return "instruction" in self._fields


@dataclass(slots=True)
class _State:
    reader: InlineReader
    ordinal: int
    look: Look
    inserted: bool
    deleted: bool
    grounded: bool
    inline: Inline

    def children(self, parent: Element) -> None:
        for child in parent:
            self.element(child)

    def element(self, child: Element) -> None:
        tag = child.tag
        if tag == f"{W}r" or tag == f"{M}r":
            self.run(child)
        elif tag in _TRANSPARENT:
            self.children(child)
        elif tag in _INSERTIONS or tag in _DELETIONS:
            before = self.inserted, self.deleted
            self.inserted = self.inserted or tag in _INSERTIONS
            self.deleted = self.deleted or tag in _DELETIONS
            self.children(child)
            self.inserted, self.deleted = before
        elif tag == f"{W}sdt":
            self.control(child)
        elif tag == f"{MC}AlternateContent":
            self.alternate(child)
        elif isinstance(tag, str) and tag.startswith(M):
            self.children(child)

    def control(self, control: Element) -> None:
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        if box is None:
            content = control.find(f"{W}sdtContent")
            if content is not None:
                self.children(content)
            return
        checked = box.find(f"{W14}checked")
        state = None if checked is None else checked.get(f"{W14}val", "1")
        self.say(TICKED if state in ("1", "true", "on") else UNTICKED, self.look)

    def alternate(self, element: Element) -> None:
        """Read the first choice; its fallback only when the choice prints nothing."""
        before = self._extent()
        choice = element.find(f"{MC}Choice")
        if choice is not None:
            self.content_of(choice)
        fallback = element.find(f"{MC}Fallback")
        if fallback is not None and self._extent() == before:
            self.content_of(fallback)

    def content_of(self, branch: Element) -> None:
        """Read a branch, which may stand in a run or around runs."""
        for child in branch:
            if not self.run_child(child, self.look):
                self.element(child)

    def _extent(self) -> tuple[int, int, int]:
        inline = self.inline
        return len(inline.pieces), len(inline.boxes), len(inline.watermarks)

    def run(self, run: Element) -> None:
        look = self.reader.styles.run(run.find(f"{W}rPr"), self.look)
        for child in run:
            self.run_child(child, look)

    def run_child(self, child: Element, look: Look) -> bool:
        """Read a child of a run; False when it belongs elsewhere."""
        tag = child.tag
        if tag == f"{W}t" or tag == f"{W}delText" or tag == f"{M}t":
            self.say(_text(child, look), look)
        elif tag == f"{W}tab" or tag == f"{W}ptab":
            self.say(" ", look)
        elif tag in _BREAKS:
            self.say("\n", look)
        elif tag == f"{W}noBreakHyphen":
            self.say("-", look)
        elif tag == f"{W}sym":
            self.symbol(child, look)
        elif tag == f"{W}fldChar":
            self.field(child, look)
        elif tag in _NOTES:
            if self._shown():
                self.inline.notes.append((_NOTES[tag], child.get(f"{W}id", "")))
        elif tag == f"{W}drawing" or tag == f"{W}pict" or tag == f"{W}object":
            self.drawing(child)
        elif tag == f"{MC}AlternateContent":
            self.alternate(child)
        elif tag == f"{W}ruby":
            self.children(child)
        else:
            return False
        return True

    def symbol(self, child: Element, look: Look) -> None:
        try:
            code = int(child.get(f"{W}char", ""), 16)
        except ValueError:
            return
        if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF:
            self.say(sign(chr(code), child.get(f"{W}font")), look)

    def field(self, child: Element, look: Look) -> None:
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            data = child.find(f"{W}ffData")
            if data is not None:
                self.say(_form(data), look)
            self.reader.begin_field()
        elif kind == "separate":
            self.reader.separate_field()
        elif kind == "end":
            self.reader.end_field()

    def drawing(self, element: Element) -> None:
        """Note the text boxes and the watermark of a drawing, outermost boxes only."""
        if not self._shown():
            return
        stack = list(reversed(element))
        while stack:
            child = stack.pop()
            tag = child.tag
            if tag == f"{W}txbxContent":
                self.inline.boxes.append(child)
            elif tag == f"{V}textpath":
                self.inline.watermarks.append(child.get("string", ""))
            elif tag == f"{MC}AlternateContent":
                branch = child.find(f"{MC}Choice")
                if branch is None:
                    branch = child.find(f"{MC}Fallback")
                if branch is not None:
                    stack.extend(reversed(branch))
            else:
                stack.extend(reversed(child))

    def _shown(self) -> bool:
        return self.reader.shows(inserted=self.inserted, deleted=self.deleted)

    def say(self, text: str, look: Look) -> None:
        if not text or self.reader.in_instruction or not self._shown():
            return
        unseen = look.unseen or bool(
            self.reader.white_is_hidden and look.white and not look.shaded and not self.grounded
        )
        revision = Revision.NONE
        if self.deleted:
            revision = Revision.DELETED
        elif self.inserted:
            revision = Revision.INSERTED
        self.inline.pieces.append(
            Piece(text, self.ordinal, revision, unseen, bool(look.bold), look.size)
        )


def _text(element: Element, look: Look) -> str:
    text = element.text or ""
    # The indentation of a pretty-printed file is no text (Word drops it too).
    if "\n" in text and element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip()
    return printed(text.replace("\n", " "), look.font)


def _form(data: Element) -> str:
    """Return what an old form field prints by itself: a box, a choice of a list."""
    box = data.find(f"{W}checkBox")
    if box is not None:
        stated = box.find(f"{W}checked")
        ticked = is_on(box.find(f"{W}default") if stated is None else stated)
        return TICKED if ticked else UNTICKED
    choices = data.find(f"{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choices.iterchildren(f"{W}listEntry")]
    chosen = number(value(choices, f"{W}result"))
    if chosen is None:
        chosen = number(value(choices, f"{W}default")) or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def joined(first: Inline, second: Inline) -> Inline:
    """Return two paragraphs whose mark between them is not shown as one."""
    return replace(
        first,
        pieces=first.pieces + second.pieces,
        boxes=first.boxes + second.boxes,
        notes=first.notes + second.notes,
        watermarks=first.watermarks + second.watermarks,
    )
