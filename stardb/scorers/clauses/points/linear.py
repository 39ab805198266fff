"""`linear`: points in proportion between two ends (按比例得分), P06/P07; lower-is-better with the ends the other way."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, ranges, show_number
from stardb.scorers.base.argument import Argument, bind_argument
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import Amount, Part, show_value


class Ends(Part):
    """从多少（得 0 分）到多少（得满分）。"""

    from_: Amount = Field(alias="from", description="得 0 分的数，或参数、取值的名称")
    to: Amount = Field(description="得满分的数，或参数、取值的名称")


class Linear(Clause):
    """按比例得分，如 `points: 10, linear: {from: 0%, to: 10%}, round: 0.1`：0% 得 0 分，10% 及以上得满分，中间按比例，按 round 取整。"""

    keyword: ClassVar[str] = "linear"
    title: ClassVar[str] = "按比例"

    linear: Ends = Field(description="得 0 分与得满分的两端；越低越好时 from 大于 to")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "linear")
        low = bind_argument(self.linear.from_, source.kind, ("linear", "from"), scope, loose=source.loose)
        high = bind_argument(self.linear.to, source.kind, ("linear", "to"), scope, loose=source.loose)
        if low.number is not None and low.number == high.number:
            raise scope.refuse(
                "R203", "linear 的两端相同，分不出高低", ("linear", "to"), found=show_value(self.linear.to)
            )
        if self.points is None:
            raise scope.refuse("R202", "按比例得分要写满分 points", ("linear",), key=True, expected="points")
        return LinearCore(source, low, high, self.points)


@dataclass(frozen=True, eq=False)
class LinearCore(Core):
    """Bound: branch 0 at or before the start, 1 between, 2 at or past the end; unknown where the two are the same."""

    source: Formula
    low: Argument
    high: Argument
    full: Fraction
    kind: Kind = Kind.NUMBER

    @property
    def needs_rounding(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.source.names, *self.low.names, *self.high.names)))

    @property
    def cases(self) -> tuple[str, ...]:
        return ("得0分", "按比例", "得满分")

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        ends = tuple(end.number for end in (self.low, self.high) if end.number is not None)
        return ((self.source, ends),)

    @property
    def overruns(self) -> tuple[bool, bool]:
        return (False, False)

    def reach(self, reaches: Reaches) -> ValueRange:
        source, low, high = (one.reach(reaches) for one in (self.source, self.low, self.high))
        apart = ranges.subtract(high, low)
        if not apart.single:
            return ValueRange(Fraction(0), self.full)
        along = ranges.divide(ranges.subtract(source, low), apart)
        return ranges.clamp(ranges.multiply(along, ranges.just(self.full)), Fraction(0), self.full)

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        found = self.reach(reaches)
        return (found.low == 0, not found.single, found.high == self.full)

    def score(self, frame: AppraisalFrame) -> Scored:
        points = self._place(self.source.evaluate(frame), frame)
        bounded = arithmetic.clamp(points, Fraction(0), self.full)
        full = self.full.numerator * bounded.scale // self.full.denominator
        branch = np.where(bounded.data <= 0, 0, np.where(bounded.data >= full, 2, 1))
        return Scored(bounded, np.where(bounded.known, branch, -1))

    def _place(self, value: Column, frame: AppraisalFrame) -> Column:
        """The points along the way from one end to the other, and past them; with one slope for all where the ends are."""
        if self.low.number is not None and self.high.number is not None:
            slope = self.full / (self.high.number - self.low.number)
            return arithmetic.scale_and_shift(value, slope, -self.low.number * slope, Kind.NUMBER)
        low, high = self.low.evaluate(frame), self.high.evaluate(frame)
        gone, way = arithmetic.subtract(value, low, Kind.NUMBER), arithmetic.subtract(high, low, Kind.NUMBER)
        return arithmetic.scale_and_shift(
            arithmetic.divide(gone, way, Kind.NUMBER), self.full, Fraction(0), Kind.NUMBER
        )

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case < 0:
            return self._say_unknown(phrases)
        low, high = (self._show_end(phrases, end) for end in (self.low, self.high))
        if case == 2:
            return f"{phrases.show(self.source)}，达到{high}，得满分{show_number(self.full)}{scored.column.unit}"
        if case == 0:
            short = "未超过" if self._is_rising(phrases) else "不低于"
            return f"{phrases.show(self.source)}，{short}{low}，得0{scored.column.unit}"
        return f"{phrases.show(self.source)}，在{low}与{high}之间按比例，得{scored.show_core(i)}"

    def _say_unknown(self, phrases: Phrases) -> str:
        for part in (self.source, self.low.formula, self.high.formula):
            if not phrases.is_known(part):
                return phrases.say_missing(part)
        low, high = (self._show_end(phrases, end) for end in (self.low, self.high))
        return f"两端{low}与{high}相同，分不出高低，待定"

    def _show_end(self, phrases: Phrases, end: Argument) -> str:
        return end.show(phrases, phrases.show_amount(self.source, end.number or Fraction(0)))

    def _is_rising(self, phrases: Phrases) -> bool:
        """Whether more is better."""
        low, high = (end.of(phrases) for end in (self.low, self.high))
        return low is None or high is None or high > low

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """How far the full mark is."""
        now = scored.column.at(i)
        if scored.branch[i] not in (0, 1) or not isinstance(now, Fraction):
            return ""
        phrases = Phrases(columns, i)
        verb = "达到" if self._is_rising(phrases) else "降到"
        end, more = self._show_end(phrases, self.high), show_number(self.full - now) + scored.column.unit
        return f"{phrases.show(self.source)}，{verb}{end}得满分，可多得{more}"
