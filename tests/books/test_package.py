"""What only the XML of a workbook tells: error values, formulas without a result, percent formats."""

import xlsxwriter

from stardb.books import read_books
from stardb.books.sheet import Lost


def sheet_of(desk, name="a"):
    books = read_books(desk.folder, desk.root)
    assert books.problems == ()
    return books.sheets[0]


def test_error_values_and_formulas_without_result_are_no_blanks(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["甲", "乙", "丙", "丁"])
    sheet.write_formula("A2", "=1/0", value="#DIV/0!")
    sheet.write_formula("B2", "=A9+1", value="")
    sheet.write_formula("C2", "=1+1", value=2)
    sheet.write("D2", 5)
    book.close()
    assert sheet_of(desk).rows[1] == [Lost("#DIV/0!"), Lost("=A9+1"), 2, 5]


def test_a_formula_never_reckoned_is_known_by_its_cell(desk):
    desk.send("a", [["甲", "乙"], [1, "=A2+1"]])  # openpyxl writes no results
    assert sheet_of(desk).rows[1] == [1, Lost("=A2+1")]


def test_a_lost_cell_outside_all_others_is_kept(desk):
    desk.send("a", [["甲", None], [1, None], [None, "=A2"]])
    sheet = sheet_of(desk)
    assert sheet.rows[2] == ["", Lost("=A2")]
    assert sheet.cell(2, 1) == "B3"


def test_a_percent_format_is_read_as_shown(desk):
    desk.send(
        "a", [["率"], [0.85], [0.855], [1], [0.5]], formats={"A2": "0%", "A3": "0.0%", "A4": "0%", "A5": '0.0"%"'}
    )
    assert [row[0] for row in sheet_of(desk).rows] == ["率", "85%", "85.5%", "100%", 0.5]


def test_merged_cells_are_known_by_their_place_among_the_rows(desk):
    desk.send("a", [[], [None, "题", None], [None, "a", "b"]], merges=["B2:C2"])
    (merge,) = sheet_of(desk).merges
    assert (merge.top, merge.left, merge.bottom, merge.right) == (0, 0, 0, 1)
