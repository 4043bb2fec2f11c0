from __future__ import annotations

import pytest
from docx_files import make_docx, p

from checker import readers
from checker.errors import (
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    UnreadableDocument,
    UnsupportedFormat,
)
from checker.readers import read_document

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"<!DOCTYPE html><html><body>Attestation</body></html>", "HTML", id="html"),
        pytest.param(b"\xef\xbb\xbf  <HTML>", "HTML", id="html with a mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "PNG", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", id="jpeg"),
        pytest.param(b"II*\0\x08\0", "TIFF", id="tiff"),
        pytest.param(b"\0\0\0\x18ftypheic", "HEIC", id="heic"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8", "WebP", id="webp"),
        pytest.param(b"{\\rtf1 Bonjour}", "RTF", id="rtf"),
        pytest.param(b'{"schema": "facts/1"}', "JSON", id="json"),
        pytest.param(b"From: a@b.example\nSubject: x", "e-mail", id="mail"),
        pytest.param(b"Attestation d'assurance", "text", id="text"),
        pytest.param(b"\x01\x02\x00\x04" * 9, "binary", id="binary"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "Word 97-2003 (.doc)", id="doc"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "Excel 97-2003 (.xls)", id="xls"),
        pytest.param(
            OLE + "__properties_version1.0".encode("utf-16-le"), "Outlook (.msg)", id="msg"
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a"])
def test_readers_sniff_names_the_format_behind_the_suffix(
    data: bytes, found: str, name: str
) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read_document(data, name=name)
    assert caught.value.values == {"name": name, "found": found}


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b" \r\n\t"], ids=["no byte", "zeros", "blanks"])
def test_readers_sniff_empty(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_document(data, name="a.pdf")


def test_readers_sniff_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    with pytest.raises(DocumentTooLarge):
        read_document(b"x" * 11, name="a.pdf")


def test_readers_sniff_password_of_word() -> None:
    with pytest.raises(EncryptedDocument):
        read_document(OLE + "EncryptedPackage".encode("utf-16-le"), name="a.docx")


@pytest.mark.parametrize("name", ["contrat.docx", "contrat.pdf", "contrat"])
def test_readers_sniff_reads_word_whatever_its_suffix(name: str) -> None:
    document = read_document(make_docx(p("Bonjour")), name=name)
    assert (document.format, document.text, document.name) == ("docx", "Bonjour", name)


def test_readers_sniff_broken_pdf_is_an_unreadable_document() -> None:
    with pytest.raises(UnreadableDocument):
        read_document(b"%PDF-1.7\n garbage", name="a.pdf")
