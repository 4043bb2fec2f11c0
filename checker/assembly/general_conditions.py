"""Where the general conditions of a policy begin: they declare no activity of the insured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.domain import Block, BlockKind
from checker.language import Analysis

__all__ = ["HEADING_CHARACTERS", "find_general_conditions", "is_title"]

# A heading or label is short.
HEADING_CHARACTERS = 90
# Under how many of the first titles the kind of a document is printed.
_TITLES = 6
_GENERAL = re.compile(r"\W*(?:titre \w+\W+)?conditions generales\b")
_SPECIAL = re.compile(
    r"\W*(?:titre \w+\W+)?(?:vos )?(?:conditions? (?:generales et )?particulieres?|dispositions"
    r" particulieres|schedule|certificate|attestation|declarations?\b|avenant|projet|proposition)"
)


def find_general_conditions(analysis: Analysis, blocks: Sequence[Block]) -> int | None:
    """Return where general conditions begin: 0 where nothing else is printed, None for none."""
    if _is_general_alone(analysis, blocks):
        return 0
    for block in blocks:
        text = analysis.folded[block.start : block.end]
        if len(text) <= HEADING_CHARACTERS and _GENERAL.match(text):
            # A cover page names them too; what follows the special conditions counts.
            earlier = analysis.hits_in("activities", 0, block.start)
            if earlier and block.start > len(analysis.folded) // 10:
                return block.start
    return None


_BRACKETS = re.compile(r"\([^()]*\)")


def is_title(analysis: Analysis, block: Block) -> bool:
    """Return True for a heading, or a short line that ends no sentence and no item."""
    text = analysis.document.text[block.start : block.end].rstrip()
    bare = _BRACKETS.sub("", text).strip()
    if bare.isupper():
        # "DESCRIPTION OF OPERATIONS (ACORD 101 may be attached …)": brackets lengthen no caption.
        text = bare
    return block.kind is BlockKind.HEADING or (
        len(text) <= HEADING_CHARACTERS and not text.endswith((".", ";", ",", ":"))
    )


def _is_general_alone(analysis: Analysis, blocks: Sequence[Block]) -> bool:
    """Return True for general conditions without the special ones that declare activities."""
    titles = [analysis.folded[b.start : b.end] for b in blocks if is_title(analysis, b)]
    general = any(_GENERAL.match(text) for text in titles[:_TITLES])
    return general and not any(_SPECIAL.match(text) for text in titles)
