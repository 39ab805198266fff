"""Units in cells, titles and above the table: converted where that is sure, refused or told where it is not."""

from fractions import Fraction

import pytest

from stardb.books import Sheet
from stardb.intake import read_tables
from stardb.intake.cells.cell_context import CellContext
from stardb.intake.cells.values import read_cell
from stardb.quantity.from_text import UnreadableText
from stardb.rulebook import ColumnSpec, TableSpec


def value(cell, kind, unit="", title=""):
    return read_cell(cell, CellContext(ColumnSpec(type=kind, unit=unit), title or unit))


def in_sheet(rows, **spec):
    """What a column 数 holds in its first row, and the codes of what is said."""
    columns = {"村": {"type": "text"}, "数": spec}
    table = TableSpec.model_validate({"key": ["村"], "name": "村", "columns": columns})
    intake = read_tables([Sheet("a.xlsx", "表", rows)], {"名册": table})
    return intake.tables.single["名册"].columns["数"].at(0), [problem.code for problem in intake.problems]


@pytest.mark.parametrize(
    ("cell", "unit", "title", "expected"),
    [
        ("3500米", "公里", "", Fraction(7, 2)),
        ("35千米", "公里", "", 35),
        (3500, "公里", "米", Fraction(7, 2)),
        ("500公斤", "吨", "", Fraction(1, 2)),
        ("30分钟", "小时", "", Fraction(1, 2)),
        ("1.2公顷", "亩", "", 18),
        (3.5, "人", "万人", 35000),
        ("35岁", "岁", "", 35),
        ("三十五周岁", "岁", "", 35),
        ("3年6个月", "年", "", Fraction(7, 2)),
        ("3（次）", "次", "", 3),
        ("三千户", "户", "万户", 3000),
        ("12次/年", "次", "", 12),
        ("120m²", "平方米", "", 120),
        ("120㎡", "亩", "", Fraction(9, 50)),
        ("3km²", "公顷", "", 300),
        (3, "亩", "m²", Fraction(9, 2000)),
        (2, "平方米", "km²", 2_000_000),
    ],
)
def test_a_number_in_what_the_column_counts(cell, unit, title, expected):
    assert value(cell, "number", unit, title) == expected


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("35户", "人"), ("3天", "次"), ("5次", "分"), ("2天", "小时"), ("1次/月", "次"), ("1989年", "岁"), ("3个半", "个"), ("2021", "届"), (2021, "届"), ("三千", "万人")],
)  # fmt: skip
def test_a_number_of_something_else_is_refused(cell, unit):
    with pytest.raises(UnreadableText):
        value(cell, "number", unit)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12万5千元", 125_000),
        ("12万5千", 125_000),
        ("1亿2000万元", 120_000_000),
        ("3万5000元", 35_000),
        ("2百万", 2_000_000),
        ("2.5千万", 25_000_000),
        ("12.5（万元）", 125_000),
    ],
)
def test_magnitudes_written_out(cell, expected):
    assert value(cell, "money", "万元") == expected


@pytest.mark.parametrize("cell", ["5千", "三千", "玖仟叁佰", "3万5", "12.5万元（含税）"])
def test_a_sum_that_may_be_two_is_refused_under_ten_thousands(cell):
    with pytest.raises(UnreadableText):
        value(cell, "money", "万元")
    assert value("三千", "money", "元") == 3000


def test_a_percent_in_words_is_in_percent_like_one_in_digits():
    assert value("八十五", "percent") == value("85", "percent") == Fraction(17, 20)


@pytest.mark.parametrize("cell", ["2019年", 2019, 2019.6, "3年13个月", "3.5年6个月", "1个半月"])
def test_what_is_no_length_of_time(cell):
    with pytest.raises(UnreadableText):
        value(cell, "duration", "年")


@pytest.mark.parametrize("cell", ["2022.6-", "2022/6/", "20226", 20226])
def test_what_is_no_day(cell):
    with pytest.raises(UnreadableText):
        value(cell, "date")


@pytest.mark.parametrize(
    ("label", "yuan"),
    [
        ("单位：元", 5), ("单位（元）", 5), ("单 位：元", 5), ("货币单位：人民币元", 5), ("注：单位为元", 5),
        ("填报单位：东村镇　　单位：元", 5), ("单位：百万元", 5_000_000), ("填报单位：东村镇", 50_000),
    ],
)  # fmt: skip
def test_the_unit_above_the_table(label, yuan):
    assert in_sheet([[label, ""], ["村", "数"], ["李家村", 5]], type="money", unit="万元") == (yuan, [])


def test_a_unit_above_the_table_is_not_that_of_other_things():
    rows = [["单位：万人、万元", ""], ["村", "数"], ["李家村", 5]]
    assert in_sheet(rows, type="number", unit="次") == (5, [])
    assert in_sheet(rows, type="number", unit="人") == (50_000, [])


def test_a_title_with_the_unit_of_something_else_is_told():
    assert in_sheet([["村", "数(户)"], ["李家村", 5]], type="number", unit="人") == (5, ["D116"])
    assert in_sheet([["村", "数(米)"], ["李家村", 5]], type="number", unit="公里") == (Fraction(1, 200), [])


@pytest.mark.parametrize(
    ("title", "kind", "unit"),
    [
        ("天", "duration", "年"),
        ("户", "money", "万元"),
        ("条", "number", "公里"),
        ("户", "percent", ""),
        ("米", "number", "亩"),
    ],
)
def test_a_title_with_the_unit_of_something_else_is_asked_about_where_units_decide(title, kind, unit):
    rows = [["村", f"数({title})"], ["李家村", 30]]
    assert in_sheet(rows, type=kind, unit=unit) == (None, ["D193"])
    rows[1][1] = {"duration": "3年", "money": "3万元", "number": f"3{unit}", "percent": "3%"}[kind]
    assert in_sheet(rows, type=kind, unit=unit)[1] == ["D116"], "a unit in the cell is plain"


@pytest.mark.parametrize("title", ["数(满分10)", "数（满分：10分）", "数(满分为10分)", "数(0-10分)", "数（最高10分）"])
def test_full_marks_in_a_title(title):
    assert in_sheet([["村", title], ["李家村", 11]], type="number", unit="分") == (None, ["D131"])


@pytest.mark.parametrize(("cell", "expected"), [("No", False), ("Yes", True), ("False", False)])
def test_yes_and_no_in_any_case(cell, expected):
    assert value(cell, "yes_no") is expected
