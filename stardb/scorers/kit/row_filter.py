"""What becomes of each of a subject's many rows: the same cause counted once, repeats multiplied, extremes left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from stardb.quantity import Array, Column, Kind, Mask, arithmetic, calendar
from stardb.scorers.base.scored import RowTrace

ROLES = (
    "采用",
    "条件不符，不计",
    "条件不能判定",
    "未知",
    "所按的栏未知",
    "并列而值不同，分不出先后",
    "另取了一行，不重复计",
    "同一事由已取另一行，不重复计",
    "重复发生，加倍计",
    "去掉的最低",
    "去掉的最高",
    "和另一行完全相同，是不是重复填报未定",
)
TAKEN, OTHER, UNDECIDED, VALUELESS, KEYLESS, TIED, PASSED, SAME, AGAIN, LOW, HIGH, REPEATED = range(len(ROLES))
UNKNOWN_ROLES = (UNDECIDED, VALUELESS, KEYLESS, TIED, REPEATED)
"""The roles of rows that leave their subject undecided."""


@dataclass(frozen=True, eq=False)
class OwnedTrace(RowTrace):
    """What became of each row, and whose it is."""

    owner: Array

    @cached_property
    def _by_owner(self) -> tuple[Array, Array]:
        order = np.argsort(self.owner, kind="stable")
        return order, self.owner[order]

    def of(self, i: int) -> Array:
        """Subject i's rows, as they stand in the table."""
        order, owners = self._by_owner
        return order[np.searchsorted(owners, i) : np.searchsorted(owners, i, side="right")]

    def count(self, i: int, *roles: int) -> int:
        """How many of subject i's rows came to one of `roles`."""
        return sum(role in roles for role in self.role[self.of(i)].tolist())


@dataclass
class Pile:
    """Rows while they are sifted: whose each is (of `size` subjects), what it is worth, what became of it so far."""

    owner: Array
    size: int
    value: Column
    role: Array

    @property
    def counted(self) -> Mask:
        """The rows that still count."""
        return np.isin(self.role, (TAKEN, AGAIN))

    def tally(self, rows: Mask) -> Array:
        """How many of `rows` each subject has."""
        return np.bincount(self.owner[rows], minlength=self.size)


def ranks(column: Column) -> Array:
    """Each value's place in ascending order, equal values alike; what is unknown has any place."""
    data = arithmetic.over_one_scale(column).data if column.kind.numeric else column.data
    _, places = np.unique(data.astype(str) if column.kind is Kind.TEXT else data, return_inverse=True)
    return places.astype(np.int64)


def pick(among: Mask, group: Array, groups: int, key: Array) -> Array:
    """The row of `among` with the greatest key in each group, the first of several; -1 where a group has none."""
    rows = np.nonzero(among)[0][::-1]
    rows = rows[np.lexsort((key[rows], group[rows]))]
    chosen = np.full(groups, -1, np.int64)
    chosen[group[rows]] = rows  # of several in a group, the last stays
    return chosen


def count_once(pile: Pile, causes: Sequence[Column], best: bool) -> None:
    """Of a subject's rows alike in all `causes`, only the best (or the worst) counts."""
    group, groups = _grouped(pile.owner, causes)
    key = ranks(pile.value)
    kept = pick(pile.counted, group, groups, key if best else -key)
    pile.role[pile.counted & (kept[group] != np.arange(len(group)))] = SAME


def count_different(pile: Pile, columns: Sequence[Column], among: Mask) -> Array:
    """How many different values of `columns` each subject's rows of `among` have; days differ by their month."""
    months = [calendar.months_of(column) if column.kind is Kind.DATE else column for column in columns]
    group, _ = _grouped(pile.owner, months)
    rows = np.nonzero(among)[0]
    _, first = np.unique(group[rows], return_index=True)
    return np.bincount(pile.owner[rows[first]], minlength=pile.size)


def multiply_repeats(pile: Pile, same: Column, times: Fraction, order: Column | None) -> None:
    """Of a subject's rows alike in `same`, those after the first count `times` as much; first in `order`, else as they stand."""
    group, groups = _grouped(pile.owner, [same])
    key = ranks(order) if order is not None else np.arange(len(group))
    first = pick(pile.counted, group, groups, -key)[group]
    later = pile.counted & (first != np.arange(len(group)))
    place = ranks(pile.value)
    tied = later & (key == key[first]) & (place != place[first])
    pile.role[later] = AGAIN
    pile.role[tied] = TIED
    pile.value = arithmetic.choose(later, arithmetic.line(pile.value, times, Fraction(0), pile.value.kind), pile.value)


def leave_out_extremes(pile: Pile, number: int) -> Mask:
    """Leave out each subject's `number` lowest and highest rows; gives who has too few, whose rows stay."""
    rows = np.nonzero(pile.counted)[0]
    rows = rows[np.lexsort((ranks(pile.value)[rows], pile.owner[rows]))]
    owner, held = pile.owner[rows], pile.tally(pile.counted)
    place = np.arange(len(rows)) - (np.cumsum(held) - held)[owner]
    enough = held > 2 * number
    pile.role[rows[enough[owner] & (place < number)]] = LOW
    pile.role[rows[enough[owner] & (held[owner] - place <= number)]] = HIGH
    return (held > 0) & ~enough


def _grouped(owner: Array, columns: Sequence[Column]) -> tuple[Array, int]:
    """A number for each lot of rows with one owner and alike in all columns, and how many lots there are."""
    group = owner
    for column in columns:
        place = ranks(column)
        _, group = np.unique(group * (len(place) + 1) + place, return_inverse=True)
    return group, int(group.max(initial=-1)) + 1
