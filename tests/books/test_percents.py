"""A number that is seen as a percent comes with the number itself, whatever the format of its file."""

import pickle
from decimal import Decimal

import pytest
from openpyxl import Workbook

from stardb.books import DisplayedPercent, read_books
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

SPEC = TableSpec.model_validate(
    {
        "key": "村",
        "name": "村",
        "columns": {"村": {"type": "text"}, "率": {"type": "percent"}, "数": {"type": "number"}},
    }
)


def read(folder, number, code):
    book = Workbook()
    for row in (["村", "率", "数"], ["李家村", number, 1]):
        book.active.append(row)
    book.active["B2"].number_format = code
    book.save(folder / "a.xlsx")
    (sheet,) = read_books(folder, folder).sheets
    return sheet


@pytest.mark.parametrize(
    ("number", "code", "text", "shown", "share"),
    [
        (0.85, "0%", "85%", "85%", "0.85"),
        (0.8555, "0.0%", "85.55%", "85.6%", "0.8555"),
        (-0.05, "0%", "-5%", "-5%", "-0.05"),
        (1.2, "0.00%", "120%", "120.00%", "1.2"),
        (0.28999999999999998, "0%", "29%", "29%", "0.29"),
    ],
)
def test_a_percent_and_its_number(tmp_path, look, number, code, text, shown, share):
    sheet = read(tmp_path, number, code)
    cell = sheet.rows[1][1]
    assert isinstance(cell, DisplayedPercent)
    assert (cell, cell.text, cell.share) == (text, shown, Decimal(share))
    again = pickle.loads(pickle.dumps(cell))
    assert (type(again), again.text, again.share) == (DisplayedPercent, shown, Decimal(share))
    table = read_tables([sheet], {"表": SPEC}).tables.single["表"]
    assert table.columns["率"].at(0) == Decimal(share)


@pytest.mark.parametrize("code", ['0%"以上"', '"约"0%', '0"%"', "0‰"])
def test_what_is_more_than_a_percent_is_read_as_the_text_it_is(tmp_path, code):
    assert not isinstance(read(tmp_path, 0.85, code).rows[1][1], DisplayedPercent)


def test_a_row_of_titles_with_percents_is_a_header(tmp_path, look):
    book = Workbook()
    for row in (["村", "率", "数"], ["", 0.3, 0.7], ["李家村", 0.85, 1]):
        book.active.append(row)
    for cell in ("B2", "C2", "B3"):
        book.active[cell].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    intake = read_tables(read_books(tmp_path, tmp_path).sheets, {"表": SPEC})
    assert look.column(intake.tables.single["表"], "率") == ["85%"]
