"""`tenure`: how long a person has served (任职年限), P38 — stretches joined, breaks bridged or deducted, time forfeited.

Full months by the calendar, 12 to a year, each unbroken stretch counted by itself. The last day of a post counts as served.
Posts held at once count once. Source: 湍水头镇 art. 5(2); 沽源县 (unbroken or in all); 安龙县 (up to a day).
"""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame, Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, calendar, logic, ranges
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import RowTrace, RowValidity, Scored
from stardb.scorers.clauses.rows.one_per import OnePer
from stardb.scorers.kit.rows.row_group import RowGroup
from stardb.scorers.kit.rows.row_once import Once, count_once
from stardb.scorers.kit.rows.row_roles import ROLE_TEXTS, RowRole
from stardb.scorers.kit.rows.row_scope import refuse_no_column
from stardb.scorers.kit.rows.validity import EXPIRED, HEED, NOT_YET, Heed, bind_validity, find_standing
from stardb.yamlfile import Amount, Word

ROLES = (
    "计入",
    "与前一段连续（或中断在许可内），并入计算",
    "不在计算范围",
    "因免职、撤职等，此段及以前不计",
    "起止不明，或不知是否因免职、撤职等离任",
    "前有较长中断，另起一段计入",
    "不在计算范围，但因免职、撤职等，以前的任职不计",
    ROLE_TEXTS[RowRole.EXPIRED],
    ROLE_TEXTS[RowRole.NOT_YET],
    ROLE_TEXTS[RowRole.SAME_CAUSE],
)
_COUNTED, _JOINED, _OTHER, _FORFEITED, _UNKNOWN, _APART, _FORFEITS, _EXPIRED, _NOT_YET, _DISPLACED = range(10)

_NEVER = -10_000_000
_FAR = 10_000_000
"""Days before and after every day there is."""

_TWICE = "sent_twice"
"""The fact that says for whom the table came in two versions."""

_STRETCHES = {"total": "", "longest": "最长一段", "last": "最近一段"}


class Tenure(Clause):
    """任职年限，如 `tenure: 任职经历, from: 起, to: 止, bridge: 1年, forfeit_when: 离任原因 在 (免职, 撤职)`。

    同时担任几职的只计一次。中断不超过 bridge 的连续计算（中断期也计入），超过的扣除中断期。forfeit_when 看表里的每一行
    （不论 where），成立的，离任那天及以前的年限都不计。按整月计，止的当天算任职。
    """

    keyword: ClassVar[str] = "tenure"
    title: ClassVar[str] = "任职年限"

    tenure: str = Field(description="任职经历表")
    from_: str = Field(alias="from", description="起始日期栏")
    to: str = Field(description="终止日期栏；留空为至今")
    where: Word | None = Field(None, description="只计符合条件的行，如某些职务")
    valid: Heed | None = Field(None, description=HEED)
    one_per: OnePer | None = Field(
        None, description="同一事由（这些栏都相同）只计一行，如同一任职报了两次、以后一次为准；要用 by 写明按什么比"
    )
    bridge: Amount = Field("0个月", description="中断不超过多久算连续")
    forfeit_when: Word | None = Field(None, description="任一行成立时，离任那天及以前的年限不计")
    take: Literal["total", "longest", "last"] = Field(
        "total", description="total 各段累计、longest 最长一段连续、last 最近一段连续"
    )
    as_of: Word | None = Field(None, description="算到哪一天为止：日期、日期栏或算式；不写或为至今的，到考核日")

    def core(self, scope: Scope) -> Core:
        rows = scope.row_scope(self.tenure, "tenure")
        start, end = rows.bind_formula(self.from_, ("from",), Kind.DATE), rows.bind_formula(self.to, ("to",), Kind.DATE)
        refuse_no_column(start.names, ("from",), self.tenure, rows)
        where = rows.bind_formula(self.where, ("where",), Kind.BOOL) if self.where is not None else None
        forfeit = (
            rows.bind_formula(self.forfeit_when, ("forfeit_when",), Kind.BOOL)
            if self.forfeit_when is not None
            else None
        )
        bridge = scope.read_amount(self.bridge, Kind.DURATION, ("bridge",))
        as_of = scope.bind_formula(self.as_of, ("as_of",), Kind.DATE) if self.as_of is not None else None
        once = self.one_per.bind(self.tenure, rows, needs_by=True) if self.one_per is not None else None
        validity = bind_validity(rows, self.tenure, self.valid)
        read = (start, end, where, forfeit, *(once.formulas if once else ()))
        names = [name for formula in read if formula is not None for name in formula.names]
        outer = scope.subject_names(self.tenure, (*names, *(validity.inputs if validity else ())))
        return TenureCore(self.tenure, start, end, where, forfeit, int(bridge), self.take, as_of, outer, once, validity)


