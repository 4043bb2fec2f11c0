"""The rulings of the tables of a scanned page.

Long dark runs are returned for the table finder and erased from the picture, because
recognition reads a border before an amount as a digit ("| 200 000 €" became "5 200 000 €").
A hairline that a fax left in dashes counts too, where nothing but paper is beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from checker.readers.scan_bitmap import Grey, Mask, PixelBox, threshold

# A ruling is longer than any letter: in inches. A thicker one is a box of colour.
_MIN_ACROSS_INCHES = 0.5
_MIN_DOWN_INCHES = 0.3
_MAX_THICK_INCHES = 0.05
_SOLID_SHARE = 0.9
_EDGE_PIXELS = 2
# A faint ruling: thin, long, with this share of ink, more of it down because the stems of
# letters at the head of lines stand in a row too.
_HAIRLINE_INCHES = 0.025
_FAINT_ACROSS_INCHES = 2.0
_FAINT_SHARE_ACROSS = 0.22
_WALL_SHARE = 0.12
# Of the share asked for, so much must be inked where nothing is printed beside the line.
_CLEAR_SHARE = 0.8
_LETTER_PIXELS = 17
_MAX_INK_BESIDE = 0.25
# Two walls are this far apart at least; so far does a ruling end from a wall that it meets.
_WALLS_APART_INCHES = 0.2
# A level ruling is seen in part where it has less than this of the width of its table.
_PIECE_SHARE = 0.75
# Of the columns beside it so many have ink at most, on both sides and on the emptier one.
_MAX_BESIDE = 0.4
_MAX_BESIDE_EMPTIER = 0.12
_BESIDE_INCHES = (0.02, 0.045)
# A wall has next to nothing beside it over the height of its table.
_MAX_BESIDE_WALL = 0.3
_SAME_WIDTH_INCHES = 0.5
_FEWEST_LEVELS = 3
# A wall is followed beyond its table in steps of so many times its thickness.
_STEP_HAIRS = 3
_MAX_REACH_STEPS = 4
_HIGHEST_ROW_INCHES = 1.3
# Pieces of one ruling, this far apart, are one.
_GAP_INCHES = 0.6


def rulings(pixels: Grey, dpi: float, *, worn: bool = False) -> tuple[list[PixelBox], Mask]:
    """Return the rulings of a page, thin boxes, and which pixels are their ink.

    On a `worn` page a row of dashes may be a ruling; elsewhere it is a row of dashes.
    """
    dark: Mask = pixels < threshold(pixels)
    thick = max(3, round(_MAX_THICK_INCHES * dpi))
    # What is left of the skew makes a ruling climb: let it be a little thicker.
    grown, grown_down = _grown(dark, axis=0), _grown(dark.T, axis=0)
    across = _long_runs(grown, round(_MIN_ACROSS_INCHES * dpi)) & grown
    down = _long_runs(grown_down, round(_MIN_DOWN_INCHES * dpi)) & grown_down
    level = _segments(across, thick, round(_MIN_ACROSS_INCHES * dpi))
    upright = _segments(down, thick, round(_MIN_DOWN_INCHES * dpi))
    faint = _faint(dark, dpi, _FAINT_ACROSS_INCHES, _FAINT_SHARE_ACROSS) if worn else []
    gap = round(_GAP_INCHES * dpi)
    chained = _chained([*level, *faint], gap)
    faint_down = _walls(dark.T, chained, dpi) if worn else []
    walls = [(x0, y0, x1, y1) for y0, x0, y1, x1 in _chained([*upright, *faint_down], gap)]
    if faint_down:
        chained = [_completed(box, walls, dpi) for box in chained]
    found: list[PixelBox] = [*chained, *walls]
    erased = np.zeros_like(dark)
    for x0, y0, x1, y1 in [*level, *((a, b, c, d) for b, a, d, c in upright)]:
        _erase(erased, x0, y0, x1, y1)
    hair = max(3, round(_HAIRLINE_INCHES * dpi))
    _erase_faint(erased, _thin(dark, hair), faint)
    _erase_faint(erased.T, _thin(dark.T, hair), faint_down)
    return found, erased


def without(pixels: Grey, ink: Mask) -> Grey:
    """Return the page with paper in place of `ink`."""
    clean = pixels.copy()
    clean[ink] = 255
    return clean


def _faint(dark: Mask, dpi: float, inches: float, share: float) -> list[PixelBox]:
    """Return the rulings along rows that have gaps, with paper above and below."""
    hair, length = max(3, round(_HAIRLINE_INCHES * dpi)), round(inches * dpi)
    thin = _grown(_thin(dark, hair), axis=0)
    runs = _long_runs(thin, length, share)
    near, far = (round(side * dpi) for side in _BESIDE_INCHES)
    found: list[PixelBox] = []
    for x0, y0, x1, y1 in _segments(runs, 2 * hair, length):
        top, bottom = int(y0), int(y1)
        left, right = _trimmed(thin[top:bottom, int(x0) : int(x1)], int(x0), length // 8, share)
        above = dark[max(0, top - far) : max(0, top - near + 1), left:right]
        below = dark[bottom + near - 1 : bottom + far, left:right]
        band = thin[top:bottom, left:right]
        inked = band[int(band.sum(axis=1).argmax())]
        if _is_line(inked, (above, below), share, (_MAX_BESIDE_EMPTIER, _MAX_BESIDE)):
            found.append((float(left), y0, float(right), y1))
    return found


def _walls(dark: Mask, levels: list[PixelBox], dpi: float) -> list[PixelBox]:
    """Return the faint walls of the tables that level rulings of one width draw.

    `dark` is the page on its side; the walls are too. A wall is looked for over the whole
    height of its table: stems of letters in a row are not as long.
    """
    hair = max(3, round(_HAIRLINE_INCHES * dpi))
    near, far = (round(side * dpi) for side in _BESIDE_INCHES)
    found: list[PixelBox] = []
    for left, top, right, bottom in _tables(levels, dpi):
        area = dark[left:right, top:bottom]
        thin = _grown(_thin(area, hair), axis=0)
        shares = thin.mean(axis=1)
        inked = shares >= _WALL_SHARE
        edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.view(np.int8), [0]))))
        walls: list[tuple[float, PixelBox]] = []
        for start, end in edges.reshape(-1, 2).tolist():
            if end - start > 2 * hair:
                continue
            before = area[max(0, start - far) : max(0, start - near + 1)]
            after = area[end + near - 1 : end + far]
            share = float(shares[start:end].max())
            ink = max(float(side.mean()) if side.size else 0.0 for side in (before, after))
            # Beside the stems at the head of the lines of a column is the rest of their letters.
            inked = thin[start + int(shares[start:end].argmax())]
            most = (_MAX_BESIDE_WALL, _MAX_BESIDE_WALL)
            if ink <= _MAX_INK_BESIDE * share and _is_line(inked, (before, after), share / 2, most):
                first, last = _reach(dark, left + start, left + end, top, bottom, hair)
                wall = (float(first), float(left + start), float(last), float(left + end))
                walls.append((share, wall))
        kept: list[PixelBox] = []
        for _, wall in sorted(walls, reverse=True):
            # The stems at the head of the lines of a column stand close to its wall.
            if all(abs(wall[1] - other[1]) > _WALLS_APART_INCHES * dpi for other in kept):
                kept.append(wall)
        found += kept
    return found


def _reach(dark: Mask, start: int, end: int, top: int, bottom: int, hair: int) -> tuple[int, int]:
    """Return where a wall begins and ends: a table's first and last rulings may be lost."""
    band = _thin(dark[max(0, start - 3 * hair) : end + 3 * hair], hair)
    rows = slice(max(0, start - 1) - max(0, start - 3 * hair), None)
    ink = band[rows][: end - start + 2].max(axis=0, initial=False).reshape(-1)
    step = _STEP_HAIRS * hair
    for _ in range(_MAX_REACH_STEPS):
        if top < step or ink[top - step : top].mean() < 2 * _WALL_SHARE:
            break
        top -= step
    for _ in range(_MAX_REACH_STEPS):
        if bottom + step > len(ink) or ink[bottom : bottom + step].mean() < 2 * _WALL_SHARE:
            break
        bottom += step
    return top, bottom


