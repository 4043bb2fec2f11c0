"""The bitmap of a scanned page: skew, noise, and the rulings of its tables.

The skew is where the projection profile of the dark pixels is sharpest (Postl 1986). Long
dark runs are the rulings of a table: they are returned for the table finder and erased from
the picture, because recognition reads a border before an amount as a digit ("| 200 000 €"
became "5 200 000 €").
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageFilter

Grey: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.uint8]]"
Mask: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.bool_]]"
PixelBox = tuple[float, float, float, float]

_MAX_SKEW_DEGREES = 6.0
_THUMBNAIL_PIXELS = 1000
# Below this an image is as straight as its text needs.
_MIN_SKEW_DEGREES = 0.15
# A clean page has fewer lone dark pixels than this for each dark one.
_NOISY_SHARE = 0.03
# A ruling is longer than any letter: in inches. A thicker one is a box of colour.
_MIN_ACROSS_INCHES = 0.5
_MIN_DOWN_INCHES = 0.3
_MAX_THICK_INCHES = 0.05
_SOLID_SHARE = 0.9
_EDGE_PIXELS = 2
_STROKE_DARK = 128


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page of `width` by `height` pixels was turned, counter-clockwise."""

    angle: float
    width: int
    height: int

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


def straightened(pixels: Grey) -> tuple[Grey, Turn]:
    """Return the page upright and without specks, and how it was turned."""
    height, width = pixels.shape
    image = Image.fromarray(pixels)
    if is_noisy(pixels):
        image = image.filter(ImageFilter.MedianFilter(3))
    angle = _skew(image)
    if abs(angle) >= _MIN_SKEW_DEGREES:
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    else:
        angle = 0.0
    return np.asarray(image), Turn(angle, width, height)


def threshold(pixels: Grey) -> int:
    """Return the grey that best parts ink from paper (Otsu 1979)."""
    counts = np.bincount(pixels.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(apart)) if np.isfinite(apart).any() else 127


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
        best = max((best + step * i for i in range(-count, count + 1)), key=sharpness)
    return best


def rulings(pixels: Grey, dpi: float) -> tuple[list[PixelBox], Grey]:
    """Return the rulings of a page, thin boxes, and the page without them."""
    dark: Mask = pixels < threshold(pixels)
    thick = max(3, round(_MAX_THICK_INCHES * dpi))
    # What is left of the skew makes a ruling climb: let it be a little thicker.
    across = _long_runs(_grown(dark, axis=0), round(_MIN_ACROSS_INCHES * dpi))
    down = _long_runs(_grown(dark.T, axis=0), round(_MIN_DOWN_INCHES * dpi))
    found: list[PixelBox] = []
    erased = np.zeros_like(dark)
    for x0, y0, x1, y1 in _segments(across, thick, round(_MIN_ACROSS_INCHES * dpi)):
        found.append((x0, y0, x1, y1))
        _erase(erased, x0, y0, x1, y1)
    for y0, x0, y1, x1 in _segments(down, thick, round(_MIN_DOWN_INCHES * dpi)):
        found.append((x0, y0, x1, y1))
        _erase(erased, x0, y0, x1, y1)
    clean = pixels.copy()
    clean[erased] = 255
    return found, clean


def _erase(erased: Mask, x0: float, y0: float, x1: float, y1: float) -> None:
    """Mark a ruling with its blurred edge."""
    edge = _EDGE_PIXELS
    erased[max(0, int(y0) - edge) : int(y1) + edge, max(0, int(x0) - edge) : int(x1) + edge] = True


def _grown(dark: Mask, axis: int) -> Mask:
    padded = np.pad(dark, [(1, 1), (0, 0)] if axis == 0 else [(0, 0), (1, 1)])
    return padded[:-2] | padded[1:-1] | padded[2:]


def _long_runs(dark: Mask, length: int) -> Mask:
    """Return the pixels that lie in an almost solid run of `length` along a row."""
    height, width = dark.shape
    if width <= length:
        return np.zeros_like(dark)
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    solid = sums[:, length:] - sums[:, :-length] >= _SOLID_SHARE * length
    # Every pixel under a solid window: windows that began at most `length` before it.
    began = np.zeros((height, width + 2), dtype=np.int32)
    np.cumsum(solid, axis=1, out=began[:, 1 : solid.shape[1] + 1])
    began[:, solid.shape[1] + 1 :] = began[:, solid.shape[1] : solid.shape[1] + 1]
    last = np.minimum(np.arange(width) + 1, width + 1)
    first = np.maximum(np.arange(width) + 1 - length, 0)
    return (began[:, last] - began[:, first] > 0) & dark


def _segments(mask: Mask, thick: int, length: int) -> list[PixelBox]:
    """Return the thin connected boxes of a mask of long runs along rows.

    What is shorter than the run that it came from is a row of letters, not a ruling.
    """
    open_boxes: list[list[int]] = []
    closed: list[list[int]] = []
    rows = np.flatnonzero(mask.any(axis=1))
    for y in rows.tolist():
        still: list[list[int]] = []
        for box in open_boxes:
            (still if box[3] >= y - 1 else closed).append(box)
        open_boxes = still
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask[y].view(np.int8), [0]))))
        for x0, x1 in edges.reshape(-1, 2).tolist():
            touching = [b for b in open_boxes if b[0] <= x1 and x0 <= b[2]]
            merged = [x0, y, x1, y + 1]
            for box in touching:
                open_boxes.remove(box)
                merged = [
                    min(merged[0], box[0]), min(merged[1], box[1]),
                    max(merged[2], box[2]), max(merged[3], box[3]),
                ]  # fmt: skip
            open_boxes.append(merged)
    closed += open_boxes
    return [
        (float(x0), float(y0), float(x1), float(y1))
        for x0, y0, x1, y1 in closed
        if y1 - y0 <= thick and x1 - x0 >= _SOLID_SHARE * length
    ]


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
