"""What is wrong with an expression is said at its column, and with the name that may have been meant."""

import pytest
from expressing import formula, valued

from stardb.expressions import ExpressionFault

FAULTS = [
    # text, column (from 1) of the fault, a part of the message or the remedy
    ("收入 + 率", 6, "金额与百分比"),
    ("收入 ≥ 10", 6, "补上单位"),
    ("得分 ≥ 80%", 6, "百分比"),
    ("率 ≥ 85", 5, "85%"),
    ("年度 ≥ 2021年", 6, "年份只写数"),
    ("收入 * 支出", 6, "金额不能乘以金额"),
    ("得分 / 收入", 6, "数不能除以金额"),
    ("等次 + 1", 1, "选项不能加减"),
    ("起 + 1", 5, "日期只能加减时长"),
    ("起 - 止", 5, "足月(起日, 止日)"),
    ("2年 + 起", 6, "日期写在前面"),
    ("起 + 率 * 年限", 5, "整月"),
    ("起 - 0.5个月", 5, "整月"),
    ("得分 ≥ 80 且 率", 11, "要一个条件"),
    ("非 得分", 3, "要一个条件"),
    ("等次 > 合格", 4, "不能比大小"),
    ("按期换届 > 软弱涣散", 6, "不能比大小"),
    ("等次 = 合恪", 6, "是不是“合格”"),
    ("等次 在 (优秀, 良好)", 11, "良好"),
    ("按期换届 在 (是)", 1, "“在”要用于选项"),
    ("得分 在 (3, 优秀)", 10, "“优秀”不是数"),
    ("率 在 (85, 90)", 6, "85%"),
    ("收入 在 (10万元, 甲)", 13, "“甲”不是金额"),
    ("得分 在 (3,400, 5)", 7, "分不清"),
    ("起 在 (2022-02-30)", 6, "日历"),
    ("按期换届 = 有", 8, "是或否"),
    ("得份 ≥ 80", 1, "是不是“得分”"),
    ("甲 + (乙 * 丙)", 10, "丙"),
    ("最大值(甲, 乙)", 1, "是不是“最大”"),
    ("上年(星极)", 1, "是不是“星级”"),
    ("最大(甲)", 1, "最大(甲, 乙, …)"),
    ("最大(0, 收入, 率)", 11, "金额与百分比"),
    ("最大(等次, 上次等次)", 4, "“最大”要用于数"),
    ("最大(按期换届, 软弱涣散)", 4, "“最大”要用于数"),
    ("取整(等次)", 4, "“取整”要用于数"),
    ("绝对值(姓名)", 5, "“绝对值”要用于数"),
    ("四舍五入(姓名, 1)", 6, "要用于数"),
    ("四舍五入(率, 0.1)", 9, "85%"),
    ("四舍五入(甲, 0)", 9, "保留到多少"),
    ("四舍五入(甲, 乙)", 9, "保留到多少"),
    ("进位(甲, -1)", 7, "保留到多少"),
    ("舍去(率, 0.1)", 7, "85%"),
    ("合计(甲, 等次)", 7, "“合计”要用于数"),
    ("平均(甲, 收入)", 7, "数与金额"),
    ("几项(按期换届, 甲)", 10, "要写条件"),
    ("几项()", 1, "几项(条件, 条件, …)"),
    ("缺则(甲, 收入)", 7, "数与金额"),
    ("缺则(甲, 没有)", 7, "没有“没有”这个名称"),
    ("周岁(甲)", 4, "“周岁”要用于日期"),
    ("周岁(起, 止, 起)", 1, "周岁(出生日期, 某日)"),
    ("足月(起)", 1, "足月(起日, 止日)"),
    ("足月(起, 年限)", 7, "“足月”要用于日期"),
    ("次月(年度)", 4, "“次月”要用于日期"),
    ("性别(等次)", 4, "身份证号"),
    ("周睡(起)", 1, "是不是“周岁”"),
    ("四舍五人(甲, 1)", 1, "是不是“四舍五入”"),
    ("往年(星极, 2)", 1, "是不是“星级, 2”"),
    ("上年(得分 > 1)", 1, "先在 values 里起个名称"),
    ("甲 + 任期内增加(等次)", 5, "“等次”是选项"),
    ("如果(甲, 1, 2)", 4, "条件"),
    ("如果(按期换届, 得份, 1)", 10, "是不是“得分”"),
    ('如果(按期换届, "优秀", 1)', 10, "文字只能"),
    ("如果(按期换届, 合格, 不合格) + 1", 1, "选项不能加减"),
    ("如果(按期换届, 合格, 不合格) = 优秀", 21, "“优秀”不是可填的选项"),
    ("如果(按期换届, 收入, 率)", 14, "金额与百分比"),
    ("最大(10,100,得分)", 4, "分不清"),
    ("得分 ≥ 80 且率 > 1%", 9, "空格"),
    ("得分 ≥", 5, "没有写完"),
    ("(得分 ≥ 80", 9, "没有写完"),
    ("得分 ≥ 80)", 8, "读不通"),
    ("得分 ≥ ≥ 80", 6, "读不通"),
    ("得分 ? 80", 4, "不能写在表达式里"),
    ("得分 ≥ 80；", 8, "不能写在表达式里"),
    ("得分 ≥ 5家公司", 8, "读不通"),
    ("起 ≥ 2022-02-30", 5, "日历"),
    ("", 1, "没有写完"),
    ("甲 乙", 3, "读不通"),
    ('"甲" + 1', 1, "文字只能"),
]


@pytest.mark.parametrize(("text", "at", "said"), FAULTS, ids=[text for text, _, _ in FAULTS])
def test_a_fault_is_at_its_column(text: str, at: int, said: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        formula(text)
    assert said in fault.value.message + fault.value.remedy + fault.value.expected
    assert fault.value.offset + 1 == at


def test_the_sign_that_cannot_stand_is_named_on_a_later_line_too() -> None:
    with pytest.raises(ExpressionFault) as fault:
        formula("甲 +\n 乙 $ 1")
    assert (fault.value.found, fault.value.offset) == ("$", 7)


def test_a_thousands_comma_between_items_is_asked_about_not_guessed() -> None:
    """最大(10,100) could be 10 and 100 or ten thousand one hundred."""
    assert valued("最大(10, 100, 得分)", {"得分": 5}) == 100
    with pytest.raises(ExpressionFault, match="分不清"):
        formula("最大(1,200元, 收入)")


@pytest.mark.parametrize(
    "text", ["(" * 2000 + "1" + ")" * 2000, " + ".join(["甲"] * 2000), "非 " * 2000 + "软弱涣散", "-" * 2000 + "1"]
)
def test_an_endless_expression_is_refused(text: str) -> None:
    with pytest.raises(ExpressionFault):
        formula(text)


def test_an_expression_of_a_hundred_parts_is_reckoned() -> None:
    assert valued(" + ".join(["甲"] * 100), {"甲": 1}) == 100
