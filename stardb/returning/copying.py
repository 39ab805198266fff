"""A copy of a file that cannot be marked as it is: its sheets' values in an .xlsx. The same sheets give the same bytes."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from stardb.books import Cell, Lost, Sheet
from stardb.books.sheet import shown
from stardb.returning.lines import width_of

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMATS = {dt.datetime: "yyyy-mm-dd hh:mm:ss", dt.date: "yyyy-mm-dd", dt.time: "hh:mm:ss", dt.timedelta: "[h]:mm:ss"}
_NOT_IN_NAMES = re.compile(r"[\\/:*?\[\]\x00-\x1f]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_767
_NARROWEST, _WIDEST = 8, 48
_LAST_ROW, _LAST_COLUMN = 2**20, 2**14
_FIRST_YEAR = 1900


def copied(sheets: Sequence[Sheet]) -> tuple[bytes, list[Sheet]]:
    """An .xlsx of these sheets, and the sheets by the names that they have in it."""
    stream = BytesIO()
    options = {**_OPTIONS, "date_1904": any(sheet.base1904 for sheet in sheets)}
    renamed = [replace(sheet, name=name) for sheet, name in zip(sheets, _names(sheets), strict=True)]
    with Workbook(stream, options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in renamed:
            _write(book.add_worksheet(sheet.name), sheet, formats, wrapped)
    return stream.getvalue(), renamed


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Names that a workbook's sheets may have; no two alike."""
    taken = {"history"}  # Excel keeps it for itself
    for number, sheet in enumerate(sheets, 1):
        name = _NOT_IN_NAMES.sub("_", sheet.name).strip().strip("'")[:_LONGEST_NAME]
        if not name or name.casefold() in taken:
            name = f"{name[: _LONGEST_NAME - 6]}（{number}）"
        taken.add(name.casefold())
        yield name


def _write(page: Worksheet, sheet: Sheet, formats: dict[type, Format], wrapped: Format) -> None:
    for merge in sheet.merges:
        with suppress(OverlappingRange):
            top, left = sheet.top + merge.top, sheet.left + merge.left
            page.merge_range(top, left, sheet.top + merge.bottom, sheet.left + merge.right, "", wrapped)
    for r, row in enumerate(sheet.rows, sheet.top):
        for c, cell in enumerate(row, sheet.left):
            if cell != "":
                _put(page, r, c, cell, formats, wrapped)
    for (r, c), text in sheet.notes.items():
        page.write_comment(sheet.top + r, sheet.left + c, text)
    for r in sheet.hidden_rows:
        page.set_row(sheet.top + r, None, None, {"hidden": True})
    for c in range(sheet.width):
        hidden = {"hidden": True} if c in sheet.hidden_columns else {}
        page.set_column(sheet.left + c, sheet.left + c, _width(sheet, c), None, hidden)


def _put(page: Worksheet, row: int, column: int, cell: Cell, formats: dict[type, Format], wrapped: Format) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif isinstance(cell, str | Lost) or getattr(cell, "year", _FIRST_YEAR) < _FIRST_YEAR:
        page.write_string(row, column, shown(cell)[:_LONGEST_TEXT], wrapped)
    else:
        page.write_datetime(row, column, cell, formats[type(cell)])  # type: ignore[call-overload]  # takes days too


def _width(sheet: Sheet, column: int) -> int:
    """As wide as its widest text, those of merged cells aside, between bounds."""
    merged = {merge.top for merge in sheet.merges if merge.left <= column <= merge.right and merge.left < merge.right}
    texts = (shown(row[column]) for r, row in enumerate(sheet.rows) if r not in merged)
    return max(_NARROWEST, min(_WIDEST, max(map(_length, texts), default=0) + 2))


def _length(text: str) -> int:
    return max(map(width_of, text.splitlines()), default=0)
