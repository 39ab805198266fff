"""What is wrong with a cell or a row is told once, plainly, and with how to mend it."""

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from stardb.books import read_books
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

SPEC = TableSpec.model_validate(
    {
        "key": "村",
        "name": "村",
        "columns": {
            "村": {"type": "text", "required": True},
            "收入": {"type": "money", "unit": "万元", "required": True},
            "户数": {"type": "number", "unit": "户"},
            "成立": {"type": "date"},
        },
    }
)
HEADER = ["村", "收入", "户数", "成立"]


def read(folder, **sheets):
    """The intake of a workbook of these sheets; a function makes the sheet itself."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows if isinstance(rows, list) else rows(sheet):
            sheet.append(row)
    book.save(folder / "a.xlsx")
    return read_tables(read_books(folder, folder).sheets, {"表": SPEC})


def test_a_struck_cell_that_must_be_filled_in_is_told_once(tmp_path, look):
    def rows(sheet):
        yield from (HEADER, ["李家村", 12.5, 5, None])
        sheet["B2"].font = Font(strike=True)

    intake = read(tmp_path, 表=rows)
    assert look.codes(intake) == ["D121"]
    assert "划掉" in intake.problems[0].message


@pytest.mark.parametrize(("style", "shown"), [("yyyy-mm-dd", "1905-07-10"), ("m月d日", "7月10日")])
def test_a_year_typed_into_a_day_is_told_as_it_is_seen(tmp_path, look, style, shown):
    def rows(sheet):
        yield from (HEADER, ["李家村", 12.5, 5, 2018.5])
        sheet["D2"].number_format = style

    assert look.only(read(tmp_path, 表=rows), "D190").found == shown


def test_names_with_quotation_marks_are_quoted_once(tmp_path, look):
    intake = read(tmp_path, 表=[HEADER, ["“三零”村", 1, 5, None], ["“三零”村", 2, 5, None]])
    assert look.only(intake, "D142").message.startswith("“‘三零’村”在“表”里重复填报")


def test_a_first_and_a_second_appraisal_in_two_sheets(tmp_path, look):
    intake = read(tmp_path, 初评=[HEADER, ["李家村", 1, 5, None]], 复评=[HEADER, ["李家村", 2, 5, None]])
    problem = look.only(intake, "D142")
    assert "只留作数的一张" in problem.remedy
    assert "stardb map --sheet 'a.xlsx!复评=不用'" in problem.remedy


def test_a_first_and_a_second_appraisal_side_by_side(tmp_path, look):
    rows = [["", "初评", "", "", "复评", ""], [*HEADER[:3], *HEADER[:3]], ["李家村", 1, 5, "李家村", 2, 5]]
    assert "只留作数的一份" in look.only(read(tmp_path, 表=rows), "D142").remedy


PAGE = "<html><table><tr><td>村<td>收入<td>户数</tr><tr><td>李家村<td>12.5<td>{}</tr></table></html>"


@pytest.mark.parametrize(
    "field",
    [
        "<input value='5'>",
        "<input type=text value=5>户",
        "<input type=checkbox checked>",
        "<select><option>5<option selected>6</select>",
    ],
)
def test_a_field_of_a_web_page_is_unknown_and_told(tmp_path, look, field):
    (tmp_path / "a.xls").write_text(PAGE.format(field), encoding="utf-8")
    intake = read_tables(read_books(tmp_path, tmp_path).sheets, {"表": SPEC})
    assert look.column(intake.tables.single["表"], "户数") == ["待定"]
    assert look.only(intake, "D216").place.cell == "C2"


@pytest.mark.parametrize(("cell", "value"), [("<input>", "待定"), ("<input type=hidden value=9>5", "5")])
def test_an_empty_or_hidden_field_is_none(tmp_path, look, cell, value):
    (tmp_path / "a.xls").write_text(PAGE.format(cell), encoding="utf-8")
    intake = read_tables(read_books(tmp_path, tmp_path).sheets, {"表": SPEC})
    assert look.column(intake.tables.single["表"], "户数") == [value]
    assert "D216" not in look.codes(intake)
