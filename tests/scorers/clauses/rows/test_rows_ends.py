"""What rows that are not known leave open: a sum, mean, count, highest or lowest of them has ends, and what those settle is decided."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, reasons, results

Row = tuple[int | None, bool | None]
"""What it is worth, and whether it counts."""


def grade(clause: str, people: Sequence[Sequence[Row]], mark: object) -> list[Any]:
    """Whether what the clause gives comes up to a mark, for each of some people with rows worth 0 to 3."""
    rows = [(i, *row) for i, held in enumerate(people) for row in held]
    body = f"values:\n  和: {clause}\n  得数: 和 ≥ {mark}\n"
    spec = {"分": "number, whole: true, between: [0, 3]", "计": "yes_no"}
    lines = ("repeats: count",)
    return results(rated(body, {"甲": ("number", [1] * len(people))}, {"登记": (spec, rows, *lines)}), "得数")


@pytest.mark.parametrize(
    ("clause", "mark", "expected"),
    [
        ("{sum_of: 登记, from: 分}", 5, True),  # 3 + 2 are there, whatever the third is worth
        ("{sum_of: 登记, from: 分}", 6, None),
        ("{sum_of: 登记, from: 分}", 9, False),  # 3 + 2 + 3 at most
        ("{mean_of: 登记, from: 分, round: 0.01}", "1.5", True),  # 5/3 at least
        ("{mean_of: 登记, from: 分, round: 0.01}", "2.7", False),  # 8/3, which is 2.67, at most
        ("{mean_of: 登记, from: 分, round: 0.01}", 2, None),
        ("{best_of: 登记, from: 分}", 3, True),
        ("{worst_of: 登记, from: 分}", 3, False),
        ("{worst_of: 登记, from: 分}", 1, None),
    ],
)
def test_a_row_of_unknown_worth(clause: str, mark: object, expected: bool | None) -> None:
    assert grade(clause, [[(3, True), (2, True), (None, True)]], mark) == [expected]


def test_a_row_of_which_it_is_not_known_whether_it_counts() -> None:
    rows: list[Row] = [(2, True), (3, None)]
    assert [grade("{count_of: 登记, where: 计}", [rows], mark) for mark in (1, 2, 3)] == [[True], [None], [False]]
    assert [grade("{sum_of: 登记, from: 分, where: 计}", [rows], mark) for mark in (2, 4, 6)] == [
        [True],
        [None],
        [False],
    ]


def test_rows_for_which_the_text_lays_nothing_down_may_be_worth_anything() -> None:
    body = "values:\n  和: {sum_of: 登记, from: 级别, choices: {县级: 1, 市级: {hole: 原文没有规定}}}\n  得数: 和 ≤ 9\n"
    records = {"登记": ({"级别": "choice, choices: [县级, 市级]"}, [(0, "市级"), (1, "县级")])}
    assert results(rated(body, {"甲": ("number", [1, 1])}, records), "得数") == [None, True]


def test_what_all_agree_on_says_so() -> None:
    records = {"登记": ({"分": "number, between: [3, 3]"}, [(0, 3), (0, None)])}
    told = reasons("{best_of: 登记, from: 分}", {"甲": ("number", [1])}, records)
    assert told == ["登记有1行未知（分未知），但不论怎么定都为3"]


VALUES, TRUTHS = (0, 1, 3), (True, False)
WAYS = st.sampled_from([
    "{sum_of: 登记, from: 分, where: 计}", "{mean_of: 登记, from: 分, where: 计, otherwise: 0}", "{count_of: 登记, where: 计}",
    "{best_of: 登记, from: 分, where: 计}", "{worst_of: 登记, from: 分, where: 计, otherwise: 3}",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*VALUES, None]), st.sampled_from([*TRUTHS, True, None])), max_size=3),
    WAYS,
    st.sampled_from([Fraction(1, 2), 1, 2, 3, 4]),
)
def test_what_is_decided_holds_however_the_gaps_are_filled_in(rows: list[Row], clause: str, mark: Fraction) -> None:
    each = [
        list(product(VALUES if row[0] is None else [row[0]], TRUTHS if row[1] is None else [row[1]])) for row in rows
    ]
    worlds = [list(world) for world in product(*each)]
    shown = f"{float(mark):g}"
    (found,), outcomes = grade(clause, [rows], shown), grade(clause, worlds, shown)
    assert found is None or set(outcomes) == {found}
