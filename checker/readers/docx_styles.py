"""Styles of a Word document: what a paragraph and a run look like once styles are resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from checker.readers.docx_package import Element, W, is_on, number, value

_HEADING_NAME = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])$")
_TOC_NAME = re.compile(r"(?:toc|tm|table of figures|index)(?: ?\d| heading|$)")
# A style may be based on another; a longer chain than Word itself can write is a loop.
_MAX_CHAIN = 30
# Word's own limit for visible text is 1 pt; half-points.
_TINY_HALF_POINTS = 3
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How a run prints; None: not stated here."""

    bold: bool | None = None
    half_points: int | None = None
    vanish: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    caps: bool | None = None
    font: str | None = None

    @property
    def size(self) -> float | None:
        """The size in points."""
        return None if self.half_points is None else self.half_points / 2

    @property
    def unseen(self) -> bool:
        """True when nobody sees the run whatever its ground is."""
        return bool(self.vanish) or (
            self.half_points is not None and self.half_points <= _TINY_HALF_POINTS
        )


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A resolved paragraph style; `outline` is 0 for the first level of headings."""

    look: Look = field(default_factory=Look)
    outline: int | None = None
    number_id: int | None = None
    number_level: int | None = None
    indent: float | None = None
    name: str = ""
    shaded: bool = False
    number_style: str | None = None

    @property
    def is_contents(self) -> bool:
        """True for a line of a table of contents."""
        return bool(_TOC_NAME.match(self.name))


class Styles:
    """The styles part of a package; every answer is resolved along `basedOn`."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._base = Look()
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, Look] = {}
        if root is None:
            return
        for element in root.iterchildren(f"{W}style"):
            identifier = element.get(f"{W}styleId")
            if identifier is None:
                continue
            self._elements.setdefault(identifier, element)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in (
                "1", "true", "on",
            ):  # fmt: skip
                self._default = identifier
        self._base = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def paragraph(self, identifier: str | None) -> ParagraphStyle:
        """Return the paragraph style of an id; that of a plain paragraph for None."""
        identifier = identifier if identifier in self._elements else self._default
        if identifier not in self._paragraphs:
            self._paragraphs[identifier] = self._paragraph(identifier)
        return self._paragraphs[identifier]

    def _paragraph(self, identifier: str | None) -> ParagraphStyle:
        style = ParagraphStyle(look=self._base)
        for each in reversed(self._chain(identifier)):
            element = self._elements[each]
            properties = element.find(f"{W}pPr")
            name = (value(element, f"{W}name") or "").lower()
            named = _HEADING_NAME.match(name)
            outline = number(value(properties, f"{W}outlineLvl"))
            if outline is None and named:
                outline = int(named[1]) - 1
            if outline is None and name in ("title", "titre"):
                outline = 0
            number_id = number(value(properties, f"{W}numPr/{W}numId"))
            number_level = number(value(properties, f"{W}numPr/{W}ilvl"))
            indent = indent_of(properties)
            style = ParagraphStyle(
                look=over(look_of(element.find(f"{W}rPr")), style.look),
                outline=style.outline if outline is None else outline,
                number_id=style.number_id if number_id is None else number_id,
                number_level=style.number_level if number_level is None else number_level,
                indent=style.indent if indent is None else indent,
                name=name,
                shaded=style.shaded or is_shaded(properties),
                number_style=style.number_style if number_id is None else each,
            )
        if style.outline is not None and style.outline >= _BODY_LEVEL:
            style = replace(style, outline=None)
        return style

    def character(self, identifier: str | None) -> Look:
        """Return the look that a character style gives."""
        if identifier is None or identifier not in self._elements:
            return Look()
        if identifier not in self._characters:
            look = Look()
            for each in reversed(self._chain(identifier)):
                look = over(look_of(self._elements[each].find(f"{W}rPr")), look)
            self._characters[identifier] = look
        return self._characters[identifier]

    def sets_off_first_row(self, identifier: str | None) -> bool:
        """Return True when a table style prints its first row as a header."""
        for each in self._chain(identifier):
            for part in self._elements[each].iterchildren(f"{W}tblStylePr"):
                if part.get(f"{W}type") == "firstRow":
                    bold = is_on(part.find(f"{W}rPr/{W}b"))
                    return bool(bold) or is_shaded(part.find(f"{W}tcPr"))
        return False

    def _chain(self, identifier: str | None) -> list[str]:
        chain: list[str] = []
        while identifier is not None and identifier in self._elements:
            if identifier in chain or len(chain) == _MAX_CHAIN:
                break
            chain.append(identifier)
            identifier = value(self._elements[identifier], f"{W}basedOn")
        return chain

    def run(self, properties: Element | None, base: Look) -> Look:
        """Return the look of a run with these properties in a paragraph of look `base`."""
        if properties is None or not len(properties):
            return base
        look = over(self.character(value(properties, f"{W}rStyle")), base)
        return over(look_of(properties), look)


def over(upper: Look, lower: Look) -> Look:
    """Return `lower` with what `upper` states put over it."""
    if upper == _NOTHING:
        return lower
    return Look(
        lower.bold if upper.bold is None else upper.bold,
        lower.half_points if upper.half_points is None else upper.half_points,
        lower.vanish if upper.vanish is None else upper.vanish,
        lower.white if upper.white is None else upper.white,
        lower.shaded if upper.shaded is None else upper.shaded,
        lower.caps if upper.caps is None else upper.caps,
        lower.font if upper.font is None else upper.font,
    )


_NOTHING = Look()


def look_of(properties: Element | None) -> Look:
    """Return what a w:rPr states itself."""
    if properties is None:
        return _NOTHING
    bold = size = vanish = white = shaded = caps = font = None
    for child in properties:
        tag = child.tag
        if tag == f"{W}b":
            bold = is_on(child)
        elif tag == f"{W}sz":
            size = number(child.get(f"{W}val"))
        elif tag == f"{W}vanish":
            vanish = is_on(child)
        elif tag == f"{W}color":
            white = (child.get(f"{W}val") or "").upper() == "FFFFFF"
        elif tag == f"{W}shd":
            shaded = _fills(child)
        elif tag == f"{W}highlight":
            shaded = child.get(f"{W}val") not in (None, "none", "white")
        elif tag == f"{W}caps":
            caps = is_on(child)
        elif tag == f"{W}rFonts":
            font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi")
    return Look(bold, size, vanish, white, shaded, caps, font)


def _fills(shading: Element) -> bool:
    fill = (shading.get(f"{W}fill") or "auto").lower()
    pattern = shading.get(f"{W}val") or "clear"
    return fill not in ("auto", "ffffff") or pattern not in ("clear", "nil")


def is_shaded(properties: Element | None) -> bool:
    """Return True when a paragraph, cell or table has a ground of its own."""
    if properties is None:
        return False
    shading = properties.find(f"{W}shd")
    return shading is not None and _fills(shading)


def indent_of(properties: Element | None) -> float | None:
    """Return the indent in points of the first line that a w:pPr states."""
    indent = None if properties is None else properties.find(f"{W}ind")
    if indent is None:
        return None
    left = number(indent.get(f"{W}left") or indent.get(f"{W}start")) or 0
    first = number(indent.get(f"{W}firstLine")) or 0
    hanging = number(indent.get(f"{W}hanging")) or 0
    return (left + first - hanging) / 20
