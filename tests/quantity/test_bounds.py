"""Numbers that are not known but lie between ends: what is computed from them lies between ends too, and never wrongly."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity import Column, Kind, ValueRange, arithmetic, bounds, logic

Ends = tuple[int | None, int | None]


def bounded(*ends: Ends) -> Column:
    """Unknown numbers, each between its ends; None is none."""
    low, high = (Column.of(Kind.NUMBER, [end[side] for end in ends]) for side in (0, 1))
    return bounds.with_ends(Column.unknown(Kind.NUMBER, len(ends)), low, high)


def ends_of(column: Column) -> list[tuple[Any, Any]]:
    low, high = bounds.low_end(column), bounds.high_end(column)
    return [(low.at(i), high.at(i)) for i in range(len(column))]


def constant(value: int, size: int = 1) -> Column:
    return Column.constant(Kind.NUMBER, value, size)


def test_an_end_that_is_lacking_is_lacking_in_what_follows() -> None:
    made = arithmetic.add(bounded((1, 3), (2, None), (None, None)), constant(10, 3))
    assert ends_of(made) == [(11, 13), (12, None), (None, None)]


def test_two_ends_that_meet_are_the_number() -> None:
    assert bounded((4, 4)).at(0) == 4
    assert arithmetic.multiply(bounded((1, 3)), constant(0), Kind.NUMBER).at(0) == 0
    assert arithmetic.clamp(bounded((7, 9)), Fraction(0), Fraction(5)).at(0) == 5


def test_the_lesser_of_two_is_not_above_either() -> None:
    assert ends_of(arithmetic.smallest(bounded((1, None)), constant(5))) == [(1, 5)]
    assert ends_of(arithmetic.largest(bounded((None, 3)), constant(5))) == [(5, 5)]


def test_a_bound_puts_ends_where_there_were_none() -> None:
    assert ends_of(arithmetic.clamp(Column.unknown(Kind.NUMBER, 1), Fraction(0), Fraction(10))) == [(0, 10)]


def test_what_is_masked_may_be_anything() -> None:
    assert ends_of(bounded((1, 3)).mask(np.array([False]))) == [(None, None)]


def test_within_makes_nothing_known() -> None:
    made = bounds.within(Column.unknown(Kind.NUMBER, 1), ValueRange(Fraction(5), Fraction(5)))
    assert made.at(0) is None
    assert ends_of(made) == [(5, 5)]


@pytest.mark.parametrize(
    ("sign", "other", "expected"),
    [
        ("≥", 3, True), ("≥", 4, None), ("≥", 6, False), (">", 2, True), (">", 3, None), (">", 5, False), ("≤", 5, True),
        ("≤", 4, None), ("≤", 2, False), ("<", 6, True), ("<", 5, None), ("<", 3, False), ("=", 4, None), ("=", 6, False),
        ("≠", 6, True), ("≠", 5, None),
    ],
)  # fmt: skip
def test_a_number_from_3_to_5_compared(sign: str, other: int, expected: bool | None) -> None:
    assert logic.compare(bounded((3, 5)), sign, constant(other)).at(0) is expected


def test_a_word_that_is_one_of_several() -> None:
    word = Column.from_codes(("优", "良", "差"), np.array([-1]))
    word = bounds.with_words(word, np.array([[True], [True], [False]]))
    assert logic.one_of(word, ("优", "良")).at(0) is True
    assert logic.one_of(word, ("差",)).at(0) is False
    assert logic.one_of(word, ("优",)).at(0) is None
    assert bounds.with_words(word, np.array([[False], [True], [False]])).at(0) == "良"


def test_one_of_two_words_by_a_condition_not_known() -> None:
    unknown = logic.truth(np.zeros(1, bool), np.zeros(1, bool))
    words = [Column.from_codes((word,), np.zeros(1, np.int64)) for word in ("优", "良")]
    assert arithmetic.choose_if(unknown, words[0], words[0]).at(0) == "优"
    made = arithmetic.choose_if(unknown, *words)
    assert (made.at(0), logic.one_of(made, ("优", "良")).at(0)) == (None, True)


WHOLE = st.integers(-4, 4)
RANGES = st.lists(st.tuples(WHOLE, WHOLE).map(lambda pair: (min(pair), max(pair))), min_size=2, max_size=2)
WAYS: dict[str, Callable[[Column, Column], Column]] = {
    "+": arithmetic.add,
    "-": arithmetic.subtract,
    "×": lambda a, b: arithmetic.multiply(a, b, Kind.NUMBER),
    "÷": lambda a, b: arithmetic.divide(a, b, Kind.NUMBER),
    "smallest": arithmetic.smallest,
    "largest": arithmetic.largest,
    "absolute": lambda a, b: arithmetic.absolute(a),
    "round": lambda a, b: arithmetic.round_to_step(a, 3, 2, "half_up"),
    "clamp": lambda a, b: arithmetic.clamp(a, Fraction(-1), Fraction(2)),
    "scale": lambda a, b: arithmetic.scale_and_shift(a, Fraction(-3, 2), Fraction(1), Kind.NUMBER),
    "total": lambda a, b: arithmetic.total([a, b, a], Kind.NUMBER, 1),
    "whole": lambda a, b: arithmetic.whole_part(a),
    "units": lambda a, b: arithmetic.count_units(a, Fraction(2), True),
}


@pytest.mark.parametrize("way", WAYS)
@given(ranges=RANGES, data=st.data())
def test_what_a_number_between_ends_comes_to_lies_between_the_ends_found(
    way: str, ranges: list[tuple[int, int]], data: st.DataObject
) -> None:
    compute = WAYS[way]
    found = compute(bounded(ranges[0]), bounded(ranges[1]))
    (low, high), known = ends_of(found)[0], found.at(0)
    values = [data.draw(st.integers(*one)) for one in ranges]
    value = compute(*(constant(one) for one in values)).at(0)
    if value is None:
        return  # by nothing
    assert isinstance(value, Fraction)
    assert known in (None, value)
    assert low is None or low <= value
    assert high is None or value <= high
