"""Word documents made in memory from the XML of their body."""

from __future__ import annotations

import io
import zipfile

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}


def p(text: str = "", *, style: str = "", properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run; `run` holds run properties."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:r><w:rPr>{run}</w:rPr>{t(text)}</w:r>" if text else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inner}</w:p>"


def t(text: str) -> str:
    """Return a w:t."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, run: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{run}</w:rPr>{t(text)}</w:r>"


def tc(*content: str, properties: str = "") -> str:
    """Return a cell; plain words become a paragraph."""
    inner = "".join(each if each.startswith("<") else p(each) for each in content or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row; plain words become cells."""
    inner = "".join(c if c.startswith("<w:") else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def make_docx(
    body: str,
    *,
    headers: dict[str, str] | None = None,
    footers: dict[str, str] | None = None,
    section: str = "",
    strict: bool = False,
    head: str = "",
    files: dict[str, bytes] | None = None,
    **parts: str,
) -> bytes:
    """Return a package with this body; `headers` and `footers` map a page type to XML.

    `parts` holds the inner XML of styles, numbering, footnotes, endnotes, settings …
    """
    written: dict[str, bytes] = {}
    relationships: list[tuple[str, str]] = []
    references = ""
    for kind, pages in (("header", headers or {}), ("footer", footers or {})):
        tag = "hdr" if kind == "header" else "ftr"
        for page, content in pages.items():
            relationships.append((kind, f"{kind}{page}.xml"))
            references += f'<w:{kind}Reference w:type="{page}" r:id="rId{len(relationships)}"/>'
            written[f"word/{kind}{page}.xml"] = _part(tag, content)
    for kind, content in parts.items():
        relationships.append((kind, f"{kind}.xml"))
        written[f"word/{kind}.xml"] = _part(_ROOTS[kind], content)
    sect = f"<w:sectPr>{references}{section}</w:sectPr>" if references or section else ""
    written["word/document.xml"] = (
        f"<?xml version='1.0' encoding='UTF-8'?>{head}"
        f"<w:document {_NAMES}><w:body>{body}{sect}</w:body></w:document>"
    ).encode()
    written["word/_rels/document.xml.rels"] = _rels(relationships)
    written["_rels/.rels"] = _rels([("officeDocument", "word/document.xml")])
    if strict:
        for path, content in written.items():
            content = content.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            written[path] = content.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (written | (files or {})).items():
            archive.writestr(path, content)
    return buffer.getvalue()


def _part(tag: str, content: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?><w:{tag} {_NAMES}>{content}</w:{tag}>".encode()


def _rels(relationships: list[tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="rId{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(relationships, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'.encode()
