"""What holds of rows brought together, whatever the rows are: against a plain reckoning of each subject by itself."""

from fractions import Fraction
from itertools import groupby
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rating import worth

Row = tuple[int, str, int]

rows_of = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("甲乙丙"), st.integers(-9, 9)), max_size=14)
COLUMNS = {"x": ("number", [0] * 4)}


def table(rows: list[Row]) -> dict[str, Any]:
    return {"事项": ({"因": "text", "分": "number"}, rows)}


def mine(rows: list[Row], i: int) -> list[Row]:
    return [row for row in rows if row[0] == i]


def causes(rows: list[Row]) -> list[list[int]]:
    """The marks of each cause, in the order of the rows."""
    ordered = sorted(rows, key=lambda row: row[1])
    return [[row[2] for row in lot] for _, lot in groupby(ordered, key=lambda row: row[1])]


@settings(max_examples=40, deadline=None)
@given(rows_of)
def test_highest_lowest_sum_and_number(rows: list[Row]) -> None:
    marks = [[row[2] for row in mine(rows, i)] for i in range(4)]
    assert worth("{best_of: 事项, from: 分}", COLUMNS, table(rows)) == [max(m, default=0) for m in marks]
    assert worth("{worst_of: 事项, from: 分}", COLUMNS, table(rows)) == [min(m, default=0) for m in marks]
    assert worth("{sum_of: 事项, from: 分}", COLUMNS, table(rows)) == [sum(m) for m in marks]
    assert worth("{count_of: 事项}", COLUMNS, table(rows)) == [len(m) for m in marks]


@settings(max_examples=40, deadline=None)
@given(rows_of)
def test_one_per_cause_and_repeats(rows: list[Row]) -> None:
    lots = [causes(mine(rows, i)) for i in range(4)]
    best = worth("{sum_of: 事项, from: 分, one_per: 因}", COLUMNS, table(rows))
    worst = worth("{sum_of: 事项, from: 分, one_per: 因, keep: worst}", COLUMNS, table(rows))
    again = worth("{sum_of: 事项, from: 分, again: {same: 因, times: 3}}", COLUMNS, table(rows))
    assert best == [sum(map(max, lot)) for lot in lots]
    assert worst == [sum(map(min, lot)) for lot in lots]
    assert again == [sum(marks[0] + 3 * sum(marks[1:]) for marks in lot) for lot in lots]


@settings(max_examples=40, deadline=None)
@given(rows_of, st.integers(1, 2))
def test_a_mean_without_its_extremes(rows: list[Row], drop: int) -> None:
    marks = [sorted(row[2] for row in mine(rows, i)) for i in range(4)]
    left = [m[drop : len(m) - drop] for m in marks]
    expected = [Fraction(sum(m), len(m)) if m else None for m in left]
    assert worth(f"{{mean_of: 事项, from: 分, drop: {drop}}}", COLUMNS, table(rows)) == expected


@settings(max_examples=30, deadline=None)
@given(rows_of.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_does_not_matter_where_nothing_goes_by_it(both: tuple[list[Row], list[Row]]) -> None:
    for clause in ("{best_of: 事项, from: 分}", "{sum_of: 事项, from: 分, one_per: 因}", "{mean_of: 事项, from: 分, drop: 1}",
                   "{last_of: 事项, by: 分, from: 因}"):  # fmt: skip
        assert worth(clause, COLUMNS, table(both[0])) == worth(clause, COLUMNS, table(both[1]))


@settings(max_examples=30, deadline=None)
@given(rows_of, st.data())
def test_what_is_decided_stays_whatever_the_unknown_turns_out_to_be(rows: list[Row], data: st.DataObject) -> None:
    """Hide some marks; whatever is still decided is what the whole rows give."""
    hidden: list[Any] = [(i, cause, None if data.draw(st.booleans()) else mark) for i, cause, mark in rows]
    numbers = ", ".join(f"{k}: {k}" for k in range(-9, 10))
    for way in ("best_of", "worst_of", "sum_of", "mean_of"):
        clause = f"{{{way}: 事项, from: 分, choices: {{{numbers}}}}}"
        full, part = worth(clause, COLUMNS, table(rows)), worth(clause, COLUMNS, table(hidden))
        assert all(found is None or found == whole for whole, found in zip(full, part, strict=True))
