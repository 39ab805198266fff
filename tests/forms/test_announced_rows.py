"""Rows that a form of a record table has ready: every month, quarter and word a subject has a row for."""

from fractions import Fraction

import pytest

from stardb.forms.announced_rows import list_announced_rows
from stardb.quantity import read_period
from stardb.rulebook import TableSpec

MONTH = {"type": "number", "between": [1, 12]}
QUARTER = {"type": "choice", "choices": ["一季度", "二季度", "三季度", "四季度"]}
HALF = {"type": "choice", "choices": ["上半年", "下半年"]}
FIELD = {"type": "choice", "choices": ["查班子成员", "查干部履职"]}


def rows(rated, columns, **keys):
    spec = TableSpec.model_validate(
        {"key": "村", "many": True, "columns": {"村": {"type": "text"}, **columns, "件数": {"type": "number"}}, **keys}
    )
    return [tuple(row.values()) for row in list_announced_rows(spec, read_period(rated))]


def test_a_month_has_one_row_and_a_year_twelve():
    assert rows("2023-06", {"所属月": MONTH}, period="所属月") == [(Fraction(6),)]
    assert rows("2023", {"所属月": MONTH}, period="所属月") == [(Fraction(month),) for month in range(1, 13)]
    assert rows("2023Q2", {"所属月": MONTH}, period="所属月") == [(Fraction(4),), (Fraction(5),), (Fraction(6),)]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2023Q3", [(2023, "三季度")]),
        ("2023H1", [(2023, "一季度"), (2023, "二季度")]),
        ("2023-05", [(2023, "二季度")]),
    ],
)
def test_of_words_for_quarters_those_within_the_period_or_around_it(period, expected):
    columns = {"年度": {"type": "year"}, "季度": QUARTER}
    assert rows(period, columns, period=["年度", "季度"]) == expected


def test_halves_of_a_year():
    assert rows("2023", {"半年": HALF}, period="半年") == [("上半年",), ("下半年",)]


def test_a_table_announces_its_words_and_periods_together():
    columns = {"五查": FIELD, "季度": QUARTER}
    assert rows("2023Q1", columns, rows=["五查", "季度"]) == [("查班子成员", "一季度"), ("查干部履职", "一季度")]


def test_a_table_may_announce_nothing():
    assert rows("2023-06", {"所属月": MONTH}, period="所属月", rows=[]) == []


def test_rows_that_say_by_themselves_that_something_was_done_are_not_ready():
    spec = TableSpec.model_validate(
        {"key": "村", "many": True, "period": "所属月", "columns": {"村": {"type": "text"}, "所属月": MONTH}}
    )
    assert list_announced_rows(spec, read_period("2023")) == []


def test_days_cannot_be_listed():
    assert rows("2023", {"日期": {"type": "date"}}, period="日期") == []
