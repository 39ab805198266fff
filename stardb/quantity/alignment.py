"""Exact integers for whole columns: products and sums that never overflow, and two columns over one denominator."""

import operator
from collections.abc import Callable
from math import lcm
from typing import Any

import numpy as np

from stardb.quantity.column import Array, Column, Mask

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "≠": operator.ne,
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
}
"""The signs of comparisons, and what each does."""

LIMIT = 2**62
"""What no product or sum of int64 may come to."""


def times(a: Array, b: Array | int) -> Array:
    """a × b in integers, exact: int64 where no product can overflow, Python ints otherwise."""
    if isinstance(b, int) and b == 1:
        return a
    peaks = peak(a), peak(b)
    if peaks[0] * peaks[1] >= LIMIT or max(peaks) >= LIMIT:
        return widen(a) * (b if isinstance(b, int) else widen(b))
    return a * b


def plus(a: Array, b: Array | int) -> Array:
    """a + b in integers, exact."""
    if peak(a) + peak(b) >= LIMIT:
        return widen(a) + (b if isinstance(b, int) else widen(b))
    return a + b


def peak(a: Array | int) -> int:
    """The greatest number there is, whatever its sign; LIMIT of Python ints."""
    if isinstance(a, int):
        return abs(a)
    if a.dtype == object:
        return LIMIT
    return max(abs(int(a.max())), abs(int(a.min()))) if a.size else 0


def widen(a: Array) -> Array:
    """The same numbers as Python ints."""
    return a.astype(object)


def align(a: Column, b: Column) -> tuple[Array, Array, int | Array]:
    """Both columns' numerators over one denominator."""
    if isinstance(a.scale, int) and isinstance(b.scale, int):
        common = lcm(a.scale, b.scale)
        return times(a.data, common // a.scale), times(b.data, common // b.scale), common
    return times(a.data, b.scale), times(b.data, a.scale), join_scales(a.scale, b.scale)


def join_scales(a: int | Array, b: int | Array) -> int | Array:
    """The denominator of a product."""
    if isinstance(a, int):
        return a * b if isinstance(b, int) else times(b, a)
    return times(a, b)


def choose_known(take: Mask, a: Column, b: Column) -> Column:
    """The numbers of a where `take`, of b elsewhere, whatever either might be where it is unknown."""
    left, right, scale = align(a, b)
    return Column(a.kind, np.where(take, left, right), np.where(take, a.known, b.known), scale)
