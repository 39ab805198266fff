"""Several columns of one subject into one number: means, weighted sums, and what a missing rater does."""

from fractions import Fraction
from statistics import median, variance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, reasons, results, worth
from refusing import said

Rows = list[tuple[int | str | None, ...]]


def raters(*rows: tuple[int | Fraction | str | None, ...], spec: str = "number") -> dict[str, tuple[str, list[object]]]:
    names = ("党员打分", "支部打分", "群众打分", "镇打分")
    return {name: (spec, [row[k] for row in rows]) for k, name in enumerate(names[: len(rows[0])])}


THREE = "across: [党员打分, 支部打分, 群众打分]"


def test_a_star_needs_a_mean_of_ninety_from_three_raters() -> None:
    """B12: (95+88+87)/3 = 90 earns the star; (90+90+89)/3 = 89.66… does not, though to a whole mark it is 90."""
    body = f"values:\n  平均分: {{{THREE}, take: mean}}\n  得星: 平均分 ≥ 90"
    made = rated(body, raters((95, 88, 87), (90, 90, 89), (100, 100, None)))
    assert results(made, "平均分") == [90, Fraction(269, 3), None]
    assert results(made, "得星") == [True, False, None]


def test_weights_in_percents_make_a_weighted_mean() -> None:
    """C1: 90×20% + 80×40% + 85×40% = 18 + 32 + 34 = 84."""
    clause = "{across: {党员打分: 20%, 支部打分: 40%, 群众打分: 40%}, take: mean, round: 0.01}"
    assert worth(clause, raters((90, 80, 85), (100, 100, 100), (None, 1, 1))) == [84, 100, None]
    assert "按权重20%、40%、40%平均为84" in reasons(clause, raters((90, 80, 85)))[0]


def test_plain_weights_are_proportions_and_a_sum_only_adds_up() -> None:
    """Weights 2:1:1 of 80, 60, 100: (160+60+100)/4 = 80; their sum is 320."""
    weights = "across: {党员打分: 2, 支部打分: 1, 群众打分: 1}"
    assert worth(f"{{{weights}, take: mean}}", raters((80, 60, 100))) == [80]
    assert worth(f"{{{weights}, take: sum}}", raters((80, 60, 100))) == [320]


def test_a_rater_left_out_gives_its_weight_to_the_others() -> None:
    """20:40:40 without the first: (80×40 + 85×40)/80 = 82.5; a blank is never a zero."""
    clause = "{across: {党员打分: 20%, 支部打分: 40%, 群众打分: 40%}, take: mean, missing: leave_out, round: 0.1}"
    marks = raters((None, 80, 85), (90, None, None), (None, None, None))
    assert worth(clause, marks) == [Fraction("82.5"), 90, None]
    assert "1项未知不计" in reasons(clause, marks)[0]


def test_too_few_raters_leave_it_undecided() -> None:
    clause = f"{{{THREE}, take: mean, missing: leave_out, least: 2}}"
    marks = raters((90, 80, None), (90, None, None))
    assert worth(clause, marks) == [85, None]
    assert "只有1项有值" in reasons(clause, marks)[1]


def test_a_missing_rater_is_named() -> None:
    assert "支部打分未知，待定" in reasons(f"{{{THREE}, take: mean}}", raters((90, None, 80)))[0]


def test_the_highest_and_the_lowest_left_out() -> None:
    """去掉一个最高分、一个最低分: of 95, 60, 90, 80 there stay 90 and 80: 85. Of two ties only one goes."""
    clause = "{across: [党员打分, 支部打分, 群众打分, 镇打分], take: mean, drop: 1, missing: leave_out}"
    marks = raters((95, 60, 90, 80), (90, 90, 90, 60), (95, 60, 90, None), (95, 60, None, None))
    assert worth(clause, marks) == [85, 90, 90, None]


WAYS = [("sum", 20), ("smallest", 2), ("largest", 10), ("median", 4), ("mean", 5), ("variance", 12)]


@pytest.mark.parametrize(("take", "expected"), WAYS)
def test_the_ways_of_taking_four_numbers(take: str, expected: int) -> None:
    """2, 4, 4, 10: mean 5; squares of the distances 9+1+1+25 = 36, over three 12."""
    clause = f"{{across: [党员打分, 支部打分, 群众打分, 镇打分], take: {take}}}"
    assert worth(clause, raters((10, 4, 2, 4), (None, 4, 2, 4))) == [expected, None]


