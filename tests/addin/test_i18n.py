"""Words of the panel: both languages, every key used, none missing, no text in code."""

from __future__ import annotations

import json
import re

import pytest
from made_reports import ROOT

ADDIN = ROOT / "addin"
WORDS = {
    language: json.loads((ADDIN / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
    for language in ("fr", "en")
}
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in (ADDIN / "js").glob("*.js")}
PAGE = (ADDIN / "taskpane.html").read_text(encoding="utf-8")
# Keys built from a value, by what stands before it.
BUILT = (
    "lead.", "files.", "check.", "role.", "severity.", "state.", "kind.", "verdict.", "count.",
    "problem.", "download.",
)  # fmt: skip


def code_of(script: str) -> str:
    """Return a script without its comments."""
    script = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    return re.sub(r"(?m)(^|\s)//.*$", "", script)


def is_known(key: str) -> bool:
    return key in WORDS["fr"] or f"{key}.one" in WORDS["fr"]


def test_i18n_same_keys_in_both_languages() -> None:
    assert set(WORDS["fr"]) ^ set(WORDS["en"]) == set()


def test_i18n_same_values_in_both_languages() -> None:
    for key, words in WORDS["fr"].items():
        assert set(re.findall(r"\{\w+\}", words)) == set(
            re.findall(r"\{\w+\}", WORDS["en"][key])
        ), key


def test_i18n_every_key_used_exists() -> None:
    used = {key for text in SCRIPTS.values() for key in re.findall(r'\bt\("([\w.]+)"', text)}
    used |= set(re.findall(r'data-i18n(?:-label)?="([\w.]+)"', PAGE))
    assert len(used) > 60
    assert sorted(key for key in used if not is_known(key)) == []


def test_i18n_every_key_is_used() -> None:
    everything = PAGE + "".join(SCRIPTS.values())
    plain = {re.sub(r"\.(one|many)$", "", key) for key in WORDS["fr"]}
    assert [
        k for k in sorted(plain) if f'"{k}"' not in everything and not k.startswith(BUILT)
    ] == []


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_i18n_no_text_in_code(name: str) -> None:
    strings = re.findall(r'"([^"\n]*)"', code_of(SCRIPTS[name]))
    assert [s for s in strings if re.search(r"[a-zà-ÿ]{3,} [a-zà-ÿ]{3,}", s)] == []
    assert [s for s in strings if re.search(r"[à-öø-ÿÀ-ÖØ-ß]", s)] == []


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_i18n_document_text_is_never_markup(name: str) -> None:
    code = code_of(SCRIPTS[name])
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", code) == []
    )


@pytest.mark.parametrize("name", sorted(set(SCRIPTS) - {"word.js"}))
def test_i18n_only_word_js_names_office(name: str) -> None:
    assert re.findall(r"\b(?:Office|Word)\s*[.?]", code_of(SCRIPTS[name])) == []


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_i18n_no_dialog_that_office_forbids(name: str) -> None:
    assert re.findall(r"\b(?:alert|confirm|prompt)\(", code_of(SCRIPTS[name])) == []


def test_i18n_never_says_covered() -> None:
    for words in WORDS.values():
        assert [
            text for text in words.values() if re.search(r"\bcouvert|\bcovered", text, re.I)
        ] == []
