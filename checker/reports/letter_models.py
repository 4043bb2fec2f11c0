"""models/letters.yaml: how each finding is asked about, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from checker.entries import STRICT, Bilingual
from checker.knowledge import Knowledge
from checker.model_files import read_model

AUDIENCES = ("insurer", "supplier", "broker")
_FILE = "letters.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the questions for one reader."""

    __pydantic_config__ = STRICT

    to: str
    sender_blank: Bilingual
    recipient_blank: Bilingual
    subject: Bilingual
    subject_bare: Bilingual
    opening: Bilingual
    intro: Bilingual
    declared: Bilingual
    request: Bilingual
    closing: Bilingual
    greeting: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    __pydantic_config__ = STRICT

    id: str
    title: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A document that a letter may ask for."""

    __pydantic_config__ = STRICT

    id: str
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How the finding `code`, in its variant `when`, is asked about; `text` None: only `asks`."""

    __pydantic_config__ = STRICT

    code: str
    group: str
    when: str | None = None
    text: Bilingual | None = None
    to: tuple[str, ...] = AUDIENCES
    points: str | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterModels:
    """All of models/letters.yaml."""

    __pydantic_config__ = STRICT

    blank: Bilingual
    frames: tuple[Frame, ...]
    phrases: Mapping[str, Bilingual]
    groups: tuple[Group, ...]
    documents: tuple[Asked, ...]
    refusals: Mapping[str, Bilingual]
    items: tuple[Question, ...]
    unasked: tuple[str, ...]

    def frame(self, to: str) -> Frame:
        """Return the frame of a reader."""
        return next(frame for frame in self.frames if frame.to == to)

    def question(self, code: str, variants: tuple[str, ...]) -> Question | None:
        """Return the question of the first variant that has one, else the plain one."""
        mine = [item for item in self.items if item.code == code]
        for variant in (*variants, None):
            for item in mine:
                if item.when == variant:
                    return item
        return None


def load_letters(knowledge: Knowledge) -> LetterModels:
    """Return models/letters.yaml; raises InvalidKnowledge."""
    return _load(knowledge.root / _FILE, knowledge.digest)


@lru_cache(maxsize=2)
def _load(path: Path, digest: str) -> LetterModels:
    del digest  # a changed folder is another key
    return read_model(path, LetterModels)
