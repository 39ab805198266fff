"""Tables in plain text: cells between commas, semicolons or tabs, lines of rows. Cells stay text, as they were written."""

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice

from stardb.books.breakage import Unreadable, no_workbook
from stardb.books.draft import Draft, drafted
from stardb.books.marks import Marks, too_far
from stardb.books.sheet import Cell, Spot

DELIMITERS = ",\t;"

_END = "\0"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How a number is kept a text for Excel."""
_SENTENCE = re.compile("[。；：！？]")
_SAMPLE = 200


def draft(text: str, name: str, is_table: bool) -> Draft:
    """The table in a text. Raises Unreadable where it has none (prose) or cells that cannot be told apart.

    is_table: a text without delimiters is a table of one column.
    """
    said = _SAID.match(text)
    delimiter = said[1] if said else _delimiter(text)
    if not delimiter and (not is_table or _SENTENCE.search(text)):
        raise no_workbook("文字")
    rows = _rows(text[said.end() :] if said else text, delimiter or ",")
    if far := too_far(len(rows), max(map(len, rows), default=0)):
        return Draft(name, [], marks=Marks(far=far))
    cells: dict[Spot, Cell] = {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row) if cell.strip()}
    return drafted(name, cells, Marks())


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first lines have equally many cells; "" if those are few."""
    ranked = [(*_evenness(text, delimiter), delimiter) for delimiter in reversed(DELIMITERS)]
    lines, _, delimiter = max(ranked, key=lambda found: found[:2])
    return delimiter if lines else ""


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first lines have the most frequent number of cells, and that number; 0 if those are few."""
    try:
        rows = [row for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE) if any(row)]
    except csv.Error:
        return 0, 0
    counts = Counter(len(row) for row in rows if len(row) > 1)
    width, lines = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (lines, width) if lines > 1 and 2 * lines >= len(rows) else (0, 0)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows as written. Raises Unreadable where a quotation mark that is not closed swallows lines."""
    try:
        rows = [*csv.reader(StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)]
    except csv.Error as fault:
        raise _unclear("有一格长得反常") from fault
    if rows[-1] != [_END]:
        raise _unclear("有引号没有配对")
    widths = Counter(map(len, rows))
    usual = max(widths, key=lambda width: (widths[width], width))
    for number, row in enumerate(rows[:-1], 1):
        for cell in row:
            if "\n" in cell and usual > 1 and any(line.count(delimiter) >= usual - 1 for line in cell.split("\n")):
                raise _unclear(f"第{number}行有引号没有配对")
    return [[_AS_TEXT.sub(r"\1", cell) if cell.startswith("=") else cell for cell in row] for row in rows[:-1]]


def _unclear(reason: str) -> Unreadable:
    return Unreadable("D150", f"里分不清各格：{reason}，没有读", reason, "成对的引号")
