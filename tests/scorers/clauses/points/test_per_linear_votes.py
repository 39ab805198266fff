"""So much for every so many, points in proportion, and weighted ballots."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, reasons, results, worth


def found(clause: str, spec: str) -> list[tuple[str, str]]:
    return [(p.code, p.message + p.remedy) for p in loaded(f"values:\n  得数: {clause}", {"甲": (spec, [])}).problems]


def test_a_star_for_every_ten_full_years() -> None:
    """湍水头镇 art. 5(2): 满10年 1, 满20年 2, 依此类推."""
    years = {"甲": ("duration", ["9年11个月", "10年", "19年11个月", "20年", "35年", "0个月", None])}
    assert worth("{from: 甲, per: 10年, each: 1}", years) == [0, 1, 1, 2, 3, 0, None]


def test_steps_begun_count_where_the_rule_says_so() -> None:
    """率≥87%计7分, 每低3个百分点扣0.5: 4 points short is one full step, and the second has begun."""
    rate = {"甲": ("percent", ["90%", "87%", "84%", "83%", "80%"])}
    short = "from: '最大(0%, 87% - 甲)', points: 7, per: 3个百分点, each: -0.5"
    assert worth(f"{{{short}}}", rate) == [7, 7, Fraction("6.5"), Fraction("6.5"), 6]
    assert worth(f"{{{short}, steps: started}}", rate) == [7, 7, Fraction("6.5"), 6, Fraction("5.5")]


def test_deductions_stop_at_nothing() -> None:
    """县群访每次扣4分, 扣完为止, of 10: the third would be −2."""
    clause = "{from: 甲, points: 10, per: 1次, each: -4}"
    values = {"甲": ("number", [0, 1, 2, 3, 50, None])}
    assert worth(clause, values) == [10, 6, 2, 0, 0, None]
    assert "扣完为止" in reasons(clause, values)[3]


def test_additions_stop_at_the_full_mark() -> None:
    assert worth("{from: 甲, points: 10, per: 1人, each: 2.5}", {"甲": ("number", [0, 1, 4, 5])}) == [
        0,
        Fraction("2.5"),
        10,
        10,
    ]


def test_below_nothing_there_is_no_full_unit() -> None:
    """A falling income has not risen by −1 full point, nor is half a case less than none a case less."""
    values = {"甲": ("number", [Fraction("-0.5"), -3, 1])}
    assert worth("{from: 甲, per: 1, each: 1}", values) == [0, 0, 1]
    assert worth("{from: 甲, points: 10, per: 1, each: -2}", values) == [10, 10, 8]


def test_money_for_every_star() -> None:
    """岚县: 1000元 a star."""
    assert worth("{from: 甲, per: 1星, each: 1000元}", {"甲": ("number", [0, 3])}) == [0, 3000]


def test_points_in_proportion_rounded_half_up() -> None:
    """10 points for growth from 0 to 10 %: 4.25 % is 4.25, to a tenth 4.3."""
    clause = "{from: 甲, points: 10, linear: {from: 0%, to: 10%}, round: 0.1}"
    growth = {"甲": ("percent", ["-3%", "0%", "4.25%", "4.24%", "9.95%", "10%", "30%", None])}
    tenths = [0, 0, 43, 42, 100, 100, 100]
    assert worth(clause, growth) == [*(Fraction(n, 10) for n in tenths), None]


def test_less_is_better_with_the_ends_the_other_way() -> None:
    clause = "{from: 甲, points: 20, linear: {from: 10, to: 0}, round: 1}"
    assert worth(clause, {"甲": ("number", [0, 5, 9, 10, 12])}) == [20, 10, 2, 0, 0]


@pytest.mark.parametrize(("how", "expected"), [("half_up", "1.7"), ("floor", "1.6"), ("ceil", "1.7")])
def test_the_way_of_rounding(how: str, expected: str) -> None:
    """1/6 of 10 is 1.666…"""
    clause = f"{{from: 甲, points: 10, linear: {{from: 0, to: 6}}, round: 0.1, rounding: {how}}}"
    assert worth(clause, {"甲": ("number", [1])}) == [Fraction(expected)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fractions(-20, 120, max_denominator=50), min_size=2, max_size=8))
def test_more_never_scores_less_and_never_leaves_the_marks(values: list[Fraction]) -> None:
    ordered = sorted(values)
    got = worth("{from: 甲, points: 10, linear: {from: 0, to: 100}, round: 0.1}", {"甲": ("number", ordered)})
    assert got == sorted(got)
    assert all(0 <= points <= 10 for points in got)


BALLOTS = "points: 20, votes: {满意: 1, 基本满意: 0.6, 不满意: 0}, round: 0.1"


def ballots(*counts: tuple[int | None, int | None, int | None]) -> dict[str, tuple[str, list[int | None]]]:
    return {name: ("number", [row[k] for row in counts]) for k, name in enumerate(("满意", "基本满意", "不满意"))}


def test_ballots_are_weighed_over_the_valid_ones() -> None:
    """(30·1 + 10·0.6 + 10·0)/50·20 = 14.4; all content 20; all discontent 0; 1 of 3 content 6.66… → 6.7."""
    given_ = ballots((30, 10, 10), (9, 0, 0), (0, 0, 7), (1, 0, 2))
    assert worth(f"{{{BALLOTS}}}", given_) == [Fraction("14.4"), 20, 0, Fraction("6.7")]


def test_without_a_valid_ballot_nothing_is_known() -> None:
    assert worth(f"{{{BALLOTS}}}", ballots((0, 0, 0), (None, 1, 1))) == [None, None]
    assert "没有有效票" in reasons(f"{{{BALLOTS}}}", ballots((0, 0, 0)))[0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 500)] * 3), min_size=1, max_size=5))
def test_ballots_come_to_what_fractions_come_to(counts: list[tuple[int, int, int]]) -> None:
    got = worth(f"{{{BALLOTS}}}", ballots(*counts))
    for points, (a, b, c) in zip(got, counts, strict=True):
        if a + b + c == 0:
            assert points is None
        else:
            exact = (a + b * Fraction(3, 5)) / (a + b + c) * 20
            assert abs(points - exact) <= Fraction(1, 20)
            assert points * 10 == int(points * 10)


REFUSED = [
    ("{from: 甲, per: 0, each: 1}", "number", "R203", "大于0"),
    ("{from: 甲, per: 1年, each: 1}", "number", "R305", "“1年”是时长"),
    ("{from: 甲, per: 一次, each: 1}", "number", "R203", "“一次”应为"),
    ("{from: 甲, points: 10, linear: {from: 0, to: 10%}, round: 1}", "number", "R305", "“10%”是百分比"),
    ("{from: 甲, points: 10, linear: {from: 5, to: 5}, round: 1}", "number", "R203", "两端相同"),
    ("{from: 甲, linear: {from: 0, to: 5}, round: 1}", "number", "R202", "满分"),
    ("{from: 甲, points: 10, linear: {from: 0, to: 5}, round: 0}", "number", "R203", "大于0"),
    ("{points: 10, round: 1, votes: {甲: 100, 乙: 0}}", "number", "R203", "0与1之间"),
    ("{points: 10, round: 1, votes: {甲: 1, 乙: 0}}", "money", "R305", "应为票数"),
    ("{from: 甲, points: -5, per: 1, each: 1}", "number", "R203", "大于0"),
    ("{from: 甲, between: [15, 0], per: 1, each: 1}", "number", "R203", "先写下限"),
]


@pytest.mark.parametrize(
    "clause", ["points: 10, votes: {甲: 1, 乙: 0}", "from: 甲, points: 10, linear: {from: 0, to: 3}"]
)
def test_what_may_not_come_out_even_must_say_how_an_indicator_is_rounded(clause: str) -> None:
    columns = {"甲": ("number", []), "乙": ("number", [])}
    head = f"scores: {{大项: {{basis: 一, indicators: {{得数: {{{clause}, basis: 一}}}}}}}}"
    assert [p.code for p in loaded(head, columns).problems if p.code.startswith("R2")] == ["R202"]
    assert worth(f"{{{clause}}}", {"甲": ("number", [1]), "乙": ("number", [2])}) == [Fraction(10, 3)]


@pytest.mark.parametrize(("clause", "spec", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, spec: str, code: str, said: str) -> None:
    columns = {"甲": (spec, []), "乙": ("number", [])}
    problems = [(p.code, p.message + p.remedy) for p in loaded(f"values:\n  得数: {clause}", columns).problems]
    assert [problem[0] for problem in problems] == [code]
    assert said in problems[0][1]


def test_a_ballot_column_may_have_full_width_signs_in_its_name() -> None:
    columns = {"满意（张）": ("number", [3]), "不满意（张）": ("number", [1])}
    clause = "{points: 20, votes: {满意（张）: 1, 不满意（张）: 0}, round: 1}"
    assert worth(clause, columns) == [15]


def test_an_indicator_takes_the_column_of_its_own_name_signs_and_all() -> None:
    stars = "stars:\n  一星:\n    full: 10\n    award: 得分 ≥ 5\n    basis: 试\n    indicators:\n      三会、一课（次）: {points: 10, per: 1, each: 5, basis: 试}"
    made = rated(stars, {"三会、一课（次）": ("number", [0, 1, 2])})
    assert results(made, "一星") == [False, True, True]
