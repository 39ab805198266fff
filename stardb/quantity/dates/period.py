"""`Period`: the stretch of time that is rated at once: a month, a quarter, half a year, a year, a term of office.

Written `2022-06`, `2022Q2`, `2022H1`, `2022`, `2021-2026`: the name of its folders, of its results, and what `--period` takes.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import total_ordering

from stardb.dataclass import dataclass
from stardb.quantity.dates.frequency import Frequency
from stardb.quantity.dates.year_part import NUMBER_OF_PARTS, read_year_part
from stardb.quantity.from_text import UnreadableText

MONTHS_LONG: Mapping[Frequency, int] = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}
"""How many months a period of a kind is; a term is as long as it says."""

_HALVES = ("上半年", "下半年")
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A stretch of time from the first day of a month to the last of another; `kind` is never ONCE.

    Periods are in the order of their last days; of two that end alike the one inside the other is the earlier, so that the
    months of a year come before the year.
    """

    kind: Frequency
    first: date
    last: date

    @property
    def name(self) -> str:
        """As folders and `--period` have it: `2022-06`, `2022Q2`, `2022H1`, `2022`, `2021-2026`."""
        year = f"{self.first.year:04}"
        names: Mapping[Frequency, Callable[[], str]] = {
            Frequency.MONTH: lambda: f"{year}-{self.first.month:02}",
            Frequency.QUARTER: lambda: f"{year}Q{self.number}",
            Frequency.HALF_YEAR: lambda: f"{year}H{self.number}",
            Frequency.YEAR: lambda: year,
            Frequency.TERM: lambda: f"{year}-{self.last.year:04}",
        }
        return names[self.kind]()

    @property
    def title(self) -> str:
        """As people read it: 2022年6月, 2022年第二季度, 2022年上半年, 2022年度, 2021—2026年."""
        year = self.first.year
        titles: Mapping[Frequency, Callable[[], str]] = {
            Frequency.MONTH: lambda: f"{year}年{self.first.month}月",
            Frequency.QUARTER: lambda: f"{year}年{_QUARTERS[self.number - 1]}",
            Frequency.HALF_YEAR: lambda: f"{year}年{_HALVES[self.number - 1]}",
            Frequency.YEAR: lambda: f"{year}年度",
            Frequency.TERM: lambda: f"{year}—{self.last.year}年",
        }
        return titles[self.kind]()

    @property
    def short_title(self) -> str:
        """The title within its year: 6月, 第二季度, 上半年; a year and a term in full."""
        return self.title if self.kind in (Frequency.YEAR, Frequency.TERM) else self.title.partition("年")[2]

    @property
    def year(self) -> int:
        """The year it belongs to: of a term the last one."""
        return self.last.year

    @property
    def number(self) -> int:
        """Which of its kind it is in its year, from 1; 1 for a year or a term."""
        return (self.first.month - 1) // MONTHS_LONG.get(self.kind, 12) + 1

    @property
    def parent(self) -> "Period | None":
        """The year it is part of; None for a year or a term."""
        return find_period(self.last, Frequency.YEAR) if self.kind in PARTS_OF_YEAR else None

    @property
    def previous(self) -> "Period":
        """The one of its kind just before it: of a month the month before. A term of as many years."""
        if self.kind is Frequency.TERM:
            years = self.last.year - self.first.year
            return _make_term(self.first.year - years, self.first.year)
        return find_period(self.first - timedelta(days=1), self.kind)

    @property
    def next(self) -> "Period":
        """The one of its kind just after it. A term of as many years."""
        if self.kind is Frequency.TERM:
            return _make_term(self.last.year, 2 * self.last.year - self.first.year)
        return find_period(self.last + timedelta(days=1), self.kind)

    @property
    def year_before(self) -> "Period":
        """The same stretch a year before: 去年同期. Of a term the one before it."""
        if self.kind is Frequency.TERM:
            return self.previous
        return find_period(date(self.first.year - 1, self.first.month, 1), self.kind)

    def contains(self, other: "Period") -> bool:
        """Whether the other lies within this one, or is the same stretch."""
        return self.first <= other.first and other.last <= self.last

    def holds(self, day: date) -> bool:
        """Whether a day lies within it."""
        return self.first <= day <= self.last

    def list_inside(self, kind: Frequency) -> "tuple[Period, ...]":
        """The periods of a kind that lie wholly within it, in order; itself where it is of that kind."""
        if kind not in MONTHS_LONG:
            return (self,) if kind is self.kind else ()
        found, day = [], self.first
        while day <= self.last:
            period = find_period(day, kind)
            if self.contains(period):
                found.append(period)
            day = period.last + timedelta(days=1)
        return tuple(found)

    def __lt__(self, other: "Period") -> bool:
        return (self.last, -self.first.toordinal()) < (other.last, -other.first.toordinal())

    def __str__(self) -> str:
        return self.name


