"""`first` / `later`: one formula at the first rating, another in the years after (初次评定、年度动态调整), P31/P44."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula
from stardb.expressions.company import as_kind
from stardb.expressions.formula import Reaches
from stardb.quantity import Column, Kind, arithmetic, logic, reach
from stardb.quantity.reach import Reach
from stardb.scorers.clause import Clause
from stardb.scorers.core import Core
from stardb.scorers.part import Word
from stardb.scorers.reckoning import Reckoning
from stardb.scorers.saying import Saying
from stardb.scorers.scope import Scope
from stardb.scorers.scored import UNKNOWN, Scored

RATED_BEFORE = "上年已评定"
"""The built-in name that tells the first rating from later ones."""


class FirstLater(Clause):
    """首次评定按 first，上年已评定过的按 later，如 `first: 各星之和`、`later: 上年(星级) + 本年新增星 - 本年减星`。"""

    keyword: ClassVar[str] = "first"
    title: ClassVar[str] = "首评与续评"

    first: Word = Field(description="首次评定时的算式")
    later: Word = Field(description="上年已评定的，以后各年的算式")

    def core(self, scope: Scope) -> Core:
        first, later = scope.formula(self.first, ("first",)), scope.formula(self.later, ("later",))
        kind = later.kind if first.value == 0 else first.kind
        first, later = as_kind(first, kind), as_kind(later, kind)  # a bare 0 fits either
        if first.kind is not later.kind:
            message = f"首评是{first.kind.value}，续评是{later.kind.value}，不是一类"
            raise scope.refuse("R305", message, ("later",), found=later.kind.value, expected=first.kind.value)
        return FirstLaterCore(first, later)


@dataclass(frozen=True, eq=False)
class FirstLaterCore(Core):
    """Bound: branch 0 first rating, 1 later."""

    first: Formula
    later: Formula

    @property
    def kind(self) -> Kind:
        return self.first.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.first.choices, *self.later.choices)))

    @property
    def fine(self) -> bool:
        return self.first.fine or self.later.fine

    @property
    def cases(self) -> tuple[str, ...]:
        return ("初次评定", "年度动态调整")

    @property
    def inputs(self) -> tuple[str, ...]:
        return (RATED_BEFORE, *self.first.names, *self.later.names)

    def reach(self, reaches: Reaches) -> Reach:
        return reach.join(self.first.reach(reaches), self.later.reach(reaches))

    def score(self, frame: Reckoning) -> Scored:
        before = frame[RATED_BEFORE]
        again = logic.certainly(before)
        value = arithmetic.choose(again, self.later.evaluate(frame), self.first.evaluate(frame)).masked(before.known)
        branch = np.where(again, 1, 0)
        return Scored(value, np.where(before.known, branch, UNKNOWN))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i: those of the formula its branch took."""
        return (self.later if scored.branch[i] == 1 else self.first).names

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said = Saying(columns, i)
        if scored.branch[i] == UNKNOWN:
            return "上年是否评定过不明，待定"
        formula, called = (self.later, "年度动态调整") if scored.branch[i] == 1 else (self.first, "初次评定")
        if not scored.column.known[i]:
            return f"{called}：{said.missing(formula)}"
        return f"{called}：{formula.spell(said.valued)} = {scored.told(i)}"
