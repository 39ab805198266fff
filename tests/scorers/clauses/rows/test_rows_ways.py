"""The ways rows come together: the lowest, the mean, the last and the first; and what stays undecided."""

from fractions import Fraction
from typing import Any

import pytest
from rating import loaded, rated, reasons, results, worth

from stardb.quantity.dates.calendar import OPEN

ONE = {"甲": ("number", [0])}
TWO = {"甲": ("number", [0, 0])}
QUARTERS = {"季度": "number", "得分": "number"}
POSTS = {"起": "date", "止": "date, blank: 至今", "职务": "choice, choices: [书记, 主任, 会计]"}
LEVELS = "choice, choices: [县级, 市级, 省级]"


def marks(*rows: tuple[Any, ...]) -> dict[str, Any]:
    return {"考核": (QUARTERS, list(rows))}


def posts(*rows: tuple[Any, ...]) -> dict[str, Any]:
    return {"任职经历": (POSTS, list(rows))}


def test_the_lowest_month_counts() -> None:
    records = marks((0, 1, 80), (0, 2, 65), (0, 3, 90), (1, 1, 70))
    assert worth("{worst_of: 考核, from: 得分}", TWO, records) == [65, 70]


def test_of_deductions_the_heaviest_is_the_lowest() -> None:
    records = {"扣分": ({"几": "number"}, [(0, -5), (0, -2)])}
    assert worth("{worst_of: 扣分, from: 几}", ONE, records) == [-5]


def test_the_mean_of_the_quarters_is_exact() -> None:
    """(80 + 85 + 90) ÷ 3 = 85; (80 + 85 + 86) ÷ 3 = 251/3."""
    records = marks((0, 1, 80), (0, 2, 85), (0, 3, 90), (1, 1, 80), (1, 2, 85), (1, 3, 86))
    assert worth("{mean_of: 考核, from: 得分}", TWO, records) == [85, Fraction(251, 3)]
    assert worth("{mean_of: 考核, from: 得分, round: 0.1}", TWO, records) == [85, Fraction("83.7")]


def test_the_mean_of_no_row_is_undecided_unless_the_rule_says() -> None:
    assert worth("{mean_of: 考核, from: 得分}", TWO, marks((0, 1, 80))) == [80, None]
    assert worth("{mean_of: 考核, from: 得分, otherwise: 60}", TWO, marks((0, 1, 80))) == [80, 60]


def test_a_mean_may_not_come_out_even_so_an_allowance_of_it_must_say_how_it_is_rounded() -> None:
    records = {"支出": ({"数额": "money"}, [(0, 100)])}
    body = "entitlements:\n  补助: {mean_of: 支出, from: 数额, basis: 试评}"
    assert [p.code for p in loaded(body, ONE, records).problems if p.code == "R202"] == ["R202"]
    assert not [p for p in loaded(body.replace("}", ", round: 1元}"), ONE, records).problems if p.code == "R202"]


def test_the_post_held_when_leaving() -> None:
    """句容市: the allowance goes by the post held when leaving."""
    records = posts(
        (0, "2000-01-01", "2005-12-31", "书记"), (0, "2006-01-01", "2012-06-30", "会计"),
        (1, "2000-01-01", None, "主任"), (1, "1990-01-01", "1999-12-31", "书记"),
    )  # fmt: skip
    assert worth("{last_of: 任职经历, by: 止, from: 职务}", TWO, records) == ["会计", "主任"]
    assert worth("{first_of: 任职经历, by: 起, from: 职务}", TWO, records) == ["书记", "书记"]


def test_the_post_when_leaving_by_years_served_is_the_allowance() -> None:
    """句容市 2018: 20 years and more, 书记 525, 主任 505, 会计 485 a month."""
    clause = "{last_of: 任职经历, by: 止, from: 职务, choices: {书记: 525元, 主任: 505元, 会计: 485元}}"
    records = posts((0, "1990-01-01", "2000-12-31", "会计"), (0, "2001-01-01", "2012-06-30", "书记"))
    made = rated(f"values:\n  得数: {clause}", ONE, records)
    assert (results(made, "得数"), made.columns["得数"].kind.value) == ([525], "金额")


