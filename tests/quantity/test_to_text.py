"""From exact values to what people read; nothing is rounded in silence."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity import Column, Kind
from stardb.quantity.from_text import read_quantity
from stardb.quantity.to_text import PENDING, show, show_at, show_number, to_decimal

SHOWN = [
    (Kind.NUMBER, Fraction(80), "80"),
    (Kind.NUMBER, Fraction(1, 2), "0.5"),
    (Kind.NUMBER, Fraction(-1, 8), "-0.125"),
    (Kind.NUMBER, Fraction(1, 3), "约0.3333"),
    (Kind.NUMBER, Fraction(-2, 3), "约-0.6667"),
    (Kind.NUMBER, Fraction(1, 1_000_000), "0.000001"),
    (Kind.MONEY, Fraction(3000), "3000元"),
    (Kind.MONEY, Fraction(1_192_700), "119.27万元"),
    (Kind.MONEY, Fraction(1_192_701), "1192701元"),
    (Kind.MONEY, Fraction(-20_000), "-2万元"),
    (Kind.PERCENT, Fraction(17, 20), "85%"),
    (Kind.PERCENT, Fraction(1, 3), "约33.3333%"),
    (Kind.DURATION, Fraction(42), "3年6个月"),
    (Kind.DURATION, Fraction(120), "10年"),
    (Kind.DURATION, Fraction(5), "5个月"),
    (Kind.DURATION, Fraction(0), "0个月"),
    (Kind.DURATION, Fraction(-6), "-6个月"),
    (Kind.DURATION, Fraction(-18), "-1年6个月"),
    (Kind.DATE, Fraction(19_161), "2022-06-18"),
    (Kind.BOOL, True, "是"),
    (Kind.BOOL, False, "否"),
    (Kind.CHOICE, "优秀", "优秀"),
    (Kind.MONEY, None, "待定"),
]


@pytest.mark.parametrize(("kind", "value", "text"), SHOWN, ids=[text for _, _, text in SHOWN])
def test_a_value_is_shown_as_people_write_it(kind: Kind, value: Fraction | str | bool | None, text: str) -> None:
    assert show(kind, value) == text


def test_a_count_is_shown_with_its_unit_and_an_unknown_without() -> None:
    column = Column(Kind.NUMBER, *_pair([3, 0], [True, False]), unit="人")
    assert [show_at(column, i) for i in range(2)] == ["3人", PENDING]


def _pair(values: list[int], known: list[bool]) -> tuple[object, object]:
    column = Column.of(Kind.NUMBER, [value if k else None for value, k in zip(values, known, strict=True)])
    return column.data, column.known


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_a_decimal_of_six_places_is_shown_exactly(units: int, places: int) -> None:
    value = Fraction(units, 10**places)
    assert Fraction(show_number(value)) == value


@given(st.fractions(max_denominator=10**9))
def test_what_is_rounded_says_so_and_is_off_by_half_a_tenthousandth_at_most(value: Fraction) -> None:
    text = show_number(value)
    shown = Fraction(text.removeprefix("约"))
    assert (shown == value) is not text.startswith("约")
    assert abs(shown - value) <= Fraction(1, 20_000)


@given(
    st.sampled_from([Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.NUMBER]),
    st.integers(-(10**12), 10**12),
    st.integers(0, 4),
)
def test_what_is_shown_is_read_back_as_the_same(kind: Kind, units: int, places: int) -> None:
    value = Fraction(units, 10**places) if kind is not Kind.DURATION else Fraction(units)
    assert read_quantity(show(kind, value)) == (kind, value)


def test_a_number_becomes_a_decimal_to_its_last_digit_or_not_at_all() -> None:
    """Beyond 28 digits too, where Python's decimal arithmetic would round."""
    digits = "1234567890123456789012345678901234567890.125"
    assert str(to_decimal(Fraction(digits))) == digits
    assert to_decimal(Fraction(-7)) == -7
    assert to_decimal(Fraction(1, 3)) is None
