"""Where each stands among its group (名次), P20: how many come before it, how many are level with it, and its rank."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, bounds, logic
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.members import GroupedValues, Members, to_subjects
from stardb.scorers.kit.rank_bounds import (
    Entries,
    RankBounds,
    find_rank_bounds,
    find_worded,
    list_entries,
    list_tie_keys,
    rank_columns,
    reduce_entries,
)


@dataclass(frozen=True, eq=False)
class Ranking:
    """For each that stands: how many come before it, how many values those have, how many are level with it (itself too).

    0 for the others.
    """

    before: Array
    values_before: Array
    level: Array


def rank_subjects(keys: Array, groups: Array, who: Mask) -> Ranking:
    """Those of `who` in ascending order of their keys within their groups."""
    rows = np.nonzero(who)[0]
    found = Ranking(*(np.zeros(len(keys), np.int64) for _ in range(3)))
    if not len(rows):
        return found
    rows = rows[np.lexsort((keys[rows], groups[rows]))]
    group, key = groups[rows], keys[rows]
    new_group = np.r_[True, group[1:] != group[:-1]]
    new_value = new_group | np.r_[True, key[1:] != key[:-1]]
    position, run = np.arange(len(rows)), np.cumsum(new_value) - 1
    start = np.maximum.accumulate(np.where(new_group, position, 0))
    found.before[rows] = np.nonzero(new_value)[0][run] - start
    found.values_before[rows] = run - run[start]
    found.level[rows] = np.bincount(run)[run]
    return found


RANKED, OPEN, FEW, OUT, TIED = range(5)


def is_left_out(found: GroupedValues, there: Mask) -> Mask:
    """Who counts, but has no value and is left out for that."""
    left: Mask = logic.certainly(found.taking) & ~there
    return left


@dataclass(frozen=True, eq=False)
class RankCore(Core):
    """Each one's rank in its group.

    Branch: RANKED · OPEN somebody of the group could still come before it or be level with it · FEW too few count · OUT does not count itself · TIED level
    with others, which the rule leaves undecided · -1 own group unknown.
    """

    source: Formula
    members: Members
    leave_out: bool
    least: int
    order: str
    ties: str
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.source.names, *self.members.inputs)))

    def reach(self, reaches: Reaches) -> ValueRange:
        return ValueRange(Fraction(1), grain=Fraction(1, 2) if self.ties == "mean" else Fraction(1))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.source.names, *self.members.reads)))

    def score(self, frame: AppraisalFrame) -> Scored:
        found, value = self.members.collect(self.source, frame), self.source.evaluate(frame)
        certain, may = logic.certainly(found.taking), found.taking.data.astype(bool) | ~found.taking.known
        there = value.known | value.undecided if self.leave_out else np.ones(frame.size, bool)
        certain, may = certain & there, may & there
        rank = self.find_rank_ends(frame)
        entries = list_entries(found.groups, certain, self.members.may_be_of_another(frame))
        standing = find_rank_bounds(rank, found.groups, certain, may, entries)
        low, high = self._find_ends(standing, found, entries)
        if self.ties == "dense":
            dense = self._count_values(value, found, standing, may)
            inside = found.groups >= 0
            low, high = np.where(inside, dense[0], 2), np.where(inside, dense[1], high)
        sizes = (standing.sure.count + 1, standing.sure.count + standing.loose.count + 1)
        enough, too_few = (
            reduce_entries(sizes[side] >= self.least, entries, frame.size, np.logical_and) for side in (0, 1)
        )
        worded = find_worded(self.source, frame, value)
        settled = certain & enough & ~worded & ((found.groups >= 0) | self._are_listed(entries, frame.size))
        all_sent = to_subjects(found.unseen, found.groups) == 0  # else any number of rows may come before
        ends = [Column(Kind.NUMBER, low, settled, 2), Column(Kind.NUMBER, high, settled & all_sent, 2)]
        column = bounds.with_ends(Column.unknown(Kind.NUMBER, frame.size), *ends)
        branch = np.where(column.known, RANKED, OPEN)
        level = standing.upto[0] - standing.before[0]
        if self.ties == "undecided":
            branch[~column.known & standing.certain[: frame.size] & (level[: frame.size] > 1)] = TIED
        branch[~too_few] = FEW
        branch[(found.groups < 0) & ~column.known] = UNKNOWN
        branch[(found.taking.known & ~logic.certainly(found.taking)) | is_left_out(found, there) | worded] = OUT
        facts = {
            "counted": to_subjects(found.sizes, found.groups),
            "open": to_subjects(found.undecided, found.groups),
            "level": level[: frame.size],
        }
        return Scored(column, branch, facts=facts)

    def find_rank_ends(self, frame: AppraisalFrame) -> tuple[Array, Array]:
        """The lowest and the highest rank each may have, the greater the earlier; those level as people decided."""
        value = self.source.evaluate(frame)
        first = value if self.order == "high" else arithmetic.negate(value)
        return rank_columns([first, *list_tie_keys(frame)], frame.size)

    @staticmethod
    def _are_listed(entries: Entries, size: int) -> Mask:
        """Who is looked at in every group it may be of."""
        listed = np.zeros(size, bool)
        listed[entries.subjects[size:]] = True
        return listed

    def _find_ends(self, standing: RankBounds, found: GroupedValues, entries: Entries) -> tuple[Array, Array]:
        """Twice the lowest and the highest rank each may have; a half there is where those level share the mean of theirs."""
        size = len(found.groups)
        (before, before_most), (upto, upto_most) = standing.before, standing.upto
        low, high = 2 * before + 2, 2 * before_most + 2
        if self.ties == "mean":
            low, high = before + upto + 1, before_most + upto_most + 1
        elif self.ties == "undecided":
            high = 2 * upto_most
        low, high = reduce_entries(low, entries, size, np.minimum), reduce_entries(high, entries, size, np.maximum)
        return low, high

    def _count_values(
        self, value: Column, found: GroupedValues, standing: RankBounds, possible: Mask
    ) -> tuple[Array, Array]:
        """The same ends where those level count for one: each value that is there counts once, each unknown one may be a new value."""
        size, known = len(found.groups), possible & value.known & (found.groups >= 0)
        data = arithmetic.over_one_scale(value, known).data
        keys = data if self.order == "low" else -data
        before, before_most = (end[:size] for end in standing.before)
        sure, may = (rank_subjects(keys, found.groups, who) for who in (found.counted, known))
        least = np.maximum(np.where(found.counted, sure.values_before, 0), before > 0)
        most = np.where(known, may.values_before + before_most - may.before, before_most)
        return 2 * least + 2, 2 * most + 2

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (0,) if scored.branch[i] == RANKED else ()

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == OUT:
            return phrases.say_missing(self.source) if not phrases.is_known(self.source) else "本身不计入，没有名次"
        if case not in (RANKED, TIED):
            return explain_undecided(self.members, self.least, scored, columns, i)
        size, level, left = (int(scored.facts[name][i]) for name in ("counted", "level", "open"))
        group_phrase = (
            f"{phrases.show(self.source)}，在{self.members.describe_group(columns, i)}中从{_ORDERS[self.order]}排"
        )
        if case == TIED:
            return f"{group_phrase}，{level}个并列，名次待定"
        level_told = f"，{level}个并列" if level > 1 else ""
        left_told = f"，另有{left}个未知，没有计入" if left else ""
        return f"{group_phrase}第{scored.show_core(i)}名（共{size}个{level_told}{left_told}）"


_ORDERS = {"high": "高到低", "low": "低到高"}


def explain_undecided(members: Members, least: int, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
    """Why a group has no statistic, in Chinese."""
    if scored.branch[i] == UNKNOWN:
        return f"{members.group_title}未知，待定"
    group, size, open_ = (
        members.describe_group(columns, i),
        int(scored.facts["counted"][i]),
        int(scored.facts["open"][i]),
    )
    if scored.branch[i] == OPEN:
        groupless = "，或属于哪一组未知" if members.within else ""
        return f"{group}还有{open_}个未知（计不计入或数值未知{groupless}），待定"
    return f"{group}计入{size}个，不足{least}个，待定" if size else f"{group}没有计入的对象，待定"
