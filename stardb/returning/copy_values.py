"""A copy of a file that cannot be marked as it is: its sheets' values in an .xlsx. The same sheets give the same bytes."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from stardb.books import Cell, DisplayedDay, DisplayedNumber, NoValue, Sheet, cell_text
from stardb.intake import NAME, FormId
from stardb.ooxml import write_constants
from stardb.returning.problem_lines import make_lines, width_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMATS = {dt.datetime: "yyyy-mm-dd hh:mm:ss", dt.date: "yyyy-mm-dd", dt.time: "hh:mm:ss", dt.timedelta: "[h]:mm:ss"}
_GRID = {"border": 1, "border_color": "#A6A6A6", "text_wrap": True, "valign": "vcenter"}
_PARTS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "valign": "vcenter"},
    "header": {**_GRID, "bold": True, "align": "center", "bg_color": "#E8EEF2"},
    "data": {**_GRID},
}
_MONTH = re.compile(r"\d{4}\D\d{1,2}\D?")
_NOT_IN_NAMES = re.compile(r"[\\/:*?\[\]\x00-\x1f]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_767
_NARROWEST, _WIDEST = 8, 48
_LINE, _MOST_LINES = 14.5, 25
_LAST_ROW, _LAST_COLUMN = 2**20, 2**14
_FIRST_YEAR = 1900


def copy_values(sheets: Sequence[Sheet]) -> tuple[bytes, list[Sheet]]:
    """An .xlsx of these sheets, laid out to be read, filled in and printed, and the sheets by the names they have in it.

    What a form says of itself goes with it.
    """
    from xlsxwriter.workbook import Workbook  # slow to import; only some commands write copies

    stream = BytesIO()
    options = {**_OPTIONS, "date_1904": any(sheet.base1904 for sheet in sheets)}
    renamed = [replace(sheet, name=name) for sheet, name in zip(sheets, _names(sheets), strict=True)]
    with Workbook(stream, options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        looks = _Looks(book)
        for i, sheet in enumerate(renamed):
            _write(book.add_worksheet(sheet.name), sheet, looks)
            for line in (line for line in sheet.stamp.splitlines() if FormId.from_text(line)):
                book.defined_names.append([NAME, i, write_constants(line), True])
    return stream.getvalue(), renamed


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.made: dict[tuple[str, str], Format] = {}

    def of(self, part: str, code: str = "") -> "Format":
        """The format of a title, a header cell or a data cell; code: how numbers in it are shown."""
        wanted = {**_PARTS[part], **({"num_format": code} if code else {})}
        return self.made.setdefault((part, code), self.book.add_format(wanted))


def _part(sheet: Sheet, row: int, header: int) -> str:
    """What a row is: above the first row of several cells all is title, that one is the header, below is data."""
    return "title" if row < header else "header" if row == header else "data"


def _header(sheet: Sheet) -> int:
    """The first row that has something in most of the sheet's columns, or the first that has several cells; -1 for none."""
    filled = [sum(cell != "" for cell in row) for row in sheet.rows]
    wide = next((i for i, count in enumerate(filled) if 2 * count > max(sheet.width, 2)), -1)
    return wide if wide >= 0 else next((i for i, count in enumerate(filled) if count > 1), -1)


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Names that a workbook's sheets may have; no two alike."""
    taken = {"history"}  # Excel keeps it for itself
    for number, sheet in enumerate(sheets, 1):
        name = _NOT_IN_NAMES.sub("_", sheet.name).strip().strip("'")[:_LONGEST_NAME]
        if not name or name.casefold() in taken:
            name = f"{name[: _LONGEST_NAME - 6]}（{number}）"
        taken.add(name.casefold())
        yield name


def _write(page: "Worksheet", sheet: Sheet, looks: _Looks) -> None:
    from xlsxwriter.exceptions import OverlappingRange

    header = _header(sheet)
    for merge in sheet.merges:
        with suppress(OverlappingRange):
            top, left = sheet.top + merge.top, sheet.left + merge.left
            look = looks.of(_part(sheet, merge.top, header))
            page.merge_range(top, left, sheet.top + merge.bottom, sheet.left + merge.right, "", look)
    for r, row in enumerate(sheet.rows):
        part = _part(sheet, r, header)
        for c, cell in enumerate(row):
            if cell != "" or part != "title":
                _put(page, sheet.top + r, sheet.left + c, cell, looks, part)
    for (r, c), text in sheet.notes.items():
        page.write_comment(sheet.top + r, sheet.left + c, text)
    widths = [_width(sheet, c) for c in range(sheet.width)]
    for c, width in enumerate(widths):
        hidden = {"hidden": True} if c in sheet.hidden_columns else {}
        page.set_column(sheet.left + c, sheet.left + c, width, None, hidden)
    for r in range(len(sheet.rows)):
        lines = _lines(sheet, r, widths) if _part(sheet, r, header) != "title" else 1
        if lines > 1 or r in sheet.hidden_rows:
            page.set_row(sheet.top + r, lines * _LINE + 2, None, {"hidden": True} if r in sheet.hidden_rows else {})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if header >= 0:
        page.repeat_rows(sheet.top + header)


def _put(page: "Worksheet", row: int, column: int, cell: Cell, looks: _Looks, part: str) -> None:
    if cell == "":
        page.write_blank(row, column, None, looks.of(part))
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, looks.of(part))
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, looks.of(part, cell.code if isinstance(cell, DisplayedNumber) else ""))
    elif isinstance(cell, str | NoValue) or getattr(cell, "year", _FIRST_YEAR) < _FIRST_YEAR:
        page.write_string(row, column, cell_text(cell)[:_LONGEST_TEXT], looks.of(part))
    else:
        page.write_datetime(row, column, cell, looks.of(part, _code(cell)))  # type: ignore[call-overload]  # takes days too


def _code(cell: dt.date | dt.time | dt.timedelta) -> str:
    """The number format of a day or time: to the month where no more of it was seen."""
    if isinstance(cell, DisplayedDay) and _MONTH.fullmatch(cell.text):
        return 'yyyy"年"m"月"'
    return next(code for kind, code in _FORMATS.items() if isinstance(cell, kind))


def _lines(sheet: Sheet, row: int, widths: Sequence[int]) -> int:
    """How many lines the cells of a row take, those of merged cells aside."""
    merged = {c for m in sheet.merges if m.top <= row <= m.bottom for c in range(m.left, m.right + 1)}
    cells = ((cell_text(cell), widths[c]) for c, cell in enumerate(sheet.rows[row]) if c not in merged)
    return min(_MOST_LINES, max((make_lines(text, width) for text, width in cells), default=1))


def _width(sheet: Sheet, column: int) -> int:
    """As wide as its widest text, those of merged cells aside, between bounds."""
    merged = {merge.top for merge in sheet.merges if merge.left <= column <= merge.right and merge.left < merge.right}
    texts = (cell_text(row[column]) for r, row in enumerate(sheet.rows) if r not in merged)
    return max(_NARROWEST, min(_WIDEST, max(map(_length, texts), default=0) + 2))


def _length(text: str) -> int:
    return max(map(width_of, text.splitlines()), default=0)
