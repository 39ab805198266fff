"""Shares, days and times are numbers in a cell, with the number format that shows what people read."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from stardb.quantity import Kind
from stardb.rendering.number_text import NumberText
from stardb.rendering.views.value_forms import typed_value


@pytest.mark.parametrize(
    ("share", "text", "number", "code"),
    [
        (Fraction(85, 100), "85%", "0.85", "0%"),
        (Fraction(-12, 10), "-120%", "-1.2", "0%"),
        (Fraction(945, 1000), "94.5%", "0.945", "0.0%"),
        (Fraction(1, 3), "约33.3333%", "0.333333", '"约"0.0000%'),
    ],
)
def test_a_share_has_as_many_places_as_people_read(share: Fraction, text: str, number: str, code: str) -> None:
    value = typed_value(Kind.PERCENT, share)
    assert isinstance(value, NumberText)
    assert (str(value), value.number, value.code, value.unit) == (text, Decimal(number), code, "%")


def test_a_share_is_not_rounded_onto_the_edge_of_a_band() -> None:
    # 89.9999999 % would be 90.0000 % to four places
    value = typed_value(Kind.PERCENT, Fraction("0.8999999999999999"), (Fraction(9, 10),))
    assert isinstance(value, NumberText)
    assert value.number < Decimal("0.9")
    assert str(value).startswith("约89.99")


def test_a_time_is_counted_in_its_own_unit() -> None:
    in_years, in_months = (typed_value(Kind.DURATION, Fraction(42), (), unit) for unit in ("年", ""))
    assert isinstance(in_years, NumberText)
    assert isinstance(in_months, NumberText)
    assert (str(in_years), in_years.number, in_years.code) == ("3年6个月", Decimal("3.5"), '0.##"年"')
    assert (str(in_months), in_months.number, in_months.code) == ("3年6个月", Decimal(42), '0"个月"')


def test_a_day_is_a_date() -> None:
    value = typed_value(
        Kind.DATE, Fraction(19324)
    )  # 52 years of 365 days and 13 leap days to 2022-01-01, then 331 days
    assert isinstance(value, NumberText)
    assert (str(value), value.number, value.unit) == ("2022-11-28", date(2022, 11, 28), "")
