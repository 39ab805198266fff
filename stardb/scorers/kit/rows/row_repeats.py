"""Repeats (再次发生的加倍): rows that come after another alike, within a time or not, count several times as much, once.

What is unknown of a row leaves open only what it can change: a day that is not known matters where the rows that may come
first are not worth the same.
"""

from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import Array, Column, Mask, arithmetic, calendar, logic
from stardb.scorers.base.rule import Rule
from stardb.scorers.kit.rows.row_group import RowGroup, number_groups, pick_rows, rank_values
from stardb.scorers.kit.rows.row_roles import RowRole

_NEVER, _ALWAYS = -10_000_000, 10_000_000
"""Days before and after every day there is."""


@dataclass(frozen=True, eq=False)
class Repeats:
    """Rows alike in all of `same` count `times` as much from the second on; so does whatever meets `also`, once in all.

    order: what the rows are put in order by; None for as they stand. within: how long after its day a row makes others
    repeats, days: the same in days; validity: that it does as long as it is valid; None for ever.
    """

    same: tuple[Formula, ...]
    times: Fraction
    order: Formula | None = None
    within: Formula | None = None
    also: Formula | None = None
    validity: Rule | None = None
    days: int | None = None

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Everything it reads of a row."""
        return (*self.same, *(formula for formula in (self.order, self.within, self.also) if formula is not None))

    @property
    def is_limited(self) -> bool:
        """Whether what lies too far back makes no row a repeat."""
        return self.within is not None or self.days is not None or self.validity is not None

    @property
    def limit(self) -> str:
        """How far back is too far, as people read it after 前一次: 已满1年, 已过有效期."""
        if self.days is not None:
            return f"已满{self.days}天"
        return f"已满{self.within.text}" if self.within is not None else "已过有效期"

    def find_ends(self, rows: Frame, order: Column | None, valid_until: Column | None) -> Column | None:
        """The day from which each row makes no other a repeat; None where that is never. valid_until: by their validity."""
        if order is not None and self.days is not None:
            later = np.where(order.data >= calendar.OPEN, calendar.OPEN, order.data + self.days)
            return Column(order.kind, later, order.known)
        if order is not None and self.within is not None:
            return calendar.move_day(order, self.within.evaluate(rows), 1)
        return valid_until


@dataclass(frozen=True, eq=False)
class ExpiredRows:
    """Rows that do not count any more, but within a time make later ones repeats all the same; and those that may."""

    rows: Mask
    possible: Mask


def multiply_repeats(
    row_group: RowGroup, repeats: Repeats, rows: Frame, past: ExpiredRows, ends: Column | None
) -> None:
    """Multiply the rows that repeat another, or meet `also`.

    ends: the day from which each row is not valid any more, where that is the time within which it makes others repeats. Rows
    of which it cannot be told, where that matters, come to AGAIN_UNKNOWN or TIED.
    """
    counted, value, role = row_group.counted, row_group.value, row_group.role
    nothing = logic.truth(np.zeros(len(counted)), np.ones(len(counted), bool))
    also = repeats.also.evaluate(rows) if repeats.also is not None else nothing
    raised = counted & logic.certainly(also)
    gain = arithmetic.choose(counted & ~raised, value, Column.constant(value.kind, 0, len(counted)))
    order = repeats.order.evaluate(rows) if repeats.order is not None else None
    ends = repeats.find_ends(rows, order, ends)
    present = counted if ends is None else counted | past.rows | past.possible
    ends = ends if ends is None else ends.mask(~past.possible)
    same = [formula.evaluate(rows) for formula in repeats.same]
    found = _find_repeats(row_group, present, same, order, ends, rank_values(gain))
    unsure = counted & ~found.certain & ~raised & (found.possible | ~also.known)
    role[counted & found.apart & ~unsure] = RowRole.APART
    role[raised] = RowRole.ALSO
    role[counted & found.certain] = RowRole.AGAIN
    if repeats.times != 1:
        role[unsure & (value.data != 0)] = RowRole.AGAIN_UNKNOWN
        role[counted & found.tied] = RowRole.TIED
    more = arithmetic.scale_and_shift(value, repeats.times, Fraction(0), value.kind)
    row_group.value = arithmetic.choose(raised | (counted & found.certain), more, value)


@dataclass(eq=False)
class _Found:
    """Of each row: whether it certainly or possibly repeats another; whether an earlier one was too long ago; a tie."""

    certain: Mask
    possible: Mask
    apart: Mask
    tied: Mask


def _find_repeats(
    row_group: RowGroup, present: Mask, same: list[Column], order: Column | None, end: Column | None, gain: Array
) -> _Found:
    """What the rows of `present` are to one another. gain: a number for what multiplying each would add, equal ones alike."""
    named = present & np.logical_and.reduce([column.known for column in same])
    dated = named if order is None else named & order.known
    group, groups = number_groups(row_group.owner, same)
    found = _Found(*(np.zeros(len(group), bool) for _ in range(4)))
    key = np.arange(len(group)) if order is None else rank_values(order)
    day = np.zeros(len(group), np.int64) if order is None or end is None else order.data
    _compare_in_order(found, np.nonzero(dated)[0], group, key, day, end, gain)
    if (present & ~dated).any():
        lost = _Lost(row_group, present, named, dated, group, groups)
        placed = present if order is None else present & order.known
        lost.leave_open(found, _find_near(row_group, present, placed, key, day, end))
        if end is None:
            lost.settle(found, gain)
    return found


def _find_near(row_group: RowGroup, present: Mask, placed: Mask, key: Array, day: Array, end: Column | None) -> Mask:
    """The rows that may come soon enough after another of their subject, whatever that one is about."""
    owner, size = row_group.owner, len(row_group.owner)
    if end is None:
        return np.ones(size, bool)
    found = _Found(*(np.zeros(size, bool) for _ in range(4)))
    _compare_in_order(found, np.nonzero(placed)[0], owner, key, day, end, np.zeros(size, np.int64))
    lost = row_group.count_by_subject(present & ~placed) > 0
    near: Mask = found.possible | lost[owner]
    return near


def _compare_in_order(
    found: _Found, among: Array, group: Array, key: Array, day: Array, end: Column | None, gain: Array
) -> None:
    """Judge the rows whose group and place are known, each by those before it; of those of one day the first stands first."""
    if not len(among):
        return
    rows = among[np.lexsort((key[among], group[among]))]
    lot, place = group[rows], key[rows]
    new_lot = np.r_[True, lot[1:] != lot[:-1]]
    new_day = new_lot | np.r_[True, place[1:] != place[:-1]]
    heads, block = np.nonzero(new_day)[0], np.cumsum(new_day) - 1

    def reached(ends: Array) -> Mask:
        """Whether the latest end of the rows before each row's day comes after that day."""
        shift = lot * (2 * _ALWAYS + 1)
        latest = np.r_[_NEVER, (np.maximum.accumulate(ends[rows] + shift) - shift)[:-1]]
        latest[new_lot] = _NEVER
        before: Mask = latest[heads][block] > day[rows]
        return before

    always = np.full(len(group), _ALWAYS)
    sure = reached(always if end is None else np.where(end.known, end.data, _NEVER))
    maybe = sure if end is None else reached(np.where(end.known, end.data, _ALWAYS))
    leader = rows[heads][block]
    found.certain[rows] = sure | ~new_day
    found.possible[rows] = maybe | ~new_day
    found.apart[rows] = ~found.possible[rows] & ~new_lot
    differs = ~sure & (gain[rows] != gain[leader])
    found.tied[rows[differs]] = True
    found.tied[leader[differs]] = True


