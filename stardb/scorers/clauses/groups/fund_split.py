"""`pot`: a sum shared out by weight, down to the last step (资金分配), P47 — the shares add up to the pot exactly."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, integer_array, logic, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.numbers import read_positive
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import WHOLE, Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.members import GroupedValues, Members, count_by_group, members, to_subjects
from stardb.yamlfile import Names, Word

Residue = Literal["largest", "largest_remainder", "first", "last", "none"]


class FundSplit(Clause):
    """资金分配：一笔钱按权重分给一组对象，如 `pot: 奖励资金, by: 人口, within: 乡镇, round: 0.01元, residue: largest`。

    各得 资金×权重÷组内权重合计，按 round 取整，尾差归 residue 写明的一方，合计与资金分毫不差。平均分写 by: 1。
    只分给参评的；组内有一个权重未知，全组待定。
    """

    keyword: ClassVar[str] = "pot"
    title: ClassVar[str] = "资金分配"
    nests: ClassVar[bool] = False

    pot: Word = Field(description="一组分多少；同组各对象须是同一个数")
    by: Word = Field(description="权重：一栏或算式，不为负")
    within: Names = Field(
        default=[WHOLE], min_length=1, description=f"在谁当中分：{WHOLE}（不写即此），或按哪几栏分组，每组各分一笔"
    )
    where: Word | None = Field(None, description="参评的当中只分给谁；其余得0")
    residue: Residue = Field(
        description="尾差归谁：largest 权重最大的（相同的按名册先后），largest_remainder 舍去的尾数大的各补一个单位"
        "（要写 rounding: floor），first 名册最前的，last 名册最后的，none 不分（要写 rounding: floor）"
    )

    def core(self, scope: Scope) -> Core:
        pot, weight = scope.bind_formula(self.pot, ("pot",)), scope.bind_formula(self.by, ("by",))
        for formula, part in ((pot, "pot"), (weight, "by")):
            if not formula.kind.numeric:
                message = f"{part} 要一个数，这里是{formula.kind.value}"
                raise scope.refuse("R305", message, (part,), found=formula.kind.value)
        if weight.value is not None and weight.value <= 0:
            raise scope.refuse("R203", "权重要大于0，平均分写 by: 1", ("by",), found=self.by)
        if self.round is None:
            raise scope.refuse("R202", "分到多细要写明", (), expected="round", remedy="加 round，如 round: 0.01元")
        step = read_positive(self.round, pot.kind, "round", scope)
        if self.residue in ("largest_remainder", "none") and self.rounding != "floor":
            raise scope.refuse(
                "R411", f"residue: {self.residue} 要先舍去尾数，否则各份之和会多于总数", ("residue",),
                found=self.rounding, expected="rounding: floor", remedy="加 rounding: floor，或改 residue",
            )  # fmt: skip
        group = members(scope, self.within, self.where, rated=True)
        return FundSplitCore(pot, weight, group, step, self.rounding, self.residue, pot.kind)


SHARED, OUT, OPEN, UNLIKE, NEGATIVE, WEIGHTLESS, UNEVEN, OVERDRAWN = range(8)

_BECAUSE = {
    OPEN: "{}有对象的权重、资金或是否参加分配未知，不能分，待定",
    UNLIKE: "{}各对象写的资金不是同一个数，待定",
    NEGATIVE: "{}的资金或有的权重为负，不能分，待定",
    WEIGHTLESS: "{}权重合计为0，没有可分的对象，待定",
    UNEVEN: "{}的资金不是{}的整数倍，分不尽，待定",
    OVERDRAWN: "{}取整后的尾差为负，多于承担者所得，待定",
}


@dataclass(frozen=True, eq=False)
class FundSplitCore(Core):
    """Bound. Branch: SHARED · OUT takes no part · else why the group's pot cannot be shared · -1 own group unknown."""

    pot: Formula
    weight: Formula
    members: Members
    step: Fraction
    rounding: str
    residue: Residue
    kind: Kind

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.pot.names, *self.weight.names, *self.members.inputs)))

    def reach(self, reaches: Reaches) -> ValueRange:
        return ValueRange(Fraction(0), grain=self.step)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        if scored.branch[i] == OUT:
            return self.members.reads
        return tuple(dict.fromkeys((*self.pot.names, *self.weight.names, *self.members.reads)))

    def score(self, frame: AppraisalFrame) -> Scored:
        group_values = self.members.collect(self.weight, frame)
        steps, below, branch = self._funds_of_groups(group_values, frame)
        groups, weights = (
            group_values.groups,
            np.where(group_values.counted, group_values.values.data, 0).astype(object),
        )
        totals = np.zeros(len(steps), object)
        np.add.at(totals, groups[group_values.counted], weights[group_values.counted])
        branch[(branch == SHARED) & (totals == 0)] = WEIGHTLESS
        bottom = np.where(branch == SHARED, below * totals, 1)
        top = weights * to_subjects(steps, groups)
        under = np.where(groups < 0, 1, to_subjects(bottom, groups, 1))
        share = arithmetic.round_to_step(
            Column(Kind.NUMBER, top, group_values.counted, under), 1, 1, self.rounding
        ).data
        left = steps // below
        np.subtract.at(left, groups[group_values.counted], share[group_values.counted])
        more = self._residue(left, weights, top - share * under, groups, group_values.counted & (weights > 0))
        share = share + more
        short = np.zeros(len(steps), bool)
        short[groups[group_values.counted & (share < 0)]] = True
        branch[(branch == SHARED) & short] = OVERDRAWN
        each = np.where(groups < 0, UNKNOWN, to_subjects(branch, groups, UNKNOWN))
        each[group_values.taking.known & ~logic.certainly(group_values.taking)] = OUT
        data = integer_array((np.where(each == SHARED, share, 0) * self.step.numerator).tolist())
        column = Column(self.kind, data, (each == SHARED) | (each == OUT), self.step.denominator)
        return Scored(column, each, facts=self._facts(group_values, totals, more))

    def _funds_of_groups(self, group_values: GroupedValues, frame: AppraisalFrame) -> tuple[Array, Array, Array]:
        """Each group's pot in steps, as numerators and one denominator, and why it cannot be shared, or SHARED."""
        pot = self.pot.evaluate(frame)
        counted, groups = group_values.counted & pot.known, group_values.groups
        known = arithmetic.over_one_scale(pot, counted)
        assert isinstance(known.scale, int)
        data = known.data.astype(object) * self.step.denominator
        below = known.scale * self.step.numerator
        size = len(group_values.sizes)
        rows = np.nonzero(counted)[0]
        first = np.full(size, len(groups))
        np.minimum.at(first, groups[rows], rows)
        steps = np.append(data, 0)[first] if size else np.zeros(0, object)
        branch = np.full(size, SHARED)
        if self.residue != "none":
            branch[steps % below != 0] = UNEVEN
        negative = group_values.counted & ((group_values.values.data < 0) | (counted & (data < 0)))
        branch[count_by_group(negative, groups) > 0] = NEGATIVE
        unlike = rows[data[rows] != steps[groups[rows]]]
        branch[groups[unlike]] = UNLIKE
        branch[(group_values.undecided > 0) | (count_by_group(group_values.counted & ~pot.known, groups) > 0)] = OPEN
        return steps, np.full(size, below, object), branch

    def _residue(self, left: Array, weights: Array, rests: Array, groups: Array, who: Mask) -> Array:
        """How many steps more (or fewer) each gets of what rounding left over in its group."""
        more = np.zeros(len(groups), object)
        rows = np.nonzero(who)[0]
        if self.residue == "none" or not len(rows):
            return more
        keys = {"largest": -weights, "largest_remainder": -rests, "last": -np.arange(len(groups))}
        key = keys.get(self.residue, np.arange(len(groups)))
        rows = rows[np.lexsort((rows, key[rows], groups[rows]))]
        group = groups[rows]
        start = np.searchsorted(group, group)
        place = np.arange(len(rows)) - start
        if self.residue == "largest_remainder":
            more[rows] = (place < left[group]).astype(object) * 1
        else:
            more[rows[place == 0]] = left[group[place == 0]]
        return more

    def _facts(self, group_values: GroupedValues, totals: Array, more: Array) -> Mapping[str, Array]:
        groups, scale = group_values.groups, group_values.values.scale
        return {
            "counted": to_subjects(group_values.sizes, groups),
            "weight_total": to_subjects(totals, groups),
            "weight_scale": np.full(len(groups), scale),
            "residue": more,
        }

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (0,) if scored.branch[i] == SHARED else ()

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == OUT:
            return f"不参加分配，为{scored.show_core(i)}"
        if case == UNKNOWN:
            return f"{self.members.group_title}未知，待定"
        group = self.members.describe_group(columns, i)
        if case != SHARED:
            return _BECAUSE[case].format(group, show(self.kind, self.step))
        size, whole, scale, more = (
            int(scored.facts[name][i]) for name in ("counted", "weight_total", "weight_scale", "residue")
        )
        total = show(self.weight.kind, Fraction(whole, scale))
        residue = f"（含尾差{show(self.kind, more * self.step)}）" if more else ""
        return f"{phrases.show(self.pot)}，按{phrases.show(self.weight)}分给{group}{size}个（权重合计{total}），得{scored.show_core(i)}{residue}"
