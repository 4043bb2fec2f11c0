"""Golden reports of the samples: they change only by --update, in a commit that shows the diff."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from checker.domain import Declaration, Report
from checker.knowledge import Knowledge
from checker.model_files import samples_root
from checker.reports.letter import build_letters
from checker.reports.letter_text import build_text
from checker.reports.wording import Wording
from checker.service import Source, check

FOLDER = Path(__file__).parent
CASES = {
    "esn": (("attestation_esn.pdf",), ("it.build.dev", "it.run.hosting"), "2026-06-01"),
    "agence_web": (("attestation_agence_web.pdf",), ("it.build.web",), "2026-11-01"),
    "lettre": (("attestation_lettre.pdf",), ("it.training",), "2026-05-04"),
    "hebergeur": (("attestation_hebergeur.pdf",), ("it.run.hosting",), "2026-09-15"),
    "avis": (("avis_echeance.pdf",), ("it.build.dev",), "2026-11-10"),
    "contrat": (
        ("contrat_hebergement.docx", "attestation_hebergeur.pdf"),
        ("it.run.hosting",),
        "2026-10-15",
    ),
}


def checked(case: str, knowledge: Knowledge) -> Report:
    names, activities, day = CASES[case]
    sources = [Source(name=n, data=(samples_root() / n).read_bytes()) for n in names]
    declaration = Declaration(activities=activities, as_of=dt.date.fromisoformat(day))
    return check(sources, declaration, knowledge)


def report_of(case: str, knowledge: Knowledge) -> Any:
    report = TypeAdapter(Report).dump_python(checked(case, knowledge), mode="json")
    # The digest names the vocabulary of the day; boxes move with a version of PDFium.
    report["engine"] = None
    return without_boxes(report)


def without_boxes(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_boxes(v) for k, v in value.items() if k not in ("boxes", "sha256")}
    return [without_boxes(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", list(CASES))
def test_golden_report(case: str, knowledge: Knowledge, request: pytest.FixtureRequest) -> None:
    path = FOLDER / f"{case}.report.json"
    got = report_of(case, knowledge)
    if request.config.getoption("--update"):
        path.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(path.read_text(encoding="utf-8"))


LETTERS = {"esn": "insurer", "contrat": "supplier"}


@pytest.mark.parametrize("case", list(LETTERS))
def test_golden_letter(case: str, knowledge: Knowledge, request: pytest.FixtureRequest) -> None:
    path = FOLDER / f"{case}.letter.txt"
    letters = build_letters(checked(case, knowledge), Wording(knowledge, "fr"), to=LETTERS[case])
    got = build_text(letters)
    if request.config.getoption("--update"):
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")


def test_golden_update_is_off_in_ci(request: pytest.FixtureRequest) -> None:
    assert not (os.environ.get("CI") and request.config.getoption("--update"))
