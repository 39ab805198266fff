"""Working days: which days are taken off and which are worked instead, year by year as the State Council gives notice of them.

Nothing is built in: a year of which nothing is said has no working days that are known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity.column import Array, Column, Kind, Mask
from stardb.quantity.dates.calendar import OPEN
from stardb.quantity.from_text import EPOCH, UnreadableText, read_date

WORK_CALENDAR = "工作日历"
"""The built-in name that holds them, one for all."""

_YEAR = re.compile(r"[12]\d{3}")
_RANGE = re.compile(r"(.+?)(?:至|到|~|～)(.+)")
_LONGEST = 20
"""No holiday is longer, in days."""

_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """years: those of which the days are given. off: days not worked; on: weekend days worked; all as days since 1970."""

    years: frozenset[int] = frozenset()
    off: frozenset[int] = frozenset()
    on: frozenset[int] = frozenset()

    def as_column(self, size: int) -> Column:
        """The same for everybody, as a TEXT; unknown where nothing is given."""
        text = "|".join(" ".join(map(str, sorted(part))) for part in (self.years, self.off, self.on))
        return Column.words([text if self.years else None] * size)


NO_CALENDAR = WorkCalendar()


def read_work_calendar(holidays: Mapping[str, Sequence[str]], workdays: Mapping[str, Sequence[str]]) -> WorkCalendar:
    """The calendar of lists by year: days like 2024-01-01, and for days off stretches like 2024-02-10至2024-02-17.

    Raises UnreadableText, saying what was expected, for another year, a day that is in neither this year nor just beside it,
    and a day to be worked that is worked anyhow.
    """
    for year in (*holidays, *workdays):
        if not _YEAR.fullmatch(year):
            raise UnreadableText(f"“{year}”应为四位年份，如 2024: [2024-01-01]")
    off = frozenset(day for year, given in holidays.items() for text in given for day in _read_days(text, int(year)))
    on = frozenset(day for year, given in workdays.items() for text in given for day in _read_days(text, int(year)))
    for day in sorted(on):
        told = (EPOCH + timedelta(days=day)).isoformat()
        if day in off:
            raise UnreadableText(f"{told} 既写放假，又写上班")
        if (EPOCH + timedelta(days=day)).weekday() < _SATURDAY:
            raise UnreadableText(f"{told} 不是周末，本来就上班；workdays 只写调休上班的周末")
    alone = sorted(set(workdays) - set(holidays))
    if alone:
        raise UnreadableText(f"{alone[0]}年写了 workdays，没有写 holidays")
    return WorkCalendar(frozenset(map(int, holidays)), off, on)


def _read_days(text: str, year: int) -> Iterable[int]:
    match = _RANGE.fullmatch(text)
    first, last = (read_date(part) for part in (match.groups() if match else (text, text)))
    if not 0 <= last - first <= _LONGEST:
        raise UnreadableText(f"“{text}”应为从先到后、不超过{_LONGEST}天的一段，如 2024-02-10至2024-02-17")
    for day in (first, last):
        if not date(year - 1, 12, 20) <= EPOCH + timedelta(days=day) <= date(year + 1, 1, 10):
            raise UnreadableText(f"“{text}”不在{year}年里")
    return range(first, last + 1)


def count_work_days(start: Column, end: Column, calendar: Column) -> Column:
    """How many working days come after one DATE up to another, that one counted, a NUMBER; below 0 where it comes before.

    Unknown where either is open, or lies with what is between in a year of which no days are given.
    """
    known = start.known & end.known & (start.data < OPEN) & (end.data < OPEN)
    text = next((str(one) for one, is_known in zip(calendar.data, calendar.known, strict=True) if is_known), "")
    if not text:
        return Column.unknown(Kind.NUMBER, len(known))
    first, given, worked = _running_totals(text)
    low, high = np.minimum(start.data, end.data), np.maximum(start.data, end.data)
    inside: Mask = known & (low >= first - 1) & (high < first + len(given) - 1)
    below, above = (np.where(inside, day - first + 1, 0) for day in (low, high))
    inside &= given[above] - given[below] == high - low
    sign = np.where(start.data <= end.data, 1, -1)
    return Column(
        Kind.NUMBER, np.where(inside, sign * (worked[above] - worked[below]), 0), inside | (known & (low == high))
    )


@lru_cache(maxsize=16)
def _running_totals(text: str) -> tuple[int, Array, Array]:
    """The first day of the first year; and up to each day from there, none at the beginning: the days given, the days worked."""
    years, off, on = (frozenset(map(int, part.split())) for part in text.split("|"))
    first, last = (date(min(years), 1, 1) - EPOCH).days, (date(max(years), 12, 31) - EPOCH).days
    days = np.arange(first, last + 1)
    of_year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    given = np.isin(of_year, list(years))
    weekday = (days + 3) % 7 < _SATURDAY  # 1970-01-01 was a Thursday
    worked = (weekday & ~np.isin(days, list(off))) | np.isin(days, list(on))
    return first, _total(given), _total(given & worked)


def _total(days: Mask) -> Array:
    return np.concatenate([[0], np.cumsum(days)])
