"""Periods: how they are written, how they follow and hold one another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity import Frequency, UnreadableText, find_period, read_period


@pytest.mark.parametrize(
    ("name", "title", "first", "last"),
    [
        ("2022", "2022年度", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022H1", "2022年上半年", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022H2", "2022年下半年", date(2022, 7, 1), date(2022, 12, 31)),
        ("2022Q2", "2022年第二季度", date(2022, 4, 1), date(2022, 6, 30)),
        ("2022Q4", "2022年第四季度", date(2022, 10, 1), date(2022, 12, 31)),
        ("2022-06", "2022年6月", date(2022, 6, 1), date(2022, 6, 30)),
        ("2024-02", "2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-2026", "2021—2026年", date(2021, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_with_its_days_and_its_title(name, title, first, last):
    period = read_period(name)
    assert (period.name, period.title, period.first, period.last) == (name, title, first, last)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2022年6月", "2022-06"),
        ("2022-6", "2022-06"),
        ("2022q2", "2022Q2"),
        ("2022年第二季度", "2022Q2"),
        ("2022年上半年", "2022H1"),
        ("2022h2", "2022H2"),
        ("2022年度", "2022"),
        ("２０２２", "2022"),
    ],
)
def test_another_notation_is_refused_with_the_name_it_means(text, near):
    with pytest.raises(UnreadableText, match=f"是不是 {near}？"):
        read_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "2022-13",
        "2022-00",
        "2022Q5",
        "2022H3",
        "2022-2022",
        "2026-2021",
        "2022-2040",
        "0022",
        "2022年补",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(UnreadableText) as caught:
        read_period(text)
    assert "是不是" not in str(caught.value)


def test_the_parts_of_a_year_come_before_the_year_and_after_those_before_them():
    names = [
        "2021",
        "2022-01",
        "2022-03",
        "2022Q1",
        "2022-06",
        "2022Q2",
        "2022H1",
        "2022-12",
        "2022Q4",
        "2022H2",
        "2022",
    ]
    assert [str(period) for period in sorted(map(read_period, reversed(names)))] == names


@pytest.mark.parametrize(
    ("name", "previous", "year_before", "parent"),
    [
        ("2022-01", "2021-12", "2021-01", "2022"),
        ("2022Q1", "2021Q4", "2021Q1", "2022"),
        ("2022H2", "2022H1", "2021H2", "2022"),
        ("2022", "2021", "2021", None),
        ("2021-2026", "2016-2021", "2016-2021", None),
    ],
)
def test_what_comes_before_a_period_and_what_it_is_part_of(name, previous, year_before, parent):
    period = read_period(name)
    assert (str(period.previous), str(period.year_before)) == (previous, year_before)
    assert (str(period.parent) if period.parent else None) == parent


def test_what_a_period_holds():
    year = read_period("2022")
    assert [str(period) for period in year.list_inside(Frequency.QUARTER)] == ["2022Q1", "2022Q2", "2022Q3", "2022Q4"]
    assert len(year.list_inside(Frequency.MONTH)) == 12
    assert [str(period) for period in read_period("2022Q3").list_inside(Frequency.MONTH)] == [
        "2022-07",
        "2022-08",
        "2022-09",
    ]
    assert read_period("2022Q3").list_inside(Frequency.YEAR) == ()
    assert year.contains(read_period("2022-12"))
    assert not read_period("2022-12").contains(year)


@given(
    st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    st.sampled_from([kind for kind in Frequency if kind not in (Frequency.TERM, Frequency.ONCE)]),
)
def test_every_day_lies_in_one_period_of_a_kind_whose_name_reads_back(day, kind):
    period = find_period(day, kind)
    assert period.holds(day)
    assert read_period(period.name) == period
    assert period.previous < period
    assert (period.first - period.previous.last).days == 1
