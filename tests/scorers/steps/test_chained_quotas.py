"""Quotas one after another: a tie at the edge of one leaves open only who has that place, not who has the next ones."""

from typing import Any

from rating import rated, results

RULES = """
grade: {name: 奖次, from: 甲, bands: {60: 一等奖, 0: 没有奖}, grades: [一等奖, 二等奖, 三等奖, 没有奖], basis: 试}
quotas:
  - {of: 一等奖, group: 乡镇, at_most: 1, order: 甲, overflow: 二等奖, basis: 试}
  - {of: 二等奖, group: 乡镇, at_most: 1, order: 甲, overflow: 三等奖, basis: 试}
  - {of: 三等奖, group: 乡镇, at_most: 2, order: 甲, overflow: 没有奖, basis: 试}
"""


def prizes(*points: float | None, rules: str = RULES, **columns: Any) -> list[Any]:
    return results(rated(rules, {"甲": ("number, between: [0, 100]", points), **columns}), "奖次")


def test_one_of_two_who_are_level_has_the_place_and_the_other_one_the_next() -> None:
    """Of the two at 95 one is second and one is third, whoever it is: 90 is fourth, and 88 has nothing."""
    assert prizes(98, 95, 95, 90, 88) == ["一等奖", None, None, "三等奖", "没有奖"]


def test_three_level_over_two_edges() -> None:
    """Places 1, 2 and 3 are theirs; the second 三等奖 is the next one's."""
    assert prizes(95, 95, 95, 90, 88) == [None, None, None, "三等奖", "没有奖"]


def test_one_unknown_leaves_open_only_the_edges() -> None:
    """Whatever the unknown one comes to, 90 and 80 move down one at most: the one from the first, the other from the second."""
    assert prizes(90, 80, 70, 69, 50, None)[3:5] == [None, "没有奖"]
    assert prizes(90, 80, 70, 69, 68, 67, None) == [None, None, "三等奖", None, "没有奖", "没有奖", None]


def test_a_township_s_tie_takes_one_place_of_the_county() -> None:
    """东 has one 一等奖 for its two at 95, 西 one for 90; the county two in all: 90 is the second, whoever of 东 is first."""
    rules = RULES.replace("  - {of: 一等奖", "  - {of: 一等奖", 1).replace(
        "of: 二等奖, group: 乡镇", "of: 一等奖, group: 全部"
    )
    rules = rules.replace("group: 全部, at_most: 1", "group: 全部, at_most: 2").replace("group: 全部, at_most: 2, order: 甲, overflow: 三等奖", "group: 全部, at_most: 2, order: 甲, overflow: 二等奖")  # fmt: skip
    towns = {"乡镇": ("text", ["东", "东", "西", "南"])}
    assert prizes(95, 95, 90, 85, rules=rules, **towns) == [None, None, "一等奖", "二等奖"]


def test_a_tie_of_a_distribution_takes_one_place_of_the_quota_after_it() -> None:
    """A quarter each of four: the two at 80 are 二等奖 and 三等奖. No 二等奖 is given, so both are 三等奖, and so is 70 not."""
    rules = """
grade:
  name: 奖次
  distribute: {一等奖: 1, 二等奖: 1, 三等奖: 1, 没有奖: 1}
  round: largest_remainder
  order: 甲
  basis: 试
quotas:
  - {of: 二等奖, group: 全部, at_most: 0, order: 甲, overflow: 三等奖, basis: 试}
  - {of: 三等奖, group: 全部, at_most: 2, order: 甲, overflow: 没有奖, basis: 试}
"""
    assert prizes(90, 80, 80, 70, rules=rules) == ["一等奖", "三等奖", "三等奖", "没有奖"]
