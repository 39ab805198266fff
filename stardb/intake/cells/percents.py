"""Percents without a sign: whether 0.85 is 85 % or 0.85 %. The whole column of a sheet tells, or nobody can."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction

from stardb.books import Cell
from stardb.intake.cells.plain_numbers import bare_number
from stardb.intake.cells.spelled_numbers import to_digits
from stardb.quantity import UnreadableText

_FAR = 2
"""Nobody writes more than 200 % as a fraction, and nobody's 85 is 8500 %."""


class PercentStyle(Enum):
    """How the numbers without a sign in one column of a sheet are written."""

    UNKNOWN = "no number tells"
    FRACTIONS = "fractions"
    PERCENTS = "percents"
    MOSTLY_FRACTIONS = "more fractions than percents"
    MOSTLY_PERCENTS = "more percents than fractions"
    EVEN = "as many of the one as of the other"


def percent_style(cells: Iterable[Cell]) -> PercentStyle:
    """How a column's numbers are written: those between 0 and 1 are fractions, those above 2 percents."""
    fractions = percents = between = 0
    for cell, count in Counter(cells).items():
        if not (number := number_without_sign(cell)):
            continue
        size = abs(number)
        if size > _FAR:
            percents += count
        elif size > 1:
            between += count
        elif size < 1:
            fractions += count
    if not fractions and not percents:
        return PercentStyle.EVEN if between else PercentStyle.UNKNOWN
    if not percents:
        return PercentStyle.FRACTIONS
    if not fractions:
        return PercentStyle.PERCENTS
    if fractions == percents:
        return PercentStyle.EVEN
    return PercentStyle.MOSTLY_FRACTIONS if fractions > percents else PercentStyle.MOSTLY_PERCENTS


def number_without_sign(cell: Cell) -> Fraction | None:
    """The number of a cell that has no sign or unit of its own, in digits or words (八十五); None for any other cell."""
    plain = bare_number(cell)
    if plain is None and isinstance(cell, str) and "%" not in cell:
        try:
            return bare_number(to_digits(cell, "", counts=False))
        except UnreadableText:
            return None
    return plain


def share_of(number: Fraction, factor: Fraction | None, declared: bool | None, style: PercentStyle) -> Fraction | None:
    """What share a number without a sign is; None where it may be either.

    factor: what one is by the unit of the header, the sheet or the rule (1/100 for %); None without such a unit.
    declared: what the rule says: True that numbers are fractions, False that they are percents, None for nothing.
    """
    size = abs(number)
    if not size:
        return number
    if declared is False:
        return number * (factor or Fraction(1, 100))
    if declared:
        return number if size <= _FAR else None
    if factor is not None:
        return number * factor if _is_percent(size, style) else None
    if style in (PercentStyle.FRACTIONS, PercentStyle.MOSTLY_FRACTIONS):
        return number if size <= _FAR else None
    if style is PercentStyle.UNKNOWN and size <= 1:
        return number
    return number / 100 if style is not PercentStyle.EVEN and _is_percent(size, style) else None


def _is_percent(size: Fraction, style: PercentStyle) -> bool:
    """Whether a number is surely in percent: none that may be a fraction is."""
    return size > _FAR or (size > 1 and style is PercentStyle.PERCENTS)
