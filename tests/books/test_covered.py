"""What lies under a merged cell is not seen, and so not read, in whatever format; where it is another value, it is told."""

import struct

import pytest
from books.formats.test_xlsb import DATA_ENDS, SHEET, real, row
from books.making import number, ods, part, repacked, with_sheet, xls
from corpus.xlsb import xlsb

from stardb.books import read_book
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge

FOUR = [number(0, 0, 1), number(0, 1, 0.9), number(1, 0, 1), number(1, 1, 2)]


def in_xlsx():
    cells = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{a}</v></c><c r="B{r}"><v>{b}</v></c></row>'
        for r, a, b in ((1, 1, 0.9), (2, 1, 2))
    )
    return with_sheet(f'<sheetData>{cells}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>')


def in_xls():
    return xls([*FOUR, (0xE5, struct.pack("<5H", 1, 0, 1, 0, 1))])


def in_xlsb(folder):
    xlsb("a.xlsb", [[1, 0.9]])(folder)
    data = (folder / "a.xlsb").read_bytes()
    second = row(1, real(0, 1), real(1, 2))
    merge = b"\xb0\x01\x10" + struct.pack("<4I", 0, 1, 0, 1)
    return repacked(data, {SHEET: part(data, SHEET).replace(DATA_ENDS, second + DATA_ENDS + merge)})


def in_ods():
    cell = '<table:{}table-cell office:value-type="float" office:value="{}"{}/>'
    span = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
    rows = [
        [cell.format("", 1, span), cell.format("covered-", 0.9, "")],
        [cell.format("covered-", 1, ""), cell.format("covered-", 2, "")],
    ]
    lines = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    return ods(f'<table:table table:name="A">{lines}</table:table>')


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods"])
def test_values_under_a_merged_cell(kind, tmp_path):
    data = in_xlsb(tmp_path) if kind == "xlsb" else {"xlsx": in_xlsx, "xls": in_xls, "ods": in_ods}[kind]()
    (sheet,), problems = read_book(data, f"a.{kind}")
    assert problems == []
    assert sheet.rows == [[1, ""], ["", ""]]
    assert sheet.merges == (Merge(0, 0, 1, 1),)
    assert sheet.remarks == {(0, 1): CellRemark(Remark.COVERED, "0.9"), (1, 1): CellRemark(Remark.COVERED, "2")}


def test_merged_cells_that_overlap_without_end():
    far = [number(0, 0, 1), number(999, 99, 1)]
    merges = [(0xE5, struct.pack("<H", 1000) + struct.pack("<4H", 0, 999, 0, 99) * 1000)] * 100
    sheets, (problem,) = read_book(xls([*far, *merges]), "a.xls")
    assert (sheets, problem.code) == ([], "D101")
