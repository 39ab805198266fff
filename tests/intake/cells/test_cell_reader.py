"""A faulty cell becomes a problem at that very cell, and its value unknown; blank is not nought."""

import datetime as dt

import pytest

from stardb.books.display.displayed_cells import DisplayedDay, DisplayedMoment, DisplayedNumber
from stardb.books.sheet import NoValue, Sheet
from stardb.intake import ReadingOptions, read_tables
from stardb.problems import CATALOGUE
from stardb.rulebook import TableSpec


def table(name="值", header=None, **spec):
    """A scheme whose only table has a key and one column."""
    columns = {"村": {"type": "text", "required": True}, name: spec}
    return {"表": TableSpec.model_validate({"key": "村", "name": "村", "columns": columns})}, header or name


def read_column(*cells, **how):
    specs, header = table(**how)
    rows = [["村", header], *([f"{i}村", cell] for i, cell in enumerate(cells, 1))]
    return read_tables([Sheet("a.xlsx", "表", rows)], specs)


def values(look, intake, name="值"):
    return look.column(intake.tables.single["表"], name)


@pytest.mark.parametrize("blank", ["", " ", "/", "—", "－", "　"])
@pytest.mark.parametrize("kind", ["number", "percent", "money", "date", "yes_no", "text"])
def test_blank_is_unknown_and_not_nought(look, blank, kind):
    intake = read_column(blank, type=kind)
    assert intake.problems == ()
    assert values(look, intake) == ["待定"]


def test_blank_means_what_the_rule_says(look):
    assert values(look, read_column("", type="number", blank="0")) == ["0"]
    assert values(look, read_column("", type="yes_no", blank="否")) == ["否"]
    assert values(look, read_column("/", type="choice", blank="在任", choices={"在任": [], "调整": []})) == ["在任"]
    assert values(look, read_column("", type="date", blank="至今")) == ["至今"]
    assert values(look, read_column("", type="percent", blank="100%")) == ["100%"]


def test_the_column_says_which_words_are_blank(look):
    intake = read_column("无", "不涉及", "", 3, type="number", blank_words=["无", "不涉及"], blank="0")
    assert intake.problems == ()
    assert values(look, intake) == ["0", "0", "0", "3"]
    assert values(look, read_column("无", type="date", blank_words="无")) == ["待定"]
    assert look.codes(read_column("无", type="number")) == ["D122"]


def test_a_stroke_the_column_declares_is_no_blank(look):
    intake = read_column("/", "—", "", type="yes_no", choices={"否": ["/"]})
    assert values(look, intake) == ["否", "待定", "待定"]
    assert values(look, read_column("/", type="choice", choices={"有": [], "无": ["/"]})) == ["无"]


def test_a_mark_above_the_full_one_is_a_problem(look):
    intake = read_column(10, 12, "9.5分", header="值(10分)", type="number", unit="分")
    assert values(look, intake) == ["10", "待定", "9.5"]
    problem = look.only(intake, "D131")
    assert problem.place.cell == "B3"
    assert problem.expected == "不超过满分10分"


def test_the_mark_of_a_title_is_no_limit_for_what_is_counted_in_other_units(look):
    assert read_column(12, header="值(10分)", type="number", unit="次").problems == ()
    assert read_column(12, header="值(10分以上)", type="number").problems == ()
    assert read_column(12, header="值(分)", type="number").problems == ()


def test_days_of_a_workbook_that_counts_from_1904(look):
    specs, _ = table(type="date")
    rows = [["村", "值"], ["李家村", 37986]]
    assert values(look, read_tables([Sheet("a.xlsx", "表", rows, base1904=True)], specs)) == ["2008-01-01"]


def test_a_csv_s_forced_text_is_its_text(look):
    assert values(look, read_column('="35"', "'36", '=""', type="number")) == ["35", "36", "待定"]


