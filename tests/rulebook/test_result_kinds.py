"""What kind of result a level or a grade is: written by `kind`, else seen from its unit or its name."""

import pytest
from rating import loaded, rated

from stardb.rulebook import ResultKind


@pytest.mark.parametrize(
    ("level", "kind", "unit"),
    [
        ("{name: 星级, formula: 甲}", ResultKind.STARS, "星"),
        ("{name: 得星, formula: 甲, unit: 颗}", ResultKind.STARS, "颗"),
        ("{name: 岗位等级, formula: 甲}", ResultKind.RANK, ""),
        ("{name: 等级, formula: 甲, unit: 级}", ResultKind.RANK, "级"),
        ("{name: 得星月数, formula: 甲, unit: 个月}", ResultKind.POINTS, "个月"),
        ("{name: 星级, formula: 甲, kind: rank}", ResultKind.RANK, ""),
        ("{name: 成绩, formula: 甲, kind: stars}", ResultKind.STARS, "星"),
    ],
)
def test_a_level_is_of_stars_only_where_it_says_so(level: str, kind: ResultKind, unit: str) -> None:
    made = rated(f"level: {level}", {"甲": ("number", [3])})
    name = made.scheme.level
    assert made.scheme.ratings[name].kind is kind
    assert made.columns[name].unit == unit


def test_words_are_no_stars() -> None:
    made = rated("grade: {name: 等次, from: 甲, bands: {60以上: 好, 不足60: 差}}", {"甲": ("number", [60])})
    assert made.scheme.ratings["等次"].kind is ResultKind.WORDS
    body = "grade: {name: 等次, kind: stars, from: 甲, bands: {60以上: 好, 不足60: 差}}"
    assert [one.message for one in loaded(body, {"甲": ("number", [])}).problems] == [
        "“等次”得出的是词，kind 不能写 stars"
    ]


def test_yes_is_better_than_no() -> None:
    made = rated("grade: {name: 兑换, from: 甲 ≥ 10, yes: 可兑换, no: 不可兑换}", {"甲": ("number", [9, 10])})
    assert made.scheme.grades == ("可兑换", "不可兑换")
