"""A rank among all or within a group: order, ties, and who has none."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, reasons, results, worth

TOWNS = ["东", "西", "东", "西", "东"]


def ranks(values: list[Any], more: str = "", **columns: Any) -> list[Any]:
    given_: dict[str, Any] = {"甲": ("number", values), **columns}
    return worth(f"{{cohort: 甲, take: rank{', ' + more if more else ''}}}", given_)


def test_the_greatest_is_first_unless_the_rule_says_otherwise() -> None:
    assert ranks([80, 95, 60]) == [2, 1, 3]
    assert ranks([80, 95, 60], "order: low") == [2, 3, 1]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("same", [1, 2, 2, 4]),
        ("dense", [1, 2, 2, 3]),
        ("mean", [1, Fraction(5, 2), Fraction(5, 2), 4]),
        ("undecided", [1, None, None, 4]),
    ],
)
def test_ties(ties: str, expected: list[Any]) -> None:
    assert ranks([95, 90, 90, 80], f"ties: {ties}") == expected


def test_each_township_ranks_its_own() -> None:
    assert ranks([1, 5, 3, 4, 3], "within: 乡镇", 乡镇=("text", TOWNS)) == [3, 1, 1, 2, 1]


def test_points_by_rank() -> None:
    """C7: the first five get 60, 57, 54, 51, 48."""
    body = "values:\n  名次: {cohort: 甲, take: rank}\n  得数: {formula: 63 - 3 * 名次}"
    assert results(rated(body, {"甲": ("number", [70, 99, 80, 75, 90])}), "得数") == [48, 60, 54, 51, 57]


def test_exact_thirds_and_decimals_are_ranked_as_they_are() -> None:
    """1/3 is more than 0.333."""
    columns: dict[str, Any] = {"甲": ("number", [1, 333]), "乙": ("number", [3, 1000])}
    assert worth("{cohort: 甲 / 乙, take: rank}", columns) == [1, 2]


def test_one_unknown_leaves_all_ranks_open_unless_left_out() -> None:
    assert ranks([3, None, 1]) == [None] * 3
    assert ranks([3, None, 1], "missing: leave_out") == [1, None, 2]


def test_one_who_does_not_count_has_no_rank_and_takes_none() -> None:
    only: Any = ("yes_no", [True, False, True])
    assert ranks([1, 9, 3], "where: 乙", 乙=only) == [2, None, 1]
    body = "values:\n  名次: {cohort: 甲, take: rank}\neligible: 乙"
    assert results(rated(body, {"甲": ("number", [1, 9, 3]), "乙": only}), "名次") == [2, None, 1]


def test_it_tells_the_place_and_of_how_many() -> None:
    columns: dict[str, Any] = {"甲": ("number", [1, 5, 3, 4, 3]), "乡镇": ("text", TOWNS)}
    told = reasons("{cohort: 甲, take: rank, within: 乡镇}", columns)
    assert told[0] == "甲 1，在本乡镇（东）中从高到低排第3名（共3个）"
    assert told[2] == "甲 3，在本乡镇（东）中从高到低排第1名（共3个，2个并列）"
    tied = reasons("{cohort: 甲, take: rank, within: 乡镇, ties: undecided}", columns)
    assert tied[2] == "甲 3，在本乡镇（东）中从高到低排，2个并列，名次待定"
    assert reasons("{cohort: 甲, take: rank, where: 甲 > 1}", columns)[0] == "本身不计入，没有名次"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("东西南")), min_size=1, max_size=12))
def test_a_rank_is_one_more_than_how_many_are_better(people: list[tuple[int, str]]) -> None:
    values, towns = [value for value, _ in people], [town for _, town in people]
    got = {
        ties: ranks(values, f"within: 乡镇, ties: {ties}", 乡镇=("text", towns)) for ties in ("same", "dense", "mean")
    }
    for i, (value, town) in enumerate(people):
        better = [v for v, t in people if t == town and v > value]
        level = [v for v, t in people if t == town and v == value]
        assert got["same"][i] == len(better) + 1
        assert got["dense"][i] == len(set(better)) + 1
        assert got["mean"][i] == Fraction(sum(range(len(better) + 1, len(better) + len(level) + 1)), len(level))


def test_a_word_in_place_of_a_number_has_no_rank() -> None:
    """缺考 is no number: not even alone is it first. Others are ranked where it may not come before them."""
    columns: dict[str, Any] = {
        "甲": ("number, words: [缺考]", ["缺考", 60, 70]),
        "乡镇": ("text", ["东", "西", "西"]),
    }
    assert worth("{cohort: 甲, take: rank, within: 乡镇}", columns) == [None, 2, 1]
    assert reasons("{cohort: 甲, take: rank, within: 乡镇}", columns)[0] == "甲是“缺考”，不是数，待定"
