"""Intervals bound to the number they divide: read with its unit, checked for overlaps and gaps; which values lie inside."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import combinations
from typing import TypeAlias

import numpy as np

from stardb.expressions import Formula, Frame
from stardb.quantity import Array, Column, Kind, Mask, UnreadableText, alignment, bounds, logic, show
from stardb.scorers.base.scope import Scope
from stardb.scorers.kit.intervals import Interval, find_gaps, find_overlap, read_interval, resolve_plain
from stardb.scorers.kit.named_limits import find_near_name, read_named_interval
from stardb.yamlfile import YamlPath

_MOST = 200
"""How many bands one clause may have; real ones have a dozen."""


def bind_interval(text: str, source: Formula, path: YamlPath, scope: Scope, *, key: bool = True) -> Interval:
    """The interval a text at `path` means for a source; its ends may be names of parameters and values.

    Raises ClauseRefused where it means none, or one of another kind.
    """
    interval = _read(text, path, scope, key=key)
    plain = {interval.kind, source.kind} <= {Kind.NUMBER, Kind.PERCENT} and source.loose
    if interval.kind is not source.kind and not plain and not _only_zero(interval):
        raise scope.refuse(
            "R305",
            f"“{text}”是{interval.kind.value}，要分档的是{source.kind.value}",
            path,
            key=key,
            found=interval.kind.value,
            expected=source.kind.value,
            remedy="补上或改正单位，如 10万元、85%、3年",
        )
    return interval


def _read(text: str, path: YamlPath, scope: Scope, *, key: bool) -> Interval:
    try:
        return read_interval(text)
    except UnreadableText as error:
        named = read_named_interval(text, path, scope, key=key)
        if named is None:
            message = f"“{text}”应为{error}{find_near_name(text, scope.symbols)}"
            raise scope.refuse("R403", message, path, key=key, found=text) from error
        return named


def resolve_bands(intervals: list[Interval], path: YamlPath, scope: Scope) -> list[Interval]:
    """The intervals under `path` with bare numbers reaching up to the next. Raises ClauseRefused for a bare value of each subject."""
    for interval in intervals:
        if interval.plain and interval.moving:
            message = f"“{interval.text}”是各对象自己的数，不知到哪一档为止"
            remedy = f"写成一段范围，如 {interval.text}以上、甲至{interval.text}(不含{interval.text})"
            raise scope.refuse("R403", message, (*path, interval.text), key=True, found=interval.text, remedy=remedy)
    return resolve_plain(intervals)


def refuse_moving(intervals: Iterable[Interval], path: YamlPath, scope: Scope, remedy: str) -> None:
    """Refuse the first interval under `path` an end of which is each subject's own."""
    for interval in intervals:
        if interval.moving:
            message = f"“{interval.text}”的界线是各对象自己的数，这里要人人一样的"
            raise scope.refuse("R305", message, (*path, interval.text), key=True, found=interval.text, remedy=remedy)


def _only_zero(interval: Interval) -> bool:
    return not interval.moving and all(end in (None, 0) for end in (interval.low, interval.high))


def exactly(interval: Interval) -> Interval:
    """A bare number as that number alone; any other interval as it is."""
    return replace(interval, high=interval.low, high_name=interval.low_name) if interval.plain else interval


def refuse_overlaps(intervals: list[Interval], path: YamlPath, scope: Scope) -> None:
    """Report every two of the intervals under `path` that share a number. Raises ClauseRefused after them."""
    refused = None
    if len(intervals) > _MOST:
        raise scope.refuse("R203", f"最多分{_MOST}档，这里写了{len(intervals)}档", path, key=True, remedy="改用算式")
    for a, b in combinations([interval for interval in intervals if not interval.moving], 2):
        both = find_overlap(a, b)
        if both is not None:
            number = show(a.kind, both)
            refused = scope.refuse(
                "R401",
                f"“{a.text}”与“{b.text}”两档重叠：{number} 同时在两档里",
                (*path, b.text),
                key=True,
                found=number,
                expected="每个数只在一档里",
                remedy=f"写明 {number} 归哪一档，如“超过{number}”或“(不含{number})”",
            )
    if refused:
        raise refused


def warn_of_gaps(intervals: list[Interval], source: Formula, path: YamlPath, scope: Scope) -> None:
    """Report every stretch of numbers that lies in none; what the source cannot come to is none.

    Of ends that are each subject's own only this can be told: whether each band begins where another ends.
    """
    if any(interval.moving for interval in intervals):
        _warn_of_loose_ends(intervals, source, path, scope)
        return
    holes = _find_holes(intervals, source, scope)
    if not holes:
        return
    phrase = [show_interval(source.kind, hole.low, hole.high, hole.open_low, hole.open_high) for hole in holes]
    remedy = "写成首尾相接，如“满80不满90”“90以上”，或用 otherwise 写明其余；原文没有规定的写 otherwise: 待定"
    message = f"各档有空隙：{'、'.join(phrase)} 不在任何一档"
    scope.report("R402", message, path, key=True, found="、".join(phrase), expected="各档首尾相接", remedy=remedy)


