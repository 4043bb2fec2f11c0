"""Contracts under a CCAG: the penalties it brings, the articles derogated from (§6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.domain import Finding, Severity
from checker.rules.contract.confrontation import Confrontation
from checker.rules.wording import build_finding
from checker.text import fold

# Articles of the CCAG-TIC that weigh on liability and insurance, by their first number.
DEROGATION = "burden.derogation"
_WEIGHING = {"8": "damage", "9": "insurance", "14": "penalties"}
# The CCAG whose penalties are a thousandth of the value a day.
_THOUSANDTH = re.compile(r"ccag[- .]?(?:tic|fcs)\b|information et de (?:la )?communication")


def brings_cap(both: Confrontation) -> bool:
    """Return True when a CCAG caps the penalties and the contract leaves its article 14 alone."""
    derogated = {_topic(c.form or "") for c in both.contract.burdens if c.id == DEROGATION}
    return bool(both.clauses("ct.ccag")) and "penalties" not in derogated


def find_public_findings(both: Confrontation) -> Iterator[Finding]:
    """Yield what a CCAG brings by mere reference, and what the contract takes out of it."""
    articles = [c for c in both.contract.burdens if c.id == DEROGATION and c.form]
    frames = both.clauses("ct.ccag")
    if frames and not both.clauses("ct.penalites"):
        quoted = fold(" ".join(e.quote for c in frames for e in c.evidence))
        yield build_finding(
            both.request, "penalties_uninsured", Severity.HIGH, clause="ct.ccag",
            variant="ccag" if _THOUSANDTH.search(quoted) else "ccag_other",
            legal=("c_civ.1231-5",), evidence=[e for c in frames for e in c.evidence],
        )  # fmt: skip
    weighing = [c for c in articles if _topic(c.form or "") is not None]
    if articles:
        names = both.request.messages
        topics = dict.fromkeys(_topic(c.form or "") for c in weighing)
        yield build_finding(
            both.request, "ccag_derogation", Severity.MEDIUM if weighing else Severity.LOW,
            variant="weighing" if weighing else "", clause="ct.ccag",
            evidence=[e for c in articles for e in c.evidence],
            articles=", ".join(c.form or "" for c in articles),
            topics=", ".join(names.say(f"part.ccag.{topic}") for topic in topics if topic),
        )  # fmt: skip


def _topic(article: str) -> str | None:
    return _WEIGHING.get(article.split(".")[0])
