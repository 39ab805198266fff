"""Intervals as regulations write them: `20万元`, `90以上`, `80至90(不含90)`, `满60不满80`, `超过10`.

以上、以下、以内、满、达到、不低于、不少于 include the number; 不满、不足、超过、低于、高于、以外 do not (Civil Code, art. 1259);
(含) and (不含) in the text win over both.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from stardb.quantity import Kind
from stardb.quantity.reading import Unreadable, read_quantity, tidy

_NUMBER = r"([+-]?[\d,.]+[十百千万亿]?(?:%|[^\d()≥≤<>+~至到以不含满]*))"
_MARK = r"(\((?:含|不含)[^()]*\))?"
_BETWEEN = re.compile(rf"{_NUMBER}{_MARK}(?:至|到|~|～|—|–|-){_NUMBER}{_MARK}(?:之间)?")
_FULL_BETWEEN = re.compile(rf"(满|超过|≥|>){_NUMBER}(?:,|，|且)?(不满|不足|不超过|低于|<|≤){_NUMBER}")
_PREFIX = re.compile(rf"(≥|>=|>|≤|<=|<|满|达到|不低于|不少于|超过|高于|多于|大于|不满|不足|低于|少于|小于|不超过|不高于){_NUMBER}{_MARK}(?:的)?")
_SUFFIX = re.compile(rf"{_NUMBER}{_MARK}(以上|及以上|以下|及以下|以内|以外){_MARK}(?:的)?")
_BELOW = {"≤": True, "<=": True, "不超过": True, "不高于": True, "<": False, "不满": False, "不足": False, "低于": False, "少于": False, "小于": False}
_ABOVE = {"≥": True, ">=": True, "满": True, "达到": True, "不低于": True, "不少于": True, ">": False, "超过": False, "高于": False, "多于": False, "大于": False}


@dataclass(frozen=True)
class Interval:
    """A stretch of numbers; None is no end on that side. `open_low`, `open_high`: whether the end itself is left out.

    `plain`: written as a bare number, so that it reaches up to the next band.
    """

    text: str
    kind: Kind
    low: Fraction | None
    high: Fraction | None
    open_low: bool = False
    open_high: bool = False
    plain: bool = False

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in it."""
        if self.low is not None and (value < self.low or (self.open_low and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.open_high and value == self.high)))


def read_interval(text: str) -> Interval:
    """The interval a band's text means. Raises Unreadable where it means none, or ends before it begins."""
    plain = tidy(str(text)).replace("（", "(").replace("）", ")")
    for pattern, build in ((_FULL_BETWEEN, _full), (_BETWEEN, _between), (_PREFIX, _prefixed), (_SUFFIX, _suffixed)):
        match = pattern.fullmatch(plain)
        if match:
            interval = build(str(text), match)
            if interval.low is not None and interval.high is not None and interval.low > interval.high:
                raise Unreadable("从小到大的范围")
            return interval
    kind, value = read_quantity(plain)
    return Interval(str(text), kind, value, None, plain=True)


def _between(text: str, match: re.Match[str]) -> Interval:
    first, low_mark, second, high_mark = match.groups()
    kind, low, high = _pair(first, second)
    return Interval(text, kind, low, high, _open(low_mark, False), _open(high_mark, False))


def _full(text: str, match: re.Match[str]) -> Interval:
    over, first, under, second = match.groups()
    kind, low, high = _pair(first, second)
    return Interval(text, kind, low, high, not _ABOVE[over], not _BELOW[under])


def _pair(first: str, second: str) -> tuple[Kind, Fraction, Fraction]:
    """Both ends of a range; a unit written only once is both ends' (`3至5万元`, `80-90%`)."""
    kind, high = read_quantity(second)
    low_kind, low = read_quantity(first)
    if low_kind is not kind or (low_kind is Kind.NUMBER and first.isdigit() and not second.isdigit()):
        unit = re.sub(r"^[\d,.]+", "", second)
        low_kind, low = read_quantity(first if not re.fullmatch(r"[\d,.]+", first) else first + unit)
    if low_kind is not kind:
        raise Unreadable("两端同一单位的范围")
    return kind, low, high


def _prefixed(text: str, match: re.Match[str]) -> Interval:
    word, number, mark = match.groups()
    kind, value = read_quantity(number)
    if word in _ABOVE:
        return Interval(text, kind, value, None, open_low=_open(mark, not _ABOVE[word]))
    return Interval(text, kind, None, value, open_high=_open(mark, not _BELOW[word]))


def _suffixed(text: str, match: re.Match[str]) -> Interval:
    number, before, word, after = match.groups()
    kind, value = read_quantity(number)
    open_end = _open(before or after, word == "以外")
    if word.endswith("上") or word == "以外":
        return Interval(text, kind, value, None, open_low=open_end)
    return Interval(text, kind, None, value, open_high=open_end)


def _open(mark: str | None, default: bool) -> bool:
    return default if not mark else mark.startswith("(不含")


def resolved(intervals: list[Interval]) -> list[Interval]:
    """Bare numbers reach up to the next greater edge written, which belongs to the next band."""
    lows = sorted({i.low for i in intervals if i.low is not None})
    out = []
    for interval in intervals:
        if interval.plain and interval.low is not None:
            above = next((low for low in lows if low > interval.low), None)
            out.append(Interval(interval.text, interval.kind, interval.low, above, False, True, True))
        else:
            out.append(interval)
    return out


def overlap(a: Interval, b: Interval) -> Fraction | None:
    """A number that lies in both, or None. The one given is the plainest example there is."""
    low = max((i.low for i in (a, b) if i.low is not None), default=None)
    high = min((i.high for i in (a, b) if i.high is not None), default=None)
    if low is not None and high is not None:
        tries = [low, high, (low + high) / 2]
    else:
        tries = [low, low + 1] if low is not None else [high, high - 1] if high is not None else [Fraction(0)]
    return next((value for value in tries if a.holds(value) and b.holds(value)), None)


def gap(intervals: list[Interval], whole: bool) -> Fraction | None:
    """A number between the lowest and the highest edge that lies in no band; only whole numbers if `whole`."""
    edges = sorted({edge for i in intervals for edge in (i.low, i.high) if edge is not None})
    tries = list(edges)
    for a, b in zip(edges, edges[1:], strict=False):
        middle = (a + b) / 2
        tries.append(Fraction(middle.__floor__()) if whole else middle)
        if whole and b - a > 1:
            tries.append(a.__floor__() + Fraction(1))
    tries = [value for value in tries if not whole or value.denominator == 1]
    return next((value for value in tries if not any(i.holds(value) for i in intervals)), None)
