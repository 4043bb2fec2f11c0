"""Hostile PDF files, small on disk, made in memory."""

from __future__ import annotations

import zlib


def raw_pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of these objects; the first is the catalogue."""
    result = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(result))
        result += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(result)
    result += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    result += b"".join(b"%010d 00000 n \n" % place for place in places)
    result += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(result)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def page_of(content: bytes, *, box: bytes = b"0 0 595 842", more: tuple[bytes, ...] = ()) -> bytes:
    """Return a one-page PDF; `content` is a stream object, `more` objects from number 6."""
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X0 6 0 R>>>>>>" % box,
            content,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *(more or (stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"),)),
        ]
    )


def double_flate(megabytes: int) -> bytes:
    """Return a page whose content inflates twice to `megabytes` of blanks."""
    deflate = zlib.compressobj(1)
    chunk = b" " * (1 << 20)
    once = b"".join(deflate.compress(chunk) for _ in range(megabytes)) + deflate.flush()
    return page_of(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def nested_forms(depth: int) -> bytes:
    """Return a page whose form calls itself twice over at each level: 2^depth drawings."""
    forms = tuple(
        stream(
            b"/X%d Do /X%d Do" % (level + 1, level + 1)
            if level < depth
            else b"BT /F 9 Tf (x) Tj ET",
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X%d %d 0 R>>>>" % (level + 1, level + 7),
        )
        for level in range(depth + 1)
    )
    return page_of(stream(b"/X0 Do"), more=forms)


def operators(count: int) -> bytes:
    """Return a page of `count` operators that print nothing."""
    return page_of(stream(zlib.compress(b"q Q " * (count // 2), 9), b"/Filter/FlateDecode"))


def letters(count: int) -> bytes:
    """Return a page of `count` letters."""
    line = b"BT /F 1 Tf 10 10 Td " + b"(" + b"a" * 1000 + b") Tj " * 1 + b"ET "
    return page_of(stream(zlib.compress(line * (count // 1000), 9), b"/Filter/FlateDecode"))


def huge_page() -> bytes:
    """Return a page of a million points that holds one word."""
    return page_of(stream(b"BT /F 90 Tf 10 10 Td (Bonjour) Tj ET"), box=b"0 0 1000000 1000000")


def kids_loop() -> bytes:
    """Return a PDF whose tree of pages turns in a circle."""
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])
