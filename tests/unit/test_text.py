from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("À l’exclusion", "a l'exclusion", id="accents and apostrophe"),
        pytest.param("1\u202f500\u00a0000 €", "1 500 000 €", id="no-break spaces"),
        pytest.param("sous‑traitants – œuvre", "sous-traitants - œuvre", id="hyphens"),
    ],
)
def test_text_fold_unifies_what_prints_the_same(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_text_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
