"""A decision on a result stands in place of what the rule gave, and all that rests on the result follows."""

from fractions import Fraction
from typing import Any

import pytest
from deciding import codes, decide
from rating import rated, results

from stardb.intake import Decision
from stardb.scoring import Appraisal

STARS = """
stars:
  红星:
    full: 20
    award: 得分 ≥ 12
    basis: 第一条
    indicators:
      收入: {from: 收入, points: 10, bands: {20: 10, 10: 6, 0: 0}, basis: 第二条}
      换届: {from: 换届, points: 10, yes: 10, basis: 第三条}
level: {name: 星数, earned: [红星], basis: 第四条}
grade: {name: 等次, from: 星数, choices: {1: 红星支部, 0: 未获星}}
entitlements:
  奖补: {from: 等次, choices: {红星支部: 1000元}, otherwise: 0元, unit: 元/年, basis: 第五条}
"""
"""Up to 10 points by income, 10 for holding the election; 12 of 20 win the star."""

COLUMNS = {"收入": ("number", [20, 10, 5]), "换届": ("yes_no", [True, False, None])}
"""村0 has 20 points and the star; 村1 has 6 and none; 村2 has 0 or 10, so none either way."""


def starred(*decisions: Decision) -> Appraisal:
    """The three villages with what was decided of them."""
    return rated(STARS, COLUMNS, decisions=decisions)


def test_without_decisions_the_results_are_the_rules() -> None:
    made = starred()
    assert results(made, "红星") == [True, False, False]
    assert results(made, "奖补") == [1000, 0, 0]
    assert made.decisions.applied == ()
    assert made.decisions.problems == ()


def test_points_that_are_decided_bring_the_star_the_level_and_the_money() -> None:
    made = starred(decide("得分", "换届", "0", "8", "村1"))
    # 6 by income and the 8 decided are 14 of 20: over the 12 of the mark
    assert results(made, "得分(红星)")[1] == 14
    assert results(made, "红星") == [True, True, False]
    assert results(made, "星数") == [1, 1, 0]
    assert results(made, "等次") == ["红星支部", "红星支部", "未获星"]
    assert results(made, "奖补") == [1000, 1000, 0]
    assert made.decisions.problems == ()


@pytest.mark.parametrize(
    ("decision", "name", "value"),
    [
        (decide("得分", "收入", "10分", "9"), "得分(收入)", 9),
        (decide("得分", "得分(收入)", "10", "0分"), "得分(收入)", 0),
        (decide("星", "红星", "是", "否"), "红星", False),
        (decide("星", "", "得星", "摘星"), "红星", False),
        (decide("星级", "星数", "1星", "0"), "星数", 0),
        (decide("星级", "", "1", "0星"), "星数", 0),
        (decide("等次", "等次", "红星支部", "未获星"), "等次", "未获星"),
        (decide("待遇", "奖补", "1000元", "不享受"), "奖补", 0),
        (decide("待遇", "奖补", "0.1万元", "600"), "奖补", 600),
        (decide("待遇", "", "1000元/年", "600元/年"), "奖补", 600),
    ],
    ids=lambda one: one.matter.value + one.after if isinstance(one, Decision) else "",
)
def test_each_matter_is_settled(decision: Decision, name: str, value: Any) -> None:
    made = starred(decision)
    assert codes(made) == []
    assert results(made, name)[0] == value
    (applied,) = made.decisions.applied
    assert (applied.step, applied.subject) == (name, 0)
    assert applied.after.content == value


def test_a_star_taken_away_takes_the_level_the_grade_and_the_money_with_it() -> None:
    made = starred(decide("星", "红星", "是", "否"))
    assert (results(made, "星数")[0], results(made, "等次")[0], results(made, "奖补")[0]) == (0, "未获星", 0)


def test_an_undecided_result_is_settled() -> None:
    made = starred(decide("得分", "换届", "待定", "10", "村2"))
    # 0 by income and 10 decided: below 12 all the same
    assert codes(made) == []
    assert results(made, "得分(红星)")[2] == 10
    (applied,) = made.decisions.applied
    assert (applied.before.text, applied.after.text) == ("待定", "10分")
    assert made.text("得分(换届)", 2) == "10分"


def test_a_value_before_that_holds_no_more_is_told_and_nothing_is_changed() -> None:
    made = starred(decide("得分", "收入", "6", "9"))
    assert codes(made) == ["D243"]
    assert results(made, "得分(收入)")[0] == 10
    assert made.decisions.applied == ()
    (fault,) = made.decisions.problems
    assert str(fault.place) == "decisions/2022/裁定.xlsx!裁定!H2"
    assert (fault.found, fault.expected) == ("10分", "6")


def test_a_decided_value_is_not_taken_for_undecided() -> None:
    assert codes(starred(decide("得分", "收入", "待定", "9"))) == ["D243"]
    assert codes(starred(decide("得分", "收入", "", "9"))) == ["D243"]


def test_a_decision_that_changes_nothing_is_told() -> None:
    made = starred(decide("得分", "收入", "10", "10分"))
    assert codes(made) == ["D245"]
    assert made.decisions.applied == ()


def test_of_two_that_contradict_each_other_neither_holds() -> None:
    made = starred(decide("得分", "收入", "10", "9"), decide("得分", "得分(收入)", "10", "8", number="2"))
    assert codes(made) == ["D244", "D244"]
    assert results(made, "得分(收入)")[0] == 10
    assert [str(one.place) for one in made.decisions.problems] == [
        "decisions/2022/裁定.xlsx!裁定!H2",
        "decisions/2022/裁定.xlsx!裁定!H3",
    ]


