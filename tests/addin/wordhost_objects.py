"""What the simulated Word shows of its document through RichApi: the members that a pane uses.

Names are those of the wire (PascalCase); attributes named in `FIELDS` are what `load` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wordhost_package import Element, w
from wordhost_text import OfficeError, Span

if TYPE_CHECKING:
    from wordhost import WordHost

# The first requirement set of each member; a member that is not listed is of 1.1.
SETS = {
    ("Range", "CompareLocationWith"): (1, 3), ("Range", "ExpandTo"): (1, 3),
    ("Range", "GetRange"): (1, 3), ("Range", "Paragraphs"): (1, 1),
    ("ParagraphCollection", "GetFirst"): (1, 3), ("ParagraphCollection", "GetLast"): (1, 3),
    ("Paragraph", "GetNextOrNullObject"): (1, 3), ("Paragraph", "GetPreviousOrNullObject"): (1, 3),
    ("Paragraph", "GetRange"): (1, 3), ("Range", "InsertComment"): (1, 4),
    ("Body", "GetComments"): (1, 4), ("Document", "ChangeTrackingMode"): (1, 4),
    ("Document", "_RegisterOnParagraphChanged"): (1, 6),
    ("Document", "_RegisterOnParagraphAdded"): (1, 6),
    ("Document", "_RegisterOnParagraphDeleted"): (1, 6),
}  # fmt: skip


class Shown:
    """An object of the document; frozen builds of Office.js ask these of every one."""

    FIELDS: tuple[str, ...] = ()
    kind = ""

    def __init__(self, host: WordHost) -> None:
        self.host = host
        self.text = host.text

    def _KeepReference(self) -> None:
        pass

    def _RemoveReference(self, reference: str) -> None:
        self.host.references.pop(reference, None)


class Options(Shown):
    """An object that the library made: options of a search, or its own handler of actions."""

    kind = "SearchOptions"

    def NotifyActionHandlerReady(self) -> None:
        pass


class Collection(Shown):
    def __init__(self, host: WordHost, kind: str, items: Sequence[Shown]) -> None:
        super().__init__(host)
        self.kind, self.items = kind, items

    def GetItemAt(self, index: int) -> Shown:
        return self.items[int(index)]

    def GetFirst(self) -> Shown:
        if not self.items:
            raise OfficeError("ItemNotFound")
        return self.items[0]

    def GetFirstOrNullObject(self) -> Shown | None:
        return self.items[0] if self.items else None

    def GetLast(self) -> Shown:
        if not self.items:
            raise OfficeError("ItemNotFound")
        return self.items[-1]


class Range(Shown):
    FIELDS = ("Text", "IsEmpty")
    kind = "Range"

    def __init__(self, host: WordHost, span: Span) -> None:
        super().__init__(host)
        self.span = span

    @property
    def Text(self) -> str:
        return self.text.read(self.span)

    @property
    def IsEmpty(self) -> bool:
        return self.Text == ""

    @property
    def Paragraphs(self) -> Collection:
        found = [Paragraph(self.host, p) for p in self.text.between(self.span)]
        return Collection(self.host, "ParagraphCollection", found)

    def Select(self, mode: str = "Select") -> None:
        self.host.selection = self.span

    def GetRange(self, location: str | None = None) -> Range:
        span = self.span
        if location == "Start":
            span = Span(span.first, span.start, span.first, span.start)
        elif location in ("End", "After"):
            span = Span(span.last, span.end, span.last, span.end)
        return Range(self.host, span)

    def ExpandTo(self, other: Range) -> Range:
        one, two = self.text.places(self.span), self.text.places(other.span)
        first = self.span if one[0] <= two[0] else other.span
        last = self.span if one[1] >= two[1] else other.span
        return Range(self.host, Span(first.first, first.start, last.last, last.end))

    def CompareLocationWith(self, other: Range) -> str:
        (start, end), (from_, to) = self.text.places(self.span), self.text.places(other.span)
        if (start, end) == (from_, to):
            return "Equal"
        if end < from_ or start > to:
            return "Before" if end < from_ else "After"
        if end == from_ or start == to:
            if start >= from_ and end <= to:
                return "InsideStart" if start == from_ else "InsideEnd"
            return "AdjacentBefore" if end == from_ else "AdjacentAfter"
        if from_ <= start and end <= to:
            return "InsideStart" if start == from_ else "InsideEnd" if end == to else "Inside"
        if start <= from_ and to <= end:
            return "ContainsStart" if start == from_ else "ContainsEnd" if end == to else "Contains"
        return "OverlapsBefore" if start < from_ else "OverlapsAfter"

    def Search(self, sought: str, options: Options | None = None) -> Collection:
        match_case = bool(getattr(options, "MatchCase", False))
        found = self.text.search(self.span, sought, match_case=match_case)
        return Collection(self.host, "RangeCollection", [Range(self.host, s) for s in found])

    def InsertComment(self, words: str) -> Comment:
        self.host.writing("comment")
        element = self.text.add_comment(self.span, words)
        self.host.changed()
        return Comment(self.host, element)

    def InsertParagraph(self, words: str, where: str) -> Paragraph:
        self.host.writing("insert")
        anchor = self.span.last if where == "After" else self.span.first
        return self._inserted(anchor, words, where)

    def _inserted(self, anchor: Element | None, words: str, where: str) -> Paragraph:
        made = self.text.add_paragraph(anchor, words, where)
        self.host.changed("Added")
        return Paragraph(self.host, made)


class Paragraph(Range):
    kind = "Paragraph"

    def __init__(self, host: WordHost, element: Element) -> None:
        super().__init__(host, host.text.whole(element))

    def GetRange(self, location: str | None = None) -> Range:
        return Range(self.host, super().GetRange(location).span)

    def GetPreviousOrNullObject(self) -> Paragraph | None:
        return self._beside(-1)

    def GetNextOrNullObject(self) -> Paragraph | None:
        return self._beside(1)

    def _beside(self, step: int) -> Paragraph | None:
        every = self.text.paragraphs()
        index = every.index(self.span.first) + step
        return Paragraph(self.host, every[index]) if 0 <= index < len(every) else None


class Body(Range):
    FIELDS = ("Text",)
    kind = "Body"

    def __init__(self, host: WordHost) -> None:
        every = host.text.paragraphs()
        end = host.text.whole(every[-1])
        super().__init__(host, Span(every[0], 0, end.last, end.end))

    def GetOoxml(self) -> str:
        self.host.reading("ooxml")
        return self.host.package.flat()

    def GetComments(self) -> Collection:
        comments = [Comment(self.host, c) for c in self.host.package.comments]
        return Collection(self.host, "CommentCollection", comments)

    def InsertParagraph(self, words: str, where: str) -> Paragraph:
        self.host.writing("insert")
        return self._inserted(None, words, where)


class Comment(Shown):
    FIELDS = ("Id", "Content", "AuthorName", "Resolved")
    kind = "Comment"
    Resolved = False

    def __init__(self, host: WordHost, element: Element) -> None:
        super().__init__(host)
        self.element = element

    @property
    def Id(self) -> str:
        return self.element.get(w("id"))

    @property
    def Content(self) -> str:
        return "\n".join(self.text.of(p) for p in self.element.iter(w("p")))

    @property
    def AuthorName(self) -> str:
        return self.element.get(w("author"))


class Document(Shown):
    FIELDS = ("ChangeTrackingMode", "Saved")
    kind = "Document"
    Saved = True

    @property
    def Body(self) -> Body:
        return Body(self.host)

    @property
    def ChangeTrackingMode(self) -> str:
        return self.text.tracking

    @ChangeTrackingMode.setter
    def ChangeTrackingMode(self, mode: str) -> None:
        self.host.writing("tracking")
        self.text.tracking = mode

    def GetSelection(self) -> Range:
        return Range(self.host, self.host.selection or Body(self.host).GetRange("Start").span)

    def _RegisterOnParagraphChanged(self) -> None:
        self.host.heard.add("Changed")

    def _RegisterOnParagraphAdded(self) -> None:
        self.host.heard.add("Added")

    def _RegisterOnParagraphDeleted(self) -> None:
        self.host.heard.add("Deleted")
