"""Documents of one policy belong together; amounts of distinct policies never do.

An attestation, the special and the general conditions of one contract are read as one;
two contracts stay apart, and the better of them answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.rules.validity import Source
from checker.text import fold


def group_by_policy(sources: Sequence[Source]) -> list[list[Source]]:
    """Return the sources that count today, those of one policy together, in document order."""
    groups: list[list[Source]] = []
    loose: list[Source] = []
    for source in sources:
        if not source.counts:
            continue
        if source.general:
            loose.append(source)
            continue
        known = next((group for group in groups if _is_one_policy(group, source)), None)
        if known is None:
            groups.append([source])
        else:
            known.append(source)
    for source in loose:
        # General conditions print no policy number: they join the only contract there is,
        # or that of the same insurer.
        home = (
            groups[0]
            if len(groups) == 1
            else next((group for group in groups if _insurers(group) & _insurers([source])), None)
        )
        if home is None:
            groups.append([source])
        else:
            home.append(source)
    return groups


def _is_one_policy(group: list[Source], source: Source) -> bool:
    return bool(_numbers(group) & _numbers([source]))


def _numbers(sources: list[Source]) -> set[str]:
    return {
        re.sub(r"[^a-z0-9]", "", fold(number.value))
        for source in sources
        for number in source.facts.policy_numbers
    }


def _insurers(sources: list[Source]) -> set[str]:
    return {fold(insurer.value) for source in sources for insurer in source.facts.insurers}
