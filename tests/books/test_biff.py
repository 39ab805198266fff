"""An old .xls, record by record: what calamine does not tell, and what it would believe too easily."""

import struct
import subprocess

import openpyxl
import pytest
from books.making import number, xls

from stardb.books import read_book, read_books
from stardb.books.compound import Compound, container
from stardb.books.sheet import Lost

NAME, FORMAT, XF, DATES, LOCK, LINK = 0x18, 0x41E, 0xE0, 0x22, 0x2F, 0x1AE
ROW, COLUMNS, SIZE, ERROR, NOTE, OBJECT, TEXT, MORE = 0x208, 0x7D, 0x200, 0x205, 0x1C, 0x5D, 0x1B6, 0x3C
BEGIN, END = 0x809, 0x0A


def wide(text):
    return b"\1" + text.encode("utf-16-le")


def read(cells, book=()):
    (sheet,), problems = read_book(xls(cells, book), "a.xls")
    assert problems == []
    return sheet


def test_error_values_are_no_blanks():
    assert read([number(0, 0, 1), (ERROR, struct.pack("<HHHBB", 0, 1, 0, 7, 1))]).rows == [[1, Lost("#DIV/0!")]]


def test_percents_as_shown():
    book = [
        (FORMAT, struct.pack("<HH", 200, 4) + wide("0.0%")),
        *((XF, struct.pack("<HH", 0, form) + bytes(16)) for form in (0, 9, 200)),
    ]
    several = (0xBD, struct.pack("<HHHiHiH", 1, 0, 1, 50 << 2 | 3, 0, 5 << 2 | 2, 1))  # 0.5 shown as 50%, 5
    sheet = read([number(0, 0, 0.85, 1), number(0, 1, 0.855, 2), number(0, 2, 0.5), several], book)
    assert sheet.rows == [["85%", "85.5%", 0.5], ["50%", 5, ""]]


def test_hidden_rows_and_columns():
    hidden = ROW, struct.pack("<HHHHHHHH", 1, 0, 2, 255, 0, 0, 0x120, 15)
    columns = COLUMNS, struct.pack("<HHHHHH", 1, 255, 2000, 15, 1, 0)
    sheet = read([columns, hidden, number(0, 0, 1), number(1, 1, 2)])
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_comments_but_ours():
    def comment(row, number_, author, text):
        object_ = OBJECT, struct.pack("<HHHHH", 0x15, 18, 0x19, number_, 0) + bytes(16)
        note = NOTE, struct.pack("<HHHHH", row, 0, 0, number_, len(author)) + wide(author)
        return [
            object_,
            (TEXT, struct.pack("<HH6xHH4x", 0, 0, len(text), 16)),
            (MORE, wide(text)),
            (MORE, bytes(16)),
            note,
        ]

    cells = [
        number(0, 0, 1),
        number(1, 0, 2),
        *comment(0, 1, "张某某", "含预备党员"),
        *comment(1, 2, "stardb", "应为数"),
    ]
    assert read(cells).notes == {(0, 0): "含预备党员"}


def test_days_counted_from_1904():
    assert read([number(0, 0, 1)], [(DATES, b"\1\0")]).base1904


def test_a_stamp_in_parts():
    def text(part):
        return b"\x17" + bytes([len(part)]) + wide(part)

    formula = text('{"form":') + text('"东村镇"}') + b"\x08"
    name = struct.pack("<HBBHHHBBBB", 1, 0, 12, len(formula), 0, 1, 0, 0, 0, 0) + b"\0_stardb_form" + formula
    assert read([number(0, 0, 1)], [(NAME, name)]).stamp == '{"form":"东村镇"}'


def test_an_external_workbook_is_named():
    path = "\1\1C\3Users\3台账.xls"
    _, (problem,) = read_book(xls([number(0, 0, 1)], [(LINK, struct.pack("<HH", 1, len(path)) + wide(path))]), "a.xls")
    assert (problem.code, problem.found) == ("D153", "台账.xls")


def test_the_numbers_of_a_chart_are_no_cells():
    chart = [(BEGIN, struct.pack("<HH12x", 0x600, 0x20)), number(0, 0, 99), number(7, 3, 99), (END, b"")]
    assert read([number(0, 0, 1), *chart, number(0, 1, 2)]).rows == [[1, 2]]


def test_a_size_that_is_only_claimed():
    size = SIZE, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)
    assert read([size, number(0, 0, 1)]).rows == [[1]]


def test_a_far_cell():
    sheets, (problem,) = read_book(xls([number(0, 0, 1), number(65535, 255, 1)]), "a.xls")
    assert (sheets, problem.code, problem.found) == ([], "D107", "IV65536")


def test_a_locked_one():
    sheets, (problem,) = read_book(xls([number(0, 0, 1)], [(LOCK, bytes(54))]), "a.xls", ["1234"])
    assert (sheets, problem.code) == ([], "D102")


def test_a_workbook_protected_against_changes_is_read():
    assert read([number(0, 0, 1)], [(0x12, b"\1\0"), (0x13, b"\x12\x34"), (0x5B, bytes(8))]).rows == [[1]]


def test_a_chain_of_sectors_that_goes_in_a_circle():
    data = bytearray(container("Workbook", bytes(9000)))
    data[512 + 4 * 5 : 512 + 4 * 6] = struct.pack("<I", 2)
    sheets, (problem,) = read_book(bytes(data), "a.xls")
    assert (sheets, problem.code) == ([], "D101")


@pytest.mark.parametrize("length", [0, 4095, 4096, 70_000, 8_000_000])
def test_a_stream_put_into_a_container_comes_out_of_it(length):
    stream = bytes(i % 251 for i in range(1000)) * (length // 1000 + 1)
    assert Compound(container("Workbook", stream[:length])).stream("workbook")[:length] == stream[:length]


@pytest.mark.tools
def test_what_a_real_program_writes(desk, soffice):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["村", "率", "日"], ["李家村", 0.855, "=1/0"], ["王家村", "=1+1", '=A9999&""']):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    sheet["A2"].comment = openpyxl.comments.Comment("含预备党员", "张某某")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(desk.folder / "a.xlsx")
    for kind in ("xls", "ods"):
        command = [*soffice, "--convert-to", kind, "--outdir", desk.folder, desk.folder / "a.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
    (desk.folder / "a.xlsx").unlink()
    old, free = sorted(read_books(desk.folder, desk.root).sheets, key=lambda found: found.file, reverse=True)
    for found in (old, free):
        assert found.rows == [["村", "率", "日"], ["李家村", "85.5%", Lost("#DIV/0!")], ["王家村", 2, ""]]
        assert (found.hidden_rows, found.hidden_columns) == ({2}, {2})
        assert found.notes == {(1, 0): "含预备党员"}
