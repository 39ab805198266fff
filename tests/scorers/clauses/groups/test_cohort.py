"""A statistic of all subjects or of a group: what it comes to, who counts, and what leaves it undecided."""

import statistics
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, reasons, results, worth

TOWNS = ["东", "西", "东", "西", "东"]


def of(take: str, values: list[Any], more: str = "", **columns: Any) -> list[Any]:
    """The statistic of a column of numbers."""
    given_: dict[str, Any] = {"甲": ("number", values), **columns}
    return worth(f"{{cohort: 甲, take: {take}{', ' + more if more else ''}}}", given_)


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        ("sum", 20),
        ("mean", 4),  # 20 ÷ 5
        ("median", 3),
        ("smallest", 1),
        ("largest", 10),
        ("count", 5),
        ("variance", Fraction(25, 2)),  # (9 + 4 + 1 + 0 + 36) ÷ 4
        ("stdev, round: 0.01", Fraction(354, 100)),  # √12.5 = 3.53553…
        ("stdev", Fraction("3.5355")),
        ("stdev, deviation: population", Fraction("3.1623")),  # √10 = 3.16227…
        ("variance, deviation: population", 10),  # 50 ÷ 5
        ("stdev, round: 0.01, rounding: floor", Fraction(353, 100)),
        ("percentile, at: 75%, definition: nearest_rank", 4),  # the 4th of five, 3.75 rounded up
        ("percentile, at: 80%, definition: nearest_rank", 4),  # 4 exactly
        ("percentile, at: 81%, definition: nearest_rank", 10),
        ("percentile, at: 0%, definition: nearest_rank", 1),
        ("percentile, at: 90%, definition: interpolated", Fraction(76, 10)),  # at 3.6: 4 + 0.6 × 6
        ("percentile, at: 100%, definition: interpolated", 10),
    ],
)
def test_everybody_gets_the_statistic_of_all(take: str, expected: Any) -> None:
    assert of(take, [10, 2, 3, 4, 1]) == [expected] * 5


def test_the_median_of_an_even_number_is_half_of_the_two_in_the_middle() -> None:
    assert of("median", [1, 2, 5, 9]) == [Fraction(7, 2)] * 4


def test_each_township_has_its_own() -> None:
    assert of("mean", [1, 2, 3, 5, 8], "within: 乡镇", 乡镇=("text", TOWNS)) == [
        4,
        Fraction(7, 2),
        4,
        Fraction(7, 2),
        4,
    ]


def test_grouped_by_any_column() -> None:
    jobs = ("choice, choices: [正职, 副职]", ["正职", "副职", "正职"])
    assert of("largest", [1, 9, 3], "within: 岗位", 岗位=jobs) == [3, 9, 3]


def test_the_share_and_the_count_of_those_for_whom_a_condition_holds() -> None:
    columns: dict[str, Any] = {"甲": ("number", [20, 40, 60])}
    assert worth("{cohort: 甲 ≥ 40, take: share}", columns) == [Fraction(2, 3)] * 3
    assert worth("{cohort: 甲 ≥ 40, take: count}", columns) == [2] * 3


def test_a_statistic_of_money_stays_money() -> None:
    body = "entitlements:\n  补到平均: {formula: 平均 - 收入, round: 1元, basis: 试}\nvalues:\n  平均: {cohort: 收入, take: mean}"
    assert results(rated(body, {"收入": ("money", [100, 201])}), "补到平均") == [51, -51]  # 50.5 and −50.5, away from 0


def test_relative_to_the_best() -> None:
    """C7: the first gets six points, the others in proportion to the first."""
    body = "values:\n  最好: {cohort: 甲, take: largest}\n  得数: {formula: 甲 / 最好 * 6, round: 0.01}"
    assert results(rated(body, {"甲": ("number", [80, 60, 50])}), "得数") == [6, Fraction(450, 100), Fraction(375, 100)]


def test_one_without_a_figure_of_its_own_gets_the_average_of_the_others() -> None:
    """C7: a department with no new hires gets the cohort's average."""
    body = """
values:
  平均: {cohort: 招录比例, take: mean, missing: leave_out}
  得数: 如果(已知(招录比例), 招录比例, 平均)
"""
    assert results(rated(body, {"招录比例": ("number", [10, None, 20])}), "得数") == [10, 15, 20]


def test_one_unknown_value_leaves_its_group_undecided_and_no_other() -> None:
    assert of("mean", [1, None, 3, 5, 8], "within: 乡镇", 乡镇=("text", TOWNS)) == [4, None, 4, None, 4]


