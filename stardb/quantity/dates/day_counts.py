"""How long it is from one day to another, counted as regulations count: in days, in calendar years, in months with their parts.

至今 (still open) has no length. The first day is not counted and the last is, as the Civil Code (art. 201) counts a period.
"""

import re
from collections.abc import Callable

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity.column import Array, Column, Kind, Mask
from stardb.quantity.dates.calendar import OPEN, full_months, month_number, months_later

_FULL_DAYS = re.compile(r"满(\d{1,2})[天日]?(?:的)?(?:算|按|计)一?个?月")
_COUNTED: dict[str, int] = {"起止当月都算": 1, "起月算止月不算": 0, "起月不算止月算": 0, "起止当月都不算": -1}
"""Which of the months of the first and the last day count, as how many more than lie between them."""

MONTH_WAYS = ("不足一月不计", "不足一月按一月", "满15天算一月", *_COUNTED)
"""The ways of counting months, as a regulation says them; the 15 may be another number of days."""


@dataclass(frozen=True)
class MonthWay:
    """A way of counting months. days: after full months, how many days more make another, None for none. counted: of calendar months."""

    days: int | None = None
    counted: int | None = None


def read_month_way(text: str) -> MonthWay | None:
    """The way of counting months that a text says; None where it says none."""
    if text in _COUNTED:
        return MonthWay(counted=_COUNTED[text])
    if text == "不足一月不计":
        return MonthWay()
    if text == "不足一月按一月":
        return MonthWay(days=1)
    match = _FULL_DAYS.fullmatch(text)
    days = int(match[1]) if match else 0
    return MonthWay(days=days) if 1 <= days <= 31 else None


def days_between(start: Column, end: Column) -> Column:
    """How many days after one DATE the other is, a NUMBER; below 0 where it comes before. Unknown where either is open."""
    known = start.known & end.known & (start.data < OPEN) & (end.data < OPEN)
    return Column(Kind.NUMBER, np.where(known, end.data - start.data, 0), known)


def calendar_years_between(start: Column, end: Column) -> Column:
    """The year of one DATE less that of another, a DURATION; unknown where the end is open or comes before the start."""
    known = _in_order(start, end)
    years = month_number(end.data) // 12 - month_number(start.data) // 12
    return Column(Kind.DURATION, np.where(known, years * 12, 0), known)


def count_months(way: MonthWay) -> Callable[[Column, Column], Column]:
    """What counts the months from one DATE to another in a way, a DURATION; unknown where the end is open or before the start."""

    def count(start: Column, end: Column) -> Column:
        known = _in_order(start, end)
        return Column(Kind.DURATION, np.where(known, _count(start.data, end.data, way), 0), known)

    return count


def _in_order(start: Column, end: Column) -> Mask:
    known: Mask = start.known & end.known & (start.data <= end.data) & (end.data < OPEN)
    return known


def _count(start: Array, end: Array, way: MonthWay) -> Array:
    if way.counted is not None:
        between: Array = month_number(end) - month_number(start)
        counted: Array = np.maximum(between + way.counted, 0)
        return counted
    full = full_months(start, end)
    rest = end - months_later(start, full)
    return full if way.days is None else full + (rest >= way.days)
