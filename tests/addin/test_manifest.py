"""The manifest follows the rules that Word enforces; no validator works offline."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from lxml import etree
from PIL import Image

from checker.errors import InvalidUrl
from checker.knowledge import Knowledge
from checker.web import WebConfig, create_app
from checker.web.manifest import build_manifest

URL = "https://controle.example"
APP = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
V = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BT = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
# The order that the schema imposes on the elements we use.
ORDER = [
    "Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
    "HighResolutionIconUrl", "SupportUrl", "Hosts", "Requirements", "DefaultSettings",
    "Permissions", "VersionOverrides",
]  # fmt: skip


@pytest.fixture
def root() -> etree._Element:
    return etree.fromstring(build_manifest(URL).encode())


def urls(root: etree._Element) -> list[str]:
    values = [v for e in root.iter() for v in e.attrib.values()]
    return [v for v in values if v.startswith("http")]


def test_manifest_elements_are_in_the_imposed_order(root: etree._Element) -> None:
    assert [etree.QName(child).localname for child in root] == ORDER


def test_manifest_id_and_version(root: etree._Element) -> None:
    assert str(uuid.UUID(root.findtext(f"{APP}Id"))) == root.findtext(f"{APP}Id")
    assert re.fullmatch(r"[1-9]\d*(\.\d+){3}", root.findtext(f"{APP}Version") or "")


def test_manifest_id_is_that_of_the_deployment() -> None:
    def id_of(url: str, label: str = "") -> str:
        found = etree.fromstring(build_manifest(url, label=label).encode()).findtext(f"{APP}Id")
        return found or ""

    assert id_of(URL) == id_of(f"{URL}/")
    assert len({id_of(URL), id_of("https://other.example"), id_of(URL, "test")}) == 3


def test_manifest_asks_for_the_oldest_word_that_works(root: etree._Element) -> None:
    asked = root.find(f"{APP}Requirements/{APP}Sets/{APP}Set")
    assert asked is not None
    assert (asked.get("Name"), asked.get("MinVersion")) == ("WordApi", "1.3")
    assert root.findtext(f"{APP}Permissions") == "ReadWriteDocument"


def test_manifest_addresses_are_https_and_ours(root: etree._Element) -> None:
    assert [url for url in urls(root) if not url.startswith(f"{URL}/")] == []


def test_manifest_resources_are_all_defined_and_used(root: etree._Element) -> None:
    used = {e.get("resid") for e in root.iter() if e.get("resid")}
    defined = {e.get("id") for e in root.find(f".//{V}Resources").iter() if e.get("id")}
    assert used == defined


def test_manifest_strings_are_within_limits(root: etree._Element) -> None:
    for kind, most in (("ShortStrings", 125), ("LongStrings", 250)):
        for element in root.find(f".//{BT}{kind}").iter():
            assert max(len(v) for v in [*element.attrib.values(), ""]) <= most
    assert len(root.find(f"{APP}Description").get("DefaultValue")) <= 250
    assert len(root.find(f"{APP}DisplayName").get("DefaultValue")) <= 125


def test_manifest_is_in_french_and_english(root: etree._Element) -> None:
    for element in [*root.iter(f"{BT}String"), root.find(f"{APP}DisplayName")]:
        locales = [child.get("Locale") for child in element]
        assert (element.get("id"), locales) == (element.get("id"), ["en-US"])


def test_manifest_addresses_answer_and_icons_have_their_size(
    root: etree._Element, knowledge: Knowledge
) -> None:
    client = create_app(WebConfig(knowledge=knowledge)).test_client()
    for url in set(urls(root)):
        answer = client.get(url.removeprefix(URL))
        assert answer.status_code == 200, url
        size = re.search(r"icon-(\d+)\.png", url)
        if size:
            side = int(size[1])
            assert Image.open(io.BytesIO(answer.data)).size == (side, side)
            assert "no-" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("url", ["http://controle.example", "controle.example", "https://", ""])
def test_manifest_refuses_what_word_would_refuse(url: str) -> None:
    with pytest.raises(InvalidUrl):
        build_manifest(url)


def test_manifest_name_is_escaped() -> None:
    text = build_manifest(URL, label='<b> & "x"')
    name = etree.fromstring(text.encode()).find(f"{APP}DisplayName")
    assert name.get("DefaultValue", "").endswith('(<b> & "x")')
