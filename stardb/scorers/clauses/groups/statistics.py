"""Exact statistics of one group's numbers: each takes them in ascending order, as integers, and gives a Fraction.

All are in units of the numbers given, the variance in units squared. A standard deviation is computed from the variance.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor

from stardb.quantity import Array


def total(values: Array) -> Fraction:
    """The sum."""
    return Fraction(int(values.sum()))


def mean(values: Array) -> Fraction:
    """The sum shared out evenly."""
    return Fraction(int(values.sum()), len(values))


def median(values: Array) -> Fraction:
    """The one in the middle, or half of the two."""
    return Fraction(int(values[(len(values) - 1) // 2]) + int(values[len(values) // 2]), 2)


def smallest(values: Array) -> Fraction:
    """The first of them."""
    return Fraction(int(values[0]))


def largest(values: Array) -> Fraction:
    """The last of them."""
    return Fraction(int(values[-1]))


def variance(values: Array) -> Fraction:
    """Of a sample: the squared distances from the mean, shared out by one fewer than there are."""
    wide, size = values.astype(object), len(values)
    return Fraction(size * int((wide * wide).sum()) - int(wide.sum()) ** 2, size * (size - 1))


def nearest_rank(values: Array, at: Fraction) -> Fraction:
    """The least of the numbers that so great a share of them does not exceed."""
    return Fraction(int(values[max(ceil(at * len(values)), 1) - 1]))


def interpolated(values: Array, at: Fraction) -> Fraction:
    """At the place (n − 1) × share between the numbers, in proportion to the two beside it."""
    place = at * (len(values) - 1)
    low, high = int(values[floor(place)]), int(values[ceil(place)])
    return low + (place - floor(place)) * (high - low)


Statistic = Callable[[Array], Fraction]

STATISTICS: dict[str, Statistic] = {
    "sum": total,
    "count": total,
    "mean": mean,
    "median": median,
    "smallest": smallest,
    "largest": largest,
    "variance": variance,
    "stdev": variance,
    "share": mean,
}


def by_group(values: Array, sizes: Sequence[int], least: int, statistic: Statistic) -> list[Fraction | None]:
    """The statistic of each group whose values follow one another; None where a group has fewer than `least`."""
    found: list[Fraction | None] = []
    start = 0
    for size in sizes:
        found.append(statistic(values[start : start + size]) if size >= least else None)
        start += size
    return found
