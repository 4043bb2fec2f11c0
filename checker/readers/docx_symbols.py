"""Signs printed with a pictorial font (Wingdings and its family) as Unicode signs.

Only what changes the meaning is told apart - ticked, not ticked, an arrow -; every other
sign of such a font is an ornament and becomes a bullet.
"""

from __future__ import annotations

TICKED = "☒"
UNTICKED = "☐"

_WINGDINGS = {
    0x6C: "•", 0x6E: "•", 0x6F: UNTICKED, 0x70: UNTICKED, 0x71: UNTICKED, 0x72: UNTICKED,
    0x78: TICKED, 0xA7: "•", 0xA8: UNTICKED, 0xFB: "✗", 0xFC: "✓", 0xFD: TICKED, 0xFE: TICKED,
    0xE0: "→", 0xE8: "→", 0xF0: "→",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: UNTICKED, 0x30: UNTICKED, 0x35: UNTICKED, 0xA3: UNTICKED, 0x4F: "✗", 0x50: "✓",
    0x51: TICKED, 0x52: TICKED, 0x53: TICKED, 0x54: TICKED,
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: UNTICKED, 0x67: "•", 0x72: "✗"}
_SYMBOL = {
    0xA0: "€", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
    "zapfdingbats": {0x33: "✓", 0x34: "✓", 0x6F: UNTICKED, 0x71: UNTICKED, 0x38: "✗"},
    "symbol": _SYMBOL,
}  # fmt: skip


def is_pictorial(font: str | None) -> bool:
    """Return True when the letters of `font` are pictures."""
    return font is not None and font.strip().lower() in _FONTS


def sign(character: str, font: str | None) -> str:
    """Return the sign that `character` prints in `font`.

    >>> sign("\\uf0fe", "Wingdings"), sign("o", "Wingdings"), sign("\\uf0b7", None)
    ('☒', '☐', '•')
    """
    code = ord(character)
    private = 0xF000 <= code <= 0xF0FF
    known = _FONTS.get((font or "").strip().lower())
    if known is None and not private:
        return character
    code &= 0xFF
    if known is None:
        # Word keeps the code of the font in the private area when the font is not stated.
        return _WINGDINGS.get(code) or _SYMBOL.get(code) or "•"
    if code in known:
        return known[code]
    if known is _SYMBOL:
        return chr(code) if 0x20 <= code < 0x7F and not chr(code).isalpha() else "•"
    return " " if code == 0x20 else "•"


def printed(text: str, font: str | None) -> str:
    """Return `text` with the signs that it prints in `font`."""
    if is_pictorial(font) or any("\uf000" <= character <= "\uf0ff" for character in text):
        return "".join(sign(character, font) for character in text)
    return text
