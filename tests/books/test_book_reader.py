"""What is on the desk is read, whatever state it is in; what cannot be read is said and the rest goes on."""

import re
import struct
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from books.compounds import container
from books.making import fods, number, ods, part, put, repacked, with_sheet, xls, xls_of, xlsx

from stardb.books import read_book, read_books


def read(desk):
    books = read_books(desk.folder, desk.root)
    return books.sheets, books.problems


def one_problem(desk):
    sheets, (problem,) = read(desk)
    assert [sheet.file for sheet in sheets] == ["data/好.xlsx"], "the others go on"
    return problem


@pytest.fixture
def good(desk):
    desk.send("好", [["a", "b"], [1, 2]])
    return desk


def test_rows_and_columns_keep_their_place(desk):
    book = openpyxl.Workbook()
    book.active["C4"] = "x"
    book.active["E6"] = 5
    book.save(desk.folder / "a.xlsx")
    (sheet,), _ = read(desk)
    assert sheet.cell(0, 0) == "C4"
    assert sheet.cell(2, 2) == "E6"
    assert sheet.rows[2][2] == 5


def test_workbooks_come_in_the_order_of_their_paths(desk):
    for name in ("b/2", "a/1", "a/10", "z"):
        desk.send(name, [["x"], [name]])
    sheets, _ = read(desk)
    assert [sheet.file for sheet in sheets] == ["data/a/1.xlsx", "data/a/10.xlsx", "data/b/2.xlsx", "data/z.xlsx"]


def test_lock_files_and_hidden_files_are_passed_over(good):
    good.put("~$好.xlsx", b"\x05user")
    good.put(".好.xlsx", b"rubbish")
    (good.folder / ".git").mkdir()
    good.put(".git/x.xlsx", b"rubbish")
    good.put("Thumbs.db", b"rubbish")
    sheets, problems = read(good)
    assert len(sheets) == 1
    assert problems == ()


@pytest.mark.parametrize("name", ["检查表.pdf", "检查表.docx", "照片.jpg", "上报.zip"])
def test_a_report_sent_in_another_format_is_named(good, name):
    """A township that sends a PDF has reported, but nothing can be read of it."""
    good.put(name, b"no workbook")
    _, (problem,) = read(good)
    assert (problem.code, problem.place.file) == ("D108", f"data/{name}")


def test_a_hidden_sheet_is_not_read_and_said_so(desk):
    desk.send_book("好", {"表": [["a"], [1]], "底稿": [["b"], [2]]}, hidden=["底稿"])
    problem = one_problem(desk)
    assert problem.code == "D106"
    assert "底稿" in problem.message


def test_an_empty_file(good):
    good.put("空.xlsx", b"")
    assert one_problem(good).code == "D105"


def test_a_workbook_cut_short(good):
    content = (good.folder / "好.xlsx").read_bytes()
    good.put("断.xlsx", content[: len(content) // 2])
    assert one_problem(good).code == "D101"


def test_a_file_that_may_not_be_read(good, monkeypatch):
    good.send("锁", [["a"], [1]])
    read_bytes = Path.read_bytes

    def refuse(path):
        if path.name == "锁.xlsx":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert one_problem(good).code == "D104"


def test_a_stray_cell_far_away_does_not_eat_the_memory(good):
    book = openpyxl.Workbook()
    book.active["A1"] = "乡镇"
    book.active["XFD1048576"] = " "
    book.save(good.folder / "远.xlsx")
    problem = one_problem(good)
    assert problem.code == "D107"
    assert "XFD1048576" in problem.message


def test_formats_far_away_do_no_harm(desk):
    book = openpyxl.Workbook()
    book.active["A1"] = "乡镇"
    book.active["XFD1048576"].number_format = "0%"
    book.save(desk.folder / "a.xlsx")
    (sheet,), problems = read(desk)
    assert problems == ()
    assert sheet.rows == [["乡镇"]]


def test_a_compound_file_without_a_workbook(good):
    good.put("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<504x"))
    assert one_problem(good).code == "D101"


@pytest.mark.tools
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_free_formats(desk, look, soffice, tmp_path, kind):
    for name, rows in (("名册", look.ROSTER), ("检查", look.CHECK)):
        path = desk.send(name, rows)
        command = [*soffice, "--headless", "--convert-to", kind, "--outdir", desk.folder, path]
        subprocess.run(command, check=True, capture_output=True)
        path.unlink()
    intake = desk.read()
    assert intake.problems == ()
    assert intake.files == (f"data/名册.{kind}", f"data/检查.{kind}")
    assert look.row(intake.tables.single["检查表"]) == {
        "乡镇": "东村镇",
        "村": "李家村",
        "党员": "35",
        "收入": "12.5万元",
        "合格率": "85%",
        "换届": "是",
    }


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("文.xlsx", "各乡镇：请于月底前报送。".encode(), "文字"),
        ("网.xls", b"<html><body><p>404</p></body></html>", "网页"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "别种文件"),
        ("旧.xls", bytes([9, 4, 6, 0, 0, 0, 16, 0, 0, 0]), "很旧的 Excel 格式"),
    ],
)
def test_another_kind_of_file_renamed(good, name, content, what):
    good.put(name, content)
    problem = one_problem(good)
    assert problem.code == "D103"
    assert what in problem.message


@pytest.mark.parametrize("name", ["说明.txt", "首页.html", "设置.xml"])
def test_a_text_that_need_not_be_a_table_is_only_said_to_be_unused(good, name):
    good.put(name, "<p>请于月底前报送。</p>".encode())
    problem = one_problem(good)
    assert problem.code == "D108"