def _completed(box: PixelBox, walls: list[PixelBox], dpi: float) -> PixelBox:
    """Return a level ruling that ends between two walls of a table as it was: to the next."""
    x0, y0, x1, y1 = box
    middle, near = (y0 + y1) / 2, _WALLS_APART_INCHES * dpi
    across = sorted(w[0] for w in walls if w[1] - near <= middle <= w[3] + near)
    if len(across) < 2 or x1 < across[0] or x0 > across[-1]:
        return box
    if all(abs(x - x0) > near for x in across):
        x0 = max((x for x in across if x < x0), default=x0)
    if all(abs(x - x1) > near for x in across):
        x1 = min((x for x in across if x > x1), default=x1)
    return x0, y0, x1, y1


def _tables(levels: list[PixelBox], dpi: float) -> list[tuple[int, int, int, int]]:
    """Return the boxes around level rulings of one width, three at least."""
    apart = _SAME_WIDTH_INCHES * dpi
    groups: list[list[PixelBox]] = []
    for box in sorted(levels, key=lambda b: b[1]):
        last = groups[-1][0] if groups else None
        if last and _is_piece(box, last, apart):
            continue
        if (
            last
            and abs(last[0] - box[0]) <= apart
            and abs(last[2] - box[2]) <= apart
            and box[1] - groups[-1][-1][3] <= _HIGHEST_ROW_INCHES * dpi
        ):
            groups[-1].append(box)
        elif box[2] - box[0] >= 2 * dpi:
            groups.append([box])
    return [
        (
            max(0, int(min(b[0] for b in group) - apart / 4)),
            int(group[0][1]),
            int(max(b[2] for b in group) + apart / 4),
            int(group[-1][3]),
        )
        for group in groups
        if len(group) >= _FEWEST_LEVELS
    ]


