"""What a parameter comes to in a year in which it changed: by day, by month, or what holds at the end."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.quantity import Kind, show


@dataclass(frozen=True)
class Stretch:
    """A stretch of the year with one value: since when it holds, and how many days or months it lasts."""

    since: date
    value: Fraction
    length: int


def find_changes(days: Sequence[date], as_of: date, yearly: bool) -> list[date]:
    """The days of the year up to the day rated on at which another value takes the place of one that held in that year.

    yearly: the value of an earlier year does not hold; the year's first one holds from its beginning.
    """
    here = sorted(day for day in days if date(as_of.year, 1, 1) < day <= as_of)
    first = date(as_of.year, 1, 1)
    held_before = first in days or (not yearly and any(day < first for day in days))
    return here if held_before else here[1:]


def split_year(values: Mapping[date, Fraction], as_of: date, *, by_month: bool) -> list[Stretch]:
    """The year from 1 January to the day rated on, in stretches of one value each.

    by_month: each is so many months, of which the last counts whole; else so many days. The first value reaches back to 1 January.
    """
    first = date(as_of.year, 1, 1)
    held = max((day for day in values if day <= first), default=None)
    later = sorted(day for day in values if first < day <= as_of)
    starts = [(first, values[held] if held is not None else values[later[0]]), *((day, values[day]) for day in later)]
    ends = [*(day for day, _ in starts[1:]), None]
    if by_month:
        months = [as_of.month if end is None else end.month - 1 for end in ends]
        lengths = [upto - (day.month - 1) for (day, _), upto in zip(starts, months, strict=True)]
    else:
        after = as_of.toordinal() + 1
        lengths = [
            (after if end is None else end.toordinal()) - day.toordinal()
            for (day, _), end in zip(starts, ends, strict=True)
        ]
    return [Stretch(day, value, length) for (day, value), length in zip(starts, lengths, strict=True) if length]


def weigh_stretches(stretches: Sequence[Stretch]) -> Fraction:
    """The mean of the values, each by how long it lasts; exact."""
    return sum((one.value * one.length for one in stretches), Fraction(0)) / sum(one.length for one in stretches)


def describe_stretches(kind: Kind, stretches: Sequence[Stretch], *, by_month: bool) -> str:
    """How the mean was made, in Chinese."""
    unit = "个月" if by_month else "天"
    told = "、".join(f"{one.since}起{show(kind, one.value)}计{one.length}{unit}" for one in stretches)
    return f"参数，{told}，按{'月' if by_month else '天'}折算"
