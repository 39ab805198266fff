"""Histories of one subject, written as what it was in each period."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from stardb.quantity import Column, Frequency, Period, read_period
from stardb.scoring import RECORD, History, Past

ME, OTHER = "甲", "乙"
OUT, ABSENT, MISSING = "不参评", "不在", "没有"
LACKING, PENDING = "缺", "待定"


def past(period: Period, value: Any, item: str = "得分") -> Past:
    """A period in which 甲 had a value: a number or a truth, None undecided, OUT not rated, ABSENT not in the roster."""
    rows = [(OTHER, item, "已定", 1, 1, "")]
    if value != ABSENT:
        decided = value is not None and value != OUT
        number = Fraction(value) if decided else Fraction(0)
        state = "已定" if decided else OUT if value == OUT else PENDING
        rows.append((ME, item, state, number.numerator, number.denominator, ""))
    return Past(period, period.last, pd.DataFrame(rows, columns=RECORD))


def history(began: str = "", **values: Any) -> History:
    """p2022_05=3: what 甲 had in May 2022; p2022=… in the year, p2022Q2=… in the quarter."""
    periods = {read_period(name[1:].replace("_", "-")): value for name, value in values.items()}
    kept = tuple(past(period, periods[period]) for period in sorted(periods) if periods[period] != MISSING)
    return History(kept, began=read_period(began) if began else None)


def follow(kind: Frequency, first: Period, values: Sequence[Any]) -> tuple[Past, ...]:
    """Periods of one kind from the first on, those MISSING left out."""
    kept, period = [], first
    for value in values:
        if value != MISSING:
            kept.append(past(period, value))
        period = next_period(period)
    return tuple(kept)


def next_period(period: Period) -> Period:
    """The one after it, of its kind."""
    names = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}
    months = period.first.year * 12 + period.first.month - 1 + names[period.kind]
    year, month = months // 12, months % 12 + 1
    name = {
        Frequency.MONTH: f"{year}-{month:02}",
        Frequency.QUARTER: f"{year}Q{(month + 2) // 3}",
        Frequency.HALF_YEAR: f"{year}H{(month + 5) // 6}",
        Frequency.YEAR: f"{year}",
    }
    return read_period(name[period.kind])


def one(column: Column) -> Any:
    """甲's value, or of which kind its being unknown is."""
    value = column.at(0)
    return value if value is not None else PENDING if column.undecided[0] else LACKING
