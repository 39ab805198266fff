"""Rows that there should be and are missing: the result lies between what it can come to when they have come in."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, results

QUARTERS = (1, 2, 3, 4)
POINTS = (0, 1, 2, 3)
Row = tuple[int, int | None]
"""The quarter and the points; None is unknown."""

RULES = """
every: [year]
values:
  来数: {{{way}: 季报, {more}expect: 4{round}}}
  得数: {{formula: 来数 {compare} {line}}}
"""


def rate(people: list[list[Row]], rules: str) -> list[Any]:
    """The result of people with these rows each."""
    rows = [(i, *row) for i, mine in enumerate(people) for row in mine]
    table = {"季度": "number, between: [1, 4]", "分": "number, whole: true, between: [0, 3]"}
    told = ({**table}, rows, "period: 季度", "none: unknown")
    return results(rated(rules, {"乡镇": ("text", ["甲乡"] * len(people))}, {"季报": told}), "得数")


def complete(rows: list[Row]) -> list[list[Row]]:
    """Every way in which what is unknown and what is missing may come in."""
    missing = [quarter for quarter in QUARTERS if quarter not in {row[0] for row in rows}]
    known = [[(quarter, points)] if points is not None else [(quarter, p) for p in POINTS] for quarter, points in rows]
    return [list(world) for world in product(*known, *([(quarter, p) for p in POINTS] for quarter in missing))]


WAYS = st.sampled_from(
    [
        ("sum_of", "from: 分, ", "", range(13)),
        ("mean_of", "from: 分, ", ", round: 0.01", range(4)),
        ("best_of", "from: 分, ", "", range(4)),
        ("worst_of", "from: 分, ", "", range(4)),
        ("sum_of", "each: {from: 分 ≥ 2, yes: 1, no: 0}, ", "", range(5)),
        ("sum_of", "from: 分 * 2 - 3, ", "", range(-12, 13, 3)),
        ("sum_of", "from: 分, one_per: 季度, ", "", range(13)),
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from([*POINTS, None]), min_size=1, max_size=4),
    st.permutations(QUARTERS),
    WAYS,
    st.sampled_from(["≥", "<", "="]),
    st.data(),
)
def test_what_is_decided_is_the_same_however_the_missing_rows_come_in(
    points: list[int | None], quarters: list[int], how: tuple[str, str, str, range], compare: str, data: Any
) -> None:
    way, more, rounding, lines = how
    line = data.draw(st.sampled_from(list(lines)))
    rows = list(zip(quarters[: len(points)], points, strict=True))
    rules = RULES.format(way=way, more=more, round=rounding, compare=compare, line=line)
    (found,) = rate([rows], rules)
    outcomes = {*rate(complete(rows), rules)}
    assert None not in outcomes
    if found is not None:
        assert outcomes == {found}
    elif way != "mean_of" and "one_per" not in more and compare != "=" and "*" not in more:
        assert len(outcomes) > 1, "待定，但都一样"


@pytest.mark.parametrize(
    ("rows", "line", "expected"),
    [
        ([(1, 3), (2, 3)], 3, True),  # 6 at least
        ([(1, 0), (2, 0)], 7, False),  # 6 at most
        ([(1, 3), (2, 3)], 7, None),  # from 6 to 12
        ([(1, 3), (2, None), (3, 3)], 6, True),
        ([], 1, None),  # nothing has come in: 缺报
    ],
)
def test_the_ends_of_a_sum(rows: list[Row], line: int, expected: bool | None) -> None:
    rules = RULES.format(way="sum_of", more="from: 分, ", round="", compare="≥", line=line)
    assert rate([rows, [(1, 1)]], rules)[0] is expected


@pytest.mark.parametrize("rows", [[(1, 3), (1, 2), (2, 3)], [(1, 3), (2, 3), (3, 3), (4, 3), (4, 3)]])
def test_two_rows_of_one_period_leave_all_open(rows: list[Row]) -> None:
    rules = RULES.format(way="sum_of", more="from: 分, ", round="", compare="≥", line=1)
    assert rate([rows], rules) == [None]
