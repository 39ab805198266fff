"""Heads (个数), P34/P50: a share of a group rounded one by one, or all together so that they come to the group; or fixed numbers."""

import re
from fractions import Fraction
from math import lcm

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Array, Column, Kind, arithmetic, show

LARGEST = "largest_remainder"

_RATIO = re.compile(r"\s*(\d{1,9})\s*[/／]\s*(\d{1,9})\s*")


def read_ratio(text: object) -> tuple[Kind, Fraction] | None:
    """A share written as a fraction, 1/3; None for anything else."""
    match = _RATIO.fullmatch(str(text))
    if match is None or int(match[2]) == 0:
        return None
    return Kind.PERCENT, Fraction(int(match[1]), int(match[2]))


def show_share(share: Fraction) -> str:
    """A share as people read it: 30%, or 1/3 where percents do not come out even."""
    told = show(Kind.PERCENT, share)
    return f"{share.numerator}/{share.denominator}" if told.startswith("约") else told


def count_share(sizes: Array, share: Fraction, how: str) -> Array:
    """How many a share of each size comes to: half_up, floor or ceil."""
    counted = Column(Kind.NUMBER, sizes, np.ones(len(sizes), bool))
    return arithmetic.round_to_step(
        arithmetic.scale_and_shift(counted, share, Fraction(0), Kind.NUMBER), 1, 1, how
    ).data.astype(np.int64)


@dataclass(frozen=True)
class ShareHeads:
    """Heads by share: `rounding` is how each is rounded, `residue` which of them takes what rounding leaves (-1: none)."""

    shares: tuple[Fraction, ...]
    rounding: str
    residue: int

    def of(self, sizes: Array) -> Array:
        """How many fall to each share of groups of such sizes: a row a size."""
        return apportion(sizes, self.shares, self.rounding, self.residue)

    def show(self, k: int) -> str:
        """The k-th share."""
        return show_share(self.shares[k])


@dataclass(frozen=True)
class FixedHeads:
    """The same numbers of heads in every group, however great it is."""

    numbers: tuple[int, ...]

    def of(self, sizes: Array) -> Array:
        """How many fall to each: a row a size."""
        return np.tile(np.array(self.numbers, np.int64), (len(sizes), 1))

    def show(self, k: int) -> str:
        """The k-th number."""
        return f"{self.numbers[k]}个"


def apportion(sizes: Array, shares: tuple[Fraction, ...], how: str, residue: int) -> Array:
    """How many fall to each share of each size: a row a size, which comes to the size.

    The share numbered `residue` takes what rounding leaves over or gives up what it has too many of; where that is not
    enough, the last give up theirs. By largest remainder no share does.
    """
    if how == LARGEST:
        return _by_remainder(sizes, shares)
    each = np.stack([count_share(sizes, share, how) for share in shares], axis=1)
    each[:, residue] = 0
    each[:, residue] = np.maximum(sizes - each.sum(axis=1), 0)
    ends = np.minimum(np.cumsum(each, axis=1), sizes[:, np.newaxis])
    return np.diff(ends, axis=1, prepend=0)


def _by_remainder(sizes: Array, shares: tuple[Fraction, ...]) -> Array:
    """Whole parts first; what is left goes to the largest remainders, among equals to those written first."""
    below = lcm(*(share.denominator for share in shares))
    tops = [share.numerator * (below // share.denominator) for share in shares]
    exact = np.multiply.outer(sizes.astype(object), np.array(tops, dtype=object))
    whole, rest = (exact // below).astype(np.int64), exact % below
    turn = np.argsort(np.argsort(-rest, axis=1, kind="stable"), axis=1, kind="stable")
    left = sizes - whole.sum(axis=1)
    each: Array = whole + (turn < left[:, np.newaxis])
    return each
