"""How each stands among its group: standard scores and percent ranks; weights; percentiles by their definitions."""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, reasons, worth

import stardb
from stardb.quantity import read_period
from stardb.rulebook import load_text

FIVE = {"甲": ("number", [10, 2, 3, 4, 1])}
"""Mean 4; squares of the distances 36 + 4 + 1 + 0 + 9 = 50."""


def decimals(*texts: str) -> list[Fraction]:
    return [Fraction(text) for text in texts]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", decimals("1.6971", "-0.5657", "-0.2828", "0", "-0.8485")),  # ÷ √12.5 = 3.53553…
        (", deviation: population", decimals("1.8974", "-0.6325", "-0.3162", "0", "-0.9487")),  # ÷ √10
        (", round: 0.01", decimals("1.7", "-0.57", "-0.28", "0", "-0.85")),
        (", round: 0.01, rounding: floor", decimals("1.69", "-0.57", "-0.29", "0", "-0.85")),
        (", round: 0.01, rounding: ceil", decimals("1.7", "-0.56", "-0.28", "0", "-0.84")),
    ],
)
def test_a_standard_score_is_the_distance_in_standard_deviations(more: str, expected: list[Fraction]) -> None:
    assert worth(f"{{cohort: 甲, take: zscore{more}}}", FIVE) == expected


def test_a_standard_score_on_the_edge_is_rounded_away_from_zero() -> None:
    """Four 1, four -1, 4 and -4: mean 0, variance 40 ÷ 10 = 4, so that 1 is exactly half a deviation."""
    values = {"甲": ("number", [1, 1, 1, 1, -1, -1, -1, -1, 4, -4])}
    clause = "{cohort: 甲, take: zscore, deviation: population, round: 1%s}"
    assert worth(clause % "", values)[3:5] == [1, -1]
    assert worth(clause % ", rounding: floor", values)[3:5] == [0, -1]
    assert worth(clause % ", rounding: ceil", values)[3:5] == [1, 0]
    assert worth(clause % "", values)[8] == 2


def test_where_all_are_the_same_there_is_no_standard_score_unless_the_rule_names_one() -> None:
    same = {"甲": ("number", [3, 3, 3])}
    assert worth("{cohort: 甲, take: zscore}", same) == [None] * 3
    assert "标准差为0" in reasons("{cohort: 甲, take: zscore}", same)[0]
    assert worth("{cohort: 甲, take: zscore, alike: 0}", same) == [0] * 3


def test_a_standard_score_needs_two_and_all_of_the_group() -> None:
    town = ("text", ["东", "东", "西", "西", "南"])
    values: dict[str, Any] = {"甲": ("number", [1, 3, 1, None, 5]), "乡镇": town}
    assert worth("{cohort: 甲, take: zscore, within: 乡镇, deviation: population}", values) == [-1, 1, None, None, None]
    assert worth("{cohort: 甲, take: zscore}", {"甲": ("number", [1, 3, None])}) == [None] * 3
    left = worth("{cohort: 甲, take: zscore, missing: leave_out}", {"甲": ("number", [1, 3, None])})
    assert left == [*decimals("-0.7071", "0.7071"), None]  # 1 ÷ √2


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [1, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 0]),
        (", order: low", [0, Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), 1]),
    ],
)
def test_a_percent_rank_is_the_share_of_the_others_that_are_behind(more: str, expected: list[Any]) -> None:
    assert worth(f"{{cohort: 甲, take: percent_rank{more}}}", FIVE) == expected


def test_those_level_are_not_behind_each_other() -> None:
    third = Fraction(1, 3)
    assert worth("{cohort: 甲, take: percent_rank}", {"甲": ("number", [1, 2, 2, 3])}) == [0, third, third, 1]
    assert worth("{cohort: 甲, take: percent_rank}", {"甲": ("number", [7])}) == [None]
    assert worth("{cohort: 甲, take: percent_rank, where: 甲 > 1}", {"甲": ("number", [1, 2, 3])}) == [None, 0, 1]


@pytest.mark.parametrize(
    ("at", "average", "nearest"),
    [
        ("50%", "3.5", "2"),
        ("60%", "5", "5"),
        ("75%", "7", "5"),
        ("0%", "1", "1"),
        ("100%", "9", "9"),
        ("10%", "1", "1"),
    ],
)
def test_an_averaging_percentile_lies_between_two_where_the_place_comes_out_even(
    at: str, average: str, nearest: str
) -> None:
    """1, 2, 5, 9: 50% of four is the 2nd, averaged with the 3rd; 60% is 2.4, the 3rd."""
    four = {"甲": ("number", [9, 1, 5, 2])}
    clause = f"cohort: 甲, take: percentile, at: {at}"
    assert worth(f"{{{clause}, definition: average}}", four)[0] == Fraction(average)
    assert worth(f"{{{clause}, definition: nearest_rank}}", four)[0] == Fraction(nearest)


