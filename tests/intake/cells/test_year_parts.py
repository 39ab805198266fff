"""Months, quarters and halves in the columns that tell the period of a row, as people write them."""

import datetime as dt

import pytest
from desks import VILLAGE

from stardb.books import read_books
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

QUARTERS = ["一季度", "二季度", "三季度", "四季度"]
MONTH = {"type": "number"}
QUARTER = {"type": "choice", "choices": QUARTERS}


def read(desk, column, cells, year="2022", formats=None):
    """The records of one village, with these cells in the column that is their period."""
    records = {"key": "村", "many": True, "period": "时期", "repeats": "count"}
    specs = {
        "名册": TableSpec.model_validate(
            {"key": "村", "name": "村", "columns": {"村": VILLAGE, "类别": {"type": "text"}}}
        ),
        "记录": TableSpec.model_validate({**records, "columns": {"村": VILLAGE, "时期": column}}),
    }
    desk.send("名册", [["村", "类别"], ["李家村", "村"]])
    desk.send("记录", [["村", "时期"], *(["李家村", cell] for cell in cells)], formats=formats)
    return read_tables(read_books(desk.folder, desk.root).sheets, specs, year)


def values(look, intake):
    return look.column(intake.tables.many["记录"], "时期")


def test_months_are_numbers_however_they_are_written(look, desk):
    cells = [3, "3", "3月", "03月份", "三月", "2022年3月", "2022-03", "十二月", "元月"]
    intake = read(desk, MONTH, cells)
    assert values(look, intake) == ["3"] * 7 + ["12", "1"]
    assert look.codes(intake) == []


def test_a_month_that_excel_made_a_day_is_that_month(look, desk):
    intake = read(desk, MONTH, [dt.date(2022, 3, 1)], formats={"B2": 'yyyy"年"m"月"'})
    assert values(look, intake) == ["3"]


@pytest.mark.parametrize(
    "cell", [4.5, 0, 13, "13月", "一季度", "3-5月", "正", "三四", dt.date(2022, 3, 5), "2021年3月"]
)
def test_what_is_no_month_of_the_year_is_a_problem_at_its_cell(look, desk, cell):
    intake = read(desk, MONTH, [cell])
    assert values(look, intake) == ["待定"]
    assert look.codes(intake) in (["D122"], ["D124"])
    assert str(intake.problems[0].place) == "data/记录.xlsx!表!B2"


def test_a_month_of_last_year_is_told_apart(look, desk):
    problem = look.only(read(desk, MONTH, ["2021年3月"]), "D122")
    assert problem.expected == "2022年的月份"


def test_a_number_up_to_four_is_a_quarter(look, desk):
    intake = read(desk, {"type": "number", "between": ["1", "4"]}, [2, "第二季度", "Q2", "5", "2月"])
    assert values(look, intake) == ["2", "2", "2", "待定", "待定"]


def test_a_number_of_other_things_is_no_month(look, desk):
    intake = read(desk, {"type": "number", "between": ["1", "100"]}, [4.5, 60])
    assert values(look, intake) == ["4.5", "60"]


def test_quarters_are_choices_however_they_are_written(look, desk):
    cells = ["1季度", "第1季度", "第一季度", "一季", "Q1", "ｑ１", 1, "2022年第一季度", "四季度"]
    intake = read(desk, QUARTER, cells)
    assert values(look, intake) == ["一季度"] * 8 + ["四季度"]
    assert look.codes(intake) == []


def test_months_halves_and_years_are_choices_too(look, desk):
    months = {"type": "choice", "choices": [f"{n}月" for n in range(1, 13)]}
    cells = ["一月", "01月", 12, "2022年3月", dt.date(2022, 7, 1)]
    intake = read(desk, months, cells, formats={"B6": "yyyy-mm"})
    assert values(look, intake) == ["1月", "1月", "12月", "3月", "7月"]
    halves = read(desk, {"type": "choice", "choices": ["上半年", "下半年"]}, ["H1", "2022年下半年", "2"])
    assert values(look, halves) == ["上半年", "下半年", "下半年"]


@pytest.mark.parametrize("cell", ["5季度", "季度", "1.5", "一二季度", "2021年一季度", "半年", "3月"])
def test_what_is_no_quarter_is_a_problem_without_a_guess(look, desk, cell):
    intake = read(desk, QUARTER, [cell])
    assert values(look, intake) == ["待定"]
    assert len(intake.problems) == 1
    assert "是不是" not in intake.problems[0].message


def test_an_ordinal_may_be_written_in_figures(look, desk):
    grids = {"type": "choice", "choices": ["第一网格", "第二网格", "第十二网格"]}
    intake = read(desk, grids, ["一网格", "第1网格", "12网格", "3网格"])
    assert values(look, intake) == ["第一网格", "第一网格", "第十二网格", "待定"]
    assert "是不是" not in look.only(intake, "D123").message


def test_a_hint_is_given_for_a_slip_of_the_pen(look, desk):
    problem = look.only(read(desk, QUARTER, ["二季渡"]), "D123")
    assert "是不是“二季度”？" in problem.message
