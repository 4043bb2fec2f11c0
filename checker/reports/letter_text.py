"""Letters as plain text: one paragraph a line, ready to paste into a message."""

from __future__ import annotations

from collections.abc import Iterable

from checker.reports.letter import Item, Letter

# Between two letters: what a printer takes for a new page.
_NEW_PAGE = "\f\n"


def build_text(letters: Iterable[Letter]) -> str:
    """Return letters one after the other."""
    return _NEW_PAGE.join(_text(letter) for letter in letters)


def _text(letter: Letter) -> str:
    parts = [
        "\n".join(letter.sender),
        "\n".join(letter.recipient),
        letter.date,
        letter.subject,
        letter.opening,
        *letter.intro,
    ]
    number = 0
    for section in letter.sections:
        parts.append(section.title.upper())
        for item in section.items:
            number += 1
            parts.append(_item(number, item))
    if letter.documents:
        listed = "\n".join(f"– {document}" for document in letter.documents)
        parts += [letter.documents_title.upper(), listed]
    parts += [*letter.closing, "\n".join(letter.signature)]
    return "\n\n".join(parts) + "\n"


def _item(number: int, item: Item) -> str:
    indent = "   "
    points = [f"{indent}– {point}" for point in item.points]
    passages = [f"{indent}{item.passages}"] if item.passages else []
    return "\n".join((f"{number}. {item.text}", *points, *passages))
