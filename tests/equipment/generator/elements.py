"""What a page is made of, before it is a PDF or a Word file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `style` is body, title, heading, right, small or bold."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    glyph: str = "•"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A row of one cell runs over the whole width; `spans` are merged cells
    (first row, first column, last row, last column); `header` rows repeat on each page,
    unless `repeat` is off. A cell is indented by the tabs it begins with; `right`: columns
    set to the right; `tight`: columns that nearly touch; `drawn`: ticks drawn as lines."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    ruled: bool = True
    header: int = 1
    spans: tuple[tuple[int, int, int, int], ...] = ()
    repeat: bool = True
    right: tuple[int, ...] = ()
    tight: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Leader:
    """A label and a value joined by dots."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Break:
    """The next column or page."""


Element = Text | Bullets | Grid | Leader | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole document; its text is set in `font` (Helvetica or Times-Roman)."""

    elements: tuple[Element, ...]
    header: str = ""
    footer: str = ""
    columns: int = 1
    font: str = "Helvetica"
    size: float = 9.5
    watermark: str = ""


def text_of(page: Page) -> str:
    """Return every word of a document, one element a line."""
    lines: list[str] = []
    for element in page.elements:
        match element:
            case Text():
                lines.append(element.text)
            case Bullets():
                lines += element.items
            case Leader():
                lines += [element.left, element.right]
            case Grid():
                lines += [cell.lstrip("\t") for row in element.rows for cell in row]
            case _:
                pass
    return "\n".join(lines)
