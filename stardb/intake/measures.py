"""Cells that hold an amount: numbers, money, percents, durations."""

import re
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from stardb.books.sheet import Cell, to_15_digits
from stardb.intake.asked import Asked
from stardb.intake.spelling import in_digits
from stardb.quantity import Kind
from stardb.quantity.reading import MAGNITUDES, Unreadable, read_number, read_quantity, tidy_number, unit_value

_REMEMBERED = 65_536
"""How many readings are remembered across columns."""

_EXACT = 10**15
"""Whole numbers below this have no more digits than Excel shows."""

_PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")
_PLAIN_WITH_MAGNITUDE = re.compile(rf"[+-]?\d{{1,30}}(?:\.\d{{1,30}})?[{''.join(MAGNITUDES)}]")

_unit_value = lru_cache(unit_value)


def unit_kind(unit: str) -> Kind:
    """What kind of value a number in this unit is."""
    return _unit_value(unit)[0]


def number(cell: Cell, asked: Asked) -> Fraction:
    """A count or a score: `35`, `３５人`, `1,200`, `3.5万`."""
    return _quantity(cell, asked.unit, Kind.NUMBER, "一个数", asked.spec.counts)


def money(cell: Cell, asked: Asked) -> Fraction:
    """An amount in 元: a number takes the unit of its header."""
    return _quantity(cell, asked.unit, Kind.MONEY, "一个金额，如 12.5万元")


def duration(cell: Cell, asked: Asked) -> Fraction:
    """A length of time in months: `3年6个月`, or a number under a unit."""
    return _quantity(cell, asked.unit, Kind.DURATION, "一段时间，如 3年6个月")


def percent(cell: Cell, asked: Asked) -> Fraction:
    """A share: `85%`; a number is in percent if its header says so, a share if the rule does; else 0.85 is one."""
    plain = bare_number(cell)
    if plain is None:
        return _quantity(cell, asked.unit, Kind.PERCENT, "一个百分比，如 85%")
    kind, factor = _unit_value(asked.unit)
    if kind is Kind.PERCENT:
        return plain * factor
    return plain if asked.spec.share or abs(plain) <= 1 else plain / 100


@lru_cache(_REMEMBERED)
def _quantity(cell: Cell, unit: str, kind: Kind, expected: str, counts: bool = False) -> Fraction:
    plain = bare_number(cell)
    if plain is None:
        cell = in_digits(_words(cell, expected), unit, counts)
        plain = bare_number(cell)
        if kind is Kind.MONEY and _PLAIN_WITH_MAGNITUDE.fullmatch(tidy_number(cell)):
            return read_number(cell)  # 20万, in 元 under any header
    if plain is not None:
        unit_kind, factor = _unit_value(unit)
        if kind is Kind.DURATION and unit_kind is not Kind.DURATION:
            raise Unreadable("一段时间，写明年或月，如 3年6个月")
        return plain * factor if unit_kind is kind and factor != 1 else plain
    found, value = read_quantity(_words(cell, expected))
    if found is not kind:
        raise Unreadable(expected)
    return value


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


def _words(cell: Cell, expected: str) -> str:
    """The text of a cell that holds text. Raises Unreadable for a day or a tick."""
    if not isinstance(cell, str):
        raise Unreadable(expected)
    return cell
