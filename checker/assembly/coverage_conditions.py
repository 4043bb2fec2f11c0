"""Conditions set on whole covers: "Les garanties des volets A et B ne sont acquises que si :".

A line under such a condition is granted under it (corpus/SCHEMA.md convention 11); what is
said of one line is read with that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.assembly.coverage_lines import Line
from checker.assembly.sections import covers_in
from checker.domain import Block, BlockKind, GuaranteeStatus
from checker.language import Analysis, Sentence

__all__ = ["apply_conditions"]

_SUBJECT = re.compile(
    r"\b(?:(?:les|ces|toutes les|l'ensemble des|vos|la|cette|votre|all|the|this) )"
    r"(?:presentes? )?(?:garanties?|couvertures?|cover|coverage|insuring clauses?|insurance)\b"
    r"([^.;:]{0,90}?)\b"
    r"(?:n(?:e |')(?:sont|est|seront|sera) (?:acquis|accord|garanti|du|valabl|appliqu)\w*"
    r" (?:que|qu')"
    r"|ne (?:s'exercent?|jouent?|s'appliquent?|produi\w+)[^.;:]{0,20} (?:que|qu')"
    r"|(?:est|sont|sera|seront) (?:expressement |strictement )?(?:subordonnee?s?|conditionnee?s?)"
    r"|(?:est|sont) (?:acquis|accord)\w* (?:a |sous )(?:la )?(?:seule )?(?:condition|reserve)"
    r"|(?:is|are|shall be) (?:only |strictly )?(?:conditional|subject to)"
    r"|(?:applies|apply|operates?) only (?:if|where|when|provided))"
)
# What makes no condition of cover: the premium, the choice of options, the law.
_NO_CONDITION = re.compile(
    r"\b(?:primes?|cotisations?|premium|encaissement|souscri\w+|mentionnee?s?|shown in|selected"
    r"|schedule|franchises?|declarees?|reclamations? (?:est|sont|a ete|soit)|claims? (?:is|are)"
    r"|delai|limites?|limits?|activites?)\b"
)
_PART = r"(?:volets?|sections?|chapitres?|parties?|modules?|titres?|rubriques?|parts?|clauses?)"
_PARTS = re.compile(
    _PART + r" ((?:[a-z]|\d{1,2}|[ivx]{1,4})(?:(?:,| et| ou| and| or| a| to|,? &) "
    r"(?:les |" + _PART + r" )?(?:[a-z]|\d{1,2}|[ivx]{1,4}))*)\b"
)
_TITLE = re.compile(r"\W*(?:insuring )?" + _PART + r" ([a-z]|\d{1,2}|[ivx]{1,4})\b")


@dataclass(frozen=True, slots=True)
class _Condition:
    start: int
    end: int
    covers: tuple[str, ...]
    parts: frozenset[str]


def apply_conditions(analysis: Analysis, lines: Sequence[Line]) -> list[Line]:
    """Return the lines, granted ones with the condition that the text sets on their cover."""
    conditions = [
        found
        for sentence in analysis.sentences
        if (found := _condition(analysis, sentence)) is not None
    ]
    if not conditions:
        return list(lines)
    titles = _titles(analysis)
    return [_with(line, conditions, titles) for line in lines]


def _condition(analysis: Analysis, sentence: Sentence) -> _Condition | None:
    if sentence.block.kind in (BlockKind.FURNITURE, BlockKind.CELL):
        return None
    match = _SUBJECT.search(analysis.folded, sentence.start, sentence.end)
    if match is None:
        return None
    start, end = sentence.start, _end_of_list(analysis, sentence)
    if _NO_CONDITION.search(analysis.folded, match.end(), end):
        return None
    if analysis.hits_in("protections", match.start(1), match.end(1)):
        return None
    covers = covers_in(analysis, match.start(1), match.end(1))
    named = _PARTS.search(match[1])
    if named is None and not covers and match[1].strip(" ,") and not _WHOLE.match(match[1]):
        return None
    parts = re.findall(r"\b(?:[a-z]|\d{1,2}|[ivx]{1,4})\b", named[1]) if named else ()
    return _Condition(start, end, covers, frozenset(parts))


# "Les garanties du présent contrat", "ci-dessus": all of them.
_WHOLE = re.compile(
    r"\s*(?:du present contrat|du contrat|de la presente police|ci-dessus|ci-apres|accordees?"
    r"|souscrites|of this policy|under this policy|cyber)\s*$"
)


def _end_of_list(analysis: Analysis, sentence: Sentence) -> int:
    """Return the end of the sentence, or of the list that it announces."""
    if not analysis.document.text[: sentence.end].rstrip().endswith(":"):
        return sentence.end
    end = sentence.end
    for block in analysis.document.blocks:
        if block.start < sentence.end or block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            break
        end = block.end
    return end


def _titles(analysis: Analysis) -> list[tuple[int, str]]:
    """Return where parts of the document begin that are named by a letter or a number."""
    found: list[tuple[int, str]] = []
    for block in analysis.document.blocks:
        match = _TITLE.match(analysis.folded, block.start, block.end)
        if match and _is_title(block):
            found.append((block.start, match[1]))
    return found


def _is_title(block: Block) -> bool:
    return block.end - block.start <= _LONGEST_TITLE and block.kind is not BlockKind.FURNITURE


_LONGEST_TITLE = 110


def _with(line: Line, conditions: Iterable[_Condition], titles: Sequence[tuple[int, str]]) -> Line:
    if line.condition is not None or line.status is GuaranteeStatus.NOT_SUBSCRIBED:
        return line
    part = next((name for start, name in reversed(titles) if start <= line.start), None)
    for condition in conditions:
        if condition.covers and line.section not in condition.covers:
            continue
        if condition.parts and part not in condition.parts:
            continue
        return replace(line, condition=(condition.start, condition.end))
    return line
