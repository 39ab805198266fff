"""The number of a cell that has no unit of its own."""

import re
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from stardb.books import Cell, to_15_digits
from stardb.quantity import tidy_number

_REMEMBERED = 65_536
"""How many numbers are remembered across columns."""

_EXACT = 10**15
"""Whole numbers below this have no more digits than Excel shows."""

_PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")


@lru_cache(_REMEMBERED)
def bare_number(cell: Cell) -> Fraction | None:
    """The exact number of a cell that has no unit of its own; 0.1 as Excel stores it is 1/10. None for others."""
    if isinstance(cell, int | float):
        return _exact(cell) if isfinite(cell) else None
    if isinstance(cell, str) and _PLAIN.fullmatch(plain := tidy_number(cell)):
        return Fraction(plain)
    return None


def _exact(number: int | float) -> Fraction:
    """The number as Excel shows and compares it, to 15 digits: a formula's 59.99999999999999 is the 60 people see."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < _EXACT):
        return Fraction(int(number))
    whole, point, decimals = to_15_digits(number).partition(".")
    if point and decimals.isdecimal():
        return Fraction(int(whole + decimals), 10 ** len(decimals))
    return Fraction(whole + point + decimals)  # 1e+16
