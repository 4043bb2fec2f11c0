"""The bitmap of a scanned page: its threshold, its skew, the ink in a box.

The skew is where the projection profile of the dark pixels is sharpest (Postl 1986).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from PIL import Image

Grey: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.uint8]]"
Mask: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.bool_]]"
PixelBox = tuple[float, float, float, float]

_MAX_SKEW_DEGREES = 6.0
_THUMBNAIL_PIXELS = 1000
# Below this an image is as straight as its text needs.
_MIN_SKEW_DEGREES = 0.15
# A clean page has fewer lone dark pixels than this for each dark one.
_NOISY_SHARE = 0.03
_STROKE_DARK = 128


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page of `width` by `height` pixels was turned, counter-clockwise."""

    angle: float
    width: int
    height: int

    def applied(self, pixels: Grey) -> Grey:
        """Return the page upright."""
        if not self.angle:
            return pixels
        image = Image.fromarray(pixels)
        return np.asarray(
            image.rotate(self.angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        )

    def restored(self, box: PixelBox) -> PixelBox:
        """Return where a box of the upright page stands on the page as it was scanned."""
        if not self.angle:
            return box
        x0, top, x1, bottom = box
        radians = math.radians(self.angle)
        cosine, sine = math.cos(radians), math.sin(radians)
        middle_x, middle_y = self.width / 2, self.height / 2
        corners = [
            (
                (x - middle_x) * cosine - (y - middle_y) * sine + middle_x,
                (x - middle_x) * sine + (y - middle_y) * cosine + middle_y,
            )
            for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))
        ]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)


def find_turn(pixels: Grey) -> Turn:
    """Return how a page must be turned to stand upright."""
    height, width = pixels.shape
    angle = _skew(Image.fromarray(pixels))
    return Turn(angle if abs(angle) >= _MIN_SKEW_DEGREES else 0.0, width, height)


def threshold(pixels: Grey) -> int:
    """Return the grey below which a pixel is ink rather than paper (Otsu 1979)."""
    counts = np.bincount(pixels.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(apart)) + 1 if np.isfinite(apart).any() else 128


def is_noisy(pixels: Grey) -> bool:
    """Return True when the page is full of lone dark pixels."""
    dark = pixels < threshold(pixels)
    total = int(dark.sum())
    if not total:
        return False
    padded = np.pad(dark, 1)
    beside = sum(
        padded[1 + dy : padded.shape[0] - 1 + dy, 1 + dx : padded.shape[1] - 1 + dx].astype(
            np.uint8
        )
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        if dy or dx
    )
    return int((dark & (beside <= 1)).sum()) > _NOISY_SHARE * total


def _skew(image: Image.Image) -> float:
    """Return by how many degrees, counter-clockwise, the page must be turned."""
    small = image.copy()
    small.thumbnail((_THUMBNAIL_PIXELS, _THUMBNAIL_PIXELS))
    pixels = np.asarray(small)
    ink = Image.fromarray(np.where(pixels < threshold(pixels), 255, 0).astype(np.uint8))

    def sharpness(angle: float) -> float:
        turned = np.asarray(ink.rotate(angle, resample=Image.Resampling.NEAREST))
        profile = turned.sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    best = 0.0
    for step, reach in ((1.0, _MAX_SKEW_DEGREES), (0.25, 1.0), (0.05, 0.25)):
        count = round(reach / step)
        angles = (best + step * i for i in range(-count, count + 1))
        # A page without ink is as sharp at any angle: it stays.
        best = max(angles, key=lambda angle: (sharpness(angle), -abs(angle)))
    return best


def stroke(pixels: Grey, box: PixelBox) -> float:
    """Return the mean thickness in pixels of the strokes of a word, 0 for none."""
    x0, top, x1, bottom = (max(0, int(side)) for side in box)
    ink = pixels[top:bottom, x0:x1] < _STROKE_DARK
    began = int((ink[:, 1:] & ~ink[:, :-1]).sum()) + int(ink[:, :1].sum())
    return int(ink.sum()) / began if began else 0.0


def tight(pixels: Grey, box: PixelBox) -> PixelBox:
    """Return `box` shrunk to the ink inside it; engines box the border of a cell too."""
    x0, top, x1, bottom = (max(0, int(side)) for side in box)
    ink = pixels[top:bottom, x0:x1] < _STROKE_DARK
    # One dark pixel in a row is dust.
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return box
    return (
        float(x0 + columns[0]),
        float(top + rows[0]),
        float(x0 + columns[-1] + 1),
        float(top + rows[-1] + 1),
    )
