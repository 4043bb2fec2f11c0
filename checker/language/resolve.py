"""From a person's words to ids of activities: ids, prefixes, NAF codes, names, free text.

>>> from checker.knowledge import load_knowledge
>>> resolve_activities("it.run.hosting, 62.01Z", load_knowledge())
('it.run.hosting', 'it.build.dev')
"""

from __future__ import annotations

import difflib
import re

from checker.entries import ActivityEntry
from checker.errors import UnknownActivity
from checker.knowledge import Knowledge
from checker.language.analyser import matchers_of
from checker.language.patterns import ContentWords
from checker.text import fold

_BETWEEN_ITEMS = re.compile(r"[,;\n]")
_NAF = re.compile(r"(?:(?:code\s*)?(?:naf|ape)\s*:?\s*)?(\d{2})\.?\s?(\d{2})\s?([a-z])")
_ID = re.compile(r"it(?:\.[a-z_]+)*(?:\.\*)?")
_WORD = re.compile(r"[a-z0-9]+")
# How many neighbours an error names, and how alike they must be (difflib's ratio).
_NEAREST = 3
_ALIKE = 0.5
# Letters of a word that tell it from another whatever its ending ("héberger", "hébergement").
_STEM_LETTERS = 6


def resolve_activities(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the ids that `text` names, in order; raises UnknownActivity on a word not known."""
    found: list[str] = []
    for item in _BETWEEN_ITEMS.split(text):
        if item.strip():
            found += _resolve(item.strip(), knowledge)
    return tuple(dict.fromkeys(found))


def _resolve(item: str, knowledge: Knowledge) -> tuple[str, ...]:
    activities = knowledge.activities
    if item in activities:
        return (item,)
    found = _by_prefix(item, knowledge) or _by_code(item, knowledge) or _by_name(item, knowledge)
    found = found or _by_words(item, knowledge) or _by_first_words(item, knowledge)
    if not found:
        raise UnknownActivity(
            f"no activity {item!r}", given=item, nearest=nearest_activities(item, knowledge)
        )
    return found


def nearest_activities(text: str, knowledge: Knowledge) -> str:
    """Return the activities whose names are most like `text`, each "id (label)"."""
    wanted = fold(text)
    words = set(_WORD.findall(wanted))
    scored = sorted(
        ((_likeness(wanted, words, entry), entry) for entry in knowledge.activities.values()),
        key=lambda pair: -pair[0],
    )[:_NEAREST]
    alike = [entry for score, entry in scored if score >= _ALIKE] or [e for _, e in scored]
    return ", ".join(f"{entry.id} ({entry.label.fr})" for entry in alike)


def _by_prefix(item: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the activities of a group: "it.run.*", "it.run", "run"."""
    folded = fold(item)
    if not _ID.fullmatch(folded) or folded == "it":
        return ()
    stem = folded.removesuffix(".*")
    return tuple(i for i in knowledge.activities if i == stem or i.startswith(f"{stem}."))


def _by_code(item: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what a NAF code suggests; the letter tells its nomenclature."""
    match = _NAF.fullmatch(fold(item))
    if match is None:
        return ()
    entry = knowledge.naf.get(f"{match[1]}.{match[2]}{match[3].upper()}")
    return entry.activities if entry else ()


def _by_name(item: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the activity whose id, label or alias is `item`."""
    wanted = _named(item)
    for entry in knowledge.activities.values():
        if wanted in (_named(name) for name in _names(entry)):
            return (entry.id,)
    return ()


def _by_words(item: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what the matcher that reads documents reads in `item`."""
    hits = matchers_of(knowledge)["activities"].find(ContentWords(item))
    return tuple(dict.fromkeys(hit.id for hit in hits))


def _by_first_words(item: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the one activity a name of which begins with the words of `item`."""
    stems = [word[:_STEM_LETTERS] for word in _WORD.findall(fold(item))]
    if not stems or len(stems[0]) < _STEM_LETTERS:
        return ()
    found = {
        entry.id
        for entry in knowledge.activities.values()
        for name in _names(entry)[1:]
        if [w[:_STEM_LETTERS] for w in _WORD.findall(fold(name))][: len(stems)] == stems
    }
    return tuple(found) if len(found) == 1 else ()


def _named(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _names(entry: ActivityEntry) -> tuple[str, ...]:
    return (entry.id, entry.label.fr, entry.label.en, *entry.aliases)


def _likeness(wanted: str, words: set[str], entry: ActivityEntry) -> float:
    best = 0.0
    for name in map(fold, _names(entry)):
        shared = words & set(_WORD.findall(name))
        whole = difflib.SequenceMatcher(None, wanted, name).ratio()
        best = max(best, whole, len(shared) / max(1, len(words)))
    return best
