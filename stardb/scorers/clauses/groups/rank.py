"""Where each stands among its group (名次), P20: how many come before it, how many are level with it, and its rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, logic
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.members import Members, to_subjects


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


@dataclass(frozen=True, eq=False)
class RankCore(Core):
    """Each one's rank in its group.

    Branch: RANKED · OPEN somebody of the group is undecided · FEW too few count · OUT does not count itself · TIED level
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
        group_values = self.members.collect(self.source, frame)
        keys = group_values.values.data if self.order == "low" else -group_values.values.data
        found = rank_subjects(keys, group_values.groups, group_values.counted)
        size, open_ = (
            to_subjects(group_values.sizes, group_values.groups),
            to_subjects(group_values.undecided, group_values.groups),
        )
        blocking = to_subjects(group_values.pending if self.leave_out else group_values.undecided, group_values.groups)
        branch = np.full(frame.size, RANKED)
        if self.ties == "undecided":
            branch[found.level > 1] = TIED
        branch[size < self.least] = FEW
        branch[blocking > 0] = OPEN
        branch[group_values.groups < 0] = UNKNOWN
        branch[group_values.taking.known & ~logic.certainly(group_values.taking)] = OUT
        if self.leave_out:
            branch[(branch == RANKED) & ~group_values.counted] = OUT
        twice = {
            "dense": 2 * found.values_before + 2,
            "mean": 2 * found.before + found.level + 1,
        }.get(self.ties, 2 * found.before + 2)
        halves = self.ties == "mean"
        column = Column(Kind.NUMBER, twice if halves else twice // 2, branch == RANKED, 2 if halves else 1)
        facts = {"counted": size, "open": open_, "level": found.level}
        return Scored(column, branch, facts=facts)

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
