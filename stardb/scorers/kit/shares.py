"""Shares of a group as heads (按比例算个数), P34/P50: rounded one by one, or all together so that they come to the group."""

from fractions import Fraction
from math import lcm

import numpy as np

from stardb.quantity import Array, Column, Kind, arithmetic

LARGEST = "largest_remainder"


def count_share(sizes: Array, share: Fraction, how: str) -> Array:
    """How many a share of each size comes to: half_up, floor or ceil."""
    counted = Column(Kind.NUMBER, sizes, np.ones(len(sizes), bool))
    return arithmetic.round_to_step(
        arithmetic.scale_and_shift(counted, share, Fraction(0), Kind.NUMBER), 1, 1, how
    ).data.astype(np.int64)


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
