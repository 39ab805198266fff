"""Contest: a listing through a template laid out in Excel, against XlsxWriter code that writes the same cells and formats."""

import re
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.contest import Contender, Contest, Size
from stardb.rendering.workbook import render_workbook

NUMBERS, TEXTS = 16, 4
TOP = 2
"""The first row below title and header, from 0."""


def contest(size: Size, folder: Path) -> Contest:
    """Title, header, rows with borders and number formats, a total; a conditional format, a filter, a frozen pane."""
    rows = listing(size.rows)
    blank = template()
    return Contest(
        f"render {size.rows:,} rows × {NUMBERS + TEXTS}",
        (
            Contender("stardb, from a template", lambda: render_workbook(blank, {"标题": "评定结果", "行": rows})),
            Contender("XlsxWriter code", lambda: written(rows)),
        ),
        agree,
    )


def names() -> list[str]:
    """The columns' titles."""
    return [f"词{i}" for i in range(TEXTS)] + [f"数{i}" for i in range(NUMBERS)]


def listing(size: int) -> list[dict[str, str | float]]:
    """The rows to be shown."""
    dice = Random(size)
    words = {name: f"{name}-{i % 97}" for i, name in enumerate(names()[:TEXTS])}
    return [
        {name: f"{word}{dice.randrange(500)}" for name, word in words.items()}
        | {name: dice.randrange(1000) / 10 for name in names()[TEXTS:]}
        for _ in range(size)
    ]


def template() -> bytes:
    """The workbook a department would lay out: the listing with its one row, and directives round it."""
    row = [f"{{{{ r.{name} }}}}" for name in names()]
    return _book([["{% for r in 行 %}"], row, ["{% endfor %}"]], "{{ 标题 }}", (TOP + 1, TOP + 1))


def written(rows: list[dict[str, Any]]) -> bytes:
    """The same listing by code."""
    return _book([list(row.values()) for row in rows], "评定结果", (TOP, TOP + len(rows) - 1))


def _book(rows: list[list[Any]], title: str, span: tuple[int, int]) -> bytes:
    """A listing from row `TOP` on and a row of totals; totals, conditional format and filter are of the rows `span`."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("结果")
    bold = book.add_format({"bold": True, "font_size": 16})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#C00000", "font_color": "white", "align": "center"})
    word = book.add_format({"border": 1})
    number = book.add_format({"border": 1, "num_format": "0.0"})
    low = book.add_format({"font_color": "#C00000"})
    sheet.write(0, 0, title, bold)
    for place, name in enumerate(names()):
        sheet.write(1, place, name, head)
    for r, row in enumerate(rows, TOP):
        for c, cell in enumerate(row):
            if type(cell) is str:
                sheet.write_string(r, c, cell, word if c < TEXTS else number)
            else:
                sheet.write_number(r, c, cell, number)
    first, last = span
    for c in range(TEXTS, TEXTS + NUMBERS):
        column = chr(ord("A") + c)
        sheet.write_formula(TOP + len(rows), c, f"=SUM({column}{first + 1}:{column}{last + 1})", number)
    area = (first, TEXTS, last, TEXTS + NUMBERS - 1)
    sheet.conditional_format(*area, {"type": "cell", "criteria": "<", "value": 10, "format": low})
    sheet.autofilter(1, 0, last, TEXTS + NUMBERS - 1)
    sheet.set_column(0, TEXTS + NUMBERS - 1, 10)
    sheet.freeze_panes(2, 1)
    book.close()
    return file.getvalue()


def agree(ours: bytes, theirs: bytes) -> None:
    """The same cells, and for totals, which Excel reckons on opening, the same formulas."""
    first, second = (_cells(content) for content in (ours, theirs))
    assert len(first) == len(second), (len(first), len(second))
    assert first[:-1] == second[:-1]
    assert _formulas(ours) == _formulas(theirs)


def _cells(content: bytes) -> list[list[object]]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return book.get_sheet_by_index(0).to_python()  # type: ignore[return-value]  # lists of fewer kinds


def _formulas(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as package:
        return re.findall(r"<f>([^<]*)</f>", package.read("xl/worksheets/sheet1.xml").decode())
