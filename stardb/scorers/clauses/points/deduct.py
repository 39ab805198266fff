"""`deduct`: an item that starts at its full mark and loses by one cause after another (扣分项), P02/P03."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, ranges, show_number
from stardb.scorers.base.clause import Clause, InnerClause, refuse_unnested
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, RowTrace, Scored
from stardb.yamlfile import YamlPath


class Deduct(Clause):
    """从满分逐项扣，扣完为止，如 `points: 15, deduct: [{when: 按期换届 = 否, amount: 5}, {sum_of: 扣分记录, from: 扣分}]`。

    每一项写一种计分方式，得的数就是扣几分（写正数）；不用扣的得 0。有一项未定的，待定。
    """

    keyword: ClassVar[str] = "deduct"
    title: ClassVar[str] = "逐项扣分"

    deduct: list[InnerClause] = Field(min_length=1, description="各项扣分，每项一种计分方式，得数是扣几分")

    def core(self, scope: Scope) -> Core:
        if self.points is None:
            raise scope.refuse("R202", "逐项扣分要写满分 points", ("deduct",), key=True, expected="points")
        return DeductCore(tuple(_bind_part(k, part, scope) for k, part in enumerate(self.deduct)), self.points)


def _bind_part(k: int, part: Clause, scope: Scope) -> Rule:
    def report(code: str, message: str, path: YamlPath = (), **parts: Any) -> None:
        scope.report(code, message, ("deduct", k, *path), **parts)

    refuse_unnested(part, ("deduct", k), scope)
    if isinstance(part, Deduct):
        remedy = "各项并成一列，或在 values 里另写一条"
        raise scope.refuse("R305", "deduct 里不能再用 deduct", ("deduct", k, "deduct"), key=True, remedy=remedy)
    rule = part.bind(replace(scope, report=report))
    if rule.kind is not Kind.NUMBER:
        raise scope.refuse("R305", f"扣分应是数，这里是{rule.kind.value}", ("deduct", k), found=rule.kind.value)
    limits = rule.reach(scope.reaches)
    if limits.high is not None and limits.high <= 0 and limits.low != 0:
        remedy = "deduct 里写扣几分，是正数，如 amount: 5"
        raise scope.refuse("R203", "扣分写正数", ("deduct", k), found=show_number(limits.high), remedy=remedy)
    return rule


@dataclass(frozen=True, eq=False)
class DeductCore(Core):
    """Bound: branch 0 where decided. Fact `k` is how many the k-th cause took, in numerators; the value may fall below 0."""

    parts: tuple[Rule, ...]
    full: Fraction
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.inputs))

    @property
    def needs_rounding(self) -> bool:
        return any(part.core.needs_rounding and part.step is None for part in self.parts)

    @property
    def cases(self) -> tuple[str, ...]:
        return ("没有扣分", *(f"第{k + 1}项扣分" for k in range(len(self.parts))))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        if scored.branch[i] == UNKNOWN:
            return ()
        return tuple(k + 1 for k in range(len(self.parts)) if scored.facts[str(k)][i] > 0) or (0,)

    @property
    def overruns(self) -> tuple[bool, bool]:
        return (True, False)

    def reach(self, reaches: Reaches) -> ValueRange:
        deduction = reduce(ranges.add, (part.reach(reaches) for part in self.parts))
        return ranges.subtract(ranges.just(self.full), deduction)

    def score(self, frame: AppraisalFrame) -> Scored:
        scored = [part.score(frame) for part in self.parts]
        zero = Column.constant(Kind.NUMBER, 0, frame.size)
        sure = [arithmetic.choose(one.column.known, one.column, zero) for one in scored]
        left = arithmetic.subtract(
            Column.constant(Kind.NUMBER, self.full, frame.size), arithmetic.total(sure, Kind.NUMBER, frame.size)
        )
        known = np.logical_and.reduce([one.column.known for one in scored])
        value = left.mask(known)
        facts = {str(k): np.where(one.column.known, np.sign(one.column.data), UNKNOWN) for k, one in enumerate(scored)}
        rows: tuple[RowTrace, ...] = tuple(trace.opposite() for one in scored for trace in one.rows)
        return Scored(value, np.where(value.known, 0, UNKNOWN), rows, facts=facts, parts=tuple(scored))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        names = (name for part, one in zip(self.parts, scored.parts, strict=True) for name in part.reads(one, i))
        return tuple(dict.fromkeys(names))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrase = [
            f"第{k + 1}项：{part.sentence(one, columns, i)}"
            for k, (part, one) in enumerate(zip(self.parts, scored.parts, strict=True))
            if scored.facts[str(k)][i]
        ]
        start = f"从满分{show_number(self.full)}分扣起"
        if scored.branch[i] == UNKNOWN:
            return f"{start}；{'；'.join(phrase)}，待定"
        return (
            f"{start}；{'；'.join(phrase)}；为{scored.show_core(i)}"
            if phrase
            else f"{start}，没有扣分，为{scored.show_core(i)}"
        )
