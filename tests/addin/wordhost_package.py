"""The file that the simulated Word holds: its parts, saved again as DOCX or as flat OPC."""

from __future__ import annotations

import base64
import io
import posixpath
import uuid
import zipfile
from collections.abc import Callable

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_MAIN, _COMMENTS = "word/document.xml", "word/comments.xml"
_MAIN_RELATIONS = "word/_rels/document.xml.rels"
_TYPES_PART = "[Content_Types].xml"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


class Package:
    """An open DOCX: `root` and `comments` are edited in place, `save` gives the file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root: Element = etree.fromstring(self.parts[_MAIN])
        self.body: Element = self.root.find(w("body"))
        written = self.parts.get(_COMMENTS)
        self.comments: Element = (
            etree.fromstring(written) if written else etree.Element(w("comments"), nsmap={"w": W})
        )

    # ------------------------------------------------------------ custom XML parts
    def own_parts(self, namespace: str) -> list[str]:
        """Return the ids (part names) of the custom XML parts whose root is in `namespace`."""
        return [
            name
            for name, data in self.parts.items()
            if posixpath.dirname(name) == "customXml"
            and name.endswith(".xml")
            and etree.QName(etree.fromstring(data)).namespace == namespace
        ]

    def part_xml(self, name: str) -> str:
        return self.parts[name].decode("utf-8")

    def add_part(self, xml: str) -> str:
        """Keep `xml` as a custom part with its properties, as Word does; return its id."""
        number = 1
        while f"customXml/item{number}.xml" in self.parts:
            number += 1
        name = f"customXml/item{number}.xml"
        self.parts[name] = xml.encode("utf-8")
        properties = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
        properties.set(f"{{{_PROPERTIES}}}itemID", f"{{{uuid.uuid4()}}}".upper())
        self.parts[f"customXml/itemProps{number}.xml"] = _serialised(properties)
        self._declare(
            f"customXml/itemProps{number}.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        )
        self._relate(_MAIN_RELATIONS, f"{_OFFICE}/customXml", f"../{name}")
        relations = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        self.parts[f"customXml/_rels/item{number}.xml.rels"] = _serialised(relations)
        self._relate(
            f"customXml/_rels/item{number}.xml.rels",
            f"{_OFFICE}/customXmlProps", f"itemProps{number}.xml",
        )  # fmt: skip
        return name

    def delete_part(self, name: str) -> None:
        number = name.removeprefix("customXml/item").removesuffix(".xml")
        for gone in (
            name,
            f"customXml/itemProps{number}.xml",
            f"customXml/_rels/item{number}.xml.rels",
        ):
            self.parts.pop(gone, None)
        self._edit(_MAIN_RELATIONS, lambda root: _drop(root, "Target", f"../{name}"))
        self._edit(
            _TYPES_PART, lambda root: _drop(root, "PartName", f"/customXml/itemProps{number}.xml")
        )

    # ------------------------------------------------------------ saving
    def save(self) -> bytes:
        """Return the DOCX as it is now."""
        self.parts[_MAIN] = _serialised(self.root)
        if len(self.comments):
            self.parts[_COMMENTS] = _serialised(self.comments)
            self._declare(
                _COMMENTS,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
            )
            self._relate(_MAIN_RELATIONS, f"{_OFFICE}/comments", "comments.xml")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return out.getvalue()

    def flat(self) -> str:
        """Return the whole package as one XML file, as `body.getOoxml` does."""
        self.save()
        types = etree.fromstring(self.parts[_TYPES_PART])
        named = {each.get("PartName"): each.get("ContentType") for each in types}
        by_extension = {
            (each.get("Extension") or "").lower(): each.get("ContentType") for each in types
        }
        package = etree.Element(f"{{{_FLAT}}}package", nsmap={"pkg": _FLAT})
        for name, data in self.parts.items():
            if name == _TYPES_PART:
                continue
            extension = name.rpartition(".")[2].lower()
            kind = (
                named.get(f"/{name}") or by_extension.get(extension) or "application/octet-stream"
            )
            part = etree.SubElement(package, f"{{{_FLAT}}}part")
            part.set(f"{{{_FLAT}}}name", f"/{name}")
            part.set(f"{{{_FLAT}}}contentType", kind)
            if kind.endswith("xml"):
                etree.SubElement(part, f"{{{_FLAT}}}xmlData").append(etree.fromstring(data))
            else:
                binary = etree.SubElement(part, f"{{{_FLAT}}}binaryData")
                binary.text = base64.b64encode(data).decode("ascii")
        return etree.tostring(package, encoding="unicode")

    # ------------------------------------------------------------ parts that name parts
    def _declare(self, name: str, kind: str) -> None:
        def add(root: Element) -> None:
            _drop(root, "PartName", f"/{name}")
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)

        self._edit(_TYPES_PART, add)

    def _relate(self, part: str, kind: str, target: str) -> None:
        def add(root: Element) -> None:
            if any(each.get("Target") == target for each in root):
                return
            taken = {each.get("Id") for each in root}
            number = next(n for n in range(1, 10_000) if f"rIdH{n}" not in taken)
            etree.SubElement(
                root, f"{{{_RELATIONS}}}Relationship", Id=f"rIdH{number}", Type=kind, Target=target
            )

        self._edit(part, add)

    def _edit(self, part: str, change: Callable[[Element], None]) -> None:
        root = etree.fromstring(self.parts[part])
        change(root)
        self.parts[part] = _serialised(root)


def _drop(root: Element, attribute: str, value: str) -> None:
    for each in list(root):
        if each.get(attribute) == value:
            root.remove(each)


def _serialised(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
