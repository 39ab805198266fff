"""How many rows there should be: so many, at least so many, so many different quarters or visits; and the best few of them."""

from typing import Any

import pytest
from rating import loaded, rated, reasons, worth

ONE = {"甲": ("number", [0])}
VISITS = {"日期": "date", "批次": "text", "分": "number"}


def visits(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (day, batch, marks)."""
    return {"走访": (VISITS, [(0, *row) for row in rows])}


QUARTERS = "{mean_of: 走访, from: 分, expect: {count: 4, different: 季度(日期)}}"
FOUR = [("2022-01-05", "一", 8), ("2022-04-05", "一", 6), ("2022-07-05", "二", 6), ("2022-10-05", "二", 8)]


def test_there_must_be_some_in_each_quarter_and_may_be_more() -> None:
    """(8 + 6 + 6 + 8) ÷ 4 = 7; with a second visit in March at 12, 40 ÷ 5 = 8."""
    assert worth(QUARTERS, ONE, visits(*FOUR)) == [7]
    assert worth(QUARTERS, ONE, visits(*FOUR, ("2022-03-05", "一", 12))) == [8]


def test_four_visits_in_three_quarters_are_not_enough() -> None:
    three = visits(*FOUR[:3], ("2022-08-05", "二", 6))
    assert worth(QUARTERS, ONE, three) == [None]
    assert reasons(QUARTERS, ONE, three) == ["走访共4行，不同的季度(日期)有3个，应有4个，待定"]


LEAST = "{sum_of: 走访, from: 分, expect: {at_least: 2, different: 批次}}"


def test_at_least_so_many_different_visits() -> None:
    """Two batches are enough, three too; one, however often, is not."""
    assert worth(LEAST, ONE, visits(*FOUR)) == [28]
    assert worth(LEAST, ONE, visits(*FOUR, ("2022-10-06", "三", 1))) == [29]
    assert worth(LEAST, ONE, visits(*FOUR[:2])) == [None]
    assert reasons(LEAST, ONE, visits(*FOUR[:2])) == ["走访共2行，不同的批次有1个，至少应有2个，待定"]


def test_a_visit_of_unknown_batch_matters_only_where_there_are_not_enough_without() -> None:
    assert worth(LEAST, ONE, visits(*FOUR, ("2022-10-06", None, 1))) == [29]
    assert worth(LEAST, ONE, visits(*FOUR[:2], ("2022-10-06", None, 1))) == [None]
    assert reasons(LEAST, ONE, visits(*FOUR[:2], ("2022-10-06", None, 1))) == ["走访有1行的批次未知，待定"]
    exactly = LEAST.replace("at_least", "count")
    assert worth(exactly, ONE, visits(*FOUR, ("2022-10-06", None, 1))) == [None]


def test_at_least_so_many_rows() -> None:
    clause = "{sum_of: 走访, from: 分, expect: {at_least: 3}}"
    assert worth(clause, ONE, visits(*FOUR)) == [28]
    assert worth(clause, ONE, visits(*FOUR[:2])) == [None]
    assert reasons(clause, ONE, visits(*FOUR[:2])) == ["走访共2行，至少应有3行，待定"]


def test_different_days_are_days_and_not_months() -> None:
    clause = "{count_of: 走访, expect: {at_least: 2, different: 日期}}"
    assert worth(clause, ONE, visits(("2022-01-05", "一", 1), ("2022-01-06", "一", 1))) == [2]


BEST = "{sum_of: 走访, from: 分, best: 2}"


def test_only_the_best_few_are_added_up() -> None:
    """8 + 8 of 8 6 6 8; of one alone, it alone."""
    assert worth(BEST, ONE, visits(*FOUR)) == [16]
    assert worth(BEST, ONE, visits(FOUR[1])) == [6]
    assert worth(BEST.replace("sum_of", "mean_of"), ONE, visits(*FOUR)) == [8]
    assert reasons(BEST, ONE, visits(*FOUR)) == ["走访共4行，只取最高的2行，相加，为16"]
    trace = rated(f"values:\n  得数: {BEST}", ONE, visits(*FOUR)).scored["得数"].rows[0]
    assert [trace.roles[k] for k in trace.role] == ["采用", "在所取的几行之外，不计", "在所取的几行之外，不计", "采用"]


def test_where_as_many_have_the_most_there_is_an_unknown_one_changes_nothing() -> None:
    told = {"级别": "choice, choices: [县级, 省级]"}
    clause = "{sum_of: 表彰, from: 级别, choices: {县级: 1, 省级: 3}, best: 2}"
    assert worth(clause, ONE, {"表彰": (told, [(0, "省级"), (0, "省级"), (0, None)])}) == [6]
    assert worth(clause, ONE, {"表彰": (told, [(0, "省级"), (0, "县级"), (0, None)])}) == [None]


def test_repeats_are_multiplied_before_the_best_are_taken() -> None:
    """-1 -2×2 -1: the best two are -1 -1."""
    told = {"事由": "text", "分": "number"}
    records = {"走访": (told, [(0, "迟到", -1), (0, "迟到", -2), (0, "缺席", -1)])}
    assert worth("{sum_of: 走访, from: 分, again: {same: 事由, times: 2}, best: 2}", ONE, records) == [-2]


REFUSED = [
    ("{mean_of: 走访, from: 分, drop: 1, best: 2}", "R421", "写一种"),
    ("{sum_of: 走访, from: 分, best: 0}", "R203", "best 要写一个不小于1的整数"),
    ("{best_of: 走访, from: 分, best: 2}", "R201", "best"),
    ("{sum_of: 走访, from: 分, expect: {different: 批次}}", "R203", "count"),
    ("{sum_of: 走访, from: 分, expect: {count: 2, at_least: 1}}", "R203", "count"),
    ("{sum_of: 走访, from: 分, expect: {at_least: 0}}", "R203", "at_least 要写一个不小于1的整数"),
    ("{sum_of: 走访, from: 分, expect: {count: 2, different: 甲}}", "R301", "没有“甲”"),
    ("{sum_of: 走访, from: 分, expect: {at_least: 分}}", "R301", "应有几行是对象的事"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  得数: {clause}", ONE, visits()).problems
    assert code in [p.code for p in problems]
    assert said in "".join(p.message for p in problems)
