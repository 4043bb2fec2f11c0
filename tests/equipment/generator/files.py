"""Documents and their gold, written to a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .cases import draw
from .documents import page
from .elements import text_of
from .gold import gold
from .rendering import pdf, word


def write(seeds: Iterable[int], folder: Path) -> None:
    """Write the document and the gold of each seed to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        case = draw(seed)
        name = f"{seed:05}_{case.family}{'.docx' if case.word else '.pdf'}"
        content = page(case)
        made, pages = (word(content), None) if case.word else pdf(content)
        (folder / name).write_bytes(made)
        text = json.dumps(gold(case, name, pages, text_of(content)), ensure_ascii=False, indent=1)
        (folder / f"{Path(name).stem}.gold.json").write_text(text + "\n", encoding="utf-8")