def _is_piece(box: PixelBox, whole: PixelBox, apart: float) -> bool:
    """Return True for a ruling that a table's width holds with room to spare."""
    inside = whole[0] - apart <= box[0] and box[2] <= whole[2] + apart
    return inside and box[2] - box[0] < _PIECE_SHARE * (whole[2] - whole[0])


def _is_line(inked: Mask, sides: Sequence[Mask], share: float, most: tuple[float, float]) -> bool:
    """Return True when what is inked along a line goes on where nothing is printed beside it.

    A line through the feet of letters has ink only where their bodies are. `most` is how much
    of the line may have something beside it, on the emptier and on the other side.
    """
    empty = np.zeros_like(inked)
    beside = [side.any(axis=0) if side.size else empty for side in sides]
    columns = sorted(float(side.mean()) for side in beside)
    # The bowl of a letter is empty: what is near it belongs to it too.
    clear = np.convolve(beside[0] | beside[1], np.ones(_LETTER_PIXELS), mode="same") < 0.5
    if columns[0] > most[0] or columns[1] > most[1] or not clear.any():
        return False
    return float(inked[clear].mean()) >= _CLEAR_SHARE * share


def _trimmed(band: Mask, left: int, length: int, share: float) -> tuple[int, int]:
    """Return where the ink of a band begins and ends: its windows reached beyond it."""
    columns = band.max(axis=0, initial=False).reshape(-1)
    sums = np.cumsum(np.concatenate(([0], columns)))
    full = np.flatnonzero(sums[length:] - sums[:-length] >= share * length)
    ink = np.flatnonzero(columns)
    if not len(full):
        return left, left + len(columns)
    first, last = int(full[0]), int(full[-1]) + length
    # The first full window begins before its ink.
    return left + int(ink[ink >= first][0]), left + int(ink[ink < last][-1]) + 1


def _thin(dark: Mask, thick: int) -> Mask:
    """Return the dark pixels whose run down a column is no longer than `thick`."""
    height = dark.shape[0]
    run = thick + 1
    if height <= run:
        return dark
    solid = np.ones((height - run + 1, dark.shape[1]), dtype=np.bool_)
    for shift in range(run):
        solid &= dark[shift : height - run + 1 + shift]
    thin = dark.copy()
    for shift in range(run):
        thin[shift : height - run + 1 + shift] &= ~solid
    return thin


def _chained(boxes: list[PixelBox], gap: int) -> list[PixelBox]:
    """Return the rulings along rows, those that continue each other as one."""
    chained: list[PixelBox] = []
    for box in sorted(boxes):
        for index, other in enumerate(chained):
            level = abs((box[1] + box[3]) - (other[1] + other[3])) / 2 <= _LEVEL_PIXELS
            if level and box[0] - other[2] <= gap:
                joined = (
                    other[0],
                    min(other[1], box[1]),
                    max(other[2], box[2]),
                    max(other[3], box[3]),
                )
                chained[index] = joined
                break
        else:
            chained.append(box)
    return chained


_LEVEL_PIXELS = 4.0


def _erase_faint(erased: Mask, thin: Mask, boxes: list[PixelBox]) -> None:
    """Mark the thin ink of faint rulings, not the stems of letters that cross them."""
    edge = _EDGE_PIXELS
    for x0, y0, x1, y1 in boxes:
        rows = slice(max(0, int(y0) - edge), int(y1) + edge)
        columns = slice(max(0, int(x0) - edge), int(x1) + edge)
        erased[rows, columns] |= _grown(thin[rows, columns], axis=0)


def _erase(erased: Mask, x0: float, y0: float, x1: float, y1: float) -> None:
    """Mark a ruling with its blurred edge."""
    edge = _EDGE_PIXELS
    erased[max(0, int(y0) - edge) : int(y1) + edge, max(0, int(x0) - edge) : int(x1) + edge] = True


def _grown(dark: Mask, axis: int) -> Mask:
    padded = np.pad(dark, [(1, 1), (0, 0)] if axis == 0 else [(0, 0), (1, 1)])
    return padded[:-2] | padded[1:-1] | padded[2:]


def _long_runs(dark: Mask, length: int, share: float = _SOLID_SHARE) -> Mask:
    """Return the pixels in stretches of `length` along a row that have this `share` of ink."""
    height, width = dark.shape
    if width <= length:
        return np.zeros_like(dark)
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    solid = sums[:, length:] - sums[:, :-length] >= share * length
    # Every pixel under a solid window: windows that began at most `length` before it.
    began = np.zeros((height, width + 2), dtype=np.int32)
    np.cumsum(solid, axis=1, out=began[:, 1 : solid.shape[1] + 1])
    began[:, solid.shape[1] + 1 :] = began[:, solid.shape[1] : solid.shape[1] + 1]
    last = np.minimum(np.arange(width) + 1, width + 1)
    first = np.maximum(np.arange(width) + 1 - length, 0)
    return began[:, last] - began[:, first] > 0


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
