"""What people call periods in sentences: 本年, 3个月, 2022年2月至4月."""

from collections.abc import Iterable, Mapping

from stardb.dataclass import dataclass
from stardb.quantity.dates.frequency import Frequency
from stardb.quantity.dates.period import Period


@dataclass(frozen=True)
class PeriodWords:
    """What the periods of one kind are called. this: the one that is rated. count: what stands behind how many there are.

    noun: one of them, in general. of: how they are rated. each: one after another. that: one that is gone by.
    """

    this: str
    count: str
    noun: str
    of: str
    each: str
    that: str


PERIOD_WORDS: Mapping[Frequency, PeriodWords] = {
    Frequency.MONTH: PeriodWords("本月", "个月", "月份", "按月", "逐月", "那月"),
    Frequency.QUARTER: PeriodWords("本季度", "个季度", "季度", "按季", "逐季", "那季度"),
    Frequency.HALF_YEAR: PeriodWords("本半年", "个半年", "半年", "按半年", "逐半年", "那半年"),
    Frequency.YEAR: PeriodWords("本年", "年", "年度", "按年", "逐年", "那年"),
    Frequency.TERM: PeriodWords("本届", "届", "届", "按届", "逐届", "那届"),
    Frequency.ONCE: PeriodWords("本次", "次", "一次", "一次性", "逐次", "那次"),
}


def show_span(first: Period, last: Period) -> str:
    """From one period to another of the same kind: 2022年2月至4月, 2020至2022年度; one of them where they are the same."""
    if first == last:
        return first.title
    if first.kind is Frequency.YEAR:
        return f"{first.year}至{last.title}"
    return f"{first.title}至{last.short_title if last.year == first.year else last.title}"


def show_spans(periods: Iterable[Period]) -> str:
    """Periods of one kind, those that follow each other as one span: 2022年2月至4月、6月. periods: in their order."""
    runs: list[tuple[Period, Period]] = []
    for period in periods:
        if runs and period.previous == runs[-1][1]:
            runs[-1] = (runs[-1][0], period)
        else:
            runs.append((period, period))
    return "、".join(show_span(first, last) for first, last in runs)


def show_in_period(title: str, kind: Frequency, value: str) -> str:
    """What a period came to, behind its title: 2021年度85, 2022年5月为85 (which without the word would be a day)."""
    return f"{title}{'' if kind is Frequency.YEAR else '为'}{value}"
