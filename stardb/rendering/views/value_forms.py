"""One value as a template shows it: a Decimal for points, stars and 元, words for the rest."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from stardb.quantity import DURATION_UNITS, Column, Edges, Kind, calendar, show, show_rounded, to_date
from stardb.rendering.number_text import DAY, SHARE, EdgedNumber, NumberText
from stardb.rulebook import Role, Step
from stardb.scoring import NOT_RATED, Appraisal

__all__ = ["plain_value", "plain_value_at", "result_value", "typed_value", "typed_value_at"]

_LONGEST_DECIMAL = 10**12
"""A number that ends within twelve places is shown exactly."""

_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year: its earlier days are others'."""


def plain_value(kind: Kind, value: Fraction | str | bool | None, edges: Edges = ()) -> Decimal | str:
    """A value for a cell: a Decimal where it is a number of points, stars or 元, else its words.

    One that does not end is rounded as it is shown, on its own side of the edges.
    """
    if isinstance(value, Fraction) and kind in (Kind.NUMBER, Kind.MONEY):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else Decimal(show_rounded(value, edges))
    return show(kind, value, edges)


def typed_value(kind: Kind, value: Fraction | str | bool | None, edges: Edges = (), unit: str = "") -> Decimal | str:
    """As `plain_value`, but shares, days and lengths of time are texts that are numbers in a cell: formulas calculate with them.

    unit: what a length of time is counted in, 年 or 月 (月 where it says neither).
    """
    shown = plain_value(kind, value, edges)
    if isinstance(shown, Decimal) and edges and shown != shown.to_integral_value():
        return EdgedNumber(shown, tuple(edges))
    if not isinstance(value, Fraction) or not isinstance(shown, str):
        return shown
    if kind is Kind.PERCENT:
        return _percent(value, shown, edges)
    if kind is Kind.DATE and value != calendar.OPEN and (day := to_date(value)) >= _FIRST_DAY:
        return NumberText(shown, day, DAY)
    return _duration(value, shown, unit) if kind is Kind.DURATION else shown


def _percent(share: Fraction, shown: str, edges: Edges) -> NumberText:
    """A share with as many decimal places as it is shown with."""
    value = share * 100
    if _LONGEST_DECIMAL % value.denominator:
        number, about = Decimal(show_rounded(value, [edge * 100 for edge in edges])), '"约"'
    else:
        number, about = Decimal(value.numerator) / Decimal(value.denominator), ""
    places = max(-int(number.as_tuple().exponent), 0)
    return NumberText(shown, number / 100, f"{about}0{'.' if places else ''}{'0' * places}{SHARE}", SHARE)


def _duration(months: Fraction, shown: str, unit: str) -> NumberText:
    """A length of time in 年 or 月."""
    unit = unit if unit in DURATION_UNITS else "月"
    number = months / DURATION_UNITS[unit]
    places = "" if number.denominator == 1 else ".##"
    word = '"个月"' if DURATION_UNITS[unit] == 1 else f'"{unit}"'
    return NumberText(shown, Decimal(number.numerator) / Decimal(number.denominator), f"0{places}{word}", word)


def typed_value_at(column: Column, i: int, unit: str = "") -> Decimal | str:
    """Subject i's value of a column for a cell that formulas may refer to."""
    return typed_value(column.kind, column.at(i), column.edges, unit or column.unit)


def plain_value_at(column: Column, i: int) -> Decimal | str:
    """Subject i's value of a column for a cell."""
    return plain_value(column.kind, column.at(i), column.edges)


def result_value(appraisal: Appraisal, step: Step, i: int, is_typed: bool = False) -> Decimal | str:
    """One result of one subject as a template shows it; a star won by a pass mark is 得星 or 未得.

    What is not rated in this period is 不适用. is_typed: whether it is for a cell that formulas may refer to.
    """
    column = appraisal.columns[step.name]
    if not step.rule.is_due:
        return "不适用"
    if not appraisal.rated[i] and not (step.role is Role.VALUE and column.settled[i]):
        return NOT_RATED  # a published value is what it is, whoever takes part
    if step.role is Role.STAR and column.kind is Kind.BOOL and column.known[i]:
        return "得星" if column.data[i] else "未得"
    return typed_value_at(column, i, step.unit or step.rule.unit) if is_typed else plain_value_at(column, i)
