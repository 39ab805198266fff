"""Intervals as regulations write them: `20万元`, `90以上`, `80至90(不含90)`, `90至75`, `满60不满80`, `超过10`, `超过5至10`.

以上、以下、以内、满、达到、不低于、不少于 include the number; 不满、不足、超过、低于、高于、以外 do not (Civil Code, art. 1259);
(含) and (不含) in the text win over both.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from stardb.dataclass import dataclass
from stardb.quantity import Kind, UnreadableText, read_quantity, show_number, tidy

_BELOW = {
    "≤": True, "<=": True, "不超过": True, "不高于": True, "不多于": True, "不大于": True,
    "<": False, "不满": False, "不足": False, "低于": False, "少于": False, "小于": False, "不到": False,
}  # fmt: skip
_ABOVE = {
    "≥": True, ">=": True, "满": True, "达到": True, "不低于": True, "不少于": True, "不小于": True,
    ">": False, "超过": False, "高于": False, "多于": False, "大于": False,
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER = r"([+-]?\d+(?:,\d{3})*(?:\.\d+)?(?:[十百千]?(?:万亿|万|亿)?)(?:%|‰|[^\d()≥≤<>+,~至到以不含满超大小高低少达]*)(?:\d+个月)?)"
_MARK = r"(\([不包]*含[^()]*\))?"
_AND = r"(?:,|、|且|但|并|至|到)?"
_BETWEEN = re.compile(rf"{_NUMBER}{_MARK}(?:至|到|~|～|—|–|-){_NUMBER}{_MARK}(?:之间)?")
_FULL_BETWEEN = re.compile(rf"({_any(_ABOVE)}){_NUMBER}{_MARK}{_AND}({_any(_BELOW)}){_NUMBER}{_MARK}")
_OVER_TO = re.compile(rf"({_any(_ABOVE)}){_NUMBER}{_MARK}(?:至|到|~|～|—|–|-){_NUMBER}{_MARK}(?:之间)?")
_OVER_UNDER = re.compile(rf"{_NUMBER}{_MARK}及?以上{_MARK}{_AND}({_any(_BELOW)}){_NUMBER}{_MARK}")
_OVER_UPTO = re.compile(rf"{_NUMBER}{_MARK}及?以上{_MARK}{_AND}{_NUMBER}{_MARK}及?以下{_MARK}")
_UPTO_OVER = re.compile(rf"{_NUMBER}{_MARK}及?以下{_MARK}{_AND}{_NUMBER}{_MARK}及?以上{_MARK}")
_UNDER_OVER = re.compile(rf"({_any(_BELOW)}){_NUMBER}{_MARK}{_AND}({_any(_ABOVE)}){_NUMBER}{_MARK}")
_PREFIX = re.compile(rf"({_any([*_ABOVE, *_BELOW])}){_NUMBER}{_MARK}的?")
_SUFFIX = re.compile(rf"{_NUMBER}{_MARK}(以上|及以上|以下|及以下|以内|以外){_MARK}的?")
_ONE_MARK = re.compile(r"(不包?含|包?含)([^含不,、和及()]*)")


@dataclass(frozen=True)
class Interval:
    """A stretch of numbers; None is no end on that side. `open_low`, `open_high`: whether the end itself is left out.

    `plain`: written as a bare number, so that it reaches up to the next band. `low_name`, `high_name`: the parameter or value
    that an end is; where each subject has its own, the end itself is None.
    """

    text: str
    kind: Kind
    low: Fraction | None
    high: Fraction | None
    open_low: bool = False
    open_high: bool = False
    plain: bool = False
    low_name: str = ""
    high_name: str = ""

    @property
    def moving(self) -> bool:
        """Whether an end is each subject's own."""
        return bool((self.low is None and self.low_name) or (self.high is None and self.high_name))

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters and values that its ends are."""
        return tuple(dict.fromkeys(name for name in (self.low_name, self.high_name) if name))

    def meets(self, low: Fraction | None, high: Fraction | None) -> bool:
        """Whether some number from low to high may lie in it; None is no end."""
        below = high is not None and self.low is not None and (self.low > high or (self.open_low and self.low == high))
        above = low is not None and self.high is not None and (self.high < low or (self.open_high and self.high == low))
        return not (below or above)

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in it."""
        if self.low is not None and (value < self.low or (self.open_low and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.open_high and value == self.high)))


def read_interval(text: str) -> Interval:
    """The interval a band's text means, also where it begins with the greater end: `90分至75分`.

    Raises UnreadableText where it means none, or words like 超过 and 不满 say that it ends before it begins.
    """
    return order_ends(*parse_interval(text))


