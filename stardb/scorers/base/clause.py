"""What every clause has in common: where it comes from, when it applies, how its result is rounded and bounded.

A scorer (计分方式) is one file beside this one: a `Clause` with its own keyword, whose `core` binds it to names and gives a
`Core` that computes for all subjects at once and says, for one, which case it took and why.
"""

from abc import ABC, abstractmethod
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from pydantic import Field, GetCoreSchemaHandler, model_validator

from stardb.quantity import Kind
from stardb.scorers.base.argument import Argument, bind_argument
from stardb.scorers.base.core import Core
from stardb.scorers.base.doubt import Grounds, bind_doubts
from stardb.scorers.base.every import Every
from stardb.scorers.base.evidence import EvidenceSpec
from stardb.scorers.base.numbers import read_positive
from stardb.scorers.base.rule import Rule, limit_to_periods
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import Amount, Bounds, Flag, Names, Number, Part, Word, YamlPath, show_value


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
    every: Every | None = Field(
        None,
        description="这一条只在哪种期评，如 [month, year] 的办法里写 every: year；在别的期不适用，与条件不成立一样；不写的，每期都评",
    )
    undecided_when: Grounds = Field(
        default_factory=list,
        description="条件成立时本条待定，如测评人数不够、事项未了结；写一个条件，或几条 `{when: 条件, because: 理由}`",
    )
    points: Number | None = Field(None, description="满分；得分不高于它、不低于0")
    between: Bounds | None = Field(None, description="得数的下限与上限：数，或参数、取值的名称")
    round: Amount | None = Field(None, description="得数四舍五入到它的倍数，如 0.1、1元")
    rounding: str = Field(
        "half_up", pattern="^(half_up|floor|ceil)$", description="half_up 四舍五入、floor 舍去、ceil 进一"
    )
    unit: str = Field("", description="得数的单位，如 元/年")
    words: Names = Field(
        default_factory=list,
        description="得数是数的，数以外还会得出的词，如 [不定星级]；这样的词与数比大小都不成立，要用数的地方是未知。"
        "等次的，不分高低的词，如 [不定等次]",
    )

    evidence: EvidenceSpec | None = Field(
        None,
        description="只用于指标：要佐证材料，如 required、`{required: true, without: 待定}`；材料放在 evidence/时期/乡镇/村/ 里，名称以指标的名称开头",
    )

    @model_validator(mode="after")
    def _rounds(self) -> "Clause":
        if "rounding" in self.model_fields_set and self.round is None:
            raise ValueError("写了 rounding，还要用 round 写明取整到多少")
        return self

    @abstractmethod
    def core(self, scope: Scope) -> Core:
        """The clause bound to the names in scope. Raises ClauseRefused where it cannot be."""

    def bind(self, scope: Scope, unit: str = "") -> "Rule":
        """The whole clause bound: its core and what applies to every clause. `unit` is what a number it gives counts."""
        core = self.core(replace(scope, words=tuple(self.words)))
        self._check_words(core, scope)
        for part, given in (("points", self.points), ("between", self.between), ("round", self.round)):
            if given is not None and not core.kind.numeric:
                raise scope.refuse(
                    "R305", f"{part} 要用于数，这里得的是{core.kind.value}", (part,), key=True, found=show_value(given)
                )
        if self.points is not None and core.kind is not Kind.NUMBER:
            message = f"满分 points 只用于分数，这里得的是{core.kind.value}"
            remedy = "限上下限的用 between，如 between: [0元, 1000元]"
            raise scope.refuse("R305", message, ("points",), key=True, found=show_value(self.points), remedy=remedy)
        if self.points is not None and self.points <= 0:
            raise scope.refuse("R203", "满分 points 要写一个大于0的数", ("points",), found=show_value(self.points))
        when = scope.bind_formula(self.when, ("when",), Kind.BOOL) if self.when is not None else None
        doubts = bind_doubts(self.undecided_when, scope)
        (low, high), limits = self._bounds(scope, core.kind)
        step = read_positive(self.round, core.kind, "round", scope) if self.round is not None else None
        rule = Rule(core, when, low, high, step, self.rounding, unit if core.kind is Kind.NUMBER else "", doubts)
        rule = replace(rule, limits=limits)
        if core.kind.numeric:
            rule = replace(rule, words=tuple(word for word in dict.fromkeys(self.words) if word in core.choices))
        rule = limit_to_periods(rule, self.every, scope)
        return self.review(rule, scope)

    def review(self, rule: "Rule", scope: Scope) -> "Rule":
        """The bound clause, after what it leaves out has been reported."""
        return rule

    def _check_words(self, core: Core, scope: Scope) -> None:
        """Refuse words declared where none is given, or no number besides; of a level or grade they may be given later."""
        if self.words and not core.kind.numeric and scope.later_words is None:
            message = f"words 是数以外的词，这一条得的是{core.kind.value}，不必写"
            raise scope.refuse("R308", message, ("words",), key=True, found="、".join(self.words))
        for word in self.words:
            if word not in (*core.choices, *(scope.later_words or ())):
                message = f"words 里的“{word}”，这一条没有一档给出"
                if scope.later_words is not None:
                    message += "，也没有直接判级、否决或名额定为它"
                raise scope.refuse("R308", message, ("words",), found=word, expected="、".join(core.choices))

    def _bounds(
        self, scope: Scope, kind: Kind
    ) -> tuple[tuple[Fraction | None, Fraction | None], tuple[Argument | None, Argument | None]]:
        """The lower and the upper bound, None for none or where it is each subject's own; and those written as names."""
        if self.between is None:
            return ((Fraction(0), self.points) if self.points is not None else (None, None)), (None, None)
        low, high = (bind_argument(self.between[k], kind, ("between", k), scope) for k in range(2))
        least, most = low.reach(scope.reaches), high.reach(scope.reaches)
        if least.low is not None and most.high is not None and least.low > most.high:
            raise scope.refuse("R203", "between 先写下限，后写上限", ("between",), found=show_value(list(self.between)))
        return (low.number, high.number), (low if low.names else None, high if high.names else None)


class EveryScorer:
    """Annotates a key that holds a clause of whichever scorer.

    `union` is the type of such a clause: the catalogue, which knows all scorers, puts it here. It is asked for when a
    document is first read, which is after the catalogue was imported.
    """

    union: ClassVar[Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        return handler.generate_schema(self.union)


if TYPE_CHECKING:
    InnerClause: TypeAlias = Clause
else:
    InnerClause = Annotated[Clause, EveryScorer()]
    """One clause, of whichever scorer, as the type of a key of a scorer that holds one."""


def refuse_unnested(part: Clause, path: YamlPath, scope: Scope) -> None:
    """Refuse a clause that cannot stand within another."""
    if not part.nests:
        message = f"{path[0]} 里不能用 {part.keyword}（{part.title}）"
        remedy = "在 values 里另写一条，这里用它的名称"
        raise scope.refuse("R305", message, (*path, part.keyword), key=True, found=part.keyword, remedy=remedy)