def test_weighted_statistics() -> None:
    """10 once and 20 three times as heavy: mean 17.5; (56.25 + 3 × 6.25) ÷ 4 = 18.75; of a sample of two, twice that."""
    values: dict[str, Any] = {"甲": ("number", [10, 20, 99]), "人数": ("number", [1, 3, 0])}
    assert worth("{cohort: 甲, take: mean, weight: 人数}", values) == [Fraction("17.5")] * 3
    assert worth("{cohort: 甲, take: variance, weight: 人数}", values) == [Fraction("37.5")] * 3
    assert worth("{cohort: 甲, take: variance, weight: 人数, deviation: population}", values) == [Fraction("18.75")] * 3
    assert worth("{cohort: 甲, take: stdev, weight: 人数}", values) == [Fraction("6.1237")] * 3
    # (99 − 17.5) ÷ √37.5 = 13.3089…
    assert worth("{cohort: 甲, take: zscore, weight: 人数}", values)[2] == Fraction("13.3089")
    assert "按“人数”加权的平均数" in reasons("{cohort: 甲, take: mean, weight: 人数}", values)[0]


def test_weights_of_nothing_give_nothing() -> None:
    none: dict[str, Any] = {"甲": ("number", [10, 20]), "人数": ("number", [0, 0])}
    assert worth("{cohort: 甲, take: mean, weight: 人数}", none) == [None, None]
    for weight in (None, -1):
        values: dict[str, Any] = {"甲": ("number", [10, 20]), "人数": ("number", [1, weight])}
        assert worth("{cohort: 甲, take: mean, weight: 人数}", values) == [None, None]
        assert worth("{cohort: 甲, take: mean, weight: 人数, missing: leave_out}", values) == [10, 10]


VISITS = {"走访": ({"乡镇": "text", "月": "text", "得分": "number"}, [
    (0, "东", "一月", 80), (0, "东", "二月", 90), (1, "东", "一月", 70), (2, "西", "一月", 60), (3, "西", "一月", None),
])}  # fmt: skip
PLACES: dict[str, Any] = {"乡镇": ("text", ["东", "东", "西", "西"]), "月": ("text", ["一月", "二月", "三月", "一月"])}


def of_rows(clause: str, rows: Any = VISITS) -> list[Any]:
    return worth(f"{{rows: 走访, {clause}}}", PLACES, rows)


def test_a_statistic_over_all_rows_of_a_record_table() -> None:
    """东: 80, 90, 70: mean 80. 西: 60 and one unknown."""
    assert of_rows("cohort: 得分, take: mean, within: 乡镇") == [80, 80, None, None]
    assert of_rows("cohort: 得分, take: mean, within: 乡镇, missing: leave_out") == [80, 80, 60, 60]
    assert of_rows("cohort: 得分, take: count") == [None] * 4
    assert of_rows("cohort: 得分 ≥ 75, take: share, where: 乡镇 = 东") == [Fraction(2, 3)] * 4
    assert of_rows("cohort: 得分, take: stdev, within: 乡镇, deviation: population")[0] == Fraction(
        "8.165"
    )  # √(200 ÷ 3)


def test_rows_are_grouped_by_their_own_column_where_the_subject_has_one_of_that_name() -> None:
    """一月: 80, 70, 60 and one unknown; 二月: 90; 三月: none, so that there is no mean."""
    assert of_rows("cohort: 得分, take: mean, within: 月, missing: leave_out") == [70, 90, None, 70]
    assert of_rows("cohort: 得分, take: mean, within: 月") == [None, 90, None, None]


def test_what_is_said_of_rows() -> None:
    clause = "{rows: 走访, cohort: 得分, take: mean, within: 乡镇}"
    told = reasons(clause, PLACES, VISITS)
    assert told[0] == "本乡镇（东）的“走访”计入3行，得分的平均数为80"
    assert told[2] == "本乡镇（西）的“走访”还有1处未知（没有报来，或有的行计不计入、数值未知），待定"


