"""One sheet as a township lays it out: titles, label, header, rows, 合计, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samplecounty.habits import Habits
from samplecounty.headers import Heading
from samplecounty.spelling import EMPTY, Cell

NUMBER_FORMATS = {"percent": "0.0%", "date": "yyyy/m/d", "thousands": "#,##0", "number": "General", "error": "0.0%"}


@dataclass
class Row:
    """The cells of one row by column name; `person` is whose row it is, where rows of one person are merged."""

    cells: dict[str, Cell]
    person: str = ""


@dataclass
class Page:
    """What is to be written on a sheet."""

    name: str
    titles: Sequence[str]
    label: Sequence[str]
    headings: list[Heading]
    rows: list[Row]
    merged: tuple[str, ...] = ()  # columns merged over equal neighbouring cells
    merged_people: tuple[str, ...] = ()  # columns merged over a person's rows
    totals: dict[str, str] = field(default_factory=dict)  # column -> what its 合计 says; "" is the sum


class Painter:
    """Writes pages into one workbook in one township's style."""

    def __init__(self, book: Workbook, habits: Habits) -> None:
        self.book, self.habits = book, habits
        self.formats: dict[str, Format] = {}

    def format(self, kind: str) -> Format:
        """One format object a kind."""
        if kind not in self.formats:
            base = {"font_name": self.habits.font, "font_size": 11, "valign": "vcenter"}
            cell = {**base, "border": 1, "align": "center"}
            special = {
                "title": {**base, "font_name": "方正小标宋简体", "font_size": 18, "align": "center", "bold": True},
                "label": {**base, "align": "left"},
                "header": {**cell, "bold": True, "text_wrap": True, "bg_color": f"#{self.habits.shade}"},
                "text": {**cell, "text_wrap": True, "num_format": "@"},
                "left": {**cell, "align": "left", "text_wrap": True},
            }
            self.formats[kind] = self.book.add_format(
                special.get(kind) or {**cell, "num_format": NUMBER_FORMATS.get(kind, "General")}
            )
        return self.formats[kind]

    def paint(self, page: Page) -> None:
        sheet = self.book.add_worksheet(page.name)
        sheet.set_default_row(18)
        last = len(page.headings) - 1
        for column, heading in enumerate(page.headings):
            sheet.set_column(column, column, heading.width)
        row = self.top(sheet, page, last)
        row = self.header(sheet, page, row)
        sheet.freeze_panes(row, 0)
        sheet.repeat_rows(row - 1)
        row = self.body(sheet, page, row)
        if self.habits.sign:
            row += 1
            span(sheet, row, 0, row, last, self.habits.sign, self.format("label"))
        if sum(heading.width for heading in page.headings) > 90:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def top(self, sheet: Worksheet, page: Page, last: int) -> int:
        """The rows above the header; returns the next row."""
        row = 0
        for title in page.titles:
            small = title.startswith("附件")
            span(sheet, row, 0, row, last, title, self.format("label" if small else "title"))
            sheet.set_row(row, 18 if small else 30)
            row += 1
        if len(page.label) == 1:
            span(sheet, row, 0, row, last, page.label[0], self.format("label"))
        elif page.label:
            half = last // 2
            span(sheet, row, 0, row, half, page.label[0], self.format("label"))
            span(sheet, row, half + 1, row, last, page.label[1], self.format("label"))
        return row + bool(page.label)

    def header(self, sheet: Worksheet, page: Page, row: int) -> int:
        """One header row, or two with merged blocks; returns the next row."""
        look = self.format("header")
        if not any(heading.block for heading in page.headings):
            for column, heading in enumerate(page.headings):
                sheet.write_string(row, column, heading.text, look)
            sheet.set_row(row, 54)
            return row + 1
        column = 0
        for block, group in groupby(page.headings, key=lambda heading: heading.block):
            members = list(group)
            if block:
                span(sheet, row, column, row, column + len(members) - 1, block, look)
            for i, heading in enumerate(members):
                if block:
                    sheet.write_string(row + 1, column + i, heading.text, look)
                else:
                    span(sheet, row, column + i, row + 1, column + i, heading.text, look)
            column += len(members)
        sheet.set_row(row, 24)
        sheet.set_row(row + 1, 54)
        return row + 2

    def body(self, sheet: Worksheet, page: Page, first: int) -> int:
        """The rows, blank rows between them, and 合计; returns the next row."""
        places: list[int] = []
        row = first
        for n, line in enumerate(page.rows):
            if self.habits.gap and n and n % self.habits.gap == 0 and not page.merged:
                row += 1
            places.append(row)
            for column, heading in enumerate(page.headings):
                cell = Cell(n + 1, "number") if heading.name == "序号" else line.cells.get(heading.name, EMPTY)
                self.put(sheet, row, column, cell)
            row += 1
        self.merge(sheet, page, places)
        if self.habits.total and page.totals:
            self.total(sheet, page, first, row)
            row += 1
        return row

    def merge(self, sheet: Worksheet, page: Page, places: list[int]) -> None:
        """Cells merged downwards: the township over its villages, a name over its posts."""
        for column, heading in enumerate(page.headings):
            if heading.name in page.merged:
                keys = [str(line.cells[heading.name].value) for line in page.rows]
            elif heading.name in page.merged_people:
                keys = [line.person for line in page.rows]
            else:
                continue
            for _, group in groupby(range(len(keys)), key=keys.__getitem__):
                rows = list(group)
                if len(rows) > 1:
                    value = page.rows[rows[0]].cells[heading.name].value
                    sheet.merge_range(places[rows[0]], column, places[rows[-1]], column, value, self.format("text"))

    def total(self, sheet: Worksheet, page: Page, first: int, row: int) -> None:
        """A row of sums under the numbers, as formulas with their values."""
        for column, heading in enumerate(page.headings):
            look = self.format("number")
            if heading.name not in page.totals:
                sheet.write_blank(row, column, None, look)
            elif said := page.totals[heading.name]:
                sheet.write_string(row, column, said, look)
            else:
                letter = chr(65 + column)
                numbers = [line.cells.get(heading.name, EMPTY).value for line in page.rows]
                value = round(sum(n for n in numbers if isinstance(n, int | float)), 2)
                if heading.column is not None and heading.column.kind == "money":
                    look = self.format("thousands" if self.habits.money == "yuan" else "number")
                sheet.write_formula(row, column, f"=SUM({letter}{first + 1}:{letter}{row})", look, value)
        village = next(i for i, heading in enumerate(page.headings) if heading.name == "村")
        span(sheet, row, 0, row, village, self.habits.total, self.format("text"))

    def put(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        """One cell by the type of what is typed."""
        look = self.format(cell.format)
        if cell.value is None:
            sheet.write_blank(row, column, None, self.format("text"))
        elif cell.format == "error":
            sheet.write_formula(row, column, "=0/0", self.format("percent"), str(cell.value))
        elif isinstance(cell.value, str):
            sheet.write_string(row, column, cell.value, look)
        elif isinstance(cell.value, date):
            sheet.write_datetime(row, column, datetime(*cell.value.timetuple()[:3]), look)
        else:
            sheet.write_number(row, column, cell.value, look)


def span(sheet: Worksheet, top: int, left: int, bottom: int, right: int, value: str, look: Format) -> None:
    """A merged range, or a single cell where it is only one."""
    if (top, left) == (bottom, right):
        sheet.write_string(top, left, value, look)
    else:
        sheet.merge_range(top, left, bottom, right, value, look)
