"""Columns as pandas Series: exact values, `pd.NA` where nothing is known."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from stardb.quantity import Column, Kind, Mask, to_date, to_decimal


def make_series(column: Column, known: Mask | None = None, *, best_first: Sequence[str] = ()) -> "pd.Series[Any]":
    """The values of a column, one a subject, `pd.NA` where it is unknown or, if given, `known` does not hold.

    Numbers, points, shares (0.85), money (yuan) and lengths of time (months) are `Decimal`; words of a list are ordered
    categories, in the order of the rules, or the best last of `best_first`; truths are `boolean`; days are `datetime.date`; other words are `string`.
    """
    shown = column if known is None else column.mask(known)
    values = [make_value(shown, i) for i in range(len(shown))]
    if shown.kind is Kind.CHOICE:
        words = [None if value is pd.NA else value for value in values]
        beside = [word for word in shown.choices if word not in best_first]
        order = [*beside, *reversed(best_first)]
        return pd.Series(pd.Categorical(words, categories=list(order), ordered=True))
    if shown.kind is Kind.BOOL:
        return pd.Series(values, dtype="boolean")
    if shown.kind is Kind.TEXT:
        return pd.Series(values, dtype="string")
    return pd.Series(values, dtype=object)


def make_value(column: Column, i: int) -> Any:
    """Subject i's value of a column as Python has it; `pd.NA` where it is unknown, a Fraction where a Decimal has no end."""
    value = column.at(i)
    if value is None:
        return pd.NA
    if not isinstance(value, Fraction):
        return value
    if column.kind is Kind.DATE:
        return to_date(value)
    decimal = to_decimal(value)
    return value if decimal is None else decimal