def test_an_error_value_is_not_a_blank_with_a_default(look):
    intake = read_column(NoValue("#REF!"), type="number", blank="0")
    assert values(look, intake) == ["待定"]
    assert look.codes(intake) == ["D125"]


def test_a_date_left_as_printed_is_blank(look):
    assert values(look, read_column("   年  月  日", type="date")) == ["待定"]


def test_a_required_cell_left_blank(look):
    intake = read_column(5, "", type="number", required=True)
    problem = look.only(intake, "D121")
    assert str(problem.place) == "a.xlsx!表!B3"
    assert values(look, intake) == ["5", "待定"]


def test_out_of_range_is_unknown_never_clipped(look):
    intake = read_column(0, 100, 108, -1, type="number", between=["0", "100"])
    assert values(look, intake) == ["0", "100", "待定", "待定"]
    first, second = intake.problems
    assert (first.code, first.found, first.expected, first.place.cell) == ("D124", "108", "0至100之间", "B4")
    assert second.place.cell == "B5"


def test_a_range_is_in_the_unit_of_the_rule(look):
    intake = read_column(50, 50.01, type="money", unit="万元", between=["0元", "50万元"])
    assert values(look, intake) == ["50万元", "待定"]
    assert "0元至50万元" in look.only(intake, "D124").message


def test_still_running_is_in_any_range(look):
    intake = read_column("至今", "2020.1", type="date", blank="至今", between=["1990-01-01", "2030-01-01"])
    assert values(look, intake) == ["至今", "2020-01-01"]


def test_the_message_says_what_was_found_and_what_is_wanted(look):
    problem = look.only(read_column("3~5户", type="number"), "D122")
    assert problem.message == "“值”填的是“3~5户”，应填一个确定的数，不能是范围。"
    assert problem.found == "3~5户"
    assert problem.remedy


def test_the_same_fault_in_many_cells_is_a_problem_in_each(look):
    intake = read_column("基本", "√", "基本", type="yes_no")
    assert [problem.place.cell for problem in intake.problems] == ["B2", "B4"]


def test_one_and_true_are_kept_apart(look):
    assert values(look, read_column(1, True, type="number")) == ["1", "待定"]
    assert values(look, read_column(True, 1, type="number")) == ["待定", "1"]
    assert values(look, read_column(1, True, 0, False, type="yes_no")) == ["是", "是", "否", "否"]


def test_the_unit_in_the_header_counts_before_the_rule(look):
    assert values(look, read_column(125000, "3万元", header="值(元)", type="money", unit="万元")) == [
        "12.5万元",
        "3万元",
    ]
    assert values(look, read_column(3, header="值（万人）", type="number", unit="人")) == ["30000"]
    assert values(look, read_column(5, header="值(10分)", type="number")) == ["5"]


def test_the_unit_of_the_whole_sheet(look):
    specs, _ = table(type="money", unit="元")
    rows = [["检查表", "单位：万元"], ["村", "值"], ["李家村", 12.5]]
    assert values(look, read_tables([Sheet("a.xlsx", "表", rows)], specs)) == ["12.5万元"]


def test_a_unit_that_is_none_of_the_columns_is_reported_and_not_used(look):
    intake = read_column(5, header="值(%)", type="number", unit="人")
    assert look.only(intake, "D116").place.cell == "B1"
    assert values(look, intake) == ["5"]


def percents(look, *cells, **how):
    intake = read_column(*cells, type="percent", **how)
    return values(look, intake), look.codes(intake)


def test_under_a_percent_sign_a_fraction_is_not_guessed(look):
    assert percents(look, 0.85, 85, 0, 90, header="值(%)") == (["待定", "85%", "0%", "90%"], ["D127"])
    assert percents(look, 1, 85, header="值（%）") == (["待定", "85%"], ["D127"])
    assert percents(look, 1.2, 0.85, 90, header="值(%)") == (["待定", "待定", "90%"], ["D127"])
    assert percents(look, 1.2, 85, 90, header="值(%)") == (["1.2%", "85%", "90%"], [])
    assert percents(look, 0.85, "85%", header="值(%)", unit="%") == (["待定", "85%"], ["D127"])
    assert percents(look, "85%", 100, 0, header="值(%)") == (["85%", "100%", "0%"], [])


