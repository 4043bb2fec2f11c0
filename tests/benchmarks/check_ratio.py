"""Prints the whole check of a file as a ratio to bare text extraction of the same file.

    python tests/benchmarks/check_ratio.py [FILE.pdf …]      (default: the samples)

Milliseconds differ from machine to machine; ratios measured in the same run do not.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from checker.domain import Declaration
from checker.knowledge import load_knowledge
from checker.service import Source, check

RUNS = 7


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median wall time of RUNS runs."""
    times: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare_text(data: bytes) -> None:
    """Read the text of every page and nothing else."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


def main(paths: list[Path]) -> None:
    """Print one line a file, and the start-up once."""
    start = time.perf_counter()
    knowledge = load_knowledge()
    declaration = Declaration(activities=("it.build.dev",), as_of=dt.date(2026, 6, 1))
    sources = [(path, path.read_bytes()) for path in paths]
    check([Source(name=paths[0].name, data=sources[0][1])], declaration, knowledge)
    print(f"first check, knowledge and matchers included: {time.perf_counter() - start:.2f} s")
    print(f"{'file':36}{'bare text ms':>14}{'check ms':>10}{'ratio':>8}")
    for path, data in sources:
        source = [Source(name=path.name, data=data)]
        bare = median_seconds(lambda data=data: bare_text(data))
        whole = median_seconds(lambda source=source: check(source, declaration, knowledge))
        print(f"{path.name:36}{bare * 1000:14.1f}{whole * 1000:10.1f}{whole / bare:8.1f}")


if __name__ == "__main__":
    samples = Path(__file__).parents[2] / "samples"
    main([Path(a) for a in sys.argv[1:]] or sorted(samples.glob("attestation_*.pdf")))