PARTS_OF_YEAR = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
"""The kinds of which a year has several."""


def find_period(day: date, kind: Frequency) -> Period:
    """The month, quarter, half or year that a day lies in. Raises ValueError for a kind without a calendar (TERM, ONCE)."""
    if kind not in MONTHS_LONG:
        raise ValueError(f"no calendar of {kind.value}")
    length = MONTHS_LONG[kind]
    begin = (day.month - 1) // length * length + 1
    end = begin + length - 1
    return Period(kind, date(day.year, begin, 1), date(day.year, end, calendar.monthrange(day.year, end)[1]))


def find_part_of_year(kind: Frequency, number: int, year: int) -> Period:
    """The month, quarter or half of a year with this number, from 1; the year itself, which is the first of its kind."""
    return find_period(date(year, MONTHS_LONG[kind] * number, 1), kind)


def _make_term(first: int, last: int) -> Period:
    return Period(Frequency.TERM, date(first, 1, 1), date(last, 12, 31))


_NAME = re.compile(r"(\d{4})(?:-(\d{2})|Q([1-4])|H([12])|-(\d{4}))?", re.ASCII)

EXPECTED_PERIOD = "2022（年）、2022H1（半年）、2022Q2（季）、2022-06（月）、2021-2026（届）中的一种写法"
"""How periods are written, for messages."""


def read_period(text: str) -> Period:
    """The period of a name. Raises UnreadableText for anything else, with the name it is likely meant to be where there is one."""
    found = _NAME.fullmatch(text)
    if found is None:
        near = guess_period_name(text)
        raise UnreadableText(f"“{text}”不是一个时期" + (f"；是不是 {near}？" if near else ""))
    year, month, quarter, half, end = (int(part) if part else 0 for part in found.groups())
    if not 1900 <= year <= 2999:
        raise UnreadableText(f"“{text}”的年份不对")
    if end:
        if not year < end <= year + _LONGEST_TERM:
            raise UnreadableText(f"“{text}”不是一届，应是起年-止年，不超过{_LONGEST_TERM}年；月份写两位，如 {year}-06")
        return _make_term(year, end)
    if found[2] is not None and not 1 <= month <= 12:
        raise UnreadableText(f"“{text}”没有这个月")
    if month:
        return find_period(date(year, month, 1), Frequency.MONTH)
    if quarter:
        return find_period(date(year, 3 * quarter, 1), Frequency.QUARTER)
    if half:
        return find_period(date(year, 6 * half, 1), Frequency.HALF_YEAR)
    return find_period(date(year, 1, 1), Frequency.YEAR)


_LONGEST_TERM = 10
"""No term of office is longer, in years."""

_LOOSE_YEAR = re.compile(r"(\d{4})年?度?")


def guess_period_name(text: str) -> str:
    """The name that a text in another notation likely means (2022年6月, 2022q2, 2022-6, 2022年上半年); "" where none is."""
    if year := _LOOSE_YEAR.fullmatch("".join(unicodedata.normalize("NFKC", text).split())):
        return year[1]
    part = read_year_part(text)
    if part is None or part.year is None:
        return ""
    months = 12 // NUMBER_OF_PARTS[part.kind]
    return find_period(date(part.year, part.number * months, 1), part.kind).name
