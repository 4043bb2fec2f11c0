"""Lines become paragraphs, list items and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.domain import BlockKind
from checker.readers.pdf_drafts import Draft
from checker.readers.pdf_geometry import Rule, median
from checker.readers.pdf_lines import Line
from checker.readers.pdf_tables import VALUE

# A list begins with a bullet, or with a number or letter of its own.
_BULLET = re.compile(r"^(?:[•●▪■◦‣∙·○◆➔→✓✗✔✘☐☒☑»*]|[-–—])$")
_BULLET_HEAD = re.compile(r"^[•●▪■◦‣∙➔☐☒☑]\w")
_NUMBER = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-hA-H]|[ivxIVX]{1,5})[.)°]|\(\d{1,2}\)|\d{1,2}/|\d{1,2}°)$"
)
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?$")
_HEAD_WORD = re.compile(
    r"^(?:article|art\.|titre|chapitre|section|annexe|volet|clause|schedule)$", re.I
)
# The name of a company, a postal town: capitals that head nothing.
_ADDRESS = re.compile(r"^\d{5} |\b(?:SARL|S\.A\.R\.L\.?|SASU?|SA|EURL|SCOP|SNC|LTD|PLC|LLP)\)?$")
_ENDS_SENTENCE = (".", ";", ":", "!", "?", "…")
# A line that ends so is not the end of a paragraph.
OPEN_ENDS = (",", "’", "'", "(", "«")
_OPEN_FRENCH = (
    "de du des d la le les l à au aux et ou par pour en sur sous dans avec un une que qui ce "
    "cette ces son sa ses n°"
)
_OPEN_ENGLISH = "the of and or to in by for with a on at"
OPEN_WORDS = frozenset(f"{_OPEN_FRENCH} {_OPEN_ENGLISH}".split())
# "Biens confiés : 50 000 € par sinistre": an entry that is complete; what begins the next one.
_ENTRY = re.compile(r"^[^:;]{3,110}? ?: (?P<value>[^:;]{1,110})$")
_NEXT_ENTRY = re.compile(r"(?:[A-ZÀ-Ý]|dont\b|y compris\b)")
_UNIT = re.compile(r"(?:[kM]?€|euros?\b|EUR\b|%)")
_MAX_HEADING = 110
_LEADING_EM = 1.95


def paragraphs(lines: Sequence[Line], rules: Sequence[Rule] = (), *, body: float) -> list[Draft]:
    """Return the blocks of lines that are read one after the other.

    `body` is the size of the running text of the document.
    """
    rows = _level_lines(lines)
    if not rows:
        return []
    right = max(row[-1].x1 for row in rows)
    left = min(row[0].x0 for row in rows)
    groups: list[list[list[Line]]] = []
    for row in rows:
        if groups and _continues(groups[-1], row, left, right, rules):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_draft(group, left, body) for group in groups]


def _level_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the pieces of lines grouped by baseline, top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda i: (i.base, i.x0)):
        if rows and abs(rows[-1][0].base - line.base) <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda i: i.x0)
    return rows


def marker_of(row: Sequence[Line]) -> str | None:
    """Return the list marker that begins a line, None where there is none."""
    first = row[0].words[0]
    several = len(row) > 1 or len(row[0].words) > 1
    text = first.text
    if several and (_BULLET.match(text) or _NUMBER.match(text) or _SECTION_NUMBER.match(text)):
        return text
    return text[0] if _BULLET_HEAD.match(text) else None


def _continues(
    group: list[list[Line]], row: list[Line], left: float, right: float, rules: Sequence[Rule]
) -> bool:
    last = group[-1]
    one, two = last[0], row[0]
    gap = two.base - one.base
    size = max(one.size, two.size)
    if gap > _LEADING_EM * size or abs(one.size - two.size) > 0.12 * size:
        return False
    if len(group) > 1 and gap > 1.22 * (one.base - group[-2][0].base):
        return False
    if any(
        r.horizontal
        and one.base + 0.5 < r.at < two.base - 0.6 * two.size
        and r.start < two.x1
        and r.end > two.x0
        and not _underlines(r, last)
        for r in rules
    ):
        return False
    marker = marker_of(row)
    if marker == "»" and _quotes(group):
        return True
    if marker and not (marker in "-–—" and not _listed(group, row)):
        return False
    before, after = last[-1].words[-1].text, two.words[0].text
    if one.bold != two.bold and len(last) == len(row) == 1 and not after[:1].islower():
        return False
    if _HEAD_WORD.match(after) and two.bold:
        return False
    if _UNIT.match(after) and before[-1:].isdigit():
        return True
    if begins_entry(two.text, " ".join(line.text for row in group for line in row)):
        return False
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].isalpha():
        return True
    if after[:1].islower() and not before.endswith((".", ";")):
        return True
    if len(group) > 2:
        ends = [r[-1].x1 for r in group]
        if max(ends) - min(ends) < 2.5:
            right = max(ends)
    room = right - last[-1].x1
    needed = two.words[0].x1 - two.words[0].x0 + 0.2 * size
    indent = two.x0 - one.x0
    centred = abs((one.x0 + last[-1].x1) / 2 - (two.x0 + row[-1].x1) / 2) < 2.5 and abs(indent) > 2
    if centred:
        return (
            room > 0
            and one.bold == two.bold
            and gap <= 1.5 * size
            and before[-1:] not in _ENDS_SENTENCE
        )
    if room > needed:
        return False
    hanging = len(group) == 1 and (marker_of(group[0]) is not None or indent < 0)
    flush_right = abs(row[-1].x1 - last[-1].x1) < 1.5 and abs(indent) > 3
    if flush_right and min(one.x0, two.x0) - left > 0.35 * (right - left):
        return False
    lines = [*group, row]
    if before.lower().endswith(OPEN_ENDS) or before.lower() in OPEN_WORDS:
        return abs(indent) <= 1.2 * size or hanging
    if right - min(r[0].x0 for r in lines) < 260 and not _justified(lines, right):
        several = all(not r[0].text[:1].islower() for r in lines)
        if several and max(len(r[0].words) for r in lines) <= 6:
            return False
    return abs(indent) <= 1.2 * size or hanging


def _underlines(rule: Rule, row: Sequence[Line]) -> bool:
    """Return True for a stroke right under words of a line: emphasis, which parts nothing."""
    near = rule.at <= row[0].base + _UNDERLINE_EM * row[0].size
    reach = 0.5 * row[0].size
    return near and row[0].x0 - reach <= rule.start and rule.end <= row[-1].x1 + reach


# An underline lies this close below its baseline; the rule of a table stands further off.
_UNDERLINE_EM = 0.2


def begins_entry(text: str, above: str) -> bool:
    """Return True when `above` is a label with its whole value, and `text` begins another one."""
    found = _ENTRY.match(above) if _NEXT_ENTRY.match(text) else None
    last = above.split()[-1].lower()
    return (
        found is not None
        and VALUE.search(found["value"]) is not None
        and found["value"].count("(") == found["value"].count(")")
        and not last.endswith(OPEN_ENDS)
        and last not in OPEN_WORDS
    )


def _quotes(group: list[list[Line]]) -> bool:
    """Return True when a quotation that the lines open is still to be closed."""
    text = "".join(line.text for row in group for line in row)
    return text.count("«") > text.count("»")


def _justified(rows: list[list[Line]], right: float) -> bool:
    return len(rows) > 2 and all(right - r[-1].x1 < 2.5 for r in rows[:-1])


def _listed(group: list[list[Line]], row: list[Line]) -> bool:
    """Return True when a dash begins an item rather than a line of a sentence."""
    return (
        marker_of(group[0]) is not None
        or abs(row[0].x0 - group[-1][0].x0) > 3
        or group[-1][-1].words[-1].text.endswith((*_ENDS_SENTENCE, ","))
    )


def _draft(group: list[list[Line]], left: float, body: float) -> Draft:
    words = tuple(tuple(w for line in row for w in line.words) for row in group)
    first = group[0][0]
    marker = marker_of(group[0])
    draft = Draft(
        kind=BlockKind.PARAGRAPH,
        lines=words,
        page=first.words[0].page,
        indent=round(max(0.0, first.x0 - left), 1),
    )
    level = heading_level(draft, group, marker, body)
    if level is not None:
        return replace(draft, kind=BlockKind.HEADING, level=level)
    if marker is not None:
        depth = 1 + (marker.strip(".").count(".") if _SECTION_NUMBER.match(marker) else 0)
        return replace(draft, kind=BlockKind.LIST_ITEM, level=depth)
    return draft


def heading_level(
    draft: Draft, group: list[list[Line]], marker: str | None, body: float
) -> int | None:
    """Return the level of a heading, None for a block that is none."""
    text = " ".join(w.text for w in draft.words)
    if len(text) > _MAX_HEADING or len(group) > 3 or text.endswith((".", ";", ",")):
        return None
    if not any(map(str.isalpha, text)) or _has_figures(text) or _ADDRESS.search(text):
        return None
    if text.split()[-1].lower() in OPEN_WORDS:
        return None
    size = draft.size
    if size >= 1.28 * body:
        return 1
    letters = [c for c in text if c.isalpha()]
    capitals = len(letters) > 5 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
    if marker and marker not in "-–—•●▪◦☐☒✓✗" and (draft.bold or capitals):
        return 2 + marker.strip(".").count(".")
    if marker and not capitals:
        return None
    if draft.bold or capitals:
        return 2 if size >= 1.1 * body or capitals else 3
    return None


def _has_figures(text: str) -> bool:
    return sum(map(str.isdigit, text)) > 8 or "€" in text


def body_size(lines: Sequence[Line]) -> float:
    """Return the size of most letters of a document."""
    sizes: dict[float, int] = {}
    for line in lines:
        for word in line.words:
            sizes[round(word.size, 1)] = sizes.get(round(word.size, 1), 0) + len(word.text)
    return max(sizes, key=lambda s: sizes[s]) if sizes else median([], 10.0)
