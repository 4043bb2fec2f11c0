"""What is drawn on a PDF page beside its text: ruling lines, painted rectangles, images.

The painting rank of each text object is kept too: it says what lies under and over it.
"""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from checker.domain import Box
from checker.readers.pdf_geometry import IDENTITY, Fill, Frame, Matrix, Rule, multiply

# A rectangle thinner than this is a line that was drawn as a rectangle.
_LINE_PT = 2.6
# Shorter lines are underlines of letters, ticks, logos.
_SHORTEST_RULE_PT = 5.0
_MAX_OBJECTS = 60_000
_MAX_SEGMENTS = 120_000
_MAX_DEPTH = 8


@dataclass(slots=True)
class Drawing:
    """The drawings of a page, and the rank in painting of its text objects by address."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    """Small stroked figures: possible ticks and crosses."""
    dots: list[Box] = field(default_factory=list)
    """Small filled figures: bullets."""
    boxes: list[Box] = field(default_factory=list)
    """Small squares: boxes to tick."""
    ranks: dict[int, int] = field(default_factory=dict)
    matrices: dict[int, Matrix] = field(default_factory=dict)
    objects: int = 0
    segments: int = 0


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Return what is drawn on the raw page handle `page`."""
    drawing = Drawing()
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(count):
        _read(pdfium.FPDFPage_GetObject(page, index), IDENTITY, frame, drawing, 0)
        if drawing.objects > _MAX_OBJECTS:
            break
    return drawing


def address(handle: Any) -> int:
    """Return the address that identifies a PDFium object."""
    return ctypes.addressof(handle.contents) if handle else 0


def _read(item: Any, outer: Matrix, frame: Frame, drawing: Drawing, depth: int) -> None:
    drawing.objects += 1
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        drawing.ranks[address(item)] = drawing.objects
        if outer != IDENTITY:
            drawing.matrices[address(item)] = outer
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        _read_path(item, outer, frame, drawing)
    elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        drawing.images.append(_bounds(item, outer, frame))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = multiply(_matrix(item), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            _read(pdfium.FPDFFormObj_GetObject(item, index), inner, frame, drawing, depth + 1)
            if drawing.objects > _MAX_OBJECTS:
                return


def _matrix(item: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, raw):
        return IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _bounds(item: Any, outer: Matrix, frame: Frame) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    a = _apply(outer, left.value, bottom.value)
    b = _apply(outer, right.value, top.value)
    return frame.box(*a, *b)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _read_path(item: Any, outer: Matrix, frame: Frame, drawing: Drawing) -> None:
    count = pdfium.FPDFPath_CountSegments(item)
    drawing.segments += count
    if count < 2 or drawing.segments > _MAX_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    figures, straight = _figures(item, count, multiply(_matrix(item), outer), frame)
    painted = bool(fill.value) and min(_colour(item, pdfium.FPDFPageObj_GetFillColor)[:3]) < 200
    for figure in figures:
        _add_mark(figure, painted, straight, drawing)
    if fill.value:
        colour = _colour(item, pdfium.FPDFPageObj_GetFillColor)
        for figure in figures:
            _add_fill(figure, colour, straight, drawing)
    if stroke.value:
        *rgb, alpha = _colour(item, pdfium.FPDFPageObj_GetStrokeColor)
        if alpha > 8 and min(rgb) < 250:
            for figure in figures:
                for (ax, ay), (bx, by) in itertools.pairwise(figure):
                    _add_rule(ax, ay, bx, by, drawing)


def _figures(
    item: Any, count: int, matrix: Matrix, frame: Frame
) -> tuple[list[list[tuple[float, float]]], bool]:
    """Return the points of each figure of a path, and whether it has straight lines only."""
    figures: list[list[tuple[float, float]]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(*_apply(matrix, x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([point])
        else:
            straight = straight and kind == pdfium.FPDF_SEGMENT_LINETO
            figures[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    return figures, straight


def _colour(item: Any, getter: Any) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(item, red, green, blue, alpha):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, alpha.value


def _add_fill(
    figure: list[tuple[float, float]],
    colour: tuple[int, int, int, int],
    straight: bool,
    drawing: Drawing,
) -> None:
    if len(figure) < 3 or colour[3] < 8:
        return
    xs, ys = [p[0] for p in figure], [p[1] for p in figure]
    box = (min(xs), min(ys), max(xs), max(ys))
    width, height = box[2] - box[0], box[3] - box[1]
    level = straight and all(
        abs(ax - bx) < 0.6 or abs(ay - by) < 0.6
        for (ax, ay), (bx, by) in itertools.pairwise(figure)
    )
    rgb = colour[:3]
    if level and min(width, height) <= _LINE_PT:
        if min(rgb) < 250:
            if width >= height:
                middle = (box[1] + box[3]) / 2
                _add_rule(box[0], middle, box[2], middle, drawing)
            else:
                middle = (box[0] + box[2]) / 2
                _add_rule(middle, box[1], middle, box[3], drawing)
        return
    # The bounds of a rounded box are nearly its surface; those of a letter or logo are not.
    if level or (len(figure) <= 24 and width > 20 and height > 8):
        drawing.fills.append(Fill(box, rgb, drawing.objects, opaque=colour[3] > 200))


def _add_mark(
    figure: list[tuple[float, float]], painted: bool, straight: bool, drawing: Drawing
) -> None:
    """Keep small figures: dots, boxes to tick, the strokes of a tick or cross."""
    xs, ys = [p[0] for p in figure], [p[1] for p in figure]
    box = (min(xs), min(ys), max(xs), max(ys))
    width, height = box[2] - box[0], box[3] - box[1]
    if max(width, height) > 16 or max(width, height) < 1.2 or len(drawing.marks) > 5000:
        return
    square = abs(width - height) <= 0.2 * max(width, height)
    level = straight and all(
        abs(ax - bx) < 0.4 or abs(ay - by) < 0.4
        for (ax, ay), (bx, by) in itertools.pairwise(figure)
    )
    if square and max(width, height) <= 6 and (painted or not straight):
        drawing.dots.append(box)
    elif square and level and not painted and len(figure) >= 4 and width >= 5:
        drawing.boxes.append(box)
    elif not level or painted:
        drawing.marks.append(box)


def _add_rule(ax: float, ay: float, bx: float, by: float, drawing: Drawing) -> None:
    if abs(ay - by) < 0.6 and abs(ax - bx) >= _SHORTEST_RULE_PT:
        drawing.rules.append(Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif abs(ax - bx) < 0.6 and abs(ay - by) >= _SHORTEST_RULE_PT:
        drawing.rules.append(Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by)))
