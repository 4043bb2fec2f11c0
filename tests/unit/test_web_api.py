from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient
from made_reports import make_facts
from werkzeug.test import TestResponse

from checker.knowledge import Knowledge
from checker.reports.documents import dumps
from checker.web import WebConfig, create_app


@pytest.fixture
def client(knowledge: Knowledge) -> FlaskClient:
    return create_app(WebConfig(knowledge=knowledge)).test_client()


def _saved(name: str = "saved.json") -> tuple[io.BytesIO, str]:
    return io.BytesIO(dumps(make_facts()).encode()), name


def _check(client: FlaskClient, **form: object) -> TestResponse:
    fields = {"files": _saved(), "activities": "it.build.dev", "as_of": "2026-06-01"}
    return client.post("/api/v1/check", data=fields | form)


def test_web_api_extract_gives_facts(client: FlaskClient) -> None:
    response = client.post("/api/v1/extract", data={"files": _saved()})

    assert response.status_code == 200
    assert response.get_json() == json.loads(dumps(make_facts()))


def test_web_api_a_list_of_facts_comes_back_whole(client: FlaskClient) -> None:
    several = dumps((make_facts(), make_facts()))
    saved = (io.BytesIO(several.encode()), "saved.json")
    response = client.post("/api/v1/extract", data={"files": saved})

    assert response.get_json() == json.loads(several)


@pytest.mark.parametrize("field", ["files", "files[]", "file"])
def test_web_api_check_gives_a_report(client: FlaskClient, field: str) -> None:
    fields = {field: _saved(), "activities": "it.build.dev", "as_of": "2026-06-01",
              "minimum": ["rc.dinc=500000", "rc.pro=250 k€"], "profile": "default"}  # fmt: skip
    report = client.post("/api/v1/check", data=fields).get_json()

    assert report["schema"] == "report/1"
    assert report["profile"]["id"] == "default"
    assert report["profile"]["minimums"]["rc.dinc"] == "500000"
    assert report["as_of"] == "2026-06-01"


def test_web_api_check_gives_a_page_when_asked(client: FlaskClient) -> None:
    response = _check(client, format="html")

    assert response.mimetype == "text/html"
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_web_api_language_of_the_form_then_of_the_browser(client: FlaskClient) -> None:
    english = client.post("/api/v1/extract", headers={"Accept-Language": "en-GB,en;q=0.9"})
    french = client.post(
        "/api/v1/extract", data={"language": "fr", "x": (io.BytesIO(b""), "")},
        headers={"Accept-Language": "en"},
    )  # fmt: skip

    assert english.get_json()["detail"].startswith("No document")
    assert french.get_json()["detail"].startswith("Aucun document")


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        pytest.param({"files": (io.BytesIO(b""), "a.pdf")}, 422, "empty_document", id="empty"),
        pytest.param({"files": (io.BytesIO(b"words"), "a.pdf")}, 415, "unsupported_format", id="text"),
        pytest.param({"files": (io.BytesIO(b"%PDF-1.4 cut"), "a.pdf")}, 422, "truncated_document", id="cut"),
        pytest.param({"files": (io.BytesIO(b"{}"), "a.json")}, 422, "invalid_facts", id="other JSON"),
        pytest.param({"activities": "it.run.hostign"}, 400, "unknown_activity", id="activity"),
        pytest.param({"minimum": "rc.dinc"}, 400, "invalid_minimum", id="minimum"),
        pytest.param({"minimum": "rc.dnic=1"}, 400, "unknown_protection", id="protection"),
        pytest.param({"as_of": "soon"}, 400, "invalid_date", id="date"),
        pytest.param({"profile": "huge"}, 400, "unknown_profile", id="profile"),
        pytest.param({"country": "Syldavie"}, 400, "unknown_country", id="country"),
    ],
)  # fmt: skip
def test_web_api_problems(client: FlaskClient, form: dict, status: int, code: str) -> None:
    response = _check(client, **form)
    problem = response.get_json()

    assert (response.status_code, problem["code"]) == (status, code)
    assert response.mimetype == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "code", "detail", "document"}
    assert problem["document"] == (
        "a.pdf" if "a.pdf" in str(form) else "a.json" if "files" in form else None
    )


def test_web_api_unknown_activity_names_the_nearest(client: FlaskClient) -> None:
    assert "it.run.hosting" in _check(client, activities="it.run.hostign").get_json()["detail"]


def test_web_api_too_many_files(client: FlaskClient) -> None:
    response = client.post("/api/v1/extract", data={"files": [_saved("a.json"), _saved("b.json")]})

    assert response.get_json()["code"] == "too_many_files"


def test_web_api_path_of_an_upload_is_not_shown(client: FlaskClient) -> None:
    response = _check(client, files=(io.BytesIO(b"words"), "C:/Users/marie/a.pdf"))

    assert response.get_json()["document"] == "a.pdf"


@pytest.mark.parametrize(
    "path", ["activities", "profiles", "schema", "schema/facts", "openapi.json"]
)
def test_web_api_lists(client: FlaskClient, path: str) -> None:
    response = client.get(f"/api/v1/{path}")

    assert response.status_code == 200
    assert response.get_json()


def test_web_api_openapi_describes_every_route(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()["paths"]

    assert {
        "/api/v1/check",
        "/api/v1/extract",
        "/api/v1/activities",
        "/api/v1/profiles",
        "/health",
    } <= set(described)
    assert "multipart/form-data" in described["/api/v1/check"]["post"]["requestBody"]["content"]


def test_web_api_health(client: FlaskClient, knowledge: Knowledge) -> None:
    assert client.get("/health").get_json()["models_digest"] == knowledge.digest


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/api/v1/check", 405)]
)
def test_web_api_wrong_address(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = client.open(path, method=method)

    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
