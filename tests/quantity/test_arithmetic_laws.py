"""Columns reckon as fractions do: exactly, whatever the size, unknown in unknown out."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity import Column, Kind, arithmetic
from stardb.quantity.alignment import COMPARISONS
from stardb.quantity.logic import compare

small = st.fractions(-1000, 1000, max_denominator=60)
edge = st.sampled_from([2**31, 2**62 - 1, 2**62, 2**63 - 1, -(2**63) + 1, -(2**63), 10**25, -(10**25)])
large = st.builds(Fraction, edge | st.integers(-(10**40), 10**40), st.sampled_from([1, 3, 10, 10**18, 10**25]))
value = st.none() | small | large
column = st.lists(value, min_size=1, max_size=6)


def of(values: list[Fraction | None]) -> Column:
    return Column.of(Kind.NUMBER, list(values))


def told(made: Column) -> list[Fraction | str | bool | None]:
    return [made.at(i) for i in range(len(made))]


def pairs(
    draw_a: list[Fraction | None], draw_b: list[Fraction | None]
) -> list[tuple[Fraction | None, Fraction | None]]:
    return list(zip(draw_a, draw_b, strict=False))


OPERATIONS = {
    "add": (lambda a, b: arithmetic.add(a, b), lambda a, b: a + b),
    "subtract": (lambda a, b: arithmetic.subtract(a, b), lambda a, b: a - b),
    "multiply": (lambda a, b: arithmetic.multiply(a, b, Kind.NUMBER), lambda a, b: a * b),
    "divide": (lambda a, b: arithmetic.divide(a, b, Kind.NUMBER), lambda a, b: a / b if b else None),
    "smallest": (arithmetic.smallest, min),
    "largest": (arithmetic.largest, max),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=column, b=column)
def test_two_columns_reckon_as_fractions_do(name: str, a: list[Fraction | None], b: list[Fraction | None]) -> None:
    ours, plain = OPERATIONS[name]
    both = pairs(a, b)
    made = ours(of([x for x, _ in both]), of([y for _, y in both]))
    assert told(made) == [None if x is None or y is None else plain(x, y) for x, y in both]


@given(column, column, column)
def test_a_quotient_goes_on_being_exact(
    a: list[Fraction | None], b: list[Fraction | None], c: list[Fraction | None]
) -> None:
    """A quotient has a denominator for each subject: adding, comparing and rounding it must mind that."""
    rows = [(x, y, z) for x, y, z in zip(a, b, c, strict=False)]
    x, y, z = (of([row[k] for row in rows]) for k in range(3))
    quotient = arithmetic.divide(x, y, Kind.NUMBER)
    expected = [None if p is None or not q else p / q for p, q, _ in rows]
    sums = [None if q is None or r is None else q + r for q, (_, _, r) in zip(expected, rows, strict=True)]
    assert told(arithmetic.add(quotient, z)) == sums
    assert told(arithmetic.whole_part(quotient)) == [None if q is None else floor(q) for q in expected]


@given(column)
def test_negation_absolute_value_and_whole_part(a: list[Fraction | None]) -> None:
    assert told(arithmetic.negate(of(a))) == [None if x is None else -x for x in a]
    assert told(arithmetic.absolute(of(a))) == [None if x is None else abs(x) for x in a]
    assert told(arithmetic.whole_part(of(a))) == [None if x is None else floor(x) for x in a]


@given(st.lists(column, max_size=5))
def test_a_total_is_the_sum(columns: list[list[Fraction | None]]) -> None:
    size = min((len(c) for c in columns), default=2)
    made = arithmetic.total([of(c[:size]) for c in columns], Kind.NUMBER, size)
    rows = [[c[i] for c in columns] for i in range(size)]
    assert told(made) == [None if None in row else sum(row, Fraction(0)) for row in rows]


def half_up(x: Fraction) -> int:
    return floor(x + Fraction(1, 2)) if x >= 0 else -floor(-x + Fraction(1, 2))


@pytest.mark.parametrize(("how", "plain"), [("half_up", half_up), ("floor", floor), ("ceil", ceil)])
@given(a=column, step=st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100), Fraction(5), Fraction(1, 3)]))
def test_rounding_to_a_step(how: str, plain, a: list[Fraction | None], step: Fraction) -> None:
    made = arithmetic.round_to_step(of(a), step.numerator, step.denominator, how)
    assert told(made) == [None if x is None else plain(x / step) * step for x in a]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2.5", 3), ("-2.5", -3), ("2.4", 2), ("-2.4", -2), ("0.5", 1), ("-0.5", -1), ("2.675", 3), ("0", 0)],
)
def test_half_goes_away_from_zero(text: str, expected: int) -> None:
    """四舍五入: 2.5 is 3 and −2.5 is −3, where Python's own round() gives 2 and −2."""
    assert told(arithmetic.round_to_step(of([Fraction(text)]), 1, 1, "half_up")) == [expected]


def test_a_cent_that_a_float_loses_is_kept() -> None:
    """2.675 to two places is 2.68; as a float it is 2.67499… and comes out 2.67."""
    assert round(2.675, 2) == 2.67
    assert told(arithmetic.round_to_step(of([Fraction("2.675")]), 1, 100, "half_up")) == [Fraction("2.68")]


def test_a_sum_past_the_largest_machine_integer_stays_right() -> None:
    top = of([Fraction(2**63 - 1)])
    assert told(arithmetic.add(top, top)) == [2**64 - 2]
    assert told(arithmetic.add(top, of([Fraction(1)]))) == [2**63]
    assert told(arithmetic.subtract(of([Fraction(-(2**63))]), of([Fraction(1)]))) == [-(2**63) - 1]
    assert told(arithmetic.round_to_step(top, 1, 1, "half_up")) == [2**63 - 1]


@pytest.mark.parametrize("sign", COMPARISONS)
@given(a=column, b=column)
def test_comparing_is_exact(sign: str, a: list[Fraction | None], b: list[Fraction | None]) -> None:
    both = pairs(a, b)
    made = compare(of([x for x, _ in both]), sign, of([y for _, y in both]))
    assert told(made) == [None if x is None or y is None else COMPARISONS[sign](x, y) for x, y in both]


@given(column, st.lists(st.integers(-1, 5), max_size=6))
def test_taking_rows_keeps_each_value_and_nobodys_row_is_unknown(a: list[Fraction | None], rows: list[int]) -> None:
    import numpy as np

    wanted = [row for row in rows if row < len(a)]
    made = of(a).take(np.array(wanted, dtype=np.int64))
    assert told(made) == [a[row] if row >= 0 else None for row in wanted]
