"""A figure of a scan that was read with a doubt is never taken for sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import make_document

from checker.assembly.facts import assemble
from checker.domain import (
    Declaration,
    Document,
    ProtectionResult,
    ProtectionState,
    Run,
)
from checker.knowledge import Knowledge
from checker.rules import assess

LINES = """# Attestation d'assurance responsabilité civile professionnelle
Nous soussignés, Mutuelle Alpine, attestons que la société LUMEN CONSEIL SAS est titulaire du contrat n° 123 456 789.
Activités garanties : développement de logiciels.
Dommages immatériels non consécutifs : 500 000 € par sinistre.
Fait à Lyon, le 05/01/2025.
La présente attestation est valable du 01/01/2025 au 31/12/2026.
"""


def scanned(doubtful: str) -> Document:
    """Return LINES as a scan in which the figures of `doubtful` are uncertain."""
    document = make_document(LINES, scan=True)
    start = document.text.index(doubtful)
    end = start + len(doubtful)
    runs: list[Run] = []
    for run in document.runs:
        if run.start <= start < run.end:
            pieces = ((run.start, start, 96.0), (start, end, 40.0), (end, run.end, 96.0))
            runs += [
                replace(run, start=a, end=b, confidence=trust) for a, b, trust in pieces if a < b
            ]
        else:
            runs.append(replace(run, confidence=96.0))
    return replace(document, runs=tuple(runs))


def dinc(document: Document, knowledge: Knowledge, minimum: int | None) -> ProtectionResult:
    minimums = (("rc.dinc", Decimal(minimum)),) if minimum else ()
    declaration = Declaration(
        activities=("it.build.dev",), minimums=minimums, as_of=dt.date(2026, 6, 1)
    )
    report = assess([assemble(document, knowledge)], declaration, knowledge)
    return next(result for result in report.protections if result.id == "rc.dinc")


@pytest.mark.parametrize(
    ("doubtful", "minimum", "state"),
    [
        pytest.param("Lyon", 300_000, ProtectionState.EVIDENCED, id="no figure in doubt"),
        pytest.param("500 000", 300_000, ProtectionState.UNCLEAR, id="minimum"),
        pytest.param("500 000", 900_000, ProtectionState.UNCLEAR, id="higher minimum"),
        pytest.param("500 000", None, ProtectionState.EVIDENCED_NO_AMOUNT, id="nothing asked"),
        pytest.param("31/12/2026", None, ProtectionState.UNCLEAR, id="last day"),
    ],
)
def test_rules_doubtful_figures_approve_nothing(
    doubtful: str, minimum: int | None, state: ProtectionState, knowledge: Knowledge
) -> None:
    result = dinc(scanned(doubtful), knowledge, minimum)
    assert result.state is state
    assert result.evidence
    if state is not ProtectionState.EVIDENCED and "500" in doubtful:
        assert result.found_amount is None


def test_rules_doubtful_amount_is_said(knowledge: Knowledge) -> None:
    facts = assemble(scanned("500 000"), knowledge)
    assert [line.doubtful for line in facts.guarantees if line.id == "rc.dinc"] == [True]
    why = dinc(scanned("500 000"), knowledge, 300_000).why
    assert "doute" in why