def test_unknown_values_are_left_out_only_where_the_rule_says_so() -> None:
    assert of("mean", [1, None, 3]) == [None] * 3
    assert of("mean", [1, None, 3], "missing: leave_out") == [2] * 3
    assert of("count", [1, None, 3], "missing: leave_out") == [2] * 3


def test_one_whose_group_is_unknown_has_none_and_may_belong_to_any() -> None:
    jobs = ("choice, choices: [正职, 副职]", ["正职", "副职", None])
    assert of("mean", [1, 9, 3], "within: 岗位", 岗位=jobs) == [None] * 3
    assert of("mean", [1, 9, 3], "within: 岗位, missing: leave_out", 岗位=jobs) == [1, 9, None]
    assert of("mean", [1, 9, 3], "within: 岗位, where: 甲 ≠ 3", 岗位=jobs) == [1, 9, None]


def test_where_says_who_counts_and_the_others_get_the_statistic_too() -> None:
    assert of("mean", [1, 9, None, 3], "where: 乙", 乙=("yes_no", [True, False, False, True])) == [2] * 4
    assert of("mean", [1, 9, 4, 3], "where: 乙", 乙=("yes_no", [True, False, None, True])) == [None] * 4


def test_those_not_rated_do_not_count_unless_the_rule_says_who_does() -> None:
    body = "values:\n  平均: {{cohort: 甲, take: mean{}}}\neligible: 乙"
    columns: dict[str, Any] = {"甲": ("number", [1, 3, 8]), "乙": ("yes_no", [True, True, False])}
    assert results(rated(body.format(""), columns), "平均") == [2] * 3
    assert results(rated(body.format(", where: 是"), columns), "平均") == [4] * 3
    assert results(rated(body.format(", where: 参评条件 且 甲 > 1"), columns), "平均") == [3] * 3


def test_one_that_may_not_be_rated_leaves_it_undecided() -> None:
    body = "values:\n  平均: {cohort: 甲, take: mean}\neligible: 乙"
    columns: dict[str, Any] = {"甲": ("number", [1, 3]), "乙": ("yes_no", [True, None])}
    assert results(rated(body, columns), "平均") == [None] * 2


def test_who_is_rated_may_depend_on_a_statistic_that_does_not_depend_on_who_is_rated() -> None:
    body = "values:\n  平均: {{cohort: 甲, take: mean{}}}\neligible: 甲 ≥ 平均"
    columns: dict[str, Any] = {"甲": ("number", [1, 3, 8])}
    assert results(rated(body.format(", where: 是"), columns), "参评条件") == [False, False, True]  # the mean is 4
    assert [p.code for p in loaded(body.format(""), columns).problems if p.code < "R6"] == ["R303"]


def test_too_few_are_no_cohort() -> None:
    assert of("mean", [1, 3], "least: 3") == [None] * 2
    assert of("mean", [1, 3], "least: 2") == [2] * 2
    assert of("stdev", [1], "round: 0.1") == [None]


def test_of_nobody_there_is_a_sum_and_a_count_but_no_mean() -> None:
    nobody = "where: 甲 > 9"
    assert [of(take, [1, 2], nobody)[0] for take in ("sum", "count", "mean", "largest")] == [0, 0, None, None]


@pytest.mark.parametrize("take", ["mean", "rank", "count", "stdev, round: 1"])
def test_nobody_at_all(take: str) -> None:
    assert of(take, []) == []


def test_numbers_beyond_64_bits_stay_exact() -> None:
    far = 10**14
    assert of("variance", [far, far + 1, far + 2]) == [1] * 3
    assert of("sum", [far * 10**5] * 3) == [3 * far * 10**5] * 3


def test_it_tells_the_group_how_many_count_and_what_is_missing() -> None:
    columns: dict[str, Any] = {"甲": ("number", [1, None, 3, 5, 8]), "乡镇": ("text", TOWNS)}
    told = reasons("{cohort: 甲, take: mean, within: 乡镇}", columns)
    assert told[0] == "本乡镇（东）计入3个，甲的平均数为4"
    assert "本乡镇（西）还有1个未知" in told[1]
    left = reasons("{cohort: 甲, take: mean, within: 乡镇, missing: leave_out}", columns)
    assert left[1] == "本乡镇（西）计入1个（另有1个未知，没有计入），甲的平均数为5"
    assert reasons("{cohort: 甲, take: mean, least: 9, missing: leave_out}", columns)[0] == "全部计入4个，不足9个，待定"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=12))
