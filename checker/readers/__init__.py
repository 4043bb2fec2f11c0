"""Bytes become a Document: the format is judged by the content, never by the suffix."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from checker.domain import Document, View
from checker.errors import (
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    UnsupportedFormat,
)

MAX_BYTES = 50 * 1024 * 1024

# A PDF may begin after some bytes of mail or printer wrapping (ISO 32000, annex H.3.4.1).
_PDF_WITHIN_BYTES = 1024
_PDF = b"%PDF-"
# A Word package as one XML file names this at its head.
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_FLAT_WITHIN_BYTES = 4096
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")

# What the first bytes say about files that are often sent by mistake.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "EXE"),
)
# An OLE compound file names its streams in UTF-16; they tell Word from Outlook.
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "Word 97-2003 (.doc)"),
    ("Workbook", "Excel 97-2003 (.xls)"),
    ("PowerPoint Document", "PowerPoint 97-2003 (.ppt)"),
    ("__properties_version1.0", "Outlook (.msg)"),
)


def read_document(data: bytes, *, name: str, view: View = View.CURRENT) -> Document:
    """Return the document in `data`, a PDF or a Word document.

    Raises one of the classes below UnreadableDocument; `view` says which side of tracked
    changes of a Word document is shown.
    """
    if not data.strip(b"\x00\t\r\n\x0c "):
        raise EmptyDocument(f"{name}: no content", name=name)
    if len(data) > MAX_BYTES:
        raise DocumentTooLarge(f"{name}: {len(data)} bytes", name=name)
    # The readers weigh on the start of the command line: each is loaded when it is needed.
    if _PDF in data[:_PDF_WITHIN_BYTES]:
        from checker.readers.pdf import read_pdf

        return read_pdf(data, name=name)
    if data.startswith(b"PK"):
        from checker.readers.docx import read_docx

        return read_docx(data, name=name, view=view)
    if _FLAT in data[:_FLAT_WITHIN_BYTES]:
        from checker.readers.docx import read_docx
        from checker.readers.docx_flat import packed

        document = read_docx(packed(data, name=name), name=name, view=view)
        return replace(document, sha256=hashlib.sha256(data).hexdigest())
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedDocument(f"{name}: an encrypted package", name=name)
    found = found_format(data)
    raise UnsupportedFormat(f"{name}: {found}", name=name, found=found)


def found_format(data: bytes) -> str:
    """Return the name of the format of bytes that are neither a PDF nor a zip."""
    if data.startswith(_OLE):
        for stream, found in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                return found
        return "OLE"
    for signature, found in _SIGNATURES:
        if data.startswith(signature):
            return found
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        return "HEIC"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return _found_text(data[:4096])


def _found_text(head: bytes) -> str:
    """Return the name of a textual format."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if any(mark in start[:1024] for mark in (b"<!doctype html", b"<html", b"<head", b"<body")):
        return "HTML"
    if start.startswith((b"<?xml", b"<")):
        return "XML"
    if start.startswith((b"{", b"[")):
        return "JSON"
    if start.startswith((b"from:", b"received:", b"return-path:", b"mime-version:")):
        return "e-mail"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "binary"
    return "text"
