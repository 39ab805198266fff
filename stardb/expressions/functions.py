"""The functions an expression may call: what each takes and does, and what it does to unknowns."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions.builders import combine, movement
from stardb.expressions.formula import Formula
from stardb.expressions.kind_rules import common_kind, take_kind
from stardb.expressions.parsing import UNORDERED, UNSOUND
from stardb.quantity import (
    WORK_CALENDAR,
    Column,
    Kind,
    ValueRange,
    arithmetic,
    bounds,
    calendar,
    citizen,
    count_work_days,
    day_counts,
    logic,
    ranges,
)

Build = Callable[[str, list[Formula]], Formula]
"""Makes the formula of a call out of the function's name and the call's parts."""


@dataclass(frozen=True)
class Ask:
    """What a part of a call must be; `fault` of a part that is not, with its kind put for {}; which problem that is, and its mend."""

    fault: str
    expected: str
    fits: Callable[[Formula], bool]
    code: str = UNSOUND
    remedy: str = ""


@dataclass(frozen=True)
class Function:
    """One function: how it is written, what it does, what its parts must be, and how its formula is built.

    takes: what each part must be, the last also for every further one, up to `most`. alike: which parts must be of one kind.
    worded: whether those may be bare words. lacking: the name that stands for a last part left out. earlier: 上年, where it
    also looks at what its one part, a name, was last year.
    """

    name: str
    usage: str
    meaning: str
    takes: tuple[Ask, ...]
    build: Build
    most: int = 0
    alike: tuple[int, ...] = ()
    worded: bool = False
    lacking: str = ""
    earlier: str = ""

    def holds(self, count: int) -> bool:
        """Whether it can be called with so many parts."""
        return len(self.takes) - bool(self.lacking) <= count <= max(self.most, len(self.takes))

    def ask(self, index: int) -> Ask:
        """What the part at `index` must be."""
        return self.takes[min(index, len(self.takes) - 1)]


_MANY = 50
_EVERY = tuple(range(_MANY))

_ANYTHING = Ask("", "", lambda part: True)
_NUMBER = Ask("要用于数，这里是{}", "数、百分比、金额或时长", lambda part: part.kind.numeric)
_RANKED = Ask("要用于数或日期，这里是{}", "数或日期", lambda part: part.kind.numeric or part.kind is Kind.DATE)
_TRUTH = Ask("的这一项要写条件，这里是{}", "条件，如 得分 ≥ 80", lambda part: part.kind is Kind.BOOL)
_DAY = Ask("要用于日期，这里是{}", "日期", lambda part: part.kind is Kind.DATE)
_ID = Ask("要用于身份证号，这里是{}", "身份证号栏", lambda part: part.kind is Kind.TEXT)
_RATING = Ask(
    "要知道哪一头好，这里是{}",
    "星级、等次，或写了 best 的选项栏",
    lambda part: bool(part.single_name and (part.order or part.best)),
    UNORDERED,
    "等次写 grades（由好到差），选项栏写 best: first 或 last；别的数直接比，如 名次 < 上年(名次)",
)
_CALENDAR = Ask("只写起日和止日", "两个日期", lambda part: part.single_name == WORK_CALENDAR)
_MONTH_WAY = Ask(
    "的第三项要写怎么算", "、".join(day_counts.MONTH_WAYS),
    lambda part: not part.names and len(part.choices) == 1 and day_counts.read_month_way(part.choices[0]) is not None,
)  # fmt: skip
_STEP = Ask(
    "的第二项要写保留到多少，如 0.1、1元", "一个大于0的数", lambda part: part.value is not None and part.value > 0
)


def _call(
    name: str,
    kind: Kind,
    parts: list[Formula],
    compute: Callable[..., Column],
    reaching: Callable[..., ValueRange] | None = None,
    **more: bool,
) -> Formula:
    pattern = f"{name}({', '.join(['{}'] * len(parts))})"
    words = tuple(dict.fromkeys(word for part in parts for word in part.choices)) if kind is Kind.CHOICE else ()
    loose, needs_rounding = more.get("loose", False), more.get("needs_rounding")
    return combine(kind, tuple(parts), compute, pattern, loose, words, needs_rounding=needs_rounding, reaching=reaching)


def _reduce(pick: Callable[[Column, Column], Column], reaching: Callable[..., ValueRange]) -> Build:
    """Two of its parts picked to one, over and over."""

    def build(name: str, parts: list[Formula]) -> Formula:
        kind = common_kind(parts)
        typed = [take_kind(part, kind) for part in parts]
        limits = reaching if kind.numeric or kind is Kind.CHOICE else None
        loose = any(part.loose for part in parts)
        return _call(name, kind, typed, lambda *columns: reduce(pick, columns), limits, loose=loose)

    return build


def _add_ranges(*parts: ValueRange) -> ValueRange:
    return reduce(ranges.add, parts)


def _mean(name: str, parts: list[Formula]) -> Formula:
    kind = common_kind(parts)

    def compute(*columns: Column) -> Column:
        summed = reduce(arithmetic.add, columns)
        return arithmetic.divide(summed, Column.constant(Kind.NUMBER, len(columns), len(summed)), kind)

    typed = [take_kind(part, kind) for part in parts]

    def limits(*given: ValueRange) -> ValueRange:
        return ranges.divide(reduce(ranges.add, given), ranges.just(len(given)))

    return _call(name, kind, typed, compute, limits, loose=any(p.loose for p in parts), needs_rounding=True)


def _round_to_whole(how: str) -> Build:
    """To whole ones. A quotient's whole part is a count: how many times the one goes into the other."""

    def build(name: str, parts: list[Formula]) -> Formula:
        kind = Kind.NUMBER if parts[0].loose else parts[0].kind

        def whole(a: Column) -> Column:
            return replace(arithmetic.round_to_step(a, 1, 1, how), kind=kind)

        return _call(
            name, kind, parts, whole, lambda a: ranges.round_to_step(a, Fraction(1), how), needs_rounding=False
        )

    return build


