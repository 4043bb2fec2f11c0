"""A text layer that no one can read is no text: what the page shows is recognised instead."""

from __future__ import annotations

import io
import re

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from checker.readers import read_document
from checker.readers.scan_engine import find_engine

LINES = (
    "ATTESTATION D'ASSURANCE",
    "Mutuelle Alpine atteste que la société LUMEN CONSEIL SAS est assurée.",
    "Contrat numéro 123 456 789, valable du 01/01/2026 au 31/12/2026.",
    "Activités garanties : développement de logiciels et hébergement.",
    "RC Professionnelle : 1 000 000 € par sinistre et par année d'assurance",
)
# What a broken producer does: a sign is named by its place in the font, not by its letter.
_SHIFT = 29


def drawn(*, broken: bool) -> bytes:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pageCompression=0, invariant=1)
    page.setFont("Vera", 12)
    for number, line in enumerate(LINES):
        page.drawString(50, 780 - 30 * number, line)
    page.save()
    if not broken:
        return buffer.getvalue()
    return re.sub(
        rb"(<[4-7][0-9A-F]> <00)([4-7][0-9A-F])>",
        lambda match: match[1] + b"%02X>" % (int(match[2], 16) - _SHIFT),
        buffer.getvalue(),
    )


def test_readers_pdf_sound_text_is_taken_as_it_is() -> None:
    document = read_document(drawn(broken=False), name="sound.pdf")
    assert (document.scan, "hébergement" in document.text) == (False, True)


@pytest.mark.skipif(find_engine() is None, reason="no character recognition is installed")
def test_readers_pdf_garbled_text_is_read_from_the_page() -> None:
    document = read_document(drawn(broken=True), name="garbled.pdf")
    assert "hébergement" in document.text
    assert "1 000 000" in document.text
    assert document.scan
