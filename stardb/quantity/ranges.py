"""What values a name or a formula can come to at all, told from the rules alone: bounds of a number, words, truths.

Always wide enough: a value left out cannot occur, one that is in may or may not. So a condition whose truths are only
{False} never holds, whatever the spreadsheets say. The grain of money is the exception: an amount in a cell is taken to
be in whole fen.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import ceil, floor, gcd

from stardb.dataclass import dataclass
from stardb.quantity.alignment import COMPARISONS

Bound = Fraction | None

BOTH = frozenset({True, False})


@dataclass(frozen=True)
class ValueRange:
    """Numbers from `low` to `high` (None: without end), the `words` of a choice (None: any), the `truths` of a condition.

    `grain`: a number of which every number is a whole multiple (0 where it is always 0); None where there is none known.
    """

    low: Bound = None
    high: Bound = None
    words: frozenset[str] | None = None
    truths: frozenset[bool] = BOTH
    grain: Bound = None

    @property
    def single(self) -> bool:
        """Whether it is one number and no other."""
        return self.low is not None and self.low == self.high


ANYTHING = ValueRange()


def just(value: Fraction | int) -> ValueRange:
    """One number."""
    return ValueRange(Fraction(value), Fraction(value), grain=abs(Fraction(value)))


def counts(low: int | None = 0, high: int | None = None, grain: int = 1) -> ValueRange:
    """Whole numbers, or multiples of `grain`."""
    least, most = (None if end is None else Fraction(end) for end in (low, high))
    return ValueRange(least, most, grain=Fraction(grain))


def common_grain(a: Bound, b: Bound) -> Bound:
    """The greatest number of which both are whole multiples."""
    if a is None or b is None:
        return None
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def is_multiple(value: Fraction, grain: Fraction) -> bool:
    """Whether a number is a whole multiple of a grain."""
    return value == 0 if not grain else (value / grain).denominator == 1


def among(words: "frozenset[str] | tuple[str, ...]") -> ValueRange:
    """Some of these words."""
    return ValueRange(words=frozenset(words))


def true_or_false(*truths: bool) -> ValueRange:
    """A condition that can come to these."""
    return ValueRange(truths=frozenset(truths))


def join(*parts: ValueRange) -> ValueRange:
    """What one of the parts can be."""
    return reduce(_join, parts)


def _join(a: ValueRange, b: ValueRange) -> ValueRange:
    low = None if a.low is None or b.low is None else min(a.low, b.low)
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    words = None if a.words is None or b.words is None else a.words | b.words
    return ValueRange(low, high, words, a.truths | b.truths, common_grain(a.grain, b.grain))


def _sum(a: Bound, b: Bound) -> Bound:
    return None if a is None or b is None else a + b


def add(a: ValueRange, b: ValueRange) -> ValueRange:
    """a + b."""
    return ValueRange(_sum(a.low, b.low), _sum(a.high, b.high), grain=common_grain(a.grain, b.grain))


def negate(a: ValueRange) -> ValueRange:
    """−a."""
    return ValueRange(None if a.high is None else -a.high, None if a.low is None else -a.low, grain=a.grain)


def subtract(a: ValueRange, b: ValueRange) -> ValueRange:
    """a − b."""
    return add(a, negate(b))


def multiply(a: ValueRange, b: ValueRange) -> ValueRange:
    """a × b."""
    grain = None if a.grain is None or b.grain is None else a.grain * b.grain
    if a.low is not None and a.high is not None and b.low is not None and b.high is not None:
        products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return ValueRange(min(products), max(products), grain=grain)
    if a.single or b.single:
        scalar, other = (a, b) if a.single else (b, a)
        return _scale(other, scalar.low or Fraction(0))
    if a.low is not None and b.low is not None and a.low >= 0 and b.low >= 0:
        return ValueRange(a.low * b.low, None, grain=grain)
    return ValueRange(grain=grain)


def _scale(a: ValueRange, by: Fraction) -> ValueRange:
    if not by:
        return just(0)
    low, high = (None if end is None else end * by for end in (a.low, a.high))
    grain = None if a.grain is None else a.grain * abs(by)
    return ValueRange(low, high, grain=grain) if by > 0 else ValueRange(high, low, grain=grain)


def divide(a: ValueRange, b: ValueRange) -> ValueRange:
    """a ÷ b."""
    if b.single and b.low:
        return _scale(a, 1 / b.low)
    if b.low is not None and b.low > 0 and b.high is not None:
        return replace(multiply(a, ValueRange(1 / b.high, 1 / b.low)), grain=None)
    if b.low is not None and b.low >= 0 and a.low is not None and a.low >= 0:
        return ValueRange(Fraction(0), None)
    return ANYTHING


def smallest(*parts: ValueRange) -> ValueRange:
    """The least of several."""
    highs = [part.high for part in parts if part.high is not None]
    lows = [part.low for part in parts]
    low = None if None in lows else min(low for low in lows if low is not None)
    return ValueRange(low, min(highs, default=None), grain=reduce(common_grain, (part.grain for part in parts)))


def largest(*parts: ValueRange) -> ValueRange:
    """The greatest of several."""
    return negate(smallest(*(negate(part) for part in parts)))


def clamp(a: ValueRange, low: Bound, high: Bound) -> ValueRange:
    """a, but not below low nor above high."""
    at_least = a if low is None else largest(a, just(low))
    return at_least if high is None else smallest(at_least, just(high))


def round_to_step(a: ValueRange, step: Fraction, how: str) -> ValueRange:
    """a brought to a multiple of a step: 'half_up', 'floor' or 'ceil'."""
    low, high = (None if end is None else _ROUNDINGS[how](end / step) * step for end in (a.low, a.high))
    return ValueRange(low, high, grain=step)


def _half_up(value: Fraction) -> int:
    whole = floor(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


_ROUNDINGS: dict[str, Callable[[Fraction], int]] = {"half_up": _half_up, "floor": floor, "ceil": ceil}


def compare(a: ValueRange, sign: str, b: ValueRange) -> ValueRange:
    """What a = ≠ < ≤ > ≥ b can come to."""
    if a.words is not None and b.words is not None:
        same = true_or_false(
            *({True} if a.words & b.words else set()), *({False} if a.words != b.words or len(a.words) > 1 else set())
        )
        return same if sign == "=" else negation(same)
    match sign:
        case ">":
            return compare(b, "<", a)
        case "≥":
            return compare(b, "≤", a)
        case "<":
            return _truths(_lies(a.low, b.high, strict=True), _lies(b.low, a.high, strict=False))
        case "≤":
            return _truths(_lies(a.low, b.high, strict=False), _lies(b.low, a.high, strict=True))
        case "=":
            meet = _lies(a.low, b.high, strict=False) and _lies(b.low, a.high, strict=False)
            return _truths(meet, not (a.single and b.single and a.low == b.low))
        case _:
            return negation(compare(a, "=", b))


def compare_order(a: ValueRange, sign: str, b: ValueRange, order: tuple[str, ...]) -> ValueRange:
    """What a < ≤ > ≥ b can come to for words, the best first in `order`."""
    if a.words is None or b.words is None:
        return ANYTHING
    place = {word: -k for k, word in enumerate(order)}
    holds = {x in place and y in place and COMPARISONS[sign](place[x], place[y]) for x in a.words for y in b.words}
    return true_or_false(*holds)


def _lies(low: Bound, high: Bound, strict: bool) -> bool:
    """Whether some number from `low` on can be below (or at) some number up to `high`."""
    return low is None or high is None or (low < high if strict else low <= high)


def _truths(yes: bool, no: bool) -> ValueRange:
    return ValueRange(truths=frozenset({*([True] if yes else []), *([False] if no else [])}))


def one_of(a: ValueRange, words: tuple[str, ...]) -> ValueRange:
    """Whether a word is among some."""
    if a.words is None:
        return ANYTHING
    return _truths(bool(a.words & set(words)), bool(a.words - set(words)))


def negation(a: ValueRange) -> ValueRange:
    """非 a."""
    return replace(a, truths=frozenset(not truth for truth in a.truths))


def both(*parts: ValueRange) -> ValueRange:
    """All parts hold."""
    return _truths(all(True in part.truths for part in parts), any(False in part.truths for part in parts))


def either(*parts: ValueRange) -> ValueRange:
    """Some part holds."""
    return _truths(any(True in part.truths for part in parts), all(False in part.truths for part in parts))


def choose(test: ValueRange, yes: ValueRange, no: ValueRange) -> ValueRange:
    """如果(test, yes, no)."""
    ways = [way for truth, way in ((True, yes), (False, no)) if truth in test.truths]
    return join(*ways) if ways else ANYTHING


def how_many(*tests: ValueRange) -> ValueRange:
    """How many of the conditions hold."""
    return counts(sum(test.truths == {True} for test in tests), sum(True in test.truths for test in tests))
