"""Corrected files take the place of those they correct, and what was changed is told."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from marked import FILE, ROWS, book_of, line, marked, plain

from stardb.books import Books
from stardb.problems import Place, problem
from stardb.returning import replace_corrected
from stardb.returning.private_cells import Private
from stardb.returning.return_stamp import read_stamp

OTHER = "data/2022/检查（改）.xlsx"
LINES = (line("C2"), line("D3", "D117"))


def corrected(data, **cells):
    """The returned workbook as a township fills it in."""
    book = openpyxl.load_workbook(BytesIO(data))
    for cell, value in cells.items():
        book["检查表"][cell] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def found(books, returned=None, private=()):
    """What is settled: the files read, and the problems by code."""
    copies = {read_stamp(returned.sheets).digest: returned} if returned else {}
    settled = replace_corrected(Books(tuple(books)), copies, Private(frozenset(private)))
    return settled, [(p.code, p.place.file, p.place.cell, p.message) for p in settled.books.problems]


@pytest.fixture(scope="module")
def copy():
    return marked(plain(), *LINES)


def test_beside_the_first_under_another_name_it_is_read_alone(copy):
    settled, said = found([book_of(plain()), book_of(corrected(copy, C2=35), OTHER)], book_of(copy, "检查.xlsx"))
    (book,) = settled.books.books
    assert book.file == OTHER
    assert [sheet.name for sheet in book.sheets] == ["检查表"]  # the list is no data
    assert [list(row) for row in book.sheets[0].rows] == [ROWS[0], ["甲镇", "东庄", 35, 12.5], ROWS[2]]
    assert [code for code, *_ in said] == ["D172", "D171"]
    assert said[0][1] == FILE
    assert said[1][1:] == (OTHER, "C2", "“35人左右”改成了“35”。")


def test_in_the_place_of_the_first_the_changes_are_told_too(copy):
    settled, said = found([book_of(corrected(copy, C2=35, D3=None), FILE)], book_of(copy, "检查.xlsx"))
    assert [book.file for book in settled.books.books] == [FILE]
    assert [(cell, text) for _, _, cell, text in said] == [
        ("C2", "“35人左右”改成了“35”。"),
        ("D3", "“3~5”改成了空格。"),
    ]


def test_a_number_typed_as_text_is_no_change(copy):
    assert found([book_of(corrected(copy, C3="28"))], book_of(copy, "检查.xlsx"))[1] == []


def test_marked_cells_that_stay_wrong_are_told_once_a_file(copy):
    settled, _ = found([book_of(corrected(copy, C2=35))], book_of(copy, "检查.xlsx"))
    wrong = [replace(line("D3").problem), problem("D121", "别的格", Place(FILE, "检查表", "C3"))]
    (told,) = settled.report_unmended(wrong)
    assert (told.code, told.place) == ("D173", Place(FILE))
    assert "检查表!D3" in told.message
    assert "C2" not in told.message
    assert "C3" not in told.message  # it was not marked
    assert list(settled.report_unmended([])) == []  # nothing is wrong with it any more


def test_a_row_put_in_moves_the_others_and_changes_none(copy):
    book = openpyxl.load_workbook(BytesIO(copy))
    book["检查表"].insert_rows(2)
    for column, value in enumerate(["甲镇", "北庄", 12, 3], 1):
        book["检查表"].cell(2, column, value)
    stream = BytesIO()
    book.save(stream)
    settled, said = found([book_of(stream.getvalue())], book_of(copy, "检查.xlsx"))
    assert [(cell, text) for _, _, cell, text in said] == [("A2", "第2行是新加的。")]
    assert [place.cell for place in settled.standing[FILE]] == ["C3", "D4"]


def test_rows_and_sheets_that_are_gone_are_told(copy):
    book = openpyxl.load_workbook(BytesIO(copy))
    book["检查表"].delete_rows(3)
    book.create_sheet("新表")
    stream = BytesIO()
    book.save(stream)
    said = found([book_of(stream.getvalue())], book_of(copy, "检查.xlsx"))[1]
    assert [text for *_, text in said] == ["原第3行删去了。", "工作表“新表”是新加的。"]


def test_two_that_correct_the_same_file_are_both_left_unread(copy):
    rivals = [book_of(corrected(copy, C2=n), f"data/2022/改{n}.xlsx") for n in (35, 36)]
    settled, said = found([book_of(plain()), *rivals], book_of(copy, "检查.xlsx"))
    assert settled.books.books == ()
    assert [(code, file) for code, file, *_ in said] == [
        ("D174", "data/2022/改35.xlsx"),
        ("D174", "data/2022/改36.xlsx"),
    ]
    assert "“data/2022/改36.xlsx”" in said[0][3]


def test_one_beside_another_version_of_the_first_leaves_it_open_which_counts(copy):
    newer = plain([*ROWS, ["甲镇", "南庄", 3, 4]])
    settled, said = found([book_of(newer), book_of(corrected(copy, C2=35), OTHER)])
    assert settled.books.books == ()
    assert [(code, file) for code, file, *_ in said] == [("D174", FILE), ("D174", OTHER)]


def test_a_correction_of_a_correction_replaces_both(copy):
    first = corrected(copy, C2=35)
    second = corrected(marked(first, line("D3"), file=OTHER, copy="改.xlsx"), D3=4)
    settled, said = found([book_of(plain()), book_of(first, OTHER), book_of(second, "data/2022/三.xlsx")])
    assert [book.file for book in settled.books.books] == ["data/2022/三.xlsx"]
    assert [code for code, *_ in said] == ["D172", "D172"]


def test_a_copy_that_was_made_anew_meanwhile_is_nothing_to_compare_with(copy):
    """Handed back a second time, the township has not yet had the chance to change what is marked."""
    first = corrected(copy, C2=35)
    settled, said = found([book_of(first)], book_of(marked(first, line("D3")), "检查.xlsx"))
    assert said == []
    assert list(settled.report_unmended([line("D3").problem])) == []


def test_private_values_are_not_shown():
    rows = [["村", "干部姓名", "身份证号"], ["东庄", "张某某", "141199198001010019"]]
    copy = marked(plain(rows), line("B2"))
    after = corrected(copy, B2="李某某", C2="141199198001010027")
    private = ["干部姓名", "身份证号"]
    said = found([book_of(after)], book_of(copy, "检查.xlsx"), private)[1]
    assert [text for *_, text in said] == [
        "“张**”改成了“李**”。",
        "没有标出的这一格也改了：“141199**********19”改成了“141199**********27”。",
    ]


def test_files_nobody_returned_are_left_as_they_are():
    books = Books((book_of(plain()), book_of(plain(sheet="别的"), OTHER)))
    assert replace_corrected(books, {}, Private()).books is books
