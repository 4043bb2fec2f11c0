"""The numbers that Word prints before paragraphs: "1.2", "Article 3", "b)", bullets.

ECMA-376-1, 17.9: a paragraph names an instance and a level; the instance names an abstract
list, whose counters all its instances share unless one starts afresh.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.readers.docx_package import Element, W, is_on, number, value
from checker.readers.docx_styles import indent_of

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Beyond this a roman number or a row of letters is an attack, not a number.
_MAX_SPELT = 5000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an abstract list."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None
    indent: float | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph: `text` is empty for a bullet."""

    text: str
    bullet: bool
    level: int
    indent: float | None


@dataclass(frozen=True, slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """The lists of a document with their running counters."""

    def __init__(self, root: Element | None) -> None:
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._instances: dict[int, _Instance] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[int] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        links: dict[str, str] = {}
        targets: dict[str, str] = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            identifier = element.get(f"{W}abstractNumId", "")
            self._abstracts[identifier] = {
                index: _level(level)
                for level in element.iterchildren(f"{W}lvl")
                if (index := number(level.get(f"{W}ilvl"))) is not None
            }
            if link := value(element, f"{W}numStyleLink"):
                links[identifier] = link
            if target := value(element, f"{W}styleLink"):
                targets[target] = identifier
        for identifier, link in links.items():
            if link in targets and not self._abstracts[identifier]:
                self._abstracts[identifier] = self._abstracts[targets[link]]
        for element in root.iterchildren(f"{W}num"):
            identifier = number(element.get(f"{W}numId"))
            if identifier is not None:
                self._instances[identifier] = _instance(element)

    def level_of_style(self, instance_id: int, style: str | None) -> int:
        """Return the level that a list gives to a paragraph style, 0 where it gives none."""
        instance = self._instances.get(instance_id)
        if instance is None or style is None:
            return 0
        for index, level in self._abstracts.get(instance.abstract, {}).items():
            if level.style == style:
                return index
        return 0

    def next(self, instance_id: int, index: int) -> Label | None:
        """Count one paragraph and return its label; None when no such list exists."""
        instance = self._instances.get(instance_id)
        if instance is None or not 0 <= index < LEVELS:
            return None
        levels = self._abstracts.get(instance.abstract, {}) | instance.levels
        level = levels.get(index)
        if level is None:
            return None
        counters = self._counters.setdefault(instance.abstract, [None] * LEVELS)
        if instance_id not in self._used:
            self._used.add(instance_id)
            for at, start in instance.starts.items():
                counters[at] = start - 1
        counters[index] = level.start if counters[index] is None else (counters[index] or 0) + 1
        for deeper in range(index + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and index < restart):
                counters[deeper] = None
        return Label(
            text="" if level.form == "bullet" else _text(level, levels, counters),
            bullet=level.form == "bullet",
            level=index + 1,
            indent=level.indent,
        )


def _level(element: Element) -> Level:
    return Level(
        form=value(element, f"{W}numFmt") or "decimal",
        text=value(element, f"{W}lvlText") or "",
        start=_whole(value(element, f"{W}start"), 1),
        restart=number(value(element, f"{W}lvlRestart")),
        legal=bool(is_on(element.find(f"{W}isLgl"))),
        suffix=value(element, f"{W}suff") or "tab",
        style=value(element, f"{W}pStyle"),
        indent=indent_of(element.find(f"{W}pPr")),
    )


def _instance(element: Element) -> _Instance:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterchildren(f"{W}lvlOverride"):
        index = number(override.get(f"{W}ilvl"))
        if index is None or not 0 <= index < LEVELS:
            continue
        start = number(value(override, f"{W}startOverride"))
        if start is not None:
            starts[index] = start
        level = override.find(f"{W}lvl")
        if level is not None:
            levels[index] = _level(level)
    return _Instance(value(element, f"{W}abstractNumId") or "", starts, levels)


def _whole(text: str | None, otherwise: int) -> int:
    found = number(text)
    return otherwise if found is None else found


def _text(level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
    def printed(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, Level())
        count = counters[at]
        # Word prints 0 for a level that no paragraph has opened yet.
        shown = other.start - 1 if count is None else count
        return spelt(shown, "decimal" if level.legal and other.form != "none" else other.form)

    return (
        ""
        if level.form == "none" and "%" not in level.text
        else _PLACEHOLDER.sub(printed, level.text).strip()
    )


def spelt(count: int, form: str) -> str:
    """Return `count` in a number format of Word.

    >>> spelt(4, "upperRoman"), spelt(28, "lowerLetter"), spelt(3, "decimalZero")
    ('IV', 'bb', '03')
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("upperRoman", "lowerRoman") and 0 < count < _MAX_SPELT:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < count < _MAX_SPELT:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "ordinal":
        return "1er" if count == 1 else f"{count}e"
    return str(count)


def _roman(count: int) -> str:
    result = ""
    for unit, letters in _ROMAN:
        times, count = divmod(count, unit)
        result += letters * times
    return result
