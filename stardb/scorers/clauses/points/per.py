"""`per`: so much for every so many (每…计…), P02/P05 — plus points, star counts, or deductions from the full mark."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, ranges, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.numbers import read_positive
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import Amount, show_value


class Per(Clause):
    """每满多少计多少，如 `per: 10年, each: 1`；each 为负时从满分扣起，扣完为止。

    不足一个单位的不计；`steps: started` 时，开始了就按一个计。
    从别的数扣起或加起的写 start，如 `from: 900 - 考核得分, per: 1分, each: -5元, start: 5000元`。
    """

    keyword: ClassVar[str] = "per"
    title: ClassVar[str] = "每…计…"

    per: Amount = Field(description="一个单位是多少，如 1次、10年、3个百分点")
    each: Amount = Field(description="每个单位计多少；扣分写负数")
    steps: Literal["full", "started"] = Field("full", description="full 满一个计一个，started 开始了就计")
    start: Amount | None = Field(None, description="起算数：从多少加起或扣起；不写的，扣分从满分起，其余从 0 起")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "per")
        unit = read_positive(self.per, source.kind, "per", scope, loose=source.loose)
        kind, each = scope.read_any_amount(self.each, ("each",))
        if self.start is not None:
            start = scope.read_amount(self.start, kind, ("start",))
        else:
            start = self.points if each < 0 and self.points is not None else Fraction(0)
        return PerCore(source, unit, kind, each, start, self.steps == "started", show_value(self.per))


@dataclass(frozen=True, eq=False)
class PerCore(Core):
    """Bound: the branch is how many units were counted."""

    source: Formula
    unit: Fraction
    kind: Kind
    each: Fraction
    start: Fraction
    started: bool
    written: str

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.source.names

    @property
    def cases(self) -> tuple[str, ...]:
        return (f"一个{self.written}也不计", f"每{self.written}计")

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        count = int(scored.branch[i])
        return () if count < 0 else (min(count, 1),)

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        empty = -(self.start // self.each) * self.unit if self.each < 0 and self.start else self.unit
        return ((self.source, (self.unit, empty)),)

    @property
    def overruns(self) -> tuple[bool, bool]:
        return (self.each < 0, self.each > 0)

    def reach(self, reaches: Reaches) -> ValueRange:
        held = ranges.multiply(self.source.reach(reaches), ranges.just(1 / self.unit))
        counted = ranges.clamp(
            ranges.round_to_step(held, Fraction(1), "ceil" if self.started else "floor"), Fraction(0), None
        )
        return ranges.add(ranges.just(self.start), ranges.multiply(counted, ranges.just(self.each)))

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        held = arithmetic.count_units(value, self.unit, self.started)
        counted = arithmetic.clamp(held, Fraction(0), None)  # below 0 there is no unit
        result = arithmetic.scale_and_shift(counted, self.each, self.start, self.kind)
        return Scored(result, np.where(counted.known, counted.data, -1))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        if not scored.column.known[i]:
            return phrases.say_missing(self.source)
        count = int(scored.branch[i])
        unit = scored.column.unit if self.kind is Kind.NUMBER else ""
        each, start = show(self.kind, abs(self.each)) + unit, show(self.kind, self.start) + unit
        begun = "每起始" if self.started else "每"
        if self.each < 0:
            return f"{phrases.show(self.source)}，{begun}{self.written}扣{each}，从{start}扣起，为{scored.show_core(i)}"
        since = f"从{start}加起，" if self.start else ""
        return (
            f"{phrases.show(self.source)}，{begun}{self.written}计{each}，{since}计{count}次，为{scored.show_core(i)}"
        )

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """How far the next unit is; for deductions, what one fewer would save."""
        if not scored.column.known[i] or not self.each:
            return ""
        phrases, each = Phrases(columns, i), show(self.kind, abs(self.each)) + scored.column.unit
        value = columns[self.source.names[0]].at(i) if len(self.source.names) == 1 else None
        if self.each < 0 or self.started or not isinstance(value, Fraction):
            return f"{phrases.show(self.source)}，每{'多' if self.each > 0 else '少'}{self.written}，多得{each}"
        rest = show(self.source.kind, self.unit - value % self.unit)
        return f"{phrases.show(self.source)}，再有{rest}{columns[self.source.names[0]].unit}，多得{each}"
