"""The OPC package of a Word document: limits first, then only the XML parts that hold text.

Nothing but the parts asked for is ever inflated, so that an image of 1.5 GB costs nothing
(python-docx loads every related part). Limits are those of a hostile-input trial: each
legitimate contract of the trial stayed ten times below them.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from checker.errors import (
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    TruncatedDocument,
    UnsupportedFormat,
)

Element: TypeAlias = Any  # lxml ships no types; an element of its tree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What only wraps other content, and the two sides of a tracked change.
WRAPPERS = frozenset((f"{W}customXml", f"{W}smartTag", f"{W}sdtContent", f"{MC}Choice"))
INSERTED = (f"{W}ins", f"{W}moveTo")
DELETED = (f"{W}del", f"{W}moveFrom")
V = "{urn:schemas-microsoft-com:vml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_MAX_ENTRIES = 2_000
_MAX_ENTRY_BYTES = 100 * 1024 * 1024
_MAX_TOTAL_BYTES = 200 * 1024 * 1024
# Above this many bytes an entry that shrank more than the ratio is a bomb, not a text.
_RATIO_FROM_BYTES = 1024 * 1024
_MAX_RATIO = 200
# A thousand dense pages are some 15 MB of XML; more would hold the reader for seconds.
_MAX_TEXT_PART_BYTES = 50 * 1024 * 1024
# Each element costs some hundred bytes of memory: 3 million empty paragraphs fit in 336 kB.
_MAX_TAGS = 2_000_000

_ZIP_START = b"PK\x03\x04"
_OLE_START = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

# "Strict Open XML" uses other names for the same elements (ISO/IEC 29500-1, annex A).
_STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (
    (
        _STRICT + b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        _STRICT + b"officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """`kind` is the last word of the relationship's type: "header", "styles" …"""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package whose sizes have been checked; `main` is the part of the body."""

    name: str
    archive: zipfile.ZipFile
    main: str

    def related(self, kind: str) -> Element | None:
        """Return the root of the first part related to the body as `kind`, else None."""
        for relationship in self.relationships().values():
            if relationship.kind == kind:
                return self.part(relationship.target)
        return None

    def relationships(self) -> Mapping[str, Relationship]:
        """Return the internal relationships of the body by id."""
        return _relationships(self.archive, self.main, name=self.name)

    def part(self, path: str) -> Element | None:
        """Return the root element of a part, None if the package has no such part."""
        return _parse(self.archive, path, name=self.name)


def open_package(data: bytes, *, name: str) -> Package:
    """Return the package in `data` after checking its kind and its limits.

    Raises EmptyDocument, EncryptedDocument, UnsupportedFormat (an old .doc, a workbook, any
    other zip), TruncatedDocument (no zip, a cut one) or DocumentTooLarge.
    """
    if not data:
        raise EmptyDocument("no byte", name=name)
    if data.startswith(_OLE_START):
        if _ENCRYPTED_STREAM in data:
            raise EncryptedDocument("the package is encrypted", name=name)
        raise UnsupportedFormat("an OLE compound file", name=name, found="OLE")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as err:
        what = "the zip is cut" if data.startswith(_ZIP_START) else "not a zip"
        raise TruncatedDocument(what, name=name) from err
    _check_limits(archive, name=name)
    main = _main_part(archive, name=name)
    return Package(name=name, archive=archive, main=main)


