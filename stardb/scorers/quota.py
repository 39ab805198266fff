"""Quotas (名额), P34/P35: how many of a group may hold a grade, in what order, and what a tie at the edge does.

Those who are not rated do not count in the group. Where an undecided subject could still change who is in, those it could
displace are undecided too; so are those for whom it matters whether somebody is rated at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.expressions import Formula
from stardb.quantity import Column, Kind
from stardb.quantity.arithmetic import over_one_scale
from stardb.quantity.column import Array, Mask
from stardb.quantity.showing import show
from stardb.scorers.base import UNKNOWN, Core, Reckoning, Saying, Scored
from stardb.scorers.scope import WHOLE

OUTSIDE, INSIDE, OVER, TIED, OPEN = 0, 1, 2, 3, 4


@dataclass(frozen=True, eq=False)
class QuotaCore(Core):
    """The grade once the quota is applied.

    Branch: OUTSIDE not of the grade in question · INSIDE holds it · OVER passed over · TIED at the edge · OPEN depends on
    an undecided subject · -1 own grade undecided. `share` is of the group's rated subjects, `count` a plain number.
    `eligible` names the column that says who is rated, where there is one.
    """

    grade: str
    of: str
    words: tuple[str, ...]
    overflow: str
    share: Fraction | None
    count: int
    at_least: int
    rounding: str
    order: tuple[Formula, ...]
    ties: Literal["undecided", "all_in", "all_out"]
    group: str
    eligible: str = ""
    kind: Kind = Kind.CHOICE

    @property
    def choices(self) -> tuple[str, ...]:
        return self.words

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.grade, *(name for formula in self.order for name in formula.names))))

    def score(self, frame: Reckoning) -> Scored:
        grade = frame[self.grade]
        wanted = grade.known & (grade.data == self.words.index(self.of)) & frame.rated
        maybe = ~grade.known & frame.rated & self._possible(frame)
        allowed, groups = self.allowed(frame.rated, frame), self._groups(frame)
        doubtful = frame.rated & ~frame[self.eligible].known if self.eligible else np.zeros(frame.size, bool)
        before, level, sure = self._standing(wanted, groups, frame)
        open_ = np.bincount(groups[maybe | (wanted & ~sure)], minlength=len(allowed))[groups]
        doubt = np.bincount(groups[doubtful], minlength=len(allowed))[groups]  # who may turn out not to be rated at all
        room, least = allowed[groups], self.allowed(frame.rated & ~doubtful, frame)[groups]
        branch = np.where(wanted, INSIDE, OUTSIDE)
        branch[wanted & (before >= room)] = OVER
        tied = wanted & (before < room) & (before + level > room)
        branch[tied] = {"undecided": TIED, "all_in": INSIDE, "all_out": OVER}[self.ties]
        taken = before + open_ + (1 if self.ties == "all_in" else level)  # if all that are open come before
        branch[wanted & (branch == INSIDE) & (taken > least)] = OPEN
        branch[wanted & (doubt > 0) & np.isin(branch, (TIED, OVER)) & (before - doubt < room)] = OPEN
        branch[wanted & ~sure] = OPEN
        data = np.where(branch == OVER, self.words.index(self.overflow), grade.data)
        branch[~grade.known] = UNKNOWN
        known = (branch >= 0) & (branch != TIED) & (branch != OPEN)
        rated = np.bincount(groups[frame.rated], minlength=len(allowed))[groups]
        facts = {"参评": rated, "名额": room, "之前": before, "并列": level}
        return Scored(Column(Kind.CHOICE, data, known, 1, self.words), branch, facts=facts)

    def _possible(self, frame: Reckoning) -> Mask:
        """Who may still come to the grade in question; all, where that cannot be told."""
        made = frame.scored.get(self.grade)
        return made.possible[self.of] if made is not None and made.possible else np.ones(frame.size, bool)

    def allowed(self, counted: Mask, frame: Reckoning) -> Array:
        """How many places each group has, of those counted."""
        groups = self._groups(frame)
        rated = np.bincount(groups[counted], minlength=int(groups.max(initial=-1)) + 1)
        if self.share is None:
            return np.full(len(rated), self.count)
        above, below = rated * self.share.numerator, self.share.denominator
        places = {
            "half_up": (2 * above + below) // (2 * below),
            "floor": above // below,
            "ceil": -(-above // below),
        }[self.rounding]
        return np.maximum(places, self.at_least)

    def _groups(self, frame: Reckoning) -> Array:
        return np.zeros(frame.size, np.int64) if self.group == WHOLE else frame.groups

    def _standing(self, wanted: Mask, groups: Array, frame: Reckoning) -> tuple[Array, Array, Mask]:
        """For each candidate: how many of its group stand before it, how many level with it (itself too), and whether sure."""
        values = [formula.evaluate(frame) for formula in self.order]
        sure = np.logical_and.reduce([value.known for value in values]) if values else np.ones(frame.size, bool)
        before, level = np.zeros(frame.size, np.int64), np.ones(frame.size, np.int64)
        rows = np.nonzero(wanted & sure)[0]
        if not len(rows):
            return before, level, sure
        keys = [-over_one_scale(value).data[rows] for value in values]
        rows_order = np.lexsort((*reversed(keys), groups[rows]))
        ordered = rows[rows_order]
        group = groups[ordered]
        same = np.ones(len(ordered), bool)
        same[0] = False
        for key in [groups[rows], *keys]:
            same[1:] &= key[rows_order][1:] == key[rows_order][:-1]
        new_group = np.r_[True, group[1:] != group[:-1]]
        position = np.arange(len(ordered))
        start = np.maximum.accumulate(np.where(new_group, position, 0))
        run = np.cumsum(~same) - 1
        first = np.nonzero(~same)[0][run]
        before[ordered] = first - start
        level[ordered] = np.bincount(run)[run]
        return before, level, sure

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said, case = Saying(columns, i), int(scored.branch[i])
        order = "、".join(said.read(formula) for formula in self.order)
        places = f"{self._where}{self.of}名额{self._fact(scored, '名额', i)}个（参评{self._fact(scored, '参评', i)}个，{self.limit()}）"
        standing = f"排第{self._fact(scored, '之前', i) + 1}（{order}）"
        match case:
            case 0:
                return f"为{columns[self.grade].at(i)}，不占{self.of}名额"
            case 1:
                return f"{places}，{standing}，在名额之内"
            case 2:
                return f"够{self.of}，但{places}，{standing}，名额已满，列为{self.overflow}"
            case 3:
                level = self._fact(scored, "并列", i)
                return f"够{self.of}，但{places}，{level}个并列{standing}，名额不够分，待定"
            case 4:
                return f"够{self.of}，但{places}，还有待定对象可能占去，轮不轮得到尚不能定（{order}）"
        return "等次未定，待定"

    @staticmethod
    def _fact(scored: Scored, name: str, i: int) -> int:
        return int(scored.facts[name][i])

    @property
    def _where(self) -> str:
        return "全县" if self.group == WHOLE else f"本{self.group}"

    def limit(self) -> str:
        """The quota as people read it."""
        if self.share is None:
            return f"{self.count}个"
        return show(Kind.PERCENT, self.share) + (f"、至少{self.at_least}个" if self.at_least else "")
