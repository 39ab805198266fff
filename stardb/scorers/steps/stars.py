"""Stars won by a pass mark (达标得星), P24–P28: whether one is earned.

A star is earned when no veto holds, every star it requires is earned, and its award condition holds; in that order.
"""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stardb.expressions import Formula, Frame, Reaches
from stardb.quantity import Column, Kind, ValueRange, logic, ranges
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import Reckoning
from stardb.scorers.base.phrases import Saying
from stardb.scorers.base.scored import UNKNOWN, Scored


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
