"""What YAML readers or eyes take for something else; and what may look like it and is none."""

import pytest

from stardb.yamlfile import read_source


def traps(value: str) -> list[str]:
    source = read_source(f"甲: {value}\n", "r")
    assert source.data is not None, source.problems
    return [problem.code for problem in source.problems]


@pytest.mark.parametrize(
    "value",
    ["0", "10", "-5", "0.5", "+3", "85%", "50万元", "3年6个月", "2022-01-01", "2022", "true", "false", "满80不满90", "9-10",
     "10:1的比例", "A0", "村(社区)", "甲，乙", "第一条，第二条；附件", "全角（括号）", "北·东"],
)  # fmt: skip
def test_what_everybody_reads_alike(value: str) -> None:
    assert traps(value) == []


@pytest.mark.parametrize("value", ["010", "1_000", "0x1F", "1e3", ".5", "5.", "1:30", "yes", "２０", "2022-1-1"])
def test_in_quotes_it_is_what_it_is(value: str) -> None:
    assert traps(value) != []
    assert traps(f"'{value}'") == []
    assert traps(f'"{value}"') == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("[甲，乙]", ["R107"]),
        ("['甲，乙']", []),
        ("[最大(收入，支出)]", []),
        ("[最大（收入，支出）]", []),
        ("[甲、乙]", []),
        ("{子: 1，丑}", ["R107"]),
        ("{basis: 第一条，第二条}", []),
    ],
)
def test_a_full_width_comma_among_brackets(value: str, codes: list[str]) -> None:
    assert traps(value) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("负\u3000责: 1\n", ["R109"]),
        ("负责\t: 1\n", []),  # YAML takes it for the blank before the colon
        ("\ufeff甲: 1\n", []),  # a byte order mark at the very beginning is no part of the key
        ("甲:\t1\n", []),
        ("note: 第一段\u3000第二段\n", []),
        ("note: 第一段\u200b第二段\n", ["R109"]),
    ],
)
def test_signs_nobody_sees(text: str, codes: list[str]) -> None:
    source = read_source(text.removeprefix("\ufeff"), "r")
    assert [problem.code for problem in source.problems] == codes


@pytest.mark.parametrize(
    ("formula", "codes"),
    [
        ("考核日 ≥ 2022-1-1", ["R105"]),
        ("考核日 ≥ 2022/01/01 且 考核日 < 2023/01/01", ["R105", "R105"]),
        ("'考核日 ≥ 2022-1-1'", ["R105"]),  # a formula all the same
        ("考核日 ≥ 2022-01-01", []),
        ("收入 ≥ 2022 - 1 - 1", []),
    ],
)
def test_a_day_in_a_formula_that_would_be_reckoned_with(formula: str, codes: list[str]) -> None:
    assert traps(formula) == codes


def test_the_fault_stands_where_the_day_begins() -> None:
    (problem,) = read_source("甲: 考核日 ≥ 2022-1-1", "r").problems
    assert problem.place.column == 10
