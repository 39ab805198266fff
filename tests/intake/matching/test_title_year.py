"""Last year's workbook, and what was settled last year, are not taken for this year's without a word."""

from stardb.books import Sheet
from stardb.intake import ReadingOptions, read_tables
from stardb.intake.matching.form_id import FormId

PLAIN = ReadingOptions()


def of_year(look, title, year, rows=None, options=PLAIN):
    sheets = [Sheet("名册.xlsx", "表", look.ROSTER), Sheet("检查.xlsx", "表", [*title, *(rows or look.CHECK)])]
    return read_tables(sheets, look.SCHEME, year, options)


def test_a_title_of_an_earlier_year_is_told(look):
    title = [["东村镇2022年度检查表", *[""] * 5]]
    problem = look.only(of_year(look, title, "2023"), "D166")
    assert (problem.place.cell, problem.found, problem.expected) == ("A1", "2022年", "2023年")
    assert of_year(look, title, "2022").problems == ()


def test_a_day_of_an_earlier_year_is_no_title(look):
    assert of_year(look, [["填报日期:2022年12月30日", *[""] * 5]], "2023").problems == ()


def test_a_title_with_a_year_is_settled_for_that_year_alone(look):
    rows = [["乡镇", "村", "党员", "2023年集体进账", "合格率", "换届"], *look.CHECK[1:]]
    options = ReadingOptions(titles={"检查表": {"2023年集体进账": "收入"}})
    assert look.column(of_year(look, [], "2023", rows, options).tables.single["检查表"], "收入")[0] == "12.5万元"
    later = of_year(look, [], "2024", rows, options)
    assert look.column(later.tables.single["检查表"], "收入")[0] == "待定"
    assert look.only(later, "D114").expected == "收入"


def test_without_the_township_villages_are_found_by_the_roster(look):
    rows = [row[1:] for row in look.CHECK]
    intake = of_year(look, [["检查表", *[""] * 4]], "2022", rows)
    table = intake.tables.single["检查表"]
    assert look.column(table, "党员") == ["待定", "28", "待定", "21"]  # there are two 李家村
    assert {"D114", "D157", "D158"} <= set(look.codes(intake))


def test_a_form_of_an_earlier_year_is_told_once(look):
    stamp = FormId("2022", {"": "0123456789ab"}, "检查表", 2).to_text()
    title = ["东村镇 检查表（2022年度）", *[""] * 5]
    sheets = [Sheet("名册.xlsx", "表", look.ROSTER), Sheet("检查.xlsx", "表", [title, *look.CHECK], stamp=stamp)]
    codes = look.codes(read_tables(sheets, look.SCHEME, "2023", PLAIN))
    assert "D164" in codes
    assert "D166" not in codes


def test_a_form_of_another_wording_of_the_scheme_is_told_without_its_digest(look):
    stamp = FormId("2022", {"": "0123456789ab"}, "检查表", 1).to_text()
    sheets = [Sheet("名册.xlsx", "表", look.ROSTER), Sheet("检查.xlsx", "表", look.CHECK, stamp=stamp)]
    problem = look.only(read_tables(sheets, look.SCHEME, "2022", ReadingOptions(versions={"": "ba9876543210"})), "D165")
    assert "0123456789ab" not in str(problem.as_dict())
