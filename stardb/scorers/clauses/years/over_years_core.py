"""From the years, months … of a subject to one value: their sum, mean, greatest, least, how many, or the last."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import (
    PERIOD_WORDS,
    Array,
    Column,
    Frequency,
    Kind,
    Mask,
    ValueRange,
    arithmetic,
    bounds,
    logic,
    ranges,
    show,
    show_in_period,
)
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.years.period_entries import (
    TREATED,
    PeriodScored,
    PeriodState,
    Span,
    Treatments,
    list_periods,
)

Take = Literal["sum", "mean", "largest", "smallest", "count", "last"]

_TAKEN: Mapping[Take, str] = {
    "sum": "合计", "mean": "平均", "largest": "最大", "smallest": "最小", "count": "成立的",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class OverYearsCore(Core):
    """Bound: the branch is how many periods count. now: the formula of the period that is rated, None where it does not count.

    every: which periods are looked at. past: the formula of those before. written: the treatments that the rule writes, as it writes them. names: of the
    earlier values it reads. otherwise: the value where no period counts, None for unknown.
    """

    every: Frequency
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
        left_out = self.span.kind != "last" or "leave_out" in self.treatments.values()
        none = self.now is None and self.otherwise is not None and left_out
        return (self._some, *self.written, *([self._none_counts] if none else []))

    @property
    def _some(self) -> str:
        return f"有{PERIOD_WORDS[self.every].noun}"

    @property
    def _none_counts(self) -> str:
        return f"没有{PERIOD_WORDS[self.every].noun}"

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        count, entries = int(scored.branch[i]), _list_entries(scored)
        taken = [self._some] if count > 0 else [self._none_counts] if count == 0 else []
        states = {int(entry.states[i]) for entry in entries}
        taken += [text for text in self.written if TREATED[text.partition(":")[0]] in states]
        return tuple(self.cases.index(case) for case in taken if case in self.cases)

    def reach(self, reaches: Reaches) -> ValueRange:
        if self.take == "count":
            return ranges.counts(0, self.span.count or None)
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
        earlier = list_periods(self.past, self.span, frame.years[self.every], self.now is not None)
        entries = (*earlier, *self._this_period(frame))
        counted = np.sum([entry.counts(self.treatments) for entry in entries], axis=0, initial=0).astype(np.int64)
        counted = np.broadcast_to(counted, frame.size)
        value, is_open = self._last(entries, frame.size) if self.take == "last" else self._add_up(entries, counted)
        value = arithmetic.choose(counted > 0, value, self._none(frame.size)).mask(~is_open).mark_pending(is_open)
        if self.take == "count":
            least = Column(value.kind, value.data, ~value.known, value.scale)
            value = bounds.with_ends(value, least, Column.unknown(value.kind, frame.size))
        return Scored(value, np.where(value.known, counted, UNKNOWN), parts=entries)

    def _this_period(self, frame: AppraisalFrame) -> Iterator[PeriodScored]:
        if self.now is not None:
            value = self.now.evaluate(frame)
            # Not yet decided: no treatment of periods gone by is for it.
            state = np.where(value.known, PeriodState.VALUE, PeriodState.NO_ITEM).astype(np.int64)
            yield PeriodScored(value, state, label=PERIOD_WORDS[self.every].this, period_kind=self.every)

    def _add_up(self, entries: Sequence[PeriodScored], counted: Array) -> tuple[Column, Mask]:
        """The value of all periods that count, and whom one of them leaves undecided."""
        size = len(counted)
        result, begun, is_open = Column.constant(self.kind, 0, size), np.zeros(size, bool), np.zeros(size, bool)
        for entry in entries:
            counts, value = entry.counts(self.treatments), self._valued(entry)
            result = arithmetic.choose(counts, self._join(result, value, begun), result)
            begun, is_open = begun | counts, is_open | entry.open(self.treatments)
        if self.take == "mean":
            number = Column(Kind.NUMBER, np.maximum(counted, 1), np.ones(size, bool))
            result = arithmetic.divide(result, number, self.kind)
        return result, is_open

    def _join(self, result: Column, value: Column, begun: Mask) -> Column:
        """The periods so far and one more."""
        if self.take in ("largest", "smallest"):
            sign = ">" if self.take == "largest" else "<"
            return arithmetic.choose(~begun | logic.certainly(logic.compare(value, sign, result)), value, result)
        return arithmetic.add(result, value, self.kind)

    def _last(self, entries: Sequence[PeriodScored], size: int) -> tuple[Column, Mask]:
        """The value of the last period that counts, and for whom a later one, or that one, is undecided."""
        result, is_open = Column.unknown(self.kind, size, self.choices), np.zeros(size, bool)
        for entry in entries:
            counts, now_open = entry.counts(self.treatments), entry.open(self.treatments)
            result = arithmetic.choose(counts, self._valued(entry), result)
            is_open = np.where(counts, False, is_open | now_open)
        return result, is_open

    def _valued(self, entry: PeriodScored) -> Column:
        """The period's values, 0 where it counts as 0."""
        value = entry.column
        if self.take == "count":
            data = np.where(value.known, value.data.astype(bool), False).astype(np.int64)
            return Column(Kind.NUMBER, data, np.ones(len(data), bool))
        if value.kind is Kind.BOOL:
            return logic.truth(value.data.astype(bool) & value.known, np.ones(len(value), bool))
        if not value.kind.numeric:
            return value
        return arithmetic.choose(value.known, value, Column.constant(value.kind, 0, len(value)))

    def _none(self, size: int) -> Column:
        """The value where no period counts."""
        if self.otherwise is None:
            return Column.unknown(self.kind, size, self.choices)
        if isinstance(self.otherwise, str):
            return Column.from_codes(self.choices, np.full(size, self.choices.index(self.otherwise)))
        if isinstance(self.otherwise, bool):
            return logic.truth(np.full(size, self.otherwise), np.ones(size, bool))
        return Column.constant(self.kind, self.otherwise, size)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        words = PERIOD_WORDS[self.every]
        periods = "、".join(one.text(i, self.treatments) for one in _list_entries(scored)) or f"没有以前的{words.noun}"
        what = "" if self.past.single_name else f"“{self.past.text}”："
        if not scored.column.known[i]:
            end = scored.column.ends[0].at(i) if scored.column.ends is not None and self.take == "count" else None
            least = f"，至少{show(Kind.NUMBER, end)}{words.count}" if isinstance(end, Fraction) else ""
            return f"{what}{periods}{least}，待定"
        if scored.branch[i] == 0:
            return f"{what}{periods}，一{words.count}也不计，为{scored.show_core(i)}"
        if self.take == "last":
            return f"{what}{periods}，{show_in_period(f'最近一{words.count}', self.every, scored.show_core(i))}"
        return f"{what}{periods}，{_TAKEN[self.take]}为{scored.show_core(i)}"


def _list_entries(scored: Scored) -> tuple[PeriodScored, ...]:
    return tuple(part for part in scored.parts if isinstance(part, PeriodScored))