def test_a_whole_column_of_fractions_under_a_percent_sign_is_one_problem(look):
    intake = read_column(0.85, 0.9, 0.95, 1, 0.6, type="percent", header="合格率(%)", name="合格率")
    assert values(look, intake, "合格率") == ["待定"] * 5
    problem = look.only(intake, "D127")
    assert problem.place.cell == "B2"
    for said in ("5格", "0.85", "85%", "0.85%", "share"):
        assert said in problem.message + problem.remedy


def test_the_rule_says_how_numbers_are_written(look):
    for header in ("值", "值(%)"):
        assert percents(look, 0.85, 1.2, 1, header=header, share=True) == (["85%", "120%", "100%"], [])
        assert percents(look, 0.85, 1.2, 85, header=header, share=False) == (["0.85%", "1.2%", "85%"], [])
    assert percents(look, 0.85, 85, share=True) == (["85%", "待定"], ["D127"])
    assert percents(look, 0.85, 85, share=True, between=["0%", "100%"]) == (["85%", "待定"], ["D124"])
    assert percents(look, 5, header="值(‰)", share=False) == (["0.5%"], [])


def test_without_a_percent_sign_the_column_tells(look):
    assert percents(look, 0.85, 1, 0) == (["85%", "100%", "0%"], [])
    assert percents(look, 85, 100, 0) == (["85%", "100%", "0%"], [])
    assert percents(look, 0.5, 0.3) == (["50%", "30%"], [])
    assert percents(look, "85%", 0.9) == (["85%", "90%"], [])
    assert percents(look, "85%", 90) == (["85%", "90%"], [])
    assert percents(look, 1.2, 0.85, 0.5) == (["120%", "85%", "50%"], [])
    assert percents(look, 1.2, 3.5, 85) == (["1.2%", "3.5%", "85%"], [])
    assert percents(look, 1, 1, 0) == (["100%", "100%", "0%"], [])


def test_without_a_percent_sign_what_is_unlike_the_others_is_asked_about(look):
    assert percents(look, 85, 0.85, 0.5, 1.2) == (["待定", "85%", "50%", "120%"], ["D127"])
    assert percents(look, 0.85, 85, 90) == (["待定", "85%", "90%"], ["D127"])
    assert percents(look, 1, 85) == (["待定", "85%"], ["D127"])
    assert percents(look, 0.85, 85) == (["待定", "待定"], ["D127"])
    assert percents(look, 1.2) == (["待定"], ["D127"])
    assert percents(look, "八十五", "0.85", 90) == (["85%", "待定", "90%"], ["D127"])


def test_each_sheet_of_percents_is_read_by_itself(look):
    specs, _ = table(type="percent")
    sheets = [
        Sheet("a.xlsx", "表", [["村", "值"], ["李家村", 0.85], ["王家村", 0.9]]),
        Sheet("b.xlsx", "表", [["村", "值"], ["张家村", 85], ["赵家村", 90]]),
    ]
    intake = read_tables(sheets, specs)
    assert values(look, intake) == ["85%", "90%", "85%", "90%"]
    assert intake.problems == ()


def test_a_private_percent_is_not_shown(look):
    problem = look.only(read_column(0.37, 85, 90, type="percent", private=True), "D127")
    assert "37" not in str(problem.as_dict())
    assert problem.found == "***"


def test_january_or_october(look):
    intake = read_column(2022.1, 2022.11, type="date")
    assert values(look, intake) == ["待定", "2022-11-01"]
    assert "2022.1" in look.only(intake, "D128").message


