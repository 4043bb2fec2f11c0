"""A Word package written again: parts replaced or added, every other byte as it was.

Untouched entries are copied as they are stored, never inflated: a picture of a gigabyte or
an entry that is damaged costs nothing and stays what it was.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from checker.errors import TruncatedDocument
from checker.readers.docx_package import STRICT_NAMES, Element, Package

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_CONTENT_TYPES = "[Content_Types].xml"
# The fixed part of the header before each entry of a zip (APPNOTE.TXT, 4.3.7).
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
# Sizes stand in the header again, no longer behind the data.
_SIZES_BEHIND = 0x08


@dataclass(slots=True)
class Rewriting:
    """The parts of one package that change; `strict` when it speaks ISO's strict names."""

    package: Package
    data: bytes
    parts: dict[str, bytes] = field(default_factory=dict[str, bytes])
    strict: bool = field(init=False)

    def __post_init__(self) -> None:
        main = self.package.archive.read(self.package.main)
        self.strict = any(strict in main for strict, _ in STRICT_NAMES)

    def put(self, path: str, root: Element) -> None:
        """Write `root` as the part `path`, with what stands before and after it."""
        tree = root.getroottree()
        content = etree.tostring(
            tree, xml_declaration=True, encoding="UTF-8", standalone=tree.docinfo.standalone
        )
        if self.strict:
            for strict, transitional in STRICT_NAMES:
                content = content.replace(transitional, strict)
        self.parts[path] = content

    def relate(self, kind: str, content_type: str) -> str:
        """Return the path of the part related to the body as `kind`, related now if none is."""
        package = self.package
        for relationship in package.relationships().values():
            if relationship.kind == kind:
                if relationship.target not in package.archive.namelist():
                    self._declare(relationship.target, content_type)
                return relationship.target
        folder, file = posixpath.split(package.main)
        path = self._free_path(folder, kind)
        relations_path = posixpath.join(folder, "_rels", f"{file}.rels")
        relations = self._part(relations_path)
        if relations is None:
            relations = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        ids = {relation.get("Id") for relation in relations}
        identifier = next(
            name for n in range(1, len(ids) + 2) if (name := f"rIdChecker{n}") not in ids
        )
        etree.SubElement(
            relations,
            f"{{{_RELATIONS}}}Relationship",
            {
                "Id": identifier,
                "Type": f"{_STRICT_OFFICE if self.strict else _OFFICE}/{kind}",
                "Target": posixpath.basename(path),
            },
        )
        self._keep(relations_path, relations)
        self._declare(path, content_type)
        return path

    def written(self) -> bytes:
        """Return the package; the order of its entries is kept, new ones come last."""
        out = io.BytesIO()
        left = dict(self.parts)
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                # Of two entries of one name readers take the last.
                if old.getinfo(entry.filename) is not entry:
                    continue
                content = left.pop(entry.filename, None)
                if content is None:
                    _copy(self.data, entry, new)
                else:
                    new.writestr(_fresh(entry), content)
            for path, content in left.items():
                new.writestr(path, content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _free_path(self, folder: str, kind: str) -> str:
        names = set(self.package.archive.namelist())
        candidates = (f"{kind}.xml", *(f"{kind}{n}.xml" for n in range(1, len(names) + 2)))
        paths = (posixpath.join(folder, name) for name in candidates)
        return next(path for path in paths if path not in names)

    def _declare(self, path: str, content_type: str) -> None:
        types = self._part(_CONTENT_TYPES)
        # The reader does without this part; what has none is left without.
        if types is None:
            return
        namespace = etree.QName(types).namespace
        for override in types.iterchildren(f"{{{namespace}}}Override"):
            if override.get("PartName", "").lower() == f"/{path}".lower():
                types.remove(override)
        etree.SubElement(
            types,
            f"{{{namespace}}}Override",
            {"PartName": f"/{path}", "ContentType": content_type},
        )
        self._keep(_CONTENT_TYPES, types)

    def _part(self, path: str) -> Element | None:
        """Return a part of the package itself, whose names are the same in strict files."""
        if path not in self.package.archive.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self.package.archive.read(path), parser)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError) as err:
            name = self.package.name
            raise TruncatedDocument(f"{name}: {path} is damaged", name=name) from err

    def _keep(self, path: str, root: Element) -> None:
        self.parts[path] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _fresh(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return an entry of the same name, time and rights for new content."""
    fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    fresh.external_attr = entry.external_attr
    fresh.create_system = entry.create_system
    return fresh


def _copy(data: bytes, entry: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    """Append an entry as it is stored in `data`."""
    header = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
    begin = entry.header_offset + _LOCAL_HEADER.size + header[-2] + header[-1]
    stored = data[begin : begin + entry.compress_size]
    entry.header_offset = new.start_dir
    entry.flag_bits &= ~_SIZES_BEHIND
    entry.extra = b""
    out = new.fp
    if out is None:
        raise ValueError("the new package is closed")
    out.seek(new.start_dir)
    out.write(entry.FileHeader(zip64=False))
    out.write(stored)
    new.filelist.append(entry)
    new.NameToInfo[entry.filename] = entry
    new.start_dir = out.tell()
