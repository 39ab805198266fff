"""Rows of a record table while they are filtered: whose each is, what it is worth, what became of it so far."""

from collections.abc import Sequence

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, bounds, filled_array
from stardb.scorers.kit.rows.row_roles import COUNTED_ROLES, MAYBE_ROLES, RowRole


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
        return np.isin(self.role, COUNTED_ROLES)

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


def number_groups(owner: Array, columns: Sequence[Column]) -> tuple[Array, int]:
    """A number for each lot of rows with one owner and alike in all columns, and how many lots there are."""
    group = owner
    for column in columns:
        group = join_codes(group, rank_values(column))
    return group, int(group.max(initial=-1)) + 1


def join_codes(a: Array, b: Array) -> Array:
    """A number for each row, the same for rows alike in both codes; `b` from 0 to the number of rows."""
    _, code = np.unique(a * (len(b) + 1) + b, return_inverse=True)
    return code


def leave_out_extremes(row_group: RowGroup, number: int) -> Mask:
    """Leave out each subject's `number` lowest and highest rows; gives who has too few, whose rows stay."""
    rows, owner, place, held = _place_counted(row_group, np.nonzero(row_group.counted)[0])
    enough = held > 2 * number
    row_group.role[rows[enough[owner] & (place < number)]] = RowRole.LOW
    row_group.role[rows[enough[owner] & (held[owner] - place <= number)]] = RowRole.HIGH
    return (held > 0) & ~enough


def take_best(row_group: RowGroup, number: int) -> None:
    """Leave out all but each subject's `number` best rows; of equal ones the first stay."""
    rows, owner, place, held = _place_counted(row_group, np.nonzero(row_group.counted)[0][::-1])
    row_group.role[rows[held[owner] - place > number]] = RowRole.BEYOND


def _place_counted(row_group: RowGroup, counted: Array) -> tuple[Array, Array, Array, Array]:
    """The rows that count, by subject and the lowest first: which, whose, at which place; and how many each subject has."""
    rows = counted[np.lexsort((rank_values(row_group.value)[counted], row_group.owner[counted]))]
    owner, held = row_group.owner[rows], row_group.count_by_subject(row_group.counted)
    return rows, owner, np.arange(len(rows)) - (np.cumsum(held) - held)[owner], held


_MAYBE = (*MAYBE_ROLES, RowRole.REPEATED)
"""The roles of rows that may count or not."""


