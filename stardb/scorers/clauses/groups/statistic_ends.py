"""Between which numbers a group's statistic lies, while some of its numbers are unknown, or it is open who counts."""

from fractions import Fraction

import numpy as np

from stardb.quantity import Array, Column, Kind, Mask, bounds, logic
from stardb.scorers.clauses.groups.group_numbers import number_column
from stardb.scorers.clauses.groups.statistics import Statistic
from stardb.scorers.kit.members import GroupedValues
from stardb.scorers.kit.rank_bounds import align_ends

RISING = frozenset(("sum", "mean", "median", "smallest", "largest", "count", "share", "percentile"))
"""The statistics that never fall where numbers grow."""

_MOST_OPEN = 200
"""Of so many at most it may be open whether they count; of a group with more nothing is told."""

_End = Fraction | None


def find_statistic_ends(
    found: GroupedValues,
    value: Column,
    statistic: Statistic,
    least: int,
    leave_out: bool,
    counts_heads: bool,
    kind: Kind,
) -> tuple[Column, Column]:
    """The least and the most of each group's statistic, one of RISING; unknown where there is no such end.

    value: what it is of. least: how many there must be. leave_out: lacking numbers are not counted. counts_heads: it is how many
    count, whatever their numbers. kind: of the statistic.
    """
    numbers = bounds.count_truths(value) if value.kind is Kind.BOOL else value
    there = numbers.known | numbers.undecided if leave_out else np.ones(len(value), bool)
    certain, may = logic.certainly(found.taking) & there, ~found.taking.known & there
    astray = np.flatnonzero((certain | may) & (found.groups < 0))
    lows, highs, scale = align_ends(bounds.low_end(numbers), bounds.high_end(numbers))
    known = bounds.low_end(numbers).known, bounds.high_end(numbers).known
    ends: list[tuple[_End, _End]] = [(None, None)] * len(found.sizes)
    order = np.argsort(found.groups, kind="stable")
    edges = np.searchsorted(found.groups[order], np.arange(len(found.sizes) + 1))
    for group in np.flatnonzero(found.undecided).tolist():
        rows = order[edges[group] : edges[group + 1]]
        sure, loose = rows[certain[rows]], np.concatenate([rows[may[rows]], astray])
        if len(sure) < max(least, 0 if counts_heads else 1) or len(loose) > _MOST_OPEN or found.unseen[group]:
            continue
        if counts_heads:
            ends[group] = (Fraction(len(sure)), Fraction(len(sure) + len(loose)))
        else:
            low = _find_least(lows, known[0], sure, loose, statistic)
            most = _find_least(-highs, known[1], sure, loose, lambda part: _negate(statistic(-part[::-1])))
            ends[group] = (None if low is None else low / scale, None if most is None else -most / scale)
    return number_column(kind, [low for low, _ in ends]), number_column(kind, [high for _, high in ends])


def _negate(value: _End) -> _End:
    return None if value is None else -value


def _find_least(data: Array, known: Mask, sure: Array, loose: Array, statistic: Statistic) -> _End:
    """The least of what the statistic comes to with so many of the loose ones as may be, the smallest first."""
    if not (known[sure].all() and known[loose].all()):
        return None
    own, more = data[sure].astype(object), np.sort(data[loose].astype(object))
    found = [statistic(np.sort(np.concatenate([own, more[:k]]))) for k in range(len(more) + 1)]
    return min((value for value in found if value is not None), default=None)