def _check_limits(archive: zipfile.ZipFile, *, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        raise DocumentTooLarge(f"{len(entries)} entries in the zip", name=name)
    if sum(entry.file_size for entry in entries) > _MAX_TOTAL_BYTES:
        raise DocumentTooLarge("the zip inflates beyond the limit", name=name)
    for entry in entries:
        inflated, packed = entry.file_size, max(entry.compress_size, 1)
        if inflated > _MAX_ENTRY_BYTES:
            raise DocumentTooLarge(f"{entry.filename}: {inflated} bytes", name=name)
        # A white bitmap also shrinks a thousandfold, but no picture is ever inflated.
        text = entry.filename.lower().endswith((".xml", ".rels"))
        if text and inflated > _RATIO_FROM_BYTES and inflated > _MAX_RATIO * packed:
            raise DocumentTooLarge(f"{entry.filename}: inflates {inflated // packed}×", name=name)


def _main_part(archive: zipfile.ZipFile, *, name: str) -> str:
    for relationship in _relationships(archive, "", name=name).values():
        if relationship.kind == "officeDocument":
            main = relationship.target
            break
    else:
        main = "word/document.xml"
    if main not in archive.namelist():
        main = "word/document.xml"
    if main not in archive.namelist():
        raise UnsupportedFormat(
            "a zip without word/document.xml", name=name, found=found_zip(archive)
        )
    return main


def _relationships(archive: zipfile.ZipFile, path: str, *, name: str) -> Mapping[str, Relationship]:
    folder, file = posixpath.split(path)
    root = _parse(archive, posixpath.join(folder, "_rels", f"{file}.rels"), name=name)
    if root is None:
        return {}
    return {
        element.get("Id", ""): Relationship(
            kind=element.get("Type", "").rpartition("/")[2],
            target=posixpath.normpath(
                posixpath.join("/", folder, element.get("Target", ""))
            ).lstrip("/"),
        )
        for element in root.iterchildren(_RELATIONSHIP)
        if element.get("TargetMode") != "External"
    }


def _parse(archive: zipfile.ZipFile, path: str, *, name: str) -> Element | None:
    try:
        entry = archive.getinfo(path)
    except KeyError:
        return None
    if entry.flag_bits & 0x1:
        raise EncryptedDocument(f"{path} is encrypted", name=name)
    if entry.compress_type not in _METHODS:
        method = f"{path}: packing method {entry.compress_type}"
        raise UnsupportedFormat(method, name=name, found="ZIP")
    if entry.file_size > _MAX_TEXT_PART_BYTES:
        raise DocumentTooLarge(f"{path}: {entry.file_size} bytes of text", name=name)
    try:
        data = archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as err:
        raise TruncatedDocument(f"{path} is damaged", name=name) from err
    if data.count(b"<") > _MAX_TAGS:
        raise DocumentTooLarge(f"{path}: more than {_MAX_TAGS} tags", name=name)
    if _STRICT in data:
        for strict, transitional in STRICT_NAMES:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as err:
        raise TruncatedDocument(f"{path} is no XML", name=name) from err
    # OPC forbids document types (ECMA-376-2, 8.1.4): only an attack carries entities.
    if root.getroottree().docinfo.doctype:
        raise TruncatedDocument(f"{path} declares a document type", name=name)
    return root


def paragraphs_of(root: Element) -> list[Element]:
    """Return every w:p below `root` in document order, those of text boxes left out.

    The rank of a paragraph in this list is `ParagraphPlace.paragraph`: Word's own
    `body.paragraphs` counts the same way, deleted paragraphs included.
    """
    boxed = {p for box in root.iter(f"{W}txbxContent") for p in box.iter(f"{W}p")}
    if any(True for _ in root.iter(f"{MC}Fallback")):
        boxed |= {p for fallback in root.iter(f"{MC}Fallback") for p in fallback.iter(f"{W}p")}
    return [paragraph for paragraph in root.iter(f"{W}p") if paragraph not in boxed]


def value(element: Element | None, path: str) -> str | None:
    """Return the w:val of the child of `element` at `path`, None where there is none."""
    child = None if element is None else element.find(path)
    return None if child is None else child.get(f"{W}val")


def is_on(element: Element | None) -> bool | None:
    """Return the truth of an on/off property, None where it is not stated."""
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def number(text: str | None) -> int | None:
    """Return a whole number printed in an attribute, None if it is none."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


def found_zip(archive: zipfile.ZipFile) -> str:
    """Return the name of the format of a zip that is no Word document."""
    names = set(archive.namelist())
    for path, found in (
        ("xl/workbook.xml", "Excel (.xlsx)"),
        ("ppt/presentation.xml", "PowerPoint (.pptx)"),
        ("content.xml", "OpenDocument (.odt)"),
        ("META-INF/container.xml", "EPUB"),
        ("Index/Document.iwa", "Pages"),
    ):
        if path in names:
            return found
    return "ZIP"