def test_as_the_textbook_reckons(values: list[int]) -> None:
    """The standard library's exact statistics of the same numbers."""
    exact = [Fraction(value) for value in values]
    assert of("mean", values)[0] == statistics.mean(exact)
    assert of("median", values)[0] == statistics.median(exact)
    spread = statistics.variance(exact)
    assert of("variance", values)[0] == spread
    root = of("stdev, round: 0.001", values)[0]
    assert (2 * root - Fraction(1, 1000)) ** 2 <= 4 * spread < (2 * root + Fraction(1, 1000)) ** 2 or root == 0
    quarters = statistics.quantiles(exact, n=4, method="inclusive")
    assert of("percentile, at: 25%, definition: interpolated", values)[0] == quarters[0]


REFUSED = [
    ("{cohort: 甲, take: mean, order: high}", "R410", "order 只用于 take: rank"),
    ("{cohort: 甲, take: rank, at: 75%}", "R410", "at 只用于 take: percentile"),
    ("{cohort: 甲, take: percentile, definition: nearest_rank}", "R202", "要写 at"),
    ("{cohort: 甲, take: percentile, at: 75%}", "R202", "要写 definition"),
    ("{cohort: 甲, take: percentile, at: 120%, definition: nearest_rank}", "R203", "0%到100%"),
    ("{cohort: 甲, take: percentile, at: 75, definition: nearest_rank}", "R305", "“75”是数"),
    ("{cohort: 甲, take: mean, deviation: sample}", "R410", "deviation 只用于"),
    ("{cohort: 甲, take: sum, weight: 甲}", "R410", "weight 只用于"),
    ("{cohort: 甲, take: mean, weight: 3}", "R203", "人人都一样"),
    ("{cohort: 甲, take: mean, alike: 0}", "R410", "alike 只用于 take: zscore"),
    ("{cohort: 甲, take: mean, valid: all}", "R410", "valid 只用于写了 rows 的"),
    ("{cohort: 甲, take: mean, rows: 乙}", "R301", "没有名为“乙”的多行表"),
    ("{cohort: 甲, take: share}", "R305", "take: share 要用于条件"),
    ("{cohort: 甲 > 1, take: mean}", "R305", "take: mean 要用于数"),
    ("{cohort: 收入, take: variance}", "R305", "take: variance 要用于数"),
    ("{cohort: 甲, take: mean, least: 1.5}", "R203", "不小于1的整数"),
    ("{cohort: 甲, take: mean, within: 乡鎮}", "R301", "没有“乡鎮”"),
    ("{cohort: 甲, take: mean, within: 收入}", "R305", "不能按金额分组"),
    ("{cohort: 甲, take: mean, where: 甲}", "R302", "这里要一个条件"),
    ("{cohort: 丁, take: mean}", "R301", "没有“丁”"),
    ("{cohort: 甲, take: average}", "R203", "“average”"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[clause for clause, *_ in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    columns: dict[str, Any] = {"甲": ("number", []), "收入": ("money", [])}
    problems = loaded(f"values:\n  得数: {clause}", columns).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message
    assert problems[0].place.line


def test_a_mean_that_is_paid_must_say_how_it_is_rounded() -> None:
    body = "entitlements:\n  补贴: {{cohort: 收入, take: {}, basis: 试}}"
    columns: dict[str, Any] = {"收入": ("money", [])}
    assert [p.code for p in loaded(body.format("mean"), columns).problems] == ["R202"]
    assert loaded(body.format("largest"), columns).problems == ()


def test_villages_of_one_name_in_two_towns_are_two_groups() -> None:
    columns = {
        "镇": ("text", ["东", "东", "西", "西", None]),
        "所在村": ("text", ["李家", "李家", "李家", "张家", "李家"]),
        "人数": ("number", [1, 2, 4, 8, 16]),
    }
    clause = "{cohort: 人数, take: sum, within: [镇, 所在村]}"
    # whose town is unknown may belong to any, so every group of 李家 and 张家 is open; without him they are 3, 4 and 8
    assert worth(clause, columns) == [None] * 5
    known = {name: (spec, values[:4]) for name, (spec, values) in columns.items()}
    assert worth(clause, known) == [3, 3, 4, 8]
    assert worth("{cohort: 人数, take: sum, within: 所在村}", known) == [7, 7, 7, 8]


def test_numbers_told_apart_by_their_fractions_are_not_one_group() -> None:
    columns = {"甲": ("number", [1, 1, 2]), "乙": ("number", [2, 3, 4])}
    body = "values:\n  比: 甲 / 乙\n  得数: {cohort: 甲, take: count, within: 比}"
    assert results(rated(body, columns), "得数") == [2, 1, 2]  # 1/2, 1/3 and 2/4
