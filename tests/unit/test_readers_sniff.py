from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from docx_files import make_docx, p

from checker import readers
from checker.errors import (
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    TruncatedDocument,
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


def flat(data: bytes) -> bytes:
    """Return a package as one XML file."""
    parts = ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for path in archive.namelist():
            content = archive.read(path).decode().partition("?>")
            inner = content[2] or content[0]
            parts += f'<pkg:part pkg:name="/{path}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
    names = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f"{head}<pkg:package {names}>{parts}</pkg:package>".encode()


def test_readers_sniff_reads_a_package_in_one_xml_file() -> None:
    data = flat(make_docx(p("Plafond de 2 000 000 €"), headers={"default": p("tête")}))
    document = read_document(data, name="contrat.xml")
    assert document.text == "tête\nPlafond de 2 000 000 €"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_readers_sniff_cut_package_in_one_xml_file() -> None:
    with pytest.raises(TruncatedDocument):
        read_document(flat(make_docx(p("a")))[:-40], name="contrat.xml")


def test_readers_sniff_broken_pdf_is_an_unreadable_document() -> None:
    with pytest.raises(UnreadableDocument):
        read_document(b"%PDF-1.7\n garbage", name="a.pdf")
