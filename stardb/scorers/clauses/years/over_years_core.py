"""From the years of a subject to one value: their sum, mean, greatest, least, how many, or the last."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, bounds, logic, ranges, show
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.years.year_entries import (
    TREATED,
    Span,
    Treatments,
    YearScored,
    YearState,
    list_years,
)

Take = Literal["sum", "mean", "largest", "smallest", "count", "last"]

_TAKEN: Mapping[Take, str] = {
    "sum": "合计", "mean": "平均", "largest": "最大", "smallest": "最小", "count": "成立的", "last": "最近一年",
}  # fmt: skip
_SOME, _NONE = "有年度", "没有年度"
_THIS_YEAR = "本年"


@dataclass(frozen=True, eq=False)
class OverYearsCore(Core):
    """Bound: the branch is how many years count. now: this year's formula, None where it does not count.

    past: the formula of the years before. written: the treatments that the rule writes, as it writes them. names: of the
    earlier values it reads. otherwise: the value where no year counts, None for unknown.
    """

    now: Formula | None
    past: Formula
    take: Take
    span: Span
    treatments: Treatments
    written: tuple[str, ...]
    names: tuple[str, ...]
    otherwise: Fraction | str | bool | None

    @property
    def kind(self) -> Kind:
        return Kind.NUMBER if self.take == "count" else self.past.kind

    @property
    def choices(self) -> tuple[str, ...]:
        if self.kind is not Kind.CHOICE:
            return ()
        other = (self.otherwise,) if isinstance(self.otherwise, str) else ()
        return tuple(dict.fromkeys((*(self.now.choices if self.now else ()), *self.past.choices, *other)))

    @property
    def needs_rounding(self) -> bool:
        return self.take == "mean" or self.past.needs_rounding

    @property
    def inputs(self) -> tuple[str, ...]:
        return (*(self.now.names if self.now else ()), *self.names)

    @property
    def cases(self) -> tuple[str, ...]:
        left_out = self.span.kind != "years" or "leave_out" in self.treatments.values()
        none = self.now is None and self.otherwise is not None and left_out
        return (_SOME, *self.written, *([_NONE] if none else []))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        count, years = int(scored.branch[i]), _years(scored)
        taken = [_SOME] if count > 0 else [_NONE] if count == 0 else []
        states = {int(year.states[i]) for year in years}
        taken += [text for text in self.written if TREATED[text.partition(":")[0]] in states]
        return tuple(self.cases.index(case) for case in taken if case in self.cases)

    def reach(self, reaches: Reaches) -> ValueRange:
        if self.take == "count":
            return ranges.counts(0, self.span.years or None)
        earlier = {name: reaches.get(whole, ranges.ANYTHING) for name, whole in zip(self._own, self.names, strict=True)}
        parts = [self.past.reach(earlier), *([self.now.reach(reaches)] if self.now else [])]
        if self.kind is Kind.BOOL:
            return ranges.ANYTHING
        if isinstance(self.otherwise, Fraction):
            parts.append(ranges.just(self.otherwise))
        elif isinstance(self.otherwise, str):
            parts.append(ranges.among((self.otherwise,)))
        if "zero" in self.treatments.values() and self.kind.numeric:
            parts.append(ranges.just(0))
        found = ranges.join(*parts)
        if self.take == "sum":
            low, high = (end if end == 0 else None for end in (found.low, found.high))
            return ValueRange(low, high, grain=found.grain)
        return ValueRange(found.low, found.high, found.words, grain=None if self.take == "mean" else found.grain)

    @property
    def _own(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.past.names))

    def score(self, frame: AppraisalFrame) -> Scored:
        years = (*list_years(self.past, self.span, self.now is not None, frame), *self._this_year(frame))
        counted = np.sum([year.counts(self.treatments) for year in years], axis=0, initial=0).astype(np.int64)
        counted = np.broadcast_to(counted, frame.size)
        value, is_open = self._last(years, frame.size) if self.take == "last" else self._add_up(years, counted)
        value = arithmetic.choose(counted > 0, value, self._none(frame.size)).mask(~is_open).mark_pending(is_open)
        if self.take == "count":
            least = Column(value.kind, value.data, ~value.known, value.scale)
            value = bounds.with_ends(value, least, Column.unknown(value.kind, frame.size))
        return Scored(value, np.where(value.known, counted, UNKNOWN), parts=years)

    def _this_year(self, frame: AppraisalFrame) -> Iterator[YearScored]:
        if self.now is not None:
            value = self.now.evaluate(frame)
            # Not yet decided: no treatment of years gone by is for it.
            state = np.where(value.known, YearState.VALUE, YearState.NO_ITEM).astype(np.int64)
            yield YearScored(value, state, label=_THIS_YEAR)

    def _add_up(self, years: Sequence[YearScored], counted: Array) -> tuple[Column, Mask]:
        """The value of all years that count, and whom some year leaves undecided."""
        size = len(counted)
        result, begun, is_open = Column.constant(self.kind, 0, size), np.zeros(size, bool), np.zeros(size, bool)
        for year in years:
            counts, value = year.counts(self.treatments), self._valued(year)
            result = arithmetic.choose(counts, self._join(result, value, begun), result)
            begun, is_open = begun | counts, is_open | year.open(self.treatments)
        if self.take == "mean":
            number = Column(Kind.NUMBER, np.maximum(counted, 1), np.ones(size, bool))
            result = arithmetic.divide(result, number, self.kind)
        return result, is_open

    def _join(self, result: Column, value: Column, begun: Mask) -> Column:
        """The years so far and one more."""
        if self.take in ("largest", "smallest"):
            sign = ">" if self.take == "largest" else "<"
            return arithmetic.choose(~begun | logic.certainly(logic.compare(value, sign, result)), value, result)
        return arithmetic.add(result, value, self.kind)

    def _last(self, years: Sequence[YearScored], size: int) -> tuple[Column, Mask]:
        """The value of the last year that counts, and for whom a later one, or that one, is undecided."""
        result, is_open = Column.unknown(self.kind, size, self.choices), np.zeros(size, bool)
        for year in years:
            counts, now_open = year.counts(self.treatments), year.open(self.treatments)
            result = arithmetic.choose(counts, self._valued(year), result)
            is_open = np.where(counts, False, is_open | now_open)
        return result, is_open

    def _valued(self, year: YearScored) -> Column:
        """The year's values, 0 where it counts as 0."""
        value = year.column
        if self.take == "count":
            data = np.where(value.known, value.data.astype(bool), False).astype(np.int64)
            return Column(Kind.NUMBER, data, np.ones(len(data), bool))
        if value.kind is Kind.BOOL:
            return logic.truth(value.data.astype(bool) & value.known, np.ones(len(value), bool))
        if not value.kind.numeric:
            return value
        return arithmetic.choose(value.known, value, Column.constant(value.kind, 0, len(value)))

    def _none(self, size: int) -> Column:
        """The value where no year counts."""
        if self.otherwise is None:
            return Column.unknown(self.kind, size, self.choices)
        if isinstance(self.otherwise, str):
            return Column.from_codes(self.choices, np.full(size, self.choices.index(self.otherwise)))
        if isinstance(self.otherwise, bool):
            return logic.truth(np.full(size, self.otherwise), np.ones(size, bool))
        return Column.constant(self.kind, self.otherwise, size)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        years = "、".join(year.text(i, self.treatments) for year in _years(scored)) or "没有以前的年度"
        what = "" if self.past.single_name else f"“{self.past.text}”："
        if not scored.column.known[i]:
            end = scored.column.ends[0].at(i) if scored.column.ends is not None and self.take == "count" else None
            least = f"，至少{show(Kind.NUMBER, end)}年" if isinstance(end, Fraction) else ""
            return f"{what}{years}{least}，待定"
        if scored.branch[i] == 0:
            return f"{what}{years}，一年也不计，为{scored.show_core(i)}"
        return f"{what}{years}，{_TAKEN[self.take]}{'' if self.take == 'last' else '为'}{scored.show_core(i)}"


def _years(scored: Scored) -> tuple[YearScored, ...]:
    return tuple(part for part in scored.parts if isinstance(part, YearScored))
