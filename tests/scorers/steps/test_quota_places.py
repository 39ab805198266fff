"""Places handed down, of a base of their own, and at least so many."""

from typing import Any

import pytest
from rating import loaded, rated, results

from stardb.problems import Severity
from stardb.scoring import Appraisal, find_place_problems

GRADE = "grade: {name: 等次, from: 甲, bands: {80: 五星, 60: 四星, 0: 三星}, basis: 试}\nquotas:\n  - "
TOWNS: dict[str, Any] = {
    "乡镇": ("text", ["东", "东", "西", "西"]),
    "甲": ("number, between: [0, 100]", [95, 90, 85, 82]),
}


def held(quota: str, **columns: Any) -> Appraisal:
    return rated(GRADE + quota, {**TOWNS, **columns})


def grades(quota: str, **columns: Any) -> list[Any]:
    return results(held(quota, **columns), "等次")


def reasons(made: Appraisal) -> list[str]:
    rule = made.steps["等次"].rule
    return [rule.sentence(made.scored["等次"], made.columns, i) for i in range(len(made.subjects))]


HANDED = "{of: 五星, group: 乡镇, at_most: 名额, order: 甲, overflow: 四星, basis: 试}"


def test_places_are_read_from_a_column() -> None:
    made = held(HANDED, 名额=("number", [1, 1, 2, 2]))
    assert results(made, "等次") == ["五星", "四星", "五星", "五星"]
    assert "本乡镇五星名额1个（参评2个，名额）" in reasons(made)[1]


def test_places_not_handed_down_leave_open_who_would_hold_the_grade() -> None:
    made = held(HANDED, 名额=("number", [None, None, 1, 1]), 甲=("number", [95, 70, 85, 82]))
    assert results(made, "等次") == [None, "四星", "五星", "四星"]
    assert "名额未知" in reasons(made)[0]
    assert grades(HANDED, 名额=("number, between: [1, 5]", [None, None, 1, 1])) == ["五星", None, "五星", "四星"]


def test_one_line_that_says_it_is_enough_and_two_that_differ_leave_open_what_is_between() -> None:
    assert grades(HANDED, 名额=("number", [1, None, 2, None])) == ["五星", "四星", "五星", "五星"]
    made = held(HANDED, 名额=("number", [1, 2, 0, 0]))
    assert results(made, "等次") == ["五星", None, "四星", "四星"]
    assert "同组各行写的名额不一致" in reasons(made)[1]


def test_a_word_beside_a_number_differs_from_it() -> None:
    """不限 in one line and 1 in another say two things: the line with the number is not all there is."""
    made = held(
        HANDED, 甲=("number", [98, 97]), 名额=("number, words: [不限]", ["不限", 1]), 乡镇=("text", ["东", "东"])
    )
    assert results(made, "等次") == [None, None]
    assert "同组各行写的名额不一致" in reasons(made)[1]


def test_places_may_be_a_share_of_each_group() -> None:
    """A half of two in 东 is one; all of two in 西."""
    quota = "{of: 五星, group: 乡镇, at_most: 占比, round: floor, order: 甲, overflow: 四星, basis: 试}"
    assert grades(quota, 占比=("percent", ["50%", "50%", "100%", "100%"])) == ["五星", "四星", "五星", "五星"]


def test_places_may_be_a_parameter_or_a_clause() -> None:
    parameter = HANDED + "\nparameters:\n  名额: {2000-01-01: 1}\n"
    assert grades(parameter) == ["五星", "四星", "五星", "四星"]
    clause = HANDED.replace("名额", "{from: 乡镇, choices: {东: 2}, otherwise: 1}")
    assert grades(clause) == ["五星", "五星", "五星", "四星"]


def test_a_base_of_its_own() -> None:
    """A third of 3 villages is one place, of 6 two, however many are rated."""
    quota = "{of: 五星, group: 乡镇, at_most: 1/3, round: floor, base: 村数, order: 甲, overflow: 四星, basis: 试}"
    made = held(quota, 村数=("number", [3, 3, 6, 6]))
    assert results(made, "等次") == ["五星", "四星", "五星", "五星"]
    assert "（村数 3，1/3）" in reasons(made)[0]


def test_the_whole_roster_may_be_the_base() -> None:
    """Half of four is two, though only three are rated; of three it would be one."""
    quota = "{{of: 五星, group: 全部, at_most: 50%, round: floor, {base}order: 甲, overflow: 四星, basis: 试}}\neligible: 参"
    rated_too = {"参": ("yes_no", [True, True, True, False])}
    assert grades(quota.format(base="base: all, "), **rated_too)[:3] == ["五星", "五星", "四星"]
    assert grades(quota.format(base=""), **rated_too)[:3] == ["五星", "四星", "四星"]


LEAST = "{of: 三星, group: 全部, at_least: 50%%, round: ceil, fill_from: 四星, order: -甲, basis: 试%s}"


def least(points: list[int | None], more: str = "") -> list[Any]:
    return results(rated(GRADE + LEAST % more, {"甲": ("number, between: [0, 100]", points)}), "等次")


def test_what_is_lacking_is_filled_up_from_the_lowest() -> None:
    """Half of four are two: one holds it, the lowest of 四星 is the second. Of five, 2.5 is three."""
    assert least([95, 70, 65, 50]) == ["五星", "四星", "三星", "三星"]
    assert least([95, 70, 65, 50, 75]) == ["五星", "三星", "三星", "三星", "四星"]


def test_enough_is_left_as_it_is_and_more_than_enough_too() -> None:
    assert least([95, 70, 40, 50]) == ["五星", "四星", "三星", "三星"]
    assert least([95, 30, 40, 50]) == ["五星", "三星", "三星", "三星"]


