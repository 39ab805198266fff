"""`tenure`: how long a person has served (任职年限), P38 — stretches joined, breaks bridged or deducted, time forfeited.

Full months by the calendar, 12 to a year, each unbroken stretch counted by itself. The last day of a post counts as served.
Source: 湍水头镇 art. 5(2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula, Frame
from stardb.quantity import Column, Kind, logic
from stardb.quantity.column import Array, Mask
from stardb.scorers.base import Clause, Core, Reckoning, RowTrace, Scored
from stardb.scorers.part import Amount, Word
from stardb.scorers.scope import Scope

ROLES = (
    "计入",
    "与前一段连续（或中断在许可内），并入计算",
    "不在计算范围",
    "因免职、撤职等，此段及以前不计",
    "起止不明",
    "前有较长中断，另起一段计入",
)
_COUNTED, _JOINED, _OTHER, _FORFEITED, _UNKNOWN, _APART = range(6)


class Tenure(Clause):
    """任职年限，如 `tenure: 任职经历, from: 起, to: 止, bridge: 1年, forfeit_when: 离任原因 在 (免职, 撤职)`。

    中断不超过 bridge 的连续计算（中断期也计入），超过的扣除中断期；forfeit_when 成立的一段及以前不计。算到考核日为止，
    按整月计，止的当天算任职。
    """

    keyword: ClassVar[str] = "tenure"
    title: ClassVar[str] = "任职年限"

    tenure: str = Field(description="任职经历表")
    from_: str = Field(alias="from", description="起始日期栏")
    to: str = Field(description="终止日期栏；留空为至今")
    where: Word | None = Field(None, description="只计符合条件的行，如某些职务")
    bridge: Amount = Field("0个月", description="中断不超过多久算连续")
    forfeit_when: Word | None = Field(None, description="成立时，此行及以前的年限不计")

    def core(self, scope: Scope) -> Core:
        rows = scope.rows(self.tenure, "tenure")
        start, end = rows.formula(self.from_, ("from",), Kind.DATE), rows.formula(self.to, ("to",), Kind.DATE)
        where = rows.formula(self.where, ("where",), Kind.BOOL) if self.where is not None else None
        forfeit = (
            rows.formula(self.forfeit_when, ("forfeit_when",), Kind.BOOL) if self.forfeit_when is not None else None
        )
        bridge = scope.amount(self.bridge, Kind.DURATION, ("bridge",))
        outer = scope.outer(self.tenure, start, end, where, forfeit)
        return TenureCore(self.tenure, start, end, where, forfeit, int(bridge), outer)


@dataclass(frozen=True, eq=False)
class TenureCore(Core):
    """Bound: the branch is the number of separate stretches counted."""

    table: str
    start: Formula
    end: Formula
    where: Formula | None
    forfeit: Formula | None
    bridge: int
    outer: tuple[str, ...]
    kind: Kind = Kind.DURATION

    @property
    def inputs(self) -> tuple[str, ...]:
        return (f"{self.table}()", *self.outer)

    def score(self, frame: Reckoning) -> Scored:
        rows = frame.of_rows(self.table, self.outer)
        owner, size = frame.owners[self.table], frame.size
        start, end = self.start.evaluate(rows), self.end.evaluate(rows)
        wanted, unsure = _decided(self.where, rows.size, rows)
        unsure |= wanted & ~(start.known & end.known & (start.data <= end.data))
        begin, after = start.data, np.minimum(end.data, frame.today) + 1
        wanted &= ~unsure & (begin <= frame.today)
        ended = wanted & (end.data <= frame.today)
        lost, open_, since = self._forfeited(wanted, ended, owner, after, rows, size)
        unsure |= open_
        begin = np.maximum(begin, since)  # a post that runs on through a dismissal counts from the dismissal
        role = np.where(wanted, np.where(lost, _FORFEITED, _COUNTED), _OTHER)
        role[unsure] = _UNKNOWN
        months, stretches = self._months(wanted & ~lost, owner, begin, after, role, size)
        known = (np.bincount(owner[unsure], minlength=size) == 0) & frame.sent(self.table)
        column = Column(Kind.DURATION, months, known)
        return Scored(column, np.where(known, stretches, -1), (RowTrace(self.table, role, ROLES),))

    def _forfeited(
        self, wanted: Mask, ended: Mask, owner: Array, after: Array, rows: Frame, size: int
    ) -> tuple[Mask, Mask, Array]:
        """Which rows are forfeited, of which it is not known whether they are what forfeits (what is yet to end cannot),

        and from which day on each row may count.
        """
        if self.forfeit is None:
            return np.zeros(len(owner), bool), np.zeros(len(owner), bool), np.full(len(owner), np.iinfo(np.int64).min)
        test = self.forfeit.evaluate(rows)
        ends = logic.certainly(test) & ended
        last = np.full(size, np.iinfo(np.int64).min)
        np.maximum.at(last, owner[ends], after[ends])
        lost: Mask = wanted & (after <= last[owner])
        return lost, ended & ~test.known & ~lost, last[owner]

    def _months(
        self, counted: Mask, owner: Array, begin: Array, after: Array, role: Array, size: int
    ) -> tuple[Array, Array]:
        """Full months and number of stretches of each subject; marks in `role` which rows join the one before."""
        rows = np.nonzero(counted)[0]
        rows = rows[np.lexsort((after[rows], begin[rows], owner[rows]))]
        if not len(rows):
            return np.zeros(size, np.int64), np.zeros(size, np.int64)
        who, first, last = owner[rows], begin[rows], after[rows]
        reach = np.maximum.accumulate(last + who * _FAR) - who * _FAR
        new = np.ones(len(rows), bool)
        limit = months_later(reach[:-1], self.bridge)
        new[1:] = (who[1:] != who[:-1]) | (first[1:] > limit)
        role[rows[~new]] = _JOINED
        again = new.copy()
        again[0] = False
        again[1:] &= who[1:] == who[:-1]
        role[rows[again]] = _APART
        heads = np.nonzero(new)[0]
        tails = np.append(heads[1:], len(rows)) - 1
        spans = full_months(first[heads], reach[tails])
        months = np.zeros(size, np.int64)
        np.add.at(months, who[heads], spans)
        return months, np.bincount(who[heads], minlength=size)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        stretches = int(scored.branch[i])
        if stretches < 0:
            return f"{self.table}没有收到，或有起止不明的行，待定"
        result = scored.told(i)
        if not stretches:
            return f"{self.table}没有可计的任职，为{result}"
        how = "连续任职" if stretches == 1 else f"分{stretches}段（扣除中断）"
        return f"{self.table}{how}，按整月计，共{result}"


_FAR = 10_000_000


def _decided(where: Formula | None, size: int, rows: Frame) -> tuple[Mask, Mask]:
    if where is None:
        return np.ones(size, bool), np.zeros(size, bool)
    test = where.evaluate(rows)
    return logic.certainly(test), ~test.known


def full_months(start: Array, end: Array) -> Array:
    """Full calendar months from `start` up to `end` (days since 1970, `end` itself not counted)."""
    first, last = start.astype("datetime64[D]"), end.astype("datetime64[D]")
    months = last.astype("datetime64[M]").astype(np.int64) - first.astype("datetime64[M]").astype(np.int64)
    reached = months_later(start, months)
    whole: Array = months - (reached > end)
    return whole


def months_later(days: Array, months: Array | int) -> Array:
    """The same day of the month `months` later (the month's last day where there is none), as days since 1970."""
    date = days.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    offset = (date - month).astype(np.int64)
    target = month + np.asarray(months).astype("timedelta64[M]")
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    later: Array = target.astype("datetime64[D]").astype(np.int64) + np.minimum(offset, length - 1)
    return later