def _round_to_step(how: str) -> Build:
    """To a multiple of the second part, a literal."""

    def build(name: str, parts: list[Formula]) -> Formula:
        step = parts[1].value
        assert step is not None

        def compute(a: Column, _: Column) -> Column:
            return arithmetic.round_to_step(a, step.numerator, step.denominator, how)

        def limits(a: ValueRange, _: ValueRange) -> ValueRange:
            return ranges.round_to_step(a, step, how)

        return _call(name, parts[0].kind, parts, compute, limits, loose=parts[0].loose, needs_rounding=False)

    return build


def _absolute(name: str, parts: list[Formula]) -> Formula:
    def limits(a: ValueRange) -> ValueRange:
        return ranges.largest(a, ranges.negate(a))

    return _call(name, parts[0].kind, parts, arithmetic.absolute, limits, loose=parts[0].loose)


def _if(name: str, parts: list[Formula]) -> Formula:
    def compute(test: Column, yes: Column, no: Column) -> Column:
        return arithmetic.choose_if(test, yes, no)

    kind = common_kind(parts[1:])
    cases = [take_kind(part, kind) for part in parts[1:]]
    made = _call(name, kind, [parts[0], *cases], compute, ranges.choose, loose=any(case.loose for case in cases))
    return replace(made, structure=("if", parts[0], *cases))


def _moved(upward: bool) -> Build:
    """Whether a rating is better, or worse, than last year."""
    return lambda name, parts: movement(name, parts[0], parts[1], upward)


def _known(name: str, parts: list[Formula]) -> Formula:
    return _call(name, Kind.BOOL, parts, lambda a: logic.truth(a.settled, ~a.undecided | a.has_word))


def _how_many(name: str, parts: list[Formula]) -> Formula:
    def compute(*tests: Column) -> Column:
        return arithmetic.total([bounds.count_truths(test) for test in tests], Kind.NUMBER, len(tests[0]))

    return _call(name, Kind.NUMBER, parts, compute, ranges.how_many)


def _of(
    kind: Kind, compute: Callable[..., Column], choices: tuple[str, ...] = (), limits: ValueRange = ranges.ANYTHING
) -> Build:
    """What is computed from columns alone, within `limits`."""
    return lambda name, parts: replace(_call(name, kind, parts, compute, lambda *_: limits), choices=choices)


