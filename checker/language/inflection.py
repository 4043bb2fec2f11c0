"""Light stemming of French and English words, for matching only.

Both sides of every comparison are stemmed by the same rules, so a stem need not be a
word; it must only bring together the plural, the feminine and the printed variants of a
word and keep different words apart.
"""

from __future__ import annotations

from functools import lru_cache

# Below this length an ending is part of the word ("gaz", "bus", "vie", "tri").
_SHORTEST_STEM = 3
# From this length a word in -ise or -use is taken for a participle ("prise", "cause" are not).
_PARTICIPLE = 6


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded word; numbers and short words come back unchanged.

    >>> stem("confiees"), stem("confie"), stem("reseaux"), stem("reseau")
    ('confi', 'confi', 'reseau', 'reseau')
    >>> stem("activities"), stem("activity"), stem("nationaux"), stem("national")
    ('activiti', 'activiti', 'national', 'national')
    """
    if len(word) <= _SHORTEST_STEM or not word.isalpha():
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    if word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    feminine = word[-1] == "e"
    while len(word) > _SHORTEST_STEM and word[-1] == "e":
        word = word[:-1]
    # acquis(e), compris(e), inclus(e): the masculine has lost its s as a plural would.
    if feminine and len(word) >= _PARTICIPLE and word.endswith(("is", "us")):
        word = word[:-1]
    if word[-1] == "y":
        word = word[:-1] + "i"
    # nn, ll doubled by the feminine: professionnel(le), moyen(ne).
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] in "nlts":
        word = word[:-1]
    return word
