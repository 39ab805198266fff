"""An .xlsb, record by record."""

import datetime
import struct
from pathlib import Path

import pytest
from books.making import part, repacked
from corpus.xlsb import xlsb

from stardb.books import read_book
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge, NoValue

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
    assert sheet.rows[2] == ["", NoValue("#N/A")]
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


def with_part(book, kind, data):
    """The workbook with one part more."""
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    links = part(book, "xl/_rels/workbook.bin.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="{kind}" Type="{address}" Target="{kind}.bin"/></Relationships>'.encode(),
    )
    return repacked(book, {"xl/_rels/workbook.bin.rels": links, f"xl/{kind}.bin": data})


def font(flags=0, level=0, name="Arial"):
    return record(43, struct.pack("<4H", 200, flags, 400, level) + bytes(13) + wide(name))


def with_styles(book, *styles, formats=(), fonts=()):
    """styles: the formats, or the formats and fonts, of cell styles."""
    own = b"".join(record(44, struct.pack("<H", number) + wide(code)) for number, code in formats)
    pairs = [style if isinstance(style, tuple) else (style, 0) for style in styles]
    looks = b"".join(record(47, struct.pack("<HHH", 0, *pair) + bytes(10)) for pair in pairs)
    aside = record(626, b"") + record(47, struct.pack("<HH", 0, 14) + bytes(12))  # of named styles
    return with_part(
        book,
        "styles",
        own
        + b"".join(fonts)
        + aside
        + record(617, struct.pack("<I", len(styles)))
        + looks
        + record(618, b"")
        + record(279, b""),
    )


def with_row(book, *cells):
    return repacked(book, {SHEET: part(book, SHEET).replace(DATA_ENDS, row(2, *cells) + DATA_ENDS)})


def real(column, value, style=0):
    return record(5, struct.pack("<IId", column, style, value))


def test_percents_as_shown(book):
    cells = real(0, 0.855, 1), real(1, 0.5)
    assert read(with_row(with_styles(book, 0, 10), *cells)).rows[2] == ["85.5%", 0.5]


def test_a_format_the_workbook_gives_counts_and_not_excels_own_under_its_number(book):
    styled = with_styles(book, 50, 14, 200, 9, formats=[(50, "General"), (200, 'yyyy"年"m"月"'), (9, "0")])
    cells = [real(i, 2022, i) for i in range(4)]
    day = datetime.date(1905, 7, 14)
    assert read(with_row(styled, *cells)).rows[2] == [2022, day, day, 2022]


def test_cells_of_all_kinds(book):
    rich = b"\1" + wide("东村镇") + struct.pack("<IHHHH", 2, 0, 1, 2, 2)
    book = with_part(book, "sharedStrings", record(19, rich) + record(19, b"\0" + wide("天湾")) + record(160, b""))
    cells = (
        record(1, struct.pack("<II", 0, 0)),
        record(2, struct.pack("<IIi", 1, 0, -1250 << 2 | 3)),
        record(4, struct.pack("<IIB", 2, 0, 1)),
        record(6, struct.pack("<II", 3, 0) + wide("在格里")),
        record(7, struct.pack("<III", 4, 0, 0)),
        record(7, struct.pack("<III", 5, 0, 1)),
        record(8, struct.pack("<II", 6, 0) + wide("算得") + bytes(10)),
        record(9, struct.pack("<IId", 7, 0, 3.5) + bytes(10)),
        record(10, struct.pack("<IIB", 8, 0, 0) + bytes(10)),
        record(11, struct.pack("<IIB", 9, 0, 0x07) + bytes(10)),
        record(62, struct.pack("<IIB", 10, 0, 1) + wide("多种字体") + bytes(4)),
    )
    found = ["", -12.5, True, "在格里", "东村镇", "天湾", "算得", 3.5, False, NoValue("#DIV/0!"), "多种字体"]
    assert read(with_row(book, *cells)).rows[2] == found


