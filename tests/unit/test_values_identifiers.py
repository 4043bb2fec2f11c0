from __future__ import annotations

import pytest

from checker.values.identifiers import find_identifiers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("SIREN 552 008 443", [("siren", "552008443", True)], id="siren"),
        pytest.param("SIREN 552\u202f008\u202f444", [("siren", "552008444", False)], id="Luhn"),
        pytest.param("SIRET : 841 713 621 00024", [("siret", "84171362100024", True)], id="siret"),
        pytest.param("775 652 126 R.C.S. Le Mans", [("siren", "775652126", True)], id="RCS after"),
        pytest.param("TVA FR82883402174", [("vat", "FR82883402174", True)], id="vat"),
        pytest.param(
            "ORIAS : 08 041 377 et 08 041 378 – Tél. 02 41 00 73 55",
            [("orias", "08041377", True), ("orias", "08041378", True)],
            id="two ORIAS numbers",
        ),
        pytest.param("Code NAF : 6201Z", [("naf", "62.01Z", True)], id="naf"),
        pytest.param("Contrat n° 147 220 893", [], id="policy number is no SIREN"),
        pytest.param("Plafond 150 000 000 €", [], id="amount is no SIREN"),
    ],
)
def test_values_identifiers(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert [(i.kind, i.value, i.valid) for i in find_identifiers(text)] == expected
