"""What becomes of each of a subject's many rows: the same cause counted once, repeats multiplied, extremes left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

import numpy as np

from stardb.expressions import Formula
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, calendar
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import UNTIL


class RowRole(IntEnum):
    """What became of one row."""

    COUNTED = 0
    OTHER = 1
    UNDECIDED = 2
    VALUE_UNKNOWN = 3
    KEY_UNKNOWN = 4
    TIED = 5
    PASSED_OVER = 6
    SAME_CAUSE = 7
    AGAIN = 8
    LOW = 9
    HIGH = 10
    REPEATED = 11
    EXPIRED = 12
    NOT_YET = 13
    VALIDITY_UNKNOWN = 14


ROLE_TEXTS = {
    RowRole.COUNTED: "采用",
    RowRole.OTHER: "条件不符，不计",
    RowRole.UNDECIDED: "条件不能判定",
    RowRole.VALUE_UNKNOWN: "未知",
    RowRole.KEY_UNKNOWN: "所按的栏未知",
    RowRole.TIED: "并列而值不同，分不出先后",
    RowRole.PASSED_OVER: "另取了一行，不重复计",
    RowRole.SAME_CAUSE: "同一事由已取另一行，不重复计",
    RowRole.AGAIN: "重复发生，加倍计",
    RowRole.LOW: "去掉的最低",
    RowRole.HIGH: "去掉的最高",
    RowRole.REPEATED: "和另一行完全相同，是不是重复填报未定",
    RowRole.EXPIRED: f"已过有效期（到{UNTIL}止），不计",
    RowRole.NOT_YET: "尚未生效，不计",
    RowRole.VALIDITY_UNKNOWN: "在不在有效期内不能判定",
}
"""What people read of each role."""

LEFT_OUT = (RowRole.OTHER, RowRole.EXPIRED, RowRole.NOT_YET)
"""The roles of rows that a clause does not look at: those that `where` leaves out, and those that are not valid."""

UNKNOWN_ROLES = (
    RowRole.UNDECIDED, RowRole.VALUE_UNKNOWN, RowRole.KEY_UNKNOWN, RowRole.TIED, RowRole.REPEATED,
    RowRole.VALIDITY_UNKNOWN,
)  # fmt: skip
"""The roles of rows that leave their subject undecided."""


@dataclass(frozen=True, eq=False)
class RowFilter:
    """Which rows count and how often, bound; `causes` with `best`: of rows alike in them one counts.

    period: what tells the period of a row; `expect` then counts periods, of which each has one row at most if `once`.
    validity: what tells which rows are valid on the day of the appraisal; None where all are looked at.
    """

    where: Formula | None = None
    causes: tuple[Formula, ...] = ()
    best: bool = True
    expect: Formula | None = None
    same: Formula | None = None
    times: Fraction = Fraction(1)
    order: Formula | None = None
    drop: int = 0
    by: Formula | None = None
    period: tuple[Formula, ...] = ()
    once: bool = True
    validity: Rule | None = None

    @property
    def keys(self) -> tuple[Formula, ...]:
        """What tells rows apart or puts them in order."""
        given = (self.by, *self.causes, self.same, self.order, *self.period)
        return tuple(formula for formula in given if formula is not None)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Everything it reads of a row or its subject."""
        given = (self.where, *self.causes, self.same, self.order, self.by, self.expect, *self.period)
        return tuple(formula for formula in given if formula is not None)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every name it reads, of a row or its subject."""
        names = (*(self.validity.inputs if self.validity else ()), *(n for f in self.formulas for n in f.names))
        return tuple(dict.fromkeys(names))


@dataclass
class RowGroup:
    """Rows while they are filtered: whose each is (of `size` subjects), what it is worth, what became of it so far."""

    owner: Array
    size: int
    value: Column
    role: Array

    @property
    def counted(self) -> Mask:
        """The rows that still count."""
        return np.isin(self.role, (RowRole.COUNTED, RowRole.AGAIN))

    def count_by_subject(self, rows: Mask) -> Array:
        """How many of `rows` each subject has."""
        return np.bincount(self.owner[rows], minlength=self.size)


def rank_values(column: Column) -> Array:
    """Each value's place in ascending order, equal values alike; what is unknown has any place."""
    data = arithmetic.over_one_scale(column).data if column.kind.numeric else column.data
    _, places = np.unique(data.astype(str) if column.kind is Kind.TEXT else data, return_inverse=True)
    return places.astype(np.int64)


