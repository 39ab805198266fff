"""`yes`: points for a yes (有则得分), P01 — and, with `no`, points for a no."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.output_types import Output
from stardb.scorers.base.outputs import bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.case_outputs import CasesCore, compute_outputs, refuse_above_full


class Yes(Clause):
    """是则得分，如 `yes: 10`；`no` 写否时的得分，不写为 0。from 可以是一个条件，如 `from: 得分 ≥ 60`。"""

    keyword: ClassVar[str] = "yes"
    title: ClassVar[str] = "是否"

    yes: Output = Field(description="是（有、达标、√）时的得数")
    no: Output = Field(0, description="否时的得数")
    from_: str | None = Field(None, alias="from", description="按哪一栏或条件；不写则按同名的栏")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_source(self.from_)
        if source.kind is not Kind.BOOL:
            raise scope.refuse("R305", f"yes 要用于是否栏或条件，这里是{source.kind.value}", ("yes",), key=True)
        outputs = bind_outputs([self.no, self.yes], [("no",), ("yes",)], scope)
        refuse_above_full(self, [("no",), ("yes",)], ["no", "yes"], outputs, scope)
        return YesCore(source, outputs)


@dataclass(frozen=True, eq=False)
class YesCore(CasesCore):
    """Bound: case 0 is no, case 1 is yes."""

    @property
    def cases(self) -> tuple[str, ...]:
        return ("no", "yes")

    def best_first(self, beside: Collection[str] = ()) -> tuple[str, ...]:
        """The word for yes, then that for no: a condition is what a grade asks for."""
        return tuple(word for word in self.choices[::-1] if word not in beside)

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        return ((self.source, (True, False)),)

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        truths = self.source.reach(reaches).truths
        return (False in truths, True in truths)

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        branch = np.where(value.known, value.data.astype(np.int64), UNKNOWN)
        return Scored(compute_outputs(self.outputs, branch, frame), branch)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        if scored.branch[i] == UNKNOWN:
            return phrases.say_missing(self.source)
        return f"{phrases.show(self.source)}{self.describe_output(scored, phrases)}"

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """The other answer, where it brings more."""
        if len(self.outputs.formulas) != 2 or scored.branch[i] == UNKNOWN:
            return ""
        no, yes = (formula.value for formula in self.outputs.formulas)
        now = scored.core.at(i) if scored.core else None
        if no is None or yes is None or not isinstance(now, Fraction) or max(no, yes) <= now:
            return ""
        other = "是" if yes > no else "否"
        return f"{Phrases(columns, i).show(self.source)}，如为{other}，可多得{show(self.kind, max(no, yes) - now)}{scored.column.unit}"
