"""A unit told for a whole table counts for its bare numbers; two that differ, or one nobody knows, are asked about."""

import pytest

from stardb.books.sheet import Sheet
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

SPEC = TableSpec.model_validate(
    {
        "key": "村",
        "name": "村",
        "columns": {
            "村": {"type": "text", "required": True},
            "收入": {"type": "money", "unit": "万元"},
            "补贴": {"type": "money", "unit": "元"},
            "户数": {"type": "number", "unit": "户"},
            "任职年限": {"type": "duration", "unit": "年"},
        },
    }
)
HEADER = ["村", "收入", "户数"]
DATA = ["李家村", 125000, 5]


def sheet(*rows, name="表", **more):
    width = max(map(len, rows))
    return Sheet("a.xlsx", name, [[*row, *[""] * (width - len(row))] for row in rows], **more)


def of(look, *rows, column="收入", **more):
    """What a column holds, and the codes of what is told besides missing columns."""
    intake = read_tables([sheet(*rows, **more)], {"表": SPEC})
    codes = [code for code in look.codes(intake) if code != "D114"]
    return look.column(intake.tables.single["表"], column), codes


@pytest.mark.parametrize(
    "label",
    [
        "(元)", "（元）", "【元】", "（金额：元）", "金额：元", "人民币元", "元", "单位:元", "单位：元", "单 位：元", "（单位：元）",
        "单位：人民币元", "单位：元（人民币）", "单位：人民币（元）", "币种：人民币  单位：元", "金额单位：元", "计量单位：元、户",
        "单位：户、元", "单位：元/户", "单位 元", "填报单位：东村镇    单位：元", "单位：东村镇 金额单位：元", "单位：元 时间：2022年",
        "集体收入情况表（元）", "集体收入情况表（单位：元）", "集体收入情况表(人民币元)", "集体收入情况表（2022年度，元）",
        "￥：元", "数据单位——元", "单位——元", "單位：元", "Unit: 元", "集体收入情况表 人民币：元",
        "集体收入情况表 单位：元", "说明：金额以元为单位", "填表说明：表中金额均为元",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_unit_told_above_a_table(look, label, place):
    above = ["", "", ""]
    above[place] = label
    assert of(look, above, HEADER, DATA) == (["12.5万元"], [])
    assert of(look, ["东村镇检查表"], above, HEADER, DATA) == (["12.5万元"], [])


@pytest.mark.parametrize(
    "cells",
    [["单位：", "元"], ["单位", "元"], ["", "金额单位：", "元"], ["单位：", "", "（元）"], ["计量单位:", "元、户"]],
)
def test_a_unit_in_the_cell_beside_its_label(look, cells):
    assert of(look, cells, HEADER, DATA) == (["12.5万元"], [])


@pytest.mark.parametrize(
    "note",
    [
        "注：金额单位为元",
        "以上金额均为元",
        "注：以上金额均以元计。",
        "单位：元",
        "说明：表中金额以元为单位，户数以户为单位",
        "（元）",
    ],
)
def test_a_unit_told_below_a_table(look, note):
    assert of(look, HEADER, DATA, ["王家村", 3000, 4], [note]) == (["12.5万元", "3000元"], [])


def test_a_unit_that_the_sheet_s_name_tells(look):
    assert of(look, HEADER, DATA, name="集体收入（元）") == (["12.5万元"], [])


@pytest.mark.parametrize(
    "above",
    ["填报单位：东村镇", "填报单位（盖章）：", "单位：元宝村", "单位负责人：元某某", "2022年度", "填报日期：2022年6月", "单位：户",
     "单位：元宝山镇  填报人：张某某", "每户补贴为500元", "一元村检查表"],
)  # fmt: skip
def test_what_is_no_unit_of_money(look, above):
    assert of(look, [above], HEADER, ["李家村", 12.5, 5]) == (["12.5万元"], [])


@pytest.mark.parametrize(
    "rows",
    [
        [["单位：元"], ["集体收入表（万元）"]],
        [["单位：元、万元"]],
        [["单位：美元"]],
        [["（千港元）"]],
        [["单位：万"]],
        [["说明：补贴以元为单位"]],
    ],
)
def test_units_that_differ_or_are_not_understood_are_asked_about(look, rows):
    read = of(look, *rows, HEADER, DATA, ["王家村", "3万元", 4], ["张家村", 0, 4])
    assert read == (["待定", "3万元", "0元"], ["D193"])


def test_a_label_against_a_note_below_is_asked_about_once(look):
    intake = read_tables([sheet(["单位：万元"], HEADER, DATA, ["王家村", 7, 4], ["注：金额单位为元"])], {"表": SPEC})
    problem = look.only(intake, "D193")
    assert problem.place.cell == "B3"
    for said in ("2格", "A1", "单位：万元", "A5", "金额单位为元"):
        assert said in problem.message


def test_a_doubtful_unit_that_is_the_rule_s_is_no_question(look):
    assert of(look, ["说明：收入以万元为单位"], HEADER, ["李家村", 12.5, 5]) == (["12.5万元"], [])


def test_a_title_s_own_unit_goes_before_that_of_the_table_and_is_told(look):
    assert of(look, ["单位：万元"], ["村", "收入（元）", "户数"], DATA) == (["12.5万元"], ["D194"])
    assert of(look, ["单位：万元、元"], ["村", "收入（元）", "户数"], DATA) == (["12.5万元"], [])


def test_a_cell_s_own_unit_goes_before_that_of_the_table(look):
    assert of(look, ["单位：元"], HEADER, ["李家村", "12.5万元", 5]) == (["12.5万元"], [])


def test_months_told_for_a_table_of_years_are_asked_about(look):
    rows = ["村", "任职年限", "户数"], ["李家村", 18, 5]
    assert of(look, ["任职情况表（月）"], *rows, column="任职年限") == (["待定"], ["D193"])
    assert of(look, ["任职情况表（单位：月）"], *rows, column="任职年限") == (["1年6个月"], [])
    assert of(look, ["检查表（年）"], *rows, column="任职年限") == (["18年"], [])


def test_thousands_of_households_told_for_the_table(look):
    assert of(look, ["单位：万户"], HEADER, DATA, column="户数") == (["50000"], [])


def test_each_of_two_tables_on_a_sheet_has_its_own_unit(look):
    rows = [["单位：元"], HEADER, DATA, [], ["单位：万元"], HEADER, ["王家村", 3, 4]]
    assert of(look, *rows) == (["12.5万元", "3万元"], [])


def test_a_unit_over_the_first_table_of_a_sheet_is_not_lost_for_the_second(look):
    rows = [["检查表", "", "单位：元"], HEADER, DATA, [], ["续表"], HEADER, ["王家村", 3000, 4]]
    assert of(look, *rows) == (["12.5万元", "3000元"], [])


def test_a_unit_at_the_right_end_counts_for_tables_side_by_side(look):
    rows = [["检查表", "", "", "", "", "", "单位：元"], [*HEADER, "", *HEADER], [*DATA, "", "王家村", 3000, 4]]
    assert of(look, *rows) == (["12.5万元", "3000元"], [])


def test_a_hidden_label_is_not_seen(look):
    assert of(look, ["单位：元"], HEADER, ["李家村", 12.5, 5], hidden_rows=frozenset([0])) == (["12.5万元"], [])


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["指标", "单位", "李家村", "王家村"],
            ["村", "", "李家村", "王家村"],
            ["收入", "元", 125000, 3000],
            ["户数", "户", 5, 6],
        ],
        [["村", "计量单位", "李家村", "王家村"], ["收入", "元", 125000, 3000], ["户数", "户", 5, 6]],
    ],
)
def test_a_column_of_units_beside_titles(look, rows):
    assert of(look, *rows) == (["12.5万元", "3000元"], [])


