"""`over_years`: what a value came to over the years, months … (历年), P32/P33: sum, mean, best, count, last."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Symbol, Symbols
from stardb.quantity import MONTHS_LONG, PERIOD_WORDS, Frequency, Kind, UnreadableText, read_quantity
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.scope import ClauseRefused, Scope
from stardb.scorers.clauses.years.over_years_core import OverYearsCore, Take
from stardb.scorers.clauses.years.period_entries import TREATED, PeriodState, Span, Treatment
from stardb.scorers.kit.members import ELIGIBLE
from stardb.yamlfile import Amount, Flag, Word, show_value

EACH: Mapping[Frequency, str] = {
    Frequency.YEAR: "历年",
    Frequency.MONTH: "历月",
    Frequency.QUARTER: "历季度",
    Frequency.HALF_YEAR: "历半年",
    Frequency.TERM: "历届",
}
"""How a step names that it reads all earlier values of another: 历年(星级), 历月(得分)."""

_LONGEST = 1200
"""How many months may be looked at."""


def explain_each(every: Frequency) -> str:
    """Why such a name cannot stand in an expression."""
    return f"“{EACH[every]}”不能直接写，{PERIOD_WORDS[every].each}合计、平均、计数用 over_years"


_KINDS = {"sum": "数", "mean": "数", "largest": "数或日期", "smallest": "数或日期", "count": "条件"}
_WHAT = {
    "absent": "{that}没有评的（不在名册、还没有开始评）",
    "not_rated": "{that}不参评的",
}


class OverYears(Clause):
    """历年：一个取值、结果或条件逐年（或逐季、逐月）看，如 `over_years: 等次 = 优秀, take: count, span: 3年, absent: leave_out`。

    逐期取台账里当期的结果，考核的这一期若是同一种时期，也算（this_year）。那期没有评（不在名册）、不参评、待定的怎么算，一一写明；
    台账里缺的时期、改了名对不上的，一律待定。条件按各期的结果判断，如 等次 = 优秀；要用到的名称当期没有记进台账的，待定。
    年评要看本年各月、各季度的，写 `periods: month`（或 quarter）和 `span: year`。
    """

    keyword: ClassVar[str] = "over_years"
    title: ClassVar[str] = "历年"
    nests: ClassVar[bool] = False

    over_years: Word = Field(description="逐期看什么：一个名称，或一个条件、算式，如 等次 = 优秀")
    take: Take = Field(
        description="sum 合计、mean 平均、largest 最大、smallest 最小、count 条件成立了几期、last 最近一期的"
    )
    periods: Literal["month", "quarter", "half-year", "year", "term"] | None = Field(
        None,
        description="逐什么看：month 逐月、quarter 逐季、half-year 逐半年、year 逐年、term 逐届；办法只按一种时期评的可以不写",
    )
    span: Word = Field(
        "all",
        description="看哪些：all 开始评定以来各期（不写即此），term 本届任期（term_from）各期，year 本年各期，3年 连本期在内的3年",
    )
    this_year: Flag = Field(True, description="考核的这一期算不算；false 只看以前各期，span: 3年 就是本期以前的3年")
    absent: Treatment | None = Field(
        None,
        description="那期没有评的（不在名册、还没有开始评）：leave_out 不计，zero 按0（条件不成立）计，undecided 待定",
    )
    not_rated: Treatment | None = Field(None, description="那期不参评的：写法同 absent；没有参评条件的办法可以不写")
    undecided: Treatment = Field("undecided", description="那期待定的：写法同 absent；不写则待定")
    otherwise: Amount | None = Field(None, description="一期也不计时的得数；不写的，合计、计数为 0，其余的待定")

    def core(self, scope: Scope) -> Core:
        every = self._find_kind(scope)
        self._check_treatments(scope, every)
        span = self._read_span(scope, every)
        counts_now = self.this_year and scope.period.kind is every
        now = scope.bind_formula(self.over_years, ("over_years",)) if counts_now else None
        past = replace(scope, symbols=_EarlierSymbols(scope, every)).bind_formula(self.over_years, ("over_years",))
        self._check_kind(past, scope)
        self._check_best(past, scope)
        given: dict[str, Treatment | None] = {key: getattr(self, key) for key in TREATED}
        treatments: dict[PeriodState, Treatment] = {TREATED[key]: how or "undecided" for key, how in given.items()}
        written = tuple(f"{key}: {getattr(self, key)}" for key in TREATED if key in self.model_fields_set)
        own = tuple(dict.fromkeys(past.names))
        return OverYearsCore(
            every, now, past, self.take, span, treatments, written, tuple(f"{EACH[every]}({name})" for name in own),
            self._read_otherwise(past, scope),
        )  # fmt: skip

    def _find_kind(self, scope: Scope) -> Frequency:
        """Which periods are looked at. Raises ClauseRefused where that is not clear, or the scheme is not rated so."""
        terms_alone = set(scope.every) == {Frequency.TERM}
        kinds = [kind for kind in scope.every if kind in MONTHS_LONG or terms_alone]
        told = "、".join(PERIOD_WORDS[kind].of for kind in scope.every)
        if self.periods is None:
            if len(kinds) == 1:
                return kinds[0]
            expected = " 或 ".join(f"periods: {kind.value}" for kind in kinds)
            message = f"本办法{told}评，over_years 看哪一种，要用 periods 写明"
            raise scope.refuse("R202", message, ("over_years",), key=True, expected=expected or "按年、按月等评的办法")
        every = Frequency(self.periods)
        if every in kinds:
            return every
        message = f"本办法{told}评，台账里没有{PERIOD_WORDS[every].of}的结果，over_years 取不到"
        expected = "、".join(kind.value for kind in kinds)
        raise scope.refuse("R490", message, ("periods",), found=self.periods, expected=expected)

    def _check_treatments(self, scope: Scope, every: Frequency) -> None:
        """Report that it is not said how a period without a value is treated, where there can be one."""
        needed = ["absent", *(["not_rated"] if ELIGIBLE in scope.symbols else [])]
        lacking = [key for key in needed if getattr(self, key) is None]
        for key in lacking:
            message = f"{_WHAT[key].format(that=PERIOD_WORDS[every].that)}怎么算，要用 {key} 写明"
            scope.report("R202", message, ("over_years",), key=True, expected=f"{key}: leave_out、zero 或 undecided")
        if lacking:
            raise ClauseRefused

    def _read_span(self, scope: Scope, every: Frequency) -> Span:
        if self.span == "all":
            return Span("all")
        if self.span == "term":
            if not scope.has_terms:
                message = "span: term 看本届任期，要在文件开头用 term_from 写明各届任期自何日起"
                raise scope.refuse("R202", message, ("span",), found="span: term", expected="term_from")
            return Span("term")
        if self.span == "year" and MONTHS_LONG.get(every, 12) < 12:
            return Span("year")
        expected = _describe_spans(every)
        try:
            kind, months = read_quantity(self.span)
        except UnreadableText:
            kind, months = Kind.TEXT, Fraction(0)
        length = MONTHS_LONG.get(every, 0)
        if not length or kind is not Kind.DURATION or months % length or not 0 < months <= _LONGEST:
            raise scope.refuse("R203", f"span 写{expected}", ("span",), found=self.span, expected=expected)
        return Span("last", int(months / length))

    def _check_kind(self, formula: Formula, scope: Scope) -> None:
        kind = formula.kind
        fits = {
            "count": kind is Kind.BOOL,
            "sum": kind.numeric,
            "mean": kind.numeric,
            "last": True,
        }.get(self.take, kind.numeric or kind is Kind.DATE)
        if not fits:
            remedy = "数条件成立了几期，用 take: count" if kind is Kind.BOOL else "要数几期的，写成条件，如 等次 = 优秀"
            message = f"take: {self.take} 要用于{_KINDS[self.take]}，“{self.over_years}”是{kind.value}"
            raise scope.refuse("R305", message, ("take",), found=kind.value, expected=_KINDS[self.take], remedy=remedy)
        if not formula.names:
            raise scope.refuse("R203", "over_years 要写一个名称或条件", ("over_years",), found=self.over_years)
        for key in (key for key in TREATED if getattr(self, key) == "zero" and not _has_zero(kind)):
            message = f"{key}: zero 只用于数和条件，“{self.over_years}”是{kind.value}"
            raise scope.refuse("R305", message, (key,), found="zero", expected="leave_out 或 undecided")

    def _check_best(self, formula: Formula, scope: Scope) -> None:
        """Report that the largest of a level of which 1 is the highest is the worst of all years, and the other way about."""
        if formula.best == "lowest" and self.take == "largest":
            message = f"“{self.over_years}”数小的高（best: lowest），take: largest 取的是最差的一年"
            remedy = "取最好的写 take: smallest；原文就是取最差的，写 accept: {R475: 理由}"
            scope.report("R475", message, ("take",), found="largest", expected="smallest", remedy=remedy)

    def _read_otherwise(self, formula: Formula, scope: Scope) -> Fraction | str | bool | None:
        kind = Kind.NUMBER if self.take == "count" else formula.kind
        if self.otherwise is None:
            return Fraction(0) if self.take in ("sum", "count") else None
        if kind.numeric:
            return scope.read_amount(self.otherwise, kind, ("otherwise",))
        word = show_value(self.otherwise)
        if kind is Kind.BOOL and word in ("是", "否"):
            return word == "是"
        if kind is Kind.CHOICE:
            return word
        message = f"一期也不计时的得数是{kind.value}，不能写“{word}”"
        raise scope.refuse("R203", message, ("otherwise",), found=word)


def _has_zero(kind: Kind) -> bool:
    return kind.numeric or kind is Kind.BOOL


def _describe_spans(every: Frequency) -> str:
    """What `span` may say, for messages."""
    if every is Frequency.TERM:
        return "all 或 term"
    if every is Frequency.YEAR:
        return f"all、term，或几年（不过{_LONGEST // 12}），如 3年"
    words = PERIOD_WORDS[every]
    return f"all、term、year，或整{words.count}的一段（不过{_LONGEST // 12}年），如 {3 * MONTHS_LONG[every]}个月、1年"


@dataclass(frozen=True)
class _EarlierSymbols(Symbols):
    """The names as the ledger has them of earlier periods: each stands for what it was then."""

    scope: Scope
    every: Frequency

    def __iter__(self) -> Iterator[str]:
        return iter(self.scope.symbols)

    def __contains__(self, name: object) -> bool:
        return name in self.scope.symbols

    def bind(self, name: str) -> Symbol:
        """What a name stands for in an earlier period. Raises ClauseRefused where the ledger keeps no such name."""
        whole = f"{EACH[self.every]}({name})"
        if whole not in self.scope.symbols:
            message = f"“{name}”不{PERIOD_WORDS[self.every].each}记在台账里，over_years 取不到"
            remedy = "先在 values 里起个名称，这里写那个名称"
            raise self.scope.refuse("R450", message, ("over_years",), found=name, remedy=remedy)
        symbol = self.scope.symbols.bind(whole)
        return replace(symbol, unfit="") if symbol.unfit == explain_each(self.every) else symbol
