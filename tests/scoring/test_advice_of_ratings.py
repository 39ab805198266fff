"""What would have brought a better level or grade: not being given it directly, or coming some places further."""

from typing import Any

from rating import rated

from stardb.scoring import Appraisal, explain_step, phrase_losses


def told(made: Appraisal, name: str) -> list[tuple[str, ...]]:
    step = made.scheme.step(name)
    assert step is not None
    return [phrase_losses(explain_step(made, step, i)) for i in range(len(made.subjects))]


POINTS: dict[str, Any] = {"甲": ("number, between: [0, 100]", [95, 85, 80, 70, 60])}


def test_by_how_many_places_one_is_short_of_a_prize() -> None:
    """One first and two second prizes: the fourth needs the third place, the fifth two places more, the second one the first."""
    rules = "grade: {name: 奖次, prizes: {一等奖: 1, 二等奖: 2}, order: 甲, otherwise: 没有奖, basis: 试}"
    assert told(rated(rules, POINTS), "奖次") == [
        (), ("排第2，再前进1名，得一等奖",), ("排第3，再前进2名，得一等奖",),
        ("排第4，再前进1名，得二等奖",), ("排第5，再前进2名，得二等奖",),
    ]  # fmt: skip


def test_nothing_is_said_where_places_are_open_or_a_veto_has_decided() -> None:
    rules = (
        "grade: {name: 奖次, prizes: {一等奖: 1, 二等奖: 2}, order: 甲, otherwise: 没有奖, basis: 试}\n"
        "vetoes:\n  - {when: 违纪 = 是, effect: {set: 没有奖}, because: 违纪, basis: 试}\n"
    )
    columns = {**POINTS, "违纪": ("yes_no", [False, True, False, False, False])}
    assert told(rated(rules, columns), "奖次")[1] == ()
    assert told(rated(rules, columns), "奖次")[3] == ("排第4，再前进1名，得二等奖",)
    unknown = {**columns, "甲": ("number, between: [0, 100]", [95, 85, 80, 70, None])}
    assert told(rated(rules, unknown), "奖次")[3] == ()


def test_shares() -> None:
    """Of five, 40 % are two and 60 % three: the fourth is two places short of 优."""
    rules = "grade: {name: 奖次, distribute: {优: 40%, 良: 60%}, order: 甲, round: largest_remainder, basis: 试}"
    assert told(rated(rules, POINTS), "奖次")[2:4] == [("排第3，再前进1名，得优",), ("排第4，再前进2名，得优",)]


def test_without_what_gives_it_directly() -> None:
    rules = (
        "grade:\n  name: 等次\n  from: 甲\n  bands: {80: 优, 60: 良, 0: 差}\n  grades: [优, 良, 差]\n  basis: 试\n"
        "  direct:\n    - {when: 违纪 = 是 且 甲 ≥ 60, set: 差, because: 违纪}\n"
    )
    columns = {**POINTS, "违纪": ("yes_no", [True, False, True, None, False])}
    found = told(rated(rules, columns), "等次")
    assert [len(one) for one in found] == [1, 0, 1, 0, 0]
    assert found[0][0].endswith("的，评定为优")


def test_the_next_unit_of_a_bracket() -> None:
    """350 is 50 short of the fourth hundred of its bracket; 990 is 10 short of the end; 1050 lies where 400 count."""
    rules = """
scores:
  收入:
    full: 100
    basis: 试
    indicators:
      增收: {from: 乙, points: 100, brackets: {0至1000: {per: 100, each: 1}, 1000以上: {per: 400, each: 2}}, basis: 试}
"""
    made = rated(rules, {"乙": ("number, between: [0, 9000]", [350, 990, 1050])})
    assert [one[0].partition("：")[2] for one in told(made, "收入")] == [
        "乙 350，再有50，多得1分", "乙 990，再有10，多得1分", "乙 1050，再有350，多得2分",
    ]  # fmt: skip


def test_rows_that_are_not_valid_any_more() -> None:
    rules = """
scores:
  荣誉:
    full: 10
    basis: 试
    indicators:
      表彰得分: {sum_of: 表彰, from: 级别, choices: {县级: 1, 市级: 2}, points: 10, basis: 试}
"""
    rows = [(0, "县级", "2015-01-01"), (0, "市级", "2022-01-01"), (1, "县级", "2022-01-01")]
    records = {
        "表彰": ({"级别": "choice, choices: [县级, 市级]", "日期": "date"}, rows, "valid_for: {from: 日期, lasts: 3年}")
    }
    made = rated(rules, {"乙": ("number", [1, 1])}, records)
    assert [one[0].partition("：")[2] for one in told(made, "荣誉")] == ["表彰有1行不在有效期内，没有计", ""]
