from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from made_reports import ROOT

from checker.knowledge import Knowledge
from checker.readers.docx_declaration import NAMESPACE
from checker.web import WebConfig, create_app

SAMPLES = ROOT / "samples"
PDF = (SAMPLES / "attestation_hebergeur.pdf").read_bytes()
CONTRACT = (SAMPLES / "contrat_hebergement.docx").read_bytes()


@pytest.fixture
def client(knowledge: Knowledge) -> FlaskClient:
    return create_app(WebConfig(knowledge=knowledge)).test_client()


def both() -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(CONTRACT), "contrat.docx"), (io.BytesIO(PDF), "attestation.pdf")]


def remembering(xml: str) -> bytes:
    out = io.BytesIO(CONTRACT)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "customXml/item7.xml", f'<declaration xmlns="{NAMESPACE}">{xml}</declaration>'
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "mimetype", "start"),
    [
        ("html", "text/html", b"<!"),
        ("json", "application/json", b"{"),
        ("docx", "application/vnd.openxmlformats", b"PK"),
    ],
)
def test_reviews_report_waits_behind_a_link_that_answers_once(
    client: FlaskClient, kind: str, mimetype: str, start: bytes
) -> None:
    link = client.post("/api/v1/reports", data={"files": both(), "format": kind})

    assert link.status_code == 201
    url = link.get_json()["url"]
    assert re.fullmatch(r"/reports/[0-9a-f]{32}", url)
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.mimetype.startswith(mimetype)
    assert answer.data.lstrip().startswith(start)
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("files", "kind", "code"),
    [
        pytest.param(both, "exe", "unknown_format", id="format"),
        pytest.param(lambda: both()[1:], "docx", "no_word_document", id="no Word document"),
        pytest.param(list, "html", "no_document", id="no document"),
    ],
)
def test_reviews_report_refused(
    client: FlaskClient, files: Callable[[], list[tuple[io.BytesIO, str]]], kind: str, code: str
) -> None:
    answer = client.post("/api/v1/reports", data={"files": files(), "format": kind})
    assert (answer.status_code, answer.get_json()["code"]) == (400, code)


def test_reviews_pages_of_a_pdf(client: FlaskClient) -> None:
    answer = client.post("/api/v1/pages", data={"files": both()[1:], "page": ["1", "99"]})

    shown = answer.get_json()
    assert [page["page"] for page in shown["pages"]] == [1]
    assert shown["pages"][0]["image"].startswith("data:image/webp;base64,")
    assert shown["blocks"] == []


def test_reviews_text_of_a_word_document(client: FlaskClient) -> None:
    shown = client.post("/api/v1/pages", data={"files": both()[:1]}).get_json()

    assert shown["pages"] == []
    assert all(len(b["text"]) == b["end"] - b["start"] for b in shown["blocks"])
    assert any("Responsabilité" in b["text"] for b in shown["blocks"])


def test_reviews_pages_are_few_at_a_time(client: FlaskClient) -> None:
    asked = [str(page) for page in range(1, 40)]
    answer = client.post("/api/v1/pages", data={"files": both()[1:], "page": asked})
    assert answer.get_json()["code"] == "too_many_pages"


def activities_of(client: FlaskClient, data: bytes, **form: str) -> list[str]:
    files = [(io.BytesIO(data), "contrat.docx")]
    report = client.post("/api/v1/check", data={"files": files, **form}).get_json()
    return [activity["id"] for activity in report["activities"]]


def test_reviews_document_remembers_its_activities(client: FlaskClient) -> None:
    data = remembering("<activity>it.build.dev</activity><activity>qzxw</activity>")

    assert activities_of(client, data) == ["it.build.dev"]
    assert activities_of(client, data, activities="it.run.hosting") == ["it.run.hosting"]
    assert activities_of(client, CONTRACT) == []


def test_reviews_findings_set_aside_leave_the_copy_only_when_asked(client: FlaskClient) -> None:
    def comments(data: bytes, **form: str) -> str:
        files = [(io.BytesIO(data), "contrat.docx"), (io.BytesIO(PDF), "attestation.pdf")]
        link = client.post("/api/v1/reports", data={"files": files, "format": "docx", **form})
        copy = client.get(link.get_json()["url"]).data
        return zipfile.ZipFile(io.BytesIO(copy)).read("word/comments.xml").decode()

    files = {"files": both()}
    findings = client.post("/api/v1/check", data=files).get_json()["findings"]
    finding = next(f for f in findings if f["code"] == "cap_exceeds_policy")
    quote = finding["evidence"][0]["quote"][:80].strip()
    data = remembering(f'<ignored code="cap_exceeds_policy" quote="{quote}">vu</ignored>')

    assert finding["message"] in comments(data)
    assert finding["message"] not in comments(data, ignored="omit")
