"""A typed value as the cell that intake would read it from: the other way round of `intake.values`."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TypeAlias

from stardb.forms.form_sheet import FormColumn, Value
from stardb.quantity import EPOCH, calendar, show, unit_value
from stardb.quantity import show_day as day_text

Written: TypeAlias = str | int | float | dt.date | None

FIRST_DAY = dt.date(1905, 10, 1)
"""Before this day a serial number may be a year that was typed, and earlier ones Excel counts otherwise: it has a 29
February 1900.
"""

_DIGITS = 15
"""How many digits Excel keeps of a number."""


def to_cell(value: Value, column: FormColumn) -> Written:
    """What to write for a value of the column; None for an unknown one. What Excel cannot hold exactly is written as text."""
    if not isinstance(value, Fraction):
        return show(column.spec.kind, value) if value is not None else None
    return _WRITERS.get(column.spec.type, _number)(value, column)


def in_unit(value: Fraction, column: FormColumn) -> Fraction:
    """A money or duration in the unit of the column's bare numbers; other values as they are."""
    kind, size = unit_value(column.unit)
    return value / size if kind is column.spec.kind and column.spec.type in ("money", "duration") else value


def digits(value: Fraction) -> str:
    """A decimal that ends, in full."""
    with localcontext(prec=200):
        return f"{(Decimal(value.numerator) / value.denominator).normalize():f}"


def _number(value: Fraction, column: FormColumn) -> Written:
    number = _to_excel_number(value)
    return digits(value) if number is None else number


def _percent(value: Fraction, column: FormColumn) -> Written:
    number = _to_excel_number(value)
    return f"{digits(value * 100)}%" if number is None else number


def _money(value: Fraction, column: FormColumn) -> Written:
    number = _to_excel_number(in_unit(value, column))
    return f"{digits(value)}元" if number is None else number


def _duration(value: Fraction, column: FormColumn) -> Written:
    number = _to_excel_number(in_unit(value, column)) if column.unit else None
    return f"{digits(value)}个月" if number is None else number


def _day(value: Fraction, column: FormColumn) -> Written:
    if value == calendar.OPEN:
        return day_text(value)
    day = EPOCH + dt.timedelta(days=int(value))
    return day if day >= FIRST_DAY else day.isoformat()


def _to_excel_number(value: Fraction) -> int | float | None:
    """The number as Excel would hold it, exact to its last digit; None where it cannot."""
    number = int(value) if value.denominator == 1 else float(value)
    return number if Fraction(f"{number:.{_DIGITS}g}") == value else None


_WRITERS: dict[str, Callable[[Fraction, FormColumn], Written]] = {
    "percent": _percent,
    "money": _money,
    "duration": _duration,
    "date": _day,
}