@dataclass(frozen=True, eq=False)
class TenureCore(Core):
    """Bound: the branch is the number of separate stretches counted."""

    table: str
    start: Formula
    end: Formula
    where: Formula | None
    forfeit: Formula | None
    bridge: int
    take: Literal["total", "longest", "last"]
    as_of: Formula | None
    outer: tuple[str, ...]
    once: Once | None = None
    validity: Rule | None = None
    kind: Kind = Kind.DURATION

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((f"{self.table}()", *self.outer, *(self.as_of.names if self.as_of else ()))))

    def reach(self, reaches: Reaches) -> ValueRange:
        return ranges.counts()

    @property
    def cases(self) -> tuple[str, ...]:
        forfeit = ("forfeit_when",) if self.forfeit is not None else ()
        return ("tenure", "bridge", *forfeit, *(("one_per",) if self.once is not None else ()))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        if scored.branch[i] < 0:
            return ()
        trace = scored.rows[0]
        phrase = (
            trace.count(i, _COUNTED, _JOINED, _APART),
            trace.count(i, _JOINED, _APART),
            *((trace.count(i, _FORFEITED, _FORFEITS),) if self.forfeit is not None else ()),
            *((trace.count(i, _DISPLACED),) if self.once is not None else ()),
        )
        return tuple(case for case, count in enumerate(phrase) if count)

    def score(self, frame: AppraisalFrame) -> Scored:
        rows = frame.row_frame(self.table)
        owner, size = frame.owners[self.table], frame.size
        until = self.as_of.evaluate(frame) if self.as_of else Column.constant(Kind.DATE, frame.today, size)
        today = np.where(until.data >= calendar.OPEN, frame.today, until.data)[owner]
        start, end = self.start.evaluate(rows), self.end.evaluate(rows)
        validity = find_standing(frame, self.table, self.validity)
        wanted, unsure = _test_rows(self.where, rows, validity)
        row_group = RowGroup(owner, size, start, _name_roles(wanted, unsure))
        displaced, doubtful = self._find_displaced(row_group, rows, validity, [start, end])
        wanted, unsure = wanted & ~displaced, (unsure & ~displaced) | doubtful
        unsure |= wanted & ~(start.known & end.known & (start.data <= end.data))
        begin, after = start.data, np.minimum(end.data, today) + 1
        wanted &= ~unsure & (begin <= today)
        role = np.where(wanted, _COUNTED, np.where(displaced, _DISPLACED, _OTHER))
        if self.forfeit is not None:
            test = _both(self.forfeit.evaluate(rows), validity)
            ends, maybe = (mask & ~displaced for mask in _find_dismissals(test, start, end, today))
            since = _latest(ends, after, owner, size)
            lost = wanted & (after <= since)
            begin = np.maximum(begin, since)  # a post that runs on through a dismissal counts from the dismissal
            left = wanted & ~lost
            first = -_latest(left, -begin, owner, size)
            unsure |= maybe & (np.where(end.known, after, _FAR) > np.maximum(first, since))
            role[ends & ~wanted] = _FORFEITS
            role[lost] = _FORFEITED
            wanted = left
        role[unsure] = _UNKNOWN
        if validity is not None:
            role[validity.scored.branch == EXPIRED] = _EXPIRED
            role[validity.scored.branch == NOT_YET] = _NOT_YET
        months, stretches = self._months(wanted, owner, begin, after, role, size)
        known = (np.bincount(owner[unsure], minlength=size) == 0) & frame.was_sent(self.table) & until.known
        column = Column(Kind.DURATION, months, known)
        read = (self.start, self.end, *((self.where,) if self.where is not None else ()))
        trace = RowTrace(
            self.table, role, ROLES, owner, validity, counted=(_COUNTED, _JOINED, _APART), unclear=(_UNKNOWN,),
            names=tuple(dict.fromkeys(name for formula in read for name in formula.names)),
        )  # fmt: skip
        facts = {_TWICE: frame.was_sent_twice(self.table).astype(np.int64)}
        return Scored(column, np.where(known, stretches, -1), (trace,), facts=facts)

    def _find_displaced(
        self, row_group: RowGroup, rows: Frame, validity: RowValidity | None, alike: list[Column]
    ) -> tuple[Mask, Mask]:
        """Which rows another of the same matter displaces, and of which that cannot be told."""
        if self.once is not None:
            valid = np.ones(rows.size, bool)
            if validity is not None:
                valid = ~np.isin(validity.scored.branch, (EXPIRED, NOT_YET))
            count_once(row_group, self.once, rows, valid, alike)
        return row_group.role == RowRole.SAME_CAUSE, np.isin(row_group.role, (RowRole.TIED, RowRole.KEY_UNKNOWN))

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
        limit = calendar.months_later(reach[:-1], self.bridge)
        new[1:] = (who[1:] != who[:-1]) | (first[1:] > limit)
        role[rows[~new]] = _JOINED
        again = new.copy()
        again[0] = False
        again[1:] &= who[1:] == who[:-1]
        role[rows[again]] = _APART
        heads = np.nonzero(new)[0]
        tails = np.append(heads[1:], len(rows)) - 1
        spans = calendar.full_months(first[heads], reach[tails])
        months = np.zeros(size, np.int64)
        if self.take == "total":
            np.add.at(months, who[heads], spans)
        elif self.take == "longest":
            np.maximum.at(months, who[heads], spans)
        else:
            months[who[heads]] = spans  # of several stretches the last stays
        return months, np.bincount(who[heads], minlength=size)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        stretches, phrases, trace = int(scored.branch[i]), Phrases(columns, i), scored.rows[0]
        if self.as_of is not None and not phrases.is_known(self.as_of):
            return phrases.say_missing(self.as_of)
        if stretches < 0:
            count = trace.count(i, _UNKNOWN)
            why = f"有{count}行起止不明，或不知算不算、是否因免职等离任" if count else "没有收到"
            why = "报了两份，分不清以哪一份为准" if scored.facts[_TWICE][i] else why
            return f"{self.table}{why}，待定"
        result = scored.show_core(i)
        until = f"（算到{self._day(columns, i)}）" if self.as_of is not None else ""
        lost = "，免职、撤职等以前的不计" if trace.count(i, _FORFEITED) else ""
        if not stretches:
            return f"{self.table}没有可计的任职{until}{lost}，为{result}"
        how = "连续任职" if stretches == 1 else f"分{stretches}段（扣除中断）"
        if stretches > 1 and self.take != "total":
            how = f"分{stretches}段，取{_STRETCHES[self.take]}连续任职"
        return f"{self.table}{how}{until}{lost}，按整月计，共{result}"

    def _day(self, columns: Mapping[str, Column], i: int) -> str:
        assert self.as_of is not None
        return Phrases(columns, i).show(self.as_of)


