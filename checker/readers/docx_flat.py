"""Flat OPC: a Word package as one XML file.

Word saves it as ".xml", and its add-ins get it where the compressed file is not to be had.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile

from lxml import etree

from checker.errors import DocumentTooLarge, TruncatedDocument

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MAX_TAGS = 4_000_000


def packed(data: bytes, *, name: str) -> bytes:
    """Return the same package as a zip; raise TruncatedDocument if it is no XML."""
    if data.count(b"<") > _MAX_TAGS:
        raise DocumentTooLarge(f"{name}: more than {_MAX_TAGS} tags", name=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as err:
        raise TruncatedDocument(f"{name}: no XML", name=name) from err
    if root.getroottree().docinfo.doctype:
        raise TruncatedDocument(f"{name}: a document type is declared", name=name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for part in root.iterchildren(f"{_PKG}part"):
            path = part.get(f"{_PKG}name", "").lstrip("/")
            content = part.find(f"{_PKG}xmlData")
            binary = part.find(f"{_PKG}binaryData")
            if path and content is not None and len(content):
                archive.writestr(zipfile.ZipInfo(path), etree.tostring(content[0]))
            elif path and binary is not None:
                archive.writestr(zipfile.ZipInfo(path), _bytes(binary.text or ""))
    return buffer.getvalue()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        # A picture that cannot be read is of no use here.
        return b""
