"""What a subject's rows can come to while some that there should be are missing: each of those within what a row can be worth."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, bounds
from stardb.scorers.kit.rows.row_group import RowBounds, RowGroup
from stardb.scorers.kit.rows.row_roles import HELD_ROLES, UNKNOWN_ROLES, RowRole

Ends: TypeAlias = tuple[Column, Column]


def bound_missing(
    way: str,
    row_group: RowGroup,
    each: ValueRange,
    expected: Column,
    is_once: bool,
    count_periods: Callable[[Mask], Array] | None,
) -> tuple[Column, Column, Mask]:
    """The least and the most of each subject's result, and for whom these hold.

    way: how the rows come together: sum, mean, best or worst; nobody's ends are told of another. expected: how many rows there
    should be. is_once: whether one row of each matter was taken. count_periods: in how many different periods a subject has
    rows; None where rows themselves are counted.

    They hold for who has some rows, no more than there should be, no two of one period, and none of which it is not known
    whether it counts: such a subject is decided when exactly the missing ones have come in, whatever they say.
    """
    role = row_group.role
    worthless = role == RowRole.VALUE_UNKNOWN
    here = np.isin(role, HELD_ROLES) | worthless
    held = row_group.count_by_subject(here)
    doubtful = np.isin(role, UNKNOWN_ROLES) & ~(worthless & (not is_once))
    number = np.where(expected.known, expected.data // expected.scale, -1).astype(np.int64)
    holds: Mask = (held > 0) & (number >= held) & (row_group.count_by_subject(doubtful) == 0)
    if count_periods is not None:
        holds &= count_periods(here) == held
    missing = np.where(holds, number - held, 0)
    found, make = RowBounds(row_group, each), _WAYS.get(way)
    if make is None:
        nothing = Column.unknown(row_group.value.kind, row_group.size)
        return nothing, nothing, np.zeros(row_group.size, bool)
    low, high = make(found, each, missing, number)
    return low, high, holds


def _sum(found: RowBounds, each: ValueRange, missing: Array, number: Array) -> Ends:
    low, high = found.of_sum()
    return _add(low, each.low, missing), _add(high, each.high, missing)


def _mean(found: RowBounds, each: ValueRange, missing: Array, number: Array) -> Ends:
    whole = Column(Kind.NUMBER, number, number > 0)
    low, high = (arithmetic.divide(end, whole, end.kind) for end in _sum(found, each, missing, number))
    return low, high


def _best(found: RowBounds, each: ValueRange, missing: Array, number: Array) -> Ends:
    low, high = found.of_best()
    return low, _further(high, each.high, missing, least=False)


def _worst(found: RowBounds, each: ValueRange, missing: Array, number: Array) -> Ends:
    low, high = found.of_worst()
    return _further(low, each.low, missing, least=True), high


_WAYS: Mapping[str, Callable[[RowBounds, ValueRange, Array, Array], Ends]] = {
    "sum": _sum,
    "mean": _mean,
    "best": _best,
    "worst": _worst,
}


def _add(ends: Column, worth: Fraction | None, missing: Array) -> Column:
    """The ends with as many rows more as are missing, each worth so much; unknown where that has no end."""
    if worth is None:
        return ends.mask(missing == 0)
    number = Column(Kind.NUMBER, missing, np.ones(len(missing), bool))
    more = arithmetic.multiply(Column.constant(ends.kind, worth, len(missing)), number, ends.kind)
    return arithmetic.add(bounds.low_end(ends), more, ends.kind)


def _further(ends: Column, worth: Fraction | None, missing: Array, least: bool) -> Column:
    """The lesser (or greater) of the ends and what a missing row can be worth; the ends alone where none is missing."""
    if worth is None:
        return ends.mask(missing == 0)
    other = Column.constant(ends.kind, worth, len(missing))
    both = arithmetic.smallest(ends, other) if least else arithmetic.largest(ends, other)
    return arithmetic.choose(missing > 0, both, ends)