def test_what_is_seen_tells_january_from_october(look):
    intake = read_column(DisplayedNumber(2022.1, "0.00"), 2022.1, type="date")
    assert values(look, intake) == ["2022-10-01", "待定"]
    assert values(look, read_column(DisplayedNumber(2022.0001, "0"), type="year")) == ["2022"]


def test_a_year_in_a_date_cell_is_told_with_what_was_meant(look):
    intake = read_column(dt.datetime(1905, 7, 10, 2, 24), dt.date(2018, 1, 1), type="date")
    assert values(look, intake) == ["待定", "2018-01-01"]
    problem = look.only(intake, "D190")
    assert problem.place.cell == "B2"
    assert "1905-07-10" in problem.message
    assert "2018.1" in problem.message


def test_a_private_day_is_not_told_by_the_hint(look):
    problem = look.only(read_column(dt.date(1905, 7, 10), type="date", private=True), "D190")
    assert "2018" not in problem.message + problem.found + problem.expected


def of_2022(*cells, **how):
    specs, header = table(**how)
    rows = [["村", header], *([f"{i}村", cell] for i, cell in enumerate(cells, 1))]
    return read_tables([Sheet("a.xlsx", "表", rows)], specs, "2022")


def test_a_day_before_the_republic_or_after_the_period_is_asked_about(look):
    cells = ["1949-09-30", "1949-10-01", "2022-12-31", "2023-01-01", dt.date(1900, 1, 1), 44927]
    intake = of_2022(*cells, type="date")  # 44927 is 2023-01-01
    assert values(look, intake) == ["待定", "1949-10-01", "2022-12-31", "待定", "待定", "待定"]
    assert look.codes(intake) == ["D191"] * 4
    assert intake.problems[0].expected == "1949-10-01至2022-12-31之间"


def test_a_year_out_of_the_usual_is_asked_about(look):
    assert values(look, of_2022(1948, 1949, 2022, 2023, type="year")) == ["待定", "1949", "2022", "待定"]


def test_the_rule_says_which_other_days_may_be(look):
    how = {"type": "date", "between": ["1900-01-01", "2030-12-31"]}
    intake = of_2022("1932-05-01", "2025-12-31", dt.date(1905, 7, 10), **how)
    assert values(look, intake) == ["1932-05-01", "2025-12-31", "待定"]
    assert look.codes(intake) == ["D190"]
    assert values(look, of_2022(1931, 2030, type="year", between=["1900", "2100"])) == ["1931", "2030"]


def test_what_is_rated_in_the_next_year_may_have_happened_till_then(look):
    specs, _ = table(type="date")
    rows = [["村", "值"], ["李家村", "2023-02-28"], ["王家村", "2023-03-01"]]
    options = ReadingOptions(rated=dt.date(2023, 2, 28))
    intake = read_tables([Sheet("a.xlsx", "表", rows)], specs, "2022", options)
    assert values(look, intake) == ["2023-02-28", "待定"]
    earlier = ReadingOptions(rated=dt.date(2022, 10, 31))
    rows = [["村", "值"], ["李家村", "2022-12-31"]]
    assert values(look, read_tables([Sheet("a.xlsx", "表", rows)], specs, "2022", earlier)) == ["2022-12-31"]


def test_who_is_still_in_office_is_so_after_the_period_too(look):
    assert values(look, of_2022("至今", "", type="date", blank="至今")) == ["至今", "至今"]


def test_without_a_period_any_day_up_to_2100_may_be(look):
    assert values(look, read_column("2099-12-31", "1948-01-01", type="date")) == ["2099-12-31", "待定"]


def test_a_day_in_the_key_of_a_roster_is_no_subject(look):
    specs, _ = table(type="number")
    rows = [["村", "值"], [dt.date(2022, 3, 5), 1], ["李家村", 2]]
    intake = read_tables([Sheet("a.xlsx", "表", rows)], specs)
    assert intake.tables.subjects.keys == ("李家村",)
    assert look.only(intake, "D122").place.cell == "A2"