def _count_work_days(name: str, parts: list[Formula]) -> Formula:
    """Its third part, the calendar, is never written."""
    pattern = f"{name}({{0}}, {{1}})"
    return combine(Kind.NUMBER, tuple(parts), count_work_days, pattern, reaching=lambda *_: ranges.counts(None))


def _count_months(name: str, parts: list[Formula]) -> Formula:
    way = day_counts.read_month_way(parts[2].choices[0])
    assert way is not None
    count = day_counts.count_months(way)
    return _call(name, Kind.DURATION, parts, lambda start, end, _: count(start, end), lambda *_: ranges.counts())


def _or_else(a: Column, b: Column) -> Column:
    """b where a is lacking; not where it is still to be decided."""
    stays = a.known | a.undecided
    return arithmetic.choose(stays, a, b).mark_pending(np.where(stays, a.undecided, b.undecided))


_TABLE = (
    Function(
        "最大", "最大(甲, 乙, …)", "各项中最大的；有一项未知即未知", (_RANKED, _RANKED), _reduce(arithmetic.largest, ranges.largest),
        _MANY, _EVERY,
    ),
    Function(
        "最小", "最小(甲, 乙, …)", "各项中最小的；有一项未知即未知", (_RANKED, _RANKED), _reduce(arithmetic.smallest, ranges.smallest),
        _MANY, _EVERY,
    ),
    Function(
        "合计", "合计(甲, 乙, …)", "各项之和；有一项未知即未知", (_NUMBER, _NUMBER), _reduce(arithmetic.add, _add_ranges), _MANY, _EVERY
    ),
    Function(
        "平均", "平均(甲, 乙, …)", "各项之和除以项数，不取整；有一项未知即未知", (_NUMBER, _NUMBER), _mean, _MANY, _EVERY
    ),
    Function("取整", "取整(甲)", "只取整数部分，向下；未知仍未知", (_NUMBER,), _round_to_whole("floor")),
    Function("向上取整", "向上取整(甲)", "不是整数的，进到下一个整数；未知仍未知", (_NUMBER,), _round_to_whole("ceil")),
    Function(
        "四舍五入", "四舍五入(甲, 0.1)", "保留到第二项的倍数；未知仍未知", (_NUMBER, _STEP), _round_to_step("half_up"),
        alike=(0, 1),
    ),
    Function(
        "进位", "进位(甲, 0.5)", "不是第二项的倍数的，进到下一个倍数；未知仍未知", (_NUMBER, _STEP), _round_to_step("ceil"),
        alike=(0, 1),
    ),
    Function(
        "舍去", "舍去(甲, 0.5)", "不是第二项的倍数的，退到上一个倍数；未知仍未知", (_NUMBER, _STEP), _round_to_step("floor"),
        alike=(0, 1),
    ),
    Function("绝对值", "绝对值(甲)", "去掉负号；未知仍未知", (_NUMBER,), _absolute),
    Function(
        "如果", "如果(条件, 甲, 乙)", "条件成立取甲，不成立取乙；甲、乙可以是词，如 合格；条件未知即未知",
        (_TRUTH, _ANYTHING, _ANYTHING), _if, alike=(1, 2), worded=True,
    ),
    Function(
        "晋级", "晋级(等次)", "等次（或星级、写了 best 的选项栏）比上年好；没有升降可比的词（如 不定等次）不算；上年未知即未知",
        (_RATING,), _moved(upward=True), earlier="上年",
    ),
    Function(
        "退位", "退位(等次)", "比上年差；其余同“晋级”", (_RATING,), _moved(upward=False), earlier="上年",
    ),
    Function("几项", "几项(条件, 条件, …)", "成立的有几项；有一项未知即未知", (_TRUTH,), _how_many, _MANY),
    Function("已知", "已知(甲)", "甲有没有值；甲还待定的（见“缺与待定”），未知，此外从不未知", (_ANYTHING,), _known),
    Function(
        "缺则", "缺则(甲, 乙, …)", "甲有值取甲，缺的（空着、没有记录）取乙，依次类推；甲还待定的（见“缺与待定”）不取乙，未知", (_ANYTHING, _ANYTHING),
        _reduce(_or_else, ranges.join), _MANY, _EVERY, worded=True,
    ),
    Function(
        "周岁", "周岁(出生日期)、周岁(出生日期, 某日)",
        "到考核日或某日的周岁，是时长；生日当天满岁，2月29日生的平年2月28日满；生日未知或在某日之后的，未知",
        (_DAY, _DAY), _of(Kind.DURATION, calendar.years_between, limits=ranges.counts(0, grain=12)), lacking="考核日",
    ),
    Function(
        "足月", "足月(起日, 止日)",
        "满几个整月，是时长；到对应日（没有对应日的到月末）为满一月；止日为至今、起日晚于止日的，未知",
        (_DAY, _DAY), _of(Kind.DURATION, calendar.months_between, limits=ranges.counts()),
    ),
    Function(
        "足年", "足年(起日, 止日)", "满几个整年，是时长；其余同“足月”", (_DAY, _DAY),
        _of(Kind.DURATION, calendar.years_between, limits=ranges.counts(0, grain=12)),
    ),
    Function(
        "年龄", "年龄(出生日期)、年龄(出生日期, 某日)", "按日历年的年龄：考核日或某日的年份减出生的年份，是时长；其余同“周岁”",
        (_DAY, _DAY), _of(Kind.DURATION, day_counts.calendar_years_between, limits=ranges.counts(0, grain=12)), lacking="考核日",
    ),
    Function(
        "月数", "月数(起日, 止日, 满15天算一月)",
        f"按条文的算法数月，是时长；第三项写怎么算：{'、'.join(day_counts.MONTH_WAYS)}（15 可以是别的数）；"
        "止日为至今、起日晚于止日的，未知",
        (_DAY, _DAY, _MONTH_WAY), _count_months, alike=(2,), worded=True,
    ),
    Function(
        "天数", "天数(起日, 止日)", "起日以后到止日有几天，是数：起日当天不算，止日当天算；止日在前的为负；有一头是至今的，未知",
        (_DAY, _DAY), _of(Kind.NUMBER, day_counts.days_between, limits=ranges.counts(None)),
    ),
    Function(
        "工作日数", "工作日数(起日, 止日)",
        "起日以后到止日有几个工作日，是数，数法同“天数”；放假和调休看 stardb.yaml 的 holidays、workdays，没有写那一年的，未知",
        (_DAY, _DAY, _CALENDAR), _count_work_days, lacking=WORK_CALENDAR,
    ),
    Function("年份", "年份(日期)", "哪一年，是数；未知、至今的，未知", (_DAY,), _of(Kind.NUMBER, calendar.year_of, limits=ranges.counts())),
    Function("月份", "月份(日期)", "几月，是数；未知、至今的，未知", (_DAY,), _of(Kind.NUMBER, calendar.month_of, limits=ranges.counts(1, 12))),
    Function("季度", "季度(日期)", "第几季度，是数 1 至 4；未知、至今的，未知", (_DAY,), _of(Kind.NUMBER, calendar.quarter_of, limits=ranges.counts(1, 4))),
    Function("次月", "次月(日期)", "下一个月的第一天；至今仍是至今，未知仍未知", (_DAY,), _of(Kind.DATE, calendar.next_month)),
    Function("月末", "月末(日期)", "当月的最后一天；未知仍未知", (_DAY,), _of(Kind.DATE, calendar.month_end)),
    Function(
        "出生日期", "出生日期(身份证号)", "身份证号里的出生日期；不是身份证号的，未知", (_ID,),
        _of(Kind.DATE, citizen.birthday),
    ),
    Function(
        "性别", "性别(身份证号)", "男 或 女；不是身份证号的，未知", (_ID,),
        _of(Kind.CHOICE, citizen.sex, citizen.SEXES, ranges.among(citizen.SEXES)),
    ),
)  # fmt: skip

FUNCTIONS: Mapping[str, Function] = {function.name: function for function in _TABLE}
