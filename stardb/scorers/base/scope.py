"""What a clause sees while it is bound: the names it may read, and where to report what does not hold."""

from collections import ChainMap
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from stardb.dataclass import dataclass
from stardb.expressions import (
    ExpressionFault,
    Formula,
    KnownSymbols,
    Reaches,
    Symbol,
    Symbols,
    check,
    nearest,
)
from stardb.quantity import Frequency, Kind, Period, UnreadableText, ValueRange, ranges, read_quantity
from stardb.scorers.base.every import describe_every
from stardb.yamlfile import YamlPath, show_value

if TYPE_CHECKING:
    from stardb.scorers.base.rule import Rule

WHOLE = "全部"
"""The group that is everybody."""


MONTH_RATED, QUARTER_RATED = "考核月", "考核季度"
"""The built-in names of the month and the quarter that is rated."""

KINDS_WITH_NAME: Mapping[str, tuple[Frequency, ...]] = {
    MONTH_RATED: (Frequency.MONTH,),
    QUARTER_RATED: (Frequency.MONTH, Frequency.QUARTER),
}
"""The names of parts of the year -> in periods of which kinds they are something."""


class Reporter(Protocol):
    """Takes a problem at a place inside the clause: `path` are the keys below it, `offset` characters into the value."""

    def __call__(
        self,
        code: str,
        message: str,
        path: YamlPath = ...,
        *,
        offset: int = ...,
        key: bool = ...,
        found: str = ...,
        expected: str = ...,
        remedy: str = ...,
    ) -> None:
        """Take the problem: its code, its message, where it is, and what is said beside it."""


class ClauseRefused(Exception):
    """The clause cannot be bound; what is wrong has been reported already."""


@dataclass(frozen=True)
class Periods:
    """How a many-row table says which period a row is of: the columns; once: whether each has one row of a subject at most."""

    columns: tuple[str, ...] = ()
    once: bool = True


