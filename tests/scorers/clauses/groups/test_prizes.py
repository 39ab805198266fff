"""Fixed numbers of prizes by rank, with ties, and what stays open."""

from typing import Any

import pytest
from rating import loaded, rated, results

from stardb.problems import Severity
from stardb.scoring import Appraisal

PRIZES = """
grade:
  name: 奖次
  prizes: {{一等奖: 1, 二等奖: 1, 三等奖: 2}}
  order: [甲]
  otherwise: 没有奖
  basis: 五：一等奖1名，二等奖1名，三等奖2名{more}
"""


def prized(points: list[int | None], more: str = "", **columns: Any) -> Appraisal:
    return rated(PRIZES.format(more=more), {"甲": ("number", points), **columns})


def prizes(points: list[int | None], more: str = "", **columns: Any) -> list[Any]:
    return results(prized(points, more, **columns), "奖次")


def reasons(made: Appraisal) -> list[str]:
    rule = made.steps["奖次"].rule
    return [rule.sentence(made.scored["奖次"], made.columns, i) for i in range(len(made.subjects))]


def test_the_best_get_them_one_after_another() -> None:
    made = prized([90, 98, 88, 95, 93])
    assert results(made, "奖次") == ["三等奖", "一等奖", "没有奖", "二等奖", "三等奖"]
    assert made.scheme.grades == ("一等奖", "二等奖", "三等奖", "没有奖")
    assert reasons(made)[3] == "全部5个：一等奖1个、二等奖1个、三等奖2个；排第2（甲 95），为二等奖"


def test_fewer_than_there_are_prizes() -> None:
    assert prizes([90, 80]) == ["一等奖", "二等奖"]


@pytest.mark.parametrize(
    ("ties", "two_first", "two_second"),
    [
        # two at 98, then 93, 90, 88; and 98, two at 95, then 90, 88
        ("undecided", [None, None, "三等奖", "三等奖", "没有奖"], ["一等奖", None, None, "三等奖", "没有奖"]),
        ("share_next", ["一等奖", "一等奖", "三等奖", "三等奖", "没有奖"], ["一等奖", "二等奖", "二等奖", "三等奖", "没有奖"]),
        ("all_up", ["一等奖", "一等奖", "二等奖", "三等奖", "三等奖"], ["一等奖", "二等奖", "二等奖", "三等奖", "三等奖"]),
        ("all_down", ["二等奖", "二等奖", "三等奖", "三等奖", "没有奖"], ["一等奖", "三等奖", "三等奖", "三等奖", "没有奖"]),
    ],
)  # fmt: skip
def test_ties(ties: str, two_first: list[Any], two_second: list[Any]) -> None:
    more = f"\n  ties: {ties}"
    assert prizes([98, 98, 93, 90, 88], more) == two_first
    assert prizes([98, 95, 95, 90, 88], more) == two_second


def test_ties_of_the_better_prize_move_the_edge_of_the_next_with_them() -> None:
    """Three at 98 all get the first; the second prize is then the fourth's, and two more get the third."""
    assert prizes([98, 98, 98, 90, 80, 70, 60], "\n  ties: all_up") == ["一等奖"] * 3 + [
        "二等奖",
        "三等奖",
        "三等奖",
        "没有奖",
    ]


def test_a_veto_not_filled_in_leaves_open_only_what_it_can_move() -> None:
    """Whether the best takes part or not, the fourth is third or fourth: a third prize."""
    more = "\n  among: 否决 = 否"
    vetoed = ("yes_no", [None, False, False, False, False])
    made = prized([98, 95, 93, 90, 88], more, 否决=vetoed)
    assert results(made, "奖次") == [None, None, None, "三等奖", None]
    assert "还不能判定，待定" in reasons(made)[0]
    last = ("yes_no", [False, False, False, False, None])
    made = prized([98, 95, 93, 90, 88], more, 否决=last)  # the last gets nothing either way
    assert results(made, "奖次") == ["一等奖", "二等奖", "三等奖", "三等奖", "没有奖"]
    assert "不论成不成立都为没有奖" in reasons(made)[4]


def test_each_group_has_its_own() -> None:
    towns = ("text", ["东", "西", "东", "西"])
    assert prizes([90, 80, 70, 60], "\n  group: 乡镇", 乡镇=towns) == ["一等奖", "一等奖", "二等奖", "二等奖"]


def test_who_gets_nothing_is_called_none_where_nothing_is_written() -> None:
    made = rated("values:\n  得数: {prizes: {奖: 1}, order: 甲, basis: 试}", {"甲": ("number", [2, 1])})
    assert results(made, "得数") == ["奖", "无"]


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("一等奖: 1", "一等奖: 0", "R203", "不小于1的整数"),
        ("一等奖: 1", "一等奖: 1.5", "R203", "不小于1的整数"),
        ("otherwise: 没有奖", "otherwise: 三等奖", "R203", "已是一个奖项"),
        ("order: [甲]", "order: [丙]", "R301", "没有“丙”"),
        ("order: [甲]", "order: [甲]\n  ties: all_in", "R203", "“all_in”不能写在这里"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, code: str, said: str) -> None:
    text = PRIZES.format(more="")
    assert old in text
    problems = [
        p for p in loaded(text.replace(old, new), {"甲": ("number", [])}).problems if p.severity is Severity.ERROR
    ]
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_worked_cases_should_see_every_prize_and_none() -> None:
    made = prized([98, 95, 93, 90, 88])
    core = made.steps["奖次"].rule.core
    assert core.cases == ("一等奖", "二等奖", "三等奖", "otherwise")
    assert [core.cases_of(made.scored["奖次"], i) for i in range(5)] == [(0,), (1,), (2,), (2,), (3,)]


def test_a_word_for_the_number_that_orders_has_no_place() -> None:
    """缺考 is no number, whatever comes: alone in its township, or with prizes left for all, it is not first for that."""
    made = rated(PRIZES.format(more=""), {"甲": ("number, words: [缺考]", ["缺考"])})
    assert results(made, "奖次") == [None]
    assert reasons(made) == [
        "全部1个：一等奖1个、二等奖1个、三等奖2个；甲是“缺考”，不是数，归哪个等次尚不能定（甲 缺考），待定"
    ]
    mixed = rated(PRIZES.format(more="\n  group: 乡镇"), {
        "甲": ("number, words: [缺考]", ["缺考", 60, 70, "缺考"]), "乡镇": ("text", ["东", "西", "西", "南"]),
    })  # fmt: skip
    assert results(mixed, "奖次") == [None, "二等奖", "一等奖", None]


def test_a_word_that_the_order_gives_a_number_has_a_place() -> None:
    order = PRIZES.replace("[甲]", "['如果(甲 = 缺考, 0, 甲)']")
    made = rated(order.format(more=""), {"甲": ("number, words: [缺考]", ["缺考", 60, 70])})
    assert results(made, "奖次") == ["三等奖", "二等奖", "一等奖"]
