"""Amounts of `linear`, `per` and `between` that are a parameter, or a value that each subject has of its own."""

from typing import Any

import pytest
from rating import loaded, rated, reasons, results, worth

COLUMNS: dict[str, Any] = {
    "完成": ("number, between: [0, 100]", [30, 60, 90, 45]),
    "目标": ("number, between: [1, 100]", [60, 60, 60, None]),
    "基数": ("number, between: [0, 100]", [0, 60, 30, 30]),
}
PARAMETERS = "\nparameters:\n  满分线: {2000-01-01: 80, 2022-01-01: 60}\n  每件: {2000-01-01: 20}\n  件分: {2000-01-01: 0.5}\n  扣分: {2000-01-01: -2}\n"


def points(clause: str) -> list[Any]:
    return results(rated(f"values:\n  得数: {clause}{PARAMETERS}", COLUMNS), "得数")


def test_ends_from_a_parameter() -> None:
    """Half way to 60, which is what holds in 2022, is 5 of 10; 45 is 7.5."""
    assert points("{from: 完成, points: 10, linear: {from: 0, to: 满分线}, round: 0.1}") == [5, 10, 10, 7.5]


def test_ends_of_each_subject() -> None:
    """30 of 60; from 60 to 60 is no way at all; from 30 to 60, 90 is past it; an unknown aim."""
    made = rated("values:\n  得数: {from: 完成, points: 10, linear: {from: 基数, to: 目标}, round: 0.1}", COLUMNS)
    assert results(made, "得数") == [5, None, 10, None]
    rule = made.steps["得数"].rule
    told = [rule.sentence(made.scored["得数"], made.columns, i) for i in range(4)]
    assert told[0] == "完成 30，在基数 0与目标 60之间按比例，得5"
    assert told[1] == "两端基数 60与目标 60相同，分不出高低，待定"
    assert told[2] == "完成 90，达到目标 60，得满分10"
    assert told[3] == "目标未知，待定"


def test_an_unknown_end_settles_what_it_cannot_change() -> None:
    """Of at least 50 and at most 100 to go, 45 is between 4.5 and 9 of 10 points."""
    columns = {**COLUMNS, "目标": ("number, between: [50, 100]", [60, 60, 60, None])}
    body = "values:\n  分: {from: 完成, points: 10, linear: {from: 0, to: 目标}, round: 0.1}\n  得数: 分 ≥ 4\n"
    assert results(rated(body, columns), "得数") == [True, True, True, True]


def test_units_and_amounts_from_parameters() -> None:
    """30, 60, 90 and 45 hold 1, 3, 4 and 2 times 20."""
    assert points("{from: 完成, per: 每件, each: 件分}") == [0.5, 1.5, 2, 1]
    assert points("{from: 完成, per: 每件, each: 扣分, points: 10}") == [8, 4, 2, 6]


def test_a_unit_of_each_subject() -> None:
    """30 by 60 is no unit, 60 one, 90 one; of a unit of 0 nothing can be said."""
    assert points("{from: 完成, per: 目标, each: 2}") == [0, 2, 2, None]
    assert points("{from: 完成, per: 目标, each: 2, steps: started}") == [2, 2, 4, None]
    assert points("{from: 完成, per: 基数, each: 2}") == [None, 2, 6, 2]
    assert points("{from: 完成, per: 20, each: 基数, start: 目标}") == [60, 240, 180, None]


def test_bounds_of_each_subject() -> None:
    """30, 60, 90 and 45 not above the aims 60, 60, 60 and unknown, nor below a half of 90."""
    assert points("{formula: 完成, between: [0, 目标]}") == [30, 60, 60, None]
    assert points("{formula: 完成, between: [40, 满分线]}") == [40, 60, 60, 45]
    assert points("{formula: 完成, between: [基数, 50]}") == [30, None, 50, 45]


def test_sentences_name_the_bounds() -> None:
    told = reasons("{formula: 完成 + 0, between: [0, 目标]}", COLUMNS)
    assert told[2].endswith("超过上限（目标 60），按60计")
    assert told[3].endswith("但目标未知，待定")
    told = reasons("{formula: 完成 + 0, between: [基数, 50]}", COLUMNS)
    assert told[1].endswith("但下限基数高于上限50，待定")


@pytest.mark.parametrize(
    ("clause", "code", "said"),
    [
        ("{from: 完成, per: 村, each: 1}", "R305", "“村”是文字"),
        ("{from: 完成, per: 1, each: 浮动, points: 10}", "R202", "可正可负"),
        ("{from: 完成, points: 10, linear: {from: 0, to: 占比}, round: 1}", "R305", "“占比”是百分比"),
        ("{formula: 完成, between: [满分线, 50]}", "R203", "先写下限"),
        ("{from: 完成, per: 每见, each: 1}", "R203", "每见"),
    ],
)
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    columns = {**COLUMNS, "占比": ("percent", ["1%"] * 4), "浮动": ("number", [1] * 4)}
    found = [p for p in loaded(f"values:\n  得数: {clause}{PARAMETERS}", columns).problems if p.code == code]
    assert any(said in problem.message for problem in found), found


def test_a_clause_of_numbers_gives_what_it_gave() -> None:
    assert worth("{from: 完成, per: 20, each: 2}", COLUMNS) == [2, 6, 8, 4]
