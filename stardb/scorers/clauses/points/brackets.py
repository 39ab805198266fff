"""`brackets`: each part of a number at its own bracket's rate (分段累进), P09/P10 — the first 10万元 at 200, the rest at 100."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame, Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, ranges, show, show_at
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.numbers import read_positive
from stardb.scorers.base.outputs import Outputs, bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.bound_intervals import bind_interval, refuse_moving, resolve_bands
from stardb.scorers.kit.intervals import Interval
from stardb.yamlfile import Amount, Part, show_value

Steps = Literal["exact", "full", "started"]


class BracketRate(Part):
    """这一段的算法，如 `{per: 400元, each: 1}`：每 400 元计 1。"""

    per: Amount = Field(description="每多少计一次，如 400元")
    each: Amount = Field(description="每次计多少")
    steps: Steps = Field("full", description="full 满一个计一个，started 开始了就计，exact 按比例计")


class Brackets(Clause):
    """分段累进：每一段的数按那一段的标准计，各段相加，如 `from: 净收入, brackets: {0元: 200元, 10万元: 100元}, per: 1万元, steps: exact, round: 1元`。

    标准写百分比的，不写 per；写金额或分数的，用 per 写明每多少计一次。最低一段以下的不计。
    各段每多少计一次不同的，写在段里，如 `brackets: {0元至1000元: {per: 100元, each: 1}, 1000元至5000元: {per: 400元, each: 1}, 5000元以上: {per: 1000元, each: 1}}`。
    与 bands 不同：bands 把整个数放进一档。
    """

    keyword: ClassVar[str] = "brackets"
    title: ClassVar[str] = "分段累进"

    brackets: dict[str, Amount | BracketRate] = Field(min_length=1, description="各段及其标准，首尾相接")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")
    per: Amount | None = Field(None, description="每多少计一次，如 1万元、1次；标准是百分比的不写")
    steps: Steps | None = Field(
        None, description="与 per 同用，各段内：full（不写即此）满一个计一个，started 开始了就计，exact 按比例计"
    )

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "brackets")
        bound = [bind_interval(text, source, ("brackets", text), scope) for text in self.brackets]
        remedy = "各对象不同的基数先减去，如 from: 净收入 - 基数"
        refuse_moving(bound, ("brackets",), scope, remedy)
        written = resolve_bands(bound, ("brackets",), scope)
        order = sorted(range(len(written)), key=lambda k: (written[k].low is not None, written[k].low or 0))
        intervals = [written[k] for k in order]
        self._refuse_gaps(intervals, scope)
        texts = [list(self.brackets)[k] for k in order]
        steps = [self._count_by(text, source, scope) for text in texts]
        rates = self._rates(texts, scope)
        exact = [step.unit is None for step in steps]
        if any(exact) and rates.kind is not Kind.PERCENT:
            raise scope.refuse(
                "R202", f"各段的标准是{rates.kind.value}，要写明每多少计一次", ("brackets",), key=True,
                expected="per", remedy="加 per，如 per: 1万元；按百分比计的写成 20%",
            )  # fmt: skip
        if any(exact) and not all(exact):
            message = "有的段按比例，有的段每多少计一次，加不到一起"
            raise scope.refuse("R305", message, ("brackets",), key=True, remedy="分成两条，在 values 里相加")
        parts = tuple((interval.low or Fraction(0), interval.high) for interval in intervals)
        kind = source.kind if exact[0] else rates.kind
        names = tuple(dict.fromkeys(name for interval in intervals for name in interval.names))
        return BracketsCore(kind, source, tuple(texts), parts, rates, tuple(steps), names)

    def _rates(self, texts: list[str], scope: Scope) -> Outputs:
        """What each bracket brings a unit, or as a share."""
        given = [rate.each if isinstance(rate := self.brackets[text], BracketRate) else rate for text in texts]
        own = {text: ("each",) if isinstance(self.brackets[text], BracketRate) else () for text in texts}
        rates = bind_outputs(given, [("brackets", text, *own[text]) for text in texts], scope)
        if rates.kind is Kind.CHOICE or rates.holes:
            found = "、".join(rates.words)
            message = "各段的标准要是数、金额或百分比"
            raise scope.refuse("R305", message, ("brackets",), key=True, found=found)
        return rates

    def _count_by(self, text: str, source: Formula, scope: Scope) -> "CountedBy":
        """How what lies in a bracket is counted: by its own words, or by those of all."""
        own = self.brackets[text]
        if isinstance(own, BracketRate):
            for key in ("per", "steps"):
                if getattr(self, key) is not None:
                    message = f"段里写了 per，外面不写 {key}"
                    raise scope.refuse("R421", message, (key,), key=True, found=key)
            unit = scope.read_amount(own.per, source.kind, ("brackets", text, "per"), loose=source.loose)
            if unit <= 0:
                found = show_value(own.per)
                raise scope.refuse("R203", "per 要写一个大于0的数", ("brackets", text, "per"), found=found)
            return CountedBy(unit, own.steps, show_value(own.per))
        if self.per is not None:
            unit = read_positive(self.per, source.kind, "per", scope, loose=source.loose)
            return CountedBy(unit, self.steps or "full", show_value(self.per))
        if self.steps is not None:
            raise scope.refuse("R202", "steps 要与 per 同用", ("steps",), key=True, expected="per")
        return CountedBy()

    def _refuse_gaps(self, intervals: list[Interval], scope: Scope) -> None:
        """Refuse the first two brackets of which the one does not begin where the other ends. Raises ClauseRefused."""
        for below, above in pairwise(intervals):
            if below.high is None or below.high != above.low:
                raise scope.refuse(
                    "R423", f"“{below.text}”与“{above.text}”两段没有首尾相接", ("brackets", above.text),
                    key=True, found=above.text, remedy="上一段到哪里，下一段就从哪里起；可以只写各段的起点，如 0元、10万元",
                )  # fmt: skip
        first = intervals[0]
        if first.low is None and first.high is not None and first.high <= 0:
            message = f"“{first.text}”一段在0以下，没有可计的"
            raise scope.refuse("R403", message, ("brackets", first.text), key=True, found=first.text)


@dataclass(frozen=True)
class CountedBy:
    """How what lies in a bracket is counted: by which unit, None for a share of all of it; as `written`."""

    unit: Fraction | None = None
    steps: Steps = "full"
    written: str = ""

    @property
    def exact(self) -> bool:
        """Whether a part of a unit counts too."""
        return self.unit is None or self.steps == "exact"

    def count(self, piece: Column) -> Column:
        """What lies in the bracket, or how many units that is."""
        if self.unit is None:
            return piece
        if self.steps == "exact":
            return arithmetic.scale_and_shift(piece, 1 / self.unit, Fraction(0), Kind.NUMBER)
        return arithmetic.count_units(piece, self.unit, self.steps == "started")

    def describe(self, rate: str) -> str:
        """How the rule writes it."""
        begun = {"exact": "每", "full": "每满", "started": "每起始"}[self.steps]
        return f"{begun}{self.written}计{rate}" if self.written else f"按{rate}"


@dataclass(frozen=True, eq=False)
class BracketsCore(Core):
    """Bound, the lowest bracket first: the branch is the bracket the number comes up to, one past the last if below all.

    limits: the parameters that brackets begin and end at.
    """

    kind: Kind
    source: Formula
    texts: tuple[str, ...]
    parts: tuple[tuple[Fraction, Fraction | None], ...]
    rates: Outputs
    steps: tuple[CountedBy, ...]
    limits: tuple[str, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        names = (*self.source.names, *self.limits, *(name for rate in self.rates.formulas for name in rate.names))
        return tuple(dict.fromkeys(names))

    @property
    def needs_rounding(self) -> bool:
        return any(step.exact for step in self.steps) or any(rate.needs_rounding for rate in self.rates.formulas)

    @property
    def cases(self) -> tuple[str, ...]:
        return self.texts

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        ends = (end for part in self.parts for end in part if end is not None)
        return ((self.source, tuple(dict.fromkeys(ends))),)

    def reach(self, reaches: Reaches) -> ValueRange:
        """How fine it may be: each bracket's piece of the number, or the units in it, times the rate."""
        found, grain = self.source.reach(reaches), list[Fraction | None]()
        for (low, high), rate, step in zip(self.parts, self.rates.formulas, self.steps, strict=True):
            piece = ranges.subtract(ranges.clamp(found, low, high), ranges.just(low))
            counted = piece if step.unit is None else ranges.multiply(piece, ranges.just(1 / step.unit))
            if not step.exact:
                counted = ranges.counts()
            grain.append(ranges.multiply(counted, rate.reach(reaches)).grain)
        return ValueRange(grain=reduce(ranges.common_grain, grain))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        branch = int(scored.branch[i])
        return tuple(range(branch + 1)) if branch < len(self.texts) else ()

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        result = arithmetic.total([brought for _, brought in self._pieces(value, frame)], self.kind, frame.size)
        reached = np.full(frame.size, len(self.parts))
        for case, (low, _) in enumerate(self.parts):
            past = arithmetic.scale_and_shift(value, Fraction(1), -low, value.kind).data
            reached[past > 0 if case else past >= 0] = case
        return Scored(result, np.where(result.known, reached, UNKNOWN))

    def _pieces(self, value: Column, frame: Frame) -> list[tuple[Column, Column]]:
        """What of the number lies in each bracket, and what that brings."""
        pieces = []
        for (low, high), rate, step in zip(self.parts, self.rates.formulas, self.steps, strict=True):
            piece = arithmetic.scale_and_shift(arithmetic.clamp(value, low, high), Fraction(1), -low, value.kind)
            pieces.append((piece, arithmetic.multiply(step.count(piece), rate.evaluate(frame), self.kind)))
        return pieces

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        branch = int(scored.branch[i])
        if branch == UNKNOWN:
            return self.inputs
        rates = self.rates.formulas[: branch + 1] if branch < len(self.parts) else ()
        return tuple(
            dict.fromkeys((*self.source.names, *self.limits, *(name for rate in rates for name in rate.names)))
        )

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == UNKNOWN:
            unknown_parts = [
                formula for formula in (self.source, *self.rates.formulas) if not phrases.is_known(formula)
            ]
            return phrases.say_missing(unknown_parts[0] if unknown_parts else self.source)
        read = phrases.show(self.source)
        if case == len(self.parts):
            return f"{read}，不到{phrases.show_amount(self.source, self.parts[0][0])}，为{scored.show_core(i)}"
        if any(columns[name].private for name in self.source.names):
            return f"{read}，分段累进，为{scored.show_core(i)}"
        frame = Frame(1, {name: columns[name].take(np.array([i])) for name in self.inputs})
        pieces = self._pieces(self.source.evaluate(frame), frame)[: case + 1]
        phrase = "；".join(self._piece(k, pieces[k], phrases) for k in range(case + 1))
        return f"{read}：{phrase}；合计{scored.show_core(i)}"

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """How far the next whole unit of its bracket is, and what that brings."""
        case, value = int(scored.branch[i]), self._value_of(columns, i)
        if not 0 <= case < len(self.parts) or value is None:
            return ""
        (low, high), step, rate = self.parts[case], self.steps[case], self.rates.formulas[case].value
        if step.unit is None or step.steps != "full" or not rate or rate < 0 or value < low:
            return ""
        rest = step.unit - (value - low) % step.unit
        if high is not None and value + rest > high:
            return ""
        phrases = Phrases(columns, i)
        away, more = phrases.show_amount(self.source, rest), show(self.kind, rate) + scored.column.unit
        return f"{phrases.show(self.source)}，再有{away}，多得{more}"

    def _value_of(self, columns: Mapping[str, Column], i: int) -> Fraction | None:
        """What subject i's number is, where it is a column or value by itself."""
        found = columns[self.source.single_name].at(i) if self.source.single_name else None
        return found if isinstance(found, Fraction) else None

    def _piece(self, k: int, piece: tuple[Column, Column], phrases: Phrases) -> str:
        (low, high), (part, brought) = self.parts[k], piece
        begin, end = (phrases.show_amount(self.source, edge) if edge is not None else "" for edge in (low, high))
        where = f"{begin}至{end}" if end else f"{begin}以上"
        rate = phrases.spell(self.rates.formulas[k])
        how = self.steps[k].describe(rate)
        value = part.at(0)
        held = phrases.show_amount(self.source, value) if isinstance(value, Fraction) else ""
        return f"{where}的部分{held}，{how}，计{show_at(brought, 0)}"