def test_days_and_words_may_be_the_last_too() -> None:
    records = {"记录": ({"日": "date, blank: 至今", "话": "text"}, [(0, "2020-01-01", "旧"), (0, "2021-01-01", "新")])}
    assert worth("{last_of: 记录, by: 日, from: 话}", ONE, records) == ["新"]
    assert worth("{first_of: 记录, by: 日, from: 日}", ONE, records) == [18262]  # 50 years and 12 leap days of 1970
    assert worth("{last_of: 记录, by: 日, from: 话}", TWO, records) == ["新", None]


def test_a_tie_at_the_last_is_undecided_only_where_it_matters() -> None:
    same = posts((0, "2000-01-01", None, "书记"), (0, "2004-01-01", None, "书记"))
    other = posts((0, "2000-01-01", None, "书记"), (0, "2004-01-01", None, "主任"))
    clause = "{last_of: 任职经历, by: 止, from: 职务}"
    assert worth(clause, ONE, same) == ["书记"]
    assert worth(clause, ONE, other) == [None]
    assert "分不出先后，待定" in reasons(clause, ONE, other)[0]
    earlier = posts((0, "2000-01-01", "2001-01-01", "书记"), (0, "2000-01-01", "2001-01-01", "主任"),
                    (0, "2004-01-01", None, "会计"))  # fmt: skip
    assert worth(clause, ONE, earlier) == ["会计"]


def test_only_the_last_row_must_be_known_to_know_the_last_value() -> None:
    clause = "{last_of: 任职经历, by: 止, from: 职务, where: '职务 在 (书记, 主任)'}"
    bare = "{last_of: 任职经历, by: 止, from: 职务}"
    early = posts((0, "2000-01-01", "2001-01-01", None), (0, "2004-01-01", None, "书记"))
    assert worth(clause, ONE, early) == ["书记"]
    assert worth(bare, ONE, early) == ["书记"]
    late = posts((0, "2000-01-01", "2001-01-01", "书记"), (0, "2004-01-01", None, None))
    assert worth(clause, ONE, late) == [None]
    assert worth(bare, ONE, late) == [None]
    assert worth(bare, ONE, posts((0, None, "2001-01-01", "书记"))) == ["书记"]


def test_a_row_without_a_day_may_be_the_last() -> None:
    records = {"记录": ({"日": "date", "几": "number"}, [(0, None, 1), (0, "2021-01-01", 2), (1, "2020-01-01", 3)])}
    assert worth("{last_of: 记录, by: 日, from: 几}", TWO, records) == [None, 3]
    assert reasons("{last_of: 记录, by: 日, from: 几}", TWO, records)[0] == "记录有1行的日未知，待定"


def test_who_never_held_a_post_has_none_unless_the_rule_says() -> None:
    assert worth("{last_of: 任职经历, by: 止, from: 职务}", ONE, posts()) == [None]
    assert worth("{last_of: 任职经历, by: 止, from: 职务, otherwise: 未任职}", ONE, posts()) == ["未任职"]
    assert worth("{last_of: 考核, by: 季度, from: 得分, otherwise: 0}", ONE, marks()) == [0]


def test_a_row_at_the_top_settles_the_highest_whatever_another_holds() -> None:
    worths = "choices: {县级: 1, 市级: 2, 省级: 3}"
    records = {"表彰": ({"级别": LEVELS}, [(0, None), (0, "省级"), (1, None), (1, "市级")])}
    assert worth(f"{{best_of: 表彰, from: 级别, {worths}}}", TWO, records) == [3, None]
    assert worth(f"{{worst_of: 表彰, from: 级别, {worths}}}", TWO, records) == [None, None]
    assert worth(f"{{best_of: 表彰, each: {{from: 级别, {worths}, between: [0, 2]}}}}", TWO, records) == [2, 2]
    assert worth(f"{{best_of: 表彰, from: 级别, {worths}, expect: 2}}", TWO, records) == [3, None]


def test_the_sentence_names_the_row_that_was_taken() -> None:
    records = {"表彰": ({"级别": LEVELS}, [(0, "县级"), (0, "省级")])}
    told = reasons("{best_of: 表彰, from: 级别, choices: {县级: 1, 市级: 2, 省级: 3}}", TWO, records)
    assert told == ["表彰共2行，取最高的一行（级别 省级，为3），为3", "表彰没有行，为0"]


