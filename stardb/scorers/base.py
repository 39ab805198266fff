"""What every clause has in common: where it comes from, when it applies, how its result is rounded and bounded.

A scorer (计分方式) is one file beside this one: a `Clause` with its own keyword, whose `core` binds it to names and gives a
`Core` that reckons for all subjects at once and says, for one, which case it took and why.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field

from stardb.expressions import Formula, Frame
from stardb.expressions.formula import Reaches
from stardb.quantity import Column, Kind, arithmetic, logic
from stardb.quantity import reach as reaching
from stardb.quantity.column import Mask
from stardb.quantity.reach import ANYTHING, Reach
from stardb.quantity.showing import show, show_at
from stardb.scorers.part import Amount, Bounds, Flag, Names, Number, Part, Word, shown
from stardb.scorers.scope import Scope

Branches = npt.NDArray[np.int64]

UNKNOWN = -1
"""The branch of a subject whose case cannot be decided."""


@dataclass(frozen=True, eq=False)
class RowTrace:
    """What a scorer over a many-row table made of each row: an index into `roles`."""

    table: str
    role: npt.NDArray[np.int64]
    roles: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Scored:
    """A scorer's result: the value, which case was taken for each subject, and what became of rows read.

    `core` is the value before rounding and bounds; `applies` where the clause's `when` held (None: it has none). Where a
    scorer can tell more of what is undecided: `span`, the least and the most the value may still come to, and `possible`,
    who may still come to each word. `facts` are further numbers of each subject that its sentence tells. `parts` are the
    results of the clauses within it.
    """

    column: Column
    branch: Branches
    rows: tuple[RowTrace, ...] = ()
    core: Column | None = None
    applies: Column | None = None
    span: tuple[Column, Column] | None = None
    possible: Mapping[str, Mask] | None = None
    facts: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    parts: "tuple[Scored, ...]" = ()

    def told(self, i: int) -> str:
        """Subject i's value before rounding and bounds, as people read it."""
        return show_at(self.core if self.core is not None else self.column, i)


@dataclass(frozen=True, eq=False)
class Reckoning(Frame):
    """The frame of a whole appraisal: besides the subjects' columns, the rows of the many-row tables.

    rows: table -> its columns; owners: table -> the subject each row belongs to. lacking: table -> for whom nobody sent it,
    so that its rows are unknown. groups: each subject's township as a number; group_name: what the roster calls that column.
    rated: who takes part. today: the day of the appraisal, since 1970. scored: the steps reckoned so far.
    """

    rows: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    owners: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    lacking: Mapping[str, Mask] = field(default_factory=dict)
    groups: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    rated: Mask = field(default_factory=lambda: np.zeros(0, bool))
    today: int = 0
    scored: Mapping[str, Scored] = field(default_factory=dict)
    group_name: str = ""

    def sent(self, table: str) -> Mask:
        """For whom a many-row table was sent."""
        return ~self.lacking[table] if table in self.lacking else np.ones(self.size, bool)

    def of_rows(self, table: str, names: tuple[str, ...]) -> "Reckoning":
        """The frame of a table's rows: its columns, and of the other names asked for each row's subject's value."""
        owner = self.owners[table]
        columns = dict(self.rows[table])
        for name in names:
            if name not in columns:
                columns[name] = self.columns[name].take(owner)
        return Reckoning(
            len(owner), columns, groups=self.groups[owner], rated=self.rated[owner], today=self.today,
            group_name=self.group_name,
        )  # fmt: skip

    def grouped(self, within: tuple[str, ...]) -> npt.NDArray[np.int64]:
        """A number for each subject's group: by the values of some columns together, -1 where one is unknown.

        Everybody is in one group where no column is named.
        """
        groups = np.zeros(self.size, np.int64)
        for name in within:
            codes = self.groups if name == self.group_name else self._coded(self.columns[name])
            known = (groups >= 0) & (codes >= 0) & self.columns[name].known
            both = np.where(known, groups * (int(codes.max(initial=0)) + 1) + codes, -1)
            _, dense = np.unique(both, return_inverse=True)
            groups = np.where(known, dense - int(not known.all()), -1)
        return groups

    @staticmethod
    def _coded(column: Column) -> npt.NDArray[np.int64]:
        """A number for each value of a column."""
        column = arithmetic.over_one_scale(column) if column.kind.numeric else column
        _, codes = np.unique(column.data.astype(str) if column.kind is Kind.TEXT else column.data, return_inverse=True)
        return np.where(column.known, codes, -1)