def test_short_cells_stand_right_of_the_one_before(book):
    book = with_part(with_styles(book, 0, 10), "sharedStrings", record(19, b"\0" + wide("东村镇")) + record(160, b""))
    cells = (
        record(18, struct.pack("<II", 0, 0)),
        record(13, struct.pack("<Ii", 0, 35 << 2 | 2)),
        record(12, struct.pack("<I", 0)),
        record(15, struct.pack("<IB", 0, 1)),
        record(14, struct.pack("<IB", 0, 0x2A)),
        real(7, 12.5),
        record(16, struct.pack("<Id", 1, 0.85)),
        record(17, struct.pack("<I", 0) + wide("优秀")),
    )
    found = ["东村镇", 35, "", True, NoValue("#N/A"), "", "", 12.5, "85%", "优秀"]
    assert read(with_row(book, *cells)).rows[2] == found


@pytest.mark.parametrize("name", [SHEET, BOOK, "xl/styles.bin", "xl/sharedStrings.bin"])
def test_a_part_without_its_end_is_damaged(book, name):
    whole = with_part(with_styles(book, 0, 10), "sharedStrings", record(19, b"\0" + wide("东村镇")) + record(160, b""))
    assert read(whole)
    for end in range(1, len(part(whole, name)) - 1, 3):
        sheets, (problem,) = read_book(repacked(whole, {name: part(whole, name)[:end]}), "a.xlsb")
        assert (sheets, problem.code) == ([], "D101")


def test_a_shared_text_that_is_not_there(book):
    sheets, (problem,) = read_book(with_row(book, record(7, struct.pack("<III", 0, 0, 9))), "a.xlsb")
    assert (sheets, problem.code) == ([], "D101")


def test_a_far_cell(book):
    far = row(1048575, record(5, struct.pack("<IId", 16383, 0, 1.0)))
    sheets, (problem,) = read_book(with_records(book, SHEET, DATA_BEGINS, far), "a.xlsb")
    assert (sheets, problem.code, problem.found) == ([], "D107", "XFD1048576")


@pytest.mark.parametrize("end", range(0, 120, 7))
def test_one_cut_short(book, end):
    sheets, (problem,) = read_book(repacked(book, {SHEET: part(book, SHEET)[:end]}), "a.xlsb")
    assert (sheets, problem.code) == ([], "D101")


def test_what_is_struck_out_is_not_read_and_told(book):
    fonts = [font(), font(8), font(level=1), font(name="Wingdings 2")]
    book = with_styles(book, 0, (0, 1), (10, 1), (0, 3), fonts=fonts)
    rich = b"\1" + wide("3012万元") + struct.pack("<IHHHH", 2, 0, 1, 2, 0)
    book = with_part(book, "sharedStrings", record(19, rich) + record(160, b""))
    cells = (
        real(0, 35, 1),
        real(1, 0.5, 2),
        record(7, struct.pack("<III", 2, 0, 0)),
        record(62, struct.pack("<II", 3, 0) + b"\1" + wide("81") + struct.pack("<IHH", 1, 1, 2)),
        record(6, struct.pack("<II", 4, 3) + wide("R")),
        real(5, 1),
    )
    sheet = read(with_row(book, *cells))
    assert sheet.rows[2] == ["", "", "12万元", "8", "☑", 1]
    assert sheet.remarks == {
        (2, 0): CellRemark(Remark.STRUCK, "35"),
        (2, 1): CellRemark(Remark.STRUCK, "50.00%"),
        (2, 2): CellRemark(Remark.PARTLY_STRUCK, "3012万元"),
        (2, 3): CellRemark(Remark.RAISED, "81"),
    }


def test_noughts_that_the_sheet_does_not_show(book):
    view = record(137, struct.pack("<H28x", 0x38C))
    data = with_row(book, real(0, 0), real(1, 7))
    sheet = read(repacked(data, {SHEET: part(data, SHEET).replace(DATA_BEGINS, view + DATA_BEGINS)}))
    assert sheet.rows[2] == ["", 7]
