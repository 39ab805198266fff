"""The columns of a record table that say which period a row is of: what a folder writes into them, what months they mean.

Months are numbered over all years: 12 × the year + the month less one.
"""

from contextlib import suppress
from typing import NamedTuple

import numpy as np

from stardb.intake.tables import Index, Table
from stardb.quantity import (
    Column,
    Frequency,
    Kind,
    Mask,
    Period,
    UnreadableText,
    calendar,
    find_period,
    guess_period_name,
    read_period,
)
from stardb.rulebook import ColumnSpec, TableSpec

_EPOCH_MONTHS = 12 * 1970
_ANY_YEAR = 2000


class Months(NamedTuple):
    """The first and the last month each row can be of, as one column says. is_year: whether it says the year."""

    first: Index
    last: Index
    known: Mask
    is_year: bool


def find_part(spec: ColumnSpec) -> Frequency | None:
    """What a column of numbers counts: the years, or the months, quarters or halves of a year; None for other columns."""
    return (spec.part or Frequency.YEAR) if spec.kind is Kind.NUMBER else None


def write_period(spec: ColumnSpec, period: Period) -> str:
    """What a period column says of a row of a period; "" where the period does not tell."""
    if spec.kind is Kind.CHOICE:
        parts = [(word, part) for word in spec.words if (part := _read_word(word, period.year)) is not None]
        holding = [(part.last - part.first, word) for word, part in parts if part.contains(period)]
        return min(holding)[1] if holding else ""
    kind = find_part(spec)
    if kind is None or period.kind is Frequency.TERM:
        return ""
    whole = find_period(period.last, kind)
    if not whole.contains(period):
        return ""
    return str(whole.year if kind is Frequency.YEAR else whole.number)


def read_months(spec: ColumnSpec, column: Column, year: int) -> Months:
    """What a period column says of each row. year: the one of months and quarters that are written without."""
    if column.kind is Kind.DATE:
        months = calendar.months_of(column)
        data = months.data.astype(np.int64) + _EPOCH_MONTHS
        return Months(data, data, months.known, True)
    if column.kind is Kind.CHOICE:
        spans = [_find_months(_read_word(word, year)) for word in column.choices]
        table = np.array([*spans, (0, -1)], dtype=np.int64)[np.where(column.known, column.data, -1)]
        return Months(table[:, 0], table[:, 1], column.known & (table[:, 1] >= 0), False)
    kind = find_part(spec) or Frequency.MONTH
    numbers = np.asarray(column.data // column.scale, dtype=np.int64)
    if kind is Frequency.YEAR:
        return Months(12 * numbers, 12 * numbers + 11, column.known, True)
    length = _LENGTHS[kind]
    fits = column.known & (numbers >= 1) & (numbers <= 12 // length)
    first = 12 * year + length * (numbers - 1)
    return Months(first, first + length - 1, fits, False)


def find_row_months(spec: TableSpec, table: Table, year: int) -> tuple[Index, Index, Mask]:
    """The first and the last month each row of a record table can be of, by all its period columns, and whether they say so.

    year: the one of months and quarters in a table that has no column of years.
    """
    first, last = np.zeros(len(table), np.int64), np.full(len(table), _LATEST, np.int64)
    known = np.ones(len(table), bool)
    told = [(spec.columns[name], table.columns[name]) for name in spec.period]
    years: Index = np.full(len(table), 0, np.int64)
    for column_spec, column in told:
        if find_part(column_spec) is Frequency.YEAR:
            years = np.asarray(column.data // column.scale, dtype=np.int64) - year
    for column_spec, column in told:
        months = read_months(column_spec, column, year)
        shift = 0 if months.is_year else 12 * years
        first, last = np.maximum(first, months.first + shift), np.minimum(last, months.last + shift)
        known &= months.known
    return first, last, known & (first <= last)


_LATEST = 12 * 9999

_LENGTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6}


def find_months_of(period: Period) -> tuple[int, int]:
    """The first and the last month of a period."""
    return 12 * period.first.year + period.first.month - 1, 12 * period.last.year + period.last.month - 1


def _read_word(word: str, year: int) -> Period | None:
    """The part of a year that a choice names: 一季度, 上半年, 6月."""
    with suppress(UnreadableText):
        name = guess_period_name(f"{year}年{word}")
        return read_period(name) if name and name != str(year) else None
    return None


def _find_months(period: Period | None) -> tuple[int, int]:
    return (0, -1) if period is None else find_months_of(period)
