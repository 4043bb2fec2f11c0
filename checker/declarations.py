"""What is asked, from words to a Declaration: activities, minimums, countries, the day.

Whatever cannot be understood raises an InvalidRequest that carries what was given and
the nearest things that exist, so that the next try succeeds.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from checker.domain import Declaration, Side
from checker.entries import Entry
from checker.errors import (
    InvalidDate,
    InvalidLoss,
    InvalidMinimum,
    InvalidRequest,
    UnknownCountry,
    UnknownProtection,
)
from checker.knowledge import Knowledge
from checker.readers.docx_declaration import StoredDeclaration
from checker.text import fold

_Parsed = TypeVar("_Parsed")

_WORD = re.compile(r"[a-z0-9]+")
_ISO_COUNTRY = re.compile(r"[A-Z]{2}")
# How many neighbours an error names, and how alike they must be (difflib's ratio).
_NEAREST = 3
_ALIKE = 0.6


def build_declaration(
    knowledge: Knowledge,
    *,
    activities: Iterable[str] = (),
    minimums: Iterable[str] = (),
    profile: str | None = None,
    as_of: dt.date,
    language: str = "fr",
    firm: str | None = None,
    countries: Iterable[str] = (),
    side: str | None = None,
) -> Declaration:
    """Return what is asked; raises the InvalidRequest of the first thing not understood."""
    if profile:
        knowledge.profile(profile)
    return Declaration(
        activities=parse_activities(activities, knowledge),
        minimums=tuple(parse_minimum(text, knowledge) for text in minimums if text.strip()),
        profile=profile or None,
        as_of=as_of,
        language=language,
        firm=(firm or "").strip() or None,
        countries=tuple(parse_country(text, knowledge) for text in countries if text.strip()),
        side=Side.BUYER if side == Side.BUYER else Side.SUPPLIER,
    )


def with_stored(
    declaration: Declaration, stored: StoredDeclaration | None, knowledge: Knowledge
) -> Declaration:
    """Return `declaration`, completed by what a document remembers where it declares nothing.

    What the document remembers and nobody understands any more is left out.
    """
    if stored is None or declaration.activities:
        return declaration
    profile = stored.profile if stored.profile in knowledge.profiles else None
    return replace(
        declaration,
        activities=_understood(stored.activities, lambda t: parse_activities((t,), knowledge)),
        minimums=declaration.minimums
        or _understood(stored.minimums, lambda t: (parse_minimum(t, knowledge),)),
        profile=declaration.profile or profile,
    )


def parse_activities(texts: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the ids that texts such as "hébergement, it.build.dev" declare, in order."""
    from checker.language.resolve import resolve_activities

    found = [i for text in texts for i in resolve_activities(text, knowledge)]
    return tuple(dict.fromkeys(found))


def parse_minimum(text: str, knowledge: Knowledge) -> tuple[str, Decimal]:
    """Return the protection and the euros of "rc.dinc=500000" or "rc.dinc=500 k€"."""
    identifier, separator, printed = (part.strip() for part in text.partition("="))
    if not separator or not identifier or not printed:
        raise InvalidMinimum(f"{text!r} is not PROTECTION=AMOUNT", given=text)
    protections = knowledge.protections
    known = identifier if identifier in protections else _by_name(identifier, protections)
    if known is None:
        raise UnknownProtection(
            f"no protection {identifier!r}",
            given=identifier,
            nearest=_nearest(identifier, protections),
        )
    return known, _parse_euros(printed, given=text)


def parse_loss(text: str) -> Decimal:
    """Return the euros of "80000", "80 000 €" or "80 k€"; raises InvalidLoss."""
    try:
        return _parse_euros(text.strip(), given=text)
    except InvalidMinimum as problem:
        raise InvalidLoss(f"{text!r} is no amount of euros", given=text) from problem


def parse_country(text: str, knowledge: Knowledge) -> str:
    """Return the ISO alpha-2 code of a country given by its code or its name."""
    given = text.strip()
    if _ISO_COUNTRY.fullmatch(given.upper()):
        return given.upper()
    territories = knowledge.plain["territories"]
    named = _by_name(given, territories) or next(
        iter(_matched(given, "territories", knowledge)), ""
    )
    if not named:
        raise UnknownCountry(
            f"no country {given!r}", given=given, nearest=_nearest(given, territories)
        )
    return named


def parse_day(text: str) -> dt.date:
    """Return the day of "2026-06-01", "01/06/2026" or "1er juin 2026"."""
    from checker.values.dates import find_dates

    given = text.strip()
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        spans = find_dates(given)
    if len(spans) == 1 and spans[0].start == 0 and spans[0].end == len(given):
        return spans[0].date
    raise InvalidDate(f"{text!r} is no day", given=text)


def _understood(
    texts: Iterable[str], parse: Callable[[str], tuple[_Parsed, ...]]
) -> tuple[_Parsed, ...]:
    found: list[_Parsed] = []
    for text in texts:
        with contextlib.suppress(InvalidRequest):
            found += parse(text)
    return tuple(dict.fromkeys(found))


def _parse_euros(printed: str, *, given: str) -> Decimal:
    from checker.values.amounts import find_amounts

    bare = printed if re.search(r"[^\W\d_]|€|\$|£", printed) else f"{printed} €"
    if re.fullmatch(r"[\d\s.,]+[kKmM]", printed):
        bare = f"{printed}€"
    spans = find_amounts(bare)
    if len(spans) != 1 or spans[0].start != 0 or spans[0].end != len(bare):
        raise InvalidMinimum(f"{given!r} is not PROTECTION=AMOUNT", given=given)
    amount = spans[0].amount
    if amount.currency != "EUR" or amount.value <= 0:
        raise InvalidMinimum(f"{given!r} is no amount of euros", given=given)
    return amount.value


def _matched(text: str, family: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what the matcher that reads documents reads in `text`."""
    from checker.language.analyser import matchers_of
    from checker.language.patterns import ContentWords

    hits = matchers_of(knowledge)[family].find(ContentWords(text))
    return tuple(dict.fromkeys(hit.id for hit in hits))


def _by_name(text: str, entries: Mapping[str, Entry]) -> str | None:
    """Return the entry whose id, label or alias is `text`, whatever its case and accents."""
    wanted = fold(text).strip()
    for entry in entries.values():
        if wanted in (fold(name) for name in _names(entry)):
            return entry.id
    return None


def _nearest(text: str, entries: Mapping[str, Entry]) -> str:
    """Return the names most like `text`, each "id (label)"."""
    wanted = fold(text)
    words = set(_WORD.findall(wanted))

    def likeness(entry: Entry) -> float:
        return max(_likeness(wanted, words, fold(name)) for name in _names(entry))

    scored = sorted(entries.values(), key=likeness, reverse=True)[:_NEAREST]
    alike = [entry for entry in scored if likeness(entry) >= _ALIKE] or scored
    return ", ".join(f"{entry.id} ({entry.label.fr})" for entry in alike)


def _likeness(wanted: str, words: set[str], name: str) -> float:
    shared = words & set(_WORD.findall(name))
    whole = difflib.SequenceMatcher(None, wanted, name).ratio()
    return max(whole, len(shared) / max(1, len(words)) if shared else 0.0)


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.id, entry.label.fr, entry.label.en, *entry.aliases)