@dataclass(frozen=True, eq=False)
class RowBounds:
    """The least and the most that the rows of each subject can come to.

    each: what a row can be worth; boundless: which rows the text lays nothing down for, so that they may be worth anything.
    """

    row_group: RowGroup
    each: ValueRange
    boundless: Mask | None = None

    def of_count(self) -> tuple[Column, Column]:
        """How many rows at least, and at most."""
        least = self._count(self._counted)
        return self._whole(least), self._whole(least + self._count(self._maybe))

    def of_sum(self) -> tuple[Column, Column]:
        """The least and the most of their sum; unknown where a row can be worth anything."""
        value = self._value
        return self._add(bounds.low_end(value), least=True), self._add(bounds.high_end(value), least=False)

    def of_mean(self) -> tuple[Column, Column]:
        """The least and the most of their mean; a row that may not count brings it no further than to what it is worth."""
        value = self._value
        number = Column(Kind.NUMBER, self.sure, self.sure > 0)
        found = []
        for end, least in ((bounds.low_end(value), True), (bounds.high_end(value), False)):
            without = arithmetic.divide(self._add(end, least, maybe=False), number, value.kind)
            rows = self._pick_end(end, self._maybe, least)
            found.append(self._further(without, rows, least, self._count(self._maybe) == 0))
        return found[0], found[1]

    def of_best(self) -> tuple[Column, Column]:
        """The least and the most of the highest row's worth, where one counts for certain."""
        value = self._value
        sure = self._counted | self._worthless
        highest = self._pick_end(bounds.high_end(value), sure | self._maybe, least=False)
        return self._pick_known(bounds.low_end(value), sure, least=False), highest

    def of_worst(self) -> tuple[Column, Column]:
        """The least and the most of the lowest row's worth, where one counts for certain."""
        value = self._value
        sure = self._counted | self._worthless
        lowest = self._pick_end(bounds.low_end(value), sure | self._maybe, least=True)
        return lowest, self._pick_known(bounds.high_end(value), sure, least=True)

    def of_share(self) -> tuple[Column, Column]:
        """The least and the most of the share of rows worth 1; unknown where there may be no row at all."""
        value = self.row_group.value
        met, missed = value.known & (value.data != 0), value.known & (value.data == 0)
        base = self._count(self._counted | self._worthless)
        sure, maybe = self._count(self._counted & met), self._maybe
        more = self._count(self._worthless | (maybe & ~missed))
        low = self._divide(sure, base + self._count(maybe & ~met))
        high = self._divide(sure + more, base + self._count(maybe & ~missed))
        return low.mask(base > 0), high.mask(base > 0)

    @property
    def _value(self) -> Column:
        """What each row is worth, with the ends of what is not known."""
        return bounds.within(self.row_group.value, self.each, None if self.boundless is None else ~self.boundless)

    @property
    def sure(self) -> Array:
        """How many rows of each subject count for certain, whatever they are worth."""
        return self._count(self._counted | self._worthless)

    @property
    def _counted(self) -> Mask:
        return np.isin(self.row_group.role, COUNTED_ROLES)

    @property
    def _maybe(self) -> Mask:
        return np.isin(self.row_group.role, _MAYBE)

    @property
    def _worthless(self) -> Mask:
        """The rows that count, and of which it is not known what they are worth."""
        return np.isin(self.row_group.role, (RowRole.VALUE_UNKNOWN,))

    def _count(self, rows: Mask) -> Array:
        return self.row_group.count_by_subject(rows)

    def _whole(self, numbers: Array) -> Column:
        return Column(Kind.NUMBER, numbers, np.ones(len(numbers), bool))

    def _divide(self, part: Array, whole: Array) -> Column:
        return arithmetic.divide(self._whole(part), self._whole(whole), Kind.PERCENT)

    def _pick_end(self, ends: Column, rows: Mask, least: bool) -> Column:
        """The least (or most) of one end of each subject's `rows`; unknown where one of them has no such end."""
        found = self._pick_known(ends, rows, least)
        return found.mask(self._count(rows & ~ends.known) == 0)

    def _pick_known(self, ends: Column, rows: Mask, least: bool) -> Column:
        """The least (or most) of one end of each subject's `rows`, of those that have it; unknown where none has."""
        places = rank_values(ends)
        picked = pick_rows(rows & ends.known, self.row_group.owner, self.row_group.size, -places if least else places)
        return ends.take(picked)

    def _further(self, a: Column, b: Column, least: bool, alone: Mask) -> Column:
        """The lesser (or greater) of two ends; the first where it stands `alone`."""
        both = arithmetic.smallest(a, b) if least else arithmetic.largest(a, b)
        return arithmetic.choose(alone, a, both)

    def _add(self, ends: Column, least: bool, maybe: bool = True) -> Column:
        """The sum of one end of every row; a row that may not count brings it down (or up) or nothing, or is left out."""
        ends = arithmetic.over_one_scale(ends)
        scale = ends.scale
        assert isinstance(scale, int)
        unsure = self._maybe
        looked_at = self._counted | self._worthless | (unsure & maybe)
        data = np.where(unsure, np.minimum(ends.data, 0) if least else np.maximum(ends.data, 0), ends.data)
        data = np.where(looked_at & ends.known, data, 0)
        if data.size and max(abs(int(data.max())), abs(int(data.min()))) * data.size >= 2**62:
            data = data.astype(object)
        total = filled_array(0, self.row_group.size).astype(data.dtype)
        np.add.at(total, self.row_group.owner, data)
        endless = self._count(looked_at & ~ends.known) > 0
        return Column(ends.kind, total, ~endless, scale)