def _warn_of_loose_ends(intervals: list[Interval], source: Formula, path: YamlPath, scope: Scope) -> None:
    """Report every end of a band at which no other band goes on."""
    limits = source.reach(scope.reaches)
    lows, highs = ({_end(one, upper) for one in intervals} for upper in (False, True))
    lowest = limits.low is not None and (None, limits.low, False)
    highest = limits.high is not None and (None, limits.high, False)
    loose = [one for one in intervals if not ({_end(one, upper=False)} <= {None, lowest} or _turn(one, False) in highs)]
    loose += [one for one in intervals if not ({_end(one, upper=True)} <= {None, highest} or _turn(one, True) in lows)]
    if loose:
        told = "、".join(f"“{one.text}”" for one in dict.fromkeys(loose))
        message = f"{told}的一端与别的档接不上：中间有空，或两档都含那一端，落在那里的待定"
        remedy = "各档写成首尾相接，如 优秀线以上、合格线至优秀线(不含优秀线)、不满合格线；或用 otherwise 写明其余"
        scope.report("R454", message, path, key=True, found=told, expected="各档首尾相接", remedy=remedy)


_End: TypeAlias = tuple[str | None, Fraction | None, bool] | None


def _end(interval: Interval, upper: bool) -> _End:
    """An end as it is written: by its name or its number, and whether it is left out; None for none."""
    name = interval.high_name if upper else interval.low_name
    number = interval.high if upper else interval.low
    if not name and number is None:
        return None
    return (name or None, None if name else number, interval.open_high if upper else interval.open_low)


def _turn(interval: Interval, upper: bool) -> _End:
    """The end at which another band would go on."""
    end = _end(interval, upper)
    return None if end is None else (end[0], end[1], not end[2])


def _find_holes(intervals: list[Interval], source: Formula, scope: Scope) -> list[Interval]:
    bare, limits = source.text, source.reach(scope.reaches)
    whole = bare in scope.symbols and scope.symbols.bind(bare).whole
    grain = Fraction(1) if whole and limits.grain is None else None if source.kind is Kind.MONEY else limits.grain
    return find_gaps(intervals, grain or None, limits.low, limits.high)


def show_interval(kind: Kind, low: Fraction | None, high: Fraction | None, open_low: bool, open_high: bool) -> str:
    """An interval as a regulation writes it; None is no end, an open end is left out."""
    if kind is Kind.DATE and (low is None or high is None):
        return f"{show(kind, low)}起" if high is None else f"{show(kind, high)}及以前"
    if high is None:
        return f"超过{show(kind, low)}" if open_low else f"{show(kind, low)}以上"
    if low is None:
        return f"不足{show(kind, high)}" if open_high else f"{show(kind, high)}以下"
    if low == high:
        return show(kind, low)
    if open_low:
        return f"超过{show(kind, low)}{'不足' if open_high else '至'}{show(kind, high)}"
    return f"{show(kind, low)}至{show(kind, high)}" + (f"(不含{show(kind, high)})" if open_high else "")


def lies_in(value: Column, interval: Interval, frame: Frame) -> Column:
    """Whether each subject lies in the interval; unknown where an end that may settle it is."""
    if not interval.moving:
        return logic.truth(inside(value, interval), value.known)
    tests = []
    if interval.low is not None or interval.low_name:
        tests.append(logic.compare(value, ">" if interval.open_low else "≥", find_end(interval, frame, upper=False)))
    if interval.high is not None or interval.high_name:
        tests.append(logic.compare(value, "<" if interval.open_high else "≤", find_end(interval, frame, upper=True)))
    return reduce(logic.both, tests)


def find_end(interval: Interval, frame: Frame, *, upper: bool) -> Column:
    """The lower or the upper end, for each subject; there must be one."""
    name, number = (interval.high_name, interval.high) if upper else (interval.low_name, interval.low)
    return frame[name] if number is None else Column.constant(interval.kind, number, frame.size)


def is_crossed(interval: Interval, frame: Frame) -> Mask:
    """For whom the lower end lies above the upper."""
    if not interval.moving or not all(
        (interval.low is not None or interval.low_name, interval.high is not None or interval.high_name)
    ):
        return np.zeros(frame.size, bool)
    low, high = (find_end(interval, frame, upper=upper) for upper in (False, True))
    return logic.certainly(logic.compare(low, ">", high))


def inside(value: Column, interval: Interval) -> Mask:
    """Who certainly lies in an interval that is the same for all."""
    held: Mask = value.known.copy()
    if interval.low is not None:
        left, right = _sides(value, interval.low)
        held &= left > right if interval.open_low else left >= right
    if interval.high is not None:
        left, right = _sides(value, interval.high)
        held &= left < right if interval.open_high else left <= right
    return held


def may_lie_inside(value: Column, interval: Interval) -> Mask:
    """Whose value may lie in the interval: it does, or it is unknown and its ends do not rule it out."""
    below, above = np.zeros(len(value), bool), np.zeros(len(value), bool)
    if interval.low is not None:
        end = bounds.high_end(value)
        left, right = _sides(end, interval.low)
        below = end.known & np.asarray(left <= right if interval.open_low else left < right, bool)
    if interval.high is not None:
        end = bounds.low_end(value)
        left, right = _sides(end, interval.high)
        above = end.known & np.asarray(left >= right if interval.open_high else left > right, bool)
    return ~(below | above)


def are_ends_inside(value: Column, interval: Interval) -> Mask:
    """Whose value certainly lies in the interval, whatever it is: both its ends do."""
    found: Mask = inside(bounds.low_end(value), interval) & inside(bounds.high_end(value), interval)
    return found


def leaves_gaps(intervals: list[Interval], source: Formula, scope: Scope) -> bool:
    """Whether some number that the source can come to lies in none of the intervals."""
    return any(interval.moving for interval in intervals) or bool(_find_holes(intervals, source, scope))


def _sides(value: Column, edge: Fraction) -> tuple[Array, Array | int]:
    """value and edge as integers that compare as they do."""
    scale = value.scale
    right = edge.numerator * scale if isinstance(scale, int) else alignment.times(scale, edge.numerator)
    return alignment.times(value.data, edge.denominator), right
