"""`earned`: how many of some stars a subject has (得星数), P24."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, bounds, ranges, show_number
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import Names


class EarnedStars(Clause):
    """获得几颗星，如 `earned: [支部过硬星, 产业兴旺星]`。

    达标得星的、由条件认定的（`支部过硬星: 支部过硬 = 是`），得了算一颗；按一种计分方式得几颗的，是几颗算几颗。
    """

    keyword: ClassVar[str] = "earned"
    title: ClassVar[str] = "得星数"

    earned: Names = Field(min_length=1, description="数哪几颗星")

    def core(self, scope: Scope) -> Core:
        kinds = []
        for index, name in enumerate(self.earned):
            star = scope.bind_formula(f"`{name}`", ("earned", index))
            counted = star.kind is Kind.NUMBER and star.single_name and scope.symbols.bind(star.single_name).star
            if star.kind is not Kind.BOOL and not counted:
                remedy = "这里写 stars 里的星；别的数用 formula 相加"
                message = f"“{name}”不是星，也不是条件"
                raise scope.refuse("R305", message, ("earned", index), found=star.kind.value, remedy=remedy)
            kinds.append(bool(counted))
        return EarnedStarsCore(tuple(self.earned), tuple(kinds))


@dataclass(frozen=True, eq=False)
class EarnedStarsCore(Core):
    """Bound: branch 0, or -1 where some star is undecided.

    counted: whether it is a kind of star of which there may be several.
    """

    stars: tuple[str, ...]
    counted: tuple[bool, ...]
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.stars

    def score(self, frame: AppraisalFrame) -> Scored:
        value = arithmetic.total([self._number(frame[name]) for name in self.stars], Kind.NUMBER, frame.size)
        return Scored(value, np.where(value.known, 0, -1))

    @staticmethod
    def _number(star: Column) -> Column:
        """How many a star is: one for one that is won."""
        if star.kind is not Kind.BOOL:
            return star
        return bounds.count_truths(star)

    def reach(self, reaches: Reaches) -> ValueRange:
        found = (reaches.get(name, ranges.ANYTHING) for name in self.stars)
        parts = (one if counted else ranges.how_many(one) for one, counted in zip(found, self.counted, strict=True))
        return reduce(ranges.add, parts)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        held = {name: columns[name].at(i) for name in self.stars}
        open_ = [name for name, value in held.items() if value is None]
        won = {name: Fraction(value) for name, value in held.items() if value and not isinstance(value, str)}
        named = (name if columns[name].kind is Kind.BOOL else f"{name}{show_number(won[name])}颗" for name in won)
        phrase = f"获{'、'.join(named)}，共{show_number(sum(won.values(), Fraction(0)))}颗" if won else "没有获得的星"
        return f"{phrase}；{'、'.join(open_)}待定" if open_ else phrase
