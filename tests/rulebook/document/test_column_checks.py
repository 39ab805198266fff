"""What a rule file says of a column must hold for its type: bounds, unit, words, what a blank means."""

import pytest
from rating import loaded

BODY = "values:\n  得数: {formula: 户数}"


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("number, choices: {甲: [一]}", "choices 只用于 type: choice 或 yes_no"),
        ("yes_no, choices: {好: [良]}", "choices 只写 是、否 各自的写法"),
        ("choice, choices: {甲: [一], 乙: [一]}", "“一”既是“甲”又是“乙”，分不清"),
        ("money, whole: true", "whole 只用于 type: number"),
        ("number, share: true", "share 只用于 type: percent"),
        ("percent, share: true, unit: '%'", "两样只写一样"),
        ("number, end: true", "end 只用于 type: date"),
        ("date, changeable: true", "changeable: true 只用于数、金额、百分比、是否、选项栏"),
        ("number, private: true, changeable: true", "是个人信息（private），不能写 changeable: true"),
        ("number, unit: 万元", "“万元”不是数的单位，是金额的；这一栏写 type: money"),
        ("text, between: [1, 2]", "没有大小，不用 between"),
        ("number, between: [9, 2]", "between 先写下限，后写上限"),
        ("number, between: [少, 9]", "“少”不是“栏”能填的"),
        ("date, between: [2024-02-30, 2025-01-01]", "“2024-02-30”不是“栏”能填的"),
        ("number, blank: 无数", "“无数”不是“栏”能填的"),
        ("choice, choices: [甲, 乙], blank: 丙", "“丙”不是“栏”能填的"),
    ],
)
def test_what_does_not_hold_is_said_at_its_column(column: str, said: str) -> None:
    found = loaded(BODY, {"户数": ("number", [1]), "栏": (column, [1])}).problems
    assert [problem.place.line for problem in found if said in problem.message] == [14]


@pytest.mark.parametrize(
    "column",
    [
        "number, between: [0, 5000]",
        "money, unit: 万元, between: [0元, 1000万元]",
        "percent, between: [0%, 85]",
        "date, end: true, blank: 至今",
        "yes_no, choices: {是: [已办], 否: [未办]}, blank: 否",
        "choice, choices: {合格: [达标], 不合格: []}, blank: 不合格",
        "duration, between: [3年, 36个月]",
    ],
)
def test_what_holds_is_taken(column: str) -> None:
    found = loaded(BODY, {"户数": ("number", [1]), "栏": (column, [1])}).problems
    unused = "“名册”的“栏”一栏没有用来计分"
    assert [problem.message for problem in found if problem.place.line == 14] == [unused]


def test_what_a_record_says_cannot_be_changed() -> None:
    told = {"次数": "number, changeable: true"}
    found = loaded("values:\n  得数: {sum_of: 登记, from: 次数}", {}, {"登记": (told, [])}).problems
    assert [problem.code for problem in found if "多行表，记下的事改不回来" in problem.message] == ["R203"]
