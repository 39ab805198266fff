"""The years of a clause over the years, in order: for each subject, what it was in each, and how that is treated."""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import Array, Column, Mask, show_at
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.past_periods import EarlierPeriod, EarlierYears
from stardb.scorers.base.scored import Scored

Treatment = Literal["undecided", "leave_out", "zero"]
Treatments = Mapping["YearState", Treatment]


class YearState(IntEnum):
    """What a year is for a subject.

    VALUE there is a value · UNDECIDED it was undecided · NOT_RATED it took no part · ABSENT it was not among those rated, or
    nobody was yet · NO_ITEM it took part, and the ledger has no such value · MISSING the year is not in the ledger · RENAMED it
    may have had another name · WORD a word stood for the number.
    """

    VALUE = 0
    UNDECIDED = 1
    NOT_RATED = 2
    ABSENT = 3
    NO_ITEM = 4
    MISSING = 5
    RENAMED = 6
    WORD = 7


TREATED = {"absent": YearState.ABSENT, "not_rated": YearState.NOT_RATED, "undecided": YearState.UNDECIDED}
"""The keys of a clause that say how a year without a value is treated -> which year that is."""

STATE_WORDS = {
    YearState.UNDECIDED: "待定",
    YearState.NOT_RATED: "不参评",
    YearState.ABSENT: "没有评",
    YearState.NO_ITEM: "没有记这一项",
    YearState.MISSING: "台账里没有",
    YearState.RENAMED: "像是改了名，对不上",
    YearState.WORD: "是词，不是数",
}
"""What people read of a year without a value."""

_TREATMENTS: Mapping[Treatment, str] = {"leave_out": "（不计）", "zero": "（按0计）", "undecided": ""}


@dataclass(frozen=True)
class Span:
    """Which years count: all there are, those of the term, or the last few. years: how many, this one among them if it counts."""

    kind: Literal["all", "term", "years"]
    years: int = 0

    def first_year(self, known: EarlierYears, this_year: bool) -> int | None:
        """The first year that counts; None where it is not known which that is."""
        if self.kind == "years":
            return known.year - self.years + this_year
        if self.kind == "term" and known.term_year is not None:
            return known.term_year
        return known.began


@dataclass(frozen=True, eq=False)
class YearScored(Scored):
    """One year: the values of those who have one, and as `branch` what it is for each subject (`YearState`)."""

    label: str = ""

    @property
    def states(self) -> Array:
        """What the year is for each subject."""
        return self.branch

    def counts(self, treatments: Treatments) -> Mask:
        """For whom the year counts: with its value, or as 0."""
        zero = [state for state, treatment in treatments.items() if treatment == "zero"]
        return np.isin(self.branch, [YearState.VALUE, *zero])

    def open(self, treatments: Treatments) -> Mask:
        """Whom the year leaves undecided."""
        settled = [state for state, treatment in treatments.items() if treatment != "undecided"]
        return ~np.isin(self.branch, [YearState.VALUE, *settled])

    def text(self, i: int, treatments: Treatments) -> str:
        """What the year was for subject i, and how it is treated: 2021年度不参评（不计）."""
        state = YearState(int(self.branch[i]))
        if state is YearState.VALUE:
            return f"{self.label}{show_at(self.column, i)}"
        return f"{self.label}{STATE_WORDS[state]}{_TREATMENTS[treatments.get(state, 'undecided')]}"


def list_years(formula: Formula, span: Span, this_year: bool, frame: AppraisalFrame) -> Iterator[YearScored]:
    """The years before this one that count, oldest first; those that lie between and are not in the ledger among them."""
    known = frame.years
    assert known is not None
    first = span.first_year(known, this_year)
    periods = [one for one in known.periods if _is_within(one, span, first, known)]
    present, oldest = {one.year for one in known.periods}, min((one.year for one in periods), default=known.year)
    if first is None:
        yield _blank(f"{oldest}年度以前", YearState.MISSING, formula, frame.size)
        first = oldest
    lacking = [year for year in range(min(first, oldest), known.year) if year not in present]
    later = list(periods)
    for start, end in _list_runs(lacking, known.began):
        while later and later[0].year < start:
            yield _score_period(later.pop(0), formula, frame.size, known.renamed)
        state = YearState.ABSENT if known.began is not None and end < known.began else YearState.MISSING
        yield _blank(f"{start}年度" if start == end else f"{start}至{end}年度", state, formula, frame.size)
    for one in later:
        yield _score_period(one, formula, frame.size, known.renamed)


def _is_within(period: EarlierPeriod, span: Span, first: int | None, known: EarlierYears) -> bool:
    if span.kind == "term" and known.term_start is not None:
        return period.day >= known.term_start
    return span.kind == "all" or first is None or period.year >= first


def _list_runs(years: list[int], began: int | None) -> list[tuple[int, int]]:
    """The first and last of each run of years; the years before anybody was rated are runs of their own."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1 and year != began:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _blank(label: str, state: YearState, formula: Formula, size: int) -> YearScored:
    return YearScored(Column.unknown(formula.kind, size, formula.choices), np.full(size, int(state)), label=label)


def _score_period(period: EarlierPeriod, formula: Formula, size: int, renamed: Mask) -> YearScored:
    """The formula of one period, from the values of then."""
    value = formula.evaluate(Frame(size, period.columns)).mask(period.rated & ~renamed)
    return YearScored(value, find_states(period, value, formula.names, renamed), label=f"{period.name}年度")


def find_states(period: EarlierPeriod, value: Column, names: Sequence[str], renamed: Mask) -> Array:
    """What a period is for each subject (`YearState`), where `value` was made of `names`."""
    unreadable = np.logical_or.reduce([period.unreadable[name] for name in names])
    waiting = np.logical_or.reduce([period.columns[name].undecided for name in names])
    worded = np.logical_or.reduce([period.columns[name].has_word for name in names])
    tests = {
        YearState.RENAMED: renamed,
        YearState.ABSENT: ~period.present,
        YearState.NOT_RATED: ~period.rated,
        YearState.VALUE: value.known,
        YearState.WORD: worded,
        YearState.UNDECIDED: waiting & ~unreadable,
    }
    return np.select(list(tests.values()), list(tests), YearState.NO_ITEM).astype(np.int64)
