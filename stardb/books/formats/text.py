"""Tables in plain text: cells between commas, semicolons or tabs, lines of rows. Cells stay text, as they were written."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from stardb.books.errors import UnreadableFile, no_workbook_error
from stardb.books.formats.file_format import FileContent, FileFormat, RawBook
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.grid import Grid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata, too_far

DELIMITERS = ",\t;"

_TABLES = frozenset({".csv", ".tsv"})
"""The names that only tables have."""
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How a number is kept a text for Excel."""
_AFTER_QUOTE = re.compile(r'"[ \t]+(?=[,;\r\n])')
"""Some systems put a tab after a number, to keep it a text for Excel."""
_FIGURES = re.compile(r"\s*[-+￥¥]?\d")
_HEAD, _TAIL = re.compile(r"\s*[-+￥¥]?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:\.\d*)?\D*")
_SENTENCE = re.compile("[。；：！？]")
_SAMPLE = 100_000
"""How many characters are looked at to find the delimiter."""


def read(content: FileContent) -> RawBook:
    """The table in a text. Raises UnreadableFile where it has none, as prose has not, or cells that cannot be told apart."""
    return RawBook([_read_table(content.text, content.name, content.suffix in _TABLES)])


def _read_table(text: str, name: str, is_table: bool) -> RawSheet:
    """The table in a text. is_table: a text without delimiters is a table of one column."""
    said = _SAID.match(text)
    delimiter = said[1] if said else _delimiter(text)
    if not delimiter and (not is_table or _SENTENCE.search(text)):
        raise no_workbook_error("文字")
    lines = text.count("\n") + 1
    if far_corner := too_far(lines, text.count(delimiter or ",") // lines + 1):
        return RawSheet(name, [], far_corner=far_corner)
    grid = Grid(Allowance())
    rows = list(_rows(text[said.end() :] if said else text, delimiter or ","))
    if delimiter in (",", "") and (torn := _find_torn_row(rows)):
        raise _unclear_error(f"第{torn}行比表头多出几格，像是千分位的逗号把一个数分成了两格", "不带千分位逗号的数")
    for number, row in enumerate(rows):
        grid.put_row(number, [cell if cell.strip() else "" for cell in row])
    return grid.to_raw_sheet(name, SheetMetadata())


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first lines have equally many cells; "" if those are few."""
    ranked = [(*_evenness(text, delimiter), delimiter) for delimiter in reversed(DELIMITERS)]
    lines, _, delimiter = max(ranked, key=lambda found: found[:2])
    return delimiter if lines else ""


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first lines have the most frequent number of cells, and that number; 0 if those are few."""
    try:
        rows = [row for row in csv.reader(StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0, 0
    counts = Counter(len(row) for row in rows if len(row) > 1)
    width, lines = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (lines, width) if lines > 1 and 2 * lines >= len(rows) else (0, 0)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows as written. Raises UnreadableFile where a quotation mark is not closed, and would swallow lines."""
    plain = text if delimiter == "\t" else _AFTER_QUOTE.sub('"', text)
    reader = csv.reader(StringIO(plain, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield [_AS_TEXT.sub(r"\1", cell) if cell.startswith("=") else cell for cell in row]
    except csv.Error as fault:
        raise _unclear_error(f"到第{reader.line_num}行，有引号没有配对", "成对的引号") from fault


def _find_torn_row(rows: list[list[str]]) -> int:
    """The first row that is longer than any title and may hold a number torn in two by its comma (`12,500`); 0 for none."""
    widths = [max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows]
    titles = [i for i, row in enumerate(rows) if not any(map(_FIGURES.match, row))]
    widest, longest = max((widths[i] for i in titles), default=0), max((len(rows[i]) for i in titles), default=0)
    torn = (
        number
        for number, (width, row) in enumerate(zip(widths, rows, strict=True), 1)
        if width > widest > 1 and len(row) > longest and any(map(_is_torn, row, row[1:]))
    )
    return next(torn, 0)


def _is_torn(head: str, tail: str) -> bool:
    """Whether two cells side by side are the parts of a number, cut at its comma."""
    return _HEAD.fullmatch(head) is not None and _TAIL.fullmatch(tail) is not None


def _unclear_error(reason: str, expected: str) -> UnreadableFile:
    return UnreadableFile("D150", f"里分不清各格：{reason}，没有读", reason, expected)


FORMAT = FileFormat(lambda _: True, read, _TABLES, frozenset({".txt"}))
"""Tables in plain text, and whatever no other format recognises: it is refused here, with the reason."""
