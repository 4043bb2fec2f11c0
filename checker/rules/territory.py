"""Findings about place: countries of work that the printed territory leaves out.

Groups of states are those of 2026 (EU of twenty-seven, European Economic Area of thirty).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.domain import Finding, Severity, Territory
from checker.rules.request import Request
from checker.rules.validity import Source
from checker.rules.wording import build_finding

_EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_EEA = _EU | {"IS", "LI", "NO"}
# Geographical Europe, less the states that insurers leave out of it more often than not.
_EUROPE = _EEA | frozenset(
    ["CH", "GB", "MC", "AD", "SM", "VA", "AL", "BA", "ME", "MK", "RS", "MD", "XK"]
)
_DROM = frozenset(["GP", "MQ", "GF", "RE", "YT"])
_GROUPS = {
    "EU": _EU,
    "EEA": _EEA,
    "EUROPE": _EUROPE,
    "FR": frozenset({"FR"}),
    "FR-METRO": frozenset({"FR"}),
    "FR-DROM": _DROM,
}
_AMERICAN = frozenset(("US", "CA"))


def find_territory_findings(sources: Sequence[Source], request: Request) -> Iterator[Finding]:
    """Yield a gap for each country of work that no document in force answers for."""
    printed = [
        source.facts.territory
        for source in sources
        if source.counts and source.facts.territory is not None and _is_liability(source)
    ]
    if not printed:
        return
    if all(_is_outside("FR", territory) for territory in printed):
        yield _gap("FR", printed, request)
    for country in dict.fromkeys(code.upper() for code in request.declaration.countries):
        if country != "FR" and not any(is_inside(country, territory) for territory in printed):
            yield _gap(country, printed, request)


def is_inside(country: str, territory: Territory) -> bool:
    """Return True when the printed territory includes `country` and does not exclude it.

    >>> is_inside("RE", Territory(includes=("FR",), excludes=(), evidence=()))
    False
    """
    if _is_outside(country, territory):
        return False
    return any(area == "WORLD" or _holds(area, country) for area in territory.includes)


def _is_outside(country: str, territory: Territory) -> bool:
    return any(_holds(area, country) for area in territory.excludes)


def _holds(area: str, country: str) -> bool:
    return country in _GROUPS.get(area, frozenset({area}))


def _is_liability(source: Source) -> bool:
    families = source.facts.document.families
    return not families or any(family.startswith("rc.") for family in families)


def _gap(country: str, printed: Sequence[Territory], request: Request) -> Finding:
    excluded = any(_is_outside(country, territory) for territory in printed)
    key = f"country.{country}"
    name = request.messages.say(key) if key in request.messages else country
    return build_finding(
        request,
        "territory_gap",
        Severity.CRITICAL if excluded or country in _AMERICAN else Severity.HIGH,
        variant="excluded" if excluded else "silent",
        country=country,
        evidence=[item for territory in printed for item in territory.evidence],
        name=name,
    )
