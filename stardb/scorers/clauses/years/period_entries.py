"""The periods of a clause over the years, in order: for each subject, what it was in each, and how that is treated."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import (
    Array,
    Column,
    Frequency,
    Mask,
    Period,
    find_period,
    is_next,
    list_missing,
    show_at,
    show_in_period,
    show_span,
)
from stardb.scorers.base.past_periods import EarlierPeriod, EarlierPeriods
from stardb.scorers.base.scored import Scored

Treatment = Literal["undecided", "leave_out", "zero"]
Treatments = Mapping["PeriodState", Treatment]


class PeriodState(IntEnum):
    """What a period is for a subject.

    VALUE there is a value · UNDECIDED it was undecided · NOT_RATED it took no part · ABSENT it was not among those rated, or
    nobody was yet · NO_ITEM it took part, and the ledger has no such value · MISSING the period is not in the ledger · RENAMED
    it may have had another name · WORD a word stood for the number.
    """

    VALUE = 0
    UNDECIDED = 1
    NOT_RATED = 2
    ABSENT = 3
    NO_ITEM = 4
    MISSING = 5
    RENAMED = 6
    WORD = 7


TREATED = {"absent": PeriodState.ABSENT, "not_rated": PeriodState.NOT_RATED, "undecided": PeriodState.UNDECIDED}
"""The keys of a clause that say how a period without a value is treated -> which period that is."""

STATE_WORDS = {
    PeriodState.UNDECIDED: "待定",
    PeriodState.NOT_RATED: "不参评",
    PeriodState.ABSENT: "没有评",
    PeriodState.NO_ITEM: "没有记这一项",
    PeriodState.MISSING: "台账里没有",
    PeriodState.RENAMED: "像是改了名，对不上",
    PeriodState.WORD: "是词，不是数",
}
"""What people read of a period without a value."""

_TREATMENTS: Mapping[Treatment, str] = {"leave_out": "（不计）", "zero": "（按0计）", "undecided": ""}


@dataclass(frozen=True)
class Span:
    """Which periods count: all there are, those of the term, of this year, or the last few.

    count: how many of the last, this one among them if it counts.
    """

    kind: Literal["all", "term", "year", "last"]
    count: int = 0

    def first_period(self, known: EarlierPeriods, counts_now: bool) -> Period | None:
        """The first period that counts; None where it is not known which that is."""
        if self.kind == "last":
            first = known.now
            for _ in range(self.count - counts_now):
                first = first.previous
            return first
        if self.kind == "year":
            return find_period(date(known.rated.year, 1, 1), known.now.kind)
        if self.kind == "term" and known.term_first is not None:
            return known.term_first
        return known.began


@dataclass(frozen=True, eq=False)
class PeriodScored(Scored):
    """One period: the values of those who have one, and as `branch` what it is for each subject (`PeriodState`)."""

    label: str = ""
    period_kind: Frequency = Frequency.YEAR

    @property
    def states(self) -> Array:
        """What the period is for each subject."""
        return self.branch

    def counts(self, treatments: Treatments) -> Mask:
        """For whom the period counts: with its value, or as 0."""
        zero = [state for state, treatment in treatments.items() if treatment == "zero"]
        return np.isin(self.branch, [PeriodState.VALUE, *zero])

    def open(self, treatments: Treatments) -> Mask:
        """Whom the period leaves undecided."""
        settled = [state for state, treatment in treatments.items() if treatment != "undecided"]
        return ~np.isin(self.branch, [PeriodState.VALUE, *settled])

    def text(self, i: int, treatments: Treatments) -> str:
        """What the period was for subject i, and how it is treated: 2021年度不参评（不计）."""
        state = PeriodState(int(self.branch[i]))
        if state is PeriodState.VALUE:
            return show_in_period(self.label, self.period_kind, show_at(self.column, i))
        return f"{self.label}{STATE_WORDS[state]}{_TREATMENTS[treatments.get(state, 'undecided')]}"


def list_periods(formula: Formula, span: Span, known: EarlierPeriods, counts_now: bool) -> Iterator[PeriodScored]:
    """The periods before this one that count, oldest first; those that lie between and are not in the ledger among them."""
    first = span.first_period(known, counts_now)
    later = [one for one in known.periods if _is_within(one, span, first, known)]
    oldest = later[0].period if later else known.now
    if first is None:
        yield _blank(f"{oldest.title}以前", PeriodState.MISSING, formula, known)
        first = oldest
    year = 0
    for start, end in _list_gaps(min(first, oldest), known):
        while later and later[0].period < start:
            one = later.pop(0)
            yield _score_period(one, formula, known, year)
            year = one.period.year
        state = PeriodState.ABSENT if known.began is not None and end < known.began else PeriodState.MISSING
        yield _blank(show_span(start, end), state, formula, known)
        year = end.year
    for one in later:
        yield _score_period(one, formula, known, year)
        year = one.period.year


def _is_within(one: EarlierPeriod, span: Span, first: Period | None, known: EarlierPeriods) -> bool:
    if span.kind == "term" and known.term_start is not None:
        return one.day >= known.term_start
    return span.kind == "all" or first is None or one.period >= first


def _list_gaps(first: Period, known: EarlierPeriods) -> list[tuple[Period, Period]]:
    """The first and last of each run of periods since `first` that the ledger has not; those before anybody was rated apart."""
    gaps: list[tuple[Period, Period]] = []
    for period in list_missing([one.period for one in known.periods], known.now, first):
        if gaps and is_next(gaps[-1][1], period) and period != known.began:
            gaps[-1] = (gaps[-1][0], period)
        elif first <= period:
            gaps.append((period, period))
    return gaps


def _blank(label: str, state: PeriodState, formula: Formula, known: EarlierPeriods) -> PeriodScored:
    size = len(known.renamed)
    column = Column.unknown(formula.kind, size, formula.choices)
    return PeriodScored(column, np.full(size, int(state)), label=label, period_kind=known.now.kind)


def _score_period(one: EarlierPeriod, formula: Formula, known: EarlierPeriods, year: int) -> PeriodScored:
    """The formula of one period, from the values of then. year: of the period named before, which needs not be said again."""
    renamed = known.renamed | one.unsure
    value = formula.evaluate(Frame(len(renamed), one.columns)).mask(one.rated & ~renamed)
    states = find_states(one, value, formula.names, renamed)
    label = one.period.short_title if one.period.year == year else one.period.title
    return PeriodScored(value, states, label=label, period_kind=known.now.kind)


def find_states(one: EarlierPeriod, value: Column, names: Sequence[str], renamed: Mask) -> Array:
    """What a period is for each subject (`PeriodState`), where `value` was made of `names`."""
    unreadable = np.logical_or.reduce([one.unreadable[name] for name in names])
    waiting = np.logical_or.reduce([one.columns[name].undecided for name in names])
    worded = np.logical_or.reduce([one.columns[name].has_word for name in names])
    tests = {
        PeriodState.RENAMED: renamed,
        PeriodState.ABSENT: ~one.present,
        PeriodState.NOT_RATED: ~one.rated,
        PeriodState.VALUE: value.known,
        PeriodState.WORD: worded,
        PeriodState.UNDECIDED: waiting & ~unreadable,
    }
    return np.select(list(tests.values()), list(tests), PeriodState.NO_ITEM).astype(np.int64)
