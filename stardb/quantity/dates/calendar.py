"""Days, months and years by the calendar: a day some months on, and how many full months lie between two days.

至今 (9999-12-31) is no day: moved, it stays open; its year and month are unknown; what runs up to it has no length. A day
before 0001-01-01 or after 9999-12-31 is unknown.
"""

from datetime import date

import numpy as np

from stardb.quantity.column import Array, Column, Kind, Mask
from stardb.quantity.from_text import EPOCH

OPEN = (date.max - EPOCH).days
"""至今: as days since 1970."""

_FIRST = (date.min - EPOCH).days
_MONTHS = 12 * 10_000
_DAYS = 31 * _MONTHS
"""No two days are so many months or days apart."""


def months_later(days: Array, months: Array | int) -> Array:
    """The same day of the month `months` later (the month's last day where there is none), as days since 1970."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    offset = (day - month).astype(np.int64)
    target = month + np.asarray(months).astype("timedelta64[M]")
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    later: Array = target.astype("datetime64[D]").astype(np.int64) + np.minimum(offset, length - 1)
    return later


def full_months(start: Array, end: Array) -> Array:
    """Full calendar months from `start` up to `end` (days since 1970, `end` itself not counted)."""
    months = month_number(end) - month_number(start)
    reached = months_later(start, months)
    whole: Array = months - (reached > end)
    return whole


def months_of(day: Column) -> Column:
    """Which month each DATE is in, as months since January 1970."""
    return Column(Kind.NUMBER, month_number(day.data), day.known & (day.data < OPEN))


def move_day(day: Column, length: Column, sign: int) -> Column:
    """A DATE plus (1) or less (-1) a DURATION, which must be whole months."""
    months = np.clip(length.data // length.scale, -_MONTHS, _MONTHS).astype(np.int64)
    moved = months_later(day.data, sign * months)
    return _day(day, moved, length.known & (length.data % length.scale == 0))


def move_by_days(day: Column, number: Column, sign: int) -> Column:
    """A DATE plus (1) or less (-1) a NUMBER of days, which must be whole."""
    days = np.clip(number.data // number.scale, -_DAYS, _DAYS).astype(np.int64)
    return _day(day, day.data + sign * days, number.known & (number.data % number.scale == 0))


def months_between(start: Column, end: Column) -> Column:
    """Full months from one DATE to another; unknown where the end is open or comes before the start."""
    known = start.known & end.known & (start.data <= end.data) & (end.data < OPEN)
    return Column(Kind.DURATION, np.where(known, full_months(start.data, end.data), 0), known)


def years_between(start: Column, end: Column) -> Column:
    """Full years from one DATE to another, in months. Who was born on 29 February is a year older on 28 February."""
    months = months_between(start, end)
    return Column(Kind.DURATION, months.data // 12 * 12, months.known)


def year_of(day: Column) -> Column:
    """The year of a DATE, a NUMBER."""
    return Column(Kind.NUMBER, month_number(day.data) // 12 + 1970, day.known & (day.data < OPEN))


def month_of(day: Column) -> Column:
    """The month of a DATE, 1 to 12, a NUMBER."""
    return Column(Kind.NUMBER, month_number(day.data) % 12 + 1, day.known & (day.data < OPEN))


def quarter_of(day: Column) -> Column:
    """The quarter of a DATE's year, 1 to 4, a NUMBER."""
    month = month_of(day)
    return Column(Kind.NUMBER, (month.data + 2) // 3, month.known)


def next_month(day: Column) -> Column:
    """The first day of the month after a DATE."""
    return _day(day, _first_day(month_number(day.data) + 1))


def month_end(day: Column) -> Column:
    """The last day of a DATE's month."""
    return _day(day, _first_day(month_number(day.data) + 1) - 1)


def day_of(year: Array, month: Array, day: Array) -> tuple[Array, Mask]:
    """Year, month and day as days since 1970; and where there is such a day."""
    number = (year - 1970) * 12 + month - 1
    first, after = _first_day(number), _first_day(number + 1)
    real: Mask = (month >= 1) & (month <= 12) & (day >= 1) & (day <= after - first) & (year >= 1)
    return first + day - 1, real


def _day(source: Column, days: Array, known: Mask | bool = True) -> Column:
    """Days computed from a DATE: open where that is open, unknown where there is no such day."""
    still_open = source.data >= OPEN
    inside = still_open | ((days >= _FIRST) & (days < OPEN))
    return Column(Kind.DATE, np.where(still_open, OPEN, np.where(inside, days, 0)), source.known & inside & known)


def month_number(days: Array) -> Array:
    """Which month days since 1970 are in, as months since January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _first_day(month: Array) -> Array:
    return month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