def test_each_row_is_told_what_became_of_it() -> None:
    made = rated("values:\n  得数: {worst_of: 考核, from: 得分, where: 季度 < 4}", ONE,
                 marks((0, 1, 80), (0, 2, 65), (0, 4, 10)))  # fmt: skip
    trace = made.scored["得数"].rows[0]
    told = [trace.roles[k] for k in trace.role]
    assert told == ["不低于所取的一行，不重复计", "采用", "条件不符，不计"]


def test_nobody_at_all_is_no_trouble() -> None:
    nobody: Any = {"甲": ("number", [])}
    for way in ("best_of", "worst_of", "sum_of", "mean_of"):
        assert worth(f"{{{way}: 考核, from: 得分}}", nobody, marks()) == []
    assert worth("{last_of: 考核, by: 季度, from: 得分}", nobody, marks()) == []


def test_an_open_end_is_later_than_any_day() -> None:
    records = posts((0, "2000-01-01", "2022-01-01", "书记"), (0, "2001-01-01", None, "主任"))
    assert worth("{last_of: 任职经历, by: 止, from: 止}", ONE, records) == [OPEN]


REFUSED = [
    ("{last_of: 任职经历, from: 职务}", "R202", "by"),
    ("{last_of: 任职经历, by: 职务, from: 职务}", "R305", "排先后要按日期或数"),
    ("{last_of: 任职经历, by: 甲, from: 职务}", "R301", "没有“甲”"),
    ("{last_of: 任职经历, by: 止, from: 止, otherwise: 1}", "R203", "“1”应为"),
    ("{mean_of: 任职经历, from: 止}", "R305", "每行要有一个数"),
    ("{sum_of: 任职经历, from: 职务}", "R405", "书记"),
    ("{mean_of: 任职经历, each: 3}", "R301", "每行都一样"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  得数: {clause}", ONE, posts()).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


OTHERWISE = [
    ("{last_of: 处分, by: 日期, from: 日期, otherwise: 1900-01-01}", ["2022-03-01", "1900-01-01"]),
    ("{last_of: 处分, by: 日期, from: 种类, otherwise: 没有处分}", ["警告", "没有处分"]),
    ("{last_of: 处分, by: 日期, from: 种类, otherwise: 无处分}", ["警告", "无处分"]),
    ("{last_of: 处分, by: 日期, from: 文号, otherwise: 无}", ["甲字1号", "无"]),
    ("{last_of: 处分, by: 日期, from: 通报, otherwise: 否}", ["是", "否"]),
    ("{first_of: 处分, by: 日期, from: 罚款, otherwise: 0元}", ["5元", "0元"]),
]


@pytest.mark.parametrize(("clause", "came"), OTHERWISE)
def test_where_there_is_no_row_any_kind_of_value_may_be_written(clause: str, came: list[str]) -> None:
    told = {
        "日期": "date", "种类": "choice, choices: [警告, 严重警告, 没有处分]", "文号": "text", "通报": "yes_no", "罚款": "money"
    }  # fmt: skip
    records = {"处分": (told, [(0, "2022-03-01", "警告", "甲字1号", True, "5元")])}
    made = rated(f"values:\n  得数: {clause}", {"甲": ("number", [1, 2])}, records)
    assert [made.text("得数", i) for i in range(2)] == came


def test_a_day_or_a_truth_that_is_none_is_refused_where_it_stands() -> None:
    for given, said in (("从来没有", "“从来没有”应为"), ("大概", "“大概”应为")):
        clause = f"{{last_of: 处分, by: 日期, from: 日期, otherwise: {given}}}"
        problems = loaded(f"values:\n  得数: {clause}", {}, {"处分": ({"日期": "date"}, [])}).problems
        assert [said in p.message for p in problems if p.code == "R203"] == [True]


def test_a_row_worth_nothing_matters_to_no_sum_whether_it_counts_or_not() -> None:
    """0 more or less; but where no row at all is 5, it matters whether there is one."""
    told = {"分": "number", "有效": "yes_no"}
    clause = "{sum_of: 事项, from: 分, where: 有效 = 是}"
    assert worth(clause, ONE, {"事项": (told, [(0, -2, True), (0, 0, None)])}) == [-2]
    assert worth(clause, ONE, {"事项": (told, [(0, 0, None)])}) == [0]
    assert worth(clause, ONE, {"事项": (told, [(0, -2, True), (0, -1, None)])}) == [None]
    assert worth(clause.replace("}", ", otherwise: 5}"), ONE, {"事项": (told, [(0, 0, None)])}) == [None]