@pytest.mark.parametrize(("how", "expected"), [("half_up", "3.46"), ("floor", "3.46"), ("ceil", "3.47")])
def test_the_standard_deviation_is_brought_to_the_step_the_rule_names(how: str, expected: str) -> None:
    """√12 = 3.46410…"""
    clause = f"{{across: [党员打分, 支部打分, 群众打分, 镇打分], take: stdev, round: 0.01, rounding: {how}, missing: leave_out}}"
    assert worth(clause, raters((2, 4, 4, 10), (1, None, None, None))) == [Fraction(expected), None]


def test_a_standard_deviation_without_a_step_has_four_decimals() -> None:
    """2, 4, 4, 10: √12 = 3.46410…; as a whole group √(36 ÷ 4) = 3."""
    four = "across: [党员打分, 支部打分, 群众打分, 镇打分], take: stdev"
    assert worth(f"{{{four}}}", raters((2, 4, 4, 10))) == [Fraction("3.4641")]
    assert worth(f"{{{four}, deviation: population}}", raters((2, 4, 4, 10))) == [3]


def test_a_weighted_variance_is_that_of_the_weighted_mean() -> None:
    """10 once and 20 three times as heavy: mean 17.5; (56.25 + 3 × 6.25) ÷ 4 = 18.75; of a sample of two, twice that."""
    marks = {"甲": ("number", [10, 10, 10]), "乙": ("number", [20, 20, None]), "丙": ("number", [99, 99, 99])}
    both = "across: {甲: 1, 乙: 3}, missing: leave_out"
    assert worth(f"{{{both}, take: variance}}", marks) == [Fraction("37.5"), Fraction("37.5"), None]
    assert worth(f"{{{both}, take: variance, deviation: population}}", marks) == [
        Fraction("18.75"),
        Fraction("18.75"),
        0,
    ]
    assert worth(f"{{{both}, take: stdev}}", marks) == [
        Fraction("6.1237"),
        Fraction("6.1237"),
        None,
    ]  # √37.5 = 6.12372…
    without = "{across: {甲: 1, 乙: 3, 丙: 0}, take: variance, missing: leave_out}"
    assert worth(without, marks)[0] == Fraction("37.5")  # what weighs nothing is not one of the sample


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    clause = f"{{{THREE}, take: median, missing: leave_out, round: 0.1}}"
    assert worth(clause, raters((1, 2, 9), (1, 2, None), (-5, None, -8))) == [2, Fraction("1.5"), Fraction("-6.5")]


def test_how_many_conditions_hold_and_how_many_marks_there_are() -> None:
    columns = {"合作社": ("yes_no", [True, True, None]), "书屋": ("yes_no", [False, True, True])}
    assert worth("{across: [合作社, 书屋], take: count}", columns) == [1, 2, None]
    assert worth("{across: [合作社, 书屋], take: count, missing: leave_out}", columns) == [1, 2, 1]
    marks = raters((1, None, 3), (None, None, None))
    assert worth(f"{{{THREE}, take: count, missing: leave_out}}", marks) == [2, 0]


def test_money_and_formulas_are_taken_too() -> None:
    """(100 + 101)/2 = 100.50元; 收入 − 支出 and 收入 of 3万 and 1万: 2万 and 3万."""
    money = {"收入": ("money", ["100元", "3万元"]), "支出": ("money", ["101元", "1万元"])}
    assert worth("{across: [收入, 支出], take: mean, round: 0.01元}", money) == [Fraction("100.5"), 20_000]
    assert worth("{across: [收入 - 支出, 收入], take: largest}", money) == [100, 30_000]


def test_quotients_of_their_own_denominators_stay_exact() -> None:
    """1/3, 2/7 and 1: their mean is (7 + 6 + 21)/63 = 34/63."""
    body = "values:\n  甲: 党员打分 / 支部打分\n  乙: 群众打分 / 镇打分\n  丙: {across: [甲, 乙], take: mean}"
    made = rated(body, raters((1, 3, 2, 7), (1, 2, 1, 1), (1, 0, 1, 1)))
    assert results(made, "丙") == [Fraction(13, 42), Fraction(3, 4), None]


