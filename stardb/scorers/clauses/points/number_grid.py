"""Several numbers of each subject, some of them missing: their sum, mean, median and how far they lie apart."""

from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Array, Column, Kind, Mask, alignment, arithmetic
from stardb.scorers.clauses.groups.statistics import Deviation

CombineWay = Literal["mean", "sum", "smallest", "largest", "median", "variance", "stdev", "count"]

WAY_NAMES: dict[CombineWay, str] = {
    "mean": "平均",
    "sum": "合计",
    "smallest": "最低",
    "largest": "最高",
    "median": "中位数",
    "variance": "方差",
    "stdev": "标准差",
    "count": "计数",
}


@dataclass(frozen=True, eq=False)
class NumberGrid:
    """A row a number, a column a subject: `data / scale` where `present`; `drop` of the greatest and least are left out.

    `ordered` are the same numbers from least to greatest, the missing ones last.
    """

    kind: Kind
    data: Array
    present: Mask
    scale: int
    drop: int = 0

    @classmethod
    def of(cls, columns: list[Column], present: Mask, drop: int = 0) -> "NumberGrid":
        """The spread of columns of one kind."""
        even = [arithmetic.over_one_scale(column) for column in columns]
        scale = lcm(*(column.scale for column in even if isinstance(column.scale, int)))
        data = np.stack([arithmetic.over(column, scale) for column in even])
        return cls(columns[0].kind, np.where(present, data, 0), present, scale, drop)

    @cached_property
    def ordered(self) -> Array:
        """The numbers of each subject from least to greatest, the missing ones last."""
        return np.sort(np.where(self.present, self.data, self.data.max(initial=0)), axis=0)

    def weigh(self, weights: tuple[Fraction, ...], mean: bool) -> Column:
        """Σ weight × number of those present; a mean is over the weights of those present."""
        common = lcm(*(weight.denominator for weight in weights))
        shares = [weight.numerator * (common // weight.denominator) for weight in weights]
        top = _weigh(self.data, shares)
        known = np.ones(len(top), bool)
        if not mean:
            return Column(self.kind, top, known, self.scale * common)
        bottom = _weigh(self.present.astype(np.int64), shares)
        return arithmetic.divide(
            Column(self.kind, top, known, self.scale), Column(Kind.NUMBER, bottom, known), self.kind
        )

    def combine(self, way: CombineWay) -> Column:
        """One number of each subject's; unknown where too few are present. Variance, deviation and count are not for here."""
        used = self._count_used()
        if way == "sum":
            return Column(self.kind, self._total(), used > 0, self.scale)
        if way == "mean":
            total = Column(self.kind, self._total(), used > 0, self.scale)
            return arithmetic.divide(total, Column(Kind.NUMBER, used, used > 0), self.kind)
        first, last = self.drop + 0 * used, self.drop + used - 1
        if way == "smallest":
            return Column(self.kind, self._at(first), used > 0, self.scale)
        if way == "largest":
            return Column(self.kind, self._at(last), used > 0, self.scale)
        low, high = (first + last) // 2, (first + last + 1) // 2
        return Column(self.kind, alignment.plus(self._at(low), self._at(high)), used > 0, 2 * self.scale)

    def variance(self, deviation: Deviation) -> Column:
        """The variance, of a sample over the number less one; unknown for fewer than two, of a whole for none."""
        used = self._count_used()
        total = self._total()
        squares = reduce(
            alignment.plus, (alignment.times(row, row) for row in np.where(self._count(), self.ordered, 0))
        )
        apart = alignment.plus(alignment.times(squares, used), alignment.times(alignment.times(total, total), -1))
        less = 1 if deviation == "sample" else 0
        several = used > less
        bottom = np.where(several, used * (used - less), 1)
        square = Column(self.kind, apart, several, self.scale**2)
        return arithmetic.divide(square, Column(Kind.NUMBER, bottom, several), self.kind)

    def weigh_variance(self, weights: tuple[Fraction, ...], deviation: Deviation) -> Column:
        """Σ weight × squared distance from the weighted mean ÷ Σ weight, over those present; of a sample times n ÷ (n − 1).

        n: how many of those present have a weight above 0; unknown where they are too few.
        """
        common = lcm(*(weight.denominator for weight in weights))
        shares = [weight.numerator * (common // weight.denominator) for weight in weights]
        present = self.present.astype(np.int64)
        n = reduce(np.add, (there * (share > 0) for there, share in zip(present, shares, strict=True)))
        whole = _weigh(present, shares)
        first, second = _weigh(self.data, shares), _weigh(alignment.times(self.data, self.data), shares)
        apart = alignment.plus(alignment.times(whole, second), alignment.times(alignment.times(first, first), -1))
        less = 1 if deviation == "sample" else 0
        several = n > less
        top = alignment.times(apart, n) if less else apart
        bottom = alignment.times(alignment.times(whole, whole), np.where(several, n - 1, 1) if less else 1)
        square = Column(self.kind, top, several, self.scale**2)
        return arithmetic.divide(square, Column(Kind.NUMBER, np.where(several, bottom, 1), several), self.kind)

    def _count_used(self) -> Array:
        """How many of each subject's numbers count."""
        used: Array = np.maximum(self.present.sum(axis=0) - 2 * self.drop, 0)
        return used

    def _count(self) -> Mask:
        """Of the ordered numbers, those that count."""
        rank = np.arange(len(self.data))[:, np.newaxis]
        counted: Mask = (rank >= self.drop) & (rank < self.drop + self._count_used())
        return counted

    def _total(self) -> Array:
        total: Array = reduce(alignment.plus, np.where(self._count(), self.ordered, 0))
        return total

    def _at(self, rank: Array) -> Array:
        row = np.clip(rank, 0, len(self.data) - 1)[np.newaxis]
        picked: Array = np.take_along_axis(self.ordered, row, axis=0)[0]
        return picked


def _weigh(rows: Array, shares: list[int]) -> Array:
    """Σ share × number of each subject."""
    weighed: Array = reduce(
        alignment.plus, (alignment.times(row, share) for row, share in zip(rows, shares, strict=True))
    )
    return weighed
