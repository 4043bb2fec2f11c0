from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator

import pytest
from docx_files import make_docx, p, r, tbl, tc, tr

from checker.domain import View
from checker.errors import (
    DocumentTooLarge,
    EncryptedDocument,
    TruncatedDocument,
    UnreadableDocument,
    UnsupportedFormat,
)
from checker.readers import read_document
from checker.readers.docx import read_docx

# Of processor time, so a loaded machine changes nothing; each of these answers in well under a second alone.
_SECONDS = 5.0


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < _SECONDS


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


BILLION = (
    "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {c} '{f'&{b};' * 10}'>" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(
            lambda: zipped(word__document_xml=b"<a>" + b" " * (110 << 20)), DocumentTooLarge,
            id="bomb of one entry",
        ),
        pytest.param(
            lambda: zipped(word__document_xml=b"<a/>", word__styles_xml=b" " * (5 << 20)),
            DocumentTooLarge,
            id="ratio",
        ),
        pytest.param(
            lambda: zipped(word__document_xml=b"<a/>", **{f"f{i}": b"" for i in range(2100)}),
            DocumentTooLarge,
            id="entries",
        ),
        pytest.param(
            lambda: make_docx("<w:p/>" * 2_100_000), DocumentTooLarge, id="millions of paragraphs"
        ),
        pytest.param(lambda: make_docx("<w:p/>" * 250_000), DocumentTooLarge, id="paragraphs"),
        pytest.param(
            lambda: make_docx(p("&i;"), head=BILLION), TruncatedDocument, id="billion laughs"
        ),
        pytest.param(
            lambda: make_docx(p("&x;"), head="<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
            TruncatedDocument,
            id="external entity",
        ),
        pytest.param(
            lambda: make_docx("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000),
            TruncatedDocument,
            id="deep nesting",
        ),
        pytest.param(lambda: make_docx("<w:p>")[:-60], TruncatedDocument, id="cut zip"),
        pytest.param(lambda: make_docx("<w:p>"), TruncatedDocument, id="no XML"),
        pytest.param(lambda: zipped(xl__workbook_xml=b"<a/>"), UnsupportedFormat, id="workbook"),
        pytest.param(
            lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
            + "EncryptedPackage".encode("utf-16-le"),
            EncryptedDocument,
            id="encrypted",
        ),
    ],
)  # fmt: skip
def test_readers_docx_hostile(data: object, error: type[UnreadableDocument]) -> None:
    made = data()
    start = time.process_time()
    with pytest.raises(error) as caught:
        read_document(made, name="hostile.docx")
    assert caught.value.values["name"] == "hostile.docx"
    assert time.process_time() - start < _SECONDS


def test_readers_docx_nested_tables_to_the_depth_of_the_parser() -> None:
    body = p("fond")
    for _ in range(75):
        body = tbl(tr(tc(body, p())))
    assert read_docx(make_docx(body), name="x.docx").text == "fond"


def test_readers_docx_absurd_spans() -> None:
    wide = '<w:gridSpan w:val="2000000000"/>'
    body = tbl(tr(tc("a", properties=wide), tc("b")), tr("c", "d"))
    document = read_docx(make_docx(body), name="x.docx")
    assert [b.column_span for b in document.blocks] == [1000, 1, 1, 1]


def test_readers_docx_large_table_is_linear() -> None:
    body = tbl(tr("Garantie", "Montant"), *[tr(f"ligne {i}", "1 000 €") for i in range(4000)])
    assert len(read_docx(make_docx(body), name="x.docx").blocks) == 8002


def test_readers_docx_many_pieces_in_one_paragraph() -> None:
    body = f"<w:p>{''.join(r(f'mot{i} ') for i in range(20_000))}</w:p>"
    assert len(read_docx(make_docx(body), name="x.docx", view=View.MARKED).blocks) == 1


def test_readers_docx_white_bitmap_is_no_bomb() -> None:
    data = make_docx(p("Bonjour"), files={"word/media/image1.bmp": b"\0" * (5 << 20)})
    assert read_docx(data, name="x.docx").text == "Bonjour"


def test_readers_docx_table_of_header_rows_is_linear() -> None:
    rows = [tr("a", "b", properties="<w:tblHeader/>") for _ in range(3000)]
    assert len(read_docx(make_docx(tbl(*rows)), name="x.docx").blocks) == 6000
