"""Stars won by a pass mark (达标得星), P24–P28: whether one is earned.

A star is earned when no veto holds, every star it requires is earned, and its award condition holds; in that order.
"""

from collections.abc import Mapping

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, logic, ranges
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Scored


@dataclass(frozen=True, eq=False)
class Ban:
    """A veto of a star: its condition and its reason."""

    when: Formula
    because: str


EARNED, BELOW_MARK, STAR_MISSING, BANNED = 0, 1, 2, 4
"""What kept a star from being earned, as bits: the mark, a required star, and from the third on one bit a veto."""


@dataclass(frozen=True, eq=False)
class AwardCore(Core):
    """Whether a star is earned. Branch EARNED, or every reason why not: BELOW_MARK + STAR_MISSING + (BANNED << k) for the k-th veto."""

    star: str
    award: Formula
    requires: tuple[str, ...]
    bans: tuple[Ban, ...]
    kind: Kind = Kind.BOOL

    @property
    def inputs(self) -> tuple[str, ...]:
        bans = (name for ban in self.bans for name in ban.when.names)
        return tuple(dict.fromkeys((*self.award.names, *self.requires, *bans)))

    @property
    def cases(self) -> tuple[str, ...]:
        unknown_parts = [f"未获{'、'.join(self.requires)}"] if self.requires else []
        return ("得星", f"未达到 {self.award.text}", *unknown_parts, *(ban.because for ban in self.bans))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        branch = int(scored.branch[i])
        if branch <= 0:
            return (0,) if branch == EARNED else ()
        bits = [BELOW_MARK, *([STAR_MISSING] if self.requires else []), *(BANNED << k for k in range(len(self.bans)))]
        return tuple(case for case, bit in enumerate(bits, 1) if branch & bit)

    def reach(self, reaches: Reaches) -> ValueRange:
        bans = [ranges.negation(ban.when.reach(reaches)) for ban in self.bans]
        held = [reaches.get(name, ranges.ANYTHING) for name in self.requires]
        return ranges.both(self.award.reach(reaches), *held, *bans)

    def score(self, frame: AppraisalFrame) -> Scored:
        passed = self.award.evaluate(frame)
        held = [frame[name] for name in self.requires]
        bans = [ban.when.evaluate(frame) for ban in self.bans]
        earned = passed
        for other in held:
            earned = logic.both(earned, other)
        for ban in bans:
            earned = logic.both(earned, logic.negation(ban))
        branch = np.where(logic.certainly(logic.negation(passed)), BELOW_MARK, EARNED)
        for other in held:
            branch |= np.where(logic.certainly(logic.negation(other)), STAR_MISSING, 0)
        for k, ban in enumerate(bans):
            branch |= np.where(logic.certainly(ban), BANNED << k, 0)
        branch[~earned.known] = UNKNOWN
        return Scored(earned, branch)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        test = phrases.spell(self.award)
        if case == UNKNOWN:
            return f"“{test}”等尚不能判定，待定"
        unsure = not all(columns[name].known[i] for name in self.award.names)
        open_, all_ = ("未定的指标不论得几分，", "都") if unsure else ("", "")
        if case == EARNED:
            more = f"，且已获{'、'.join(self.requires)}" if self.requires else ""
            return f"{open_}“{test}”{all_}成立{more}，无一票否决情形，得星"
        bans = [ban for k, ban in enumerate(self.bans) if case & BANNED << k]
        reasons = [f"一票否决：{ban.because}（{phrases.spell(ban.when)}）" for ban in bans]
        if case & STAR_MISSING:
            unknown_parts = [name for name in self.requires if columns[name].known[i] and not columns[name].data[i]]
            reasons.append(f"前置条件不满足：未获{'、'.join(unknown_parts)}")
        if case & BELOW_MARK:
            reasons.append(f"{open_}“{test}”{all_}不成立")
        return f"{'；'.join(reasons)}，不得星"
