"""Each number of the rules, moved by one of its last digit: what changes, by hand, for three villages."""

from fractions import Fraction

import pytest
from rating import rated
from workspaces import judge, small

from stardb.advice import (
    Sensitivity,
    describe_sensitivity,
    find_near_edges,
    find_sensitivity,
    phrase_near,
    phrase_shift,
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    """东庄: 20万元, election held, 20 points, the star. 西庄: 12万元, none, 6. 南庄: 9.9万元, held, 10. The mark is 12."""
    return find_sensitivity(judge(small(tmp_path_factory.mktemp("县")), keep=False)["little"])


def moved(found: Sensitivity, clause: str, text: str) -> list[str]:
    (one,) = [one for one in found.numbers if (one.number.clause, one.number.text) == (clause, text)]
    return [phrase_shift(shift) for shift in (one.less, one.more) if shift is not None]


def test_the_limit_that_gives_a_star_comes_first(found):
    """With 9万元 南庄 has 6 + 10 = 16 of 12: a star, a level and 1000元 more. 11万元 leaves 西庄 in the same band."""
    assert found.numbers[0].number.clause == "红星·集体收入·bands·10万元"
    assert moved(found, "红星·集体收入·bands·10万元", "10") == ["改为9：多1颗星，升1个，多发1000元", "改为11：没有变化"]


def test_the_pass_mark_decides_nothing_here(found):
    """20, 6 and 10 points lie on the same side of 11, 12 and 13."""
    assert moved(found, "达标分·2020-01-01", "12") == ["改为11：没有变化", "改为13：没有变化"]


def test_points_that_change_no_star(found):
    """21万元 leaves 东庄 6 + 10; 5 or 7 points for 西庄; 9 points for holding an election are two villages'."""
    other = "星、级、钱不变，{}个对象的别的结果不同"
    assert moved(found, "红星·集体收入·bands·20万元", "20")[1] == "改为21：" + other.format(1)
    assert moved(found, "红星·集体收入·bands·10万元", "6") == [f"改为{k}：{other.format(1)}" for k in (5, 7)]
    assert moved(found, "红星·按期换届·yes", "10") == ["改为9：" + other.format(2)]  # 11 are more than the full 10


def test_amounts(found):
    """One village has 1000元, two have 0元."""
    assert moved(found, "奖补·choices·红星支部", "1000") == ["改为999：少发1元", "改为1001：多发1元"]
    assert moved(found, "奖补·otherwise", "0") == ["改为1：多发2元"]


def test_every_number_that_decides_is_there_and_no_other(found):
    """Not the dates, the bounds of a cell, the words of a choice."""
    numbers = sorted((one.number.place.line, one.number.text) for one in found.numbers)
    assert numbers == sorted(
        [(6, "12"), (25, "20"), (30, "10"), (30, "10"), (34, "1000"), (34, "0")]
        + [(29, text) for text in ("10", "20", "10", "10", "6", "0", "0")]
    )
    assert found.skipped == ()


def test_as_data(found):
    data = describe_sensitivity(found.numbers[0])
    assert (data["file"], data["line"], data["number"]) == ("rules/little.yaml", 29, "10")
    assert (data["less"]["stars_gained"], data["less"]["money"], data["more"]["subjects"]) == ("1", "1000", 0)


RULES = """
values:
  比例: {from: 甲, bands: {0.75: 2, 0.5: 1, 0: 0}}
  加权: 甲 * 0.6
  各档: {from: 甲, bands: {0至1: 一, 超过1: 二}, otherwise: 一}
scores:
  总评: {indicators: {得数: {from: 甲, points: 10, per: 1, each: -2, basis: 试}}, basis: 试}
publish: [比例, 加权, 各档]
"""


def test_decimals_shares_limits_and_deductions_move_by_their_last_digit():
    found = find_sensitivity(rated(RULES, {"甲": ("number", [Fraction(3, 4), Fraction(1), Fraction(5)])}))
    told = {(one.number.clause, one.number.text): one for one in found.numbers}
    written = {key: [shift.text for shift in (one.less, one.more) if shift is not None] for key, one in told.items()}
    assert written["比例·bands·0.75", "0.75"] == ["0.74", "0.76"]
    assert written["加权", "0.6"] == ["0.5", "0.7"]
    assert written["总评·得数·each", "-2"] == ["-3", "-1"]
    assert written["各档·bands·0至1", "1"] == ["0"]  # with 0至2 it would overlap with 超过1
    assert told["比例·bands·0.75", "0.75"].more.subjects == 1  # of 0.75, 1 and 5 only the first falls below 0.76


def test_a_number_that_cannot_be_moved_is_counted():
    """Less than 0 is no limit of a count, and with 1 there would be two bands from 1 on."""
    found = find_sensitivity(
        rated("values:\n  得数: {from: 甲, bands: {1: 5, 0: 3}}", {"甲": ("number", [Fraction(1)])})
    )
    assert [(one.clause, one.text) for one in found.skipped] == [("得数·bands·0", "0")]


def test_the_same_rules_and_tables_give_the_same_and_are_left_as_they_were(tmp_path):
    made = judge(small(tmp_path), keep=False)["little"]
    before = made.record()
    first, second = find_sensitivity(made), find_sensitivity(made)
    assert [describe_sensitivity(one) for one in first.numbers] == [describe_sensitivity(one) for one in second.numbers]
    assert made.record().equals(before)


def test_who_stands_by_an_edge(tmp_path):
    """20万元 is the limit itself, 9.9万元 one of its last digit short of 10万元, 12万元 is far from both."""
    made = judge(small(tmp_path), keep=False)["little"]
    assert [phrase_near(one, made) for one in find_near_edges(made)] == [
        "甲镇 东庄：收入 20万元，集体收入的线是20万元，正在线上",
        "乙镇 南庄：收入 9.9万元，集体收入的线是10万元，差一点",
    ]


def test_things_that_come_whole_are_by_no_edge():
    rules = "grade: {name: 等次, from: 人数, bands: {10: 优, 0: 差}, basis: 试}"
    assert find_near_edges(rated(rules, {"人数": ("number, unit: 人", [10, 9])})) == ()


def test_points_by_the_mark(judged):
    made = judged["2022"]["five-star-branch"]
    told = {
        (made.subjects.names[one.subject], one.value) for one in find_near_edges(made) if one.name == "得分(生态宜居星)"
    }
    assert told == {("胡琴舍", "80分"), ("西口子", "80分")}  # see data/README.md
