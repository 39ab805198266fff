"""The rows of a record table that a form has ready: one for each month, quarter or word of the columns the table announces."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from typing import TypeVar

from stardb.forms.form_sheet import Value
from stardb.quantity import NUMBER_OF_PARTS, Frequency, Period, find_part_of_year, read_year_part
from stardb.rulebook import ColumnSpec, TableSpec

T = TypeVar("T")


def list_announced_rows(spec: TableSpec, period: Period) -> list[dict[str, Value]]:
    """What the columns of `announced` say in each row of one subject: every combination of their values within the period."""
    if not spec.announced:
        return []
    values = [_list_values(spec.columns[name], period) for name in spec.announced]
    return [dict(zip(spec.announced, row, strict=True)) for row in product(*values)]


def _list_values(column: ColumnSpec, period: Period) -> list[Value]:
    if column.type == "year":
        return [Fraction(year) for year in range(period.first.year, period.last.year + 1)]
    if column.part is not None:
        numbers = range(1, NUMBER_OF_PARTS[column.part] + 1)
        return [Fraction(n) for n in _within([(n, column.part, n) for n in numbers], period)]
    parts = [(word, read_year_part(word)) for word in column.words]
    if any(part is None for _, part in parts):
        return [*column.words]
    return [*_within([(word, part.kind, part.number) for word, part in parts if part is not None], period)]


def _within(named: Iterable[tuple[T, Frequency, int]], period: Period) -> list[T]:
    """Of some parts of a year those that lie within a period; where none does, the one it lies within."""
    spans = [(name, find_part_of_year(kind, number, period.year)) for name, kind, number in named]
    inside = [name for name, span in spans if period.contains(span)]
    return inside or [name for name, span in spans if span.contains(period)]
