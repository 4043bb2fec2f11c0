"""What a Word document remembers of its own check: a custom XML part of our namespace.

The task pane writes it (addin/js/state.js); it travels in the file, so that the same file
checked from the command line or the API is asked the same thing.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

from checker.errors import UnreadableDocument
from checker.readers.docx_package import Element, open_package

NAMESPACE = "urn:checker:declaration:1"
_PART = re.compile(r"customXml/item\d{1,4}\.xml")
# A declaration is a few lines; a larger part is another program's data.
_MOST_PART_BYTES = 256 * 1024
_MOST_ITEMS = 200
_MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredFinding:
    """A finding set aside: its code, what it is about, the start of its quotation, why."""

    code: str
    subject: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDeclaration:
    """`activities` and `minimums` as typed: ids, plain words, "rc.dinc=500000"."""

    role: str | None
    activities: tuple[str, ...]
    profile: str | None
    minimums: tuple[str, ...]
    attachments: tuple[str, ...]
    ignored: tuple[IgnoredFinding, ...]


def read_declaration(data: bytes, *, name: str) -> StoredDeclaration | None:
    """Return what the DOCX `data` remembers, None when it remembers nothing.

    Never raises for a document that cannot be read: reading it properly will say why.
    """
    if not data.startswith(b"PK"):
        return None
    try:
        package = open_package(data, name=name)
    except UnreadableDocument:
        return None
    for entry in package.archive.infolist():
        if _PART.fullmatch(entry.filename) and entry.file_size <= _MOST_PART_BYTES:
            # Another program's part may be broken; ours may still be whole.
            with contextlib.suppress(UnreadableDocument):
                root = package.part(entry.filename)
                if root is not None and root.tag == _tag("declaration"):
                    return _parse(root)
    return None


def _parse(root: Element) -> StoredDeclaration:
    return StoredDeclaration(
        role=_first(root, "role"),
        activities=_texts(root, "activity"),
        profile=_first(root, "profile"),
        minimums=_texts(root, "minimum"),
        attachments=_texts(root, "attachment"),
        ignored=tuple(
            IgnoredFinding(
                code=_cut(element.get("code", "")),
                subject=_cut(element.get("subject", "")),
                quote=_cut(element.get("quote", "")),
                reason=_cut(element.text or ""),
            )
            for element in root.findall(_tag("ignored"))[:_MOST_ITEMS]
        ),
    )


def _texts(root: Element, name: str) -> tuple[str, ...]:
    found = (_cut(element.text or "") for element in root.findall(_tag(name))[:_MOST_ITEMS])
    return tuple(text for text in found if text)


def _first(root: Element, name: str) -> str | None:
    return next(iter(_texts(root, name)), None)


def _cut(text: str) -> str:
    return text.strip()[:_MOST_CHARACTERS]


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
