"""`cohort`: a statistic of all subjects or of a group of them (群体统计), P14/P15/P20 — mean, rank, share and the like."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, ValueRange, integer_array, ranges, show, take_square_root
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.numbers import read_positive, whole
from stardb.scorers.base.scope import WHOLE, Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.groups.rank import RankCore, explain_undecided
from stardb.scorers.clauses.groups.statistics import STATISTICS, Statistic, by_group, interpolated, nearest_rank
from stardb.scorers.kit.members import Members, members, to_subjects
from stardb.yamlfile import Amount, Names, Number, Word, show_value

Take = Literal[
    "sum", "mean", "median", "smallest", "largest", "count", "stdev", "variance", "rank", "percentile", "share"
]

_FINE = frozenset(("mean", "median", "stdev", "variance", "share"))
"""What may not come out even though its numbers do."""

_LEAST = {"sum": 0, "count": 0, "stdev": 2, "variance": 2}
"""How many there must at least be for a statistic to have a value; 1 for those not named."""


class Cohort(Clause):
    """群体统计：全部对象或一组对象的平均、名次等，如 `cohort: 年龄, take: mean, within: 乡镇`。

    同组各对象得同一个数（rank 得各自的名次）。计入的有一个未知，全组待定；写了 missing: leave_out 才略去缺的（还待定的不略去）。
    对象属哪一组未知的，它可能属于的各组也待定。被统计的那一条 when 不成立而得 0 的也计入，不要计入的写 where。
    """

    keyword: ClassVar[str] = "cohort"
    title: ClassVar[str] = "群体统计"
    nests: ClassVar[bool] = False

    cohort: Word = Field(description="统计什么：一个数，或（count、share 时）一个条件")
    take: Take = Field(
        description="sum 合计、mean 平均、median 中位、smallest 最小、largest 最大、count 个数、share 占比、"
        "rank 名次、percentile 百分位数、stdev 样本标准差、variance 样本方差"
    )
    within: Names = Field(
        default=[WHOLE], min_length=1, description=f"在谁当中：{WHOLE}（不写即此），或按哪几栏分组，如 乡镇、[乡镇, 村]"
    )
    where: Word | None = Field(
        None, description="谁计入：写了就只看这个条件（要限于参评的，写 参评条件 且 …）；不写为参评的"
    )
    least: Number | None = Field(None, description="计入的至少几个，不足则待定")
    missing: Literal["undecided", "leave_out"] = Field(
        "undecided", description="计入的有未知时：undecided 全组待定，leave_out 略去未知的"
    )
    order: Literal["high", "low"] | None = Field(None, description="rank 用：high 大的在前（不写即此），low 小的在前")
    ties: Literal["same", "dense", "mean", "undecided"] | None = Field(
        None,
        description="rank 用，并列的名次：same 1、2、2、4（不写即此），dense 1、2、2、3，mean 1、2.5、2.5、4，undecided 待定",
    )
    at: Amount | None = Field(None, description="percentile 用：百分之几，如 75%")
    definition: Literal["nearest_rank", "interpolated"] | None = Field(
        None,
        description="percentile 用：nearest_rank 取不小于这一比例个数的那个数，interpolated 按 (个数−1)×比例 的位置内插",
    )

    def core(self, scope: Scope) -> Core:
        self._refuse_idle(scope)
        source = scope.bind_formula(self.cohort, ("cohort",))
        self._check_kind(source, scope)
        least = self._least(scope)
        group = members(scope, self.within, self.where, rated=self.where is None)
        leave_out = self.missing == "leave_out"
        if self.take == "rank":
            return RankCore(source, group, leave_out, least, self.order or "high", self.ties or "same")
        statistic, at = self._statistic(scope)
        step = self._step(source, scope) if self.take == "stdev" else None
        kind = {"count": Kind.NUMBER, "share": Kind.PERCENT}.get(self.take, source.kind)
        fine = (
            self.take in _FINE or self.definition == "interpolated" or (self.take != "count" and source.needs_rounding)
        )
        return CohortCore(
            source, group, leave_out, least, self.take, kind, statistic, fine, at, (step, self.rounding) if step else None
        )  # fmt: skip

    def _refuse_idle(self, scope: Scope) -> None:
        """What only one way of taking reads must not stand where it is not read."""
        owners = {"order": "rank", "ties": "rank", "at": "percentile", "definition": "percentile"}
        for part, owner in owners.items():
            given = getattr(self, part)
            if given is not None and self.take != owner:
                raise scope.refuse(
                    "R410",
                    f"{part} 只用于 take: {owner}，这里是 take: {self.take}",
                    (part,),
                    key=True,
                    found=show_value(given),
                )

    def _check_kind(self, source: Formula, scope: Scope) -> None:
        wanted = "数"
        if self.take == "share":
            fits, wanted = source.kind is Kind.BOOL, "条件"
        elif self.take == "variance":
            fits = source.kind is Kind.NUMBER
        else:
            fits = source.kind.numeric or (self.take == "count" and source.kind is Kind.BOOL)
        if not fits:
            message = f"take: {self.take} 要用于{wanted}，这里是{source.kind.value}"
            raise scope.refuse("R305", message, ("cohort",), found=source.kind.value, expected=wanted)

    def _least(self, scope: Scope) -> int:
        own = _LEAST.get(self.take, 1)
        return max(whole(self.least, "least", scope) or 0, own)

    def _statistic(self, scope: Scope) -> tuple[Statistic, Fraction]:
        if self.take != "percentile":
            return STATISTICS[self.take], Fraction(0)
        for part in ("at", "definition"):
            if getattr(self, part) is None:
                raise scope.refuse("R202", f"take: percentile 要写 {part}", ("take",), expected=part)
        at = scope.read_amount(self.at, Kind.PERCENT, ("at",))
        if not 0 <= at <= 1:
            raise scope.refuse("R203", "at 要写0%到100%之间的数", ("at",), found=show_value(self.at))
        return partial(nearest_rank if self.definition == "nearest_rank" else interpolated, at=at), at

    def _step(self, source: Formula, scope: Scope) -> Fraction:
        if self.round is None:
            raise scope.refuse(
                "R202", "标准差除不尽，要写明怎么取整", ("take",), expected="round", remedy="加 round，如 round: 0.1"
            )
        return read_positive(self.round, source.kind, "round", scope)


GIVEN, OPEN, FEW = range(3)


@dataclass(frozen=True, eq=False)
class CohortCore(Core):
    """Bound. Branch: GIVEN · OPEN somebody of the group is undecided · FEW too few count · -1 own group unknown.

    `rooted`: the step and the way of rounding a standard deviation. `at`: the share of a percentile.
    """

    source: Formula
    members: Members
    leave_out: bool
    least: int
    take: str
    kind: Kind
    statistic: Statistic
    inexact: bool
    at: Fraction = Fraction(0)
    rooted: tuple[Fraction, str] | None = None

    @property
    def needs_rounding(self) -> bool:
        return self.inexact

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.source.names, *self.members.inputs)))

    def reach(self, reaches: Reaches) -> ValueRange:
        found = self.source.reach(reaches)
        if self.take == "count":
            return ranges.counts()
        if self.take == "share":
            return ValueRange(Fraction(0), Fraction(1))
        if self.take == "sum":
            return ValueRange(Fraction(0) if found.low is not None and found.low >= 0 else None, grain=found.grain)
        if self.take in ("stdev", "variance"):
            return ValueRange(Fraction(0), grain=self.rooted[0] if self.rooted else None)
        one_of_them = self.take in ("smallest", "largest") or (self.take == "percentile" and not self.inexact)
        return ValueRange(found.low, found.high, grain=found.grain if one_of_them else None)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.source.names, *self.members.reads)))

    def score(self, frame: AppraisalFrame) -> Scored:
        group_values = self.members.collect(self.source, frame)
        data, groups = group_values.values.data[group_values.counted].astype(object), group_values.groups
        ordered = data[np.lexsort((data, groups[group_values.counted]))]
        branch = np.where(group_values.sizes < self.least, FEW, GIVEN)
        branch[(group_values.pending if self.leave_out else group_values.undecided) > 0] = OPEN
        scale = group_values.values.scale
        assert isinstance(scale, int)
        found = self._compute(ordered, group_values.sizes, scale)
        given = [value if case == GIVEN else None for value, case in zip(found, branch, strict=True)]
        facts = {
            "counted": to_subjects(group_values.sizes, groups),
            "open": to_subjects(group_values.undecided, groups),
        }
        column = _column(self.kind, given)
        if self.rooted is not None:
            column = take_square_root(column, *self.rooted, self.kind)
        return Scored(column.take(groups), to_subjects(branch, groups, UNKNOWN), facts=facts)

    def _compute(self, ordered: Array, sizes: Array, scale: int) -> list[Fraction | None]:
        """The statistic of each group; the variance where it is to be rooted."""
        if self.take == "count" and self.source.kind is not Kind.BOOL:
            return [Fraction(int(size)) for size in sizes]
        found = by_group(ordered, sizes.tolist(), self.least, self.statistic)
        below = scale**2 if self.take in ("variance", "stdev") else scale
        return [None if value is None else value / below for value in found]

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (0,) if scored.branch[i] == GIVEN else ()

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        case = int(scored.branch[i])
        if case != GIVEN:
            return explain_undecided(self.members, self.least, scored, columns, i)
        left = f"（另有{scored.facts['open'][i]}个未知，没有计入）" if scored.facts["open"][i] else ""
        group_phrase = f"{self.members.describe_group(columns, i)}计入{scored.facts['counted'][i]}个{left}"
        rounded = f"（取到{show(self.kind, self.rooted[0])}）" if self.rooted is not None else ""
        return f"{group_phrase}，{self._what()}{rounded}为{scored.show_core(i)}"

    def _what(self) -> str:
        text = self.source.text
        if self.source.kind is Kind.BOOL:
            return f"符合“{text}”的{_WORDS[self.take]}"
        return f"{text if self.source.single_name else f'“{text}”'}的{_WORDS[self.take].format(show(Kind.PERCENT, self.at))}"


def _column(kind: Kind, values: list[Fraction | None]) -> Column:
    """One number a group, each over its own denominator."""
    known = [Fraction(0) if value is None else value for value in values]
    scales = integer_array([value.denominator for value in known])
    even = len(set(scales.tolist())) == 1
    data, given = (
        integer_array([value.numerator for value in known]),
        np.array([value is not None for value in values], bool),
    )
    return Column(kind, data, given, int(scales[0]) if even else scales)


_WORDS = {
    "sum": "合计",
    "mean": "平均数",
    "median": "中位数",
    "smallest": "最小数",
    "largest": "最大数",
    "count": "个数",
    "stdev": "标准差",
    "variance": "方差",
    "percentile": "{}百分位数",
    "share": "占比",
}
