from __future__ import annotations

import importlib.util
import shutil

import numpy as np
import pypdfium2
import pytest
from scan_files import drawn, image_pdf, page_pdf, soiled

from checker.domain import BlockKind, PagePlace
from checker.errors import NoTextLayer
from checker.readers import read_document, scan, scan_bitmap, scan_engine
from checker.readers.pdf_geometry import PageContent, Word
from checker.readers.scan_bitmap import Turn, find_turn
from checker.readers.scan_engine import Recognised, kept
from checker.readers.scan_numbers import questioned, regrouped, verified
from checker.readers.scan_paper import levelled, smoothed, without_dust
from checker.readers.scan_rulings import rulings, without

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed: scans are not read here"
)

LINES = [
    "ATTESTATION D'ASSURANCE",
    "Nous attestons que la société VERNAY LOGICIELS, SIREN 552 100 554,",
    "est titulaire du contrat n° 30.774.116 depuis le 1er octobre 2020.",
    "L'activité d'hébergement de données n'est pas garantie.",
    "Valable du 01/10/2026 au 30/09/2027.",
]
ROWS = [
    ("Garanties", "Montants"),
    ("Tous dommages confondus", "7 500 000 € par sinistre"),
    ("dont immatériels non consécutifs", "200 000 € par sinistre"),
    ("dont biens confiés", "60 000 € par sinistre"),
]


def pages(*bitmaps: np.ndarray, dpi: int = 200) -> list[PageContent]:
    document = pypdfium2.PdfDocument(image_pdf(*bitmaps, dpi=dpi))
    try:
        numbered = [(index + 1, document[index]) for index in range(len(document))]
        return list(scan.scan_pages(numbered, name="scan.pdf"))
    finally:
        document.close()


def line_of(page: PageContent, first: str) -> str:
    """Return the words on the baseline of the word `first`."""
    start = next(word for word in page.words if word.text == first)
    level = sorted(
        (w for w in page.words if abs(w.base - start.base) < 3), key=lambda word: word.x0
    )
    return " ".join(word.text for word in level)


# ---------------------------------------------------------------- bitmap


@pytest.mark.parametrize("angle", [-3.0, -0.6, 1.2, 2.4])
def test_readers_scan_skew_is_undone(angle: float) -> None:
    turn = find_turn(soiled(drawn(page_pdf(LINES, ROWS)), angle=angle))
    assert turn.angle == pytest.approx(-angle, abs=0.15)


def test_readers_scan_straight_page_is_left_alone() -> None:
    pixels = drawn(page_pdf(LINES))
    turn = find_turn(pixels)
    assert turn.angle == 0.0
    assert np.array_equal(turn.applied(pixels), pixels)


def test_readers_scan_restored_box_is_where_the_ink_was() -> None:
    pixels = np.full((800, 600), 255, dtype=np.uint8)
    pixels[200:210, 400:410] = 0
    skewed = soiled(pixels, angle=3.0)
    rows, columns = np.nonzero(skewed < 128)
    upright = soiled(skewed, angle=-3.0)
    there_rows, there_columns = np.nonzero(upright < 128)
    box = (
        float(there_columns.min()), float(there_rows.min()),
        float(there_columns.max()), float(there_rows.max()),
    )  # fmt: skip
    x0, top, x1, bottom = Turn(-3.0, 600, 800).restored(box)
    assert (x0 + x1) / 2 == pytest.approx((columns.min() + columns.max()) / 2, abs=2)
    assert (top + bottom) / 2 == pytest.approx((rows.min() + rows.max()) / 2, abs=2)


def test_readers_scan_rulings_are_found_and_erased() -> None:
    pixels = drawn(page_pdf(LINES, ROWS))
    found, ink = rulings(pixels, 200)
    clean = without(pixels, ink)
    level = [box for box in found if box[2] - box[0] > box[3] - box[1]]
    assert (len(level), len(found) - len(level)) == (5, 3)
    again, _ = rulings(clean, 200)
    assert again == []
    # Nothing but the rulings went away.
    assert (clean < 128).sum() > 0.5 * (pixels < 128).sum()


def test_readers_scan_text_has_no_rulings() -> None:
    assert rulings(drawn(page_pdf([*LINES, "- " * 40, "." * 90])), 200)[0] == []


def test_readers_scan_black_box_is_no_ruling() -> None:
    pixels = np.full((1000, 800), 255, dtype=np.uint8)
    pixels[300:400, 100:700] = 0
    assert rulings(pixels, 200)[0] == []


