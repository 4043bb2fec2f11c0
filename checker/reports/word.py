"""The same Word file with native comments on its clauses, and proposed clauses as insertions.

Only the parts that must change are written anew (body, comments, their relationship and
content type); every other byte of the package is copied as it was.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from checker.domain import Finding, Part
from checker.readers.docx_package import open_package, paragraphs_of
from checker.reports.word_runs import Element, W, find_runs, runs_of

_AUTHOR = "checker"
_NAMESPACE = W.strip("{}")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CONTENT_TYPES = "[Content_Types].xml"


def annotate(
    data: bytes, findings: Iterable[Finding], *, name: str, day: dt.date, suggest: bool = False
) -> bytes:
    """Return the DOCX `data` with one comment for each finding that quotes the document.

    With `suggest`, the proposed wording of a finding follows its clause as a tracked
    insertion. Raises UnreadableDocument when `data` is no readable DOCX.
    """
    package = open_package(data, name=name)
    body = package.part(package.main)
    paragraphs = paragraphs_of(body)
    stamp = f"{day.isoformat()}T00:00:00Z"
    comments = _Comments(package.related("comments"), stamp)
    for finding in findings:
        for evidence in finding.evidence:
            if evidence.document != name or evidence.paragraph is None:
                continue
            if evidence.part not in (Part.BODY, Part.TEXTBOX):
                continue
            paragraph = paragraphs[evidence.paragraph]
            runs = find_runs(paragraph, evidence.quote) or runs_of(paragraph)
            if not runs:
                continue
            comments.anchor(paragraph, runs, _comment_text(finding))
            if suggest and finding.suggested_text and finding.clause:
                _propose(paragraph, finding.suggested_text, stamp, comments)
            break
    parts = {package.main: _bytes(body)}
    parts.update(_comment_parts(package.archive, package.main, comments))
    return _rewritten(data, parts)


def _comment_text(finding: Finding) -> list[str]:
    lines = [finding.message, f"→ {finding.action}"]
    if finding.suggested_text:
        lines.append(f"« {finding.suggested_text} »")
    lines += [f"{law.ref}" for law in finding.legal]
    return lines


class _Comments:
    """The comments part under construction; `root` keeps the comments that were there."""

    def __init__(self, existing: Element | None, stamp: str) -> None:
        self.existed = existing is not None
        self.root = (
            existing
            if existing is not None
            else etree.Element(f"{W}comments", nsmap={"w": _NAMESPACE})
        )
        self._stamp = stamp
        ids = [int(c.get(f"{W}id", "0")) for c in self.root.iter(f"{W}comment")]
        self._next = max(ids, default=-1) + 1
        self.count = 0

    def next_id(self) -> int:
        """Return an id that no comment has; tracked changes count apart but never clash."""
        self._next += 1
        return self._next - 1

    def anchor(self, paragraph: Element, runs: Sequence[Element], lines: Sequence[str]) -> None:
        """Comment `runs` of `paragraph` with `lines`."""
        identifier = str(self.next_id())
        self.count += 1
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": identifier})
        runs[0].addprevious(start)
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": identifier})
        runs[-1].addnext(end)
        reference = etree.Element(f"{W}r")
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": identifier})
        _child_of(paragraph, end).addnext(reference)
        comment = etree.SubElement(
            self.root,
            f"{W}comment",
            {
                f"{W}id": identifier,
                f"{W}author": _AUTHOR,
                f"{W}date": self._stamp,
                f"{W}initials": "c",
            },
        )
        for line in lines:
            run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
            etree.SubElement(run, f"{W}t").text = line


def _child_of(paragraph: Element, element: Element) -> Element:
    while element.getparent() is not paragraph:
        element = element.getparent()
    return element


def _propose(paragraph: Element, text: str, stamp: str, comments: _Comments) -> None:
    """Insert `text` after `paragraph` as a tracked paragraph of the same look."""

    def change() -> dict[str, str]:
        identifier = str(comments.next_id())
        return {f"{W}id": identifier, f"{W}author": _AUTHOR, f"{W}date": stamp}

    proposed = etree.Element(f"{W}p")
    own = paragraph.find(f"{W}pPr")
    properties = deepcopy(own) if own is not None else etree.Element(f"{W}pPr")
    for name in ("rPr", "sectPr", "pPrChange", "numPr"):
        for element in properties.findall(f"{W}{name}"):
            properties.remove(element)
    proposed.append(properties)
    mark = etree.SubElement(properties, f"{W}rPr")
    etree.SubElement(mark, f"{W}ins", change())
    insertion = etree.SubElement(proposed, f"{W}ins", change())
    etree.SubElement(etree.SubElement(insertion, f"{W}r"), f"{W}t").text = text
    paragraph.addnext(proposed)


def _comment_parts(archive: zipfile.ZipFile, main: str, comments: _Comments) -> dict[str, bytes]:
    if not comments.count:
        return {}
    folder, _, file = main.rpartition("/")
    relations_path = f"{folder}/_rels/{file}.rels"
    path = f"{folder}/comments.xml"
    parts: dict[str, bytes] = {}
    names = archive.namelist()
    relations = (
        etree.fromstring(archive.read(relations_path))
        if relations_path in names
        else (etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS}))
    )
    known = next((r for r in relations if r.get("Type") == _COMMENTS_KIND), None)
    if known is not None:
        target = known.get("Target", "comments.xml")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    else:
        ids = {r.get("Id") for r in relations}
        identifier = next(f"rIdChecker{n}" for n in range(1, 1000) if f"rIdChecker{n}" not in ids)
        etree.SubElement(
            relations,
            f"{{{_RELATIONS}}}Relationship",
            {"Id": identifier, "Type": _COMMENTS_KIND, "Target": "comments.xml"},
        )
        parts[relations_path] = _bytes(relations)
        # The reader does without this part; what has none is left without.
        if _CONTENT_TYPES in names:
            types = etree.fromstring(archive.read(_CONTENT_TYPES))
            namespace = etree.QName(types).namespace
            etree.SubElement(
                types,
                f"{{{namespace}}}Override",
                {"PartName": f"/{path}", "ContentType": _COMMENTS_TYPE},
            )
            parts[_CONTENT_TYPES] = _bytes(types)
    parts[path] = _bytes(comments.root)
    return parts


def _rewritten(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the package with `parts` replaced or added; the order of entries is kept."""
    out = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = left.pop(entry.filename, None)
            new.writestr(entry, old.read(entry) if content is None else content)
        for path, content in left.items():
            new.writestr(path, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