def pick_rows(among: Mask, group: Array, groups: int, key: Array) -> Array:
    """The row of `among` with the greatest key in each group, the first of several; -1 where a group has none."""
    rows = np.nonzero(among)[0][::-1]
    rows = rows[np.lexsort((key[rows], group[rows]))]
    chosen = np.full(groups, -1, np.int64)
    chosen[group[rows]] = rows  # of several in a group, the last stays
    return chosen


def count_once(row_group: RowGroup, causes: Sequence[Column], best: bool) -> None:
    """Of a subject's rows alike in all `causes`, only the best (or the worst) counts."""
    group, groups = _number_groups(row_group.owner, causes)
    key = rank_values(row_group.value)
    best_row = pick_rows(row_group.counted, group, groups, key if best else -key)
    row_group.role[row_group.counted & (best_row[group] != np.arange(len(group)))] = RowRole.SAME_CAUSE


def count_different(row_group: RowGroup, columns: Sequence[Column], among: Mask) -> Array:
    """How many different values of `columns` each subject's rows of `among` have; days differ by their month."""
    months = [calendar.months_of(column) if column.kind is Kind.DATE else column for column in columns]
    group, _ = _number_groups(row_group.owner, months)
    rows = np.nonzero(among)[0]
    _, first = np.unique(group[rows], return_index=True)
    return np.bincount(row_group.owner[rows[first]], minlength=row_group.size)


def multiply_repeats(row_group: RowGroup, same: Column, times: Fraction, order: Column | None) -> None:
    """Of a subject's rows alike in `same`, those after the first count `times` as much; first in `order`, else as they stand."""
    group, groups = _number_groups(row_group.owner, [same])
    key = rank_values(order) if order is not None else np.arange(len(group))
    first = pick_rows(row_group.counted, group, groups, -key)[group]
    later = row_group.counted & (first != np.arange(len(group)))
    place = rank_values(row_group.value)
    tied = later & (key == key[first]) & (place != place[first])
    row_group.role[later] = RowRole.AGAIN
    row_group.role[tied] = RowRole.TIED
    row_group.value = arithmetic.choose(
        later, arithmetic.scale_and_shift(row_group.value, times, Fraction(0), row_group.value.kind), row_group.value
    )


def leave_out_extremes(row_group: RowGroup, number: int) -> Mask:
    """Leave out each subject's `number` lowest and highest rows; gives who has too few, whose rows stay."""
    rows = np.nonzero(row_group.counted)[0]
    rows = rows[np.lexsort((rank_values(row_group.value)[rows], row_group.owner[rows]))]
    owner, held = row_group.owner[rows], row_group.count_by_subject(row_group.counted)
    place = np.arange(len(rows)) - (np.cumsum(held) - held)[owner]
    enough = held > 2 * number
    row_group.role[rows[enough[owner] & (place < number)]] = RowRole.LOW
    row_group.role[rows[enough[owner] & (held[owner] - place <= number)]] = RowRole.HIGH
    return (held > 0) & ~enough


def _number_groups(owner: Array, columns: Sequence[Column]) -> tuple[Array, int]:
    """A number for each lot of rows with one owner and alike in all columns, and how many lots there are."""
    group = owner
    for column in columns:
        place = rank_values(column)
        _, group = np.unique(group * (len(place) + 1) + place, return_inverse=True)
    return group, int(group.max(initial=-1)) + 1
