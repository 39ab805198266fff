"""Workbooks as people type them: titles, a header row, rows; the same bytes every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Styled:
    """A cell that shows its value in a number format of its own, such as 0.0%."""

    value: float | date
    format: str


Cell = str | int | float | date | Styled | None
"""What is typed into a cell. A text stays a text, also where it looks like a number."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title over all columns, a label below it (填报单位 and day), the header, the rows, lines at the foot."""

    name: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    label: str = ""
    foot: Sequence[str] = ()


@dataclass(frozen=True)
class Book:
    """One workbook: its path under the scheme's folder (`2023-03/第一网格 月度记实表.xlsx`), and the day it was typed."""

    path: str
    day: date
    sheets: Sequence[Sheet]


def save(folder: Path, book: Book) -> Path:
    """Write a workbook; gives its path."""
    path = folder / book.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        made.set_properties({"author": "stardb", "created": datetime.combine(book.day, datetime.min.time())})
        for sheet in book.sheets:
            _Painter(made).paint(sheet)
    return path


_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_CELL = {**_FONT, "border": 1, "align": "center"}
_LOOKS = {
    "title": {**_FONT, "font_name": "方正小标宋简体", "font_size": 18, "bold": True, "align": "center"},
    "label": {**_FONT, "align": "left"},
    "header": {**_CELL, "bold": True, "text_wrap": True, "bg_color": "#F2F2F2"},
    "text": {**_CELL, "num_format": "@", "text_wrap": True},
    "number": _CELL,
    "date": {**_CELL, "num_format": "yyyy/m/d"},
}


class _Painter:
    def __init__(self, book: Workbook) -> None:
        self.book, self.formats = book, dict[str, Format]()

    def look(self, name: str, number_format: str = "") -> Format:
        key = name + number_format
        if key not in self.formats:
            look = {**_LOOKS[name], "num_format": number_format} if number_format else _LOOKS[name]
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]

    def paint(self, page: Sheet) -> None:
        sheet = self.book.add_worksheet(page.name)
        last = len(page.headers) - 1
        for column, header in enumerate(page.headers):
            sheet.set_column(column, column, _width(header, [row[column] for row in page.rows]))
        _span(sheet, 0, last, page.title, self.look("title"))
        sheet.set_row(0, 30)
        row = 1
        if page.label:
            _span(sheet, row, last, page.label, self.look("label"))
            row += 1
        for column, header in enumerate(page.headers):
            sheet.write_string(row, column, header, self.look("header"))
        sheet.set_row(row, 32)
        row += 1
        sheet.freeze_panes(row, 0)
        for values in page.rows:
            for column, value in enumerate(values):
                self.put(sheet, row, column, value)
            row += 1
        for line in page.foot:
            _span(sheet, row, last, line, self.look("label"))
            row += 1
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def put(self, sheet: Worksheet, row: int, column: int, value: Cell) -> None:
        if isinstance(value, Styled):
            write = sheet.write_datetime if isinstance(value.value, date) else sheet.write_number
            write(row, column, value.value, self.look("number", value.format))  # type: ignore[arg-type]
        elif value is None:
            sheet.write_blank(row, column, None, self.look("text"))
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self.look("text"))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.look("date"))
        else:
            sheet.write_number(row, column, value, self.look("number"))


def _span(sheet: Worksheet, row: int, last: int, text: str, look: Format) -> None:
    if last:
        sheet.merge_range(row, 0, row, last, text, look)
    else:
        sheet.write_string(row, 0, text, look)


def _width(header: str, values: Sequence[Cell]) -> float:
    longest = max((_columns(value) for value in values), default=0)
    return min(max(8.0, min(_columns(header), 12) + 2, longest + 2), 40)


def _columns(value: Cell) -> int:
    """How many narrow characters wide a value is."""
    if value is None or isinstance(value, Styled):
        return 8
    if isinstance(value, date):
        return 10
    return sum(2 if ord(character) > 0x2E7F else 1 for character in str(value))
