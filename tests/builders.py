"""Documents made in memory, for tests that are not about reading."""

from __future__ import annotations

from collections.abc import Sequence

from checker.domain import Block, BlockKind, Document, PagePlace, Run

Line = str | tuple[BlockKind, str]


def make_document(
    lines: str | Sequence[Line | Sequence[Sequence[str]]], **more: object
) -> Document:
    """Return a document of paragraphs (one a line), kinded blocks and tables (lists of rows).

    "- " begins a list item, "# " a heading; the first row of a table is its header.
    """
    text, blocks, runs = "", [], []
    table = 0

    def add(content: str, kind: BlockKind, **place: object) -> None:
        nonlocal text
        start = len(text)
        text += content
        blocks.append(Block(start=start, end=len(text), kind=kind, page=1, **place))
        row = len(blocks)
        runs.append(
            Run(start, len(text), PagePlace(page=1, box=(50, 12.0 * row, 500, 12.0 * row + 10)))
        )
        text += "\n"

    for line in lines.strip().splitlines() if isinstance(lines, str) else lines:
        if isinstance(line, tuple):
            add(line[1], line[0])
        elif isinstance(line, str):
            if not line.strip():
                continue
            if line.lstrip().startswith(("- ", "• ")):
                add(line.strip(), BlockKind.LIST_ITEM, level=1)
            elif line.startswith("# "):
                add(line[2:], BlockKind.HEADING, level=1)
            else:
                add(line.strip(), BlockKind.PARAGRAPH)
        else:
            header = line[0]
            for r, cells in enumerate(line):
                for c, cell in enumerate(cells):
                    if cell:
                        path = (header[c],) if r and c < len(header) and header[c] else ()
                        add(cell, BlockKind.CELL, table=table, row=r, column=c, header_path=path)
            table += 1
    values = {"name": "made.pdf", "sha256": "0" * 64, "format": "pdf", "pages": 1}
    return Document(
        text=text.rstrip("\n"), blocks=tuple(blocks), runs=tuple(runs), **(values | more)
    )