@pytest.mark.parametrize("fill", [0, 128, 255])
def test_readers_scan_page_of_one_colour(fill: int) -> None:
    pixels = np.full((400, 300), fill, dtype=np.uint8)
    assert rulings(levelled(pixels), 200)[0] == []


def test_readers_scan_dust_is_noise() -> None:
    pixels = drawn(page_pdf(LINES))
    assert not scan_bitmap.is_noisy(pixels)
    assert scan_bitmap.is_noisy(soiled(pixels, specks=20_000))


def test_readers_scan_dust_is_taken_and_dots_are_left() -> None:
    page = drawn(page_pdf(["Responsabilité civile : 1 500 000 euros."] * 20), dpi=150)
    bilevel = np.where(page < 128, 0, 255).astype(np.uint8)
    dusty = soiled(bilevel, specks=8_000)
    clean = without_dust(dusty)
    left = ((clean < 128) & (bilevel >= 128)).sum()
    assert left < 0.15 * ((dusty < 128) & (bilevel >= 128)).sum()
    # Not one stroke, dot or colon went with it.
    assert ((clean >= 128) & (bilevel < 128)).sum() == 0
    assert (smoothed(clean) < 128).sum() < (dusty < 128).sum()


def test_readers_scan_faint_table_has_its_rulings() -> None:
    """A fax leaves dashes of a hairline; the feet of letters in a row are none."""
    pixels = drawn(page_pdf(LINES, ROWS))
    solid, ink = rulings(pixels, 200)
    dashes = np.random.default_rng(3).random(pixels.shape) < 0.55
    faint = pixels.copy()
    faint[ink & dashes] = 255
    found, _ = rulings(faint, 200, worn=True)
    level = [box for box in solid if box[2] - box[0] > box[3] - box[1]]
    again = [box for box in found if box[2] - box[0] > box[3] - box[1]]
    assert [box[1] for box in sorted(again, key=lambda box: box[1])] == pytest.approx(
        [box[1] for box in sorted(level, key=lambda box: box[1])], abs=3
    )
    assert len(found) - len(again) >= 2


def test_readers_scan_grey_paper_becomes_white() -> None:
    pixels = drawn(page_pdf(LINES))
    grey = (120 + pixels * (80 / 255)).astype(np.uint8)
    assert (levelled(grey) < 128).mean() == pytest.approx((pixels < 128).mean(), rel=0.5)
    assert np.array_equal(levelled(pixels), pixels)


# ---------------------------------------------------------------- words


def word(text: str, confidence: float = 95.0, width: float = 60, height: float = 22) -> Recognised:
    return Recognised(text, (100.0, 100.0, 100.0 + width, 100.0 + height), confidence, 0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(word("ler"), ["1er"], id="ordinal"),
        pytest.param(word("000-€"), ["000€"], id="dust before the currency"),
        pytest.param(word("‘Etendue"), ["Etendue"], id="dust before a word"),
        pytest.param(word("'sauf'"), ["'sauf'"], id="quotation"),
        pytest.param(word("d'hébergement", 25), ["d'hébergement"], id="doubtful word is kept"),
        pytest.param(word("13002715", 10), ["13002715"], id="doubtful number is kept"),
        pytest.param(word("000€", 2), ["000€"], id="a group of figures is never dropped"),
        pytest.param(word("5", 28, 4, 2), [], id="dust read as a digit"),
        pytest.param(word("|"), [], id="border"),
        pytest.param(word("—", 36, 16, 3), ["—"], id="dash of a list"),
        pytest.param(word("·", 60, 3, 3), [], id="speck"),
        pytest.param(word("Zzz", 0), [], id="texture"),
    ],
)
def test_readers_scan_kept_words(found: Recognised, expected: list[str]) -> None:
    others = [word("mot") for _ in range(5)]
    assert [each.text for each in kept([found, *others])] == [*expected, *["mot"] * 5]


def test_readers_scan_without_engine_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "find_engine", lambda: None)
    with pytest.raises(NoTextLayer, match="install tesseract") as caught:
        pages(drawn(page_pdf(LINES)))
    assert caught.value.values["name"] == "scan.pdf"


