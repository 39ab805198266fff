"""Square roots, brought exactly to a step by whole-number roots; a root itself is seldom a fraction."""

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np

from stardb.quantity.alignment import times
from stardb.quantity.column import Array, Column, Kind


def take_square_root(a: Column, step: Fraction, how: str, kind: Kind) -> Column:
    """√a brought to a multiple of `step`: 'half_up', 'floor' or 'ceil'; unknown where a is below 0.

    Raises KeyError for another way of rounding.
    """
    known = a.known & (a.data >= 0)
    top = times(np.where(known, a.data, 0), step.denominator**2)
    bottom = times(np.broadcast_to(np.asarray(a.scale), top.shape), step.numerator**2)
    steps: Array = np.asarray(np.frompyfunc(_ROOTS[how], 2, 1)(top, bottom), dtype=object)
    return Column(kind, times(steps, step.numerator), known, step.denominator)


def take_signed_root(a: Column, signs: Array, step: Fraction, how: str) -> Column:
    """√a with the given signs (-1, 0, 1) brought to a multiple of `step`, as a number; half_up is away from zero."""
    plain, opposite = (take_square_root(a, step, way, a.kind) for way in (how, _OPPOSITE[how]))
    data = np.where(signs < 0, times(opposite.data, -1), plain.data)
    return Column(a.kind, np.where(signs == 0, 0, data), plain.known, plain.scale)


_OPPOSITE = {"half_up": "half_up", "floor": "ceil", "ceil": "floor"}
"""How the size of a number below zero is rounded where the number itself is rounded so."""


def _floor(top: Any, bottom: Any) -> int:
    return isqrt(int(top) // int(bottom))


def _half_up(top: Any, bottom: Any) -> int:
    return (isqrt(4 * int(top) // int(bottom)) + 1) // 2


def _ceil(top: Any, bottom: Any) -> int:
    least = -(-int(top) // int(bottom))
    return isqrt(least - 1) + 1 if least else 0


_ROOTS: dict[str, Callable[[Any, Any], int]] = {"half_up": _half_up, "floor": _floor, "ceil": _ceil}
