"""An .xlsb, record by record."""

import struct
from pathlib import Path

import pytest
from books.making import part, repacked
from corpus.xlsb import xlsb

from stardb.books import read_book
from stardb.books.sheet import Lost, Merge

SHEET, BOOK = "xl/worksheets/sheet1.bin", "xl/workbook.bin"
DATA_BEGINS, DATA_ENDS, SHEETS_BEGIN = b"\x91\x01\x00", b"\x92\x01\x00", b"\x8f\x01\x00"


def record(kind, data):
    assert len(data) < 128
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    xlsb("a.xlsb", [["村", "党员"], ["李家村", 35]])(tmp_path)
    return (tmp_path / "a.xlsb").read_bytes()


def with_records(book, name, after, records):
    return repacked(book, {name: part(book, name).replace(after, after + records)})


def read(data):
    (sheet,), problems = read_book(data, "a.xlsb")
    assert problems == []
    return sheet


def test_values(book):
    assert read(book).rows == [["村", "党员"], ["李家村", 35]]


def row(number, *cells, flags=0):
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0)) + b"".join(cells)


def test_error_values_hidden_rows_and_columns_and_merges(book):
    error = record(3, struct.pack("<IIB", 1, 0, 0x2A))
    tail = record(176, struct.pack("<4I", 0, 1, 0, 0))
    columns = record(60, struct.pack("<IIIIH", 1, 16383, 2000, 0, 1))
    xml = (
        part(book, SHEET)
        .replace(DATA_ENDS, row(2, error, flags=0x10) + DATA_ENDS + tail)
        .replace(DATA_BEGINS, columns + DATA_BEGINS)
    )
    sheet = read(repacked(book, {SHEET: xml}))
    assert sheet.rows[2] == ["", Lost("#N/A")]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1})
    assert sheet.merges == (Merge(0, 0, 1, 0),)


def test_days_counted_from_1904_and_a_stamp(book):
    text = "{1}"
    formula = b"\x17" + struct.pack("<H", len(text)) + text.encode("utf-16-le")
    name = record(
        39, struct.pack("<IBI", 1, 0, 0xFFFFFFFF) + wide("_stardb_form") + struct.pack("<I", len(formula)) + formula
    )
    settings = record(153, struct.pack("<II", 1, 0) + wide(""))
    data = part(book, BOOK).replace(SHEETS_BEGIN, settings + SHEETS_BEGIN) + name
    sheet = read(repacked(book, {BOOK: data}))
    assert (sheet.base1904, sheet.stamp) == (True, "{1}")


def test_percents_as_shown(book):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    links = part(book, "xl/_rels/workbook.bin.rels").replace(
        b"</Relationships>", f'<Relationship Id="s" Type="{kind}" Target="styles.bin"/></Relationships>'.encode()
    )
    styles = record(617, struct.pack("<I", 2)) + b"".join(
        record(47, struct.pack("<HH", 0, form) + bytes(12)) for form in (0, 10)
    )
    cells = record(5, struct.pack("<IId", 0, 1, 0.855)) + record(5, struct.pack("<IId", 1, 0, 0.5))
    parts = {"xl/_rels/workbook.bin.rels": links, "xl/styles.bin": styles}
    sheet = part(book, SHEET).replace(DATA_ENDS, row(2, cells) + DATA_ENDS)
    assert read(repacked(book, {**parts, SHEET: sheet})).rows[2] == ["85.5%", 0.5]


def test_a_far_cell(book):
    far = row(1048575, record(5, struct.pack("<IId", 16383, 0, 1.0)))
    sheets, (problem,) = read_book(with_records(book, SHEET, DATA_BEGINS, far), "a.xlsb")
    assert (sheets, problem.code, problem.found) == ([], "D107", "XFD1048576")


@pytest.mark.parametrize("end", range(0, 120, 7))
def test_one_cut_short(book, end):
    sheets, problems = read_book(repacked(book, {SHEET: part(book, SHEET)[:end]}), "a.xlsb")
    assert sheets or problems[0].code == "D101"