def test_a_unit_in_the_cell_behind_a_number(look):
    assert of(look, ["村", "李家村", ""], ["收入", 125000, "元"], ["户数", 5, "户"]) == (["12.5万元"], [])
    rows = [["村情况表"], ["村", "李家村", "户数", 5], ["收入", 125000, "元", ""]]
    assert of(look, *rows) == (["12.5万元"], [])


def test_a_column_of_units_beside_amounts(look):
    header = ["村", "收入", "单位", "户数"]
    assert of(look, header, ["李家村", 125000, "元", 5], ["王家村", 3000, "元", 6]) == (["12.5万元", "3000元"], [])
    assert of(look, header, ["李家村", 125000, "元", 5], ["王家村", 3, "万元", 6]) == (["待定", "待定"], ["D193"])
    assert of(look, header, ["李家村", 12.5, "村委会", 5]) == (["12.5万元"], [])


@pytest.mark.parametrize("name", ["检查表_单位元", "检查表 单位：元", "收入（元）"])
def test_a_unit_in_the_name_of_the_sheet(look, name):
    assert of(look, HEADER, DATA, name=name) == (["12.5万元"], [])


@pytest.mark.parametrize("label", ["单位：元", "（单位：元）", "金额单位：元"])
def test_a_unit_beside_the_titles(look, label):
    assert of(look, [*HEADER, label], DATA) == (["12.5万元"], [])


@pytest.mark.parametrize("label", ["单位：元", "（金额单位:元）"])
def test_a_unit_beside_the_values_is_asked_about(look, label):
    assert of(look, HEADER, DATA, ["王家村", 90000, 3, label]) == (["待定", "待定"], ["D193"])
    assert of(look, HEADER, ["李家村", 12.5, 5], ["王家村", 9, 3, "单位：万元"]) == (["12.5万元", "9万元"], [])
    assert of(look, HEADER, ["李家村", 12.5, 5], ["王家村", 9, 3, "单位：县农业局"]) == (["12.5万元", "9万元"], [])


@pytest.mark.parametrize("note", ["说明：按月填报", "按月统计", "本表按月填报。"])
def test_how_often_a_table_is_filled_in_is_no_unit_of_time(look, note):
    rows = ["村", "任职年限", "户数"], ["李家村", 3, 5]
    assert of(look, [note], *rows, column="任职年限") == (["3年"], [])


def test_what_a_time_is_given_in_by_a_note(look):
    rows = ["村", "任职年限", "户数"], ["李家村", 18, 5]
    assert of(look, ["说明：各项以月为单位"], *rows, column="任职年限") == (["1年6个月"], [])
    assert of(look, ["说明：任职年限按月填"], *rows, column="任职年限") == (["待定"], ["D193"])
