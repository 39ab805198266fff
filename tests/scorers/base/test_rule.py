"""What applies to every clause, whatever it scores by, in this order: rounding, bounds, doubt, condition."""

from fractions import Fraction

from rating import reasons, worth

COLUMNS = {
    "收入": ("number", [7, 14, 40, None]),
    "达标": ("yes_no", [True, True, False, False]),
    "待查": ("yes_no", [False, True, False, False]),
}


def test_a_value_is_rounded_before_it_is_bounded() -> None:
    # 7 ÷ 4 = 1.75 → 1.8; 14 ÷ 4 = 3.5; 40 ÷ 4 = 10 → at most 9.9
    assert worth("{formula: 收入 ÷ 4, round: 0.1, between: [0, 9.9]}", COLUMNS) == [
        Fraction(18, 10), Fraction(7, 2), Fraction(99, 10), None,
    ]  # fmt: skip


def test_a_condition_that_does_not_hold_gives_nothing_even_below_the_least() -> None:
    # the least is 10, so 7 is 10; 40 does not apply and gets 0, not 10; nor does the one whose income is not known
    assert worth("{formula: 收入, between: [10, 100], when: 达标}", COLUMNS) == [10, 14, 0, 0]


def test_doubt_leaves_open_what_would_be_known() -> None:
    assert worth("{formula: 收入, undecided_when: 待查}", COLUMNS) == [7, None, 40, None]


def test_the_reason_says_what_rounding_and_bounds_changed() -> None:
    first, _, third, _ = reasons("{formula: 收入 ÷ 4, round: 0.1, between: [0, 9.9]}", COLUMNS)
    assert first.endswith("，四舍五入到0.1为1.8")
    assert third.endswith("，超过上限，按9.9计")


def test_the_reason_of_what_does_not_apply_is_its_condition() -> None:
    *_, third, _ = reasons("{formula: 收入, when: 达标}", COLUMNS)
    assert third == "条件“达标〔否〕”不成立，不适用"


GROUNDS = "{formula: 收入, undecided_when: [{when: 待查, because: 举报还在核查}, {when: 收入 > 30, because: 收入异常}, 达标 = 否]}"


def test_any_of_several_grounds_leaves_it_open() -> None:
    # 7: none; 14: 待查; 40: more than 30, and not 达标; the last: its income is not known, nor whether it is above 30
    assert worth(GROUNDS, COLUMNS) == [7, None, None, None]


def test_the_reason_names_each_ground_that_holds() -> None:
    said = reasons(GROUNDS, COLUMNS)
    assert said[1] == "举报还在核查（待查〔是〕），按规定待定"
    assert said[2] == "收入异常（收入〔40〕 > 30）；“达标〔否〕 = 否”成立，按规定待定"


def test_a_ground_that_holds_is_the_reason_though_the_value_would_be_unknown_anyhow() -> None:
    columns = {"收入": ("number", [None]), "待查": ("yes_no", [True])}
    (said,) = reasons("{formula: 收入, undecided_when: {when: 待查, because: 举报还在核查}}", columns)
    assert said == "举报还在核查（待查〔是〕），按规定待定"
