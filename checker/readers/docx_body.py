"""The walk over the block level of one Word part: paragraphs, tables, text boxes.

Paragraphs are numbered over their whole part, tables included, as Word's own
`body.paragraphs` does; those of text boxes have a sequence of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from checker.domain import BlockKind, Part, Revision, View
from checker.readers import docx_kinds as kinds
from checker.readers.docx_grid import Around, GridReader
from checker.readers.docx_inline import Inline, InlineReader, joined
from checker.readers.docx_numbering import Label, Numbering
from checker.readers.docx_package import (
    DELETED,
    INSERTED,
    MC,
    WRAPPERS,
    Element,
    W,
    is_on,
    number,
    value,
)
from checker.readers.docx_styles import ParagraphStyle, Styles, indent_of, is_shaded
from checker.readers.docx_tables import drafts_of
from checker.readers.docx_text import Draft, Piece, canonical

_P, _TBL, _SDT = f"{W}p", f"{W}tbl", f"{W}sdt"


@dataclass(slots=True)
class Tables:
    """The number of the next table of the document."""

    next: int = 0

    def take(self) -> int:
        """Return a number that no other table has."""
        self.next += 1
        return self.next - 1


@dataclass(slots=True)
class BodyReader:
    """Reads one part into drafts."""

    styles: Styles
    numbering: Numbering
    inline: InlineReader
    tables: Tables
    part: Part
    ordinals: dict[Element, int]
    unread: list[str]
    _boxed: int = 0
    _pending: tuple[Inline, Element, ParagraphStyle] | None = field(default=None)

    @property
    def view(self) -> View:
        """The side of tracked changes that is read."""
        return self.inline.view

    def drafts(self, container: Element, around: Around | None = None) -> list[Draft]:
        """Return the blocks of a body, header, note, cell or text box in order."""
        around = around or Around()
        outer, self._pending = self._pending, None
        drafts = list(self._blocks(container, around))
        drafts += self._flush(around)
        self._pending = outer
        return drafts

    def _blocks(self, container: Element, around: Around) -> Iterator[Draft]:
        for child in container:
            tag = child.tag
            if tag == _P:
                yield from self._paragraph(child, around)
            elif tag == _TBL:
                yield from self._flush(around)
                yield from self._table(child, around)
            elif tag == _SDT:
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    gallery = value(child, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") or ""
                    inside = around
                    if gallery.lower().startswith("table of contents"):
                        inside = replace(around, contents=True)
                    yield from self._blocks(content, inside)
            elif tag in WRAPPERS:
                yield from self._blocks(child, around)
            elif tag in INSERTED or tag in DELETED:
                inserted = tag in INSERTED
                if self.inline.shows(inserted=inserted, deleted=not inserted):
                    change = Revision.INSERTED if inserted else Revision.DELETED
                    yield from self._blocks(child, replace(around, row=change))
            elif tag == f"{MC}AlternateContent":
                branch = child.find(f"{MC}Choice")
                branch = child.find(f"{MC}Fallback") if branch is None else branch
                if branch is not None:
                    yield from self._blocks(branch, around)
            elif tag == f"{W}altChunk":
                self.unread.append("altChunk")

    # -- paragraphs

    def _paragraph(self, paragraph: Element, around: Around) -> Iterator[Draft]:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.paragraph(value(properties, f"{W}pStyle"))
        inline = self.inline.read(
            paragraph,
            ordinal=self._ordinal(paragraph, around),
            look=style.look,
            row=around.row,
            grounded=around.grounded or style.shaded or is_shaded(properties),
        )
        if self._pending is not None:
            inline = joined(self._pending[0], inline)
            self._pending = None
        mark = None if properties is None else properties.find(f"{W}rPr")
        if self._mark_is_gone(mark):
            self._pending = inline, paragraph, style
            return
        if mark is not None and is_on(mark.find(f"{W}specVanish")):
            # A heading that runs into its text: the number is that of the heading.
            label = self._label(properties, style)
            if label is not None and label.text:
                ordinal = self._ordinal(paragraph, around)
                inline.pieces.insert(0, Piece(f"{label.text} ", ordinal))
            self._pending = inline, paragraph, style
            return
        yield from self._made(inline, paragraph, style, around)

    def _mark_is_gone(self, mark: Element | None) -> bool:
        """Return True when the view does not show the end of a paragraph."""
        if mark is None or self.view is View.MARKED:
            return False
        gone = DELETED if self.view is View.CURRENT else INSERTED
        return any(mark.find(tag) is not None for tag in gone)

    def _flush(self, around: Around) -> Iterator[Draft]:
        """Yield a paragraph whose end is not shown and that nothing follows."""
        if self._pending is not None:
            inline, paragraph, style = self._pending
            self._pending = None
            yield from self._made(inline, paragraph, style, around)

    def _ordinal(self, paragraph: Element, around: Around) -> int:
        if paragraph not in self.ordinals:
            # Only text boxes are not in the map; they are counted as they come.
            self.ordinals[paragraph] = self._boxed
            self._boxed += 1
        return self.ordinals[paragraph]

    def _label(self, properties: Element | None, style: ParagraphStyle) -> Label | None:
        identifier = number(value(properties, f"{W}numPr/{W}numId"))
        level = number(value(properties, f"{W}numPr/{W}ilvl"))
        if identifier is None:
            identifier = style.number_id
            if level is None:
                level = style.number_level
            if level is None and identifier is not None:
                level = self.numbering.level_of_style(identifier, style.number_style)
        return self.numbering.next(identifier, level or 0) if identifier else None

    def _made(
        self, inline: Inline, paragraph: Element, style: ParagraphStyle, around: Around
    ) -> Iterator[Draft]:
        """Yield the blocks of a whole paragraph: its lines, what is hidden, its boxes."""
        properties = paragraph.find(f"{W}pPr")
        label = self._label(properties, style)
        part = Part.TEXTBOX if around.box and self.part is Part.BODY else self.part
        seen = _lines([piece for piece in inline.pieces if not piece.hidden])
        if seen:
            if around.cell or not kinds.is_list_of_lines([_text(line) for line in seen]):
                seen = [canonical(_together(seen))]
            for index, line in enumerate(seen):
                yield self._block(
                    line,
                    label if index == 0 else None,
                    properties=properties,
                    style=style,
                    around=around,
                    part=part,
                    notes=tuple(inline.notes) if index == len(seen) - 1 else (),
                )
        unseen = canonical(
            replace(piece, text=" ") if piece.text == "\n" else piece
            for piece in inline.pieces
            if piece.hidden
        )
        if unseen:
            yield Draft(pieces=unseen, kind=self._plain_kind(around), part=part)
        for words in inline.watermarks:
            pieces = canonical([Piece(words, self._ordinal(paragraph, around))])
            if pieces:
                yield Draft(pieces=pieces, kind=BlockKind.FURNITURE, part=part)
        for box in inline.boxes:
            inside = Around(row=around.row, grounded=True, box=True)
            yield from self.drafts(box, inside)

    def _plain_kind(self, around: Around) -> BlockKind:
        if self.part in (Part.HEADER, Part.FOOTER) or around.contents:
            return BlockKind.FURNITURE
        if self.part in (Part.FOOTNOTE, Part.ENDNOTE):
            return BlockKind.FOOTNOTE
        return BlockKind.PARAGRAPH

    def _block(
        self, line: tuple[Piece, ...], label: Label | None, *, properties: Element | None,
        style: ParagraphStyle, around: Around, part: Part, notes: tuple[tuple[str, str], ...],
    ) -> Draft:  # fmt: skip
        number_text = label.text if label else ""
        if number_text:
            line = (Piece(f"{number_text} ", line[0].paragraph, line[0].revision), *line)
        indent = indent_of(properties)
        if indent is None:
            indent = label.indent if label and label.indent is not None else style.indent
        draft = Draft(
            pieces=canonical(line),
            kind=self._plain_kind(around),
            part=part,
            indent=max(indent or 0.0, 0.0),
            notes=notes,
        )
        if draft.kind is not BlockKind.PARAGRAPH:
            return draft
        if style.is_contents:
            return replace(draft, kind=BlockKind.FURNITURE)
        kind, level = self._kind(draft, label, properties, style, around)
        return replace(draft, kind=kind, level=level, bulleted=bool(label and label.bullet))

    def _kind(
        self, draft: Draft, label: Label | None, properties: Element | None,
        style: ParagraphStyle, around: Around,
    ) -> tuple[BlockKind, int | None]:  # fmt: skip
        text = draft.text
        outline = number(value(properties, f"{W}outlineLvl"))
        outline = style.outline if outline is None else outline
        if outline is not None and outline < 9 and not kinds.is_sentence(text):
            return BlockKind.HEADING, outline + 1
        number_text = label.text if label else ""
        if not around.cell and not (label and label.bullet):
            centred = value(properties, f"{W}jc") == "center"
            level = kinds.title_level(text, bold=draft.bold, centred=centred, number=number_text)
            if level is not None:
                return BlockKind.HEADING, level
        if label is not None and not kinds.is_clause_label(number_text):
            return BlockKind.LIST_ITEM, label.level
        if label is None and kinds.is_marked(text):
            return BlockKind.LIST_ITEM, 1
        return BlockKind.PARAGRAPH, None

    # -- tables

    def _table(self, table: Element, around: Around) -> Iterator[Draft]:
        identifier = self.tables.take()
        grid = GridReader(self.inline.shows, self.drafts, self.styles.sets_off_first_row)
        cells = grid.read(table, around)
        yield from drafts_of(cells, table=identifier)


def _lines(pieces: list[Piece]) -> list[tuple[Piece, ...]]:
    """Return the pieces of a paragraph line by line, without empty lines."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in map(canonical, lines) if line]


def _together(lines: list[tuple[Piece, ...]]) -> Iterator[Piece]:
    for index, line in enumerate(lines):
        if index:
            yield replace(line[0], text=" ")
        yield from line


def _text(line: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in line)
