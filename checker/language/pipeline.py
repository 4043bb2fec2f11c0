"""The light spaCy pipelines: one tokenizer rule, no model, ready in milliseconds.

`spacy.blank("fr")` compiles a regular expression of 1.4 million characters (3 s). Terms
and documents only need the same cut on both sides: words, numbers and single signs.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from checker.language.inflection import stem
from checker.text import fold

# An acronym printed with stops ("R.C.", "T.M.A") is one word, as without them.
# So is a word with an optional ending in brackets ("activité(s)", "assuré(e)(s)").
_TOKEN = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?|[^\W_]+"
    r"|(?<=[^\W\d_])(?:\((?:s|es?|x|nes?|les?|aux)\)){1,2}|\n|[^\w\s]|_"
)

FRENCH_GLUE = frozenset(
    ["de", "d", "du", "des", "la", "le", "les", "l", "un", "une", "au", "aux", "a"]
)
ENGLISH_GLUE = frozenset(["the", "of", "a", "an"])
GLUE = FRENCH_GLUE | ENGLISH_GLUE

# Signs a term never has to spell out: "mise-en-service", "l'hébergement", "n°", "client(s)".
_SILENT = frozenset("-'\"°•·▪*■●○➢")
# Signs that end a piece of sentence: no term and no gap crosses them.
_STRONG = frozenset(".;:!?\n")
BOUNDARY = "§"
PAUSE = ","


class _Words:
    """spaCy tokenizer: words, numbers, single signs and newlines."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            words.append(match[0])
            spaces.append(match.end() < len(text) and text[match.end()] == " ")
        return Doc(self.vocab, words=words, spaces=spaces)


class LightFrench(Language):
    """French, tokenizer only."""

    lang = "fr"
    Defaults = type("FrenchDefaults", (BaseDefaults,), {"stop_words": set(FRENCH_GLUE)})


class LightEnglish(Language):
    """English, tokenizer only."""

    lang = "en"
    Defaults = type("EnglishDefaults", (BaseDefaults,), {"stop_words": set(ENGLISH_GLUE)})


@cache
def pipeline(language: str) -> Language:
    """Return the light pipeline of "fr" or "en"; both share their vocabulary of strings."""
    nlp = (LightEnglish if language == "en" else LightFrench)(_shared_vocab())
    nlp.tokenizer = _Words(nlp.vocab)
    return nlp


@cache
def _shared_vocab() -> Vocab:
    return Vocab()


def content_words(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the stems of `text` that carry meaning, and the span of each.

    Glue words and silent signs are left out; strong punctuation becomes BOUNDARY, every
    other sign PAUSE, so that a term that spells neither cannot cross them.
    """
    stems: list[str] = []
    spans: list[tuple[int, int]] = []
    folded = fold(text)
    previous = "par"
    for match in _TOKEN.finditer(folded):
        word, before, previous = match[0], previous, match[0]
        if (word in GLUE and not _is_year(word, before)) or word in _SILENT:
            continue
        if word[0] == "(" and len(word) > 1:
            continue
        if word in _STRONG:
            # "3.000.000" and "L.124-5": a stop between digits or initials ends nothing.
            if word == "." and _is_inner_stop(folded, match.start()):
                continue
            word = BOUNDARY
        elif not word[0].isalnum():
            word = word if word in "&%€£$+" else PAUSE
        else:
            word = stem(word.replace(".", ""))
        stems.append(word)
        spans.append(match.span())
    return stems, spans


# What stands before "an" where it is a year, not an English article ("par an", "1 an").
_BEFORE_YEAR = frozenset(["par", "/", "et", "ou", "chaque", "un", "l", "par-", "d"])


def _is_year(word: str, before: str) -> bool:
    return word == "an" and (before in _BEFORE_YEAR or before.isdecimal())


# Short forms whose full stop ends no sentence.
_SHORT_FORM = re.compile(
    r"(?:\b(?:art|al|cf|ref|tel|max|min|mini|maxi|av|bd|no|ass|assur|civ|com|cass|etc|imm|immat"
    r"|cons|conséc|consec|dom|prof|resp|inc|ltd|co|st|ste|mme|mlle|dr|env|approx|compl|suppl|hs)"
    r"|\b[a-z]|\b\d{1,3})$"
)


def _is_inner_stop(folded: str, position: int) -> bool:
    after = folded[position + 1 : position + 2]
    if after and not after.isspace():
        return True
    return bool(_SHORT_FORM.search(folded, max(0, position - 8), position)) and bool(after)
