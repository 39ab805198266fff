"""An old .xls, record by record."""

import datetime
import struct
import subprocess

import openpyxl
import pytest
from books.compounds import container
from books.making import number, xls, xls_of

from stardb.books import read_book, read_books
from stardb.books.display.displayed_cells import UnknownDisplay
from stardb.books.formats.xls.compound import Compound
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge, NoValue

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
    assert read([number(0, 0, 1), (ERROR, struct.pack("<HHHBB", 0, 1, 0, 7, 1))]).rows == [[1, NoValue("#DIV/0!")]]


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
        assert found.rows == [["村", "率", "日"], ["李家村", "85.5%", NoValue("#DIV/0!")], ["王家村", 2, ""]]
        assert (found.hidden_rows, found.hidden_columns) == ({2}, {2})
        assert found.notes == {(1, 0): "含预备党员"}


def formula(kind, row, column, result, rest=bytes(6)):
    return kind, struct.pack("<HHH", row, column, 0) + result + rest


def result(kind, value=0):
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


@pytest.mark.parametrize("kind", [0x06, 0x206, 0x406])
def test_formulas_of_all_versions_and_their_results(kind):
    text = 0x207, struct.pack("<HB", 2, 1) + "合格".encode("utf-16-le")
    cells = [
        formula(kind, 0, 0, struct.pack("<d", 35)),
        formula(kind, 0, 1, result(0)),
        (0x4BC, bytes(10)),  # the formula is shared
        text,
        formula(kind, 0, 2, result(1, 1)),
        formula(kind, 0, 3, result(2, 0x17)),
        formula(kind, 0, 4, result(3)),
        formula(kind, 0, 5, result(0)),
        (0x221, bytes(14)),  # an array's
        text,
        number(0, 6, 1),
    ]
    assert read(cells).rows == [[35, "合格", True, NoValue("#REF!"), "", "合格", 1]]


def test_a_formula_whose_text_is_missing_is_no_blank():
    assert read([formula(0x06, 0, 0, result(0)), number(0, 1, 1)]).rows == [[NoValue("=…"), 1]]


def test_cells_of_all_kinds_and_blank_ones_between():
    rich = 0xD6, struct.pack("<HHHHB", 0, 1, 0, 2, 1) + "合格".encode("utf-16-le") + struct.pack("<HHH", 1, 1, 5)
    cells = [
        (0x201, struct.pack("<HHH", 0, 0, 0)),
        rich,
        (0xBE, struct.pack("<HHHHH", 0, 2, 0, 0, 3)),
        (0x205, struct.pack("<HHHBB", 0, 4, 0, 1, 0)),
        (0x27E, struct.pack("<HHHi", 0, 5, 0, -1250 << 2 | 3)),
        (0x27E, struct.pack("<HHHI", 0, 6, 0, struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32)),
    ]
    assert read(cells).rows == [["合格", "", "", True, -12.5, 1.5]]


def test_cells_as_excel_2_wrote_them_are_not_passed_over():
    sheets, (problem,) = read_book(xls([number(0, 0, 1), (0x03, bytes(15))]), "a.xls")
    assert (sheets, problem.code, problem.found) == ([], "D103", "很旧的 Excel 格式")


@pytest.mark.parametrize(
    ("form", "code", "shown"),
    [
        (50, "General", 2022),
        (51, "0.00;0.00", 2022),
        (58, "0;0", 2022),
        (14, "0", 2022),
        (9, "0", 2022),
        (27, "@", 2022),
        (50, None, datetime.date(1905, 7, 14)),
        (14, None, datetime.date(1905, 7, 14)),
        (9, "yyyy/m/d", datetime.date(1905, 7, 14)),
        (2, 'yyyy"年"m"月"', datetime.date(1905, 7, 14)),
    ],
)
def test_a_format_the_workbook_gives_counts_and_not_excels_own_under_its_number(form, code, shown):
    book = [(FORMAT, struct.pack("<HH", form, len(code)) + wide(code))] if code else []
    book += [(XF, struct.pack("<HH", 0, one) + bytes(16)) for one in (0, form)]
    assert read([number(0, 0, 2022, 1)], book).rows == [[shown]]


