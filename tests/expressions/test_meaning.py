"""What expressions come to, worked out by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from expressing import formula, value, valued

from stardb.quantity.from_text import EPOCH

NUMBERS = [
    ("1 + 2 * 3", 7),
    ("(1 + 2) * 3", 9),
    ("10 - 4 - 3", 3),
    ("10 - (4 - 3)", 9),
    ("12 ÷ 3 ÷ 2 * 1", 2),
    ("12 / (3 / 2) * 1", 8),
    ("2 × 3 + 4 × 5", 26),
    ("-2 * -3", 6),
    ("- (2 + 3)", -5),
    ("1/3 + 1/3 + 1/3", 1),
    ("0.1 + 0.2", Fraction(3, 10)),
    ("（1＋2）×3", 9),
    ("１２ － ２", 10),
    ("最大(1, 5, 3)", 5),
    ("最小（1，5、3）", 1),
    ("取整(7.9)", 7),
    ("取整(-0.5)", -1),
    ("四舍五入(2.25, 0.1)", Fraction(23, 10)),
    ("四舍五入(-2.5, 1)", -3),
    ("绝对值(3 - 5)", 2),
    ("进位(2.1, 0.5)", Fraction(5, 2)),
    ("进位(2.5, 0.5)", Fraction(5, 2)),
    ("舍去(2.9, 0.5)", Fraction(5, 2)),
    ("舍去(-0.1, 1)", -1),
    ("向上取整(7.1)", 8),
    ("向上取整(7)", 7),
    ("合计(1, 2.5, 3)", Fraction(13, 2)),
    ("平均(1, 2, 5, 0)", 2),
    ("平均(1, 2)", Fraction(3, 2)),
    ("几项(1 < 2, 2 < 1, 3 < 4)", 2),
    ("如果(1 < 2, 10, 20)", 10),
    ("如果(2 < 1, 10, 20)", 20),
    ("3件 + 2件", 5),
    ("1,200人 + 1人", 1201),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_numbers(text: str, expected: Fraction) -> None:
    assert value(text) == expected


UNITS = [
    ("10万元 + 5000元", 105_000),
    ("3千万元", 30_000_000),
    ("收入 - 支出", 30_000),
    ("收入 / 2", 25_000),
    ("收入 × 10%", 5000),
    ("0 + 收入", 50_000),
    ("最大(0, 收入 - 10万元)", 0),
    ("如果(软弱涣散, 0, 收入)", 50_000),
    ("年限 + 1年6个月", 44 + 18),
    ("年限 - 3年", 8),
    ("取整(年限 / 1年)", 3),
    ("取整(年限 / 1年) + 1", 4),
    ("向上取整(年限 / 1年)", 4),
    ("向上取整(收入 / 3)", 16_667),
    ("进位(年限, 6个月)", 48),
    ("舍去(收入, 2万元)", 40_000),
    ("合计(0, 收入, 支出)", 70_000),
    ("平均(收入, 支出)", 35_000),
    ("缺则(乙, 得分, 1)", 1),
    ("缺则(收入, 支出)", 50_000),
    ("率 + 5个百分点", Fraction(9, 10)),
    ("收入 / 支出", Fraction(5, 2)),
    ("收入 / 支出 * 10", 25),
]


@pytest.mark.parametrize(("text", "expected"), UNITS, ids=[text for text, _ in UNITS])
def test_units(text: str, expected: Fraction) -> None:
    """收入 5万元, 支出 2万元, 率 85%, 年限 3年8个月, not 软弱涣散."""
    given = {"收入": 50_000, "支出": 20_000, "率": Fraction(85, 100), "年限": 44, "软弱涣散": False}
    assert valued(text, given) == expected


TRUTHS = [
    ("得分 ≥ 80", True),
    ("得分 >= 80 且 率 ≥ 85%", True),
    ("得分 > 80", False),
    ("得分＜80 或 率＝85%", True),
    ("非 得分 > 80", True),
    ("not (得分 > 80) and 率 <> 84%", True),
    ("得分 > 90 且 率 > 1% 或 收入 > 1元", True),
    ("得分 > 90 且 (率 > 1% 或 收入 > 1元)", False),
    ("非 得分 > 90 且 得分 > 90", False),
    ("3 ≤ 得分 / 20 ≤ 5", True),
    ("4 < 得分 / 20 ≤ 5", False),
    ("80 = 得分 = 80", True),
    ("收入 ≥ 5万元", True),
    ("收入 / 支出 ≥ 250%", True),
    ("收入 / 支出 ≥ 2.5", True),
    ("收入 > 0", True),
    ("等次 = 合格", True),
    ("等次 ≠ 合格", False),
    ("等次 在 (优秀, 合格)", True),
    ("等次 不在 （优秀、合格）", False),
    ("等次 not in (优秀)", True),
    ("等次 = 上次等次", True),
    ("姓名 = 张三", True),
    ('姓名 = "张三"', True),
    ('姓名 = "甲"', False),
    ('姓名 在 (李四, "张三")', True),
    ("按期换届 = 是 且 软弱涣散 = 否", True),
    ("按期换届 且 非 软弱涣散", True),
    ("按期换届 = 软弱涣散", False),
    ("起 ≥ 2020-01-01", True),
    ("起 ≥ 2020年1月1日", True),
    ("起 < 2020-1-1", False),
    ("年度 = 2022", True),
    ("年限 ≥ 3年6个月", True),
    ("年限 < 44个月", False),
    ("已知(甲)", False),
    ("已知(得分)", True),
    ("最大(起, 2021-01-01) = 2021-01-01", True),
    ("得分 在 (70, 80)", True),
    ("得分 在 (-80, 79.9)", False),
    ("得分 不在 (70, 90)", True),
    ("收入 在 (5万元, 10万元)", True),
    ("率 在 (84%, 85%)", True),
    ("收入 / 支出 在 (2.5)", True),
    ("起 在 (2020-01-01, 2021-01-01)", True),
    ("率 ≥ 2/3", True),
    ("率 > 17/20", False),
    ("1/2 < 率 < 9/10", True),
    ("率 = 1/2 + 7/20", True),
    ("得分 / 2 > 2/3", True),
    ("性别(身份证号) = 女", True),
    ("出生日期(身份证号) = 1949-12-31", True),
    ("如果(得分 ≥ 60, 合格, 不合格) = 合格", True),
    ("如果(得分 > 80, 优秀, 如果(得分 ≥ 60, 合格, 不合格)) = 合格", True),
    ("如果(得分 > 80, 合格, 等次) = 合格", True),
    ('如果(得分 > 80, 等次, "甲") = "甲"', True),
    ("如果(得分 ≥ 80, 张三, 姓名) = 姓名", True),
    ("如果(得分 ≥ 80, 是, 否)", True),
    ("如果(得分 ≥ 80, 起, 止) = 起", True),
    ("缺则(上次等次, 不定等次) = 合格", True),
    ("如果(得分 ≥ 80, 合格, 不合格) 在 (合格, 不合格)", True),
]


@pytest.mark.parametrize(("text", "expected"), TRUTHS, ids=[text for text, _ in TRUTHS])
def test_conditions(text: str, expected: bool) -> None:
    given = {
        "得分": 80, "率": Fraction(85, 100), "收入": 50_000, "支出": 20_000, "等次": "合格", "上次等次": "合格", "姓名": "张三",
        "身份证号": "11010519491231002X", "按期换届": True, "软弱涣散": False, "起": (date(2020, 1, 1) - EPOCH).days, "年度": 2022, "年限": 44,
    }  # fmt: skip
    assert valued(text, given) is expected


ODD_NAMES = [
    ("`村(社区)` + 1", "村(社区)"),
    ("村(社区) + 1", "村(社区)"),
    ("村（社区） + 1", "村(社区)"),
    ("`三会、一课（次）` + 1", "三会、一课（次）"),
    ("“四会”运行 + 1", "“四会”运行"),
    ("上年(星级) + 1", "上年(星级)"),
    ("上年（星级）+1", "上年(星级)"),
    ("往年(星级, 2) + 1", "往年(星级, 2)"),
    ("往年（星级，2）＋1", "往年(星级, 2)"),
    ("得分(群众评议) + 1", "得分(群众评议)"),
    ("`2022年得分` + 1", "2022年得分"),
]


@pytest.mark.parametrize(("text", "name"), ODD_NAMES, ids=[text for text, _ in ODD_NAMES])
def test_names_with_signs_in_them(text: str, name: str) -> None:
    assert valued(text, {name: 4}) == 5


UNKNOWNS: list[tuple[str, Any]] = [
    ("甲 + 1", None),
    ("甲 * 0", None),
    ("最大(甲, 1)", None),
    ("甲 > 1", None),
    ("甲 > 1 且 得分 > 90", False),
    ("甲 > 1 或 得分 = 80", True),
    ("甲 > 1 或 得分 > 90", None),
    ("非 甲 > 1", None),
    ("如果(甲 > 1, 1, 2)", None),
    ("如果(得分 = 80, 1, 甲)", 1),
    ("如果(得分 = 80, 甲, 1)", None),
    ("等次 在 (优秀)", None),
    ("等次 不在 (优秀)", None),
    ("得分 / 0", None),
    ("得分 / (得分 - 80)", None),
    ("已知(甲 + 1)", False),
    ("1 ≤ 甲 ≤ 0", None),
    ("90 ≤ 得分 ≤ 甲", False),
    ("甲 在 (1, 2)", None),
    ("甲 不在 (1, 2)", None),
    ("合计(得分, 甲)", None),
    ("平均(得分, 甲)", None),
    ("几项(得分 = 80, 甲 > 1)", None),
    ("几项(得分 = 80, 甲 > 1 且 得分 > 90)", 1),
    ("缺则(甲, 得分)", 80),
    ("缺则(甲, 乙, 得分)", 80),
    ("缺则(甲, 乙)", None),
    ("缺则(等次, 不定等次)", "不定等次"),
    ("缺则(姓名, 无名)", "无名"),
    ("如果(甲 > 1, 合格, 不合格)", None),
    ("如果(得分 = 80, 合格, 等次)", "合格"),
    ("如果(得分 = 80, 等次, 合格)", None),
    ("进位(甲, 1)", None),
    ("向上取整(甲)", None),
    ("起 + 2年", None),
    ("2022-01-01 + 年限", None),
    ("周岁(起)", None),
    ("足月(2022-01-01, 止)", None),
    ("年份(起)", None),
    ("次月(起)", None),
    ("性别(身份证号)", None),
    ("出生日期(身份证号)", None),
]


@pytest.mark.parametrize(("text", "expected"), UNKNOWNS, ids=[text for text, _ in UNKNOWNS])
def test_the_unknown_goes_as_far_as_it_must_and_no_further(text: str, expected: Any) -> None:
    """得分 is 80, all else unknown. Dividing by nothing is unknown, not 0."""
    assert value(text, 得分=80) == expected


def test_either_of_two_choices_keeps_the_words_of_both() -> None:
    text = "如果(按期换届, 等次, 上次等次) = 不定等次"
    assert valued(text, {"按期换届": False, "等次": "优秀", "上次等次": "不定等次"}) is True


def test_the_words_of_both_branches_are_the_words_it_may_give() -> None:
    made = formula("如果(得分 ≥ 90, 优秀, 如果(得分 ≥ 60, 合格, 不合格))")
    assert made.choices == ("优秀", "合格", "不合格")


def test_only_numbers_may_come_out_uneven() -> None:
    """A mean may; a whole number chosen by a share does not."""
    assert formula("平均(甲, 乙)").needs_rounding
    assert not formula("如果(收入 / 支出 ≥ 2/3, 10, 5)").needs_rounding
    assert not formula("进位(收入 / 3, 1元)").needs_rounding
