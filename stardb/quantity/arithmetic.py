"""Exact, vectorised arithmetic on columns. Unknown in, unknown out; nothing is rounded but by `round_to_step`.

What is unknown but has ends gives what has ends, and what all its possible values agree on is known (`bounds`).
Denominators are kept as plain integers as long as they can be; a product that could pass int64 goes on in Python ints.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import numpy as np

from stardb.quantity.alignment import LIMIT, align, choose_known, join_scales, peak, plus, times, widen
from stardb.quantity.bounds import high_end, join, low_end, possible_words, with_ends, with_words, within
from stardb.quantity.column import Array, Column, Kind, Mask
from stardb.quantity.logic import certainly
from stardb.quantity.ranges import ValueRange


def _bound(result: Column, parts: Sequence[Column], ends: Callable[[], tuple[Column, Column]]) -> Column:
    """The result within its ends, where some of its parts have any; they are computed only then."""
    if result.known.all() or all(part.ends is None for part in parts):
        return result
    return with_ends(result, *ends())


def _rising(result: Column, a: Column, compute: Callable[[Column], Column]) -> Column:
    """The result of what never falls where `a` rises: its ends come from the ends of a."""
    return _bound(result, (a,), lambda: (compute(low_end(a)), compute(high_end(a))))


def add(a: Column, b: Column, kind: Kind | None = None) -> Column:
    """a + b."""
    left, right, scale = align(a, b)
    found = Column(kind or a.kind, plus(left, right), a.known & b.known, scale)
    return _bound(found, (a, b), lambda: (add(low_end(a), low_end(b)), add(high_end(a), high_end(b))))


def negate(a: Column) -> Column:
    """−a."""
    found = Column(a.kind, times(a.data, -1), a.known, a.scale)
    return _bound(found, (a,), lambda: (negate(high_end(a)), negate(low_end(a))))


def absolute(a: Column) -> Column:
    """a without its sign."""
    return largest(a, negate(a))


def subtract(a: Column, b: Column, kind: Kind | None = None) -> Column:
    """a − b."""
    return add(a, negate(b), kind or a.kind)


def multiply(a: Column, b: Column, kind: Kind) -> Column:
    """a × b."""
    found = Column(kind, times(a.data, b.data), a.known & b.known, join_scales(a.scale, b.scale))
    return _bound(found, (a, b), lambda: _find_corners(a, b, lambda x, y: multiply(x, y, kind)))


def _find_corners(a: Column, b: Column, compute: Callable[[Column, Column], Column]) -> tuple[Column, Column]:
    """The least and the most of what is computed from an end of a and an end of b."""
    corners = [compute(x, y) for x in (low_end(a), high_end(a)) for y in (low_end(b), high_end(b))]
    least, most = reduce(smallest, corners), reduce(largest, corners)
    if b.ends is not None:
        return least, most
    falls = np.asarray(b.data < 0, bool)  # by one number, one end of a gives one end
    ends = [compute(end, b) for end in (low_end(a), high_end(a))]
    return choose_known(falls, ends[1], ends[0]), choose_known(falls, ends[0], ends[1])


def divide(a: Column, b: Column, kind: Kind) -> Column:
    """a ÷ b, an exact fraction; unknown where b is 0."""
    zero = b.data == 0
    below = np.where(zero, 1, b.data)
    sign = np.where(below < 0, -1, 1)
    top, bottom = times(times(a.data, sign), b.scale), times(times(below, sign), a.scale)
    common = np.gcd(top, bottom)
    found = Column(kind, top // common, a.known & b.known & ~zero, bottom // common)

    def ends() -> tuple[Column, Column]:
        lows, highs = low_end(b), high_end(b)
        one_side = (lows.known & (lows.data > 0)) | (highs.known & (highs.data < 0))  # 0 is not between
        least, most = _find_corners(a, b, lambda x, y: divide(x, y, kind))
        return least.mask(one_side), most.mask(one_side)

    return _bound(found, (a, b), ends)


def total(columns: Sequence[Column], kind: Kind, size: int) -> Column:
    """The sum of any number of columns; 0 for none."""
    if not columns:
        return Column.constant(kind, 0, size)
    if not all(isinstance(column.scale, int) for column in columns):
        return reduce(lambda a, b: add(a, b, kind), columns, Column.constant(kind, 0, size))
    common = lcm(*(column.scale for column in columns if isinstance(column.scale, int)))
    data = reduce(plus, (over(column, common) for column in columns))
    found = Column(kind, data, np.logical_and.reduce([column.known for column in columns]), common)
    return _bound(
        found, columns, lambda: (total([*map(low_end, columns)], kind, size), total([*map(high_end, columns)], kind, size))
    )  # fmt: skip


def over_one_scale(a: Column, chosen: Mask | None = None) -> Column:
    """The same numbers over one denominator, of the chosen alone (else of all that are known); the rest become unknown."""
    if isinstance(a.scale, int):
        return a if chosen is None else a.mask(chosen)
    known = a.known if chosen is None else a.known & chosen
    scales = np.where(known, a.scale, 1)
    common = lcm(*(int(scale) for scale in np.unique(scales)))
    return Column(a.kind, times(np.where(known, a.data, 0), common // widen(scales)), known, common)


def over(a: Column, common: int) -> Array:
    """The numerators over a multiple of a's one denominator."""
    assert isinstance(a.scale, int)
    return times(a.data, common // a.scale)


def scale_and_shift(a: Column, slope: Fraction, offset: Fraction, kind: Kind) -> Column:
    """a × slope + offset, for numbers that are the same for all."""
    if not isinstance(a.scale, int):
        scaled = multiply(a, Column.constant(Kind.NUMBER, slope, len(a)), kind)
        return add(scaled, Column.constant(kind, offset, len(a)))
    scale = lcm(a.scale * slope.denominator, offset.denominator)
    data = times(a.data, slope.numerator * (scale // (a.scale * slope.denominator)))
    shift = offset.numerator * (scale // offset.denominator)
    found = Column(kind, plus(data, shift) if shift else data, a.known, scale)

    def ends() -> tuple[Column, Column]:
        low, high = (scale_and_shift(end, slope, offset, kind) for end in (low_end(a), high_end(a)))
        return (low, high) if slope >= 0 else (high, low)

    return _bound(found, (a,), ends)


def clamp(a: Column, low: Fraction | None, high: Fraction | None) -> Column:
    """a, but not below low nor above high; None is no bound. What is not known is within them too."""
    return within(_rising(_clamp(a, low, high), a, lambda end: _clamp(end, low, high)), ValueRange(low, high))


def _clamp(a: Column, low: Fraction | None, high: Fraction | None) -> Column:
    if not isinstance(a.scale, int):
        least = a if low is None else largest(a, Column.constant(a.kind, low, len(a)))
        return least if high is None else smallest(least, Column.constant(a.kind, high, len(a)))
    scale = lcm(a.scale, *(bound.denominator for bound in (low, high) if bound is not None))
    data = over(a, scale)
    for bound, pick in ((low, np.maximum), (high, np.minimum)):
        if bound is not None:
            end = bound.numerator * (scale // bound.denominator)
            data = pick(data if abs(end) < LIMIT else widen(data), end)
    return Column(a.kind, data, a.known, scale)


def count_units(a: Column, unit: Fraction, started: bool) -> Column:
    """How many units a holds: full ones, or those begun."""
    top = times(a.data, unit.denominator)
    bottom = a.scale * unit.numerator if isinstance(a.scale, int) else times(a.scale, unit.numerator)
    found = Column(Kind.NUMBER, _ROUNDINGS["ceil" if started else "floor"](*_roomy(top, bottom)), a.known)
    return _rising(found, a, lambda end: count_units(end, unit, started))


def smallest(a: Column, b: Column) -> Column:
    """The lesser of two, subject by subject."""
    left, right, scale = align(a, b)
    found = Column(a.kind, np.minimum(left, right), a.known & b.known, scale)

    def ends() -> tuple[Column, Column]:
        return smallest(low_end(a), low_end(b)), _nearer(high_end(a), high_end(b), smallest)

    return _bound(found, (a, b), ends)


def _nearer(a: Column, b: Column, pick: Callable[[Column, Column], Column]) -> Column:
    """Of two ends the one that is picked; the other where one of them is none."""
    return choose_known(a.known & b.known, pick(a, b), choose_known(a.known, a, b))


def largest(a: Column, b: Column) -> Column:
    """The greater of two, subject by subject."""
    left, right, scale = align(a, b)
    found = Column(a.kind, np.maximum(left, right), a.known & b.known, scale)

    def ends() -> tuple[Column, Column]:
        return _nearer(low_end(a), low_end(b), largest), largest(high_end(a), high_end(b))

    return _bound(found, (a, b), ends)


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
    return _rising(Column(a.kind, top // bottom, a.known), a, whole_part)


def _roomy(top: Array, bottom: Array | int) -> tuple[Array, Array | int]:
    """Both so that twice their sum cannot overflow."""
    if max(peak(top), peak(bottom)) < LIMIT // 8:
        return top, bottom
    return widen(top), bottom if isinstance(bottom, int) else widen(bottom)


def choose(take: Mask, a: Column, b: Column) -> Column:
    """a where `take`, b elsewhere; both of one kind (choices are brought to one list)."""
    known = np.where(take, a.known, b.known)
    if a.kind is Kind.CHOICE:
        words = (*a.choices, *(w for w in b.choices if w not in a.choices))
        left_words, right_words = recode(a, words), recode(b, words)
        found = Column(a.kind, np.where(take, left_words.data, right_words.data), known, 1, words)
        if a.possible is None and b.possible is None:
            return found
        return with_words(found, np.where(take, possible_words(left_words), possible_words(right_words)))
    if not a.kind.numeric:
        data = np.where(take, a.data, b.data)
        return Column(a.kind, data.astype(bool) if a.kind is Kind.BOOL else data, known)
    found = choose_known(take, a, b)
    if a.word is not None or b.word is not None:
        words = tuple(dict.fromkeys((*a.choices, *b.choices)))
        codes = np.where(take, recode_words(a, words), recode_words(b, words))
        return found.put_words(words, codes, a.rated or b.rated)

    def ends() -> tuple[Column, Column]:
        return choose_known(take, low_end(a), low_end(b)), choose_known(take, high_end(a), high_end(b))

    return _bound(found, (a, b), ends)


def choose_if(test: Column, a: Column, b: Column) -> Column:
    """a where a condition holds, b where it does not; where it is unknown, what both agree on."""
    if test.known.all():
        return choose(certainly(test), a, b)
    holds = test.data.astype(bool)
    if not (a.kind.numeric or a.kind is Kind.CHOICE) or a.word is not None or b.word is not None:
        return choose(holds & test.known, a, b).mask(test.known)
    return join([(holds | ~test.known, a), (~holds | ~test.known, b)], a.kind, len(test))


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
    found = Column.from_codes(words, np.where(a.known, codes[a.data], -1))
    if a.possible is None:
        return found
    possible, all_there = np.zeros((len(words), len(a)), bool), np.ones(len(a), bool)
    for code, may in zip(codes[:-1].tolist(), a.possible, strict=True):
        if code < 0:
            all_there &= ~may
        else:
            possible[code] |= may
    return with_words(found, possible | ~all_there)


def round_to_step(a: Column, step_top: int, step_bottom: int, how: str) -> Column:
    """a brought to a multiple of step_top/step_bottom: 'half_up' (四舍五入, away from zero), 'floor' or 'ceil'.

    Raises KeyError for another way of rounding.
    """
    top = times(a.data, step_bottom)
    bottom = times(a.scale, step_top) if not isinstance(a.scale, int) else a.scale * step_top
    steps = _ROUNDINGS[how](*_roomy(top, bottom))
    common = gcd(step_top, step_bottom)
    found = Column(a.kind, times(steps, step_top // common), a.known, step_bottom // common)
    return _rising(found, a, lambda end: round_to_step(end, step_top, step_bottom, how))


def _half_up(top: Array, bottom: Array | int) -> Array:
    magnitude = (2 * abs(top) + bottom) // (2 * bottom)
    return np.where(top < 0, -magnitude, magnitude)


_ROUNDINGS: dict[str, Callable[[Array, Array | int], Array]] = {
    "half_up": _half_up,
    "floor": lambda top, bottom: top // bottom,
    "ceil": lambda top, bottom: -((-top) // bottom),
}
