"""What is said beside cells while they are filled in, and what is printed over and under each page."""

import struct

import pytest
from books.making import number, with_sheet, xls
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from stardb.books import read_book, read_books
from stardb.books.raw.sheet_metadata import Prompt


def wide(text):
    return struct.pack("<H", len(text)) + b"\1" + text.encode("utf-16-le")


def test_a_prompt_and_the_print_lines_of_a_workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["B2"] = 1
    rule = DataValidation(type="decimal", operator="greaterThan", formula1="0", promptTitle="收入", prompt="单位元")
    rule.add("C2:C9")
    rule.add("E3")
    sheet.add_data_validation(rule)
    sheet.oddHeader.left.text = "收入表"
    sheet.oddHeader.right.text = "单位：元"
    sheet.oddHeader.right.font = "宋体,Bold"
    sheet.oddFooter.center.text = "第&P页"
    book.save(tmp_path / "a.xlsx")
    (read,) = read_books(tmp_path, tmp_path).sheets
    assert read.prompts == (Prompt("收入\n单位元", (((1, 2), (8, 2)), ((2, 4), (2, 4)))),)
    assert read.print_lines == ("收入表\n单位：元", "第页")


def test_a_prompt_of_a_list_that_stands_on_another_sheet():
    cells = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    names = 'xmlns:x="http://a" xmlns:m="http://b"'
    rule = '<x:dataValidation prompt="单位元"><x:formula1><m:f>B!A1:A9</m:f></x:formula1><m:sqref>A1</m:sqref></x:dataValidation>'
    other = "<x:conditionalFormatting><m:sqref>B1</m:sqref></x:conditionalFormatting>"
    (read,), problems = read_book(with_sheet(f"{cells}<extLst {names}>{rule}{other}</extLst>"), "a.xlsx")
    assert (read.prompts, problems) == ((Prompt("单位元", (((0, 0), (0, 0)),)),), [])


@pytest.mark.parametrize("damage", [0, 40])
def test_those_of_an_old_xls(damage):
    texts = b"".join(map(wide, ("收入", "\0", "单位元", "\0")))
    formulas = struct.pack("<HHBHHH", 3, 0, 0x1E, 0, 0, 0)
    areas = struct.pack("<H4H", 1, 1, 8, 2, 2)
    prompt = 0x1BE, (bytes(4) + texts + formulas + areas)[: -damage or None]
    header = 0x14, wide("&L收入表&R单位：元")
    (read,), problems = read_book(xls([header, number(1, 1, 1), prompt]), "a.xls")
    assert problems == []
    assert read.prompts == (() if damage else (Prompt("收入\n单位元", (((1, 2), (8, 2)),)),))
    assert read.print_lines == ("收入表\n单位：元",)
