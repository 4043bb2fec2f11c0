"""Money, dates and registration numbers as documents print them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}

Money = Callable[[int], str]


def money_style(rng: random.Random, currency: str) -> Money:
    """Return how one document prints its amounts."""
    if currency == "EUR":
        return rng.choice(
            [
                lambda n: f"{_grouped(n, chr(0x20))} €",
                lambda n: f"{_grouped(n, chr(0xA0))} €",
                lambda n: f"{_grouped(n, chr(0x20))} euros",
                lambda n: f"{_grouped(n, '.')} €",
                lambda n: f"{_grouped(n, chr(0x20))},00 €",
                lambda n: f"{_grouped(n, chr(0x20))} EUR",
                lambda n: f"EUR {_grouped(n, chr(0x20))}",
                lambda n: f"{n // 1000} k€" if n >= 10_000 else f"{_grouped(n, chr(0x20))} €",
            ]
        )
    sign = {"GBP": "£", "USD": "$"}[currency]
    return rng.choice(
        [lambda n: f"{sign}{_grouped(n, ',')}", lambda n: f"{currency} {_grouped(n, ',')}"]
    )


def in_letters(n: int) -> str:
    """Return a French whole number in letters.

    >>> in_letters(1_500_000), in_letters(300_000), in_letters(2_000)
    ('un million cinq cent mille', 'trois cent mille', 'deux mille')
    """
    parts: list[str] = []
    millions, rest = divmod(n, 1_000_000)
    thousands, rest = divmod(rest, 1000)
    if millions:
        parts.append(f"{_hundreds(millions, True)} million{'s' if millions > 1 else ''}")
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_hundreds(thousands, False)} mille")
    if rest or not parts:
        parts.append(_hundreds(rest, True))
    return " ".join(parts)


def euros_in_letters(n: int) -> str:
    """Return "un million d’euros", "trois cent mille euros"."""
    return f"{in_letters(n)} {'d’' if n % 1_000_000 == 0 else ''}euros"


def date_style(rng: random.Random, language: str) -> Callable[[dt.date], str]:
    """Return how one document prints its dates."""
    names = _MONTHS[language].split()
    if language == "en":
        return rng.choice(
            [
                lambda d: f"{d.day} {names[d.month - 1]} {d.year}",
                lambda d: f"{d.day:02} {names[d.month - 1]} {d.year}",
                lambda d: (
                    f"{d:%d/%m/%Y}" if d.day > 12 else f"{d.day} {names[d.month - 1]} {d.year}"
                ),
            ]
        )
    return rng.choice(
        [
            lambda d: f"{d:%d/%m/%Y}",
            lambda d: f"{d:%d.%m.%Y}",
            lambda d: f"{d:%d-%m-%Y}",
            lambda d: f"{'1er' if d.day == 1 else d.day} {names[d.month - 1]} {d.year}",
        ]
    )


def siren(rng: random.Random) -> str:
    """Return nine digits whose checksum holds."""
    return _checked(str(rng.randint(30_000_000, 93_999_999)))


def siret(rng: random.Random, company: str) -> str:
    """Return fourteen digits of one establishment of a company."""
    return _checked(f"{company}{rng.randint(1, 40):04}")


def spaced(number: str, rng: random.Random) -> str:
    """Return a number with or without its usual spaces.

    >>> spaced("812345676", random.Random(2))
    '812 345 676'
    """
    if rng.random() < 0.3:
        return number
    head = " ".join(number[i : i + 3] for i in range(0, 9, 3))
    return f"{head} {number[9:]}".strip()


def _checked(body: str) -> str:
    return next(f"{body}{digit}" for digit in range(10) if _luhn(f"{body}{digit}"))


def _luhn(number: str) -> bool:
    doubled = (int(c) * (2 if i % 2 else 1) for i, c in enumerate(reversed(number)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _grouped(n: int, mark: str) -> str:
    return f"{n:,}".replace(",", mark)


def _hundreds(n: int, last: bool) -> str:
    hundreds, rest = divmod(n, 100)
    words: list[str] = []
    if hundreds:
        plural = "s" if hundreds > 1 and not rest and last else ""
        words.append("cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent{plural}")
    if rest or not hundreds:
        words.append(_below_hundred(rest, last))
    return " ".join(words)


def _below_hundred(n: int, last: bool) -> str:
    if n < 17:
        return _UNITS[n]
    if n < 20:
        return f"dix-{_UNITS[n - 10]}"
    tens, rest = divmod(n, 10)
    if tens in (7, 9):
        tens, rest = tens - 1, rest + 10
    if tens == 8:
        return f"quatre-vingt-{_below_hundred(rest, last)}" if rest else f"quatre-vingt{'s' * last}"
    if rest in (1, 11):
        return f"{_TENS[tens]} et {_UNITS[rest]}"
    return f"{_TENS[tens]}-{_below_hundred(rest, last)}" if rest else _TENS[tens]
