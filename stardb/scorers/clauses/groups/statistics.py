"""Exact statistics of one group's numbers: each takes them in ascending order, as integers, and gives a Fraction.

All are in units of the numbers given, the variance in units squared. A standard deviation is computed from the variance.
Where numbers have weights, these are integers too, in the same order; of weights only their proportions matter.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from stardb.quantity import Array

Deviation = Literal["sample", "population"]
"""Whether the squared distances are shared out by one fewer than there are numbers, or by as many as there are."""

DEFAULT_DEVIATION: Deviation = "sample"

ROOT_STEP = Fraction(1, 10000)
"""What a standard deviation, or a number of them, is rounded to where the rule does not say."""


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


def variance(values: Array, deviation: Deviation = DEFAULT_DEVIATION) -> Fraction:
    """The squared distances from the mean, shared out."""
    wide, size = values.astype(object), len(values)
    apart = size * int((wide * wide).sum()) - int(wide.sum()) ** 2
    return Fraction(apart, size * (size - 1 if deviation == "sample" else size))


def weigh_mean(values: Array, weights: Array) -> Fraction | None:
    """Σ weight × number ÷ Σ weight; None where no weight is above 0."""
    whole = int(weights.sum())
    return Fraction(int((values * weights).sum()), whole) if whole else None


def weigh_variance(values: Array, weights: Array, deviation: Deviation = DEFAULT_DEVIATION) -> Fraction | None:
    """Σ weight × squared distance from the weighted mean ÷ Σ weight; of a sample that times n ÷ (n − 1).

    n: how many weights are not 0. None where these are too few.
    """
    n, whole = int((weights > 0).sum()), int(weights.sum())
    if n < (2 if deviation == "sample" else 1):
        return None
    weighted = values * weights
    apart = Fraction(whole * int((weighted * values).sum()) - int(weighted.sum()) ** 2, whole**2)
    return apart * Fraction(n, n - 1) if deviation == "sample" else apart


def nearest_rank(values: Array, at: Fraction) -> Fraction:
    """The least of the numbers that so great a share of them does not exceed."""
    return Fraction(int(values[max(ceil(at * len(values)), 1) - 1]))


def average_rank(values: Array, at: Fraction) -> Fraction:
    """The nearest rank; where share × number comes out even, the mean of that number and the next."""
    place = at * len(values)
    low = max(ceil(place), 1)
    high = low + 1 if place == low and low < len(values) else low
    return Fraction(int(values[low - 1]) + int(values[high - 1]), 2)


def interpolated(values: Array, at: Fraction) -> Fraction:
    """At the place (n − 1) × share between the numbers, in proportion to the two beside it."""
    place = at * (len(values) - 1)
    low, high = int(values[floor(place)]), int(values[ceil(place)])
    return low + (place - floor(place)) * (high - low)


Statistic = Callable[..., Fraction | None]
"""Of a group's numbers, and of their weights where there are some."""

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

WEIGHTED: dict[str, Statistic] = {"mean": weigh_mean, "variance": weigh_variance, "stdev": weigh_variance}
"""The statistics of numbers with weights."""

PERCENTILES: dict[str, Statistic] = {
    "nearest_rank": nearest_rank,
    "average": average_rank,
    "interpolated": interpolated,
}
"""The definitions of a percentile."""


def by_group(columns: Sequence[Array], sizes: Sequence[int], least: int, statistic: Statistic) -> list[Fraction | None]:
    """The statistic of each group whose values follow one another; None where a group has fewer than `least`.

    columns: the values, and after them the weights where there are some.
    """
    found: list[Fraction | None] = []
    start = 0
    for size in sizes:
        part = [column[start : start + size] for column in columns]
        found.append(statistic(*part) if size >= least else None)
        start += size
    return found
