"""Recognition of characters: Tesseract's command line, else rapidocr, both optional.

Each engine gives words with boxes in pixels and a confidence from 0 to 100.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from checker.readers.scan_bitmap import Grey, PixelBox

# The languages of the product, as Tesseract names them.
_LANGUAGES = ("fra", "eng")
_PAGE_SECONDS = 40
# A sign that is no letter or digit and that the engine doubts is a speck.
_SPECK_CONFIDENCE = 25.0
# So is one that is smaller than this part of the height of a word in both directions.
_SPECK_SIDE = 0.25
# A letter is at least this part of the median height of the words of its page.
_SPECK_HEIGHT = 0.35
# Words read with less are texture. No more is dropped: a word in which the engine had little
# trust ("d'hébergement", 25) was right, and what it excludes must not be lost.
_NOISE_CONFIDENCE = 5.0
_ORIENTATION = re.compile(r"^Rotate: (\d+)", re.MULTILINE)
_ORIENTATION_TRUST = re.compile(r"^Orientation confidence: ([\d.]+)", re.MULTILINE)
_MIN_ORIENTATION_TRUST = 1.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """One word of a bitmap; words of one `line` stand on one baseline."""

    text: str
    box: PixelBox
    confidence: float
    line: int


# (pixels, dpi, whether they are one block of lines instead of a page)
Engine: TypeAlias = Callable[[Grey, int, bool], list[Recognised]]


def find_engine() -> Engine | None:
    """Return the engine that this system has, the better first; None without any."""
    if tesseract() is not None and languages():
        return recognise_by_tesseract
    if importlib.util.find_spec("rapidocr") is not None:
        return recognise_by_rapidocr
    return None


def tesseract() -> str | None:
    """Return the path of Tesseract's command, None where it is not installed."""
    return shutil.which("tesseract")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return those of our languages that Tesseract has data for."""
    listed = _run(["--list-langs"], b"", seconds=10)
    present = set(listed.split())
    return tuple(language for language in _LANGUAGES if language in present)


def recognise_by_tesseract(pixels: Grey, dpi: int, block: bool) -> list[Recognised]:
    """Return the words that Tesseract reads, in its order."""
    mode = "6" if block else "3"
    arguments = ["stdin", "stdout", "-l", "+".join(languages()), "--dpi", str(dpi), "--psm", mode]
    table = _run([*arguments, "tsv"], _portable(pixels), seconds=_PAGE_SECONDS)
    words: list[Recognised] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != "5":
            continue
        left, top = float(row["left"]), float(row["top"])
        box = (left, top, left + float(row["width"]), top + float(row["height"]))
        line = row["block_num"], row["par_num"], row["line_num"]
        number = lines.setdefault(line, len(lines))
        words.append(Recognised(row["text"] or "", box, float(row["conf"]), number))
    return kept(words)


def quarter_turns(pixels: Grey) -> int:
    """Return by how many quarters, clockwise, a page must be turned; 0 where unsure."""
    if tesseract() is None:
        return 0
    found = _run(["stdin", "stdout", "--psm", "0", "-l", "osd"], _portable(pixels), seconds=20)
    rotate, trust = _ORIENTATION.search(found), _ORIENTATION_TRUST.search(found)
    if rotate is None or trust is None or float(trust[1]) < _MIN_ORIENTATION_TRUST:
        return 0
    return int(rotate[1]) // 90 % 4


def _portable(pixels: Grey) -> bytes:
    height, width = pixels.shape
    return b"P5 %d %d 255\n" % (width, height) + pixels.tobytes()


def _run(arguments: Sequence[str], stdin: bytes, *, seconds: float) -> str:
    """Return what Tesseract prints; nothing when it fails or takes too long."""
    command = tesseract()
    if command is None:
        return ""
    try:
        done = subprocess.run(
            [command, *arguments],
            input=stdin,
            capture_output=True,
            timeout=seconds,
            check=False,
            # Its threads cost more than they gain (measured: +50 % of processor time).
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace")


@lru_cache(maxsize=1)
def _rapid() -> Any:
    from rapidocr import RapidOCR  # pyright: ignore[reportMissingImports]

    # It tells where it finds its models; a report has no use for that.
    return RapidOCR(params={"Global.log_level": "warning"})


def recognise_by_rapidocr(pixels: Grey, dpi: int, block: bool) -> list[Recognised]:
    """Return the words that rapidocr reads; it boxes lines, which are cut at their blanks."""
    del dpi, block
    result = _rapid()(np.stack([pixels] * 3, axis=-1))
    words: list[Recognised] = []
    if result.boxes is None:
        return words
    read = zip(result.boxes, result.txts, result.scores, strict=True)
    for number, (corners, text, score) in enumerate(read):
        across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        line = (min(across), min(down), max(across), max(down))
        words += _cut(text, line, float(score) * 100, number)
    return kept(words)


def _cut(text: str, line: PixelBox, confidence: float, number: int) -> list[Recognised]:
    """Return the words of a line, each with its share of the box."""
    x0, top, x1, bottom = line
    unit = (x1 - x0) / max(len(text), 1)
    return [
        Recognised(
            match[0],
            (x0 + match.start() * unit, top, x0 + match.end() * unit, bottom),
            confidence,
            number,
        )
        for match in re.finditer(r"\S+", text)
    ]


def kept(words: Sequence[Recognised]) -> list[Recognised]:
    """Return the words that are words, with the usual confusions of one sign put right."""
    heights = sorted(word.box[3] - word.box[1] for word in words)
    usual = heights[len(heights) // 2] if heights else 0.0
    return [
        replace(word, text=_put_right(word.text.strip()))
        for word in words
        if _is_printed(word, usual)
    ]


def _is_printed(word: Recognised, usual: float) -> bool:
    """Return False for dust, texture and what is left of a ruling; `usual` is a height."""
    text = word.text.strip()
    x0, top, x1, bottom = word.box
    if not text or text in _BORDERS:
        return False
    if any(map(str.isalnum, text)):
        # Dust before an amount was read as a digit.
        tall = bottom - top >= _SPECK_HEIGHT * usual
        # "000€" left out would make 40 of 40 000: a second reading decides on figures.
        group = _FIGURES.match(text) is not None and bottom - top >= _GROUP_HEIGHT * usual
        return tall and (word.confidence >= _NOISE_CONFIDENCE or group)
    small = max(x1 - x0, bottom - top) < _SPECK_SIDE * usual
    return word.confidence >= _SPECK_CONFIDENCE and not small


_FIGURES = re.compile(r"\d{3}")
_GROUP_HEIGHT = 0.7
# What is left of a ruling, read as a sign.
_BORDERS = frozenset(("|", "||", "¦", "_", "__", "‘|", "|_", "[", "]", "{", "}", "~"))
# No French or English word is spelt "ler": it is the ordinal of a date.
_ORDINALS = {"ler": "1er", "Ler": "1er", "Jer": "1er", "l°": "1°"}


# A speck between an amount and its currency.
_SPECKED_AMOUNT = re.compile(r"(?<=\d)[-—_·‘'~]+(?=€$)")


# Dust before a word.
_LEADING_DUST = re.compile(r"^[‘`´'*~^°\"](?=[^\W\d_]{2}[^‘`´'*~^°\"]*$)")


def _put_right(text: str) -> str:
    text = _SPECKED_AMOUNT.sub("", _ORDINALS.get(text, text))
    return _LEADING_DUST.sub("", text)
