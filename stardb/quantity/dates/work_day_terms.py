"""The last day of a term in working days: 10 working days after a day."""

from datetime import date, timedelta

from stardb.quantity.dates.work_days import WorkCalendar
from stardb.quantity.from_text import EPOCH

_SATURDAY = 5


def find_work_day(start: date, days: int, calendar: WorkCalendar) -> date | None:
    """The day on which the `days`th working day after `start` falls; None where it is in a year of which no days are given.

    0 is the day itself.
    """
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        if day.year not in calendar.years:
            return None
        number = (day - EPOCH).days
        left -= number in calendar.on or (day.weekday() < _SATURDAY and number not in calendar.off)
    return day


def count_days_left(today: date, deadline: date, calendar: WorkCalendar) -> int | None:
    """How many working days are left from today to a deadline, that day counted; None where that is not known."""
    day, count = today, 0
    while day < deadline:
        day += timedelta(days=1)
        if day.year not in calendar.years:
            return None
        number = (day - EPOCH).days
        count += number in calendar.on or (day.weekday() < _SATURDAY and number not in calendar.off)
    return count
