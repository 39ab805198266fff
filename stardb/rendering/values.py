"""One value as a template shows it: a Decimal for points, stars and 元, words for the rest."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from stardb.quantity import Column, Kind
from stardb.quantity.showing import Edges, rounded, show
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal
from stardb.scoring.history import NOT_RATED


class SubjectRow(dict[str, Any]):
    """One subject's line. `used`: the names that workbook templates look up in any line of the same list."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self.used = used


View = dict[str, Any]
"""A mapping under the Chinese names templates use."""


def plain(kind: Kind, value: Fraction | str | bool | None, edges: Edges = ()) -> Decimal | str:
    """A value for a cell: a Decimal where it is a number of points, stars or 元, else its words.

    One that does not end is rounded as it is shown, on its own side of the edges.
    """
    if isinstance(value, Fraction) and kind in (Kind.NUMBER, Kind.MONEY):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else Decimal(rounded(value, edges))
    return show(kind, value, edges)


def plain_at(column: Column, i: int) -> Decimal | str:
    """Subject i's value of a column for a cell."""
    return plain(column.kind, column.at(i), column.edges)


def result(appraisal: Appraisal, step: Step, i: int) -> Decimal | str:
    """One result of one subject as a template shows it; a star won by a pass mark is 得星 or 未得."""
    column = appraisal.columns[step.name]
    if not appraisal.rated[i] and not (step.role is Role.VALUE and column.known[i]):
        return NOT_RATED  # a published value is what it is, whoever takes part
    if step.role is Role.STAR and column.kind is Kind.BOOL and column.known[i]:
        return "得星" if column.data[i] else "未得"
    return plain_at(column, i)