def test_the_same_decision_twice_holds_once() -> None:
    made = starred(decide("得分", "收入", "10", "9"), decide("得分", "收入", "10分", "9分", number="2"))
    assert codes(made) == ["D245"]
    assert results(made, "得分(收入)")[0] == 9
    assert [one.decision.number for one in made.decisions.applied] == ["1"]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decide("得分", "收入", "10", "11"), "0至10分之间"),
        (decide("得分", "收入", "10", "是"), "一个数"),
        (decide("得分", "收入", "10", "待定"), "一个定下来的值"),
        (decide("星级", "星数", "1", "2"), "0至1星之间"),
        (decide("星级", "星数", "1", "0.5"), "整数"),
        (decide("等次", "等次", "红星支部", "红旗支部"), "红星支部、未获星之一"),
        (decide("星", "红星", "是", "5"), "是或否"),
        (decide("待遇", "奖补", "1000元", "-1元"), "不小于0元"),
    ],
    ids=lambda one: one.matter.value + one.after if isinstance(one, Decision) else "",
)
def test_a_value_that_a_result_cannot_have_is_refused(decision: Decision, expected: str) -> None:
    made = starred(decision)
    assert codes(made) == ["D242"]
    assert expected in made.decisions.problems[0].expected
    assert made.decisions.applied == ()
    assert results(made, "奖补") == [1000, 0, 0]


def test_whom_nobody_knows_is_asked_about() -> None:
    made = starred(decide("得分", "收入", "10", "9", subject="甲乡的村0"))
    assert codes(made) == ["D240"]
    assert "村0" in made.decisions.problems[0].message


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decide("得分", "收人", "10", "9"), "收入"),
        (decide("星", "收入", "是", "否"), "得分"),
        (decide("得分", "", "10", "9"), "收入、换届"),
        (decide("参评", "", "是", "否"), ""),
    ],
    ids=["misspelt", "of another matter", "blank", "nobody is left out"],
)
def test_what_is_no_item_is_told_with_what_may_be_meant(decision: Decision, expected: str) -> None:
    made = starred(decision)
    assert codes(made) == ["D241"]
    assert expected in made.decisions.problems[0].expected


def test_all_that_is_wrong_is_told_at_once() -> None:
    made = starred(
        decide("得分", "收入", "6", "9"),
        decide("得分", "换届", "10", "12", number="2"),
        decide("星", "红星", "是", "否", subject="外村", number="3"),
        decide("星", "红星", "否", "是", subject="村1", number="4"),
    )
    assert codes(made) == ["D243", "D242", "D240"]
    assert results(made, "红星") == [True, True, False]


ELIGIBLE = STARS + "eligible: {when: 收入 ≥ 10, because: 收入不到10}\n"


def test_whether_somebody_takes_part_is_settled() -> None:
    made = rated(ELIGIBLE, COLUMNS, decisions=[decide("参评", "", "否", "参评", "村2")])
    assert codes(made) == []
    assert made.text("星数", 2) == "0星"
    out = rated(ELIGIBLE, COLUMNS, decisions=[decide("参评", "参评", "是", "不参评")])
    assert codes(out) == []
    assert out.text("星数", 0) == "不参评"


def test_what_is_decided_of_one_who_takes_no_part_does_not_hold() -> None:
    made = rated(ELIGIBLE, COLUMNS, decisions=[decide("星", "红星", "否", "是", "村2")])
    assert codes(made) == ["D248"]
    assert made.decisions.applied == ()
    assert made.text("红星", 2) == "不参评"


def test_points_below_all_that_the_clause_gives_bound_nothing_that_follows() -> None:
    body = (
        "stars:\n  红星:\n    full: 20\n    award: 得分 ≥ 12\n    basis: 一\n    indicators:\n"
        "      甲: {from: 甲, points: 10, yes: 10, no: 5, basis: 二}\n"
        "      乙: {from: 乙, points: 10, yes: 10, no: 5, basis: 三}\n"
        "values:\n  够五分: {decide: [{when: 得分(红星) ≥ 10, give: 够}], otherwise: 不够}\npublish: [够五分]\n"
    )
    columns = {"甲": ("yes_no", [True]), "乙": ("yes_no", [None])}
    # whatever 乙 is, the clauses give 10 points or more; with nothing for 甲 it may be 5
    assert results(rated(body, columns), "够五分") == ["够"]
    made = rated(body, columns, decisions=[decide("得分", "甲", "10", "0")])
    assert codes(made) == []
    assert results(made, "够五分") == [None]


def test_the_text_that_shows_a_value_is_the_value() -> None:
    body = "values:\n  得数: {formula: 甲 / 3, unit: 分}\n"
    columns = {"甲": ("number", [10])}
    made = rated(body, columns, decisions=[decide("得分", "得数", "约3.3333分", "3.5")])
    assert codes(made) == []
    assert results(made, "得数") == [Fraction(7, 2)]


def test_what_is_not_rated_in_the_period_cannot_be_decided() -> None:
    body = (
        "values:\n  得数: 甲\nentitlements:\n  年奖: {amount: 100元, every: year, basis: 一}\n"
        "  月奖: {amount: 10元, every: month, basis: 一}\n"
    )
    rules = body.replace("values:", "every: [month, year]\nvalues:", 1)
    made = rated(rules, {"甲": ("number", [1])}, decisions=[decide("待遇", "月奖", "0元", "10元")])
    assert codes(made) == ["D241"]
    assert "本期不评" in made.decisions.problems[0].message
