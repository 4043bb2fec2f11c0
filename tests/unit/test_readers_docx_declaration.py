from __future__ import annotations

import io
import zipfile

import pytest
from made_reports import ROOT

from checker.readers.docx_declaration import NAMESPACE, IgnoredFinding, read_declaration

CONTRACT = (ROOT / "samples" / "contrat_hebergement.docx").read_bytes()
DECLARED = f"""<declaration xmlns="{NAMESPACE}"><role>client</role>
<activity>hébergement</activity><activity> it.build.dev </activity><activity/>
<minimum>rc.dinc=500000</minimum><attachment>attestation.pdf</attachment><profile>pme</profile>
<ignored code="no_cap" subject="ct.cap" quote="La responsabilité">vu</ignored></declaration>"""


def docx_with(xml: str, *, path: str = "customXml/item7.xml") -> bytes:
    out = io.BytesIO(CONTRACT)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(path, xml)
    return out.getvalue()


def test_declaration_is_read() -> None:
    found = read_declaration(docx_with(DECLARED), name="c.docx")

    assert found is not None
    assert found.role == "client"
    assert found.activities == ("hébergement", "it.build.dev")
    assert (found.profile, found.minimums) == ("pme", ("rc.dinc=500000",))
    assert found.attachments == ("attestation.pdf",)
    assert found.ignored == (
        IgnoredFinding(code="no_cap", subject="ct.cap", quote="La responsabilité", reason="vu"),
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(CONTRACT, id="none"),
        pytest.param(docx_with("<other/>"), id="another program's"),
        pytest.param(docx_with(DECLARED.replace(NAMESPACE, "urn:other")), id="another namespace"),
        pytest.param(docx_with(DECLARED, path="word/item1.xml"), id="elsewhere"),
        pytest.param(docx_with("<declaration"), id="broken"),
        pytest.param(docx_with(DECLARED.replace("vu", "v" * 300_000)), id="too long"),
        pytest.param(b"PK\x03\x04cut", id="a cut file"),
        pytest.param(b"%PDF-1.7", id="a PDF"),
    ],
)
def test_declaration_where_there_is_none(data: bytes) -> None:
    assert read_declaration(data, name="c.docx") is None