@pytest.mark.parametrize(
    ("tesseract", "languages", "rapid", "expected"),
    [
        pytest.param("/t", ("fra",), True, scan_engine.recognise_by_tesseract, id="both"),
        pytest.param(None, (), True, scan_engine.recognise_by_rapidocr, id="rapidocr only"),
        pytest.param("/t", (), True, scan_engine.recognise_by_rapidocr, id="no language data"),
        pytest.param(None, (), False, None, id="neither"),
    ],
)
def test_readers_scan_choice_of_engine(
    monkeypatch: pytest.MonkeyPatch,
    tesseract: str | None,
    languages: tuple[str, ...],
    rapid: bool,
    expected: object,
) -> None:
    monkeypatch.setattr(scan_engine, "tesseract", lambda: tesseract)
    monkeypatch.setattr(scan_engine, "languages", lambda: languages)
    monkeypatch.setattr(
        scan_engine.importlib.util, "find_spec", lambda name: object() if rapid else None
    )
    assert scan_engine.find_engine() is expected


def test_readers_scan_rapidocr_lines_are_cut_into_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Result:
        boxes = np.array([[[0, 0], [120, 0], [120, 20], [0, 20]]], dtype=float)
        txts = ("RC 60 000 €",)
        scores = (0.97,)

    monkeypatch.setattr(scan_engine, "_rapid", lambda: lambda image: Result())
    words = scan_engine.recognise_by_rapidocr(np.zeros((20, 120), dtype=np.uint8), 200, False)
    assert [each.text for each in words] == ["RC", "60", "000", "€"]
    assert words[0].box[2] < words[1].box[0]
    assert {each.line for each in words} == {0}


def placed(*texts: str, confidence: float = 90.0, line: int = 0) -> list[Recognised]:
    return [
        Recognised(text, (100.0 + 60 * at, 100.0, 150.0 + 60 * at, 122.0), confidence, line)
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(("200", "000", "€"), ("200", "000", "€"), [95, 95, 60], id="both agree"),
        pytest.param(("13002715",), ("13", "002", "715"), [95], id="agree but for blanks"),
        pytest.param(("5200", "000", "€"), ("200", "000", "€"), [40, 40, 60], id="a digit more"),
        pytest.param(("800", "000"), ("300", "000"), [40, 40], id="another digit"),
        pytest.param(("800", "000"), (), [60, 60], id="no second reading"),
        pytest.param(("sans", "chiffre"), ("avec",), [60, 60], id="no figure"),
    ],
)
def test_readers_scan_figures_are_read_twice(
    first: tuple[str, ...], second: tuple[str, ...], expected: list[float]
) -> None:
    def engine(pixels: np.ndarray, dpi: int, block: bool) -> list[Recognised]:
        assert (dpi, block) == (300, True)
        return [
            Recognised(text, (10.0 + 60 * at, 20.0, 60.0 + 60 * at, 50.0), 95.0, 0)
            for at, text in enumerate(second)
        ]

    pixels = np.full((400, 600), 255, dtype=np.uint8)
    words = verified(placed(*first, confidence=60.0), pixels, engine, 200.0)
    assert [each.confidence for each in words] == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param("1500 000 € par", "1 500 000 € par", id="first space lost"),
        pytest.param("1000 000€", "1 000 000€", id="currency stuck"),
        pytest.param("120000 000 euros", "120 000 000 euros", id="hundreds of millions"),
        pytest.param("2026 000 fin", "2026 000 fin", id="no currency"),
        pytest.param("75001 Paris", "75001 Paris", id="postcode"),
        pytest.param("3000 €", "3000 €", id="whole amount"),
        pytest.param("1 500 000 €", "1 500 000 €", id="right already"),
    ],
)
def test_readers_scan_amounts_are_regrouped(found: str, expected: str) -> None:
    assert " ".join(w.text for w in regrouped(placed(*found.split()))) == expected


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("3 060 000 €", True), ("250 006 €", True), ("2 500 000 €", False), ("7 622 450 €", False)],
)
def test_readers_scan_no_one_prints_such_an_amount(text: str, doubtful: bool) -> None:
    words = [
        Recognised(part, (100.0 + 60 * at, 100.0, 150.0 + 60 * at, 122.0), 95.0, 0)
        for at, part in enumerate(text.split())
    ]
    assert any(word.confidence < 50 for word in questioned(words)) is doubtful


def test_readers_scan_page_full_of_figures_is_not_read_twice() -> None:
    def engine(pixels: np.ndarray, dpi: int, block: bool) -> list[Recognised]:
        raise AssertionError

    words = [w for line in range(5000) for w in placed(*"123456789", line=line)]
    pixels = np.full((400, 800), 255, dtype=np.uint8)
    assert verified(words, pixels, engine, 200.0) == words


@pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None,
    reason="rapidocr is not installed (pip install '.[ocr]'): its reading is not tested here",
)
def test_readers_scan_rapidocr_reads_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_engine.shutil, "which", lambda name: None)
    (page,) = pages(drawn(page_pdf(LINES, ROWS)))
    # It loses a blank now and then, never a letter or an accent.
    assert line_of(page, "Nous").replace(" ", "") == LINES[1].replace(" ", "")
    assert "60 000 €" in line_of(page, "biens")


@needs_tesseract
def test_readers_scan_reads_a_page() -> None:
    (page,) = pages(drawn(page_pdf(LINES, ROWS)))
    assert line_of(page, "Nous") == LINES[1]
    assert line_of(page, "L'activité").replace("’", "'") == LINES[3]
    assert "60 000 €" in line_of(page, "biens")
    assert (len([r for r in page.rules if r.horizontal]), len(page.rules)) == (5, 8)
    assert all(w.confidence is not None and w.confidence > 50 for w in page.words)


@needs_tesseract
@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"angle": -2.5, "specks": 20_000}, id="aslant and dusty"),
        pytest.param({"quarters": 2}, id="upside down"),
        pytest.param({"quarters": 1}, id="on its side"),
        pytest.param({"quarters": 3, "angle": 1.0}, id="on its other side, aslant"),
    ],
)
def test_readers_scan_reads_what_is_not_upright(how: dict[str, float]) -> None:
    pixels = drawn(page_pdf(LINES * 3, ROWS))
    (page,) = pages(soiled(pixels, **how))
    digits = "".join(c for c in line_of(page, "confiés") if c.isdigit())
    assert digits == "60000"
    assert "552 100 554" in line_of(page, "Nous")


@needs_tesseract
def test_readers_scan_places_are_those_of_the_displayed_page() -> None:
    pixels = drawn(page_pdf(LINES * 3))
    (page,) = pages(soiled(pixels, quarters=2))
    title = next(w for w in page.words if w.text == "ATTESTATION")
    assert title.top < 100
    # At the bottom right of a page that lies upside down.
    assert title.place[1] > 700
    assert title.place[2] > 500


@needs_tesseract
@pytest.mark.parametrize("quarters", [0, 1])
def test_readers_scan_document_has_tables_and_confidence(quarters: int) -> None:
    data = image_pdf(soiled(drawn(page_pdf(LINES, ROWS)), angle=1.2, quarters=quarters))
    document = read_document(data, name="scan.pdf")
    assert document.scan
    cells = {
        (block.row, block.column): document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.CELL
    }
    assert cells[2, 0] == "dont immatériels non consécutifs"
    assert cells[2, 1].replace("000€", "000 €") == "200 000 € par sinistre"
    width, height = document.page_sizes[0]
    assert (width > height) is bool(quarters)
    for run in document.runs:
        assert run.confidence is not None
        assert isinstance(run.place, PagePlace)
        x0, top, x1, bottom = run.place.box
        assert -1 <= x0 < x1 <= width + 1
        assert -1 <= top < bottom <= height + 1


@needs_tesseract
def test_readers_scan_blank_page_has_no_words() -> None:
    blank = np.full((2339, 1654), 255, dtype=np.uint8)
    first, second = pages(blank, drawn(page_pdf(LINES)))
    assert (first.number, first.words) == (1, ())
    assert second.number == 2
    assert all(isinstance(w, Word) and w.page == 2 for w in second.words)


@needs_tesseract
def test_readers_scan_bold_title() -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(60, 760, "Exclusions de la garantie")
    canvas.setFont("Helvetica", 12)
    for index in range(8):
        canvas.drawString(60, 740 - 16 * index, "Les dommages résultant de la guerre civile")
    canvas.save()
    (page,) = pages(drawn(buffer.getvalue()))
    assert {w.bold for w in page.words if w.text in ("Exclusions", "garantie")} == {True}
    assert {w.bold for w in page.words if w.text in ("dommages", "guerre")} == {False}


def test_readers_scan_huge_page_is_drawn_small() -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(1_000_000, 1_000_000)
    bitmap = scan.drawn(page, 1)
    assert bitmap.pixels.size <= 30_000_000
    document.close()