@dataclass(frozen=True, eq=False)
class _Lost:
    """The rows whose group or place among the others is unknown, and what they leave open."""

    row_group: RowGroup
    present: Mask
    named: Mask
    dated: Mask
    group: Array
    groups: int

    def leave_open(self, found: _Found, near: Mask) -> None:
        """What may repeat one of them, and which of them may repeat another. near: the rows that come soon enough after some other."""
        owner, count = self.row_group.owner, self.row_group.count_by_subject
        nameless = (count(self.present & ~self.named) > 0)[owner]
        undated = self._has(self.named & ~self.dated)
        found.possible |= self.dated & ((nameless & near) | undated)
        crowded = np.bincount(self.group[self.named], minlength=self.groups)[self.group] > 1
        found.possible |= self.named & ~self.dated & (crowded | nameless)
        found.possible |= self.present & ~self.named & (count(self.present) > 1)[owner] & near
        found.apart &= ~found.possible

    def settle(self, found: _Found, gain: Array) -> None:
        """Where rows may repeat one another whenever they are, and it adds the same whichever comes first, nothing is open."""
        nameless = (self.row_group.count_by_subject(self.present & ~self.named) > 0)[self.row_group.owner]
        undated = self.named & ~self.dated
        rivals = undated | (self.dated & ~found.certain)
        first = pick_rows(rivals, self.group, self.groups, self.dated.astype(np.int64))[self.group]
        alike = ~self._has(rivals & (gain != gain[first]))
        settled = rivals & self._has(undated) & alike & ~nameless
        found.certain[settled] = (first != np.arange(len(first)))[settled]
        found.possible[settled] = found.certain[settled]

    def _has(self, rows: Mask) -> Mask:
        """Of each row, whether its group has any of `rows`."""
        there: Mask = (np.bincount(self.group[rows], minlength=self.groups) > 0)[self.group]
        return there
