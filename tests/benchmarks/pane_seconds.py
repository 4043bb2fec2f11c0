"""Prints how long a person waits in Word, from the click to the findings, for ten pages.

    python tests/benchmarks/pane_seconds.py

The whole way: the pane asks Word for the file over Office.js, sends it, the product reads and
checks it, the pane draws. Beside it the time of the check alone, measured in the same run.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "addin")]

RUNS = 5
# About what Word prints on a page of a contract in 11 points.
WORDS_A_PAGE = 450
PAGES = 10
_ARTICLES = (
    "Le Prestataire exécute les prestations conformément au cahier des charges annexé et aux "
    "règles de l’art. Il affecte à la mission le personnel qualifié dont elle a besoin et tient "
    "le Client informé de son avancement lors de comités mensuels dont il rédige le compte rendu.",
    "Le Client met à la disposition du Prestataire, dans un délai de dix jours ouvrés, les "
    "informations, accès et documents nécessaires. Tout retard décale d’autant les délais "
    "d’exécution, sans que le Prestataire puisse en être tenu pour responsable.",
    "Les prestations sont facturées mensuellement à terme échu et payables à trente jours. "
    "Toute somme impayée porte intérêt au taux légal majoré de trois points, outre l’indemnité "
    "forfaitaire de quarante euros pour frais de recouvrement.",
    "Chaque partie garde confidentielles les informations de l’autre pendant la durée du contrat "
    "et cinq ans après son terme, sauf celles que la loi ou une autorité oblige à communiquer.",
)


def contract() -> bytes:
    """Return the sample contract with articles added until it has ten pages."""
    import io

    from docx import Document

    document = Document(str(TESTS.parent / "samples" / "contrat_hebergement.docx"))
    words, number = sum(len(p.text.split()) for p in document.paragraphs), 7
    while words < PAGES * WORDS_A_PAGE:
        text = _ARTICLES[number % len(_ARTICLES)]
        document.add_heading(f"Article {number} – Dispositions", level=1)
        document.add_paragraph(f"{number}.1 {text}")
        words, number = words + len(text.split()) + 5, number + 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def main() -> None:
    """Print the first click, the median of the next ones, and the check alone."""
    from browsing import browser, served_securely
    from wordhost import WordHost
    from wordpane import NO_LOCAL_NETWORK_CHECK, open_pane

    from checker.domain import Declaration
    from checker.knowledge import load_knowledge
    from checker.service import Source, check, warm_up

    knowledge, data = load_knowledge(), contract()
    # As `checker serve` does before it answers.
    warm_up(knowledge)
    with (
        tempfile.TemporaryDirectory() as folder,
        served_securely(knowledge, Path(folder)) as address,
        browser(NO_LOCAL_NETWORK_CHECK) as started,
    ):
        pane = open_pane(started, address, WordHost(data))
        pane.wait("ready")
        pane.find("#activity-input").fill("hébergement")
        pane.find("#activity-input").press("Enter")
        first, *rest = [_click(pane) for _ in range(RUNS + 1)]
        findings = pane.find("#findings > li").count()
    source = [Source(name="contrat.docx", data=data)]
    declaration = Declaration(activities=("it.run.hosting",), as_of=dt.date(2026, 6, 1))
    alone = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        check(source, declaration, knowledge)
        alone.append(time.perf_counter() - begun)
    wait, bare = statistics.median(rest), statistics.median(alone)
    print(f"{PAGES} pages, {len(data) // 1024} KB, {findings} findings shown")
    print(f"first click                    {first:6.2f} s")
    print(f"click to findings, median      {wait:6.2f} s   (to hold: 1.5 s on two cores)")
    print(f"the check alone                {bare:6.2f} s   ratio {wait / bare:.1f}")


def _click(pane) -> float:
    """Return the seconds between a click and the end of the check, by the pane's own clock."""
    return pane.frame.evaluate(
        """() => new Promise(done => {
          const app = document.querySelector('#app'), begun = performance.now();
          new MutationObserver((_, observer) => {
            if (app.dataset.state !== 'done') return;
            observer.disconnect();
            requestAnimationFrame(() => done((performance.now() - begun) / 1000));
          }).observe(app, { attributes: true, attributeFilter: ['data-state'] });
          document.querySelector('#check').click();
        })"""
    )


if __name__ == "__main__":
    main()
