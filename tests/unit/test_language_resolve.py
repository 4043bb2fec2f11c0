from __future__ import annotations

import pytest

from checker.errors import UnknownActivity
from checker.knowledge import Knowledge, load_knowledge
from checker.language.resolve import resolve_activities


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("62.01Z", ("it.build.dev",), id="NAF rév. 2"),
        pytest.param("6201Z", ("it.build.dev",), id="NAF without its point"),
        pytest.param("APE : 62.10Y", ("it.build.dev",), id="NAF 2025 with its label"),
        pytest.param("58.29C", ("it.publish.software", "it.publish.saas"), id="two activities"),
        pytest.param(
            "it.publish.*",
            ("it.publish.software", "it.publish.saas", "it.publish.platform"),
            id="group",
        ),
        pytest.param("hébergement, TMA", ("it.run.hosting", "it.run.tma"), id="names"),
        pytest.param(
            "nous développons des logiciels", ("it.build.dev",), id="a person's own words"
        ),
    ],
)
def test_language_resolve_activities(
    knowledge: Knowledge, text: str, expected: tuple[str, ...]
) -> None:
    assert expected == resolve_activities(text, knowledge)


@pytest.mark.parametrize("text", ["it.run.hostign", "62.01K", "boulangerie", "it"])
def test_language_resolve_names_the_nearest_of_an_unknown_activity(
    knowledge: Knowledge, text: str
) -> None:
    with pytest.raises(UnknownActivity) as raised:
        resolve_activities(text, knowledge)

    assert raised.value.values["given"] == text
    assert raised.value.values["nearest"]
