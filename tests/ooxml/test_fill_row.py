"""A row filled in on a worksheet's XML: looks, order and all else stay."""

from io import BytesIO

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from stardb.ooxml import EditablePackage, fill_row

SHEET = "xl/worksheets/sheet1.xml"


def made(*rows: list[object], table: str = "") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if table:
        book.active.add_table(Table(displayName="单", ref=table))
    return book


def filled(book: openpyxl.Workbook, row: int, cells: dict[int, str | int]) -> openpyxl.Workbook:
    stream = BytesIO()
    book.save(stream)
    package = EditablePackage(stream.getvalue())
    fill_row(package, SHEET, row, cells)
    return openpyxl.load_workbook(BytesIO(package.to_bytes()))


def test_a_new_row_stands_in_its_place_with_the_look_of_the_one_above() -> None:
    book = made(["编号", "值"], ["1", 5])
    book.active.append([])
    book.active["A9"] = "说明：见附件"
    book.active["A2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet = filled(book, 3, {0: " 二 ", 1: 7}).active
    assert [[cell.value for cell in row] for row in sheet["A1:B3"]] == [["编号", "值"], ["1", 5], [" 二 ", 7]]
    assert sheet["A9"].value == "说明：见附件"
    assert sheet["A3"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.dimensions == "A1:B9"


def test_cells_that_are_there_keep_their_look_and_the_others_of_the_row_their_content() -> None:
    book = made(["甲", "乙", "丙"], ["1", None, 3])
    book.active["B2"].number_format = "yyyy-mm-dd"
    sheet = filled(book, 2, {1: 44927, 4: "末"}).active
    assert [cell.value for cell in sheet[2]][0::2] == ["1", 3, "末"]
    assert str(sheet["B2"].value) == "2023-01-01 00:00:00"


def test_a_formula_that_stood_there_gives_way() -> None:
    book = made(["甲"], ["=1+1"])
    assert filled(book, 2, {0: "字"}).active["A2"].value == "字"


def test_a_list_that_ends_above_grows_by_the_row() -> None:
    book = made(["编号", "值"], ["1", "5"], table="A1:B2")
    assert filled(book, 3, {0: "2"}).active.tables["单"].ref == "A1:B3"
    assert filled(book, 5, {0: "2"}).active.tables["单"].ref == "A1:B2"
