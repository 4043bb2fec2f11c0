"""What nobody sees on a page is no evidence, whatever the text of the file says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from checker.domain import Document
from checker.knowledge import Knowledge
from checker.readers.pdf import read_pdf
from checker.service import extract
from tests.pdfs import drawn

SEEN = "Plafond : 100 000 euros."
UNSEEN = "Plafond : 9 000 000 euros."


def read(data: bytes) -> Document:
    return read_pdf(data, name="t.pdf")


def hidden_of(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.hidden]


def _clipped(page: canvas.Canvas) -> None:
    page.saveState()
    path = page.beginPath()
    path.rect(400, 100, 50, 50)
    page.clipPath(path, stroke=0, fill=0)
    page.drawString(60, 600, UNSEEN)
    page.restoreState()


def _under_image(page: canvas.Canvas) -> None:
    page.drawString(60, 600, UNSEEN)
    page.drawImage(_picture(), 40, 580, 400, 60)


def _under_textured_image(page: canvas.Canvas) -> None:
    page.drawString(60, 600, UNSEEN)
    noise = Image.effect_noise((200, 40), 90).convert("RGB")
    page.drawImage(ImageReader(noise), 40, 580, 400, 60)


def _nearly_white(page: canvas.Canvas) -> None:
    page.setFillColor(colors.Color(0.93, 0.93, 0.93))
    page.drawString(60, 600, UNSEEN)


def _on_the_same_colour(page: canvas.Canvas) -> None:
    page.setFillColor(colors.darkblue)
    page.rect(50, 590, 300, 25, stroke=0, fill=1)
    page.drawString(60, 600, UNSEEN)


def _one_point(page: canvas.Canvas) -> None:
    page.setFont("Helvetica", 1)
    page.drawString(60, 600, UNSEEN)


def _picture() -> ImageReader:
    return ImageReader(Image.new("RGB", (20, 20), (250, 250, 250)))


@pytest.mark.parametrize(
    "hide",
    [
        _clipped,
        _under_image,
        _under_textured_image,
        _nearly_white,
        _on_the_same_colour,
        _one_point,
    ],
)
def test_readers_pdf_visibility_unseen_text_is_hidden(
    hide: Callable[[canvas.Canvas], None],
) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 700, SEEN)
        hide(page)

    document = read(drawn(draw))
    assert hidden_of(document) == [UNSEEN]
    assert [notice.code for notice in document.warnings] == ["hidden_text"]


def _over_image(page: canvas.Canvas) -> None:
    page.drawImage(_picture(), 40, 680, 400, 60)


def _under_stamp(page: canvas.Canvas) -> None:
    page.setFont("Helvetica", 10)
    page.drawString(60, 700, SEEN)
    stamp = Image.new("RGBA", (100, 40), (200, 0, 0, 60))
    page.drawImage(ImageReader(stamp), 40, 690, 200, 40, mask="auto")


def _coloured(page: canvas.Canvas) -> None:
    page.setFillColor(colors.Color(0.9, 0.5, 0.1))


@pytest.mark.parametrize("dress", [_over_image, _under_stamp, _coloured])
def test_readers_pdf_visibility_what_can_be_read_is_seen(
    dress: Callable[[canvas.Canvas], None],
) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        dress(page)
        page.drawString(60, 700, SEEN)

    document = read(drawn(draw))
    assert SEEN in document.text
    assert hidden_of(document) == []


def _layered(*, shown: bool) -> bytes:
    """Return a page whose second line is in a layer that is on or off."""

    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(60, 700, SEEN)
        page._code.append("/OC /Layer BDC")
        page.drawString(60, 600, UNSEEN)
        page._code.append("EMC")

    data = drawn(draw, pageCompression=0)
    group = b"<< /Type /OCG /Name (Layer) >>"
    off = b"" if shown else b"/OFF [900 0 R]"
    extra = b"\n900 0 obj\n" + group + b"\nendobj\n"
    properties = b"/OCProperties << /OCGs [900 0 R] /D << /ON [] " + off + b" >> >> "
    data = data.replace(b"/Type /Catalog", properties + b"/Type /Catalog")
    data = data.replace(b"/Resources <<", b"/Resources << /Properties << /Layer 900 0 R >> ", 1)
    # PDFium rebuilds the table of objects of a file whose table is wrong.
    start = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    return data[:start] + extra + data[data.index(b"trailer", start) :]


@pytest.mark.parametrize("shown", [True, False])
def test_readers_pdf_visibility_layer_switched_off(shown: bool) -> None:
    document = read(_layered(shown=shown))
    assert ([] if shown else [UNSEEN]) == hidden_of(document)


def test_readers_pdf_visibility_hidden_figures_are_in_no_fact(knowledge: Knowledge) -> None:
    """A hidden line repeats a real attestation with more: none of it is taken."""

    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica-Bold", 14)
        page.drawString(60, 780, "ATTESTATION D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE")
        page.setFont("Helvetica", 10)
        lines = [
            "Nous soussignés, MMA IARD, attestons que la société AVELINE NUMÉRIQUE SAS",
            "est titulaire du contrat n° 44 512 009 garantissant sa responsabilité civile"
            " professionnelle.",
            "Activités garanties : développement de logiciels.",
            "Dommages immatériels non consécutifs : 300 000 € par sinistre.",
            "La présente attestation est valable du 01/01/2026 au 31/12/2026.",
        ]
        for row, line in enumerate(lines):
            page.drawString(60, 740 - 16 * row, line)
        page.setFillColor(colors.white)
        page.drawString(60, 500, "Activités garanties : hébergement de données.")
        page.drawString(60, 480, "Dommages immatériels non consécutifs : 5 000 000 € par sinistre.")
        page.drawString(60, 460, "Contrat n° 99 999 999, valable jusqu'au 31/12/2031.")

    facts = extract(drawn(draw), name="t.pdf", knowledge=knowledge)
    assert [activity.id for activity in facts.activities] == ["it.build.dev"]
    assert {"300000"} == {str(line.amount) for line in facts.guarantees if line.amount}
    assert not any("99" in number.value for number in facts.policy_numbers)
    assert facts.period.valid_to is not None
    assert facts.period.valid_to.value.year == 2026
