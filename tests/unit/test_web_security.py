from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from checker.knowledge import Knowledge
from checker.web import WebConfig, api, create_app
from checker.web.app import InMemoryRequest
from checker.web.tokens import add_token, hash_of, is_known, read_tokens


@pytest.fixture
def client(knowledge: Knowledge) -> FlaskClient:
    return create_app(WebConfig(knowledge=knowledge)).test_client()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:8765", 200), ("127.0.0.1", 200), ("[::1]:8765", 200),
        ("evil.example", 421), ("localhost.evil.example", 421), ("127.0.0.1.evil.example:80", 421),
    ],
)  # fmt: skip
def test_web_security_answers_to_its_own_names_only(
    client: FlaskClient, host: str, status: int
) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == status


def test_web_security_answers_to_a_name_that_is_allowed(knowledge: Knowledge) -> None:
    client = create_app(WebConfig(knowledge=knowledge, hosts=("checker.example",))).test_client()

    assert client.get("/health", headers={"Host": "checker.example"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, "forbidden_site", id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, "forbidden_site", id="a neighbour"),
        pytest.param({"Origin": "https://evil.example"}, "forbidden_site", id="another origin"),
        pytest.param({"Origin": "null"}, "forbidden_site", id="a sandboxed page"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, "no_document", id="our own page"),
        pytest.param({"Origin": "http://localhost"}, "no_document", id="our own origin"),
        pytest.param({}, "no_document", id="a program"),
    ],
)
def test_web_security_pages_of_other_sites_cannot_post(
    client: FlaskClient, headers: dict[str, str], code: str
) -> None:
    assert client.post("/api/v1/check", headers=headers).get_json()["code"] == code


@pytest.mark.parametrize("path", ["/health", "/api/v1/profiles", "/nowhere", "/"])
def test_web_security_headers_are_on_every_answer(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_web_security_api_answers_are_not_cached(client: FlaskClient) -> None:
    assert client.get("/api/v1/profiles").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 401),
        ("Bearer wrong", 401),
        ("Basic good", 401),
        ("Bearer good", 200),
        ("bearer good", 200),
    ],
)
def test_web_security_token(knowledge: Knowledge, header: str | None, status: int) -> None:
    client = create_app(
        WebConfig(knowledge=knowledge, tokens=frozenset({hash_of("good")}))
    ).test_client()
    response = client.get("/api/v1/profiles", headers={"Authorization": header} if header else {})

    assert response.status_code == status
    assert ("WWW-Authenticate" in response.headers) == (status == 401)
    assert client.get("/health").status_code == 200


def test_web_security_token_file(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    path.write_text("# who may ask\n\n", encoding="utf-8")
    first, second = add_token("marie", path), add_token("paul henri", path)

    hashes = read_tokens(path)

    assert len(hashes) == 2
    assert is_known(first, hashes)
    assert is_known(second, hashes)
    assert not is_known(first + "x", hashes)


def test_web_security_size_is_capped(knowledge: Knowledge) -> None:
    client = create_app(WebConfig(knowledge=knowledge, max_bytes=1000)).test_client()

    response = client.post("/api/v1/extract", data={"files": (io.BytesIO(b"x" * 5000), "a.pdf")})

    assert (response.status_code, response.get_json()["code"]) == (413, "request_too_large")


def test_web_security_uploads_stay_in_memory(knowledge: Knowledge) -> None:
    app = create_app(WebConfig(knowledge=knowledge))
    assert app.request_class is InMemoryRequest
    files = {"files": FileStorage(io.BytesIO(b"x" * 2_000_000), "a.pdf")}
    stream, length, boundary = stream_encode_multipart(files, use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"

    with app.test_request_context(
        "/api/v1/extract",
        method="POST",
        input_stream=stream,
        content_length=length,
        content_type=kind,
    ):
        assert isinstance(request.files["files"].stream, io.BytesIO)


def test_web_security_a_bug_says_nothing_of_the_document(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("SECRET OF A CONTRACT")

    monkeypatch.setattr(api, "extract_all", broken)
    with caplog.at_level(logging.DEBUG):
        response = client.post("/api/v1/extract", data={"files": (io.BytesIO(b"x"), "a.pdf")})

    assert response.status_code == 500
    assert "SECRET" not in response.get_data(as_text=True)
    assert "SECRET" not in caplog.text
    assert "RuntimeError" in caplog.text
