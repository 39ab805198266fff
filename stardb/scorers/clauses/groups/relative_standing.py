"""How each stands among its group by value: its standard score (标准分), and the share of the others it is ahead of (百分比名次)."""

from abc import abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from functools import partial

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, ValueRange, logic, show, take_signed_root
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.groups.group_numbers import compute_by_group, number_column
from stardb.scorers.clauses.groups.rank import FEW, OPEN, OUT, RANKED, explain_undecided, rank_subjects
from stardb.scorers.clauses.groups.statistics import Deviation, Statistic, mean, variance, weigh_mean, weigh_variance
from stardb.scorers.kit.members import GroupedValues, Members, to_subjects

ALIKE = 9
"""The branch of one whose group's values are all the same, so that it has no standard score."""


@dataclass(frozen=True, eq=False)
class StandingCore(Core):
    """Each one's standing in its group.

    Branch: RANKED · OPEN somebody of the group is undecided · FEW too few count · OUT does not count itself · ALIKE all values
    of the group are the same · -1 own group unknown.
    """

    source: Formula
    members: Members
    leave_out: bool
    least: int
    weight: Formula | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._own, *self.members.inputs)))

    @property
    def _own(self) -> tuple[str, ...]:
        return (*self.source.names, *(self.weight.names if self.weight is not None else ()))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._own, *self.members.reads)))

    def score(self, frame: AppraisalFrame) -> Scored:
        found = self.members.collect(self.source, frame, self.weight)
        size, open_ = (to_subjects(by_group, found.groups) for by_group in (found.sizes, found.undecided))
        blocking = to_subjects(found.pending, found.groups) if self.leave_out else open_
        branch = np.full(frame.size, RANKED)
        branch[~found.counted] = OUT
        branch[size < self.least] = FEW
        branch[blocking > 0] = OPEN
        branch[found.groups < 0] = UNKNOWN
        branch[found.taking.known & ~logic.certainly(found.taking)] = OUT
        column = self._place(found, branch)
        return Scored(column.mask(branch == RANKED), branch, facts={"counted": size, "open": open_})

    @abstractmethod
    def _place(self, found: GroupedValues, branch: Array) -> Column:
        """Everybody's standing; those of whom it is not asked have any. What keeps one from having one is put in `branch`."""

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (0,) if scored.branch[i] == RANKED else ()

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == OUT:
            return phrases.say_missing(self.source) if not phrases.is_known(self.source) else "本身不计入，待定"
        if case not in (RANKED, ALIKE):
            return explain_undecided(self.members, self.least, scored, columns, i)
        left = f"，另有{scored.facts['open'][i]}个未知，没有计入" if scored.facts["open"][i] else ""
        group = f"{self.members.describe_group(columns, i)}（计入{scored.facts['counted'][i]}个{left}）"
        return f"{phrases.show(self.source)}，在{group}中{self._tell(scored, i)}"

    @abstractmethod
    def _tell(self, scored: Scored, i: int) -> str:
        """What came out for subject i, in Chinese."""


@dataclass(frozen=True, eq=False)
class StandardScoreCore(StandingCore):
    """(value − mean) ÷ standard deviation, rounded once, from the exact square. alike: what it is where all are the same."""

    deviation: Deviation = "sample"
    step: Fraction = Fraction(1)
    rounding: str = "half_up"
    alike: Fraction | None = None
    kind: Kind = Kind.NUMBER

    def reach(self, reaches: Reaches) -> ValueRange:
        return ValueRange(grain=self.step)

    def _place(self, found: GroupedValues, branch: Array) -> Column:
        weighted = found.weights is not None
        means = compute_by_group(found, self.least, weigh_mean if weighted else mean)
        spread: Statistic = weigh_variance if weighted else variance
        spreads = compute_by_group(found, self.least, partial(spread, deviation=self.deviation))
        scale = found.values.scale
        assert isinstance(scale, int)
        squares: list[Fraction | None] = []
        signs = np.zeros(len(branch), np.int64)
        for i, group in enumerate(found.groups.tolist()):
            middle, square = (None, None) if group < 0 else (means[group], spreads[group])
            if branch[i] != RANKED or middle is None or square is None:
                branch[i] = FEW if branch[i] == RANKED else branch[i]
                squares.append(None)
                continue
            if not square:
                branch[i] = RANKED if self.alike is not None else ALIKE
                squares.append((self.alike or Fraction(0)) ** 2)
                signs[i] = ((self.alike or 0) > 0) - ((self.alike or 0) < 0)
                continue
            apart = int(found.values.data[i]) - middle
            squares.append(apart**2 / square)
            signs[i] = (apart > 0) - (apart < 0)
        return take_signed_root(number_column(Kind.NUMBER, squares), signs, self.step, self.rounding)

    def _tell(self, scored: Scored, i: int) -> str:
        if scored.branch[i] == ALIKE:
            return "各数都相同，标准差为0，标准分待定"
        return f"的标准分（取到{show(Kind.NUMBER, self.step)}）为{scored.show_core(i)}"


@dataclass(frozen=True, eq=False)
class PercentRankCore(StandingCore):
    """How many of the others it is ahead of, as a share of them; those level with it are not behind it."""

    order: str = "high"
    kind: Kind = Kind.PERCENT

    @property
    def needs_rounding(self) -> bool:
        return True

    def reach(self, reaches: Reaches) -> ValueRange:
        return ValueRange(Fraction(0), Fraction(1))

    def _place(self, found: GroupedValues, branch: Array) -> Column:
        keys = found.values.data if self.order == "high" else -found.values.data
        behind = rank_subjects(keys, found.groups, found.counted).before
        others = np.maximum(to_subjects(found.sizes, found.groups) - 1, 1)
        return Column(Kind.PERCENT, behind, np.ones(len(branch), bool), others)

    def _tell(self, scored: Scored, i: int) -> str:
        than = "低" if self.order == "high" else "高"
        return f"，比它{than}的占其余各个的{scored.show_core(i)}"