def test_days_and_times_of_both_systems():
    book = [(XF, struct.pack("<HH", 0, form) + bytes(16)) for form in (14, 22, 20, 46)]
    cells = [number(0, 0, 44730), number(0, 1, 44730.5, 1), number(0, 2, 0.75, 2), number(0, 3, 1.5, 3)]
    day, noon = datetime.date(2022, 6, 18), datetime.datetime(2022, 6, 18, 12)
    times = [datetime.time(18), datetime.timedelta(hours=36)]
    assert read(cells, book).rows == [[day, noon, *times]]
    later = datetime.timedelta(days=1462)
    assert read(cells, [*book, (DATES, b"\1\0")]).rows == [[day + later, noon + later, *times]]


def test_of_a_number_that_is_no_day_nobody_can_tell_what_is_shown():
    book = [(XF, struct.pack("<HH", 0, 14) + bytes(16))]
    assert read([number(0, 0, -1), number(0, 1, 3e6)], book).rows == [
        [UnknownDisplay("-1", "yyyy/m/d"), UnknownDisplay("3000000", "yyyy/m/d")]
    ]


def test_merged_cells():
    cells = [number(0, 0, 1), number(2, 2, 1), (0xE5, struct.pack("<H8H", 2, 0, 1, 0, 0, 1, 1, 1, 2))]
    assert read(cells).merges == (Merge(0, 0, 1, 0), Merge(1, 1, 1, 2))


def test_sheets_that_lie_in_another_order_than_they_are_listed():
    data = xls_of([("一", [number(0, 0, 1)]), ("二", [number(0, 0, 2)]), ("三", [number(0, 0, 3)])], order=-1)
    sheets, problems = read_book(data, "a.xls")
    assert problems == []
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("一", [[1]]), ("二", [[2]]), ("三", [[3]])]


def test_comments_of_excel_5():
    text = "含预备党员".encode("gbk")
    notes = [
        (NOTE, struct.pack("<HHH", 0, 0, len(text)) + text[:4]),
        (NOTE, struct.pack("<HHH", 0xFFFF, 0, len(text) - 4) + text[4:]),
    ]
    ((sheet,), _) = read_book(xls_of([("A", [number(0, 0, 1), *notes])], page="gbk"), "a.xls")
    assert sheet.notes == {(0, 0): "含预备党员"}


@pytest.mark.parametrize("missing", [4, 14, 18, 30])
def test_a_stream_cut_short_is_not_half_read(missing):
    """The last record is 4 bytes long, the number before it 18."""
    stream = Compound(xls([number(0, 0, 1), number(1, 0, 2)])).stream("Workbook").rstrip(b"\0")
    sheets, (problem,) = read_book(container("Workbook", stream[: len(stream) + 3 - missing]), "a.xls")
    assert (sheets, problem.code) == ([], "D101")


def test_a_part_listed_as_several_sheets_is_damaged():
    stream = Compound(xls([number(0, 0, 1)])).stream("Workbook")
    at = stream.index(struct.pack("<HH", 0x85, 10))
    (start,) = struct.unpack_from("<I", stream, at + 4)
    listed = stream[at : at + 4] + struct.pack("<I", start + 14) + stream[at + 8 : at + 14]
    twice = stream[:at] + listed * 2 + stream[at + 14 :]
    sheets, (problem,) = read_book(container("Workbook", twice), "a.xls")
    assert (sheets, problem.code) == ([], "D101")


FONT = 0x31
PLAIN, STRUCK, HIGH, SIGNS = 0, 1, 2, 3


def font(flags=0, level=0, name="Arial"):
    return FONT, struct.pack("<4H", 200, flags, 0, 400) + struct.pack("<H4x", level) + bytes(
        [len(name), 0]
    ) + name.encode()


LOOKS = [
    font(),
    font(flags=8),
    font(level=1),
    font(name="Wingdings"),
    font(flags=8),  # number 5: there is none of number 4
    *((XF, struct.pack("<HH", number_, form) + bytes(16)) for number_, form in ((0, 0), (1, 0), (3, 0), (5, 9))),
]


def label(row, column, text, style=0, runs=()):
    coded = text.encode("utf-16-le")
    cell = struct.pack("<HHHHB", row, column, style, len(text), 1) + coded
    return 0xD6, cell + struct.pack("<H", len(runs)) + b"".join(struct.pack("<HH", *run) for run in runs)