@pytest.mark.parametrize(
    ("clause", "code", "said"),
    [
        ("cohort: 得分, take: rank", "R410", "是每行各有一个"),
        ("cohort: 得分, take: mean, within: 片", "R301", "对象没有这一栏"),
        ("cohort: 得分, take: mean, within: 号", "R305", "不能合在一起分组"),
    ],
)
def test_what_rows_cannot_be(clause: str, code: str, said: str) -> None:
    records: Any = {"走访": ({"片": "text", "得分": "number", "号": "text"}, [])}
    problems = loaded(f"values:\n  得数: {{rows: 走访, {clause}}}", {"号": ("number", [])}, records).problems
    assert [p.code for p in problems if p.code not in ("R603",)] == [code]
    assert any(said in p.message for p in problems)


HONOURS = """\
scheme: 荣誉
subject: 村
basis: 示例
valid_from: 2022-01-01
tables:
  名册: {key: 村, name: 村, columns: {村: {type: text, required: true}}}
  荣誉:
    key: 村
    many: true
    valid_for: {from: 日期, lasts: 1年}
    columns: {村: {type: text}, 日期: {type: date}, 分: {type: number}}
    computed: {标准分: {cohort: 分, take: zscore, deviation: population}}
values:
  平均: {cohort: 分, rows: 荣誉, take: mean}
  全部平均: {cohort: 分, rows: 荣誉, take: mean, valid: all}
  标准分和: {sum_of: 荣誉, from: 标准分, valid: all}
level: {name: 星级, formula: '1', basis: 第一条}
publish: [平均, 全部平均, 标准分和]
"""


def rated_honours(*days: str) -> dict[str, list[Any]]:
    """甲 has 10 and 70, 乙 20 and 20; on these days."""
    scheme = load_text(HONOURS, "a.yaml", read_period("2022")).scheme
    assert scheme is not None
    rows = pd.DataFrame({"村": ["甲", "甲", "乙", "乙"], "日期": days, "分": [10, 70, 20, 20]})
    columns = stardb.score(scheme, {"名册": pd.DataFrame({"村": ["甲", "乙"]}), "荣誉": rows}).appraisal.columns
    return {name: [columns[name].at(i) for i in range(2)] for name in scheme.publish}


def test_rows_out_of_their_time_are_not_counted_up_unless_the_rule_says_so() -> None:
    """Of 10, 70, 20 and 20 the 70 is of 2020: (10 + 20 + 20) ÷ 3; with it (10 + 70 + 20 + 20) ÷ 4 = 30."""
    found = rated_honours("2022-05-01", "2020-01-01", "2022-06-01", "2022-06-02")
    assert found["平均"] == [Fraction(50, 3)] * 2
    assert found["全部平均"] == [30] * 2


def test_rows_have_standard_scores_as_a_computed_column() -> None:
    """Mean 30, squares 400 + 1600 + 100 + 100 = 2200, ÷ 4 = 550, √ = 23.4520…: -0.8528 + 1.7056; -0.4264 twice."""
    found = rated_honours("2022-05-01", "2020-01-01", "2022-06-01", "2022-06-02")
    assert found["标准分和"] == decimals("0.8528", "-0.8528")


def test_rows_that_may_be_one_row_twice_leave_it_open() -> None:
    assert rated_honours("2022-05-01", "2022-01-01", "2022-06-01", "2022-06-01")["平均"] == [None, None]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-60, 60), st.integers(0, 5)), min_size=2, max_size=9),
    st.sampled_from(["sample", "population"]),
)
def test_standard_scores_are_right_to_the_last_place(pairs: list[tuple[int, int]], deviation: str) -> None:
    """Against the definition, by squares: no root is taken."""
    values: dict[str, Any] = {
        "甲": ("number", [value for value, _ in pairs]),
        "权": ("number", [weight for _, weight in pairs]),
    }
    got = worth(f"{{cohort: 甲, take: zscore, weight: 权, deviation: {deviation}, round: 0.01}}", values)
    heavy, n = sum(weight for _, weight in pairs), sum(weight > 0 for _, weight in pairs)
    if n < 2:
        return
    mean = Fraction(sum(value * weight for value, weight in pairs), heavy)
    square = sum((value - mean) ** 2 * weight for value, weight in pairs) / heavy
    square *= Fraction(n, n - 1) if deviation == "sample" else 1
    for (value, _), score in zip(pairs, got, strict=True):
        if not square:
            assert score is None
            continue
        exact, half = (value - mean) ** 2 / square, Fraction(1, 200)
        assert score * (value - mean) >= 0
        assert (2 * abs(score) - 2 * half) ** 2 <= 4 * exact < (2 * abs(score) + 2 * half) ** 2 or not score
