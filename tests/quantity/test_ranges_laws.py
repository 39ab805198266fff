"""Reaches are always wide enough: whatever values the parts take, the result lies in the reach reckoned from theirs."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stardb.quantity import ranges
from stardb.quantity.alignment import COMPARISONS
from stardb.quantity.ranges import ValueRange

numbers = st.fractions(min_value=-20, max_value=20, max_denominator=6)


@st.composite
def reaches(draw: st.DrawFn) -> tuple[ValueRange, Fraction]:
    """A reach of numbers, open or not at each end, and a number in it."""
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    ends = draw(st.tuples(st.booleans(), st.booleans()))
    return ValueRange(low if ends[0] else None, high if ends[1] else None), value


def holds(found: ValueRange, value: Fraction) -> bool:
    return (found.low is None or found.low <= value) and (found.high is None or value <= found.high)


BINARY = {
    ranges.add: lambda a, b: a + b,
    ranges.subtract: lambda a, b: a - b,
    ranges.multiply: lambda a, b: a * b,
    ranges.smallest: min,
    ranges.largest: max,
}


@pytest.mark.parametrize("name", [function.__name__ for function in BINARY])
@given(a=reaches(), b=reaches())
def test_arithmetic_stays_within(name: str, a: tuple[ValueRange, Fraction], b: tuple[ValueRange, Fraction]) -> None:
    function = getattr(ranges, name)
    assert holds(function(a[0], b[0]), BINARY[function](a[1], b[1]))


@given(a=reaches(), b=reaches())
def test_a_quotient_stays_within(a: tuple[ValueRange, Fraction], b: tuple[ValueRange, Fraction]) -> None:
    assume(b[1] != 0)
    assert holds(ranges.divide(a[0], b[0]), a[1] / b[1])


@pytest.mark.parametrize("sign", list(COMPARISONS))
@given(a=reaches(), b=reaches())
def test_a_comparison_comes_to_what_it_may(
    sign: str, a: tuple[ValueRange, Fraction], b: tuple[ValueRange, Fraction]
) -> None:
    assert COMPARISONS[sign](a[1], b[1]) in ranges.compare(a[0], sign, b[0]).truths


@given(a=reaches(), low=numbers, high=numbers)
def test_clamping_stays_within(a: tuple[ValueRange, Fraction], low: Fraction, high: Fraction) -> None:
    assume(low <= high)
    assert holds(ranges.clamp(a[0], low, high), min(max(a[1], low), high))


def test_what_cannot_be_is_left_out() -> None:
    score = ValueRange(Fraction(0), Fraction(100))
    assert ranges.compare(score, "≥", ranges.just(101)).truths == {False}
    assert ranges.compare(score, "≥", ranges.just(0)).truths == {True}
    assert ranges.compare(score, "=", ranges.just(100)).truths == {True, False}
    assert ranges.one_of(ranges.among(("优秀", "合格")), ("不合格",)).truths == {False}
    assert ranges.both(ranges.true_or_false(True), ranges.true_or_false(False)).truths == {False}
    assert ranges.multiply(score, ranges.just(Fraction(1, 2))) == ValueRange(Fraction(0), Fraction(50))


@given(words=st.sets(st.sampled_from("甲乙丙"), min_size=1), others=st.sets(st.sampled_from("甲乙丙"), min_size=1))
def test_words_come_to_what_they_may(words: set[str], others: set[str]) -> None:
    a, b = ranges.among(frozenset(words)), ranges.among(frozenset(others))
    same = {x == y for x in words for y in others}
    assert same <= ranges.compare(a, "=", b).truths
    assert {not truth for truth in same} <= ranges.compare(a, "≠", b).truths
