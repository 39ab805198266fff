"""Stars won by a pass mark (达标得星), P24–P28: whether one is earned, and how many are.

A star is earned when no veto holds, every star it requires is earned, and its award condition holds; in that order.
"""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula, Frame, Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, logic, ranges, show_number
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

    def reach(self, reaches: Reaches) -> ValueRange:
        bans = [ranges.negation(ban.when.reach(reaches)) for ban in self.bans]
        held = [reaches.get(name, ranges.ANYTHING) for name in self.requires]
        return ranges.both(self.award.reach(reaches), *held, *bans)

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
    """获得几颗星，如 `earned: [支部过硬星, 产业兴旺星]`。

    达标得星的，得了算一颗；按一种计分方式得几颗的，是几颗算几颗。
    """

    keyword: ClassVar[str] = "earned"
    title: ClassVar[str] = "得星数"

    earned: Names = Field(min_length=1, description="数哪几颗星")

    def core(self, scope: Scope) -> Core:
        ends, kinds = [], []
        for index, name in enumerate(self.earned):
            star = scope.formula(f"`{name}`", ("earned", index))
            counted = star.kind is Kind.NUMBER and star.bare and scope.symbols[star.bare].star
            if star.kind is not Kind.BOOL and not counted:
                remedy = "这里写 stars 里的星；别的数用 formula 相加"
                message = f"“{name}”不是星，也不是条件"
                raise scope.refuse("R305", message, ("earned", index), found=star.kind.value, remedy=remedy)
            ends.append(star.reach(scope.reaches) if counted else ranges.counts(0, 1))
            kinds.append(bool(counted))
        return EarnedCore(tuple(self.earned), tuple((one.low, one.high) for one in ends), tuple(kinds))


@dataclass(frozen=True, eq=False)
class EarnedCore(Core):
    """Bound: branch 0, or -1 where some star is undecided. ends: how few and how many each star may be; None is no end.

    counted: whether it is a kind of star of which there may be several.
    """

    stars: tuple[str, ...]
    ends: tuple[tuple[Fraction | None, Fraction | None], ...]
    counted: tuple[bool, ...]
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.stars

    def score(self, frame: Reckoning) -> Scored:
        columns = [self._number(frame[name]) for name in self.stars]
        value = arithmetic.total(columns, Kind.NUMBER, frame.size)
        span = (self._at(columns, 0, frame.size), self._at(columns, 1, frame.size))
        known = all(end is not None for ends in self.ends for end in ends)
        return Scored(value, np.where(value.known, 0, -1), span=span if known else None)

    @staticmethod
    def _number(star: Column) -> Column:
        """How many a star is: one for one that is won."""
        if star.kind is not Kind.BOOL:
            return star
        return Column(Kind.NUMBER, star.data.astype(np.int64), star.known, pending=star.pending)

    def _at(self, columns: list[Column], end: int, size: int) -> Column:
        """The sum, what is undecided standing at its least, or most."""
        ends = (Column.constant(Kind.NUMBER, one[end] or 0, size) for one in self.ends)
        filled = [arithmetic.choose(c.known, c, other) for c, other in zip(columns, ends, strict=True)]
        return arithmetic.total(filled, Kind.NUMBER, size)

    def reach(self, reaches: Reaches) -> ValueRange:
        found = (reaches.get(name, ranges.ANYTHING) for name in self.stars)
        parts = (one if counted else ranges.how_many(one) for one, counted in zip(found, self.counted, strict=True))
        return reduce(ranges.add, parts)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        held = {name: columns[name].at(i) for name in self.stars}
        open_ = [name for name, value in held.items() if value is None]
        won = {name: Fraction(value) for name, value in held.items() if value and not isinstance(value, str)}
        named = (name if columns[name].kind is Kind.BOOL else f"{name}{show_number(won[name])}颗" for name in won)
        told = f"获{'、'.join(named)}，共{show_number(sum(won.values(), Fraction(0)))}颗" if won else "没有获得的星"
        return f"{told}；{'、'.join(open_)}待定" if open_ else told
