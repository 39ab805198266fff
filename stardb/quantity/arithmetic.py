"""Exact, vectorised arithmetic on columns. Unknown in, unknown out; nothing is rounded but by `round_to_step`.

Denominators are kept as plain integers as long as they can be; a product that could pass int64 goes on in Python ints.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import numpy as np

from stardb.quantity.column import Array, Column, Mask
from stardb.quantity.kinds import Kind

_LIMIT = 2**62


def times(a: Array, b: Array | int) -> Array:
    """a × b in integers, exact: int64 where no product can overflow, Python ints otherwise."""
    if isinstance(b, int) and b == 1:
        return a
    peaks = _peak(a), _peak(b)
    if peaks[0] * peaks[1] >= _LIMIT or max(peaks) >= _LIMIT:
        return _wide(a) * (b if isinstance(b, int) else _wide(b))
    return a * b


def plus(a: Array, b: Array | int) -> Array:
    """a + b in integers, exact."""
    if _peak(a) + _peak(b) >= _LIMIT:
        return _wide(a) + (b if isinstance(b, int) else _wide(b))
    return a + b


def _peak(a: Array | int) -> int:
    if isinstance(a, int):
        return abs(a)
    if a.dtype == object:
        return _LIMIT
    return max(abs(int(a.max())), abs(int(a.min()))) if a.size else 0


def _wide(a: Array) -> Array:
    return a.astype(object)


def align(a: Column, b: Column) -> tuple[Array, Array, int | Array]:
    """Both columns' numerators over one denominator."""
    if isinstance(a.scale, int) and isinstance(b.scale, int):
        common = lcm(a.scale, b.scale)
        return times(a.data, common // a.scale), times(b.data, common // b.scale), common
    return times(a.data, b.scale), times(b.data, a.scale), _scales(a.scale, b.scale)


def _scales(a: int | Array, b: int | Array) -> int | Array:
    if isinstance(a, int):
        return a * b if isinstance(b, int) else times(b, a)
    return times(a, b)


def add(a: Column, b: Column, kind: Kind | None = None) -> Column:
    """a + b."""
    left, right, scale = align(a, b)
    return Column(kind or a.kind, plus(left, right), a.known & b.known, scale)


def negate(a: Column) -> Column:
    """−a."""
    return Column(a.kind, times(a.data, -1), a.known, a.scale)


def absolute(a: Column) -> Column:
    """a without its sign."""
    return largest(a, negate(a))


def subtract(a: Column, b: Column, kind: Kind | None = None) -> Column:
    """a − b."""
    return add(a, negate(b), kind or a.kind)


def multiply(a: Column, b: Column, kind: Kind) -> Column:
    """a × b."""
    return Column(kind, times(a.data, b.data), a.known & b.known, _scales(a.scale, b.scale))


def divide(a: Column, b: Column, kind: Kind) -> Column:
    """a ÷ b, an exact fraction; unknown where b is 0."""
    zero = b.data == 0
    below = np.where(zero, 1, b.data)
    sign = np.where(below < 0, -1, 1)
    top, bottom = times(times(a.data, sign), b.scale), times(times(below, sign), a.scale)
    common = np.gcd(top, bottom)
    return Column(kind, top // common, a.known & b.known & ~zero, bottom // common)


def total(columns: Sequence[Column], kind: Kind, size: int) -> Column:
    """The sum of any number of columns; 0 for none."""
    if not columns:
        return Column.constant(kind, 0, size)
    if not all(isinstance(column.scale, int) for column in columns):
        return reduce(lambda a, b: add(a, b, kind), columns, Column.constant(kind, 0, size))
    common = lcm(*(column.scale for column in columns if isinstance(column.scale, int)))
    data = reduce(plus, (over(column, common) for column in columns))
    return Column(kind, data, np.logical_and.reduce([column.known for column in columns]), common)


def over_one_scale(a: Column, chosen: Mask | None = None) -> Column:
    """The same numbers over one denominator, of the chosen alone (else of all that are known); the rest become unknown."""
    if isinstance(a.scale, int):
        return a if chosen is None else a.mask(chosen)
    known = a.known if chosen is None else a.known & chosen
    scales = np.where(known, a.scale, 1)
    common = lcm(*(int(scale) for scale in np.unique(scales)))
    return Column(a.kind, times(np.where(known, a.data, 0), common // _wide(scales)), known, common)


def over(a: Column, common: int) -> Array:
    """The numerators over a multiple of a's one denominator."""
    assert isinstance(a.scale, int)
    return times(a.data, common // a.scale)


def scale_and_shift(a: Column, slope: Fraction, offset: Fraction, kind: Kind) -> Column:
    """a × slope + offset, for numbers that are the same for all."""
    if not isinstance(a.scale, int):
        scaled = Column(kind, times(a.data, slope.numerator), a.known, times(a.scale, slope.denominator))
        return add(scaled, Column.constant(kind, offset, len(a)))
    scale = lcm(a.scale * slope.denominator, offset.denominator)
    data = times(a.data, slope.numerator * (scale // (a.scale * slope.denominator)))
    shift = offset.numerator * (scale // offset.denominator)
    return Column(kind, plus(data, shift) if shift else data, a.known, scale)


def clamp(a: Column, low: Fraction | None, high: Fraction | None) -> Column:
    """a, but not below low nor above high; None is no bound."""
    if not isinstance(a.scale, int):
        least = a if low is None else largest(a, Column.constant(a.kind, low, len(a)))
        return least if high is None else smallest(least, Column.constant(a.kind, high, len(a)))
    scale = lcm(a.scale, *(bound.denominator for bound in (low, high) if bound is not None))
    data = over(a, scale)
    for bound, pick in ((low, np.maximum), (high, np.minimum)):
        if bound is not None:
            end = bound.numerator * (scale // bound.denominator)
            data = pick(data if abs(end) < _LIMIT else _wide(data), end)
    return Column(a.kind, data, a.known, scale)


def count_units(a: Column, unit: Fraction, started: bool) -> Column:
    """How many units a holds: full ones, or those begun."""
    top = times(a.data, unit.denominator)
    bottom = a.scale * unit.numerator if isinstance(a.scale, int) else times(a.scale, unit.numerator)
    return Column(Kind.NUMBER, _ROUNDINGS["ceil" if started else "floor"](*_roomy(top, bottom)), a.known)


def smallest(a: Column, b: Column) -> Column:
    """The lesser of two, subject by subject."""
    left, right, scale = align(a, b)
    return Column(a.kind, np.minimum(left, right), a.known & b.known, scale)


def largest(a: Column, b: Column) -> Column:
    """The greater of two, subject by subject."""
    left, right, scale = align(a, b)
    return Column(a.kind, np.maximum(left, right), a.known & b.known, scale)


def is_whole(a: Column, step: Fraction) -> Mask:
    """Who has a whole multiple of a step."""
    top, bottom = (
        times(a.data, step.denominator),
        times(a.scale, step.numerator) if not isinstance(a.scale, int) else a.scale * step.numerator,
    )
    even: Mask = np.asarray(top % bottom == 0, dtype=bool)
    return even


def whole_part(a: Column) -> Column:
    """The whole part, rounded down: how many full units there are."""
    top, bottom = _roomy(a.data, a.scale)
    return Column(a.kind, top // bottom, a.known)


def _roomy(top: Array, bottom: Array | int) -> tuple[Array, Array | int]:
    """Both so that twice their sum cannot overflow."""
    if max(_peak(top), _peak(bottom)) < _LIMIT // 8:
        return top, bottom
    return _wide(top), bottom if isinstance(bottom, int) else _wide(bottom)


def choose(take: Mask, a: Column, b: Column) -> Column:
    """a where `take`, b elsewhere; both of one kind (choices are brought to one list)."""
    known = np.where(take, a.known, b.known)
    if a.kind is Kind.CHOICE:
        words = (*a.choices, *(w for w in b.choices if w not in a.choices))
        return Column(a.kind, np.where(take, recode(a, words).data, recode(b, words).data), known, 1, words)
    if not a.kind.numeric:
        data = np.where(take, a.data, b.data)
        return Column(a.kind, data.astype(bool) if a.kind is Kind.BOOL else data, known)
    left, right, scale = align(a, b)
    chosen = Column(a.kind, np.where(take, left, right), known, scale)
    if a.word is None and b.word is None:
        return chosen
    words = tuple(dict.fromkeys((*a.choices, *b.choices)))
    return chosen.put_words(words, np.where(take, recode_words(a, words), recode_words(b, words)), a.rated or b.rated)


def recode_words(a: Column, words: tuple[str, ...]) -> Array:
    """Of a number the words that stand in its place, as indices into `words`; -1 for none, or one not among them."""
    if a.word is None:
        return np.full(len(a), -1)
    codes = np.array([*(words.index(word) if word in words else -1 for word in a.choices), -1])
    recoded: Array = codes[a.word]
    return recoded


def recode(a: Column, words: tuple[str, ...]) -> Column:
    """A CHOICE column over another list of words; a word not in it becomes unknown."""
    if a.choices == words:
        return a
    codes = np.array([*(words.index(w) if w in words else -1 for w in a.choices), -1])
    return Column.from_codes(words, codes[a.data])


def round_to_step(a: Column, step_top: int, step_bottom: int, how: str) -> Column:
    """a brought to a multiple of step_top/step_bottom: 'half_up' (四舍五入, away from zero), 'floor' or 'ceil'.

    Raises KeyError for another way of rounding.
    """
    top = times(a.data, step_bottom)
    bottom = times(a.scale, step_top) if not isinstance(a.scale, int) else a.scale * step_top
    steps = _ROUNDINGS[how](*_roomy(top, bottom))
    common = gcd(step_top, step_bottom)
    return Column(a.kind, times(steps, step_top // common), a.known, step_bottom // common)


def _half_up(top: Array, bottom: Array | int) -> Array:
    magnitude = (2 * abs(top) + bottom) // (2 * bottom)
    return np.where(top < 0, -magnitude, magnitude)


_ROUNDINGS: dict[str, Callable[[Array, Array | int], Array]] = {
    "half_up": _half_up,
    "floor": lambda top, bottom: top // bottom,
    "ceil": lambda top, bottom: -((-top) // bottom),
}
