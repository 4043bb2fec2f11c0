"""Accepts, refuses and takes away what an author wrote into a Word file, as Word does it.

What a comment or a split run leaves behind is compared in a normal form: neighbouring runs of
the same look are one, because Word splits and joins them freely.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the inflated parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def root_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    """Return a part, the strict names made plain."""
    xml = parts_of(data)[part].replace(STRICT.encode(), W.strip("{}").encode())
    return etree.fromstring(xml)


def without_comments(root: etree._Element, author: str, comments: etree._Element) -> etree._Element:
    """Return a copy of the body without the marks of the comments of `author`."""
    root = deepcopy(root)
    ids = {c.get(f"{W}id") for c in comments.iter(f"{W}comment") if c.get(f"{W}author") == author}
    for tag in ("commentRangeStart", "commentRangeEnd"):
        for mark in list(root.iter(f"{W}{tag}")):
            if mark.get(f"{W}id") in ids:
                _remove(mark)
    for reference in list(root.iter(f"{W}commentReference")):
        if reference.get(f"{W}id") in ids:
            _remove(reference.getparent())
    return root


def resolved(root: etree._Element, author: str, *, accept: bool) -> etree._Element:
    """Return a copy of the body after all insertions of `author` are accepted or refused."""
    root = deepcopy(root)
    for insertion in [e for e in root.iter(f"{W}ins") if e.get(f"{W}author") == author]:
        parent = insertion.getparent()
        if parent.tag == f"{W}rPr":
            paragraph = parent.getparent().getparent()
            parent.remove(insertion)
            if not accept:
                paragraph.set("gone", "mark")
            continue
        if accept:
            for child in list(insertion):
                insertion.addprevious(child)
        parent.remove(insertion)
    for paragraph in [p for p in root.iter(f"{W}p") if p.get("gone")]:
        following = paragraph.getnext()
        assert following is not None, "a mark that was refused at the end of its story"
        assert following.tag == f"{W}p", f"a mark that was refused before {following.tag}"
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed([c for c in paragraph if c.tag != f"{W}pPr"]):
            following.insert(at, child)
        del paragraph.attrib["gone"]
        for name, text in paragraph.attrib.items():
            if name not in following.attrib:
                following.set(name, text)
        paragraph.getparent().remove(paragraph)
    return root


def normal(root: etree._Element) -> bytes:
    """Return the canonical XML with neighbouring runs of the same look as one."""
    root = deepcopy(root)
    for run in list(root.iter(f"{W}r")):
        following = run.getnext()
        while following is not None and _look(run) == _look(following):
            run.extend([c for c in following if c.tag != f"{W}rPr"])
            _remove(following)
            following = run.getnext()
        for text in list(run.iterchildren(f"{W}t")):
            while text.getnext() is not None and text.getnext().tag == f"{W}t":
                text.text = (text.text or "") + (text.getnext().text or "")
                run.remove(text.getnext())
            text.attrib.pop(_SPACE, None)
    for tag in ("rPr", "pPr"):
        for empty in list(root.iter(f"{W}{tag}")):
            if not len(empty) and not empty.attrib:
                _remove(empty)
    return etree.tostring(root, method="c14n")


def _look(element: etree._Element) -> tuple[object, ...] | None:
    if element.tag != f"{W}r":
        return None
    own = element.find(f"{W}rPr")
    return (
        tuple(sorted(element.attrib.items())),
        b"" if own is None or not len(own) else etree.tostring(own, method="c14n", with_tail=False),
    )


def _remove(element: etree._Element) -> None:
    """Take an element out, the blanks behind it stay."""
    tail, parent, before = element.tail, element.getparent(), element.getprevious()
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
