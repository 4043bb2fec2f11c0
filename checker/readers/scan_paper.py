"""The paper of a scanned page: made white where it is grey, and freed of dust.

Specks that stand alone are taken away, strokes are not touched: a median filter takes thin
strokes with the specks, and with them the faint rulings of a table.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from PIL import Image, ImageFilter

from checker.readers.scan_bitmap import Grey, Mask, threshold

# (side of a speck, its most pixels, empty ring around it) in pixels of a page of 150 dpi: the
# dots of letters and colons are larger or less alone.
_SPECKS = ((1, 1, 1), (2, 2, 2))
_PAPER = 255
# Paper as white as this, and ink as black as that, need no levelling.
_WHITE, _BLACK = 215, 110
# The paper is looked for in squares of so many pixels, larger than any letter.
_SQUARE = 24
# The darkest part of a page is its ink: that of a few lines is some thousandths of it.
_INK_SHARE = 0.002


# An image that fills this share of its page is the page; its own pixels are drawn as they
# are where there are neither too few nor needlessly many.
_WHOLE_PAGE = 0.85
_NATIVE_DPI = (100.0, 260.0)


def native_dpi(page: Any) -> float | None:
    """Return the resolution of a page of pypdfium2 that is one image; None for others."""
    width, height = page.get_size()
    images = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    if len(images) != 1 or width < 1 or height < 1:
        return None
    left, bottom, right, top = images[0].get_bounds()
    if (right - left) * (top - bottom) < _WHOLE_PAGE * width * height:
        return None
    across, down = images[0].get_px_size()
    if page.get_rotation() % 180:
        left, bottom, right, top = bottom, left, top, right
    dpi = sorted((across / (right - left) * 72, down / (top - bottom) * 72))
    if dpi[1] - dpi[0] > 0.02 * dpi[1] or not _NATIVE_DPI[0] <= dpi[0] <= _NATIVE_DPI[1]:
        return None
    return dpi[0]


def resized(pixels: Grey, factor: float) -> Grey:
    """Return the page enlarged."""
    height, width = pixels.shape
    size = round(width * factor), round(height * factor)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))


def smoothed(pixels: Grey) -> Grey:
    """Return the page without the dust that clings to its letters."""
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.MedianFilter(3)))


def levelled(pixels: Grey) -> Grey:
    """Return the page with its paper white and its ink black, whatever the lamp did."""
    height, width = pixels.shape
    small = Image.fromarray(pixels).resize(
        (max(1, width // _SQUARE), max(1, height // _SQUARE)), Image.Resampling.BOX
    )
    small = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2))
    ink = float(np.quantile(pixels[::4, ::4], _INK_SHARE))
    paper = np.asarray(small)
    if int(paper.min()) >= _WHITE and ink <= _BLACK:
        return pixels
    ground = np.asarray(small.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float32)
    level = min(ink, float(paper.min()) - 1)
    # Ink and paper keep their distance: what is between them is stretched.
    spread = np.maximum(ground - level, 1.0)
    return np.clip((pixels - level) * (_PAPER / spread), 0, _PAPER).astype(np.uint8)


def without_dust(pixels: Grey) -> Grey:
    """Return the page without lone specks."""
    dark: Mask = pixels < threshold(pixels)
    specks = np.zeros_like(dark)
    for side, most, ring in _SPECKS:
        specks |= _specks(dark, side, most, ring)
    clean = pixels.copy()
    # The blurred edge of a speck goes with it, that of a letter stays.
    clean[_window(np.pad(specks, 1).view(np.uint8), 3)[:-2, :-2].astype(np.bool_) & ~dark] = _PAPER
    clean[specks] = _PAPER
    return clean


def _specks(dark: Mask, side: int, most: int, ring: int) -> Mask:
    """Return the dark pixels of specks of at most `side` with nothing dark within `ring`."""
    inner = _window(dark.view(np.uint8), side)
    around = _window(np.pad(dark, ((ring, 0), (ring, 0))).view(np.uint8), side + 2 * ring)
    alone = (inner > 0) & (inner <= most) & (inner == around[: dark.shape[0], : dark.shape[1]])
    covered = _window(alone[::-1, ::-1].view(np.uint8), side)[::-1, ::-1] > 0
    return covered & dark


def _window(
    counts: np.ndarray[tuple[int, int], np.dtype[np.uint8]], side: int
) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Return the sum of the square of `side` that begins at each pixel."""
    height, width = counts.shape
    padded = np.zeros((height + side - 1, width + side - 1), np.uint8)
    padded[:height, :width] = counts
    rows = padded[:height].copy()
    for shift in range(1, side):
        rows += padded[shift : height + shift]
    sums = rows[:, :width].copy()
    for shift in range(1, side):
        sums += rows[:, shift : width + shift]
    return sums