def test_an_id_number_never_stands_whole_in_a_message(look):
    cells = ["141199194912040021", 141199194912040021, "14119919491204", "1411991949120400210"]
    intake = read_column(*cells, name="身份证号", type="citizen_id")
    assert len(intake.problems) == 4
    for problem in intake.problems:
        assert "19491204" not in str(problem.as_dict())
        assert "141199" in problem.message


def test_an_id_number_in_a_wrong_column_is_masked_too():
    (problem,) = read_column("张三14119919491204002X", type="number").problems
    assert "19491204" not in str(problem.as_dict())


def test_a_private_word_is_not_shown():
    (problem,) = read_column("慢性病", type="choice", private=True, choices={"有": [], "无": []}).problems
    assert "慢性病" not in str(problem.as_dict())


def test_a_datetime_where_a_number_is_wanted(look):
    assert "2022-01-03" in look.only(read_column(dt.date(2022, 1, 3), type="number"), "D122").message


def test_every_code_of_this_room_is_in_the_catalogue_and_used():
    from pathlib import Path

    import stardb

    source = "".join(path.read_text(encoding="utf-8") for path in Path(stardb.__file__).parent.glob("**/*.py"))
    for code in CATALOGUE:
        if code.startswith("D1"):
            assert f'"{code}"' in source, code


WEDNESDAY = dt.date(2022, 6, 1)


@pytest.mark.parametrize(
    ("text", "parts"), [("2022", "y"), ("2022年", "y"), ("1", "d"), ("星期三", ""), ("0:00", ""), ("6月", "m")]
)
@pytest.mark.parametrize("kind", [DisplayedDay, DisplayedMoment])
def test_a_day_of_which_too_little_is_seen_is_asked_about(look, kind, text, parts):
    """Whatever day the cell holds, on the screen nobody can tell it; a whole day beside it is read."""
    hidden = kind(dt.datetime(2022, 6, 1), text, parts) if kind is DisplayedMoment else kind(WEDNESDAY, text, parts)
    intake = read_column(WEDNESDAY, hidden, WEDNESDAY, type="date")
    assert values(look, intake) == ["2022-06-01", "待定", "2022-06-01"]
    (problem,) = intake.problems
    assert (problem.code, problem.place.cell, problem.found) == ("D122", "B3", text)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(dt.date(2022, 6, 18), "2022-06-18"), (dt.date(2021, 6, 18), "待定"), (dt.date(2023, 1, 2), "待定")],
)
def test_a_day_without_its_year_is_that_of_the_period(look, day, expected):
    """6月18日, as Excel formats it of itself, is one of the period's; another year behind it is seen by nobody."""
    specs, header = table(type="date")
    rows = [["村", header], ["1村", DisplayedDay(day, f"{day.month}月{day.day}日", "md")]]
    intake = read_tables([Sheet("a.xlsx", "表", rows)], specs, "2022")
    assert values(look, intake) == [expected]


def test_a_month_typed_into_a_cell_ends_where_the_same_text_does(look):
    month, inner = DisplayedDay(WEDNESDAY, "2022年6月", "ym"), DisplayedDay(dt.date(2022, 6, 18), "2022年6月", "ym")
    assert values(look, read_column(month, "2022年6月", inner, type="date", end=True)) == [
        "2022-06-30",
        "2022-06-30",
        "2022-06-18",
    ]
    assert values(look, read_column(month, "2022年6月", WEDNESDAY, type="date")) == ["2022-06-01"] * 3


def test_a_year_that_is_not_seen_is_no_year(look):
    seen_months = DisplayedDay(WEDNESDAY, "6月1日", "md"), DisplayedDay(WEDNESDAY, "2022年", "y")
    assert values(look, read_column(*seen_months, type="year")) == ["待定", "2022"]
