"""One exact number for each group: a statistic of those who count in it."""

from fractions import Fraction

import numpy as np

from stardb.quantity import Column, Kind, integer_array
from stardb.scorers.clauses.groups.statistics import Statistic, by_group
from stardb.scorers.kit.members import GroupedValues


def compute_by_group(found: GroupedValues, least: int, statistic: Statistic) -> list[Fraction | None]:
    """The statistic of each group, in units of the values' numerators; None where a group has fewer than `least`."""
    counted = found.counted
    data = found.values.data[counted].astype(object)
    order = np.lexsort((data, found.groups[counted]))
    columns = [data[order]]
    if found.weights is not None:
        columns.append(found.weights.data[counted].astype(object)[order])
    return by_group(columns, found.sizes.tolist(), least, statistic)


def number_column(kind: Kind, values: list[Fraction | None]) -> Column:
    """Numbers as a column, each over its own denominator; None is unknown."""
    known = [Fraction(0) if value is None else value for value in values]
    scales = integer_array([value.denominator for value in known])
    even = len(set(scales.tolist())) == 1
    data = integer_array([value.numerator for value in known])
    given = np.array([value is not None for value in values], bool)
    return Column(kind, data, given, int(scales[0]) if even else scales)
