"""Working days come from lists of days off and weekend days worked; a year of which nothing is given is unknown."""

import numpy as np
import pytest

from stardb.quantity import Column, Kind, UnreadableText, WorkCalendar, count_work_days, read_date, read_work_calendar

HOLIDAYS = {"2024": ["2024-01-01", "2024-02-10至2024-02-17", "2024-04-04至2024-04-06", "2024-05-01至2024-05-05"]}
WORKDAYS = {"2024": ["2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11"]}
YEAR_2024 = read_work_calendar(HOLIDAYS, WORKDAYS)


def counted(start: str, end: str, calendar: WorkCalendar = YEAR_2024) -> object:
    days = [Column(Kind.DATE, np.array([read_date(day)]), np.array([True])) for day in (start, end)]
    return count_work_days(days[0], days[1], calendar.as_column(1)).at(0)


COUNTS = [
    # Friday 2 February: Sunday the 4th is worked, 5 to 9 are, 10 to 17 are off, Sunday the 18th is worked, 19 and 20 are
    ("2024-02-02", "2024-02-20", 9),
    ("2024-02-20", "2024-02-02", -9),
    ("2024-02-09", "2024-02-17", 0),
    ("2024-02-17", "2024-02-18", 1),
    ("2024-01-01", "2024-01-05", 4),
    ("2023-12-31", "2024-01-02", 1),  # the first day is not counted, so nothing is asked of 2023
    ("2024-06-03", "2024-06-03", 0),
    ("2023-12-30", "2024-01-02", None),
    ("2024-12-30", "2025-01-02", None),
]


@pytest.mark.parametrize(("start", "end", "days"), COUNTS)
def test_working_days_between_two_days(start: str, end: str, days: int | None) -> None:
    assert counted(start, end) == days


def test_where_nothing_is_given_nothing_is_known() -> None:
    assert counted("2024-02-02", "2024-02-20", WorkCalendar()) is None


WRONG = [
    ({"24": ["2024-01-01"]}, {}, "四位年份"),
    ({"2024": ["2042-01-01"]}, {}, "不在2024年里"),
    ({"2024": ["2024-02-17至2024-02-10"]}, {}, "从先到后"),
    ({"2024": ["元旦"]}, {}, "一个日期"),
    ({"2024": ["2024-01-01"]}, {"2024": ["2024-01-02"]}, "2024-01-02 不是周末"),
    ({"2024": ["2024-02-04"]}, {"2024": ["2024-02-04"]}, "既写放假，又写上班"),
    ({}, {"2024": ["2024-02-04"]}, "没有写 holidays"),
]


@pytest.mark.parametrize(("holidays", "workdays", "words"), WRONG, ids=[words for _, _, words in WRONG])
def test_days_that_cannot_be_are_refused(
    holidays: dict[str, list[str]], workdays: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(UnreadableText, match=words):
        read_work_calendar(holidays, workdays)
