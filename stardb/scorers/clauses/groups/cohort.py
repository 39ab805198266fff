"""`cohort`: a statistic of all subjects or of a group of them (群体统计), P14/P15/P20 — mean, rank, share and the like."""

from fractions import Fraction
from functools import partial
from typing import ClassVar, Literal

from pydantic import Field

from stardb.expressions import Formula
from stardb.quantity import Kind
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.numbers import read_positive, whole
from stardb.scorers.base.scope import WHOLE, Periods, Scope
from stardb.scorers.clauses.groups.cohort_core import CohortCore
from stardb.scorers.clauses.groups.rank import RankCore
from stardb.scorers.clauses.groups.relative_standing import PercentRankCore, StandardScoreCore
from stardb.scorers.clauses.groups.statistics import (
    DEFAULT_DEVIATION,
    PERCENTILES,
    ROOT_STEP,
    STATISTICS,
    WEIGHTED,
    Deviation,
    Statistic,
)
from stardb.scorers.clauses.groups.table_rows import TableRows
from stardb.scorers.kit.members import Members, members
from stardb.scorers.kit.rows.validity import HEED, Heed, bind_validity
from stardb.yamlfile import Amount, Names, Number, Word, show_value

Take = Literal[
    "sum", "mean", "median", "smallest", "largest", "count", "stdev", "variance", "rank", "percentile", "share", "zscore",
    "percent_rank",
]  # fmt: skip

_FINE = frozenset(("mean", "median", "variance", "share"))
"""What may not come out even though its numbers do."""

_LEAST = {"sum": 0, "count": 0, "stdev": 2, "variance": 2, "zscore": 2, "percent_rank": 2}
"""How many there must at least be for a statistic to have a value; 1 for those not named."""

_STANDING = frozenset(("rank", "zscore", "percent_rank"))
"""What each has for itself; the others are the same for the whole group."""

_OWNERS = {
    "order": ("rank", "percent_rank"),
    "ties": ("rank",),
    "at": ("percentile",),
    "definition": ("percentile",),
    "weight": ("mean", "variance", "stdev", "zscore"),
    "deviation": ("variance", "stdev", "zscore"),
    "alike": ("zscore",),
}
"""Which ways of taking read a key."""


