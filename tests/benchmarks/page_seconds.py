"""Prints what long documents cost: seconds, ratio to bare extraction, memory by pages.

    python tests/benchmarks/page_seconds.py

A contract of 30 pages (Word and PDF), conditions of 50, 150 and 300 pages, one scanned page.
Each document is checked the way the command line does, in a process of its own. Processor
seconds are printed beside the clock: on a busy machine only they compare.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "unit")]

RUNS = 3
WORDS_A_PAGE = 450
# What each may cost on two cores, in seconds.
_HELD = {
    "contract 30.docx": 2.0,
    "contract 30.pdf": 2.0,
    "conditions 150.pdf": 8.0,
    "scan.pdf": 4.0,
}
_FILLERS = (
    "Les dispositions du présent article s’appliquent pendant toute la durée du contrat et "
    "complètent celles des conditions particulières, auxquelles il convient de se reporter.",
    "L’assuré déclare tout changement par lettre recommandée dans les quinze jours où il en a "
    "connaissance ; l’assureur en accuse réception et peut proposer un nouveau taux de prime.",
    "Le comité de suivi se réunit chaque mois, examine les indicateurs et consigne ses décisions "
    "dans un compte rendu que les parties approuvent à la réunion suivante.",
    "Toute notification est faite par écrit à l’adresse indiquée en tête des présentes, et prend "
    "effet au jour de sa première présentation par les services postaux.",
    "Chaque partie désigne un interlocuteur qui dispose du pouvoir de décider et qui tient à jour "
    "la liste des personnes habilitées à accéder aux locaux et aux systèmes.",
)


def articles(pages: int) -> Iterator[tuple[str, list[str]]]:
    """Yield (title, paragraphs) of as many words as `pages` hold, no two articles alike.

    One sentence in three is an example of the vocabulary, as dense as real conditions.
    """
    from checker.knowledge import load_knowledge

    knowledge = load_knowledge()
    examples = sorted(
        {e for family in ("protections", "exclusions", "clauses", "activities")
         for entry in knowledge.families[family].values() for e in entry.examples}
    )  # fmt: skip
    chance = random.Random(pages)
    words, number = 0, 0
    while words < pages * WORDS_A_PAGE:
        number += 1
        paragraphs = []
        for index in range(1, 5):
            picked = [
                chance.choice(_FILLERS),
                chance.choice(examples) + ".",
                chance.choice(_FILLERS),
            ]
            amount = f"{chance.randrange(1, 900)} 000 €"
            text = f"{number}.{index} {' '.join(picked)} Le seuil de l’alinéa est de {amount}."
            paragraphs.append(text.replace("&", "et").replace("<", ""))
            words += len(text.split())
        yield f"Article {number} – {chance.choice(examples)[:40]}", paragraphs


def conditions_pdf(pages: int) -> bytes:
    """Return general conditions of an insurance policy."""
    from pdfs import flowed

    parts = ["CONDITIONS GÉNÉRALES – ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE"]
    for title, paragraphs in articles(pages):
        parts += [title, *paragraphs]
    return flowed(*parts)


def contract_pdf(pages: int) -> bytes:
    """Return a client contract."""
    from contract_files import contract

    return contract(
        [(title, "\n".join(body)) for title, body in articles(pages)], name="contract.pdf"
    ).data


def contract_docx(pages: int) -> bytes:
    """Return a client contract as python-docx writes it."""
    from contract_files import contract_lines
    from docx import Document

    document = Document()
    lines = contract_lines([(title, "\n".join(body)) for title, body in articles(pages)])
    for kind, text in lines:
        if kind == "p":
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=0 if kind == "title" else 1)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def scan_pdf() -> bytes:
    """Return one page of an attestation as a scanner gives it."""
    from scan_files import drawn, image_pdf, soiled

    page = drawn((TESTS.parent / "samples" / "attestation_esn.pdf").read_bytes())
    return image_pdf(soiled(page, angle=0.6, specks=300))


def bare(data: bytes) -> None:
    """Read the text and nothing else."""
    if data[:2] == b"PK":
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            "".join(etree.fromstring(archive.read("word/document.xml")).itertext())
        return
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


def measure(path: Path) -> dict[str, float]:
    """Return the medians of a check and of bare extraction, and the most memory, of one file."""
    from checker.domain import Declaration
    from checker.knowledge import load_knowledge
    from checker.readers.guard import read_guarded
    from checker.service import Source, check, warm_up

    data = path.read_bytes()
    knowledge = load_knowledge()
    warm_up(knowledge)
    declaration = Declaration(activities=("it.build.dev",), as_of=dt.date(2026, 6, 1))
    small = TESTS.parent / "samples" / "attestation_esn.pdf"
    check(
        [Source(name=small.name, data=small.read_bytes())],
        declaration,
        knowledge,
        read=read_guarded,
    )
    before = _peak_mb()
    rows: list[tuple[float, float, float]] = []
    for _ in range(RUNS):
        clock, work = time.perf_counter(), _work()
        check([Source(name=path.name, data=data)], declaration, knowledge, read=read_guarded)
        clock, work = time.perf_counter() - clock, _work() - work
        begun = time.process_time()
        bare(data)
        rows.append((clock, work, time.process_time() - begun))
    clock, work, least = (sorted(column)[RUNS // 2] for column in zip(*rows, strict=True))
    return {"clock": clock, "work": work, "bare": least, "before": before, "peak": _peak_mb()}


def _work() -> float:
    """Return processor seconds of this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak_mb() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(each.ru_maxrss for each in used) / 1024


def main() -> None:
    """Print one line a document."""
    made = {
        "contract 30.docx": lambda: contract_docx(30),
        "contract 30.pdf": lambda: contract_pdf(30),
        **{f"conditions {n}.pdf": lambda n=n: conditions_pdf(n) for n in (50, 150, 300)},
        "scan.pdf": scan_pdf,
    }
    print(
        f"{'document':20}{'clock s':>9}{'cpu s':>8}{'held':>6}{'bare ms':>9}{'ratio':>8}{'MB':>7}{'+MB':>6}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, make in made.items():
            path = Path(folder) / name
            path.write_bytes(make())
            answer = subprocess.run(
                [sys.executable, __file__, str(path)], check=True, capture_output=True, text=True
            )
            row = json.loads(answer.stdout)
            held = f"{_HELD[name]:.0f}" if name in _HELD else ""
            print(
                f"{name:20}{row['clock']:9.2f}{row['work']:8.2f}{held:>6}{row['bare'] * 1000:9.1f}"
                f"{row['work'] / row['bare']:8.0f}{row['peak']:7.0f}{row['peak'] - row['before']:6.0f}"
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        main()
