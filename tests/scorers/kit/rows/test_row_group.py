"""What a share can still come to while some rows are undecided, and what that settles."""

from typing import Any

from rating import rated, results, worth

COLUMNS = {"乡镇": ("text", ["甲乡"])}


def settled(clause: str, test: str, *rows: tuple[Any, ...]) -> Any:
    """Whether a condition on what a clause gives holds: True, False, or None for undecided."""
    records = {
        "记录": (
            {"级别": "choice, choices: [省级, 县级]", "分": "number, between: [0, 10]"},
            [(0, *row) for row in rows],
        )
    }
    made = rated(f"values:\n  甲: {clause}\n  得数: 甲 {test}", COLUMNS, records)
    return results(made, "得数")[0]


def test_a_share_lies_between_the_open_rows_counting_and_not() -> None:
    """Of four rows two are 省级, one not, one may be: 50% to 75%."""
    rows = (("省级", 1), ("省级", 1), ("县级", 1), (None, 1))
    clause = "{share_of: 记录, where: 级别 = 省级}"
    assert [settled(clause, test, *rows) for test in ("≥ 50%", "≥ 60%", "> 75%")] == [True, None, False]


def test_a_share_of_rows_that_may_not_be_among_them() -> None:
    """Two of 5 points or more, one of them 省级; a 县级 of unknown points may be a third: 1/3 to 1/2."""
    rows = (("省级", 5), ("县级", 6), ("县级", None), ("省级", 1))
    clause = "{share_of: 记录, where: 级别 = 省级, among: 分 ≥ 5}"
    assert [settled(clause, test, *rows) for test in ("≥ 30%", "≥ 40%", "> 50%")] == [True, None, False]


def test_nothing_is_known_of_the_share_of_what_may_be_no_row() -> None:
    clause = "{share_of: 记录, where: 级别 = 省级, among: 分 ≥ 5}"
    assert settled(clause, "≥ 50%", ("省级", None)) is None


def test_a_value_that_is_undecided_stays_so() -> None:
    records = {"记录": ({"级别": "choice, choices: [省级, 县级]"}, [(0, "省级"), (0, None)])}
    assert worth("{count_of: 记录, where: 级别 = 省级}", COLUMNS, records) == [None]
