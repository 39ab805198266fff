"""A pot shared out by weight: to the fen, and where the fen that is left over goes."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, reasons, results, worth


def yuan(text: str) -> Fraction:
    return Fraction(text)


def shares(pot: str, weights: list[Any], residue: str, more: str = "", **columns: Any) -> list[Any]:
    given_: dict[str, Any] = {"权重": ("number", weights), **columns}
    floor = ", rounding: floor" if residue in ("none", "largest_remainder") else ""
    return worth(f"{{pot: {pot}, by: 权重, round: 0.01元, residue: {residue}{floor}{more}}}", given_)


@pytest.mark.parametrize(
    ("residue", "expected"),
    [
        # 100 ÷ 7 × (1, 3, 3): 14.2857…, 42.8571…, 42.8571…; half up 14.29, 42.86, 42.86, one fen too many
        ("largest", ["14.29", "42.85", "42.86"]),
        ("first", ["14.28", "42.86", "42.86"]),
        ("last", ["14.29", "42.86", "42.85"]),
        # floored 14.28, 42.85, 42.85, two fen left: fractions .57, .71, .71
        ("largest_remainder", ["14.28", "42.86", "42.86"]),
        ("none", ["14.28", "42.85", "42.85"]),
    ],
)
def test_what_is_left_over_goes_where_the_rule_says(residue: str, expected: list[str]) -> None:
    assert shares("100元", [1, 3, 3], residue) == [yuan(text) for text in expected]


def test_each_township_shares_its_own_pot() -> None:
    towns, pots = ("text", ["东", "西", "东"]), ("money", [10, 7, 10])
    assert shares("奖金", [1, 5, 1], "largest", ", within: 乡镇", 乡镇=towns, 奖金=pots) == [5, 7, 5]


def test_shared_evenly() -> None:
    clause = "{pot: 10元, by: 1, round: 0.01元, residue: first}"
    assert worth(clause, {"甲": ("number", [0, 0, 0])}) == [yuan("3.34"), yuan("3.33"), yuan("3.33")]


def test_those_who_take_no_part_get_nothing() -> None:
    part = ("yes_no", [True, False, True])
    assert shares("10元", [1, None, 3], "largest", ", where: 乙", 乙=part) == [yuan("2.5"), 0, yuan("7.5")]
    body = "values:\n  分得: {pot: 10元, by: 权重, round: 0.01元, residue: largest}\neligible: 乙"
    assert results(rated(body, {"权重": ("number", [1, 4, 3]), "乙": part}), "分得") == [yuan("2.5"), 0, yuan("7.5")]


def test_one_without_weight_gets_nothing_not_even_what_is_left_over() -> None:
    assert shares("1元", [0, 1, 1, 1, 0], "first") == [0, yuan("0.34"), yuan("0.33"), yuan("0.33"), 0]
    assert shares("1元", [0, 1, 1, 1, 0], "last") == [0, yuan("0.33"), yuan("0.33"), yuan("0.34"), 0]


@pytest.mark.parametrize(
    ("weights", "pots", "because"),
    [
        ([1, None], [10, 10], "权重、资金或是否参加分配未知"),
        ([1, 2], [10, None], "权重、资金或是否参加分配未知"),
        ([1, 2], [10, 20], "不是同一个数"),
        ([0, 0], [10, 10], "权重合计为0"),
        ([3, -1], [10, 10], "为负"),
        ([1, 2], [-10, -10], "为负"),
        ([1, 2], ["10.005元", "10.005元"], "不是0.01元的整数倍"),
    ],
)
def test_what_cannot_be_shared_waits(weights: list[Any], pots: list[Any], because: str) -> None:
    columns: dict[str, Any] = {"权重": ("number", weights), "奖金": ("money", pots)}
    clause = "{pot: 奖金, by: 权重, round: 0.01元, residue: largest}"
    assert worth(clause, columns) == [None, None]
    assert because in reasons(clause, columns)[0]


def test_what_waits_in_one_group_keeps_no_other_waiting() -> None:
    towns = ("text", ["东", "西", "东"])
    assert shares("10元", [1, 5, None], "largest", ", within: 乡镇", 乡镇=towns) == [None, 10, None]


def test_one_who_may_belong_to_any_group_keeps_all_waiting() -> None:
    jobs = ("choice, choices: [正职, 副职]", ["正职", "副职", None])
    assert shares("10元", [1, 5, 2], "largest", ", within: 岗位", 岗位=jobs) == [None] * 3


def test_nobody_is_asked_to_pay_for_the_others_rounding() -> None:
    """Two fen among four, half up, a fen each: the first would have to give one back."""
    assert shares("0.02元", [1, 1, 1, 1], "first") == [None] * 4
    assert shares("0.02元", [1, 1, 1, 1], "first", ", rounding: floor") == [yuan("0.02"), 0, 0, 0]


def test_nobody_at_all() -> None:
    assert shares("10元", [], "largest") == []


def test_it_tells_the_weights_and_the_fen() -> None:
    told = reasons("{pot: 100元, by: 权重, round: 0.01元, residue: largest}", {"权重": ("number", [1, 3, 3])})
    assert told[0] == "100元，按权重 1分给全部3个（权重合计7），得14.29元"
    assert told[1] == "100元，按权重 3分给全部3个（权重合计7），得42.85元（含尾差-0.01元）"


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from("东西")), min_size=1, max_size=9),
    st.sampled_from(["largest", "largest_remainder", "first", "last", "none"]),
    st.sampled_from(["half_up", "floor"]),
)
def test_the_shares_of_a_group_add_up_to_its_pot(
    fen: int, people: list[tuple[int, str]], residue: str, rounding: str
) -> None:
    weights, towns = [weight for weight, _ in people], [town for _, town in people]
    rounding = "floor" if residue in ("largest_remainder", "none") else rounding
    clause = f"{{pot: 奖金, by: 权重, within: 乡镇, round: 0.01元, rounding: {rounding}, residue: {residue}}}"
    pot = Fraction(fen, 100)
    columns: dict[str, Any] = {
        "权重": ("number", weights), "奖金": ("money", [pot] * len(people)), "乡镇": ("text", towns)
    }  # fmt: skip
    got = worth(clause, columns)
    for town in set(towns):
        mine = [i for i, other in enumerate(towns) if other == town]
        total = sum(weights[i] for i in mine)
        given_ = [got[i] for i in mine]
        if any(share is None for share in given_):
            assert all(share is None for share in given_)
            assert total == 0 or rounding == "half_up"
            continue
        assert all(share >= 0 and (share * 100).denominator == 1 for share in given_)
        left = pot - sum(given_)
        assert left == 0 if residue != "none" else 0 <= left < Fraction(len(mine), 100)
        if residue in ("largest_remainder", "none"):
            assert all(abs(got[i] - pot * weights[i] / total) < Fraction(1, 100) for i in mine)


REFUSED = [
    ("pot: 10元, by: 甲, residue: largest", "R202", "分到多细"),
    ("pot: 10元, by: 甲, round: 0.01元", "R202", "residue"),
    ("pot: 10元, by: 甲, round: 0元, residue: first", "R203", "大于0"),
    ("pot: 10元, by: 甲, round: 1%, residue: first", "R305", "“1%”"),
    ("pot: 10元, by: 甲, round: 0.01元, residue: none", "R411", "residue: none"),
    ("pot: 10元, by: 甲, round: 0.01元, residue: largest_remainder", "R411", "residue: largest_remainder"),
    ("pot: 10元, by: 乙, round: 0.01元, residue: first", "R305", "by 要一个数"),
    ("pot: 乙, by: 甲, round: 0.01元, residue: first", "R305", "pot 要一个数"),
    ("pot: 10元, by: 甲, within: 丙, round: 0.01元, residue: first", "R301", "没有“丙”"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[clause for clause, *_ in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    columns: dict[str, Any] = {"甲": ("number", []), "乙": ("yes_no", [])}
    problems = loaded(f"values:\n  得数: {{{clause}}}", columns).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message
