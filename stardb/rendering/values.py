"""One value as a template shows it: a Decimal for points, stars and 元, words for the rest."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from stardb.quantity import DURATION_UNITS, Column, Edges, Kind, calendar, show, show_rounded, to_date
from stardb.rendering.number_text import DAY, EdgedNumber, NumberText
from stardb.rulebook import Role, Step
from stardb.scoring import NOT_RATED, Appraisal

_PERCENT = re.compile(r"(约?)(-?\d+(?:\.(\d+))?)%")
_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year: its earlier days are others'."""


View = dict[str, Any]
"""A mapping under the Chinese names templates use."""


def plain(kind: Kind, value: Fraction | str | bool | None, edges: Edges = ()) -> Decimal | str:
    """A value for a cell: a Decimal where it is a number of points, stars or 元, else its words.

    One that does not end is rounded as it is shown, on its own side of the edges.
    """
    if isinstance(value, Fraction) and kind in (Kind.NUMBER, Kind.MONEY):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else Decimal(show_rounded(value, edges))
    return show(kind, value, edges)


def typed(kind: Kind, value: Fraction | str | bool | None, edges: Edges = (), unit: str = "") -> Decimal | str:
    """As `plain`, but shares, days and lengths of time are texts that are numbers in a cell: formulas calculate with them.

    unit: what a length of time is counted in, 年 or 月 (月 where it says neither).
    """
    shown = plain(kind, value, edges)
    if isinstance(shown, Decimal) and edges and shown != shown.to_integral_value():
        return EdgedNumber(shown, tuple(edges))
    if not isinstance(value, Fraction) or not isinstance(shown, str):
        return shown
    if kind is Kind.PERCENT and (found := _PERCENT.fullmatch(shown)):
        places = f".{'0' * len(found[3])}" if found[3] else ""
        about = '"约"' if found[1] else ""
        return NumberText(shown, Decimal(found[2]) / 100, f"{about}0{places}%")
    if kind is Kind.DATE and value != calendar.OPEN and (day := to_date(value)) >= _FIRST_DAY:
        return NumberText(shown, day, DAY)
    if kind is Kind.DURATION:
        counted = unit if unit in DURATION_UNITS else "月"
        number = value / DURATION_UNITS[counted]
        places = "" if number.denominator == 1 else ".##"
        word = "个月" if DURATION_UNITS[counted] == 1 else counted
        return NumberText(shown, Decimal(number.numerator) / Decimal(number.denominator), f'0{places}"{word}"')
    return shown


def typed_at(column: Column, i: int, unit: str = "") -> Decimal | str:
    """Subject i's value of a column for a cell that formulas may refer to."""
    return typed(column.kind, column.at(i), column.edges, unit or column.unit)


def plain_at(column: Column, i: int) -> Decimal | str:
    """Subject i's value of a column for a cell."""
    return plain(column.kind, column.at(i), column.edges)


def result(appraisal: Appraisal, step: Step, i: int, is_typed: bool = False) -> Decimal | str:
    """One result of one subject as a template shows it; a star won by a pass mark is 得星 or 未得.

    is_typed: whether it is for a cell that formulas may refer to.
    """
    column = appraisal.columns[step.name]
    if not appraisal.rated[i] and not (step.role is Role.VALUE and column.known[i]):
        return NOT_RATED  # a published value is what it is, whoever takes part
    if step.role is Role.STAR and column.kind is Kind.BOOL and column.known[i]:
        return "得星" if column.data[i] else "未得"
    return typed_at(column, i, step.unit or step.rule.unit) if is_typed else plain_at(column, i)
