"""Who may show the panel, what it may load, what is served of addin/."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from checker.knowledge import Knowledge
from checker.web import WebConfig, create_app


@pytest.fixture
def client(knowledge: Knowledge) -> FlaskClient:
    return create_app(WebConfig(knowledge=knowledge)).test_client()


def policy(client: FlaskClient, path: str) -> dict[str, list[str]]:
    value = client.get(path).headers["Content-Security-Policy"]
    parts = [part.split() for part in value.split(";") if part.strip()]
    return {words[0]: words[1:] for words in parts}


def test_headers_office_alone_may_show_the_pane(client: FlaskClient) -> None:
    ancestors = policy(client, "/addin/taskpane.html")["frame-ancestors"]
    assert "https://*.officeapps.live.com" in ancestors
    assert "https://*.sharepoint.com" in ancestors
    assert [a for a in ancestors if a in ("*", "https:", "http:")] == []
    assert "X-Frame-Options" not in client.get("/addin/taskpane.html").headers


@pytest.mark.parametrize("path", ["/", "/health", "/addin/js/word.js", "/addin/manifest.xml"])
def test_headers_nothing_else_may_be_framed(client: FlaskClient, path: str) -> None:
    assert policy(client, path)["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize("path", ["/", "/addin/taskpane.html"])
def test_headers_no_inline_code_or_style(client: FlaskClient, path: str) -> None:
    found = policy(client, path)
    assert found["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in [word for words in found.values() for word in words]
    html = client.get(path).get_data(as_text=True)
    assert "style=" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('type="module"')


def test_headers_page_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    assert policy(client, "/")["script-src"] == ["'self'"]
    assert "https://" not in client.get("/").get_data(as_text=True)


def test_headers_library_of_office_may_be_our_own(knowledge: Knowledge) -> None:
    config = WebConfig(knowledge=knowledge, office_js="/office/office.js", frames=())
    found = policy(create_app(config).test_client(), "/addin/taskpane.html")
    assert found["script-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/addin/assets/icon-32.png", "public, max-age=86400"),
        ("/addin/js/word.js", "no-cache"),
        ("/addin/taskpane.html", "no-cache"),
    ],
)
def test_headers_caches(client: FlaskClient, path: str, cache: str) -> None:
    assert client.get(path).headers["Cache-Control"] == cache


def test_headers_icons_may_be_shown_by_office(client: FlaskClient) -> None:
    answer = client.get("/addin/assets/icon-32.png")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/addin/package.json", "/addin/manifest.xml.j2", "/addin/js/../package.json",
        "/addin/js/..%2fpackage.json", "/addin/node_modules/typescript", "/addin/js/nothing.js",
        "/addin/js/word.json",
    ],
)  # fmt: skip
def test_headers_only_the_pane_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_headers_manifest_never_takes_the_address_of_an_unknown_asker(
    knowledge: Knowledge,
) -> None:
    client = create_app(WebConfig(knowledge=knowledge, any_host=True)).test_client()
    answer = client.get("/addin/manifest.xml", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no_public_url")


def test_headers_manifest_has_the_public_address(knowledge: Knowledge) -> None:
    config = WebConfig(knowledge=knowledge, public_url="https://controle.example")
    text = create_app(config).test_client().get("/addin/manifest.xml").get_data(as_text=True)
    assert "https://controle.example/addin/taskpane.html" in text
    assert "localhost" not in text


@pytest.mark.parametrize(("accepted", "title"), [("fr", "Contrôle"), ("en-GB", "Insurance check")])
def test_headers_language_of_the_reader(client: FlaskClient, accepted: str, title: str) -> None:
    html = client.get("/", headers={"Accept-Language": accepted}).get_data(as_text=True)
    assert title in html
