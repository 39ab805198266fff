"""From many rows to one number: the best, the sum, how many."""

from fractions import Fraction
from typing import Any

import pytest
from rating import loaded, rated, results, worth

LEVELS = "choice, choices: [县级, 市级, 省级, 国家级]"
STARS = "choices: {县级: 1, 市级: 2, 省级: 3, 国家级: 4}"
TWO = {"甲": ("number", [0, 0])}


def honours(*rows: tuple[int, Any, Any]) -> dict[str, tuple[dict[str, str], list[tuple[int, Any, Any]]]]:
    return {"表彰": ({"级别": LEVELS, "年度": "year"}, list(rows))}


ROWS = honours((0, "县级", 2020), (0, "省级", 2021), (0, "市级", 2022), (1, "县级", 2022))


def test_of_several_honours_the_highest_counts() -> None:
    assert worth(f"{{best_of: 表彰, from: 级别, {STARS}}}", {"甲": ("number", [0, 0, 0])}, ROWS) == [3, 1, 0]


def test_a_sum_and_a_count_take_every_row() -> None:
    columns = {"甲": ("number", [0, 0, 0])}
    assert worth(f"{{sum_of: 表彰, from: 级别, {STARS}}}", columns, ROWS) == [6, 1, 0]
    assert worth("{count_of: 表彰}", columns, ROWS) == [3, 1, 0]


def test_only_rows_that_meet_the_condition_count() -> None:
    clause = f"{{best_of: 表彰, from: 级别, where: 年度 = 考核年度, {STARS}}}"
    assert worth(clause, TWO, ROWS) == [2, 1]
    assert worth("{count_of: 表彰, where: '级别 在 (省级, 国家级)'}", TWO, ROWS) == [1, 0]


def test_who_has_no_row_gets_what_otherwise_says() -> None:
    assert worth(f"{{best_of: 表彰, from: 级别, otherwise: -0.5, {STARS}}}", TWO, honours()) == [Fraction(-1, 2)] * 2
    assert worth("{count_of: 表彰, otherwise: 7}", TWO, honours((0, "县级", 2020))) == [1, 7]


def test_a_row_that_cannot_be_read_leaves_its_owner_undecided_and_nobody_else() -> None:
    rows = honours((0, None, 2022), (0, "省级", 2022), (1, "县级", 2022))
    assert worth(f"{{best_of: 表彰, from: 级别, {STARS}}}", TWO, rows) == [None, 1]
    assert worth(f"{{sum_of: 表彰, from: 级别, {STARS}}}", TWO, rows) == [None, 1]
    assert worth("{count_of: 表彰}", TWO, rows) == [2, 1]
    assert worth("{count_of: 表彰, where: 级别 = 县级}", TWO, rows) == [None, 1]


def test_a_row_that_surely_does_not_count_may_be_unreadable() -> None:
    rows = honours((0, None, 2020), (0, "县级", 2022), (1, "县级", None))
    clause = f"{{best_of: 表彰, from: 级别, where: 年度 = 2022, {STARS}}}"
    assert worth(clause, TWO, rows) == [1, None]


def test_rows_may_bring_fractions_and_quotients() -> None:
    """1/3 + 1/6 = 1/2, the greater is 1/3."""
    records = {"加分": ({"几": "number", "几分": "number"}, [(0, 1, 3), (0, 1, 6), (1, 5, 2)])}
    assert worth("{sum_of: 加分, from: 几 / 几分}", TWO, records) == [Fraction(1, 2), Fraction(5, 2)]
    assert worth("{best_of: 加分, from: 几 / 几分}", TWO, records) == [Fraction(1, 3), Fraction(5, 2)]


def test_sums_of_money_stay_money_and_stay_exact() -> None:
    records = {"支出": ({"数额": "money"}, [(0, 2**61), (0, 2**61), (0, 2**61), (0, 2**61), (1, Fraction("0.1"))])}
    made = rated("values:\n  得数: {sum_of: 支出, from: 数额}", TWO, records)
    assert results(made, "得数") == [2**63, Fraction(1, 10)]
    assert made.columns["得数"].kind.value == "金额"
    made = rated("values:\n  得数: {count_of: 支出}", TWO, records)
    assert (results(made, "得数"), made.columns["得数"].kind.value) == ([4, 1], "数")


def test_the_best_of_losses_is_the_least_loss() -> None:
    records = {"扣分": ({"几": "number"}, [(0, -5), (0, -2), (1, 3)])}
    assert worth("{best_of: 扣分, from: 几}", TWO, records) == [-2, 3]


REFUSED = [
    (f"{{best_of: 表章, from: 级别, {STARS}}}", "R301", "是不是“表彰”"),
    ("{best_of: 表彰, from: 级别}", "R405", "县级"),
    ("{best_of: 表彰, from: 级别, choices: {县级: 1, 市级: 2, 省级: 3}}", "R405", "国家级"),
    ("{best_of: 表彰, from: 级别, choices: {县及: 1, 市级: 2, 省级: 3, 国家级: 4}}", "R301", "是不是“县级”"),
    ("{best_of: 表彰}", "R202", "每行按哪一栏"),
    (f"{{best_of: 表彰, from: 年度, {STARS}}}", "R203", "县级"),
    ("{count_of: 表彰, from: 级别}", "R201", "from"),
    ("{sum_of: 表彰, from: 甲}", "R301", "没有“甲”"),
    ("{sum_of: 名册, from: 甲}", "R301", "多行表"),
    ("{count_of: 表彰, where: 年度}", "R302", "条件"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  得数: {clause}", TWO, ROWS).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message + problems[0].remedy
