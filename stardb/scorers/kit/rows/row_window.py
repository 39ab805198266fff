"""Which rows of a record table lie in the period rated, by the columns that say which period a row is of."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import MONTHS_LONG, Array, Column, Frequency, Mask, arithmetic, calendar, logic


class Tells(Enum):
    """What a column says of when its row is."""

    YEAR = "year"
    DAY = "day"
    PART = "part"


@dataclass(frozen=True)
class PeriodColumn:
    """A column that says when its row is. Of a part of the year: what its numbers count, or which part each of its words is."""

    name: str
    tells: Tells
    counts: Frequency = Frequency.YEAR
    words: tuple[tuple[Frequency, int], ...] = ()


FAR = 100_000_000
"""Days beyond every day there is."""


Stretches: TypeAlias = tuple[Array, Array]
"""The first and the last day of a stretch for each row, days since 1970."""


@dataclass(frozen=True)
class RowWindow:
    """The stretch of days that counts of a table: from `first` to `last`, days since 1970.

    year: the one of rows whose columns do not tell theirs; None where they are of no known one. title: the stretch as people
    call it.
    """

    columns: tuple[PeriodColumn, ...]
    first: int
    last: int
    year: int | None
    title: str

    def find_inside(self, values: Mapping[str, Column], size: int, between: Stretches | None = None) -> Column:
        """Whether each row lies within; unknown where what it says of its period leaves that open, or contradicts itself.

        between: the days between which each row lies for certain, whatever its columns say.
        """
        found = _RowStretches(size, between)
        days = [values[one.name] for one in self.columns if one.tells is Tells.DAY]
        years = [_read_whole(values[one.name]) for one in self.columns if one.tells is Tells.YEAR]
        for day in days:
            found.narrow(day.data, day.data, day.known & (day.data < calendar.OPEN))
        for year, known in years or ([] if days else [self._usual_year(size)]):
            found.narrow(_count_days(year), _count_days(year + 1) - 1, known)
        year, dated = years[0] if years else self._usual_year(size)
        for one in self.columns:
            if one.tells is Tells.PART:
                month, length, known = _read_parts(one, values[one.name])
                found.narrow(_count_days(year, month), _count_days(year, month + length) - 1, known & dated)
        return found.lie_within(self.first, self.last)

    def _usual_year(self, size: int) -> tuple[Array, Mask]:
        return np.full(size, self.year or 0), np.full(size, self.year is not None)


class _RowStretches:
    """What is known of the stretch of days of each row: that it lies within one, and whether it may be shorter."""

    def __init__(self, size: int, between: Stretches | None) -> None:
        self.first, self.last = between or (np.full(size, -FAR, np.int64), np.full(size, FAR, np.int64))
        self.is_open = np.zeros(size, bool)

    def narrow(self, first: Array, last: Array, known: Mask) -> None:
        """It lies within these days, too; where that is not known, it may be any part of what is."""
        self.first = np.where(known, np.maximum(self.first, first), self.first)
        self.last = np.where(known, np.minimum(self.last, last), self.last)
        self.is_open |= ~known

    def lie_within(self, first: int, last: int) -> Column:
        """Whether each lies between two days."""
        inside = (self.first >= first) & (self.last <= last)
        outside = (self.last < first) | (self.first > last)
        sound = self.first <= self.last
        return logic.truth(inside, sound & (inside | outside | ~self.is_open))


def _read_whole(column: Column) -> tuple[Array, Mask]:
    """The whole numbers of a column, and which are known to be such."""
    even = arithmetic.over_one_scale(column)
    number = even.data // even.scale
    return number.astype(np.int64), even.known & (number * even.scale == even.data)


def _read_parts(told: PeriodColumn, column: Column) -> tuple[Array, Array, Mask]:
    """The first month of each row's part of the year, how many months it is, and where both are known."""
    if told.words:
        starts = np.array([(number - 1) * MONTHS_LONG[kind] + 1 for kind, number in told.words])
        lengths = np.array([MONTHS_LONG[kind] for kind, _ in told.words])
        code = np.where(column.known, column.data, 0).astype(np.int64)
        return starts[code], lengths[code], column.known
    number, known = _read_whole(column)
    length = MONTHS_LONG[told.counts]
    known = known & (number >= 1) & (number <= 12 // length)
    number = np.where(known, number, 1)
    return (number - 1) * length + 1, np.full(len(number), length), known


def _count_days(year: Array, month: Array | int = 1) -> Array:
    """The days from 1970 to the first of a month, which may lie beyond the end of its year."""
    months = (np.clip(year, 1900, 2999) - 1970) * 12 + month - 1
    days: Array = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days
