"""Columns as pandas Series: exact values, `pd.NA` where nothing is known."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from stardb.quantity import Column, Kind, Mask, to_date


def make_series(column: Column, known: Mask | None = None, *, is_best_first: bool = False) -> "pd.Series[Any]":
    """The values of a column, one a subject, `pd.NA` where it is unknown or, if given, `known` does not hold.

    Numbers, points, shares (0.85), money (yuan) and lengths of time (months) are `Decimal`; words of a list are ordered
    categories, in the order of the rules, or the other way round where that begins with the best; truths are `boolean`; days are `datetime.date`; other words are `string`.
    """
    shown = column if known is None else column.mask(known)
    values = [make_value(shown, i) for i in range(len(shown))]
    if shown.kind is Kind.CHOICE:
        words = [None if value is pd.NA else value for value in values]
        order = shown.choices[::-1] if is_best_first else shown.choices
        return pd.Series(pd.Categorical(words, categories=list(order), ordered=True))
    if shown.kind is Kind.BOOL:
        return pd.Series(values, dtype="boolean")
    if shown.kind is Kind.TEXT:
        return pd.Series(values, dtype="string")
    return pd.Series(values, dtype=object)


def make_value(column: Column, i: int) -> Any:
    """Subject i's value of a column as Python has it; `pd.NA` where it is unknown."""
    value = column.at(i)
    if value is None:
        return pd.NA
    if not isinstance(value, Fraction):
        return value
    return to_date(value) if column.kind is Kind.DATE else make_number(value)


def make_number(value: Fraction) -> Decimal | Fraction:
    """A number as an exact Decimal; as it is where it has no end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return value
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return Decimal(f"{int(value * 10**places)}E-{places}")
