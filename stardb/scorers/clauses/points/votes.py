"""`votes`: weighted ballots over the valid ones (民主测评), P17 — Σ 票数×系数 ÷ 有效票, times the full mark if there is one."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, logic, show_number
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import Number, Word


class Votes(Clause):
    """民主测评，如 `points: 20, votes: {满意票: 1, 基本满意票: 0.6, 不满意票: 0}, round: 0.1`：得票乘系数之和除以有效票，再乘满分。

    不写满分的，系数就是每票的分值，如 `votes: {优秀票: 100, 良好票: 80, 一般票: 60, 较差票: 40}, round: 0.01`。
    除数不是有效票的用 over 写明，如 `over: 发出票`。一张有效票也没有的，除数是 0 或少于各票之和的，待定。
    """

    keyword: ClassVar[str] = "votes"
    title: ClassVar[str] = "民主测评"

    votes: dict[str, Number] = Field(min_length=2, description="各票栏及其系数（有满分的 0 到 1，没有的是每票分值）")
    over: Word | None = Field(None, description="除以什么，如 发出票、收回票；不写则除以各票之和（有效票）")

    def core(self, scope: Scope) -> Core:
        if self.points is None and max(self.votes.values()) <= 1:
            remedy = "加 points；没有满分的，系数写成每票的分值，如 优秀票: 100"
            raise scope.refuse(
                "R202", "民主测评要写满分 points", ("votes",), key=True, expected="points", remedy=remedy
            )
        ballots = []
        for name in self.votes:
            ballot = scope.bind_formula(f"`{name}`", ("votes", name))
            if ballot.kind is not Kind.NUMBER:
                raise scope.refuse("R305", f"“{name}”应为票数，这里是{ballot.kind.value}", ("votes", name), key=True)
            ballots.append(ballot)
            self._refuse_weight(name, scope)
        return VotesCore(tuple(ballots), tuple(self.votes.values()), self.points, self._over(scope))

    def _refuse_weight(self, name: str, scope: Scope) -> None:
        weight = self.votes[name]
        if weight < 0 or (self.points is not None and weight > 1):
            message, remedy = f"“{name}”的分值不能是负数", ""
            if self.points is not None:
                message, remedy = f"“{name}”的系数要在0与1之间", "系数是每票值满分的几成，如满意 1、基本满意 0.6"
            raise scope.refuse("R203", message, ("votes", name), found=show_number(weight), remedy=remedy)

    def _over(self, scope: Scope) -> Formula | None:
        if self.over is None:
            return None
        over = scope.bind_formula(self.over, ("over",))
        if over.kind is not Kind.NUMBER:
            raise scope.refuse("R305", f"over 要写票数，这里是{over.kind.value}", ("over",), found=over.kind.value)
        return over


@dataclass(frozen=True, eq=False)
class VotesCore(Core):
    """Bound: branch 0 where there are valid ballots, -1 where there are none or a count is unknown."""

    ballots: tuple[Formula, ...]
    weights: tuple[Fraction, ...]
    full: Fraction | None
    over: Formula | None = None
    kind: Kind = Kind.NUMBER

    @property
    def needs_rounding(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[str, ...]:
        names = (name for ballot in self.ballots for name in ballot.names)
        return tuple(dict.fromkeys((*names, *(self.over.names if self.over is not None else ()))))

    @property
    def overruns(self) -> tuple[bool, bool]:
        return (False, False)

    def reach(self, reaches: Reaches) -> ValueRange:
        marks = [weight * (self.full or 1) for weight in self.weights]
        return ValueRange(Fraction(0) if self.over else min(marks), max(marks))

    def score(self, frame: AppraisalFrame) -> Scored:
        counts = [ballot.evaluate(frame) for ballot in self.ballots]
        weighed = [
            arithmetic.scale_and_shift(count, weight * (self.full or 1), Fraction(0), Kind.NUMBER)
            for count, weight in zip(counts, self.weights, strict=True)
        ]
        above = arithmetic.total(weighed, Kind.NUMBER, frame.size)
        below = valid = arithmetic.total(counts, Kind.NUMBER, frame.size)
        if self.over is not None:
            below = self.over.evaluate(frame)
            below = below.mask(logic.certainly(logic.compare(below, "≥", valid)))
        points = arithmetic.divide(above, below, Kind.NUMBER)
        return Scored(points, np.where(points.known, 0, -1))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        phrase = "、".join(phrases.show(ballot) for ballot in self.ballots)
        if not scored.column.known[i]:
            return self._doubt(phrase, phrases)
        weights = "、".join(show_number(weight) for weight in self.weights)
        how = f"按系数{weights}加权" if self.full is not None else f"每票{weights}分"
        over = phrases.show(self.over) if self.over is not None else "有效票"
        full = f"，乘满分{show_number(self.full)}" if self.full is not None else ""
        return f"{phrase}，{how}，除以{over}{full}，得{scored.show_core(i)}"

    def _doubt(self, phrase: str, phrases: Phrases) -> str:
        needed = (*self.ballots, *((self.over,) if self.over is not None else ()))
        unknown_parts = [formula for formula in needed if not phrases.is_known(formula)]
        if unknown_parts:
            return phrases.say_missing(unknown_parts[0])
        if self.over is None:
            return f"{phrase}，没有有效票，待定"
        return f"{phrase}，{phrases.show(self.over)}，除数是0或少于各票之和，待定"
