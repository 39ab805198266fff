"""Stars won by a pass mark (达标得星), P24–P28: whether one is earned, and how many are.

A star is earned when no veto holds, every star it requires is earned, and its award condition holds; in that order.
"""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula
from stardb.expressions.formula import Frame, Reaches
from stardb.quantity import Column, Kind, logic, reach
from stardb.quantity.reach import ANYTHING, Reach
from stardb.scorers.clause import Clause
from stardb.scorers.core import Core
from stardb.scorers.part import Names
from stardb.scorers.reckoning import Reckoning
from stardb.scorers.saying import Saying
from stardb.scorers.scope import Scope
from stardb.scorers.scored import UNKNOWN, Scored


@dataclass(frozen=True, eq=False)
class Ban:
    """A veto of a star: its condition and its reason."""

    when: Formula
    because: str


EARNED, SHORT, LACKING, BANNED = 0, 1, 2, 4
"""What kept a star from being earned, as bits: the mark, a required star, and from the third on one bit a veto."""


@dataclass(frozen=True, eq=False)
class AwardCore(Core):
    """Whether a star is earned. Branch EARNED, or every reason why not: SHORT + LACKING + (BANNED << k) for the k-th veto.

    rising: the score of which more can only help `award`, so that its least and most may settle it; "" where that is not so.
    """

    star: str
    award: Formula
    requires: tuple[str, ...]
    bans: tuple[Ban, ...]
    rising: str = ""
    kind: Kind = Kind.BOOL

    @property
    def inputs(self) -> tuple[str, ...]:
        bans = (name for ban in self.bans for name in ban.when.names)
        return tuple(dict.fromkeys((*self.award.names, *self.requires, *bans)))

    @property
    def cases(self) -> tuple[str, ...]:
        lacking = [f"未获{'、'.join(self.requires)}"] if self.requires else []
        return ("得星", f"未达到 {self.award.spell(lambda name: name)}", *lacking, *(ban.because for ban in self.bans))

    def taken(self, scored: Scored, i: int) -> tuple[int, ...]:
        branch = int(scored.branch[i])
        if branch <= 0:
            return (0,) if branch == EARNED else ()
        bits = [SHORT, *([LACKING] if self.requires else []), *(BANNED << k for k in range(len(self.bans)))]
        return tuple(case for case, bit in enumerate(bits, 1) if branch & bit)

    def reach(self, reaches: Reaches) -> Reach:
        bans = [reach.negation(ban.when.reach(reaches)) for ban in self.bans]
        held = [reaches.get(name, ANYTHING) for name in self.requires]
        return reach.both(self.award.reach(reaches), *held, *bans)

    def score(self, frame: Reckoning) -> Scored:
        passed = self._passed(frame)
        held = [frame[name] for name in self.requires]
        bans = [ban.when.evaluate(frame) for ban in self.bans]
        earned = passed
        for other in held:
            earned = logic.both(earned, other)
        for ban in bans:
            earned = logic.both(earned, logic.negation(ban))
        branch = np.where(logic.certainly(logic.negation(passed)), SHORT, EARNED)
        for other in held:
            branch |= np.where(logic.certainly(logic.negation(other)), LACKING, 0)
        for k, ban in enumerate(bans):
            branch |= np.where(logic.certainly(ban), BANNED << k, 0)
        branch[~earned.known] = UNKNOWN
        return Scored(earned, branch)

    def _passed(self, frame: Reckoning) -> Column:
        """Whether the mark is reached; also where it is whatever the unknown indicators come to, or never can be."""
        passed, made = self.award.evaluate(frame), frame.scored.get(self.rising)
        if made is None or made.span is None:
            return passed
        least, most = (self.award.evaluate(_with(frame, self.rising, end)) for end in made.span)
        surely, never = logic.certainly(least), logic.certainly(logic.negation(most))
        return logic.truth(logic.certainly(passed) | surely, passed.known | surely | never)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said, case = Saying(columns, i), int(scored.branch[i])
        test = self.award.spell(said.valued)
        if case == UNKNOWN:
            return f"“{test}”等尚不能判定，待定"
        unsure = self.rising and not columns[self.rising].known[i]
        open_, all_ = ("未定的指标不论得几分，", "都") if unsure else ("", "")
        if case == EARNED:
            more = f"，且已获{'、'.join(self.requires)}" if self.requires else ""
            return f"{open_}“{test}”{all_}成立{more}，无一票否决情形，得星"
        bans = [ban for k, ban in enumerate(self.bans) if case & BANNED << k]
        reasons = [f"一票否决：{ban.because}（{ban.when.spell(said.valued)}）" for ban in bans]
        if case & LACKING:
            lacking = [name for name in self.requires if columns[name].known[i] and not columns[name].data[i]]
            reasons.append(f"前置条件不满足：未获{'、'.join(lacking)}")
        if case & SHORT:
            reasons.append(f"{open_}“{test}”{all_}不成立")
        return f"{'；'.join(reasons)}，不得星"


def _with(frame: Reckoning, name: str, column: Column) -> Frame:
    """The frame with another column under a name."""
    return Frame(frame.size, ChainMap({name: column}, frame.columns))  # type: ignore[arg-type]


class Earned(Clause):
    """获得几颗星，如 `earned: [支部过硬星, 产业兴旺星]`。"""

    keyword: ClassVar[str] = "earned"
    title: ClassVar[str] = "得星数"

    earned: Names = Field(min_length=1, description="数哪几颗星")

    def core(self, scope: Scope) -> Core:
        for index, name in enumerate(self.earned):
            star = scope.formula(f"`{name}`", ("earned", index))
            if star.kind is not Kind.BOOL:
                raise scope.refuse("R305", f"“{name}”不是得与不得的星", ("earned", index), found=star.kind.value)
        return EarnedCore(tuple(self.earned))


@dataclass(frozen=True, eq=False)
class EarnedCore(Core):
    """Bound: the branch is the number of stars certainly earned, -1 where some star is undecided."""

    stars: tuple[str, ...]
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.stars

    def score(self, frame: Reckoning) -> Scored:
        columns = [frame[name] for name in self.stars]
        sure = sum((logic.certainly(column).astype(np.int64) for column in columns), np.zeros(frame.size, np.int64))
        known = np.logical_and.reduce([column.known for column in columns])
        open_ = sum((~column.known).astype(np.int64) for column in columns)
        least, most = (Column(Kind.NUMBER, count, np.ones(frame.size, bool)) for count in (sure, sure + open_))
        return Scored(Column(Kind.NUMBER, sure, known), np.where(known, sure, -1), span=(least, most))

    def reach(self, reaches: Reaches) -> Reach:
        return reach.how_many(*(reaches.get(name, ANYTHING) for name in self.stars))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        won = [name for name in self.stars if columns[name].at(i) is True]
        open_ = [name for name in self.stars if columns[name].at(i) is None]
        told = f"获{'、'.join(won)}，共{len(won)}颗" if won else "没有获得的星"
        return f"{told}；{'、'.join(open_)}待定" if open_ else told