def parse_interval(text: str) -> tuple[Interval, bool]:
    """The interval with its ends as written, and whether its words say which is the lower. Raises UnreadableText for no interval."""
    plain = tidy(str(text))
    for pattern, build in _READERS:
        match = pattern.fullmatch(plain)
        if match:
            return build(str(text), match), pattern is not _BETWEEN
    if re.search(r"[至到~～含满超不以]", plain):
        raise UnreadableText("一个数，或一段范围")
    kind, value = read_quantity(plain)
    return Interval(str(text), kind, value, None, plain=True), True


def order_ends(interval: Interval, ordered: bool) -> Interval:
    """The interval with the lower end first. ordered: its words say which that is. Raises UnreadableText where they are wrong."""
    if interval.low is None or interval.high is None or interval.low <= interval.high:
        return interval
    if ordered:
        raise UnreadableText("从小到大的范围")
    return replace(
        interval, low=interval.high, high=interval.low, open_low=interval.open_high, open_high=interval.open_low,
        low_name=interval.high_name, high_name=interval.low_name,
    )  # fmt: skip


def _between(text: str, match: re.Match[str]) -> Interval:
    first, low_mark, second, high_mark = match.groups()
    return _range(text, first, second, (False, low_mark), (False, high_mark))


def _full(text: str, match: re.Match[str]) -> Interval:
    over, first, low_mark, under, second, high_mark = match.groups()
    return _range(text, first, second, (not _ABOVE[over], low_mark), (not _BELOW[under], high_mark))


def _over_to(text: str, match: re.Match[str]) -> Interval:
    over, first, low_mark, second, high_mark = match.groups()
    return _range(text, first, second, (not _ABOVE[over], low_mark), (False, high_mark))


def _over_under(text: str, match: re.Match[str]) -> Interval:
    first, before, after, under, second, high_mark = match.groups()
    return _range(text, first, second, (False, before or after), (not _BELOW[under], high_mark))


def _over_upto(text: str, match: re.Match[str]) -> Interval:
    first, low_before, low_after, second, high_before, high_after = match.groups()
    return _range(text, first, second, (False, low_before or low_after), (False, high_before or high_after))


def _upto_over(text: str, match: re.Match[str]) -> Interval:
    second, high_before, high_after, first, low_before, low_after = match.groups()
    return _range(text, first, second, (False, low_before or low_after), (False, high_before or high_after))


def _under_over(text: str, match: re.Match[str]) -> Interval:
    under, second, high_mark, over, first, low_mark = match.groups()
    return _range(text, first, second, (not _ABOVE[over], low_mark), (not _BELOW[under], high_mark))


def _range(text: str, first: str, second: str, low: tuple[bool, str | None], high: tuple[bool, str | None]) -> Interval:
    """Both ends, each with whether it is left out by its word, and the mark (含…) or (不含…) after it."""
    kind, bottom, top = _pair(first, second)
    ends = [low[0], high[0]]
    for end, mark in ((0, low[1]), (1, high[1])):
        for at, open_ in _marks(mark, kind, (bottom, top), end, second):
            ends[at] = open_
    return Interval(text, kind, bottom, top, ends[0], ends[1])


def _pair(first: str, second: str) -> tuple[Kind, Fraction, Fraction]:
    """Both ends of a range; a unit written only once is both ends' (`3至5万元`, `80-90%`, `3万至5万元`)."""
    kind, high = read_quantity(second)
    if re.fullmatch(r"[+-]?[\d,.]+", first):
        first += re.sub(r"^[+-]?[\d,.]+", "", second)
    elif re.fullmatch(r"[+-]?[\d,.]+[十百千万亿]+", first):
        first += re.sub(r"^[+-]?[\d,.]+[十百千万亿]*", "", second)
    low_kind, low = read_quantity(first)
    if low_kind is not kind:
        raise UnreadableText("两端同一单位的范围")
    return kind, low, high


def _marks(
    mark: str | None, kind: Kind, ends: tuple[Fraction, ...], stands: int, unit_of: str
) -> list[tuple[int, bool]]:
    """Which end each part of `(含90)`, `(不含)`, `(含80不含90)` speaks of, and whether it leaves it out.

    A number says which end; without one it is the end the mark stands after. Raises UnreadableText for another number.
    """
    found = []
    for word, number in _ONE_MARK.findall(mark or ""):
        at = stands
        if number:
            unit = re.sub(r"^[+-]?[\d,.]+", "", unit_of)
            values = {
                read_quantity(number),
                read_quantity(number + unit) if number[-1].isdigit() else read_quantity(number),
            }
            named = [i for i, end in enumerate(ends) if (kind, end) in values]
            if not named:
                raise UnreadableText(f"括号里写明范围的一端，如 (含{show_number(ends[stands])})")
            at = stands if stands in named else named[0]
        found.append((at, word.startswith("不")))
    return found


