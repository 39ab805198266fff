"""`votes`: weighted ballots over the valid ones (民主测评), P17 — Σ 票数×系数 ÷ 有效票, times the full mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula
from stardb.quantity import Column, Kind, arithmetic
from stardb.quantity.showing import decimal
from stardb.scorers.base import Clause, Core, Reckoning, Saying, Scored
from stardb.scorers.part import Number
from stardb.scorers.scope import Scope


class Votes(Clause):
    """民主测评，如 `points: 20, votes: {满意票: 1, 基本满意票: 0.6, 不满意票: 0}, round: 0.1`：得票乘系数之和除以有效票，再乘满分。

    一张有效票也没有的，待定。
    """

    keyword: ClassVar[str] = "votes"
    title: ClassVar[str] = "民主测评"

    votes: dict[str, Number] = Field(min_length=2, description="各票栏及其系数（0 到 1）")

    def core(self, scope: Scope) -> Core:
        if self.points is None:
            raise scope.refuse("R202", "民主测评要写满分 points", ("votes",), key=True, expected="points")
        if self.round is None:
            raise scope.refuse(
                "R202",
                "民主测评要写取整 round",
                ("votes",),
                key=True,
                expected="round",
                remedy="写明保留到多少，如 round: 0.1",
            )
        ballots = []
        for name in self.votes:
            ballot = scope.formula(f"`{name}`", ("votes", name))
            if ballot.kind is not Kind.NUMBER:
                raise scope.refuse("R305", f"“{name}”应为票数，这里是{ballot.kind.value}", ("votes", name), key=True)
            ballots.append(ballot)
            weight = self.votes[name]
            if not 0 <= weight <= 1:
                remedy = "系数是每票值满分的几成，如满意 1、基本满意 0.6"
                raise scope.refuse(
                    "R203", f"“{name}”的系数要在0与1之间", ("votes", name), found=decimal(weight), remedy=remedy
                )
        return VotesCore(tuple(ballots), tuple(self.votes.values()), self.points)


@dataclass(frozen=True, eq=False)
class VotesCore(Core):
    """Bound: branch 0 where there are valid ballots, -1 where there are none or a count is unknown."""

    ballots: tuple[Formula, ...]
    weights: tuple[Fraction, ...]
    full: Fraction
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(name for ballot in self.ballots for name in ballot.names)

    def score(self, frame: Reckoning) -> Scored:
        counts = [ballot.evaluate(frame) for ballot in self.ballots]
        weighed = [
            arithmetic.line(count, weight * self.full, Fraction(0), Kind.NUMBER)
            for count, weight in zip(counts, self.weights, strict=True)
        ]
        above = arithmetic.total(weighed, Kind.NUMBER, frame.size)
        below = arithmetic.total(counts, Kind.NUMBER, frame.size)
        points = arithmetic.divide(above, below, Kind.NUMBER)
        return Scored(points, np.where(points.known, 0, -1))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said = Saying(columns, i)
        told = "、".join(said.read(ballot) for ballot in self.ballots)
        if not scored.column.known[i]:
            lacking = [ballot for ballot in self.ballots if not said.known(ballot)]
            return said.missing(lacking[0]) if lacking else f"{told}，没有有效票，待定"
        weights = "、".join(decimal(weight) for weight in self.weights)
        return f"{told}，按系数{weights}加权，除以有效票，乘满分{decimal(self.full)}，得{scored.told(i)}"