class Core(ABC):
    """A bound scorer: what it gives, what it reads, how it reckons, and what it says of subject i."""

    if TYPE_CHECKING:  # a field in some, a property in others; a property here would pass for the field's default

        @property
        def kind(self) -> Kind: ...

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it may give, where it gives words."""
        return ()

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """Every name it may read."""

    @property
    def fine(self) -> bool:
        """Whether its value may not come out even, so that the rule must say how it is rounded."""
        return False

    @abstractmethod
    def score(self, frame: Reckoning) -> Scored:
        """The value and the case taken, for all subjects."""

    @abstractmethod
    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """Why subject i came to its value, in Chinese."""

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i; not those only another case would have read."""
        return self.inputs

    def better(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """What would have brought subject i more, in Chinese; nothing where the scorer cannot say."""
        return ""

    def best_first(self) -> tuple[str, ...]:
        """The words it may give, the best first; as written where it cannot tell."""
        return self.choices

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases it tells apart, each as the rule writes it; worked cases should between them take every one."""
        return ("",)

    def taken(self, scored: Scored, i: int) -> tuple[int, ...]:
        """Which of `cases` subject i took; none where that is undecided."""
        branch, cases = int(scored.branch[i]), len(self.cases)
        if cases == 1:
            return (0,) if branch >= 0 else ()
        return (branch,) if 0 <= branch < cases else ()

    def reach(self, reaches: Reaches) -> Reach:
        """What its value can come to at all, from what the names it reads can; wider where it cannot tell."""
        return reaching.among(self.choices) if self.choices else ANYTHING

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        """Whether each of `cases` can be taken at all."""
        return (True,) * len(self.cases)

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        """What it looks at, and at which of its values the answer turns; intervals and conditions are found without."""
        return ()

    @property
    def overruns(self) -> tuple[bool, bool]:
        """Whether it may fall below 0 and go past the full mark, so that worked cases should see it stopped there."""
        return (False, True)


class Clause(Part, ABC):
    """A clause (条款) of a rule: one keyword of its own, and these for all."""

    keyword: ClassVar[str]
    title: ClassVar[str]
    nests: ClassVar[bool] = True
    """Whether it may stand within another clause; not where it looks at all subjects at once, or makes further names."""

    basis: str = Field("", description="依据：文件、条、款")
    note: str = Field("", description="说明，随解释一起显示")
    example: Flag = Field(False, description="数值没有公开来源，是示例")
    when: Word | None = Field(None, description="条件不成立时本条不适用")
    undecided_when: Word | None = Field(None, description="条件成立时本条待定，如测评人数不够、事项未了结")
    points: Number | None = Field(None, description="满分；得分不高于它、不低于0")
    between: Bounds | None = Field(None, description="得数的下限与上限")
    round: Amount | None = Field(None, description="得数四舍五入到它的倍数，如 0.1、1元")
    rounding: str = Field(
        "half_up", pattern="^(half_up|floor|ceil)$", description="half_up 四舍五入、floor 舍去、ceil 进一"
    )
    unit: str = Field("", description="得数的单位，如 元/年")

    @abstractmethod
    def core(self, scope: Scope) -> Core:
        """The clause bound to the names in scope. Raises Refused where it cannot be."""

    def bind(self, scope: Scope, unit: str = "") -> "Rule":
        """The whole clause bound: its core and what applies to every clause. `unit` is what a number it gives counts."""
        core = self.core(scope)
        for part, given in (("points", self.points), ("between", self.between), ("round", self.round)):
            if given is not None and not core.kind.numeric:
                raise scope.refuse(
                    "R305", f"{part} 要用于数，这里得的是{core.kind.value}", (part,), key=True, found=shown(given)
                )
        if self.points is not None and self.points <= 0:
            raise scope.refuse("R203", "满分 points 要写一个大于0的数", ("points",), found=shown(self.points))
        when = scope.formula(self.when, ("when",), Kind.BOOL) if self.when is not None else None
        doubt = None
        if self.undecided_when is not None:
            doubt = scope.formula(self.undecided_when, ("undecided_when",), Kind.BOOL)
        low, high = self._bounds(scope, core.kind)
        step = scope.amount(self.round, core.kind, ("round",), loose=True) if self.round is not None else None
        if step is not None and step <= 0:
            raise scope.refuse("R203", "round 要写一个大于0的数", ("round",), found=shown(self.round))
        return Rule(core, when, low, high, step, self.rounding, unit if core.kind is Kind.NUMBER else "", doubt)

    def _bounds(self, scope: Scope, kind: Kind) -> tuple[Fraction | None, Fraction | None]:
        if self.between is not None:
            low, high = (scope.amount(self.between[k], kind, ("between", k)) for k in range(2))
            if low > high:
                raise scope.refuse("R203", "between 先写下限，后写上限", ("between",), found=shown(list(self.between)))
            return low, high
        return (Fraction(0), self.points) if self.points is not None else (None, None)


def refuse_unnested(part: Clause, path: tuple[str | int, ...], scope: Scope) -> None:
    """Refuse a clause that cannot stand within another."""
    if not part.nests:
        message = f"{path[0]} 里不能用 {part.keyword}（{part.title}）"
        remedy = "在 values 里另写一条，这里用它的名称"
        raise scope.refuse("R305", message, (*path, part.keyword), key=True, found=part.keyword, remedy=remedy)


@dataclass(frozen=True, eq=False)
class Rule:
    """A bound clause: core, then rounding, then bounds, then what makes it undecided, then the condition; in that order."""

    core: Core
    when: Formula | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None
    rounding: str = "half_up"
    unit: str = ""
    doubt: Formula | None = None

    @property
    def kind(self) -> Kind:
        return self.core.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return (*self.core.choices, NONE) if self.when is not None and self.kind is Kind.CHOICE else self.core.choices

    @property
    def whole(self) -> bool:
        """Whether it is rounded to whole numbers."""
        kept = (self.step, self.low, self.high)
        return self.step is not None and all(number is None or number.denominator == 1 for number in kept)

    @property
    def inputs(self) -> tuple[str, ...]:
        tests = (name for test in (self.when, self.doubt) if test for name in test.names)
        return tuple(dict.fromkeys((*self.core.inputs, *tests)))

    def reach(self, reaches: Reaches) -> Reach:
        """What the clause's result can come to at all."""
        found = self.core.reach(reaches)
        if self.kind.numeric:
            found = found if self.step is None else reaching.rounded(found, self.step, self.rounding)
            found = reaching.clamped(found, self.low, self.high)
        if self.when is None or not (self.kind.numeric or self.kind is Kind.CHOICE):
            return found
        other = reaching.just(0) if self.kind.numeric else reaching.among((NONE,))
        return reaching.chosen(self.when.reach(reaches), found, other)

    def score(self, frame: Reckoning) -> Scored:
        """The clause's result for every subject."""
        scored = self.core.score(frame)
        value = scored.column
        if self.step is not None:
            value = arithmetic.rounded(value, self.step.numerator, self.step.denominator, self.rounding)
        if self.low is not None or self.high is not None:
            value = arithmetic.clamped(value, self.low, self.high)
        if self.doubt is not None:
            value = value.masked(logic.certainly(logic.negation(self.doubt.evaluate(frame))))
        applies = None
        if self.when is not None:
            applies = self.when.evaluate(frame)
            value = _where(applies, value, frame.size)
        core = replace(scored.column, unit=self.unit)
        plain = applies is None and self.doubt is None and self.step is None and self.low is None and self.high is None
        more = (scored.span, scored.possible) if plain else (None, None)  # adjusted, they would no longer hold
        return Scored(
            replace(value, unit=self.unit), scored.branch, scored.rows, core, applies, *more, scored.facts, scored.parts
        )

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """Why subject i got what it got, in Chinese."""
        said = Saying(columns, i)
        if self.when is not None and scored.applies is not None:
            test = self.when.spell(said.valued)
            if not scored.applies.known[i]:
                return f"条件“{test}”还不能判定"
            if not scored.applies.data[i]:
                return f"条件“{test}”不成立，不适用"
            return f"条件“{test}”成立；{self._told(scored, columns, i)}"
        return self._told(scored, columns, i)

    def _told(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        if self.doubt is not None and scored.core is not None and scored.core.known[i] and not scored.column.known[i]:
            return f"“{self.doubt.spell(Saying(columns, i).valued)}”成立或不能判定，待定"
        return self.core.sentence(scored, columns, i) + self._adjusted(scored, i)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i: what its case read, not what another case would have."""
        when = tuple(name for test in (self.when, self.doubt) if test for name in test.names)
        if scored.applies is not None and not (scored.applies.known[i] and scored.applies.data[i]):
            return when
        return tuple(dict.fromkeys((*when, *self.core.reads(scored, i))))

    def better(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """What would have brought subject i more, in Chinese; nothing where the scorer cannot say or all was got."""
        if self.high is not None and scored.column.at(i) == self.high:
            return ""
        if any(columns[name].private for name in self.core.reads(scored, i) if name in columns):
            return ""  # how far off it is would tell what it is
        return self.core.better(scored, columns, i)

    def _adjusted(self, scored: Scored, i: int) -> str:
        raw, value = scored.core.at(i) if scored.core else None, scored.column.at(i)
        if raw is None or value is None or raw == value or not isinstance(raw, Fraction):
            return ""
        told = show_at(scored.column, i)
        if self.high is not None and value == self.high < raw:
            return f"，超过上限，按{told}计"
        if self.low is not None and value == self.low > raw:
            return f"，低于下限，按{told}计" if self.low else f"，扣完为止，按{told}计"
        return f"，{_ROUNDED[self.rounding]}到{show(self.kind, self.step or Fraction(1))}为{told}"


_ROUNDED = {"half_up": "四舍五入", "floor": "舍去尾数", "ceil": "进位"}

NONE = "无"
"""What a worded clause gives where its condition does not hold."""


def _where(applies: Column, value: Column, size: int) -> Column:
    """The value where the clause applies, 0 or 无 where it certainly does not, unknown where that is undecided.

    A day or a text that does not apply is unknown: there is none that means nothing.
    """
    if value.kind is Kind.CHOICE:
        words = value.choices if NONE in value.choices else (*value.choices, NONE)
        other = Column.coded(words, np.full(size, words.index(NONE)))
    elif value.kind in (Kind.DATE, Kind.TEXT):
        other = Column.unknown(value.kind, size)
    else:
        other = Column.constant(value.kind, 0, size)
    return arithmetic.choose(logic.certainly(applies), value, other).masked(applies.known)


@dataclass(frozen=True)
class Saying:
    """Names and values of one subject, for sentences."""

    columns: Mapping[str, Column]
    i: int

    def value(self, name: str) -> str:
        """The subject's value of a name, as people read it."""
        return show_at(self.columns[name], self.i)

    def valued(self, name: str) -> str:
        """`name〔value〕`."""
        return f"{name}〔{self.value(name)}〕"

    def known(self, formula: Formula) -> bool:
        """Whether everything the formula reads is known."""
        return all(self.columns[name].known[self.i] for name in formula.names)

    def read(self, formula: Formula) -> str:
        """`name value` for a bare name, the whole spelling for a longer formula."""
        text = formula.spell(lambda name: name)
        if formula.names == (text,):
            return f"{text} {self.value(text)}"
        return formula.spell(self.valued)

    def amount(self, formula: Formula, value: Fraction) -> str:
        """A number of the formula's kind as people read it, with what the formula counts where it is a single name."""
        unit = self.columns[formula.names[0]].unit if len(formula.names) == 1 else ""
        return show(formula.kind, value) + (unit if formula.kind is Kind.NUMBER else "")

    def missing(self, formula: Formula) -> str:
        """The sentence of a value that cannot be had."""
        lacking = [name for name in formula.names if not self.columns[name].known[self.i]]
        return f"{'、'.join(lacking)}未知，待定" if lacking else "不能判定，待定"


__all__ = [
    "NONE",
    "UNKNOWN",
    "Branches",
    "Clause",
    "Core",
    "Names",
    "Reckoning",
    "RowTrace",
    "Rule",
    "Saying",
    "Scored",
]