@pytest.mark.parametrize("name", ["好.xls", "好.csv", "好.et", "好.html"])
def test_a_workbook_by_another_name_is_read(desk, name):
    put(desk.folder, name, xlsx([["村", "党员"], ["李家村", 35]]))
    sheets, problems = read(desk)
    assert problems == ()
    assert sheets[0].rows == [["村", "党员"], ["李家村", 35]]


def test_a_document_of_another_program_is_no_workbook(good):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    good.put("文.xlsx", stream.getvalue())
    assert one_problem(good).code == "D103"


def test_a_compound_file_that_is_no_workbook(good):
    good.put("文.xls", container("WordDocument", b"x" * 5000))
    assert one_problem(good).code == "D103"


def test_nothing_is_printed_when_the_reader_panics(good, capfd):
    """A shared text that is not there."""
    cell = "<sheetData><row r='1'><c r='A1' t='s'><v>99999999999999999999</v></c></row></sheetData>"
    good.put("坏.xlsx", with_sheet(cell))
    for records in ([(0xFD, b"\x00\x00")], [(0x27E, b"\x01")], [(0xE5, b"\xff\xff")]):
        good.put(f"坏{records[0][0]}.xls", xls(records))
    _, problems = read(good)
    assert {problem.code for problem in problems} == {"D101"}
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_is_not_swallowed(good, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("stardb.books.formats.xlsx.workbook.list_sheets", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read(good)


def test_a_workbook_without_a_filled_cell(good):
    good.put("空.xlsx", xlsx([]))
    _, (problem,) = read(good)
    assert (problem.code, problem.place.file) == ("D105", "data/空.xlsx")


def test_sheets_of_one_name_are_each_read(desk):
    data = xlsx([["甲"]])
    book = part(data, "xl/workbook.xml").decode()
    again = re.sub(r"(<sheet [^>]*/>)", r"\1\1", book)
    put(desk.folder, "a.xlsx", repacked(data, {"xl/workbook.xml": again.encode()}))
    sheets, _ = read(desk)
    assert [sheet.name for sheet in sheets] == ["Sheet", "Sheet"]


def test_a_sheet_called_like_a_path_is_only_called_so(desk):
    book = openpyxl.Workbook()
    book.active.title = "..&a"
    book.active["A1"] = 1
    book.save(desk.folder / "a.xlsx")
    data = (desk.folder / "a.xlsx").read_bytes()
    changed = part(data, "xl/workbook.xml").replace(b"..&amp;a", b"../../etc/passwd")
    put(desk.folder, "a.xlsx", repacked(data, {"xl/workbook.xml": changed}))
    assert read(desk)[0][0].name == "../../etc/passwd"


def test_sheets_of_charts_and_very_hidden_ones(desk):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_chartsheet("图").add_chart(openpyxl.chart.BarChart())
    book.create_sheet("秘").sheet_state = "veryHidden"
    book.save(desk.folder / "a.xlsx")
    (sheet,), (problem,) = read(desk)
    assert sheet.rows == [[1]]
    assert (problem.code, problem.place.sheet) == ("D106", "秘")


def test_a_number_of_more_digits_than_a_number_keeps_stays_a_number(desk):
    desk.send("a", [["身份证号"], [141199199001011237]])
    assert isinstance(read(desk)[0][0].rows[1][0], int | float)


@pytest.mark.parametrize("damage", range(0, 2100, 70))
def test_a_damaged_compound_file_is_no_more_than_a_problem(damage):
    content = bytearray(xls([number(0, 0, 1.0), number(1, 1, 2.0)]))
    content[damage : damage + 8] = b"\xff\x00\xff\x00\x01\x02\x03\x04"
    sheets, problems = read_book(bytes(content), "a.xls")
    assert sheets or problems[0].code in ("D101", "D103")


LONG = "字" * 30_000


def many_shared_texts():
    """An .xls of 16 KB a row: 250 cells of one text."""
    coded = LONG.encode("utf-16-le")
    pieces = [coded[i : i + 8000] for i in range(0, len(coded), 8000)]
    texts = (0xFC, struct.pack("<IIHB", 1, 1, len(LONG), 1) + pieces[0])
    more = ((0x3C, b"\1" + piece) for piece in pieces[1:])
    return xls([(0xFD, struct.pack("<HHHI", r, c, 0, 0)) for r in range(10) for c in range(250)], [texts, *more])


def many_repeated_texts(write):
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="250"><text:p>{LONG}</text:p></table:table-cell>'
    return write(
        f'<table:table table:name="表"><table:table-row table:number-rows-repeated="10">{cell}</table:table-row></table:table>'
    )


@pytest.mark.parametrize(
    "data", [many_shared_texts(), many_repeated_texts(ods), many_repeated_texts(fods)], ids=["xls", "ods", "fods"]
)
def test_one_long_text_in_thousands_of_cells(data):
    sheets, (problem,) = read_book(data, "a")
    assert (sheets, problem.code) == ([], "D155")
    assert "字" in problem.found


def test_many_sheets_that_are_each_not_too_large():
    far = [number(0, 0, 1), number(65535, 70, 1)]
    sheets, (problem,) = read_book(xls_of([(f"表{i}", far) for i in range(5)]), "a.xls")
    assert (sheets, problem.code) == ([], "D155")
    assert "格" in problem.found
