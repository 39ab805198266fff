"""`across`: several columns of one subject into one number (各方评分平均、加权合计), P16/P19."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, Mask, ValueRange, ranges, show, take_square_root
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.numbers import whole
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.groups.statistics import DEFAULT_DEVIATION, ROOT_STEP, Deviation
from stardb.scorers.clauses.points.number_grid import WAY_NAMES, CombineWay, NumberGrid
from stardb.yamlfile import Amount, Number, show_value

_WEIGHTED = ("mean", "sum", "variance", "stdev")
"""The ways of taking whose columns may have weights."""

_SPREAD = ("variance", "stdev")


def _columns(value: object) -> dict[str, Amount] | list[str]:
    """Names, or names with weights."""
    if isinstance(value, dict) and len(value) >= 2:
        return {str(name): weight for name, weight in value.items()}
    if not isinstance(value, list) or len(value) < 2 or not all(isinstance(name, str) for name in value):
        raise ValueError(f"这里写两栏以上，如 [党员打分, 支部打分]，写的是“{show_value(value)}”")
    twice = next((name for k, name in enumerate(value) if name in value[:k]), None)
    if twice is not None:
        raise ValueError(f"“{twice}”写了两次")
    return list(value)


class Combine(Clause):
    """同一对象的几栏合成一个数，如 `across: [党员打分, 支部打分, 群众打分], take: mean, round: 0.1`。

    加权的写 `across: {分管领导: 20%, 职工: 40%, 考核组: 40%}`：mean 除以权重之和，sum 只相加；variance、stdev 是
    Σ权重×(数−加权平均)² ÷ Σ权重，样本的再乘以 项数 ÷ (项数−1)，项数不含权重为0的。标准差除不尽，不写 round 的四舍五入到 0.0001。
    有一栏未知即待定；写 `missing: leave_out` 的略去缺的，只按有值的各栏，权重在它们之间重新分摊；还待定的不略去。
    count 用于是否栏时，数有几项为是；用于数时，数有几项有值。
    """

    keyword: ClassVar[str] = "across"
    title: ClassVar[str] = "几栏合成"

    across: Annotated[dict[str, Amount] | list[str], BeforeValidator(_columns)] = Field(
        description="各栏或算式；加权的，各写权重"
    )
    take: CombineWay = Field(
        description="mean 平均、sum 合计、smallest 最低、largest 最高、median 中位数、variance 方差、"
        "stdev 标准差、count 计数"
    )
    deviation: Deviation | None = Field(
        None, description="variance、stdev 用：sample 样本的，除以项数减一（不写即此）；population 总体的，除以项数"
    )
    missing: Literal["undecided", "leave_out"] = Field(
        "undecided", description="有一栏未知时：undecided 待定，leave_out 只按其余各栏"
    )
    least: Number | None = Field(None, description="至少要有几栏有值，不够的待定；用于 leave_out")
    drop: Number | None = Field(None, description="去掉几个最高、几个最低，如 1；不能与权重同用")

    def core(self, scope: Scope) -> Core:
        parts = tuple(self._part(name, scope) for name in self.across)
        kind = self._kind(parts, scope)
        weights = self._weights(scope)
        least, drop = whole(self.least, "least", scope), whole(self.drop, "drop", scope)
        self._refuse_what_does_not_go_together(len(parts), least, drop or 0, scope)
        if least is None:
            least = 0 if self.take == "count" else 1
        step = None
        if self.take == "stdev":
            step = ROOT_STEP if self.round is None else scope.read_amount(self.round, kind, ("round",), loose=True)
        leave_out = self.missing == "leave_out"
        deviation = self.deviation or DEFAULT_DEVIATION
        return CombineCore(kind, parts, weights, self.take, leave_out, least, drop or 0, step, self.rounding, deviation)

    def _part(self, name: str, scope: Scope) -> Formula:
        path = ("across", name) if isinstance(self.across, dict) else ("across", list(self.across).index(name))
        return scope.bind_formula(f"`{name}`" if name in scope.symbols else name, path)

    def _kind(self, parts: tuple[Formula, ...], scope: Scope) -> Kind:
        kinds = list(dict.fromkeys(part.kind for part in parts))
        if len(kinds) > 1:
            found = "、".join(kind.value for kind in kinds)
            raise scope.refuse("R305", f"各栏不是一类：{found}", ("across",), key=True, found=found)
        if self.take == "count" and (kinds[0] is Kind.BOOL or kinds[0].numeric):
            if kinds[0].numeric and self.missing == "undecided":
                message = "count 数有几项有值，要写 missing: leave_out"
                raise scope.refuse("R202", message, ("take",), expected="missing: leave_out")
            return Kind.NUMBER
        if not kinds[0].numeric or (self.take == "variance" and kinds[0] is not Kind.NUMBER):
            message = f"{self.take} 要用于数，这里是{kinds[0].value}"
            raise scope.refuse("R305", message, ("across",), key=True, found=kinds[0].value)
        return kinds[0]

    def _weights(self, scope: Scope) -> tuple[Fraction, ...] | None:
        if not isinstance(self.across, dict):
            return None
        if self.take not in _WEIGHTED:
            message = f"{self.take} 不能加权，只有 {'、'.join(_WEIGHTED)} 能"
            raise scope.refuse("R421", message, ("take",), found=self.take, expected="、".join(_WEIGHTED))
        read = {name: scope.read_any_amount(weight, ("across", name)) for name, weight in self.across.items()}
        kinds = {kind for kind, value in read.values() if value}
        if not kinds <= {Kind.NUMBER, Kind.PERCENT} or len(kinds) > 1:
            found = "、".join(map(show_value, self.across.values()))
            message = "权重要都写成百分比，或都写成数"
            raise scope.refuse("R305", message, ("across",), key=True, found=found, expected="如 20%、40%、40%")
        weights = tuple(value for _, value in read.values())
        total = sum(weights, Fraction(0))
        if self.take != "sum" and (min(weights) < 0 or not total):
            what = WAY_NAMES[self.take]
            raise scope.refuse("R203", f"求{what}的权重不能是负数，也不能都是0", ("across",), key=True)
        if kinds == {Kind.PERCENT} and total != 1:
            phrase = show(Kind.PERCENT, total)
            scope.report("R420", f"各栏的权重合计{phrase}", ("across",), key=True, found=phrase, expected="100%")
        return weights

    def _refuse_what_does_not_go_together(self, number: int, least: int | None, drop: int, scope: Scope) -> None:
        if self.deviation is not None and self.take not in _SPREAD:
            message = f"deviation 只用于 take: {'、'.join(_SPREAD)}，这里是 take: {self.take}"
            raise scope.refuse("R421", message, ("deviation",), key=True, found=self.deviation)
        if drop and (isinstance(self.across, dict) or self.take == "count"):
            why = "加权" if isinstance(self.across, dict) else "计数"
            raise scope.refuse("R421", f"{why}时不能去掉最高、最低", ("drop",), key=True)
        if drop * 2 >= number:
            message = f"共{number}栏，去掉{drop}个最高、{drop}个最低就没有了"
            raise scope.refuse("R203", message, ("drop",), found=str(drop))
        if least is not None and self.missing == "undecided":
            message = "不写 missing: leave_out，有一栏未知就待定，用不上 least"
            raise scope.refuse("R421", message, ("least",), key=True)
        if least is not None and least > number:
            raise scope.refuse("R203", f"只有{number}栏，least 不能更多", ("least",), found=str(least))


@dataclass(frozen=True, eq=False)
class CombineCore(Core):
    """Bound: branch is how many columns had a value, -1 where the result is undecided. Fact `k`: whether the k-th had one."""

    kind: Kind
    parts: tuple[Formula, ...]
    weights: tuple[Fraction, ...] | None
    take: CombineWay
    leave_out: bool
    least: int
    drop: int
    step: Fraction | None
    rounding: str
    deviation: Deviation

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.names))

    @property
    def needs_rounding(self) -> bool:
        if self.take in ("count", "stdev"):
            return False
        uneven = any(weight.denominator != 1 for weight in self.weights or ())
        even = self.take in ("sum", "smallest", "largest") and not uneven
        return not even or any(part.needs_rounding for part in self.parts)

    def reach(self, reaches: Reaches) -> ValueRange:
        found = [part.reach(reaches) for part in self.parts]
        if self.take == "count":
            return ranges.counts(0, len(found))
        if self.take == "sum":
            weights = self.weights or (Fraction(1),) * len(found)
            parts = [ranges.multiply(one, ranges.just(weight)) for one, weight in zip(found, weights, strict=True)]
            none = [ranges.just(0)] if self.leave_out or self.drop else []
            return reduce(ranges.add, (ranges.join(part, *none) for part in parts))
        if self.take in ("variance", "stdev"):
            return ValueRange(Fraction(0), grain=self.step)
        whole = ranges.join(*found)
        return whole if self.take in ("smallest", "largest") else replace(whole, grain=None)

    def score(self, frame: AppraisalFrame) -> Scored:
        columns = [part.evaluate(frame) for part in self.parts]
        present = np.stack([column.known for column in columns])
        number = present.sum(axis=0)
        value = self._combine_columns(columns, present)
        value = value.mask(number >= (self.least if self.leave_out else len(columns)))
        for column in columns:
            value = value.mask(~column.undecided)
        facts = {str(k): row.astype(np.int64) for k, row in enumerate(present)}
        return Scored(value, np.where(value.known, number, UNKNOWN), facts=facts)

    def _combine_columns(self, columns: list[Column], present: Mask) -> Column:
        if self.take == "count":
            counted = present if columns[0].kind is not Kind.BOOL else _are_true(columns)
            return Column(Kind.NUMBER, counted.sum(axis=0), np.ones(present.shape[1], bool))
        grid = NumberGrid.of(columns, present, self.drop)
        if self.take in _SPREAD:
            spread = (
                grid.weigh_variance(self.weights, self.deviation) if self.weights else grid.variance(self.deviation)
            )
            return spread if self.step is None else take_square_root(spread, self.step, self.rounding, self.kind)
        if self.weights is not None:
            return grid.weigh(self.weights, self.take == "mean")
        return grid.combine(self.take)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        if scored.branch[i] == UNKNOWN:
            return self.inputs
        counted = (part for k, part in enumerate(self.parts) if scored.facts[str(k)][i])
        return tuple(dict.fromkeys(name for part in counted for name in part.names))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        present = [bool(scored.facts[str(k)][i]) for k in range(len(self.parts))]
        phrase = "、".join(phrases.show(part) for part in self.parts)
        if scored.branch[i] == UNKNOWN:
            unknown_parts = [part for part, there in zip(self.parts, present, strict=True) if not there]
            if not self.leave_out:
                return f"{phrase}；{phrases.say_missing(unknown_parts[0])}" if unknown_parts else f"{phrase}，待定"
            if sum(present) >= self.least:
                return f"{phrase}；有的还待定，不能略去，待定"
            return f"{phrase}；只有{sum(present)}项有值，不够计算，待定"
        without = f"，{len(present) - sum(present)}项未知不计" if not all(present) else ""
        dropped = f"，去掉{self.drop}个最高、{self.drop}个最低" if self.drop else ""
        return f"{phrase}{without}{dropped}，{self._way()}为{scored.show_core(i)}"

    def _way(self) -> str:
        if self.weights is None:
            return WAY_NAMES[self.take]
        kind = Kind.PERCENT if sum(self.weights) == 1 else Kind.NUMBER
        phrase = "、".join(show(kind, weight) for weight in self.weights)
        return f"按权重{phrase}{'的' if self.take in _SPREAD else ''}{WAY_NAMES[self.take]}"


def _are_true(columns: list[Column]) -> Mask:
    """Of conditions, which are known to hold."""
    return np.stack([column.known & column.data.astype(bool) for column in columns])