class Cohort(Clause):
    """群体统计：全部对象或一组对象的平均、名次等，如 `cohort: 年龄, take: mean, within: 乡镇`。

    同组各对象得同一个数（rank、zscore、percent_rank 得各自的）。计入的有一个未知，全组待定；写了 missing: leave_out 才略去缺的（还待定的不略去）。
    对象属哪一组未知的，它可能属于的各组也待定。被统计的那一条 when 不成立而得 0 的也计入，不要计入的写 where。
    标准差、标准分除不尽，不写 round 的四舍五入到 0.0001（由精确的数一次取整）。
    """

    keyword: ClassVar[str] = "cohort"
    title: ClassVar[str] = "群体统计"
    nests: ClassVar[bool] = False

    cohort: Word = Field(description="统计什么：一个数，或（count、share 时）一个条件")
    take: Take = Field(
        description="sum 合计、mean 平均、median 中位、smallest 最小、largest 最大、count 个数、share 占比、"
        "rank 名次、percent_rank 百分比名次（不如它的占其余的多少）、percentile 百分位数、stdev 标准差、variance 方差、"
        "zscore 标准分（减平均数，除以标准差）"
    )
    rows: Word | None = Field(
        None, description="统计哪张多行表的各行，不写则统计各对象；rank 一类每行一个的，写进那张表的 computed"
    )
    valid: Heed | None = Field(None, description=f"rows 用：{HEED}")
    within: Names = Field(
        default=[WHOLE], min_length=1,
        description=f"在谁当中：{WHOLE}（不写即此），或按哪几栏分组，如 乡镇、[乡镇, 村]；写了 rows 的，也可按那张表里与对象的"
        "一栏同名的栏，各对象取与自己相同的那一组",
    )  # fmt: skip
    where: Word | None = Field(
        None, description="谁计入：写了就只看这个条件（要限于参评的，写 参评条件 且 …）；不写为参评的"
    )
    least: Number | None = Field(None, description="计入的至少几个，不足则待定")
    missing: Literal["undecided", "leave_out"] = Field(
        "undecided", description="计入的有未知时：undecided 全组待定，leave_out 略去未知的"
    )
    weight: Word | None = Field(
        None, description="mean、variance、stdev、zscore 用：各自的权重，一个数；没有权重或权重是负数的，同数值未知"
    )
    deviation: Deviation | None = Field(
        None,
        description="variance、stdev、zscore 用：sample 样本的，除以个数减一（不写即此）；population 总体的，除以个数",
    )
    order: Literal["high", "low"] | None = Field(
        None,
        description="rank、percent_rank 用：high 大的在前，low 小的在前；不写的，大的在前，数小的高的（best: lowest）小的在前",
    )
    ties: Literal["same", "dense", "mean", "undecided"] | None = Field(
        None,
        description="rank 用，并列的名次：same 1、2、2、4（不写即此），dense 1、2、2、3，mean 1、2.5、2.5、4，undecided 待定",
    )
    at: Amount | None = Field(None, description="percentile 用：百分之几，如 75%")
    definition: Literal["nearest_rank", "average", "interpolated"] | None = Field(
        None,
        description="percentile 用：nearest_rank 取不小于这一比例个数的那个数；average 同它，但个数×比例是整数的，取那个数与"
        "下一个数的平均；interpolated 按 (个数−1)×比例 的位置内插",
    )
    alike: Amount | None = Field(None, description="zscore 用：全组的数都相同（标准差为0）时得几，如 0；不写则待定")

    def core(self, scope: Scope) -> Core:
        self._refuse_idle(scope)
        rows = self._row_scope(scope)
        source = rows.bind_formula(self.cohort, ("cohort",))
        self._check_kind(source, scope)
        weight = self._weight(rows)
        least = self._least(scope)
        group = members(rows, self.within, self.where, rated=self.where is None)
        leave_out = self.missing == "leave_out"
        order = self._find_order(source, scope)
        deviation = self.deviation or DEFAULT_DEVIATION
        if self.take == "rank":
            return RankCore(source, group, leave_out, least, order, self.ties or "same")
        if self.take == "percent_rank":
            return PercentRankCore(source, group, leave_out, least, order=order)
        if self.take == "zscore":
            alike = scope.read_amount(self.alike, Kind.NUMBER, ("alike",)) if self.alike is not None else None
            step = self._step(Kind.NUMBER, scope)
            return StandardScoreCore(source, group, leave_out, least, weight, deviation, step, self.rounding, alike)
        statistic, at = self._statistic(scope)
        step = self._step(source.kind, scope) if self.take == "stdev" else Fraction(0)
        kind = {"count": Kind.NUMBER, "share": Kind.PERCENT}.get(self.take, source.kind)
        fine = self.take in _FINE or self.definition in ("average", "interpolated")
        fine = fine or (self.take not in ("count", "stdev") and source.needs_rounding)
        return CohortCore(
            source, group, leave_out, least, self.take, kind, statistic, fine, at, (step, self.rounding) if step else None,
            weight, self._table_rows(scope, rows, group, source), source.reach(rows.reaches),
        )  # fmt: skip

    def _find_order(self, source: Formula, scope: Scope) -> str:
        """Which numbers come first: as written, else the better ones. An order that puts the worse ones first is reported (R475)."""
        falling = source.best == "lowest"
        if self.order == "high" and falling:
            message = f"“{self.cohort}”数小的高（best: lowest），order: high 却把差的排在前面"
            remedy = "好的在前的不写 order；原文就是差的在前的，写 accept: {R475: 理由}"
            scope.report("R475", message, ("order",), found="high", expected="low", remedy=remedy)
        return self.order or ("low" if falling else "high")

    def _row_scope(self, scope: Scope) -> Scope:
        """What is counted up: the scope of a row of the table, or of a subject."""
        if self.rows is None:
            if self.valid is not None:
                raise scope.refuse("R410", "valid 只用于写了 rows 的", ("valid",), key=True, found=self.valid)
            return scope
        if self.take in _STANDING:
            message = f"take: {self.take} 是每行各有一个，不能写 rows"
            remedy = f"写进“{self.rows}”表的 computed，如 名次: {{cohort: …, take: {self.take}}}"
            raise scope.refuse("R410", message, ("rows",), key=True, found=self.take, remedy=remedy)
        return scope.row_scope(self.rows, "rows")

    def _table_rows(self, scope: Scope, rows: Scope, group: Members, source: Formula) -> TableRows | None:
        if self.rows is None:
            return None
        own = tuple(name for name in group.within if name in scope.tables[self.rows])
        for name in own:
            if name not in scope.symbols:
                message = f"“{name}”只是“{self.rows}”的栏，对象没有这一栏，不知各对象取哪一组"
                remedy = f"按对象的一栏分组；每行各取一个的，写进“{self.rows}”表的 computed"
                raise scope.refuse("R301", message, ("within",), found=name, remedy=remedy)
            kinds = scope.symbols.bind(name).kind, rows.symbols.bind(name).kind
            if kinds[0] is not kinds[1]:
                message = f"“{name}”在对象是{kinds[0].value}，在“{self.rows}”是{kinds[1].value}，不能合在一起分组"
                raise scope.refuse("R305", message, ("within",), found=name)
        names = (*source.names, *group.inputs, *(self._weight_names(rows)))
        outer = rows.subject_names(self.rows, (*names, *own))
        once = rows.periods.get(self.rows, Periods()).once
        outer = tuple(dict.fromkeys((*outer, *own)))
        return TableRows(self.rows, own, bind_validity(rows, self.rows, self.valid), once, outer)

    def _weight(self, rows: Scope) -> Formula | None:
        if self.weight is None:
            return None
        weight = rows.bind_formula(self.weight, ("weight",))
        if not weight.kind.numeric:
            message = f"权重要是一个数，“{self.weight}”是{weight.kind.value}"
            raise rows.refuse("R305", message, ("weight",), found=weight.kind.value)
        if not weight.names:
            raise rows.refuse("R203", "权重要是各自的一栏或一个取值，这里人人都一样", ("weight",), found=self.weight)
        return weight

    def _weight_names(self, rows: Scope) -> tuple[str, ...]:
        weight = self._weight(rows)
        return weight.names if weight is not None else ()

    def _refuse_idle(self, scope: Scope) -> None:
        """What only some ways of taking read must not stand where it is not read."""
        for part, owners in _OWNERS.items():
            given = getattr(self, part)
            if given is not None and self.take not in owners:
                message = f"{part} 只用于 take: {'、'.join(owners)}，这里是 take: {self.take}"
                raise scope.refuse("R410", message, (part,), key=True, found=show_value(given))

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
        own = _LEAST.get(self.take, 1) if self.deviation != "population" else 1
        return max(whole(self.least, "least", scope) or 0, own)

    def _statistic(self, scope: Scope) -> tuple[Statistic, Fraction]:
        if self.take != "percentile":
            statistic = (WEIGHTED if self.weight is not None else STATISTICS)[self.take]
            if self.take in ("variance", "stdev"):
                return partial(statistic, deviation=self.deviation or DEFAULT_DEVIATION), Fraction(0)
            return statistic, Fraction(0)
        for part in ("at", "definition"):
            if getattr(self, part) is None:
                raise scope.refuse("R202", f"take: percentile 要写 {part}", ("take",), expected=part)
        at = scope.read_amount(self.at, Kind.PERCENT, ("at",))
        if not 0 <= at <= 1:
            raise scope.refuse("R203", "at 要写0%到100%之间的数", ("at",), found=show_value(self.at))
        return partial(PERCENTILES[str(self.definition)], at=at), at

    def _step(self, kind: Kind, scope: Scope) -> Fraction:
        """What a root is rounded to."""
        return ROOT_STEP if self.round is None else read_positive(self.round, kind, "round", scope)
