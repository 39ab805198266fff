"""Workbooks to be marked, and shorthand for marking them."""

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

import xlsxwriter

from stardb.books import Book, read_book
from stardb.problems import Place, problem
from stardb.returning import Line, make_marked_copy

FILE = "data/2022/检查.xlsx"
ROWS = [["乡镇", "村", "党员", "收入"], ["甲镇", "东庄", "35人左右", 12.5], ["甲镇", "西庄", 28, "3~5"]]
MADE = dt.datetime(2022, 12, 31)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


def plain(rows: Sequence[Sequence[Any]] = ROWS, sheet: str = "检查表", **fills: str) -> bytes:
    """A workbook of one sheet; fills: cell -> its own colour."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.set_properties({"created": MADE})
        page = book.add_worksheet(sheet)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                colour = fills.get(xlsxwriter.utility.xl_rowcol_to_cell(r, c))
                page.write(r, c, value, book.add_format({"bg_color": colour, "bold": True}) if colour else None)
    return stream.getvalue()


def rich() -> bytes:
    """A workbook with about everything a township may have put into one."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.set_properties({"title": "检查表", "created": MADE})
        cover, page, hidden = (book.add_worksheet(name) for name in ("说明", "检查表", "参数"))
        hidden.hide()
        hidden.write_column(0, 0, ["是", "否"])
        cover.write(0, 0, "填表说明")
        for r, row in enumerate(ROWS):
            page.write_row(r, 0, row)
        page.write_rich_string("A6", book.add_format({"bold": True}), "注意", "：以上按年末数")
        page.write_formula("D5", "=SUM(D2:D4)", None, 12.5)
        page.write_comment("B2", "村里说再核", {"author": "张某某"})
        page.write_comment("C2", "大概数", {"author": "张某某"})
        page.data_validation("C2:C9", {"validate": "list", "source": "=参数!$A$1:$A$2"})
        page.conditional_format("D2:D9", {"type": "data_bar"})
        page.add_sparkline("F2", {"range": "检查表!C2:D2"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=检查表!$D$2:$D$3"})
        page.insert_chart("H2", chart)
        page.insert_image("H20", "x.png", {"image_data": BytesIO(PNG)})
        page.add_table("J1:K3", {"columns": [{"header": "甲"}, {"header": "乙"}]})
        page.print_area("A1:D9")
        page.autofilter("A1:D3")
        page.protect()
        book.define_name("全部", "=检查表!$A$1:$D$9")
        page.activate()
    return _with(stream.getvalue(), {"xl/vbaProject.bin": b"\0macro", "xl/pivotCache/pivotCacheRecords1.xml": b"<x/>"})


def _with(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """A package's parts by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def book_of(data: bytes, file: str = FILE, passwords: Sequence[str] = ()) -> Book:
    """What is read of a file."""
    return Book(file, sha256(data).hexdigest(), tuple(read_book(data, file, passwords)[0]))


def line(cell: str, code: str = "D121", sheet: str = "检查表", found: str = "35人左右", file: str = FILE) -> Line:
    """A problem in a cell: D121 is an error, D117 a warning, D144 a note."""
    return Line(
        problem(code, f"这里填的是“{found}”。", Place(file, sheet, cell), found=found, expected="一个数"), "党员"
    )


def marked(
    data: bytes, *lines: Line, file: str = FILE, copy: str = "检查.xlsx", passwords: Sequence[str] = ()
) -> bytes:
    """The marked copy of a file."""
    return make_marked_copy(data, book_of(data, file, passwords), lines, copy, passwords)[0]