def _latest(rows: Mask, days: Array, owner: Array, size: int) -> Array:
    """For each row, the latest of its owner's `rows` by `days`."""
    latest = np.full(size, _NEVER)
    np.maximum.at(latest, owner[rows], days[rows])
    return latest[owner]


def _test_rows(where: Formula | None, rows: Frame, validity: RowValidity | None) -> tuple[Mask, Mask]:
    """Which rows are to be counted, and of which that is not known."""
    everywhere = np.ones(rows.size, bool)
    test = _both(where.evaluate(rows) if where is not None else logic.truth(everywhere, everywhere), validity)
    return logic.certainly(test), ~test.known


def _name_roles(wanted: Mask, unsure: Mask) -> Array:
    """The role of each row by its condition."""
    return np.where(wanted, RowRole.COUNTED, np.where(unsure, RowRole.UNDECIDED, RowRole.OTHER))


def _both(test: Column, validity: RowValidity | None) -> Column:
    """Whether a condition holds and the row is valid, where that is heeded."""
    return test if validity is None else logic.both(test, validity.scored.column)


def _find_dismissals(dismissed: Column, start: Column, end: Column, today: Array) -> tuple[Mask, Mask]:
    """Which rows, of any post, ended in a dismissal by `today`, and which may have. dismissed: whether each ended in one."""
    may = ~dismissed.known | logic.certainly(dismissed)
    over = end.known & (end.data <= today)
    ended = logic.certainly(dismissed) & over
    return ended, may & ~ended & (over | ~end.known) & ~(start.known & (start.data > today))
