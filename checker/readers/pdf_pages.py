"""Pages become drafts of blocks: furniture apart, tables, columns, paragraphs, hidden text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checker.domain import BlockKind
from checker.readers.furniture import furniture_of
from checker.readers.pdf_drafts import Draft, header_cells, table_drafts
from checker.readers.pdf_gaps import gap_table, levels_of, same_columns
from checker.readers.pdf_geometry import Fill, PageContent, Rule, Word, turned
from checker.readers.pdf_grid import grids_of, joined
from checker.readers.pdf_layout import Flow, Rows, ordered
from checker.readers.pdf_leaders import leader_tables
from checker.readers.pdf_lines import Line, lines_of, parted_at_columns, without_doubles
from checker.readers.pdf_paragraphs import (
    OPEN_ENDS,
    OPEN_WORDS,
    begins_entry,
    body_size,
    marker_of,
    paragraphs,
)
from checker.readers.pdf_tables import Table, TableCell, ruled_table


@dataclass(slots=True)
class _Page:
    """A page in the frame in which most of its text is level."""

    number: int
    size: tuple[float, float]
    rules: list[Rule]
    fills: list[Fill]
    tables: list[Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    aside: list[Draft] = field(default_factory=list)


def drafts_of(pages: Sequence[PageContent]) -> list[Draft]:
    """Return the blocks of a document in reading order."""
    read = [_prepared(page) for page in pages]
    body = body_size([line for page in read for line in page.lines])
    running = furniture_of([(page.lines, page.size) for page in read], body)
    drafts: list[Draft] = []
    tables = _Tables()
    for page in read:
        page.furniture = [line for line in page.lines if id(line) in running]
        page.lines = [line for line in page.lines if id(line) not in running]
        blocks = _blocks(page, body, tables)
        _join_over(drafts, blocks)
        drafts += _furniture(page.furniture, blocks)
        drafts += page.aside
    return drafts


def _prepared(page: PageContent) -> _Page:
    words = without_doubles(page.words)
    shown = [w for w in words if not w.hidden]
    quarter = _main_quarter(shown)
    size = page.size if quarter % 2 == 0 else (page.size[1], page.size[0])
    level = [w for w in shown if not w.skew and w.quarter == quarter]
    rules = [_turned_rule(r, quarter, page.size) for r in page.rules]
    fills = [replace(f, box=turned(f.box, quarter, page.size)) for f in page.fills]
    result = _Page(page.number, size, joined(rules), fills)
    watermark = {id(w) for w in level if w.light and w.size > 40}
    level = [w for w in level if id(w) not in watermark]
    for grid in grids_of(rules):
        inside = [w for w in level if _within(w, grid.box)]
        table = ruled_table(grid, inside, fills) if inside else None
        if table is not None:
            result.tables.append(table)
            held = {id(w) for c in table.cells for line in c.lines for w in line.words}
            places = {(w.order, w.page) for c in table.cells for i in c.lines for w in i.words}
            level = [w for w in level if id(w) not in held and (w.order, w.page) not in places]
    walls = [r for r in result.rules if not r.horizontal and r.end - r.start > 12]
    lines = lines_of(level, walls)
    led = leader_tables(lines)
    result.tables += led
    placed = {id(line) for table in led for cell in table.cells for line in cell.lines}
    result.lines = parted_at_columns([line for line in lines if id(line) not in placed])
    result.aside = _aside(words, quarter, watermark)
    return result


def _main_quarter(words: Sequence[Word]) -> int:
    counts: dict[int, int] = {0: 1}
    for word in words:
        if not word.skew:
            counts[word.quarter] = counts.get(word.quarter, 0) + len(word.text)
    return max(counts, key=lambda q: counts[q])


def _turned_rule(rule: Rule, quarter: int, size: tuple[float, float]) -> Rule:
    if quarter == 0:
        return rule
    if rule.horizontal:
        box = (rule.start, rule.at, rule.end, rule.at)
    else:
        box = (rule.at, rule.start, rule.at, rule.end)
    x0, top, x1, bottom = turned(box, quarter, size)
    if abs(top - bottom) < abs(x1 - x0):
        return Rule(True, top, x0, x1)
    return Rule(False, x0, top, bottom)


def _within(word: Word, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= word.centre <= box[2] and box[1] <= word.middle <= box[3]


def _aside(words: Sequence[Word], quarter: int, watermark: set[int]) -> list[Draft]:
    """Return what is not level text: watermarks, margins printed sideways, hidden words."""
    drafts: list[Draft] = []
    groups: dict[tuple[bool, bool, int], list[Word]] = {}
    for word in words:
        marked = word.skew or id(word) in watermark
        if word.hidden or marked or word.quarter != quarter:
            groups.setdefault((word.hidden, marked, word.quarter), []).append(word)
    for (hidden, marked, _), members in groups.items():
        if marked or hidden:
            lines = _runs_in_order(members)
        else:
            lines = [[w for line in [piece] for w in line.words] for piece in lines_of(members)]
        for line in lines:
            drafts.append(
                Draft(
                    kind=BlockKind.PARAGRAPH if hidden else BlockKind.FURNITURE,
                    lines=(tuple(line),),
                    page=line[0].page,
                    hidden=hidden,
                )
            )
    return drafts


def _runs_in_order(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        if groups and word.order == groups[-1][-1].order + 1:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


@dataclass(slots=True)
class _Tables:
    """Numbers the tables, and carries the header of one over to the next page."""

    count: int = 0
    last: Table | None = None
    headers: list[TableCell] = field(default_factory=list)
    rows: int = 0

    def add(self, table: Table, *, first: bool) -> list[Draft]:
        """Return the blocks of a table; `first` when nothing stands above it on its page."""
        own = header_cells(table)
        before = self.last
        continued = (
            first
            and before is not None
            and before.page == table.page - 1
            and before.columns == table.columns
            and all(abs(a - b) < 12 for a, b in zip(before.edges, table.edges, strict=False))
        )
        if continued:
            again = {c.text for c in own} == {c.text for c in self.headers} and bool(own)
            number, row = self.count - 1, self.rows
            carried = [] if again else self.headers
        else:
            number, row, carried = self.count, 0, []
            self.count += 1
        drafts = table_drafts(table, number, carried, row)
        self.last, self.rows = table, row + table.rows
        self.headers = own or list(carried)
        return drafts


def _blocks(page: _Page, body: float, tables: _Tables) -> list[Draft]:
    nodes = ordered([*page.lines, *page.tables])
    found = _merged_rows(nodes, page)
    blocks: list[Draft] = []
    clear = True
    for index, node in enumerate(found):
        last = index == len(found) - 1
        if isinstance(node, Table):
            blocks += tables.add(node, first=clear)
            if not last:
                tables.last = tables.last if index == len(found) - 1 else None
        else:
            made = paragraphs(node.lines, page.rules, body=body)
            _join_over(blocks, made)
            blocks += made
        clear = False
    return blocks


def _merged_rows(nodes: Sequence[Flow | Rows | Table], page: _Page) -> list[Flow | Table]:
    """Return the nodes with their tables without walls made, section rows between them."""
    merged: list[Flow | Rows | Table] = []
    for node in nodes:
        if isinstance(node, Rows) and len(merged) >= 2:
            middle, before = merged[-1], merged[-2]
            if (
                isinstance(before, Rows)
                and isinstance(middle, Flow)
                and _one_table(before, middle, node)
            ):
                merged[-2:] = [Rows((*before.lines, *middle.lines, *node.lines))]
                continue
        last = merged[-1] if merged else None
        if (
            isinstance(node, Rows)
            and isinstance(last, Rows)
            and same_columns(last.lines, node.lines)
        ):
            merged[-1] = Rows((*last.lines, *node.lines))
            continue
        merged.append(node)
    result: list[Flow | Table] = []
    for node in merged:
        if isinstance(node, Rows):
            result += _table_or_flows(node, page)
        else:
            result.append(node)
    return result


def _table_or_flows(node: Rows, page: _Page) -> list[Flow | Table]:
    """Return the table of some rows; of a lone row, a label with its value or its pieces."""
    if len(levels_of(node.lines)) == 1:
        pieces = sorted(node.lines, key=lambda i: i.x0)
        if any(i.led for i in pieces) or pieces[0].text.endswith(":"):
            return [Flow(node.lines)]
        return [Flow((piece,)) for piece in pieces]
    table = gap_table(node.lines, page.rules, page.fills)
    return [table if table is not None else Flow(node.lines)]


def _one_table(before: Rows, middle: Flow, after: Rows) -> bool:
    """Return True when `middle` is a section row between the rows of one table."""
    lines = list(middle.lines)
    if len(lines) > 2 or any(len(line.text) > 110 for line in lines):
        return False
    gap = max(
        min(line.top for line in lines) - max(line.bottom for line in before.lines),
        min(line.top for line in after.lines) - max(line.bottom for line in lines),
    )
    return gap < 2.5 * lines[0].size and same_columns(before.lines, after.lines)


def _join_over(drafts: list[Draft], following: list[Draft]) -> None:
    """Join a paragraph cut by the end of a column or page with its continuation."""
    if not drafts or not following:
        return
    index = len(drafts) - 1
    while index >= 0 and (drafts[index].kind is BlockKind.FURNITURE or drafts[index].hidden):
        index -= 1
    if index < 0:
        return
    last, first = drafts[index], following[0]
    if last.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    if first.kind is not BlockKind.PARAGRAPH or abs(last.size - first.size) > 0.5:
        return
    end, begin = last.lines[-1][-1].text, first.lines[0][0].text
    open_end = end.endswith(OPEN_ENDS) or end.lower() in OPEN_WORDS
    begins_new = marker_of([Line(first.lines[0])]) is not None
    above = " ".join(word.text for word in last.words)
    if begins_new or begins_entry(Line(first.lines[0]).text, above):
        return
    if (begin[:1].islower() or open_end or _is_full(last)) and not end.endswith(
        (".", ";", ":", "!", "?")
    ):
        drafts[index] = replace(last, lines=(*last.lines, *first.lines))
        del following[0]


def _is_full(draft: Draft) -> bool:
    """Return True when the last of several lines reaches as far as the others: it goes on."""
    ends = [line[-1].x1 for line in draft.lines]
    return len(ends) >= 3 and ends[-1] >= max(ends[:-1]) - 3


def _furniture(lines: Sequence[Line], blocks: list[Draft]) -> list[Draft]:
    """Return the blocks of a page with its running header before and its footer after."""
    if not lines:
        return blocks
    drafts = [
        Draft(kind=BlockKind.FURNITURE, lines=(line.words,), page=line.words[0].page)
        for line in lines
    ]
    tops = [w.base for d in blocks for w in d.words if w.page == drafts[0].page]
    first = min(tops, default=0.0)
    before = [d for d, line in zip(drafts, lines, strict=True) if line.base < first]
    after = [d for d, line in zip(drafts, lines, strict=True) if line.base >= first]
    return [*before, *blocks, *after]