def _read_prefix(text: str, match: re.Match[str]) -> Interval:
    word, number, mark = match.groups()
    kind, value = read_quantity(number)
    above = word in _ABOVE
    open_ = _single(mark, kind, value, number, not (_ABOVE[word] if above else _BELOW[word]))
    return _one_sided(text, kind, value, above, open_)


def _read_suffix(text: str, match: re.Match[str]) -> Interval:
    number, before, word, after = match.groups()
    kind, value = read_quantity(number)
    open_ = _single(before or after, kind, value, number, word == "以外")
    return _one_sided(text, kind, value, word.endswith("上") or word == "以外", open_)


def _single(mark: str | None, kind: Kind, value: Fraction, written: str, default: bool) -> bool:
    marks = _marks(mark, kind, (value,), 0, written)
    return marks[-1][1] if marks else default


def _one_sided(text: str, kind: Kind, value: Fraction, above: bool, open_: bool) -> Interval:
    if above:
        return Interval(text, kind, value, None, open_low=open_)
    return Interval(text, kind, None, value, open_high=open_)


_READERS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Interval]], ...] = (
    (_FULL_BETWEEN, _full),
    (_OVER_TO, _over_to),
    (_OVER_UNDER, _over_under),
    (_OVER_UPTO, _over_upto),
    (_UPTO_OVER, _upto_over),
    (_UNDER_OVER, _under_over),
    (_BETWEEN, _between),
    (_PREFIX, _read_prefix),
    (_SUFFIX, _read_suffix),
)


def resolve_plain(intervals: list[Interval]) -> list[Interval]:
    """Bare numbers reach up to the next greater edge written, and hold it only if the band above does not."""
    lows = sorted({i.low for i in intervals if i.low is not None})
    held = {i.low for i in intervals if not i.open_low}
    out = []
    for interval in intervals:
        if interval.plain and interval.low is not None:
            at = bisect_right(lows, interval.low)
            above = lows[at] if at < len(lows) else None
            out.append(replace(interval, high=above, open_high=above in held))
        else:
            out.append(interval)
    return out


def find_overlap(a: Interval, b: Interval) -> Fraction | None:
    """A number that lies in both, or None. The one given is the plainest example there is."""
    low = max((i.low for i in (a, b) if i.low is not None), default=None)
    high = min((i.high for i in (a, b) if i.high is not None), default=None)
    if low is not None and high is not None:
        tries = [low, high, (low + high) / 2]
    else:
        tries = [low, low + 1] if low is not None else [high, high - 1] if high is not None else [Fraction(0)]
    return next((value for value in tries if a.holds(value) and b.holds(value)), None)


def find_gaps(
    intervals: list[Interval],
    grain: Fraction | None = None,
    least: Fraction | None = None,
    most: Fraction | None = None,
) -> list[Interval]:
    """The stretches of numbers that lie in no band, from the lowest up.

    grain: what every number is a whole multiple of. least, most: what the number cannot be below and above; where that is
    not known, between 0 or the lowest edge and the highest.
    """
    edges = {edge for i in intervals for edge in (i.low, i.high) if edge is not None}
    edges |= {Fraction(0)} if least is None and edges and min(edges) > 0 else set()
    points = sorted({*edges, *(end for end in (least, most) if end is not None)})
    points = [p for p in points if (least is None or p >= least) and (most is None or p <= most)]
    stretches: list[tuple[Fraction, Fraction, bool]] = []
    for at, point in enumerate(points):
        stretches.append((point, point, False))
        stretches += [(point, points[at + 1], True)] if at + 1 < len(points) else []
    found: list[Interval] = []
    for low, high, open_ in stretches:
        value = (low + high) / 2
        if any(i.holds(value) for i in intervals):
            continue
        kind, last = intervals[0].kind, found[-1] if found else None
        if last is not None and last.high == low and last.open_high is not open_:
            found[-1] = Interval("", kind, last.low, high, last.open_low, open_)
        else:
            found.append(Interval("", kind, low, high, open_, open_))
    return found if grain is None else [whole for one in found if (whole := _of_grain(one, grain)) is not None]


def _of_grain(interval: Interval, grain: Fraction) -> Interval | None:
    """The multiples of a grain that lie in an interval; None where there is none."""
    assert interval.low is not None
    assert interval.high is not None
    low, high = ceil(interval.low / grain) * grain, floor(interval.high / grain) * grain
    low += grain if interval.open_low and low == interval.low else 0
    high -= grain if interval.open_high and high == interval.high else 0
    return Interval("", interval.kind, low, high) if low <= high else None
