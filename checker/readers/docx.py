"""Word documents: a walk over the XML that loses nothing that prints.

python-docx drops headers, text boxes, content controls, notes and tracked insertions
("plafond est de 2 000 000 €" becomes "est de  par"), so the parts are read directly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker.domain import BlockKind, Document, Notice, Part, View
from checker.errors import DocumentTooLarge, EmptyDocument, NoTextLayer
from checker.readers.docx_body import BodyReader, Tables
from checker.readers.docx_inline import InlineReader
from checker.readers.docx_numbering import Numbering
from checker.readers.docx_package import (
    Element,
    Package,
    R,
    W,
    is_on,
    open_package,
    paragraphs_of,
)
from checker.readers.docx_styles import Styles
from checker.readers.docx_text import Draft, build

# As many characters as 1,500 dense pages.
_MAX_CHARACTERS = 5_000_000
_MAX_PARAGRAPHS = 200_000

_NOTE_PARTS = {"footnote": ("footnotes", Part.FOOTNOTE), "endnote": ("endnotes", Part.ENDNOTE)}
_DRAWING_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"


def read_docx(data: bytes, *, name: str, view: View = View.CURRENT) -> Document:
    """Return the Word document in `data` as `view` shows its tracked changes.

    Headers come first, then the body with each footnote after the paragraph or list that
    calls it, then endnotes and footers. Comments are no text of the document.
    """
    package = open_package(data, name=name)
    root = package.part(package.main)
    body = None if root is None else root.find(f"{W}body")
    if root is None or body is None:
        raise EmptyDocument(f"{name}: no body", name=name)
    reading = _Reading(package, root, view)
    built = build(_renumbered(reading.drafts(body)))
    if not built.text.strip():
        if any(True for _ in root.iter(f"{W}drawing", f"{W}pict")):
            raise NoTextLayer(f"{name}: nothing but images", name=name)
        raise EmptyDocument(f"{name}: no text", name=name)
    if len(built.text) > _MAX_CHARACTERS:
        raise DocumentTooLarge(f"{name}: {len(built.text)} characters", name=name)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="docx",
        text=built.text,
        blocks=built.blocks,
        runs=built.runs,
        hidden=built.hidden,
        warnings=tuple(_warnings(built.hidden, reading.unread, changes=_changes(body), view=view)),
    )


def _changes(body: Element) -> int:
    """Return how many tracked changes of text the body holds."""
    return sum(1 for _ in body.iter(*(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))))


def _warnings(
    hidden: Sequence[tuple[int, int]], unread: Sequence[str], *, changes: int, view: View
) -> Iterator[Notice]:
    if changes:
        yield Notice(code="tracked_changes", variant=view.value, values=(("count", str(changes)),))
    if hidden:
        yield Notice(
            code="hidden_text",
            values=(("count", str(len(hidden))),),
        )
    if unread:
        yield Notice(
            code="unread_part",
            values=(("count", str(len(unread))),),
        )


class _Reading:
    """The parts of one package while they are read."""

    def __init__(self, package: Package, root: Element, view: View) -> None:
        self._package = package
        self._root = root
        self._view = view
        self._styles = Styles(package.related("styles"))
        self._numbering_root = package.related("numbering")
        self._numbering = Numbering(self._numbering_root)
        self._tables = Tables()
        # White text on a picture behind it is seen; without one it is not.
        self._white_is_hidden = (
            not any(
                anchor.get("behindDoc") in ("1", "true") for anchor in root.iter(_DRAWING_ANCHOR)
            )
            and root.find(f"{W}background") is None
        )
        self.unread: list[str] = []

    def drafts(self, body: Element) -> list[Draft]:
        """Return the blocks of the whole document in reading order."""
        headers = self._furniture("header")
        drafts = self._reader(self._root, Part.BODY).drafts(body)
        placed = list(_with_notes(drafts, self._notes("footnote")))
        ends = self._notes("endnote")
        called = [key for draft in drafts for key in draft.notes if key[0] == "endnote"]
        placed += [draft for key in dict.fromkeys(called) for draft in ends.get(key, ())]
        return headers + placed + self._furniture("footer")

    def _reader(self, root: Element, part: Part) -> BodyReader:
        paragraphs = paragraphs_of(root)
        if len(paragraphs) > _MAX_PARAGRAPHS:
            raise DocumentTooLarge(f"{len(paragraphs)} paragraphs", name=self._package.name)
        return BodyReader(
            styles=self._styles,
            # Only the body counts: a header repeats, a note is outside the sequence.
            numbering=self._numbering if part is Part.BODY else Numbering(self._numbering_root),
            inline=InlineReader(
                self._styles, self._view, self._white_is_hidden and part is Part.BODY
            ),
            tables=self._tables,
            part=part,
            ordinals={paragraph: index for index, paragraph in enumerate(paragraphs)},
            unread=self.unread,
        )

    def _furniture(self, kind: str) -> list[Draft]:
        """Return the headers or footers that print, each once."""
        part = Part.HEADER if kind == "header" else Part.FOOTER
        drafts: list[Draft] = []
        texts: set[str] = set()
        for target in self._shown(kind):
            root = self._package.part(target)
            if root is None:
                continue
            found = self._reader(root, part).drafts(root)
            text = "\n".join(draft.text for draft in found)
            if text not in texts:
                texts.add(text)
                drafts += [replace(d, kind=BlockKind.FURNITURE, cell=None) for d in found]
        return drafts

    def _shown(self, kind: str) -> list[str]:
        """Return the paths of the parts that the sections of the document print."""
        relationships = self._package.relationships()
        settings = self._package.related("settings")
        even = settings is not None and bool(is_on(settings.find(f"{W}evenAndOddHeaders")))
        targets: dict[str, None] = {}
        for section in self._root.iter(f"{W}sectPr"):
            if section.getparent().tag == f"{W}sectPrChange":
                continue
            first = bool(is_on(section.find(f"{W}titlePg")))
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                page = reference.get(f"{W}type", "default")
                relationship = relationships.get(reference.get(f"{R}id", ""))
                if relationship is None or (page == "even" and not even):
                    continue
                if page == "first" and not first:
                    continue
                targets[relationship.target] = None
        return list(targets)

    def _notes(self, kind: str) -> dict[tuple[str, str], list[Draft]]:
        """Return the blocks of each footnote or endnote by its id."""
        related, part = _NOTE_PARTS[kind]
        root = self._package.related(related)
        if root is None:
            return {}
        reader = self._reader(root, part)
        return {
            (kind, note.get(f"{W}id", "")): [
                replace(draft, kind=BlockKind.FOOTNOTE, cell=None) for draft in reader.drafts(note)
            ]
            for note in root.iterchildren(f"{W}{kind}")
            if note.get(f"{W}type", "normal") == "normal"
        }


def _with_notes(
    drafts: Iterable[Draft], notes: dict[tuple[str, str], list[Draft]]
) -> Iterator[Draft]:
    """Yield the blocks, each footnote after what calls it but never inside a list or table."""
    waiting: list[Draft] = []
    before: Draft | None = None
    for draft in drafts:
        apart = draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and draft.cell is None
        announces = before is not None and before.text.endswith((":", ",", ";"))
        if waiting and apart and not announces:
            yield from waiting
            waiting = []
        yield draft
        for key in draft.notes:
            waiting += notes.pop(key, ())
        before = draft
    yield from waiting


def _renumbered(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with their tables numbered from 0 in order."""
    order: dict[int, int] = {}
    return [
        draft
        if draft.cell is None
        else replace(
            draft,
            cell=replace(draft.cell, table=order.setdefault(draft.cell.table, len(order))),
        )
        for draft in drafts
    ]
