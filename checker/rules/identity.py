"""Whether a firm is the one that a document insures: by SIREN where both print it, else by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.domain import Facts, Party
from checker.text import fold

# Words of a name that identify nobody: legal forms and the particles around them.
_FORMS = frozenset(
    [
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "sci",
        "scop",
        "scs",
        "snc",
        "sel",
        "selarl",
        "selas",
        "se",
        "gmbh",
        "ltd",
        "llc",
        "plc",
        "inc",
        "spa",
        "srl",
        "bv",
        "nv",
        "ei",
        "eirl",
        "ag",
        "societe",
        "company",
        "entreprise",
        "monsieur",
        "madame",
        "m",
        "mme",
        "ste",
        "ets",
        "etablissements",
        "et",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "d",
        "l",
        "and",
        "the",
        "of",
    ]
)


# A parent company bears the name of its subsidiaries with one of these words.
_PARENT = frozenset(("groupe", "group", "holding", "holdings", "participations"))
_SIREN = re.compile(r"(?<!\d)\d{3}[ .\u00a0\u202f]?\d{3}[ .\u00a0\u202f]?\d{3}")


def parse_firm(firm: str) -> Party:
    """Return the party that a declared firm designates: its SIREN where one is given.

    >>> parse_firm("552 100 554").siren
    '552100554'
    """
    digits = _SIREN.search(firm)
    siren = re.sub(r"\D", "", digits[0]) if digits else None
    name = firm.replace(digits[0], " ") if digits else firm
    return Party(name=name.strip(" ,-()"), siren=siren, evidence=())


def is_insured(firm: Party, facts: Facts) -> bool:
    """Return True when `firm` is the policyholder or a listed insured of the document.

    A firm known only by its SIREN is taken for the holder of a document that prints none:
    nothing says the contrary, and the missing SIREN is reported.
    """
    parties = list(insured_parties(facts))
    if not words_of(firm.name) and all(party.siren is None for party in parties):
        return True
    return any(is_same(firm, party) for party in parties)


def is_shared(other: Facts, facts: Facts) -> bool:
    """Return True when the two documents insure one firm, however long they print its name."""
    return any(
        is_same(one, two) or is_same(two, one)
        for one in insured_parties(other)
        for two in insured_parties(facts)
    )


def is_same(firm: Party, party: Party) -> bool:
    """Return True when the two designate one firm: by SIREN where both have one, else by name."""
    if firm.siren is not None and party.siren is not None:
        return firm.siren == party.siren
    asked, printed = words_of(firm.name), words_of(party.name)
    # A short name stands for the long one, except for the parent company's.
    return bool(asked) and asked <= printed and not (printed - asked) & _PARENT


def words_of(name: str) -> frozenset[str]:
    """Return the words of a firm's name that identify it, folded.

    >>> sorted(words_of("NOVALIS Conseil, S.A.S."))
    ['conseil', 'novalis']
    """
    joined = re.sub(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?", lambda m: m[0].replace(".", ""), fold(name))
    words = re.findall(r"[a-z0-9]+", joined)
    return frozenset(word for word in words if word not in _FORMS) or frozenset(words)


def insured_parties(facts: Facts) -> Iterator[Party]:
    """Yield the policyholder and the additional insureds."""
    if facts.policyholder is not None:
        yield facts.policyholder
    yield from facts.additional_insureds
