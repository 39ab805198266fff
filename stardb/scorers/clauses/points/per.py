"""`per`: so much for every so many (每…计…), P02/P05 — plus points, star counts, or deductions from the full mark."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches, constant
from stardb.quantity import Column, Kind, ValueRange, arithmetic, ranges, show
from stardb.scorers.base.argument import Argument, bind_any_argument, bind_argument
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
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

    per: Amount = Field(description="一个单位是多少，如 1次、10年、3个百分点，或参数、取值的名称")
    each: Amount = Field(description="每个单位计多少；扣分写负数；或参数、取值的名称")
    steps: Literal["full", "started"] = Field("full", description="full 满一个计一个，started 开始了就计")
    start: Amount | None = Field(None, description="起算数：从多少加起或扣起；不写的，扣分从满分起，其余从 0 起")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "per")
        unit = bind_argument(self.per, source.kind, ("per",), scope, loose=source.loose)
        if unit.number is not None and unit.number <= 0:
            raise scope.refuse("R203", "per 要写一个大于0的数", ("per",), found=unit.text)
        each = bind_any_argument(self.each, ("each",), scope)
        if self.start is not None:
            start = bind_argument(self.start, each.kind, ("start",), scope)
        else:
            full = self.points if self.points is not None and self._takes_away(each, scope) else Fraction(0)
            start = Argument(constant(each.kind, full), full, show_value(full))
        return PerCore(source, unit, each.kind, each, start, self.steps == "started")

    def _takes_away(self, each: Argument, scope: Scope) -> bool:
        """Whether each unit takes something away. Raises ClauseRefused where that is each subject's own, and where to start depends on it."""
        found = each.reach(scope.reaches)
        if each.number is None and (found.low is None or found.low < 0) and (found.high is None or found.high > 0):
            message = f"“{each.text}”可正可负，要写明从多少加起或扣起"
            raise scope.refuse("R202", message, ("each",), found=each.text, expected="start")
        return found.high is not None and found.high <= 0 and found.low != 0


@dataclass(frozen=True, eq=False)
class PerCore(Core):
    """Bound: the branch is how many units were counted; unknown where the unit is not above 0."""

    source: Formula
    unit: Argument
    kind: Kind
    each: Argument
    start: Argument
    started: bool

    @property
    def inputs(self) -> tuple[str, ...]:
        names = (*self.source.names, *self.unit.names, *self.each.names, *self.start.names)
        return tuple(dict.fromkeys(names))

    @property
    def needs_rounding(self) -> bool:
        return any(part.formula.needs_rounding for part in (self.each, self.start))

    @property
    def cases(self) -> tuple[str, ...]:
        return (f"一个{self.unit.text}也不计", f"每{self.unit.text}计")

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        count = int(scored.branch[i])
        return () if count < 0 else (min(count, 1),)

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        unit, each, start = self.unit.number, self.each.number, self.start.number
        if unit is None:
            return ()
        empty = -(start // each) * unit if each is not None and start and each < 0 else unit
        return ((self.source, (unit, empty)),)

    @property
    def overruns(self) -> tuple[bool, bool]:
        return (self.each.number is None or self.each.number < 0, self.each.number is None or self.each.number > 0)

    def reach(self, reaches: Reaches) -> ValueRange:
        source, unit = self.source.reach(reaches), self.unit.reach(reaches)
        held = ranges.divide(source, unit) if unit.single else ranges.ANYTHING
        counted = ranges.clamp(
            ranges.round_to_step(held, Fraction(1), "ceil" if self.started else "floor"), Fraction(0), None
        )
        return ranges.add(self.start.reach(reaches), ranges.multiply(counted, self.each.reach(reaches)))

    def score(self, frame: AppraisalFrame) -> Scored:
        held = self._count_units(self.source.evaluate(frame), frame)
        counted = arithmetic.clamp(held, Fraction(0), None)  # below 0 there is no unit
        return Scored(self._add_up(counted, frame), np.where(counted.known, counted.data, -1))

    def _count_units(self, value: Column, frame: AppraisalFrame) -> Column:
        if self.unit.number is not None:
            return arithmetic.count_units(value, self.unit.number, self.started)
        unit = self.unit.evaluate(frame)
        held = arithmetic.divide(value, unit.mask(unit.data > 0), Kind.NUMBER)
        return arithmetic.over_one_scale(arithmetic.round_to_step(held, 1, 1, "ceil" if self.started else "floor"))

    def _add_up(self, counted: Column, frame: AppraisalFrame) -> Column:
        if self.each.number is not None and self.start.number is not None:
            return arithmetic.scale_and_shift(counted, self.each.number, self.start.number, self.kind)
        each, start = self.each.evaluate(frame), self.start.evaluate(frame)
        return arithmetic.add(start, arithmetic.multiply(counted, each, self.kind), self.kind)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        if not scored.column.known[i]:
            parts = (self.source, *(part.formula for part in (self.unit, self.each, self.start)))
            missing = next((part for part in parts if not phrases.is_known(part)), None)
            if missing is not None:
                return phrases.say_missing(missing)
            return f"{self.unit.show(phrases, self.unit.text)}不大于0，待定"
        count = int(scored.branch[i])
        unit = scored.column.unit if self.kind is Kind.NUMBER else ""
        worth, start = (part.of(phrases) or Fraction(0) for part in (self.each, self.start))
        each = self.each.show(phrases, show(self.kind, abs(worth)) + unit)
        begun, first = "每起始" if self.started else "每", self.start.show(phrases, show(self.kind, start) + unit)
        whole = f"{begun}{self._show_unit(phrases)}"
        if worth < 0:
            return f"{phrases.show(self.source)}，{whole}扣{each}，从{first}扣起，为{scored.show_core(i)}"
        since = f"从{first}加起，" if start else ""
        return f"{phrases.show(self.source)}，{whole}计{each}，{since}计{count}次，为{scored.show_core(i)}"

    def _show_unit(self, phrases: Phrases) -> str:
        return f"（{phrases.show(self.unit.formula)}）" if self.unit.names else self.unit.text

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """How far the next unit is; for deductions, what one fewer would save."""
        phrases = Phrases(columns, i)
        worth, unit = self.each.of(phrases), self.unit.of(phrases)
        if not scored.column.known[i] or not worth or not unit:
            return ""
        each = show(self.kind, abs(worth)) + scored.column.unit
        value = columns[self.source.names[0]].at(i) if len(self.source.names) == 1 else None
        if worth < 0 or self.started or not isinstance(value, Fraction):
            return f"{phrases.show(self.source)}，每{'多' if worth > 0 else '少'}{self._show_unit(phrases)}，多得{each}"
        rest = show(self.source.kind, unit - value % unit)
        return f"{phrases.show(self.source)}，再有{rest}{columns[self.source.names[0]].unit}，多得{each}"
