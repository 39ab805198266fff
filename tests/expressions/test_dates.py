"""Days and ages in expressions, by the calendar and as Python's own dates have it."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from expressing import valued
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity.dates.calendar import OPEN
from stardb.quantity.from_text import EPOCH, check_digit

DAY = date(2022, 12, 31)


def days(day: date) -> int:
    return (day - EPOCH).days


def told(text: str, **given_: date | None) -> Any:
    """What an expression over days comes to; 考核日 is DAY."""
    given_ = {"考核日": DAY, **given_}
    return valued(text, {name: None if day is None else days(day) for name, day in given_.items()})


def told_day(text: str, **given_: date | None) -> date | None:
    value = told(text, **given_)
    return None if value is None else EPOCH + timedelta(days=int(value))


MOVED = [
    ("考核日 - 2年", date(2020, 12, 31)),
    ("考核日 + 6个月", date(2023, 6, 30)),
    ("考核日 - 10个月", date(2022, 2, 28)),
    ("考核日 - 2年10个月", date(2020, 2, 29)),
    ("2020-02-29 + 1年", date(2021, 2, 28)),
    ("2020-02-29 + 4年", date(2024, 2, 29)),
    ("2022-01-31 + 1个月 + 1个月", date(2022, 3, 28)),
    ("2022-01-31 + (1个月 + 1个月)", date(2022, 3, 31)),
    ("次月(考核日)", date(2023, 1, 1)),
    ("次月(2022-02-01)", date(2022, 3, 1)),
    ("月末(2024-02-10)", date(2024, 2, 29)),
    ("月末(考核日)", DAY),
    ("1969-12-31 + 1个月", date(1970, 1, 31)),
]


@pytest.mark.parametrize(("text", "expected"), MOVED, ids=[text for text, _ in MOVED])
def test_days_some_months_away(text: str, expected: date) -> None:
    assert told_day(text) == expected


SPANS = [
    # 周岁: full on the birthday itself (民法 practice); who was born on 29 February on the 28th of a common year
    ("周岁(起)", date(1962, 12, 31), 60),
    ("周岁(起)", date(1963, 1, 1), 59),
    ("周岁(起, 2021-02-27)", date(2000, 2, 29), 20),
    ("周岁(起, 2021-02-28)", date(2000, 2, 29), 21),
    ("周岁(起, 2024-02-28)", date(2000, 2, 29), 23),
    ("周岁(起)", DAY, 0),
    ("足年(起, 考核日)", date(2019, 12, 31), 3),
    ("足年(起, 考核日)", date(2020, 1, 1), 2),
]


@pytest.mark.parametrize(("text", "start", "years"), SPANS)
def test_full_years(text: str, start: date, years: int) -> None:
    assert told(text, 起=start) == years * 12


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2022, 1, 15), date(2022, 2, 14), 0),
        (date(2022, 1, 15), date(2022, 2, 15), 1),
        (date(2022, 1, 31), date(2022, 2, 28), 1),
        (date(2022, 1, 1), date(2022, 12, 31), 11),
        (date(2022, 1, 1), date(2022, 1, 1), 0),
    ],
)
def test_full_months(start: date, end: date, months: int) -> None:
    assert told("足月(起, 止)", 起=start, 止=end) == months


def test_a_span_that_runs_backwards_or_has_no_end_is_unknown() -> None:
    assert told("足月(起, 止)", 起=date(2022, 2, 1), 止=date(2022, 1, 1)) is None
    assert told("周岁(起)", 起=date(2023, 1, 1)) is None
    assert told("足年(起, 止)", 起=date(2022, 2, 1), 止=date.max) is None
    assert told("足年(起, 最小(止, 考核日))", 起=date(2020, 2, 1), 止=date.max) == 24


def test_what_is_open_stays_open() -> None:
    for text in ("止 + 2年", "止 - 2年", "次月(止)", "月末(止)"):
        assert told(text, 止=date.max) == OPEN


def test_a_day_off_the_calendar_is_unknown() -> None:
    assert told("考核日 + 8000年") is None
    assert told("考核日 - 3000年") is None
    assert told("考核日 + 100000000000000000000年") is None


def test_half_a_month_read_from_a_table_moves_nothing() -> None:
    assert valued("考核日 + 年限", {"考核日": days(DAY), "年限": Fraction(7, 2)}) is None
    assert valued("考核日 + 年限", {"考核日": days(DAY), "年限": 3}) == days(date(2023, 3, 31))


def test_year_and_month() -> None:
    assert told("年份(考核日) * 100 + 月份(考核日)") == 202212
    assert told("年份(起) * 100 + 月份(起)", 起=date(1958, 1, 31)) == 195801


@pytest.mark.parametrize("part", ["年份", "月份", "季度"])
def test_a_day_still_to_come_has_no_year(part: str) -> None:
    assert told(f"{part}(止)", 止=date.max) is None


calendar_days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def months_on(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@given(calendar_days, st.integers(0, 600))
def test_moving_is_what_dates_do(day: date, months: int) -> None:
    assert told_day(f"起 + {months}个月", 起=day) == months_on(day, months)
    assert told_day(f"起 - {months}个月", 起=day) == months_on(day, -months)


@given(calendar_days, calendar_days)
def test_a_span_is_the_most_months_that_fit(first: date, second: date) -> None:
    start, end = sorted((first, second))
    months = told("足月(起, 止)", 起=start, 止=end)
    assert months_on(start, int(months)) <= end < months_on(start, int(months) + 1)
    assert told("足年(起, 止)", 起=start, 止=end) == months // 12 * 12
    assert told("年份(起)", 起=start) == start.year
    assert told("月份(起)", 起=start) == start.month
    assert told("季度(起)", 起=start) == -(-start.month // 3)
    assert told_day("次月(起) ", 起=start) == months_on(start.replace(day=1), 1)
    assert told_day("月末(起)", 起=start) == months_on(start.replace(day=1), 1) - timedelta(days=1)


def citizen(birth: date, order: int) -> str:
    first = f"141127{birth:%Y%m%d}{order:03d}"
    return first + check_digit(first)


@given(calendar_days, st.integers(0, 999))
def test_an_id_number_tells_birthday_and_sex(birth: date, order: int) -> None:
    number = citizen(birth, order)
    assert valued("出生日期(身份证号)", {"身份证号": number}) == days(birth)
    assert valued("性别(身份证号)", {"身份证号": number}) == ("男" if order % 2 else "女")


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",  # the check digit should be X
        "11010519491231002",
        "11010519491231002XX",
        "1101051949123100¼X",
        "张三",
        "",
    ],
)
def test_what_is_no_id_number_tells_nothing(number: str) -> None:
    assert valued("出生日期(身份证号)", {"身份证号": number}) is None
    assert valued("性别(身份证号)", {"身份证号": number}) is None


def test_an_id_number_with_a_day_that_never_was_has_no_birthday() -> None:
    first = "11010519490231002"
    assert valued("出生日期(身份证号)", {"身份证号": first + check_digit(first)}) is None


def test_retirement_by_sex() -> None:
    """男 60周岁、女 55周岁: a woman born 1967-06-18 is 55 at the end of 2022, a man is not 60."""
    text = "周岁(出生日期(身份证号)) ≥ 如果(性别(身份证号) = 男, 60岁, 55岁)"
    for order, retired in ((2, True), (1, False)):
        assert valued(text, {"身份证号": citizen(date(1967, 6, 18), order), "考核日": days(DAY)}) is retired
