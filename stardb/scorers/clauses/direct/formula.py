"""`formula`: an expression (算式), for what a table of values will not do; a bare string is short for it."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import Word


class FormulaClause(Clause):
    """算式，如 `formula: 考核新增星 + 任职新增星`；一条里只有算式时可直接写在冒号后面。"""

    keyword: ClassVar[str] = "formula"
    title: ClassVar[str] = "算式"

    formula: Word = Field(description="算式")

    def core(self, scope: Scope) -> Core:
        return FormulaCore(scope.bind_formula(self.formula, ("formula",)))


@dataclass(frozen=True, eq=False)
class FormulaCore(Core):
    """Bound: branch 0 where known; of a condition, 1 where it holds."""

    source: Formula

    @property
    def kind(self) -> Kind:
        return self.source.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return self.source.choices

    @property
    def needs_rounding(self) -> bool:
        return self.source.needs_rounding

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.source.names

    @property
    def cases(self) -> tuple[str, ...]:
        return ("不成立", "成立") if self.kind is Kind.BOOL else ("",)

    def reach(self, reaches: Reaches) -> ValueRange:
        return self.source.reach(reaches)

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        return Scored(value, np.where(value.known, value.data.astype(np.int64) if self.kind is Kind.BOOL else 0, -1))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        if not scored.column.known[i]:
            return phrases.say_missing(self.source)
        if self.kind is Kind.BOOL:
            return f"“{phrases.spell(self.source)}”{'成立' if scored.column.data[i] else '不成立'}"
        if not self.source.names:
            return f"为{scored.show_core(i)}"
        return f"{phrases.spell(self.source)} = {scored.show_core(i)}"