@dataclass(frozen=True)
class Scope:
    """The names in reach of one clause.

    symbols: the names, and what binds them. tables: many-row table -> its row columns. name: the clause's own, which `from` defaults to.
    reaches: what the names bound so far can come to. fixed: the names that are one value for all. periods: many-row table ->
    how its rows tell their period; rows_reach: many-row table -> what its columns can come to.
    period: the one that is rated, on the day as_of; every: how often the scheme is.
    columns: the names that are columns, filled in each by itself. has_terms: whether the scheme says when terms begin.
    computed: many-row table -> the rules of its computed columns bound so far. validity: many-row table -> what binds how long its
    rows count, where they do not for ever. words: those that the clause gives in place of a number. later_words: of a level or
    grade, the words that what comes after the clause can give; None of all else.
    """

    name: str
    symbols: Symbols
    tables: Mapping[str, Mapping[str, Symbol]]
    report: Reporter
    as_of: date
    period: Period
    every: tuple[Frequency, ...]
    own: Mapping[str, str] = field(default_factory=dict)
    reaches: Reaches = field(default_factory=dict)
    fixed: Container[str] = ()
    periods: Mapping[str, Periods] = field(default_factory=dict)
    rows_reach: Mapping[str, Reaches] = field(default_factory=dict)
    columns: Container[str] = ()
    has_terms: bool = False
    computed: "Mapping[str, Mapping[str, Rule]]" = field(default_factory=dict)
    validity: "Mapping[str, Callable[[], Rule]]" = field(default_factory=dict)
    words: tuple[str, ...] = ()
    later_words: tuple[str, ...] | None = None

    def refuse(
        self,
        code: str,
        message: str,
        path: YamlPath = (),
        *,
        key: bool = False,
        found: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> ClauseRefused:
        """Report, and give the exception to raise."""
        self.report(code, message, path, key=key, found=found, expected=expected, remedy=remedy)
        return ClauseRefused()

    def bind_formula(self, text: object, path: YamlPath, want: Kind | None = None) -> Formula:
        """The typed formula of an expression at `path`. Raises ClauseRefused, having reported what does not hold."""
        try:
            formula = check(str(text), self.symbols, self.own)
        except ExpressionFault as fault:
            self.report(
                fault.code,
                fault.message,
                path,
                offset=fault.offset,
                found=fault.found,
                expected=fault.expected,
                remedy=fault.remedy,
            )
            raise ClauseRefused from fault
        if str(text).strip() in self.symbols and not formula.single_name:
            name = str(text).strip()
            message = f"“{name}”是一个名称，写在这里却读成了算式"
            raise self.refuse("R302", message, path, found=name, remedy=f"用反引号括起，如 '`{name}`'")
        self._refuse_part_of_year(formula, str(text), path)
        if want is not None and formula.kind is not want:
            raise self.refuse("R302", f"这里要{_CALLED[want]}，写的是{formula.kind.value}", path, found=str(text))
        if want is Kind.BOOL:
            self._warn_of_idle(formula, path)
        return formula

    def _refuse_part_of_year(self, formula: Formula, text: str, path: YamlPath) -> None:
        """Refuse 考核月 where the scheme is never rated by month, 考核季度 where by neither month nor quarter."""
        for name in formula.names:
            if name in KINDS_WITH_NAME and not set(KINDS_WITH_NAME[name]) & set(self.every):
                message = f"“{name}”是按月（季）评的办法才有的，这部办法{describe_every(self.every)}"
                remedy = "在办法里写 every: month（或 quarter）；要考核日的月份，用 月份(考核日)"
                self.report("R482", message, path, offset=max(text.find(name), 0), found=name, remedy=remedy)
                raise ClauseRefused

    def _warn_of_idle(self, test: Formula, path: YamlPath) -> None:
        """Report a condition that, by what the columns may hold, never or always holds."""
        truths = test.reach(self.reaches).truths
        if len(truths) != 1 or all(name in self.fixed for name in test.names):
            return
        phrase = test.text
        code, how = ("R471", "总是成立") if truths == {True} else ("R470", "永远不成立")
        self.report(code, f"条件“{phrase}”{how}（按各栏能填的范围和前面各条推算）", path, found=phrase)

    def bind_source(self, given: str | None) -> Formula:
        """What a clause scores: its `from`, or the column or value of its own name."""
        if given is not None:
            formula = self.bind_formula(given, ("from",))
            if not formula.names:
                raise self.refuse("R203", "from 要写一栏或一个取值，这里人人都一样", ("from",), found=given)
            return formula
        if self.name not in self.symbols:
            hint = nearest(self.name, self.symbols)
            raise self.refuse(
                "R301", f"没有名为“{self.name}”的栏或取值{hint}", found=self.name, remedy="用 from 写明按哪一栏计分"
            )
        return self.bind_formula(f"`{self.name}`", ())

    def bind_number(self, given: str | None, keyword: str) -> Formula:
        """`source`, which must be a number of some kind."""
        formula = self.bind_source(given)
        if not formula.kind.numeric:
            path: YamlPath = ("from",) if given is not None else ()
            raise self.refuse("R305", f"{keyword} 要用于数，这里是{formula.kind.value}", path, found=formula.kind.value)
        return formula

    def read_amount(
        self, text: object, kind: Kind, path: YamlPath, *, loose: bool = False, key: bool = False
    ) -> Fraction:
        """A number of `kind` as the rule writes it: `50万元`, `85%`, `12次`, 3. A bare 0 fits every kind.

        key: it is the key at `path`, not the value.
        """
        found, value = self.read_any_amount(text, path, key=key)
        fits = found is kind or value == 0 or (loose and {found, kind} <= {Kind.NUMBER, Kind.PERCENT})
        if not fits:
            hint = "85 应写成 85%" if kind is Kind.PERCENT else "金额写 10万元，时长写 3年，百分比写 85%"
            raise self.refuse(
                "R305",
                f"“{show_value(text)}”是{found.value}，这里要{kind.value}",
                path,
                key=key,
                found=show_value(text),
                expected=kind.value,
                remedy=hint,
            )
        return value

    def read_any_amount(self, text: object, path: YamlPath, *, key: bool = False) -> tuple[Kind, Fraction]:
        """A number of whatever kind its unit says."""
        if isinstance(text, int | Fraction) and not isinstance(text, bool):
            return Kind.NUMBER, Fraction(text)
        try:
            return read_quantity(str(text))
        except UnreadableText as error:
            message = f"“{show_value(text)}”应为{error}"
            raise self.refuse("R203", message, path, key=key, found=show_value(text), expected=str(error)) from error

    def row_scope(self, table: str, keyword: str) -> "Scope":
        """The scope of one row of a many-row table: its columns, and for any other name the row's subject's value."""
        if table not in self.tables:
            raise self.refuse(
                "R301",
                f"没有名为“{table}”的多行表{nearest(table, self.tables)}",
                (keyword,),
                found=table,
                remedy="在 tables 里写明该表，并写 many: true",
            )
        symbols = KnownSymbols(self.tables[table], self.symbols)
        reaches: Reaches = ChainMap(self.rows_reach.get(table, {}), self.reaches)  # type: ignore[arg-type]
        return replace(self, symbols=symbols, own={}, reaches=reaches, columns=self.tables[table])

    def narrow(self, test: Formula) -> "Scope":
        """The same scope where a condition holds: of the words of a choice, those it can hold with."""
        held = dict[str, ValueRange]()
        for name in test.names:
            words = self.reaches.get(name, ranges.ANYTHING).words or ()
            left = [word for word in words if True in test.reach({**self.reaches, name: ranges.among((word,))}).truths]
            if left and len(left) < len(words):
                held[name] = ranges.among(tuple(left))
        return replace(self, reaches=ChainMap(held, self.reaches)) if held else self  # type: ignore[arg-type]

    def subject_names(self, table: str, names: Iterable[str]) -> tuple[str, ...]:
        """Of the names that are read of a table's rows, those of the row's subject; what computed columns read among them."""
        return tuple(dict.fromkeys(self._walk_subject_names(table, names, set())))

    def _walk_subject_names(self, table: str, names: Iterable[str], seen: set[str]) -> Iterator[str]:
        for name in names:
            if name not in self.tables[table]:
                yield name
            elif name in self.computed.get(table, {}) and name not in seen:
                seen.add(name)
                yield from self._walk_subject_names(table, self.computed[table][name].inputs, seen)

    def bind_groups(self, names: Sequence[str], path: YamlPath) -> tuple[str, ...]:
        """The columns to group the subjects by: of words, yes or no, or numbers; none where `WHOLE` is written."""
        if list(names) == [WHOLE]:
            return ()
        for name in names:
            if name not in self.symbols:
                raise self.refuse(
                    "R301", f"没有“{name}”这一栏{nearest(name, self.symbols)}", path, found=name,
                    expected=f"“{WHOLE}”，或一栏，如 乡镇",
                )  # fmt: skip
            kind = self.symbols.bind(name).kind
            if kind not in (Kind.TEXT, Kind.CHOICE, Kind.BOOL, Kind.NUMBER):
                raise self.refuse("R305", f"不能按{kind.value}分组", path, found=name)
        return tuple(dict.fromkeys(names))


_CALLED = {
    Kind.BOOL: "一个条件",
    Kind.NUMBER: "一个数",
    Kind.MONEY: "一笔金额",
    Kind.DURATION: "一段时长",
    Kind.DATE: "一个日期",
}