def test_numbers_too_big_for_the_machine_stay_exact() -> None:
    big = 3 * 10**18
    assert worth(f"{{{THREE}, take: sum}}", raters((big, big, big))) == [3 * big]
    assert worth(f"{{{THREE}, take: variance}}", raters((0, 0, big))) == [big * big // 3]


def test_nobody_to_rate_is_no_fault() -> None:
    columns = {name: (spec, list[object]()) for name, (spec, _) in raters((1, 1, 1)).items()}
    for take in ("mean", "median", "variance", "smallest"):
        assert worth(f"{{{THREE}, take: {take}}}", columns) == []


def test_only_the_columns_that_counted_are_read() -> None:
    made = rated(f"values:\n  得数: {{{THREE}, take: mean, missing: leave_out}}", raters((90, None, 80)))
    rule = next(step.rule for step in made.scheme.steps if step.name == "得数")
    assert rule.reads(made.scored["得数"], 0) == ("党员打分", "群众打分")


marks_ = st.lists(st.one_of(st.none(), st.fractions(-50, 150, max_denominator=20)), min_size=3, max_size=3)


@settings(max_examples=40, deadline=None)
@given(st.lists(marks_, min_size=1, max_size=4))
def test_what_is_taken_is_what_the_fractions_come_to(rows: list[list[Fraction | None]]) -> None:
    made = raters(*[tuple(row) for row in rows])
    got = {
        take: worth(f"{{{THREE}, take: {take}, missing: leave_out}}", made)
        for take in ("mean", "median", "largest", "variance")
    }
    rooted = worth(f"{{{THREE}, take: stdev, missing: leave_out, round: 0.1}}", made)
    for i, row in enumerate(rows):
        there = [value for value in row if value is not None]
        assert got["mean"][i] == (sum(there) / len(there) if there else None)
        assert got["median"][i] == (median(there) if there else None)
        assert got["largest"][i] == max(there, default=None)
        assert got["variance"][i] == (variance(there) if len(there) > 1 else None)
        if len(there) > 1:
            near = Fraction(1, 20)
            assert max(rooted[i] - near, 0) ** 2 <= variance(there) <= (rooted[i] + near) ** 2


REFUSED = [
    ("{across: [党员打分], take: mean}", "R203", "两栏以上", "[党员打分]"),
    ("{across: [党员打分, 党员打分], take: mean}", "R203", "写了两次", "[党员打分"),
    ("{across: [党员打分, 镇打份], take: mean}", "R301", "没有“镇打份”", "镇打份"),
    ("{across: [党员打分, 等次], take: mean}", "R305", "不是一类", "across"),
    ("{across: [等次, 等次2], take: mean}", "R305", "要用于数", "across"),
    ("{across: [党员打分, 支部打分], take: average}", "R203", "“average”不能写在这里", "average"),
    ("{across: [党员打分, 支部打分], take: mean, deviation: sample}", "R421", "deviation 只用于", "deviation"),
    ("{across: {党员打分: 0, 支部打分: 0}, take: stdev}", "R203", "也不能都是0", "across"),
    ("{across: [党员打分, 支部打分], take: count}", "R202", "missing: leave_out", "count"),
    ("{across: {党员打分: 1, 支部打分: 2}, take: median}", "R421", "不能加权", "median"),
    ("{across: {党员打分: 1, 支部打分: 20%}, take: mean}", "R305", "都写成百分比", "across"),
    ("{across: {党员打分: 1, 支部打分: -1}, take: mean}", "R203", "不能是负数", "across"),
    ("{across: {党员打分: 50%, 支部打分: 40%}, take: mean, round: 1}", "R420", "合计90%", "across"),
    ("{across: {党员打分: 1, 支部打分: 1}, take: mean, drop: 1}", "R421", "加权时不能去掉", "drop"),
    ("{across: [党员打分, 支部打分], take: mean, drop: 1}", "R203", "就没有了", "1}"),
    ("{across: [党员打分, 支部打分], take: mean, drop: 0.5}", "R203", "整数", "0.5}"),
    ("{across: [党员打分, 支部打分], take: mean, least: 2}", "R421", "用不上 least", "least"),
    ("{across: [党员打分, 支部打分], take: mean, missing: leave_out, least: 3}", "R203", "只有2栏", "3}"),
]


@pytest.mark.parametrize(("clause", "code", "words", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_where_it_stands(clause: str, code: str, words: str, place: str) -> None:
    grades = ("choice, choices: [优秀, 合格]", ["优秀"])
    ((found, told, at),) = said(clause, {**raters((1, 2)), "等次": grades, "等次2": grades})
    assert found == code
    assert words in told
    assert at.startswith(place)


def test_an_indicator_must_say_how_a_mean_is_rounded() -> None:
    stars = (
        "stars:\n  一星:\n    full: 10\n    award: 得分 ≥ 5\n    basis: 试\n    indicators:\n"
        "      平均: {points: 10, across: [党员打分, 支部打分], take: mean, basis: 试}"
    )
    with pytest.raises(AssertionError, match="取整"):
        rated(stars, raters((9, 8)))