def test_where_there_are_too_few_to_fill_from_all_of_them_are() -> None:
    assert least([95, 96, 65]) == ["五星", "五星", "三星"]


def told(points: list[int | None], towns: list[str] | None = None) -> tuple[list[str], list[str]]:
    """What the problems of a run say of places that cannot be filled, and everybody's sentence of the quota."""
    rule = (GRADE + LEAST % "").replace("group: 全部", "group: 乡镇")
    people: dict[str, Any] = {
        "甲": ("number, between: [0, 100]", points),
        "乡镇": ("text", towns or ["甲乡"] * len(points)),
    }
    made = rated(rule, people)
    step = next(step for step in made.scheme.steps if step.name == "等次")
    found = find_place_problems(made)
    assert all(one.code == "W213" for one in found)
    return [one.message for one in found], [made.sentences.reason(step, i) for i in range(len(points))]


def test_places_that_nobody_is_left_to_fill_are_told() -> None:
    """Of three 1.5 is two; 65 is the only 四星, so one place stays empty."""
    problems, sentences = told([95, 96, 65])
    assert problems == ["“试评办法”甲乡的三星至少要2个，“四星”里能补的都补了，还差1个"]
    assert sentences[2].endswith("补为三星；能补的都补了，本组还差1个")
    assert sentences[0].endswith("能补的都补了，本组还差1个")


def test_each_group_is_told_by_itself_and_only_where_it_is_sure() -> None:
    # 甲乡: one of two is to be 三星, and neither is 四星 or 三星. 乙乡: one whose points are unknown may be it
    problems, _ = told([95, 96, 95, None], ["甲乡", "甲乡", "乙乡", "乙乡"])
    assert problems == ["“试评办法”甲乡的三星至少要1个，“四星”里能补的都补了，还差1个"]
    assert told([95, 70, 65, 50])[0] == []


def test_a_tie_at_the_last_place_to_be_filled() -> None:
    assert least([95, 65, 65, 50]) == ["五星", None, None, "三星"]
    assert least([95, 65, 65, 50], ", ties: all_in") == ["五星", "三星", "三星", "三星"]
    assert least([95, 65, 65, 50], ", ties: all_out") == ["五星", "四星", "四星", "三星"]


def test_an_unknown_one_leaves_open_only_whom_it_could_save() -> None:
    """It may hold 三星 itself, or be filled up, or be better than the one at 70: only 70 waits for it."""
    assert least([95, 70, None, 50]) == ["五星", None, None, "三星"]
    assert least([95, 70, 68, None, 50, 40]) == [
        "五星",
        "四星",
        None,
        None,
        "三星",
        "三星",
    ]  # the third place is not 70's


def test_together_with_another_grade() -> None:
    """五星 and 三星 together are half already."""
    assert least([95, 96, 65, 70], ", together: 五星") == ["五星", "五星", "四星", "四星"]
    assert least([95, 75, 65, 70], ", together: 五星") == ["五星", "四星", "三星", "四星"]


@pytest.mark.parametrize(
    ("quota", "code", "said"),
    [
        ("{of: 三星, group: 全部, order: -甲, basis: 试}", "R202", "缺少“at_most”"),
        ("{of: 三星, group: 全部, at_least: 1, order: -甲, basis: 试}", "R202", "缺少“fill_from”"),
        ("{of: 三星, group: 全部, at_least: 1, fill_from: 四星, basis: 试}", "R202", "缺少“order”"),
        ("{of: 三星, group: 全部, at_least: 1, at_most: 2, order: 甲, basis: 试}", "R421", "写一种"),
        ("{of: 三星, group: 全部, at_least: 1, fill_from: 四星, overflow: 四星, order: 甲, basis: 试}", "R421", "overflow 不用于 at_least"),
        ("{of: 三星, group: 全部, at_most: 1, fill_from: 四星, overflow: 四星, order: 甲, basis: 试}", "R421", "fill_from 不用于 at_most"),
        ("{of: 三星, group: 全部, at_least: 1, fill_from: 三星, order: 甲, basis: 试}", "R203", "另一个等次"),
        ("{of: 三星, group: 全部, at_least: 1, fill_from: 四星, together: 四星, order: 甲, basis: 试}", "R203", "together"),
        ("{of: 五星, group: 乡镇, at_most: 村, order: 甲, overflow: 四星, basis: 试}", "R305", "“村”是文字"),
        ("{of: 五星, group: 乡镇, at_most: {amount: 1元}, order: 甲, overflow: 四星, basis: 试}", "R305", "这一条给的是金额"),
        ("{of: 五星, group: 乡镇, at_most: {chices: 1}, order: 甲, overflow: 四星, basis: 试}", "R204", "没有写计分方式"),
        ("{of: 五星, group: 乡镇, at_most: 2, base: all, order: 甲, overflow: 四星, basis: 试}", "R421", "base 用不上"),
        ("{of: 五星, group: 乡镇, at_most: 20%, round: floor, base: 甲, among: 甲 > 1, order: 甲, overflow: 四星, basis: 试}", "R421", "among 用不上"),
        ("{of: 五星, group: 乡镇, at_most: 3/2, round: floor, order: 甲, overflow: 四星, basis: 试}", "R203", "不超过100%"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(quota: str, code: str, said: str) -> None:
    problems = [p for p in loaded(GRADE + quota, TOWNS).problems if p.severity is Severity.ERROR]
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_worked_cases_should_see_one_filled_up_and_one_spared() -> None:
    made = rated(GRADE + LEAST % "", {"甲": ("number", [95, 70, 65, 50])})
    core = made.steps["等次"].rule.core
    assert core.cases == ("三星", "四星")
    assert [core.cases_of(made.scored["等次"], i) for i in range(4)] == [(), (1,), (0,), ()]
