"""What is on the desk is read, whatever state it is in; what cannot be read is said and the rest goes on."""

import struct
import subprocess
from pathlib import Path

import openpyxl
import pytest

from stardb.books import read_books, workbook
from stardb.books.sheet import Lost


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
        desk.send(name, [["x"], [1]])
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


@pytest.mark.parametrize("name", ["检查表.pdf", "检查表.docx", "照片.jpg", "上报.zip", "表.csv"])
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


def test_an_encrypted_workbook_says_how_to_unlock_it(good):
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    good.put("密.xlsx", header + "EncryptedPackage".encode("utf-16-le") + bytes(400))
    problem = one_problem(good)
    assert problem.code == "D102"
    assert "加密" in problem.message
    assert "密码" in problem.remedy


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("文.xlsx", "乡镇,村\n东村镇,李家村".encode(), "文字"),
        ("文.xls", "乡镇,村\n东村镇,李家村".encode("gb18030"), "文字"),
        ("网.xls", b"<html><body><table><tr><td>1</td></tr></table>", "网页"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "别种文件"),
    ],
)
def test_another_kind_of_file_renamed(good, name, content, what):
    good.put(name, content)
    problem = one_problem(good)
    assert problem.code == "D103"
    assert what in problem.message


def test_a_file_that_may_not_be_read(good, monkeypatch):
    good.send("锁", [["a"], [1]])
    read_bytes = Path.read_bytes

    def refuse(path):
        if path.name == "锁.xlsx":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert one_problem(good).code == "D104"


def test_a_panic_of_the_reader_is_a_problem_too(good, monkeypatch):
    class PanicException(BaseException):
        """What pyo3 raises."""

    read_one = workbook._read

    def panic(data, file, *others):
        if "坏" in file:
            raise PanicException("index out of range")
        return read_one(data, file)

    monkeypatch.setattr(workbook, "_read", panic)
    good.put("坏.xlsb", b"PK\x03\x04" + bytes(100))
    assert one_problem(good).code == "D101"


def test_an_interrupt_is_not_swallowed(good, monkeypatch):
    def interrupt(data, file):
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "_read", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read(good)


def test_a_csv_is_not_passed_over_silently(good):
    good.put("表.csv", b"a,b\n1,2")
    problem = one_problem(good)
    assert problem.code == "D108"
    assert ".xlsx" in problem.remedy


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
def test_error_values_in_an_old_xls(desk, soffice):
    rows = [
        ["题"],
        ["甲", "乙", "丙"],
        [1, "=1/0", "=NA()"],
        [2, "=1+1", '=A9999&""'],
        *([i, i, i] for i in range(500)),
    ]
    path = desk.send("a", rows, sheet="检查表")
    command = [*soffice, "--headless", "--convert-to", "xls", "--outdir", desk.folder, path]
    subprocess.run(command, check=True, capture_output=True)
    path.unlink()
    (sheet,), problems = read(desk)
    assert problems == ()
    assert list(sheet.rows[2]) == [1, Lost("#DIV/0!"), Lost("#N/A")]
    assert list(sheet.rows[3]) == [2, 2, ""]


@pytest.mark.parametrize("damage", [0, 30, 44, 48, 60, 68, 76, 512, 1024])
def test_a_damaged_compound_file_is_no_more_than_a_problem(good, damage):
    content = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)
    content[30:34] = b"\x09\x00\x06\x00"
    content[damage + 8 : damage + 16] = b"\xff\x00\xff\x00\x01\x02\x03\x04"
    good.put("旧.xls", bytes(content))
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


def test_a_reckoned_percent_is_read_to_15_digits():
    assert workbook._percent(1 - 0.9) == "10%"
    assert workbook._percent(0.29 * 100 / 100 + 1e-17) == "29%"
    assert workbook._percent(1) == "100%"