def test_what_is_struck_out_is_not_read_and_told():
    cells = [
        number(0, 0, 35, 1),
        label(0, 1, "优秀", 1),
        label(0, 2, "3012万元", 0, [(0, STRUCK), (2, PLAIN)]),
        label(0, 3, "81", 0, [(1, HIGH)]),
        label(0, 4, "ü", 2),
        label(0, 5, "þ合格", 0, [(0, SIGNS), (1, PLAIN)]),
        number(0, 6, 0.5, 3),
        (0x205, struct.pack("<HHHBB", 0, 7, 1, 7, 1)),
        label(0, 8, "旧12", 1, [(1, PLAIN)]),
        number(0, 9, 1),
    ]
    sheet = read(cells, LOOKS)
    assert sheet.rows == [["", "", "12万元", "8", "√", "☑合格", "", "", "12", 1]]
    held = ["35", "优秀", "3012万元", "81", "50%", "#DIV/0!", "旧12"]
    kinds = [
        Remark.STRUCK,
        Remark.STRUCK,
        Remark.PARTLY_STRUCK,
        Remark.RAISED,
        *[Remark.STRUCK] * 2,
        Remark.PARTLY_STRUCK,
    ]
    places = [(0, column) for column in (0, 1, 2, 3, 6, 7, 8)]
    assert sheet.remarks == dict(zip(places, map(CellRemark, kinds, held), strict=True))


def test_shared_texts_in_several_fonts():
    text = "3012万元"
    shared = (
        struct.pack("<HBH", len(text), 1 | 8, 2) + text.encode("utf-16-le") + struct.pack("<4H", 0, STRUCK, 2, PLAIN)
    )
    texts = (0xFC, struct.pack("<II", 1, 1) + shared)
    sheet = read([(0xFD, struct.pack("<HHHI", 0, column, 0, 0)) for column in (0, 1)], [*LOOKS, texts])
    assert sheet.rows == [["12万元", "12万元"]]
    assert sheet.remarks == {(0, column): CellRemark(Remark.PARTLY_STRUCK, text) for column in (0, 1)}


def test_texts_in_several_fonts_of_excel_5():
    coded = "旧300新12".encode("gbk")
    cell = struct.pack("<HHHH", 0, 0, 0, len(coded)) + coded + bytes([2, 0, STRUCK, 5, PLAIN])
    arial = (FONT, struct.pack("<4H", 200, 0, 0, 400) + bytes(6) + b"\5Arial")
    struck = (FONT, struct.pack("<4H", 200, 8, 0, 400) + bytes(6) + b"\5Arial")
    ((sheet,), _) = read_book(xls_of([("A", [(0xD6, cell)])], [arial, struck], page="gbk"), "a.xls")
    assert sheet.rows == [["新12"]]


def test_noughts_that_the_sheet_does_not_show():
    window = 0x23E, struct.pack("<H16x", 0x6A6)
    sheet = read([number(0, 0, 0), number(0, 1, 1), window])
    assert sheet.rows == [["", 1]]
    assert sheet.remarks == {(0, 0): CellRemark(Remark.UNSEEN, "0")}
    assert read([number(0, 0, 0), (0x23E, struct.pack("<H16x", 0x6B6))]).rows == [[0]]


NOTHING, NOUGHT = result(3), struct.pack("<d", 0)


@pytest.mark.parametrize("empty", [NOTHING, NOUGHT])
def test_formulas_that_nobody_has_reckoned_are_no_blanks_nor_noughts(empty):
    """As programs write them that leave the reckoning to Excel."""
    cells = [number(0, 0, 0), formula(0x06, 0, 1, empty)]
    assert read(cells).rows == [[0, NoValue("=…")]]


@pytest.mark.parametrize(
    ("more", "book"), [([formula(0x06, 1, 0, struct.pack("<d", 7))], []), ([number(1, 0, 7)], [(0x1C1, bytes(8))])]
)
def test_formulas_that_were_reckoned_may_come_to_nothing(more, book):
    assert read([formula(0x06, 0, 0, NOTHING), formula(0x06, 0, 1, NOUGHT), *more], book).rows == [["", 0], [7, ""]]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_an_error_value(value):
    assert read([number(0, 0, value), number(0, 1, 1)]).rows == [[NoValue("#NUM!"), 1]]
